//! What whoever runs a server asks of it, and how it holds its own against those who ask too much.

use super::client::{raw, request};
use super::command::serve_sample;
use super::site::Site;
use duizhao::serve::ServerOptions;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The samples of a text in the form of Prometheus, each line of which must be one, or a comment on one.
fn samples(text: &str) -> BTreeMap<String, f64> {
    let mut samples = BTreeMap::new();
    let mut kinds = BTreeMap::new();
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            let words: Vec<&str> = comment.splitn(3, ' ').collect();
            assert!(matches!(words[0], "HELP" | "TYPE") && words.len() == 3, "{line}");
            kinds.insert(words[1].to_string(), words[2].to_string());
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
        let family = name.split('{').next().unwrap();
        let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| family.strip_suffix(end)).unwrap_or(family);
        assert!(kinds.contains_key(family), "{line} has no type");
        let value = value.parse().unwrap_or_else(|_| panic!("{line}"));
        assert!(samples.insert(name.to_string(), value).is_none(), "{name} twice");
    }
    samples
}

#[test]
fn it_says_that_it_lives_and_is_ready_and_what_it_did() {
    let site = Site::new();
    for (path, text) in [("/health", "lives\n"), ("/ready", "ready\n")] {
        let reply = site.get(path);
        assert_eq!((reply.status, reply.body.as_str()), (200, text), "{path}");
        assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(request(site.address, "POST", path, &[], "").status, 405);
    }
    let count = |samples: &BTreeMap<String, f64>, name: &str| samples.get(name).copied().unwrap_or_default();
    let before = samples(&site.get("/metrics").body);
    for (path, status) in [
        ("/api/search?q=ODR", 200),
        ("/api/search?q=%28", 400),
        ("/d/port-report", 200),
        ("/nowhere-1", 404),
        ("/nowhere-2", 404),
        ("/icon.svg", 200),
    ] {
        assert_eq!(site.get(path).status, status, "{path}");
    }
    assert_eq!(request(site.address, "GET", "/", &[("Host", "evil.example")], "").status, 421);
    let after = samples(&site.get("/metrics").body);
    for (name, more) in [
        ("duizhao_requests_total{path=\"/api/search\",status=\"200\"}", 1.0),
        ("duizhao_requests_total{path=\"/api/search\",status=\"400\"}", 1.0),
        ("duizhao_requests_total{path=\"/d/{id}\",status=\"200\"}", 1.0),
        ("duizhao_requests_total{path=\"/icon.svg\",status=\"200\"}", 1.0),
        ("duizhao_requests_total{path=\"other\",status=\"404\"}", 2.0),
        ("duizhao_requests_total{path=\"other\",status=\"421\"}", 1.0),
        ("duizhao_requests_total{path=\"/metrics\",status=\"200\"}", 1.0),
        ("duizhao_request_duration_seconds_count{path=\"/api/search\"}", 2.0),
        ("duizhao_request_duration_seconds_bucket{path=\"/api/search\",le=\"+Inf\"}", 2.0),
    ] {
        assert_eq!(count(&after, name) - count(&before, name), more, "{name}");
    }
    assert_eq!(after["duizhao_requests_in_flight"], 1.0);
    let seconds = "duizhao_request_duration_seconds_sum{path=\"/api/search\"}";
    assert!(count(&after, seconds) > 0.0 && count(&after, "process_start_time_seconds") > 1.7e9);
}

#[test]
fn one_client_has_so_many_requests_and_a_balancer_says_who_asks() {
    let options = ServerOptions {
        proxies: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
        per_client: 0,
        names: vec!["search.example".into()],
        ..ServerOptions::default()
    };
    let site = Site::with(&options);
    let asks = |path: &str, headers: &[(&str, &str)]| request(site.address, "GET", path, headers, "");
    let refused = asks("/api/docs", &[("X-Forwarded-For", "198.51.100.9, 203.0.113.7")]);
    assert_eq!((refused.status, refused.header("retry-after")), (429, "1"));
    assert!(refused.json()["message"].as_str().unwrap().contains("too much at once"), "{}", refused.body);
    assert!(asks("/", &[("X-Forwarded-For", "203.0.113.7")]).body.contains("<html"));
    // Programs on this machine, and what every page needs.
    assert_eq!(asks("/api/docs", &[]).status, 200);
    assert_eq!(asks("/style.css", &[("X-Forwarded-For", "203.0.113.7")]).status, 200);
    assert_eq!(asks("/ready", &[("X-Forwarded-For", "203.0.113.7")]).status, 200);
    assert_eq!(asks("/api/docs", &[("Host", "search.example")]).status, 200);
    assert_eq!(asks("/api/docs", &[("Host", "other.example")]).status, 421);
}

#[cfg(unix)]
#[test]
fn what_is_being_answered_is_finished_when_it_ends() {
    let (mut child, address, _dir) = serve_sample();
    let whole = AtomicUsize::new(0);
    let ask = || {
        // Until nobody listens any more.
        while std::net::TcpStream::connect(address).is_ok() {
            let text = format!("GET /api/terms?term=court HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
            // What was never taken up is not answered; what is answered is answered whole.
            if let Some(reply) = raw(address, text.as_bytes()) {
                assert!(reply.status == 200 && reply.is_whole(), "{reply:?}");
                whole.fetch_add(1, Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        while whole.load(Ordering::Relaxed) < 20 {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
