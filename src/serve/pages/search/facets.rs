//! Where the matches are: documents, sections, years and fields, each a link that narrows the search to it.

use super::super::super::paths;
use super::super::text;
use crate::Result;
use crate::locale::say;
use crate::model::{Facets, Kind, Passage, PassageId, Results, Side};
use crate::request::SearchRequest;
use crate::search::Searcher;
use maud::{Markup, html};

/// Facets of a kind that are shown.
const FEW: usize = 12;

/// A section with matches in it, and its heading.
pub(super) struct Section {
    doc: String,
    number: u32,
    n: usize,
    heading: Option<Passage>,
}

pub(super) fn sections(index: &dyn Searcher, results: &Results) -> Result<Vec<Section>> {
    let Some(facets) = &results.facets else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for (id, n) in facets.sections.iter().take(FEW) {
        let Ok(PassageId { doc, path, .. }) = id.parse::<PassageId>() else { continue };
        let Some(number) = path.first().copied() else { continue };
        let heading = index.passage(&PassageId::passage(doc.clone(), &[number], 0))?;
        out.push(Section { doc, number, n: *n, heading: heading.filter(|p| p.kind == Kind::Heading) });
    }
    Ok(out)
}

pub(super) fn aside(search: &SearchRequest, results: &Results, sections: &[Section]) -> Markup {
    html! {
        @if let Some(facets) = results.facets.as_ref().filter(|f| results.total > 1 && divides(f, results.total)) {
            aside .facets aria-label=(say("Narrow the search")) {
                @if facets.docs.len() > 1 {
                    h2 { (say("Documents")) }
                    ul { @for (doc, n) in facets.docs.iter().take(FEW) { (document(search, doc, *n)) } }
                }
                @if facets.origins.len() > 1 {
                    h2 { (say("From")) }
                    ul { @for (origin, n) in facets.origins.iter().take(FEW) { (document(search, origin, *n)) } }
                }
                @if narrowing(facets.years.iter().map(|(_, n)| *n), results.total) {
                    h2 { (say("Years")) }
                    ul {
                        @for (year, n) in facets.years.iter().filter(|(_, n)| *n < results.total).take(FEW) {
                            (with(search, &format!("date:{year}"), &year.to_string(), *n))
                        }
                    }
                }
                @for (name, values) in facets.fields.iter().filter(|(_, values)| narrowing(counts(values), results.total)) {
                    h2 { (name) }
                    ul {
                        @for (value, n) in values.iter().filter(|(_, n)| *n < results.total).take(FEW) {
                            (with(search, &format!("field.{name}:\"{}\"", value.replace('"', " ")), value, *n))
                        }
                    }
                }
                @if sections.len() > 1 {
                    h2 { (say("Sections")) }
                    ul { @for facet in sections { (section(search, facet)) } }
                }
            }
        }
    }
}

/// Whether the matches stand in several places, or differ in year or field.
fn divides(facets: &Facets, total: usize) -> bool {
    facets.docs.len() + facets.sections.len() > 2
        || facets.origins.len() > 1
        || narrowing(facets.years.iter().map(|(_, n)| *n), total)
        || facets.fields.values().any(|values| narrowing(counts(values), total))
}

fn counts(values: &[(String, usize)]) -> impl Iterator<Item = usize> + '_ {
    values.iter().map(|(_, n)| *n)
}

/// Whether some of the matches have a value and others have not: what all have narrows nothing.
fn narrowing(mut counts: impl Iterator<Item = usize>, total: usize) -> bool {
    counts.any(|n| n < total)
}

/// The search with more behind its query, which groups what it says.
fn with(search: &SearchRequest, more: &str, name: &str, n: usize) -> Markup {
    let query = search.query.trim();
    let groups = query.contains(" OR ");
    let mut only = search.clone().offset(0);
    only.query = if groups { format!("({query}) {more}") } else { format!("{query} {more}") };
    html! { li { a href=(paths::SEARCH.link(&only)) { (name) } " " span .n { (n) } } }
}

fn document(search: &SearchRequest, doc: &str, n: usize) -> Markup {
    let mut only = search.clone().doc(doc).offset(0);
    only.filter.section = None;
    html! { li { a href=(paths::SEARCH.link(&only)) { (doc) } " " span .n { (n) } } }
}

fn section(search: &SearchRequest, facet: &Section) -> Markup {
    let only = search.clone().doc(&facet.doc).section(facet.number.to_string()).offset(0);
    html! {
        li {
            a href=(paths::SEARCH.link(&only)) {
                @match &facet.heading {
                    Some(heading) => (text::headings(side(heading, Side::Zh), side(heading, Side::En))),
                    None if facet.number == 0 => { (say("before the first heading")) ", " (facet.doc) }
                    None => { (facet.doc) "#" (facet.number) }
                }
            }
            " " span .n { (facet.n) }
        }
    }
}

fn side(passage: &Passage, side: Side) -> Option<&str> {
    passage.side(side).map(|s| s.text.as_str())
}
