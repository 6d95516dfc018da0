//! Numbers about words.

use super::{Grouping, Side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What of a word counts as the same word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WordForm {
    /// All inflections of an English word; Chinese words have none.
    #[default]
    Lemma,
    /// The word in the form that it is written in, whatever its case.
    Form,
}

/// A word, or several in a row, and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordCount {
    /// Folded; the words of several with a blank between them, Chinese ones without.
    pub word: String,
    /// Occurrences.
    pub times: u64,
}

/// The commonest words of a side.
#[derive(Clone, Debug, PartialEq)]
pub struct Frequencies {
    /// The side whose words these are.
    pub side: Side,
    /// The commonest first.
    pub words: Vec<WordCount>,
    /// Different words in all.
    pub distinct: usize,
    /// Words in all: of several in a row, such rows.
    pub tokens: u64,
}

/// A word that stands near a term more or less often than chance has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Collocate {
    /// The word, folded.
    pub word: String,
    /// Occurrences near the term.
    pub together: u64,
    /// Occurrences in all.
    pub times: u64,
    /// 14 at most.
    pub log_dice: f64,
    /// How unlikely chance is.
    pub log_likelihood: f64,
    /// In bits.
    pub mutual_information: f64,
}

/// What stands near a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Collocates {
    /// The term as typed.
    pub term: String,
    /// The side that the term is on.
    pub side: Side,
    /// The side that the collocates are on.
    pub of: Side,
    /// Occurrences of the term.
    pub times: u64,
    /// Words of the side of the collocates in all.
    pub tokens: u64,
    /// By the measure that was asked for, the strongest first.
    pub collocates: Vec<Collocate>,
}

/// A word that tells one set of passages from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The word, folded.
    pub word: String,
    /// Occurrences in the set.
    pub times: u64,
    /// Occurrences in what it is compared with.
    pub elsewhere: u64,
    /// How unlikely chance is.
    pub log_likelihood: f64,
    /// How many times more often, as a power of two.
    pub log_ratio: f64,
}

/// What tells one set of passages from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Keywords {
    /// The side whose words these are.
    pub side: Side,
    /// Words of the set.
    pub tokens: u64,
    /// Words of what it is compared with.
    pub elsewhere: u64,
    /// The least likely by chance first; only words that the set has more often.
    pub keywords: Vec<Keyword>,
}

/// A part of the index and how often a term occurs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispersionPart {
    /// The document, year or value; `None` for documents that have no such.
    pub name: Option<String>,
    /// Occurrences.
    pub times: u64,
    /// English words, or Chinese characters, in all.
    pub size: u64,
}

/// How evenly a term is spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispersion {
    /// The term as typed.
    pub term: String,
    /// The side that it is on.
    pub side: Side,
    /// What the parts are.
    pub by: Grouping,
    /// Occurrences.
    pub times: u64,
    /// Years in order; documents and values that have it most often first; last what has no name.
    pub parts: Vec<DispersionPart>,
    /// Parts with a name, of which `parts` may be some.
    pub all_parts: usize,
    /// 0 where one part has all, 1 where all parts have it as often; `None` for fewer than two parts.
    pub juilland_d: Option<f64>,
    /// 0 where each part has its share, towards 1 where few have all; `None` for fewer than two parts.
    pub deviation: Option<f64>,
}
