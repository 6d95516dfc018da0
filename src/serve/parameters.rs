//! Parameters of a path: described by the schema of the request that they fill, read by that description, and written
//! by it again as a link. What is published and what is understood cannot differ.

use super::encoding::encoded;
use super::problem::Problem;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameter {
    pub name: String,
    /// What it means, for the description.
    pub about: String,
    pub kind: ValueKind,
    /// What it is when it is left out; null where nothing stands for it.
    pub usual: Value,
    /// A value for the description; one that has it has to be there.
    pub example: Option<&'static str>,
    /// Whether it is a part of the path, rather than of the query.
    pub in_path: bool,
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ValueKind {
    Text,
    /// A whole number, both ends included.
    Number {
        least: u64,
        most: u64,
    },
    Flag,
    /// One of a few words, each with what it means.
    Word(Vec<(String, String)>),
}

/// The parameters of a path whose request is a `T`.
pub(super) struct Parameters {
    list: Vec<Parameter>,
}

impl Parameters {
    /// Those that the schema of a request has and that an address can hold: texts, numbers, flags and words; by name.
    pub fn of<T: JsonSchema>() -> Parameters {
        let mut settings = SchemaSettings::draft2020_12();
        settings.inline_subschemas = true;
        let schema = settings.into_generator().into_root_schema_for::<T>();
        let properties = schema.get("properties").and_then(Value::as_object);
        let described = properties.into_iter().flatten().filter_map(|(name, schema)| parameter(name, schema));
        Parameters { list: described.collect() }
    }

    /// The parameters, in the order of the request.
    pub fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.list.iter()
    }

    fn change(mut self, name: &str, change: impl FnOnce(&mut Parameter)) -> Self {
        let found = self.list.iter_mut().find(|parameter| parameter.name == name);
        debug_assert!(found.is_some(), "no parameter '{name}'");
        found.map(change);
        self
    }

    /// Comes before the others.
    pub fn first(mut self, name: &str) -> Self {
        self.list.sort_by_key(|parameter| parameter.name != name);
        self
    }

    /// Has to be there; with an example.
    pub fn needed(self, name: &str, example: &'static str) -> Self {
        self.first(name).change(name, |parameter| parameter.example = Some(example))
    }

    /// Stands in the path.
    pub fn in_path(self, name: &str, example: &'static str) -> Self {
        self.first(name).change(name, |parameter| (parameter.in_path, parameter.example) = (true, Some(example)))
    }

    /// Is this where it is left out.
    pub fn usual(self, name: &str, value: impl Into<Value>) -> Self {
        self.change(name, |parameter| parameter.usual = value.into())
    }

    /// Is at most so high.
    pub fn at_most(self, name: &str, highest: u64) -> Self {
        self.change(name, |parameter| {
            if let ValueKind::Number { most, .. } = &mut parameter.kind {
                *most = highest;
            }
        })
    }

    /// Cannot be given here.
    pub fn without(mut self, names: &[&str]) -> Self {
        self.list.retain(|parameter| !names.contains(&parameter.name.as_str()));
        self
    }

    /// The request that an address asks for. `lenient`: a value that is empty counts as left out, as the form of a page
    /// sends what nobody has chosen.
    pub fn read<T: DeserializeOwned>(&self, id: Option<String>, query: &str, lenient: bool) -> Result<T, Problem> {
        let mut request = Map::new();
        for parameter in &self.list {
            request.insert(parameter.name.clone(), parameter.usual.clone());
        }
        if let (Some(id), Some(parameter)) = (id, self.list.iter().find(|parameter| parameter.in_path)) {
            request.insert(parameter.name.clone(), id.into());
        }
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some(parameter) = self.list.iter().find(|parameter| parameter.name == name && !parameter.in_path)
            else {
                return Err(self.unknown(&name));
            };
            let value = value.trim();
            if value.is_empty() && (lenient || parameter.kind == ValueKind::Text) {
                continue;
            }
            if seen.contains(&parameter.name.as_str()) {
                return Err(parameter.refused(value, "one value, not several"));
            }
            seen.push(&parameter.name);
            request.insert(parameter.name.clone(), parameter.value(value)?);
        }
        let missing =
            self.list.iter().find(|one| one.example.is_some() && !one.in_path && !seen.contains(&one.name.as_str()));
        if let Some(parameter) = missing.filter(|_| !lenient) {
            return Err(Problem::Missing { name: parameter.name.clone(), want: parameter.about.clone() });
        }
        // What is left out, and has no usual value here, is what the request has for it.
        request.retain(|_, value| !value.is_null());
        serde_json::from_value(Value::Object(request)).map_err(|error| Problem::Request(error.to_string()))
    }

    /// The address that asks for a request, under a path.
    pub fn link<T: Serialize>(&self, path: &str, request: &T) -> String {
        let Ok(Value::Object(request)) = serde_json::to_value(request) else { return path.to_string() };
        let mut out = path.to_string();
        let mut joint = '?';
        for parameter in &self.list {
            let Some(value) = request.get(&parameter.name).and_then(written) else { continue };
            if parameter.in_path {
                out = out.replace(&format!("{{{}}}", parameter.name), &encoded(&value));
            } else if Some(&value) != written(&parameter.usual).as_ref() {
                out.push(joint);
                out.push_str(&format!("{}={}", parameter.name, encoded(&value)));
                joint = '&';
            }
        }
        out
    }

    fn unknown(&self, name: &str) -> Problem {
        let known: Vec<String> = self.list.iter().filter(|one| !one.in_path).map(|one| one.name.clone()).collect();
        let near = |known: &&String| strsim::damerau_levenshtein(known, name) <= (name.len() / 3).max(1);
        let nearest = known.iter().filter(near).min_by_key(|known| strsim::damerau_levenshtein(known, name)).cloned();
        Problem::Unknown { name: name.chars().take(40).collect(), nearest, known }
    }
}

