//! Whether texts stand near each other in a passage, from the places of each. One owner for all engines: an index reads the
//! places from its postings, what a cluster finds is cut anew.

use super::windows::Windows;

/// What [`Nears::standing`] uses again for each passage.
#[derive(Debug, Default)]
pub struct NearBuffers {
    places: Vec<(u32, usize)>,
    last: Vec<u32>,
    others: Vec<usize>,
    free: Vec<usize>,
    rooms: Vec<Option<u32>>,
    windows: Windows,
}

/// Other runs up to which all orders are tried where some overlap; of more, which no person's query has, only the one
/// that the greatest places give.
const ORDERED: usize = 8;

/// Runs that are to stand near each other.
#[derive(Clone, Debug)]
struct Near {
    /// Their numbers, each as often as it must stand there.
    runs: Vec<usize>,
    /// Positions from the first of the first to the last of the last, at most.
    reach: u32,
}

/// Several of them that have runs in common, by the numbers of these.
#[derive(Clone, Debug)]
pub struct Nears {
    nears: Vec<Near>,
    /// Positions that each run takes.
    lengths: Vec<u32>,
    /// Which nears have a run, a bit each.
    having: Vec<u64>,
    /// The reach of those whose runs are different texts of one position each, and which of them all these are, a bit each.
    window: Option<u32>,
    windowed: u64,
}

impl Nears {
    /// How many can be asked together.
    pub const MOST: usize = u64::BITS as usize;

    /// At most [`Nears::MOST`], each with its runs and how many positions may stand between them in all; further ones are
    /// left out.
    pub fn new(nears: impl IntoIterator<Item = (Vec<usize>, u32)>, lengths: Vec<u32>) -> Nears {
        let length = |run: &usize| lengths.get(*run).copied().unwrap_or(0);
        let near = |(runs, between): (Vec<usize>, u32)| {
            let reach = runs.iter().map(length).fold(between, u32::saturating_add);
            Near { runs, reach }
        };
        let nears: Vec<Near> = nears.into_iter().take(Nears::MOST).map(near).collect();
        let bit = |run: usize| move |(i, near): (usize, &Near)| u64::from(near.runs.contains(&run)) << i;
        let having = (0..lengths.len()).map(|run| nears.iter().enumerate().map(bit(run)).sum()).collect();
        let single = |(i, run): (usize, &usize), runs: &[usize]| {
            lengths.get(*run) == Some(&1) && !runs.iter().skip(i + 1).any(|other| other == run)
        };
        let apart = |near: &&Near| near.runs.iter().enumerate().all(|run| single(run, &near.runs));
        let window = nears.iter().find(apart).map(|near| near.reach);
        let windowed = |(i, near): (usize, &Near)| u64::from(apart(&near) && window == Some(near.reach)) << i;
        let windowed = nears.iter().enumerate().map(windowed).sum();
        Nears { nears, lengths, having, window, windowed }
    }

    /// The runs of each.
    pub fn runs(&self) -> impl Iterator<Item = &[usize]> {
        self.nears.iter().map(|near| near.runs.as_slice())
    }

    /// Of how many of them a place of each run can be chosen so that they do not overlap and stand near enough in a
    /// passage; `starts` are the places where a run begins there, in order.
    pub fn standing<'s>(&self, starts: impl Fn(usize) -> &'s [u32], buffers: &mut NearBuffers) -> u32 {
        let (mut standing, mut told) = (0, 0);
        let length = |run: usize| self.lengths.get(run).copied().unwrap_or(0);
        if let Some(window) = self.window {
            let windows = &mut buffers.windows;
            if windows.set(self.lengths.len(), |run| if length(run) == 1 { starts(run) } else { &[] }, window) {
                told = self.windowed;
                let windowed = self.nears.iter().enumerate().filter(|(i, _)| (told >> i) & 1 == 1);
                standing += windowed.filter(|(_, near)| windows.hold(&near.runs)).count() as u32;
            }
        }
        let NearBuffers { places, last, others, free, rooms, .. } = buffers;
        let having = |run: usize| self.having.get(run).copied().unwrap_or(0);
        let absent = (0..self.lengths.len()).filter(|run| starts(*run).is_empty());
        let mut left = absent.fold(!told, |left, run| left & !having(run));
        places.clear();
        for run in (0..self.lengths.len()).filter(|run| having(*run) & left != 0) {
            places.extend(starts(run).iter().map(|at| (*at, run)));
        }
        places.sort_unstable();
        // Each one more than the last place, 0 where there was none.
        last.clear();
        last.resize(self.lengths.len(), 0);
        // The last place of a run that ends before another begins.
        let before = |run: usize, right: u32| {
            let latest = right.checked_sub(length(run))?;
            let starts = starts(run);
            starts.partition_point(|start| *start <= latest).checked_sub(1).and_then(|i| starts.get(i)).copied()
        };
        // From left to right, each place as the last one of those that are chosen.
        for &(at, run) in places.iter() {
            if left == 0 {
                break;
            }
            if let Some(last) = last.get_mut(run) {
                *last = at + 1;
            }
            let end = at + length(run);
            let mut may = having(run) & left;
            while let Some(near) = (may != 0).then(|| may.trailing_zeros() as usize) {
                may &= may - 1;
                let Some(Near { runs, reach }) = self.nears.get(near) else { break };
                let least = end.saturating_sub(*reach);
                let in_reach = runs.iter().all(|run| last.get(*run).is_some_and(|last| *last > least));
                if !in_reach {
                    continue;
                }
                let mut first = true;
                others.clear();
                others.extend(runs.iter().copied().filter(|other| *other != run || !std::mem::take(&mut first)));
                if greatest(others, at, before, free) >= Some(least)
                    || others.len() <= ORDERED && any_order(others, at, before, rooms) >= Some(least)
                {
                    standing += 1;
                    left &= !(1 << near);
                }
            }
        }
        standing
    }
}

