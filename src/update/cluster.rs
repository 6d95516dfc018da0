//! Bringing an index on a cluster up to date: the same documents, read and compared in the same way, written elsewhere.

use super::progress::Progress;
use super::report::UpdateReport;
use super::sources::additions;
use super::write::write;
use super::{Prepared, UpdatePlan, asks_nothing_else, no_texts, planned, prepare, words};
use crate::cluster::{Address, ClusterEngine, ClusterWriter, is_address};
use crate::index::{Manifest, ManifestSource, SYNONYMS_PART, Synonyms, resolved};
use crate::model::DocumentInfo;
use crate::request::UpdateRequest;
use crate::{Error, Result, error};
use std::collections::HashMap;
use std::path::Path;

/// The files of an index on a cluster are written down by where they are on the machine that reads them.
const NOWHERE: &str = "";

/// The address of an index on a cluster, where it stands in the place of a folder or the list in the folder names it.
///
/// # Errors
/// The address or the list cannot be read.
pub fn cluster_address(index: &Path) -> Result<Option<Address>> {
    if is_address(index) {
        return Address::parse(&index.to_string_lossy()).map(Some);
    }
    let named = Manifest::read_head(index)?.and_then(|manifest| manifest.cluster);
    named.map(|address| Address::parse(&address)).transpose()
}

/// Brings the index at an address up to date with its sources and the request; `index` is where the address was found.
///
/// # Errors
/// Nothing could be read, or the cluster does not take it; files that fail while others go on are in the report.
pub fn update_cluster(
    index: &Path,
    address: &Address,
    request: &UpdateRequest,
    progress: &dyn Progress,
) -> Result<UpdateReport> {
    no_texts(request)?;
    let list = list_beside(index)?;
    let request = &with_table(index, list.as_ref(), request);
    let dir = Path::new(NOWHERE);
    let mut report = UpdateReport::default();
    let additions = additions(request, &mut report.failed, &mut report.notes);
    if additions.is_empty() && !request.rebuild {
        // There has to be something to bring up to date.
        let engine = ClusterEngine::open(address.clone())?;
        if !report.failed.is_empty() && asks_nothing_else(request) {
            report.passages = engine.len();
            return Ok(report);
        }
    }
    let mut writer = ClusterWriter::open(address.clone(), request.rebuild)?;
    let known_sources = writer.sources().clone();
    if additions.is_empty() && known_sources.sources.is_empty() {
        writer.keep(known_sources)?;
        let way_out = format!("add some with: {} index FILE…", error::command(Path::new(&address.to_string())));
        return Err(Error::Usage(format!("'{address}' has no sources yet\n  {way_out}")));
    }
    let known = known(writer.documents());
    let prepared = prepare(dir, request, additions, &known_sources, known, &mut report)?;
    let Prepared { mut manifest, work } = prepared;
    if let Some(list) = list {
        manifest.cite = list.cite;
    }
    let was_kept = |source: &ManifestSource| known_sources.sources.contains(source);
    if let Some(table) = &manifest.synonyms {
        match Synonyms::text(table) {
            Ok(text) => writer.put_part(SYNONYMS_PART, text.as_bytes())?,
            // The one that it has stays.
            Err(error) => report.failed.push(error),
        }
    }
    if work.is_empty() && report.removed.is_empty() && !request.rebuild {
        report.passages = writer.keep(manifest)?;
        return Ok(report);
    }
    for id in &report.removed {
        writer.remove(id)?;
    }
    let unread = write(&mut writer, work, progress, &mut report)?;
    manifest.sources.retain(|s| was_kept(s) || !unread.contains(&s.resolved(dir)));
    if report.added.is_empty() && report.removed.is_empty() && !report.failed.is_empty() {
        // The index that was is better than an empty one.
        report.passages = writer.keep(manifest)?;
        return Ok(report);
    }
    report.passages = writer.commit(manifest, |engine, new| {
        if request.without_lexicon { Ok(Vec::new()) } else { words::learnt_on_cluster(engine, new, progress) }
    })?;
    Ok(report)
}

/// The list in a folder that names the cluster, and says besides how its passages are cited and which words are the same.
fn list_beside(index: &Path) -> Result<Option<Manifest>> {
    if is_address(index) { Ok(None) } else { Manifest::read(index) }
}

/// The request with the table of synonyms that the list names.
fn with_table(index: &Path, list: Option<&Manifest>, request: &UpdateRequest) -> UpdateRequest {
    match list.and_then(|list| list.synonyms.as_ref()) {
        Some(table) if request.synonyms.is_none() => request.clone().synonyms(Some(resolved(index, table))),
        _ => request.clone(),
    }
}

/// What would be read as what, without changing anything.
pub fn dry_run_cluster(address: &Address, request: &UpdateRequest) -> Result<UpdatePlan> {
    let (mut sources, mut documents) = (Manifest::default(), Vec::new());
    match ClusterEngine::open(address.clone()) {
        Ok(engine) => {
            sources = engine.sources().clone();
            if !request.rebuild {
                documents = engine.all_documents()?;
            }
        }
        Err(Error::NoIndex { .. }) => {}
        Err(error) => return Err(error),
    }
    planned(Path::new(NOWHERE), request, sources, known(&documents))
}

fn known(documents: &[DocumentInfo]) -> HashMap<String, DocumentInfo> {
    documents.iter().map(|info| (info.id.clone(), info.clone())).collect()
}
