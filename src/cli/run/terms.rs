//! `terms`: how a term is rendered on the other side.

use crate::Outcome;
use crate::args::TermsArgs;
use crate::build;
use crate::terminal::Terminal;
use duizhao::render;
use duizhao::search::Searcher;
use duizhao::{Error, Result};
use std::io::Write;
use std::path::Path;

pub fn run(dir: &Path, args: &TermsArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let term = args.term.as_str();
    if term.trim().is_empty() {
        return Err(Error::Usage("nothing to look for: give a term, such as 商業秘密 or \"trade secret\"".into()));
    }
    let (index, failed) = build::open(dir, &args.paths, terminal)?;
    let found = index.terms(term)?;
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
