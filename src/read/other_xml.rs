//! Any other XML: a block for each element that has text of its own, `xml:lang` as side, titles as headings; where
//! elements are texts of a program by their keys, a row for each.

use crate::model::{Block, BlockKind, Raw, Side};
use crate::read::encoding::detect;
use crate::read::flow::Flow;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_tag;
use crate::read::limits;
use crate::read::line_join::collapse;
use crate::read::xml_entries::{Entries, Key};
use crate::read::xml_stream::{Markup, Token};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let mut markup = Markup::new(encoded.open(input)?);
    let mut writer = XmlText::default();
    loop {
        let token = markup.next()?;
        writer.line = markup.line();
        match token {
            Token::Open(tag) => {
                let inline = inline(&tag.name) || writer.is_inline(&tag.name) || !writer.text.trim().is_empty();
                writer.part(&tag.name);
                if !inline {
                    writer.flush();
                }
                let above = writer.open.last();
                let side = tag.get("lang").map_or_else(|| above.and_then(|e| e.side), side_of_tag);
                let heading = above.and_then(|e| e.heading).or_else(|| {
                    // A title belongs to the element that it stands in, so its level is that one's depth.
                    let title = matches!(tag.name.as_str(), "title" | "heading" | "head" | "h");
                    title.then(|| u8::try_from(writer.open.len().clamp(1, 6)).unwrap_or(6))
                });
                let code = above.is_some_and(|e| e.code) || is_code(&tag.name);
                let key = Key::of(&tag);
                writer.open.push(Element { name: tag.name, key, side, heading, code, inline, first: true });
            }
            Token::Close(_) => {
                if writer.open.last().is_some_and(|e| !e.inline) {
                    writer.flush();
                }
                writer.open.pop();
            }
            Token::Text(text) => {
                writer.text.push_str(&text);
                writer.total += text.len() as u64;
                if writer.total > limits::DOCUMENT {
                    return Err(format!("has more than {} of text", limits::size(limits::DOCUMENT)));
                }
            }
            Token::End => break,
        }
    }
    let warnings = encoded.warning().into_iter().collect();
    if let Some(texts) = writer.entries.keyed() {
        return Ok(Raw { warnings, ..texts.into_raw("xml", encoded.name()) });
    }
    let (body, left_out) = writer.flow.finish();
    Ok(Raw { format: "xml", encoding: encoded.name(), body, left_out, warnings, ..Raw::default() })
}

#[derive(Default)]
struct XmlText {
    flow: Flow,
    /// The same texts by their keys.
    entries: Entries,
    open: Vec<Element>,
    text: String,
    /// The line that was reached, 1-based.
    line: usize,
    /// Bytes of text so far.
    total: u64,
    blocks: usize,
}

struct Element {
    name: String,
    key: Option<Key>,
    side: Option<Side>,
    heading: Option<u8>,
    /// It holds code, or what a program says.
    code: bool,
    /// It stands in running text and does not end the block.
    inline: bool,
    /// No element in it was met.
    first: bool,
}

/// What holds several things that are chosen or pressed, and what is shown between these.
const PARTED: [(&str, &str); 5] =
    [("guiseq", " ▸ "), ("menuchoice", " ▸ "), ("menucascade", " ▸ "), ("keyseq", "+"), ("keycombo", "+")];

/// What manuals (Mallard, DocBook, DITA) open with.
const MANUALS: [&str; 13] = [
    "page",
    "book",
    "article",
    "chapter",
    "section",
    "sect1",
    "refentry",
    "set",
    "part",
    "topic",
    "concept",
    "task",
    "reference",
];
/// What stands in the running text of manuals; elsewhere the same names may be fields of data.
const IN_MANUALS: [&str; 20] = [
    "app",
    "application",
    "code",
    "command",
    "file",
    "filename",
    "filepath",
    "input",
    "key",
    "keycap",
    "keysym",
    "literal",
    "option",
    "output",
    "phrase",
    "sys",
    "systemitem",
    "ulink",
    "var",
    "varname",
];

