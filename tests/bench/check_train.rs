//! Fits what `check` judges its findings by, and measures it on kinds of text that it was not fitted on.
//!
//! `check_train`: reads `tests/it/check/labels.tsv` (findings in real translations that were read), and writes `weights.tsv`
//! and `precision.tsv` of `src/check/evidence` and the table in the README.
//!
//! `check_train collect KIND PATH`: prints a row for all that any rule sees in the documents there, to be read and judged.

mod check_train {
    pub mod collect;
    pub mod fit;
    pub mod report;
    pub mod rows;
}
use check_train::{collect, fit, report, rows};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("collect") => collect::print(&args[1], args[2].as_ref()),
        Some(other) => panic!("not collect: {other}"),
        None => {
            let fitted = fit::all(&rows::read()?);
            report::write(&fitted)
        }
    }
}
