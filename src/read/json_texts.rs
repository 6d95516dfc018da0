//! The texts of a JSON tree by their keys.

use crate::model::{LeftOutReason, Side};
use crate::read::json_tree::Json;
use crate::read::keyed::KeyedTexts;
use crate::read::language::side_of_name;

/// Adds every text in a tree by its keys, in the order of the file. serde_json bounds the depth.
pub fn gather(texts: &mut KeyedTexts, value: &Json, keys: &mut Vec<String>, side: Option<Side>) {
    match value {
        Json::Object(object) => {
            for (key, value) in &object.0 {
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
