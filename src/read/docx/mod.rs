//! DOCX: paragraphs with the headings that their styles make them, numbers that Word shows, tables, notes, text boxes,
//! diagrams and embedded files.
//!
//! Deleted, struck-out and hidden text, tables of contents, comments, headers and footers are left out. [`numbering`]
//! counts the lists, [`styles`] says which are headings, [`crate::read::formula`] writes formulas on a line.

mod body;
mod numbering;
mod styles;
mod symbols;

use crate::model::{LeftOutReason, Raw};
use crate::read::flow::Flow;
use crate::read::input::{Input, Outcome};
use crate::read::package::{Package, Relation};
use crate::read::properties::{OFFICE, properties};
use crate::read::xml_stream::{Markup, Token};
use crate::read::{html, mime, plain_text, rtf};
use body::{DocxBody, Embedded};
use std::collections::HashMap;
use styles::Styles;

/// Files inside files inside files: a document can embed another.
const EMBEDDED: usize = 3;

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut package = Package::open(input)?;
    let flow = document(&mut package, 0)?;
    let properties = properties(&mut package, &OFFICE)?;
    let (body, left_out) = flow.finish();
    Ok(properties.on(Raw { format: "docx", body, left_out, ..Raw::default() }))
}

fn document(package: &mut Package, depth: usize) -> Outcome<Flow> {
    let usual = if package.has("word/document2.xml") { "word/document2.xml" } else { "word/document.xml" };
    let main = package.main_part(usual)?;
    let relations = package.relations(&main)?;
    let part = |package: &mut Package, kind: &str, usual: &str| -> Outcome<Option<Vec<u8>>> {
        let named = relations.values().find(|relation| relation.kind.ends_with(kind)).map(|r| r.path.clone());
        match package.find(named.as_deref().unwrap_or(usual))? {
            Some(xml) => Ok(Some(xml)),
            None => package.find(usual),
        }
    };
    let styles = part(package, "/styles", "word/styles.xml")?;
    let styles = styles.map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let numbering = part(package, "/numbering", "word/numbering.xml")?;
    let numbering = numbering.map_or_else(|| Ok(Default::default()), |xml| numbering::read(&xml))?;
    let mut notes = HashMap::new();
    for (kind, usual, element) in
        [("/footnotes", "word/footnotes.xml", "footnote"), ("/endnotes", "word/endnotes.xml", "endnote")]
    {
        if let Some(xml) = part(package, kind, usual)? {
            read_notes(&xml, element, &mut notes)?;
        }
    }
    let embedded = embedded(package, &relations, depth)?;
    let mut body = DocxBody::new(styles, numbering, notes, embedded);
    body.document(&mut Markup::new(package.entry(&main)?.as_slice()))?;
    let mut flow = body.finish();
    for (kind, reason) in [
        ("/header", LeftOutReason::Furniture),
        ("/footer", LeftOutReason::Furniture),
        ("/comments", LeftOutReason::Comment),
    ] {
        let mut paths: Vec<&Relation> = relations.values().filter(|relation| relation.kind.ends_with(kind)).collect();
        paths.sort_by(|a, b| a.path.cmp(&b.path));
        for relation in paths {
            if let Some(xml) = package.find(&relation.path)? {
                texts(&xml, &["p"])?.into_iter().enumerate().for_each(|(n, text)| flow.leave_out(reason, text, n + 1));
            }
        }
    }
    Ok(flow)
}

/// What the document refers to by id: diagrams, charts, and files of other formats (`altChunk`).
fn embedded(
    package: &mut Package,
    relations: &HashMap<String, Relation>,
    depth: usize,
) -> Outcome<HashMap<String, Embedded>> {
    let mut found = HashMap::new();
    for (id, relation) in relations {
        let kind = relation.kind.rsplit('/').next().unwrap_or_default();
        if !matches!(kind, "diagramData" | "chart" | "aFChunk") {
            continue;
        }
        let Some(bytes) = package.find(&relation.path)? else { continue };
        let embedded = match kind {
            "diagramData" => Embedded::Paragraphs(texts(&bytes, &["p"])?),
            // Titles are paragraphs of a drawing; names of series and categories are cached cells.
            "chart" => Embedded::Paragraphs(texts(&bytes, &["p", "strCache"])?),
            _ => Embedded::Flow(chunk(&relation.path, bytes, depth)?),
        };
        found.insert(id.clone(), embedded);
    }
    Ok(found)
}

/// A file of another format that stands in a document as it is.
fn chunk(path: &str, bytes: Vec<u8>, depth: usize) -> Outcome<Flow> {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let start = String::from_utf8_lossy(head).trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    if bytes.starts_with(b"PK\x03\x04") {
        if depth >= EMBEDDED {
            return Err(format!("embeds documents more than {EMBEDDED} deep"));
        }
        return document(&mut Package::open(&Input::bytes(path, bytes))?, depth + 1);
    }
    if start.starts_with("mime-version:") || start.contains("content-type: multipart/") {
        return Ok(html::saved(&mime::message(&bytes)?.1).0);
    }
    if bytes.starts_with(b"{\\rtf") {
        return rtf::embedded(&bytes);
    }
    let text = mime::Part::of(bytes).text().0;
    if start.starts_with('<') {
        return Ok(html::page(&text).flow);
    }
    Ok(plain_text::flow(&text))
}

