//! What is asked for and what is answered: types, statuses, headers, and whatever a hostile client sends.

use super::client::{encoded, get, raw, request};
use super::site::Site;
use duizhao::request::UpdateRequest;
use duizhao::update::{Silent, update};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

#[test]
fn every_path_answers_with_its_type_and_the_headers_of_all() {
    let site = Site::new();
    for (path, kind) in [
        ("/", HTML),
        ("/?q=ODR", HTML),
        ("/?q=", HTML),
        ("/?q=商業秘密&in=zh&kind=paragraph&limit=5&offset=0", HTML),
        ("/docs", HTML),
        ("/d/port-report", HTML),
        ("/d/port-report?q=調解&from=0", HTML),
        ("/p/port-report%231.1", HTML),
        ("/p/port-report%231.1%3A2", HTML),
        ("/p/port-report%231", HTML),
        ("/kwic", HTML),
        ("/kwic?q=mediat*&sort=R1", HTML),
        ("/counterpart", HTML),
        ("/counterpart?text=三日內委任調解員", HTML),
        ("/terms", HTML),
        ("/terms?term=商業秘密", HTML),
        ("/api/terms?term=trade+secret", JSON),
        ("/check", HTML),
        ("/check?doc=port-report", HTML),
        ("/check?doc=port-report&severity=&rule=number.changed&from=1&offset=900", HTML),
        ("/api/check?doc=port-report", JSON),
        ("/api/check?doc=port-report&severity=note&rule=missing", JSON),
        ("/help", HTML),
        ("/api/search?q=ODR", JSON),
        ("/api/search?q=ODR&context=1", JSON),
        ("/api/docs", JSON),
        ("/api/show/port-report", JSON),
        ("/api/show/port-report%231.1:2", JSON),
        ("/api/kwic?q=ODR", JSON),
        ("/api/counterpart?text=三日內委任調解員", JSON),
        ("/api/openapi.json", JSON),
        ("/docs?q=port&sort=passages", HTML),
        ("/api/glossary?limit=3", JSON),
        ("/export?q=調解", "application/x-tmx+xml"),
        ("/export?q=調解&format=csv&limit=2", "text/csv; charset=utf-8"),
        ("/export?q=調解&format=html", HTML),
        ("/export/terms?term=調解&format=tbx2", "application/x-tbx"),
        ("/export/kwic?q=ODR", "text/tab-separated-values; charset=utf-8"),
        ("/export/check?doc=port-report", HTML),
        ("/freq", HTML),
        ("/freq?q=mediat*&side=en&in_a_row=2", HTML),
        ("/collocates", HTML),
        ("/collocates?term=調解&least=1", HTML),
        ("/collocates?term=調解&across=true&measure=ll&least=1&doc=port-report", HTML),
        ("/keywords", HTML),
        ("/keywords?q=doc:port-report&side=zh&least=1", HTML),
        ("/dispersion", HTML),
        ("/dispersion?term=調解", HTML),
        ("/compare", HTML),
        ("/compare?old=lease-2019&new=lease-2024&in=zh&offset=900", HTML),
        ("/export/compare?old=lease-2019&new=lease-2024", HTML),
        ("/api/compare?old=lease-2019&new=lease-2024", JSON),
        ("/export/freq?format=svg", "image/svg+xml"),
        ("/export/collocates?term=調解&least=1", "text/csv; charset=utf-8"),
        ("/export/keywords?q=doc:port-report&format=csv", "text/csv; charset=utf-8"),
        ("/export/dispersion?term=調解&format=svg", "image/svg+xml"),
        ("/api/freq?side=zh", JSON),
        ("/style.css", "text/css; charset=utf-8"),
        ("/script.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
    ] {
        let path: String =
            path.chars().map(|c| if c.is_ascii() { c.to_string() } else { encoded(&c.to_string()) }).collect();
        let reply = site.get(&path);
        assert_eq!((reply.status, reply.header("content-type")), (200, kind), "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{path}");
        }
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        let head = request(site.address, "HEAD", &path, &[], "");
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
        // What takes long on a busy machine is sent in pieces.
        let in_pieces = [&reply, &head].iter().any(|reply| reply.header("content-length").is_empty());
        if !path.starts_with("/api/search") && !in_pieces {
            assert_eq!(head.header("content-length"), reply.body.len().to_string(), "{path}");
        }
    }
}

