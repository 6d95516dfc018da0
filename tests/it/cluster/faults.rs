//! Faults made for real, on three nodes of their own: nodes that die, hang or are restarted one after the other while
//! others read and write, a disk that is full, an index without a copy that is up. Each takes minutes, so they are left
//! out below `DUIZHAO_SOAK=3`; run them by themselves with `cargo test --test it -- cluster::faults`.

use super::nodes::{self, Nodes};
use duizhao::request::UpdateRequest;
use duizhao::{Index, Silent};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Passages that every answer of a reader must have, and those that come with each update.
const STANDING: usize = 2_000;
const ADDED: usize = 500;

/// One fault at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> Option<(MutexGuard<'static, ()>, &'static Nodes)> {
    if crate::soak::rounds(1) < 3 {
        eprintln!("left out: the faults of a cluster take minutes; DUIZHAO_SOAK=3 makes them");
        return None;
    }
    let guard = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let nodes = nodes::for_faults()?;
    // What a test that failed has left.
    nodes.heal();
    Some((guard, nodes))
}

/// An index that is read and written while something happens.
struct Load {
    address: String,
    dir: TempDir,
    updates: AtomicUsize,
}

impl Load {
    fn new(nodes: &Nodes, name: &str) -> Load {
        let (address, dir) = (format!("{}?replicas=1", nodes.address(name)), tempfile::tempdir().unwrap());
        let load = Load { address, dir, updates: AtomicUsize::new(0) };
        load.put("standing", "獬豸", STANDING);
        let request = UpdateRequest::adding([load.dir.path()]).without_lexicon(true).rebuild(true);
        Index::build(&load.address, &request, &Silent).unwrap();
        // A node that is gone is not waited for.
        let settings = r#"{"index.unassigned.node_left.delayed_timeout": "1s"}"#;
        nodes.ask("PUT", &format!("/{name}-*/_settings"), settings);
        green(nodes);
        load
    }

    fn put(&self, file: &str, word: &str, passages: usize) {
        let rows: String = (0..passages).map(|n| format!("第{n}條：{word}。\tArticle {n}.\n")).collect();
        std::fs::write(self.dir.path().join(format!("{file}.tsv")), rows).unwrap();
    }

    /// Adds a document; what is acknowledged must be there.
    fn write(&self) {
        let n = self.updates.fetch_add(1, Ordering::Relaxed) + 1;
        self.put(&format!("more{n}"), "麒麟", ADDED);
        Index::build(&self.address, &UpdateRequest::new().without_lexicon(true), &Silent).unwrap();
        let found = Index::open(&self.address).unwrap().search("zh:麒麟").unwrap().total;
        assert_eq!(found, ADDED * n, "acknowledged and counted");
    }

    /// Does something while others read, and write where `writing`. Every answer must be whole. Returns how many there
    /// were, and the longest wait.
    fn during(&self, writing: bool, work: impl FnOnce()) -> (usize, Duration) {
        let (stop, asked, longest) = (AtomicBool::new(false), AtomicUsize::new(0), Mutex::new(Duration::ZERO));
        let read = || {
            let index = Index::open(&self.address).unwrap();
            while !stop.load(Ordering::Relaxed) {
                let start = Instant::now();
                let found = index.search("zh:獬豸").unwrap_or_else(|e| panic!("after {:?}: {e}", start.elapsed()));
                assert_eq!((found.total, found.hits.len()), (STANDING, 10));
                asked.fetch_add(1, Ordering::Relaxed);
                let mut longest = longest.lock().unwrap();
                *longest = start.elapsed().max(*longest);
            }
        };
        scope(|scope| {
            let mut threads: Vec<_> = (0..2).map(|_| scope.spawn(read)).collect();
            if writing {
                threads.push(scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        self.write();
                    }
                }));
            }
            // Also when something fails: the others must not go on for ever.
            let stop = Stop(&stop);
            sleep(Duration::from_secs(1));
            work();
            drop(stop);
        });
        (asked.into_inner(), longest.into_inner().unwrap())
    }
}

/// Ends readers and writers.
struct Stop<'s>(&'s AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Waits until every part has its copies; says how long that took.
fn green(nodes: &Nodes) -> Duration {
    let start = Instant::now();
    loop {
        let health = nodes.ask("GET", "/_cluster/health?wait_for_status=green&timeout=30s", "");
        if health["status"] == "green" && health["timed_out"] == false {
            return start.elapsed();
        }
        assert!(start.elapsed() < Duration::from_secs(240), "{health}");
    }
}

#[test]
fn nodes_die() {
    let Some((_guard, nodes)) = alone() else { return };
    let load = Load::new(nodes, "dying");
    let (mut asked, mut times) = (0, Vec::new());
    for round in 0..crate::soak::rounds(1).min(20) {
        let manager = nodes.manager();
        let node = if round % 2 == 0 { manager } else { 1 + manager % nodes.urls().len() };
        let (on_two, on_three) = (Mutex::new(Duration::ZERO), Mutex::new(Duration::ZERO));
        let (queries, longest) = load.during(round / 2 % 2 == 0, || {
            nodes.kill(node);
            // Until it is missed.
            sleep(Duration::from_secs(2));
            *on_two.lock().unwrap() = green(nodes) + Duration::from_secs(2);
            let start = Instant::now();
            nodes.revive(node);
            green(nodes);
            *on_three.lock().unwrap() = start.elapsed();
        });
        asked += queries;
        let seconds = |d: Duration| d.as_secs_f64().round();
        let (two, three) = (seconds(on_two.into_inner().unwrap()), seconds(on_three.into_inner().unwrap()));
        let who = if node == manager { "manager" } else { "data" };
        println!("killed {who}: green on two after {two} s, on three after {three} s more; longest wait {longest:.1?}");
        times.push((two, three));
    }
    println!("{} kills, {asked} queries, {} updates; {times:?}", times.len(), load.updates.load(Ordering::Relaxed));
}

