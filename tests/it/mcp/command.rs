//! `duizhao mcp` as an assistant starts it: messages on stdin, answers on stdout, and nothing else there.

use super::papers::Papers;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};

fn messages() -> String {
    let request = |id: u32, method: &str, params: Value| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
    let info =
        json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
    let all = [
        request(1, "initialize", info),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        request(2, "tools/call", json!({ "name": "search", "arguments": { "q": "trade secrets" } })),
    ];
    all.iter().map(|message| format!("{message}\n")).collect()
}

fn command(papers: &Papers) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.env("DUIZHAO_LANG", "en");
    command.arg("--index").arg(papers.folder()).arg("mcp");
    command
}

fn answers(out: &[u8]) {
    let lines: Vec<Value> =
        out.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| line["id"].clone()).collect::<Vec<_>>(), [json!(1), json!(2)]);
    assert_eq!(lines[0]["result"]["serverInfo"]["name"], "duizhao");
    assert!(lines[1]["result"]["content"][0]["text"].as_str().unwrap().contains("[商業秘密]"));
}

#[test]
fn it_answers_over_pipes_and_ends_with_its_input() {
    let papers = Papers::new(1);
    let mut child = command(&papers).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(messages().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    answers(&output.stdout);
}

#[test]
fn it_answers_from_a_file_into_a_file() {
    let papers = Papers::new(1);
    let (asked, said) = (papers.folder().join("asked"), papers.folder().join("said"));
    std::fs::write(&asked, messages()).unwrap();
    let status = command(&papers).stdin(File::open(&asked).unwrap()).stdout(File::create(&said).unwrap()).status();
    assert!(status.unwrap().success());
    answers(&std::fs::read(said).unwrap());
}

#[test]
fn who_does_not_begin_as_agreed_is_told() {
    let papers = Papers::new(1);
    let mut child =
        command(&papers).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let early = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    writeln!(child.stdin.take().unwrap(), "{early}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true));
    assert!(String::from_utf8_lossy(&output.stderr).contains("initialize"), "{output:?}");
}
