//! What is wrong with a cluster is said in words, and a node that dies is no reason for a wrong answer.

use super::nodes;
use super::writing::small;
use duizhao::request::UpdateRequest;
use duizhao::{Error, Index};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

fn said(address: &str) -> String {
    Index::open(address).err().map(|error| error.to_string()).unwrap_or_default()
}

/// Answers every request with the same body, as something that is no cluster would.
fn other_server(body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ =
                write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        }
    });
    format!("http://{address}/laws")
}

#[test]
fn what_is_no_cluster_is_told_apart() {
    for (body, expected) in [
        ("<html>hello</html>", "is no OpenSearch"),
        (r#"{"version":{"number":"8.11.1"}}"#, "is no OpenSearch (version 8.11.1"),
        (r#"{"version":{"number":"1.3.0","distribution":"opensearch"}}"#, "is too old: OpenSearch 1.3.0"),
        (r#"{"hello":"world"}"#, "does not say its version"),
    ] {
        let error = said(&other_server(body));
        assert!(error.contains(expected), "{body}: {error}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert!(said(&format!("http://{nobody}/laws")).contains("cannot be reached"));
}

#[test]
fn what_is_wrong_with_an_index_is_said() {
    let Some(nodes) = nodes::all() else { return };
    let dir = tempfile::tempdir().unwrap();
    let error = said(&nodes.address("nothing"));
    assert!(error.contains("no index in") && error.contains("index FILE"), "{error}");
    let address = small(nodes, "wrong", dir.path());
    // A disk that is nearly full, as the cluster itself marks it; and a block that a person sets.
    for (block, expected) in [("read_only_allow_delete", "nearly full"), ("write", "may not be written")] {
        let set = |on: &str| {
            let body = format!(r#"{{"index.blocks.{block}": {on}}}"#);
            nodes.ask("PUT", "/wrong-*/_settings", &body);
        };
        set("true");
        std::fs::write(dir.path().join("two.txt"), format!("調解。{block}\nMediation. {block}\n")).unwrap();
        let error = Index::build(&address, &UpdateRequest::new(), &duizhao::Silent).unwrap_err().to_string();
        assert!(error.contains(expected), "{block}: {error}");
        assert_eq!(Index::open(&address).unwrap().search("商業秘密").unwrap().total, 1);
        set("null");
    }
    Index::build(&address, &UpdateRequest::new(), &duizhao::Silent).unwrap();
    assert_eq!(Index::open(&address).unwrap().search("調解").unwrap().total, 1);
    // Another version of this program.
    let stored = nodes.ask("GET", "/wrong-meta/_doc/state", "");
    let mut body = stored["_source"].clone();
    body["body"]["format"] = 1.into();
    nodes.ask("PUT", "/wrong-meta/_doc/state", &body.to_string());
    let error = said(&address);
    assert!(error.contains("has format 1") && error.contains("--rebuild"), "{error}");
    let refused = Index::build(&address, &UpdateRequest::new(), &duizhao::Silent);
    assert!(matches!(refused, Err(Error::Index { .. })), "{refused:?}");
    Index::build(&address, &UpdateRequest::new().rebuild(true), &duizhao::Silent).unwrap();
    assert_eq!(Index::open(&address).unwrap().search("調解").unwrap().total, 1);
}

#[test]
fn nodes_die_and_no_answer_is_wrong() {
    let Some(nodes) = nodes::all().filter(|nodes| nodes.urls().len() > 1) else {
        eprintln!("left out: one node alone has no other to stand in; DUIZHAO_SOAK=2 starts three");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let address = format!("{}?replicas=1", small(nodes, "dying", dir.path()));
    let rows = |n: usize| -> String { (0..n).map(|n| format!("第{n}條：獬豸。\tArticle {n}.\n")).collect() };
    std::fs::write(dir.path().join("rows.tsv"), rows(2_000)).unwrap();
    Index::build(&address, &UpdateRequest::new().without_lexicon(true).rebuild(true), &duizhao::Silent).unwrap();
    let (stop, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let index = Index::open(&address).unwrap();
                while !stop.load(Ordering::Relaxed) {
                    assert_eq!(index.search("zh:獬豸").unwrap().total, 2_000);
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for round in 0..crate::soak::rounds(1) {
            let node = 1 + (round + 1) % nodes.urls().len();
            std::fs::write(dir.path().join(format!("more{round}.tsv")), rows(500).replace("獬豸", "麒麟")).unwrap();
            scope.spawn(move || {
                std::thread::sleep(std::time::Duration::from_millis(300));
                nodes.kill(node);
            });
            Index::build(&address, &UpdateRequest::new().without_lexicon(true), &duizhao::Silent).unwrap();
            let found = Index::open(&address).unwrap().search("zh:麒麟").unwrap().total;
            assert_eq!(found, 500 * (round + 1), "acknowledged is there");
            nodes.revive(node);
            nodes.ask("GET", "/_cluster/health?wait_for_status=green&timeout=120s", "");
        }
        stop.store(true, Ordering::Relaxed);
    });
    println!("{} queries while nodes died", asked.load(Ordering::Relaxed));
}
