//! Links by number: which paragraphs, or which sentences counted through the whole document, correspond. This is what
//! other tools exchange as beads.

use super::bead::Bead;
use crate::model::{Alignment, Bitext, Link, Paragraph, Side, Sides};
use crate::text::sentence::split;
use std::ops::Range;

/// Paragraph links as beads over each side's paragraphs, 0-based.
pub fn paragraph_beads(alignment: &Alignment) -> Vec<Bead> {
    let bead = |link: &Link| Bead { zh: link.zh.clone(), en: link.en.clone(), confidence: link.confidence };
    alignment.links.iter().map(bead).collect()
}

/// Sentence links as beads over each side's sentences, counted from 0 through the document.
pub fn sentence_beads(bitext: &Bitext, alignment: &Alignment) -> Vec<Bead> {
    let starts = Sides::new(sentence_starts(&bitext.zh, Side::Zh), sentence_starts(&bitext.en, Side::En));
    let mut beads = Vec::new();
    for link in &alignment.links {
        let mut zh = Counter::new(&bitext.zh, &starts.zh, link.zh.clone(), Side::Zh);
        let mut en = Counter::new(&bitext.en, &starts.en, link.en.clone(), Side::En);
        for pair in &link.sentences {
            let bead = Bead {
                zh: zh.up_to(pair.zh.map(|s| s.end)),
                en: en.up_to(pair.en.map(|s| s.end)),
                confidence: pair.confidence,
            };
            if !(bead.zh.is_empty() && bead.en.is_empty()) {
                beads.push(bead);
            }
        }
        // A link without sentence pairs links all that it has.
        let (zh, en) = (zh.up_to(Some(usize::MAX)), en.up_to(Some(usize::MAX)));
        if !(zh.is_empty() && en.is_empty()) {
            beads.push(Bead { zh, en, confidence: link.confidence });
        }
    }
    beads
}

/// Sentences before each paragraph.
fn sentence_starts(paragraphs: &[Paragraph], side: Side) -> Vec<usize> {
    let mut count = 0;
    paragraphs
        .iter()
        .map(|p| {
            let start = count;
            count += split(&p.text, side).len();
            start
        })
        .collect()
}

/// Counts the sentences of a link's paragraphs off, by where they end in the joined text.
struct Counter {
    ends: Vec<usize>,
    first: usize,
    taken: usize,
}

impl Counter {
    fn new(paragraphs: &[Paragraph], starts: &[usize], range: Range<usize>, side: Side) -> Self {
        let first = starts.get(range.start).copied().unwrap_or(0);
        let mut ends = Vec::new();
        let mut offset = 0;
        for paragraph in paragraphs.get(range).unwrap_or_default() {
            ends.extend(split(&paragraph.text, side).iter().map(|s| s.end + offset));
            offset += paragraph.text.len() + 1;
        }
        Counter { ends, first, taken: 0 }
    }

    /// The next sentences that end there or before; none for `None`.
    fn up_to(&mut self, end: Option<usize>) -> Range<usize> {
        let from = self.taken;
        if let Some(end) = end {
            self.taken += self.ends[from..].iter().take_while(|e| **e <= end).count();
        }
        self.first + from..self.first + self.taken
    }
}
