//! reStructuredText: sections by their underlines, paragraphs, lists, tables, notes; code and math as they stand. Names of
//! directives and roles, addresses, remarks and tables of contents are left out.

use super::{Closers, Page, escaped, indent, numbered};
use crate::model::{LeftOutReason, Raw};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut reader = Rst { lines: text.lines().collect(), ..Rst::default() };
    reader.read();
    Ok(reader.page.finish("rst", encoded))
}

/// Directives whose content is no text.
const CODE: [&str; 13] = [
    "image",
    "include",
    "raw",
    "highlight",
    "index",
    "literalinclude",
    "default-role",
    "role",
    "automodule",
    "autoclass",
    "autofunction",
    "only",
    "meta",
];
/// Directives whose content is shown as it stands.
const VERBATIM: [&str; 7] = ["code", "code-block", "sourcecode", "math", "parsed-literal", "doctest", "productionlist"];
const CONTENTS: [&str; 2] = ["toctree", "contents"];

#[derive(Default)]
struct Rst<'t> {
    lines: Vec<&'t str>,
    /// The line that is read next, from 0.
    at: usize,
    page: Page,
    /// The paragraph at hand, the line that it starts on, and how far it is indented.
    text: String,
    start: usize,
    indent: usize,
    /// Signs of underlines in the order of their levels, and whether there is a line above too.
    levels: Vec<(char, bool)>,
    /// The number of the next item that asks for one.
    next: usize,
    note: bool,
}

