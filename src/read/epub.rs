//! EPUB: the chapters in the order of its spine, each read as HTML.

use crate::model::{Body, Counted, LeftOutReason, Raw, Sides, Warning};
use crate::read::flow::Flow;
use crate::read::input::{Input, Outcome};
use crate::read::language::{side_of_tag, side_of_text};
use crate::read::package::{Package, relative};
use crate::read::xml_stream::{Markup, Token};
use crate::read::{encoding, html, mime};
use std::collections::HashMap;

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut archive = Package::open(input)?;
    let package = package_path(&archive.entry("META-INF/container.xml")?)?;
    // Publishers scramble the fonts of books whose text is open.
    let encrypted =
        archive.find("META-INF/encryption.xml")?.map(|xml| encrypted(&xml)).transpose()?.unwrap_or_default();
    let is_encrypted = |entry: &String| encrypted.contains(entry);
    let refusal = || "is an encrypted EPUB (DRM); only its publisher's program can open it".to_string();
    if is_encrypted(&package) {
        return Err(refusal());
    }
    let book = Book::read(&archive.entry(&package)?)?;
    if book.spine.iter().map(|href| relative(&package, &percent_decoded(href))).any(|entry| is_encrypted(&entry)) {
        return Err(refusal());
    }
    let mut flow = Flow::default();
    let mut warnings = Vec::new();
    for href in &book.contents {
        if let Some(bytes) = archive.find(&relative(&package, &percent_decoded(href)))? {
            let (body, _) = html::page(&mime::Part::of(bytes).text().0).flow.finish();
            let texts = if let Body::Blocks(blocks) = body { blocks } else { Vec::new() };
            texts.into_iter().for_each(|block| flow.leave_out(LeftOutReason::Contents, block.text, block.line));
        }
    }
    for (chapter, href) in (1..).zip(&book.spine) {
        let entry = relative(&package, &percent_decoded(href));
        match archive.find(&entry)? {
            Some(bytes) => {
                // UTF-8 and UTF-16 are allowed; others are met.
                match encoding::text_of(&Input::bytes(entry.as_str(), bytes), None) {
                    Ok((text, encoded)) => {
                        let said = |w: Warning| Warning::new(format!("chapter '{entry}': {}", w.message));
                        warnings.extend(encoded.warning().map(said));
                        flow.extend(html::page(&text).flow.at(chapter));
                    }
                    Err(why) => warnings.push(Warning::new(format!("chapter '{entry}' {why}"))),
                }
            }
            None => warnings.push(Warning::new(format!("chapter '{entry}' is not in the archive"))),
        }
    }
    let mut title = Sides::default();
    if let Some(side) = side_of_text(&book.title).or_else(|| side_of_tag(&book.language)) {
        *title.get_mut(side) = Some(book.title);
    }
    let (body, left_out) = flow.finish();
    let counted = Sides::same(Counted::Chapters);
    Ok(Raw { format: "epub", title, fields: book.fields, counted, body, left_out, warnings, ..Raw::default() })
}

/// The entries that are encrypted.
fn encrypted(xml: &[u8]) -> Outcome<Vec<String>> {
    let mut markup = Markup::new(xml);
    let mut entries = Vec::new();
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == "CipherReference" => entries.extend(tag.get("URI").map(percent_decoded)),
            Token::End => return Ok(entries),
            _ => {}
        }
    }
}

/// Where the container says that the book's package document is.
fn package_path(container: &[u8]) -> Outcome<String> {
    let mut markup = Markup::new(container);
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == "rootfile" => {
                return tag
                    .get("full-path")
                    .map(str::to_string)
                    .ok_or_else(|| "is an EPUB that does not say where its text is".into());
            }
            Token::End => return Err("is an EPUB that does not say where its text is".into()),
            _ => {}
        }
    }
}

/// Elements of the package document, each with the field that it is.
const NAMED: [(&str, &str); 5] = [
    ("date", "published"),
    ("creator", "author"),
    ("publisher", "publisher"),
    ("subject", "subject"),
    ("source", "source"),
];

#[derive(Default)]
struct Book {
    title: String,
    language: String,
    fields: Vec<(String, String)>,
    /// The paths of the chapters, relative to the package document.
    spine: Vec<String>,
    /// Those of the table of contents, which is a chapter of links.
    contents: Vec<String>,
}

