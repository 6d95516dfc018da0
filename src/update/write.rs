//! Reading what has changed and writing its passages: running text in batches that are aligned together, tables row by
//! row.

use super::compare::{Seen, Work};
use super::meter::Meter;
use super::progress::Progress;
use super::report::UpdateReport;
use crate::Result;
use crate::cluster::ClusterWriter;
use crate::index::{Labels, StoreWriter};
use crate::model::{Bitext, DocumentInfo, Passage, Side, add_left_out, left_out_line};
use crate::pipeline::{self, Content};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of running text that are aligned together: what is learnt from one document helps the next, and memory stays
/// bounded.
const BATCH: usize = 16 << 20;

/// Where passages go.
pub(super) trait PassageSink {
    /// Adds a passage with what its document gives it to be found by.
    fn add(&mut self, passage: Passage, labels: &Arc<Labels>) -> Result<()>;

    /// Adds a document's own record, after its passages or before.
    fn add_document(&mut self, info: DocumentInfo) -> Result<()>;

    /// Takes a document and its passages out, as they were before.
    fn remove(&mut self, doc: &str) -> Result<()>;
}

impl PassageSink for StoreWriter {
    fn add(&mut self, passage: Passage, labels: &Arc<Labels>) -> Result<()> {
        StoreWriter::add(self, passage, labels)
    }

    fn add_document(&mut self, info: DocumentInfo) -> Result<()> {
        StoreWriter::add_document(self, info)
    }

    fn remove(&mut self, doc: &str) -> Result<()> {
        StoreWriter::remove(self, doc)
    }
}

impl PassageSink for ClusterWriter {
    fn add(&mut self, passage: Passage, labels: &Arc<Labels>) -> Result<()> {
        ClusterWriter::add(self, passage, labels)
    }

    fn add_document(&mut self, info: DocumentInfo) -> Result<()> {
        ClusterWriter::add_document(self, info)
    }

    fn remove(&mut self, doc: &str) -> Result<()> {
        ClusterWriter::remove(self, doc)
    }
}

/// Reads the documents and gives their passages to the writer, in place of what it has of them. Returns the files of
/// those that could not be read; what the index has of them stays.
pub(super) fn write(
    writer: &mut dyn PassageSink,
    work: Vec<Work>,
    progress: &dyn Progress,
    report: &mut UpdateReport,
) -> Result<Vec<Vec<PathBuf>>> {
    let mut unread = Vec::new();
    let total = work.len();
    let mut batch = Vec::new();
    let mut size = 0;
    let mut meter = Meter::new(progress, work.iter().map(|work| &work.source));
    for (done, Work { source, hash, seen, is_known }) in work.into_iter().enumerate() {
        progress.document(done, total, &source.id);
        let source = meter.watch(source);
        let changed = || Seen::of(&source) != seen;
        match pipeline::prepare(&source) {
            Err(error) => {
                report.failed.push(error);
                unread.push(source.inputs.all().iter().map(|input| input.path().to_path_buf()).collect());
            }
            Ok(pipeline::Prepared { unread: Some(error), .. }) if is_known => report.failed.push(error),
            Ok(mut prepared) => {
                // Half of a pair is read again by the next update: the other half may be readable then.
                prepared.info.hash = if prepared.unread.is_none() { hash } else { String::new() };
                report.failed.extend(prepared.unread);
                match prepared.content {
                    Content::Text(bitext) => {
                        if changed() {
                            report.notes.push(moving(&mut prepared.info));
                        }
                        size += bitext.zh.iter().chain(&bitext.en).map(|p| p.text.len()).sum::<usize>();
                        batch.push((prepared.info, *bitext));
                    }
                    Content::Rows(rows) => {
                        let info = write_rows(writer, prepared.info, rows, &changed, &mut meter, report)?;
                        report.added.push(info);
                    }
                }
            }
        }
        if size >= BATCH {
            write_batch(writer, std::mem::take(&mut batch), &mut meter, report)?;
            size = 0;
        }
    }
    write_batch(writer, batch, &mut meter, report)?;
    report.added.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(unread)
}

/// What was read of a document whose file changed meanwhile may be neither its old text nor its new one, so the next
/// update is to read it again.
fn moving(info: &mut DocumentInfo) -> String {
    info.hash.clear();
    format!("'{}' changed while it was read; index it again when it is finished", info.paths.join("', '"))
}

fn write_batch(
    writer: &mut dyn PassageSink,
    batch: Vec<(DocumentInfo, Bitext)>,
    meter: &mut Meter<'_>,
    report: &mut UpdateReport,
) -> Result<()> {
    meter.aligning(batch.len());
    for (info, passages) in pipeline::align(batch) {
        writer.remove(&info.id)?;
        let labels = Labels::of(&info);
        for passage in passages {
            writer.add(passage, &labels)?;
            meter.passage();
        }
        meter.document(&info);
        writer.add_document(info.clone())?;
        report.added.push(info);
    }
    Ok(())
}

fn write_rows(
    writer: &mut dyn PassageSink,
    mut info: DocumentInfo,
    mut rows: Box<pipeline::Rows>,
    changed: &dyn Fn() -> bool,
    meter: &mut Meter<'_>,
    report: &mut UpdateReport,
) -> Result<DocumentInfo> {
    writer.remove(&info.id)?;
    let labels = Labels::of(&info);
    for row in rows.by_ref() {
        match row {
            Ok(passage) => {
                for side in Side::BOTH {
                    *info.texts.get_mut(side) += u32::from(passage.side(side).is_some());
                }
                info.passages += 1;
                writer.add(passage, &labels)?;
                meter.passage();
            }
            Err(error) => {
                report.failed.push(pipeline::row_error(&info, &error));
                break;
            }
        }
    }
    meter.document(&info);
    info.warnings.extend(rows.repairs.warning().map(|w| w.to_string()));
    info.warnings.extend(rows.other_languages.warning());
    rows.left_out.iter().for_each(|count| add_left_out(&mut info.left_out, count));
    info.warnings.extend(left_out_line(&info.left_out, &info.id));
    if changed() {
        report.notes.push(moving(&mut info));
    }
    writer.add_document(info.clone())?;
    Ok(info)
}