impl Parameter {
    /// The value that a text means.
    fn value(&self, text: &str) -> Result<Value, Problem> {
        match &self.kind {
            ValueKind::Text => Ok(text.into()),
            ValueKind::Number { least, most } => match text.parse::<u64>() {
                Ok(number) if (*least..=*most).contains(&number) => Ok(number.into()),
                _ => Err(self.refused(text, &format!("a number from {least} to {most}"))),
            },
            ValueKind::Flag => match text {
                "true" => Ok(true.into()),
                "false" => Ok(false.into()),
                _ => Err(self.refused(text, "true, false")),
            },
            ValueKind::Word(words) => match words.iter().any(|(word, _)| word == text) {
                true => Ok(text.into()),
                false => {
                    let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
                    Err(self.refused(text, &words.join(", ")))
                }
            },
        }
    }

    fn refused(&self, value: &str, want: &str) -> Problem {
        Problem::Parameter { name: self.name.clone(), value: value.into(), want: want.into() }
    }
}

/// A value as an address has it; `None` where it is left out.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A property of a request as a parameter; `None` where an address cannot hold it.
fn parameter(name: &str, schema: &Value) -> Option<Parameter> {
    let text = |key: &str| schema.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    let usual = schema.get("default").cloned().unwrap_or(Value::Null);
    Some(Parameter {
        name: name.into(),
        about: text("description").split_whitespace().collect::<Vec<_>>().join(" "),
        kind: kind(schema)?,
        usual,
        example: None,
        in_path: false,
    })
}

fn kind(schema: &Value) -> Option<ValueKind> {
    if let Some(words) = words(schema) {
        return Some(ValueKind::Word(words));
    }
    // What may be left out is a value or null; in an address it is a value or not there.
    let of_type = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null").map(String::from),
        _ => None,
    };
    match of_type(schema.get("type")?)?.as_str() {
        "string" => Some(ValueKind::Text),
        "boolean" => Some(ValueKind::Flag),
        "integer" => {
            let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
            let most = match schema.get("format").and_then(Value::as_str) {
                Some("uint32") => u64::from(u32::MAX),
                _ => u64::MAX,
            };
            Some(ValueKind::Number { least: bound("minimum").unwrap_or(0), most: bound("maximum").unwrap_or(most) })
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
