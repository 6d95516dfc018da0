//! Help, the manual and the completions, all from the definitions in `args`.

use crate::args::{Args, localized};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use clap::{Command, CommandFactory};
use clap_complete::env::Shells;
use clap_mangen::Man;
use duizhao::locale::say;
use duizhao::render::{display_width, wrap};
use duizhao::{Error, Result, query};
use std::io::{self, Write};

/// The variable by which a shell asks for completions.
const COMPLETE: &str = "COMPLETE";

pub fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<Outcome> {
    let name = shell.to_string();
    let shells = Shells::builtins();
    let Some(completer) = shells.completer(&name) else {
        return Err(Error::Usage(format!("there are no completions for '{name}'")));
    };
    completer.write_registration(COMPLETE, "duizhao", "duizhao", "duizhao", out).map_err(Error::Output)?;
    Ok(Outcome::Success)
}

pub fn help(topic: Option<&str>, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let mut command = localized(Args::command());
    command.build();
    let text = match topic {
        None => command.render_long_help(),
        Some("query") => queries(terminal.columns()).into(),
        Some(name) => match command.find_subcommand_mut(name) {
            Some(sub) => sub.render_long_help(),
            None => {
                let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
                let known = known.join(", ");
                return Err(Error::Usage(format!("there is no help on '{name}'\n  there is on: query, {known}")));
            }
        },
    };
    out.write_all(terminal.painted(&text).as_bytes()).map_err(Error::Output)?;
    Ok(Outcome::Success)
}

/// The query language; what does not fit goes on below where it began.
fn queries(columns: Option<usize>) -> String {
    let mut text = format!("{}\n\n", say("The query language · 查詢語法"));
    for line in query::help(say).lines() {
        // Behind the last gap stands what is explained, before it an example.
        let at = line.rfind("  ").map_or(0, |at| at + 2);
        let (example, explained) = line.split_at(at);
        let indent = display_width(example);
        let room = columns.unwrap_or(usize::MAX).saturating_sub(indent);
        for (n, part) in wrap(explained, room).into_iter().enumerate() {
            let before = if n == 0 { example.to_string() } else { " ".repeat(indent) };
            text.push_str(&format!("{before}{}\n", &explained[part]));
        }
    }
    text
}

pub fn man(out: &mut dyn Write) -> Result<Outcome> {
    let mut page = Vec::new();
    write_page(&mut page).map_err(Error::Output)?;
    // Every section brings the definition of the apostrophe, which belongs at the top.
    let page = String::from_utf8_lossy(&page);
    let again = |line: &str| line.starts_with(".ie") || line.starts_with(".el");
    let lines = page.lines().enumerate().filter(|(n, line)| *n < 2 || !again(line)).map(|(_, line)| line);
    let mut lines = lines;
    lines.try_for_each(|line| writeln!(out, "{line}")).map_err(Error::Output)?;
    Ok(Outcome::Success)
}

/// One page for the program and its commands: what `man` would look for in `duizhao-search(1)` stands here.
fn write_page(page: &mut Vec<u8>) -> io::Result<()> {
    let mut command = Args::command();
    command.build();
    let whole = Man::new(command.clone());
    whole.render_title(page)?;
    whole.render_name_section(page)?;
    writeln!(page, ".SH SYNOPSIS\n\\fBduizhao\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR")?;
    whole.render_description_section(page)?;
    writeln!(page, ".SH COMMANDS")?;
    for sub in command.get_subcommands() {
        let usage = sub.clone().render_usage().to_string();
        writeln!(page, ".SS \"{}\"", plain(usage.trim_start_matches("Usage: ")))?;
        body(page, sub)?;
    }
    whole.render_options_section(page)?;
    writeln!(page, ".SH \"QUERY LANGUAGE\"")?;
    as_it_stands(page, &query::help(say))?;
    writeln!(page, ".SH EXAMPLES")?;
    as_it_stands(page, &command.get_after_long_help().map(ToString::to_string).unwrap_or_default())?;
    writeln!(page, ".SH ENVIRONMENT\n.TP\n\\fBDUIZHAO_INDEX\\fR\nThe folder of the index.")?;
    writeln!(page, ".TP\n\\fBNO_COLOR\\fR, \\fBCLICOLOR\\fR, \\fBCLICOLOR_FORCE\\fR\nWhether there are colours.")?;
    writeln!(page, ".SH FILES\n.TP\n\\fIindex/duizhao.toml\\fR\nWhat the index is built from.")?;
    writeln!(page, ".TP\n\\fIindex/store/\\fR\nThe index itself; it can be built anew from the sources.")
}

/// A command's description, arguments and examples, without the options that every command has.
fn body(page: &mut Vec<u8>, sub: &Command) -> io::Result<()> {
    let own = sub.clone().mut_args(|arg| {
        let everywhere = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(everywhere)
    });
    let man = Man::new(own);
    let mut text = Vec::new();
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    for line in String::from_utf8_lossy(&text).lines() {
        // These would be headings on a page of its own.
        if !line.starts_with(".SH") {
            writeln!(page, "{line}")?;
        }
    }
    match sub.get_after_long_help() {
        Some(examples) => as_it_stands(page, &examples.to_string()),
        None => Ok(()),
    }
}

fn as_it_stands(page: &mut Vec<u8>, text: &str) -> io::Result<()> {
    writeln!(page, ".PP\n.nf")?;
    for line in text.lines() {
        // A line may not begin with a sign that means something to roff.
        writeln!(page, "\\&{}", plain(line))?;
    }
    writeln!(page, ".fi")
}

fn plain(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('"', "\\(dq")
}