#[test]
fn the_file_of_a_document_is_given_as_it_is_and_runs_nothing() {
    let rules = include_bytes!("../formats/library.pdf");
    let page = "<p>港口規則<script>alert(1)</script></p><p>Rules of the port</p>".as_bytes();
    let (big5, _, _) = encoding_rs::BIG5.encode("船長應減速。\nThe master shall slow down.\n");
    let site = Site::of_files(&[("rules.pdf", rules), ("page.html", page), ("港口.txt", &big5)]);
    let attached = |name: &str| format!("attachment; filename*=UTF-8''{name}");
    for (doc, kind, shown, length) in [
        ("rules", "application/pdf", "inline; filename*=UTF-8''rules.pdf".to_string(), rules.len()),
        ("page", "application/octet-stream", attached("page.html"), page.len()),
        ("港口", "text/plain; charset=Big5", "inline; filename*=UTF-8''%E6%B8%AF%E5%8F%A3.txt".to_string(), big5.len()),
    ] {
        let reply = site.get(&format!("/original/{}", encoded(doc)));
        let headers = (reply.header("content-type"), reply.header("content-disposition"));
        assert_eq!((reply.status, headers), (200, (kind, shown.as_str())), "{doc}");
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'; "), "{doc}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(reply.body.len() >= length, "{doc} is not whole");
    }
    let reader = site.get("/d/rules").body;
    assert!(reader.contains("href=\"/original/rules#page=1\"") && reader.contains(">p. 1</a>"), "{reader}");
    std::fs::remove_file(site.path("papers/rules.pdf")).unwrap();
    let gone = site.get("/original/rules");
    assert!(gone.status == 404 && gone.body.contains("cannot be opened"), "{}", gone.body);
    assert_eq!(site.get("/original/..%2Frules.pdf").status, 404);
}

#[test]
fn both_sides_stand_next_to_each_other_marked_and_in_their_language() {
    let site = Site::new();
    let page = site.get(&format!("/?q={}&doc=port-report", encoded("商业秘密"))).body;
    assert!(page.contains("<mark class=\"match\">商業秘密</mark>糾紛"), "{page}");
    assert!(
        page.contains("<p class=\"zh\" lang=\"zh-Hant\">") && page.contains("<p class=\"en\" lang=\"en\">"),
        "{page}"
    );
    assert!(page.contains("special team"), "{page}");
    let page = site.get("/d/port-report").body;
    assert!(page.contains("no English counterpart"), "{page}");
    assert!(page.contains("<article id=\"p1.1\" class=\"row paragraph\""), "{page}");
    assert!(page.contains("class=\"s s0\" data-n=\"1\""), "{page}");
    for heading in ["一、調解服務", "I. Mediation"] {
        assert_eq!(page.matches(&format!(">{heading}<")).count(), 2, "in the contents and in its place: {heading}");
    }
}

#[test]
fn the_closest_passages_say_that_they_are_only_close() {
    let site = Site::new();
    let page = site.get(&format!("/?q={}", encoded("調解員收費多少由誰付"))).body;
    assert!(page.contains("these come closest"), "{page}");
    assert!(site.get("/?q=ODR").body.contains("1 passage "));
    let nothing = site.get("/?q=zzzzqqqq").body;
    assert!(
        nothing.contains("Nothing found") && nothing.contains("href=\"/?q=zzzzqqqq&amp;translate=true\""),
        "{nothing}"
    );
}

#[test]
fn what_narrows_a_search_stays_from_page_to_page() {
    let site = Site::new();
    let reader = site.get("/d/port-report?q=mediation").body;
    assert!(reader.contains("href=\"/?q=mediation&amp;doc=port-report\">search in it"), "{reader}");
    for path in ["/", "/kwic"] {
        let page = site.get(&format!("{path}?q=mediation&doc=port-report&section=1&in=en&kind=paragraph")).body;
        for kept in [
            "<input type=\"hidden\" name=\"doc\" value=\"port-report\">",
            "<input type=\"hidden\" name=\"section\" value=\"1\">",
            "<option value=\"en\" selected>",
            "<option value=\"paragraph\" selected>",
        ] {
            assert!(page.contains(kept), "{path} has lost {kept}");
        }
        let wider = format!("href=\"{path}?q=mediation&amp;doc=port-report&amp;in=en&amp;kind=paragraph\"");
        assert!(page.contains(&wider), "{path}: the way to drop the section");
        assert!(page.contains("port-report#1.1"), "{path}");
    }
}

