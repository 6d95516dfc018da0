//! Which columns of a table are Chinese, which English, and which names the row: by its header, and where that is silent
//! by what stands in the first rows.

use crate::model::{Side, Sides};
use crate::read::columns::names::{ColumnName, bare_name, is_place, language_named, name, words};
use crate::read::columns::pairs;
use crate::read::columns::rows::{Columns, among};
use crate::read::columns::tally::ColumnTally;
use crate::read::language::side_of_text;
use std::collections::HashSet;

/// Which of several columns in one language are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All: the table is part of a text.
    Text,
    /// Those that a header names, or else those that say something of their own in each row.
    Memory,
}

/// What the columns of a table are called, Chinese and English, that is written for programs or by us: such a header is
/// believed whatever the cells hold.
const PLAIN_NAMES: [[&str; 2]; 2] = [["zh", "中文"], ["en", "English"]];

/// Tells the columns of a table by its header, and where that is silent by what stands in the first rows.
/// `None` when there is no column of Chinese or English.
pub fn columns<R: AsRef<[String]>>(rows: &[R], extent: Extent) -> Option<Columns> {
    let first = rows.first()?.as_ref();
    let names: Vec<Option<ColumnName>> = first.iter().map(|cell| name(cell)).collect();
    let header = is_header(rows, &names);
    let names = if header && names.iter().any(Option::is_some) { names } else { Vec::new() };
    let body = rows.get(usize::from(header)..)?;
    let width = body.iter().map(|r| r.as_ref().len()).max().unwrap_or(0).max(first.len());
    let tallies: Vec<ColumnTally> = (0..width).map(|c| ColumnTally::of(body, c)).collect();
    let called = |c: usize| names.get(c).copied().flatten();
    let tally = |c: usize| tallies.get(c);
    let is = |column: usize, name: &str| first.get(column).is_some_and(|cell| cell.trim().eq_ignore_ascii_case(name));
    let is_plain = |column: usize, names: &[&str]| names.iter().any(|name| is(column, name));
    // A header may say zh_first and mean a number; one that says zh and no more means the text.
    let written = |c: usize, t: &ColumnTally| {
        t.filled == 0 || t.side().is_some() || PLAIN_NAMES.iter().any(|names| is_plain(c, names))
    };

    // Categories, the same in many rows, are of the whole row.
    let repeats = |side: &Sides<Vec<usize>>| {
        Side::BOTH.iter().flat_map(|of| side.get(*of)).any(|c| tally(*c).is_some_and(ColumnTally::repeats))
    };

    let coded = header && PLAIN_NAMES.iter().all(|names| (0..width).any(|c| is_plain(c, names)));
    let both: Vec<usize> = (0..width).filter(|c| !coded && tally(*c).is_some_and(ColumnTally::holds_both)).collect();
    let named = |side: Side| {
        let fits = |c: &usize| {
            !among(&both, *c) && called(*c) == Some(ColumnName::Text(side)) && tally(*c).is_some_and(|t| written(*c, t))
        };
        (0..width).filter(fits).collect::<Vec<usize>>()
    };
    let mut side = Sides::new(named(Side::Zh), named(Side::En));
    let bare: Vec<String> = if header { first.iter().map(|cell| bare_name(cell)).collect() } else { Vec::new() };
    for want in Side::BOTH {
        let fits = |c: &usize| {
            called(*c).is_none()
                && tally(*c).is_some_and(|t| t.side() == Some(want) && !t.identifiers() && !t.repeats())
        };
        if let Some(found) = renamed(&side, want, first, &bare, fits).filter(|_| !coded && extent == Extent::Memory) {
            *side.get_mut(want) = found;
        }
    }
    let either: Vec<usize> = (0..width).filter(|c| called(*c) == Some(ColumnName::Either)).collect();
    let pool: Vec<usize> = if either.is_empty() { (0..width).collect() } else { either };
    let taken = |side: &Sides<Vec<usize>>, c: &usize| {
        among(&side.zh, *c)
            || among(&side.en, *c)
            || among(&both, *c)
            || matches!(called(*c), Some(ColumnName::Key | ColumnName::Other))
    };
    // The title of a part of a table, now and then, is in both languages where the rows below it are not.
    let mostly_both = both.iter().any(|c| tally(*c).is_some_and(|t| t.filled * 2 > body.len()));
    let reads = |c: &usize, want: Side| tally(*c).is_some_and(|t| t.side() == Some(want) && !t.identifiers());
    if side.zh.is_empty() && side.en.is_empty() && both.is_empty() {
        let read = |want: Side| pool.iter().copied().filter(|c| !taken(&side, c) && reads(c, want)).collect();
        let found = Sides::new(read(Side::Zh), read(Side::En));
        if !pairs::pairs(&found, &[]).is_empty() && !repeats(&found) {
            side = found;
        }
    }
    // A word of one language before what explains it in both.
    let before_both = |c: &usize| both.first().is_some_and(|both| c < both) && tally(*c).is_some_and(|t| !t.repeats());
    if let Some(word) = (0..width).find(|c| mostly_both && before_both(c) && !taken(&side, c) && reads(c, Side::En)) {
        side.en.push(word);
        side.en.sort_unstable();
    }
    for want in Side::BOTH {
        let all = extent == Extent::Text;
        if !(all || side.get(want).is_empty() && !mostly_both) {
            continue;
        }
        let free = |c: &usize| !taken(&side, c);
        let found: Vec<usize> = pool.iter().copied().filter(|c| free(c) && reads(c, want)).collect();
        // Where a header is silent, or there is none, the column with the most text is the one, of those that are filled
        // often: an example here and there is longer than the words. Of a table in one language all columns are that say
        // something new in each row.
        let filled = |c: usize| tally(c).map_or(0, |t| t.filled);
        let fullest = found.iter().map(|c| filled(*c)).max().unwrap_or_default();
        let most = found.iter().copied().max_by_key(|c| {
            let letters = tally(*c).map_or(0, |t| *t.letters.get(want));
            (filled(*c) * 2 > fullest, letters, std::cmp::Reverse(*c))
        });
        let alone = side.get(want.other()).is_empty() && !pool.iter().any(|c| free(c) && reads(c, want.other()));
        let fresh = |c: &usize| Some(*c) == most || tally(*c).is_some_and(|t| !t.repeats());
        let chosen: Vec<usize> = match (all, alone) {
            (true, _) => found,
            (false, true) => found.into_iter().filter(fresh).collect(),
            (false, false) => most.into_iter().collect(),
        };
        side.get_mut(want).extend(chosen);
        side.get_mut(want).sort_unstable();
    }
    let text = |c: usize| among(&side.zh, c) || among(&side.en, c) || among(&both, c);
    let unique = |c: &usize| !text(*c) && tally(*c).is_some_and(|t| t.unique && t.filled > 0);
    let keys = || (0..width).filter(|c| called(*c) == Some(ColumnName::Key) && !text(*c));
    // Where rows have an id of ours and a name by their file, the name is the file's.
    let key = keys()
        .find(|c| is(*c, "ref") && tally(*c).is_some_and(|t| t.filled > 0))
        .or_else(|| keys().find(unique))
        // Of a table in a text only the first column can be one that numbers the rows; others are figures.
        .or_else(|| (0..if extent == Extent::Text { 1 } else { width }).filter(|_| names.is_empty()).find(unique))
        .or_else(|| keys().find(|c| tally(*c).is_some_and(|t| t.filled > 0)));
    if side.zh.is_empty() && side.en.is_empty() && both.is_empty() {
        return None;
    }
    let unread = (0..width)
        .filter(|c| !text(*c) && Some(*c) != key && tally(*c).is_some_and(|t| t.filled > 0))
        .map(|c| (c, if header { first.get(c).map_or(String::new(), |n| n.trim().to_string()) } else { String::new() }))
        .collect();
    let parted = both.is_empty() && !repeats(&side);
    let pairs = match () {
        () if !parted => Vec::new(),
        () if header && extent == Extent::Memory && are_variants(&side, first) => {
            side.zh.iter().flat_map(|zh| side.en.iter().map(|en| Sides::new(*zh, *en))).collect()
        }
        () => pairs::pairs(&side, &bare),
    };
    Some(Columns { side, both, key, header, coded, pairs, unread })
}

