//! What of injected errors is found, on the way that a user goes: rows in a file, read, linked and indexed, the words
//! learnt from them and from nothing else, all of them checked.

use super::inject::{self, Seeded};
use duizhao::check::{Options, check};
use duizhao::model::{Finding, Passage, Severity};
use duizhao::update::{self, Silent};
use duizhao::wordalign::{LEXICON_PART, LearntView};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// By kind of injected error, found as an error, found at all, injected; and what was said of untouched pairs.
#[derive(Default)]
pub struct Measured {
    kinds: BTreeMap<&'static str, [usize; 3]>,
    /// Untouched pairs with an error, with any finding, all.
    untouched: [usize; 3],
    /// The pairs that were judged otherwise than they were made, with what was said of them.
    pub misjudged: Vec<String>,
}

const FIGURES: [&str; 3] = ["digit", "unit", "dropped"];

impl Measured {
    pub fn of(pairs: &[(String, String)], count: usize, seed: u64) -> Measured {
        let injected = inject::inject(pairs, count, seed);
        let (passages, findings) = checked(&injected.pairs);
        let mut measured = Measured::default();
        for (n, passage) in passages.iter().enumerate() {
            let here: Vec<&Finding> = findings.iter().filter(|f| f.id == passage.id).collect();
            let error = here.iter().any(|f| f.severity == Severity::Error);
            let seeded = injected.errors.get(&n);
            let counts = match seeded {
                Some(seeded) => measured.kinds.entry(seeded.kind).or_default(),
                None => &mut measured.untouched,
            };
            counts[0] += usize::from(error);
            counts[1] += usize::from(!here.is_empty());
            counts[2] += 1;
            if error != seeded.is_some() {
                let said: Vec<String> =
                    here.iter().map(|f| format!("{} {:?}: {}", f.rule, f.severity, f.message)).collect();
                let (zh, en) = &injected.pairs[n];
                let seeded = seeded.map_or("untouched".to_string(), Seeded::to_string);
                measured.misjudged.push(format!("{seeded}\n  said: [{}]\n  {zh}\n  {en}", said.join("; ")));
            }
        }
        measured
    }

    pub fn injected(&self) -> usize {
        self.kinds.values().map(|c| c[2]).sum()
    }

    /// Found as errors, of the kinds that are named, or of all.
    fn recall(&self, of: &[&str]) -> f64 {
        let chosen = || self.kinds.iter().filter(|(k, _)| of.is_empty() || of.contains(k)).map(|(_, c)| c);
        let (hit, all): (usize, usize) = (chosen().map(|c| c[0]).sum(), chosen().map(|c| c[2]).sum());
        hit as f64 / all.max(1) as f64
    }

    /// Fails below a recall of figures and of all kinds, or above a share of false errors.
    pub fn assert(&self, name: &str, [figures, all]: [f64; 2], wrong: f64) {
        assert!(self.recall(&FIGURES) >= figures, "{name}, figures:\n{self}");
        assert!(self.recall(&[]) >= all, "{name}, all kinds:\n{self}");
        assert!(self.untouched[0] as f64 <= wrong * self.untouched[2] as f64, "{name}, false errors:\n{self}");
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, [error, any, all]) in &self.kinds {
            writeln!(f, "{kind:12} {all:3} injected  {error:3} errors  {any:3} with notes")?;
        }
        let [error, any, all] = self.untouched;
        writeln!(f, "{:12} {all:3} pairs     {error:3} errors  {any:3} with notes", "untouched")?;
        writeln!(f, "recall of errors: figures {:.3}, all kinds {:.3}", self.recall(&FIGURES), self.recall(&[]))
    }
}

/// The pairs as rows of a file, and what `check` says of them.
fn checked(pairs: &[(String, String)]) -> (Vec<Passage>, Vec<Finding>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.tsv");
    let rows: String = pairs.iter().map(|(zh, en)| format!("{zh}\t{en}\n")).collect();
    std::fs::write(&file, rows).unwrap();
    let (store, report) = update::in_memory(&duizhao::request::UpdateRequest::adding([file]), &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    let passages = store.passages_of("rows", 0..u32::MAX).unwrap();
    assert_eq!(passages.len(), pairs.len());
    let words = store.part(LEXICON_PART).unwrap().unwrap();
    let findings = check(&passages, &LearntView::open(words.bytes()).unwrap(), &Options::default());
    (passages, findings)
}

fn data() -> Option<PathBuf> {
    let data = std::env::var_os("DUIZHAO_DATA");
    if data.is_none() {
        println!("left out: DUIZHAO_DATA is not set");
    }
    data.map(PathBuf::from)
}

/// The rows of many laws that are long enough to break and short enough to read.
pub fn laws() -> Option<Vec<(String, String)>> {
    let file = data()?.join("scale/tw-laws.tsv.gz");
    let output = std::process::Command::new("gzip").arg("-dc").arg(&file).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let pairs = text.lines().filter_map(|l| {
        let mut fields = l.split('\t');
        Some((fields.next()?.to_string(), fields.next()?.to_string()))
    });
    Some(pairs.filter(|(zh, en)| is_usual(zh, en)).collect())
}

pub fn is_usual(zh: &str, en: &str) -> bool {
    zh.chars().count() > 8 && en.len() > 20 && zh.chars().count() < 600
}

/// The sentences of a translated newspaper.
pub fn news() -> Option<Vec<(String, String)>> {
    let folder = data()?.join("documents/moses");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (zh, en) = (read("ntrex.1-1000.zh"), read("ntrex.1-1000.en"));
    Some(zh.lines().zip(en.lines()).map(|(z, e)| (z.into(), e.into())).collect())
}

/// Compares with what stands in a file of `tests/it/check`, or writes it there.
pub fn golden(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/check").join(file);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(before, text, "BLESS=1 takes it over");
}
