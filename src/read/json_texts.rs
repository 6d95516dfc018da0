//! The texts of a JSON tree by their keys.

use crate::model::{LeftOutReason, Side};
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
    fn notes_on_messages_are_no_text() {
        let json = r#"{"moor": {"message": "Moor", "description": "On a button"}, "tide": {"description": "The tide turns."}}"#;
        let raw = crate::read::read(&Input::bytes("en.json", json.as_bytes()), &Hint::default()).unwrap();
        let left: Vec<_> = raw.left_out.iter().map(|piece| (piece.reason, piece.text.as_str())).collect();
        assert_eq!(left, [(LeftOutReason::Comment, "On a button")]);
        let names: Vec<String> = rows_of(raw).into_iter().filter_map(|row| row.reference).collect();
        assert_eq!(names, ["moor.message", "tide.description"]);
    }
}
