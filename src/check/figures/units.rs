//! The units that figures count, by the table beside this file: 三十日 counts days, "thirty months" counts months.

use crate::check::tables::rows;
use crate::model::{Side, Span};
use crate::text::fold::{fold_char, is_han};
use crate::text::number::{Figure, FigureKind};
use crate::text::numeral;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::check) struct Unit {
    /// Its base unit: `metre`, `month`.
    pub dimension: &'static str,
    /// In base units.
    pub size: Decimal,
}

impl Unit {
    /// Whether both measure the same kind of thing. Seconds and months both measure time.
    pub fn is_comparable(self, other: Unit) -> bool {
        let time = |unit: Unit| matches!(unit.dimension, "second" | "month");
        self.dimension == other.dimension || time(self) && time(other)
    }
}

/// Characters of the longest Chinese unit, and bytes of the longest English one.
const LONGEST_ZH: usize = 6;
const LONGEST_EN: usize = 24;

/// The units that a word can mean, by the word.
struct Units {
    zh: FxHashMap<&'static str, Vec<Unit>>,
    en: FxHashMap<&'static str, Vec<Unit>>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let file = "units.tsv";
    let mut units = Units { zh: FxHashMap::default(), en: FxHashMap::default() };
    for [dimension, size, zh, en] in rows(file, include_str!("units.tsv")) {
        let size = size.parse().unwrap_or_else(|_| panic!("{file}: no size: {size}"));
        let unit = Unit { dimension, size };
        for (words, map) in [(zh, &mut units.zh), (en, &mut units.en)] {
            words.split('|').filter(|word| !word.is_empty()).for_each(|word| map.entry(word).or_default().push(unit));
        }
    }
    units
});

/// A unit word in a text.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct UnitWord {
    /// What it can mean.
    pub units: &'static [Unit],
    /// Where it ends in the text.
    pub end: usize,
}

/// The unit of a figure: inside it (一年半, 三元) or behind it.
pub(in crate::check) fn of_figure(text: &str, side: Side, figure: &Figure) -> Option<UnitWord> {
    let inside = figure.span.of(text);
    if side == Side::Zh && inside.ends_with('半') {
        let bare = inside.len() - '半'.len_utf8();
        // 一年半 has its unit inside, 一個半月 behind.
        let unit = inside.get(..bare).and_then(|t| t.char_indices().next_back()).map(|(at, _)| at + figure.span.start);
        if let Some(word) = unit.and_then(|at| chinese(text, at)).filter(|w| w.end + 3 == figure.span.end) {
            return Some(UnitWord { end: figure.span.end, ..word });
        }
    }
    if let FigureKind::Money(_) = figure.kind {
        let en = inside.to_ascii_lowercase();
        // "Ten cents" is no ten dollars.
        let last = en.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        let word = if last.is_empty() { "yuan" } else { last };
        let units = UNITS.en.get(word).or(UNITS.en.get("yuan"))?;
        return Some(UnitWord { units, end: figure.span.end });
    }
    behind(text, side, figure.span.end)
}

/// The unit word behind a figure that ends at `end`.
pub(in crate::check) fn behind(text: &str, side: Side, end: usize) -> Option<UnitWord> {
    match side {
        Side::Zh => {
            let rest = text.get(end..)?;
            // 三十餘日, 十多個月.
            let skipped = rest.len() - rest.trim_start_matches([' ', '餘', '余', '多', '幾', '几']).len();
            chinese(text, end + skipped)
        }
        Side::En => english(text, end),
    }
}

/// What follows 年 and the like where they are part of another word.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("年", "级代龄底初报金会轻青资"),
    ("月", "份底初饼球票"),
    ("日", "本元圆报圓"),
    ("天", "然津"),
    ("周", "期边围"),
    ("季", "节"),
    ("里", "面程"),
    ("克", "服隆"),
    ("分", "之钟别类组"),
    ("角", "度色形"),
    ("元", "年旦"),
    ("度", "c"),
    ("米", "饭"),
    ("升", "级至到"),
    ("打", "开印"),
    ("两", "岸国个种者"),
];