impl Book {
    fn read(package: &[u8]) -> Outcome<Self> {
        let mut markup = Markup::new(package);
        let mut book = Book::default();
        let mut items: HashMap<String, String> = HashMap::new();
        let mut within = String::new();
        loop {
            match markup.next()? {
                Token::Open(tag) => {
                    if let ("item", Some(id), Some(href)) = (tag.name.as_str(), tag.get("id"), tag.get("href")) {
                        let text = tag.get("media-type").is_some_and(|t| t.contains("html"));
                        let properties = tag.get("properties").unwrap_or_default();
                        if text && properties.split_ascii_whitespace().any(|p| p == "nav") {
                            book.contents.push(href.to_string());
                        } else if text {
                            items.insert(id.to_string(), href.to_string());
                        }
                    }
                    if tag.name == "itemref" {
                        book.spine.extend(tag.get("idref").and_then(|id| items.remove(id)));
                    }
                    within = tag.name;
                }
                Token::Text(text) if within == "title" && book.title.is_empty() => book.title = text.trim().to_string(),
                Token::Text(text) if let Some((_, field)) = NAMED.iter().find(|(name, _)| *name == within) => {
                    book.fields.push(((*field).to_string(), text.trim().to_string()));
                }
                Token::Text(text) if within == "language" && book.language.is_empty() => book.language = text,
                Token::Close(_) => within.clear(),
                Token::End => return Ok(book),
                Token::Text(_) => {}
            }
        }
    }
}

/// `a%20b.xhtml` as the archive names it.
fn percent_decoded(href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code =
            after.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        rest = match code.filter(|_| byte == b'%') {
            Some(code) => {
                bytes.push(code);
                after.get(2..).unwrap_or_default()
            }
            None => {
                bytes.push(byte);
                after
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Position;
    use crate::read::testing::{shown, zip};

    #[test]
    fn chapters_in_order() {
        let bytes = zip(&[
            ("mimetype", "application/epub+zip"),
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='OEBPS/c.opf'/></rootfiles></container>",
            ),
            (
                "OEBPS/c.opf",
                "<package><metadata><dc:title>書</dc:title><dc:language>zh</dc:language></metadata><manifest>\
              <item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
              <item id='b' href='t/b%201.xhtml' media-type='application/xhtml+xml'/><item id='a' href='t/../a.xhtml' media-type='application/xhtml+xml'/></manifest>\
              <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/><itemref idref='zz'/></spine></package>",
            ),
            ("OEBPS/a.xhtml", "<html xml:lang='zh'><body><h1>第一章</h1><p>正文</p></body></html>"),
            ("OEBPS/t/b 1.xhtml", "<html><body><p>Two</p></body></html>"),
        ]);
        let raw = read(&Input::bytes("x.epub", bytes)).unwrap();
        assert_eq!(raw.title.zh.as_deref(), Some("書"));
        let Body::Blocks(blocks) = &raw.body else { panic!("rows") };
        let places: Vec<_> = blocks.iter().map(|block| raw.counted.zh.position(block.line)).collect();
        assert_eq!(places, [1, 1, 2].map(|chapter| Some(Position::Chapter(chapter))));
        assert_eq!(shown(raw), ["zh: # 第一章", "zh: 正文", "Two"]);
    }

    #[test]
    fn scrambled_fonts_leave_the_text_open() {
        let book = |encrypted: &str| {
            let encryption = format!(
                "<encryption><EncryptedData><EncryptionMethod Algorithm='x'/><CipherData><CipherReference URI='{encrypted}'/></CipherData></EncryptedData></encryption>"
            );
            let bytes = zip(&[
                ("META-INF/container.xml", "<c><rootfile full-path='O/c.opf'/></c>"),
                ("META-INF/encryption.xml", &encryption),
                (
                    "O/c.opf",
                    "<package><manifest><item id='a' href='a%201.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
                ),
                ("O/a 1.xhtml", "<p>正文</p>"),
            ]);
            read(&Input::bytes("x.epub", bytes)).map(shown)
        };
        assert_eq!(book("O/font/Sans.TTF").unwrap(), ["正文"]);
        for locked in ["O/a%201.xhtml", "O/c.opf"] {
            assert!(book(locked).unwrap_err().contains("DRM"), "{locked}");
        }
    }
}
