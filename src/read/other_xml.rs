//! Any other XML: a block for each element that has text of its own, `xml:lang` as side, titles as headings; where
//! elements are texts of a program by their keys, a row for each.

use crate::model::{Block, BlockKind, LeftOut, LeftOutReason, Raw, Side, Warning};
use crate::read::encoding::detect;
use crate::read::flow::Flow;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::language::{is_foreign, is_other_language, side_of_name, side_of_tag, side_of_text};
use crate::read::limits;
use crate::read::line_join::collapse;
use crate::read::xml_attributes::AttributeTexts;
use crate::read::xml_entries::{Entries, Key};
use crate::read::xml_stream::{Markup, Tag, Token};
use crate::read::xml_versions::{VersionedBlocks, Versions};
use crate::read::xml_vocabulary::{is_code, is_inline, is_inline_in_manual, parting_sign};
use crate::text::detect::Shares;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let mut markup = Markup::with_comments(encoded.open(input)?);
    let mut writer = XmlText::default();
    loop {
        let token = markup.next()?;
        markup.take_comments().into_iter().for_each(|comment| writer.comment(comment));
        writer.line = markup.line();
        match token {
            Token::Open(tag) => {
                let inline = is_inline(&tag.name) || writer.is_inline(&tag.name) || !writer.text.trim().is_empty();
                writer.part(&tag.name);
                if !inline {
                    writer.flush();
                }
                let names = writer.open.iter().map(|element| element.name.as_str());
                writer.attributes.add(names, &tag, writer.line);
                writer.enter(tag, inline);
            }
            Token::Close(_) => {
                if writer.open.last().is_some_and(|e| !e.inline) {
                    writer.flush();
                }
                if let Some(Element { mut versions, .. }) = writer.open.pop() {
                    writer.blocks.settle(&mut versions);
                }
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
    writer.unrendered();
    let mut warnings: Vec<Warning> = encoded.warning().into_iter().collect();
    let VersionedBlocks { blocks, alternatives, .. } = writer.blocks;
    let nothing = blocks.is_empty();
    let beyond = writer.attributes.warning();
    let (in_elements, in_attributes) = (writer.entries.keyed(), writer.attributes.keyed().filter(|_| nothing));
    if in_elements.is_none() && in_attributes.is_some() {
        warnings.extend(beyond);
    }
    if let Some(mut texts) = in_elements.or(in_attributes) {
        texts.left_out.append(&mut writer.left_out);
        return Ok(Raw { warnings, ..texts.into_raw("xml", encoded.name()) });
    }
    let mut flow = Flow::default();
    blocks.into_iter().for_each(|block| flow.block(block));
    writer.left_out.into_iter().for_each(|piece| flow.leave_out(piece.reason, piece.text, piece.line));
    alternatives.into_iter().for_each(|block| flow.leave_out(LeftOutReason::Alternative, block.text, block.line));
    let (body, left_out) = flow.finish();
    Ok(Raw { format: "xml", encoding: encoded.name(), body, left_out, warnings, ..Raw::default() })
}

#[derive(Default)]
struct XmlText {
    blocks: VersionedBlocks,
    /// The same texts by their keys.
    entries: Entries,
    /// What stands in attributes.
    attributes: AttributeTexts,
    left_out: Vec<LeftOut>,
    /// What a comment says that the next text renders.
    rendered: Option<(Side, String)>,
    open: Vec<Element>,
    text: String,
    /// The line that was reached, 1-based.
    line: usize,
    /// Bytes of text so far.
    total: u64,
    /// Blocks so far.
    count: usize,
}

struct Element {
    name: String,
    key: Option<Key>,
    side: Option<Side>,
    /// It is in a language that is not read.
    foreign: bool,
    heading: Option<u8>,
    /// It holds code, or what a program says.
    code: bool,
    /// It stands in running text and does not end the block.
    inline: bool,
    /// No element in it was met.
    first: bool,
    /// Those in it that are versions of one text.
    versions: Versions,
}

impl XmlText {
    /// Opens an element.
    fn enter(&mut self, tag: Tag, inline: bool) {
        let key = Key::of(&tag);
        let above = self.open.last();
        let said = tag.xml_lang().map(|language| (language, is_foreign(language)));
        let said = said.or_else(|| tag.get("lang").map(|language| (language, is_other_language(language))));
        let foreign = said.map_or(above.is_some_and(|e| e.foreign), |(_, foreign)| foreign);
        let language = said.map(|(language, _)| language.to_string());
        let side = language.as_deref().map_or_else(|| above.and_then(|e| e.side), side_of_tag);
        let heading = above.and_then(|e| e.heading).or_else(|| {
            // A title belongs to the element that it stands in, so its level is that one's depth.
            let title = matches!(tag.name.as_str(), "title" | "heading" | "head" | "h");
            title.then(|| u8::try_from(self.open.len().clamp(1, 6)).unwrap_or(6))
        });
        let code = above.is_some_and(|e| e.code) || is_code(&tag.name);
        if let Some(above) = self.open.last_mut().filter(|_| !inline) {
            self.blocks.open(&mut above.versions, &tag.name, language.as_deref().unwrap_or_default(), side);
        }
        let versions = Versions::default();
        self.open.push(Element { name: tag.name, key, side, foreign, heading, code, inline, first: true, versions });
    }

    /// Whether an element stands in running text, by where it stands.
    fn is_inline(&self, name: &str) -> bool {
        parting_sign(name).is_some()
            || self.open.last().is_some_and(|parent| parting_sign(&parent.name).is_some())
            || self.open.first().is_some_and(|root| is_inline_in_manual(&root.name, name))
    }

    /// Sets keys that are pressed together and items of menus that are chosen one after the other apart, as they are shown.
    fn part(&mut self, name: &str) {
        let Some(element) = self.open.last_mut() else { return };
        let Some(sign) = parting_sign(&element.name) else { return };
        let first = std::mem::replace(&mut element.first, false);
        if !first && !matches!(name, "shortcut") {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(sign);
        }
    }

    /// A comment is a remark, or what the text behind it renders: `<!-- EN: Open the lock -->`.
    fn comment(&mut self, comment: String) {
        self.unrendered();
        let said =
            comment.split_once([':', '：']).and_then(|(tag, said)| Some((side_of_name(tag.trim())?, said.trim())));
        match said {
            Some((side, said)) if side_of_text(said) == Some(side) => self.rendered = Some((side, said.to_string())),
            _ => self.leave(LeftOutReason::Comment, comment),
        }
    }

    /// Leaves out what a comment said that no text follows.
    fn unrendered(&mut self) {
        if let Some((_, said)) = self.rendered.take() {
            self.leave(LeftOutReason::Comment, said);
        }
    }

    fn leave(&mut self, reason: LeftOutReason, text: String) {
        if !text.trim().is_empty() {
            self.left_out.push(LeftOut { reason, text, line: self.line });
        }
    }

    fn flush(&mut self) {
        let text = collapse(&std::mem::take(&mut self.text));
        if text.is_empty() {
            return;
        }
        let rendered = self.rendered.take().filter(|(side, _)| side_of_text(&text) != Some(*side));
        // English has other letters than its own too (Shavian).
        let other_letters =
            |e: &Element| e.side.is_some() && side_of_text(&text).is_none() && Shares::of(&text).other > 0;
        if self.open.last().is_some_and(|element| element.foreign || other_letters(element)) {
            return self.leave(LeftOutReason::OtherLanguage, text);
        }
        // What stands between versions parts them.
        if let Some(element) = self.open.last_mut() {
            self.blocks.settle(&mut element.versions);
        }
        let mut pair = None;
        if let Some((side, said)) = rendered {
            let path = self.open.iter().map(|element| (element.name.as_str(), element.key.as_ref()));
            self.entries.add(path, &said, Some(side), self.line);
            pair = Some(self.blocks.pair());
            self.count += 1;
            self.blocks.blocks.push(Block { side: Some(side), pair, ..Block::paragraph(said, self.count) });
        }
        self.count += 1;
        let element = self.open.last();
        let kind = match element {
            Some(Element { heading: Some(level), .. }) => BlockKind::Heading(*level),
            Some(Element { code: true, .. }) => BlockKind::Code,
            _ => BlockKind::Paragraph,
        };
        let side = element.and_then(|e| e.side);
        let path = self.open.iter().map(|element| (element.name.as_str(), element.key.as_ref()));
        self.entries.add(path, &text, side, self.line);
        self.blocks.blocks.push(Block { kind, side, pair, ..Block::paragraph(text, self.count) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{blocks_of, shown};

    #[test]
    fn a_block_for_each_element_with_text() {
        let xml = "<?xml version='1.0'?><doc xml:lang='zh'><title>宣言</title><article><title>第一條</title>\n <para>人人<b>生而</b>自由\n在尊嚴上</para>\
            <para xml:lang='en'>All <x>human</x> beings</para></article></doc>";
        let got = shown(read(&Input::bytes("x.xml", xml.as_bytes()), &Hint::default()).unwrap());
        assert_eq!(got, ["zh: # 宣言", "zh: ## 第一條", "zh: 人人生而自由在尊嚴上", "en: All human beings"]);
    }

    #[test]
    fn versions_of_a_text_are_paired_and_other_languages_left_out() {
        let xml = "<?xml version='1.0'?><types><type><comment>tide table</comment><comment xml:lang='zh_TW'>潮汐表</comment>\
            <comment xml:lang='uk'>таблиця</comment><comment xml:lang='de'>Gezeitentafel</comment></type><type>\
            <comment>bill of lading</comment><comment xml:lang='zh_TW'>提單</comment></type></types>";
        let raw = read(&Input::bytes("x.xml", xml.as_bytes()), &Hint::default()).unwrap();
        let left: Vec<&str> = raw.left_out.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(left, ["таблиця", "Gezeitentafel"]);
        let pairs: Vec<(String, Option<u32>)> = blocks_of(raw).into_iter().map(|b| (b.text, b.pair)).collect();
        let pair = |text: &str, pair| (text.to_string(), Some(pair));
        assert_eq!((pairs[0].clone(), pairs[1].0.as_str()), (pair("tide table", pairs[1].1.unwrap()), "潮汐表"));
        assert_eq!((pairs[2].clone(), pairs[3].0.as_str()), (pair("bill of lading", pairs[3].1.unwrap()), "提單"));
        assert_ne!(pairs[0].1, pairs[2].1);
    }

    #[test]
    fn comments_are_left_out_or_what_the_text_renders() {
        let xml = "<?xml version='1.0'?><data><!-- Tides --><!-- EN: The tide turns. --><TideTurns>潮汐轉向。</TideTurns>\
            <!-- EN: The ship is in. --><ShipIn>船到港了。</ShipIn><!-- EN: Gone. --></data>";
        let raw = read(&Input::bytes("x.xml", xml.as_bytes()), &Hint::default()).unwrap();
        let left: Vec<&str> = raw.left_out.iter().map(|piece| piece.text.trim()).collect();
        assert_eq!(left, ["Tides", "Gone."]);
        let want = ["en: The tide turns.", "潮汐轉向。", "en: The ship is in.", "船到港了。"];
        assert_eq!(shown(raw), want);
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
