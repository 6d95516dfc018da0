//! Pages of manuals (troff with the macros `man` or `mdoc`): `.SH` is a section, marks of type go, tables are tables. What
//! formats the page, and its header, is left out.

mod arguments;
mod escapes;
mod mdoc;
mod table;
#[cfg(test)]
mod tests;

use super::{Page, escaped};
use crate::model::{LeftOutReason, Raw};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::line_join::join_line;
use arguments::arguments;
use escapes::plain;
use table::Table;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut manual = Manual { line: 1, ..Manual::default() };
    for (number, line) in (1..).zip(text.lines()) {
        manual.line = number;
        manual.read(line);
    }
    manual.end_verbatim();
    manual.end_table();
    manual.flush();
    Ok(manual.page.finish("man", encoded))
}

/// Whether a text has the header of such a page and a section.
pub fn is_manual(text: &str) -> bool {
    let has =
        |request: &str| text.lines().any(|line| line.strip_prefix(request).is_some_and(|rest| rest.starts_with(' ')));
    has(".TH") && has(".SH") || has(".Dd") && has(".Sh")
}

#[derive(Default)]
struct Manual {
    page: Page,
    /// The line of the file, and the one on which `text` begins.
    line: usize,
    start: usize,
    text: String,
    /// Inside of a definition of a macro.
    defines: bool,
    /// Lines that stand as they are, where some do.
    verbatim: Option<String>,
    table: Option<Table>,
    /// What the next line of text is.
    next: Next,
    /// What the page is about, as `.Nm` says.
    name: String,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    #[default]
    Text,
    /// A heading of a level.
    Heading(usize),
    /// The term that what follows explains.
    Term,
}

/// How deep a request may stand in another one (`.if n .B text`).
const NESTED: usize = 4;

impl Manual {
    fn read(&mut self, line: &str) {
        let line = line.trim_end_matches('\r');
        let request = line.strip_prefix(['.', '\'']).map(|rest| rest.trim_start_matches([' ', '\t']));
        if self.defines {
            self.defines = !line.trim_end().starts_with("..");
            return self.leave(LeftOutReason::Code, line);
        }
        if let Some(comment) = request.and_then(|request| request.strip_prefix("\\\"")) {
            return self.leave(LeftOutReason::Comment, comment);
        }
        match request {
            Some(request) if !request.is_empty() => self.request(request, 0),
            Some(_) => {}
            None if self.table.is_some() => self.row(line),
            None if self.verbatim.is_some() => self.text(line),
            None if line.trim().is_empty() => self.flush(),
            None => {
                // A line that is set in begins anew.
                if line.starts_with(' ') {
                    self.flush();
                }
                self.text(line);
            }
        }
    }

