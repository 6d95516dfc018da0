//! What the name of a column or a field says that it holds, so that a header means the same in every format.

use crate::model::Side;
use crate::read::language::side_of_tag;
use crate::text::fold::{fold, is_han};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What the name of a column or field says that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnName {
    Text(Side),
    /// One of the two languages; which one, the cells tell.
    Either,
    Key,
    /// Another language.
    Other,
}

/// The words of `names.tsv` by what they say.
struct NameWords {
    zh: HashSet<&'static str>,
    en: HashSet<&'static str>,
    of_a_language: HashSet<&'static str>,
    other: HashSet<&'static str>,
    either: HashSet<&'static str>,
    key: HashSet<&'static str>,
    about: HashSet<&'static str>,
    place: HashSet<&'static str>,
    option: HashSet<&'static str>,
}

static WORDS: LazyLock<NameWords> = LazyLock::new(|| {
    let rows = || include_str!("names.tsv").lines().filter_map(|line| line.split_once('\t'));
    let of = |kind: &str| rows().filter(|row| row.0 == kind).flat_map(|(_, names)| names.split(' ')).collect();
    NameWords {
        zh: of("zh"),
        en: of("en"),
        of_a_language: of("of_a_language"),
        other: of("other"),
        either: of("either"),
        key: of("key"),
        about: of("about"),
        place: of("place"),
        option: of("option"),
    }
});

/// The longest name of a column, characters; and its words.
const LONGEST_NAME: usize = 40;
const NAME_WORDS: usize = 5;

/// Reads a column's name: `zh`, `Chinese (Simplified)`, `text_en`, `targetString`, `中文`, `英文名稱`, `req_id` …
/// A cell that reads like a sentence names nothing.
pub fn name(text: &str) -> Option<ColumnName> {
    let said = text.trim();
    // Before its words are looked at: a cell can be a whole book.
    if said.chars().nth(LONGEST_NAME).is_some() {
        return None;
    }
    let words = words(text);
    let said = if words.len() == 1 { said.trim_end_matches('.') } else { said };
    let sentence = said.ends_with(['。', '.', '！', '!', '？', '?', '；', ';', '，', ',']);
    if sentence || words.len() > NAME_WORDS {
        return None;
    }
    let has = |names: &HashSet<&str>| words.iter().any(|word| names.contains(word.as_str()));
    // `sourceLang` and `zh_score` speak about a text and are none.
    if has(&WORDS.about) {
        return None;
    }
    if let Some(side) = words.iter().find_map(|w| language_named(w)) {
        return Some(ColumnName::Text(side));
    }
    if words.iter().any(|word| of_language(word).any(|(name, _)| WORDS.other.contains(name))) {
        return Some(ColumnName::Other);
    }
    // `target 文件夾` is a text about a target.
    let code = words.iter().all(|w| w.is_ascii()) || words.len() == 1;
    if code && words.len() <= 3 && has(&WORDS.either) {
        return Some(ColumnName::Either);
    }
    // 詞彙ID
    let behind_chinese = |last: &str| WORDS.key.contains(last.trim_start_matches(is_han));
    let is_key = |last: &String| WORDS.key.contains(last.as_str()) || behind_chinese(last);
    words.last().is_some_and(is_key).then_some(ColumnName::Key)
}

/// The language that a word names: `zh`, `CHS`, `English`, `中文`, `英文名稱`.
pub fn language_named(word: &str) -> Option<Side> {
    of_language(word).find_map(|(name, _)| side_of_language(name))
}

fn side_of_language(name: &str) -> Option<Side> {
    match name {
        name if WORDS.zh.contains(name) => Some(Side::Zh),
        name if WORDS.en.contains(name) => Some(Side::En),
        name => side_of_tag(name),
    }
}

/// What a word may be the name of a language with, and what stands behind that: 英文名稱 is 英文 and 名稱.
fn of_language(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let endings = WORDS.of_a_language.iter();
    let bare = endings.filter_map(move |ending| word.strip_suffix(ending).map(|name| (name, *ending)));
    [(word, "")].into_iter().chain(bare)
}

/// Whether a word says where a Chinese text is written so.
pub fn is_place(word: &str) -> bool {
    WORDS.place.contains(word)
}

/// Whether a table of options has a column of this name, which is folded and in small letters.
pub fn is_of_options(name: &str) -> bool {
    WORDS.option.contains(name)
}

/// Whether a line only names the two languages: the head of a table whose columns are spaces, or a switch between the
/// versions of a page.
pub fn names_both(line: &str) -> bool {
    let side = |part: &str| match name(part) {
        Some(ColumnName::Text(side)) if words(part).len() == 1 => Some(side),
        _ => None,
    };
    let mut parts = line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·')).filter(|p| !p.is_empty());
    let (first, second) = (parts.next().and_then(side), parts.next().and_then(side));
    parts.next().is_none() && first.is_some() && second == first.map(Side::other)
}

/// A column's name without the language: `name_en` and `NAME_TC` are both a name, 中文詞彙 and 英文词汇 both 词汇.
pub fn bare_name(text: &str) -> String {
    let bare = |word: String| {
        let named = of_language(&word).find(|(name, _)| side_of_language(name).is_some());
        named.map(|(_, ending)| fold(ending).into_owned()).unwrap_or(word)
    };
    words(text).into_iter().map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a name of several words says without the language, and the language: `title_zh`, `nameEn`, `zh_hk_title`.
pub fn without_language(name: &str) -> Option<(String, Side)> {
    const REGIONS: [&str; 8] = ["tw", "hk", "mo", "cn", "hans", "hant", "us", "gb"];
    let words = words(name);
    let side = words.iter().find_map(|word| language_named(word)).filter(|_| name.len() <= LONGEST_NAME)?;
    let is_more = |word: &&String| language_named(word).is_none() && !REGIONS.contains(&word.as_str());
    let stem: Vec<&str> = words.iter().filter(is_more).map(String::as_str).collect();
    (!stem.is_empty()).then(|| (stem.join("_"), side))
}

/// The words of a column's name in lower case: `targetString` and `target_string` are two each.
pub fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_lower = false;
    for c in text.trim().chars().take(80) {
        if !c.is_alphanumeric() || (c.is_uppercase() && before_lower) {
            words.push(String::new());
        }
        before_lower = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        use ColumnName::*;
        for (text, want) in [
            ("zh", Some(Text(Side::Zh))),
            ("Chinese (Simplified)", Some(Text(Side::Zh))),
            ("text_en", Some(Text(Side::En))),
            ("zh-TW", Some(Text(Side::Zh))),
            ("中文", Some(Text(Side::Zh))),
            ("targetString", Some(Either)),
            ("sourceLang", None),
            ("stringID", Some(Key)),
            ("編號", Some(Key)),
            ("level1", None),
        ] {
            assert_eq!(name(text), want, "{text}");
        }
    }

    #[test]
    fn a_line_that_names_the_languages() {
        for line in ["中文 English", "  中文       English", "English | 繁體中文", "EN / 中文"] {
            assert!(names_both(line), "{line}");
        }
        for line in ["中文 中文", "中文", "English text", "中文 English Français", "in English 中文"] {
            assert!(!names_both(line), "{line}");
        }
    }
}
