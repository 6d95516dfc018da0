//! Tables: which column is Chinese, which English, which names the row. Used by every format that has columns or
//! named fields, so that a header means the same in all of them.

use crate::model::{LeftOut, LeftOutReason, Row, Side, Sides, Warning};
use crate::read::column_pairs;
use crate::read::halves::halves;
use crate::read::language::{letters, side_of_tag, side_of_text};
use std::collections::HashSet;

/// What the columns of a table are, 0-based and from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The columns of each language.
    pub side: Sides<Vec<usize>>,
    /// Columns whose cells hold both languages.
    pub both: Vec<usize>,
    pub key: Option<usize>,
    /// The first row names the columns and is none itself.
    pub header: bool,
    /// The header has the codes of both languages, as a program writes them: a cell is of its column's language, whatever
    /// it says, and is never taken apart.
    pub coded: bool,
    /// Columns of the two languages that render each other, where there are several of each.
    pub pairs: Vec<Sides<usize>>,
    /// Columns with text that is not read, with what the header calls them.
    pub unread: Vec<(usize, String)>,
}

/// Whether a column is among some, which go from left to right. A table can have thousands.
fn among(columns: &[usize], column: usize) -> bool {
    columns.binary_search(&column).is_ok()
}

/// Which of several columns in one language are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All: the table is part of a text.
    Text,
    /// Those that a header names, or else those that say something of their own in each row.
    Memory,
}

/// What the name of a column or field says that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnName {
    Text(Side),
    /// One of the two languages; which one, the cells tell.
    Either,
    Key,
}

/// Names that name a language by themselves, in lower case.
const CHINESE: [&str; 38] = [
    "chinese",
    "mandarin",
    "cn",
    "tw",
    "hk",
    "chs",
    "cht",
    "zhs",
    "zht",
    "chn",
    "tc",
    "sc",
    "trad",
    "simp",
    "中文",
    "中",
    "汉语",
    "漢語",
    "华文",
    "華文",
    "国语",
    "國語",
    "简体",
    "簡體",
    "简体中文",
    "簡體中文",
    "繁体",
    "繁體",
    "繁体中文",
    "繁體中文",
    "正體",
    "正體中文",
    "简中",
    "繁中",
    "簡中",
    "中文版",
    "中英",
    "汉字",
];
const ENGLISH: [&str; 9] = ["english", "enu", "英文", "英", "英语", "英語", "英文版", "英譯", "英译"];
/// Endings behind the name of a language: 英文名稱, 中文术语.
const OF_A_LANGUAGE: [&str; 28] = [
    "名稱", "名称", "名", "術語", "术语", "譯文", "译文", "譯名", "译名", "原文", "詞條", "词条", "內容", "内容",
    "文本", "版", "版本", "全稱", "全称", "釋義", "释义", "字串", "條文", "条文", "說明", "说明", "標題", "标题",
];
/// The longest name of a column, characters; and its words.
const LONGEST_NAME: usize = 40;
const NAME_WORDS: usize = 5;

/// Reads a column's name: `zh`, `Chinese (Simplified)`, `text_en`, `targetString`, `中文`, `英文名稱`, `req_id` …
/// A cell that reads like a sentence names nothing.
pub fn name(text: &str) -> Option<ColumnName> {
    let said = text.trim();
    // Before its words are looked at: a cell can be a whole book.
    if said.chars().nth(LONGEST_NAME).is_some() {
        return None;
    }
    let words = words(text);
    let said = if words.len() == 1 { said.trim_end_matches('.') } else { said };
    let sentence = said.ends_with(['。', '.', '！', '!', '？', '?', '；', ';', '，', ',']);
    if sentence || words.len() > NAME_WORDS {
        return None;
    }
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    // `sourceLang` and `zh_score` speak about a text and are none.
    if has(&["lang", "language", "locale", "score", "length", "count", "語言", "语言"]) {
        return None;
    }
    if let Some(side) = words.iter().find_map(|w| language_named(w)) {
        return Some(ColumnName::Text(side));
    }
    let either = ["source", "target", "src", "dst", "tgt", "trg", "translation", "原文", "译文", "譯文"];
    // `target 文件夾` is a text about a target.
    let code = words.iter().all(|w| w.is_ascii()) || words.len() == 1;
    if code && words.len() <= 3 && has(&either) {
        return Some(ColumnName::Either);
    }
    const KEYS: [&str; 22] = [
        "id",
        "ref",
        "reference",
        "key",
        "no",
        "tuid",
        "uid",
        "code",
        "number",
        "item",
        "编号",
        "編號",
        "序号",
        "序號",
        "條號",
        "条号",
        "項次",
        "项次",
        "編碼",
        "编码",
        "號",
        "号",
    ];
    words.last().is_some_and(|last| KEYS.contains(&last.as_str())).then_some(ColumnName::Key)
}

