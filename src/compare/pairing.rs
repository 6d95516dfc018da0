//! Which passages of two versions correspond: those that are alike, in order, by the greatest sum of likenesses; of the
//! rest those that were moved. Long versions are cut first at what both say once (the anchors of a patience diff).

use crate::model::{Passage, Side};
use crate::text::canon::canon;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// From this likeness on (0..=1) two passages are versions of each other.
const ALIKE: f32 = 0.4;
/// From this likeness on a passage that stands elsewhere was moved and changed.
const MOVED: f32 = 0.8;
/// Letters that a passage must have to be recognised elsewhere: "Appendix" stands in many places.
const LETTERS: usize = 8;
/// Pairs of passages that are compared in a stretch of both versions, and in search of what was moved.
const MOST: usize = 1_000_000;

/// A passage of each version, or of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paired {
    pub old: Option<usize>,
    pub new: Option<usize>,
    /// Out of order.
    pub moved: bool,
}

/// What a passage is recognised by.
struct Shape {
    /// Of what it says, without blanks.
    key: u64,
    /// Pairs of neighbouring letters, sorted.
    bigrams: Vec<u64>,
}

impl Shape {
    fn of(passage: &Passage, side: Side, across_scripts: bool) -> Shape {
        // A passage that the side lacks is recognised by the other one.
        let side = if passage.side(side).is_some() { side } else { side.other() };
        let text = passage.text(side);
        let letters: Vec<char> = canon(text).map(|c| c.char).filter(|c| c.is_alphanumeric()).collect();
        let mut hasher = FxHasher::default();
        (passage.kind, side).hash(&mut hasher);
        if across_scripts {
            canon(text).for_each(|c| c.char.hash(&mut hasher));
        } else {
            text.chars().filter(|c| !c.is_whitespace()).for_each(|c| c.hash(&mut hasher));
        }
        let pair = |pair: &[char]| u64::from(pair[0] as u32) << 32 | u64::from(pair[1] as u32);
        let mut bigrams: Vec<u64> = letters.windows(2).map(pair).collect();
        bigrams.sort_unstable();
        Shape { key: hasher.finish(), bigrams }
    }

    /// The Dice coefficient of the pairs of letters, 0..=1.
    fn likeness(&self, other: &Shape) -> f32 {
        let all = self.bigrams.len() + other.bigrams.len();
        let most = 2 * self.bigrams.len().min(other.bigrams.len());
        if self.key == other.key {
            return 1.0;
        } else if (most as f32) < ALIKE * all as f32 || all == 0 {
            return 0.0;
        }
        let (mut i, mut j, mut common) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.bigrams.get(i), other.bigrams.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
            }
        }
        2.0 * common as f32 / all as f32
    }
}

/// The passages of both versions, each in exactly one pair, in the order of the new version; what it has lost stands where
/// it stood.
pub(super) fn pair(old: &[Passage], new: &[Passage], side: Side, across_scripts: bool) -> Vec<Paired> {
    let shapes = |passages: &[Passage]| passages.iter().map(|p| Shape::of(p, side, across_scripts)).collect::<Vec<_>>();
    let (before, after) = (shapes(old), shapes(new));
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    let together = |old, new| Paired { old: Some(old), new: Some(new), moved: false };
    let same = |(a, b): &(&Shape, &Shape)| a.key == b.key;
    let first = before.iter().zip(&after).take_while(same).count();
    let (rest, new_rest) = (&before[first..], &after[first..]);
    let last = rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let (end, new_end) = (before.len() - last, after.len() - last);
    pairs.extend((0..first).map(|n| together(n, n)));
    if (end - first) * (new_end - first) <= MOST {
        alike(&before, first..end, &after, first..new_end, &mut pairs);
    } else {
        let keys = |shapes: &[Shape]| shapes.iter().map(|shape| shape.key).collect::<Vec<_>>();
        for op in capture_diff_slices(Algorithm::Patience, &keys(&before[first..end]), &keys(&after[first..new_end])) {
            let shifted = |part: Range<usize>| part.start + first..part.end + first;
            let (old, new) = (shifted(op.old_range()), shifted(op.new_range()));
            match op {
                DiffOp::Equal { .. } => pairs.extend(old.zip(new).map(|(old, new)| together(old, new))),
                _ => alike(&before, old, &after, new, &mut pairs),
            }
        }
    }
    pairs.extend((0..last).map(|n| together(end + n, new_end + n)));
    moved(&before, &after, &mut pairs);
    pairs
}

/// How the best sum of a cell was reached.
#[derive(Clone, Copy)]
enum Step {
    Up,
    Left,
    Pair,
}

