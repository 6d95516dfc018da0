//! OFD, the pages of Chinese offices (GB/T 33190-2016): where each character stands on its page, made text of as that of a
//! PDF is. A page is drawn over its template; stamps and remarks are set aside.

use crate::model::{Counted, LeftOutReason, Raw, Sides, Warning};
use crate::read::input::{Input, Outcome};
use crate::read::language::{is_cjk, side_of_text};
use crate::read::limits;
use crate::read::package::{Package, relative};
use crate::read::pdf::{Glyph, MOST_RULES, PdfPage, Rule, flow};
use crate::read::xml_stream::{Markup, Tag, Token};
use std::collections::HashMap;

/// Points in a millimetre, which OFD measures in.
const POINTS: f64 = 72.0 / 25.4;

pub fn read(input: &Input) -> Outcome<Raw> {
    let mut package = Package::open(input)?;
    let main = Main::read(&package.entry("OFD.xml")?)?;
    if package.has("Encryptions.xml") {
        return Err("is an encrypted OFD; save it without a password".into());
    }
    let (mut pages, mut left_out, mut number) = (Vec::new(), Vec::new(), 0);
    for root in &main.roots {
        let root = relative("OFD.xml", root.trim_start_matches('/'));
        let document = DocumentParts::read(&package.entry(&root)?)?;
        let mut templates = HashMap::new();
        for (id, path) in &document.templates {
            if let Some(xml) = package.find(&relative(&root, path))? {
                templates.insert(id.clone(), xml);
            }
        }
        for path in &document.pages {
            number += 1;
            if number > limits::PAGES {
                return Err(format!("has more than {} pages", limits::PAGES));
            }
            let mut page = OfdPage::default();
            if let Some(xml) = package.find(&relative(&root, path))? {
                page.draw(&xml, Some(&templates))?;
            }
            left_out.extend(page.slanted.into_iter().map(|text| (text, LeftOutReason::Furniture, number)));
            if !page.glyphs.is_empty() {
                pages.push(PdfPage::new(page.glyphs, &page.rules, number));
            }
        }
        for path in package.entries(root.rsplit_once('/').map_or("", |(folder, _)| folder), ".xml") {
            // The list of them names them as it likes; programs write them into one of these places.
            let remarks = path.contains("/Annots/") || path.ends_with("/Annotation.xml");
            if remarks && !path.ends_with("/Annotations.xml") {
                let mut page = OfdPage::default();
                page.draw(&package.entry(&path)?, None)?;
                let text: String = page.glyphs.into_iter().map(|glyph| glyph.text).collect();
                let texts = page.slanted.into_iter().chain([text]);
                left_out.extend(texts.map(|text| (text, LeftOutReason::Comment, 1)));
            }
        }
    }
    if number == 0 || pages.is_empty() {
        return Err(
            "has no text in it; where its pages are pictures, save it as PDF and run OCR on it (for example ocrmypdf)"
                .into(),
        );
    }
    let mut flow = flow(pages);
    left_out.into_iter().for_each(|(text, reason, page)| flow.leave_out(reason, text, page));
    let mut title = Sides::default();
    if let Some(side) = side_of_text(&main.title) {
        *title.get_mut(side) = Some(main.title);
    }
    let attached = package.entries("", "/Attachments.xml").into_iter();
    let warning = |name: String| {
        Warning::new(format!("the files that are attached to it are not read ('{name}'); save and index them"))
    };
    let warnings = attached.map(warning).collect();
    let (body, left_out) = flow.finish();
    let counted = Sides::same(Counted::Pages);
    Ok(Raw { format: "ofd", title, fields: main.fields, counted, body, left_out, warnings, ..Raw::default() })
}

/// What `OFD.xml` names.
#[derive(Default)]
struct Main {
    roots: Vec<String>,
    title: String,
    fields: Vec<(String, String)>,
}

/// Properties with the names of our fields.
const FIELDS: [(&str, &str); 4] =
    [("Author", "author"), ("CreationDate", "created"), ("Subject", "subject"), ("Keywords", "keywords")];

