//! XLIFF 1.2 and 2.x, with what SDL and memoQ make of them: a row for each translated segment, read as a stream.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Side, Sides};
use crate::read::encoding::detect;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_tag;
use crate::read::row_stream::{self, Pull};
use crate::read::segment::{Segment, segment};
use crate::read::xml_stream::{Markup, Tag, Token};
use std::collections::VecDeque;
use std::io::Read;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let units = XliffUnits {
        markup: Markup::new(encoded.open(input)?),
        source: None,
        target: None,
        line: 0,
        fields: Vec::new(),
        place_in_file: 0,
        ready: VecDeque::new(),
        left_out: Vec::new(),
    };
    let mut raw = row_stream::raw("xliff", encoded.name(), units)?;
    raw.counted = Sides::same(Counted::Lines);
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

struct XliffUnits<R: Read> {
    markup: Markup<R>,
    source: Option<Side>,
    target: Option<Side>,
    /// The line of the unit at hand.
    line: usize,
    /// What the first file says of itself.
    fields: Vec<(String, String)>,
    place_in_file: usize,
    ready: VecDeque<Row>,
    /// What goes along with the next row.
    left_out: Vec<LeftOut>,
}

/// A segment with its translation, while its unit is read.
#[derive(Default)]
struct Translation {
    id: Option<String>,
    source: Segment,
    /// What `<seg-source>` says: the source again, with its segments marked.
    marked: Option<Segment>,
    target: Option<Segment>,
    /// The state says that nobody translated it yet.
    untouched: bool,
}