/// Pairs what is alike in a stretch of both versions, in order: the greatest sum of likenesses.
fn alike(before: &[Shape], old: Range<usize>, after: &[Shape], new: Range<usize>, pairs: &mut Vec<Paired>) {
    let (m, n) = (old.len(), new.len());
    // A stretch that is too long is looked at along its diagonal.
    let band = if m * n <= MOST { n } else { (MOST / m.max(1)).max(8) };
    let columns = |i: usize| {
        let middle = i * n / m.max(1);
        middle.saturating_sub(band)..(middle + band + 1).min(n)
    };
    let likeness = |i: usize, j: usize| {
        let likeness = before[old.start + i].likeness(&after[new.start + j]);
        if likeness >= ALIKE { likeness } else { 0.0 }
    };
    // Row by row: the best sum of what stands before, and how it was reached.
    let mut best = vec![0f32; n + 1];
    let mut steps: Vec<Vec<Step>> = Vec::with_capacity(m);
    for i in 0..m {
        let columns = columns(i);
        let mut row = Vec::with_capacity(columns.len());
        let mut diagonal = best[columns.start];
        for j in columns.clone() {
            let gain = likeness(i, j);
            let (paired, above, left) = (diagonal + gain, best[j + 1], best[j]);
            diagonal = above;
            let (sum, step) = match gain > 0.0 && paired > above && paired > left {
                true => (paired, Step::Pair),
                false if above >= left => (above, Step::Up),
                false => (left, Step::Left),
            };
            best[j + 1] = sum;
            row.push(step);
        }
        // What lies right of the band is as good as its last column.
        let last = best[columns.end];
        best[columns.end..].iter_mut().for_each(|sum| *sum = sum.max(last));
        steps.push(row);
    }
    let mut partners = vec![None; m];
    let mut j = n;
    for i in (0..m).rev() {
        let columns = columns(i);
        while j > columns.start {
            let step = if j > columns.end { Step::Left } else { steps[i][j - 1 - columns.start] };
            match step {
                Step::Up => break,
                Step::Left => j -= 1,
                Step::Pair => {
                    j -= 1;
                    partners[i] = Some(j);
                    break;
                }
            }
        }
    }
    let mut next = 0;
    for (i, partner) in partners.into_iter().enumerate() {
        let Some(j) = partner else {
            pairs.push(Paired { old: Some(old.start + i), new: None, moved: false });
            continue;
        };
        pairs.extend((next..j).map(|j| Paired { old: None, new: Some(new.start + j), moved: false }));
        pairs.push(Paired { old: Some(old.start + i), new: Some(new.start + j), moved: false });
        next = j + 1;
    }
    pairs.extend((next..n).map(|j| Paired { old: None, new: Some(new.start + j), moved: false }));
}

/// Puts together what was taken away in one place and added in another.
fn moved(before: &[Shape], after: &[Shape], pairs: &mut Vec<Paired>) {
    let known = |shape: &Shape| shape.bigrams.len() >= LETTERS;
    let mut gone: Vec<usize> = pairs.iter().filter(|p| p.new.is_none()).filter_map(|p| p.old).collect();
    gone.retain(|n| known(&before[*n]));
    let mut by_key: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    gone.iter().rev().for_each(|n| by_key.entry(before[*n].key).or_default().push(*n));
    let mut from: FxHashMap<usize, usize> = FxHashMap::default();
    let mut come: Vec<usize> = pairs.iter().filter(|p| p.old.is_none()).filter_map(|p| p.new).collect();
    come.retain(|n| known(&after[*n]));
    come.retain(|n| match by_key.get_mut(&after[*n].key).and_then(Vec::pop) {
        Some(old) => from.insert(*n, old).is_some(),
        None => true,
    });
    let mut left: Vec<usize> = by_key.into_values().flatten().collect();
    left.sort_unstable();
    if left.len() * come.len() <= MOST {
        for n in come {
            let likeness = |old: &usize| before[*old].likeness(&after[n]);
            let best = left.iter().map(|old| (likeness(old), *old)).max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, old)) = best.filter(|(likeness, _)| *likeness >= MOVED) {
                from.insert(n, old);
                left.retain(|other| *other != old);
            }
        }
    }
    let taken: FxHashSet<usize> = from.values().copied().collect();
    pairs.retain(|pair| pair.new.is_some() || pair.old.is_none_or(|old| !taken.contains(&old)));
    for pair in pairs.iter_mut().filter(|pair| pair.old.is_none()) {
        if let Some(old) = pair.new.and_then(|new| from.get(&new)) {
            (pair.old, pair.moved) = (Some(*old), true);
        }
    }
}
