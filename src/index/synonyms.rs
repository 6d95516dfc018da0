//! Words that whoever keeps the index takes as the same: the table that `duizhao.toml` names, a line for each group,
//! with tabs between the words. They may be of either language; a group that has both finds either side.

use super::manifest::{Manifest, resolved};
use crate::text::english;
use crate::text::fold::fold;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::fs;
use std::path::Path;

/// The name of the part that holds the table where an index has no folder of its own.
pub const SYNONYMS_PART: &str = "synonyms";

/// Groups of words that mean the same.
#[derive(Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    /// The groups that a word is in, by what it is found under.
    by_word: FxHashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// The table of the index in `dir`; empty where its manifest names none.
    ///
    /// # Errors
    /// [`Error::File`] for a table that is not there or has a line with a single word.
    pub fn read(dir: &Path) -> Result<Synonyms> {
        // An index in memory has no folder.
        if dir.as_os_str().is_empty() {
            return Ok(Synonyms::default());
        }
        let Some(path) = Manifest::read_head(dir)?.and_then(|manifest| manifest.synonyms) else {
            return Ok(Synonyms::default());
        };
        Synonyms::of_file(&resolved(dir, &path)).map(|(_, synonyms)| synonyms)
    }

    /// A table and its text.
    fn of_file(path: &Path) -> Result<(String, Synonyms)> {
        let text = fs::read_to_string(path).map_err(|e| Error::system(path, &e))?;
        let synonyms = Synonyms::of_text(&text).map_err(|reason| Error::file(path, reason))?;
        Ok((text, synonyms))
    }

    /// The text of a table that can be used.
    ///
    /// # Errors
    /// [`Error::File`] for a table that is not there or has a line with a single word.
    pub fn text(path: &Path) -> Result<String> {
        Synonyms::of_file(path).map(|(text, _)| text)
    }

    /// The table that a text is, or what is wrong with it.
    pub fn of_text(text: &str) -> std::result::Result<Synonyms, String> {
        Synonyms::parse(text).map_err(|(line, reason)| format!("line {line}: {reason}"))
    }

    fn parse(text: &str) -> std::result::Result<Synonyms, (usize, &'static str)> {
        let mut synonyms = Synonyms::default();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let words: Vec<String> =
                line.split('\t').map(str::trim).filter(|word| !word.is_empty()).map(String::from).collect();
            if words.len() < 2 {
                return Err((at + 1, "wants two words or more with a tab between them"));
            }
            for word in &words {
                synonyms.by_word.entry(key(word)).or_default().push(synonyms.groups.len());
            }
            synonyms.groups.push(words);
        }
        Ok(synonyms)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The other words of the groups that the text is in.
    pub fn of(&self, text: &str) -> Vec<String> {
        let own = key(text);
        let groups = self.by_word.get(&own).into_iter().flatten().filter_map(|group| self.groups.get(*group));
        groups.flatten().filter(|word| key(word) != own).cloned().collect()
    }
}

/// Folded; of an English word the lemma.
fn key(text: &str) -> String {
    let mut words = english::words(text);
    match (words.next(), words.next()) {
        (Some(only), None) if only.span.len() == text.len() => only.lemma(),
        _ => fold(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_group_are_the_same() {
        let synonyms = Synonyms::parse("# ours\n商業秘密\t營業秘密\ttrade secret\n\ncar\tautomobile\n").unwrap();
        assert_eq!(synonyms.of("营业秘密"), ["商業秘密", "trade secret"]);
        assert_eq!(synonyms.of("Trade Secret"), ["商業秘密", "營業秘密"]);
        assert_eq!(synonyms.of("cars"), ["automobile"]);
        assert!(synonyms.of("專利").is_empty());
    }

    #[test]
    fn a_line_with_one_word_is_an_error() {
        assert_eq!(Synonyms::parse("a\tb\n專利\n").unwrap_err().0, 2);
    }
}
