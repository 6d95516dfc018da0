//! Each command's work.

mod adding;
mod align;
mod batch;
mod check;
mod compare;
mod counterpart;
mod export;
mod files;
mod help;
mod index;
mod kwic;
mod mcp;
mod omegat;
mod schema;
mod search;
mod serve;
mod show;
mod statistics;
mod terms;

use crate::args::{Args, Command};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::Result;
use std::io::{BufWriter, Write};

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    if let Command::Mcp = &args.command {
        // It writes to stdout from other threads, which must not be held here.
        return mcp::run(&args.global.index(), terminal);
    }
    // One buffered writer for all results; whoever writes says when it is done.
    let mut out = BufWriter::new(std::io::stdout().lock());
    let dir = &args.global.index();
    let outcome = match &args.command {
        Command::Index(index) => index::run(dir, index, terminal, &mut out),
        Command::Search(search) => search::run(dir, search, terminal, &mut out),
        Command::Counterpart(counterpart) => counterpart::run(dir, counterpart, terminal, &mut out),
        Command::Kwic(kwic) => kwic::run(dir, kwic, terminal, &mut out),
        Command::Freq(args) => statistics::freq(dir, args, terminal, &mut out),
        Command::Collocates(args) => statistics::collocates(dir, args, terminal, &mut out),
        Command::Keywords(args) => statistics::keywords(dir, args, terminal, &mut out),
        Command::Dispersion(args) => statistics::dispersion(dir, args, terminal, &mut out),
        Command::Show(show) => show::show(dir, show, terminal, &mut out),
        Command::Docs(docs) => show::docs(dir, docs, terminal, &mut out),
        Command::Terms(terms) => terms::run(dir, terms, terminal, &mut out),
        Command::Check(args) => check::run(dir, args, terminal, &mut out),
        Command::Compare(args) => compare::run(dir, args, terminal, &mut out),
        Command::Align(align) => align::run(align, terminal, &mut out),
        Command::Export(export) => export::run(dir, export, terminal, &mut out),
        Command::Serve(serve) => serve::run(dir, serve, terminal, &mut out),
        Command::Mcp => Ok(Outcome::Success),
        Command::Schema { name } => schema::run(name.as_deref(), &mut out),
        Command::Completions { shell } => help::completions(*shell, &mut out),
        Command::Man => help::man(&mut out),
        Command::Help { topic } => help::help(topic.as_deref(), terminal, &mut out),
    }?;
    out.flush().map_err(duizhao::Error::Output)?;
    Ok(outcome)
}