/// The language that a word names: `zh`, `CHS`, `English`, `中文`, `英文名稱`.
fn language_named(word: &str) -> Option<Side> {
    let bare = || OF_A_LANGUAGE.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    [word, bare()].into_iter().find_map(|word| match word {
        word if CHINESE.contains(&word) => Some(Side::Zh),
        word if ENGLISH.contains(&word) => Some(Side::En),
        word => side_of_tag(word),
    })
}

/// Whether a line only names the two languages: the head of a table whose columns are spaces, or a switch between the
/// versions of a page.
pub fn names_both(line: &str) -> bool {
    let side = |part: &str| match name(part) {
        Some(ColumnName::Text(side)) if words(part).len() == 1 => Some(side),
        _ => None,
    };
    let mut parts = line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·')).filter(|p| !p.is_empty());
    let (first, second) = (parts.next().and_then(side), parts.next().and_then(side));
    parts.next().is_none() && first.is_some() && second == first.map(Side::other)
}

/// A column's name without the language: `name_en` and `NAME_TC` are both a name.
fn bare_name(text: &str) -> String {
    words(text).into_iter().filter(|word| language_named(word).is_none()).collect::<Vec<_>>().join(" ")
}

/// The words of a column's name in lower case: `targetString` and `target_string` are two each.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_lower = false;
    for c in text.trim().chars().take(80) {
        if !c.is_alphanumeric() || (c.is_uppercase() && before_lower) {
            words.push(String::new());
        }
        before_lower = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|w| !w.is_empty());
    words
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
    let names = if header { names } else { Vec::new() };
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
        among(&side.zh, *c) || among(&side.en, *c) || among(&both, *c) || called(*c) == Some(ColumnName::Key)
    };
    let reads = |c: &usize, want: Side| tally(*c).is_some_and(|t| t.side() == Some(want) && !t.identifiers());
    if side.zh.is_empty() && side.en.is_empty() && both.is_empty() {
        let read = |want: Side| pool.iter().copied().filter(|c| !taken(&side, c) && reads(c, want)).collect();
        let found = Sides::new(read(Side::Zh), read(Side::En));
        if !column_pairs::pairs(&found, &[]).is_empty() && !repeats(&found) {
            side = found;
        }
    }
    for want in Side::BOTH {
        let all = extent == Extent::Text;
        if !(all || side.get(want).is_empty() && both.is_empty()) {
            continue;
        }
        let free = |c: &usize| !taken(&side, c);
        let found: Vec<usize> = pool.iter().copied().filter(|c| free(c) && reads(c, want)).collect();
        // Where a header is silent, or there is none, the column with the most text is the one; of a table in one
        // language all columns are that say something new in each row.
        let most = found
            .iter()
            .copied()
            .max_by_key(|c| (tally(*c).map_or(0, |t| *t.letters.get(want)), std::cmp::Reverse(*c)));
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
        () => column_pairs::pairs(&side, &bare),
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
        several => column_pairs::counterparts(several, &free, bare).map(|mut found| {
            found.sort_unstable();
            found
        }),
    }
}

/// Whether the Chinese columns are one text as it is written in several places, beside one English: each of them renders it.
fn are_variants(side: &Sides<Vec<usize>>, first: &[String]) -> bool {
    const PLACES: [&str; 10] =
        ["simplified", "traditional", "hans", "hant", "taiwan", "hongkong", "hong", "kong", "mainland", "china"];
    let named = |column: &usize| -> Vec<String> {
        let bare = words_of(first, *column).into_iter();
        bare.filter(|word| language_named(word).is_none() && !PLACES.contains(&word.as_str())).collect()
    };
    let names: HashSet<&str> = side.zh.iter().filter_map(|c| first.get(*c)).map(|cell| cell.trim()).collect();
    let alike = side.zh.iter().map(named).collect::<HashSet<_>>().len() == 1;
    side.en.len() == 1 && side.zh.len() > 1 && names.len() == side.zh.len() && alike
}

