//! A server over an index of its own, in this process.

use super::client::{self, Reply};
use duizhao::index::Store;
use duizhao::request::UpdateRequest;
use duizhao::search::LocalIndex;
use duizhao::serve::{Server, ServerOptions};
use duizhao::update::{Silent, update};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

pub struct Site {
    dir: tempfile::TempDir,
    pub address: SocketAddr,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    running: Option<JoinHandle<()>>,
}

/// Sections, lone sentences, long paragraphs; written for these tests.
const REPORT: &str = "\
港口服務年度報告
一、調解服務
商業秘密糾紛由專責小組處理。小組在三日內委任調解員。調解費用由雙方平分。
全年處理個案88件，涉及金額88.5億元。
二、登記服務
地理標志的登記全年開放。
這一段沒有譯文，只有中文讀者看得到。
Annual Report on Port Services
I. Mediation
Disputes over trade secrets are handled by a special team. The team appoints a mediator within three days. The fee for the mediation is shared equally by both sides.
The team handled 88 cases in the year, involving RMB 8.85 billion.
II. Registration
Geographical indications can be registered throughout the year.
";

/// Two versions of a lease.
const LEASES: [(&str, &str); 2] = [
    (
        "lease-2019.txt",
        "倉庫租約\n租金每月三萬元。\n乙方不得轉租倉庫。\n保證金於期滿時退還乙方。\nWarehouse Lease\nThe rent is RMB 30,000 a month.\nParty B shall not sublet the warehouse.\nThe deposit is returned to Party B at the end.\n",
    ),
    (
        "lease-2024.txt",
        "倉庫租約\n租金每月三萬五千元。\n乙方未經同意不得轉租倉庫。\nWarehouse Lease\nThe rent is RMB 35,000 a month.\nParty B shall not sublet the warehouse.\n",
    ),
];

/// Mistakes of several kinds, and so many of one that they need two pages.
fn yard() -> String {
    let mistakes = "船廠有工人1240人。\tThe shipyard employs 1,420 workers.\n\
        訪客須在門口登記。\tVisitors shall sign in at the gate.\n\
        商務局等八部門發布通知。\tThe Bureau of Commerce and other 7 departments issued the notice.\n\
        工人不得離開船塢。\tWorkers shall leave the dock.\n\
        船塢週日關閉。\t船塢週日關閉。\n";
    let crates =
        |n: u32| format!("第{n}號倉庫存放{}箱茶葉。\tWarehouse No. {n} holds {} crates of tea.\n", n + 100, n + 300);
    mistakes.to_string() + &(1..=60).map(crates).collect::<String>()
}

impl Site {
    /// The report, the table with mistakes, the project's sample, and names and texts that would break a page that trusts them.
    pub fn new() -> Site {
        let dir = tempfile::tempdir().unwrap();
        let papers = dir.path().join("papers");
        std::fs::create_dir(&papers).unwrap();
        std::fs::write(papers.join("port-report.txt"), REPORT).unwrap();
        std::fs::write(papers.join("yard.tsv"), yard()).unwrap();
        LEASES.iter().for_each(|(name, text)| std::fs::write(papers.join(name), text).unwrap());
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("index/sample/guangdong-ip-report.txt");
        std::fs::copy(sample, papers.join("guangdong-ip-report.txt")).unwrap();
        let hostile = "<tmx version='1.4'><header/><body><tu><tuv xml:lang='zh'><seg>&lt;/p&gt;&lt;/main&gt;&lt;script&gt;\
            alert(1)&lt;/script&gt;調解</seg></tuv><tuv xml:lang='en'><seg>&lt;img src=x onerror=alert(2)&gt;mediate \
            \"&amp;lt;' {{7*7}}</seg></tuv></tu></body></tmx>";
        for name in ["a\"><script>alert(3)<", "100%#&?", "..", "空 白"] {
            std::fs::write(papers.join(format!("{name}.tmx")), hostile).unwrap();
        }
        Site::over(dir, vec![papers])
    }

    /// One long table of rows.
    pub fn long(rows: usize) -> Site {
        let dir = tempfile::tempdir().unwrap();
        let table: String = (1..=rows).map(|n| format!("第{n}號條款。\tClause number {n}.\n")).collect();
        std::fs::write(dir.path().join("long.tsv"), table).unwrap();
        Site::indexed(&dir, vec![dir.path().join("long.tsv")]);
        // A busy machine takes long for all of it.
        Site::start(dir, &ServerOptions { patience: Duration::from_secs(60), ..ServerOptions::default() })
    }

    /// The table with mistakes alone.
    pub fn doubtful() -> Site {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("yard.tsv");
        std::fs::write(&file, yard()).unwrap();
        Site::over(dir, vec![file])
    }

    pub fn empty() -> Site {
        let dir = tempfile::tempdir().unwrap();
        let papers = dir.path().join("papers");
        std::fs::create_dir(&papers).unwrap();
        let file = papers.join("one.txt");
        std::fs::write(&file, REPORT).unwrap();
        let index = dir.path().join("index");
        update(&index, &UpdateRequest::adding([file]), &Silent).unwrap();
        update(&index, &UpdateRequest::new().remove(vec!["one".into()]), &Silent).unwrap();
        Site::start(dir, &ServerOptions::default())
    }

    /// Files of these names in a folder `papers`.
    pub fn of_files(files: &[(&str, &[u8])]) -> Site {
        let dir = tempfile::tempdir().unwrap();
        let papers = dir.path().join("papers");
        std::fs::create_dir(&papers).unwrap();
        for (name, bytes) in files {
            std::fs::write(papers.join(name), bytes).unwrap();
        }
        Site::over(dir, vec![papers])
    }

    /// The table with mistakes alone, for so many connections at once.
    pub fn narrow(connections: usize) -> Site {
        Site::with(&ServerOptions { connections, ..ServerOptions::default() })
    }

    /// The table with mistakes alone, served as the options say.
    pub fn with(options: &ServerOptions) -> Site {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("yard.tsv");
        std::fs::write(&file, yard()).unwrap();
        Site::indexed(&dir, vec![file]);
        Site::start(dir, options)
    }

    fn over(dir: tempfile::TempDir, paths: Vec<PathBuf>) -> Site {
        Site::indexed(&dir, paths);
        Site::start(dir, &ServerOptions::default())
    }

    fn indexed(dir: &tempfile::TempDir, paths: Vec<PathBuf>) {
        let collections = [("paragraphs", "-kind:title"), ("yards", "doc:yard shipyard")];
        let collections = collections.map(|(name, query)| (name.to_string(), query.to_string())).into();
        let request = UpdateRequest::adding(paths).collections(collections);
        let report = update(&dir.path().join("index"), &request, &Silent).unwrap();
        assert!(report.failed.is_empty(), "{:?}", report.failed);
    }

    fn start(dir: tempfile::TempDir, options: &ServerOptions) -> Site {
        let store = Store::open(&dir.path().join("index")).unwrap().unwrap();
        let server = Server::bind(Arc::new(LocalIndex::new(store)), options).unwrap();
        let url = server.url();
        let address = url.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = std::thread::spawn(move || {
            server
                .run(async {
                    let _ = stopped.await;
                })
                .unwrap();
        });
        Site { dir, address, stop: Some(stop), running: Some(running) }
    }

    pub fn index(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.dir.path().join(inside)
    }

    pub fn get(&self, path: &str) -> Reply {
        client::get(self.address, path)
    }

    /// Ends the server and waits until it has.
    pub fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(running) = self.running.take() {
            running.join().unwrap();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(running) = self.running.take() {
            let _ = running.join();
        }
    }
}
