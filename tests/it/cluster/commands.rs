//! Every command line says the same about both indexes, to the letter but for the last digit of a sum, or is refused in
//! words; and what keeps running, watches files or takes them, writes to a cluster too.

use super::serving::Served;
use super::{BOTH, nodes};
use crate::serve::client::{get, request};
use duizhao::Index;
use duizhao::request::UpdateRequest;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Command lines, words parted by `|`; `OUT` is a file, whose bytes count as well.
const SAME: &[&str] = &[
    "docs",
    "docs|--json",
    "docs|--collections",
    "docs|ruling-3",
    "search|商業秘密|--doc|ruling-3|--in-collection|mine",
    "search|商業秘密 -collection:rights|--count",
    "search|collection:mine|--sort|doc|--format|tsv|-n|30",
    "search|collection:rights 商標 -collection:numbered|--count",
    "search|zh:判決 field.court:海事法院|--sort|date|--format|jsonl",
    "search|trade secrets date:2021|--cite|{title}[, {section}] ({field.court} {date}), {id}|--sort|doc",
    "search|plaintiff|--sort|date:asc|--format|tsv|-n|30",
    "search|plaintiff|--sort|field.court|--format|tsv|-n|30",
    "search|原告|--sort|field.court:desc|--json|-n|7|--offset|3",
    "search|商業秘密|--sort|field.docket|--format|tsv|-n|40",
    "search|商業秘密|--sort|field.docket:desc|--format|tsv|-n|40",
    "search|商業秘密|--sort|field.judge",
    "search|商業秘密 field.docket:第3號|--count",
    "search|field.docket:\"16號 民事\"|--sort|doc|--format|tsv",
    "terms|原告|--by|field.docket",
    "search|ref:\"Sec. 1 a\"|--count",
    "search|ref:\"Sec. 1*\"|--sort|doc|--format|tsv",
    "show|Sec. 1 b",
    "search|plaintiff|--sort|doc|--format|md|--cite|{doc}[, {section}]",
    "search|plaintiff|--sort|date|--format|html|-n|3",
    "search|plaintiff|--sort|date:asc|--format|tsv|-n|30",
    "search|plaintiff OR 商業秘密|--sort|field.court|--format|tsv|-n|100",
    "search|plaintiff OR 商業秘密|--sort|field.court:desc|--format|tsv|-n|7|--offset|3",
    "search|plaintiff|--sort|field.cort",
    "search|plaintiff|--sort|date|--format|tmx",
    "search|collection:right 商業",
    "search|field.judge:海事",
    "search|trade secret|--stats|-n|0",
    "search|原告|--doc|ruling-1|-C|2|--full|--regional",
    "search|zh:原告|--not-en|plaintiff|--count",
    "search|=Plaintiff|--count",
    "show|ruling-4|--cite|{title}[, {field.court}], {date}",
    "show|ruling-4#1",
    "show|ruling-99",
    "show|--left-out|ruling-4",
    "counterpart|駁回原告之訴|--cite|{doc} {date}|-n|3",
    "kwic|商業秘密|--in-collection|mine|--format|tsv",
    "kwic|plaintiff collection:mine|--format|csv",
    "kwic|court*|--doc|guangdong-ip-report|--sample|5|--seed|3|--format|tsv",
    "terms|商業秘密|--in-collection|mine",
    "terms|原告|--by|year",
    "terms|原告|--by|field.court",
    "terms|原告|--in-collection|nothing",
    "terms|--all|--in-collection|mine|--format|tsv",
    "freq|-n|30",
    "freq|--in|zh|-n|30|--format|csv",
    "freq|--forms|-n|30|--json",
    "freq|--row|2|-n|20",
    "freq|商業秘密|--in|zh|-n|20",
    "freq|--in-collection|mine|-n|20",
    "freq|the|-n|5|--format|svg",
    "collocates|plaintiff|--least|1|-n|20",
    "collocates|商業秘密|-n|20|--by|ll",
    "collocates|商業秘密|--across|-n|20",
    "collocates|court|--in-collection|rights|-n|20|--json",
    "keywords|doc:guangdong-ip-report|-n|20",
    "keywords|doc:ruling-*|--in|zh|--against|doc:guangdong-ip-report|-n|20",
    "keywords|ruling|--in-collection|mine|--least|1|-n|20|--format|csv",
    "dispersion|商業秘密|-n|5",
    "dispersion|plaintiff|--by|year",
    "dispersion|plaintiff|--by|field.court|--json",
    "dispersion|plaintiff|--by|field.judge",
    "compare|ruling-1|ruling-2",
    "compare|ruling-1|ruling-2|--json",
    "compare|ruling-1|ruling-99",
    "check|--in-collection|mine",
    "check|ruling-2|--json",
    "check|--in-collection|nothing",
    "export|--in-collection|mine|--format|tsv",
    "export|collection:mine|--format|csv|--cite|{doc}, {section}, {date}",
    "export|doc:ruling-*|--format|jsonl|--level|sentence",
    "export|doc:ruling-*|--format|xliff|--cite|{id}",
    "export|doc:ruling-*|--format|html|--cite|{title} {field.court}",
    "export|doc:ruling-*|--format|docx|-o|OUT",
    "export|doc:ruling-*|--format|docx|--cite|{title}|-o|OUT",
    "export|doc:ruling-*|--format|xlsx|-o|OUT",
    "export|doc:guangdong-ip-report|--format|tmx|--level|sentence",
];

