//! The JSON schemas of everything that is written as JSON, by name. They are derived from the types that write it.

use super::align::WireAlign;
use super::check::Check;
use super::compare::WireComparison;
use super::json::{Docs, Indexed, Search, Show, Size, WireCounterpart, WireGlossary, WireHit, WireTerms};
use super::kwic::WireKwic;
use super::problem::WireProblem;
use super::statistics::{WireCollocates, WireDispersion, WireFrequencies, WireKeywords};
use super::units::WireUnit;
use crate::{Error, Result};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use std::io::Write;

/// Something that is written as JSON.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// As the command that writes it.
    pub name: &'static str,
    /// Which command and which options write it.
    pub from: &'static str,
    root: fn() -> Schema,
    part: fn(&mut SchemaGenerator) -> Schema,
}

const fn output<T: JsonSchema>(name: &'static str, from: &'static str) -> Output {
    Output { name, from, root: || settings().into_generator().into_root_schema_for::<T>(), part: part::<T> }
}

fn part<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// All of them.
pub const OUTPUTS: &[Output] = &[
    output::<Search>("search", "search --json"),
    output::<WireHit>("hit", "search --format jsonl, a line"),
    output::<WireCounterpart>("counterpart", "counterpart --json"),
    output::<Show>("show", "show --json"),
    output::<Docs>("docs", "docs --json"),
    output::<Size>("size", "docs --size --json"),
    output::<WireKwic>("kwic", "kwic --json"),
    output::<WireTerms>("terms", "terms --json"),
    output::<WireGlossary>("glossary", "terms --all --json"),
    output::<WireFrequencies>("freq", "freq --json"),
    output::<WireCollocates>("collocates", "collocates --json"),
    output::<WireKeywords>("keywords", "keywords --json"),
    output::<WireDispersion>("dispersion", "dispersion --json"),
    output::<Check>("check", "check --json"),
    output::<WireComparison>("compare", "compare --json"),
    output::<WireAlign>("align", "align --format json"),
    output::<WireUnit>("unit", "export --format jsonl, a line"),
    output::<Indexed>("index", "index --json"),
    output::<WireProblem>("error", "the HTTP API, where it has no other answer"),
];

impl Output {
    /// The output of that name.
    pub fn named(name: &str) -> Option<&'static Output> {
        OUTPUTS.iter().find(|output| output.name == name)
    }

    /// Its schema (JSON Schema 2020-12).
    pub fn schema(&self) -> Schema {
        (self.root)()
    }

    /// A reference to its schema, which is put among the definitions of the generator.
    pub(crate) fn reference(&self, generator: &mut SchemaGenerator) -> Schema {
        (self.part)(generator)
    }
}

/// Writes the schema of an output.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn schema(out: &mut dyn Write, output: &Output) -> Result<()> {
    let written = serde_json::to_writer_pretty(&mut *out, &output.schema()).map_err(std::io::Error::from);
    written.and_then(|()| writeln!(out)).map_err(Error::Output)
}

/// Schemas say what is written, not what could be read.
fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().for_serialize()
}

/// A generator for schemas that refer to each other inside a larger document, under a JSON pointer.
pub(crate) fn generator(definitions: &'static str) -> SchemaGenerator {
    let mut settings = settings().with_transform(RecursiveTransform(enumerate));
    settings.definitions_path = definitions.into();
    settings.meta_schema = None;
    settings.into_generator()
}

/// Writes a choice of words, each with its description, as an enumeration with one description: programs that generate
/// clients take it for alternative types otherwise (openapi-python-client 0.29 accepts the first word only).
fn enumerate(schema: &mut Schema) {
    let choices = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let words: Option<Vec<(Value, String)>> = choices
        .map(|choice| {
            let word = choice.get("const").filter(|word| word.is_string())?;
            let meaning = choice.get("description").and_then(Value::as_str).unwrap_or_default();
            Some((word.clone(), format!("\n- `{}`: {meaning}", word.as_str().unwrap_or_default())))
        })
        .collect();
    let Some(words) = words.filter(|words| !words.is_empty()) else { return };
    schema.remove("oneOf");
    let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let about = about.to_string() + &words.iter().map(|(_, meaning)| meaning.as_str()).collect::<String>();
    schema.insert("description".into(), about.into());
    schema.insert("type".into(), "string".into());
    schema.insert("enum".into(), words.into_iter().map(|(word, _)| word).collect());
}
