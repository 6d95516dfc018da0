//! The catalogue: what is said in English, and the same in Chinese, in two scripts and in the words of their regions. The
//! tables hold a line for each: English, traditional, simplified, between tabs; `\n` stands for the end of a line, and what
//! begins with `#` is a remark.

use super::Locale;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Fixed texts: the help of commands and options; what stands on pages.
const FIXED: [(&str, &str); 2] = [("help.tsv", include_str!("help.tsv")), ("page.tsv", include_str!("page.tsv"))];
/// Messages, with places for their arguments.
const MESSAGES: (&str, &str) = ("messages.tsv", include_str!("messages.tsv"));

/// A text of the catalogue.
pub(super) struct Entry {
    pub english: String,
    hant: String,
    hans: String,
}

impl Entry {
    /// `None` in English.
    pub fn text(&self, locale: Locale) -> Option<&str> {
        match locale {
            Locale::En => None,
            Locale::Hant => Some(&self.hant),
            Locale::Hans => Some(&self.hans),
        }
    }
}

/// A table is part of the program: a line that is none is a mistake of ours, and a test reads all of them.
fn table(name: &str, lines: &str) -> Vec<Entry> {
    let whole = |text: &str| text.replace("\\n", "\n");
    let entry = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [english, hant, hans] => Entry { english: whole(english), hant: whole(hant), hans: whole(hans) },
        _ => panic!("{name}: not three texts: {line}"),
    };
    lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(entry).collect()
}

static TEXTS: LazyLock<FxHashMap<String, Entry>> = LazyLock::new(|| {
    let entries = FIXED.iter().flat_map(|(name, lines)| table(name, lines));
    entries.map(|entry| (entry.english.clone(), entry)).collect()
});

static FORMS: LazyLock<Vec<Entry>> = LazyLock::new(|| table(MESSAGES.0, MESSAGES.1));

/// A fixed text in a language.
pub(super) fn text(locale: Locale, english: &str) -> Option<&'static str> {
    if locale == Locale::En {
        return None;
    }
    TEXTS.get(english)?.text(locale)
}

/// The messages.
pub(super) fn messages() -> &'static [Entry] {
    &FORMS
}
