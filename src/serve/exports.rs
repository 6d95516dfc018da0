//! Passages as files for other programs: what a page shows, or all that a query finds.

use super::answer::Answer;
use super::problem::Problem;
use super::requests::{ExportFileRequest, FileOptions, SeenRequest};
use crate::Result;
use crate::model::{Level, Passage};
use crate::render::{Unit, Units};
use crate::search::Searcher;
use std::io::Write;
use std::sync::Arc;

/// The passages that the page of a search shows, in its order.
pub(super) fn seen(index: &dyn Searcher, request: SeenRequest) -> Result<Answer, Problem> {
    let results = index.search(&request.search.query()?, &request.search.options)?;
    let mut bytes = Vec::new();
    let mut units = begin(&mut bytes, &request.file, Level::Paragraph)?;
    results.hits.iter().try_for_each(|hit| units.unit(&Unit::passage(&hit.passage)))?;
    units.end()?;
    Ok(Answer::file(request.file.format.file(), bytes))
}

/// All passages, or all that a query finds, by document and place; written while they are sent.
pub(super) fn all(index: Arc<dyn Searcher>, request: ExportFileRequest) -> Result<Answer, Problem> {
    let (query, level) = (request.export.query()?, request.export.level);
    let file = request.file;
    Ok(Answer::written_file(file.format.file(), move |out| {
        let mut units = begin(out, &file, level)?;
        index.each(&query, &mut |passage: Passage| match level {
            Level::Paragraph => units.unit(&Unit::passage(&passage)),
            Level::Sentence => Unit::sentences(&passage).iter().try_for_each(|unit| units.unit(unit)),
        })?;
        units.end()
    }))
}

fn begin<'w>(out: &'w mut dyn Write, file: &FileOptions, level: Level) -> Result<Units<'w>> {
    Ok(Units::begin(out, file.format.units(), level)?.zh_lang(file.zh_lang.as_deref()))
}
