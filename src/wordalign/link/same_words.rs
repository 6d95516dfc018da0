//! Figures and Latin words that both texts write alike, equally often: they go with each other and with nothing else.

use super::super::cell::Cell;
use super::super::token::Token;
use rustc_hash::FxHashMap;

/// Smaller figures than this that differ say different things, unless they are hours of the morning and of the whole day;
/// larger ones may be years of two calendars.
const SMALL: u32 = 100;
const HALF_A_DAY: u32 = 12;

/// t(e|z) and t(z|e) of two words that are written alike.
const ALIKE: f32 = 0.5;

/// Takes the cells of such words away and puts those in that join the two. `in_band` says whether two tokens may
/// be linked at all. Whether any cell has changed; they are in any order then.
pub(super) fn keep_together(
    zh: &[Token],
    en: &[Token],
    in_band: impl Fn(usize, usize) -> Option<Cell>,
    cells: &mut Vec<(Cell, (f32, f32))>,
) -> bool {
    let mut places: FxHashMap<&str, [Vec<usize>; 2]> = FxHashMap::default();
    for (i, token) in zh.iter().enumerate().filter(|(_, token)| is_latin_or_figure(&token.key)) {
        places.entry(&token.key).or_default()[0].push(i);
    }
    for (j, token) in en.iter().enumerate() {
        if let Some([_, en]) = places.get_mut(token.key.as_str()) {
            en.push(j);
        }
    }
    let before = cells.len();
    let (zh_small, en_small) = (small_figures(zh), small_figures(en));
    if zh_small.iter().any(Option::is_some) && en_small.iter().any(Option::is_some) {
        cells.retain(|(cell, _)| {
            let both = zh_small[usize::from(cell.zh)].zip(en_small[usize::from(cell.en)]);
            both.is_none_or(|(zh, en)| zh == en || zh.abs_diff(en) == HALF_A_DAY)
        });
    }
    places.retain(|_, [zh, en]| zh.len() == en.len());
    if places.is_empty() {
        return cells.len() < before;
    }
    let (mut zh_alike, mut en_alike) = (vec![false; zh.len()], vec![false; en.len()]);
    for [zh, en] in places.values() {
        zh.iter().for_each(|i| zh_alike[*i] = true);
        en.iter().for_each(|j| en_alike[*j] = true);
    }
    cells.retain(|(cell, _)| !zh_alike[usize::from(cell.zh)] && !en_alike[usize::from(cell.en)]);
    for [zh, en] in places.values() {
        let pairs = zh.iter().flat_map(|i| en.iter().map(move |j| (*i, *j)));
        cells.extend(pairs.filter_map(|(i, j)| Some((in_band(i, j)?, (ALIKE, ALIKE)))));
    }
    true
}

/// The small figure that each token is, if it is one.
fn small_figures(tokens: &[Token]) -> Vec<Option<u32>> {
    tokens.iter().map(|token| token.key.parse().ok().filter(|figure| *figure < SMALL)).collect()
}

fn is_latin_or_figure(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit()) || key.len() > 1 && key.bytes().all(|b| b.is_ascii_alphanumeric())
}
