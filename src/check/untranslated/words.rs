//! The word lists of this room, from the table beside it.

use crate::check::tables::rows;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static LISTS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut lists: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for [list, word] in rows::<2>("untranslated/words.tsv", include_str!("words.tsv")) {
        lists.entry(list).or_default().push(word);
    }
    lists
});

/// The words of a list.
///
/// # Panics
/// If the table has no list of that name.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).unwrap_or_else(|| panic!("untranslated/words.tsv: no list is called {name}"))
}
