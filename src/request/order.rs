//! The order of hits, as people write it: `score`, `doc`, `date`, `date:asc`, `field.court`, `field.court:desc`.

use crate::query::asked_by;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// What stands before the name of a field.
const FIELD: &str = "field.";

/// What an order may be, for people.
const WANTED: &str = "score, doc, date, field.NAME; date and fields also with :asc or :desc behind";

/// The order of hits.
///
/// ```
/// use duizhao::request::{Direction, SearchOrder};
/// assert_eq!("date".parse(), Ok(SearchOrder::Date(Direction::Descending)));
/// assert_eq!("field.court".parse(), Ok(SearchOrder::Field("court".into(), Direction::Ascending)));
/// assert!("size".parse::<SearchOrder>().is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum SearchOrder {
    /// Best first.
    #[default]
    Score,
    /// By document and place.
    Document,
    /// By the date of the document, then by document and place; those without one last.
    Date(Direction),
    /// By the document's field of this name, then by document and place; numbers in it by their value,
    /// passages without it last. Of several values the first counts.
    Field(String, Direction),
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Low numbers, early dates, the beginning of the alphabet.
    Ascending,
    /// High numbers, late dates.
    Descending,
}

impl Direction {
    const ALL: [(&'static str, Direction); 2] = [(":asc", Direction::Ascending), (":desc", Direction::Descending)];

    /// The text without the direction behind it.
    fn split(text: &str) -> (&str, Option<Direction>) {
        let behind = |(mark, direction): (&str, Direction)| Some((text.strip_suffix(mark)?, Some(direction)));
        Direction::ALL.into_iter().find_map(behind).unwrap_or((text, None))
    }

    fn mark(self) -> &'static str {
        Direction::ALL.into_iter().find(|(_, direction)| *direction == self).map_or("", |(mark, _)| mark)
    }
}

impl FromStr for SearchOrder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || format!("there is no order '{text}'; there are {WANTED}");
        let (what, direction) = Direction::split(text.trim());
        if let Some(name) = what.strip_prefix(FIELD).map(asked_by).filter(|name| !name.is_empty()) {
            return Ok(SearchOrder::Field(name, direction.unwrap_or(Direction::Ascending)));
        }
        match (what, direction) {
            ("score", None) => Ok(SearchOrder::Score),
            ("doc", None) => Ok(SearchOrder::Document),
            ("date", direction) => Ok(SearchOrder::Date(direction.unwrap_or(Direction::Descending))),
            _ => Err(refused()),
        }
    }
}

impl fmt::Display for SearchOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SearchOrder::Score => f.write_str("score"),
            SearchOrder::Document => f.write_str("doc"),
            SearchOrder::Date(Direction::Descending) => f.write_str("date"),
            SearchOrder::Date(direction) => write!(f, "date{}", direction.mark()),
            SearchOrder::Field(name, Direction::Ascending) => write!(f, "{FIELD}{name}"),
            SearchOrder::Field(name, direction) => write!(f, "{FIELD}{name}{}", direction.mark()),
        }
    }
}

impl TryFrom<String> for SearchOrder {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<SearchOrder> for String {
    fn from(order: SearchOrder) -> String {
        order.to_string()
    }
}

impl JsonSchema for SearchOrder {
    fn schema_name() -> Cow<'static, str> {
        "SearchOrder".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": format!("The order of hits: {WANTED}."),
            "pattern": r"^(score|doc|(date|field\.[^:]+)(:asc|:desc)?)$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_it_is_written() {
        for text in ["score", "doc", "date", "date:asc", "field.court", "field.court:desc", "field.文号"] {
            let order: SearchOrder = text.parse().unwrap();
            let again: SearchOrder = order.to_string().parse().unwrap();
            assert_eq!(order, again, "{text}");
            assert_eq!(serde_json::from_value::<SearchOrder>(serde_json::to_value(&order).unwrap()).unwrap(), order);
        }
        assert_eq!("date:desc".parse::<SearchOrder>().unwrap().to_string(), "date");
        assert_eq!("field.審理 法院:asc".parse::<SearchOrder>().unwrap().to_string(), "field.审理-法院");
        for text in ["", "best", "field.", "score:asc", "doc:desc", "date:up", "Field"] {
            let refused = text.parse::<SearchOrder>().unwrap_err();
            assert!(refused.contains("field.NAME"), "{text}: {refused}");
        }
    }
}
