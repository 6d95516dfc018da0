//! A page that a reviser can go through: each finding with both sides, a box to tick, filters by severity and kind. One
//! file without anything from elsewhere; without scripts all of it still shows.

use super::super::marked_up::marked;
use super::super::xml::escape;
use super::{Checked, Placed};
use crate::model::{Severity, Side};
use std::io::{self, Write};

const STYLE: &str = "body{font:1rem/1.6 serif;max-width:72rem;margin:2rem auto;padding:0 1rem}\
    header p{color:#555}article{border-top:1px solid #ccc;padding:.8rem 0}article.done{opacity:.4}\
    h2{font:bold .85rem/1.4 sans-serif;margin:0 0 .4rem}.error h2 b{color:#b00}.note h2 b{color:#666}\
    .sides{display:grid;grid-template-columns:1fr 1fr;gap:2rem}.sides p{margin:0;white-space:pre-line}\
    mark{background:#fd8}.none{color:#999}nav label{margin-right:1rem;font:.9rem sans-serif}\
    @media(max-width:40rem){.sides{grid-template-columns:1fr}}@media print{nav,input{display:none}}";

const SCRIPT: &str = "const all=[...document.querySelectorAll('article')],left=document.querySelector('#left');\
    function show(){const on=new Set([...document.querySelectorAll('nav input:checked')].map(i=>i.value));let n=0;\
    for(const a of all){const seen=on.has(a.dataset.severity)&&on.has(a.dataset.kind);a.hidden=!seen;\
    if(seen&&!a.classList.contains('done'))n++}left.textContent=n}\
    document.addEventListener('change',e=>{const a=e.target.closest('article');\
    if(a)a.classList.toggle('done',e.target.checked);show()});show();";

pub(super) fn write(out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
    let (errors, notes) = (checked.count(Severity::Error), checked.count(Severity::Note));
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Findings · 校核</title>\n\
         <style>{STYLE}</style></head>\n<body>\n<header><h1>Findings · 校核</h1>\n\
         <p>Passages: {}, errors: {errors}, notes: {notes}. <span id=\"left\">{}</span> left to go through.</p>\n<nav>",
        checked.passages.len(),
        errors + notes
    )?;
    for value in ["error", "note", "number", "missing", "untranslated", "term"] {
        writeln!(out, "<label><input type=\"checkbox\" value=\"{value}\" checked> {value}</label>")?;
    }
    writeln!(out, "</nav></header>\n<main>")?;
    for placed in checked.placed() {
        article(out, &placed)?;
    }
    writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn article(out: &mut dyn Write, placed: &Placed) -> io::Result<()> {
    let finding = placed.finding;
    let severity = finding.severity.as_str();
    writeln!(
        out,
        "<article class=\"{severity}\" data-severity=\"{severity}\" data-kind=\"{}\">\n\
         <h2><input type=\"checkbox\" aria-label=\"done\"> {} <b>{}</b> {}</h2>\n<div class=\"sides\">",
        finding.kind().as_str(),
        escape(&finding.id.to_string()),
        finding.rule,
        escape(&finding.message)
    )?;
    for side in Side::BOTH {
        match placed.passage.and_then(|p| p.side(side)) {
            Some(text) => {
                let text = marked(&text.text, &placed.marks(side), "<mark>", "</mark>", escape);
                writeln!(out, "<p lang=\"{side}\">{text}</p>")?;
            }
            None => writeln!(out, "<p class=\"none\">—</p>")?,
        }
    }
    writeln!(out, "</div>\n</article>")
}