    fn request(&mut self, request: &str, depth: usize) {
        let end = request.find([' ', '\t']).unwrap_or(request.len());
        let (name, rest) = request.split_at(end);
        let words = arguments(rest);
        match name {
            "TH" | "Dd" | "Dt" | "Os" => self.leave(LeftOutReason::Furniture, &words.join(" ")),
            "SH" | "Sh" => self.heading(1, &words),
            "SS" | "Ss" => self.heading(2, &words),
            "PP" | "P" | "LP" | "Pp" | "HP" => self.flush(),
            "TP" | "TQ" => {
                self.flush();
                self.next = Next::Term;
                self.leave(LeftOutReason::Code, rest);
            }
            "IP" => {
                self.flush();
                let label = words.first().map(|word| plain(word).text).unwrap_or_default();
                self.leave(LeftOutReason::Code, &words.get(1..).unwrap_or_default().join(" "));
                if label.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit()) {
                    self.text(&format!("{label} "));
                } else if label.chars().count() > 1 {
                    self.text(&label);
                    self.flush();
                } else {
                    self.leave(LeftOutReason::Code, &label);
                }
            }
            "B" | "I" | "R" | "SM" | "SB" if words.is_empty() => {}
            "B" | "I" | "R" | "SM" | "SB" => self.text(&words.join(" ")),
            "BI" | "BR" | "IB" | "IR" | "RB" | "RI" => self.text(&words.concat()),
            "br" | "sp" | "ce" | "bp" | "RS" | "RE" | "in" | "ti" => {
                self.flush();
                self.leave(LeftOutReason::Code, rest);
            }
            "nf" | "EX" | "Vb" | "Bd" => {
                self.flush();
                let runs = name == "Bd" && !words.iter().any(|word| matches!(word.as_str(), "-literal" | "-unfilled"));
                self.verbatim = Some(String::new()).filter(|_| !runs);
                self.start = self.line;
                self.leave(LeftOutReason::Code, rest);
            }
            "fi" | "EE" | "Ve" | "Ed" => self.end_verbatim(),
            "de" | "de1" | "am" | "ig" => {
                self.defines = true;
                self.leave(LeftOutReason::Code, request);
            }
            "TS" => {
                self.flush();
                self.table = Some(Table::new(self.line));
            }
            "TE" => self.end_table(),
            // What is printed on paper only is for machines; what is shown on a screen is text.
            "if" | "ie" if depth < NESTED && words.first().is_some_and(|word| word == "n") => {
                let inner = rest.trim_start().strip_prefix('n').unwrap_or_default().trim_start();
                match inner.strip_prefix(['.', '\'']) {
                    Some(inner) => self.request(inner, depth + 1),
                    None => self.text(inner.trim_start_matches("\\{")),
                }
            }
            _ => match mdoc::line(name, &words, &mut self.name) {
                Some(mdoc::Line::Text(text)) => self.text(&text),
                Some(mdoc::Line::Item(text)) => {
                    self.flush();
                    if !text.is_empty() {
                        self.text(&text);
                        self.flush();
                    }
                }
                None => self.leave(LeftOutReason::Code, request),
            },
        }
    }

    fn heading(&mut self, level: usize, words: &[String]) {
        self.end_verbatim();
        self.flush();
        if words.is_empty() {
            self.next = Next::Heading(level);
        } else {
            let said = self.said(&words.join(" "));
            self.page.heading(level, &escaped(said.trim()), self.line);
        }
    }

    /// Text without its marks; a remark behind it is left out.
    fn said(&mut self, text: &str) -> String {
        let escapes::Plain { text, comment } = plain(text);
        self.leave(LeftOutReason::Comment, &comment);
        text
    }

    fn text(&mut self, line: &str) {
        let said = self.said(line);
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.push_str(&said);
            return verbatim.push('\n');
        }
        if said.trim().is_empty() {
            return;
        }
        match std::mem::take(&mut self.next) {
            Next::Heading(level) => return self.page.heading(level, &escaped(said.trim()), self.line),
            Next::Term => {
                self.text.clone_from(&said);
                self.start = self.line;
                return self.flush();
            }
            Next::Text => {}
        }
        if self.text.is_empty() {
            self.start = self.line;
        }
        join_line(&mut self.text, &said);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.page.paragraph(&escaped(text.trim()), self.start);
    }

    fn end_verbatim(&mut self) {
        if let Some(text) = self.verbatim.take() {
            self.page.preformatted(&text, self.start);
        }
    }

    /// A line of a table.
    fn row(&mut self, line: &str) {
        if !self.table.as_ref().is_some_and(Table::is_described) {
            self.leave(LeftOutReason::Code, line);
            return self.table.iter_mut().for_each(|table| table.describe(line));
        }
        let said = self.said(line);
        self.table.iter_mut().for_each(|table| table.row(&said));
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            let (rows, start) = table.rows();
            let escaped = |row: Vec<String>| row.iter().map(|cell| escaped(cell)).collect();
            self.page.table(&rows.into_iter().map(escaped).collect::<Vec<_>>(), start);
        }
    }

    fn leave(&mut self, reason: LeftOutReason, text: &str) {
        self.page.leave(reason, text, self.line);
    }
}