/// The columns of a language that the header does not call after it but after those of the other: `name` beside `name_zh`;
/// `name common` beside `translations zho common`, where what the header does call after the language is something else
/// (`demonyms eng`). A single one has to be named the same.
fn renamed(
    side: &Sides<Vec<usize>>,
    want: Side,
    first: &[String],
    bare: &[String],
    fits: impl Fn(&usize) -> bool,
) -> Option<Vec<usize>> {
    let given = side.get(want.other());
    let name = |column: &usize| bare.get(*column).map(String::as_str).filter(|name| !name.is_empty());
    let words = |columns: &[usize]| -> HashSet<&str> {
        columns.iter().filter_map(name).flat_map(|name| name.split(' ')).collect()
    };
    let ours = words(side.get(want));
    if given.is_empty() || !side.get(want).is_empty() && ours.is_empty() || !ours.is_disjoint(&words(given)) {
        return None;
    }
    // `translations fra common` is named like `translations zho common`, in another language.
    let is_other = |c: &usize| {
        let (own, names) = (words_of(first, *c), given.iter().map(|given| words_of(first, *given)));
        names.into_iter().any(|name| {
            name.len() == own.len()
                && name.iter().zip(&own).all(|(one, two)| one == two || language_named(one).is_some())
        })
    };
    let free: Vec<usize> = (0..bare.len()).filter(|c| fits(c) && !is_other(c)).collect();
    let same = |c: &usize| free.iter().copied().find(|free| name(c).is_some() && name(free) == name(c));
    match given.as_slice() {
        [only] => same(only).map(|column| vec![column]),
        several => pairs::counterparts(several, &free, bare).map(|mut found| {
            found.sort_unstable();
            found
        }),
    }
}

