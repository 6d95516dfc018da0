//! `show` and `docs`.

use crate::args::{DocsArgs, ShowArgs};
use crate::open::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::Result;
use duizhao::model::Shown;
use duizhao::render;
use duizhao::request::ShowRequest;
use duizhao::search;
use std::io::Write;
use std::path::Path;

pub fn show(dir: &Path, args: &ShowArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = open(dir, &[], terminal)?;
    let Shown { document, passages } = search::show(index.as_ref(), &ShowRequest::new(&args.id))?;
    if args.verbatim {
        render::verbatim(out, &passages)?;
    } else {
        render::passages(out, &document, &passages, args.json, &terminal.style(true))?;
    }
    Ok(Outcome::Success)
}

pub fn docs(dir: &Path, args: &DocsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, _) = open(dir, &[], terminal)?;
    if args.size {
        render::size(out, &index.size()?, args.json, &terminal.style(true))?;
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
