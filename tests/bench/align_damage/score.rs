//! Counts over links: how many are right, how sure they are, how far the wrong ones run together.

use crate::damage::Gold;
use duizhao::align::Bead;
use std::collections::HashSet;
use std::ops::Range;

#[derive(Default)]
pub struct Score {
    gold: usize,
    found: usize,
    right: usize,
    /// Gold links of both sides, and those that were found.
    linked: (usize, usize),
    /// … of more than one sentence on some side.
    many: (usize, usize),
    /// Gold sentences without counterpart, and those left alone.
    alone: (usize, usize),
    /// Gold links that stand elsewhere on the other side, and those that were found.
    moved: (usize, usize),
    /// Found links with a confidence of .9 or more, and those that are right.
    sure: (usize, usize),
    /// By tenths of confidence: links, right ones, sum of confidence.
    tenths: [(usize, usize, f64); 10],
    longest_wrong: usize,
    sentences: usize,
}

/// Empty ranges compare equal wherever they stand.
fn key((zh, en): (&Range<usize>, &Range<usize>)) -> (Range<usize>, Range<usize>) {
    let plain = |range: &Range<usize>| if range.is_empty() { 0..0 } else { range.clone() };
    (plain(zh), plain(en))
}

/// Sentences without counterpart one by one.
fn singles((zh, en): (&Range<usize>, &Range<usize>)) -> Vec<(Range<usize>, Range<usize>)> {
    let each = |range: &Range<usize>| range.clone().map(|i| i..i + 1).collect::<Vec<_>>();
    match (zh.is_empty(), en.is_empty()) {
        (true, _) => each(en).into_iter().map(|en| (0..0, en)).collect(),
        (_, true) => each(zh).into_iter().map(|zh| (zh, 0..0)).collect(),
        _ => vec![key((zh, en))],
    }
}

impl Score {
    pub const HEADER: &str = "text      damage                         links   F1     n-m    kept   alone  moved  sure   wrong&sure  calib  run  links/s";

    pub fn add(&mut self, gold: &[Gold], found: &[Bead]) {
        let gold_links: Vec<_> = gold.iter().flat_map(|(zh, en)| singles((zh, en))).collect();
        let gold_set: HashSet<_> = gold_links.iter().cloned().collect();
        let mut found_set = HashSet::new();
        let mut run = 0;
        for bead in found {
            for link in singles((&bead.zh, &bead.en)) {
                let right = gold_set.contains(&link);
                self.found += 1;
                self.right += usize::from(right);
                let tenth = &mut self.tenths[((bead.confidence * 10.0) as usize).min(9)];
                *tenth = (tenth.0 + 1, tenth.1 + usize::from(right), tenth.2 + f64::from(bead.confidence));
                if bead.confidence >= 0.9 {
                    self.sure = (self.sure.0 + 1, self.sure.1 + usize::from(right));
                }
                run = if right { 0 } else { run + 1 };
                self.longest_wrong = self.longest_wrong.max(run);
                found_set.insert(link);
            }
        }
        self.gold += gold_links.len();
        let mut furthest = 0;
        for link in &gold_links {
            let is_found = usize::from(found_set.contains(link));
            let count = |of: &mut (usize, usize)| *of = (of.0 + 1, of.1 + is_found);
            if link.0.is_empty() || link.1.is_empty() {
                count(&mut self.alone);
                continue;
            }
            count(&mut self.linked);
            if link.0.len() + link.1.len() > 2 {
                count(&mut self.many);
            }
            if link.1.start < furthest {
                count(&mut self.moved);
            }
            furthest = furthest.max(link.1.start);
        }
        self.sentences += gold.iter().map(|(zh, _)| zh.len()).sum::<usize>();
    }

    pub fn line(&self, text: &str, damage: &str, seconds: f64) -> String {
        let share = |(whole, part): (usize, usize)| part as f64 / whole.max(1) as f64;
        let (p, r) = (share((self.found, self.right)), share((self.gold, self.right)));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let calibration: f64 = self.tenths.iter().map(|(_, right, sum)| (*right as f64 - sum).abs()).sum::<f64>()
            / self.found.max(1) as f64;
        let wrong_and_sure = (self.sure.0 - self.sure.1) as f64 / self.found.max(1) as f64;
        let some = |of: (usize, usize)| if of.0 == 0 { "  -  ".to_string() } else { format!("{:.4}", share(of)) };
        format!(
            "{text:<9} {damage:<28} {:>7}  {f1:.4}  {}  {}  {}  {}  {:.4}  {wrong_and_sure:.4}      {calibration:.3}  {:>3}  {:.0}",
            self.gold,
            some(self.many),
            some(self.linked),
            some(self.alone),
            some(self.moved),
            share(self.sure),
            self.longest_wrong,
            self.gold as f64 / seconds,
        )
    }
}