impl<'t> Rst<'t> {
    fn line(&self, ahead: usize) -> &'t str {
        self.lines.get(self.at + ahead).copied().unwrap_or_default().trim_end()
    }

    fn read(&mut self) {
        while self.at < self.lines.len() {
            let line = self.line(0);
            let bare = line.trim_start();
            if bare.is_empty() {
                self.at += 1;
                if self.flush() {
                    self.literal();
                }
            } else if let Some(sign) =
                underline(self.line(2)).filter(|s| underline(line) == Some(*s) && !self.line(1).is_empty())
            {
                self.flush();
                self.heading(self.line(1), (sign, true), 3);
            } else if let Some(sign) =
                underline(self.line(1)).filter(|_| self.text.is_empty() && is_title(line, self.line(1)))
            {
                self.heading(line, (sign, false), 2);
            } else if underline(line).is_some() && line.len() >= 4 {
                self.flush();
                self.at += 1;
            } else if bare == ".." || bare.starts_with(".. ") {
                self.flush();
                self.explicit(bare);
            } else if self.text.is_empty() && is_grid(bare) {
                self.grid();
            } else if self.text.is_empty() && is_border(bare) {
                self.columns();
            } else if self.text.is_empty() && (bare.starts_with("| ") || bare == "|") {
                self.page.paragraph(&inline(bare.get(1..).unwrap_or_default(), &mut Vec::new()), self.at + 1);
                self.at += 1;
            } else {
                self.paragraph(line, bare);
                self.at += 1;
            }
        }
        self.flush();
    }

    fn heading(&mut self, title: &str, kind: (char, bool), lines: usize) {
        let level = self.levels.iter().position(|known| *known == kind).unwrap_or_else(|| {
            self.levels.push(kind);
            self.levels.len() - 1
        });
        let mut codes = Vec::new();
        let html = inline(title.trim(), &mut codes);
        self.page.heading(level + 1, &html, self.at + 1);
        self.codes(codes);
        (self.at, self.next) = (self.at + lines, 1);
    }

    fn paragraph(&mut self, line: &str, bare: &str) {
        let column = indent(line);
        let bullet = bare.strip_prefix(['-', '*', '+', '•', '‣']).filter(|rest| rest.starts_with(' '));
        let item = bullet.map(|rest| (String::new(), rest)).or_else(|| {
            let (mark, text) = numbered(bare)?;
            let mark = if mark.contains('#') { mark.replace('#', &self.next.max(1).to_string()) } else { mark.into() };
            Some((format!("{mark} "), text))
        });
        let fresh = self.text.is_empty() || column < self.indent;
        if let Some((label, text)) = item.filter(|_| fresh) {
            self.flush();
            let text = text.trim_start();
            (self.text, self.start) = (label + text, self.at + 1);
            self.indent = column + bare.width() - text.width();
            self.next = self.next.max(1) + usize::from(bullet.is_none());
            return;
        }
        if self.text.is_empty() || column != self.indent {
            self.flush();
            (self.start, self.indent) = (self.at + 1, column);
            // `:name: value`, as in lists of parameters.
            if let Some((name, value)) =
                bare.strip_prefix(':').and_then(|rest| rest.split_once(": ")).filter(|(name, _)| !name.contains('`'))
            {
                self.text = format!("{name}: {value}");
                self.indent = column + 3;
                return;
            }
        } else {
            self.text.push('\n');
        }
        self.text.push_str(bare);
    }

    /// Writes the paragraph at hand, and says whether a literal block is to follow it.
    fn flush(&mut self) -> bool {
        let mut text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return false;
        }
        let literal = text.ends_with("::");
        if literal {
            text.pop();
            if text == ":" || text.ends_with(" :") {
                text.pop();
            }
        }
        let mut codes = Vec::new();
        let html = inline(&text, &mut codes);
        if std::mem::take(&mut self.note) {
            self.page.note(&html, self.start);
        } else {
            self.page.paragraph(&html, self.start);
        }
        self.codes(codes);
        literal
    }

    /// What is indented by more than the paragraph that came before, as it stands.
    fn literal(&mut self) {
        let column = self.lines.get(self.start.saturating_sub(1)).map_or(0, |line| indent(line));
        let start = self.at;
        let content = self.content(column);
        self.page.preformatted(&content, start + 1);
    }

    fn codes(&mut self, codes: Vec<String>) {
        let line = self.start;
        codes.iter().for_each(|code| self.page.leave(LeftOutReason::Code, code, line));
    }

    /// Takes the lines that are indented by more than a column, without that indent.
    fn content(&mut self, column: usize) -> String {
        let mut taken: Vec<&str> = Vec::new();
        while self.at < self.lines.len() && (self.line(0).is_empty() || indent(self.line(0)) > column) {
            taken.push(self.line(0));
            self.at += 1;
        }
        let least = taken.iter().filter(|line| !line.is_empty()).map(|line| indent(line)).min().unwrap_or_default();
        let cut = |line: &&str| line.chars().skip(least.min(indent(line))).collect::<String>();
        taken.iter().map(cut).collect::<Vec<_>>().join("\n").trim_matches('\n').to_string()
    }

    /// What begins with two dots: a directive, a note, a target, a remark.
    fn explicit(&mut self, bare: &str) {
        let (line, column) = (self.at + 1, indent(self.line(0)));
        let rest = bare.get(2..).unwrap_or_default().trim();
        self.at += 1;
        if let Some((name, argument)) = directive(rest) {
            let name = name.rsplit(':').next().unwrap_or(name);
            if CODE.contains(&name) || VERBATIM.contains(&name) || CONTENTS.contains(&name) || rest.starts_with('|') {
                let content = self.content(column);
                let reason = if CONTENTS.contains(&name) { LeftOutReason::Contents } else { LeftOutReason::Code };
                self.page.leave(reason, rest, line);
                if VERBATIM.contains(&name) {
                    let options = content.lines().take_while(|line| line.starts_with(':')).count();
                    let text: Vec<&str> = content.lines().skip(options).collect();
                    self.page.leave(
                        LeftOutReason::Code,
                        &content.lines().take(options).collect::<Vec<_>>().join(" "),
                        line,
                    );
                    self.page.preformatted(text.join("\n").trim_start_matches('\n'), line + 1);
                } else {
                    self.page.leave(reason, &content, line);
                }
                return;
            }
            // A figure's argument is a file, a note's is its text; the content of both is read on.
            let name = name.to_string();
            let is_name = matches!(name.as_str(), "figure" | "csv-table" | "list-table" | "table");
            self.page.leave(LeftOutReason::Code, &name, line);
            while self.at < self.lines.len()
                && indent(self.line(0)) > column
                && self.line(0).trim_start().starts_with(':')
            {
                let option = self.line(0).trim();
                self.page.leave(LeftOutReason::Code, option, self.at + 1);
                self.at += 1;
            }
            match name.as_str() {
                "figure" => self.page.leave(LeftOutReason::Code, argument, line),
                _ => self.page.paragraph(&inline(argument, &mut Vec::new()), line),
            }
            if is_name && name.ends_with("-table") {
                let content = self.content(column);
                let rows = if name == "csv-table" { comma_rows(&content) } else { listed_rows(&content) };
                self.page.table(&rows, line + 1);
            }
            return;
        }
        if let Some((name, text)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            self.page.leave(LeftOutReason::Code, name, line);
            (self.text, self.start, self.indent, self.note) = (text.trim().to_string(), line, column + 3, true);
            if let Some(next) = self.lines.get(self.at).filter(|next| indent(next) > column && !next.trim().is_empty())
            {
                self.indent = indent(next);
            }
            if self.text.is_empty() {
                self.note = false;
            }
            return;
        }
        let content = self.content(column);
        let reason = if rest.starts_with('_') { LeftOutReason::Code } else { LeftOutReason::Comment };
        self.page.leave(reason, &format!("{rest}\n{content}"), line);
    }

    /// A table whose cells are drawn: columns begin below the signs that the first line has.
    fn grid(&mut self) {
        let start = self.at;
        let borders: Vec<usize> =
            columns_of(self.line(0).trim_start()).filter(|(c, _)| *c == '+').map(|(_, at)| at).collect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut row: Vec<String> = Vec::new();
        while self.at < self.lines.len() && self.line(0).trim_start().starts_with(['+', '|']) {
            let line = self.line(0).trim_start();
            if line.starts_with('+') && !line.contains('|') {
                if row.iter().any(|cell| !cell.is_empty()) {
                    rows.push(std::mem::take(&mut row));
                }
                row = Vec::new();
            } else {
                // A cell that goes over a border goes on in it.
                let mut cell = 0;
                let mut next = Vec::from([String::new()]);
                for (c, at) in columns_of(line) {
                    match borders.iter().position(|border| *border == at) {
                        Some(border) if c == '|' || c == '+' => {
                            cell = border;
                            next.resize(cell + 1, String::new());
                        }
                        _ => next.get_mut(cell).into_iter().for_each(|text| text.push(c)),
                    }
                }
                row.resize(row.len().max(next.len()), String::new());
                for (text, more) in row.iter_mut().zip(next) {
                    let more = more.trim();
                    let rule = !more.is_empty() && more.bytes().all(|b| matches!(b, b'-' | b'='));
                    if !rule {
                        text.push('\n');
                        text.push_str(more);
                    }
                }
            }
            self.at += 1;
        }
        rows.extend(Some(row).filter(|row| !row.is_empty()));
        self.rows(rows, start + 1);
    }

    /// A table whose columns stand below the parts of its first line.
    fn columns(&mut self) {
        let start = self.at;
        let border = self.line(0).trim_start();
        let margin = indent(self.line(0));
        let starts: Vec<usize> = columns_of(border)
            .scan(' ', |before, (c, at)| {
                let starts = *before == ' ' && c == '=';
                *before = c;
                Some((starts, at))
            })
            .filter_map(|(starts, at)| starts.then_some(at))
            .collect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        self.at += 1;
        while self.at < self.lines.len() {
            let line = self.line(0);
            self.at += 1;
            let ends = is_border(line.trim_start()) && (self.at >= self.lines.len() || self.line(0).is_empty());
            if ends {
                break;
            }
            if line.trim().is_empty()
                || is_border(line.trim_start())
                || line.trim().bytes().all(|b| matches!(b, b'-' | b' '))
            {
                continue;
            }
            let mut row = vec![String::new(); starts.len()];
            for (c, at) in columns_of(line) {
                let at = at.saturating_sub(margin);
                let column = starts.partition_point(|start| *start <= at).saturating_sub(1);
                row.get_mut(column).into_iter().for_each(|cell| cell.push(c));
            }
            let row: Vec<String> = row.iter().map(|cell| cell.trim().to_string()).collect();
            // A row whose first cell is empty goes on with the one before.
            match rows.last_mut().filter(|_| row.first().is_some_and(String::is_empty)) {
                Some(last) => last.iter_mut().zip(row).for_each(|(cell, more)| *cell = format!("{cell}\n{more}")),
                None => rows.push(row),
            }
        }
        self.rows(rows, start + 1);
    }

    fn rows(&mut self, rows: Vec<Vec<String>>, line: usize) {
        let mut codes = Vec::new();
        let html =
            |row: Vec<String>, codes: &mut Vec<String>| row.iter().map(|cell| inline(cell.trim(), codes)).collect();
        let rows: Vec<Vec<String>> = rows.into_iter().map(|row| html(row, &mut codes)).collect();
        self.page.table(&rows, line);
        self.start = line;
        self.codes(codes);
    }
}

