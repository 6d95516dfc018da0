//! AsciiDoc: sections, paragraphs, lists, tables, notes; listings as they stand. Attributes, anchors, addresses and remarks are
//! left out.

use super::{Closers, Page, escaped, indent, numbered};
use crate::model::{LeftOutReason, Raw};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut reader = AsciiDoc { lines: text.lines().collect(), ..AsciiDoc::default() };
    reader.read();
    Ok(reader.page.finish("asciidoc", encoded))
}

#[derive(Default)]
struct AsciiDoc<'t> {
    lines: Vec<&'t str>,
    /// The line that is read next, from 0.
    at: usize,
    page: Page,
    /// The paragraph at hand, and the line that it starts on.
    text: String,
    start: usize,
    /// How many items each depth of a numbered list has had.
    counts: Vec<usize>,
    /// The paragraph at hand is an item.
    item: bool,
}

impl<'t> AsciiDoc<'t> {
    fn line(&self, ahead: usize) -> &'t str {
        self.lines.get(self.at + ahead).copied().unwrap_or_default().trim_end()
    }

    fn read(&mut self) {
        while self.at < self.lines.len() {
            let line = self.line(0);
            let number = self.at + 1;
            self.at += 1;
            if line.is_empty() {
                self.flush();
            } else if let Some((level, title)) = title(line) {
                self.flush();
                self.counts.clear();
                let html = self.inline(title, number);
                self.page.heading(level, &html, number);
                self.header(level);
            } else if let Some(level) = below(line, self.line(0)).filter(|_| self.text.is_empty()) {
                let html = self.inline(line, number);
                self.page.heading(level, &html, number);
                self.at += 1;
                self.header(level);
            } else if let Some(fence) = fence(line) {
                self.flush();
                self.fenced(fence, line, number);
            } else if line == "|===" || line == ",===" || line == "!===" {
                self.flush();
                self.table(line, number);
            } else if line.starts_with("//") {
                self.page.leave(LeftOutReason::Comment, line, number);
            } else if self.text.is_empty() && is_attribute(line) || is_macro(line) {
                self.flush();
                self.page.leave(LeftOutReason::Code, line, number);
            } else if line == "+" || line == "--" || matches!(line, "'''" | "<<<" | "---" | "***") {
                self.flush();
            } else {
                self.text(line, number);
            }
        }
        self.flush();
    }

    /// Below the title of a document stand its authors and its attributes.
    fn header(&mut self, level: usize) {
        let mut first = level == 1;
        while level == 1
            && !self.line(0).is_empty()
            && (is_attribute(self.line(0)) || self.line(0).starts_with("//") || first && self.line(0).contains('@'))
        {
            self.page.leave(LeftOutReason::Code, self.line(0), self.at + 1);
            first = false;
            self.at += 1;
        }
    }

    fn text(&mut self, line: &str, number: usize) {
        let bare = line.trim_start();
        if let Some((depth, mark, text)) = item(bare) {
            self.flush();
            let label = match mark {
                '.' => {
                    self.counts.resize(depth, 0);
                    let count = self.counts.last_mut().map_or(1, |count| {
                        *count += 1;
                        *count
                    });
                    format!("{count}. ")
                }
                _ => String::new(),
            };
            (self.text, self.start, self.item) = (label + text.trim_start(), number, true);
        } else if let Some((mark, text)) = numbered(bare).filter(|_| self.text.is_empty() || self.item) {
            self.flush();
            (self.text, self.start, self.item) = (format!("{mark} {}", text.trim_start()), number, true);
        } else if let Some((term, text)) = bare
            .split_once(":: ")
            .or_else(|| bare.strip_suffix("::").map(|term| (term, "")))
            .filter(|(term, _)| !term.contains("::"))
        {
            self.flush();
            (self.text, self.start) = (term.to_string(), number);
            self.flush();
            (self.text, self.start, self.item) = (text.trim().to_string(), number, true);
        } else if let Some(caption) =
            bare.strip_prefix('.').filter(|c| self.text.is_empty() && !c.starts_with([' ', '.']))
        {
            let html = self.inline(caption, number);
            self.page.paragraph(&html, number);
        } else if self.text.is_empty() && indent(line) > 0 && !self.item {
            // An indented paragraph is literal.
            let mut text = vec![line];
            while !self.line(0).is_empty() && self.at < self.lines.len() {
                text.push(self.line(0));
                self.at += 1;
            }
            self.page.preformatted(&text.join("\n"), number);
        } else {
            if self.text.is_empty() {
                if !self.item {
                    self.counts.clear();
                }
                self.start = number;
            } else {
                self.text.push('\n');
            }
            self.text.push_str(bare);
        }
    }

    fn flush(&mut self) {
        self.item = false;
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        let text = ["NOTE: ", "TIP: ", "IMPORTANT: ", "CAUTION: ", "WARNING: "]
            .iter()
            .find_map(|label| {
                let rest = text.strip_prefix(label)?;
                self.page.leave(LeftOutReason::Code, label, self.start);
                Some(rest.to_string())
            })
            .unwrap_or(text);
        let html = self.inline(&text, self.start);
        self.page.paragraph(&html, self.start);
    }

    fn inline(&mut self, text: &str, line: usize) -> String {
        let mut said = Said::default();
        let html = inline(text, &mut said);
        said.codes.iter().for_each(|code| self.page.leave(LeftOutReason::Code, code, line));
        // Notes stand behind the paragraph that their marks are in.
        let notes: String =
            said.notes.iter().map(|note| format!("<aside epub:type='footnote'><p>{note}</p></aside>")).collect();
        html + &notes
    }

    /// A block between two lines that are alike.
    fn fenced(&mut self, fence: Fence, line: &str, number: usize) {
        if matches!(fence, Fence::Open) {
            return;
        }
        let end = self
            .lines
            .iter()
            .skip(self.at)
            .position(|l| l.trim_end() == line)
            .map_or(self.lines.len(), |n| self.at + n);
        let text = self.lines.get(self.at..end).unwrap_or_default().join("\n");
        self.at = end + 1;
        match fence {
            Fence::Literal => self.page.preformatted(&text, number + 1),
            Fence::Remark => self.page.leave(LeftOutReason::Comment, &text, number + 1),
            Fence::Raw => self.page.leave(LeftOutReason::Code, &text, number + 1),
            Fence::Open => {}
        }
    }

    fn table(&mut self, line: &str, number: usize) {
        let mut cells: Vec<Vec<String>> = Vec::new();
        let (mut width, mut flat) = (0, Vec::new());
        let sign = if line.starts_with(',') { ',' } else { line.chars().next().unwrap_or('|') };
        while self.at < self.lines.len() && self.line(0) != line {
            let text = self.line(0);
            self.at += 1;
            let mut parts: Vec<String> = text.split(sign).map(|cell| cell.trim().to_string()).collect();
            let lead = if sign == ',' { String::new() } else { parts.remove(0) };
            // What stands before the first sign goes on with the cell above, or says how the next is set.
            let sets = |spec: &str| {
                spec.len() <= 8 && spec.bytes().all(|b| b.is_ascii_digit() || b"+.*<^>adehlmsv".contains(&b))
            };
            if !lead.is_empty() {
                match flat.last_mut().filter(|_| !sets(&lead)) {
                    Some(last) => *last = format!("{last}\n{lead}"),
                    None => self.page.leave(LeftOutReason::Code, &lead, self.at),
                }
            }
            if width == 0 && !parts.is_empty() {
                width = parts.len();
            }
            flat.extend(parts);
        }
        self.at += 1;
        for row in flat.chunks(width.max(1)) {
            cells.push(row.iter().map(|cell| self.inline(cell, number)).collect());
        }
        self.page.table(&cells, number);
    }
}