/// The words of a column's name.
fn words_of(first: &[String], column: usize) -> Vec<String> {
    first.get(column).map(|cell| words(cell)).unwrap_or_default()
}

/// Whether the first row names the columns. A row of data can hold the word "English"; a header names two columns,
/// or one and nothing that reads as text, or one after another, and no column holds the other language than its name says.
fn is_header<R: AsRef<[String]>>(rows: &[R], names: &[Option<ColumnName>]) -> bool {
    let texts = names.iter().flatten().filter(|n| **n != ColumnName::Key).count();
    let all = names.iter().flatten().count();
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
    enough
        && names.iter().enumerate().filter(|(c, name)| contradicted((*c, name))).count() * 2 <= texts.saturating_sub(1)
}

/// What stands in one column.
struct ColumnTally {
    /// Cells that read as Chinese and as English.
    cells: Sides<usize>,
    /// Cells that hold both languages.
    both: usize,
    /// Chinese characters and Latin letters.
    letters: Sides<usize>,
    filled: usize,
    /// Cells with a digit and without a space, and addresses.
    codes: usize,
    /// Different cells.
    distinct: usize,
    /// No two filled cells are the same.
    unique: bool,
}

impl ColumnTally {
    fn of<R: AsRef<[String]>>(rows: &[R], column: usize) -> Self {
        let mut tally = ColumnTally {
            cells: Sides::default(),
            both: 0,
            letters: Sides::default(),
            filled: 0,
            codes: 0,
            distinct: 0,
            unique: true,
        };
        let mut seen = HashSet::new();
        for cell in rows.iter().filter_map(|r| r.as_ref().get(column)).map(|c| c.trim()).filter(|c| !c.is_empty()) {
            let (han, latin) = letters(cell);
            tally.letters.zh += han;
            tally.letters.en += latin;
            if let Some(side) = side_of_text(cell) {
                *tally.cells.get_mut(side) += 1;
            }
            tally.filled += 1;
            tally.both += usize::from(halves(cell).is_some());
            let address = cell.contains("://") || cell.contains('@') && !cell.contains(' ');
            tally.codes += usize::from(!cell.contains(' ') && (address || cell.contains(|c: char| c.is_ascii_digit())));
            tally.distinct += usize::from(seen.insert(cell));
        }
        tally.unique = tally.distinct == tally.filled;
        tally
    }

    /// Whether most cells read like "V1.1.1" or an address, whose letters are no English.
    fn identifiers(&self) -> bool {
        self.letters.zh == 0 && self.filled > 0 && self.codes * 10 >= self.filled * 8
    }

    /// Whether most cells hold both languages.
    fn holds_both(&self) -> bool {
        self.both > 0 && self.both * 2 > self.filled
    }

    /// Whether the cells are categories: the same few, again and again.
    fn repeats(&self) -> bool {
        self.filled >= 10 && self.distinct * 3 < self.filled
    }

    /// The language of most cells; `None` when most have no letters.
    fn side(&self) -> Option<Side> {
        match self.cells {
            Sides { zh, en } if zh + en == 0 || (zh + en) * 2 < self.filled => None,
            Sides { zh, en } if zh >= en => Some(Side::Zh),
            _ => Some(Side::En),
        }
    }
}

