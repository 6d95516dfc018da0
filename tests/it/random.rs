//! Chance that is the same every time, so that a failure comes again.

/// A small generator of our own (xorshift, Marsaglia 2003): no release of a crate changes what is tried.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}
