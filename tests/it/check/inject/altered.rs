//! Figures that are altered: one digit of a numeral is another, or the numeral is off by its unit.

use super::figures::{Figure, Form, ORDINALS, SMALL, Sort, TENS, han_digit, stated, value};
use super::{Edit, Pair, Random};
use duizhao::model::Side;
use duizhao::text::number::month_name;
use regex::Regex;
use std::sync::LazyLock;

/// For every figure that has its counterpart, one numeral that differs from it in one digit.
pub fn digits(pair: Pair, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for side in Side::BOTH {
        let text = pair.get(side);
        for figure in stated(pair, side) {
            let numeral = figure.span.of(text);
            let mut others = match figure.form {
                Form::Arabic => arabic(numeral),
                Form::Han => han(numeral),
                Form::Word => words(numeral),
                Form::Ordinal => others(numeral, &ORDINALS[2..]),
            };
            others.retain(|new| value(new, side).is_some_and(|new| is_plausible(text, &figure, side, new)));
            // A list may be numbered anew in the other language.
            if figure.sort == Sort::Label || is_fixed(text, &figure) || others.is_empty() {
                continue;
            }
            let sort = ["arabic", "han", "word", "ordinal"][figure.form as usize];
            edits.push(Edit::new(side, sort, figure.span, random.pick(&others)));
        }
    }
    edits
}

/// "third party" and the like, where another figure would be read as a slip of style; "one year", whose noun would be
/// wrong.
fn is_fixed(text: &str, figure: &Figure) -> bool {
    let after = text[figure.span.end..].trim_start_matches([' ', '-']);
    let fixed = ["part", "person", "hand", "place", "aid", "half", "time", "of all"];
    figure.form == Form::Ordinal && fixed.iter().any(|word| after.starts_with(word))
        || matches!(figure.form, Form::Word) && figure.value == 1000
}

fn arabic(numeral: &str) -> Vec<String> {
    let mut out = Vec::new();
    // "21st" would become "22st".
    let digits = if numeral.ends_with(['t', 'd', 'h']) && !numeral.ends_with("thousand") { 0 } else { numeral.len() };
    for (at, was) in numeral[..digits].char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        for now in "0123456789".chars().filter(|now| *now != was && (at > 0 || *now != '0')) {
            out.push(format!("{}{now}{}", &numeral[..at], &numeral[at + 1..]));
        }
    }
    out
}

fn han(numeral: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, c) in numeral.char_indices() {
        let behind = &numeral[at + c.len_utf8()..];
        let Some(was) = han_digit(c).filter(|d| *d > 0) else {
            if c == '十' && at == 0 {
                out.extend(["二", "三", "四", "五"].map(|d| format!("{d}{numeral}")));
            }
            continue;
        };
        for now in "一二三四五六七八九".chars().filter(|now| han_digit(*now) != Some(was)) {
            // 一十五 is not written.
            if !(now == '一' && at == 0 && behind.starts_with('十')) {
                out.push(format!("{}{now}{behind}", &numeral[..at]));
            }
        }
    }
    out
}

fn words(numeral: &str) -> Vec<String> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new("[A-Za-z]+").unwrap());
    let mut out = Vec::new();
    for found in WORD.find_iter(numeral) {
        for pool in [&SMALL[2..10], &SMALL[10..], &TENS[2..]] {
            if pool.contains(&found.as_str().to_lowercase().as_str()) {
                let behind = &numeral[found.end()..];
                out.extend(
                    others(found.as_str(), pool).iter().map(|w| format!("{}{w}{behind}", &numeral[..found.start()])),
                );
            }
        }
    }
    out
}

/// The other words of a list, with a capital where the word had one.
fn others(word: &str, list: &[&str]) -> Vec<String> {
    let capital = word.starts_with(char::is_uppercase);
    let cased = |w: &str| if capital { w[..1].to_uppercase() + &w[1..] } else { w.to_string() };
    list.iter().filter(|w| **w != word.to_lowercase()).map(|w| cased(w)).collect()
}

