//! Who is told how far the work is.

/// Told how far the work is. Implementations must be cheap: it is called for every document.
pub trait Progress {
    /// `done` of `total` documents have been read; `name` is the one at hand.
    fn document(&self, done: usize, total: usize, name: &str);
    /// Passages written so far.
    fn passages(&self, count: u64);
    /// Bytes of files whose passages are written, of all that are to be read.
    fn bytes(&self, _done: u64, _total: u64) {}
    /// So many documents are being aligned, which may take a while.
    fn aligning(&self, _documents: usize) {}
    /// The lexicon is being learnt, which may take a while.
    fn learning(&self) {}
    /// Stretches of text whose words are linked so far.
    fn linked(&self, _stretches: u64) {}
}

/// Says nothing.
#[derive(Debug)]
pub struct Silent;

impl Progress for Silent {
    fn document(&self, _: usize, _: usize, _: &str) {}
    fn passages(&self, _: u64) {}
}
