//! The bilingual dictionary: which English words render a Chinese word, and how it is read aloud. CC-CEDICT
//! (CC BY-SA 4.0) and, for the language of laws, courts, offices and contracts that it lacks, terms of our own
//! (`legal.tsv`), put into a sorted table by `tests/tables` (its `lexicon.rs` says how it is laid out). The table is part of
//! the program and is searched where it lies: opening it costs nothing, a look-up a binary search.
//!
//! Headwords are folded, so both scripts meet; glosses are lemmas without function words.

use super::lemma::lemma;
use super::lookups::{LookupCache, first, head};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// The table in files of at most 1 MB, put together by the compiler.
static TABLE: [u8; joined_len()] = joined();
const PARTS: [&[u8]; 9] = [
    include_bytes!("../tables/lexicon-1.bin"),
    include_bytes!("../tables/lexicon-2.bin"),
    include_bytes!("../tables/lexicon-3.bin"),
    include_bytes!("../tables/lexicon-4.bin"),
    include_bytes!("../tables/lexicon-5.bin"),
    include_bytes!("../tables/lexicon-6.bin"),
    include_bytes!("../tables/lexicon-7.bin"),
    include_bytes!("../tables/lexicon-8.bin"),
    include_bytes!("../tables/lexicon-9.bin"),
];

const fn joined_len() -> usize {
    let (mut len, mut i) = (0, 0);
    while i < PARTS.len() {
        len += PARTS[i].len();
        i += 1;
    }
    len
}

const fn joined() -> [u8; joined_len()] {
    let mut table = [0; joined_len()];
    let (mut at, mut i) = (0, 0);
    while i < PARTS.len() {
        let (_, rest) = table.split_at_mut(at);
        rest.split_at_mut(PARTS[i].len()).0.copy_from_slice(PARTS[i]);
        at += PARTS[i].len();
        i += 1;
    }
    table
}

/// Look-ups of headwords and of terms.
static ENTRIES: LazyLock<LookupCache> = LazyLock::new(LookupCache::default);
static TERMS: LazyLock<LookupCache> = LazyLock::new(LookupCache::default);

/// The dictionary. A handle of a few words, free to copy.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    entries: Sorted,
    lemmas: Sorted,
    words: Sorted,
    terms: Sorted,
    /// In the order of the lemmas.
    headwords: Sorted,
}

/// Byte strings one after another, in order of their keys; `ends` are little-endian u32.
#[derive(Clone, Copy, Debug)]
struct Sorted {
    ends: &'static [u8],
    pool: &'static [u8],
}

impl Sorted {
    fn len(&self) -> usize {
        self.ends.len() / 4
    }

    fn get(&self, i: usize) -> &'static [u8] {
        let end = |i: usize| number(self.ends, i);
        let start = if i == 0 { 0 } else { end(i - 1) };
        self.pool.get(start..end(i)).unwrap_or(&[])
    }

    /// The place of an item that is its own key.
    fn position(&self, key: &[u8]) -> Option<usize> {
        let at = self.first_from(key, |item| item);
        (at < self.len() && self.get(at) == key).then_some(at)
    }

    /// Where the items are whose keys begin nearly as this one does.
    fn near(&self, cache: &LookupCache, key: &[u8], key_of: impl Fn(&'static [u8]) -> &'static [u8]) -> Range<usize> {
        cache.of(head(key), self.len(), |i| head(key_of(self.get(i))))
    }

    /// The place of the first item whose key is not before this one.
    fn first_from(&self, key: &[u8], key_of: impl Fn(&'static [u8]) -> &'static [u8]) -> usize {
        first(0..self.len(), |i| key_of(self.get(i)) < key)
    }
}

/// The `i`th u32 of a table; 0 where there is none.
fn number(bytes: &[u8], i: usize) -> usize {
    let bytes = bytes.get(4 * i..).and_then(|b| b.first_chunk::<4>());
    bytes.map_or(0, |b| u32::from_le_bytes(*b) as usize)
}

/// An entry in its parts.
struct Entry {
    headword: &'static [u8],
    pinyin: &'static [u8],
    /// Three bytes each.
    glosses: &'static [u8],
    synonyms: &'static [u8],
}

impl Entry {
    /// `None` where the bytes are no entry, which those of the table are.
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let ([head, pinyin, glosses], rest) = bytes.split_first_chunk::<3>()?;
        let (headword, rest) = rest.split_at_checked(usize::from(*head))?;
        let (pinyin, rest) = rest.split_at_checked(usize::from(*pinyin))?;
        let (glosses, synonyms) = rest.split_at_checked(3 * usize::from(*glosses))?;
        Some(Entry { headword, pinyin, glosses, synonyms })
    }
}

