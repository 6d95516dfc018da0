//! The word that only whoever started the server was told.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A word of 128 bits that nobody can guess: the system gives the keys of hashes at random, and a hash under a key that
/// nobody knows tells nothing of another.
pub(super) fn new() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}

/// Whether a word is the token; takes as long for one that begins right as for any other.
pub(super) fn same(given: &str, token: &str) -> bool {
    let differ = given.bytes().zip(token.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b));
    given.len() == token.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_only_the_whole_one_is_the_same() {
        let (one, two) = (new(), new());
        assert!(one != two && one.len() == 32 && same(&one, &one));
        for other in ["", &one[..31], &two, &format!("{one}0")] {
            assert!(!same(other, &one), "{other}");
        }
    }
}
