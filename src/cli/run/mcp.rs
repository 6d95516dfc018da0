//! `mcp`: the server for assistants, until whoever started it closes the stream.

use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::Result;
use std::path::Path;

#[cfg(feature = "mcp")]
pub fn run(dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let (index, failed) = crate::open::open(dir, &crate::args::Files::default(), terminal)?;
    duizhao::mcp::serve_stdio(index.searcher())?;
    Ok(if failed { Outcome::Partial } else { Outcome::Success })
}

#[cfg(not(feature = "mcp"))]
pub fn run(_: &Path, _: &Terminal) -> Result<Outcome> {
    let text = "this duizhao was built without the server for assistants, which what is shipped has\n  \
        build it with: cargo install --path . --profile dist --features mcp";
    Err(duizhao::Error::Usage(text.into()))
}
