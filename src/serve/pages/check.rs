//! Where the two versions of a document do not say the same: each finding with both sides, the places marked.

use super::super::answer::Answer;
use super::super::findings::{DocumentFindings, PART, checked};
use super::super::paths;
use super::super::problem::Problem;
use super::super::requests::FindingsRequest;
use super::layout::{Page, Paging, layout, waiting};
use super::narrow;
use super::said;
use super::text;
use crate::locale::{say, translated};
use crate::model::{CitationPattern, DocumentInfo, FindingKind, Rule, Severity, Side};
use crate::render::Placed;
use crate::request::{Filter, SearchOptions};
use crate::search::Searcher;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Findings of one page.
const SHOWN: usize = 50;

pub(in crate::serve) fn page(index: Arc<dyn Searcher>, request: FindingsRequest) -> Result<Answer, Problem> {
    let documents = index.documents()?;
    let doc = match (&request.doc, documents.as_slice()) {
        (Some(doc), _) => doc.clone(),
        // The only document need not be chosen.
        (None, [only]) => only.id.clone(),
        (None, documents) => return Ok(Answer::page(frame(None, &choice(index.as_ref(), &request, documents)?))),
    };
    let passages = documents.iter().find(|document| document.id == doc).map_or(0, |d| d.passages.min(PART) as usize);
    let request = FindingsRequest { doc: Some(doc.clone()), ..request };
    let json = paths::API_CHECK.link(&request);
    let checking = said::plain("Checking {1} …", &[&said::count(passages, "passage")]);
    Ok(Answer::staged(
        |results| frame(Some(json), results),
        waiting(&html! { (checking) }),
        move || {
            let report = checked(index.as_ref(), &request, &doc)?;
            Ok(findings(&request, &report, &index.collections()?, &text::citing(index.as_ref())?))
        },
    ))
}

fn frame(json: Option<String>, results: &Markup) -> Markup {
    let body = html! {
        h1 { (said::heading("Check", "校核")) }
        div #results { (results) }
    };
    layout(&Page { title: say("Check"), here: "/check", json, ..Page::default() }, &body)
}

/// The documents to choose from, of a collection where one is named: an index may be too large to be checked while
/// somebody waits.
fn choice(index: &dyn Searcher, request: &FindingsRequest, documents: &[DocumentInfo]) -> Result<Markup, Problem> {
    let collections = index.collections()?;
    let within = request.collection.as_ref().map(|name| documents_of(index, name)).transpose()?;
    let shown = |document: &&DocumentInfo| within.as_ref().is_none_or(|ids| ids.contains(&document.id));
    let of = |doc: &str| paths::CHECK.link(&FindingsRequest { doc: Some(doc.into()), ..request.clone() });
    Ok(html! {
        @if documents.is_empty() {
            p { (say("Nothing is indexed yet. Add documents with:")) }
            pre { code { "duizhao index FILE…" } }
        } @else {
            p .lead { (said::sentence("Where do the two versions not say the same? Choose a document; {1} goes through all of them.", &[html! { code { "duizhao check" } }])) }
            @if !collections.is_empty() {
                form .filters action="/check" {
                    div .options {
                        (narrow::collection(request.collection.as_ref(), &collections))
                        button type="submit" { (say("Show")) }
                    }
                }
            }
            ul .documents {
                @for document in documents.iter().filter(shown) {
                    li {
                        (text::listed(document, &of(&document.id)))
                        " " span .count { (said::count(document.passages as usize, "passage")) }
                    }
                }
            }
        }
    })
}

/// The ids of the documents that have passages in a collection.
fn documents_of(index: &dyn Searcher, collection: &str) -> Result<HashSet<String>, Problem> {
    let everything = Filter::new().collection(collection).everything()?;
    let found = index.search(&everything, &SearchOptions { limit: 0, facets: true, ..SearchOptions::default() })?;
    Ok(found.facets.unwrap_or_default().docs.into_iter().map(|(doc, _)| doc).collect())
}

fn findings(
    request: &FindingsRequest,
    report: &DocumentFindings,
    collections: &BTreeMap<String, String>,
    cite: &CitationPattern,
) -> Markup {
    let chosen = report.chosen(request);
    let checked = report.of(&chosen);
    let (errors, notes) = (checked.count(Severity::Error), checked.count(Severity::Note));
    let placed = checked.placed();
    let offset = (request.offset / SHOWN * SHOWN).min(placed.len().saturating_sub(1) / SHOWN * SHOWN);
    let to = |offset| paths::CHECK.link(&FindingsRequest { offset, ..request.clone() });
    let all = FindingsRequest { severity: None, rule: None, offset: 0, ..request.clone() };
    html! {
        (form(request, report, collections))
        (part(request, report))
        div .summary {
            p .count role="status" {
                (said::plain("{1} and {2} in {3}", &[&said::count(errors, "error"), &said::count(notes, "note"), &said::count(report.passages.len(), "passage")]))
            }
            @if !placed.is_empty() {
                p .files {
                    (said::sentence("Download these as {1}", &[html! { a .chip href=(paths::SEEN_FINDINGS.link(request)) download { (say("a page to go through")) } }]))
                }
            }
        }
        @if placed.is_empty() {
            section .empty {
                h2 { (say("Nothing found")) }
                @if report.findings.is_empty() {
                    p { (say("The two versions agree as far as can be told.")) }
                } @else {
                    p { a href=(paths::CHECK.link(&all)) { (say("All findings")) } }
                }
            }
        } @else {
            ol .hits start=(offset + 1) {
                @for one in placed.iter().skip(offset).take(SHOWN) { (finding(one, &report.document, cite)) }
            }
        }
        (Paging { label: say("Pages of findings"), from: offset, step: SHOWN, total: placed.len(), deepest: usize::MAX }.links(to))
    }
}

