//! TBX (ISO 30042), version 2 (`termEntry`, `langSet`) and 3 (`conceptEntry`, `langSec`): a row for each pair of a
//! Chinese and an English term of a concept.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Sides};
use crate::read::decode::Decoded;
use crate::read::encoding::detect;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome, Stream};
use crate::read::language::side_of_tag;
use crate::read::row_stream::{self, Pull};
use crate::read::segment::segment;
use crate::read::xml_stream::{Markup, Tag, Token};
use std::collections::VecDeque;
use std::io::Read;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let concepts: Concepts<Decoded<Stream>> =
        Concepts { markup: Markup::new(encoded.open(input)?), ready: VecDeque::new() };
    let mut raw = row_stream::raw("tbx", encoded.name(), concepts)?;
    raw.counted = Sides::same(Counted::Lines);
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

struct Concepts<R: Read> {
    markup: Markup<R>,
    /// Rows of the concept that was read last.
    ready: VecDeque<Row>,
}

impl<R: Read> Pull for Concepts<R> {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Ok(Some(row));
            }
            match self.markup.next()? {
                Token::Open(tag) if matches!(tag.name.as_str(), "termEntry" | "conceptEntry") => {
                    self.concept(&tag)?;
                }
                Token::End => return Ok(None),
                _ => {}
            }
        }
    }

    fn place(&self) -> usize {
        self.markup.line()
    }
}

impl<R: Read> Concepts<R> {
    fn concept(&mut self, entry: &Tag) -> Outcome<()> {
        let reference = entry.get("id").filter(|id| !id.is_empty()).map(str::to_string);
        let mut terms: Sides<Vec<String>> = Sides::default();
        let line = self.markup.line();
        let mut left_out: Vec<LeftOut> = Vec::new();
        let mut leave = |reason: LeftOutReason, text: String| left_out.push(LeftOut { reason, text, line });
        let mut side = None;
        loop {
            match self.markup.next()? {
                Token::Open(tag) => match tag.name.as_str() {
                    "langSet" | "langSec" => side = tag.get("lang").and_then(side_of_tag),
                    "term" => {
                        let said = segment(&mut self.markup)?;
                        said.left_out.into_iter().for_each(|(reason, text)| leave(reason, text));
                        match side.map(|s| terms.get_mut(s)) {
                            Some(terms) => terms.push(said.text.trim().to_string()),
                            None => leave(LeftOutReason::OtherLanguage, said.text),
                        }
                    }
                    _ => {}
                },
                Token::Close(name) if name == entry.name => break,
                Token::End => return Err("ends inside an entry".into()),
                // Definitions, notes, sources.
                Token::Text(text) if !text.trim().is_empty() => leave(LeftOutReason::Comment, text),
                _ => {}
            }
        }
        for terms in [&mut terms.zh, &mut terms.en] {
            terms.retain(|term| !term.is_empty());
        }
        // A concept with terms in one language is a row for each of them.
        let or_none = |terms: Vec<String>| {
            if terms.is_empty() { vec![None] } else { terms.into_iter().map(Some).collect::<Vec<_>>() }
        };
        let terms = terms.map(or_none);
        for zh in &terms.zh {
            for en in &terms.en {
                let left_out = std::mem::take(&mut left_out);
                let row = Row {
                    zh: zh.clone(),
                    en: en.clone(),
                    reference: reference.clone(),
                    line,
                    left_out,
                    ..Row::default()
                };
                self.ready.extend((row.zh.is_some() || row.en.is_some() || !row.left_out.is_empty()).then_some(row));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    #[test]
    fn both_versions() {
        let two = "<?xml version='1.0'?><martif type='TBX'><text><body><termEntry id='c1'><descrip>d</descrip>\
                   <langSet xml:lang='zh-Hant'><tig><term>商業秘密</term></tig></langSet>\
                   <langSet xml:lang='en'><tig><term>trade secret</term></tig><tig><term>business secret</term></tig></langSet>\
                   </termEntry></body></text></martif>";
        let three = "<tbx type='TBX-Basic'><text><body><conceptEntry id='c1'><langSec xml:lang='en'><termSec><term>trade secret</term>\
                     </termSec></langSec><langSec xml:lang='zh'><termSec><term>商業秘密</term></termSec></langSec></conceptEntry></body></text></tbx>";
        for (xml, expected) in [(two, 2), (three, 1)] {
            let rows = rows_of(super::read(&Input::bytes("x.tbx", xml.as_bytes().to_vec()), &Hint::default()).unwrap());
            assert_eq!(rows.len(), expected);
            assert_eq!(rows[0].zh.as_deref(), Some("商業秘密"));
            assert_eq!(rows[0].en.as_deref(), Some("trade secret"));
            assert_eq!(rows[0].reference.as_deref(), Some("c1"));
        }
    }
}
