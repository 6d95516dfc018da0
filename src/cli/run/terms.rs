//! `terms`: how a term is rendered on the other side.

use crate::args::{GlossaryFormatArg, TermsArgs};
use crate::open::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::render::{self, GlossaryFormat};
use duizhao::request::{GlossaryRequest, TermsRequest};
use duizhao::{Error, Result};
use std::io::Write;
use std::path::Path;

pub fn run(dir: &Path, args: &TermsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    if args.all {
        return all(dir, args, terminal, out);
    }
    let term = args.term.as_deref().unwrap_or_default();
    if term.trim().is_empty() {
        return Err(Error::Usage("nothing to look for: give a term, such as 商業秘密 or \"trade secret\"".into()));
    }
    let (index, failed) = open(dir, &args.files, terminal)?;
    let mut request = TermsRequest::new(term);
    request.by.clone_from(&args.by);
    request.collection.clone_from(&args.in_collection);
    let found = index.terms(&request)?;
    render::terms(out, &found, args.json, &terminal.style(true))?;
    match (found.passages, found.examined) {
        (0, _) => terminal.note(&format!("no passage has {term}")),
        (1, _) => terminal.note("1 passage"),
        (all, some) if some < all => terminal.note(&format!("{all} passages, {some} of them looked at")),
        (all, _) => terminal.note(&format!("{all} passages")),
    }
    Ok(match (failed, found.passages) {
        (true, _) => Outcome::Partial,
        (_, 0) => Outcome::Nothing,
        _ => Outcome::Success,
    })
}

/// A draft of a glossary. What stands in the place of the term is then the first path.
fn all(dir: &Path, args: &TermsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, failed) = open(dir, &args.files.after(args.term.as_deref()), terminal)?;
    let mut request = GlossaryRequest::new().limit(args.limit);
    request.collection.clone_from(&args.in_collection);
    let terms = index.glossary(&request)?;
    let format = match (args.json, args.format) {
        (true, _) => GlossaryFormat::Json,
        (_, GlossaryFormatArg::Text) => GlossaryFormat::Text,
        (_, GlossaryFormatArg::Tsv) => GlossaryFormat::Tsv,
        (_, GlossaryFormatArg::Tbx) => GlossaryFormat::Tbx,
        (_, GlossaryFormatArg::Tbx2) => GlossaryFormat::Tbx2,
    };
    render::glossary(out, &terms, format, &terminal.style(true))?;
    match terms.len() {
        0 => terminal.note("no term occurs twice with the same rendering"),
        1 => terminal.note("1 term"),
        n => terminal.note(&format!("{n} terms")),
    }
    Ok(match (failed, terms.is_empty()) {
        (true, _) => Outcome::Partial,
        (_, true) => Outcome::Nothing,
        _ => Outcome::Success,
    })
}
