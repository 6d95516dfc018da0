//! Every operation that the description names, asked of a real server: with each parameter and without, inside of its
//! limits and outside. What comes back is what the description says.

use super::client::encoded;
use super::site::Site;
use crate::schema::check;
use serde_json::Value;
use std::collections::BTreeSet;

/// Values of our own where an example is not one of this index.
fn example(operation: &str, name: &str) -> &'static str {
    match (operation, name) {
        ("check" | "search" | "kwic" | "export" | "collocates" | "dispersion", "doc") => "port-report",
        ("show", "id") => "port-report#1",
        (_, "in_collection") => "paragraphs",
        (_, "section") => "1",
        (_, "old") => "lease-2019",
        (_, "new") => "lease-2024",
        (_, "by") => "doc",
        (_, "against") => "商業秘密",
        (_, "not_zh") => "登記",
        (_, "regional") => "true",
        (_, "sort") => "date:asc",
        (_, "not_en") => "registration",
        (_, "q" | "term" | "text") => "調解",
        _ => panic!("{operation} has a parameter {name} that this test has no value for"),
    }
}

/// What a parameter may be, and what it may not be.
fn values(operation: &str, parameter: &Value) -> (Vec<String>, Vec<String>) {
    let (name, form) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
    if let Some(words) = form["enum"].as_array() {
        let words = words.iter().map(|word| word.as_str().unwrap().to_string()).collect();
        return (words, vec!["nonsense".into(), String::new(), "ZH".into()]);
    }
    match form["type"].as_str().unwrap() {
        "string" => (vec![example(operation, name).into()], Vec::new()),
        "boolean" => (vec!["true".into(), "false".into()], vec!["yes".into(), String::new(), "1".into()]),
        "integer" => {
            let (least, most) = (form["minimum"].as_u64().unwrap(), form["maximum"].as_u64().unwrap());
            let above = u128::from(most) + 1;
            let right = [least, least + 1, most].map(|n| n.to_string()).to_vec();
            (right, vec![above.to_string(), "-1".into(), "x".into(), "1.5".into(), String::new()])
        }
        other => panic!("{name} is a {other}"),
    }
}

/// An operation of the description.
struct Operation<'d> {
    description: &'d Value,
    path: &'d str,
    said: &'d Value,
}

impl Operation<'_> {
    fn id(&self) -> &str {
        self.said["operationId"].as_str().unwrap()
    }

    fn parameters(&self) -> &Vec<Value> {
        self.said["parameters"].as_array().unwrap()
    }

    /// Asks with what has to be there and some parameters besides, and checks the answer.
    fn ask(&self, site: &Site, more: &[(&str, &str)], want: u16) {
        let mut path = self.path.to_string();
        let mut query = Vec::new();
        for parameter in self.parameters() {
            let name = parameter["name"].as_str().unwrap();
            if parameter["required"] != true || more.iter().any(|(other, _)| *other == name) {
                continue;
            }
            let value = encoded(example(self.id(), name));
            if parameter["in"] == "path" {
                path = path.replace(&format!("{{{name}}}"), &value);
            } else {
                query.push(format!("{name}={value}"));
            }
        }
        query.extend(more.iter().map(|(name, value)| format!("{name}={}", encoded(value))));
        let path = format!("{path}?{}", query.join("&"));
        let reply = site.get(&path);
        assert_eq!(reply.status, want, "{path}: {}", reply.body);
        let status = reply.status.to_string();
        let mut said = &self.said["responses"][&status];
        if let Some(name) = said["$ref"].as_str() {
            said = self.description.pointer(name.trim_start_matches('#')).unwrap();
        }
        let forms = said["content"].as_object().unwrap_or_else(|| panic!("{path}: {status} is not described"));
        let form = forms.get(reply.header("content-type")).unwrap_or_else(|| panic!("{path}: {forms:?}"));
        if form["schema"]["format"] == "binary" {
            assert!(!reply.body.is_empty() && reply.header("content-disposition").starts_with("attachment"), "{path}");
        } else {
            check(self.description, &form["schema"], &reply.json(), &path);
        }
    }
}

fn operations(description: &Value) -> Vec<Operation<'_>> {
    let paths = description["paths"].as_object().unwrap();
    paths.iter().map(|(path, said)| Operation { description, path, said: &said["get"] }).collect()
}

#[test]
fn every_operation_answers_as_the_description_says() {
    let site = Site::new();
    let description = site.get("/api/openapi.json").json();
    let mut asked = 0;
    for operation in operations(&description) {
        operation.ask(&site, &[], 200);
        for parameter in operation.parameters() {
            let name = parameter["name"].as_str().unwrap();
            if parameter["in"] == "path" {
                continue;
            }
            let (right, wrong) = values(operation.id(), parameter);
            for value in &right {
                operation.ask(&site, &[(name, value)], 200);
            }
            for value in &wrong {
                operation.ask(&site, &[(name, value)], 400);
            }
            operation.ask(&site, &[(name, &right[0]), (name, &right[0])], 400);
            asked += right.len() + wrong.len();
        }
        operation.ask(&site, &[("nonsense", "1")], 400);
    }
    assert!(asked > 100, "{asked}");
}

#[test]
fn what_has_to_be_there_is_missed() {
    let site = Site::new();
    let description = site.get("/api/openapi.json").json();
    for operation in operations(&description) {
        let required = operation.parameters().iter().filter(|one| one["required"] == true && one["in"] == "query");
        let required: Vec<&str> = required.map(|one| one["name"].as_str().unwrap()).collect();
        for name in &required {
            let others = required.iter().filter(|other| *other != name);
            let others: String =
                others.map(|other| format!("{other}={}&", encoded(example(operation.id(), other)))).collect();
            let reply = site.get(&format!("{}?{others}", operation.path));
            assert_eq!(reply.status, 400, "{}", operation.path);
            assert!(reply.json()["message"].as_str().unwrap().contains(name), "{}", reply.body);
        }
    }
    let near = site.get("/api/search?q=a&limt=3").json();
    assert_eq!(near["message"], "there is no parameter 'limt' here; there is 'limit'");
    assert!(site.get("/api/docs?x=1").body.contains("nor any other"));
    let page = site.get("/?q=a&kindd=note");
    assert!(page.status == 400 && page.body.contains("there is 'kind'"), "{}", page.body);
}

#[test]
fn the_description_is_whole() {
    let site = Site::new();
    let description = site.get("/api/openapi.json").json();
    assert_eq!(description["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for operation in operations(&description) {
        assert!(names.insert(operation.id().to_string()), "{}", operation.id());
        for key in ["summary", "responses"] {
            assert!(!operation.said[key].is_null(), "{} has no {key}", operation.id());
        }
        for parameter in operation.parameters() {
            let about = parameter["description"].as_str().unwrap_or_default();
            assert!(about.ends_with('.') || about.contains("`"), "{} {parameter}", operation.id());
        }
    }
    // Every reference leads somewhere, and nothing is there that no reference leads to.
    let text = description.to_string();
    for (name, _) in description["components"]["schemas"].as_object().unwrap() {
        assert!(text.contains(&format!("\"#/components/schemas/{name}\"")), "{name}");
    }
    for reference in text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(description.pointer(reference).is_some(), "{reference}");
    }
}