/// What is said of a document that is longer than one answer can wait for, with the way to its other parts.
fn part(request: &FindingsRequest, report: &DocumentFindings) -> Markup {
    let (from, all) = (request.from as usize, report.document.passages as usize);
    let to = |from: usize| {
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        paths::CHECK.link(&FindingsRequest { from, offset: 0, ..request.clone() })
    };
    let parts =
        Paging { label: say("Parts of the document"), from, step: PART as usize, total: all, deepest: usize::MAX };
    html! {
        @if report.passages.len() < all {
            div .notice {
                p {
                    (said::sentence("A page checks at most {1} passages of a document, each part by itself; {2} checks all of it.", &[html! { (text::number(PART as usize)) }, html! { code { "duizhao check" } }]))
                }
                (parts.links(to))
            }
        }
    }
}

/// The filters, each with what it would leave.
fn form(request: &FindingsRequest, report: &DocumentFindings, collections: &BTreeMap<String, String>) -> Markup {
    let left = |request: FindingsRequest| report.findings.iter().filter(|f| request.has(f)).count();
    let of_severity = |severity| left(FindingsRequest { severity, ..request.clone() });
    let of_rule = |rule: Option<&str>| left(FindingsRequest { rule: rule.map(String::from), ..request.clone() });
    let doc = report.document.id.as_str();
    let other = FindingsRequest { collection: request.collection.clone(), ..FindingsRequest::default() };
    let severities =
        [("any", "", None), ("error", "error", Some(Severity::Error)), ("note", "note", Some(Severity::Note))];
    html! {
        form .filters action="/check" {
            input type="hidden" name="doc" value=(doc);
            @if request.from > 0 { input type="hidden" name="from" value=(request.from); }
            div .options {
                a .chip href=(paths::CHECK.link(&other)) { (say("document")) " " (doc) span .hidden { (say(", choose another")) } span aria-hidden="true" { " ×" } }
                label for="severity" { (say("Severity")) }
                select #severity name="severity" {
                    @for (name, value, severity) in severities {
                        option value=(value) selected[request.severity == severity] { (say(name)) " (" (of_severity(severity)) ")" }
                    }
                }
                label for="rule" { (say("Rule")) }
                select #rule name="rule" {
                    option value="" selected[request.rule.is_none()] { (say("any")) " (" (of_rule(None)) ")" }
                    @for kind in FindingKind::ALL.map(FindingKind::as_str) {
                        optgroup label=(say(kind)) {
                            (rule(request, kind, say("all"), of_rule(Some(kind))))
                            @for one in Rule::named(kind) {
                                @let n = of_rule(Some(one.as_str()));
                                @if n > 0 || request.rule.as_deref() == Some(one.as_str()) { (rule(request, one.as_str(), say(one.about()), n)) }
                            }
                        }
                    }
                }
                (narrow::collection(request.collection.as_ref(), collections))
                button type="submit" { (say("Show")) }
                a .help href=(text::document_link(doc)) { (say("read the document")) }
            }
        }
    }
}

fn rule(request: &FindingsRequest, name: &str, about: &str, n: usize) -> Markup {
    html! { option value=(name) selected[request.rule.as_deref() == Some(name)] { (name) ": " (about) " (" (n) ")" } }
}

fn finding(placed: &Placed, document: &DocumentInfo, cite: &CitationPattern) -> Markup {
    let finding = placed.finding;
    let severity = finding.severity.as_str();
    html! {
        li {
            article .hit .finding tabindex="-1" data-cite=[placed.passage.map(|p| text::citation(cite, document, p))] {
                header {
                    h2 {
                        span .severity .(severity) { (say(severity)) } " "
                        @match placed.passage {
                            Some(passage) => a .open href=(text::reader_link(passage, "")) { (translated(&finding.message)) },
                            None => (translated(&finding.message)),
                        }
                    }
                    p .where {
                        code title=(say(finding.rule.about())) { (finding.rule) } " "
                        @if let Some(section) = placed.passage.and_then(|p| p.section.as_ref()) { (text::section(section)) " " }
                        a .id href=(text::permalink(&finding.id)) { (finding.id) }
                        " " (said::plain("right {1} %", &[&(finding.confidence * 100.0).round().to_string()]))
                    }
                }
                div .pair { @for side in Side::BOTH { (part_of(placed, side)) } }
            }
        }
    }
}

/// A side of a finding: the sentences that the places are in.
fn part_of(placed: &Placed, side: Side) -> Markup {
    let whole = placed.passage.map_or("", |p| p.text(side));
    match placed.part(side) {
        Some(part) => html! {
            p .(side.as_str()) lang=(text::lang(side, whole)) { (text::marked(whole, part, &placed.marks(side))) }
        },
        None => text::nothing(side),
    }
}
