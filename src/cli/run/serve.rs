//! `serve`: the web page, until it is told to stop.

use crate::args::{Files, ServeArgs};
use crate::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::serve::{Server, ServerOptions, interrupted};
use duizhao::{Error, Result};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

pub fn run(dir: &Path, args: &ServeArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (index, failed) = open::open(dir, &Files::default(), terminal)?;
    let options = ServerOptions {
        host: args.host.clone(),
        port: args.port,
        names: args.name.clone(),
        proxies: args.proxy.clone(),
        per_client: args.per_client,
        ..ServerOptions::default()
    };
    let server = Server::bind(index.searcher(), &options)?;
    #[cfg(feature = "mcp")]
    let server = server.mounted("/mcp", duizhao::mcp::http(index.searcher()));
    let url = server.url();
    if server.is_public() {
        terminal.warning(&format!("other machines can read this index, at {url} and every address of this machine"));
    }
    // The address is the result: whoever started the server reads it before it answers.
    writeln!(out, "{url}").and_then(|()| out.flush()).map_err(Error::Output)?;
    terminal.note("ctrl-c ends it");
    if args.open
        && let Err(reason) = browse(&url)
    {
        terminal.warning(&format!("no browser could be opened ({reason}); open {url}"));
    }
    server.run(interrupted())?;
    Ok(if failed { Outcome::Partial } else { Outcome::Success })
}

/// Hands the address to whatever the system opens pages with.
fn browse(url: &str) -> std::io::Result<()> {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(())
}