impl Columns {
    /// The row that a table's cells make. Cells of one language are joined by tabs, and what is not read goes
    /// along as left out. `None` when there is no text at all.
    pub fn row(&self, cells: &[String], line: usize) -> Option<Row> {
        let cell = |column: usize| cells.get(column).map(|c| c.trim()).filter(|c| !c.is_empty());
        if let Some(row) = self.spanning(cells, line) {
            return Some(row);
        }
        let mut left_out: Vec<LeftOut> = Vec::new();
        let mut leave =
            |reason: LeftOutReason, text: &str| left_out.push(LeftOut { reason, text: text.to_string(), line });
        let mut text = Sides::<Vec<&str>>::default();
        let mut before = Sides::<HashSet<&str>>::default();
        let parts: Vec<Option<Sides<String>>> = self.both.iter().map(|c| cell(*c).and_then(halves)).collect();
        for (column, said) in cells.iter().enumerate().map(|(n, c)| (n, c.trim())).filter(|(_, c)| !c.is_empty()) {
            match self.both.binary_search(&column).ok().and_then(|at| parts.get(at)) {
                Some(Some(halves)) => {
                    for (side, half) in [(Side::Zh, &halves.zh), (Side::En, &halves.en)] {
                        text.get_mut(side).push(half);
                        before.get_mut(side).insert(half);
                    }
                }
                Some(None) => {
                    let side = side_of_text(said).unwrap_or(Side::Zh);
                    text.get_mut(side).push(said);
                    before.get_mut(side).insert(said);
                }
                None => match Side::BOTH.into_iter().find(|s| among(self.side.get(*s), column)) {
                    // Two scripts often write a word in the same way.
                    Some(side) if !before.get_mut(side).insert(said) => leave(LeftOutReason::Alternative, said),
                    Some(side) => text.get_mut(side).push(said),
                    // Columns that the first rows lack, too.
                    None if self.key != Some(column) => leave(LeftOutReason::Column, said),
                    None => {}
                },
            }
        }
        // A tab is never taken for the wrap of a line.
        let Sides { zh, en } = text.map(|texts| Some(texts.join("\t")).filter(|t| !t.is_empty()));
        let reference = self.key.and_then(cell).map(str::to_string);
        if let (None, None, Some(key)) = (&zh, &en, &reference) {
            leave(LeftOutReason::Column, key);
        }
        (zh.is_some() || en.is_some() || !left_out.is_empty()).then_some(Row {
            zh,
            en,
            reference,
            line,
            left_out,
            ..Row::default()
        })
    }

    /// The rows that the cells of a row of a table make: one, or one for each pair of columns, each with the cells that it
    /// is made of. What stands in other columns goes with the first; what several pairs share, with each.
    pub fn rows(&self, cells: &[String], line: usize) -> Vec<(Row, Vec<String>)> {
        let whole = || self.row(cells, line).map(|row| (row, cells.to_vec())).into_iter().collect();
        if self.pairs.is_empty() || cells.iter().filter(|cell| !cell.trim().is_empty()).count() < 2 {
            return whole();
        }
        let holds = |pair: &Sides<usize>, column: usize| pair.zh == column || pair.en == column;
        // A column that several pairs share makes no row of itself.
        let is_shared = |column: usize| self.pairs.iter().filter(|pair| holds(pair, column)).count() > 1;
        let says = |column: usize| cells.get(column).is_some_and(|cell| !cell.trim().is_empty());
        let is_filled = |pair: &&Sides<usize>| [pair.zh, pair.en].into_iter().any(|c| says(c) && !is_shared(c));
        let filled: Vec<&Sides<usize>> = self.pairs.iter().filter(is_filled).collect();
        let row = |(at, pair): (usize, &&Sides<usize>)| {
            let of_pair = |column: usize| match self.pairs.iter().any(|pair| holds(pair, column)) {
                true => holds(pair, column),
                false => at == 0 || self.key == Some(column),
            };
            let own = |(column, cell): (usize, &String)| if of_pair(column) { cell.clone() } else { String::new() };
            let own: Vec<String> = cells.iter().enumerate().map(own).collect();
            self.row(&own, line).map(|row| (row, own))
        };
        let are_variants = self.pairs.iter().any(|pair| is_shared(pair.en));
        let mut rows: Vec<(Row, Vec<String>)> = Vec::new();
        for (mut row, own) in filled.iter().enumerate().filter_map(row) {
            // Two scripts often write a word in the same way.
            let mut same = rows.iter_mut().filter(|(known, _)| are_variants && row.zh.is_some() && known.zh == row.zh);
            match same.next() {
                Some((known, _)) => {
                    known.left_out.append(&mut row.left_out);
                    let said = row.zh.into_iter();
                    known.left_out.extend(said.map(|text| LeftOut { reason: LeftOutReason::Alternative, text, line }));
                }
                None => rows.push((row, own)),
            }
        }
        if rows.is_empty() { whole() } else { rows }
    }