fn headword(entry: &'static [u8]) -> &'static [u8] {
    Entry::read(entry).map_or(&[], |entry| entry.headword)
}

/// The folded text of a term.
fn term(item: &'static [u8]) -> &'static [u8] {
    item.split_first().and_then(|(len, rest)| rest.get(..usize::from(*len))).unwrap_or(&[])
}

impl Lexicon {
    /// The dictionary that is part of the program.
    ///
    /// ```
    /// use duizhao::text::{fold::fold, lexicon::Lexicon};
    /// let lexicon = Lexicon::shared();
    /// assert!(lexicon.glosses(&fold("專利")).any(|(lemma, _)| lemma == "patent"));
    /// assert!(lexicon.pinyin(&fold("廣東")).any(|p| p == "guangdong"));
    /// ```
    pub fn shared() -> Lexicon {
        let counts = [0, 1, 2, 3, 4].map(|i| number(&TABLE, i));
        let mut at = 20;
        let mut take = |len: usize| {
            let part = TABLE.get(at..at + len).unwrap_or(&[]);
            at += len;
            part
        };
        let ends = counts.map(|count| take(4 * count));
        let [entries, lemmas, words, terms, headwords] =
            ends.map(|ends| Sorted { ends, pool: take(number(ends, (ends.len() / 4).saturating_sub(1))) });
        Lexicon { entries, lemmas, words, terms, headwords }
    }

    fn entry(&self, folded_zh: &str) -> Option<Entry> {
        let key = folded_zh.as_bytes();
        let near = self.entries.near(&ENTRIES, key, headword);
        let at = first(near, |i| headword(self.entries.get(i)) < key);
        Entry::read(self.entries.get(at)).filter(|entry| entry.headword == key)
    }

    /// Whether the folded Chinese word is a headword.
    pub fn has(&self, folded_zh: &str) -> bool {
        self.entry(folded_zh).is_some()
    }

    /// English lemmas that render the folded Chinese word, each with its share (0..=1, together about 1).
    pub fn glosses(&self, folded_zh: &str) -> impl Iterator<Item = (&'static str, f32)> + use<> {
        self.shares(self.entry(folded_zh).map_or(&[], |entry| entry.glosses))
    }

    /// English lemmas that are no glosses of the folded Chinese word, but of other words with the same glosses (侵權 is
    /// "infringe", and "encroach" stands beside "infringe" elsewhere), each with the chance of arriving there, .01..=1.
    pub fn synonyms(&self, folded_zh: &str) -> impl Iterator<Item = (&'static str, f32)> + use<> {
        self.shares(self.entry(folded_zh).map_or(&[], |entry| entry.synonyms))
    }

    fn shares(&self, bytes: &'static [u8]) -> impl Iterator<Item = (&'static str, f32)> + use<> {
        let lemmas = self.lemmas;
        bytes.as_chunks::<3>().0.iter().map(move |[low, high, share]| {
            let lemma = lemmas.get(usize::from(u16::from_le_bytes([*low, *high])));
            (std::str::from_utf8(lemma).unwrap_or(""), f32::from(*share) / 255.0)
        })
    }

    /// Every headword, folded, with the English lemmas that render it, each with its share (0..=1).
    pub fn entries(
        &self,
    ) -> impl Iterator<Item = (&'static str, impl Iterator<Item = (&'static str, f32)> + use<>)> + use<> {
        let this = *self;
        let entries = (0..self.entries.len()).filter_map(move |i| Entry::read(this.entries.get(i)));
        entries.filter_map(move |e| Some((std::str::from_utf8(e.headword).ok()?, this.shares(e.glosses))))
    }

    /// Folded Chinese words that the lemma is a gloss of, each with its share (0..=1).
    pub fn headwords_of(&self, lemma: &str) -> impl Iterator<Item = (&'static str, f32)> + use<> {
        let (entries, position) = (self.entries, self.lemmas.position(lemma.as_bytes()));
        let found = position.map_or(&[][..], |position| self.headwords.get(position));
        found.as_chunks::<4>().0.iter().filter_map(move |[low, middle, high, share]| {
            let entry = u32::from_le_bytes([*low, *middle, *high, 0]) as usize;
            let headword = std::str::from_utf8(headword(entries.get(entry))).ok()?;
            Some((headword, f32::from(*share) / 255.0))
        })
    }

    /// English lemmas that render the words of two characters that begin with the folded character, each with its share
    /// of its word (0..=1); a lemma may come several times. Abbreviations are made of such characters: 訴調 is 訴訟 and 調解.
    pub fn begun_with(&self, folded: char) -> impl Iterator<Item = (&'static str, f32)> + use<> {
        let (this, mut buffer) = (*self, [0; 4]);
        let prefix = folded.encode_utf8(&mut buffer).as_bytes().to_vec();
        let first = self.entries.first_from(&prefix, headword);
        (first..self.entries.len())
            .filter_map(move |i| Entry::read(this.entries.get(i)))
            .take_while(move |entry| entry.headword.starts_with(&prefix))
            .filter(|entry| std::str::from_utf8(entry.headword).is_ok_and(|word| word.chars().count() == 2))
            .flat_map(move |entry| this.shares(entry.glosses))
    }

    /// The readings of the folded Chinese word in toneless pinyin without blanks, ü as u.
    pub fn pinyin(&self, folded_zh: &str) -> impl Iterator<Item = &'static str> + use<> {
        let pinyin = self.entry(folded_zh).map_or(&[][..], |entry| entry.pinyin);
        std::str::from_utf8(pinyin).unwrap_or("").split_ascii_whitespace()
    }

    /// Whether the folded Chinese text is a term of our own table: one word in law, however it is made up.
    pub fn is_term(&self, folded_zh: &str) -> bool {
        self.term(folded_zh).is_some()
    }

    /// Whether a term of our own table begins with the folded Chinese text.
    pub fn begins_term(&self, folded_zh: &str) -> bool {
        term(self.terms.get(self.first_term_from(folded_zh))).starts_with(folded_zh.as_bytes())
    }

    fn term(&self, folded_zh: &str) -> Option<&'static [u8]> {
        let item = self.terms.get(self.first_term_from(folded_zh));
        (term(item) == folded_zh.as_bytes()).then_some(item)
    }

    /// The place of the first term that does not come before the text.
    fn first_term_from(&self, folded_zh: &str) -> usize {
        let key = folded_zh.as_bytes();
        first(self.terms.near(&TERMS, key, term), |i| term(self.terms.get(i)) < key)
    }

    /// The renderings of a folded term of our own table, each as the lemmas of its words without function words; none
    /// for what is no such term.
    pub fn renderings(&self, folded_zh: &str) -> impl Iterator<Item = Vec<&'static str>> + use<> {
        let found = self.term(folded_zh).and_then(|item| item.get(1 + folded_zh.len()..));
        let (mut rest, lemmas) = (found.unwrap_or(&[]), self.lemmas);
        std::iter::from_fn(move || {
            let (count, after) = rest.split_first()?;
            let (numbers, after) = after.split_at_checked(2 * usize::from(*count))?;
            rest = after;
            let lemma =
                |n: &[u8; 2]| std::str::from_utf8(lemmas.get(usize::from(u16::from_le_bytes(*n)))).unwrap_or("");
            Some(numbers.as_chunks::<2>().0.iter().map(lemma).collect())
        })
    }

    /// Whether the folded English word, or one with the same lemma, is used in a gloss.
    pub fn is_english_word(&self, folded: &str) -> bool {
        let found = |table: &Sorted, word: &str| table.position(word.as_bytes()).is_some();
        let lemma: Cow<'_, str> = lemma(folded);
        found(&self.words, folded) || found(&self.lemmas, &lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::super::word_class::is_function_word;
    use super::*;
    use crate::text::fold::fold;

    fn best(zh: &str) -> Option<&'static str> {
        Lexicon::shared().glosses(&fold(zh)).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(lemma, _)| lemma)
    }

    #[test]
    fn words_that_begin_with_a_character() {
        let begun: Vec<&str> = Lexicon::shared().begun_with('诉').map(|(lemma, _)| lemma).collect();
        assert!(begun.contains(&"litig") || begun.contains(&"lawsuit"), "{begun:?}");
        assert_eq!(Lexicon::shared().begun_with('\u{10ffff}').count(), 0);
    }

    #[test]
    fn both_scripts_give_the_same_glosses() {
        assert_eq!(best("專利"), Some("patent"));
        assert_eq!(best("专利"), Some("patent"));
        assert_eq!(best("知識產權").is_some(), Lexicon::shared().has(&fold("知识产权")));
        assert_eq!(best(""), None);
        assert_eq!(best("不是一個詞條的詞"), None);
    }

    #[test]
    fn shares_of_an_entry_make_one() {
        for zh in ["知識產權", "打擊", "他們", "國務院"] {
            let sum: f32 = Lexicon::shared().glosses(&fold(zh)).map(|(_, share)| share).sum();
            assert!((0.9..=1.1).contains(&sum), "{zh} {sum}");
        }
    }

    #[test]
    fn variants_and_abbreviations_borrow() {
        assert_eq!(best("臺灣"), Some("taiwan"));
        assert!(Lexicon::shared().glosses("中共").any(|(s, _)| s == "communist"));
    }

    #[test]
    fn words_beside_a_gloss_are_synonyms() {
        let lexicon = Lexicon::shared();
        let zh = fold("侵權");
        assert!(lexicon.synonyms(&zh).any(|(lemma, _)| lemma == "encroach"));
        assert!(lexicon.glosses(&zh).all(|(gloss, _)| lexicon.synonyms(&zh).all(|(lemma, _)| lemma != gloss)));
    }

    #[test]
    fn english_words_are_known_by_form_and_stem() {
        let lexicon = Lexicon::shared();
        for word in ["planning", "of", "rights", "protects", "guangdong", "mediation"] {
            assert!(lexicon.is_english_word(word), "{word}");
        }
        for word in ["planningof", "iprfor", "concludedtheguangdong", ""] {
            assert!(!lexicon.is_english_word(word), "{word}");
        }
    }

    /// The table was made anew after the last change of our terms (`tests/tables` checks the rest).
    #[test]
    fn our_own_terms_are_in_the_table() {
        let lexicon = Lexicon::shared();
        let lines = include_str!("legal.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut seen = 0;
        for line in lines {
            let (zh, en) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
            let is_content = |word: &&str| !word.is_empty() && !is_function_word(word);
            let lemmas = |en: &str| {
                let words = en.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'')).filter(is_content);
                words.map(|word| lemma(word).into_owned()).collect::<Vec<_>>()
            };
            // A longer rendering is an explanation, which the table leaves out.
            let is_short = |lemmas: &Vec<String>| (1..=6).contains(&lemmas.len());
            let wanted: Vec<Vec<String>> = en.split("; ").map(|en| lemmas(&fold(en))).filter(is_short).collect();
            assert!(lexicon.is_term(&fold(zh)), "{zh}: run tests/tables");
            assert_eq!(lexicon.renderings(&fold(zh)).collect::<Vec<_>>(), wanted, "{zh}: run tests/tables");
            seen += 1;
        }
        assert!(seen > 1000);
        assert_eq!(lexicon.terms.len(), seen, "terms that are not in legal.tsv: run tests/tables");
    }

    #[test]
    fn our_own_terms_stand_beside_the_dictionary() {
        let lexicon = Lexicon::shared();
        let glosses = |zh: &str| lexicon.glosses(&fold(zh)).map(|(lemma, _)| lemma).collect::<Vec<_>>();
        assert!(glosses("標的").contains(&"target") && glosses("標的").contains(&"subject"));
        assert!(lexicon.is_term(&fold("訴調")) && !lexicon.is_term("调") && !lexicon.is_term(""));
        assert!(lexicon.renderings(&fold("營業秘密")).any(|lemmas| lemmas == ["trade", "secret"]));
        assert_eq!(lexicon.renderings("不是一個詞條的詞").count(), 0);
        assert!(lexicon.begins_term(&fold("營業秘")) && !lexicon.begins_term(&fold("營業秘密不")));
        assert!(!lexicon.begins_term("\u{10ffff}"));
    }

    #[test]
    fn the_table_stays_small() {
        assert!(TABLE.len() < 9_000_000, "{}", TABLE.len());
        assert!(Lexicon::shared().entries.len() > 100_000);
    }
}
