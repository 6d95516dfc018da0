//! The answers as JSON, in the shapes that the command line writes.

use super::answer::Answer;
use super::findings::checked;
use super::problem::Problem;
use super::requests::{FindingsRequest, NoRequest};
use crate::compare;
use crate::render::{
    self, CheckFormat, CompareFormat, Format, GlossaryFormat, KwicFormat, KwicStyle, Numbers, StatisticsFormat, Style,
};
use crate::request::{
    CollocatesRequest, CompareRequest, CounterpartRequest, DispersionRequest, FrequencyRequest, GlossaryRequest,
    KeywordsRequest, KwicRequest, SearchRequest, ShowRequest, TermsRequest,
};
use crate::search::{self, Searcher};
use crate::statistics;

/// JSON has no colours and no columns.
const PLAIN: Style<'static> = Style::PLAIN;

pub(super) fn search(index: &dyn Searcher, request: SearchRequest) -> Result<Answer, Problem> {
    let results = index.search(&request.query()?, &request.options)?;
    Answer::json(|out| render::results(out, &results, Format::Json, &PLAIN))
}

pub(super) fn docs(index: &dyn Searcher, _: NoRequest) -> Result<Answer, Problem> {
    let documents = index.documents()?;
    Answer::json(|out| render::documents(out, &documents, true, &PLAIN))
}

pub(super) fn show(index: &dyn Searcher, request: ShowRequest) -> Result<Answer, Problem> {
    let shown = search::show(index, &request)?;
    Answer::json(|out| render::passages(out, &shown.document, &shown.passages, true, &PLAIN))
}

pub(super) fn kwic(index: &dyn Searcher, request: KwicRequest) -> Result<Answer, Problem> {
    let found = search::kwic(index, &request.query()?, &request.options)?;
    let style = KwicStyle { style: PLAIN, width: usize::MAX, ambiguous_wide: false };
    Answer::json(|out| render::kwic(out, &request.query, &found.lines, KwicFormat::Json, &style))
}

pub(super) fn counterpart(index: &dyn Searcher, request: CounterpartRequest) -> Result<Answer, Problem> {
    let found = index.counterpart(&request)?;
    Answer::json(|out| render::counterpart(out, &found, true, &PLAIN))
}

pub(super) fn terms(index: &dyn Searcher, request: TermsRequest) -> Result<Answer, Problem> {
    let found = index.terms(&request)?;
    Answer::json(|out| render::terms(out, &found, true, &PLAIN))
}

pub(super) fn glossary(index: &dyn Searcher, request: GlossaryRequest) -> Result<Answer, Problem> {
    let terms = index.glossary(&request)?;
    Answer::json(|out| render::glossary(out, &terms, GlossaryFormat::Json, &PLAIN))
}

/// The findings that are asked for, of the document or the part of it that one answer has.
pub(super) fn check(index: &dyn Searcher, request: FindingsRequest) -> Result<Answer, Problem> {
    let report = checked(index, &request, request.doc.as_deref().unwrap_or_default())?;
    let chosen = report.chosen(&request);
    Answer::json(|out| render::findings(out, &report.of(&chosen), CheckFormat::Json, &PLAIN))
}

pub(super) fn compare(index: &dyn Searcher, request: CompareRequest) -> Result<Answer, Problem> {
    let found = compare::compare(index, index, &request)?;
    Answer::json(|out| render::comparison(out, &found, false, CompareFormat::Json, &PLAIN))
}

pub(super) fn freq(index: &dyn Searcher, request: FrequencyRequest) -> Result<Answer, Problem> {
    numbers(&statistics::frequencies(index, &request)?)
}

pub(super) fn collocates(index: &dyn Searcher, request: CollocatesRequest) -> Result<Answer, Problem> {
    numbers(&statistics::collocates(index, &request)?)
}

pub(super) fn keywords(index: &dyn Searcher, request: KeywordsRequest) -> Result<Answer, Problem> {
    numbers(&statistics::keywords(index, &request)?)
}

pub(super) fn dispersion(index: &dyn Searcher, request: DispersionRequest) -> Result<Answer, Problem> {
    numbers(&statistics::dispersion(index, &request)?)
}

fn numbers(found: &dyn Numbers) -> Result<Answer, Problem> {
    Answer::json(|out| render::numbers(out, found, StatisticsFormat::Json, &PLAIN))
}
