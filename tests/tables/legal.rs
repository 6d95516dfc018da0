//! Reads our own table of terms (`legal.tsv`): what CC-CEDICT lacks, or has in the everyday sense only, of the language
//! of laws, courts, offices and contracts.
//!
//! A line is `term<TAB>rendering; rendering…`, Chinese in traditional script; lines under a `#` heading are a group, in
//! order of their characters.

use std::collections::BTreeSet;

/// A line of the table.
pub struct Term<'t> {
    pub zh: &'t str,
    pub en: Vec<&'t str>,
}

/// The terms, and what is wrong with the lines that are none or stand in the wrong place, a line each.
pub fn read(text: &str, fold: impl Fn(&str) -> String) -> (Vec<Term<'_>>, Vec<String>) {
    let (mut terms, mut faults): (Vec<Term>, Vec<String>) = Default::default();
    let mut seen = BTreeSet::new();
    let mut before = "";
    for (number, line) in (1..).zip(text.lines()) {
        let mut fault = |what: &str| faults.push(format!("line {number}: {what}: {line}\n"));
        if line.is_empty() || line.starts_with('#') {
            before = "";
            continue;
        }
        let Some((zh, en)) = line.split_once('\t') else {
            fault("no tab");
            continue;
        };
        let en: Vec<&str> = en.split("; ").collect();
        let written = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || " '-.,&".contains(c));
        if zh.is_empty() || !zh.chars().all(|c| c.is_alphabetic() && !c.is_ascii()) {
            fault("not a Chinese term");
        }
        if en.iter().any(|en| en.is_empty() || en.trim() != *en || !written(en)) {
            fault("not English renderings");
        }
        if en.iter().collect::<BTreeSet<_>>().len() < en.len() {
            fault("a rendering twice");
        }
        if !seen.insert(fold(zh)) {
            fault("a term twice");
        }
        if zh < before {
            fault("out of order");
        }
        before = zh;
        terms.push(Term { zh, en });
    }
    (terms, faults)
}
