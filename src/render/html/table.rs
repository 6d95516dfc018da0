//! Units as a page with a table of two columns, and a third with the citations where
//! they are asked for, written row by row: to be read, printed, or opened by an office program.

use super::super::TABLE_HEAD;
use super::super::unit::Unit;
use super::super::xml::{attribute, escape};
use maud::{DOCTYPE, PreEscaped, html};
use std::io::{self, Write};

pub(in crate::render) fn begin(out: &mut dyn Write, zh_lang: &str, cites: bool) -> io::Result<()> {
    let head = html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        title { "duizhao" }
        style { (PreEscaped(include_str!("results.css"))) @if cites { "td.cite { width: 14%; font-size: .8rem }" } }
    };
    let [zh, en, cite] = TABLE_HEAD;
    let names = html! {
        tr {
            th lang=(zh_lang) scope="col" { (zh) }
            th lang="en" scope="col" { (en) }
            @if cites { th scope="col" { (cite) } }
        }
    };
    writeln!(
        out,
        "{}<html lang=\"{}\"><head>{}</head><body>\n<table>\n<thead>{}</thead>\n<tbody>",
        DOCTYPE.into_string(),
        attribute(zh_lang),
        head.into_string(),
        names.into_string()
    )
}

/// A row; a side without text is an empty cell.
pub(in crate::render) fn unit(out: &mut dyn Write, unit: &Unit<'_>, zh_lang: &str) -> io::Result<()> {
    let cell = |lang: &str, text: Option<&str>| {
        let text = escape(&text.unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n")).replace('\n', "<br>");
        format!("<td lang=\"{}\">{text}</td>", attribute(lang))
    };
    let (zh, en) = (cell(zh_lang, unit.zh.as_deref()), cell("en", unit.en.as_deref()));
    let citation = unit.citation.as_deref().map(|citation| format!("<td class=\"cite\">{}</td>", escape(citation)));
    writeln!(out, "<tr>{zh}{en}{}</tr>", citation.unwrap_or_default())
}

pub(in crate::render) fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</tbody>\n</table>\n</body></html>")
}