    /// The column that the text of a side begins in, of those that have it in this row.
    pub fn first_of(&self, side: Side, cells: &[String]) -> Option<usize> {
        let filled = || cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(column, _)| column);
        let read = |column: &usize| among(self.side.get(side), *column) || among(&self.both, *column);
        // A text that stands alone is read wherever it stands.
        filled().find(read).or_else(|| filled().next())
    }

    /// The row of a single text that stands where no language has its column: the title of a part of the table.
    fn spanning(&self, cells: &[String], line: usize) -> Option<Row> {
        if self.coded {
            return None;
        }
        let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let (Some((column, said)), None) = (filled.next(), filled.next()) else { return None };
        let read = among(&self.side.zh, column) || among(&self.side.en, column) || among(&self.both, column);
        let row = Row { line, ..Row::default() };
        match halves(said) {
            Some(halves) => Some(Row { zh: Some(halves.zh), en: Some(halves.en), ..row }),
            None if read => None,
            None => match side_of_text(said)? {
                Side::Zh => Some(Row { zh: Some(said.trim().to_string()), ..row }),
                Side::En if said.trim().contains(' ') => Some(Row { en: Some(said.trim().to_string()), ..row }),
                Side::En => None,
            },
        }
    }

    /// The header as what is left out of a document.
    pub fn header_left_out(&self, cells: &[String], line: usize) -> Option<LeftOut> {
        self.header.then(|| LeftOut { reason: LeftOutReason::ColumnNames, text: cells.join(" "), line })
    }

    /// What should be said of columns with text that are not read.
    pub fn warning(&self) -> Option<Warning> {
        let names: Vec<String> = self
            .unread
            .iter()
            .map(
                |(column, name)| {
                    if name.is_empty() { format!("the {} one", ordinal(column + 1)) } else { name.clone() }
                },
            )
            .collect();
        let columns = if names.len() == 1 { "column" } else { "columns" };
        (!names.is_empty()).then(|| Warning::new(format!("{} {columns} not read: {}", names.len(), names.join(", "))))
    }

    /// Whether both languages have a column.
    pub fn both(&self) -> bool {
        !self.both.is_empty() || !self.side.zh.is_empty() && !self.side.en.is_empty()
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|r| r.iter().map(|c| c.to_string()).collect()).collect()
    }

    fn of(rows: &[&[&str]]) -> Option<Columns> {
        columns(&strings(rows), Extent::Memory).map(|found| Columns {
            unread: Vec::new(),
            coded: false,
            pairs: Vec::new(),
            ..found
        })
    }

    /// The columns of a table without those that are not read.
    fn at(zh: &[usize], en: &[usize], key: Option<usize>, header: bool) -> Option<Columns> {
        Some(Columns { side: Sides::new(zh.to_vec(), en.to_vec()), key, header, ..Columns::default() })
    }

    #[test]
    fn names() {
        use ColumnName::*;
        for (text, want) in [
            ("zh", Some(Text(Side::Zh))),
            ("Chinese (Simplified)", Some(Text(Side::Zh))),
            ("text_en", Some(Text(Side::En))),
            ("zh-TW", Some(Text(Side::Zh))),
            ("中文", Some(Text(Side::Zh))),
            ("targetString", Some(Either)),
            ("sourceLang", None),
            ("stringID", Some(Key)),
            ("編號", Some(Key)),
            ("level1", None),
        ] {
            assert_eq!(name(text), want, "{text}");
        }
    }

    #[test]
    fn a_line_that_names_the_languages() {
        for line in ["中文 English", "  中文       English", "English | 繁體中文", "EN / 中文"] {
            assert!(names_both(line), "{line}");
        }
        for line in ["中文 中文", "中文", "English text", "中文 English Français", "in English 中文"] {
            assert!(!names_both(line), "{line}");
        }
    }

    #[test]
    fn a_header_decides() {
        assert_eq!(of(&[&["en", "zh", "id"], &["a", "甲", "1"]]), at(&[1], &[0], Some(2), true));
        assert_eq!(
            of(&[
                &["id", "sourceLang", "sourceString", "targetString"],
                &["1", "en", "flu", "流感"],
                &["2", "en", "airway", "呼吸道"]
            ]),
            at(&[3], &[2], Some(0), true)
        );
    }

    #[test]
    fn without_one_the_cells_do() {
        assert_eq!(of(&[&["Hi.", "嗨。"], &["Hi.", "你好。"]]), at(&[1], &[0], None, false));
        assert_eq!(
            of(&[&["元始", "In the beginning", "G 1"], &["地乃", "Now the earth", "G 2"]]),
            at(&[0], &[1], Some(2), false)
        );
    }

    #[test]
    fn the_header_says_which_column_renders_which() {
        let table = |header: &[&str]| -> [Vec<String>; 3] {
            let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect();
            [
                row(header),
                row(&["Lima", "City of Lima", "Ville de Lima", "利馬市", "利馬", "a port of Peru", "Limean"]),
                row(&["Kobe", "City of Kobe", "Ville de Kobe", "神戶市", "神戶", "a port of Japan", "Kobean"]),
            ]
        };
        let names = ["name.common", "name.full", "words.fra.full", "words.zho.full", "words.zho.common", "note"];
        let found = columns(&table(&[&names[..], &["people.eng"]].concat()), Extent::Memory).unwrap();
        assert_eq!(
            (found.side, found.pairs),
            (Sides::new(vec![3, 4], vec![0, 1]), vec![Sides::new(3, 1), Sides::new(4, 0)])
        );
        let names = ["name", "full", "full_fr", "full_zh", "short_zh", "note", "short_en"];
        assert_eq!(columns(&table(&names), Extent::Memory).unwrap().side, Sides::new(vec![3, 4], vec![6]));
        let rows = strings(&[
            &["name", "note", "name_zh"],
            &["Lima", "a port of Peru", "利馬"],
            &["Kobe", "a port of Japan", "神戶"],
        ]);
        assert_eq!(columns(&rows, Extent::Memory).unwrap().side, Sides::new(vec![2], vec![0]));
    }

    #[test]
    fn one_language_and_a_key() {
        assert_eq!(
            of(&[
                &["chapter_id", "req_id", "req_description"],
                &["V1", "V1.1", "验证安全"],
                &["V1", "V1.2", "验证威胁"]
            ]),
            at(&[2], &[], Some(1), true)
        );
        let long = "黑豹队的防守只丢了三百零八分在联赛中排名第六";
        assert_eq!(of(&[&["p1", long], &["p2", long], &["p3", long]]), at(&[1], &[], Some(0), false));
        assert_eq!(of(&[&["1", "2"]]), None);
    }

    #[test]
    fn several_columns_of_a_language_are_one_text() {
        let rows = strings(&[
            &["條號", "條文", "問題"],
            &["1", "甲應通知。", "甲通知了嗎？"],
            &["2", "乙應付款。", "乙付款了嗎？"],
        ]);
        let row = columns(&rows, Extent::Memory).unwrap().row(&rows[1], 2).unwrap();
        assert_eq!((row.zh.as_deref(), row.reference.as_deref()), (Some("甲應通知。\t甲通知了嗎？"), Some("1")));
        let rows = strings(&[
            &["English", "繁體", "简体", "備註"],
            &["anchor", "錨", "锚", "海事"],
            &["berth", "泊位", "泊位", ""],
        ]);
        let memory = columns(&rows, Extent::Memory).unwrap();
        assert_eq!(memory.warning().unwrap().message, "1 column not read: 備註");
        let variants = |at: usize| -> Vec<(Option<String>, Option<String>, usize)> {
            let rows = memory.rows(&rows[at], at + 1).into_iter();
            rows.map(|(row, _)| (row.zh, row.en, row.left_out.len())).collect()
        };
        let row = |zh: &str, en: &str, left| (Some(zh.to_string()), Some(en.to_string()), left);
        assert_eq!(variants(1), [row("錨", "anchor", 1), row("锚", "anchor", 0)]);
        assert_eq!(variants(2), [row("泊位", "berth", 1)]);
        assert_eq!(columns(&rows, Extent::Text).unwrap().row(&rows[1], 2).unwrap().zh.as_deref(), Some("錨\t锚\t海事"));
    }

    #[test]
    fn both_languages_in_a_cell() {
        let rows = strings(&[
            &["序号", "要求 Requirement"],
            &["1", "船舶应适航。\nThe ship shall be seaworthy."],
            &["2", "船员应培训。\nThe crew is trained."],
        ]);
        let row = columns(&rows, Extent::Memory).unwrap().row(&rows[1], 2).unwrap();
        assert_eq!(
            (row.zh.as_deref(), row.en.as_deref()),
            (Some("船舶应适航。"), Some("The ship shall be seaworthy."))
        );
    }

    #[test]
    fn a_table_by_a_program_is_never_taken_apart() {
        let rows = strings(&[&["id", "zh", "en"], &["1", "一aaa", ""], &["2", "第一部分 Part 1", ""]]);
        let found = columns(&rows, Extent::Memory).unwrap();
        let row = found.row(&rows[2], 3).unwrap();
        assert_eq!((row.zh.as_deref(), row.en), (Some("第一部分 Part 1"), None));
    }

    #[test]
    fn a_row_of_data_is_no_header() {
        for rows in [
            [&["target 文件夾須為空。", "The target folder must be empty."][..], &["完成。", "Done."]],
            [&["English", "英文"], &["Chinese characters", "漢字"]],
        ] {
            assert!(!of(&rows).unwrap().header, "{rows:?}");
        }
    }

    fn rows_of(table: &[&[&str]]) -> Vec<String> {
        let table: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(|c| c.to_string()).collect()).collect();
        let found = columns(&table, Extent::Memory).unwrap();
        let body = table.iter().skip(usize::from(found.header));
        let shown = |(row, _): (Row, Vec<String>)| {
            let said = [row.reference, row.zh, row.en].map(Option::unwrap_or_default);
            let left = row.left_out.into_iter().map(|piece| format!(" -{}", piece.text)).collect::<String>();
            said.join("|") + &left
        };
        body.flat_map(|cells| found.rows(cells, 1)).map(shown).collect()
    }

    #[test]
    fn each_pair_of_columns_is_a_row() {
        let cases: [(&[&[&str]], &[&str]); 7] = [
            (
                &[
                    &["English", "中文", "English", "中文"],
                    &["berth", "泊位", "pilot", "引航員"],
                    &["quay", "碼頭", "", ""],
                    &["buoy", "浮標", "buoy", "浮標"],
                ],
                &["|泊位|berth", "|引航員|pilot", "|碼頭|quay", "|浮標|buoy", "|浮標|buoy"],
            ),
            (
                &[&["berth", "泊位", "pilot", "引航員"], &["quay", "碼頭", "buoy", "浮標"]],
                &["|泊位|berth", "|引航員|pilot", "|碼頭|quay", "|浮標|buoy"],
            ),
            (
                &[
                    &["ID", "NAME_TC", "ADDRESS_TC", "NAME_EN", "ADDRESS_EN", "TEL"],
                    &["7", "北碼頭", "北街一號", "North Pier", "1 North Street", "55"],
                ],
                &["7|北碼頭|North Pier -55", "7|北街一號|1 North Street"],
            ),
            // Each script renders the one English.
            (
                &[
                    &["English", "繁體", "简体"],
                    &["anchor", "錨", "锚"],
                    &["berth", "泊位", "泊位"],
                    &["tide", "", "潮"],
                ],
                &["|錨|anchor", "|锚|anchor", "|泊位|berth -泊位", "|潮|tide"],
            ),
            (&[&["English", "中文術語", "中文 例句"], &["anchor", "錨", "下錨停泊"]], &["|錨\t下錨停泊|anchor"]),
            (
                &[&["甲板", "船殼", "deck", "hull"], &["桅杆", "錨", "mast", "anchor"]],
                &["|甲板|deck", "|船殼|hull", "|桅杆|mast", "|錨|anchor"],
            ),
            (&[&["English", "中文"], &["berth", "泊位"]], &["|泊位|berth"]),
        ];
        for (table, want) in cases {
            let got = rows_of(table);
            assert_eq!(got, want, "{table:?}");
        }
    }
}
