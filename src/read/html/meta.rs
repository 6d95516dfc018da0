//! What the `<meta>` elements of a page say of it: when it is from, by whom, about what.

use super::elements::{Tag, value};

/// Names as pages write them, in small letters, each with the field that it is.
const NAMES: &[(&str, &str)] = &[
    ("date", "date"),
    ("dc.date", "date"),
    ("dcterms.date", "date"),
    ("pubdate", "published"),
    ("publishdate", "published"),
    ("publish-date", "published"),
    ("publish_date", "published"),
    ("publication_date", "published"),
    ("citation_publication_date", "published"),
    ("article:published_time", "published"),
    ("og:published_time", "published"),
    ("dc.date.issued", "issued"),
    ("dcterms.issued", "issued"),
    ("dcterms.created", "created"),
    ("dc.date.created", "created"),
    ("dcterms.modified", "updated"),
    ("article:modified_time", "updated"),
    ("last-modified", "updated"),
    ("author", "author"),
    ("dc.creator", "author"),
    ("dcterms.creator", "author"),
    ("article:author", "author"),
    ("contentsource", "source"),
    ("source", "source"),
    ("publisher", "publisher"),
    ("dc.publisher", "publisher"),
    ("dcterms.publisher", "publisher"),
    ("keywords", "keywords"),
    ("subject", "subject"),
    ("dc.subject", "subject"),
    ("dcterms.subject", "subject"),
    ("category", "category"),
    ("dc.identifier", "identifier"),
];

/// The field that an element is, and its value.
pub fn field(tag: &Tag) -> Option<(String, String)> {
    let named =
        ["name", "property", "itemprop"].into_iter().map(|name| value(tag, name)).find(|name| !name.is_empty())?;
    let lower = named.to_lowercase();
    let (_, field) = NAMES.iter().find(|(name, _)| *name == lower)?;
    let content = value(tag, "content").trim().to_string();
    (!content.is_empty()).then(|| ((*field).to_string(), content))
}
