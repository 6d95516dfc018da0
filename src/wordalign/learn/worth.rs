//! Which places of some rows are worth another look: a bit for each, in the order in which they are found. The cells
//! themselves are made anew in every round, since of a large bitext they would take most of the memory.

/// A bit for each cell of a chunk.
#[derive(Clone, Debug, Default)]
pub(super) struct Worth {
    bits: Vec<u64>,
    len: usize,
}

impl Worth {
    /// One answer for each cell of the chunk.
    pub fn of(answers: impl Iterator<Item = bool>) -> Worth {
        let mut worth = Worth::default();
        for answer in answers {
            if worth.len % 64 == 0 {
                worth.bits.push(0);
            }
            if let Some(last) = worth.bits.last_mut() {
                *last |= u64::from(answer) << (worth.len % 64);
            }
            worth.len += 1;
        }
        worth
    }

    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        (0..self.len).map(|at| self.bits[at / 64] >> (at % 64) & 1 == 1)
    }

    /// Those that still are: one answer for each cell that was.
    pub fn narrowed(&self, still: impl IntoIterator<Item = bool>) -> Worth {
        let mut still = still.into_iter();
        Worth::of(self.iter().map(|was| was && still.next().unwrap_or(false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_narrowed_was_there(first: Vec<bool>, second: Vec<bool>) {
            let worth = Worth::of(first.iter().copied());
            prop_assert!(worth.iter().eq(first.iter().copied()));
            let narrowed: Vec<bool> = worth.narrowed(second.iter().copied()).iter().collect();
            let mut answers = second.into_iter();
            let expected: Vec<bool> = first.iter().map(|was| *was && answers.next().unwrap_or(false)).collect();
            prop_assert_eq!(narrowed, expected);
        }
    }
}