/// `== Title`, or Markdown's `## Title`; 1 is the document's.
fn title(line: &str) -> Option<(usize, &str)> {
    let sign = line.chars().next().filter(|c| matches!(c, '=' | '#'))?;
    let rest = line.trim_start_matches(sign);
    let level = line.len() - rest.len();
    let title = rest.strip_prefix(' ')?.trim();
    (level <= 6 && !title.is_empty()).then(|| (level, title.trim_end_matches(sign).trim_end()))
}

/// The level of a title that has a line below it, as long as itself.
fn below(line: &str, next: &str) -> Option<usize> {
    let sign = next.chars().next()?;
    let level = "=-~^+".find(sign)? + 1;
    let long = next.len().abs_diff(line.chars().count()) <= 2 || next.len() >= 8 && next.len() <= line.len() + 2;
    (next.len() >= 4 && next.chars().all(|c| c == sign) && long && line.starts_with(char::is_alphanumeric))
        .then_some(level)
}

enum Fence {
    Literal,
    Remark,
    Raw,
    /// An example, a sidebar, a quotation: what stands inside is text.
    Open,
}

fn fence(line: &str) -> Option<Fence> {
    if line.starts_with("```") {
        return Some(Fence::Literal);
    }
    let sign = line.chars().next()?;
    if line.len() < 4 || !line.chars().all(|c| c == sign) {
        return None;
    }
    match sign {
        '-' | '.' => Some(Fence::Literal),
        '/' => Some(Fence::Remark),
        '+' => Some(Fence::Raw),
        '=' | '*' | '_' => Some(Fence::Open),
        _ => None,
    }
}