/// Whether the Chinese columns are one text as it is written in several places, beside one English: each of them renders it.
fn are_variants(side: &Sides<Vec<usize>>, first: &[String]) -> bool {
    let named = |column: &usize| -> Vec<String> {
        let bare = words_of(first, *column).into_iter();
        bare.filter(|word| language_named(word).is_none() && !is_place(word)).collect()
    };
    let names: HashSet<&str> = side.zh.iter().filter_map(|c| first.get(*c)).map(|cell| cell.trim()).collect();
    let alike = side.zh.iter().map(named).collect::<HashSet<_>>().len() == 1;
    side.en.len() == 1 && side.zh.len() > 1 && names.len() == side.zh.len() && alike
}

/// The words of a column's name.
fn words_of(first: &[String], column: usize) -> Vec<String> {
    first.get(column).map(|cell| words(cell)).unwrap_or_default()
}

/// Whether a row is short names in Chinese, one of them over a column of English: 單詞 over `berth` and `tug`.
fn names_english<R: AsRef<[String]>>(first: &[String], body: &[R]) -> bool {
    let filled = || first.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let is_name = |cell: &str| side_of_text(cell) == Some(Side::Zh) && cell.trim().chars().count() <= SHORT_NAME;
    let is_english = |column: usize| {
        let tally = ColumnTally::of(body, column);
        tally.cells.en >= 3 && tally.cells.zh == 0 && !tally.identifiers()
    };
    filled().count() >= 2 && filled().all(|(_, cell)| is_name(cell)) && filled().any(|(column, _)| is_english(column))
}

/// Characters of a name in Chinese, at most.
const SHORT_NAME: usize = 8;

/// Whether the first row names the columns. A row of data can hold the word "English"; a header names two columns,
/// or one and nothing that reads as text, or one after another, and no column holds the other language than its name says.
fn is_header<R: AsRef<[String]>>(rows: &[R], names: &[Option<ColumnName>]) -> bool {
    let texts = names.iter().flatten().filter(|n| matches!(n, ColumnName::Text(_) | ColumnName::Either)).count();
    // Other languages alone, in each other's words, are a row of a glossary.
    let all = names.iter().flatten().filter(|n| texts > 0 || **n != ColumnName::Other).count();
    let body = rows.get(1..).unwrap_or_default();
    let first = rows.first().map(AsRef::as_ref).unwrap_or_default();
    // `name` beside `name_zh`.
    let is_bare = |name: &str| !name.is_empty() && first.iter().any(|cell| words(cell).join(" ") == name);
    let in_language = |name: &Option<ColumnName>| matches!(name, Some(ColumnName::Text(_)));
    let renamed = || first.iter().zip(names).any(|(cell, name)| in_language(name) && is_bare(&bare_name(cell)));
    let enough = all >= 2 || all == 1 && rows.len() > 1 && (texts == 0 || renamed());
    // A code of a language is no word of a text.
    let coded = |c: usize| {
        first
            .get(c)
            .is_some_and(|cell| cell.trim().split(['-', '_']).next().is_some_and(|t| t.is_ascii() && t.len() <= 3))
    };
    let contradicted = |(c, name): (usize, &Option<ColumnName>)| match name {
        Some(ColumnName::Text(side)) if !coded(c) => {
            let tally = ColumnTally::of(body, c);
            *tally.cells.get(side.other()) > 0 && *tally.cells.get(*side) == 0 && !tally.identifiers()
        }
        _ => false,
    };
    (enough || names_english(first, body))
        && names.iter().enumerate().filter(|(c, name)| contradicted((*c, name))).count() * 2 <= texts.saturating_sub(1)
}
