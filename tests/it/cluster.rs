//! An index on a cluster answers as the same index on this machine does. Nothing is mocked: the program that
//! `DUIZHAO_CLUSTER_START` names starts OpenSearch on loopback, once for all of these; without it they are left out.

mod answers;
mod commands;
#[cfg(feature = "tls")]
mod encryption;
mod failures;
mod faults;
mod nodes;
mod operators;
mod oracle;
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

/// Sets of passages that both have names for.
const COLLECTIONS: [(&str, &str); 3] = [
    ("rights", "知識產權 OR en:rights"),
    ("numbered", "/第[一二三]條/ OR num:..3"),
    ("mine", "collection:rights -kind:segment"),
];

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
    files.push(rulings(dir.path()));
    let collections = COLLECTIONS.iter().flat_map(|(name, query)| ["--collection".into(), format!("{name}={query}")]);
    let args: Vec<_> = files.into_iter().map(std::ffi::OsString::from).chain(collections.map(Into::into)).collect();
    // Of many rows by a program that was optimised, where one is named.
    let program = std::env::var_os("DUIZHAO_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_duizhao").into());
    let made = |at: &Path| {
        let mut command = Command::new(&program);
        let done = command.arg("--index").arg(at).args(["-q", "index"]).args(&args).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let index = Index::open(at).unwrap();
        let passages = index.documents().unwrap().iter().map(|document| u64::from(document.passages)).sum::<u64>();
        (index, passages)
    };
    let (local, passages) = made(&dir.path().join("index"));
    let (cluster, on_cluster) = made(Path::new(&nodes.address("both")));
    assert_eq!(on_cluster, passages);
    Some(Both { local, cluster, rows, dir })
});

/// A folder of documents that say when they are from, and by whom.
fn rulings(dir: &Path) -> PathBuf {
    let folder = dir.join("rulings");
    std::fs::create_dir(&folder).unwrap();
    for n in 0..12 {
        let (court, year, month) = (["海事法院", "知識產權法院", "高等法院"][n % 3], 2020 + n / 3, 1 + n);
        // Some have two numbers, of which the first one in order places them.
        let joined = if n % 4 == 0 { format!("docket: 第{}號 民事\n", 20 - n) } else { String::new() };
        let head =
            format!("---\ndate: {year}-{month:02}-1{}\ncourt: {court}\ndocket: 第{n}號 民事\n{joined}---\n", n % 3);
        let text = format!(
            "# 第{n}號判決 Ruling No. {n}\n\n## 一、案情 I. Facts\n\n原告主張被告侵害其商業秘密，請求賠償{n}萬元。\n\n\
             The plaintiff claims that the defendant infringed its trade secrets, and asks for {n}0,000 yuan.\n\n\
             ## 二、判決 II. Judgment\n\n駁回原告之訴。\n\nThe action is dismissed.\n"
        );
        std::fs::write(folder.join(format!("ruling-{n}.md")), head + &text).unwrap();
    }
    // Names with blanks.
    let decrees = "港口使用費由船東負擔。\tPort dues are borne by the owner.\tSec. 1 a\n\
                   逾期加收滯納金。\tA late fee is added.\tSec. 1 b\n";
    std::fs::write(folder.join("decrees.tsv"), decrees).unwrap();
    folder
}

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
