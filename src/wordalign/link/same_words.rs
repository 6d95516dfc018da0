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
    cells.retain(|(cell, _)| {
        let key = |tokens: &[Token], at: u16| tokens.get(usize::from(at)).and_then(|token| token.key.parse().ok());
        let (zh, en): (Option<u32>, Option<u32>) = (key(zh, cell.zh), key(en, cell.en));
        !zh.zip(en).is_some_and(|(zh, en)| zh != en && zh.max(en) < SMALL && zh.abs_diff(en) != HALF_A_DAY)
    });
    places.retain(|_, [zh, en]| zh.len() == en.len());
    if places.is_empty() {
        return cells.len() < before;
    }
    let alike = |token: Option<&Token>| token.is_some_and(|token| places.contains_key(token.key.as_str()));
    cells.retain(|(cell, _)| !alike(zh.get(usize::from(cell.zh))) && !alike(en.get(usize::from(cell.en))));
    for [zh, en] in places.values() {
        let pairs = zh.iter().flat_map(|i| en.iter().map(move |j| (*i, *j)));
        cells.extend(pairs.filter_map(|(i, j)| Some((in_band(i, j)?, (ALIKE, ALIKE)))));
    }
    true
}

fn is_latin_or_figure(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit()) || key.len() > 1 && key.bytes().all(|b| b.is_ascii_alphanumeric())
}
