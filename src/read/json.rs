//! JSON Lines with a Chinese and an English field a line, a JSON array of such objects, and any other JSON with texts:
//! those whose keys differ in the language only are a row, named after the rest of the keys.

use crate::model::{Body, Counted, LeftOut, Raw, Row, Sides, Warning};
use crate::read::decode::Decoded;
use crate::read::encoding::{Encoded, detect, text_of};
use crate::read::format::Hint;
use crate::read::input::{Input, Lines, Outcome, Stream};
use crate::read::json_comments::without_comments;
use crate::read::json_fields::Fields;
use crate::read::json_messages;
use crate::read::json_texts::gather;
use crate::read::json_tree::{Json, Object};
use crate::read::keyed::KeyedTexts;
use crate::read::row_stream::{self, Pull};
use crate::read::{limits, notebook};
use std::collections::VecDeque;

const WANTED: &str = "is JSON without Chinese or English texts; objects with \"zh\" and \"en\" are read, one a line or in an array, and texts by their keys";

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let head = input.head(limits::HEAD)?;
    let (head, _) = encoded.encoding.decode_with_bom_removal(&head);
    let raw =
        if head.trim_start().starts_with('[') { array(input, hint, encoded.name())? } else { lines(input, encoded)? };
    let mut raw = raw.map_or_else(|| tree(input, hint, encoded.name()), Ok)?;
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

/// Objects with the same fields, one a line; `None` where the file is something else.
fn lines(input: &Input, encoded: Encoded) -> Outcome<Option<Raw>> {
    // Objects of one file have the same fields: those of the first lines say which is which.
    let mut sample = Lines::new(encoded.open(input)?);
    let mut objects = Vec::new();
    while objects.len() < limits::SAMPLE_ROWS
        && let Some((line, text)) = sample.next()?
    {
        match object(&text, line) {
            Ok(found) => objects.extend(found),
            // An object written over several lines is JSON, but not JSON Lines.
            Err(_) if line == 1 => return Ok(None),
            Err(why) => return Err(why),
        }
    }
    let Some(fields) = Fields::of(&objects) else { return Ok(None) };
    let warning = fields.columns.warning();
    let objects = Objects { lines: Lines::new(encoded.open(input)?), fields, ahead: VecDeque::new() };
    let mut raw = row_stream::raw("jsonl", encoded.name(), objects)?;
    raw.counted = Sides::same(Counted::Lines);
    raw.warnings.extend(warning);
    Ok(Some(raw))
}

/// An array of objects with the same fields; `None` where it is one of something else.
fn array(input: &Input, hint: &Hint, encoding: &'static str) -> Outcome<Option<Raw>> {
    let (Json::List(values), left_out) = parsed(input, hint)? else { return Ok(None) };
    if !values.iter().all(|value| value.as_object().is_some()) {
        return Ok(None);
    }
    let objects: Vec<Object> = values.into_iter().filter_map(flat).collect();
    let Some(fields) = Fields::of(&objects) else { return Ok(None) };
    let rows = objects.iter().enumerate().flat_map(|(n, o)| fields.rows(o, n + 1)).collect();
    let warnings = fields.columns.warning().into_iter().collect();
    Ok(Some(Raw { format: "json", encoding, body: row_stream::of(rows), left_out, warnings, ..Raw::default() }))
}

/// Any other JSON: its texts by their keys.
fn tree(input: &Input, hint: &Hint, encoding: &'static str) -> Outcome<Raw> {
    let (json, left_out) = parsed(input, hint)?;
    if let Some(cells) = notebook::cells(&json) {
        return Ok(notebook::document(cells, encoding));
    }
    let mut texts = KeyedTexts::default();
    texts.left_out.extend(left_out);
    if json_messages::keys_are_texts(&json) {
        json_messages::gather(&mut texts, &json);
    } else {
        gather(&mut texts, &json, &mut Vec::new(), None);
    }
    let mut raw = texts.into_raw("json", encoding);
    if matches!(&raw.body, Body::Blocks(blocks) if blocks.is_empty()) {
        // Folders have settings in JSON beside their documents; they are no fault of the folder.
        raw.warnings = vec![Warning::new(WANTED)];
    }
    Ok(raw)
}

/// A whole file, and the comments in it.
pub fn parsed(input: &Input, hint: &Hint) -> Outcome<(Json, Vec<LeftOut>)> {
    let (text, _) = text_of(input, hint.encoding.as_deref())?;
    let text = text.trim_start_matches('\u{FEFF}');
    let error = match serde_json::from_str(text) {
        Ok(json) => return Ok((json, Vec::new())),
        Err(error) => error,
    };
    let (bare, comments) = without_comments(text);
    if let Ok(json) = serde_json::from_str(&bare) {
        return Ok((json, comments));
    }
    Err(match error.is_eof() {
        true => format!("is cut off: its JSON ends at line {}, column {}, in the middle", error.line(), error.column()),
        false => format!("is not well-formed JSON: {error}"),
    })
}

struct Objects {
    lines: Lines<Decoded<Stream>>,
    fields: Fields,
    /// Rows of the object at hand.
    ahead: VecDeque<Row>,
}

impl Pull for Objects {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        while self.ahead.is_empty()
            && let Some((line, text)) = self.lines.next()?
        {
            self.ahead.extend(object(&text, line)?.into_iter().flat_map(|o| self.fields.rows(&o, line)));
        }
        Ok(self.ahead.pop_front())
    }

    fn place(&self) -> usize {
        self.lines.number()
    }
}

/// The object on a line; `None` for an empty line.
fn object(text: &str, line: usize) -> Outcome<Option<Object>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let value = serde_json::from_str(text).map_err(|e| format!("line {line} is not a JSON object: {e}"))?;
    flat(value).map(Some).ok_or_else(|| format!("line {line} is JSON, but not an object"))
}