fn chinese(text: &str, at: usize) -> Option<UnitWord> {
    let next: Vec<(char, usize)> = text
        .get(at..)?
        .char_indices()
        .map(|(i, c)| (fold_char(c), at + i + c.len_utf8()))
        .take(LONGEST_ZH + 1)
        .collect();
    (1..=next.len().min(LONGEST_ZH)).rev().find_map(|length| {
        let word: String = next.get(..length)?.iter().map(|(c, _)| c).collect();
        let units = UNITS.zh.get(word.as_str())?;
        let other = OTHER_WORDS.iter().find(|(unit, _)| *unit == word);
        let follows = next.get(length).map(|(c, _)| *c);
        if follows == Some('/') {
            return None;
        }
        let is_other = other.zip(follows).is_some_and(|((_, behind), c)| behind.contains(c));
        (!is_other).then(|| UnitWord { units, end: next[length - 1].1 })
    })
}

fn english(text: &str, end: usize) -> Option<UnitWord> {
    let rest = text.get(end..)?;
    let start = rest.len() - rest.trim_start_matches([' ', '-', '\u{a0}', ')', '(']).len();
    if start > 3 {
        return None;
    }
    let rest = rest.get(start..)?;
    let window = rest.get(..rest.floor_char_boundary(LONGEST_EN))?.to_ascii_lowercase();
    let ends = window.char_indices().map(|(i, _)| i).chain([window.len()]).filter(|at| {
        let mut behind = window.get(*at..).unwrap_or("").chars();
        let next = behind.next();
        // "180 m/s" is no length, nor is the foot of "6-foot-6" alone.
        let goes_on = next == Some('/') || next == Some('-') && behind.next().is_some_and(|c| c.is_ascii_digit());
        *at > 0 && !goes_on && next.is_none_or(|c| !c.is_alphanumeric() || is_han(c))
    });
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find_map(|at| {
        let units = UNITS.en.get(window.get(..at)?)?;
        Some(UnitWord { units, end: end + start + at })
    })
}

/// Characters between a figure and a Chinese unit of one character, or before such a unit without a figure.
const BEFORE_SHORT: &str = "每数几多余半整来两";

/// Whether a Chinese unit of one character measures something where it stands: not the 码 of 代码, nor the 里 of 这里.
fn is_measured(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim_end();
    let one = span.of(text).chars().count() == 1;
    !one || before.chars().next_back().is_some_and(|c| {
        let c = fold_char(c);
        c.is_numeric() || BEFORE_SHORT.contains(c) || numeral::digit(c).is_some() || numeral::unit(c).is_some()
    })
}

/// The measures (not of time or money) that a text names anywhere, with the place of the word.
pub(in crate::check) fn named(text: &str, side: Side, dimension: &str) -> Vec<(Unit, Span)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let step = text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        let begins = side == Side::Zh
            || at == 0
            || text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(|c| !c.is_alphanumeric());
        let word = if begins { if side == Side::Zh { chinese(text, at) } else { english(text, at) } } else { None };
        match word {
            Some(word) if side == Side::En || is_measured(text, Span::new(at, word.end)) => {
                let span = Span::new(at, word.end);
                out.extend(word.units.iter().filter(|u| u.dimension == dimension).map(|u| (*u, span)));
                at = word.end.max(at + step);
            }
            _ => at += step,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::number::figures;

    fn unit(text: &str, side: Side) -> Option<(&'static str, String)> {
        let figure = figures(text, side).into_iter().next()?;
        let word = of_figure(text, side, &figure)?;
        word.units.first().map(|unit| (unit.dimension, unit.size.to_string()))
    }

    #[test]
    fn units_of_figures() {
        for (text, side, expected) in [
            ("三十日", Side::Zh, ("second", "86400")),
            ("一年半", Side::Zh, ("month", "12")),
            ("十多個月", Side::Zh, ("month", "1")),
            ("24-month term", Side::En, ("month", "1")),
            ("20 square feet", Side::En, ("square metre", "0.09290304")),
            ("ten cents", Side::En, ("money", "0.01")),
            ("three working days", Side::En, ("second", "86400")),
        ] {
            let found = unit(text, side);
            assert_eq!(found, Some((expected.0, expected.1.to_string())), "{text}");
        }
        assert_eq!(unit("三年級", Side::Zh), None);
    }
}
