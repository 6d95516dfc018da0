//! Lemmas measured against lists of pairs of English words: which share of the pairs of a list are one word.
//!
//! `lemmas LIST.tsv…`: a pair a line; further columns are passed over. Of inflections (UniMorph's `eng`, or as good)
//! nearly all should be one; of derivations (`eng.derivations`, WordNet's pointers) hardly any. `--show N` prints so
//! many of those that a list's larger part does not agree with.

use duizhao::text::lemma::lemma;

fn main() -> std::io::Result<()> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let mut show = 0;
    if let Some(at) = files.iter().position(|arg| arg == "--show") {
        show = files.drain(at..(at + 2).min(files.len())).nth(1).and_then(|n| n.parse().ok()).unwrap_or(20);
    }
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let mut pairs: Vec<(&str, &str)> = text
            .lines()
            .filter_map(|line| {
                let mut words = line.split('\t');
                words.next().zip(words.next())
            })
            .filter(|(one, other)| one != other)
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let (same, apart): (Vec<_>, Vec<_>) = pairs.iter().partition(|(one, other)| lemma(one) == lemma(other));
        println!(
            "{file}: {} pairs, {} are one word: {:.4}",
            pairs.len(),
            same.len(),
            same.len() as f64 / pairs.len() as f64
        );
        let fewer = if same.len() < apart.len() { same } else { apart };
        let step = (fewer.len() / show.max(1)).max(1);
        for (one, other) in fewer.iter().step_by(step).take(show) {
            println!("  {one} {} · {other} {}", lemma(one), lemma(other));
        }
    }
    Ok(())
}
