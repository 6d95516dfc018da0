//! `serve` over a cluster: the same pages and the same API, what changes shows, and a server that dies is another's to
//! stand in for.

use super::writing::small;
use super::{BOTH, nodes};
use crate::serve::client::{Reply, get, raw, request};
use duizhao::request::UpdateRequest;
use duizhao::{Index, Silent};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// `duizhao serve`, a process of its own, ended with this.
pub struct Served {
    child: Child,
    pub address: SocketAddr,
}

impl Served {
    pub fn over(index: &str) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_duizhao"))
            .env("DUIZHAO_LANG", "en")
            .args(["-q", "serve", "--port", "0"])
            .env("DUIZHAO_INDEX", index)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
        Served { child, address: address.unwrap_or_else(|_| panic!("{index}: {line:?}")) }
    }

    fn get(&self, path: &str) -> Reply {
        get(self.address, path)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Without what differs from one asking to the next.
fn settled(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            for key in ["took_ms", "score", "confidence"] {
                map.remove(key);
            }
            map.values_mut().for_each(|value| *value = settled(value.take()));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| *value = settled(value.take())),
        _ => {}
    }
    value
}

/// A path as an address has it.
fn path(text: &str) -> String {
    let sign = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
    };
    text.chars().map(sign).collect()
}

#[test]
fn the_pages_and_the_api_are_the_same() {
    let Some(both) = &*BOTH else { return };
    let Some(nodes) = nodes::all() else { return };
    let here = Served::over(both.dir.path().join("index").to_str().unwrap());
    let there = Served::over(&nodes.address("both"));
    for asked in [
        "/api/search?q=商業秘密&doc=guangdong-ip-report",
        "/api/search?q=ODR&context=2",
        "/api/search?q=調解員收費多少由誰付&limit=3",
        "/api/docs",
        "/api/show/guangdong-ip-report%232",
        "/api/kwic?q=mediat*&doc=guangdong-ip-report",
        "/api/counterpart?text=調解組織",
        "/api/terms?term=商業秘密",
        "/api/glossary?limit=20",
        "/api/check?doc=guangdong-ip-report",
        "/api/search?q=doc:guangdong-ip-reprot",
        "/api/search?q=%28",
    ] {
        let (here, there) = (here.get(&path(asked)), there.get(&path(asked)));
        assert_eq!((here.status, settled(here.json())), (there.status, settled(there.json())), "{asked}");
    }
    for asked in
        ["/d/guangdong-ip-report?q=調解", "/p/guangdong-ip-report%232.1", "/docs", "/help", "/export?q=ODR&format=csv"]
    {
        let (here, there) = (here.get(&path(asked)), there.get(&path(asked)));
        assert_eq!((here.status, here.body), (there.status, there.body), "{asked}");
    }
    for asked in [
        "/",
        "/?q=商業秘密",
        "/kwic?q=調解",
        "/terms?term=court",
        "/check?doc=guangdong-ip-report",
        "/counterpart?text=調解",
    ] {
        // What takes long is announced first, in a paragraph of its own.
        let marks = |reply: &Reply| {
            let count = |tag: &str| reply.body.matches(tag).count();
            let paragraphs = count("<p>") + count("<p ") - count("<p class=\"waiting\"");
            (reply.status, reply.body.matches("<mark").count(), paragraphs)
        };
        assert_eq!(marks(&here.get(&path(asked))), marks(&there.get(&path(asked))), "{asked}");
    }
    assert_eq!(request(there.address, "POST", "/api/search?q=a", &[], "").status, 405);
}

