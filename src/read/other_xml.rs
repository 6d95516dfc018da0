//! Any other XML: a block for each element that has text of its own, `xml:lang` as side, titles as headings.

use crate::model::{Block, BlockKind, Raw, Side};
use crate::read::encoding::detect;
use crate::read::flow::Flow;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_tag;
use crate::read::limits;
use crate::read::line_join::collapse;
use crate::read::xml_stream::{Markup, Token};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let mut markup = Markup::new(encoded.open(input)?);
    let mut writer = XmlText::default();
    loop {
        match markup.next()? {
            Token::Open(tag) => {
                let inline = inline(&tag.name) || !writer.text.trim().is_empty();
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
                writer.open.push(Element { side, heading, code, inline });
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
    let (body, left_out) = writer.flow.finish();
    Ok(Raw { format: "xml", encoding: encoded.name(), body, left_out, warnings, ..Raw::default() })
}

#[derive(Default)]
struct XmlText {
    flow: Flow,
    open: Vec<Element>,
    text: String,
    /// Bytes of text so far.
    total: u64,
    blocks: usize,
}

struct Element {
    side: Option<Side>,
    heading: Option<u8>,
    /// It holds code, or what a program says.
    code: bool,
    /// It stands in running text and does not end the block.
    inline: bool,
}

impl XmlText {
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
}
