//! What was repaired, counted for one line to a person.

use std::fmt;
use std::ops::AddAssign;

/// How many repairs of each kind were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// '?' and U+FFFD that stood for blanks.
    pub marks: usize,
    /// Blanks lost between words or at punctuation.
    pub lost: usize,
    /// Zero-width characters, soft hyphens, controls.
    pub invisible: usize,
    /// Line wraps inside paragraphs.
    pub wraps: usize,
    /// Blanks that were too many, except at the ends of a block.
    pub blanks: usize,
    /// Punctuation marks that stood twice, once in each width.
    pub doubled: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.marks += other.marks;
        self.lost += other.lost;
        self.invisible += other.invisible;
        self.wraps += other.wraps;
        self.blanks += other.blanks;
        self.doubled += other.doubled;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            (self.marks, "'?' that stood for a space", "'?' that stood for spaces"),
            (self.lost, "lost space", "lost spaces"),
            (self.invisible, "invisible character", "invisible characters"),
            (self.wraps, "line wrap", "line wraps"),
            (self.blanks, "needless blank", "needless blanks"),
            (self.doubled, "doubled punctuation mark", "doubled punctuation marks"),
        ];
        f.write_str("repaired")?;
        let some = kinds.iter().filter(|(count, ..)| *count > 0);
        for (i, (count, one, many)) in some.enumerate() {
            write!(f, "{} {count} {}", if i == 0 { "" } else { "," }, if *count == 1 { one } else { many })?;
        }
        Ok(())
    }
}
