//! What a program shows, prints or returns, and what is quoted: it stands in its own words in every language.

use super::words::list;
use crate::check::tables::pattern;
use crate::model::{Passage, Side};
use crate::text::fold::{fold, is_han};
use regex::Regex;
use std::sync::LazyLock;

/// Chinese characters before a run of English that are looked at for what quotes it.
const NEAR: usize = 12;

/// Whether a run of English stands behind a colon, and whether the Chinese before it speaks of a message, a quotation or an
/// example.
pub(super) fn introduced(zh: &str, start: usize, run: &str) -> (bool, bool) {
    let before = zh.get(..start).unwrap_or("").trim_end();
    let colon = [':', '：'];
    let behind_colon = run.trim_start().starts_with(colon) || before.ends_with(colon);
    let clause = before.rsplit(['。', '！', '？', '\n']).next().unwrap_or("");
    let tail: Vec<char> = clause.chars().rev().filter(|c| is_han(*c)).take(NEAR).collect();
    let tail: String = tail.into_iter().rev().collect();
    let tail = fold(&tail);
    let quoted = ["quotes", "shows"].iter().any(|name| list(name).iter().any(|word| tail.contains(word)));
    (behind_colon, quoted)
}

/// Whether what stands at a place is shown by a program: "显示 Error: could not open the file". Asked is the Chinese before all
/// that is not Chinese.
pub(super) fn is_shown(zh: &str, start: usize) -> bool {
    let before = zh.get(..start).unwrap_or("");
    let before = before.trim_end_matches(|c: char| !is_han(c) && !"。！？；\n".contains(c));
    let tail = before.char_indices().rev().nth(3).and_then(|(i, _)| before.get(i..)).unwrap_or(before);
    let tail = fold(tail);
    list("shows").iter().any(|word| tail.ends_with(word))
}

/// Whether the passage before says that this one is the output of a program: 编译器给出如下错误：.
pub(in crate::check) fn is_output(passages: &[Passage], at: usize) -> bool {
    let Some((before, own)) = at.checked_sub(1).and_then(|i| passages.get(i)).zip(passages.get(at)) else {
        return false;
    };
    let line = before.text(Side::Zh).trim_end().rsplit('\n').next().unwrap_or("");
    let line = line.strip_suffix(['：', ':']).filter(|_| before.id.doc == own.id.doc).map(fold);
    line.is_some_and(|line| list("output").iter().any(|word| line.contains(word)))
}

/// Where something is to be found in a program (menuconfig > Component config > Bluetooth), and an error by its name in the
/// system (ENOENT: no such file or directory).
static PROGRAMS_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern("words of programs", r"\w > [^>\n]+ > [\[\w]|^(?:Error: )?E[A-Z]{4,10}: "));

/// Whether a text is a way through menus or an error of the system, which a program says in its own words.
pub(super) fn is_of_program(text: &str) -> bool {
    PROGRAMS_WORDS.is_match(text)
}

/// Levels of a log, and the time that a line of one begins with.
static LOG: LazyLock<Regex> = LazyLock::new(|| {
    pattern("log", r"\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL|TRACE)\b|(?m)^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")
});
/// So many of them are no text about levels.
const LOGGED: usize = 2;

/// Whether a text is what a program logs: lines with levels, or with the time before each.
pub(super) fn is_log(text: &str) -> bool {
    let begins = LOG
        .find(text)
        .is_some_and(|found| found.start() == 0 && found.as_str().starts_with(|c: char| c.is_ascii_digit()));
    begins || LOG.find_iter(text).take(LOGGED).count() == LOGGED
}

#[cfg(test)]
mod tests {
    use super::{is_log, is_of_program};

    #[test]
    fn menus_and_errors_of_the_system_stand_in_the_words_of_a_program() {
        assert!(is_of_program("Tides: harbour > Tide tables > [*] Use the tables of the year"));
        assert!(is_of_program("Error: ENOENT: no such file or directory"));
        assert!(!is_of_program("Error: The quay could not be found."));
        assert!(!is_of_program("Ships of a draught > 5 m wait for the tide."));
    }

    #[test]
    fn what_is_logged_is_known_by_its_levels_and_times() {
        assert!(is_log("root : INFO The tug is ready.\nroot : ERROR The quay is closed."));
        assert!(is_log("2010-12-12 11:41:42,612 is when the ship came in."));
        assert!(!is_log("An ERROR is written where the quay is closed."));
        assert!(!is_log("The ship of 2010-12-12 11:41:42 came in."));
    }
}
