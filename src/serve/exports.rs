//! Files for other programs: what a page shows, or all passages that a query finds.

use super::answer::{Answer, HTML};
use super::findings::checked;
use super::problem::Problem;
use super::requests::{
    ExportFileRequest, FileFormat, FileOptions, FindingsRequest, NumbersFileRequest, NumbersFormat, SeenRequest,
    TermsFileRequest,
};
use crate::Result;
use crate::compare;
use crate::model::Level;
use crate::render::{self, CheckFormat, CompareFormat, KwicFormat, KwicStyle, Numbers, Style, Unit, Units};
use crate::request::{
    CollocatesRequest, CompareRequest, DispersionRequest, FrequencyRequest, KeywordsRequest, KwicRequest, SearchOptions,
};
use crate::search::{self, Searcher};
use crate::statistics;
use std::io::Write;
use std::sync::Arc;

/// Files have no colours and no columns.
const PLAIN: Style<'static> = Style::PLAIN;

/// The passages that the page of a search shows, in its order.
pub(super) fn seen(index: &dyn Searcher, request: SeenRequest) -> Result<Answer, Problem> {
    let results = index.search(&request.search.query()?, &request.search.options)?;
    let mut bytes = Vec::new();
    let mut units = begin(&mut bytes, &request.file, Level::Paragraph)?;
    results.hits.iter().try_for_each(|hit| units.unit(&Unit::passage(&hit.passage)))?;
    units.end()?;
    Ok(Answer::file(request.file.format.file(), bytes))
}

/// The lines that the page of a concordance shows: left, match, right, counterpart, id.
pub(super) fn lines(index: &dyn Searcher, request: KwicRequest) -> Result<Answer, Problem> {
    let found = search::kwic(index, &request.query()?, &request.options)?;
    let mut bytes = Vec::new();
    let style = KwicStyle { style: PLAIN, width: usize::MAX, ambiguous_wide: false };
    render::kwic(&mut bytes, &request.query, &found.lines, KwicFormat::Tsv, &style)?;
    Ok(Answer::file(("concordance.tsv", FileFormat::Tsv.file().1), bytes))
}

/// The term of a page with its renderings, as a termbase or a table.
pub(super) fn terms(index: &dyn Searcher, file: TermsFileRequest) -> Result<Answer, Problem> {
    let found = index.terms(&file.terms)?;
    let mut bytes = Vec::new();
    render::glossary(&mut bytes, &found.pairs(), file.format.written(), &PLAIN)?;
    Ok(Answer::file(file.format.file(), bytes))
}

/// The findings that are chosen on the page of a check, as a page of their own to go through.
pub(super) fn findings(index: &dyn Searcher, request: FindingsRequest) -> Result<Answer, Problem> {
    let report = checked(index, &request, request.doc.as_deref().unwrap_or_default())?;
    let chosen = report.chosen(&request);
    let mut bytes = Vec::new();
    render::findings(&mut bytes, &report.of(&chosen), CheckFormat::Html, &PLAIN)?;
    Ok(Answer::file(("findings.html", HTML), bytes))
}

/// What changed between two versions, as a page of its own.
pub(super) fn changes(index: &dyn Searcher, request: CompareRequest) -> Result<Answer, Problem> {
    let found = compare::compare(index, index, &request)?;
    let mut bytes = Vec::new();
    render::comparison(&mut bytes, &found, false, CompareFormat::Html, &PLAIN)?;
    Ok(Answer::file(("changes.html", HTML), bytes))
}

pub(super) fn freq(index: &dyn Searcher, file: NumbersFileRequest<FrequencyRequest>) -> Result<Answer, Problem> {
    numbers(&statistics::frequencies(index, &file.request)?, file.format)
}

pub(super) fn collocates(index: &dyn Searcher, file: NumbersFileRequest<CollocatesRequest>) -> Result<Answer, Problem> {
    numbers(&statistics::collocates(index, &file.request)?, file.format)
}

pub(super) fn keywords(index: &dyn Searcher, file: NumbersFileRequest<KeywordsRequest>) -> Result<Answer, Problem> {
    numbers(&statistics::keywords(index, &file.request)?, file.format)
}

pub(super) fn dispersion(index: &dyn Searcher, file: NumbersFileRequest<DispersionRequest>) -> Result<Answer, Problem> {
    numbers(&statistics::dispersion(index, &file.request)?, file.format)
}

/// The numbers of a page.
fn numbers(found: &dyn Numbers, format: NumbersFormat) -> Result<Answer, Problem> {
    let mut bytes = Vec::new();
    render::numbers(&mut bytes, found, format.written(), &PLAIN)?;
    Ok(Answer::file(format.file(), bytes))
}

/// All passages, or all that a query finds, by document and place; written while they are sent.
pub(super) fn all(index: Arc<dyn Searcher>, request: ExportFileRequest) -> Result<Answer, Problem> {
    let ExportFileRequest { export, file, .. } = request;
    // What cannot be read, or is not there, is an error before anything is sent.
    index.search(&export.query()?, &SearchOptions::new().limit(0).closest(false).counterparts(false))?;
    Ok(Answer::written_file(file.format.file(), move |out| {
        let mut units = begin(out, &file, export.level)?;
        search::export(index.as_ref(), &export, &mut |passage, numbers| {
            Unit::chosen(passage, export.level, numbers).iter().try_for_each(|unit| units.unit(unit))
        })?;
        units.end()
    }))
}

fn begin<'w>(out: &'w mut dyn Write, file: &FileOptions, level: Level) -> Result<Units<'w>> {
    Ok(Units::begin(out, file.format.units(), level)?.zh_lang(file.zh_lang.as_deref()))
}
