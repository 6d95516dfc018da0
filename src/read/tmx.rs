//! TMX 1.1 to 1.4b: a row for each `<tu>` that has Chinese or English, read as a stream.

use super::decode::Decoded;
use super::encoding::detect;
use super::inline::segment;
use super::lang::side_of_tag;
use super::markup::{Markup, Tag, Token};
use super::rows::{self, Pull};
use super::source::{Input, Stream};
use super::{Hint, Outcome};
use crate::model::{Raw, Row, Sides};
use std::io::Read;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let units: Units<Decoded<Stream>> = Units { markup: Markup::new(encoded.open(input)?), unit: 0 };
    let mut raw = rows::raw("tmx", encoded.name(), units)?;
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

struct Units<R: Read> {
    markup: Markup<R>,
    unit: usize,
}

impl<R: Read> Pull for Units<R> {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            match self.markup.next()? {
                Token::Open(tag) if tag.name == "tu" => {
                    self.unit += 1;
                    let row = self.unit(&tag)?;
                    if row.zh.is_some() || row.en.is_some() {
                        return Ok(Some(row));
                    }
                }
                Token::Open(tag) if tag.name == "header" => self.markup.skip()?,
                Token::End => return Ok(None),
                _ => {}
            }
        }
    }

    fn place(&self) -> usize {
        self.unit
    }
}

impl<R: Read> Units<R> {
    /// One unit. Of several variants of a language the first with text counts.
    fn unit(&mut self, tu: &Tag) -> Outcome<Row> {
        let mut reference = tu.get("tuid").filter(|t| !t.is_empty()).map(str::to_string);
        let mut text: Sides<Option<String>> = Sides::default();
        let mut side = None;
        let mut preserve = false;
        loop {
            match self.markup.next()? {
                Token::Open(tag) => match tag.name.as_str() {
                    // `lang` is what TMX 1.1 to 1.3 wrote for `xml:lang`.
                    "tuv" => {
                        side = tag.get("lang").and_then(side_of_tag);
                        preserve = tag.get("space") == Some("preserve");
                    }
                    "seg" => {
                        let said = segment(&mut self.markup, preserve)?.text;
                        if let Some(slot) = side.map(|s| text.get_mut(s))
                            && slot.is_none()
                            && !said.is_empty()
                        {
                            *slot = Some(said);
                        }
                    }
                    // A name with white space in it cannot be a `tuid`; this is where `export` puts it.
                    "prop" if tag.get("type") == Some("x-ref") => {
                        let name = segment(&mut self.markup, true)?.text;
                        reference = Some(name).filter(|name| !name.is_empty()).or(reference);
                    }
                    _ => self.markup.skip()?,
                },
                Token::Close(name) if name == "tu" => {
                    return Ok(Row { zh: text.zh, en: text.en, reference, line: self.unit });
                }
                Token::End => return Err("ends inside a unit".into()),
                _ => {}
            }
        }
    }
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
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].zh.as_deref(), Some("商業秘密"));
        assert_eq!(rows[0].en.as_deref(), Some("trade secret"));
        assert_eq!(rows[0].reference.as_deref(), Some("7"));
        assert_eq!((rows[1].line, rows[1].zh.as_deref(), rows[1].en.as_deref()), (3, None, Some("alone")));
    }

    #[test]
    fn inline_codes() {
        let rows = read(
            "<tu><tuv xml:lang='en'><seg>a <bpt i='1'>&lt;b></bpt><hi>bold</hi><ept i='1'>&lt;/b></ept> word<ph>{f<sub>note</sub>}</ph><it pos='begin'>x</it><ut>y</ut>.</seg></tuv></tu>",
        );
        assert_eq!(rows[0].en.as_deref(), Some("a bold wordnote."));
    }
}
