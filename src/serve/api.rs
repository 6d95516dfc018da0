//! The answers as JSON, in the shapes that the command line writes.

use super::answer::Answer;
use super::asked::{Asked, LIMIT, MOST, Search};
use super::checked::{Report, report};
use super::problem::Problem;
use crate::model::{Concordance, KwicSort, PassageId};
use crate::render::{self, CheckFormat, Checked, Format, KwicFormat, KwicStyle, Style};
use crate::request::{CounterpartLevel, CounterpartRequest, KwicOptions, ShowRequest, TermsRequest};
use crate::search::{self, Searcher};
use crate::{Error, Result};

/// JSON has no colours and no columns.
const PLAIN: Style = Style { color: false, width: None, full: true };

pub(super) fn search(index: &dyn Searcher, asked: &Asked) -> Result<Answer, Problem> {
    let search = Search::read(asked, LIMIT, MOST)?;
    let request = search.request().context(asked.number("context", 0, 10)? as u32);
    let results = index.search(&request.query()?, &request.options)?;
    Answer::json(|out| render::results(out, &results, Format::Json, &PLAIN))
}

pub(super) fn docs(index: &dyn Searcher, _: &Asked) -> Result<Answer, Problem> {
    let documents = index.documents()?;
    Answer::json(|out| render::documents(out, &documents, true, &PLAIN))
}

pub(super) fn show(index: &dyn Searcher, asked: &Asked) -> Result<Answer, Problem> {
    let id = asked.id()?;
    let (from, limit) = (asked.number("from", 0, u32::MAX as usize)?, asked.number("limit", MOST, 1000)?);
    let request = ShowRequest::new(id.to_string()).from(from as u32).limit(limit);
    let shown = search::show(index, &request).map_err(|error| match error {
        Error::NotFound { .. } => missing(&id),
        other => other,
    })?;
    Answer::json(|out| render::passages(out, &shown.document, &shown.passages, true, &PLAIN))
}

pub(super) fn missing(id: &PassageId) -> Error {
    Error::NotFound { id: id.to_string(), hint: String::new() }
}

/// What concordance lines are asked for.
pub(super) fn lines_asked(asked: &Asked) -> Result<Search, Problem> {
    Ok(Search { offset: 0, ..Search::read(asked, 200, 1000)? })
}

/// Concordance lines of the best passages: to put all of them in order would mean to read all of them.
pub(super) fn lines(index: &dyn Searcher, asked: &Asked) -> Result<(Search, Concordance), Problem> {
    let search = lines_asked(asked)?;
    let sort = asked.word("sort", &SORTS)?.unwrap_or_default();
    let options = KwicOptions { sort, limit: search.limit, best: true };
    let concordance = search::kwic(index, &search.request().query()?, &options)?;
    Ok((search, concordance))
}

/// By what concordance lines are sorted, as typed.
pub(super) const SORTS: [(&str, KwicSort); 5] = [
    ("doc", KwicSort::Document),
    ("L1", KwicSort::Left),
    ("R1", KwicSort::Right),
    ("node", KwicSort::Node),
    ("target", KwicSort::Target),
];

pub(super) fn kwic(index: &dyn Searcher, asked: &Asked) -> Result<Answer, Problem> {
    let (search, concordance) = lines(index, asked)?;
    let style = KwicStyle { style: PLAIN, width: usize::MAX, ambiguous_wide: false };
    Answer::json(|out| render::kwic(out, &search.q, &concordance.lines, KwicFormat::Json, &style))
}

pub(super) fn counterpart(index: &dyn Searcher, asked: &Asked) -> Result<Answer, Problem> {
    let levels = [
        ("auto", CounterpartLevel::Auto),
        ("paragraph", CounterpartLevel::Paragraph),
        ("sentence", CounterpartLevel::Sentence),
    ];
    let (level, limit) = (asked.word("level", &levels)?.unwrap_or_default(), asked.number("limit", 1, MOST)?);
    let text = asked.needed("text", "the text whose other side is wanted")?;
    let found = index.counterpart(&CounterpartRequest::new(text).level(level).limit(limit))?;
    Answer::json(|out| render::counterpart(out, &found, true, &PLAIN))
}

pub(super) fn terms(index: &dyn Searcher, asked: &Asked) -> Result<Answer, Problem> {
    let found = index.terms(&TermsRequest::new(asked.needed("term", "a term of either language")?.trim()))?;
    Answer::json(|out| render::terms(out, &found, true, &PLAIN))
}

/// The findings that are asked for, of the document or the part of it that one answer has.
pub(super) fn check(index: &dyn Searcher, asked: &Asked) -> Result<Answer, Problem> {
    let doc = asked.needed("doc", "the id of a document, as /api/docs has it")?;
    let Report { filter, document, passages, mut findings } = report(index, asked, doc)?;
    findings.retain(|finding| filter.has(finding));
    let checked = Checked { documents: &[document], passages: &passages, findings: &findings, accepted: 0 };
    Answer::json(|out| render::findings(out, &checked, CheckFormat::Json, &PLAIN))
}

pub(super) fn openapi(_: &dyn Searcher, _: &Asked) -> Result<Answer, Problem> {
    Answer::json(|out| {
        out.extend_from_slice(include_bytes!("assets/openapi.json"));
        Ok(())
    })
}
