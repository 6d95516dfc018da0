//! A session of the SDK's own client: what there is, every tool, a resource, the prompts, and what is refused.

use super::papers::{Papers, run};
use crate::schema;
use rmcp::model::{CallToolRequestParams, GetPromptRequestParams, PaginatedRequestParams, ReadResourceRequestParams};
use rmcp::service::RunningService;
use rmcp::{RoleClient, ServiceError};
use serde_json::{Value, json};

pub type Client = RunningService<RoleClient, ()>;

async fn client(papers: &Papers) -> Client {
    rmcp::serve_client((), papers.served().0).await.unwrap()
}

/// What a tool answers, and whether it refuses.
async fn called(client: &Client, tool: &'static str, arguments: Value) -> (String, bool, Option<Value>) {
    let arguments = arguments.as_object().cloned().unwrap();
    let result = client.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await.unwrap();
    let text = result.content.iter().filter_map(|one| one.as_text()).map(|one| one.text.as_str()).collect();
    (text, result.is_error == Some(true), result.structured_content)
}

pub async fn answered(client: &Client, tool: &'static str, arguments: Value) -> String {
    let (text, refused, _) = called(client, tool, arguments).await;
    assert!(!refused, "{tool}: {text}");
    text
}

pub fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "'{part}' is not in:\n{text}");
    }
}

#[test]
fn what_there_is_is_listed_and_described() {
    run(async {
        let papers = Papers::new(3);
        let client = client(&papers).await;
        let info = client.peer_info().unwrap();
        has(info.instructions.as_deref().unwrap(), &["DOC#SECTION.N"]);
        let tools = client.list_all_tools().await.unwrap();
        let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
        assert_eq!(names, ["search", "counterpart", "terms", "show", "kwic", "check", "docs"]);
        for tool in &tools {
            let hints = tool.annotations.as_ref().unwrap();
            assert_eq!((hints.read_only_hint, hints.open_world_hint), (Some(true), Some(false)), "{}", tool.name);
            let schema = Value::Object((*tool.input_schema).clone());
            // An object without references or choices at its top: what every client understands.
            assert_eq!(
                (schema["type"].as_str(), schema["additionalProperties"].as_bool()),
                (Some("object"), Some(false))
            );
            for (name, property) in schema["properties"].as_object().unwrap() {
                assert!(
                    property["description"].as_str().is_some_and(|about| !about.is_empty()),
                    "{} {name}",
                    tool.name
                );
                // What stands for an argument that is left out is one of its values.
                if let Some(usual) = property.get("default") {
                    schema::check(&schema, property, usual, name);
                }
            }
        }
        let documents = client.list_all_resources().await.unwrap();
        let uris: Vec<&str> = documents.iter().map(|document| &*document.uri).collect();
        assert_eq!(uris, ["duizhao:///yard", "duizhao:///%E7%87%88%E5%A1%94report"]);
        assert_eq!(client.list_all_resource_templates().await.unwrap()[0].uri_template, "duizhao:///{id}");
        let prompts = client.list_all_prompts().await.unwrap();
        assert_eq!(
            prompts.iter().map(|prompt| &*prompt.name).collect::<Vec<_>>(),
            ["find_renderings", "quote_with_citation"]
        );
    });
}

#[test]
fn every_tool_answers_with_ids() {
    run(async {
        let papers = Papers::new(3);
        let client = client(&papers).await;
        let found = answered(&client, "search", json!({ "q": "商业秘密" })).await;
        has(&found, &["1 passage\n", "燈塔report#1.1", "[商業秘密]", "[trade secrets]"]);
        let found = answered(&client, "search", json!({ "q": "哪座燈塔最高？", "in": "zh" })).await;
        has(&found, &["these come closest"]);
        assert_eq!(answered(&client, "search", json!({ "q": "鯨魚" })).await, "nothing found for 鯨魚\n");
        let found = answered(&client, "counterpart", json!({ "text": "handled 88 cases in the year" })).await;
        has(&found, &["燈塔report#1.2", "全年處理個案88件"]);
        let found = answered(&client, "terms", json!({ "term": "商業秘密" })).await;
        has(&found, &["1 passage;", "trade secrets", "燈塔report#1.1"]);
        let found = answered(&client, "show", json!({ "id": "燈塔report#1.1:2" })).await;
        has(&found, &["小組在三日內委任調解員。", "The team appoints a mediator within three days."]);
        let found = answered(&client, "kwic", json!({ "q": "浮標", "limit": 2, "sort": "R1" })).await;
        has(&found, &["3 lines from 3 passages", "yard#2", "Buoy No. 1"]);
        let found = answered(&client, "check", json!({ "doc": "yard" })).await;
        has(&found, &["1 error and 0 notes in 4 passages", "yard#1  error number.changed: 1240 is not 1,420"]);
        let found = answered(&client, "docs", json!({ "q": "燈塔" })).await;
        has(&found, &["1 document;", "燈塔report", "Annual Report on Lighthouses"]);
    });
}

