//! How long the long tests go on: what chance finds needs many rounds, what a change breaks shows in a few.

/// The first of all cases, which are in the order of what they tell: `few`, times `DUIZHAO_SOAK` where it is set.
pub fn first<T>(few: usize, all: &[T]) -> &[T] {
    &all[..rounds(few).min(all.len())]
}

/// So many rounds, times `DUIZHAO_SOAK` where it is set (`.ci/run` does).
pub fn rounds(few: usize) -> usize {
    few * std::env::var("DUIZHAO_SOAK").map_or(1, |soak| soak.parse().expect("DUIZHAO_SOAK is a number"))
}
