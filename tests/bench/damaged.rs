//! Damaged copies of the passages of a document, looked up in an index that holds it among others:
//! `cargo run --release -p duizhao-bench --bin damaged -- INDEX DOC [SEED]`.

#[path = "../it/damaged/damage.rs"]
mod damage;
#[path = "../it/random.rs"]
mod random;

use damage::{copies, hard_copies, right};
use duizhao::index::Store;
use duizhao::search::{LocalIndex, Searcher};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> duizhao::Result<()> {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().unwrap_or_default());
    let doc = args.next().unwrap_or_default();
    let seed = args.next().and_then(|n| n.parse().ok()).unwrap_or(20_241_122);
    let store = Store::open(&dir)?.ok_or_else(|| duizhao::Error::NoIndex { dir: dir.clone() })?;
    let index = LocalIndex::new(store);
    let passages = index.passages(&doc, 0..u32::MAX)?;
    for (what, copies) in [("damaged", copies(&passages, 400, seed)), ("hard", hard_copies(&passages, 200, seed))] {
        let (mut times, mut wrong) = (Vec::with_capacity(copies.len()), Vec::new());
        for copy in &copies {
            let start = Instant::now();
            wrong.extend(right(&index, &passages, std::slice::from_ref(copy)).1);
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "{what}: {} of {} at rank 1; p50 {:.1}, p99 {:.1}, worst {:.1} ms",
            copies.len() - wrong.len(),
            copies.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        );
        for (copy, found) in wrong {
            println!("  {} {}: {:?} found {found}", copy.how, passages[copy.passage].id, copy.text);
        }
    }
    Ok(())
}
