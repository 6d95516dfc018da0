//! `search`: the query and its options to one query, the results to the output.

use super::batch;
use crate::args::{SearchArgs, SearchFormat};
use crate::open::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::model::{Mode, Results};
use duizhao::render::{self, Style};
use duizhao::request::SearchRequest;
use duizhao::{Error, Index, Result};
use std::io::Write;
use std::path::Path;

pub fn run(dir: &Path, args: &SearchArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    if let Some(file) = &args.batch {
        // With --batch there is no query, so what stands in its place is the first path.
        let files = args.files.after(args.query.as_deref());
        let (index, failed) = open(dir, &files, terminal)?;
        let outcome = batch::run(&index, file, args, terminal, out)?;
        return Ok(if failed { Outcome::Partial } else { outcome });
    }
    let request = args.request(args.query.as_deref().unwrap_or_default());
    // The query is read before anything is opened: what is wrong with it shows at once.
    request.query()?;
    let (index, failed) = open(dir, &args.files, terminal)?;
    let results = index.search(&request)?;
    if let Some(note) = &results.note {
        terminal.note(note);
    }
    if args.count {
        writeln!(out, "{}", results.total).map_err(Error::Output)?;
    } else if args.format == SearchFormat::Trec {
        batch::trec(out, "1", &results)?;
    } else {
        tell(&results, terminal);
        tell_regional(&index, &request, &results, terminal)?;
        tell_translated(&index, &request, &results, terminal)?;
        tell_respelled(&index, &request, &results, terminal)?;
        let cite = args.cite.pattern(&index)?;
        let style = Style { cite: cite.as_ref(), ..terminal.style(args.full) };
        render::results(out, &results, args.format(), &style)?;
    }
    let outcome = if results.total > 0 { Outcome::Success } else { Outcome::Nothing };
    Ok(if failed { Outcome::Partial } else { outcome })
}

/// What is not part of the results: how many, how long, and that the closest ones stand in.
fn tell(results: &Results, terminal: &Terminal) {
    let took = results.took.as_secs_f64() * 1000.0;
    match (results.mode, results.total) {
        (_, 0) => terminal.note(&format!("nothing found for {}", results.query)),
        (Mode::Exact, 1) => terminal.note(&format!("1 passage{} ({took:.1} ms)", shown(results))),
        (Mode::Exact, n) => terminal.note(&format!("{n} passages{} ({took:.1} ms)", shown(results))),
        (Mode::Closest, _) => {
            terminal.note(&format!("no passage has all of {}; these come closest ({took:.1} ms)", results.query));
        }
    }
}

/// What more there is under the names of other regions, which are other words and not looked for unasked.
fn tell_regional(index: &Index, request: &SearchRequest, results: &Results, terminal: &Terminal) -> Result<()> {
    let names = request.called_elsewhere()?;
    if names.is_empty() {
        return Ok(());
    }
    let everywhere = request.clone().regional(true).limit(0).closest(false).translate(false);
    let here = if results.mode == Mode::Exact { results.total } else { 0 };
    let more = index.search(&everywhere)?.total.saturating_sub(here);
    if more > 0 {
        terminal.note(&format!("also {} ({more}) with --regional", names.join(", ")));
    }
    Ok(())
}

/// That the other language says it, where nothing else is found.
fn tell_translated(index: &Index, request: &SearchRequest, results: &Results, terminal: &Terminal) -> Result<()> {
    if results.total > 0 || request.options.translate {
        return Ok(());
    }
    let more = index.search(request.clone().translate(true).limit(0).closest(false))?.total;
    if more > 0 {
        let passages = if more == 1 { "1 passage has".to_string() } else { format!("{more} passages have") };
        terminal.note(&format!("{passages} what its words mean in the other language: add --translate"));
    }
    Ok(())
}

/// What may be meant, where a word that no passage has may be a slip.
fn tell_respelled(index: &Index, request: &SearchRequest, results: &Results, terminal: &Terminal) -> Result<()> {
    let is_found = results.mode == Mode::Exact && results.total > 0;
    if let Some(meant) = (!is_found).then(|| index.respelled(request)).transpose()?.flatten() {
        terminal.note(&format!("did you mean: {meant}"));
    }
    Ok(())
}

/// Which of the passages are shown, where it is not all of them.
fn shown(results: &Results) -> String {
    let copies = match results.told - results.hits.len() {
        0 => String::new(),
        1 => ", 1 of them a copy that is named".into(),
        n => format!(", {n} of them copies that are named"),
    };
    let shown = match &results.hits[..] {
        _ if results.told == results.total => String::new(),
        [] => ", none of them shown".into(),
        [only] if results.told == 1 => format!(", number {} shown", only.rank),
        [first, ..] => format!(", {}–{} shown", first.rank, first.rank + results.told - 1),
    };
    shown + &copies
}
