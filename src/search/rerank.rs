//! The order of the closest passages: BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009) over
//! characters, pairs of characters, words of the other script and English lemmas, counted in the stored text of the
//! candidates. The index finds candidates with its own constants; passages are short, so repetition should count for
//! less here (k1) and length for a little less (b), and the words that every question has should not count at all.

use super::bag_of_words::SidedWord;
use super::compile::Compiler;
use crate::index::Field;
use crate::model::{Passage, Side};
use crate::text::canon::canon;
use crate::text::english;
use crate::text::fold::is_han;
use crate::text::word_class::{is_empty_char, only_asks};
use rustc_hash::FxHashMap;

const K1: f32 = 0.6;
const B: f32 = 0.6;

/// Against a pair of characters at 1.
mod weight {
    pub const CHAR: f32 = 0.6;
    /// A name or a number inside Chinese says as much as several pairs.
    pub const LATIN: f32 = 4.0;
    pub const LEMMA: f32 = 1.0;
    pub const EXACT_FORM: f32 = 0.3;
    pub const NEIGHBOURS: f32 = 0.4;
}

/// What is counted in the Chinese side: a character (the second is then NUL), or two that stand together.
type Gram = (char, char);

const NONE: char = '\0';

/// What a question asks for, each with its weight times its rarity.
#[derive(Default)]
pub(super) struct QuestionModel {
    grams: FxHashMap<Gram, f32>,
    /// Latin words and numbers on the Chinese side.
    latin: FxHashMap<String, f32>,
    /// English lemmas, and neighbouring lemmas with a blank between them.
    lemmas: FxHashMap<String, f32>,
    forms: FxHashMap<String, f32>,
    /// Mean length of a side: characters, words.
    mean_zh: f32,
    mean_en: f32,
}

impl QuestionModel {
    pub fn new(compiler: &Compiler<'_>, words: &[SidedWord<'_>]) -> QuestionModel {
        let f = compiler.fields;
        let mut model = QuestionModel {
            mean_zh: compiler.dictionary.mean_length(f.zh_chars),
            mean_en: compiler.dictionary.mean_length(f.en_lemmas),
            ..QuestionModel::default()
        };
        let (mut before, mut unknown): (Option<String>, Vec<String>) = (None, Vec::new());
        for (text, side) in words {
            if *side != Some(Side::En) {
                let chars: Vec<char> = canon(text).map(|c| c.char).collect();
                for gram in grams(&chars).filter(tells) {
                    let (field, term, weight) = match gram {
                        (c, NONE) => (f.zh_chars, c.to_string(), weight::CHAR),
                        (a, b) => (f.zh_pairs, String::from_iter([a, b]), 1.0),
                    };
                    model.grams.insert(gram, weight * compiler.rarity(field, &term));
                }
            }
            for word in english::words(text).filter(|word| !word.is_stop()) {
                if *side != Some(Side::En) {
                    let rarity = compiler.rarity_of(compiler.form_frequency(f.zh_words, &word.plain) as f32);
                    model.latin.insert(word.plain.clone(), weight::LATIN * rarity);
                }
                if *side != Some(Side::Zh) {
                    let lemma = word.lemma();
                    let rarity = compiler.rarity(f.en_lemmas, &lemma);
                    if let Some(before) = before.replace(lemma.clone()) {
                        model.lemmas.insert(format!("{before} {lemma}"), weight::NEIGHBOURS * rarity);
                    }
                    if compiler.frequency(f.en_lemmas, &lemma) == 0 {
                        unknown.push(word.plain.clone());
                    }
                    model.lemmas.insert(lemma, weight::LEMMA * rarity);
                    let exact = weight::EXACT_FORM
                        * compiler.rarity_of(compiler.form_frequency(f.en_words, &word.plain) as f32);
                    model.forms.insert(word.plain, exact);
                }
            }
        }
        for (lemma, sure) in compiler.likely_words(&unknown) {
            let rarity = compiler.rarity(f.en_lemmas, &lemma);
            model.lemmas.entry(lemma).or_insert(weight::LEMMA * sure * rarity);
        }
        model
    }

    /// The passage's score.
    pub fn score(&self, passage: &Passage) -> f32 {
        self.chinese(passage.text(Side::Zh)) + self.english(passage.text(Side::En))
    }

    fn chinese(&self, text: &str) -> f32 {
        if text.is_empty() || (self.grams.is_empty() && self.latin.is_empty()) {
            return 0.0;
        }
        let chars: Vec<char> = canon(text).map(|c| c.char).collect();
        let mut counts: FxHashMap<Gram, f32> = FxHashMap::default();
        for gram in grams(&chars).filter(|gram| self.grams.contains_key(gram)) {
            *counts.entry(gram).or_default() += 1.0;
        }
        let norm = norm(chars.len() as f32 / self.mean_zh);
        let mut score: f32 = counts.iter().map(|(gram, tf)| self.grams[gram] * saturated(*tf, norm)).sum();
        if !self.latin.is_empty() {
            let mut counts = TermCounts::new(&self.latin);
            english::words(text).for_each(|word| counts.add(&word.plain));
            score += counts.sum(norm);
        }
        score
    }

    fn english(&self, text: &str) -> f32 {
        if text.is_empty() || self.lemmas.is_empty() {
            return 0.0;
        }
        let (mut lemmas, mut forms) = (TermCounts::new(&self.lemmas), TermCounts::new(&self.forms));
        let mut length = 0.0;
        let mut before = String::new();
        for word in english::words(text) {
            length += 1.0;
            forms.add(&word.plain);
            if !word.is_stop() {
                let lemma = word.lemma();
                lemmas.add(&format!("{before} {lemma}"));
                lemmas.add(&lemma);
                before = lemma;
            }
        }
        let norm = norm(length / self.mean_en);
        lemmas.sum(norm) + forms.sum(norm)
    }
}

