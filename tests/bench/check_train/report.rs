//! The fitted weights and how often they were right, as files of the program and as a table of the README.

use super::fit::{Fitted, Judged, auc};
use super::rows::path;
use std::collections::BTreeMap;
use std::io;

const WEIGHTS: &str = "# What each feature of a finding weighs. Fitted by `cargo run -p duizhao-bench --bin check_train`.
# Columns: classifier, feature, weight. `error` and `note` are the probabilities from which on a finding is one, `bias` is the
# constant term.
";
const PRECISION: &str =
    "# Findings in real translations that were read, as they are judged by a fit that has not seen their
# kind of text: rule, severity, right, all. Written by `cargo run -p duizhao-bench --bin check_train`.
";
const BEGIN: &str = "<!-- check_train begins -->\n";
const END: &str = "<!-- check_train ends -->\n";

pub fn write(fitted: &[Fitted]) -> io::Result<()> {
    let mut weights = WEIGHTS.to_string();
    for f in fitted.iter().filter(|f| !f.weights.is_empty()) {
        let mut row = |feature: &str, weight: f64| weights += &format!("{}\t{feature}\t{weight:.4}\n", f.classifier);
        row("error", f.error);
        row("note", f.note);
        row("bias", f.bias);
        f.weights.iter().for_each(|(name, weight)| row(name, *weight));
    }
    std::fs::write(path("src/check/evidence/weights.tsv"), weights)?;
    let counts = counts(fitted);
    let mut precision = PRECISION.to_string();
    for ((rule, severity), [right, all]) in counts.iter().filter(|((_, s), _)| s != "unsaid") {
        precision += &format!("{rule}\t{severity}\t{right}\t{all}\n");
    }
    std::fs::write(path("src/check/evidence/precision.tsv"), precision)?;
    for f in fitted {
        let right = f.judged.iter().filter(|j| j.row.right).count();
        let (all, auc) = (f.judged.len(), auc(f.judged.iter()));
        println!(
            "{:18} read {all:3} right {right:3}  AUC {auc:.2}  error from {:.2}, note from {:.2}",
            f.classifier, f.error, f.note
        );
    }
    let table = table(fitted, &counts);
    print!("{table}");
    let readme = std::fs::read_to_string(path("README.md"))?;
    let (Some(begin), Some(end)) = (readme.find(BEGIN), readme.find(END)) else {
        return Err(io::Error::other("README.md has no place for the table"));
    };
    let new = format!("{}{table}{}", &readme[..begin + BEGIN.len()], &readme[end..]);
    std::fs::write(path("README.md"), new)
}

fn severity(f: &Fitted, j: &Judged) -> &'static str {
    match j.probability {
        p if p >= f.error => "error",
        p if p >= f.note => "note",
        _ => "unsaid",
    }
}

/// By rule and severity: how many were right, of how many.
fn counts(fitted: &[Fitted]) -> BTreeMap<(String, String), [usize; 2]> {
    let mut counts: BTreeMap<(String, String), [usize; 2]> = BTreeMap::new();
    for (f, j) in fitted.iter().flat_map(|f| f.judged.iter().map(move |j| (f, j))) {
        let count = counts.entry((j.row.rule.clone(), severity(f, j).into())).or_default();
        count[0] += usize::from(j.row.right);
        count[1] += 1;
    }
    counts
}

fn table(fitted: &[Fitted], counts: &BTreeMap<(String, String), [usize; 2]>) -> String {
    let mut table =
        "| rule | errors | right | notes | right | not said | right |\n|---|---:|---:|---:|---:|---:|---:|\n"
            .to_string();
    let mut rules: Vec<&str> = counts.keys().map(|(rule, _)| rule.as_str()).collect();
    rules.dedup();
    let mut sums = [[0usize; 2]; 3];
    let cell = |[right, all]: [usize; 2]| match all {
        0 => " 0 | |".to_string(),
        _ => format!(" {all} | {:.2} |", right as f64 / all as f64),
    };
    for rule in rules {
        let of = |severity: &str| counts.get(&(rule.to_string(), severity.to_string())).copied().unwrap_or_default();
        let three = ["error", "note", "unsaid"].map(of);
        sums.iter_mut().zip(three).for_each(|(sum, one)| *sum = [sum[0] + one[0], sum[1] + one[1]]);
        table += &format!("| `{rule}` |{}\n", three.map(cell).concat());
    }
    table += &format!("| all |{}\n", sums.map(cell).concat());
    let of = |said: bool| {
        let all = fitted.iter().flat_map(|f| f.judged.iter().map(move |j| (f, j)));
        auc(all.filter(|(f, j)| !said || severity(f, j) != "unsaid").map(|(_, j)| j))
    };
    table += &format!(
        "\nArea under the curve of the probabilities: {:.2} over all that was read, {:.2} over what is said.\n",
        of(false),
        of(true)
    );
    table
}
