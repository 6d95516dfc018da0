//! Fits what `check` judges its findings by, and measures it on kinds of text that it was not fitted on.
//!
//! `check_train`: reads `tests/it/check/labels.tsv` (findings in real translations that were read) and `injected.tsv`
//! (errors that were put into clean rows), and writes `weights.tsv` and `precision.tsv` of `src/check/evidence` and the
//! table in the README.
//!
//! `check_train collect KIND PATH`: prints a row for all that any rule sees in the documents there, to be read and judged.
//!
//! `check_train inject ROWS.tsv [FROM [COUNT [SEED]]]`: the same of clean `zh<TAB>en` rows after errors were put in, judged by
//! whether it is of the kind of what was put there.

mod check_train {
    pub mod collect;
    pub mod fit;
    pub mod report;
    pub mod rows;
}
#[path = "../it/check/inject/mod.rs"]
#[allow(dead_code)]
mod inject;

use check_train::{collect, fit, report, rows};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, usual: usize| args.get(at).and_then(|a| a.parse().ok()).unwrap_or(usual);
    match args.first().map(String::as_str) {
        Some("collect") => collect::print(&args[1], args[2].as_ref()),
        Some("inject") => collect::print_injected(args[1].as_ref(), number(2, 0), number(3, 1000), number(4, 11)),
        Some(other) => panic!("not collect or inject: {other}"),
        None => {
            let fitted = fit::all(&rows::read()?);
            report::write(&fitted)
        }
    }
}