#[test]
fn behind_the_last_page_the_way_leads_back_to_it() {
    let site = Site::new();
    let path = format!("/?q={}&limit=2", encoded("第"));
    let page = site.get(&format!("{path}&offset=500")).body;
    assert!(page.contains("nothing behind the last passage") && !page.contains("<li><article"), "{page}");
    let back = page.split("rel=\"prev\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let last = site.get(&back.replace("&amp;", "&")).body;
    assert!(last.contains("<li><article") && !last.contains("rel=\"next\""), "{back}");
}

#[test]
fn a_passage_that_is_not_there_names_its_document() {
    let site = Site::new();
    let page = site.get("/p/port-report%2399");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("under /d/port-report"), "{}", page.body);
}

#[test]
fn what_cannot_be_asked_is_said_with_the_right_status() {
    let site = Site::new();
    for (path, status, said) in [
        ("/?q=%22a", 400, "quotation mark is not closed"),
        ("/api/search?q=%22a", 400, "quotation mark is not closed"),
        ("/api/search", 400, ""),
        ("/api/search?q=a&limit=101", 400, "a number from 0 to 100"),
        ("/api/search?q=a&limit=-1", 400, "limit"),
        ("/api/search?q=a&offset=99999999999999999999", 400, "offset"),
        ("/api/search?q=a&in=fr", 400, "both, zh, en"),
        ("/api/search?q=a&in=", 400, "both, zh, en"),
        ("/api/show/port-report?from=", 400, "from"),
        ("/api/search?q=a&kind=%3Cscript%3E", 400, "kind"),
        ("/api/search?q=a&q=b", 400, "one value"),
        ("/api/kwic?q=a&sort=up", 400, "L1"),
        ("/kwic?q=a&sort=up", 400, "L1"),
        ("/kwic?q=(", 400, ""),
        ("/api/freq?in_a_row=6", 400, "a number from 1 to 5"),
        ("/freq?q=%22a", 400, "quotation mark is not closed"),
        ("/api/collocates", 400, "term"),
        ("/api/dispersion?term=a&by=month", 400, "doc, year or field.NAME"),
        ("/dispersion?term=a&by=field.nosuch", 404, "nosuch"),
        ("/api/dispersion?term=a&by=field.court", 404, "no 'field.court'"),
        ("/compare?old=lease-2019&new=lease-2020", 404, "nearest: lease-2024, lease-2019"),
        ("/api/compare?old=lease-2019", 400, "new"),
        ("/api/counterpart", 400, "text"),
        ("/api/terms?term=+", 400, "A term of either language"),
        ("/api/counterpart?text=a&level=word", 400, "sentence"),
        ("/api/show/nothing", 404, "no 'nothing'"),
        ("/api/show/port-report%2399.1", 404, "no 'port-report#99.1'"),
        ("/api/show/port-report%231.1:99", 404, "no 'port-report#1.1:99'"),
        ("/api/show/port-report%23x", 400, "is not an id"),
        ("/api/show/", 404, "no page"),
        ("/api/check", 400, "as /api/docs has it"),
        ("/api/check?doc=nothing", 404, "no 'nothing'"),
        ("/check?doc=nothing", 404, "no 'nothing'"),
        ("/check?doc=port-report%231.1", 404, "no 'port-report#1.1'"),
        ("/api/check?doc=port-report&rule=number.", 400, "number.changed"),
        ("/api/check?doc=port-report&rule=", 400, "number.changed"),
        ("/check?doc=port-report&severity=warning", 400, "note, error"),
        ("/check?doc=port-report&from=-1", 400, "from"),
        ("/check?doc=port-report&doc=b", 400, "one value"),
        ("/d/nothing", 404, "no &#39;nothing&#39;"),
        ("/d/port-report?from=x", 400, "from"),
        ("/p/port-report", 404, "/d/port-report"),
        ("/p/%FF%FE", 404, ""),
        ("/p/%23", 400, "is not an id"),
        ("/nowhere", 404, "no page"),
        ("/api/nowhere", 404, "no page"),
        ("/../../etc/passwd", 404, "no page"),
        ("/style.css/..%2f..%2fetc/passwd", 404, "no page"),
        ("/%00", 404, "no page"),
    ] {
        let reply = site.get(path);
        assert_eq!(reply.status, status, "{path}: {}", reply.body);
        let body = reply.body.replace("&#39;", "'");
        assert!(body.contains(&said.replace("&#39;", "'")), "{path}: {body}");
        let kind = if path.starts_with("/api/") { JSON } else { HTML };
        assert_eq!(reply.header("content-type"), kind, "{path}");
        assert!(!reply.header("content-security-policy").is_empty(), "{path}");
        if kind == JSON {
            let json = reply.json();
            assert_eq!((&json["schema"], &json["status"]), (&"duizhao/error/1".into(), &status.into()), "{path}");
        }
    }
    let error = site.get("/api/search?q=a+OR+%22b").json();
    assert_eq!((&error["at"], &error["nearest"]), (&5.into(), &"a OR \"b\"".into()));
}