#[test]
fn resources_and_prompts_are_read() {
    run(async {
        let papers = Papers::new(3);
        let client = client(&papers).await;
        for uri in ["duizhao:///%E7%87%88%E5%A1%94report%231.2", "duizhao://燈塔report#1.2"] {
            let read = client.read_resource(ReadResourceRequestParams::new(uri)).await.unwrap();
            let read = serde_json::to_value(&read.contents[0]).unwrap();
            assert_eq!(read["uri"], uri);
            has(read["text"].as_str().unwrap(), &["燈塔report#1.2", "RMB 8.85 billion"]);
        }
        let argument = json!({ "term": "商業秘密" }).as_object().cloned().unwrap();
        let request = GetPromptRequestParams::new("find_renderings").with_arguments(argument);
        let prompt = serde_json::to_string(&client.get_prompt(request).await.unwrap()).unwrap();
        has(&prompt, &["How was “商業秘密” rendered"]);
    });
}

#[test]
fn what_is_wrong_is_refused_with_the_way_out() {
    run(async {
        let papers = Papers::new(3);
        let client = client(&papers).await;
        for (tool, arguments, status, parts) in [
            ("search", json!({}), 400, &["'q' is missing"][..]),
            ("search", json!({ "q": " " }), 400, &["'q' is missing"]),
            ("search", json!({ "q": 7 }), 400, &["'q' is 7; it takes a text"]),
            (
                "search",
                json!({ "q": "a", "limit": "ten" }),
                400,
                &["'limit' is \"ten\"; it takes a number from 0 to 100"],
            ),
            ("search", json!({ "q": "a", "limit": 101 }), 400, &["from 0 to 100"]),
            ("search", json!({ "q": "a", "in": "fr" }), 400, &["both, zh, en"]),
            ("search", json!({ "q": "a", "limti": 3 }), 400, &["there is no argument 'limti' here; there is 'limit'"]),
            ("search", json!({ "q": "a", "budget": 1 }), 400, &["from 500 to 200000"]),
            ("search", json!({ "q": "\"trade secret" }), 400, &["\""]),
            ("show", json!({ "id": "燈塔report#9.9" }), 404, &["no '燈塔report#9.9' in the index"]),
            ("show", json!({ "id": "燈塔repot" }), 404, &["nearest: 燈塔report"]),
            ("show", json!({ "id": "#" }), 400, &["is not an id"]),
            ("check", json!({ "doc": "nowhere" }), 404, &["nowhere"]),
            ("check", json!({ "doc": "yard", "only": ["numbr"] }), 400, &["there is no rule 'numbr'"]),
            ("check", json!({ "doc": "yard", "only": "number" }), 400, &["number"]),
            ("check", json!({ "doc": "yard", "min_confidence": "high" }), 400, &["high"]),
        ] {
            let (text, refused, problem) = called(&client, tool, arguments.clone()).await;
            assert!(refused, "{tool} {arguments}: {text}");
            has(&text, parts);
            let problem = problem.unwrap();
            assert_eq!(problem["status"], status, "{tool} {arguments}");
            let described = serde_json::to_value(duizhao::render::Output::named("error").unwrap().schema()).unwrap();
            schema::check(&described, &described, &problem, "error");
        }
        let (_, _, problem) = called(&client, "search", json!({ "q": "a OR" })).await;
        assert!(problem.unwrap()["at"].is_u64());

        let code = |error: ServiceError| match error {
            ServiceError::McpError(error) => error.code.0,
            other => panic!("{other}"),
        };
        let unknown = client.call_tool(CallToolRequestParams::new("delete")).await.unwrap_err();
        assert_eq!(code(unknown), -32602);
        for (uri, wrong) in
            [("duizhao:///nowhere", -32002), ("file:///etc/passwd", -32602), ("duizhao:///a%23b%23c", -32602)]
        {
            assert_eq!(
                code(client.read_resource(ReadResourceRequestParams::new(uri)).await.unwrap_err()),
                wrong,
                "{uri}"
            );
        }
        for (name, argument) in
            [("find", json!({})), ("find_renderings", json!({})), ("find_renderings", json!({ "x": "y" }))]
        {
            let request = GetPromptRequestParams::new(name).with_arguments(argument.as_object().cloned().unwrap());
            assert_eq!(code(client.get_prompt(request).await.unwrap_err()), -32602, "{name} {argument}");
        }
        let cursor = PaginatedRequestParams::default().with_cursor(Some("next".into()));
        assert_eq!(code(client.list_resources(Some(cursor)).await.unwrap_err()), -32602);
    });
}

/// What is written behind a server's back is in its next answer.
#[test]
fn a_change_of_the_index_is_seen() {
    run(async {
        let papers = Papers::new(1);
        let client = client(&papers).await;
        let file = papers.folder().join("whales.tsv");
        std::fs::write(&file, "鯨魚不進港口。\tWhales do not enter the harbour.\n").unwrap();
        let update = duizhao::request::UpdateRequest::adding([file]);
        duizhao::Index::build(papers.folder(), &update, &duizhao::Silent).unwrap();
        has(&answered(&client, "search", json!({ "q": "鯨魚" })).await, &["whales#1", "[Whales]"]);
    });
}
