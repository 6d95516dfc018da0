//! The answers as JSON, in the shapes that the command line writes.

use super::answer::Answer;
use super::asked::{Asked, LIMIT, MOST, Search};
use super::checked::{Report, report};
use super::problem::Problem;
use crate::model::{KwicLine, KwicSort, PassageId, Results};
use crate::render::{self, CheckFormat, Checked, Format, KwicFormat, KwicStyle, Style};
use crate::request::{CounterpartLevel, CounterpartRequest, SearchOptions};
use crate::search::{LocalIndex, Searcher, concordance, select};
use crate::{Error, Result};

/// JSON has no colours and no columns.
const PLAIN: Style = Style { color: false, width: None, full: true };

pub(super) fn search(index: &LocalIndex, asked: &Asked) -> Result<Answer, Problem> {
    let search = Search::read(asked, LIMIT, MOST)?;
    let request = search.request().context(asked.number("context", 0, 10)? as u32);
    let results = index.search(&request.query()?, &request.options)?;
    Answer::json(|out| render::results(out, &results, Format::Json, &PLAIN))
}

pub(super) fn docs(index: &LocalIndex, _: &Asked) -> Result<Answer, Problem> {
    let documents = index.documents()?;
    Answer::json(|out| render::documents(out, &documents, true, &PLAIN))
}

pub(super) fn show(index: &LocalIndex, asked: &Asked) -> Result<Answer, Problem> {
    let id = asked.id()?;
    let (from, limit) = (asked.number("from", 0, u32::MAX as usize)?, asked.number("limit", MOST, 1000)?);
    let document = index.document(&id.doc)?.ok_or_else(|| missing(&id))?;
    let passages = if id.path.is_empty() {
        index.passages(&id.doc, from as u32..(from + limit).min(u32::MAX as usize) as u32)?
    } else {
        let found = select(index, &id)?;
        if found.is_empty() {
            return Err(missing(&id).into());
        }
        found.into_iter().skip(from).take(limit).collect()
    };
    Answer::json(|out| render::passages(out, &document, &passages, true, &PLAIN))
}

pub(super) fn missing(id: &PassageId) -> Error {
    Error::NotFound { id: id.to_string(), hint: String::new() }
}

/// What concordance lines are asked for.
pub(super) fn lines_asked(asked: &Asked) -> Result<Search, Problem> {
    Ok(Search { offset: 0, ..Search::read(asked, 200, 1000)? })
}

/// Concordance lines of the best passages: to put all of them in order would mean to read all of them.
pub(super) fn lines(index: &LocalIndex, asked: &Asked) -> Result<(Search, Results, Vec<KwicLine>), Problem> {
    let search = lines_asked(asked)?;
    let options = SearchOptions::new().limit(search.limit).closest(false);
    let mut results = index.search(&search.request().query()?, &options)?;
    results.hits.sort_by(|a, b| (&a.passage.id.doc, a.passage.order).cmp(&(&b.passage.id.doc, b.passage.order)));
    let sort = asked.word("sort", &SORTS)?.unwrap_or(KwicSort::Document);
    let lines = concordance(&results.hits, sort);
    Ok((search, results, lines))
}

/// By what concordance lines are sorted, as typed.
pub(super) const SORTS: [(&str, KwicSort); 5] = [
    ("doc", KwicSort::Document),
    ("L1", KwicSort::Left),
    ("R1", KwicSort::Right),
    ("node", KwicSort::Node),
    ("target", KwicSort::Target),
];

pub(super) fn kwic(index: &LocalIndex, asked: &Asked) -> Result<Answer, Problem> {
    let (search, _, lines) = lines(index, asked)?;
    let style = KwicStyle { style: PLAIN, width: usize::MAX, ambiguous_wide: false };
    Answer::json(|out| render::kwic(out, &search.q, &lines, KwicFormat::Json, &style))
}

pub(super) fn counterpart(index: &LocalIndex, asked: &Asked) -> Result<Answer, Problem> {
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

pub(super) fn terms(index: &LocalIndex, asked: &Asked) -> Result<Answer, Problem> {
    let found = index.terms(asked.needed("term", "a term of either language")?.trim())?;
    Answer::json(|out| render::terms(out, &found, true, &PLAIN))
}

/// The findings that are asked for, of the document or the part of it that one answer has.
pub(super) fn check(index: &LocalIndex, asked: &Asked) -> Result<Answer, Problem> {
    let doc = asked.needed("doc", "the id of a document, as /api/docs has it")?;
    let Report { filter, document, passages, mut findings } = report(index, asked, doc)?;
    findings.retain(|finding| filter.has(finding));
    let checked = Checked { documents: &[document], passages: &passages, findings: &findings, accepted: 0 };
    Answer::json(|out| render::findings(out, &checked, CheckFormat::Json, &PLAIN))
}

pub(super) fn openapi(_: &LocalIndex, _: &Asked) -> Result<Answer, Problem> {
    Answer::json(|out| {
        out.extend_from_slice(include_bytes!("assets/openapi.json"));
        Ok(())
    })
}
