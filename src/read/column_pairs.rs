//! Tables that hold several columns of each language in pairs, as a glossary that is set in two runs side by side:
//! English, 中文, English, 中文. Each pair of columns makes a row.

use crate::model::{Side, Sides};
use std::collections::HashSet;

/// The pairs among the columns of the two languages, by their `names` without the language or else by where they stand: each
/// beside its counterpart, or all of a language before those of the other. Empty where there is one of a language, or they
/// are no pairs.
pub fn pairs(side: &Sides<Vec<usize>>, names: &[String]) -> Vec<Sides<usize>> {
    if side.zh.len() < 2 || side.zh.len() != side.en.len() {
        return Vec::new();
    }
    by_name(side, names).or_else(|| by_place(side)).unwrap_or_default()
}

fn by_name(side: &Sides<Vec<usize>>, names: &[String]) -> Option<Vec<Sides<usize>>> {
    let name = |column: &usize| names.get(*column);
    let differ = |columns: &[usize]| columns.iter().filter_map(name).collect::<HashSet<_>>().len() == columns.len();
    let counterpart = |zh: &usize| side.en.iter().find(|en| name(en) == name(zh)).map(|en| Sides::new(*zh, *en));
    if differ(&side.zh) && differ(&side.en) { side.zh.iter().map(counterpart).collect() } else { None }
}

fn by_place(side: &Sides<Vec<usize>>) -> Option<Vec<Sides<usize>>> {
    let mut all: Vec<(usize, Side)> =
        Side::BOTH.into_iter().flat_map(|of| side.get(of).iter().map(move |column| (*column, of))).collect();
    all.sort_unstable_by_key(|(column, _)| *column);
    let first = all.first()?.1;
    let half = all.len() / 2;
    let alternate = all.iter().enumerate().all(|(at, (_, of))| (*of == first) == (at % 2 == 0));
    let in_halves = all.iter().enumerate().all(|(at, (_, of))| (*of == first) == (at < half));
    let pairs = side.zh.iter().zip(&side.en).map(|(zh, en)| Sides::new(*zh, *en));
    (alternate || in_halves).then(|| pairs.collect())
}