/// Where the first of the runs begins when each time the one with the greatest place is put before `right`.
fn greatest(
    runs: &[usize],
    mut right: u32,
    before: impl Fn(usize, u32) -> Option<u32>,
    free: &mut Vec<usize>,
) -> Option<u32> {
    free.clear();
    free.extend_from_slice(runs);
    while !free.is_empty() {
        let places = free.iter().enumerate().filter_map(|(i, run)| Some((before(*run, right)?, i)));
        let (start, i) = places.max()?;
        right = start;
        free.swap_remove(i);
    }
    Some(right)
}

/// The greatest place where the first of the runs can begin when all are put before `right`, in whatever order: for each
/// choice of them the best is one of them before the best of the others.
fn any_order(
    runs: &[usize],
    right: u32,
    before: impl Fn(usize, u32) -> Option<u32>,
    rooms: &mut Vec<Option<u32>>,
) -> Option<u32> {
    rooms.clear();
    rooms.push(Some(right));
    for chosen in 1..(1usize << runs.len()) {
        let one = |(i, run): (usize, &usize)| {
            let rest = ((chosen >> i) & 1 == 1).then(|| rooms.get(chosen & !(1 << i)))?;
            before(*run, (*rest?)?)
        };
        let best = runs.iter().enumerate().filter_map(one).max();
        rooms.push(best);
    }
    rooms.last().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Every choice of places.
    fn by_trying(
        runs: &[usize],
        between: u32,
        lengths: &[u32],
        starts: &[Vec<u32>],
        chosen: &mut Vec<(u32, u32)>,
    ) -> bool {
        let Some((run, rest)) = runs.split_first() else {
            let mut spans = chosen.clone();
            spans.sort_unstable();
            let own: u32 = spans.iter().map(|(start, end)| end - start).sum();
            let apart = spans.windows(2).all(|pair| pair[0].1 <= pair[1].0);
            return apart && spans.last().unwrap().1 - spans[0].0 - own <= between;
        };
        starts[*run].iter().any(|start| {
            chosen.push((*start, start + lengths[*run]));
            let found = by_trying(rest, between, lengths, starts, chosen);
            chosen.pop();
            found
        })
    }

    #[test]
    fn a_long_row_of_words_stands_near() {
        let starts: Vec<[u32; 1]> = (0..150).map(|at| [at]).collect();
        let near = Nears::new([((0..150).collect(), 0)], vec![1; 150]);
        assert_eq!(near.standing(|run| &starts[run], &mut NearBuffers::default()), 1);
    }

    proptest! {
        #[test]
        fn all_that_stand_near_are_found(
            runs in (1u32..4).prop_flat_map(|longest| {
                vec((1..=longest, proptest::collection::btree_set(0u32..24, 0..5)), 1..4)
            }),
            nears in vec((vec(0usize..4, 2..5), 0u32..9), 1..4),
        ) {
            let lengths: Vec<u32> = runs.iter().map(|(length, _)| *length).collect();
            let starts: Vec<Vec<u32>> = runs.iter().map(|(_, starts)| starts.iter().copied().collect()).collect();
            let nears: Vec<(Vec<usize>, u32)> = nears
                .into_iter()
                .map(|(numbers, between)| (numbers.into_iter().map(|run| run % lengths.len()).collect(), between))
                .collect();
            let tried = |(runs, between): &&(Vec<usize>, u32)| {
                by_trying(runs, *between, &lengths, &starts, &mut Vec::new())
            };
            let want = nears.iter().filter(tried).count() as u32;
            let got = Nears::new(nears, lengths.clone()).standing(|run| &starts[run], &mut NearBuffers::default());
            prop_assert_eq!(got, want);
        }
    }
}
