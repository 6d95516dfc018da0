//! Texts with their marks and sentences, both sides.

use super::super::answer::Answer;
use super::super::paths;
use super::super::requests::{OriginalRequest, ReaderRequest};
use super::said;
use super::search_for;
use crate::Result;
use crate::locale::say;
use crate::model::{
    CitationPattern, DocumentInfo, Mark, MarkKind, Passage, PassageId, Position, Section, Side, Sides, Span,
};
use crate::render::{grouped, pieces};
use crate::request::ShowRequest;
use crate::search::{Searcher, show};
use crate::text::detect::script;
use maud::{Markup, html};

/// Sentences of a passage that light up together without a script; the style sheet has as many rules.
const LIT: usize = 40;
/// Passages of a document on one page of the reader.
pub(in crate::serve) const WINDOW: u32 = 400;
/// Confidence from which on a link is not remarked on.
const CONFIDENT: f32 = 0.9;

/// A number in groups of three.
pub(super) fn number(n: usize) -> String {
    grouped(n as u64)
}

/// The value of `lang` for a text of a side.
pub(super) fn lang(side: Side, text: &str) -> &'static str {
    match side {
        Side::Zh => script(text).lang(),
        Side::En => "en",
    }
}

/// Both sides of a passage, the Chinese first.
pub(super) fn pair(passage: &Passage, marks: &Sides<Vec<Mark>>) -> Markup {
    html! {
        div .pair {
            @for side in Side::BOTH { (whole_side(passage, side, marks.get(side))) }
        }
    }
}

/// One sentence pair of a passage, or a passage's side where the sentence has no counterpart.
pub(super) fn sentence_pair(passage: &Passage, n: usize, marks: &Sides<Vec<Mark>>) -> Markup {
    html! {
        div .pair {
            @for side in Side::BOTH {
                @match passage.sentences.get(n).and_then(|pair| pair.get(side)) {
                    Some(span) => {
                        p .(side.as_str()) lang=(lang(side, passage.text(side))) {
                            (sentence(passage, n, side, span, marks.get(side)))
                        }
                    }
                    None => (nothing(side)),
                }
            }
        }
    }
}

fn whole_side(passage: &Passage, side: Side, marks: &[Mark]) -> Markup {
    let Some(text) = passage.side(side).map(|s| s.text.as_str()) else { return nothing(side) };
    let mut spans: Vec<(Span, usize)> =
        passage.sentences.iter().enumerate().filter_map(|(n, pair)| Some((pair.get(side)?, n))).collect();
    spans.sort_unstable();
    let mut at = 0;
    spans.retain(|(span, _)| {
        let fits = span.start >= at && span.end <= text.len();
        at = if fits { span.end } else { at };
        fits
    });
    let mut parts = Vec::with_capacity(spans.len() * 2 + 1);
    let mut at = 0;
    for (span, n) in spans {
        parts.push((Span::new(at, span.start), None));
        parts.push((span, Some(n)));
        at = span.end;
    }
    parts.push((Span::new(at, text.len()), None));
    html! {
        p .(side.as_str()) lang=(lang(side, text)) {
            @for (span, n) in parts {
                @match n {
                    Some(n) => (sentence(passage, n, side, span, marks)),
                    None => (marked(text, span, marks)),
                }
            }
        }
    }
}

fn sentence(passage: &Passage, n: usize, side: Side, span: Span, marks: &[Mark]) -> Markup {
    let pair = passage.sentences.get(n);
    let alone = pair.is_some_and(|pair| pair.get(side.other()).is_none()) && passage.side(side.other()).is_some();
    let title = match pair {
        _ if alone => Some(say("no counterpart").to_string()),
        Some(pair) if pair.confidence < CONFIDENT => {
            Some(said::plain("confidence {1}", &[&format!("{:.2}", pair.confidence)]))
        }
        _ => None,
    };
    let class = match (n < LIT, alone) {
        (true, false) => format!("s s{n}"),
        (false, false) => "s".into(),
        (_, true) => "s alone".into(),
    };
    html! {
        span class=(class) data-n=(n + 1) tabindex="-1" title=[title] { (marked(passage.text(side), span, marks)) }
    }
}

/// A part of a text with its marks.
pub(super) fn marked(text: &str, part: Span, marks: &[Mark]) -> Markup {
    html! {
        @for piece in pieces(text, part, marks) {
            @match piece.mark {
                None => (piece.text),
                Some(Mark { kind: MarkKind::Match, .. }) => mark .match { (piece.text) },
                Some(Mark { kind: MarkKind::Counterpart, confidence, .. }) => {
                    mark .counterpart title=(said::plain("rendering, confidence {1}", &[&format!("{confidence:.2}")])) { (piece.text) }
                }
            }
        }
    }
}

pub(super) fn nothing(side: Side) -> Markup {
    let text = match side {
        Side::Zh => say("no Chinese counterpart"),
        Side::En => say("no English counterpart"),
    };
    html! { p .(side.as_str()) .none { (text) } }
}

