//! An index on a cluster answers as the same index on this machine does. Nothing is mocked: the program that
//! `DUIZHAO_CLUSTER_START` names starts OpenSearch on loopback, once for all of these; without it they are left out.

mod answers;
mod failures;
mod faults;
mod nodes;
mod serving;
mod sets;
mod writing;

use duizhao::Index;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

/// The sample, and where there is more data the report and rows of laws.
struct Both {
    local: Index,
    cluster: Index,
    /// How much of everything is tried: less where there is little to try it on.
    rows: usize,
    dir: TempDir,
}

/// Rows of laws that are indexed, times `DUIZHAO_SOAK`.
const ROWS: usize = 1_000;

/// The same documents in an index on this machine and on the cluster, for tests that only read.
static BOTH: LazyLock<Option<Both>> = LazyLock::new(|| {
    let nodes = nodes::all()?;
    let dir = tempfile::tempdir().unwrap();
    let (mut files, mut rows) = (Vec::new(), 0);
    if let Some(data) = std::env::var_os("DUIZHAO_DATA").map(PathBuf::from) {
        // Rows are written first, then texts by their ids. A cluster reads all by their ids: in the same order then, so that
        // the same lexicon is learnt.
        rows = crate::soak::rounds(ROWS).min(20_000);
        let laws = dir.path().join("a-laws.tsv");
        std::fs::write(&laws, law_rows(&data, rows)).unwrap();
        files.extend([laws, data.join("guangdong-ip-2024.txt")]);
    }
    files.push(sample());
    let (local, report) = Index::create(dir.path().join("index"), &files).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    let (cluster, on_cluster) = Index::create(nodes.address("both"), &files).unwrap();
    assert!(on_cluster.failed.is_empty(), "{:?}", on_cluster.failed);
    assert_eq!(on_cluster.passages, report.passages);
    Some(Both { local, cluster, rows, dir })
});

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("index/sample/guangdong-ip-report.txt")
}

/// The first rows of the laws.
fn law_rows(data: &Path, rows: usize) -> String {
    let all = Command::new("gzip").arg("-dc").arg(data.join("scale/tw-laws.tsv.gz")).stdout(Stdio::piped()).spawn();
    let mut all = all.expect("gzip is there");
    let lines = std::io::BufRead::lines(std::io::BufReader::new(all.stdout.take().unwrap()));
    let text: String = lines.take(rows).map(|line| line.unwrap() + "\n").collect();
    let _ = all.kill();
    let _ = all.wait();
    text
}
