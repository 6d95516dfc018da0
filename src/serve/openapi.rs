//! The description of the API (OpenAPI 3.1), made of the routes, their parameters and the types of their answers.

use super::parameters::Parameter;
use super::route::{About, Form, Route};
use crate::render::{Output, generator};
use crate::request::fields::{FieldKind, explained, form};
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

/// The type of most answers.
const JSON: &str = "application/json";

/// Answers other than what was asked for: a name, the statuses that it has, what it means.
const PROBLEMS: &[(&str, &str, &str)] = &[
    ("Bad", "400", "A query or parameter that cannot be read, or that there is none of."),
    ("Missing", "404", "No document, section, passage or sentence of that name."),
    ("Method", "405", "Another method than GET or HEAD."),
    ("Body", "413", "A request with a body."),
    ("Host", "421", "Sent to a host that this server is not."),
    ("Often", "429", "More requests of one client at once than it may have."),
    ("Broken", "500", "The index cannot be used, or a mistake in the program."),
    ("Busy", "503", "Too many requests at once, or one that took too long."),
];

/// The description of the routes that are for programs.
pub(super) fn description<'r>(routes: impl Iterator<Item = &'r Route>) -> Value {
    let mut generator = generator("/components/schemas");
    let mut paths = Map::new();
    for route in routes {
        if let Some(about) = &route.about {
            paths.insert(route.template.into(), json!({ "get": operation(route, about, &mut generator) }));
        }
    }
    let error = Output::named("error").map(|error| Value::from(error.reference(&mut generator)));
    let problem = |meaning: &str| json!({ "description": meaning, "content": { JSON: { "schema": error } } });
    let problems: Map<String, Value> =
        PROBLEMS.iter().map(|(name, _, meaning)| (name.to_string(), problem(meaning))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "duizhao",
            "version": "1",
            "summary": "Bilingual (Chinese–English) full-text search on this machine",
            "description": "The same answers as the command line with --json. Only GET and HEAD are answered; offsets \
                are Unicode code points, half-open. A parameter that is not named here, or is given twice, is an error.",
        },
        "paths": paths,
        "components": { "schemas": generator.take_definitions(true), "responses": problems },
    })
}

fn operation(route: &Route, about: &About, generator: &mut SchemaGenerator) -> Value {
    let mut responses = Map::new();
    let content = content(&about.form, generator);
    responses.insert("200".into(), json!({ "description": about.answer, "content": content }));
    for (name, status, _) in PROBLEMS {
        responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }));
    }
    json!({
        "operationId": about.name,
        "summary": about.summary,
        "parameters": route.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": responses,
    })
}

/// The types that an answer may have, each with its form.
fn content(form: &Form, generator: &mut SchemaGenerator) -> Value {
    match form {
        Form::Json(output) => json!({ JSON: { "schema": output.reference(generator) } }),
        Form::Itself => json!({ JSON: { "schema": { "type": "object" } } }),
        Form::File(kinds) => {
            let file = json!({ "schema": { "type": "string", "format": "binary" } });
            kinds.iter().map(|kind| (kind.to_string(), file.clone())).collect::<Map<_, _>>().into()
        }
    }
}

fn parameter(parameter: &Parameter) -> Value {
    let needed = parameter.example.is_some();
    let mut form = form(&parameter.kind);
    if needed && parameter.kind == FieldKind::Text {
        form["minLength"] = 1.into();
        form["pattern"] = r"\S".into();
    } else if !parameter.usual.is_null() && parameter.usual != "" {
        form["default"] = parameter.usual.clone();
    }
    let mut described = json!({
        "name": parameter.name,
        "in": if parameter.in_path { "path" } else { "query" },
        "required": needed,
        "description": explained(&parameter.about, &parameter.kind),
        "schema": form,
    });
    if let Some(example) = parameter.example {
        described["example"] = example.into();
    }
    described
}
