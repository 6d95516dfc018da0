//! What `check` finds of errors put into clean pairs, by kind, and what it says of pairs that were left alone.
//!
//! `check_eval ROWS.tsv [FROM [COUNT [SEED [show|errors]]]]`: ROWS are `zh<TAB>en` lines; of those from line FROM on, COUNT
//! are taken at even distances. With `show`, every pair follows that was judged otherwise than it was made; with `errors`,
//! only the errors that are put in, and nothing is checked.

#[path = "../it/check/inject/mod.rs"]
mod inject;
#[path = "../it/check/measure.rs"]
#[allow(dead_code)]
mod measure;

use measure::Measured;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let rows = std::fs::read_to_string(args.next().expect("ROWS.tsv"))?;
    let mut number = |usual: usize| args.next().and_then(|a| a.parse().ok()).unwrap_or(usual);
    let (from, count, seed) = (number(0), number(1000), number(11));
    let more = std::env::args().nth(5).unwrap_or_default();
    let pairs: Vec<(String, String)> = rows
        .lines()
        .skip(from)
        .filter_map(|l| l.split_once('\t'))
        .map(|(zh, en)| (zh.to_string(), en.split('\t').next().unwrap_or("").to_string()))
        .filter(|(zh, en)| measure::is_usual(zh, en) && inject::is_clean(zh, en))
        .collect();
    let pairs: Vec<_> = pairs.iter().step_by((pairs.len() / count).max(1)).take(count).cloned().collect();
    if more == "errors" {
        let injected = inject::inject(&pairs, count * 3 / 10, seed as u64);
        for (n, seeded) in &injected.errors {
            let (zh, en) = &pairs[*n];
            println!("{seeded}\n  {zh}\n  {en}");
        }
        return Ok(());
    }
    let measured = Measured::of(&pairs, count * 3 / 10, seed as u64);
    println!("{measured}");
    if more == "show" {
        measured.misjudged.iter().for_each(|m| println!("{m}\n"));
    }
    Ok(())
}
