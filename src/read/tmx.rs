//! TMX 1.1 to 1.4b: a row for each `<tu>` that has Chinese or English, read as a stream.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Side, Sides};
use crate::read::decode::Decoded;
use crate::read::encoding::detect;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome, Stream};
use crate::read::language::{side_of_tag, side_of_text};
use crate::read::row_stream::{self, Pull};
use crate::read::segment::segment;
use crate::read::xml_stream::{Markup, Tag, Token};
use std::collections::VecDeque;
use std::io::Read;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let units: TmxUnits<Decoded<Stream>> =
        TmxUnits { markup: Markup::new(encoded.open(input)?), fields: Vec::new(), ready: VecDeque::new() };
    let mut raw = row_stream::raw("tmx", encoded.name(), units)?;
    raw.counted = Sides::same(Counted::Lines);
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

struct TmxUnits<R: Read> {
    markup: Markup<R>,
    /// What the header says.
    fields: Vec<(String, String)>,
    /// Rows of the unit that was read last.
    ready: VecDeque<Row>,
}

impl<R: Read> Pull for TmxUnits<R> {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Ok(Some(row));
            }
            match self.markup.next()? {
                Token::Open(tag) if tag.name == "tu" => self.unit(&tag)?,
                Token::Open(tag) if tag.name == "header" => self.header(&tag)?,
                Token::End => return Ok(None),
                _ => {}
            }
        }
    }

    fn place(&self) -> usize {
        self.markup.line()
    }

    fn fields(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.fields)
    }
}

impl<R: Read> TmxUnits<R> {
    /// When the memory is from, and its properties (`<prop type="…">`).
    fn header(&mut self, header: &Tag) -> Outcome<()> {
        for (name, field) in [("creationdate", "created"), ("changedate", "updated"), ("creationid", "author")] {
            self.fields.extend(header.get(name).map(|value| (field.to_string(), value.to_string())));
        }
        let (mut field, mut text) = (None, String::new());
        loop {
            match self.markup.next()? {
                Token::Open(tag) => {
                    field = tag.get("type").filter(|_| tag.name == "prop").map(str::to_string);
                    text.clear();
                }
                Token::Text(said) => text.push_str(&said),
                Token::Close(name) if name == "header" => return Ok(()),
                Token::Close(_) => {
                    let said = std::mem::take(&mut text).trim().to_string();
                    self.fields.extend(field.take().filter(|_| !said.is_empty()).map(|name| (name, said)));
                }
                Token::End => return Ok(()),
            }
        }
    }

    /// The rows of one unit: of several versions in a language each has a row, with the first of the other language.
    fn unit(&mut self, tu: &Tag) -> Outcome<()> {
        let mut reference = tu.get("tuid").filter(|t| !t.is_empty()).map(str::to_string);
        let mut texts: Sides<Vec<String>> = Sides::default();
        let mut left_out: Vec<LeftOut> = Vec::new();
        let line = self.markup.line();
        let mut leave = |reason: LeftOutReason, text: String| left_out.push(LeftOut { reason, text, line });
        let mut tag_of_version = String::new();
        loop {
            match self.markup.next()? {
                Token::Open(tag) => match tag.name.as_str() {
                    // `lang` is what TMX 1.1 to 1.3 wrote for `xml:lang`.
                    "tuv" => tag_of_version = tag.get("lang").unwrap_or_default().to_string(),
                    "seg" => {
                        let said = segment(&mut self.markup)?;
                        said.left_out.into_iter().for_each(|(reason, text)| leave(reason, text));
                        match side_of_version(&tag_of_version, &said.text) {
                            Some(side) if said.text.trim().is_empty() || texts.get(side).contains(&said.text) => {
                                leave(LeftOutReason::Alternative, said.text);
                            }
                            Some(side) => texts.get_mut(side).push(said.text),
                            None => leave(LeftOutReason::OtherLanguage, said.text),
                        }
                    }
                    // A name with white space in it cannot be a `tuid`; this is where `export` puts it.
                    "prop" if tag.get("type") == Some("x-ref") => {
                        let name = segment(&mut self.markup)?.text.trim().to_string();
                        reference = Some(name).filter(|name| !name.is_empty()).or(reference);
                    }
                    _ => leave(LeftOutReason::Comment, self.markup.skip()?),
                },
                Token::Close(name) if name == "tu" => break,
                Token::End => return Err("ends inside a unit".into()),
                _ => {}
            }
        }
        for n in 0..texts.zh.len().max(texts.en.len()).max(1) {
            let text = |side: Side| texts.get(side).get(n).or_else(|| texts.get(side).first()).cloned();
            let (zh, en) = (text(Side::Zh), text(Side::En));
            let left_out = std::mem::take(&mut left_out);
            if zh.is_some() || en.is_some() || !left_out.is_empty() {
                self.ready.push_back(Row { zh, en, reference: reference.clone(), line, left_out, ..Row::default() });
            }
        }
        Ok(())
    }
}

/// The side of a version by its language; where the tag is no language code, by its text.
fn side_of_version(tag: &str, text: &str) -> Option<Side> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let code = matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    side_of_tag(tag).or_else(|| if code { None } else { side_of_text(text) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    fn read(body: &str) -> Vec<Row> {
        let xml = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx11.dtd\"><tmx version=\"1.4\"><header srclang=\"en\"><prop>x</prop></header><body>{body}</body></tmx>"
        );
        rows_of(super::read(&Input::bytes("x.tmx", xml.into_bytes()), &Hint::default()).unwrap())
    }

    #[test]
    fn languages_variants_and_names() {
        let rows = read(
            "<tu tuid='7'><prop type='x'>no</prop><tuv lang='DE'><seg>nein</seg></tuv><tuv lang='ZH_HK'><seg>商業秘密</seg></tuv>\
             <tuv xml:lang='zh-CN'><seg>商业秘密</seg></tuv><tuv xml:lang='en-GB'><note>n</note><seg>trade secret</seg></tuv></tu>\
             <tu><tuv xml:lang='fr'><seg>non</seg></tuv></tu>\
             <tu><tuv xml:lang='en'><seg>alone</seg></tuv><tuv xml:lang='zh'><seg> </seg></tuv></tu>",
        );
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[1].zh.as_deref(), rows[1].en.as_deref()), (Some("商业秘密"), Some("trade secret")));
        assert_eq!(rows[0].zh.as_deref(), Some("商業秘密"));
        assert_eq!(rows[0].en.as_deref(), Some("trade secret"));
        assert_eq!(rows[0].reference.as_deref(), Some("7"));
        assert_eq!((rows[2].line, rows[2].zh.as_deref(), rows[2].en.as_deref()), (1, None, Some("alone")));
    }

    #[test]
    fn inline_codes() {
        let rows = read(
            "<tu><tuv xml:lang='en'><seg>a <bpt i='1'>&lt;b></bpt><hi>bold</hi><ept i='1'>&lt;/b></ept> word<ph>{f<sub>note</sub>}</ph><it pos='begin'>x</it><ut>y</ut>.</seg></tuv></tu>",
        );
        assert_eq!(rows[0].en.as_deref(), Some("a bold wordnote."));
    }
}
