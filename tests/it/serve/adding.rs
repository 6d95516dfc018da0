//! `serve --edit`: documents are added by whoever has the token, and by nobody else.

use super::client::{Reply, get, raw, request};
use super::command::{fresh, serve};
use super::webdriver::Browser;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::Child;
use std::time::{Duration, Instant};

/// A server that takes documents.
struct Taking {
    child: Child,
    address: SocketAddr,
    /// The path of the page with its token.
    path: String,
    pub dir: tempfile::TempDir,
}

impl Taking {
    fn start() -> Taking {
        let dir = fresh();
        let mut child = serve(dir.path(), &["-q", "--port", "0", "--edit"]).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let (url, page) = (lines.next().unwrap().unwrap(), lines.next().unwrap().unwrap());
        let address = url.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        let path = page.strip_prefix(url.as_str()).unwrap();
        assert!(path.starts_with("add?token=") && path.len() == "add?token=".len() + 32, "{path}");
        Taking { address, path: format!("/{path}"), child, dir }
    }

    fn token(&self) -> &str {
        self.path.split_once('=').unwrap().1
    }

    /// The same path for programs.
    fn api(&self) -> String {
        format!("/api/documents?token={}", self.token())
    }

    fn send(&self, path: &str, files: &[(&str, &str)]) -> Reply {
        request(self.address, "POST", path, &[("Content-Type", FORM)], &form(files))
    }

