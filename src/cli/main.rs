//! The program: arguments to a plan, the plan to work, the outcome to an exit code. Sees only the public API of the
//! library. Exit codes: 0 found or clean, 1 nothing found or findings, 2 error; a broken pipe is success.

mod args;
mod bug;
mod complete;
mod open;
mod outcome;
mod progress;
mod run;
mod terminal;

use args::Args;
use clap::{CommandFactory, FromArgMatches};
use clap_complete::CompleteEnv;
use duizhao::{Error, locale};
use std::process::ExitCode;
use terminal::Terminal;

fn main() -> ExitCode {
    // A shell that asks how a word may go on is answered, and nothing else is done.
    CompleteEnv::with_factory(Args::command).complete();
    locale::set_default(args::language_asked_for(std::env::args_os()));
    let read = args::localized(Args::command()).try_get_matches().and_then(|matches| Args::from_arg_matches(&matches));
    let args = match read {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not errors; clap says which stream they belong to.
            let terminal = Terminal::new(args::color_asked_for(std::env::args_os()), false);
            terminal.usage(&error);
            if let Some(command) = args::meant(&error) {
                terminal.note("");
                terminal.note(&format!("  to search for it: {command}"));
            }
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let terminal = Terminal::new(args.global.color, args.global.quiet);
    let Some(done) = bug::caught(|| run::run(&args, &terminal)) else { return ExitCode::from(2) };
    match done {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &Error) -> bool {
    matches!(error, Error::Output(e) if e.kind() == std::io::ErrorKind::BrokenPipe)
}
