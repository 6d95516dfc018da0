//! What each tool answers: a line that says how much there is, the items as the command line writes them, as many as
//! there is room for, and how to go on.

use super::page::Page;
use super::refusal::Refusal;
use crate::Result;
use crate::model::{CheckReport, Counterpart, DocumentInfo, Mode, Results, Severity, Shown, Terms};
use crate::render::{self, CheckFormat, Checked, Format, KwicFormat, KwicStyle, Style};
use crate::request::{CheckRequest, CounterpartRequest, KwicRequest, SearchRequest, ShowRequest, TermsRequest};
use crate::search::{self, Searcher};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io::Write;

/// Marks in brackets, no columns, of a long passage the sentences that match.
const PLAIN: Style<'static> = Style { full: false, ..Style::PLAIN };

/// Passages of a document that are checked for one answer.
pub(super) const CHECKED: u32 = 5_000;

/// What a writer of `render` writes.
fn written(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The same with an empty line before it.
fn item(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<String, Refusal> {
    written(write).map(|text| format!("\n{text}"))
}

fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// How to go on where something is left.
fn rest(text: &mut String, name: &str, next: usize, all: usize) {
    if next < all {
        text.push_str(&format!("\n({} more: call again with {name}={next})\n", all - next));
    }
}

pub(super) fn search(index: &dyn Searcher, request: SearchRequest, page: Page) -> Result<String, Refusal> {
    let Results { total, mode, hits, query, note, .. } = index.search(&request.query()?, &request.options)?;
    let mut head = match (mode, total) {
        (_, 0) => format!("nothing found for {query}\n"),
        (Mode::Exact, n) => format!("{}\n", count(n, "passage")),
        (Mode::Closest, _) => format!("no passage has all of {query}; these come closest\n"),
    };
    head.extend(note.map(|note| note + "\n"));
    head.push_str(&regional(index, &request, if mode == Mode::Exact { total } else { 0 })?);
    let items = hits.into_iter().map(|hit| {
        let one = Results {
            hits: vec![hit],
            told: 1,
            query: String::new(),
            total,
            mode,
            took: Default::default(),
            facets: None,
            explanation: None,
            note: None,
        };
        item(|out| render::results(out, &one, Format::Text, &PLAIN))
    });
    let (mut text, shown) = page.fill(items, &head)?;
    rest(&mut text, "offset", request.options.offset.saturating_add(shown), total);
    Ok(text)
}

/// What more there is under the names of other regions, which are other words and not looked for unasked.
fn regional(index: &dyn Searcher, request: &SearchRequest, here: usize) -> Result<String, Refusal> {
    let names = request.called_elsewhere()?;
    if names.is_empty() {
        return Ok(String::new());
    }
    let everywhere = request.clone().regional(true).limit(0).closest(false).translate(false);
    let more = index.search(&everywhere.query()?, &everywhere.options)?.total.saturating_sub(here);
    Ok(if more > 0 { format!("(also {} ({more}) with regional=true)\n", names.join(", ")) } else { String::new() })
}

pub(super) fn counterpart(index: &dyn Searcher, request: CounterpartRequest, page: Page) -> Result<String, Refusal> {
    let Counterpart { from, matches } = index.counterpart(&request)?;
    let head = match matches.len() {
        0 => "nothing in the index is like this text\n".into(),
        n => format!("{}, most alike first\n", count(n, "place")),
    };
    let found = matches.len();
    let items = matches.into_iter().map(|one| {
        let one = Counterpart { from, matches: vec![one] };
        item(|out| render::counterpart(out, &one, false, &PLAIN))
    });
    let (mut text, shown) = page.fill(items, &head)?;
    if shown < found {
        text.push_str(&format!("\n({} more: ask with a larger budget)\n", found - shown));
    }
    Ok(text)
}

pub(super) fn terms(index: &dyn Searcher, request: TermsRequest, page: Page) -> Result<String, Refusal> {
    let found: Terms = index.terms(&request)?;
    if found.passages == 0 {
        return Ok(format!("no passage has '{}'\n", found.term));
    }
    let examined = match found.examined == found.passages {
        true => String::new(),
        false => format!(", of which {} were looked at", found.examined),
    };
    let head =
        format!("{}{examined}; each line: how often, rendering, confidence, where\n", count(found.passages, "passage"));
    let text = written(|out| render::terms(out, &found, false, &PLAIN))?;
    // The first line is the term.
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let items = lines.iter().skip(page.offset).map(|line| Ok(format!("{line}\n")));
    let (mut text, shown) = page.fill(items, &head)?;
    rest(&mut text, "offset", page.offset.saturating_add(shown), lines.len());
    Ok(text)
}

pub(super) fn show(index: &dyn Searcher, request: ShowRequest, page: Page) -> Result<String, Refusal> {
    // One more than is wanted, to know whether there is more.
    let more = ShowRequest { limit: request.limit.saturating_add(1), ..request.clone() };
    let Shown { document, passages } = search::show(index, &more)?;
    let head = match document.title.zh.iter().chain(&document.title.en).cloned().collect::<Vec<_>>() {
        titles if titles.is_empty() => format!("{}\n", document.id),
        titles => format!("{}: {}\n", document.id, titles.join(" · ")),
    };
    let wanted = &passages[..passages.len().min(request.limit)];
    let items = wanted
        .iter()
        .map(|passage| item(|out| render::passages(out, &document, std::slice::from_ref(passage), false, &PLAIN)));
    let (mut text, shown) = page.fill(items, &head)?;
    if shown < passages.len() {
        let next = request.from as usize + shown;
        text.push_str(&format!("\n(more follows: call again with from={next})\n"));
    }
    Ok(text)
}

pub(super) fn kwic(index: &dyn Searcher, request: KwicRequest, page: Page) -> Result<String, Refusal> {
    let limit = request.options.limit;
    let mut options = request.options.clone();
    options.limit = page.offset.saturating_add(limit);
    let found = search::kwic(index, &request.query()?, &options)?;
    let part = match found.examined < found.passages {
        true => format!(" from the {} best of {}", found.examined, count(found.passages, "passage")),
        false => format!(" from {}", count(found.passages, "passage")),
    };
    let head = format!(
        "{}{}{part}; in columns, with tabs: before, match, behind, counterpart, id\n",
        found.note.map_or(String::new(), |note| note + "\n"),
        count(found.total, "line")
    );
    let style = KwicStyle { style: PLAIN, width: 0, ambiguous_wide: false };
    let items = found.lines.iter().skip(page.offset).map(|line| {
        written(|out| render::kwic(out, &request.query, std::slice::from_ref(line), KwicFormat::Tsv, &style))
    });
    let (mut text, shown) = page.fill(items, &head)?;
    rest(&mut text, "offset", page.offset.saturating_add(shown), found.chosen);
    Ok(text)
}

pub(super) fn check(index: &dyn Searcher, request: CheckRequest, page: Page) -> Result<String, Refusal> {
    let CheckReport { documents, passages, findings, one_sided, .. } = index.check(&request)?;
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let notes = findings.len() - errors;
    let mut head =
        format!("{} and {} in {}\n", count(errors, "error"), count(notes, "note"), count(passages.len(), "passage"));
    if !one_sided.is_empty() {
        head.push_str("(the document is in one language: nothing was compared)\n");
    }
    let items = findings.iter().skip(page.offset).map(|finding| {
        let passage: Vec<_> = passages.iter().filter(|passage| passage.id == finding.id).cloned().collect();
        let findings = std::slice::from_ref(finding);
        let one = Checked { documents: &documents, passages: &passage, findings, accepted: 0 };
        item(|out| render::findings(out, &one, CheckFormat::Text, &PLAIN))
    });
    let (mut text, shown) = page.fill(items, &head)?;
    rest(&mut text, "offset", page.offset.saturating_add(shown), findings.len());
    let next = request.from.saturating_add(u32::try_from(passages.len()).unwrap_or(u32::MAX));
    if documents.first().is_some_and(|document| next < document.passages) {
        text.push_str(&format!("\n(the document goes on: check its next passages with from={next})\n"));
    }
    Ok(text)
}

/// Asks what is indexed.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct DocsRequest {
    /// Only documents whose id or title has this.
    q: String,
}

pub(super) fn docs(index: &dyn Searcher, request: DocsRequest, page: Page) -> Result<String, Refusal> {
    let wanted = request.q.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&wanted);
    let titled = |document: &DocumentInfo| document.title.zh.iter().chain(&document.title.en).any(|title| has(title));
    let mut documents = index.documents()?;
    documents.retain(|document| wanted.is_empty() || has(&document.id) || titled(document));
    let head = format!("{}; each line: id, passages, format, titles\n", count(documents.len(), "document"));
    let items = documents
        .iter()
        .skip(page.offset)
        .map(|document| written(|out| render::documents(out, std::slice::from_ref(document), false, &PLAIN)));
    let (mut text, shown) = page.fill(items, &head)?;
    rest(&mut text, "offset", page.offset.saturating_add(shown), documents.len());
    Ok(text)
}
