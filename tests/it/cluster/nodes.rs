//! The cluster of these tests.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex};
use tempfile::TempDir;

/// Nodes that run; they end with this process, whose end of their input they see.
pub struct Nodes {
    urls: Vec<String>,
    start: PathBuf,
    port: u16,
    dir: TempDir,
    /// What started them, and each that was brought back.
    started: Mutex<Vec<Child>>,
}

static NODES: LazyLock<Option<Nodes>> = LazyLock::new(|| start(count()));
static FOR_FAULTS: LazyLock<Option<Nodes>> = LazyLock::new(|| start(3));

/// The cluster, started when it is first asked for; `None` where there is none to start.
pub fn all() -> Option<&'static Nodes> {
    NODES.as_ref()
}

/// Three nodes to which anything may be done, besides those.
pub fn for_faults() -> Option<&'static Nodes> {
    FOR_FAULTS.as_ref()
}

/// One node for whoever runs the tests, three where more is asked of them: two cores have enough to do with these.
fn count() -> usize {
    if crate::soak::rounds(1) > 2 { 3 } else { 1 }
}

fn start(count: usize) -> Option<Nodes> {
    let Some(start) = std::env::var_os("DUIZHAO_CLUSTER_START").map(PathBuf::from) else {
        eprintln!("left out: DUIZHAO_CLUSTER_START does not name what starts a cluster");
        return None;
    };
    let dir = tempfile::tempdir().unwrap();
    let port = free_ports(count as u16);
    let mut child = Command::new(&start)
        .args(["--until-eof", "--heap", "256m", "--wait", "300"])
        .args(["--nodes", &count.to_string(), "--port", &port.to_string()])
        .arg("--data")
        .arg(dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let ready = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).find_map(|line| {
        let urls = line.strip_prefix("ready ")?.split(' ').map(String::from).collect::<Vec<_>>();
        Some(urls)
    });
    let urls = ready.expect("the cluster that DUIZHAO_CLUSTER_START starts gets ready");
    Some(Nodes { urls, start, port, dir, started: Mutex::new(vec![child]) })
}

/// The first of so many free ports in a row, and a hundred above them too. Programs that start at once look from other places.
fn free_ports(count: u16) -> u16 {
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    let places = (0..40).map(|n| 9_601 + 250 * ((n + std::process::id() as u16 % 40) % 40));
    let mut free = places.filter(|port| (*port..=port + count).chain(port + 99..=port + 101 + count).all(is_free));
    free.next().expect("ports are free")
}

impl Nodes {
    /// The address of an index there.
    pub fn address(&self, name: &str) -> String {
        format!("http://{}/{name}", self.urls.join(",").replace("http://", ""))
    }

    pub fn urls(&self) -> &[String] {
        &self.urls
    }

    /// Sends a request of the test's own to the first node that answers.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> serde_json::Value {
        for url in &self.urls {
            let done = Command::new("curl")
                .args(["-s", "-X", method, "-H", "content-type: application/json", "-d", body])
                .arg(format!("{url}{path}"))
                .output()
                .expect("curl is there");
            if let Ok(answer) = serde_json::from_slice(&done.stdout) {
                return answer;
            }
        }
        panic!("no node answers {method} {path}");
    }

    /// Ends a node, 1-based, as a failing machine does.
    pub fn kill(&self, node: usize) {
        self.signal(node, "-9");
    }

    /// Sends a signal to a node, 1-based.
    pub fn signal(&self, node: usize, signal: &str) {
        let pid = std::fs::read_to_string(self.dir.path().join(format!("node-{node}.pid"))).unwrap();
        assert!(Command::new("kill").args([signal, pid.trim()]).status().unwrap().success());
    }

    /// Lets every node go on, brings back those that are gone, and removes every index.
    pub fn heal(&self) {
        for node in 1..=self.urls.len() {
            let pid = std::fs::read_to_string(self.dir.path().join(format!("node-{node}.pid"))).unwrap();
            if !Command::new("kill").args(["-CONT", pid.trim()]).stderr(Stdio::null()).status().unwrap().success() {
                self.revive(node);
            }
        }
        for index in self.ask("GET", "/_cat/indices?format=json&h=index", "").as_array().into_iter().flatten() {
            self.ask("DELETE", &format!("/{}", index["index"].as_str().unwrap_or_default()), "");
        }
    }

    /// The node that manages the cluster, 1-based.
    pub fn manager(&self) -> usize {
        let managers = self.ask("GET", "/_cat/cluster_manager?format=json", "");
        let name = managers[0]["node"].as_str().unwrap_or_default();
        name.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{managers}"))
    }

    /// Brings a node back, and waits for it.
    pub fn revive(&self, node: usize) {
        let done = Command::new(&self.start)
            .args(["--until-eof", "--heap", "256m", "--wait", "300", "--only", &node.to_string()])
            .args(["--nodes", &self.urls.len().to_string(), "--port", &self.port.to_string()])
            .arg("--data")
            .arg(self.dir.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = done.unwrap();
        let out = child.stdout.take().unwrap();
        self.started.lock().unwrap().push(child);
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.starts_with("ready")), "node {node} comes back");
    }
}