    /// The names of what was kept.
    fn kept(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.dir.path().join("index/added")) else { return Vec::new() };
        let mut names: Vec<String> = files.map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Taking {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const FORM: &str = "multipart/form-data; boundary=between";

fn form(files: &[(&str, &str)]) -> String {
    let part = |(name, text): &(&str, &str)| {
        format!("--between\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n")
    };
    files.iter().map(part).collect::<String>() + "--between--\r\n"
}

const LEASE: (&str, &str) = ("lease.txt", "承租人不得轉租倉庫。\nThe tenant shall not sublet the warehouse.\n");

#[test]
fn documents_are_added_with_the_token() {
    let site = Taking::start();
    let page = get(site.address, &site.path);
    assert_eq!(page.status, 200);
    assert!(page.body.contains(&format!("action=\"{}\" method=\"post\" enctype=\"multipart/form-data\"", site.path)));
    // By the form, which needs no script; two files that are one document are one.
    let done = site
        .send(&site.path, &[LEASE, ("nda.zh.txt", "雙方應保密。\n"), ("nda.en.txt", "Both parties keep it secret.\n")]);
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(done.body.contains("href=\"/d/lease\"") && done.body.contains("href=\"/d/nda\""), "{}", done.body);
    // By a program; what cannot be read is told and not kept.
    let bearer = format!("Bearer {}", site.token());
    let headers = [("Content-Type", FORM), ("Authorization", bearer.as_str())];
    let both = form(&[
        ("../../ruling.txt", "法院判決押金應予返還。\nThe court ruled that the deposit be returned.\n"),
        ("photo.jpg", "\u{0}\u{1}"),
    ]);
    let added = request(site.address, "POST", "/api/documents", &headers, &both);
    assert_eq!(added.status, 200, "{}", added.body);
    let added = added.json();
    assert_eq!((&added["schema"], &added["documents"]), (&"duizhao/added/1".into(), &serde_json::json!(["ruling"])));
    assert_eq!(added["failed"], serde_json::json!(["photo.jpg: is of no kind that is read"]));
    assert_eq!(site.kept(), ["lease.txt", "nda.en.txt", "nda.zh.txt", "ruling.txt"]);
    // They are found at once.
    let begun = Instant::now();
    while !get(site.address, "/?q=sublet").body.contains("lease#0.1") {
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    // The name of a document stays its own.
    let again = site.send(&site.api(), &[("new.txt", LEASE.1), LEASE]);
    assert_eq!(again.status, 409, "{}", again.body);
    assert!(again.body.contains("'lease.txt' was added before"), "{}", again.body);
    assert_eq!(site.kept().len(), 4);
}

#[test]
fn nobody_else_adds_documents() {
    let site = Taking::start();
    let (page, api) = (site.path.clone(), site.api());
    let other = api.replace(site.token(), &"0".repeat(32));
    let host = site.address.to_string();
    let (own, form) = (format!("http://{host}"), form(&[LEASE]));
    let kind = ("Content-Type", FORM);
    for (what, method, path, headers, body, status) in [
        ("no token", "POST", "/api/documents", &[kind][..], form.as_str(), 403),
        ("a wrong token", "POST", &other, &[kind], &form, 403),
        ("a part of the token", "POST", &api[..api.len() - 1], &[kind], &form, 403),
        ("a wrong bearer", "POST", &api, &[kind, ("Authorization", "Bearer x")], &form, 403),
        ("no token on the page", "POST", "/add", &[kind], &form, 403),
        ("the page without a token", "GET", "/add", &[], "", 403),
        ("a page from elsewhere", "POST", &api, &[kind, ("Origin", "http://evil.example")], &form, 403),
        ("a page from nowhere", "POST", &api, &[kind, ("Origin", "null")], &form, 403),
        ("another port", "POST", &api, &[kind, ("Origin", "http://127.0.0.1:1")], &form, 403),
        (
            "what the browser says is from elsewhere",
            "POST",
            &page,
            &[kind, ("Sec-Fetch-Site", "cross-site")],
            &form,
            403,
        ),
        ("another host", "POST", &api, &[kind, ("Host", "evil.example")], &form, 421),
        ("another method", "PUT", &api, &[kind], &form, 405),
        ("reading", "GET", &api, &[], "", 405),
        ("another type", "POST", &api, &[("Content-Type", "text/plain")], &form, 415),
        ("no type", "POST", &api, &[], &form, 415),
        ("no boundary", "POST", &api, &[("Content-Type", "multipart/form-data")], &form, 415),
        ("broken off", "POST", &api, &[kind], &form[..form.len() - 6], 400),
        ("another boundary", "POST", &api, &[("Content-Type", "multipart/form-data; boundary=x")], &form, 400),
        ("nothing", "POST", &api, &[kind], "--between--\r\n", 400),
        ("no name", "POST", &api, &[kind], &form.replace("lease.txt", ".hidden"), 400),
        ("the list of sources", "POST", &api, &[kind], &form.replace("lease.txt", "duizhao.toml"), 400),
    ] {
        let reply = request(site.address, method, path, headers, body);
        assert_eq!(reply.status, status, "{what}: {}", reply.body);
        assert!(!reply.body.contains(site.token()), "{what}");
    }
    let many: Vec<(String, &str)> = (0..51).map(|n| (format!("{n}.txt"), LEASE.1)).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    assert_eq!(site.send(&api, &many).status, 413);
    // Told by its head, and found out while it comes.
    let head = format!("POST {api} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM}\r\nConnection: close\r\n");
    let told = raw(site.address, format!("{head}Content-Length: {}\r\n\r\n", 65 << 20).as_bytes()).unwrap();
    assert_eq!(told.status, 413, "{}", told.body);
    let mut endless = format!("{head}Transfer-Encoding: chunked\r\n\r\n4000000\r\n").into_bytes();
    endless.resize(endless.len() + (64 << 20), b'x');
    endless.extend(b"\r\n10\r\nxxxxxxxxxxxxxxxx\r\n0\r\n\r\n");
    if let Some(reply) = raw(site.address, &endless) {
        assert_eq!(reply.status, 413, "{}", reply.body);
    }
    assert_eq!(site.kept(), Vec::<String>::new());
    // From its own page it is taken.
    let headers = [kind, ("Origin", own.as_str()), ("Sec-Fetch-Site", "same-origin")];
    assert_eq!(request(site.address, "POST", &page, &headers, &form).status, 200);
    assert_eq!(site.kept(), ["lease.txt"]);
}

#[test]
fn nothing_is_added_where_nobody_said_so() {
    let (mut child, address, _dir) = super::command::serve_sample();
    let replies = [
        get(address, "/add").status,
        request(address, "POST", "/add", &[("Content-Type", FORM)], &form(&[LEASE])).status,
        request(address, "POST", "/api/documents", &[("Content-Type", FORM)], &form(&[LEASE])).status,
    ];
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(replies, [404, 405, 405]);
}

#[test]
fn files_are_dropped_on_the_page() {
    // The other tests in a browser say that there is none.
    let Some(browser) = Browser::start() else { return };
    let site = Taking::start();
    browser.go(&format!("http://{}{}", site.address, site.path));
    browser.eval(
        "const held = new DataTransfer();\
         held.items.add(new File(['承租人不得轉租倉庫。\\nThe tenant shall not sublet the warehouse.\\n'], 'lease.txt'));\
         const drop = (name) => document.body.dispatchEvent(new DragEvent(name, { dataTransfer: held, bubbles: true, cancelable: true }));\
         drop('dragover'); drop('drop'); return 0",
    );
    browser.wait("document.querySelector('main a[href=\"/d/lease\"]')");
    assert!(browser.is(
        "!document.querySelector('.waiting') || getComputedStyle(document.querySelector('.waiting')).display === 'none'"
    ));
    browser.click("main a[href=\"/d/lease\"]");
    browser.wait("location.pathname === '/d/lease' && document.querySelector('.row')");
    assert_eq!(site.kept(), ["lease.txt"]);
    let log = browser.log("browser");
    assert!(log.is_empty(), "{log:?}");
}
