//! The figures of a text as the injector reads them: the numeral alone (三十, 3.5, "twenty-five", "5 million", "third"),
//! its value, whether it numbers, counts or is a share; and how often either side states it.

use super::Pair;
use duizhao::model::{Side, Span};
use regex::Regex;
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Of an article, a table, a place in an order.
    Order,
    /// Of a list, at the beginning of the text.
    Label,
    Percent,
    Count,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Arabic,
    Han,
    Word,
    /// "third"
    Ordinal,
}

#[derive(Clone)]
pub struct Figure {
    pub span: Span,
    /// In thousandths.
    pub value: i64,
    pub sort: Sort,
    pub form: Form,
    /// "thirty (30)": said once more at once.
    pub doubled: bool,
    /// How often the value is stated on this side and on the other, an immediate double counted once.
    pub own: usize,
    pub other: usize,
}

pub const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
pub const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
pub const ORDINALS: [&str; 11] =
    ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const SCALES: [(&str, f64); 5] =
    [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

static ZH: LazyLock<Regex> = LazyLock::new(|| {
    let han = "[〇○零一二兩两三四五六七八九十百千]";
    Regex::new(&format!(r"(?:\d+(?:[,，]\d{{3}})*(?:\.\d+)?[百千萬万億亿]*|{han}(?:{han}|[萬万億亿])*)+")).unwrap()
});
static EN: LazyLock<Regex> = LazyLock::new(|| {
    let small = [&SMALL[1..], &TENS[2..]].concat().join("|");
    let scale = SCALES.map(|(word, _)| word).join("|");
    let ordinal = ORDINALS[1..].join("|");
    Regex::new(&format!(
        r"(?i)\d+(?:,\d{{3}})*(?:\.\d+)?(?:(?:st|nd|rd|th)\b|\s(?:{scale})\b)?|\b(?:{ordinal})\b|\b(?:{small})(?:(?:[\s-]|\sand\s)(?:{small}|{scale}))*\b"
    ))
    .unwrap()
});
/// What stands before a number that is one of an order, other such numbers between included.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:articles?|art\.|(?:sub-?)?paragraphs?|items?|(?:sub-?)?sections?|chapters?|clauses?|points?|schedules?|appendix|annex|tables?|attachment|form|category|class|grade|type|level|rule|nos?\.|number|figure|part)\s*(?:[\d\s,()-]|and|or|to|through)*$",
    )
    .unwrap()
});

/// What stands between "thirty" and "30", said at once.
static DOUBLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:percent|(?:New Taiwan|NT) [Dd]ollars)?\s?[(（](?:NT\$|NTD?|US\$|\$)?$").unwrap());

/// The figures of one side that the other side states as often at least.
pub fn stated(pair: Pair, side: Side) -> Vec<Figure> {
    let mut here = read(pair.get(side), side);
    let there = read(pair.get(side.other()), side.other());
    let all = here.clone();
    for figure in &mut here {
        let alike = |all: &[Figure]| all.iter().filter(|f| f.value == figure.value && f.sort == figure.sort).count();
        (figure.own, figure.other) = (alike(&all), alike(&there));
        if figure.doubled {
            // The double counts once; of "five percent (5%)" the first is no share.
            figure.own = all.iter().filter(|f| f.value == figure.value).count().div_ceil(2);
            figure.other = there.iter().filter(|f| f.value == figure.value).count();
        }
    }
    here.retain(|f| f.other > 0 && f.own <= f.other);
    here
}

pub fn read(text: &str, side: Side) -> Vec<Figure> {
    let found = if side == Side::Zh { ZH.find_iter(text) } else { EN.find_iter(text) };
    let mut figures: Vec<Figure> = found
        .filter_map(|m| {
            let (before, after) = (&text[..m.start()], &text[m.end()..]);
            let arabic = m.as_str().starts_with(|c: char| c.is_ascii_digit());
            if arabic && is_code(before, after) {
                return None;
            }
            let (value, form) = match (side, arabic) {
                (_, true) => (value(m.as_str(), side)?, Form::Arabic),
                (Side::Zh, _) if is_word(before, m.as_str(), after) => return None,
                (Side::Zh, _) => (value(m.as_str(), side)?, Form::Han),
                (Side::En, _) if ORDINALS.contains(&m.as_str().to_lowercase().as_str()) => {
                    (value(m.as_str(), side)?, Form::Ordinal)
                }
                _ => (value(m.as_str(), side)?, Form::Word),
            };
            let sort = if form == Form::Ordinal { Sort::Order } else { sort(before, after, side) };
            let span = Span::new(m.start(), m.end());
            Some(Figure { span, value, sort, form, doubled: false, own: 0, other: 0 })
        })
        .collect();
    for n in 1..figures.len() {
        let between = text[figures[n - 1].span.end..figures[n].span.start].trim();
        if figures[n - 1].value == figures[n].value && DOUBLED.is_match(between) {
            (figures[n - 1].doubled, figures[n].doubled) = (true, true);
        }
    }
    figures
}

/// A part of a code, a telephone number, a time, a number with a hyphen.
fn is_code(before: &str, after: &str) -> bool {
    let tied = |c: char| c.is_ascii_alphanumeric() || "-–/:.&#".contains(c);
    let joined =
        after.strip_prefix(['-', '–', '/', ':', '.', '~']).is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()));
    // Behind a full stop, "5.The", a digit begins a sentence and is no part of a code.
    before.ends_with(tied) || joined || after.starts_with(|c: char| c.is_ascii_alphabetic() && c != 'm')
}

