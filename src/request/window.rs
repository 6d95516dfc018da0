//! How much of a result can be given: never more than there is, whatever was asked for.

use std::ops::Range;

/// The places of at most `limit` results behind the first `offset`, where at most `all` can be found. What is allocated
/// for results is allocated for these.
pub(crate) fn window(offset: usize, limit: usize, all: usize) -> Range<usize> {
    let start = offset.min(all);
    start..offset.saturating_add(limit).min(all)
}

#[cfg(test)]
mod tests {
    use super::window;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_window_lies_in_what_there_is(offset: usize, limit: usize, all in 0usize..1000) {
            let window = window(offset, limit, all);
            prop_assert!(window.start <= window.end && window.end <= all && window.len() <= limit);
        }
    }

    #[test]
    fn what_fits_is_given_as_asked() {
        assert_eq!(window(2, 3, 10), 2..5);
        assert_eq!(window(8, 3, 10), 8..10);
        assert_eq!(window(0, usize::MAX, 10), 0..10);
        assert_eq!(window(usize::MAX, usize::MAX, 10), 10..10);
    }
}