impl Main {
    fn read(xml: &[u8]) -> Outcome<Main> {
        let mut markup = Markup::new(xml);
        let (mut main, mut within) = (Main::default(), String::new());
        loop {
            match markup.next()? {
                Token::Open(tag) => within = tag.name,
                Token::Close(_) => within.clear(),
                Token::Text(text) if !text.trim().is_empty() => {
                    let text = text.trim().to_string();
                    match within.as_str() {
                        "DocRoot" => main.roots.push(text),
                        "Title" => main.title = text,
                        name => {
                            let field = FIELDS.iter().find(|(known, _)| *known == name);
                            main.fields.extend(field.map(|(_, field)| ((*field).to_string(), text)));
                        }
                    }
                }
                Token::Text(_) => {}
                Token::End => return Ok(main),
            }
        }
    }
}

/// The pages of a document in order, and the pages that they are drawn over by id.
#[derive(Default)]
struct DocumentParts {
    pages: Vec<String>,
    templates: Vec<(String, String)>,
}

impl DocumentParts {
    fn read(xml: &[u8]) -> Outcome<DocumentParts> {
        let mut markup = Markup::new(xml);
        let mut parts = DocumentParts::default();
        loop {
            match markup.next()? {
                Token::Open(tag) => match (tag.name.as_str(), tag.get("BaseLoc")) {
                    ("Page", Some(path)) => parts.pages.push(path.to_string()),
                    ("TemplatePage", Some(path)) => {
                        parts.templates.push((tag.get("ID").unwrap_or_default().to_string(), path.to_string()));
                    }
                    _ => {}
                },
                Token::End => return Ok(parts),
                _ => {}
            }
        }
    }
}

/// What is drawn on a page.
#[derive(Default)]
struct OfdPage {
    glyphs: Vec<Glyph>,
    rules: Vec<Rule>,
    /// Text that does not run from left to right.
    slanted: Vec<String>,
}

/// How the object at hand is set: where it stands, how large its characters are, how it is turned.
#[derive(Clone, Copy)]
struct Object {
    x: f64,
    y: f64,
    size: f64,
    turn: [f64; 6],
}

impl Object {
    fn of(tag: &Tag) -> Object {
        let place = numbers(tag.get("Boundary").unwrap_or_default());
        let turn = tag.get("CTM").map(numbers).and_then(|turn| <[f64; 6]>::try_from(turn).ok());
        Object {
            x: place.first().copied().unwrap_or_default(),
            y: place.get(1).copied().unwrap_or_default(),
            size: tag.get("Size").and_then(|size| size.parse().ok()).unwrap_or(3.0),
            turn: turn.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
        }
    }

    /// A place in the object as one on the page, points.
    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.turn;
        ((self.x + a * x + c * y + e) * POINTS, (self.y + b * x + d * y + f) * POINTS)
    }

    /// Whether text runs from left to right.
    fn is_upright(&self) -> bool {
        let [a, b, ..] = self.turn;
        a > 0.0 && b.abs() <= 0.1 * a
    }
}

