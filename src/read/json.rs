//! JSON Lines with a Chinese and an English field a line, a JSON array of such objects, and any other JSON with texts:
//! those whose keys differ in the language only are a row, named after the rest of the keys.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Side, Sides};
use crate::read::columns::{Columns, Extent, columns};
use crate::read::decode::Decoded;
use crate::read::encoding::{Encoded, detect, text_of};
use crate::read::format::Hint;
use crate::read::input::{Input, Lines, Outcome, Stream};
use crate::read::keyed::KeyedTexts;
use crate::read::language::side_of_name;
use crate::read::limits;
use crate::read::row_stream::{self, Pull};
use serde_json::{Map, Value};

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
    let objects = Objects { lines: Lines::new(encoded.open(input)?), fields };
    let mut raw = row_stream::raw("jsonl", encoded.name(), objects)?;
    raw.counted = Sides::same(Counted::Lines);
    raw.warnings.extend(warning);
    Ok(Some(raw))
}

/// An array of objects with the same fields; `None` where it is one of something else.
fn array(input: &Input, hint: &Hint, encoding: &'static str) -> Outcome<Option<Raw>> {
    let Value::Array(values) = parsed(input, hint)? else { return Ok(None) };
    if !values.iter().all(Value::is_object) {
        return Ok(None);
    }
    let objects: Vec<Map<String, Value>> = values.into_iter().filter_map(flat).collect();
    let Some(fields) = Fields::of(&objects) else { return Ok(None) };
    let rows = objects.iter().enumerate().filter_map(|(n, o)| fields.row(o, n + 1)).collect();
    let warnings = fields.columns.warning().into_iter().collect();
    Ok(Some(Raw { format: "json", encoding, body: row_stream::of(rows), warnings, ..Raw::default() }))
}

/// Any other JSON: its texts by their keys.
fn tree(input: &Input, hint: &Hint, encoding: &'static str) -> Outcome<Raw> {
    let mut texts = KeyedTexts::default();
    gather(&mut texts, &parsed(input, hint)?, &mut Vec::new(), None);
    if texts.rows.is_empty() {
        return Err(WANTED.into());
    }
    Ok(texts.into_raw("json", encoding))
}

/// Adds every text in a tree by its keys. serde_json bounds the depth.
fn gather(texts: &mut KeyedTexts, value: &Value, keys: &mut Vec<String>, side: Option<Side>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                // What describes a message stands beside it under the same key with a sign before it (ARB).
                if key.starts_with('@') {
                    let mut inner = KeyedTexts::default();
                    gather(&mut inner, value, &mut Vec::new(), side);
                    let said = inner.rows.into_iter().flat_map(|row| [row.zh, row.en]).flatten().collect::<Vec<_>>();
                    texts.leave(LeftOutReason::Comment, said.join(" "));
                    continue;
                }
                match side_of_name(key) {
                    Some(named) if side.is_none() => gather(texts, value, keys, Some(named)),
                    _ => {
                        keys.push(key.clone());
                        gather(texts, value, keys, side);
                        keys.pop();
                    }
                }
            }
        }
        Value::Array(values) => {
            for (n, value) in values.iter().enumerate() {
                keys.push((n + 1).to_string());
                gather(texts, value, keys, side);
                keys.pop();
            }
        }
        Value::String(text) => texts.add(keys.join("."), text, side),
        _ => {}
    }
}

fn parsed(input: &Input, hint: &Hint) -> Outcome<Value> {
    let (text, _) = text_of(input, hint.encoding.as_deref())?;
    serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|e| match e.is_eof() {
        true => format!("is cut off: its JSON ends at line {}, column {}, in the middle", e.line(), e.column()),
        false => format!("is not well-formed JSON: {e}"),
    })
}

struct Objects {
    lines: Lines<Decoded<Stream>>,
    fields: Fields,
}

impl Pull for Objects {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        while let Some((line, text)) = self.lines.next()? {
            if let Some(row) = object(&text, line)?.and_then(|o| self.fields.row(&o, line)) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn place(&self) -> usize {
        self.lines.number()
    }
}

/// The object on a line; `None` for an empty line.
fn object(text: &str, line: usize) -> Outcome<Option<Map<String, Value>>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let value = serde_json::from_str(text).map_err(|e| format!("line {line} is not a JSON object: {e}"))?;
    flat(value).map(Some).ok_or_else(|| format!("line {line} is JSON, but not an object"))
}

/// An object with the fields of `"translation": {"zh": …, "en": …}` taken up to its own, where it has but one such.
fn flat(value: Value) -> Option<Map<String, Value>> {
    let Value::Object(mut object) = value else { return None };
    let mut objects = object.values_mut().filter_map(Value::as_object_mut);
    if let (Some(inner), None) = (objects.next(), objects.next()) {
        let inner = std::mem::take(inner);
        object.extend(inner);
    }
    Some(object)
}

/// The names of the fields, and what they are as columns.
struct Fields {
    names: Vec<String>,
    columns: Columns,
}

impl Fields {
    fn of(objects: &[Map<String, Value>]) -> Option<Self> {
        let mut names: Vec<String> = Vec::new();
        for name in objects.iter().flat_map(Map::keys) {
            if !names.contains(name) && names.len() < 64 {
                names.push(name.clone());
            }
        }
        let mut rows = vec![names.clone()];
        rows.extend(objects.iter().map(|o| cells(&names, o)));
        let columns = columns(&rows, Extent::Memory).filter(|c| c.header && (c.both() || c.key.is_some()))?;
        Some(Fields { names, columns })
    }

    fn row(&self, object: &Map<String, Value>, line: usize) -> Option<Row> {
        // Lists and objects are no cells, nor is a field that the first objects did not have.
        let is_cell = |name: &String, value: &Value| matches!(value, Value::String(_)) && self.names.contains(name);
        let mut inner = KeyedTexts::default();
        for (_, value) in object.iter().filter(|(name, value)| !is_cell(name, value)) {
            gather(&mut inner, value, &mut Vec::new(), None);
        }
        let unread = inner.rows.into_iter().flat_map(|row| [row.zh, row.en]).flatten();
        let left_out: Vec<LeftOut> =
            unread.map(|text| LeftOut { reason: LeftOutReason::Column, text, line }).chain(inner.left_out).collect();
        match self.columns.row(&cells(&self.names, object), line) {
            Some(mut row) => {
                row.left_out.extend(left_out);
                Some(row)
            }
            None => (!left_out.is_empty()).then(|| Row { line, left_out, ..Row::default() }),
        }
    }
}

fn cells(names: &[String], object: &Map<String, Value>) -> Vec<String> {
    let cell = |name: &String| match object.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    names.iter().map(cell).collect()
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
        assert!(read("{\"a\": 1}").unwrap_err().contains("\"zh\" and \"en\""));
        assert!(read(&"[".repeat(1_000_000)).unwrap_err().contains("well-formed"));
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
