//! A cluster behind https with a certificate that nobody else trusts, and a door that wants to know who asks. Needs
//! `--features tls`, `openssl`, which makes the certificates, and `python3`, which keeps the door.

use super::nodes;
use super::writing::small;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const PASSWORD: &str = "geheim";
const KEY: &str = "c2VjcmV0";
/// `reader:geheim` as it travels.
const TRAVELLING: &str = "cmVhZGVyOmdlaGVpbQ==";

/// The door before the first node, ended with this.
struct Gate {
    child: Child,
    port: u16,
    dir: TempDir,
}

impl Drop for Gate {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `None` where there is nothing to make it with.
fn gate(node: &str) -> Option<Gate> {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    for name in ["ca", "other"] {
        openssl(&[
            "-x509",
            "-subj",
            "/CN=our own",
            "-keyout",
            &at(&format!("{name}.key")),
            "-out",
            &at(&format!("{name}.pem")),
        ])?;
    }
    let (ca, key) = (at("ca.pem"), at("ca.key"));
    let signed = ["-x509", "-subj", "/CN=node", "-CA", &ca, "-CAkey", &key, "-addext", "subjectAltName=IP:127.0.0.1"];
    let (node_key, certificate) = (at("node.key"), at("node.pem"));
    let own = ["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", &node_key, "-out", &certificate];
    openssl(&[&signed[..], &own[..]].concat())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/cluster/encryption/gate.py");
    let port = node.rsplit(':').next().unwrap();
    let mut command = Command::new("python3");
    command.arg(script).args([port, &certificate, &node_key]).stdout(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    Some(Gate { child, port: line.trim().parse().expect("the door says its port"), dir })
}

fn openssl(args: &[&str]) -> Option<()> {
    let mut command = Command::new("openssl");
    command.args(["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]);
    let done = command.args(args).output().ok()?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(())
}

impl Gate {
    fn address(&self, name: &str, ca: Option<&str>) -> String {
        let ca = ca.map(|ca| format!("?ca={}", self.dir.path().join(ca).display()));
        format!("https://127.0.0.1:{}/{name}{}", self.port, ca.unwrap_or_default())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// What the program says, all of it; nothing that it says may have a secret in it.
fn run(index: &str, said: &[(&str, &str)], args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    for name in ["USER", "PASSWORD", "API_KEY", "CREDENTIALS"] {
        command.env_remove(format!("DUIZHAO_CLUSTER_{name}"));
    }
    command.env("DUIZHAO_LANG", "en").env("DUIZHAO_INDEX", index).envs(said.iter().copied()).args(args);
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    for secret in [PASSWORD, KEY, TRAVELLING, "wrong one"] {
        assert!(!text.contains(secret), "{args:?} tells {secret}: {text}");
    }
    (status.success(), text)
}

#[test]
fn a_private_certificate_and_who_asks() {
    let Some(nodes) = nodes::all() else { return };
    let Some(gate) = gate(&nodes.urls()[0]) else {
        eprintln!("left out: openssl and python3 are not there to make a door of https");
        return;
    };
    let papers = tempfile::tempdir().unwrap();
    small(nodes, "behind", papers.path());
    let (user, password) = ("DUIZHAO_CLUSTER_USER", "DUIZHAO_CLUSTER_PASSWORD");
    let basic = [(user, "reader"), (password, PASSWORD)];
    let search = ["search", "--count", "商业秘密"];
    let trusted = gate.address("behind", Some("ca.pem"));
    assert_eq!(run(&trusted, &basic, &search), (true, "1\n".into()));
    // Who asks: in each way that there is, and in none.
    let file = |name: &str, text: &str| gate.file(name, text).to_string_lossy().into_owned();
    for (name, text) in [("user", format!("reader:{PASSWORD}\n")), ("key", format!("ApiKey {KEY}\n"))] {
        let said = [("DUIZHAO_CLUSTER_CREDENTIALS", file(name, &text))];
        let said = said.each_ref().map(|(name, path)| (*name, path.as_str()));
        assert_eq!(run(&trusted, &said, &search), (true, "1\n".into()), "{name}");
    }
    assert_eq!(run(&trusted, &[("DUIZHAO_CLUSTER_API_KEY", KEY)], &search), (true, "1\n".into()));
    let odd = file("odd", "nothing of the kind\n");
    for (said, expected) in [
        (&[][..], "does not know who asks"),
        (&[(user, "reader"), (password, "wrong one")], "does not know who asks"),
        (&[(user, "reader")], "one is missing"),
        (&[("DUIZHAO_CLUSTER_CREDENTIALS", odd.as_str())], "has neither"),
        (&[("DUIZHAO_CLUSTER_CREDENTIALS", "/nowhere/at-all")], "/nowhere/at-all"),
    ] {
        let (done, text) = run(&trusted, said, &search);
        assert!(!done && text.contains(expected), "{said:?}: {text}");
    }
    // Whom it trusts: nobody but who is named, and only under the name that the certificate has.
    let elsewhere = trusted.replace("127.0.0.1", "localhost");
    for index in [&gate.address("behind", None), &gate.address("behind", Some("other.pem")), &elsewhere] {
        let (done, text) = run(index, &basic, &search);
        assert!(!done && text.contains("certificate"), "{index}: {text}");
    }
    for (name, expected) in [("odd", "has no certificate"), ("none.pem", "none.pem")] {
        let (done, text) = run(&gate.address("behind", Some(name)), &basic, &search);
        assert!(!done && text.contains(expected), "{name}: {text}");
    }
    // Http where https is spoken, and the other way round.
    let (done, text) = run(&trusted.replace("https:", "http:"), &basic, &search);
    assert!(!done && text.contains("cannot be reached"), "{text}");
    let (done, text) = run(&nodes.address("behind").replace("http:", "https:"), &basic, &search);
    assert!(!done && text.contains("cannot be reached"), "{text}");
    // Writing too, and everything that stands beside.
    let new = gate.address("behind-new", Some("ca.pem"));
    let (done, text) = run(&new, &basic, &["index", &papers.path().to_string_lossy()]);
    assert!(done && text.contains("1 document indexed"), "{text}");
    assert_eq!(run(&new, &basic, &search), (true, "1\n".into()));
    assert!(run(&new, &basic, &["docs"]).1.contains("one"));
    // What a server says of an index that it may not read any more.
    let (done, text) = run(&new, &[], &["serve", "--port", "0"]);
    assert!(!done && text.contains("does not know who asks"), "{text}");
}
