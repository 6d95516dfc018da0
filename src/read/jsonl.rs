//! JSON Lines with a Chinese and an English field a line, and a JSON array of such objects.

use super::decode::Decoded;
use super::encoding::{Encoded, detect, text_of};
use super::rows::{self, Pull};
use super::source::{Input, Lines, Stream};
use super::table::{Columns, columns};
use super::{Hint, Outcome, limits};
use crate::model::{Raw, Row};
use serde_json::{Map, Value};

const WANTED: &str = "is JSON without Chinese and English fields; an object a line with \"zh\" and \"en\" is read, or an array of such objects";

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let head = input.head(limits::HEAD)?;
    let (head, _) = encoded.encoding.decode_with_bom_removal(&head);
    let mut raw =
        if head.trim_start().starts_with('[') { array(input, hint, encoded.name())? } else { lines(input, encoded)? };
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

fn lines(input: &Input, encoded: Encoded) -> Outcome<Raw> {
    // Objects of one file have the same fields: those of the first lines say which is which.
    let mut sample = Lines::new(encoded.open(input)?);
    let mut objects = Vec::new();
    while objects.len() < limits::SAMPLE_ROWS
        && let Some((line, text)) = sample.next()?
    {
        // An object written over several lines is JSON, but not JSON Lines.
        objects.extend(object(&text, line).map_err(|why| if line == 1 { WANTED.into() } else { why })?);
    }
    let fields = Fields::of(&objects).ok_or(WANTED)?;
    rows::raw("jsonl", encoded.name(), Objects { lines: Lines::new(encoded.open(input)?), fields })
}

fn array(input: &Input, hint: &Hint, encoding: &'static str) -> Outcome<Raw> {
    let (text, _) = text_of(input, hint.encoding.as_deref())?;
    let values: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
        .map_err(|e| format!("is not well-formed JSON: {e}"))?;
    let objects: Vec<Map<String, Value>> = values.into_iter().filter_map(flat).collect();
    let fields = Fields::of(&objects).ok_or(WANTED)?;
    let rows = objects.iter().enumerate().filter_map(|(n, o)| fields.row(o, n + 1)).collect();
    Ok(Raw { format: "json", encoding, body: rows::of(rows), ..Raw::default() })
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

/// An object with the fields of `"translation": {"zh": …, "en": …}` taken up to its own.
fn flat(value: Value) -> Option<Map<String, Value>> {
    let Value::Object(mut object) = value else { return None };
    let inner: Vec<Map<String, Value>> =
        object.values_mut().filter_map(|v| v.as_object_mut().map(std::mem::take)).collect();
    object.extend(inner.into_iter().flatten());
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
        let columns = columns(&rows).filter(|c| c.header && (c.both() || c.key.is_some()))?;
        Some(Fields { names, columns })
    }

    fn row(&self, object: &Map<String, Value>, line: usize) -> Option<Row> {
        self.columns.row(&cells(&self.names, object), line)
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
}