/// Numerals that count nothing: 一般, 第三人, 百分之, 三分之一, 星期五.
fn is_word(before: &str, numeral: &str, after: &str) -> bool {
    let spans = ["年", "個月", "日", "週", "天", "小時"];
    let bare_one = numeral == "一"
        && !before.ends_with('第')
        && !(after.starts_with(['、', '）', ')']) || spans.iter().any(|s| after.starts_with(s)))
        || numeral == "一" && before.ends_with(['同', '任', '某', '另', '單', '每', '之']);
    bare_one
        || numeral.starts_with(['百', '千'])
        || after.starts_with("分之")
        || ["星期", "週", "周", "禮拜", "其", "個分之"].iter().any(|b| before.ends_with(b))
        || before.ends_with('第') && numeral == "三" && after.starts_with(['人', '者', '方'])
        || ["民主", "足", "氧", "氯", "造", "讀", "岸", "國", "者", "角", "川", "周", "處", "輪", "軍", "舍", "極"]
            .iter()
            .any(|a| after.starts_with(a))
        || before.ends_with("分之") && !["百分之", "千分之", "萬分之"].iter().any(|b| before.ends_with(b))
}

fn sort(before: &str, after: &str, side: Side) -> Sort {
    let head = before.trim();
    if head.is_empty() && after.starts_with(['、', '.', '．', ')', '）']) || ["(", "（"].contains(&head) {
        return Sort::Label;
    }
    let after = after.trim_start();
    if after.starts_with(['%', '％']) || after.starts_with("percent") || after.starts_with("per cent") {
        return Sort::Percent;
    }
    match side {
        Side::Zh if before.ends_with("分之") => Sort::Percent,
        Side::Zh if ["第", "條之", "附表", "附件", "表", "圖"].iter().any(|b| head.ends_with(b)) => {
            Sort::Order
        }
        Side::En if NUMBERED.is_match(before) => Sort::Order,
        _ => Sort::Count,
    }
}

/// The value of one numeral, in thousandths.
pub fn value(numeral: &str, side: Side) -> Option<i64> {
    let value = if side == Side::Zh { han(numeral) } else { words(numeral) }?;
    (value < 1e15).then_some((value * 1000.0).round() as i64)
}

fn han(numeral: &str) -> Option<f64> {
    let (mut total, mut section, mut digit, mut arabic) = (0.0, 0.0, None, String::new());
    for c in numeral.chars().chain(['。']) {
        match c {
            '0'..='9' | '.' => arabic.push(c),
            ',' | '，' => {}
            _ => {
                if !arabic.is_empty() {
                    digit = Some(std::mem::take(&mut arabic).parse().ok()?);
                }
                match c {
                    '十' | '百' | '千' => {
                        let unit = [('十', 10.0), ('百', 100.0), ('千', 1000.0)].into_iter().find(|u| u.0 == c)?.1;
                        section += digit.take().unwrap_or(1.0) * unit;
                    }
                    '萬' | '万' | '億' | '亿' => {
                        let unit = if "萬万".contains(c) { 1e4 } else { 1e8 };
                        let part = std::mem::take(&mut section) + digit.take().unwrap_or(0.0);
                        total = match part {
                            0.0 => total * unit,
                            _ if unit == 1e8 => (total + part) * unit,
                            _ => total + part * unit,
                        };
                    }
                    '。' => {}
                    _ => digit = Some(digit.unwrap_or(0.0) * 10.0 + f64::from(han_digit(c)?)),
                }
            }
        }
    }
    Some(total + section + digit.unwrap_or(0.0))
}

pub fn han_digit(c: char) -> Option<u8> {
    let c = match c {
        '○' | '零' => '〇',
        '兩' | '两' => '二',
        c => c,
    };
    "〇一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u8)
}

fn words(numeral: &str) -> Option<f64> {
    let (mut total, mut section) = (0.0, 0.0);
    let numeral = numeral.to_lowercase();
    for word in numeral.split([' ', '-', '\u{a0}']).filter(|w| !w.is_empty() && *w != "and") {
        let index = |words: &[&str]| words.iter().position(|w| *w == word).map(|n| n as f64);
        let arabic = word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).replace(',', "");
        if let Some(n) = index(&SMALL).or_else(|| index(&TENS).map(|n| n * 10.0)).or_else(|| index(&ORDINALS)) {
            section += n;
        } else if let Some((_, scale)) = SCALES.iter().find(|(s, _)| *s == word) {
            if *scale == 100.0 {
                section *= scale;
            } else {
                total += std::mem::take(&mut section) * scale;
            }
        } else {
            section += arabic.parse::<f64>().ok()?;
        }
    }
    Some(total + section)
}
