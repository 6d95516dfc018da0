//! The names of a document's fields: the labels that texts and formats write, and the one name that each is asked by.

use super::fold::fold;
use super::number::{self, FigureKind};
use crate::model::{Day, Side};
use rust_decimal::prelude::ToPrimitive;

/// Labels as they stand before a colon, longer ones first where one begins with another, each with the name that it is
/// asked by.
const LABELS: &[(&str, &str)] = &[
    ("發布時間", "published"),
    ("发布时间", "published"),
    ("發佈時間", "published"),
    ("發布日期", "published"),
    ("发布日期", "published"),
    ("發佈日期", "published"),
    ("公布日期", "published"),
    ("公佈日期", "published"),
    ("修正日期", "amended"),
    ("施行日期", "effective"),
    ("成文日期", "issued"),
    ("更新時間", "updated"),
    ("更新时间", "updated"),
    ("更新日期", "updated"),
    ("發布機構", "issuer"),
    ("发布机构", "issuer"),
    ("發文機關", "issuer"),
    ("发文机关", "issuer"),
    ("發文字號", "number"),
    ("发文字号", "number"),
    ("文號", "number"),
    ("文号", "number"),
    ("索引號", "index"),
    ("索引号", "index"),
    ("信息來源", "source"),
    ("信息来源", "source"),
    ("資料來源", "source"),
    ("來源", "source"),
    ("来源", "source"),
    ("作者", "author"),
    ("責任編輯", "editor"),
    ("责任编辑", "editor"),
    ("時間", "date"),
    ("时间", "date"),
    ("日期", "date"),
    ("Published on", "published"),
    ("Published", "published"),
    ("Publication date", "published"),
    ("Date", "date"),
    ("Last updated", "updated"),
    ("Updated", "updated"),
    ("Source", "source"),
    ("Author", "author"),
    ("Issued by", "issuer"),
    ("Document No", "number"),
    ("Effective date", "effective"),
];

/// Fields that date a document, the one that counts first.
const DATING: [&str; 7] = ["date", "published", "issued", "effective", "amended", "updated", "created"];

/// The label that a text opens with, and the bytes up to its value.
pub fn label(text: &str) -> Option<(&'static str, usize)> {
    let inner = text.trim_start_matches(['(', '（', '[', '【']);
    LABELS.iter().find_map(|(label, _)| {
        let rest = inner.strip_prefix(label)?;
        let value = rest.trim_start_matches(['.', ' ']).strip_prefix([':', '：', '﹕', '∶'])?;
        Some((*label, text.len() - value.len()))
    })
}

/// The name that a field is asked by: one for the labels of both languages, else the name itself in small letters, in
/// one script and without blanks.
///
/// ```
/// use duizhao::text::field_name::asked_by;
/// assert_eq!((asked_by("发布时间"), asked_by("Published")), ("published".into(), "published".into()));
/// assert_eq!((asked_by("審理 法院"), asked_by("Court")), ("审理-法院".into(), "court".into()));
/// ```
pub fn asked_by(name: &str) -> String {
    let name = name.trim();
    let folded = plain(name);
    let known = LABELS.iter().find(|(label, _)| *label == name || plain(label) == folded);
    known.map_or(folded, |(_, name)| (*name).to_string())
}

fn plain(name: &str) -> String {
    let folded = fold(name);
    let sign = |c: char| if c.is_whitespace() || matches!(c, ':' | '=' | '"' | '(' | ')') { '-' } else { c };
    folded.chars().map(sign).collect()
}

/// Whether a field, by the name that it is asked by, holds a date.
pub fn is_date(name: &str) -> bool {
    DATING.contains(&name)
}

/// When a document is from, by its fields: what is said to be its date, else when it was published, issued and so on.
pub fn date(fields: &[(String, String)]) -> Option<Day> {
    let of = |wanted: &str| {
        let named = fields.iter().filter(|(name, _)| asked_by(name) == wanted);
        named.filter_map(|(_, value)| day(value)).next()
    };
    DATING.into_iter().find_map(of)
}

/// The day, month or year that a value begins with: `2025-04-24 10:30`, `2025-04-24T10:30:00Z`, `20250424`, `2024年11月`,
/// "24 April 2025", `D:20250424103000` of a PDF.
pub fn day(value: &str) -> Option<Day> {
    let value = value.trim();
    let value = value.strip_prefix("D:").unwrap_or(value);
    numeric_day(value).or_else(|| {
        let side = if value.chars().any(super::fold::is_han) { Side::Zh } else { Side::En };
        let figure =
            number::figures(value, side).into_iter().find(|f| matches!(f.kind, FigureKind::Date | FigureKind::Year))?;
        let low = figure.low.to_u32()?;
        match figure.kind {
            FigureKind::Year => Day::new(low, 0, 0),
            _ => Day::new(low / 10_000, low / 100 % 100, low % 100),
        }
    })
}

/// yyyy-mm-dd and what is shorter, with any of `- / .`, or yyyymmdd.
fn numeric_day(value: &str) -> Option<Day> {
    let end = value.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '.')).unwrap_or(value.len());
    let (head, rest) = value.split_at(end);
    if rest.starts_with(|c: char| !matches!(c, 'T' | 'Z' | 't' | ' ' | '+' | '\t' | ',' | '，' | '\u{3000}')) {
        return None;
    }
    let number = |text: &str| text.parse::<u32>().ok();
    if head.len() >= 8 && head.bytes().all(|b| b.is_ascii_digit()) {
        return Day::new(number(&head[..4])?, number(&head[4..6])?, number(&head[6..8])?);
    }
    let parts: Vec<&str> = head.split(['-', '/', '.']).collect();
    let year = parts.first().filter(|year| year.len() == 4)?;
    let short = |part: Option<&&str>| match part {
        None => Some(0),
        Some(part) if (1..=2).contains(&part.len()) => number(part),
        Some(_) => None,
    };
    let (month, day) = (short(parts.get(1))?, short(parts.get(2))?);
    if parts.len() > 3 { None } else { Day::new(number(year)?, month, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        for (value, expected) in [
            ("2025-04-24 10:30", "2025-04-24"),
            ("2025-04-24T10:30:00Z", "2025-04-24"),
            ("2025/4/24", "2025-04-24"),
            ("2025.04", "2025-04"),
            ("2025", "2025"),
            ("20250424", "2025-04-24"),
            ("20250424T103000Z", "2025-04-24"),
            ("D:20250424103000+08'00'", "2025-04-24"),
            ("2024年11月30日", "2024-11-30"),
            ("民國113年11月30日", "2024-11-30"),
            ("24 April 2025", "2025-04-24"),
            ("April 24, 2025", "2025-04-24"),
        ] {
            assert_eq!(day(value).map(|day| day.to_string()).as_deref(), Some(expected), "{value}");
        }
        for value in ["", "soon", "12", "10.1.2.3", "85000"] {
            assert_eq!(day(value), None, "{value}");
        }
    }

    #[test]
    fn what_is_called_the_date_goes_before_what_a_program_noted() {
        let field = |name: &str, value: &str| (name.to_string(), value.to_string());
        let fields = [field("created", "2020-01-01"), field("發布時間", "2025-04-24"), field("更新日期", "2025-05-01")];
        assert_eq!(date(&fields).map(|day| day.to_string()).as_deref(), Some("2025-04-24"));
        assert_eq!(date(&fields[..1]).map(|day| day.year()), Some(2020));
        assert_eq!(date(&[]), None);
    }
}