#[test]
fn what_changes_on_the_cluster_shows_on_the_pages() {
    let Some(nodes) = nodes::all() else { return };
    let dir = tempfile::tempdir().unwrap();
    let address = small(nodes, "shown", dir.path());
    let served = Served::over(&address);
    let total = |query: &str| served.get(&path(&format!("/api/search?q={query}"))).json()["total"].clone();
    assert_eq!((total("秘密"), total("zh:仲裁")), (1.into(), 0.into()));
    std::fs::write(dir.path().join("two.txt"), "仲裁委員會。\nThe arbitration commission.\n").unwrap();
    Index::build(&address, &UpdateRequest::new().rebuild(true), &Silent).unwrap();
    let start = Instant::now();
    while total("zh:仲裁") != 1 {
        assert!(start.elapsed() < Duration::from_secs(60), "the new text never shows");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(total("秘密"), 1);
}

#[test]
fn an_index_on_a_cluster_is_named_in_several_ways() {
    let Some(nodes) = nodes::all() else { return };
    let papers = tempfile::tempdir().unwrap();
    let address = small(nodes, "named", papers.path());
    let run = |index: &str, named: Option<&Path>, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        command.env("DUIZHAO_LANG", "en");
        command.args(named.map(|dir| format!("--index={}", dir.display()))).args(args);
        let done = command.env("DUIZHAO_INDEX", index).output().unwrap();
        format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
    };
    let count = |index: &str, named: Option<&Path>| run(index, named, &["search", "--count", "營業秘密"]);
    assert_eq!(count(&address, None), "0\n");
    // The first host is nobody.
    assert_eq!(count(&address.replace("http://", "http://127.0.0.1:1,"), None), "0\n");
    // A list in a folder, with words that are the same.
    let dir = tempfile::tempdir().unwrap();
    let list = |more: &str| {
        let text = format!("cluster = \"{address}\"\n{more}");
        std::fs::write(dir.path().join("duizhao.toml"), text).unwrap();
    };
    list("synonyms = \"same.tsv\"\n");
    let table = |text: &str| std::fs::write(dir.path().join("same.tsv"), text).unwrap();
    let update = || Index::build(dir.path(), &UpdateRequest::new(), &Silent);
    assert!(!Index::has_sources(dir.path()).unwrap());
    assert_eq!(count("", Some(dir.path())), "0\n");
    assert!(update().unwrap_err().to_string().contains("no such file"));
    table("營業秘密\n");
    assert!(update().unwrap_err().to_string().contains("line 1"));
    table("營業秘密\t商業秘密\n");
    let before = Index::open(&address).unwrap();
    assert_eq!(update().unwrap().unchanged, 1);
    assert!(before.searcher().refreshed().unwrap().is_some());
    // Whoever reads has it, wherever they are.
    assert_eq!(count(&address, None), "1\n");
    assert_eq!(count("", Some(dir.path())), "1\n");
    table("營業秘密\t仲裁\n");
    assert!(update().unwrap().failed.is_empty());
    assert_eq!(count(&address, None), "0\n");
    // The same by an option, and what was before is cleared away.
    table("營業秘密\ttrade secret\n");
    let option = UpdateRequest::new().synonyms(Some(dir.path().join("same.tsv")));
    Index::build(&address, &option, &Silent).unwrap();
    assert_eq!(count(&address, None), "1\n");
    Index::build(&address, &UpdateRequest::new(), &Silent).unwrap();
    nodes.ask("POST", "/named-meta/_refresh", "");
    let parts = nodes.ask("GET", "/named-meta/_search?q=kind:part&size=0", "");
    assert_eq!(parts["hits"]["total"]["value"], 1, "{parts}");
    for kept in ["ignore = [\"one\"]\n", "collections = { mine = \"doc:one\" }\n"] {
        list(kept);
        assert!(count("", Some(dir.path())).contains("keeps its sources and collections there"));
    }
    // How passages are cited is stored there too, and goes when the list no longer says it.
    let cited = || run(&address, None, &["search", "-q", "秘密"]);
    for (said, expected) in [("cite = \"{doc}, cited\"\n", true), ("", false)] {
        list(said);
        assert!(update().unwrap().failed.is_empty());
        assert_eq!(cited().contains("one, cited"), expected, "{}", cited());
    }
    list("sauce = 1\n");
    assert!(count("", Some(dir.path())).contains("sauce"));
}

/// Hands each connection on to one of the servers in turn, or to the next where one does not take it.
fn balancer(servers: Vec<SocketAddr>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for (turn, client) in listener.incoming().enumerate() {
            let (mut client, servers) = (client.unwrap(), servers.clone());
            std::thread::spawn(move || {
                let connect = |at| TcpStream::connect(servers[(turn + at) % servers.len()]).ok();
                let Some(mut server) = (0..servers.len()).find_map(connect) else { return };
                let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(Shutdown::Write);
                });
                let _ = std::io::copy(&mut server, &mut client);
                let _ = client.shutdown(Shutdown::Both);
            });
        }
    });
    address
}

#[test]
fn of_two_servers_one_dies_and_no_answer_is_lost() {
    let Some(nodes) = nodes::all() else { return };
    let dir = tempfile::tempdir().unwrap();
    let address = small(nodes, "served", dir.path());
    let (first, second) = (Served::over(&address), Served::over(&address));
    let front = balancer(vec![first.address, second.address]);
    let want = settled(first.get("/api/search?q=trade").json());
    let (answered, again) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let rounds = crate::soak::rounds(150);
    let ask = || {
        let text = format!("GET /api/search?q=trade HTTP/1.1\r\nHost: {front}\r\nConnection: close\r\n\r\n");
        for _ in 0..rounds {
            // Whoever is cut off asks again; a server that is dying takes connections for a moment longer.
            let tries = (0..50).find_map(|_| {
                let reply = raw(front, text.as_bytes()).filter(Reply::is_whole);
                if reply.is_none() {
                    again.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(100));
                }
                reply
            });
            let reply = tries.expect("an answer");
            assert_eq!((reply.status, settled(reply.json())), (200, want.clone()));
            answered.fetch_add(1, Ordering::Relaxed);
        }
    };
    let memory = || {
        let text = second.get("/metrics").body;
        let line = text.lines().find_map(|line| line.strip_prefix("process_resident_memory_bytes ")).unwrap();
        line.parse::<f64>().unwrap() / 1e6
    };
    let mut early = 0.0;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        while answered.load(Ordering::Relaxed) < rounds {
            std::thread::sleep(Duration::from_millis(5));
        }
        early = memory();
        drop(first);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
    let late = memory();
    println!("{} answers, {} asked again; {early:.0} MB early, {late:.0} late", 4 * rounds, again.into_inner());
    assert!(late < early * 1.25 + 10.0, "memory grows: {early} MB, then {late}");
}