impl OfdPage {
    fn draw(&mut self, xml: &[u8], templates: Option<&HashMap<String, Vec<u8>>>) -> Outcome<()> {
        let mut markup = Markup::new(xml);
        let mut object: Option<Object> = None;
        let mut code: Option<(f64, f64, Vec<f64>, Vec<f64>)> = None;
        let (mut said, mut path) = (String::new(), false);
        loop {
            match markup.next()? {
                Token::Open(tag) => match tag.name.as_str() {
                    "Template" => {
                        let template = templates.and_then(|known| known.get(tag.get("TemplateID").unwrap_or_default()));
                        if let Some(xml) = template {
                            self.draw(xml, None)?;
                        }
                    }
                    "TextObject" | "PathObject" => object = Some(Object::of(&tag)),
                    "TextCode" => {
                        let number = |name: &str| tag.get(name).and_then(|n| n.parse().ok()).unwrap_or_default();
                        let deltas = |name: &str| deltas(tag.get(name).unwrap_or_default());
                        code = Some((number("X"), number("Y"), deltas("DeltaX"), deltas("DeltaY")));
                        said.clear();
                    }
                    "AbbreviatedData" => path = true,
                    _ => {}
                },
                Token::Text(text) => {
                    // What stands behind an entity comes by itself.
                    if code.is_some() {
                        said.push_str(&text);
                    } else if let (Some(object), true) = (object, path) {
                        self.lines(&object, &text);
                    }
                }
                Token::Close(name) => match name.as_str() {
                    "TextObject" | "PathObject" => object = None,
                    "TextCode" => {
                        if let (Some(object), Some((x, y, across, down))) = (object, code.take()) {
                            self.text(&object, said.trim_matches(['\n', '\r']), (x, y), &across, &down)?;
                        }
                    }
                    "AbbreviatedData" => path = false,
                    _ => {}
                },
                Token::End => return Ok(()),
            }
        }
    }

    fn text(
        &mut self,
        object: &Object,
        text: &str,
        (mut x, mut y): (f64, f64),
        across: &[f64],
        down: &[f64],
    ) -> Outcome<()> {
        let sane = [object.x, object.y, object.size, x, y].iter().all(|v| v.is_finite()) && object.size > 0.0;
        if !sane || !object.is_upright() {
            self.slanted.push(text.to_string());
            return Ok(());
        }
        for (n, c) in text.chars().enumerate() {
            if self.glyphs.len() >= limits::GLYPHS {
                return Err(format!("has a page of more than {} characters", limits::GLYPHS));
            }
            let usual = object.size * if is_cjk(c) { 1.0 } else { 0.5 };
            let step = across.get(n).copied().or_else(|| down.is_empty().then_some(usual)).unwrap_or_default();
            let (left, base) = object.place(x, y);
            let (right, _) = object.place(x + if step > 0.0 { step.min(object.size) } else { usual }, y);
            let (_, below) = object.place(x, y + object.size);
            if left.is_finite() && base.is_finite() && !c.is_control() {
                let (advance, size) = (right - left, (below - base).abs());
                self.glyphs.push(Glyph { text: c.to_string(), x: left, y: base, advance, size });
            }
            x += step;
            y += down.get(n).copied().unwrap_or_default();
        }
        Ok(())
    }

