//! The server over HTTP, behind the one that serves the pages: asked by the SDK's own client, and with what it refuses.

use super::papers::{Papers, run};
use super::session::{answered, has};
use crate::serve::client::{get, raw, request};
use duizhao::serve::{Server, ServerOptions};
use rmcp::model::ReadResourceRequestParams;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::transport::{StreamableHttpClientTransport, UnixSocketHttpClient};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio::net::{TcpStream, UnixListener};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const ACCEPT: (&str, &str) = ("Accept", "application/json, text/event-stream");

/// Serves the papers until the test ends; where.
fn served(papers: &Papers) -> SocketAddr {
    let index = papers.index.searcher();
    let server = Server::bind(index.clone(), &ServerOptions::default()).unwrap();
    let server = server.mounted("/mcp", duizhao::mcp::http(index));
    let address = server.url().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
    std::thread::spawn(move || server.run(std::future::pending()));
    address
}

/// The SDK has a client for HTTP over Unix sockets; what it says there is passed on.
async fn passed_on(listener: UnixListener, address: SocketAddr) {
    loop {
        let (mut asks, _) = listener.accept().await.unwrap();
        tokio::spawn(async move {
            let mut answers = TcpStream::connect(address).await.unwrap();
            let _ = tokio::io::copy_bidirectional(&mut asks, &mut answers).await;
        });
    }
}

fn call(tool: &str, arguments: Value) -> String {
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }).to_string()
}

#[test]
fn the_client_of_the_sdk_is_answered() {
    run(async {
        let papers = Papers::new(3);
        let address = served(&papers);
        let socket = papers.folder().join("socket");
        tokio::spawn(passed_on(UnixListener::bind(&socket).unwrap(), address));
        let url = format!("http://{address}/mcp");
        let transport = StreamableHttpClientTransport::with_client(
            UnixSocketHttpClient::new(socket.to_str().unwrap(), &url),
            StreamableHttpClientTransportConfig::with_uri(url),
        );
        let client = rmcp::serve_client((), transport).await.unwrap();
        assert_eq!(client.list_all_tools().await.unwrap().len(), 7);
        let found = answered(&client, "search", json!({ "q": "商业秘密" })).await;
        has(&found, &["燈塔report#1.1", "[trade secrets]"]);
        let found = answered(&client, "check", json!({ "doc": "yard" })).await;
        has(&found, &["1240 is not 1,420"]);
        let read = client.read_resource(ReadResourceRequestParams::new("duizhao:///yard%231")).await.unwrap();
        has(&serde_json::to_string(&read.contents).unwrap(), &["1,420 workers"]);
        client.cancel().await.unwrap();
    });
}

#[test]
fn the_pages_stay_what_they_are() {
    let papers = Papers::new(1);
    let address = served(&papers);
    assert_eq!(get(address, "/api/search?q=yard").status, 200);
    assert_eq!(request(address, "POST", "/api/search", &[JSON], "{}").status, 405);
    request(address, "POST", "/mcp", &[JSON, ACCEPT], &call("docs", json!({})));
    let metrics = get(address, "/metrics").body;
    assert!(metrics.contains("duizhao_requests_total{path=\"/mcp\",status=\"200\"} 1"), "{metrics}");
}

#[test]
fn what_is_wrong_is_refused_and_the_server_answers_on() {
    let papers = Papers::new(1);
    let address = served(&papers);
    let search = call("search", json!({ "q": "商業秘密" }));
    for (method, headers, body, status) in [
        ("POST", &[JSON, ACCEPT][..], search.as_str(), 200),
        ("POST", &[JSON, ACCEPT, ("Host", "evil.example")], &search, 421),
        // The pages of others, and our own: no page asks for this.
        ("POST", &[JSON, ACCEPT, ("Origin", "http://evil.example")], &search, 403),
        ("POST", &[JSON, ACCEPT, ("Origin", "null")], &search, 403),
        ("POST", &[("Content-Type", "text/plain"), ACCEPT], &search, 415),
        ("POST", &[JSON], &search, 406),
        ("GET", &[ACCEPT], "", 405),
        ("DELETE", &[ACCEPT], "", 405),
        ("PUT", &[JSON, ACCEPT], &search, 405),
        ("POST", &[JSON, ACCEPT], &"x".repeat(2 * 1024 * 1024), 413),
    ] {
        assert_eq!(request(address, method, "/mcp", headers, body).status, status, "{method} {headers:?}");
    }
    for body in ["", "{", "[]", "null", "\u{0}", "{\"jsonrpc\":\"2.0\"}", &search.replace("2.0", "1.0")] {
        let status = request(address, "POST", "/mcp", &[JSON, ACCEPT], body).status;
        assert!((400..500).contains(&status), "{status} {body:?}");
    }
    // One that breaks off in the middle.
    let head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab";
    assert!(raw(address, format!("{head}\r\nzz\r\n").as_bytes()).is_none_or(|reply| reply.status >= 400));
    let refused = request(address, "POST", "/mcp", &[JSON, ACCEPT], &call("search", json!({ "q": "a OR" }))).json();
    assert_eq!(refused["result"]["isError"], true, "{refused}");
    let answer = request(address, "POST", "/mcp", &[JSON, ACCEPT], &search).json();
    assert!(answer["result"]["content"][0]["text"].as_str().unwrap().contains("[trade secrets]"), "{answer}");
}
