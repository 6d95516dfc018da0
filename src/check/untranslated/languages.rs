//! Lines that offer a text in other languages.

use super::words::list;
use crate::text::fold::fold;

/// Letters of the name of a language.
const LANGUAGE: usize = 12;

/// Whether a line offers a text in other languages: "English | 简体中文".
pub(super) fn is_switch(en: &str) -> bool {
    let names =
        || en.split(['|', '/', '·', '•', ',', '、']).map(|name| name.trim_matches(|c: char| !c.is_alphabetic()));
    names().any(|name| name == "English") && names().all(|name| name.chars().count() <= LANGUAGE)
}

/// Letters of a line that names languages, and scripts that neither Chinese nor English is written in: Cyrillic, Kana,
/// Hangul, Arabic, Thai, Devanagari.
const LINE: usize = 200;
const SCRIPTS: [(char, char); 6] = [
    ('\u{400}', '\u{4ff}'),
    ('\u{3040}', '\u{30ff}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{600}', '\u{6ff}'),
    ('\u{e00}', '\u{e7f}'),
    ('\u{900}', '\u{97f}'),
];

/// Whether a line offers a text in many languages, each by its own name: "Read this in Français, Русский, 日本語".
pub(in crate::check) fn offers_languages(text: &str) -> bool {
    let names = || {
        text.split(['|', '/', '·', '•', ',', '、', ':', '：'])
            .map(|name| name.trim_matches(|c: char| !c.is_alphabetic()))
    };
    let named = names().filter(|name| list("language").contains(&name.to_lowercase().as_str())).count();
    if named >= 2 && text.chars().count() < LINE && named + 1 >= names().filter(|name| !name.is_empty()).count() {
        return true;
    }
    let others = text.chars().any(|c| SCRIPTS.iter().any(|(from, to)| (*from..=*to).contains(&c)));
    others && text.chars().count() < LINE && text.matches([',', '、', '|', '·', '•']).count() >= 2
}

/// Whether each side links to the text in the other language: 中文文档 opposite "English docs".
pub(super) fn link_each_other(zh: &str, en: &str) -> bool {
    let short = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() <= 2 * LANGUAGE;
    let chinese = fold(en);
    short(zh)
        && short(en)
        && zh.to_lowercase().contains("english")
        && list("chinese").iter().any(|w| chinese.contains(w))
}