#[test]
fn nobody_else_is_answered() {
    let site = Site::new();
    for host in [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "a b",
        "localhost:x",
    ] {
        let reply = request(site.address, "GET", "/api/docs", &[("Host", host)], "");
        assert!(matches!(reply.status, 400 | 421), "{host}: {}", reply.status);
        assert!(!reply.body.contains("port-report"), "{host}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]:1", "LOCALHOST:9000"] {
        assert_eq!(request(site.address, "GET", "/api/docs", &[("Host", host)], "").status, 200, "{host}");
    }
    // A whole address in the first line counts for more than the header.
    let line = "GET http://evil.example/api/docs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(raw(site.address, line.as_bytes()).unwrap().status, 421);
    let two = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert!(matches!(raw(site.address, two.as_bytes()).unwrap().status, 400 | 421));
    let none = "GET / HTTP/1.0\r\n\r\n";
    assert!(matches!(raw(site.address, none.as_bytes()).unwrap().status, 400 | 421));
}

#[test]
fn nothing_can_be_sent() {
    let site = Site::new();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        for path in ["/", "/api/docs", "/style.css", "/nowhere"] {
            let reply = request(site.address, method, path, &[], "");
            assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method} {path}");
        }
    }
    assert_eq!(request(site.address, "GET", "/", &[], "a=b").status, 413);
    assert_eq!(request(site.address, "GET", "/", &[("Transfer-Encoding", "chunked")], "").status, 413);
}

#[test]
fn what_is_too_long_or_no_request_at_all_ends_early() {
    let site = Site::new();
    let long = "a".repeat(100_000);
    let reply = request(site.address, "GET", &format!("/?q={long}"), &[], "");
    assert!(matches!(reply.status, 414 | 431), "{}", reply.status);
    assert_eq!(request(site.address, "GET", "/", &[("X-Long", &long)], "").status, 431);
    let many: Vec<(String, &str)> = (0..200).map(|n| (format!("X-{n}"), "v")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    assert_eq!(request(site.address, "GET", "/", &many, "").status, 431);
    for garbage in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ] {
        let reply = raw(site.address, garbage);
        assert!(reply.is_none_or(|r| r.status >= 400), "{garbage:?}");
    }
    assert_eq!(site.get("/").status, 200);
}

#[test]
fn whatever_is_typed_stays_text() {
    let site = Site::new();
    for text in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "\" onfocus=\"alert(1)",
        "</title><script>",
        "\u{202e}abc",
        "a\u{0}b",
        "${7*7}",
        "%3Cscript%3E",
    ] {
        for base in [
            "/?q=",
            "/kwic?q=",
            "/terms?term=",
            "/counterpart?text=",
            "/d/port-report?q=",
            "/check?doc=",
            "/check?doc=port-report&rule=",
            "/?q=a&doc=",
            "/?q=a&section=",
            "/nowhere/",
            "/d/",
            "/p/",
        ] {
            let reply = site.get(&format!("{base}{}", encoded(text)));
            assert!(matches!(reply.status, 200 | 400 | 404), "{base}{text}: {}", reply.status);
            let free = ["<script>", "<img", "\" onfocus=\"", "</title><s"];
            assert!(free.iter().all(|wrong| !reply.body.contains(wrong)), "{base}{text}: {}", reply.body);
        }
    }
    let page = site.get("/?q=mediate").body;
    assert!(page.contains("onerror=alert(2)&gt;<mark class=\"match\">mediate</mark>"), "{page}");
    for doc in ["a\"><script>alert(3)<", "100%#&?", "空 白"] {
        let known = site.get("/api/docs").body;
        let id = serde_json::from_str::<serde_json::Value>(&known).unwrap();
        let id = id["docs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["id"].as_str().unwrap().to_string())
            .find(|id| id.chars().next() == doc.chars().next());
        let id = id.unwrap_or_else(|| panic!("{doc} in {known}"));
        assert_eq!(site.get(&format!("/d/{}", encoded(&id))).status, 200, "{id}");
        assert_eq!(site.get(&format!("/p/{}", encoded(&format!("{id}#1")))).status, 200, "{id}");
    }
}

