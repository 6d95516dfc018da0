//! Whether single words or characters stand in one window of a passage, told for 64 positions at once: a bit for each
//! position, smeared over the window that it opens.

/// The windows of a passage in which each of some runs has a place; used again for each passage.
#[derive(Debug, Default)]
pub struct Windows {
    /// For each run, for each position whether one of its places is there or less than a window before.
    ends: Vec<u64>,
    /// The places of all of them.
    taken: Vec<u64>,
    /// Words of 64 positions that each run takes.
    words: usize,
}

impl Windows {
    /// `starts` are the places of each of `runs` runs in order, `width` the positions of a window, at least 1. Says whether
    /// no two of them have a place in common: of such that have, both may be one word, which stands near nothing.
    pub fn set<'s>(&mut self, runs: usize, starts: impl Fn(usize) -> &'s [u32], width: u32) -> bool {
        let last = (0..runs).filter_map(|run| starts(run).last()).max();
        self.words = last.map_or(0, |last| *last as usize / 64 + 1);
        self.ends.clear();
        self.ends.resize(runs * self.words, 0);
        self.taken.clear();
        self.taken.resize(self.words, 0);
        let mut apart = true;
        for (run, ends) in self.ends.chunks_exact_mut(self.words.max(1)).enumerate() {
            for at in starts(run) {
                let (word, bit) = (*at as usize / 64, 1 << (at % 64));
                if let Some((word, taken)) = ends.get_mut(word).zip(self.taken.get_mut(word)) {
                    apart &= *taken & bit == 0;
                    *word |= bit;
                    *taken |= bit;
                }
            }
            smear(ends, width as usize);
        }
        apart
    }

    /// Whether some window has a place of each of the runs, by their numbers.
    pub fn hold(&self, runs: &[usize]) -> bool {
        let word = |run: &usize, at: usize| self.ends.get(run * self.words + at).copied().unwrap_or(0);
        (0..self.words).any(|at| runs.iter().fold(u64::MAX, |both, run| both & word(run, at)) != 0)
    }
}

/// Sets the `width - 1` bits above each that is set.
fn smear(bits: &mut [u64], width: usize) {
    let width = width.min(bits.len() * 64);
    let mut done = 1;
    while done < width {
        let step = done.min(width - done);
        let (whole, part) = (step / 64, step % 64);
        for i in (whole..bits.len()).rev() {
            let low = |i: usize| bits.get(i).copied().unwrap_or(0);
            let carried = if part > 0 && i > whole { low(i - whole - 1) >> (64 - part) } else { 0 };
            let moved = low(i - whole) << part | carried;
            if let Some(word) = bits.get_mut(i) {
                *word |= moved;
            }
        }
        done += step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_window_is_found_where_there_is_one(
            places in vec(btree_set(0u32..500, 0..4), 1..4),
            width in 1u32..300,
        ) {
            let places: Vec<Vec<u32>> = places.into_iter().map(|set| set.into_iter().collect()).collect();
            let near = |end: u32| places.iter().all(|run| run.iter().any(|at| *at <= end && end - at < width));
            let mut windows = Windows::default();
            let apart = windows.set(places.len(), |run| &places[run], width);
            let taken: std::collections::BTreeSet<&u32> = places.iter().flatten().collect();
            prop_assert_eq!(apart, taken.len() == places.iter().flatten().count());
            let runs: Vec<usize> = (0..places.len()).collect();
            prop_assert_eq!(windows.hold(&runs), places.iter().flatten().any(|end| near(*end)));
        }
    }
}
