//! The other side of a text.

use super::setters::setters;
use crate::model::Level;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for the other side of a text, which may be partial, damaged or in the other script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CounterpartRequest {
    /// The text whose other side is wanted.
    pub text: String,
    /// Whether paragraphs or sentences answer.
    pub level: CounterpartLevel,
    /// Most answers.
    pub limit: usize,
}

/// What answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CounterpartLevel {
    /// Whichever the text is closer to.
    #[default]
    Auto,
    /// The whole passage.
    Paragraph,
    /// Its sentences.
    Sentence,
}

impl CounterpartLevel {
    /// The level that was chosen; `None` where the text decides.
    pub fn level(self) -> Option<Level> {
        match self {
            CounterpartLevel::Auto => None,
            CounterpartLevel::Paragraph => Some(Level::Paragraph),
            CounterpartLevel::Sentence => Some(Level::Sentence),
        }
    }
}

impl Default for CounterpartRequest {
    fn default() -> Self {
        CounterpartRequest { text: String::new(), level: CounterpartLevel::Auto, limit: 1 }
    }
}

impl CounterpartRequest {
    /// Asks for the best answer.
    pub fn new(text: impl Into<String>) -> Self {
        CounterpartRequest { text: text.into(), ..CounterpartRequest::default() }
    }

    setters! {
        level: CounterpartLevel => level = level, "Whether paragraphs or sentences answer.";
        limit: usize => limit = limit, "At most so many answers.";
    }
}

impl From<&CounterpartRequest> for CounterpartRequest {
    fn from(request: &CounterpartRequest) -> Self {
        request.clone()
    }
}

impl From<&str> for CounterpartRequest {
    fn from(text: &str) -> Self {
        CounterpartRequest::new(text)
    }
}
