//! `show` and `docs`.

use crate::Outcome;
use crate::args::{DocsArgs, ShowArgs};
use crate::build;
use crate::terminal::Terminal;
use duizhao::model::PassageId;
use duizhao::search::{LocalIndex, Searcher, select};
use duizhao::{Error, Result};
use duizhao::{pipeline, render};
use std::io::Write;
use std::path::Path;

pub fn show(dir: &Path, args: &ShowArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = build::open(dir, &[], terminal)?;
    let id: PassageId = args.id.parse()?;
    let Some(document) = index.document(&id.doc)? else {
        return Err(Error::NotFound { id: args.id.clone(), hint: known_documents(&index)? });
    };
    if args.left_out {
        let pieces = pipeline::left_out(&document)?;
        render::left_out(out, &document.id, &pieces, args.json)?;
        return Ok(if pieces.is_empty() { Outcome::Nothing } else { Outcome::Success });
    }
    let passages = select(&index, &id)?;
    if passages.is_empty() {
        let hint = format!("; see: duizhao show {}", id.doc);
        return Err(Error::NotFound { id: args.id.clone(), hint });
    }
    if args.verbatim {
        render::verbatim(out, &passages)?;
    } else {
        render::passages(out, &document, &passages, args.json, &terminal.style(true))?;
    }
    Ok(Outcome::Success)
}

fn known_documents(index: &LocalIndex) -> Result<String> {
    let known: Vec<String> = index.documents()?.into_iter().map(|d| d.id).take(5).collect();
    Ok(if known.is_empty() { String::new() } else { format!("; there are {}", known.join(", ")) })
}

pub fn docs(dir: &Path, args: &DocsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = build::open(dir, &[], terminal)?;
    if args.size {
        render::size(out, &index.store().size()?, args.json, &terminal.style(true))?;
        return Ok(Outcome::Success);
    }
    let documents = index.documents()?;
    render::documents(out, &documents, args.json, &terminal.style(true))?;
    if documents.is_empty() {
        terminal.note("the index is empty; add documents with: duizhao index FILE…");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Success)
}
