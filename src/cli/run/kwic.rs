//! `kwic`: concordance lines.

use crate::args::{KwicArgs, KwicFormatArg};
use crate::open::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::Result;
use duizhao::render::{KwicFormat, KwicStyle, kwic};
use std::io::Write;
use std::path::Path;

/// Columns where there is no terminal to tell.
const WIDTH: usize = 100;

pub fn run(dir: &Path, args: &KwicArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    request.query()?;
    let (index, failed) = open(dir, &args.files, terminal)?;
    let found = index.kwic(&request)?;
    found.note.iter().for_each(|note| terminal.note(note));
    let format = match (args.json, args.format) {
        (true, _) | (_, KwicFormatArg::Json) => KwicFormat::Json,
        (_, KwicFormatArg::Tsv) => KwicFormat::Tsv,
        (_, KwicFormatArg::Text) => KwicFormat::Text,
    };
    let style = terminal.style(true);
    let width = args.width.or(style.width).unwrap_or(WIDTH);
    kwic(out, &args.query, &found.lines, format, &KwicStyle { style, width, ambiguous_wide: args.ambiguous_wide })?;
    match (found.lines.len(), found.passages > found.examined) {
        (0, _) => terminal.note(&format!("nothing found for {}", args.query)),
        (n, true) => {
            terminal.note(&format!("{n} lines from the first {} of {} passages", found.examined, found.passages))
        }
        (n, false) if found.chosen < found.total => {
            terminal.note(&format!("{n} of {} lines, chosen at random", found.total))
        }
        (n, false) if n < found.total => terminal.note(&format!("{n} of {} lines", found.total)),
        (1, false) => terminal.note("1 line"),
        (n, false) => terminal.note(&format!("{n} lines")),
    }
    let outcome = if found.lines.is_empty() { Outcome::Nothing } else { Outcome::Success };
    Ok(if failed { Outcome::Partial } else { outcome })
}
