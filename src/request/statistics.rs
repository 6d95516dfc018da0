//! Numbers about words.

use super::Filter;
use super::filter::filter_setters;
use super::setters::setters;
use crate::Result;
use crate::model::{Clause, Grouping, Query, Side, WordForm};
use crate::query::parse;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks how often words occur.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct FrequencyRequest {
    /// A query, to count in what it finds; in the whole index without one.
    #[serde(rename = "q", alias = "query", skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Only in this collection, by its name.
    #[serde(rename = "in_collection", skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The side whose words are counted.
    pub side: Side,
    /// What counts as the same word.
    pub form: WordForm,
    /// So many words in a row, 1 to 5.
    #[schemars(range(min = 1, max = 5))]
    pub in_a_row: u8,
    /// Most words that are given.
    pub limit: usize,
}

impl Default for FrequencyRequest {
    fn default() -> Self {
        FrequencyRequest {
            query: None,
            collection: None,
            side: Side::En,
            form: WordForm::Lemma,
            in_a_row: 1,
            limit: 50,
        }
    }
}

impl FrequencyRequest {
    /// Asks for the fifty commonest words of a side.
    pub fn new(side: Side) -> Self {
        FrequencyRequest { side, ..FrequencyRequest::default() }
    }

    /// Where it is counted.
    ///
    /// # Errors
    /// [`crate::Error::Query`] points at what cannot be read.
    pub fn counted_in(&self) -> Result<Query> {
        let query = self.query.as_deref().map(parse).transpose()?.unwrap_or_else(Query::everything);
        within(self.collection.as_deref(), query)
    }

    setters! {
        query: impl Into<String> => query = Some(query.into()), "Only in what this query finds.";
        collection: impl Into<String> => collection = Some(collection.into()), "Only in this collection.";
        form: WordForm => form = form, "What counts as the same word.";
        in_a_row: u8 => in_a_row = in_a_row.clamp(1, 5), "So many words in a row.";
        limit: usize => limit = limit, "At most so many words.";
    }
}

/// By what collocates are put in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// logDice.
    #[default]
    LogDice,
    /// Log-likelihood.
    #[serde(rename = "ll")]
    LogLikelihood,
    /// Mutual information.
    #[serde(rename = "mi")]
    MutualInformation,
}

/// Asks what stands near a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct CollocatesRequest {
    /// A term of either language, in either script.
    pub term: String,
    /// Which passages count.
    #[serde(flatten)]
    pub filter: Filter,
    /// So many words on each side of the term.
    pub window: usize,
    /// Whether the words of the sentences that render it are asked for instead.
    pub across: bool,
    /// The measure that they are put in order by.
    pub measure: Measure,
    /// Only words that are near it so often.
    pub least: u64,
    /// Most words that are given.
    pub limit: usize,
}

impl Default for CollocatesRequest {
    fn default() -> Self {
        CollocatesRequest {
            term: String::new(),
            filter: Filter::default(),
            window: 5,
            across: false,
            measure: Measure::LogDice,
            least: 3,
            limit: 50,
        }
    }
}

impl CollocatesRequest {
    /// Asks for the fifty strongest collocates of a term.
    pub fn new(term: impl Into<String>) -> Self {
        CollocatesRequest { term: term.into(), ..CollocatesRequest::default() }
    }

    /// Where the term is looked for.
    ///
    /// # Errors
    /// [`crate::Error::Query`] points at what cannot be read in the filter.
    pub fn query(&self, side: Side) -> Result<Query> {
        term_query(&self.term, side, &self.filter)
    }

    filter_setters!();
    setters! {
        window: usize => window = window, "So many words on each side of the term.";
        across: bool => across = across, "Whether the words of the sentences that render it are asked for.";
        measure: Measure => measure = measure, "By what they are put in order.";
        least: u64 => least = least, "Only words that are near it so often.";
        limit: usize => limit = limit, "At most so many words.";
    }
}