/// What each says of itself may differ: how long it took, where it is.
fn said(index: &str, line: &str, dir: &Path) -> (Option<i32>, String, Vec<u8>) {
    let file = dir.join("out");
    let _ = std::fs::remove_file(&file);
    let args =
        line.split('|').map(|word| if word == "OUT" { file.to_string_lossy() } else { word.into() }.into_owned());
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.env("DUIZHAO_LANG", "en").env("DUIZHAO_INDEX", index).args(args.collect::<Vec<_>>());
    let done = command.output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    let took = regex::Regex::new(r#"\(?\d+(\.\d+)? m?s\)?|"took_ms":[\d.]+|"score":[\d.]+"#).unwrap();
    let text = took.replace_all(&text.replace(index, "INDEX"), "").into_owned();
    (done.status.code(), text, std::fs::read(&file).unwrap_or_default())
}

/// Sums of the same numbers in another order differ a little.
fn alike(here: &str, there: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let pieces = |text: &str| -> Vec<String> {
        let mut pieces: Vec<String> = vec![String::new()];
        for c in text.chars() {
            match pieces.last_mut() {
                Some(last) if last.is_empty() || last.ends_with(number) == number(c) => last.push(c),
                _ => pieces.push(c.to_string()),
            }
        }
        pieces
    };
    let (here, there) = (pieces(here), pieces(there));
    let near = |a: &String, b: &String| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => a.contains('.') && (x - y).abs() < 0.0015,
        _ => false,
    };
    here.len() == there.len() && here.iter().zip(&there).all(|(a, b)| a == b || near(a, b))
}

#[test]
fn command_lines_say_the_same() {
    let (Some(both), Some(nodes)) = (&*BOTH, nodes::all()) else { return };
    let (local, cluster) = (both.dir.path().join("index").to_string_lossy().into_owned(), nodes.address("both"));
    let out = tempfile::tempdir().unwrap();
    for line in SAME {
        let (here, there) = (said(&local, line, out.path()), said(&cluster, line, out.path()));
        let differing = here.1.lines().zip(there.1.lines()).find(|(here, there)| !alike(here, there));
        assert_eq!(differing, None, "{line}");
        assert_eq!(
            (here.0, here.1.lines().count()),
            (there.0, there.1.lines().count()),
            "{line}: {}\n{}",
            here.1,
            there.1
        );
        assert!(here.2 == there.2, "{line}: {} and {} bytes", here.2.len(), there.2.len());
        assert!(here.0 == Some(0) || here.0 == Some(1) || here.1.contains("error:"), "{line}: {}", here.1);
    }
    // What a cluster cannot do is refused.
    for (line, expected) in [
        ("docs|--size", "a cluster does not tell"),
        ("serve|--edit|--port|0", "this index has no folder"),
        (r"search|/a\bc/", "on this machine only"),
    ] {
        let (code, text, _) = said(&cluster, line, out.path());
        assert!(code == Some(2) && text.contains(expected), "{line}: {text}");
    }
}

fn program(index: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.env("DUIZHAO_LANG", "en").env("DUIZHAO_INDEX", index).args(args);
    command
}

fn run(index: &str, args: &[&str]) -> String {
    let done = program(index, args).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
}