/// How often wanted words occur.
struct TermCounts<'w> {
    wanted: &'w FxHashMap<String, f32>,
    counts: FxHashMap<&'w str, f32>,
}

impl<'w> TermCounts<'w> {
    fn new(wanted: &'w FxHashMap<String, f32>) -> Self {
        TermCounts { wanted, counts: FxHashMap::default() }
    }

    fn add(&mut self, word: &str) {
        if let Some((word, _)) = self.wanted.get_key_value(word) {
            *self.counts.entry(word).or_default() += 1.0;
        }
    }

    fn sum(&self, norm: f32) -> f32 {
        self.counts.iter().filter_map(|(word, tf)| self.wanted.get(*word).map(|w| w * saturated(*tf, norm))).sum()
    }
}

/// BM25's part for the length, given as a share of the mean.
pub(super) fn norm(length: f32) -> f32 {
    K1 * (1.0 - B + B * length)
}

pub(super) fn saturated(tf: f32, norm: f32) -> f32 {
    tf * (K1 + 1.0) / (tf + norm)
}

/// Chinese characters, and pairs of characters of which one at least is Chinese.
fn grams(chars: &[char]) -> impl Iterator<Item = Gram> + '_ {
    let singles = chars.iter().filter(|c| is_han(**c)).map(|c| (*c, NONE));
    let whole = |pair: &&[char]| pair.iter().all(|c| c.is_alphanumeric()) && pair.iter().any(|c| is_han(*c));
    singles.chain(chars.windows(2).filter(whole).map(|pair| (pair[0], pair[1])))
}

/// Whether a gram of a question says anything about what is asked for.
fn tells(gram: &Gram) -> bool {
    match *gram {
        (c, NONE) => !is_empty_char(c),
        (a, b) => !only_asks(&String::from_iter([a, b])),
    }
}

impl Compiler<'_> {
    fn rarity(&self, field: Field, term: &str) -> f32 {
        self.rarity_of(self.frequency(field, term) as f32)
    }
}
