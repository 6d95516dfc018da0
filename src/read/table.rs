//! Tables: which column is Chinese, which English, which names the row. Used by every format that has columns or
//! named fields, so that a header means the same in all of them.

use super::lang::{letters, side_of_tag, side_of_text};
use crate::model::{Row, Side, Sides};
use std::collections::HashSet;

/// What the columns of a table are, 0-based.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub side: Sides<Option<usize>>,
    pub key: Option<usize>,
    /// The first row names the columns and is none itself.
    pub header: bool,
}

/// What the name of a column or field says that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Text(Side),
    /// One of the two languages; which one, the cells tell.
    Either,
    Key,
}

/// Reads a column's name: `zh`, `Chinese (Simplified)`, `text_en`, `targetString`, `中文`, `req_id` …
pub fn name(text: &str) -> Option<Name> {
    let words = words(text);
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    // `sourceLang` and `zh_score` speak about a text and are none.
    if has(&["lang", "language", "locale", "score", "length", "count", "語言", "语言"]) {
        return None;
    }
    let side = words.iter().find_map(|w| match w.as_str() {
        "chinese" | "mandarin" | "cn" | "tw" | "hk" | "中文" | "中" | "汉语" | "漢語" | "华文" | "華文" | "简体"
        | "簡體" | "简体中文" | "簡體中文" | "繁体" | "繁體" | "繁体中文" | "繁體中文" | "中文原文" | "中文译文"
        | "中文譯文" => Some(Side::Zh),
        "english" | "英文" | "英" | "英语" | "英語" | "英文原文" | "英文译文" | "英文譯文" => {
            Some(Side::En)
        }
        w => side_of_tag(w),
    });
    if let Some(side) = side {
        return Some(Name::Text(side));
    }
    if has(&["source", "target", "src", "tgt", "trg", "translation", "原文", "译文", "譯文"]) {
        return Some(Name::Either);
    }
    let last = words.last().map(String::as_str);
    matches!(last, Some("id" | "ref" | "reference" | "key" | "no" | "tuid" | "uid" | "编号" | "編號" | "序号" | "序號"))
        .then_some(Name::Key)
}

