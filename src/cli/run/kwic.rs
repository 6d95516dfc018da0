//! `kwic`: concordance lines.

use crate::Outcome;
use crate::args::{KwicArgs, KwicFormatArg, KwicSortArg};
use crate::build;
use crate::terminal::Terminal;
use duizhao::Result;
use duizhao::model::KwicSort;
use duizhao::render::{KwicFormat, KwicStyle, kwic};
use duizhao::request::{KwicRequest, SearchOptions, SearchOrder};
use duizhao::search::{Searcher, concordance};
use std::io::Write;
use std::path::Path;

/// Columns where there is no terminal to tell.
const WIDTH: usize = 100;

pub fn run(dir: &Path, args: &KwicArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let query = KwicRequest::new(&args.query).side(args.side.into()).query()?;
    let (index, failed) = build::open(dir, &args.paths, terminal)?;
    let options = SearchOptions::new().limit(args.limit).sort(SearchOrder::Document).closest(false);
    let results = index.search(&query, &options)?;
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
