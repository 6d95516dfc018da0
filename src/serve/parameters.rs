//! Parameters of a path: described by the schema of the request that they fill, read by that description, and written
//! by it again as a link. What is published and what is understood cannot differ.

use super::encoding::encoded;
use super::problem::Problem;
use crate::request::fields::{Field, FieldKind, fields, nearest};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameter {
    pub name: String,
    /// What it means, for the description.
    pub about: String,
    pub kind: FieldKind,
    /// What it is when it is left out; null where nothing stands for it.
    pub usual: Value,
    /// A value for the description; one that has it has to be there.
    pub example: Option<&'static str>,
    /// Whether it is a part of the path, rather than of the query.
    pub in_path: bool,
}

/// The parameters of a path whose request is a `T`.
pub(super) struct Parameters {
    list: Vec<Parameter>,
}

impl Parameters {
    /// Those that the schema of a request has and that an address can hold: texts, numbers, flags and words; by name.
    pub fn of<T: JsonSchema>() -> Parameters {
        Parameters { list: fields::<T>().into_iter().filter_map(parameter).collect() }
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

    /// Is at most so high, where the request has it.
    pub fn at_most(self, name: &str, highest: u64) -> Self {
        if !self.list.iter().any(|parameter| parameter.name == name) {
            return self;
        }
        self.change(name, |parameter| {
            if let FieldKind::Number { most, .. } = &mut parameter.kind {
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
        let request = Value::Object(self.given(id, query, lenient)?);
        serde_json::from_value(request).map_err(|error| Problem::Request(error.to_string()))
    }

    /// What an address gives, with what is usual for the rest; the same code for requests of all types.
    fn given(&self, id: Option<String>, query: &str, lenient: bool) -> Result<Map<String, Value>, Problem> {
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
            if value.is_empty() && (lenient || parameter.kind == FieldKind::Text) {
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
        Ok(request)
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
        let nearest = nearest(name, known.iter().map(String::as_str)).map(String::from);
        Problem::Unknown { name: name.chars().take(40).collect(), nearest, known }
    }
}

impl Parameter {
    /// The value that a text means.
    fn value(&self, text: &str) -> Result<Value, Problem> {
        let value: Option<Value> = match &self.kind {
            FieldKind::Text => Some(text.into()),
            FieldKind::Number { least, most } => {
                text.parse::<u64>().ok().filter(|number| (*least..=*most).contains(number)).map(Value::from)
            }
            FieldKind::Flag => text.parse::<bool>().ok().map(Value::from),
            FieldKind::Word(words) => words.iter().any(|(word, _)| word == text).then(|| text.into()),
            FieldKind::Other(_) => None,
        };
        value.ok_or_else(|| self.refused(text, &self.kind.want()))
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

/// A field of a request as a parameter; `None` where an address cannot hold it.
fn parameter(field: Field) -> Option<Parameter> {
    let Field { name, about, kind, usual } = field;
    let held = !matches!(kind, FieldKind::Other(_));
    held.then_some(Parameter { name, about, kind, usual, example: None, in_path: false })
}
