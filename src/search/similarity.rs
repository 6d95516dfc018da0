//! How much of a text stands in another, and where: the best approximate occurrence (Sellers, "The theory and
//! computation of evolutionary distances", 1980), over canonical characters without blanks or marks, so that lost
//! spaces, line wraps and punctuation do not count.

use crate::model::Span;
use crate::text::canon::canon;
use rustc_hash::FxHashMap;

/// The characters of a text that count, with their bytes.
pub(super) struct Letters {
    chars: Vec<char>,
    spans: Vec<Span>,
}

impl Letters {
    pub fn of(text: &str) -> Letters {
        let (mut chars, mut spans) = (Vec::new(), Vec::new());
        for c in canon(text).filter(|c| c.char.is_alphanumeric()) {
            chars.push(c.char);
            spans.push(Span::new(c.start, c.end));
        }
        Letters { chars, spans }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// How many of them lie in the span.
    pub fn within(&self, span: Span) -> usize {
        self.spans.iter().filter(|s| span.contains(**s)).count()
    }
}

/// A text that is looked for in many others.
pub(super) struct Needle {
    length: usize,
    forward: Pattern,
    backward: Pattern,
}

impl Needle {
    pub fn of(text: &str) -> Needle {
        let chars = Letters::of(text).chars;
        let (forward, backward) = (Pattern::of(chars.iter()), Pattern::of(chars.iter().rev()));
        Needle { length: chars.len(), forward, backward }
    }

    /// How many letters it has.
    pub fn len(&self) -> usize {
        self.length
    }
}

/// Where `needle` stands in `text` with the fewest changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    /// 0..=1: one less the changes a character of the needle.
    pub similarity: f32,
    /// Bytes of the text.
    pub span: Span,
}

/// The best occurrence; `None` when either has no letters. Of several as good the first to end is taken, and of where it
/// may begin what makes it as long as the needle. Time grows with the product of the lengths, 64 of the needle's letters
/// at once.
pub(super) fn best_occurrence(needle: &Needle, text: &Letters) -> Option<Occurrence> {
    let (n, m) = (needle.len(), text.len());
    if n == 0 || m == 0 {
        return None;
    }
    let mut best = (n, 0);
    let mut forward = Column::new(&needle.forward, Start::Anywhere);
    for (end, c) in (1..).zip(&text.chars) {
        let changes = forward.advance(*c);
        if changes < best.0 {
            best = (changes, end);
        }
    }
    let (changes, end) = best;
    // No stretch that fits so well is longer.
    let reach = (n + changes).min(end);
    let mut backward = Column::new(&needle.backward, Start::Here);
    let lengths = (1..=reach).zip(text.chars[..end].iter().rev());
    let as_good = lengths.filter(|(_, c)| backward.advance(**c) == changes).map(|(length, _)| length);
    let length = as_good.min_by_key(|length| (length.abs_diff(n), std::cmp::Reverse(*length)))?;
    Some(Occurrence {
        similarity: 1.0 - changes as f32 / n as f32,
        span: Span::new(text.spans[end - length].start, text.spans[end - 1].end),
    })
}

/// Where in the text an occurrence may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Anywhere,
    Here,
}

/// Where each letter of a text stands in it, a bit each, in rows of blocks.
struct Pattern {
    length: usize,
    places: Vec<u64>,
    /// The row of each letter; the first row is for letters that the text does not have.
    rows: FxHashMap<char, usize>,
}

impl Pattern {
    fn of<'c>(text: impl ExactSizeIterator<Item = &'c char>) -> Pattern {
        let length = text.len();
        let blocks = length.div_ceil(64);
        let (mut places, mut rows) = (vec![0; blocks], FxHashMap::default());
        for (i, c) in text.enumerate() {
            let row = *rows.entry(*c).or_insert_with(|| {
                places.resize(places.len() + blocks, 0);
                places.len() - blocks
            });
            places[row + i / 64] |= 1 << (i % 64);
        }
        Pattern { length, places, rows }
    }
}

/// The changes that the needle's beginnings take against the text up to a place, as differences of neighbours, a bit each
/// (Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", 1999; the blocks
/// after Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003).
struct Column<'n> {
    needle: &'n Pattern,
    /// Where the changes go up by one from one beginning to the next, and where they go down.
    up: Vec<u64>,
    down: Vec<u64>,
    /// The bit of the needle's last letter in the last block.
    last: u64,
    start: Start,
    /// Of the whole needle.
    changes: usize,
}