/// `[source,c]`, `[[anchor]]`, `:name: value`.
fn is_attribute(line: &str) -> bool {
    let named = || {
        line.strip_prefix(':')
            .and_then(|rest| rest.split_once(':'))
            .is_some_and(|(name, _)| !name.is_empty() && !name.contains(' '))
    };
    line.starts_with('[') && line.ends_with(']') || named()
}

/// `include::file[]`, `image::file[]`, `toc::[]`.
fn is_macro(line: &str) -> bool {
    let named = line.split_once("::").filter(|_| line.ends_with(']'));
    named.is_some_and(|(name, rest)| {
        name.bytes().all(|b| b.is_ascii_lowercase()) && !name.is_empty() && !rest.starts_with(' ')
    })
}

/// The depth of an item, its mark and its text.
fn item(line: &str) -> Option<(usize, char, &str)> {
    let sign = line.chars().next().filter(|c| matches!(c, '*' | '.' | '-'))?;
    let rest = line.trim_start_matches(sign);
    let depth = line.len() - rest.len();
    let text = rest.strip_prefix(' ').filter(|_| depth <= 5 && (sign != '-' || depth == 1))?;
    Some((depth, sign, text))
}

/// What marks in text say beside it.
#[derive(Default)]
struct Said {
    codes: Vec<String>,
    /// HTML.
    notes: Vec<String>,
}

/// Macros in text: `name:target[text]`.
const MACROS: [&str; 13] = [
    "footnote:",
    "link:",
    "xref:",
    "image:",
    "http://",
    "https://",
    "mailto:",
    "kbd:",
    "btn:",
    "menu:",
    "stem:",
    "anchor:",
    "icon:",
];