/// The confidence of the link between the sides where it is low, and its size where it is not 1–1.
pub(super) fn confidence(passage: &Passage) -> Markup {
    let linked = passage.zh.is_some() && passage.en.is_some();
    let size = (passage.size.zh, passage.size.en);
    html! {
        @if linked && !passage.given && passage.confidence < CONFIDENT {
            span .doubt title=(say("how sure the two sides correspond, 0 to 1")) { (format!("{:.2}", passage.confidence)) }
        }
        @if linked && size != (1, 1) {
            span .size title=(say("paragraphs that are linked, Chinese and English")) { (size.0) "–" (size.1) }
        }
    }
}

/// Headings of both sides, the Chinese first.
pub(super) fn headings(zh: Option<&str>, en: Option<&str>) -> Markup {
    html! {
        @if let Some(zh) = zh { span lang=(lang(Side::Zh, zh)) { (zh) } }
        @if zh.is_some() && en.is_some() { " · " }
        @if let Some(en) = en { span lang="en" { (en) } }
    }
}

pub(super) fn section(section: &Section) -> Markup {
    headings(section.zh.as_deref(), section.en.as_deref())
}

/// The title of a document, or its id.
pub(super) fn title(document: &DocumentInfo) -> Markup {
    match (&document.title.zh, &document.title.en) {
        (None, None) => html! { (document.id) },
        (zh, en) => headings(zh.as_deref(), en.as_deref()),
    }
}

/// A document in a list: its title with its id, as titles need not differ.
pub(super) fn listed(document: &DocumentInfo, path: &str) -> Markup {
    let untitled = document.title.zh.is_none() && document.title.en.is_none();
    html! {
        a href=(path) { (title(document)) }
        @if !untitled { " " code .id { (document.id) } }
    }
}

/// Title as plain text, for the window.
pub(super) fn plain_title(document: &DocumentInfo) -> String {
    let titles: Vec<&str> =
        [&document.title.zh, &document.title.en].into_iter().flatten().map(String::as_str).collect();
    if titles.is_empty() { document.id.clone() } else { titles.join(" · ") }
}

/// The name of a passage's place on the reader's page.
pub(super) fn anchor(id: &PassageId) -> String {
    let path: Vec<String> = id.path.iter().map(u32::to_string).collect();
    format!("p{}", path.join("."))
}

/// A document in the reader.
pub(super) fn document_link(doc: &str) -> String {
    paths::READER.link(&ReaderRequest { id: doc.into(), ..ReaderRequest::default() })
}

/// A passage in the reader, with the query to mark there.
pub(super) fn reader_link(passage: &Passage, q: &str) -> String {
    let from = passage.order / WINDOW * WINDOW;
    let path = paths::READER.link(&ReaderRequest { id: passage.id.doc.clone(), from, q: q.into(), at: 0 });
    format!("{path}#{}", anchor(&passage.id))
}

/// The address of a passage that stays.
pub(super) fn permalink(id: &PassageId) -> String {
    paths::PASSAGE.link(&ShowRequest::new(id.to_string()))
}

/// The way to what rows of a memory call themselves: to the row, or to all that are from one document.
///
/// # Errors
/// Those of [`show`].
pub(super) fn in_memory(index: &dyn Searcher, name: &str) -> Result<Answer> {
    let shown = show(index, &ShowRequest::new(name))?;
    Ok(Answer::elsewhere(&match &shown.passages[..] {
        [row] => permalink(&row.id),
        _ if name.contains('#') => paths::SEARCH.link(&search_for(format!("ref:{name}.*"))),
        _ => paths::SEARCH.link(&search_for(format!("doc:\"{}\"", name.replace('"', " ")))),
    }))
}

/// The file that a document was read from; `at` is where in it.
pub(super) fn original_link(document: &DocumentInfo, side: Side, at: Option<&Position>) -> String {
    let side = Some(side).filter(|_| document.paths.len() > 1);
    let path = paths::ORIGINAL.link(&OriginalRequest { id: document.id.clone(), side });
    // What viewers of PDF understand (RFC 8118).
    match at {
        Some(Position::Page(page)) => format!("{path}#page={page}"),
        _ => path,
    }
}

/// Where a passage stands in its file, which is opened there where it has pages.
pub(super) fn place(document: &DocumentInfo, passage: &Passage) -> Markup {
    let side = if passage.at.zh.is_some() { Side::Zh } else { Side::En };
    let at = passage.at.get(side).as_ref();
    let Some(place) = passage.cited_place() else { return html! {} };
    html! {
        @match at {
            Some(Position::Page(_)) => a .size href=(original_link(document, side, at)) { (place) },
            _ => span .size { (place) },
        }
    }
}

/// The ways to the files that a document was read from.
pub(super) fn originals(document: &DocumentInfo) -> Markup {
    let link = |side, name: &str| html! { " · " a href=(original_link(document, side, None)) { (name) } };
    html! {
        @match document.paths.len() {
            0 => {}
            1 => (link(Side::Zh, say("original"))),
            _ => { (link(Side::Zh, say("original, Chinese"))) (link(Side::En, say("original, English"))) }
        }
    }
}

/// How passages are cited here: as whoever keeps the index says, or as is usual.
pub(super) fn citing(index: &dyn Searcher) -> Result<CitationPattern> {
    Ok(index.citation()?.unwrap_or_default())
}

/// The citation of a passage.
pub(super) fn citation(pattern: &CitationPattern, document: &DocumentInfo, passage: &Passage) -> String {
    pattern.cite(document, passage, &passage.id.to_string())
}