#[test]
fn the_api_says_what_the_command_line_says() {
    let site = Site::new();
    let command = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_duizhao"))
            .args(["--index", site.index().to_str().unwrap()])
            .args(args)
            .output()
            .unwrap();
        let mut json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["took_ms"] = 0.into();
        json
    };
    for (args, path) in [
        (&["search", "--json", "調解"][..], format!("/api/search?q={}", encoded("調解"))),
        (
            &["search", "--json", "mediator", "--in", "en", "-n", "2", "-C", "1"],
            "/api/search?q=mediator&in=en&limit=2&context=1".into(),
        ),
        (&["search", "--json", "services", "--doc", "port-report"], "/api/search?q=services&doc=port-report".into()),
        (&["docs", "--json"], "/api/docs".into()),
        (&["show", "--json", "port-report#1"], "/api/show/port-report%231".into()),
        (&["show", "--json", "port-report#1.1:2"], "/api/show/port-report%231.1:2".into()),
        (&["kwic", "--json", "mediat*", "--sort", "R1"], "/api/kwic?q=mediat*&sort=R1".into()),
        (&["terms", "--json", "調解"], format!("/api/terms?term={}", encoded("調解"))),
        (&["counterpart", "--json", "appoints a mediator"], "/api/counterpart?text=appoints+a+mediator".into()),
    ] {
        let mut said = site.get(&path).json();
        said["took_ms"] = 0.into();
        assert_eq!(said, command(args), "{path}");
    }
}

#[test]
fn what_a_page_shows_can_be_taken_along() {
    let site = Site::new();
    let page = site.get(&format!("/?q={}&limit=2", encoded("調解"))).body;
    let path = page.split("href=\"/export?").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let file = site.get(&format!("/export?{}", path.replace("&amp;", "&")));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"duizhao.tmx\"");
    let ids = |text: &str, before: &str| -> Vec<String> {
        text.split(before).skip(1).map(|rest| rest.split('"').next().unwrap().replace("%23", "#")).collect()
    };
    let shown = ids(&page, "<a class=\"id\" href=\"/p/");
    assert_eq!(ids(&file.body, "<tu tuid=\""), shown);
    assert_eq!(shown.len(), 2);
    assert!(file.body.contains("srclang=\"zh-TW\""), "{}", file.body);
    assert_eq!(site.get("/export?q=%22").status, 400);
    for format in ["tmx", "xliff", "tsv", "csv", "jsonl"] {
        let program = env!("CARGO_BIN_EXE_duizhao");
        let args = ["export", "mediat*", "--level", "sentence", "-q", "--format", format];
        let output = std::process::Command::new(program).arg("--index").arg(site.index()).args(args).output().unwrap();
        let all = site.get(&format!("/api/export?q=mediat*&level=sentence&format={format}"));
        assert_eq!(all.body, String::from_utf8(output.stdout).unwrap(), "{format}");
    }
    for (format, kind) in [("xlsx", "spreadsheetml.sheet"), ("docx", "wordprocessingml.document")] {
        let file = site.get(&format!("/api/export?format={format}"));
        assert!(file.body.starts_with("PK") && file.header("content-type").ends_with(kind), "{format}");
    }
    let page = site.get("/kwic?q=mediat*&sort=R1").body;
    assert!(page.contains("href=\"/export/kwic?q=mediat%2A&amp;sort=R1\" download"), "{page}");
    let lines = site.get("/export/kwic?q=mediat*&sort=R1").body;
    assert_eq!(lines.lines().count(), page.matches("<li class=\"hit\"").count());
    let page = site.get("/check?doc=yard&severity=note").body;
    assert!(page.contains("href=\"/export/check?doc=yard&amp;severity=note\" download"), "{page}");
    let report = site.get("/export/check?doc=yard&severity=note").body;
    assert_eq!(report.matches("<article").count(), page.matches("<article").count());
}

