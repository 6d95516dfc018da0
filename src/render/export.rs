//! Passages for other tools: TSV, TMX 1.4b, Markdown, HTML.

use crate::model::{Hit, Mark, Passage, Results, Side, Span};
use std::io::{self, Write};

/// `zh`, `en`, id: a line that `index` reads again. Tabs and line ends inside a text become blanks.
pub fn row_tsv(zh: &str, en: &str, reference: &str) -> String {
    let flat = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    format!("{}\t{}\t{}", flat(zh), flat(en), flat(reference))
}

pub(super) fn tsv<'a>(out: &mut dyn Write, passages: impl Iterator<Item = &'a Passage>) -> io::Result<()> {
    for passage in passages {
        writeln!(out, "{}", row_tsv(passage.text(Side::Zh), passage.text(Side::En), &passage.id.to_string()))?;
    }
    Ok(())
}

/// Writes a TMX 1.4b file unit by unit.
pub struct Tmx<'w> {
    out: &'w mut dyn Write,
}

impl std::fmt::Debug for Tmx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tmx")
    }
}

impl<'w> Tmx<'w> {
    pub fn begin(out: &'w mut dyn Write) -> io::Result<Self> {
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
             <header creationtool=\"duizhao\" creationtoolversion=\"{}\" segtype=\"paragraph\" o-tmf=\"duizhao\" \
             adminlang=\"en\" srclang=\"zh\" datatype=\"plaintext\"/>\n<body>\n",
            env!("CARGO_PKG_VERSION")
        )?;
        Ok(Tmx { out })
    }

    /// One unit; a side that is `None` is left out.
    pub fn unit(&mut self, id: &str, zh: Option<&str>, en: Option<&str>) -> io::Result<()> {
        writeln!(self.out, "<tu tuid=\"{}\">", escape(id))?;
        for (lang, text) in [("zh", zh), ("en", en)] {
            if let Some(text) = text {
                writeln!(self.out, "<tuv xml:lang=\"{lang}\"><seg>{}</seg></tuv>", escape(text))?;
            }
        }
        writeln!(self.out, "</tu>")
    }

    pub fn end(self) -> io::Result<()> {
        writeln!(self.out, "</body>\n</tmx>")
    }
}

pub(super) fn tmx<'a>(out: &mut dyn Write, passages: impl Iterator<Item = &'a Passage>) -> io::Result<()> {
    let mut tmx = Tmx::begin(out)?;
    for passage in passages {
        let text = |side: Side| passage.side(side).map(|s| s.text.as_str());
        tmx.unit(&passage.id.to_string(), text(Side::Zh), text(Side::En))?;
    }
    tmx.end()
}

/// Escapes for XML and HTML; characters that XML 1.0 cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A text with each mark put between `open` and `close`, everything passed through `plain`.
pub(super) fn marked(text: &str, marks: &[Mark], open: &str, close: &str, plain: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut at = 0;
    for mark in marks {
        out.push_str(&plain(Span::new(at, mark.span.start.max(at)).of(text)));
        out.push_str(open);
        out.push_str(&plain(mark.span.of(text)));
        out.push_str(close);
        at = mark.span.end;
    }
    out.push_str(&plain(text.get(at..).unwrap_or("")));
    out
}

pub(super) fn markdown(out: &mut dyn Write, results: &Results) -> io::Result<()> {
    for (i, hit) in results.hits.iter().enumerate() {
        writeln!(out, "{}### {}", if i > 0 { "\n" } else { "" }, plain_markdown(&hit.passage.id.to_string()))?;
        for side in sides(hit) {
            let text = marked(hit.passage.text(side), hit.marks.get(side), "**", "**", plain_markdown);
            // What would make a list or a heading of a paragraph counts only where the paragraph begins.
            let begins = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let at = text.len() - begins.len();
            let list = if at == 0 { begins.starts_with(['#', '-', '+']) } else { begins.starts_with(['.', ')']) };
            writeln!(out, "\n{}{}{begins}", &text[..at], if list { "\\" } else { "" })?;
        }
    }
    Ok(())
}

fn plain_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

pub(super) fn html(out: &mut dyn Write, results: &Results) -> io::Result<()> {
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{0}</title>\n\
         <style>body{{font:1rem/1.6 serif;max-width:70rem;margin:2rem auto;padding:0 1rem}}\
         table{{border-collapse:collapse;width:100%}}td{{vertical-align:top;padding:.5rem 1rem;border-top:1px solid #ccc;\
         width:50%}}mark{{background:#fd8}}th{{text-align:left;font-size:.8rem;padding-top:1rem}}</style></head>\n\
         <body>\n<h1>{0}</h1>\n<table>",
        escape(&results.query)
    )?;
    for hit in &results.hits {
        writeln!(out, "<tr><th colspan=\"2\">{}</th></tr>\n<tr>", escape(&hit.passage.id.to_string()))?;
        for side in Side::BOTH {
            let text = marked(hit.passage.text(side), hit.marks.get(side), "<mark>", "</mark>", escape);
            writeln!(out, "<td lang=\"{side}\">{text}</td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</table>\n</body>\n</html>")
}

fn sides(hit: &Hit) -> impl Iterator<Item = Side> + '_ {
    Side::BOTH.into_iter().filter(|side| hit.passage.side(*side).is_some())
}
