//! Help, the manual and the completions, all from the definitions in `args.rs`.

use crate::Outcome;
use crate::args::Args;
use clap::CommandFactory;
use duizhao::{Error, Result, query};
use std::io::Write;

pub fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<Outcome> {
    // The generator panics when it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "duizhao", &mut script);
    out.write_all(&script).map_err(Error::Output)?;
    Ok(Outcome::Success)
}

pub fn man(out: &mut dyn Write) -> Result<Outcome> {
    let mut page = Vec::new();
    let command = Args::command();
    let manual = clap_mangen::Man::new(command.clone());
    let write = |page: &mut Vec<u8>| -> std::io::Result<()> {
        manual.render(page)?;
        writeln!(page, ".SH \"QUERY LANGUAGE\"\n.nf")?;
        for line in query::HELP.lines() {
            writeln!(page, "{}", line.replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(page, ".fi")?;
        for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
            writeln!(page, ".SH \"DUIZHAO {}\"", sub.get_name().to_uppercase())?;
            let sub = clap_mangen::Man::new(sub.clone());
            sub.render_description_section(page)?;
            sub.render_options_section(page)?;
        }
        Ok(())
    };
    write(&mut page).map_err(Error::Output)?;
    out.write_all(&page).map_err(Error::Output)?;
    Ok(Outcome::Success)
}

pub fn help(topic: Option<&str>, out: &mut dyn Write) -> Result<Outcome> {
    let mut command = Args::command();
    command.build();
    let text = match topic {
        None => command.render_help().to_string(),
        Some("query") => format!("The query language · 查詢語法\n\n{}", query::HELP),
        Some(name) => match command.find_subcommand_mut(name) {
            Some(sub) => sub.render_long_help().to_string(),
            None => {
                return Err(Error::Usage(format!(
                    "there is no help on '{name}'; try: duizhao help, duizhao help query"
                )));
            }
        },
    };
    out.write_all(text.as_bytes()).map_err(Error::Output)?;
    Ok(Outcome::Success)
}