/// The characters of a line with the columns that they stand in on a terminal.
fn columns_of(line: &str) -> impl Iterator<Item = (char, usize)> {
    line.chars().scan(0, |at, c| {
        let here = *at;
        *at += c.width().unwrap_or_default();
        Some((c, here))
    })
}

/// The sign of a line that is drawn with one sign.
fn underline(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 2 && line.chars().all(|c| c == sign)).then_some(sign)
}

/// Whether a line is a title for the line below it, which is as long: `...` and `--` can be text.
fn is_title(line: &str, below: &str) -> bool {
    underline(line).is_none() && (below.len() >= line.trim_end().chars().count() || below.len() >= 4)
}

fn is_grid(line: &str) -> bool {
    line.len() > 2 && line.starts_with('+') && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'='))
}

fn is_border(line: &str) -> bool {
    line.starts_with("==") && line.contains(" =") && line.bytes().all(|b| matches!(b, b'=' | b' '))
}

/// `name:: argument`, also as a substitution: `|name| image:: file`.
fn directive(rest: &str) -> Option<(&str, &str)> {
    let name = match rest.strip_prefix('|') {
        Some(substitution) => substitution.split_once("| ")?.1,
        None => rest,
    };
    let (name, argument) = name.split_once("::")?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:+.".contains(c));
    plain.then_some((name, argument.trim()))
}