    /// The straight lines of a path: `M 0 0 L 10 0`.
    fn lines(&mut self, object: &Object, data: &str) {
        let mut from: Option<(f64, f64)> = None;
        let mut words = data.split_whitespace();
        while let Some(word) = words.next() {
            let mut point = || Some(object.place(words.next()?.parse().ok()?, words.next()?.parse().ok()?));
            match word {
                "M" | "S" => from = point(),
                "L" => {
                    let to = point();
                    if let (Some(a), Some(b)) = (from, to) {
                        let rule = Rule { x: (a.0.min(b.0), a.0.max(b.0)), y: (a.1.min(b.1), a.1.max(b.1)) };
                        if rule.is_straight() && self.rules.len() < MOST_RULES {
                            self.rules.push(rule);
                        }
                    }
                    from = to;
                }
                _ => {}
            }
        }
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

/// The distances between characters; `g 3 5.5` stands for three times 5.5.
fn deltas(text: &str) -> Vec<f64> {
    let mut words = text.split_whitespace();
    let mut deltas: Vec<f64> = Vec::new();
    while let Some(word) = words.next() {
        if word == "g" {
            let count = words.next().and_then(|n| n.parse().ok()).unwrap_or(0_usize);
            let step: f64 = words.next().and_then(|n| n.parse().ok()).unwrap_or_default();
            deltas.extend(std::iter::repeat_n(step, count.min(limits::GLYPHS.saturating_sub(deltas.len()))));
        } else if let Ok(step) = word.parse() {
            deltas.push(step);
        }
    }
    deltas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{shown, zip};

    /// A file of pages over one template.
    fn ofd(pages: &[&str]) -> Vec<u8> {
        let locations: String =
            (0..pages.len()).map(|n| format!("<ofd:Page ID='{n}' BaseLoc='Pages/P{n}.xml'/>")).collect();
        let document = format!(
            "<ofd:Document><ofd:CommonData><ofd:TemplatePage ID='9' BaseLoc='Tpls/T.xml'/></ofd:CommonData><ofd:Pages>{locations}</ofd:Pages></ofd:Document>"
        );
        let names: Vec<String> = (0..pages.len()).map(|n| format!("Doc_0/Pages/P{n}.xml")).collect();
        let mut entries = vec![
            (
                "OFD.xml",
                "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>港口規則</ofd:Title><ofd:Author>Harbour Office</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            ),
            ("Doc_0/Document.xml", document.as_str()),
            (
                "Doc_0/Tpls/T.xml",
                "<ofd:Page><ofd:Content><ofd:Layer><ofd:TextObject Boundary='20 10 100 5' Size='5'><ofd:TextCode X='0' Y='5' DeltaX='g 1 5'>規則</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>",
            ),
            (
                "Doc_0/Annots/Page_0/Annotation.xml",
                "<ofd:PageAnnot><ofd:TextObject Boundary='0 0 9 9' Size='5'><ofd:TextCode X='0' Y='5'>Seen</ofd:TextCode></ofd:TextObject></ofd:PageAnnot>",
            ),
            (
                "Doc_0/Pages/P0/Annotation.xml",
                "<ofd:PageAnnot><ofd:TextObject Boundary='0 0 9 9' Size='8' CTM='0.7 0.7 -0.7 0.7 0 0'><ofd:TextCode X='1' Y='1'>Draft</ofd:TextCode></ofd:TextObject></ofd:PageAnnot>",
            ),
        ];
        entries.extend(names.iter().map(String::as_str).zip(pages.iter().copied()));
        zip(&entries)
    }

    fn text(y: u32, text: &str) -> String {
        format!(
            "<ofd:TextObject Boundary='20 {y} 150 5' Size='4'><ofd:TextCode X='0' Y='4'>{text}</ofd:TextCode></ofd:TextObject>"
        )
    }

    fn page(inner: &str) -> String {
        format!(
            "<ofd:Page><ofd:Template TemplateID='9'/><ofd:Content><ofd:Layer>{inner}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    }

    #[test]
    fn characters_make_lines_and_pages() {
        let first = page(&[text(40, "一、船長應減速。"), text(60, "The master &amp; the pilot slow down.")].concat());
        let turned = "<ofd:TextObject Boundary='20 90 50 50' Size='9' CTM='0.7 0.7 -0.7 0.7 0 0'><ofd:TextCode X='0' Y='4'>副本</ofd:TextCode></ofd:TextObject>";
        let second = page(&[turned.to_string(), text(40, "二、引航員登船。")].concat());
        let raw = read(&Input::bytes("x.ofd", ofd(&[&first, &second]))).unwrap();
        assert_eq!((raw.title.zh.as_deref(), raw.fields[0].1.as_str()), (Some("港口規則"), "Harbour Office"));
        let left_out: Vec<(&str, usize)> = raw.left_out.iter().map(|piece| (piece.text.as_str(), piece.line)).collect();
        assert!(left_out.contains(&("副本", 2)) && left_out.contains(&("Seen", 1)), "{left_out:?}");
        assert!(left_out.contains(&("Draft", 1)), "{left_out:?}");
        let got = shown(raw);
        for want in ["一、船長應減速。", "The master & the pilot slow down.", "二、引航員登船。"] {
            assert!(got.iter().any(|line| line == want), "{got:?}");
        }
    }

    #[test]
    fn distances_are_repeated() {
        assert_eq!(deltas("g 2 3.5 1 g 1 2"), [3.5, 3.5, 1.0, 2.0]);
        assert_eq!(deltas("g 99999999999 1").len(), limits::GLYPHS);
        assert!(deltas("g x").is_empty());
    }
}
