//! The texts of a JSON tree by their keys.

use crate::model::{LeftOutReason, Side};
use crate::read::columns::without_language;
use crate::read::json_tree::Json;
use crate::read::keyed::KeyedTexts;
use crate::read::language::side_of_name;

/// What a message is kept under (Chrome, FormatJS, Transifex), and what says to translators what it is for.
const MESSAGES: [&str; 3] = ["message", "defaultMessage", "string"];
const NOTES: [&str; 4] = ["description", "developer_comment", "comment", "context"];

/// Whether a key of an object holds a note on the message beside it.
fn is_note(key: &str, object: &[(String, Json)]) -> bool {
    let is_message = |(key, value): &(String, Json)| MESSAGES.contains(&key.as_str()) && matches!(value, Json::Text(_));
    NOTES.contains(&key) && object.iter().any(is_message)
}

/// What a key says without its language, and the language, where another key of the object says the same in the other one:
/// `title_zh` beside `title_en`, `nameEn` beside `nameCn`.
fn twin(key: &str, object: &[(String, Json)]) -> Option<(String, Side)> {
    let (stem, side) = without_language(key)?;
    let other = Some((stem.clone(), side.other()));
    object.iter().any(|(key, _)| without_language(key) == other).then_some((stem, side))
}

/// Adds every text in a tree by its keys, in the order of the file. serde_json bounds the depth.
pub fn gather(texts: &mut KeyedTexts, value: &Json, keys: &mut Vec<String>, side: Option<Side>) {
    match value {
        Json::Object(object) => {
            for (key, value) in &object.0 {
                // What describes a message stands beside it under the same key with a sign before it (ARB), or in it.
                if key.starts_with('@') || is_note(key, &object.0) {
                    let mut inner = KeyedTexts::default();
                    gather(&mut inner, value, &mut Vec::new(), side);
                    let said = inner.rows.into_iter().flat_map(|row| [row.zh, row.en]).flatten().collect::<Vec<_>>();
                    texts.leave(LeftOutReason::Comment, said.join(" "));
                    continue;
                }
                let (name, side) = match side_of_name(key) {
                    _ if side.is_some() => (Some(key.clone()), side),
                    Some(named) => (None, Some(named)),
                    None => {
                        twin(key, &object.0).map_or((Some(key.clone()), None), |(stem, side)| (Some(stem), Some(side)))
                    }
                };
                let depth = keys.len();
                keys.extend(name);
                gather(texts, value, keys, side);
                keys.truncate(depth);
            }
        }
        Json::List(values) => {
            for (n, value) in values.iter().enumerate() {
                keys.push((n + 1).to_string());
                gather(texts, value, keys, side);
                keys.pop();
            }
        }
        Json::Text(text) => texts.add(keys.join("."), text, side),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::model::LeftOutReason;
    use crate::read::format::Hint;
    use crate::read::input::Input;
    use crate::read::testing::rows_of;

    #[test]
    fn keys_that_differ_in_the_language_are_a_row() {
        let records = r#"{"records": [{"title_zh": "泊位", "title_en": "Berth", "dues": {"nameCn": "費用", "nameEn": "Dues"}},
            {"title_zh": "拖輪", "title_en": "Tug", "note_zh": "兩艘"}], "unit": {"name_zh_tw": "碼頭", "name_en": "Quay"}}"#;
        let raw = crate::read::read(&Input::bytes("x.json", records.as_bytes()), &Hint::default()).unwrap();
        let shown = |row: crate::model::Row| [row.zh, row.en, row.reference].map(Option::unwrap_or_default).join("|");
        let want = [
            "泊位|Berth|records.1.title",
            "費用|Dues|records.1.dues.name",
            "拖輪|Tug|records.2.title",
            "兩艘||records.2.note_zh",
            "碼頭|Quay|unit.name",
        ];
        assert_eq!(rows_of(raw).into_iter().map(shown).collect::<Vec<_>>(), want);
    }

    #[test]
    fn notes_on_messages_are_no_text() {
        let json = r#"{"moor": {"message": "Moor", "description": "On a button"}, "tide": {"description": "The tide turns."}}"#;
        let raw = crate::read::read(&Input::bytes("en.json", json.as_bytes()), &Hint::default()).unwrap();
        let left: Vec<_> = raw.left_out.iter().map(|piece| (piece.reason, piece.text.as_str())).collect();
        assert_eq!(left, [(LeftOutReason::Comment, "On a button")]);
        let names: Vec<String> = rows_of(raw).into_iter().filter_map(|row| row.reference).collect();
        assert_eq!(names, ["moor.message", "tide.description"]);
    }
}