/// The rows of a list of lists: `* - first cell`, `  - second cell`.
fn listed_rows(content: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in content.lines().map(str::trim) {
        let (fresh, rest) = line.strip_prefix("* -").map_or((false, line), |rest| (true, rest));
        let cell = if fresh { Some(rest) } else { line.strip_prefix("- ").or((line == "-").then_some("")) };
        if fresh {
            rows.push(Vec::new());
        }
        let Some(row) = rows.last_mut() else { continue };
        match (cell, row.last_mut()) {
            (Some(cell), _) => row.push(inline(cell.trim(), &mut Vec::new())),
            (None, Some(last)) => *last = format!("{last}\n{}", inline(line, &mut Vec::new())),
            (None, None) => {}
        }
    }
    rows
}

fn comma_rows(content: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(content.as_bytes());
    let records = reader.records().map_while(Result::ok);
    records.map(|record| record.iter().map(|cell| inline(cell, &mut Vec::new())).collect()).collect()
}

/// Text with its marks as HTML; names of roles, addresses and marks of notes go to the codes.
fn inline(text: &str, codes: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    // A mark that closes nowhere closes nowhere further on either.
    let mut open = ["``", "**", "*", "`"].map(|mark| (mark, true));
    let mut closers = Closers::default();
    while let Some(c) = rest.chars().next() {
        if let Some(escape) = rest.strip_prefix('\\') {
            let said = escape.chars().next().unwrap_or('\\');
            if !said.is_whitespace() {
                out.push_str(&escaped(&said.to_string()));
            }
            rest = escape.get(said.len_utf8()..).unwrap_or_default();
            continue;
        }
        let before = rest.as_ptr() as usize - text.as_ptr() as usize;
        let before = text.get(..before).and_then(|t| t.chars().next_back());
        // A role: its name between colons before a quotation.
        if let Some((name, quoted)) = rest.strip_prefix(':').and_then(|r| closers.until(r, ":`")).filter(|(name, _)| {
            !name.is_empty()
                && name.len() < 40
                && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:+.".contains(c))
        }) && let Some((inner, after)) = closers.until(quoted, "`")
        {
            codes.push(name.to_string());
            let html = reference(inner, codes);
            out.push_str(&match name {
                "sup" | "superscript" => format!("<sup>{html}</sup>"),
                "sub" | "subscript" => format!("<sub>{html}</sub>"),
                _ => html,
            });
            rest = after;
            continue;
        }
        if let Some((mark, alive)) = open.iter_mut().find(|(mark, _)| rest.starts_with(*mark)) {
            let inside = rest.get(mark.len()..).unwrap_or_default();
            let starts = *alive
                && !inside.starts_with(char::is_whitespace)
                && !before.is_some_and(|c| c.is_ascii_alphanumeric());
            match inside.find(*mark).filter(|at| starts && *at > 0) {
                Some(at) => {
                    let (inner, after) = inside.split_at(at);
                    let mut after = after.get(mark.len()..).unwrap_or_default();
                    match *mark {
                        "``" => out.push_str(&escaped(inner)),
                        "`" => {
                            out.push_str(&reference(inner, codes));
                            after = after.strip_prefix("__").or_else(|| after.strip_prefix('_')).unwrap_or(after);
                        }
                        _ => out.push_str(&escaped(inner)),
                    }
                    rest = after;
                }
                None => {
                    *alive &= inside.contains(*mark);
                    out.push_str(mark);
                    rest = inside;
                }
            }
            continue;
        }
        if let Some((name, after)) = rest
            .strip_prefix('[')
            .and_then(|r| closers.until(r, "]_"))
            .filter(|(name, _)| name.len() < 40 && !name.contains([' ', ']']))
        {
            codes.push(name.to_string());
            rest = after;
            continue;
        }
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let ends = after.trim_start_matches('_').chars().next().is_none_or(|c| !c.is_alphanumeric());
        if c == '_' && before.is_some_and(char::is_alphanumeric) && ends && !after.starts_with("__") {
            rest = after.strip_prefix('_').unwrap_or(after);
            continue;
        }
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
        rest = after;
    }
    out
}

