//! What speaks for a finding and against it, and how likely the finding is by that.

pub(super) mod candidate;
pub(super) mod character_overlap;
pub(super) mod classifier;
pub(super) mod explained;
pub(super) mod judge;
pub(super) mod lengths;
pub(super) mod precision;
pub(super) mod transliteration;
pub(super) mod unaligned;
