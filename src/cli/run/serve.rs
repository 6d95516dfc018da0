//! `serve`: the web page, until it is told to stop.

use super::adding::adding;
use super::index;
use crate::args::{Files, ServeArgs};
use crate::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::request::UpdateRequest;
use duizhao::serve::{Server, ServerOptions, interrupted};
use duizhao::{Error, Index, Result};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

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
    let server = if args.edit { server.editing(adding(dir, terminal)?) } else { server };
    let url = server.url();
    if server.is_public() {
        terminal.warning(&format!("other machines can read this index, at {url} and every address of this machine"));
    }
    // The addresses are the result: whoever started the server reads them before it answers.
    let addresses: Vec<String> = [Some(url.clone()), server.adding_url()].into_iter().flatten().collect();
    writeln!(out, "{}", addresses.join("\n")).and_then(|()| out.flush()).map_err(Error::Output)?;
    terminal.note("ctrl-c ends it");
    if args.open
        && let Err(reason) = browse(&url)
    {
        terminal.warning(&format!("no browser could be opened ({reason}); open {url}"));
    }
    let ends = AtomicBool::new(false);
    std::thread::scope(|scope| {
        if args.watch {
            scope.spawn(|| keep_up(dir, terminal, &ends));
        }
        let done = server.run(interrupted());
        ends.store(true, Ordering::Relaxed);
        done
    })?;
    Ok(if failed { Outcome::Partial } else { Outcome::Success })
}

/// Brings the index up to date whenever its files change. What is said of it goes to stderr: stdout has the address.
fn keep_up(dir: &Path, terminal: &Terminal, ends: &AtomicBool) {
    let goes_on = || !ends.load(Ordering::Relaxed);
    let changed = &mut || {
        if let Err(error) = index::update(dir, &UpdateRequest::new(), false, terminal, &mut std::io::stderr()) {
            terminal.error(&error);
        }
        true
    };
    Index::watch(dir, &goes_on, changed);
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
