//! An index with two documents and a table, and a server over it.

use duizhao::Index;
use std::path::PathBuf;
use tokio::io::DuplexStream;

/// Written for these tests.
const REPORT: &str = "\
燈塔管理年度報告
一、調解服務
商業秘密糾紛由專責小組處理。小組在三日內委任調解員。
全年處理個案88件，涉及金額88.5億元。
Annual Report on Lighthouses
I. Mediation
Disputes over trade secrets are handled by a special team. The team appoints a mediator within three days.
The team handled 88 cases in the year, involving RMB 8.85 billion.
";

pub struct Papers {
    dir: tempfile::TempDir,
    pub index: Index,
}

impl Papers {
    /// The report, a row with a mistake, and as many rows more.
    pub fn new(rows: usize) -> Papers {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let more: String =
            (1..=rows).map(|n| format!("第{n}號浮標已修復。\tBuoy No. {n} has been repaired.\n")).collect();
        let yard = format!("船廠有工人1240人。\tThe shipyard employs 1,420 workers.\n{more}");
        let paths: Vec<PathBuf> = vec![write("燈塔report.txt", REPORT), write("yard.tsv", &yard)];
        let (index, report) = Index::create(dir.path().join("index"), paths).unwrap();
        assert!(report.failed.is_empty(), "{:?}", report.failed);
        Papers { dir, index }
    }

    pub fn folder(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    /// The client's end of a stream whose other end a server reads.
    pub fn served(&self) -> (DuplexStream, tokio::task::JoinHandle<duizhao::Result<()>>) {
        let (ours, theirs) = tokio::io::duplex(64 * 1024);
        let (read, write) = tokio::io::split(theirs);
        (ours, tokio::spawn(duizhao::mcp::serve(self.index.searcher(), read, write)))
    }
}

/// Runs to the end, on threads enough for a server and its client.
pub fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}