#[test]
fn documents_are_filtered_sorted_and_told_apart() {
    let site = Site::new();
    let place = |page: &str, id: &str| page.find(&format!("<code>{id}</code>"));
    let all = site.get("/docs").body;
    assert!(place(&all, "guangdong-ip-report") < place(&all, "port-report") && place(&all, "yard").is_some());
    let some = site.get("/docs?q=PORT").body;
    assert!(place(&some, "port-report").is_some() && place(&some, "yard").is_none(), "{some}");
    let largest = site.get("/docs?sort=passages").body;
    assert!(place(&largest, "yard") < place(&largest, "port-report"), "{largest}");
    assert!(site.get("/").body.contains("<code class=\"id\">port-report</code>"));
    assert!(site.get("/docs?q=nothing+has+this").body.contains("0 documents of "));
}

#[test]
fn the_description_has_every_path_and_every_page_its_twin() {
    let site = Site::new();
    let described = site.get("/api/openapi.json").json();
    let described: BTreeSet<&str> = described["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let there: BTreeSet<&str> = duizhao::serve::served_paths().filter(|p| p.starts_with("/api/")).collect();
    assert_eq!(described, there);
    for path in [
        "/?q=ODR&in=zh",
        "/docs",
        "/d/port-report",
        "/p/port-report%231.1",
        "/kwic?q=ODR&sort=R1",
        "/terms?term=mediation",
        "/counterpart?text=mediator",
        "/check?doc=port-report&severity=error",
    ] {
        let page = site.get(path).body;
        let twin = page.split("<link rel=\"alternate\" type=\"application/json\" href=\"").nth(1);
        let twin = twin.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("{path} has none"));
        let reply = site.get(&twin.replace("&amp;", "&"));
        assert_eq!((reply.status, reply.header("content-type")), (200, JSON), "{twin}");
    }
}

#[test]
fn a_document_is_checked_as_the_command_line_checks_it() {
    let site = Site::doubtful();
    let said = |args: &[&str]| {
        let program = env!("CARGO_BIN_EXE_duizhao");
        let index = site.index();
        let output = std::process::Command::new(program).arg("--index").arg(index).args(args).output().unwrap();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let all = site.get("/api/check?doc=yard").json();
    assert_eq!(all, said(&["check", "--json"]));
    let (errors, notes) = (all["errors"].as_u64().unwrap(), all["notes"].as_u64().unwrap());
    assert!(errors > 1 && notes > 0, "{all}");
    assert_eq!(site.get("/api/check?doc=yard&rule=number").json(), said(&["check", "--json", "--only", "number"]));
    assert_eq!(site.get("/api/check?doc=yard&severity=note").json()["errors"], 0);
    assert_eq!(site.get("/api/check?doc=yard&severity=note").json()["notes"], notes);
    assert_eq!(site.get("/api/check?doc=yard&from=3").json()["passages"], all["passages"].as_u64().unwrap() - 3);
    assert_eq!(site.get("/api/check?doc=yard&from=4294967295").json()["passages"], 0);
}

#[test]
fn a_finding_has_both_sides_with_their_places_marked_and_the_ways_on() {
    let site = Site::doubtful();
    // The only document needs not be chosen.
    let page = site.get("/check").body;
    for said in [
        "<span class=\"severity error\">error</span>",
        "<code title=\"a figure became another\">number.changed</code>",
        "<mark class=\"match\">1240</mark>人",
        "<mark class=\"match\">1,420</mark> workers",
        "href=\"/p/yard%231\"",
        "href=\"/d/yard#p1\"",
        "<option value=\"number.changed\">number.changed: a figure became another (61)</option>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let place = |page: &str, id: &str| page.find(&format!("href=\"/p/yard%23{id}\"")).unwrap_or_else(|| panic!("{id}"));
    assert!(place(&page, "1") < place(&page, "4") && place(&page, "4") < place(&page, "5"));
    let notes = site.get("/check?doc=yard&severity=note").body;
    assert!(notes.contains(">note</span>") && !notes.contains(">error</span>"), "{notes}");
    let counted = &site.get("/api/check?doc=yard&severity=note").json()["notes"];
    assert!(notes.contains(&format!("0 errors and {counted} notes in ")), "{notes}");
    let none = site.get("/check?doc=yard&severity=note&rule=untranslated").body;
    assert!(none.contains("Nothing found") && none.contains(">All findings</a>"), "{none}");
    assert!(site.get("/d/yard").body.contains("href=\"/check?doc=yard\""));
    // Of several, one has to be chosen.
    let choice = Site::new().get("/check").body;
    assert!(choice.contains("href=\"/check?doc=port-report\"") && !choice.contains("class=\"severity"), "{choice}");
}

