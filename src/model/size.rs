//! What an index takes on disk, part by part.

use super::Sides;

/// Bytes of an index on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreSize {
    /// Terms and postings of the Chinese side and of the English side: which passages have a word, and how often.
    pub postings: Sides<u64>,
    /// Where in a passage the words stand.
    pub positions: u64,
    /// The passages themselves, compressed.
    pub stored: u64,
    /// Columns to sort and count by.
    pub fast: u64,
    /// Which word renders which, as learnt.
    pub lexicon: u64,
    /// Which word of a passage is linked with which.
    pub links: u64,
    /// Ids, lengths of texts, lists of files, and what a writer has left.
    pub other: u64,
    /// Bytes of the text that went in, UTF-8; not a part of the index.
    pub text: Sides<u64>,
}

impl StoreSize {
    /// The parts with their names, in a fixed order.
    pub fn parts(&self) -> [(&'static str, u64); 8] {
        [
            ("postings_zh", self.postings.zh),
            ("postings_en", self.postings.en),
            ("positions", self.positions),
            ("stored", self.stored),
            ("fast", self.fast),
            ("lexicon", self.lexicon),
            ("links", self.links),
            ("other", self.other),
        ]
    }

    /// A part of the whole, 0..=1.
    pub fn share(&self, bytes: u64) -> f64 {
        bytes as f64 / self.total().max(1) as f64
    }

    /// Bytes of all parts.
    pub fn total(&self) -> u64 {
        self.parts().iter().map(|(_, bytes)| bytes).sum()
    }
}
