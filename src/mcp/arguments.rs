//! Arguments of a tool: described by the schema of the request that they fill, and read by that description.

use super::page::{BUDGET, BUDGETS, Page};
use super::refusal::Refusal;
use crate::request::fields::{Field, FieldKind, explained, fields, form, nearest};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// Characters of a text that is none of ours that are repeated.
const SHOWN: usize = 40;

/// The arguments of a tool whose request is a `T`.
pub(super) struct Arguments {
    fields: Vec<Field>,
    needed: Option<&'static str>,
    pages: bool,
}

impl Arguments {
    /// Those that the schema of a request has.
    pub fn of<T: JsonSchema>() -> Arguments {
        Arguments { fields: fields::<T>(), needed: None, pages: false }
    }

    fn change(mut self, name: &str, change: impl FnOnce(&mut Field)) -> Self {
        let found = self.fields.iter_mut().find(|field| field.name == name);
        debug_assert!(found.is_some(), "no argument '{name}'");
        found.map(change);
        self
    }

    /// Has to be there; comes before the others.
    pub fn needed(mut self, name: &'static str) -> Self {
        self.fields.sort_by_key(|field| field.name != name);
        Arguments { needed: Some(name), ..self }
    }

    /// Is this where it is left out.
    pub fn usual(self, name: &str, value: impl Into<Value>) -> Self {
        self.change(name, |field| field.usual = value.into())
    }

    /// Is at most so high.
    pub fn at_most(self, name: &str, highest: u64) -> Self {
        self.change(name, |field| {
            if let FieldKind::Number { most, .. } = &mut field.kind {
                *most = highest;
            }
        })
    }

    /// Cannot be given here.
    pub fn without(mut self, names: &[&str]) -> Self {
        self.fields.retain(|field| !names.contains(&field.name.as_str()));
        self
    }

    /// Has `offset` too, of items of the answer, since the request passes over none.
    pub fn paged(self) -> Self {
        Arguments { pages: true, ..self }
    }

    /// All of them, with what says how much of the answer is wanted.
    fn all(&self) -> impl Iterator<Item = (Field, bool)> + '_ {
        let number = |name: &str, about: &str, kind: FieldKind, usual: u64| {
            let usual = Value::from(usual);
            (Field { name: name.into(), about: about.into(), kind, usual }, true)
        };
        let budget = FieldKind::Number { least: *BUDGETS.start(), most: *BUDGETS.end() };
        let budget = number("budget", "Most characters of the answer; its end says how to go on.", budget, BUDGET);
        let offset = FieldKind::Number { least: 0, most: u64::from(u32::MAX) };
        let offset = number("offset", "Items of the answer that are passed over first.", offset, 0);
        let own = self.fields.iter().cloned().map(|field| (field, false));
        own.chain(self.pages.then_some(offset)).chain([budget])
    }

    /// The schema that is published: an object, without references.
    pub fn schema(&self) -> Map<String, Value> {
        let property = |(field, _): (Field, bool)| {
            let mut schema = form(&field.kind);
            schema["description"] = explained(&field.about, &field.kind).into();
            if Some(field.name.as_str()) == self.needed {
                schema["minLength"] = 1.into();
            } else if !field.usual.is_null() && field.usual != "" {
                schema["default"] = field.usual;
            }
            (field.name, schema)
        };
        let properties: Map<String, Value> = self.all().map(property).collect();
        let schema = json!({
            "type": "object",
            "properties": properties,
            "required": self.needed.into_iter().collect::<Vec<_>>(),
            "additionalProperties": false,
        });
        match schema {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
    }

    /// The request that arguments ask for, and how much of its answer.
    pub fn read<T: DeserializeOwned>(&self, given: Map<String, Value>) -> Result<(T, Page), Refusal> {
        let all: Vec<(Field, bool)> = self.all().collect();
        if let Some(name) = given.keys().find(|name| !all.iter().any(|(field, _)| field.name == **name)) {
            return Err(unknown(name, all.iter().map(|(field, _)| field.name.as_str())));
        }
        let (mut request, mut page) = (Map::new(), Map::new());
        for (field, is_of_page) in all {
            let value = match given.get(&field.name) {
                None | Some(Value::Null) => field.usual,
                Some(value) if fits(&field.kind, value) => value.clone(),
                Some(value) => return Err(refused(&field, value)),
            };
            let blank = value.as_str().is_none_or(|text| text.trim().is_empty());
            if Some(field.name.as_str()) == self.needed && blank {
                return Err(Refusal::Arguments(format!("'{}' is missing: {}", field.name, field.about)));
            }
            // What is null is what the request has for it.
            if !value.is_null() {
                if is_of_page { &mut page } else { &mut request }.insert(field.name, value);
            }
        }
        let number = |name: &str| page.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let page = Page { budget: number("budget").unwrap_or(500), offset: number("offset").unwrap_or(0) };
        let request = serde_json::from_value(Value::Object(request));
        Ok((request.map_err(|error| Refusal::Arguments(error.to_string()))?, page))
    }
}

fn fits(kind: &FieldKind, value: &Value) -> bool {
    match kind {
        FieldKind::Text => value.is_string(),
        FieldKind::Number { least, most } => value.as_u64().is_some_and(|number| (*least..=*most).contains(&number)),
        FieldKind::Flag => value.is_boolean(),
        FieldKind::Word(words) => words.iter().any(|(word, _)| value == word),
        // Whether it does shows when the request is made.
        FieldKind::Other(_) => true,
    }
}

fn refused(field: &Field, value: &Value) -> Refusal {
    let shown: String = value.to_string().chars().take(SHOWN).collect();
    Refusal::Arguments(format!("'{}' is {shown}; it takes {}", field.name, field.kind.want()))
}

fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> Refusal {
    let shown: String = name.chars().take(SHOWN).collect();
    Refusal::Arguments(match nearest(name, known.clone()) {
        Some(near) => format!("there is no argument '{shown}' here; there is '{near}'"),
        None => format!("there is no argument '{shown}' here; there are {}", known.collect::<Vec<_>>().join(", ")),
    })
}
