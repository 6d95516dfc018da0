//! A search: the query, what narrows it, and which part of the results is wanted how.

use super::filter::filter_setters;
use super::setters::setters;
use super::{Filter, SearchOrder};
use crate::Result;
use crate::model::Query;
use crate::query::parse;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for passages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct SearchRequest {
    /// What to look for, in the query language.
    #[serde(rename = "q", alias = "query")]
    pub query: String,
    /// Which passages count besides.
    #[serde(flatten)]
    pub filter: Filter,
    /// Which of them are wanted, and what of each.
    #[serde(flatten)]
    pub options: SearchOptions,
}

/// Which part of the results is wanted, and what of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct SearchOptions {
    /// Most passages that are given; 0 to count only. No more are given than the index has.
    pub limit: usize,
    /// Passages that are passed over first.
    pub offset: usize,
    /// In which order they come.
    pub sort: SearchOrder,
    /// Passages to give on each side of a hit.
    pub context: u32,
    /// Count the matches by document and section.
    pub facets: bool,
    /// Tell how the query was read and how hits were scored.
    pub explain: bool,
    /// Whether the closest passages may stand in when none has all words.
    pub closest: bool,
    /// Find passages by the query's renderings in the other language too.
    pub translate: bool,
    /// Mark the words of the other side that render what matched.
    pub counterparts: bool,
    /// Name a passage that says the same as a better one with that one, rather than give it by itself.
    pub fold: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        SearchOptions {
            limit: 10,
            offset: 0,
            sort: SearchOrder::Score,
            context: 0,
            facets: false,
            explain: false,
            closest: true,
            translate: false,
            counterparts: true,
            fold: false,
        }
    }
}

impl SearchOptions {
    /// The ten best passages.
    pub fn new() -> Self {
        SearchOptions::default()
    }

    setters! {
        limit: usize => limit = limit, "At most so many passages; 0 to count only.";
        offset: usize => offset = offset, "Passes over so many first.";
        sort: SearchOrder => sort = sort, "In this order.";
        context: u32 => context = context, "So many passages on each side of a hit.";
        facets: bool => facets = facets, "Counts the matches by document and section.";
        explain: bool => explain = explain, "Tells how the query was read and how hits were scored.";
        closest: bool => closest = closest, "Whether the closest passages may stand in when none has all words.";
        translate: bool => translate = translate, "Finds passages by the query's renderings in the other language too.";
        counterparts: bool => counterparts = counterparts, "Marks the words of the other side that render what matched.";
        fold: bool => fold = fold, "Names a passage that says the same as a better one with that one.";
    }
}

impl SearchRequest {
    /// Asks for the ten best passages for a query.
    pub fn new(query: impl Into<String>) -> Self {
        SearchRequest { query: query.into(), ..SearchRequest::default() }
    }

    /// What is looked for: the query, read and narrowed.
    ///
    /// # Errors
    /// [`crate::Error::Query`] points at what cannot be read.
    pub fn query(&self) -> Result<Query> {
        self.filter.narrow(parse(&self.query)?)
    }

    /// What the query's words are called in other regions, where the request does not look for that already.
    ///
    /// # Errors
    /// The same.
    pub fn called_elsewhere(&self) -> Result<Vec<String>> {
        let (own, all) = (self.query()?, self.clone().regional(true).query()?);
        let own = own.clause.variants();
        Ok(all.clause.variants().into_iter().filter(|text| !own.contains(text)).map(String::from).collect())
    }

    filter_setters!();
    setters! {
        limit: usize => options.limit = limit, "At most so many passages; 0 to count only.";
        offset: usize => options.offset = offset, "Passes over so many first.";
        sort: SearchOrder => options.sort = sort, "In this order.";
        context: u32 => options.context = context, "So many passages on each side of a hit.";
        facets: bool => options.facets = facets, "Counts the matches by document and section.";
        explain: bool => options.explain = explain, "Tells how the query was read and how hits were scored.";
        closest: bool => options.closest = closest, "Whether the closest passages may stand in when none has all words.";
        translate: bool => options.translate = translate, "Finds passages by what the words mean in the other language too.";
        counterparts: bool => options.counterparts = counterparts, "Marks the words of the other side that render what matched.";
        fold: bool => options.fold = fold, "Names a passage that says the same as a better one with that one.";
    }
}

impl From<&str> for SearchRequest {
    fn from(query: &str) -> Self {
        SearchRequest::new(query)
    }
}

impl From<&SearchRequest> for SearchRequest {
    fn from(request: &SearchRequest) -> Self {
        request.clone()
    }
}

impl From<String> for SearchRequest {
    fn from(query: String) -> Self {
        SearchRequest::new(query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_flat_and_what_is_left_out_is_usual() {
        let request: SearchRequest = serde_json::from_str(r#"{"q":"ODR","in":"zh","limit":3,"sort":"doc"}"#).unwrap();
        let same = SearchRequest::new("ODR").side(crate::request::SideFilter::Zh).limit(3).sort(SearchOrder::Document);
        assert_eq!(request, same);
        assert_eq!(serde_json::from_str::<SearchRequest>(r#"{"query":"ODR"}"#).unwrap(), SearchRequest::new("ODR"));
    }

    #[test]
    fn the_schema_names_what_the_json_has() {
        let schema = serde_json::to_value(schemars::schema_for!(SearchRequest)).unwrap();
        let json = serde_json::to_value(SearchRequest::new("x").doc("d").section("1").not_zh("a").not_en("b")).unwrap();
        for name in json.as_object().unwrap().keys() {
            let property = &schema["properties"][name];
            assert!(property["description"].is_string(), "{name}: {property}");
        }
        let text = serde_json::to_string(&schema).unwrap();
        assert!(text.contains("ditionalProperties\":false") || text.contains("valuatedProperties\":false"), "{text}");
    }
}