#[test]
fn a_long_document_is_checked_in_parts_that_are_named() {
    let site = Site::long(5_003);
    let page = site.get("/check?doc=long").body;
    assert!(page.contains("at most 5,000 passages") && page.contains("1–5,000 of 5,003"), "{page}");
    assert!(page.contains("href=\"/check?doc=long&amp;from=5000\""), "{page}");
    let rest = site.get("/check?doc=long&from=5000").body;
    assert!(rest.contains("5,001–5,003 of 5,003") && rest.contains(" in 3 passages"), "{rest}");
    assert_eq!(site.get("/api/check?doc=long").json()["passages"], 5000);
}

#[test]
fn what_changes_in_the_index_shows() {
    let site = Site::new();
    let total = || site.get("/api/search?q=lighthouse").json()["hits"].as_array().unwrap().len();
    assert_eq!(total(), 0);
    let wait = |want: usize, what: &str| {
        let start = Instant::now();
        while total() != want {
            assert!(start.elapsed() < Duration::from_secs(30), "{what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    std::fs::write(site.path("light.tsv"), "燈塔已經點亮。\tThe lighthouse is lit.\n").unwrap();
    let changes = UpdateRequest::adding([site.path("light.tsv")]);
    update(&site.index(), &changes, &Silent).unwrap();
    wait(1, "what was added is found");
    update(&site.index(), &UpdateRequest::new().rebuild(true), &Silent).unwrap();
    std::fs::write(
        site.path("light.tsv"),
        "燈塔已經點亮。\tThe lighthouse is lit.\n燈塔熄滅。\tThe lighthouse is dark.\n",
    )
    .unwrap();
    update(&site.index(), &UpdateRequest::new().rebuild(true), &Silent).unwrap();
    wait(2, "another folder is found");
    // An index that has gone away changes nothing for those who are reading.
    std::fs::rename(site.index().join("store/current"), site.index().join("store/gone")).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(total(), 2);
}

#[test]
fn an_empty_index_says_what_to_do() {
    let site = Site::empty();
    for path in ["/", "/docs", "/check"] {
        let page = site.get(path);
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Nothing is indexed yet"), "{}", page.body);
    }
    assert!(site.get("/?q=x").body.contains("Nothing found"));
    assert_eq!(site.get("/api/search?q=x").json()["total"], 0);
}

#[test]
fn many_ask_at_once() {
    let site = Site::new();
    let address = site.address;
    let asking: Vec<_> = (0..48)
        .map(|n| {
            std::thread::spawn(move || {
                (0..10).all(|i| {
                    let path = ["/?q=ODR", "/api/search?q=mediat*", "/d/port-report", "/kwic?q=the"][(n + i) % 4];
                    get(address, path).status == 200
                })
            })
        })
        .collect();
    assert!(asking.into_iter().all(|one| one.join().unwrap()));
}

#[test]
fn one_connection_carries_many_requests() {
    let site = Site::new();
    let mut stream = TcpStream::connect(site.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    for _ in 0..20 {
        write!(stream, "GET /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut seen = Vec::new();
        let mut buffer = [0; 4096];
        while !seen.ends_with(b"</svg>\n") {
            let n = stream.read(&mut buffer).unwrap();
            assert!(n > 0, "closed");
            seen.extend_from_slice(&buffer[..n]);
        }
    }
}

#[test]
fn it_ends_when_it_is_told_to_with_readers_still_connected() {
    let mut site = Site::new();
    let idle = TcpStream::connect(site.address).unwrap();
    let mut half = TcpStream::connect(site.address).unwrap();
    half.write_all(b"GET / HT").unwrap();
    assert_eq!(site.get("/").status, 200);
    site.stop();
    assert!(TcpStream::connect(site.address).is_err());
    drop((idle, half));
}

#[test]
fn numbers_are_shown_as_a_picture_and_lead_to_the_passages() {
    let site = Site::new();
    let page = site.get(&format!("/dispersion?term={}", encoded("商業秘密"))).body;
    assert!(page.contains("<svg") && page.contains("role=\"img\""), "{page}");
    let link = page.split("<th scope=\"row\"").nth(1).and_then(|row| row.split("href=\"").nth(1)).unwrap();
    let found = site.get(&link.split('"').next().unwrap().replace("&amp;", "&")).body;
    assert!(found.contains("<mark class=\"match\">商業秘密</mark>"), "{found}");
    let across = site.get(&format!("/collocates?term={}&across=true&least=1", encoded("調解"))).body;
    assert!(across.contains(">mediation</a>") || across.contains(">mediator</a>"), "{across}");
    let json = site.get(&format!("/api/dispersion?term={}", encoded("商業秘密"))).json();
    assert_eq!((&json["schema"], &json["by"]), (&"duizhao/dispersion/1".into(), &"doc".into()));
}

#[test]
fn versions_stand_next_to_each_other_with_what_changed() {
    let site = Site::new();
    let page = site.get("/compare?old=lease-2019&new=lease-2024").body;
    for said in [
        "<del class=\"figure\">三萬元</del>",
        "<ins class=\"figure\">三萬五千元</ins>",
        "<ins class=\"figure\">RMB 35,000</ins>",
        "<ins>未經同意</ins>",
        "in Chinese only",
        ">removed</span>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let same = site.get("/compare?old=lease-2019&new=lease-2019").body;
    assert!(same.contains("Nothing changed"), "{same}");
    let unrelated = site.get("/compare?old=lease-2019&new=yard").body;
    assert!(unrelated.contains("hardly versions of one text"), "{unrelated}");
}

#[test]
fn what_takes_long_shows_its_frame_first() {
    let site = Site::long(5_000);
    let mut stream = TcpStream::connect(site.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(stream, "GET /check?doc=long HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", site.address).unwrap();
    let (mut seen, mut part) = (Vec::new(), [0; 4096]);
    let mut read = |seen: &mut Vec<u8>| {
        let n = stream.read(&mut part).unwrap();
        seen.extend_from_slice(&part[..n]);
        n > 0
    };
    while !String::from_utf8_lossy(&seen).contains("<progress") {
        assert!(read(&mut seen), "{}", String::from_utf8_lossy(&seen));
    }
    let first = String::from_utf8_lossy(&seen).into_owned();
    assert!(first.contains("200 OK") && first.contains("Check</span>") || first.contains("Check "), "{first}");
    assert!(!first.contains("</html>") && !first.contains("<form class=\"filters\""), "{first}");
    while read(&mut seen) {}
    let all = String::from_utf8_lossy(&seen);
    let (waiting, results) = (all.find("<progress").unwrap(), all.find("<form class=\"filters\"").unwrap());
    assert!(waiting < results && all.contains("</html>"), "{all}");
    // What is wrong with the request is told by the status.
    assert_eq!(site.get("/check?doc=nosuch").status, 404);
    assert_eq!(site.get("/terms?term=x&by=nosuch").status, 400);
}

#[test]
fn the_list_of_documents_has_their_fields() {
    let ruling = |court: &str| format!("---\ncourt: {court}\n---\n\n船長應減速。\n\nThe master shall slow down.\n");
    let (north, south) = (ruling("北港法院"), ruling("南港法院"));
    let site = Site::of_files(&[("north.md", north.as_bytes()), ("south.md", south.as_bytes())]);
    let list = |q: &str| site.get(&format!("/docs?q={}", encoded(q))).body;
    let (all, one) = (list(""), list("南港"));
    assert!(all.contains("href=\"/d/north\"") && all.contains("href=\"/d/south\""), "{all}");
    assert!(!one.contains("href=\"/d/north\"") && one.contains("href=\"/d/south\""), "{one}");
    let link = one.split('"').find(|part| part.starts_with("/?q=field.court")).unwrap_or_else(|| panic!("{one}"));
    assert!(site.get(link).body.contains("south#"), "{link}");
}
