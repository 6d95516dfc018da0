//! A value against its JSON schema (2020-12), as far as ours use it. A word of a schema that is not known here fails, so
//! that nothing is passed over; a key that the schema does not name fails too.

use serde_json::Value;

/// What describes and does not restrict.
const SAYS_NOTHING: &[&str] =
    &["$schema", "$defs", "title", "description", "default", "format", "example", "properties", "additionalProperties"];

/// Fails unless the value is one of the schema. `root` is what references begin at.
pub fn check(root: &Value, schema: &Value, value: &Value, at: &str) {
    if let Err(why) = validate(root, schema, value, at) {
        panic!("{why}\n{value}");
    }
}

fn validate(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let wrong = |word: &str, what: &Value| Err(format!("{at}: {word} {what}, but {value}"));
    let Some(words) = schema.as_object() else { return Err(format!("{at}: {schema} is no schema")) };
    for (word, what) in words {
        match word.as_str() {
            "$ref" => {
                let path = what.as_str().unwrap_or_default().trim_start_matches('#');
                let found = root.pointer(path).ok_or(format!("{at}: there is no {what}"))?;
                validate(root, found, value, at)?;
            }
            "type" => {
                let names = what.as_array().map_or(vec![what], |names| names.iter().collect());
                if !names.iter().any(|name| is_of(value, name.as_str().unwrap_or_default())) {
                    return wrong(word, what);
                }
            }
            "const" if what != value => return wrong(word, what),
            "enum" if !what.as_array().is_some_and(|choices| choices.contains(value)) => return wrong(word, what),
            "const" | "enum" => {}
            "minimum" if value.as_f64().is_some_and(|n| n < what.as_f64().unwrap()) => return wrong(word, what),
            "maximum" if value.as_f64().is_some_and(|n| n > what.as_f64().unwrap()) => return wrong(word, what),
            "minimum" | "maximum" => {}
            "minItems" if value.as_array().is_some_and(|list| list.len() < count(what)) => return wrong(word, what),
            "maxItems" if value.as_array().is_some_and(|list| list.len() > count(what)) => return wrong(word, what),
            "minItems" | "maxItems" => {}
            "pattern" => {
                let pattern = regex::Regex::new(what.as_str().unwrap()).unwrap();
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    return wrong(word, what);
                }
            }
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    validate(root, what, item, &format!("{at}[{n}]"))?;
                }
            }
            "required" => {
                let missing =
                    what.as_array().into_iter().flatten().find(|key| value.get(key.as_str().unwrap()).is_none());
                if let Some(key) = missing.filter(|_| value.is_object()) {
                    return wrong("required", key);
                }
            }
            "anyOf" | "oneOf" => {
                let choices = what.as_array().unwrap();
                let fitting = choices.iter().filter(|choice| validate(root, choice, value, at).is_ok()).count();
                if fitting == 0 || (word == "oneOf" && fitting > 1) {
                    return wrong(word, what);
                }
            }
            "allOf" => {
                for part in what.as_array().unwrap() {
                    validate(root, part, value, at)?;
                }
            }
            word if SAYS_NOTHING.contains(&word) => {}
            word => return Err(format!("{at}: the word '{word}' of a schema is not known to this test")),
        }
    }
    keys(root, schema, value, at)
}

/// Every key of an object is one of the schema's.
fn keys(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let (properties, others) = (schema.get("properties"), schema.get("additionalProperties"));
    if properties.is_none() && others.is_none() {
        return Ok(());
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{key}");
        match (properties.and_then(|properties| properties.get(key)), others) {
            (Some(schema), _) => validate(root, schema, value, &at)?,
            (None, Some(schema)) if schema.is_object() => validate(root, schema, value, &at)?,
            _ => return Err(format!("{at} is in no schema")),
        }
    }
    Ok(())
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn count(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn what_is_wrong_is_found() {
    let root = serde_json::json!({
        "type": "object",
        "properties": {
            "n": { "type": "integer", "minimum": 1 },
            "kind": { "enum": ["a", "b"] },
            "side": { "anyOf": [{ "$ref": "#/$defs/Side" }, { "type": "null" }] },
        },
        "required": ["n"],
        "$defs": { "Side": { "type": "array", "items": { "type": "string", "pattern": "^[0-9]+$" }, "minItems": 2 } },
    });
    let valid = |json: &str| validate(&root, &root, &serde_json::from_str(json).unwrap(), "").is_ok();
    for json in [r#"{"n":1}"#, r#"{"n":2,"kind":"a","side":null}"#, r#"{"n":3,"side":["1","22"]}"#] {
        assert!(valid(json), "{json}");
    }
    for json in [
        "[]",
        "{}",
        r#"{"n":0}"#,
        r#"{"n":1.5}"#,
        r#"{"n":1,"kind":"c"}"#,
        r#"{"n":1,"side":["1"]}"#,
        r#"{"n":1,"side":["1","x"]}"#,
        r#"{"n":1,"more":1}"#,
    ] {
        assert!(!valid(json), "{json}");
    }
}