/// Whether a text could say the new value there: no month 14, no year 2912, no 140%.
fn is_plausible(text: &str, figure: &Figure, side: Side, new: i64) -> bool {
    let (before, after) = (&text[..figure.span.start], &text[figure.span.end..]);
    let most = match side {
        _ if figure.sort == Sort::Percent && figure.value <= 100_000 => 100,
        _ if is_year(text, figure, side) => return (1900..=2030).contains(&(new / 1000)),
        Side::Zh if after.starts_with('月') => 12,
        Side::Zh if before.ends_with('月') => 31,
        Side::Zh if after.starts_with(['時', '點']) && !after.starts_with("時內") => 24,
        Side::En
            if (1..=12)
                .filter_map(month_name)
                .any(|m| before.trim_end().ends_with(m) || after.trim_start().starts_with(m)) =>
        {
            31
        }
        _ => i64::MAX / 1000,
    };
    let least = if figure.sort == Sort::Count { 2 } else { 1 };
    new != figure.value && new >= least * 1000 && new <= most * 1000
}

fn is_year(text: &str, figure: &Figure, side: Side) -> bool {
    let numeral = figure.span.of(text);
    let common = figure.form == Form::Arabic && numeral.len() == 4 && (1500..2100).contains(&(figure.value / 1000));
    common || side == Side::Zh && figure.value > 60_000 && text[figure.span.end..].starts_with('年')
}

/// Every count that is large enough to be off by its unit, so that the text still reads.
pub fn units(pair: Pair) -> Vec<Edit> {
    let mut edits = Vec::new();
    for side in Side::BOTH {
        let text = pair.get(side);
        let counts = |f: &Figure| f.sort == Sort::Count && f.form != Form::Ordinal && !is_year(text, f, side);
        for figure in stated(pair, side).into_iter().filter(counts) {
            let numeral = figure.span.of(text);
            let others = match side {
                Side::Zh => unit_zh(numeral, &figure),
                Side::En => unit_en(numeral, &figure),
            };
            edits.extend(others.into_iter().map(|(sort, new)| Edit::new(side, sort, figure.span, new)));
        }
    }
    edits
}

fn unit_zh(numeral: &str, figure: &Figure) -> Vec<(&'static str, String)> {
    let Some(was) = numeral.chars().rev().find(|c| "千萬万億亿".contains(*c)) else {
        let large = figure.value >= 100_000;
        return Vec::from_iter(large.then(|| ("times 10,000", format!("{numeral}萬"))));
    };
    let others: &[&str] = match was {
        // 三萬 may be 三千, 三十萬 not 三十千.
        '萬' if numeral.chars().count() == 2 => &["億", "千"],
        '萬' => &["億", ""],
        '万' => &["亿", ""],
        '億' => &["萬"],
        '亿' => &["万"],
        _ if numeral.chars().count() == 2 => &["萬"],
        _ => &[],
    };
    let at = numeral.rfind(was).unwrap_or(0);
    let swapped = |now: &&str| format!("{}{now}{}", &numeral[..at], &numeral[at + was.len_utf8()..]);
    let all = others.iter().map(swapped).filter(|new| value(new, Side::Zh).is_some_and(|v| v != figure.value));
    all.map(|new| ("swapped", new)).collect()
}

fn unit_en(numeral: &str, figure: &Figure) -> Vec<(&'static str, String)> {
    const SCALES: [(&str, &str); 5] = [
        ("million", "billion"),
        ("billion", "million"),
        ("thousand", "million"),
        ("trillion", "billion"),
        ("hundred", "thousand"),
    ];
    if let Some((was, now)) = SCALES.iter().find(|(was, _)| numeral.to_lowercase().ends_with(was)) {
        let kept = &numeral[..numeral.len() - was.len()];
        return vec![("swapped", format!("{kept}{now}"))];
    }
    let whole = figure.value / 1000;
    if figure.form != Form::Arabic || figure.value % 1000 != 0 || whole < 100 {
        return Vec::new();
    }
    let mut out = vec![("times 10,000", grouped(whole * 10_000))];
    if whole % 10_000 == 0 {
        out.push(("by 10,000", grouped(whole / 10_000)));
    }
    if whole % 1000 == 0 && whole < 1_000_000 {
        out.push(("thousand to million", format!("{} million", whole / 1000)));
    }
    out
}

fn grouped(value: i64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (n, c) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
