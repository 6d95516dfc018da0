//! How long the long tests go on: what chance finds needs many rounds, what a change breaks shows in a few.

/// So many rounds, times `DUIZHAO_SOAK` where it is set (`.ci/run` does).
pub fn rounds(few: usize) -> usize {
    few * std::env::var("DUIZHAO_SOAK").map_or(1, |soak| soak.parse().expect("DUIZHAO_SOAK is a number"))
}
