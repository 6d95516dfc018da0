//! MediaWiki: sections, paragraphs, lists, tables, notes (`<ref>`). Templates, files, categories, addresses and remarks are left
//! out. What of a page is HTML already stays so.

use super::{Closers, Page, escaped};
use crate::model::{LeftOutReason, Raw};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut page = Page::default();
    let text = without_templates(&text, &mut page);
    let mut reader = Wiki { page, ..Wiki::default() };
    for (n, line) in text.lines().enumerate() {
        reader.line(line.trim_end(), n + 1);
    }
    reader.flush();
    if reader.table {
        reader.page.put("</table>", 1);
    }
    Ok(reader.page.finish("mediawiki", encoded))
}

/// Removes templates (`{{…}}`) and remarks (`<!-- … -->`) but for their line feeds, so that lines keep their numbers.
fn without_templates(text: &str, page: &mut Page) -> String {
    let mut out = String::with_capacity(text.len());
    let mut left = String::new();
    let (mut depth, mut line, mut start) = (0_usize, 1, 1);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if depth == 0
            && let Some((remark, after)) = rest.strip_prefix("<!--").map(|r| r.split_once("-->").unwrap_or((r, "")))
        {
            page.leave(LeftOutReason::Comment, remark, line);
            let feeds = remark.matches('\n').count();
            out.extend(std::iter::repeat_n('\n', feeds));
            line += feeds;
            rest = after;
        } else if rest.starts_with("{{") {
            if depth == 0 {
                start = line;
            }
            depth += 1;
            rest = rest.get(2..).unwrap_or_default();
        } else if depth > 0 && rest.starts_with("}}") {
            depth -= 1;
            if depth == 0 {
                page.leave(LeftOutReason::Code, &std::mem::take(&mut left), start);
            }
            rest = rest.get(2..).unwrap_or_default();
        } else {
            if c == '\n' {
                line += 1;
            }
            if depth == 0 || c == '\n' {
                out.push(c);
            }
            if depth > 0 {
                left.push(c);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    // What is never closed is text.
    if depth > 0 {
        out.push_str(&left);
    }
    out
}

#[derive(Default)]
struct Wiki {
    page: Page,
    text: String,
    start: usize,
    /// How many items each depth of a numbered list has had.
    counts: Vec<usize>,
    table: bool,
    notes: Vec<String>,
}

impl Wiki {
    fn line(&mut self, line: &str, number: usize) {
        let bare = line.trim_start();
        if !bare.starts_with('#') {
            self.counts.clear();
        }
        if line.is_empty() {
            self.flush();
        } else if let Some((level, title)) = title(line) {
            self.flush();
            let html = self.inline(title, number);
            self.page.heading(level, &html, number);
        } else if let Some(sets) = bare.strip_prefix("{|") {
            self.flush();
            self.page.leave(LeftOutReason::Code, sets, number);
            self.page.put("<table>", number);
            self.table = true;
        } else if self.table && bare.starts_with("|}") {
            self.flush();
            self.page.put("</table>", number);
            self.table = false;
        } else if self.table && bare.starts_with("|-") {
            self.flush();
            self.page.put("<tr>", number);
        } else if let Some(caption) = bare.strip_prefix("|+").filter(|_| self.table) {
            self.flush();
            self.cell("caption", caption, number);
        } else if let Some(cells) = bare.strip_prefix(['|', '!']).filter(|_| self.table) {
            self.flush();
            let sign = if bare.starts_with('!') && cells.contains("!!") { "!!" } else { "||" };
            for cell in cells.split(sign) {
                self.cell("td", cell, number);
            }
        } else if bare.starts_with(['*', '#', ':', ';']) && !self.table {
            self.flush();
            let text = bare.trim_start_matches(['*', '#', ':', ';']);
            let marks = bare.get(..bare.len() - text.len()).unwrap_or_default();
            let label = if marks.ends_with('#') {
                self.counts.resize(marks.len(), 0);
                let count = self.counts.last_mut().map_or(1, |count| {
                    *count += 1;
                    *count
                });
                format!("{count}. ")
            } else {
                String::new()
            };
            (self.text, self.start) = (format!("{label}{}", text.trim_start()), number);
            // A term, and its meaning behind a colon.
            if marks.ends_with(';')
                && let Some((term, meaning)) = text.split_once(" : ")
            {
                self.text = term.trim().to_string();
                self.flush();
                (self.text, self.start) = (meaning.trim().to_string(), number);
            }
            self.flush();
        } else if bare.starts_with("----") && bare.bytes().all(|b| b == b'-') {
            self.flush();
        } else {
            if self.text.is_empty() {
                self.start = number;
            } else {
                self.text.push('\n');
            }
            self.text.push_str(line);
        }
    }

    /// A cell, whose attributes may stand before its text.
    fn cell(&mut self, tag: &str, cell: &str, number: usize) {
        let (sets, text) = match cell.split_once('|') {
            Some((sets, text)) if sets.contains('=') && !sets.contains("[[") => (sets, text),
            _ => ("", cell),
        };
        let spans: String = ["colspan", "rowspan"]
            .iter()
            .filter_map(|name| {
                let value = sets
                    .split_once(name)?
                    .1
                    .trim_start()
                    .strip_prefix('=')?
                    .trim_start()
                    .trim_start_matches(['"', '\'']);
                let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
                Some(format!(" {name}='{}'", value.get(..digits)?))
            })
            .collect();
        self.page.leave(LeftOutReason::Code, sets, number);
        let html = self.inline(text.trim(), number);
        self.page.put(&format!("<{tag}{spans}><p>{html}"), number);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            let html = self.inline(&text, self.start);
            self.page.paragraph(&html, self.start);
        }
        for note in std::mem::take(&mut self.notes) {
            self.page.note(&note, self.start);
        }
    }

    /// Wiki text as HTML.
    fn inline(&mut self, text: &str, line: usize) -> String {
        let mut out = String::new();
        let mut rest = text;
        let mut closers = Closers::default();
        while let Some(c) = rest.chars().next() {
            if let Some((inner, after)) = rest.strip_prefix("[[").and_then(|r| closers.until(r, "]]")) {
                let (target, said) = inner.split_once('|').map_or((inner, None), |(target, said)| (target, Some(said)));
                let space = target.split_once(':').map(|(space, _)| space.trim().to_lowercase()).unwrap_or_default();
                if matches!(
                    space.as_str(),
                    "file" | "image" | "category" | "文件" | "檔案" | "档案" | "图像" | "圖像" | "分类" | "分類"
                ) {
                    self.page.leave(LeftOutReason::Code, inner, line);
                } else {
                    let shown = said.and_then(|said| said.rsplit('|').next()).unwrap_or(target);
                    self.page.leave(LeftOutReason::Code, said.map_or("", |_| target), line);
                    out.push_str(shown);
                }
                rest = after;
            } else if let Some((inner, after)) =
                rest.strip_prefix('[').and_then(|r| closers.until(r, "]")).filter(|(inner, _)| inner.contains("://"))
            {
                let (address, shown) = inner.split_once(' ').unwrap_or((inner, ""));
                self.page.leave(LeftOutReason::Code, address, line);
                out.push_str(shown);
                rest = after;
            } else if let Some((inner, after)) =
                rest.strip_prefix("<nowiki>").and_then(|r| closers.until(r, "</nowiki>"))
            {
                out.push_str(&escaped(inner));
                rest = after;
            } else if let Some((open, after)) = rest.strip_prefix("<ref").and_then(|r| closers.until(r, ">")) {
                self.page.leave(LeftOutReason::Code, open, line);
                rest = after;
                if !open.ends_with('/')
                    && let Some((note, after)) = closers.until(rest, "</ref>")
                {
                    let note = self.inline(note, line);
                    self.notes.push(note);
                    rest = after;
                }
            } else if rest.starts_with("''") {
                rest = rest.trim_start_matches('\'');
            } else if let Some((word, after)) = rest
                .strip_prefix("__")
                .and_then(|r| closers.until(r, "__"))
                .filter(|(w, _)| !w.is_empty() && w.bytes().all(|b| b.is_ascii_uppercase()))
            {
                self.page.leave(LeftOutReason::Code, word, line);
                rest = after;
            } else {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
        out
    }
}

/// `== Title ==`.
fn title(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('=');
    let level = line.len() - rest.len();
    let title = rest.trim_end().trim_end_matches('=').trim();
    ((1..=6).contains(&level) && rest.trim_end().ends_with('=') && !title.is_empty()).then_some((level, title))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{blocks, rows};
    use crate::read::Format;

    #[test]
    fn sections_lists_and_marks() {
        let text = "{{infobox\n| a = {{b}}\n}}\n== 港口 ==\nThe '''fee''' is due on [[Arrival (port)|arrival]]<ref>A [[note]].</ref>,\nsee [http://example.org here].<!-- remark -->\n\n# first\n# second\n* bullet\n; Term : Its meaning.\n[[Category:Ports]]\n";
        let want = [
            "## 港口",
            "The fee is due on arrival, see here.",
            "^ A note.",
            "1. first",
            "2. second",
            "bullet",
            "Term",
            "Its meaning.",
        ];
        assert_eq!(blocks(Format::MediaWiki, text), want);
    }

    #[test]
    fn tables() {
        let text = "= T =\n{| class=\"wikitable\"\n! 中文 !! English\n|-\n| 泊位 || berth\n|-\n| style=\"x\" | 拖輪\n| tug\n|}\n";
        assert_eq!(rows(Format::MediaWiki, text), ["泊位 | berth", "拖輪 | tug"]);
    }
}