impl<R: Read> Pull for XliffUnits<R> {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Ok(Some(row));
            }
            match self.markup.next()? {
                Token::Open(tag) => match tag.name.as_str() {
                    "xliff" => self.languages(&tag)?,
                    "file" => {
                        self.place_in_file = 0;
                        self.languages(&tag)?;
                        for (name, field) in
                            [("date", "created"), ("original", "original"), ("product-name", "product")]
                        {
                            let said = tag.get(name).filter(|_| self.line == 0);
                            self.fields.extend(said.map(|value| (field.to_string(), value.to_string())));
                        }
                    }
                    "trans-unit" | "unit" => {
                        self.line = self.markup.line();
                        self.place_in_file += 1;
                        self.unit(&tag)?;
                    }
                    "group" | "body" => {}
                    _ => {
                        let text = self.markup.skip()?;
                        self.leave(LeftOutReason::Comment, text);
                    }
                },
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

impl<R: Read> XliffUnits<R> {
    /// Notes which side the source and the target are. XLIFF 1.2 says so for each file, 2.x once.
    fn languages(&mut self, tag: &Tag) -> Outcome<()> {
        let source = tag.get("source-language").or_else(|| tag.get("srcLang"));
        let target = tag.get("target-language").or_else(|| tag.get("trgLang"));
        let Some(said) = source else { return Ok(()) };
        self.source = side_of_tag(said);
        self.target = match target {
            Some(target) => side_of_tag(target).filter(|t| Some(*t) != self.source),
            None => self.source.map(Side::other),
        };
        if self.source.is_none() && self.target.is_none() {
            let target = target.unwrap_or("nothing");
            return Err(format!("translates from '{said}' to '{target}', neither of them Chinese or English"));
        }
        Ok(())
    }

    /// What the unit is called: its id, unless that only counts the units (`u7`), where the name says more.
    fn name<'t>(&self, unit: &'t Tag) -> Option<&'t str> {
        let named = unit.get("name").or_else(|| unit.get("resname")).filter(|name| !name.is_empty());
        let Some(id) = unit.get("id") else { return named };
        let counts = id.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse() == Ok(self.place_in_file);
        named.filter(|_| counts).or(Some(id))
    }

    fn unit(&mut self, unit: &Tag) -> Outcome<()> {
        let id = self.name(unit).map(str::to_string);
        let mut pairs = Vec::new();
        let mut pair = Translation::default();
        let depth = self.markup.depth();
        loop {
            match self.markup.next()? {
                Token::Open(tag) => match tag.name.as_str() {
                    "segment" => pair = Translation { id: tag.get("id").map(str::to_string), ..Translation::default() },
                    "source" => pair.source = self.segment()?,
                    // The source again, with its segments marked.
                    "seg-source" => pair.marked = Some(segment(&mut self.markup)?),
                    "target" => {
                        pair.untouched = matches!(tag.get("state"), Some("new" | "needs-translation"));
                        pair.target = Some(self.segment()?);
                    }
                    "alt-trans" | "matches" => {
                        let text = self.markup.skip()?;
                        self.leave(LeftOutReason::Alternative, text);
                    }
                    "originalData" => {
                        let text = self.markup.skip()?;
                        self.leave(LeftOutReason::Code, text);
                    }
                    _ => {
                        let text = self.markup.skip()?;
                        self.leave(LeftOutReason::Comment, text);
                    }
                },
                Token::Close(name) if name == "segment" => pairs.push(std::mem::take(&mut pair)),
                // XLIFF 1.2 has no <segment>: the unit is the pair.
                Token::Close(_) if self.markup.depth() < depth => {
                    pairs.push(pair);
                    break;
                }
                Token::End => return Err("ends inside a unit".into()),
                Token::Close(_) | Token::Text(_) => {}
            }
        }
        let pairs: Vec<_> =
            pairs.into_iter().filter(|p| !p.source.text.trim().is_empty() || p.target.is_some()).collect();
        let several = pairs.len() > 1;
        for (n, pair) in pairs.into_iter().enumerate() {
            let name = match (&id, several) {
                (Some(id), true) => Some(format!("{id}/{}", pair.id.clone().unwrap_or_else(|| (n + 1).to_string()))),
                (id, _) => id.clone(),
            };
            self.emit(pair, name);
        }
        Ok(())
    }

    fn segment(&mut self) -> Outcome<Segment> {
        let mut said = segment(&mut self.markup)?;
        std::mem::take(&mut said.left_out).into_iter().for_each(|(reason, text)| self.leave(reason, text));
        Ok(said)
    }

    /// The rows of one pair: one for each marked segment, or one in all.
    fn emit(&mut self, pair: Translation, name: Option<String>) {
        let target = match pair.target {
            Some(target) if pair.untouched && target.text == pair.source.text => {
                self.leave(LeftOutReason::Untranslated, target.text);
                Segment::default()
            }
            target => target.unwrap_or_default(),
        };
        let marked = pair.marked.map(|m| m.marks).unwrap_or_default();
        if marked.len() < 2 {
            return self.row(pair.source.text, target.text, name);
        }
        let known: Vec<String> = marked.iter().map(|(mid, _)| mid.clone()).collect();
        for (mid, source) in marked {
            let said: Vec<&str> =
                target.marks.iter().filter(|(m, _)| *m == mid).map(|(_, text)| text.as_str()).collect();
            let name = name.as_ref().map(|n| format!("{n}/{mid}"));
            self.row(source, said.join(" "), name);
        }
        // A target whose segments have other numbers is not lost.
        let strays: Vec<&str> =
            target.marks.iter().filter(|(mid, _)| !known.contains(mid)).map(|(_, text)| text.as_str()).collect();
        let whole = if target.marks.is_empty() { target.text.clone() } else { strays.join(" ") };
        if !whole.trim().is_empty() {
            self.row(String::new(), whole, name);
        }
    }

    fn leave(&mut self, reason: LeftOutReason, text: String) {
        if !text.trim().is_empty() {
            self.left_out.push(LeftOut { reason, text, line: self.line.max(1) });
        }
    }

    fn row(&mut self, source: String, target: String, reference: Option<String>) {
        let mut text: Sides<Option<String>> = Sides::default();
        for (side, said) in [(self.source, source), (self.target, target)] {
            if let (Some(side), false) = (side, said.trim().is_empty()) {
                *text.get_mut(side) = Some(said);
            } else {
                self.leave(LeftOutReason::OtherLanguage, said);
            }
        }
        let left_out = std::mem::take(&mut self.left_out);
        if text.zh.is_some() || text.en.is_some() || !left_out.is_empty() {
            self.ready.push_back(Row {
                zh: text.zh,
                en: text.en,
                reference,
                line: self.line,
                left_out,
                ..Row::default()
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    fn read(xml: &str) -> Vec<(Option<String>, Option<String>, Option<String>)> {
        let raw = super::read(&Input::bytes("x.xlf", xml.as_bytes()), &Hint::default()).unwrap();
        rows_of(raw).into_iter().map(|r| (r.zh, r.en, r.reference)).collect()
    }

    fn row(zh: &str, en: &str, reference: &str) -> (Option<String>, Option<String>, Option<String>) {
        let some = |t: &str| Some(t.to_string()).filter(|t| !t.is_empty());
        (some(zh), some(en), some(reference))
    }

    #[test]
    fn version_1_2() {
        let got = read(
            "<xliff version='1.2'><file source-language='en' target-language='zh-Hant'><header><note>x</note></header><body><group>\
             <trans-unit id='a'><source>open <x id='1'/><g id='2'>source</g></source><target state='translated'>開源</target><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit>\
             <trans-unit id='b'><source>same</source><target state='new'>same</target></trans-unit>\
             <trans-unit id='c'><source>name</source><target>name</target></trans-unit></group></body></file></xliff>",
        );
        assert_eq!(got, [row("開源", "open source", "a"), row("", "same", "b"), row("name", "name", "c")]);
    }

    #[test]
    fn from_chinese_and_without_a_target_language() {
        let got = read(
            "<xliff><file source-language='zh-CN'><body><trans-unit id='a'><source>合同\n   法</source><target>Contract Law</target></trans-unit></body></file></xliff>",
        );
        // As it stands in the file; the repairs join it, and can be undone.
        assert_eq!(got, [row("合同\n   法", "Contract Law", "a")]);
    }

    #[test]
    fn sdl_marks_segments() {
        let got = read(
            "<xliff xmlns:sdl='http://sdl.com/FileTypes/SdlXliff/1.0'><file source-language='en-US' target-language='zh-CN'><body><trans-unit id='u'>\
             <source>One. Two.</source><seg-source><g id='1'><mrk mtype='seg' mid='1'>One.</mrk> <mrk mtype='seg' mid='2'>Two.</mrk></g></seg-source>\
             <target><g id='1'><mrk mtype='seg' mid='1'>一。</mrk><mrk mtype='seg' mid='2'></mrk></g></target><sdl:seg-defs><sdl:seg id='1'/></sdl:seg-defs></trans-unit></body></file></xliff>",
        );
        assert_eq!(got, [row("一。", "One.", "u/1"), row("", "Two.", "u/2")]);
    }

    #[test]
    fn version_2() {
        let got = read(
            "<xliff version='2.0' srcLang='en-US' trgLang='zh-CN'><file id='f'><unit id='u'><originalData><data id='d'>&lt;b></data></originalData>\
             <segment id='s1' state='initial'><source>A <pc id='1'>bold</pc><ph id='2'/></source><target>粗<cp hex='4F53'/></target></segment>\
             <ignorable><source> </source></ignorable><segment><source>Two</source></segment></unit></file></xliff>",
        );
        assert_eq!(got, [row("粗体", "A bold", "u/s1"), row("", "Two", "u/2")]);
    }

    #[test]
    fn other_languages_are_named() {
        let xml = "<xliff><file source-language='de' target-language='ja'><body/></file></xliff>";
        let why = super::read(&Input::bytes("x.xlf", xml.as_bytes()), &Hint::default()).err().unwrap();
        assert!(why.contains("'de' to 'ja'"), "{why}");
    }
}