impl XmlText {
    /// Whether an element stands in running text, by where it stands.
    fn is_inline(&self, name: &str) -> bool {
        let holds = |name: &str| PARTED.iter().any(|(parent, _)| *parent == name);
        let manual = self.open.first().is_some_and(|root| MANUALS.contains(&root.name.as_str()));
        holds(name)
            || self.open.last().is_some_and(|parent| holds(&parent.name))
            || manual && IN_MANUALS.contains(&name)
    }

    /// Sets keys that are pressed together and items of menus that are chosen one after the other apart, as they are shown.
    fn part(&mut self, name: &str) {
        let Some(element) = self.open.last_mut() else { return };
        let Some((_, sign)) = PARTED.iter().find(|(parent, _)| *parent == element.name) else { return };
        let first = std::mem::replace(&mut element.first, false);
        if !first && !matches!(name, "shortcut") {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(sign);
        }
    }

    fn flush(&mut self) {
        let text = collapse(&std::mem::take(&mut self.text));
        if text.is_empty() {
            return;
        }
        self.blocks += 1;
        let element = self.open.last();
        let kind = match element {
            Some(Element { heading: Some(level), .. }) => BlockKind::Heading(*level),
            Some(Element { code: true, .. }) => BlockKind::Code,
            _ => BlockKind::Paragraph,
        };
        let side = element.and_then(|e| e.side);
        let path = self.open.iter().map(|element| (element.name.as_str(), element.key.as_ref()));
        self.entries.add(path, &text, side, self.line);
        self.flow.block(Block { kind, side, ..Block::paragraph(text, self.blocks) });
    }
}

/// What vocabularies of manuals set code in, and what is typed and said in a terminal.
fn is_code(name: &str) -> bool {
    matches!(name, "programlisting" | "screen" | "codeblock" | "pre" | "synopsis")
}

/// Elements that vocabularies of running text use inside of a paragraph.
fn inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "i"
            | "u"
            | "em"
            | "strong"
            | "span"
            | "sub"
            | "sup"
            | "hi"
            | "emph"
            | "emphasis"
            | "ref"
            | "xref"
            | "term"
            | "quote"
            | "q"
            | "link"
            | "code"
            | "g"
            | "ph"
            | "br"
            | "gui"
            | "guibutton"
            | "guiicon"
            | "guilabel"
            | "guimenu"
            | "guimenuitem"
            | "guisubmenu"
            | "uicontrol"
            | "shortcut"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::shown;

    #[test]
    fn a_block_for_each_element_with_text() {
        let xml = "<?xml version='1.0'?><doc xml:lang='zh'><title>宣言</title><article><title>第一條</title>\n <para>人人<b>生而</b>自由\n在尊嚴上</para>\
            <para xml:lang='en'>All <x>human</x> beings</para></article></doc>";
        let got = shown(read(&Input::bytes("x.xml", xml.as_bytes()), &Hint::default()).unwrap());
        assert_eq!(got, ["zh: # 宣言", "zh: ## 第一條", "zh: 人人生而自由在尊嚴上", "en: All human beings"]);
    }

    #[test]
    fn what_is_chosen_and_pressed_is_set_apart() {
        let xml = "<page><p>Choose <guiseq><gui>Harbour</gui> <gui>Berths</gui><gui>Free</gui></guiseq> or press\n \
            <keyseq><key>Ctrl</key><key>B</key></keyseq>.</p><p><gui>Tides</gui> lists them.</p>\
            <para><menuchoice><shortcut><keycap>F5</keycap></shortcut><guimenu>View</guimenu><guimenuitem>Tides</guimenuitem></menuchoice></para></page>";
        let got = shown(read(&Input::bytes("x.page", xml.as_bytes()), &Hint::default()).unwrap());
        assert_eq!(got, ["Choose Harbour ▸ Berths ▸ Free or press Ctrl+B.", "Tides lists them.", "F5 ▸ View ▸ Tides"]);
    }
}
