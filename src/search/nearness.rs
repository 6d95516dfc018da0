//! Whether texts stand near each other in a passage, from the places of each. One owner for all engines: an index reads the
//! places from its postings, what a cluster finds is cut anew.

/// What [`near_each_other`] uses again for each passage.
#[derive(Debug, Default)]
pub struct NearBuffers {
    places: Vec<(u32, usize)>,
    last: Vec<Option<u32>>,
    left: Vec<usize>,
    others: Vec<usize>,
    rooms: Vec<Option<u32>>,
}

/// Other runs up to which all orders are tried where some overlap; of more, which no person's query has, only the one
/// that the greatest places give.
const ORDERED: usize = 8;

/// Of how many of `nears` the runs stand near each other in a passage: a place of each can be chosen so that they do not
/// overlap and at most so many positions between the first and the last belong to none of them. A near has the numbers of
/// its runs, each as often as it must stand there, and that bound; `lengths` and `starts` are the positions that a run
/// takes and the places where it begins in the passage, in order.
pub fn near_each_other<'s>(
    nears: &[(Vec<usize>, u32)],
    lengths: &[u32],
    starts: impl Fn(usize) -> &'s [u32],
    buffers: &mut NearBuffers,
) -> u32 {
    let NearBuffers { places, last, left, others, rooms } = buffers;
    places.clear();
    (0..lengths.len()).for_each(|run| places.extend(starts(run).iter().map(|at| (*at, run))));
    places.sort_unstable();
    last.clear();
    last.resize(lengths.len(), None);
    left.clear();
    left.extend(0..nears.len());
    let length = |run: usize| lengths.get(run).copied().unwrap_or(0);
    // The last place of a run that ends before another begins.
    let before = |run: usize, right: u32| {
        let latest = right.checked_sub(length(run))?;
        let starts = starts(run);
        starts.partition_point(|start| *start <= latest).checked_sub(1).and_then(|i| starts.get(i)).copied()
    };
    // From left to right, each place as the last one of those that are chosen.
    for &(at, run) in places.iter() {
        if let Some(last) = last.get_mut(run) {
            *last = Some(at);
        }
        left.retain(|near| {
            let Some((runs, between)) = nears.get(*near).filter(|(runs, _)| runs.contains(&run)) else { return true };
            let own: u32 = runs.iter().map(|run| length(*run)).sum();
            let least = (at + length(run)).saturating_sub(own.saturating_add(*between));
            if !runs.iter().all(|run| last.get(*run).is_some_and(|last| *last >= Some(least))) {
                return true;
            }
            let mut first = true;
            others.clear();
            others.extend(runs.iter().copied().filter(|other| *other != run || !std::mem::take(&mut first)));
            !(greatest(others, at, before) >= Some(least)
                || others.len() <= ORDERED && any_order(others, at, before, rooms) >= Some(least))
        });
        if left.is_empty() {
            break;
        }
    }
    (nears.len() - left.len()) as u32
}

/// Where the first of the runs begins when each time the one with the greatest place is put before `right`.
fn greatest(runs: &[usize], right: u32, before: impl Fn(usize, u32) -> Option<u32>) -> Option<u32> {
    let mut put: u64 = 0;
    let mut right = right;
    for _ in runs {
        let free = runs.iter().enumerate().take(64).filter(|(i, _)| (put >> i) & 1 == 0);
        let (start, i) = free.filter_map(|(i, run)| Some((before(*run, right)?, i))).max()?;
        (right, put) = (start, put | (1 << i));
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

    proptest! {
        #[test]
        fn all_that_stand_near_are_found(
            runs in vec((1u32..4, proptest::collection::btree_set(0u32..24, 0..5)), 1..4),
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
            let got = near_each_other(&nears, &lengths, |run| &starts[run], &mut NearBuffers::default());
            prop_assert_eq!(got, want);
        }
    }
}