fn inline(text: &str, said: &mut Said) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut open = ["**", "__", "``", "##", "++", "*", "_", "`", "#", "^", "~"].map(|mark| (mark, true));
    let mut closers = Closers::default();
    while let Some(c) = rest.chars().next() {
        let before = rest.as_ptr() as usize - text.as_ptr() as usize;
        let before = text.get(..before).and_then(|t| t.chars().next_back());
        if let Some((html, after)) = special(rest, before, said, &mut closers) {
            out.push_str(&html);
            rest = after;
            continue;
        }
        if let Some((mark, alive)) = open.iter_mut().find(|(mark, _)| rest.starts_with(*mark)) {
            let inside = rest.get(mark.len()..).unwrap_or_default();
            let raised = matches!(*mark, "^" | "~");
            let free = mark.len() == 2 || raised || !before.is_some_and(char::is_alphanumeric);
            let end =
                inside.find(*mark).filter(|at| *at > 0 && *alive && free && !inside.starts_with(char::is_whitespace));
            let ends = |at: &usize| {
                let behind = inside.get(at + mark.len()..).and_then(|t| t.chars().next());
                mark.len() == 2 || raised || !behind.is_some_and(char::is_alphanumeric)
            };
            match end.filter(ends).filter(|at| !raised || inside.get(..*at).is_some_and(|inner| !inner.contains(' '))) {
                Some(at) => {
                    let (inner, after) = inside.split_at(at);
                    let html = if mark.starts_with('`') || mark.starts_with('+') {
                        escaped(inner)
                    } else {
                        inline(inner, said)
                    };
                    out.push_str(&match *mark {
                        "^" => format!("<sup>{html}</sup>"),
                        "~" => format!("<sub>{html}</sub>"),
                        _ => html,
                    });
                    rest = after.get(mark.len()..).unwrap_or_default();
                }
                None => {
                    *alive &= inside.contains(*mark);
                    out.push_str(mark);
                    rest = inside;
                }
            }
            continue;
        }
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// A macro, a reference, a term of the index or a break: its HTML, and what follows it.
fn special<'t>(
    rest: &'t str,
    before: Option<char>,
    said: &mut Said,
    closers: &mut Closers,
) -> Option<(String, &'t str)> {
    if let Some(after) = rest.strip_prefix(" +\n") {
        return Some(("<br>".into(), after));
    }
    if let Some((target, after)) =
        rest.strip_prefix("<<").and_then(|r| closers.until(r, ">>")).filter(|(t, _)| !t.contains('\n'))
    {
        let (id, text) = target.split_once(',').unwrap_or((target, target));
        said.codes.push(id.to_string());
        return Some((escaped(text.trim()), after));
    }
    if let Some((term, after)) = rest.strip_prefix("(((").and_then(|r| closers.until(r, ")))")) {
        said.codes.push(term.to_string());
        return Some((String::new(), after));
    }
    if let Some((anchor, after)) = rest.strip_prefix("[[").and_then(|r| closers.until(r, "]]")) {
        said.codes.push(anchor.to_string());
        return Some((String::new(), after));
    }
    let name =
        MACROS.iter().find(|name| rest.starts_with(**name)).filter(|_| !before.is_some_and(char::is_alphanumeric))?;
    let (target, after) = closers.until(rest.get(name.len()..)?, "[")?;
    let plain = !target.contains(|c: char| c.is_whitespace() || "])，。".contains(c));
    let (inner, after) = closers.until(after, "]").filter(|_| plain)?;
    if *name == "footnote:" {
        said.codes.push((*name).to_string());
        let html = escaped(inner);
        said.notes.push(html);
        return Some((String::new(), after));
    }
    said.codes.push((*name).to_string());
    let address = if name.ends_with('/') { format!("{name}{target}") } else { target.to_string() };
    if inner.is_empty() {
        return Some((escaped(&address), after));
    }
    said.codes.push(address);
    if *name == "image:" || *name == "icon:" {
        said.codes.push(inner.to_string());
        return Some((String::new(), after));
    }
    Some((escaped(inner.trim_end_matches('^')), after))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{blocks, rows};
    use crate::read::Format;

    #[test]
    fn sections_lists_and_marks() {
        let text = "= 港口\n:toc:\n\n== 費用\n\nThe *fee* is `due` on\nhttp://example.org[arrival], 10^3^ kg.footnote:[A note]\n\n. first\n. second\n* bullet\n\nTerm:: Its meaning.\n\n[source,c]\n----\nint a;\n----\n\n// remark\nNOTE: Mind the tide.\n\n====\nInside.\n====\n";
        let want = [
            "# 港口",
            "## 費用",
            "The fee is due on arrival, 10³ kg.",
            "^ A note",
            "1. first",
            "2. second",
            "bullet",
            "Term",
            "Its meaning.",
            "` int a;",
            "Mind the tide.",
            "Inside.",
        ];
        assert_eq!(blocks(Format::AsciiDoc, text), want);
    }

    #[test]
    fn tables() {
        let text = "= T\n\n|===\n|中文 |b\n\n|泊位\n|the *berth*\n|拖輪 |tug\n|===\n";
        assert_eq!(rows(Format::AsciiDoc, text), ["泊位 | the berth", "拖輪 | tug"]);
    }
}
