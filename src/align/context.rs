//! What the scores of a document rest on: its units at one level, the tables, and the weights.

use super::adapted::Adapted;
use super::document::Text;
use super::forms::Forms;
use super::frequency::{RunCounts, frequencies};
use super::gains::WordModel;
use super::layout::Layout;
use super::parameters::{Level, Parameters};
use super::rows::Rows;
use super::table::Table;
use super::units::{Units, length_ratio};
use crate::model::{Side, Sides};

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
    /// English characters for one of the Chinese measure.
    pub ratio: f64,
    /// λ, by how much of the text the table knows.
    pub words: f32,
}

/// The table must know this share of the words for their full weight.
const WELL_COVERED: f32 = 0.4;

impl<'a> Context<'a> {
    pub fn new(state: State<'a>, level: Level, text: &'a Sides<Text>, layout: Layout) -> Self {
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
            floors(parameters, &table.en_given_zh, (&frequency.zh, &frequency.en)),
            floors(parameters, &table.zh_given_en, (&frequency.en, &frequency.zh)),
        );
        let forms = Sides::new(Forms::new(&layout, Side::Zh, zh), Forms::new(&layout, Side::En, en));
        let (elsewhere, ratio) = (Sides::default(), length_ratio(zh, en));
        Context { parameters, level, adapted, layout, elsewhere, table, zh, en, frequency, forms, floors, ratio, words }
    }

    /// How Chinese units render English words.
    pub fn forward(&self) -> WordModel<'_> {
        let unmatched = self.parameters.unmatched;
        WordModel { table: &self.table.en_given_zh, frequency: &self.frequency.en, unmatched, floors: &self.floors.en }
    }

    /// How English units render Chinese words.
    pub fn backward(&self) -> WordModel<'_> {
        let unmatched = self.parameters.unmatched;
        WordModel { table: &self.table.zh_given_en, frequency: &self.frequency.zh, unmatched, floors: &self.floors.zh }
    }
}

/// What each word of a side gains that nothing renders: a word that no word of the document is known to render says
/// little against a link.
fn floors(parameters: &Parameters, table: &Rows, (own, others): (&[f32], &[f32])) -> Vec<f32> {
    let is_known = |word: usize| table.row(word as u32).iter().any(|(other, _)| others[*other as usize] > 0.0);
    let (known, unknown) = (parameters.unmatched.ln(), parameters.unknown.ln());
    (0..own.len()).map(|word| if own[word] > 0.0 && is_known(word) { known } else { unknown }).collect()
}
