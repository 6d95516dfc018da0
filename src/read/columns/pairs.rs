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
    let by_words = || {
        let en = counterparts(&side.zh, &side.en, names)?;
        Some(side.zh.iter().zip(en).map(|(zh, en)| Sides::new(*zh, en)).collect())
    };
    by_name(side, names).or_else(by_words).or_else(|| by_place(side)).unwrap_or_default()
}

/// For each of `columns` the one of `others` that is named most like it: `translations common` and `name common`. `None`
/// where one of them has no such or two have the same.
pub fn counterparts(columns: &[usize], others: &[usize], names: &[String]) -> Option<Vec<usize>> {
    let words = |column: usize| names.get(column).map(|name| name.split(' ').collect::<HashSet<_>>());
    let found: Option<Vec<usize>> = columns
        .iter()
        .map(|column| {
            let own = words(*column).filter(|own| !own.contains(""))?;
            // Words in common, and then the fewest that only the other one has.
            let score = |other: usize| {
                let its = words(other)?;
                let common = its.intersection(&own).count();
                (common > 0).then_some((common, std::cmp::Reverse(its.len())))
            };
            let best = others.iter().copied().max_by_key(|other| score(*other))?;
            let as_like = others.iter().filter(|other| score(**other) == score(best)).count();
            score(best).filter(|_| as_like == 1).map(|_| best)
        })
        .collect();
    found.filter(|found| found.iter().collect::<HashSet<_>>().len() == found.len())
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
