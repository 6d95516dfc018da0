//! The table of t(e|z) and t(z|e): what the dictionary says, what was learnt from the text, and what looks alike.

use super::model1::Learned;
use super::parameters::Parameters;
use super::rows::Rows;
use super::tokens::{FIGURE, LATIN, MARK, NUMERAL, Vocabulary};
use crate::text::fold::is_han;
use crate::text::lemma::{family, lemma};
use crate::text::lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// Weight of a word of the same family as a gloss, against the gloss: the aligner asks whether two texts say the same, not
/// which words render each other.
const OF_FAMILY: f32 = 0.8;

/// Both directions.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub en_given_zh: Rows,
    pub zh_given_en: Rows,
}

impl Table {
    /// What is known before any text is read.
    pub fn known(zh: &Vocabulary, en: &Vocabulary, lexicon: Lexicon, parameters: &Parameters) -> Self {
        let mut families: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (id, name) in (0..).zip(en.names()) {
            families.entry(family(name)).or_default().push(id);
        }
        let rendered = |gloss: &str, add: &mut dyn FnMut(u32, f32)| {
            let own = en.get(gloss);
            own.into_iter().for_each(|id| add(id, 1.0));
            let others = families.get(family(gloss)).into_iter().flatten().filter(|id| Some(**id) != own);
            others.for_each(|id| add(*id, OF_FAMILY));
        };
        let en_given_zh = Rows::from_rows(zh.names().map(|name| known(name, en, &rendered, lexicon, parameters)));
        let mut backward = en_given_zh.transposed(en.len());
        for row in &mut backward {
            // The dictionary says which words render e, not how often: their mass together stays below 1.
            let sum: f32 = row.iter().map(|(_, w)| w).sum();
            let scale = parameters.dictionary * parameters.backward / sum.max(parameters.backward);
            row.iter_mut().for_each(|(_, w)| *w *= scale);
        }
        Table { en_given_zh, zh_given_en: Rows::from_rows(backward.into_iter()) }
    }

    /// This and what was learnt.
    pub fn with(&self, learned: &Learned, parameters: &Parameters) -> Self {
        let mixed = |known: &Rows, learned: &Rows| {
            Rows::from_rows((0..known.len() as u32).map(|i| mixed(known.row(i), learned.row(i), parameters.learnt)))
        };
        Table {
            en_given_zh: mixed(&self.en_given_zh, &learned.en_given_zh),
            zh_given_en: mixed(&self.zh_given_en, &learned.zh_given_en),
        }
    }
}

/// Gives the English tokens that a gloss may stand for, with their weights.
type Rendered<'r> = dyn Fn(&str, &mut dyn FnMut(u32, f32)) + 'r;

/// What is known of a Chinese token; `rendered` gives the English tokens that a gloss may stand for, with their weights.
fn known(
    name: &str,
    en: &Vocabulary,
    rendered: &Rendered<'_>,
    lexicon: Lexicon,
    parameters: &Parameters,
) -> Vec<(u32, f32)> {
    let mut row: Vec<(u32, f32)> = Vec::new();
    if name.starts_with(is_han) {
        for (gloss, share) in lexicon.glosses(name) {
            rendered(gloss, &mut |id, weight| add_to(&mut row, id, parameters.dictionary * share * weight));
        }
    }
    let mut add = |name: &str, weight: f32| {
        if let Some(id) = en.get(name) {
            add_to(&mut row, id, weight);
        }
    };
    match name.chars().next() {
        Some(NUMERAL) if name[NUMERAL.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) => {
            add(name, parameters.ordinal);
        }
        Some(FIGURE | NUMERAL) => add(name, parameters.same),
        Some(MARK) => add(name, parameters.mark),
        Some(LATIN) => add(&name[LATIN.len_utf8()..], parameters.same),
        Some(c) if is_han(c) => {
            for (word, share) in lexicon.synonyms(name) {
                add(word, parameters.synonym * share);
            }
            for reading in readings(name, lexicon) {
                add(&lemma(&reading), parameters.pinyin);
            }
        }
        _ => {}
    }
    row
}

fn add_to(row: &mut Vec<(u32, f32)>, id: u32, weight: f32) {
    match row.iter_mut().find(|(i, _)| *i == id) {
        Some((_, sum)) => *sum += weight,
        None => row.push((id, weight)),
    }
}

fn mixed(known: &[(u32, f32)], learned: &[(u32, f32)], weight: f32) -> Vec<(u32, f32)> {
    let mut row = known.to_vec();
    for (id, w) in learned {
        add_to(&mut row, *id, weight * w);
    }
    row
}

/// How a word may be written as a name: its pinyin, or that of its characters one after another.
fn readings(word: &str, lexicon: Lexicon) -> Vec<String> {
    let known: Vec<String> = lexicon.pinyin(word).filter(|p| p.len() > 1).map(str::to_string).collect();
    if !known.is_empty() || word.chars().count() > 4 {
        return known;
    }
    let mut readings = vec![String::new()];
    for c in word.chars() {
        let syllables: Vec<&str> = lexicon.pinyin(c.encode_utf8(&mut [0; 4])).take(2).collect();
        readings = readings.iter().flat_map(|r| syllables.iter().map(move |s| format!("{r}{s}"))).take(8).collect();
    }
    readings
}