/// What a query finds in a collection, or everywhere.
fn within(collection: Option<&str>, query: Query) -> Result<Query> {
    match collection {
        Some(collection) => Filter::new().collection(collection).narrow(query),
        None => Ok(query),
    }
}

fn term_query(term: &str, side: Side, filter: &Filter) -> Result<Query> {
    let clause = Clause::Words { text: term.to_string(), phrase: false, side: Some(side) };
    filter.narrow(Query { text: term.to_string(), clause })
}

/// Asks what tells one set of passages from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct KeywordsRequest {
    /// A query that finds the set.
    #[serde(rename = "q", alias = "query")]
    pub query: String,
    /// A query that finds what it is compared with; the rest of the index without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// Only in this collection, by its name: of the set, and of what it is compared with.
    #[serde(rename = "in_collection", skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// The side whose words are compared.
    pub side: Side,
    /// What counts as the same word.
    pub form: WordForm,
    /// Only words that the set has so often.
    pub least: u64,
    /// Most words that are given.
    pub limit: usize,
}

impl Default for KeywordsRequest {
    fn default() -> Self {
        KeywordsRequest {
            query: String::new(),
            against: None,
            collection: None,
            side: Side::En,
            form: WordForm::Lemma,
            least: 3,
            limit: 50,
        }
    }
}

impl KeywordsRequest {
    /// Asks for the fifty words that tell what a query finds from the rest.
    pub fn new(query: impl Into<String>) -> Self {
        KeywordsRequest { query: query.into(), ..KeywordsRequest::default() }
    }

    /// The set.
    ///
    /// # Errors
    /// [`crate::Error::Query`] points at what cannot be read.
    pub fn set(&self) -> Result<Query> {
        within(self.collection.as_deref(), parse(&self.query)?)
    }

    /// What it is compared with; `None`: the rest of the index.
    ///
    /// # Errors
    /// The same.
    pub fn reference(&self) -> Result<Option<Query>> {
        let against = match (&self.against, &self.collection) {
            (Some(against), _) => parse(against)?,
            (None, None) => return Ok(None),
            (None, Some(_)) => {
                let Query { text, clause } = parse(&self.query)?;
                Query { text, clause: Clause::Not(Box::new(clause)) }
            }
        };
        within(self.collection.as_deref(), against).map(Some)
    }

    setters! {
        collection: impl Into<String> => collection = Some(collection.into()), "Only in this collection.";
        against: impl Into<String> => against = Some(against.into()), "Compares with what this query finds.";
        side: Side => side = side, "The side whose words are compared.";
        form: WordForm => form = form, "What counts as the same word.";
        least: u64 => least = least, "Only words that the set has so often.";
        limit: usize => limit = limit, "At most so many words.";
    }
}

/// Asks how evenly a term is spread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct DispersionRequest {
    /// A term of either language, in either script.
    pub term: String,
    /// Which passages count.
    #[serde(flatten)]
    pub filter: Filter,
    /// Over what it is spread: `doc`, `year` or `field.NAME`.
    pub by: Grouping,
    /// Most parts that are given; the measures are of all.
    pub limit: usize,
}

impl Default for DispersionRequest {
    fn default() -> Self {
        let (term, filter) = (String::new(), Filter::default());
        DispersionRequest { term, filter, by: Grouping::Document, limit: 50 }
    }
}

impl DispersionRequest {
    /// Asks how evenly a term is spread over the documents.
    pub fn new(term: impl Into<String>) -> Self {
        DispersionRequest { term: term.into(), ..DispersionRequest::default() }
    }

    /// All passages that count.
    ///
    /// # Errors
    /// [`crate::Error::Query`] points at what cannot be read in the filter.
    pub fn everything(&self) -> Result<Query> {
        self.filter.everything()
    }

    filter_setters!();
    setters! {
        by: Grouping => by = by, "Over what it is spread.";
        limit: usize => limit = limit, "At most so many parts.";
    }
}
