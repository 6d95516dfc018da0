//! Long documents are linked in chunks that begin at safe borders, so that memory stays small and both cores work on
//! one document.

use std::ops::Range;

/// Chinese units of a chunk, at least.
const CHUNK: usize = 1_000;

/// The chunks of a document of `n` Chinese and `m` English units; `safe` are borders at which it may be cut, rising.
pub(super) fn chunks(
    n: usize,
    m: usize,
    safe: impl Iterator<Item = (usize, usize)>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut chunks = Vec::new();
    let mut from = (0, 0);
    for to in safe {
        if to.0 >= from.0 + CHUNK && to.0 + CHUNK / 2 <= n && to.1 > from.1 {
            chunks.push((from.0..to.0, from.1..to.1));
            from = to;
        }
    }
    chunks.push((from.0..n, from.1..m));
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_and_begin_at_safe_borders() {
        assert_eq!(chunks(3, 4, [(1, 1)].into_iter()), [(0..3, 0..4)]);
        let safe = (0..40).map(|i| (i * 100 + 7, i * 100 + 9));
        assert_eq!(
            chunks(4_000, 4_100, safe),
            [(0..1007, 0..1009), (1007..2007, 1009..2009), (2007..3007, 2009..3009), (3007..4000, 3009..4100)]
        );
    }
}
