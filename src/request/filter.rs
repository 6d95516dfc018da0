//! What narrows a query besides its own words, and the one place where it does.

use super::setters::setters;
use crate::Result;
use crate::model::{Clause, Kind, Place, Query, Side};
use crate::query::{elsewhere, parse};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// On which side words are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SideFilter {
    /// On either.
    #[default]
    Both,
    /// On the Chinese side.
    Zh,
    /// On the English side.
    En,
}

impl SideFilter {
    /// The one side; `None` for both.
    pub fn side(self) -> Option<Side> {
        match self {
            SideFilter::Both => None,
            SideFilter::Zh => Some(Side::Zh),
            SideFilter::En => Some(Side::En),
        }
    }
}

impl From<Option<Side>> for SideFilter {
    fn from(side: Option<Side>) -> Self {
        match side {
            None => SideFilter::Both,
            Some(Side::Zh) => SideFilter::Zh,
            Some(Side::En) => SideFilter::En,
        }
    }
}

/// Which passages count, besides what the query says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct Filter {
    /// On which side the query is looked for, where it does not name one itself.
    #[serde(rename = "in")]
    pub side: SideFilter,
    /// Also what words of the query are called in other regions (軟體, 软件).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub regional: bool,
    /// Only in the document with this id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Only in this collection, by its name.
    #[serde(rename = "in_collection", skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// Only in this section: its number (`2` or `2.13`), or words of its heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Only passages of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// A query; passages whose Chinese side matches it are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_zh: Option<String>,
    /// A query; passages whose English side matches it are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_en: Option<String>,
}

impl Filter {
    /// Lets everything through.
    pub fn new() -> Self {
        Filter::default()
    }

    setters! {
        side: SideFilter => side = side, "Only what this side says.";
        regional: bool => regional = regional, "Also what words of the query are called in other regions.";
        doc: impl Into<String> => doc = Some(doc.into()), "Only this document.";
        collection: impl Into<String> => collection = Some(collection.into()), "Only this collection.";
        section: impl Into<String> => section = Some(section.into()), "Only this section.";
        kind: Kind => kind = Some(kind), "Only passages of this kind.";
        not_zh: impl Into<String> => not_zh = Some(not_zh.into()), "Not where the Chinese side matches this query.";
        not_en: impl Into<String> => not_en = Some(not_en.into()), "Not where the English side matches this query.";
    }

    /// The query with what the filter adds to it.
    ///
    /// # Errors
    /// [`crate::Error::Query`] when `not_zh` or `not_en` cannot be read.
    pub fn narrow(&self, query: Query) -> Result<Query> {
        Ok(Query { clause: self.narrow_clause(query.clause)?, ..query })
    }

    /// A query for everything that the filter lets through.
    ///
    /// # Errors
    /// The same.
    pub fn everything(&self) -> Result<Query> {
        self.narrow(Query::everything())
    }

    fn narrow_clause(&self, clause: Clause) -> Result<Clause> {
        let clause = if self.regional { clause.with_variants(&|text: &str| elsewhere(text)) } else { clause };
        let clause = match self.side.side() {
            Some(side) => clause.on(side),
            None => clause,
        };
        let mut parts = match clause {
            Clause::All(parts) => parts,
            other => vec![other],
        };
        let kind = self.kind.map(|kind| kind.as_str().to_string());
        let places = [
            (Place::Collection, &self.collection),
            (Place::Doc, &self.doc),
            (Place::Section, &self.section),
            (Place::Kind, &kind),
        ];
        for (place, value) in places {
            parts.extend(value.iter().map(|value| Clause::In { place, value: value.clone() }));
        }
        for (side, text) in [(Side::Zh, &self.not_zh), (Side::En, &self.not_en)] {
            if let Some(text) = text {
                parts.push(Clause::Not(Box::new(parse(text)?.clause.on(side))));
            }
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Clause::All(parts) })
    }
}

/// The setters of the filter that a request has in its field `filter`.
macro_rules! filter_setters {
    () => {
        $crate::request::setters::setters! {
            side: $crate::request::SideFilter => filter.side = side, "Only what this side says.";
            regional: bool => filter.regional = regional, "Also what words of the query are called in other regions.";
            doc: impl Into<String> => filter.doc = Some(doc.into()), "Only this document.";
            collection: impl Into<String> => filter.collection = Some(collection.into()), "Only this collection.";
            section: impl Into<String> => filter.section = Some(section.into()), "Only this section.";
            kind: $crate::model::Kind => filter.kind = Some(kind), "Only passages of this kind.";
            not_zh: impl Into<String> => filter.not_zh = Some(not_zh.into()), "Not where the Chinese side matches this query.";
            not_en: impl Into<String> => filter.not_en = Some(not_en.into()), "Not where the English side matches this query.";
        }
    };
}

pub(super) use filter_setters;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_adds_what_the_query_language_would_say() {
        let filter = Filter::new().doc("report").section("5").kind(Kind::Heading).not_en("\"trade secret\"");
        let narrowed = filter.narrow(parse("商業秘密 ODR").unwrap()).unwrap();
        let said = parse("商業秘密 ODR doc:report section:5 kind:heading -en:\"trade secret\"").unwrap();
        assert_eq!(narrowed.clause, said.clause);
        assert_eq!(narrowed.text, "商業秘密 ODR");
        let narrowed = Filter::new().side(SideFilter::Zh).narrow(parse("IPR OR ODR en:x").unwrap()).unwrap();
        assert_eq!(narrowed.clause, parse("zh:IPR OR zh:ODR en:x").unwrap().clause);
        assert_eq!(Filter::new().everything().unwrap().clause, Clause::All(Vec::new()));
        assert!(Filter::new().not_zh("\"").narrow(parse("a").unwrap()).is_err());
    }

    #[test]
    fn a_filter_is_written_in_json_as_it_is_typed_elsewhere() {
        let filter = Filter::new().side(SideFilter::En).kind(Kind::Note);
        let json = serde_json::to_string(&filter).unwrap();
        assert_eq!(json, r#"{"in":"en","kind":"note"}"#);
        assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
        assert_eq!(serde_json::from_str::<Filter>("{}").unwrap(), Filter::default());
    }
}
