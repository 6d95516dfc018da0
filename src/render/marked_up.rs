//! Search results with their marks for other programs: Markdown, HTML.

use super::xml::escape;
use crate::model::{Hit, Mark, Results, Side, Span};
use std::io::{self, Write};

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
