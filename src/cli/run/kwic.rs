//! `kwic`: concordance lines.

use super::search::sided;
use crate::Outcome;
use crate::args::{KwicArgs, KwicFormatArg, KwicSortArg};
use crate::build;
use crate::terminal::Terminal;
use duizhao::Result;
use duizhao::model::{KwicSort, Query};
use duizhao::query::parse;
use duizhao::render::{KwicFormat, KwicStyle, kwic};
use duizhao::search::{Page, Searcher, Sort, concordance};
use std::io::Write;
use std::path::Path;

/// Columns where there is no terminal to tell.
const WIDTH: usize = 100;

pub fn run(dir: &Path, args: &KwicArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let query = parse(&args.query)?;
    let query = Query { clause: sided(query.clause, args.side), ..query };
    let (index, failed) = build::open(dir, &args.paths, terminal)?;
    let page = Page { limit: args.limit, sort: Sort::Document, closest: false, ..Page::default() };
    let results = index.search(&query, &page)?;
    let sort = match args.sort {
        KwicSortArg::Doc => KwicSort::Document,
        KwicSortArg::L1 => KwicSort::Left,
        KwicSortArg::R1 => KwicSort::Right,
        KwicSortArg::Node => KwicSort::Node,
        KwicSortArg::Target => KwicSort::Target,
    };
    let lines = concordance(&results.hits, sort);
    let format = match (args.json, args.format) {
        (true, _) | (_, KwicFormatArg::Json) => KwicFormat::Json,
        (_, KwicFormatArg::Tsv) => KwicFormat::Tsv,
        (_, KwicFormatArg::Text) => KwicFormat::Text,
    };
    let style = terminal.style(true);
    let width = args.width.or(style.width).unwrap_or(WIDTH);
    kwic(out, &args.query, &lines, format, &KwicStyle { style, width, ambiguous_wide: args.ambiguous_wide })?;
    match (lines.len(), results.total > results.hits.len()) {
        (0, _) => terminal.note(&format!("nothing found for {}", args.query)),
        (n, true) => terminal.note(&format!("{n} lines from the first {} of {} passages", args.limit, results.total)),
        (n, false) => terminal.note(&format!("{n} lines")),
    }
    let outcome = if lines.is_empty() { Outcome::Nothing } else { Outcome::Success };
    Ok(if failed { Outcome::Partial } else { outcome })
}