#[test]
fn collections_are_named_and_forgotten() {
    let Some(nodes) = nodes::all() else { return };
    let (address, dir) = (nodes.address("named-sets"), tempfile::tempdir().unwrap());
    let put = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    put("lease.txt", "出租人應返還押金。\nThe lessor shall return the deposit.\n");
    put("supply.txt", "押金不予退還。\nThe deposit is not refunded.\n");
    put("ruling.txt", "法院命被告返還押金。\nThe court ordered the defendant to return the deposit.\n");
    let folder = dir.path().to_string_lossy();
    // With what it is made of, and later.
    let first = run(&address, &["index", "--no-lexicon", &folder, "--collection", "contracts=doc:lease OR doc:supply"]);
    assert!(first.contains("3 documents indexed"), "{first}");
    let before = Index::open(&address).unwrap();
    let served = Served::over(&address);
    run(&address, &["index", "-q", "--no-lexicon", "--collection", "returned=collection:contracts 返還"]);
    let listed = "contracts\t2\tdoc:lease OR doc:supply\nreturned\t1\tcollection:contracts 返還\n";
    assert_eq!(run(&address, &["docs", "--collections"]), listed);
    // Whoever has it open sees the new one.
    let now = before.searcher().refreshed().unwrap().expect("it has changed");
    assert_eq!(now.collections().unwrap().len(), 2);
    let start = Instant::now();
    loop {
        let reply = get(served.address, "/api/search?q=deposit+collection:returned");
        if reply.status == 200 {
            assert_eq!(reply.json()["total"], 1, "{}", reply.body);
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{}", reply.body);
        std::thread::sleep(Duration::from_millis(100));
    }
    // One that would be defined by itself is refused, and the index stays as it was and free for others.
    let ring = run(&address, &["index", "--collection", "contracts=collection:returned"]);
    assert!(ring.contains("a collection would be defined by itself: contracts → returned → contracts"), "{ring}");
    assert_eq!(run(&address, &["docs", "--collections"]), listed);
    // They find what comes later, also after everything was built anew, and go when they are taken away.
    put("supply.txt", "押金應返還。\nThe deposit shall be returned.\n");
    for rebuild in [false, true] {
        let report =
            Index::build(&address, &UpdateRequest::new().rebuild(rebuild).without_lexicon(true), &duizhao::Silent);
        assert!(report.unwrap().failed.is_empty());
        assert_eq!(run(&address, &["search", "--count", "collection:returned"]), "2\n", "rebuild: {rebuild}");
    }
    run(&address, &["index", "-q", "--collection", "returned="]);
    assert_eq!(run(&address, &["docs", "--collections"]), "contracts\t2\tdoc:lease OR doc:supply\n");
    assert!(
        run(&address, &["search", "collection:returned"]).contains("nearest: contracts") || {
            run(&address, &["search", "collection:returned"]).contains("there are contracts")
        }
    );
}

/// A program that goes on until this ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn files_are_watched_and_taken() {
    let Some(nodes) = nodes::all() else { return };
    let (address, dir) = (nodes.address("watched"), tempfile::tempdir().unwrap());
    let papers = dir.path().join("papers");
    std::fs::create_dir(&papers).unwrap();
    let put = |name: &str, text: &str| std::fs::write(papers.join(name), text).unwrap();
    put("one.txt", "保護商業秘密。\nTrade secrets are protected.\n");
    let count = |query: &str| run(&address, &["search", "--count", query]);
    let args = ["index", "-q", "--no-lexicon", "--watch", &papers.to_string_lossy()];
    let watching = Running(program(&address, &args).stdout(Stdio::null()).spawn().unwrap());
    until("what is there is never indexed", || count("秘密") == "1\n");
    put("two.txt", "仲裁委員會。\nThe arbitration commission.\n");
    until("a new file is never seen", || count("仲裁") == "1\n");
    std::fs::remove_file(papers.join("one.txt")).unwrap();
    until("a file that has gone is never missed", || count("秘密") == "0\n");
    drop(watching);
    // A folder that names the cluster keeps what is sent to its page, and the cluster has it.
    let folder = dir.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("duizhao.toml"), format!("cluster = \"{address}\"\n")).unwrap();
    let args = ["-q", "serve", "--port", "0", "--edit", "--watch"];
    let mut serving = Running(program(&folder.to_string_lossy(), &args).stdout(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(serving.0.stdout.as_mut().unwrap()).lines().map_while(Result::ok);
    let (url, page) = (lines.next().unwrap(), lines.next().unwrap());
    let at = url.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
    let token = page.split_once('=').unwrap().1;
    let form = "--between\r\nContent-Disposition: form-data; name=\"files\"; filename=\"three.txt\"\r\n\r\n\
                商標與專利。\nTrade marks and patents.\n\r\n--between--\r\n";
    let kind = [("Content-Type", "multipart/form-data; boundary=between")];
    let reply = request(at, "POST", &format!("/api/documents?token={token}"), &kind, form);
    assert_eq!((reply.status, reply.json()["documents"][0].as_str()), (200, Some("three")), "{}", reply.body);
    assert!(folder.join("added/three.txt").is_file());
    assert_eq!((count("商標"), count("仲裁")), ("1\n".into(), "1\n".into()));
    // And what it has taken is watched as everything else.
    std::fs::write(folder.join("added/three.txt"), "調解協議。\nThe mediation agreement.\n").unwrap();
    until("what changes in the folder is never seen", || count("調解") == "1\n" && count("商標") == "0\n");
}