/// An object with the fields of `"translation": {"zh": …, "en": …}` taken up to its own, where it has but one such.
fn flat(value: Json) -> Option<Object> {
    let Json::Object(mut object) = value else { return None };
    let mut inner = object.0.iter().enumerate().filter(|(_, (_, value))| value.as_object().is_some());
    if let (Some((at, _)), None) = (inner.next(), inner.next())
        && let (_, Json::Object(inner)) = object.0.remove(at)
    {
        object.0.extend(inner.0);
    }
    Some(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    fn read(text: &str) -> Outcome<Vec<[Option<String>; 3]>> {
        let raw = super::read(&Input::bytes("x.jsonl", text.as_bytes()), &Hint::default())?;
        Ok(rows_of(raw).into_iter().map(|r| [r.zh, r.en, r.reference]).collect())
    }

    #[test]
    fn lines_and_arrays() {
        let want = vec![["甲", "A", "7"].map(|t| Some(t.to_string()))];
        assert_eq!(read("{\"id\": 7, \"zh\": \"甲\", \"en\": \"A\"}\n\n").unwrap(), want);
        assert_eq!(read("[{\"id\": \"7\", \"translation\": {\"en\": \"A\", \"zh\": \"甲\"}}]").unwrap(), want);
    }

    #[test]
    fn other_json_says_what_is_wanted() {
        let settings = Input::bytes("x.json", "{\"a\": 1}".as_bytes());
        let said = super::read(&settings, &Hint::default()).unwrap().warnings;
        assert!(said[0].message.contains("\"zh\" and \"en\""), "{said:?}");
        assert!(read(&"[".repeat(1_000_000)).unwrap_err().contains("well-formed"));
    }

    #[test]
    fn texts_deeper_down_are_rows() {
        let stops = "[{\"id\": \"7\", \"name\": {\"zh\": \"七號線\", \"en\": \"Line 7\"}, \"stops\": [{\"zh\": \"碼頭\", \"en\": \"Quay\"}, {\"zh\": \"船塢\", \"en\": \"Dock\"}]}]";
        let want = [["七號線", "Line 7", "7"], ["碼頭", "Quay", "7.stops.1"], ["船塢", "Dock", "7.stops.2"]];
        let want: Vec<_> = want.into_iter().map(|row| row.map(|t| Some(t.to_string()))).collect();
        assert_eq!(read(stops).unwrap(), want);
    }

    #[test]
    fn fields_without_a_language_are_told_by_their_texts() {
        let entry = |zh: &str, en: &str| format!("{{\"input\": \"{en}\", \"translatedText\": \"{zh}\", \"n\": 1}}");
        let pairs = [
            ("船到港了", "The ship is in"),
            ("請引航員登船", "The pilot may board"),
            ("收費表在此", "Here are the fees"),
        ];
        let text = pairs.map(|(zh, en)| entry(zh, en)).join(",");
        let want = pairs.map(|(zh, en)| [Some(zh.to_string()), Some(en.to_string()), None]);
        assert_eq!(read(&format!("[{text}]")).unwrap(), want);
        // A name beside a text is none of it.
        let text = pairs.map(|(zh, _)| entry(zh, "Ann")).join(",");
        assert!(read(&format!("[{text}]")).unwrap().iter().all(|row| row[0].is_none() || row[1].is_none()));
    }

    #[test]
    fn fields_that_say_more_than_the_pair_are_texts() {
        let story = "Once upon a time a ship lay at the quay and waited.";
        let chapter = |n: usize| {
            format!("{{\"num\": {n}, \"titleZh\": \"船{n}\", \"titleEn\": \"Ship {n}\", \"story\": \"{n} {story}\"}}")
        };
        let rows = read(&format!("[{}, {}]", chapter(1), chapter(2))).unwrap();
        let shown: Vec<String> = rows.into_iter().map(|row| row.map(Option::unwrap_or_default).join("|")).collect();
        let told = |n: usize| format!("|{n} {story}|{n}.story");
        assert_eq!(shown, ["船1|Ship 1|".to_string(), told(1), "船2|Ship 2|".to_string(), told(2)]);
    }

    #[test]
    fn fields_stand_in_the_order_of_the_file() {
        let law = "{\"title\": \"Quay Rules\", \"preamble\": \"On quays.\", \"articles\": [{\"number\": \"Article 1\", \"content\": \"Ships moor.\"}], \"annex\": \"Dues\", \"annex\": \"More dues\"}";
        let said: Vec<String> = read(law).unwrap().into_iter().filter_map(|[_, en, _]| en).collect();
        assert_eq!(said, ["Quay Rules", "On quays.", "Article 1", "Ships moor.", "Dues", "More dues"]);
    }

    #[test]
    fn texts_by_their_keys() {
        let want = vec![["泊位", "Berth", "berth"], ["引航員", "Pilot", "pilot"]];
        let want: Vec<_> = want.into_iter().map(|row| row.map(|t| Some(t.to_string()))).collect();
        assert_eq!(
            read("{\"berth\":{\"en\":\"Berth\",\"zh\":\"泊位\"},\"pilot\":{\"en\":\"Pilot\",\"zh\":\"引航員\"}}")
                .unwrap(),
            want
        );
        let by_language = "{\n\"en\": {\"berth\": \"Berth\", \"pilot\": \"Pilot\"},\n\"zh-TW\": {\"berth\": \"泊位\", \"pilot\": \"引航員\"}}";
        assert_eq!(read(by_language).unwrap(), want);
        let one = read("{\"menu\": {\"open\": \"打开\"}}").unwrap();
        assert_eq!(one, [[Some("打开".to_string()), None, Some("menu.open".to_string())]]);
    }
}
