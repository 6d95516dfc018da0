//! What a document shows of damage, as the survey finds it and the repairs believe it.

use rustc_hash::{FxHashMap, FxHashSet};

/// What a mark's surroundings say about its having been a blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Strong,
    Weak,
    /// It was something else.
    Against,
    /// It is a question mark.
    None,
}

/// How often a mark stands where a blank should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Between two words in the middle of a sentence.
    pub strong: u32,
    /// Where a blank is possible, and so is a question.
    weak: u32,
    /// Where an apostrophe is missing: "company?s".
    against: u32,
}

impl Tally {
    pub fn add(&mut self, sign: Sign) {
        match sign {
            Sign::Strong => self.strong += 1,
            Sign::Weak => self.weak += 1,
            Sign::Against => self.against += 1,
            Sign::None => {}
        }
    }

    /// Whether a mark of that sign stands for a blank.
    pub fn believes(&self, sign: Sign) -> bool {
        match sign {
            Sign::Strong => self.strong >= 2 && self.strong > self.against * 2,
            Sign::Weak => self.strong >= 4 && self.strong > self.against * 4 && self.strong * 3 >= self.weak,
            Sign::Against | Sign::None => false,
        }
    }
}

/// What a document's text shows of damage; all blocks are surveyed before one is repaired.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    pub(super) question: Tally,
    pub(super) replacement: Tally,
    /// Runs of letters that are several words, with the places (bytes) where they come apart.
    pub(super) cuts: FxHashMap<Box<str>, Vec<usize>>,
    /// Words that the vocabulary lacks and the document uses several times.
    pub(super) names: FxHashSet<Box<str>>,
    /// Whether blanks were lost in many places, so that less certain ones are believed.
    pub(super) damaged: bool,
    /// Whether lines open with Roman numbers, so that "V." is none's initial.
    pub(super) roman: bool,
    /// Whether layout has set Chinese characters apart.
    pub(super) set_apart: bool,
}