impl Column<'_> {
    fn new(needle: &Pattern, start: Start) -> Column<'_> {
        let (length, blocks) = (needle.length, needle.length.div_ceil(64));
        let last = 1 << ((length + 63) % 64);
        Column { needle, up: vec![u64::MAX; blocks], down: vec![0; blocks], last, start, changes: length }
    }

    /// The changes with one more letter of the text.
    fn advance(&mut self, c: char) -> usize {
        let row = self.needle.rows.get(&c).copied().unwrap_or(0);
        let blocks = self.up.len();
        // What the changes above the block differ by from those of the letter before.
        let (mut more, mut less) = (u64::from(self.start == Start::Here), 0);
        for (i, (up, down)) in self.up.iter_mut().zip(&mut self.down).enumerate() {
            let same = self.needle.places[row + i];
            let diagonal = same | *down;
            let same = same | less;
            let flat = (((same & *up).wrapping_add(*up)) ^ *up) | same;
            let (mut rises, mut falls) = (*down | !(flat | *up), *up & flat);
            let end = if i + 1 == blocks { self.last } else { 1 << 63 };
            let (rises_at_end, falls_at_end) = (u64::from(rises & end != 0), u64::from(falls & end != 0));
            rises = (rises << 1) | more;
            falls = (falls << 1) | less;
            *up = falls | !(diagonal | rises);
            *down = rises & diagonal;
            (more, less) = (rises_at_end, falls_at_end);
        }
        self.changes = self.changes + more as usize - less as usize;
        self.changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn find(needle: &str, text: &str) -> (f32, String) {
        let found = best_occurrence(&Needle::of(needle), &Letters::of(text)).unwrap();
        (found.similarity, found.span.of(text).to_string())
    }

    #[test]
    fn occurrences_are_found_whole_cut_and_damaged() {
        assert_eq!(find("商業秘密", "保護商業秘密之法"), (1.0, "商業秘密".into()));
        assert_eq!(find("trade\nsecret", "of Trade-Secret protection"), (1.0, "Trade-Secret".into()));
        assert_eq!(
            find("intellectual proporty", "the intellectual property court"),
            (0.95, "intellectual property".into())
        );
        assert!(best_occurrence(&Needle::of("全不相干"), &Letters::of("保護商業秘密")).is_none());
        assert!(best_occurrence(&Needle::of(""), &Letters::of("a")).is_none());
    }

    /// Changes and length of the best occurrence that ends first, cell by cell.
    fn cell_by_cell(needle: &[char], text: &[char]) -> (usize, usize) {
        let (mut costs, mut best) = ((0..=needle.len()).collect::<Vec<_>>(), (needle.len(), 0));
        for (j, c) in text.iter().enumerate() {
            let mut diagonal = 0;
            for i in 1..=needle.len() {
                let least = (diagonal + usize::from(needle[i - 1] != *c)).min(costs[i] + 1).min(costs[i - 1] + 1);
                diagonal = std::mem::replace(&mut costs[i], least);
            }
            if costs[needle.len()] < best.0 {
                best = (costs[needle.len()], j + 1);
            }
        }
        best
    }

    proptest! {
        #[test]
        fn bits_find_what_cells_do(asked in "[甲乙丙丁]{1,200}", text in "[甲乙丙丁]{1,300}") {
            let (needle, text) = (Letters::of(&asked), Letters::of(&text));
            let (changes, end) = cell_by_cell(&needle.chars, &text.chars);
            match best_occurrence(&Needle::of(&asked), &text) {
                None => prop_assert_eq!(end, 0),
                Some(found) => {
                    prop_assert_eq!(found.similarity, 1.0 - changes as f32 / needle.len() as f32);
                    prop_assert_eq!(found.span.end, text.spans[end - 1].end);
                    // What was found takes just so many changes, from its first letter on.
                    let from = text.spans.iter().position(|span| span.start == found.span.start).unwrap();
                    let pattern = Pattern::of(needle.chars.iter());
                    let mut whole = Column::new(&pattern, Start::Here);
                    let of_span = text.chars[from..end].iter().map(|c| whole.advance(*c)).last();
                    prop_assert_eq!(of_span, Some(changes));
                }
            }
        }
    }
}
