//! `search`: the query and its options to one query, the results to the output.

use super::batch;
use crate::Outcome;
use crate::args::{SearchArgs, SearchFormat, SortBy};
use crate::build;
use crate::terminal::Terminal;
use duizhao::model::{Mode, Results};
use duizhao::render::{self, Format};
use duizhao::request::{SearchOrder, SearchRequest};
use duizhao::search::Searcher;
use duizhao::{Error, Result};
use std::io::Write;
use std::path::Path;

pub fn run(dir: &Path, args: &SearchArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    if let Some(file) = &args.batch {
        // With --batch there is no query, so what stands in its place is the first path.
        let paths: Vec<_> = args.query.iter().map(Into::into).chain(args.paths.iter().cloned()).collect();
        let (index, failed) = build::open(dir, &paths, terminal)?;
        let outcome = batch::run(&index, file, args, terminal, out)?;
        return Ok(if failed { Outcome::Partial } else { outcome });
    }
    let request = request(args.query.as_deref().unwrap_or_default(), args);
    // The query is read before anything is opened: what is wrong with it shows at once.
    let query = request.query()?;
    let (index, failed) = build::open(dir, &args.paths, terminal)?;
    let results = index.search(&query, &request.options)?;
    if args.count {
        writeln!(out, "{}", results.total).map_err(Error::Output)?;
    } else if args.format == SearchFormat::Trec {
        batch::trec(out, "1", &results)?;
    } else {
        tell(&results, terminal);
        render::results(out, &results, format(args), &terminal.style(args.full))?;
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

/// Which of the passages are shown, where it is not all of them.
fn shown(results: &Results) -> String {
    match &results.hits[..] {
        hits if hits.len() == results.total => String::new(),
        [] => ", none of them shown".into(),
        [only] => format!(", number {} shown", only.rank),
        [first, .., last] => format!(", {}–{} shown", first.rank, last.rank),
    }
}

pub(super) fn format(args: &SearchArgs) -> Format {
    if args.json {
        return Format::Json;
    }
    match args.format {
        SearchFormat::Text | SearchFormat::Trec => Format::Text,
        SearchFormat::Json => Format::Json,
        SearchFormat::Jsonl => Format::Jsonl,
        SearchFormat::Tsv => Format::Tsv,
        SearchFormat::Tmx => Format::Tmx,
        SearchFormat::Md => Format::Markdown,
        SearchFormat::Html => Format::Html,
    }
}

/// What the command line asks for.
pub(super) fn request(query: &str, args: &SearchArgs) -> SearchRequest {
    let mut request = SearchRequest::new(query)
        .limit(if args.count { 0 } else { args.limit })
        .offset(args.offset)
        .sort(match args.sort {
            SortBy::Score => SearchOrder::Score,
            SortBy::Doc => SearchOrder::Document,
        })
        .context(args.context)
        .facets(format(args) == Format::Json)
        .explain(args.explain)
        // A count of what merely comes close would mislead.
        .closest(!args.count)
        .translate(args.translate)
        .counterparts(args.format != SearchFormat::Trec);
    request.filter = args.filters.filter();
    request
}
