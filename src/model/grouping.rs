//! By what passages are put together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// By what passages are put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Grouping {
    /// By document; rows of a memory by the document that they say they are from.
    #[default]
    Document,
    /// By the year that the document is from.
    Year,
    /// By the value of this field of the document.
    Field(String),
}

impl Grouping {
    /// Puts groups in their order: years one after the other, others by how much they have, most first; behind them what
    /// has no name.
    pub(crate) fn sort<T>(&self, groups: &mut [T], name: impl Fn(&T) -> Option<&str>, has: impl Fn(&T) -> u64) {
        let most = |group: &T| if *self == Grouping::Year { 0 } else { has(group) };
        groups.sort_by(|a, b| {
            let unnamed = |group: &T| name(group).is_none();
            unnamed(a).cmp(&unnamed(b)).then_with(|| most(b).cmp(&most(a))).then_with(|| name(a).cmp(&name(b)))
        });
    }
}

impl fmt::Display for Grouping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Grouping::Document => f.write_str("doc"),
            Grouping::Year => f.write_str("year"),
            Grouping::Field(name) => write!(f, "field.{name}"),
        }
    }
}

impl FromStr for Grouping {
    type Err = String;

    fn from_str(text: &str) -> Result<Grouping, String> {
        match text.trim() {
            "doc" => Ok(Grouping::Document),
            "year" => Ok(Grouping::Year),
            other => match other.strip_prefix("field.").filter(|name| !name.is_empty()) {
                Some(name) => Ok(Grouping::Field(name.to_string())),
                None => Err(format!("'{other}' is not doc, year or field.NAME")),
            },
        }
    }
}

impl TryFrom<String> for Grouping {
    type Error = String;

    fn try_from(text: String) -> Result<Grouping, String> {
        text.parse()
    }
}

impl From<Grouping> for String {
    fn from(grouping: Grouping) -> String {
        grouping.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Grouping;

    #[test]
    fn a_grouping_is_read_as_it_is_written() {
        for grouping in [Grouping::Document, Grouping::Year, Grouping::Field("court".into())] {
            assert_eq!(grouping.to_string().parse(), Ok(grouping));
        }
        for wrong in ["", "field.", "month", "docs"] {
            assert!(wrong.parse::<Grouping>().is_err(), "{wrong}");
        }
    }
}
