//! `compare`: two files or documents to what changed. Exit code 0 where nothing did, 1 where something did, as diff has it.

use crate::args::{CompareArgs, CompareFormatArg, Files};
use crate::open::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::render::{self, CompareFormat};
use duizhao::{Error, Index, Result};
use std::io::Write;
use std::path::Path;

pub fn run(dir: &Path, args: &CompareArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (old_index, old) = version(dir, &args.old, terminal)?;
    let (new_index, new) = version(dir, &args.new, terminal)?;
    let found = old_index.compare(&new_index, &args.request(&old, &new))?;
    render::comparison(out, &found, args.all, format(args), &terminal.style(args.full))?;
    if !found.is_related() {
        terminal.warning("the two have no passage in common: they are hardly versions of one text");
    }
    Ok(if found.differing().next().is_some() { Outcome::Nothing } else { Outcome::Success })
}

/// The index that a version stands in, and its name there: what is no file is a document of the index.
fn version(dir: &Path, name: &str, terminal: &Terminal) -> Result<(Index, String)> {
    let path = Path::new(name);
    if name != "-" && !path.exists() {
        let (index, _) = open(dir, &Files::default(), terminal)?;
        return Ok((index, name.to_string()));
    }
    let (index, failed) = open(dir, &Files::from(path), terminal)?;
    let documents = index.documents()?;
    match &documents[..] {
        [only] => Ok((index, only.id.clone())),
        [] if failed => Err(Error::Usage(format!("nothing of '{name}' could be read, so there is nothing to compare"))),
        [] => Err(Error::Usage(format!("'{name}' has no document to compare"))),
        several => {
            let ids: Vec<&str> = several.iter().map(|document| document.id.as_str()).collect();
            let text = format!("'{name}' has several documents ({}); name one file", ids.join(", "));
            Err(Error::Usage(text))
        }
    }
}

fn format(args: &CompareArgs) -> CompareFormat {
    match (args.json, args.format) {
        (true, _) | (_, CompareFormatArg::Json) => CompareFormat::Json,
        (_, CompareFormatArg::Text) => CompareFormat::Text,
        (_, CompareFormatArg::Html) => CompareFormat::Html,
    }
}
