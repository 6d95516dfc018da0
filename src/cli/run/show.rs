//! `show` and `docs`.

use crate::args::{DocsArgs, Files, ShowArgs};
use crate::open::open;
use crate::outcome::Outcome;
use crate::terminal::{Terminal, plain};
use duizhao::model::Shown;
use duizhao::render::{self, Style};
use duizhao::request::SearchRequest;
use duizhao::{Error, Index, Result};
use std::io::Write;
use std::path::Path;

pub fn show(dir: &Path, args: &ShowArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = open(dir, &Files::default(), terminal)?;
    let Shown { document, passages } = index.show(args.id.as_str())?;
    if args.left_out {
        let pieces = index.left_out(&document.id)?;
        render::left_out(out, &document.id, &pieces, args.json)?;
        return Ok(if pieces.is_empty() { Outcome::Nothing } else { Outcome::Success });
    }
    if args.verbatim {
        render::verbatim(out, &passages)?;
    } else {
        let cite = args.cite.pattern(&index)?;
        let style = Style { cite: cite.as_ref(), ..terminal.style(true) };
        render::passages(out, &document, &passages, args.json, &style)?;
    }
    Ok(Outcome::Success)
}

/// Name, passages and query of each collection, with tabs between.
fn collections(index: &Index, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let collections = index.collections()?;
    for (name, query) in &collections {
        let set = SearchRequest::new(format!("collection:\"{name}\"")).limit(0);
        let passages = index.search(set)?.total;
        writeln!(out, "{}", plain(&format!("{name}\t{passages}\t{query}"))).map_err(Error::Output)?;
    }
    if collections.is_empty() {
        terminal.note("there are no collections; make one with: duizhao index --collection NAME=QUERY");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Success)
}

pub fn docs(dir: &Path, args: &DocsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = open(dir, &Files::default(), terminal)?;
    if args.size {
        render::size(out, &index.size()?, args.json, &terminal.style(true))?;
        return Ok(Outcome::Success);
    }
    if args.collections {
        return collections(&index, terminal, out);
    }
    let documents = index.documents()?;
    let (empty, listed): (Vec<_>, Vec<_>) =
        documents.iter().cloned().partition(|document| document.passages == 0 && !args.json);
    render::documents(out, &listed, args.json, &terminal.style(true))?;
    if !empty.is_empty() {
        let ids: Vec<&str> = empty.iter().map(|document| document.id.as_str()).collect();
        terminal.note(&format!("without any text: {}", ids.join(", ")));
    }
    if documents.is_empty() {
        terminal.note("the index is empty; add documents with: duizhao index FILE…");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Success)
}
