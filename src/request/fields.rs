//! The fields of a request, from its schema: what the parameters of an address and the arguments of a tool are described
//! by and read by, so that what is published and what is understood cannot differ.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// One field of a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub name: String,
    /// What it means.
    pub about: String,
    pub kind: FieldKind,
    /// What it is when it is left out; null where nothing stands for it.
    pub usual: Value,
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FieldKind {
    Text,
    /// A whole number, both ends included.
    Number {
        least: u64,
        most: u64,
    },
    Flag,
    /// One of a few words, each with what it means.
    Word(Vec<(String, String)>),
    /// Anything else, by its schema: no address can hold it.
    Other(Value),
}

impl FieldKind {
    /// What it takes, behind "it takes".
    pub fn want(&self) -> String {
        match self {
            FieldKind::Text => "a text".into(),
            FieldKind::Number { least, most } => format!("a number from {least} to {most}"),
            FieldKind::Flag => "true, false".into(),
            FieldKind::Word(words) => words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(", "),
            FieldKind::Other(_) => "what its schema says".into(),
        }
    }
}

/// The fields that the schema of a request has, by name.
pub(crate) fn fields<T: JsonSchema>() -> Vec<Field> {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten().map(|(name, schema)| field(name, schema)).collect()
}

/// Of the names that are known, the one that a name is closest to, where it can be meant.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let near = |known: &&str| strsim::damerau_levenshtein(known, name) <= (name.len() / 3).max(1);
    known.into_iter().filter(near).min_by_key(|known| strsim::damerau_levenshtein(known, name))
}

fn field(name: &str, schema: &Value) -> Field {
    let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    Field {
        name: name.into(),
        about: about.split_whitespace().collect::<Vec<_>>().join(" "),
        kind: kind(schema).unwrap_or_else(|| FieldKind::Other(schema.clone())),
        usual: schema.get("default").cloned().unwrap_or(Value::Null),
    }
}

/// `None` where it is neither a text nor a whole number, a flag or a word.
fn kind(schema: &Value) -> Option<FieldKind> {
    if let Some(words) = words(schema) {
        return Some(FieldKind::Word(words));
    }
    // What may be left out is a value or null.
    let of_type = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null").map(String::from),
        _ => None,
    };
    match of_type(schema.get("type")?)?.as_str() {
        "string" => Some(FieldKind::Text),
        "boolean" => Some(FieldKind::Flag),
        "integer" => {
            let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
            let most = match schema.get("format").and_then(Value::as_str) {
                Some("uint32") => u64::from(u32::MAX),
                _ => u64::MAX,
            };
            Some(FieldKind::Number { least: bound("minimum").unwrap_or(0), most: bound("maximum").unwrap_or(most) })
        }
        _ => None,
    }
}

/// The words of an enumeration, however it is written: `enum`, or a `const` for each, with or without null.
fn words(schema: &Value) -> Option<Vec<(String, String)>> {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(Value::as_str).map(|word| (word.into(), String::new())).collect());
    }
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
        return Some(vec![(word.into(), about.into())]);
    }
    let choices = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
    let choices = choices.iter().filter(|choice| choice.get("type").and_then(Value::as_str) != Some("null"));
    choices.map(words).collect::<Option<Vec<_>>>().map(|words| words.concat())
}

/// What a field means, and each of its words where they have a meaning of their own.
pub(crate) fn explained(about: &str, kind: &FieldKind) -> String {
    let FieldKind::Word(words) = kind else { return about.to_string() };
    let words = words.iter().filter(|(_, about)| !about.is_empty());
    let words = words.map(|(word, about)| format!("`{word}`: {about}"));
    std::iter::once(about.to_string()).chain(words).collect::<Vec<_>>().join("\n")
}

/// The schema of a value of this kind, without references.
pub(crate) fn form(kind: &FieldKind) -> Value {
    use serde_json::json;
    match kind {
        FieldKind::Text => json!({ "type": "string" }),
        FieldKind::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Word(words) => {
            json!({ "type": "string", "enum": words.iter().map(|(word, _)| word).collect::<Vec<_>>() })
        }
        FieldKind::Other(schema) => schema.clone(),
    }
}
