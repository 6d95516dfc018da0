//! Help in the language of whoever asks: the definitions are in English, and each of their texts is looked up.

use clap::builder::{EnumValueParser, PossibleValue, StyledStr, TypedValueParser};
use clap::{Arg, Command, ValueEnum};
use duizhao::locale::{Locale, current, lookup, say};
use duizhao::render::wrap;
use std::ffi::OsStr;

/// Columns of the widest help, as in `Args`.
const WIDEST: usize = 100;
/// Columns before the text of an option in the long help, as clap has them.
const INDENT: usize = 10;

/// The same command with its texts in the current language.
pub fn localized(mut command: Command) -> Command {
    if current() == Locale::En {
        return command;
    }
    // What clap adds by itself is there only then.
    command.build();
    translated(command)
}

/// A rendered help with those of its words that clap has no setting for.
pub fn with_own_words(help: String) -> String {
    const OWN: [&str; 3] = ["Possible values:", "[possible values: ", "[default: "];
    OWN.into_iter().fold(help, |help, own| lookup(own).map_or(help.clone(), |said| help.replace(own, said)))
}

/// Columns of a help, as clap has it where the terminal does not say.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0).clamp(40, WIDEST))
}

/// A text that clap breaks at blanks, of which Chinese has none, broken where it may be.
fn broken(text: &'static str, room: usize) -> String {
    let lines = text.lines().flat_map(|line| wrap(line, room).into_iter().map(|part| line[part].trim_end()));
    lines.collect::<Vec<_>>().join("\n")
}

fn translated(command: Command) -> Command {
    let texts = [command.get_about(), command.get_long_about()];
    let [about, long_about] = texts.map(|text| text.and_then(said).map(|text| broken(text, columns())));
    let [after, long_after] = [command.get_after_help(), command.get_after_long_help()].map(|text| text.and_then(said));
    let mut command = command
        .help_template(say("{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}{after-help}"))
        .subcommand_help_heading(say("Commands"))
        .mut_args(argument)
        .mut_subcommands(translated);
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(about) = long_about {
        command = command.long_about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    if let Some(after) = long_after {
        command = command.after_long_help(after);
    }
    command
}

fn argument(arg: Arg) -> Arg {
    let under = match arg.get_help_heading() {
        Some(own) => lookup(own),
        None => Some(say(if arg.is_positional() { "Arguments" } else { "Options" })),
    };
    let (help, long) = (arg.get_help().and_then(said), arg.get_long_help().and_then(said));
    let long = long.or(help).map(|text| broken(text, columns() - INDENT));
    let mut arg = arg;
    if let Some(under) = under {
        arg = arg.help_heading(under);
    }
    if let Some(help) = help {
        arg = arg.help(help);
    }
    if let Some(long) = long {
        arg = arg.long_help(long);
    }
    arg
}

fn said(text: &StyledStr) -> Option<&'static str> {
    lookup(&text.to_string())
}

/// Values to choose from, explained in the current language.
#[derive(Clone)]
pub struct Choices<E: ValueEnum + Clone + Send + Sync + 'static>(EnumValueParser<E>);

/// The parser of an option that takes one of these values.
pub fn choices<E: ValueEnum + Clone + Send + Sync + 'static>() -> Choices<E> {
    Choices(EnumValueParser::new())
}

impl<E: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for Choices<E> {
    type Value = E;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<E, clap::Error> {
        self.0.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = E::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        Some(Box::new(values.map(|value| match value.get_help().and_then(said) {
            Some(help) => value.help(help),
            None => value,
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Args;
    use clap::{Arg, Command, CommandFactory};
    use duizhao::locale::{Locale, lookup, within};
    use std::collections::BTreeSet;

    fn texts(command: &Command, found: &mut BTreeSet<String>) {
        let of_command =
            [command.get_about(), command.get_long_about(), command.get_after_help(), command.get_after_long_help()];
        let of_arguments = command.get_arguments().flat_map(|arg| [arg.get_help(), arg.get_long_help()]);
        found.extend(of_command.into_iter().chain(of_arguments).flatten().map(ToString::to_string));
        let headings = command.get_arguments().filter_map(Arg::get_help_heading).map(str::to_string);
        let values = command.get_arguments().flat_map(|arg| {
            arg.get_possible_values().into_iter().filter_map(|value| value.get_help().map(ToString::to_string))
        });
        found.extend(headings.chain(values));
        command.get_subcommands().for_each(|command| texts(command, found));
    }

    #[test]
    fn every_text_of_the_help_is_there_in_each_language() {
        let mut command = Args::command();
        command.build();
        let mut found = BTreeSet::from(["Commands".to_string(), "Arguments".into(), "Options".into()]);
        let operators = std::cell::RefCell::new(&mut found);
        duizhao::query::help(|text| {
            operators.borrow_mut().insert(text.to_string());
            text
        });
        texts(&command, &mut found);
        for locale in [Locale::Hant, Locale::Hans] {
            let missing: Vec<&String> = found.iter().filter(|text| within(locale, || lookup(text)).is_none()).collect();
            assert!(missing.is_empty(), "{} without a translation into {}: {missing:#?}", missing.len(), locale.tag());
        }
    }
}