/// Whether a line only names the two languages: the head of a table whose columns are spaces, or a switch between the
/// versions of a page.
pub fn names_both(line: &str) -> bool {
    let side = |part: &str| match name(part) {
        Some(Name::Text(side)) if words(part).len() == 1 => Some(side),
        _ => None,
    };
    let mut parts = line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·')).filter(|p| !p.is_empty());
    let (first, second) = (parts.next().and_then(side), parts.next().and_then(side));
    parts.next().is_none() && first.is_some() && second == first.map(Side::other)
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

/// Tells the columns of a table by its header, and where that is silent by what stands in the first rows.
/// `None` when there is no column of Chinese or English.
pub fn columns<R: AsRef<[String]>>(rows: &[R]) -> Option<Columns> {
    let first = rows.first()?.as_ref();
    let names: Vec<Option<Name>> = first.iter().map(|cell| name(cell)).collect();
    let texts = names.iter().flatten().filter(|n| **n != Name::Key).count();
    // A row of data can hold the word "English"; a header names two columns, or one and nothing that reads as text.
    let header =
        names.iter().flatten().count() >= 2 || (texts == 0 && names.iter().flatten().count() == 1 && rows.len() > 1);
    let names = if header { names } else { Vec::new() };
    let body = rows.get(usize::from(header)..)?;
    let width = body.iter().map(|r| r.as_ref().len()).max().unwrap_or(0).max(first.len());
    let tallies: Vec<Tally> = (0..width).map(|c| Tally::of(body, c)).collect();
    let named = |want: Name, fit: &dyn Fn(usize, &Tally) -> bool| {
        (0..names.len()).find(|c| names.get(*c) == Some(&Some(want)) && tallies.get(*c).is_some_and(|t| fit(*c, t)))
    };
    let is = |column: usize, name: &str| first.get(column).is_some_and(|cell| cell.trim().eq_ignore_ascii_case(name));
    // A header may say zh_first and mean a number; one that says zh and no more means the text.
    let written = |c: usize, t: &Tally| t.filled == 0 || t.side().is_some() || is(c, "zh") || is(c, "en");

    let mut side = Sides::new(named(Name::Text(Side::Zh), &written), named(Name::Text(Side::En), &written));
    let either: Vec<usize> = (0..names.len()).filter(|c| names.get(*c) == Some(&Some(Name::Either))).collect();
    let pool: Vec<usize> = if either.is_empty() { (0..width).collect() } else { either };
    for want in Side::BOTH {
        let taken = *side.get(want.other());
        let free = |c: &usize| Some(*c) != taken && names.get(*c) != Some(&Some(Name::Key));
        if side.get(want).is_none() {
            *side.get_mut(want) = pool
                .iter()
                .copied()
                .filter(free)
                .filter_map(|c| Some((c, tallies.get(c)?)))
                .filter(|(_, t)| t.side() == Some(want) && !t.identifiers())
                .max_by_key(|(c, t)| (*t.letters.get(want), std::cmp::Reverse(*c)))
                .map(|(c, _)| c);
        }
    }
    let text = |c: usize| Some(c) == side.zh || Some(c) == side.en;
    let unique = |c: &usize| !text(*c) && tallies.get(*c).is_some_and(|t| t.unique && t.filled > 0);
    // Where rows have an id of ours and a name by their file, the name is the file's.
    let key = named(Name::Key, &|c, t| is(c, "ref") && t.filled > 0)
        .or_else(|| (0..names.len()).filter(|c| names.get(*c) == Some(&Some(Name::Key))).find(unique))
        .or_else(|| (0..width).filter(|_| names.is_empty()).find(unique))
        .or_else(|| named(Name::Key, &|_, t| t.filled > 0));
    (side.zh.is_some() || side.en.is_some()).then_some(Columns { side, key, header })
}

/// What stands in one column.
struct Tally {
    /// Cells that read as Chinese and as English.
    cells: Sides<usize>,
    /// Chinese characters and Latin letters.
    letters: Sides<usize>,
    filled: usize,
    /// Cells with a digit and without a space.
    codes: usize,
    /// No two filled cells are the same.
    unique: bool,
}

impl Tally {
    fn of<R: AsRef<[String]>>(rows: &[R], column: usize) -> Self {
        let mut tally = Tally { cells: Sides::default(), letters: Sides::default(), filled: 0, codes: 0, unique: true };
        let mut seen = HashSet::new();
        for cell in rows.iter().filter_map(|r| r.as_ref().get(column)).map(|c| c.trim()).filter(|c| !c.is_empty()) {
            let (han, latin) = letters(cell);
            tally.letters.zh += han;
            tally.letters.en += latin;
            if let Some(side) = side_of_text(cell) {
                *tally.cells.get_mut(side) += 1;
            }
            tally.filled += 1;
            tally.codes += usize::from(!cell.contains(' ') && cell.contains(|c: char| c.is_ascii_digit()));
            tally.unique &= seen.insert(cell);
        }
        tally
    }

    /// Whether most cells read like "V1.1.1", whose letters are no English.
    fn identifiers(&self) -> bool {
        self.letters.zh == 0 && self.codes * 10 >= self.filled * 8
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
    /// The row that a table's cells make; `None` when neither side has text.
    pub fn row(&self, cells: &[String], line: usize) -> Option<Row> {
        let cell = |column: Option<usize>| {
            column.and_then(|c| cells.get(c)).map(|c| c.trim()).filter(|c| !c.is_empty()).map(str::to_string)
        };
        let row = Row { zh: cell(self.side.zh), en: cell(self.side.en), reference: cell(self.key), line };
        (row.zh.is_some() || row.en.is_some()).then_some(row)
    }

    pub fn both(&self) -> bool {
        self.side.zh.is_some() && self.side.en.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[&str]]) -> Option<Columns> {
        let rows: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|c| c.to_string()).collect()).collect();
        columns(&rows)
    }

    fn at(zh: Option<usize>, en: Option<usize>, key: Option<usize>, header: bool) -> Option<Columns> {
        Some(Columns { side: Sides::new(zh, en), key, header })
    }

    #[test]
    fn names() {
        use Name::*;
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
        assert_eq!(of(&[&["en", "zh", "id"], &["a", "甲", "1"]]), at(Some(1), Some(0), Some(2), true));
        assert_eq!(
            of(&[
                &["id", "sourceLang", "sourceString", "targetString"],
                &["1", "en", "flu", "流感"],
                &["2", "en", "airway", "呼吸道"]
            ]),
            at(Some(3), Some(2), Some(0), true)
        );
    }

    #[test]
    fn without_one_the_cells_do() {
        assert_eq!(of(&[&["Hi.", "嗨。"], &["Hi.", "你好。"]]), at(Some(1), Some(0), None, false));
        assert_eq!(
            of(&[&["元始", "In the beginning", "G 1"], &["地乃", "Now the earth", "G 2"]]),
            at(Some(0), Some(1), Some(2), false)
        );
    }

    #[test]
    fn one_language_and_a_key() {
        assert_eq!(
            of(&[
                &["chapter_id", "req_id", "req_description"],
                &["V1", "V1.1", "验证安全"],
                &["V1", "V1.2", "验证威胁"]
            ]),
            at(Some(2), None, Some(1), true)
        );
        let long = "黑豹队的防守只丢了三百零八分在联赛中排名第六";
        assert_eq!(of(&[&["p1", long], &["p2", long], &["p3", long]]), at(Some(1), None, Some(0), false));
        assert_eq!(of(&[&["1", "2"]]), None);
    }
}
