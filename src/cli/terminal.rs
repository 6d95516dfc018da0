//! What the terminal can do, and what is said on stderr.

use crate::args::When;
use anstyle::{AnsiColor, Color, Style as Ansi};
use duizhao::Error;
use duizhao::model::QueryError;
use duizhao::render::{Style, display_width};
use std::io::{IsTerminal, Write};

/// Columns beyond which lines of running text are hard to follow.
const WIDEST: usize = 140;

#[derive(Debug)]
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

    pub fn style(&self, full: bool) -> Style {
        Style { color: self.color, width: self.width, full }
    }

    /// Whether progress can be shown.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Something about the run, not part of the results.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(&format!("{text}\n"));
        }
    }

    pub fn warning(&self, text: &str) {
        if !self.quiet {
            self.say(&format!("{}: {text}\n", self.paint("warning", AnsiColor::Yellow)));
        }
    }

    /// One thing that failed while others go on.
    pub fn failure(&self, text: &str) {
        self.say(&format!("{}: {text}\n", self.paint("error", AnsiColor::Red)));
    }

    pub fn error(&self, error: &Error) {
        let mut text = format!("{}: {error}\n", self.paint("error", AnsiColor::Red));
        if let Error::Query(query) = error {
            text = format!("{}: {}\n", self.paint("error", AnsiColor::Red), query.message);
            text.push_str(&pointed(query));
        }
        self.say(&text);
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

/// The query with the place pointed at, and the nearest valid form.
fn pointed(error: &QueryError) -> String {
    let mut out = String::new();
    if !error.query.trim().is_empty() {
        // A long query is shown around the place.
        let chars: Vec<char> = error.query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let from = error.at.saturating_sub(30);
        let shown: String = chars.iter().skip(from).take(70).collect();
        let before: String = chars.iter().skip(from).take(error.at - from).collect();
        out.push_str(&format!("  {shown}\n  {}^\n", " ".repeat(display_width(&before))));
    }
    if let Some(nearest) = &error.nearest {
        out.push_str(&format!("  try: {nearest}\n"));
    }
    out
}
