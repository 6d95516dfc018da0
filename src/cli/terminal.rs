//! What the terminal can do, and what is said on stderr.

use crate::args::{When, with_own_words};
use anstyle::{AnsiColor, Color, Style as Ansi};
use clap::builder::StyledStr;
use duizhao::Error;
use duizhao::locale::{self, Locale, translated};
use duizhao::model::QueryError;
use duizhao::render::{Style, display_width};
use std::io::{IsTerminal, Write};

/// Columns beyond which lines of running text are hard to follow.
const WIDEST: usize = 140;

/// Columns of a query that are shown before and after the place where it is wrong.
const BEFORE: usize = 30;
const AFTER: usize = 40;
/// Columns of the longest valid form that is suggested.
const LONGEST: usize = 200;

#[derive(Clone, Debug)]
pub struct Terminal {
    color: bool,
    error_color: bool,
    width: Option<usize>,
    quiet: bool,
}

impl Terminal {
    pub fn new(when: When, quiet: bool) -> Self {
        let wanted = |is_terminal: bool| match when {
            When::Always => true,
            When::Never => false,
            // NO_COLOR, CLICOLOR and CLICOLOR_FORCE as https://bixense.com/clicolors has them.
            When::Auto => {
                let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
                let is = |name: &str, value: &str| std::env::var_os(name).is_some_and(|v| v == value);
                let forced = set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0");
                !set("NO_COLOR") && (forced || (is_terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb")))
            }
        };
        let (out, err) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
        let width = out
            .then(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0).min(WIDEST)))
            .flatten()
            .filter(|w| *w >= 20);
        Terminal { color: wanted(out), error_color: wanted(err), width, quiet }
    }

    pub fn style(&self, full: bool) -> Style<'static> {
        Style { color: self.color, width: self.width, full, cite: None }
    }

    /// Columns of the terminal, where there is one.
    pub fn columns(&self) -> Option<usize> {
        self.width
    }

    /// Whether progress can be shown.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Something about the run, not part of the results.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(&format!("{}\n", plain(&translated(text))));
        }
    }

    pub fn warning(&self, text: &str) {
        if !self.quiet {
            self.say(&self.labelled("warning", AnsiColor::Yellow, text));
        }
    }

    /// One thing that failed while others go on.
    pub fn failure(&self, text: &str) {
        self.say(&self.labelled("error", AnsiColor::Red, text));
    }

    pub fn error(&self, error: &Error) {
        match error {
            // The query stands there as it was typed.
            Error::Query(query) => {
                self.failure(&query.message);
                self.say(&pointed(query));
            }
            other => self.failure(&other.to_string()),
        }
    }

    /// What is wrong with the command line, or the help that it asks for.
    pub fn usage(&self, error: &clap::Error) {
        let text = error.render();
        // Help is in the language that it was made in, and what is wrong in English.
        let is_help = error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        if error.use_stderr() && !is_help && locale::current() != Locale::En {
            let text = text.to_string();
            self.failure(text.strip_prefix("error: ").unwrap_or(&text).trim_end());
        } else if error.use_stderr() {
            self.say(&with_own_words(if self.error_color { text.ansi().to_string() } else { text.to_string() }));
        } else {
            let _ = std::io::stdout().write_all(self.painted(&text).as_bytes());
        }
    }

    /// A text of clap's for stdout.
    pub fn painted(&self, text: &StyledStr) -> String {
        with_own_words(if self.color { text.ansi().to_string() } else { text.to_string() })
    }

    /// A message behind the word for its kind.
    fn labelled(&self, kind: &'static str, color: AnsiColor, text: &str) -> String {
        let colon = if locale::current() == Locale::En { ": " } else { "：" };
        format!("{}{colon}{}\n", self.paint(locale::say(kind), color), plain(&translated(text)))
    }

    fn paint(&self, text: &str, color: AnsiColor) -> String {
        let style = Ansi::new().bold().fg_color(Some(Color::Ansi(color)));
        if self.error_color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    fn say(&self, text: &str) {
        // Nobody is left to tell when stderr is gone.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

/// A text without what a terminal would obey: names of files are chosen by others.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '�' } else { c }).collect()
}

/// The query with the place pointed at, and the nearest valid form.
fn pointed(error: &QueryError) -> String {
    let mut out = String::new();
    if !error.query.trim().is_empty() {
        let chars: Vec<char> = error.query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let (before, after) = chars.split_at(error.at.min(chars.len()));
        let before: String = fitting(before.iter().rev(), BEFORE).chars().rev().collect();
        let after = fitting(after.iter(), AFTER);
        out.push_str(&format!("  {before}{after}\n  {}^\n", " ".repeat(display_width(&before))));
    }
    // A form that fills the screen helps nobody.
    if let Some(nearest) = error.nearest.as_ref().filter(|nearest| display_width(nearest) <= LONGEST) {
        out.push_str(&format!("  {}\n", translated(&format!("try: {nearest}"))));
    }
    out
}

/// The characters that fit into so many columns, and … where some do not.
fn fitting<'c>(chars: impl Iterator<Item = &'c char>, columns: usize) -> String {
    let mut out = String::new();
    for c in chars {
        out.push(*c);
        if display_width(&out) > columns {
            out.pop();
            return out + "…";
        }
    }
    out
}
