//! What the scores of a document rest on: its units at one level, the tables, and the weights.

use super::adapted::Adapted;
use super::document::Text;
use super::expected::Ratios;
use super::forms::Forms;
use super::frequency::{RunCounts, frequencies};
use super::gains::{Repeats, WordModel};
use super::layout::Layout;
use super::parameters::{Level, Parameters};
use super::rows::Rows;
use super::table::Table;
use super::units::Units;
use crate::model::{Side, Sides};
use std::ops::Range;

/// What the model is at this stage of the run.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub parameters: &'a Parameters,
    pub table: &'a Table,
    pub run_counts: &'a Sides<RunCounts>,
    pub sentences: &'a Adapted,
    pub clauses: &'a Adapted,
}

/// What scores rest on: one document at one level.
pub(super) struct Context<'a> {
    pub parameters: &'a Parameters,
    pub level: Level,
    pub adapted: &'a Adapted,
    pub layout: Layout,
    /// What each unit gains that stays alone, since it may be rendered elsewhere; empty where nothing is known.
    pub elsewhere: Sides<Vec<f32>>,
    pub table: &'a Table,
    pub zh: &'a Units,
    pub en: &'a Units,
    pub frequency: Sides<Vec<f32>>,
    pub forms: Sides<Forms>,
    /// What each word gains that nothing renders.
    floors: Sides<Vec<f32>>,
    repeats: Repeats,
    /// Sums of the lengths, in characters of English, of the Chinese units before.
    zh_lengths: Vec<f64>,
    /// λ, by how much of the text the table knows.
    pub words: f32,
}

/// The table must know this share of the words for their full weight.
const WELL_COVERED: f32 = 0.4;

impl<'a> Context<'a> {
    pub fn new(state: State<'a>, level: Level, text: &'a Sides<Text>, layout: Layout, ratios: &Ratios) -> Self {
        let State { parameters, table, run_counts, sentences, clauses } = state;
        let adapted = match level {
            Level::Sentences => sentences,
            Level::Clauses => clauses,
        };
        let (zh, en) = (text.zh.units(level), text.en.units(level));
        let frequency = Sides::new(frequencies(zh, &run_counts.zh), frequencies(en, &run_counts.en));
        let tokens = zh.tokens(0..zh.len());
        let is_known =
            |token: &&u32| table.en_given_zh.row(**token).iter().any(|(e, _)| frequency.en[*e as usize] > 0.0);
        let coverage = tokens.iter().filter(is_known).count() as f32 / tokens.len().max(1) as f32;
        let words = parameters.words * (coverage / WELL_COVERED).min(1.0);
        let floors = Sides::new(
            floors(parameters, &table.en_given_zh, zh, &counts(en, table.zh_given_en.len())),
            floors(parameters, &table.zh_given_en, en, &counts(zh, table.en_given_zh.len())),
        );
        let forms = Sides::new(Forms::new(&layout, Side::Zh, zh), Forms::new(&layout, Side::En, en));
        let across = parameters.repeated_across * layout.agreement();
        let repeats = Repeats { inside: parameters.repeated, across: across.max(parameters.repeated) };
        let (elsewhere, zh_lengths) = (Sides::default(), ratios.lengths(text, level));
        Context {
            parameters,
            level,
            adapted,
            layout,
            elsewhere,
            table,
            zh,
            en,
            frequency,
            forms,
            floors,
            repeats,
            zh_lengths,
            words,
        }
    }

    /// Length of Chinese units together, in characters of English.
    pub fn zh_length(&self, units: Range<usize>) -> f64 {
        self.zh_lengths[units.end] - self.zh_lengths[units.start]
    }

    /// How Chinese units render English words.
    pub fn forward(&self) -> WordModel<'_> {
        let unmatched = self.parameters.unmatched;
        WordModel {
            table: &self.table.en_given_zh,
            frequency: &self.frequency.en,
            unmatched,
            repeats: self.repeats,
            floors: &self.floors.en,
        }
    }

    /// How English units render Chinese words.
    pub fn backward(&self) -> WordModel<'_> {
        let unmatched = self.parameters.unmatched;
        WordModel {
            table: &self.table.zh_given_en,
            frequency: &self.frequency.zh,
            unmatched,
            repeats: self.repeats,
            floors: &self.floors.zh,
        }
    }
}

/// What each word of a side gains that nothing renders. A word that no word of the document is known to render says
/// nothing about where its unit belongs, but units without counterpart have more of them: as many as the text would
/// have if each of its units lost its counterpart, that is, those that are rendered once too.
fn floors(parameters: &Parameters, table: &Rows, own: &Units, others: &[u32]) -> Vec<f32> {
    let counts = counts(own, table.len());
    let places = |word: usize| table.row(word as u32).iter().map(|(o, _)| others[*o as usize]).sum::<u32>();
    let mut tokens = [0.0f32; 2];
    let mut unknown = vec![false; counts.len()];
    for (word, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let places = places(word);
        unknown[word] = places == 0;
        if let Some(tokens) = tokens.get_mut(places as usize) {
            *tokens += *count as f32;
        }
    }
    let [never, once] = tokens;
    let usual = parameters.usual_unknown;
    let unknown_floor = ((never + usual * parameters.unknown) / (never + once + usual)).max(parameters.unmatched).ln();
    let known_floor = parameters.unmatched.ln();
    unknown.into_iter().map(|unknown| if unknown { unknown_floor } else { known_floor }).collect()
}

/// How often each token occurs.
fn counts(units: &Units, kinds: usize) -> Vec<u32> {
    let mut counts = vec![0u32; kinds];
    units.all_tokens().iter().for_each(|token| counts[*token as usize] += 1);
    counts
}