/// The texts of the elements of these names, in order: `t` and `v` hold text.
fn texts(xml: &[u8], names: &[&str]) -> Outcome<Vec<String>> {
    let mut markup = Markup::new(xml);
    let (mut texts, mut open, mut written) = (Vec::new(), String::new(), false);
    loop {
        match markup.next()? {
            Token::Open(tag) => written = matches!(tag.name.as_str(), "t" | "v" | "delText"),
            Token::Text(said) if written => open.push_str(&said),
            Token::Text(_) => {}
            Token::Close(name) => {
                written = false;
                if names.contains(&name.as_str()) && !open.trim().is_empty() {
                    texts.push(std::mem::take(&mut open));
                } else if name == "pt" && !open.is_empty() {
                    open.push('\n');
                }
            }
            Token::End => {
                texts.extend(Some(open).filter(|text| !text.trim().is_empty()));
                return Ok(texts);
            }
        }
    }
}

/// The text of each note by the kind of its element and its number.
fn read_notes(xml: &[u8], element: &str, notes: &mut HashMap<String, String>) -> Outcome<()> {
    let mut markup = Markup::new(xml);
    let mut current: Option<(String, String)> = None;
    let mut written = false;
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == element => {
                // Separators are notes to Word and have a type.
                let plain = tag.get("type").is_none_or(|t| t == "normal");
                current = plain.then(|| (format!("{element} {}", tag.get("id").unwrap_or_default()), String::new()));
            }
            Token::Open(tag) => written = tag.name == "t",
            Token::Text(said) if written => {
                if let Some((_, text)) = &mut current {
                    text.push_str(&said);
                }
            }
            Token::Close(name) if name == element => notes.extend(current.take()),
            Token::Close(name) => {
                written = false;
                if let ("p", Some((_, text))) = (name.as_str(), &mut current) {
                    text.push(' ');
                }
            }
            Token::End => return Ok(()),
            Token::Text(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{rows_of, shown, zip};

    fn raw(body: &str) -> Raw {
        let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        let refers = body.contains("footnoteReference");
        let notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let bytes = zip(&[
            ("word/document.xml", &document),
            (
                "word/styles.xml",
                "<w:styles xmlns:w='w'><w:style w:styleId='1'><w:name w:val='標題 1'/></w:style><w:style w:styleId='T'><w:name w:val='toc 1'/></w:style></w:styles>",
            ),
            ("word/footnotes.xml", if refers { notes } else { "<w:footnotes/>" }),
            ("docProps/core.xml", "<cp xmlns:dc='d'><dc:title>合同</dc:title></cp>"),
        ]);
        read(&Input::bytes("x.docx", bytes)).unwrap()
    }

    fn p(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn paragraphs() {
        let body = "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>第一章</w:t><w:br/><w:t>總則</w:t></w:r></w:p>\
            <w:p><w:pPr><w:pStyle w:val='T'/></w:pPr><w:r><w:t>第一章 3</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space='preserve'>kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:footnoteReference w:id='2'/></w:r></w:p>\
            <w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>toc</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>\
            <w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>\
            <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>around</w:t></w:r></w:p>";
        let raw = raw(body);
        assert_eq!(raw.title.zh.as_deref(), Some("合同"));
        assert_eq!(shown(raw), ["# 第一章 總則", "kept new", "^ The note.", "one", "two", "box", "around"]);
    }

    #[test]
    fn tables_of_two_languages() {
        let row = |zh: &str, en: &str| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(zh), p(en));
        let body = format!(
            "{}<w:tbl>{}{}</w:tbl>",
            p("表"),
            row("甲方是本公司", "Party A is the company"),
            row("乙方", "Party B")
        );
        let rows = rows_of(raw(&body));
        assert_eq!((rows.len(), rows[2].zh.as_deref(), rows[2].en.as_deref()), (3, Some("乙方"), Some("Party B")));
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>刪</w:t></w:r>\
            <w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>乙</w:t></w:r></w:p>";
        let raw = raw(body);
        let left: Vec<_> = raw.left_out.iter().map(|l| (l.reason, l.text.as_str())).collect();
        assert_eq!(left, [(LeftOutReason::Hidden, "藏"), (LeftOutReason::Deleted, "刪")]);
        assert_eq!(shown(raw), ["甲乙"]);
    }

    #[test]
    fn signs_raised_figures_and_formulas() {
        let body = "<w:p><w:r><w:t>25</w:t><w:sym w:font='Symbol' w:char='F0B0'/><w:t>C, 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t></w:r>\
            <m:oMath><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>";
        assert_eq!(shown(raw(body)), ["25°C, 10³(a+1)/bx²"]);
    }

    #[test]
    fn a_deleted_paragraph_mark_ends_nothing() {
        let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p><w:p><w:r><w:t>three</w:t></w:r></w:p>";
        assert_eq!(shown(raw(body)), ["one two", "three"]);
    }
}