#[test]
fn a_node_hangs() {
    let Some((_guard, nodes)) = alone() else { return };
    let load = Load::new(nodes, "hanging");
    for node in [nodes.manager(), 1 + nodes.manager() % 3] {
        let (asked, longest) = load.during(true, || {
            nodes.signal(node, "-STOP");
            sleep(Duration::from_secs(45));
            nodes.signal(node, "-CONT");
            sleep(Duration::from_secs(5));
            green(nodes);
        });
        println!("node {node} hung 45 s: {asked} queries, longest wait {longest:.1?}");
    }
}

#[test]
fn nodes_are_restarted_one_after_the_other() {
    let Some((_guard, nodes)) = alone() else { return };
    let load = Load::new(nodes, "rolling");
    let (asked, longest) = load.during(true, || {
        for node in 1..=nodes.urls().len() {
            nodes.signal(node, "-TERM");
            sleep(Duration::from_secs(3));
            nodes.revive(node);
            green(nodes);
        }
    });
    println!("rolling restart: {asked} queries, longest wait {longest:.1?}");
}

#[test]
fn a_full_disk_is_said_and_goes_again() {
    let Some((_guard, nodes)) = alone() else { return };
    let load = Load::new(nodes, "full");
    let set = |settings: &str| {
        let answer = nodes.ask("PUT", "/_cluster/settings", &format!(r#"{{"transient": {settings}}}"#));
        assert_eq!(answer["acknowledged"], true, "{answer}");
    };
    // As if the disk that there is were full.
    set(r#"{"cluster.info.update.interval": "10s", "cluster.routing.allocation.disk.threshold_enabled": true,
            "cluster.routing.allocation.disk.watermark.low": "1%", "cluster.routing.allocation.disk.watermark.high": "1%",
            "cluster.routing.allocation.disk.watermark.flood_stage": "1%"}"#);
    let write = || {
        load.put("one-more", "麒麟", ADDED);
        Index::build(&load.address, &UpdateRequest::new().without_lexicon(true), &Silent)
    };
    let start = Instant::now();
    let mut n = ADDED;
    let said = loop {
        n += 1;
        load.put("one-more", "麒麟", n);
        match Index::build(&load.address, &UpdateRequest::new().without_lexicon(true), &Silent) {
            Err(error) => break error.to_string(),
            Ok(_) => assert!(start.elapsed() < Duration::from_secs(120), "no node ever finds its disk full"),
        }
        sleep(Duration::from_secs(2));
    };
    assert!(said.contains("nearly full"), "{said}");
    let index = Index::open(&load.address).unwrap();
    assert_eq!(index.search("zh:獬豸").unwrap().total, STANDING);
    let null = |name: &str| format!(r#""cluster.routing.allocation.disk.{name}": null"#);
    let names = ["watermark.low", "watermark.high", "watermark.flood_stage"].map(null);
    set(&format!(r#"{{"cluster.info.update.interval": "10s", {}}}"#, names.join(", ")));
    // The cluster takes the block away by itself.
    let start = Instant::now();
    while let Err(error) = write() {
        assert!(error.to_string().contains("nearly full"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(120), "{error}");
        sleep(Duration::from_secs(2));
    }
    assert_eq!(Index::open(&load.address).unwrap().search("zh:麒麟").unwrap().total, ADDED);
    set(r#"{"cluster.info.update.interval": null, "cluster.routing.allocation.disk.threshold_enabled": null}"#);
}

#[test]
fn a_cluster_that_is_red_or_may_only_be_read_says_so() {
    let Some((_guard, nodes)) = alone() else { return };
    let (address, dir) = (format!("{}?replicas=0&shards=3", nodes.address("red")), tempfile::tempdir().unwrap());
    let rows = |file: &str| {
        std::fs::write(dir.path().join(file), "第一條：獬豸。\tArticle 1.\n第二條。\tArticle 2.\n").unwrap()
    };
    rows("one.tsv");
    let update = |request: UpdateRequest| Index::build(&address, &request.without_lexicon(true), &Silent);
    update(UpdateRequest::adding([dir.path()])).unwrap();
    let read_only = |on: &str| {
        nodes.ask("PUT", "/_cluster/settings", &format!(r#"{{"transient": {{"cluster.blocks.read_only": {on}}}}}"#));
    };
    read_only("true");
    rows("two.tsv");
    let said = update(UpdateRequest::new()).unwrap_err().to_string();
    assert!(said.contains("may not be written"), "{said}");
    assert_eq!(Index::open(&address).unwrap().search("zh:獬豸").unwrap().total, 1);
    read_only("null");
    update(UpdateRequest::new()).unwrap();
    // One part of it has no copy but that of the node that dies.
    let index = Index::open(&address).unwrap();
    let served = super::serving::Served::over(&address);
    let ready = || crate::serve::client::get(served.address, "/ready");
    assert_eq!(ready().status, 200);
    let node = 1 + nodes.manager() % 3;
    nodes.kill(node);
    let said = index.search("zh:獬豸").unwrap_err().to_string();
    assert!(said.contains("(red)"), "{said}");
    assert_eq!(ready().status, 503, "{}", ready().body);
    assert_eq!(crate::serve::client::get(served.address, "/health").status, 200);
    nodes.revive(node);
    green(nodes);
    assert_eq!(index.search("zh:獬豸").unwrap().total, 2);
    assert_eq!(ready().status, 200);
}