/// What stands between quotation marks: `text <target>`, or the text alone.
fn reference(inner: &str, codes: &mut Vec<String>) -> String {
    match inner.strip_suffix('>').and_then(|inner| inner.rsplit_once('<')) {
        Some((text, target)) if !text.trim().is_empty() => {
            codes.push(target.to_string());
            escaped(text.trim())
        }
        _ => escaped(inner.trim_start_matches(['~', '!'])),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{blocks, rows};
    use crate::read::Format;

    #[test]
    fn sections_lists_and_marks() {
        let text = "====\n港口\n====\n\n.. contents::\n\n費用\n----\n\nThe *fee* is ``due`` on `arrival\n<http://x>`_, see :doc:`rules <a/b>` [1]_.\n\n1. first\n   line\n#. second\n\n- bullet\n\n.. note:: Mind the tide.\n   It turns.\n\n.. code-block:: c\n   :linenos:\n\n   int a;\n\n.. a remark\n\nAn example::\n\n   x = 1\n\nTerm\n   Its meaning.\n\n.. [1] A note\n   in two lines.\n";
        let want = [
            "# 港口",
            "## 費用",
            "The fee is due on arrival, see rules .",
            "1. first line",
            "2. second",
            "bullet",
            "Mind the tide.",
            "It turns.",
            "` int a;",
            "An example:",
            "` x = 1",
            "Term",
            "Its meaning.",
            "^ A note in two lines.",
        ];
        assert_eq!(blocks(Format::Rst, text), want);
    }

    #[test]
    fn tables() {
        let simple = "T\n=\n\n======== =======\n中文     English\n======== =======\n泊位     berth\n拖輪     cabin\n======== =======\n";
        assert_eq!(rows(Format::Rst, simple), ["泊位 | berth", "拖輪 | cabin"]);
        let grid = "T\n=\n\n+------+-------+\n| 中文 | b     |\n+======+=======+\n| 泊位 | the   |\n|      | berth |\n+------+-------+\n| 拖輪 | tug   |\n+------+-------+\n";
        assert_eq!(rows(Format::Rst, grid), ["泊位 | the berth", "拖輪 | tug"]);
        let list =
            "T\n=\n\n.. list-table::\n   :header-rows: 0\n\n   * - 泊位\n     - berth\n   * - 拖輪\n     - tug\n";
        assert_eq!(rows(Format::Rst, list), ["泊位 | berth", "拖輪 | tug"]);
    }
}
