//! An answer keeps to its budget, says how to go on, and whoever goes on has seen everything once.

use super::papers::{Papers, run};
use rmcp::model::CallToolRequestParams;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Characters that say what there is and how to go on.
const FRAME: usize = 300;

#[test]
fn going_on_shows_everything_once() {
    run(async {
        let papers = Papers::new(60);
        let client = rmcp::serve_client((), papers.served().0).await.unwrap();
        let id = regex::Regex::new(r"yard#(\d+)").unwrap();
        let goes_on = regex::Regex::new(r"call again with (?:offset|from)=(\d+)").unwrap();
        for (tool, arguments, name) in [
            ("search", json!({ "q": "浮標", "limit": 100 }), "offset"),
            ("kwic", json!({ "q": "浮標" }), "offset"),
            ("show", json!({ "id": "yard" }), "from"),
        ] {
            let mut arguments = arguments.as_object().cloned().unwrap();
            arguments.insert("budget".into(), 700.into());
            let (mut seen, mut pages) = (BTreeSet::new(), 0);
            loop {
                let call = CallToolRequestParams::new(tool).with_arguments(arguments.clone());
                let result = serde_json::to_value(client.call_tool(call).await.unwrap()).unwrap();
                let text = result["content"][0]["text"].as_str().unwrap();
                assert!(text.chars().count() <= 700 + FRAME, "{tool}: {text}");
                pages += 1;
                for found in id.captures_iter(text) {
                    assert!(seen.insert(found[1].parse::<usize>().unwrap()), "{tool} gives {} twice", &found[0]);
                }
                let Some(next) = goes_on.captures(text) else { break };
                arguments.insert(name.into(), Value::from(next[1].parse::<u64>().unwrap()));
            }
            let first = if tool == "show" { 1 } else { 2 };
            assert_eq!(seen, (first..=61).collect(), "{tool}");
            assert!(pages > 3, "{tool}: {pages}");
        }
    });
}
