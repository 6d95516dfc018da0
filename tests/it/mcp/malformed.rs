//! Messages that are none: whatever comes, the server goes on, and answers the next that is one.

use super::papers::{Papers, run};
use crate::random::Random;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines, ReadHalf, WriteHalf};

const MESSAGES: usize = 10_000;
/// Long enough for any machine; reached only by a server that hangs.
const PATIENCE: Duration = Duration::from_secs(120);

fn call(tool: &str, arguments: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": { "name": tool, "arguments": arguments } })
}

/// What the malformed ones are made of.
fn valid() -> Vec<Value> {
    let request =
        |method: &str, params: Value| json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params });
    vec![
        call("search", json!({ "q": "商業秘密", "limit": 3, "in": "zh" })),
        call("counterpart", json!({ "text": "trade secrets", "level": "auto" })),
        call("terms", json!({ "term": "商業秘密" })),
        call("show", json!({ "id": "yard#1", "from": 0 })),
        call("kwic", json!({ "q": "浮標", "sort": "L1", "offset": 1 })),
        call("check", json!({ "doc": "yard", "only": ["number"], "glossary": [["船廠", "shipyard"]] })),
        call("docs", json!({ "q": "yard" })),
        request("resources/read", json!({ "uri": "duizhao:///yard%231" })),
        request("resources/list", json!({ "cursor": "0" })),
        request("prompts/get", json!({ "name": "find_renderings", "arguments": { "term": "浮標" } })),
        request("tools/list", json!({})),
        request("ping", json!({})),
        json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 7 } }),
        json!({ "jsonrpc": "2.0", "id": 7, "result": {} }),
    ]
}

fn junk(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1e308),
        5 => json!(""),
        6 => json!("\u{0}\u{202e}%00#:?"),
        7 => json!("字".repeat(5_000)),
        8 => json!([]),
        9 => json!({ "": {} }),
        10 => json!("/((a*)*)*b/ (\"("),
        _ => json!([[[[null]]]]),
    }
}

/// Puts something else in place of a part of a value, or takes the part out.
fn spoil(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(map) if !map.is_empty() && random.below(5) > 0 => {
            let key = map.keys().nth(random.below(map.len())).cloned().unwrap_or_default();
            match random.below(6) {
                0 => drop(map.remove(&key)),
                1 => drop(map.insert(format!("{key}x"), junk(random))),
                _ => spoil(&mut map[&key], random),
            }
        }
        Value::Array(list) if !list.is_empty() && random.below(3) > 0 => {
            let at = random.below(list.len());
            spoil(&mut list[at], random);
        }
        other => *other = junk(random),
    }
}

/// A line that is no message, or a message that asks for what there is not.
fn malformed(valid: &[Value], random: &mut Random) -> Vec<u8> {
    let mut value = valid[random.below(valid.len())].clone();
    let mut line = match random.below(8) {
        0 => {
            let mut bytes = value.to_string().into_bytes();
            for _ in 0..=random.below(4) {
                let at = random.below(bytes.len());
                bytes[at] = (random.below(256)) as u8;
            }
            bytes
        }
        1 => {
            let bytes = value.to_string().into_bytes();
            bytes[..random.below(bytes.len())].to_vec()
        }
        2 => (0..random.below(200)).map(|_| random.below(256) as u8).collect(),
        3 => {
            ["[", "{\"a\":", "\"", "[[[[1,", "\u{feff}{}", "}"][random.below(6)].repeat(random.below(300)).into_bytes()
        }
        _ => {
            for _ in 0..=random.below(3) {
                spoil(&mut value, random);
            }
            value.to_string().into_bytes()
        }
    };
    line.retain(|byte| *byte != b'\n');
    line.push(b'\n');
    line
}

type Stream = tokio::io::DuplexStream;

async fn send(out: &mut WriteHalf<Stream>, message: &Value) {
    out.write_all(format!("{message}\n").as_bytes()).await.unwrap();
}

/// Reads on until the answer to the request of this id has come; returns the ids of the others.
async fn answer(lines: &mut Lines<BufReader<ReadHalf<Stream>>>, id: &str) -> (Value, Vec<Value>) {
    let mut others = Vec::new();
    loop {
        let line = tokio::time::timeout(PATIENCE, lines.next_line()).await.expect("the server hangs").unwrap();
        let answer: Value = serde_json::from_str(&line.expect("the server has ended")).expect("no JSON");
        if answer["id"] == id {
            return (answer, others);
        }
        others.push(answer["id"].clone());
    }
}

async fn begun(papers: &Papers) -> (Lines<BufReader<ReadHalf<Stream>>>, WriteHalf<Stream>) {
    let (read, mut write) = tokio::io::split(papers.served().0);
    let mut lines = BufReader::new(read).lines();
    let params = json!({
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" },
    });
    send(&mut write, &json!({ "jsonrpc": "2.0", "id": "first", "method": "initialize", "params": params })).await;
    let (first, _) = answer(&mut lines, "first").await;
    assert_eq!(first["result"]["protocolVersion"], "2025-06-18");
    send(&mut write, &json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
    (lines, write)
}

#[test]
fn ten_thousand_malformed_messages_change_nothing() {
    run(async {
        let papers = Papers::new(3);
        let (mut lines, mut write) = begun(&papers).await;
        let sending = tokio::spawn(async move {
            let (valid, mut random) = (valid(), Random(0x5eed_2311));
            for _ in 0..MESSAGES {
                write.write_all(&malformed(&valid, &mut random)).await.unwrap();
            }
            let mut last = call("search", json!({ "q": "商業秘密" }));
            last["id"] = "last".into();
            send(&mut write, &last).await;
            write
        });
        let (last, others) = answer(&mut lines, "last").await;
        let text = last["result"]["content"][0]["text"].as_str().unwrap();
        assert!(text.contains("[trade secrets]"), "{text}");
        assert!(others.len() > MESSAGES / 4, "only {} of them were answered", others.len());
        drop(sending.await.unwrap());
    });
}

/// A call that is cancelled is not answered, and what comes behind it does not wait for it.
#[test]
fn a_cancelled_call_is_not_answered() {
    run(async {
        let papers = Papers::new(2_000);
        let (mut lines, mut write) = begun(&papers).await;
        let mut long = call("check", json!({ "doc": "yard" }));
        long["id"] = "long".into();
        let cancel = json!({
            "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": "long", "reason": "enough" },
        });
        let mut next = call("search", json!({ "q": "商業秘密" }));
        next["id"] = "next".into();
        let all: String = [long, cancel, next].iter().map(|message| format!("{message}\n")).collect();
        write.write_all(all.as_bytes()).await.unwrap();
        assert_eq!(answer(&mut lines, "next").await.1, Vec::<Value>::new());
        // With the end of its input the server ends, and has said nothing more.
        write.shutdown().await.unwrap();
        assert_eq!(lines.next_line().await.unwrap(), None);
    });
}
