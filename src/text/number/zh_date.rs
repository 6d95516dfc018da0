//! Years, dates and plans of years in Chinese.

use super::date;
use super::figure::{Draft, FigureKind};
use super::hanzi::{self, Notation, Reading};
use super::reader::Reader;
use rust_decimal::Decimal;

/// A year, a date or a month whose first number was read.
pub(super) fn dated(reader: Reader, start: usize, number: Reading) -> Option<Draft> {
    let first = date::whole(number.low).filter(|_| number.low == number.high && !number.over)?;
    if let Some(draft) = decade(reader, start, number, first) {
        return Some(draft);
    }
    if let Some(after) = reader.eat(reader.spaces(number.end), "年") {
        let (year, from) = year(reader, start, number, first, after)?;
        let month = part(reader, after, &["月"]).filter(|(month, _)| (1..=12).contains(month));
        let Some((month, end)) = month else {
            return Some(Draft::new(from, after, Decimal::from(year), FigureKind::Year));
        };
        let day = part(reader, end, &["日", "号"]).filter(|(day, _)| (1..=31).contains(day));
        let (day, end) = day.unwrap_or((0, end));
        return Some(Draft::new(from, end, date::value(year, month, day)?, FigureKind::Date));
    }
    if (90..200).contains(&first) && reader.eat_any(number.end, &["学年", "会计年"]).is_some() {
        return Some(Draft::new(start, number.end, Decimal::from(first + date::MINGUO), FigureKind::Year));
    }
    let after = reader.eat(reader.spaces(number.end), "月").filter(|_| (1..=12).contains(&first))?;
    if let Some((day, end)) = part(reader, after, &["日", "号"]).filter(|(day, _)| (1..=31).contains(day)) {
        return Some(Draft::new(start, end, date::value(0, first, day)?, FigureKind::Date));
    }
    // 二月以上 is a time of two months, as the older laws have it; so is 一月 where nothing says a month.
    let named = ["底", "份", "起", "初", "中", "至", "到", "调", "、", "及"];
    let month = number.shape == Notation::Arabic || reader.eat_any(after, &named).is_some();
    let time = reader.eat_any(after, &["以", "内", "未", "者"]).is_some();
    if !month || time {
        return None;
    }
    Some(Draft::new(start, after, date::value(0, first, 0)?, FigureKind::Date))
}

/// 20世紀70年代 and 1980年代, the "1970s" and "1980s".
fn decade(reader: Reader, start: usize, number: Reading, first: u32) -> Option<Draft> {
    let behind = reader.spaces(number.end);
    let (century, number, end) = match reader.eat_any(behind, &["世纪"]) {
        Some(after) => {
            let (number, end) = part(reader, after, &["年代"])?;
            (Some(first), number, end)
        }
        None => (None, first, reader.eat(behind, "年代")?),
    };
    let year = date::decade(century, number)?;
    Some(Draft::new(start, end, Decimal::from(year), FigureKind::Year))
}

/// The year of the common era that the number before a 年 means, and where its words start.
fn year(reader: Reader, start: usize, number: Reading, first: u32, after: usize) -> Option<(u32, usize)> {
    let before = reader.back_spaces(start);
    if let Some(name) = reader.back_any(before, &["民国"]) {
        return (first < 1000).then(|| (first + date::MINGUO, republic(reader, name)));
    }
    if let Some(era) = reader.back_any(before, &["西元", "公元"]) {
        return Some((first, era));
    }
    let digits = if number.shape == Notation::Positional { 4 } else { number.plain_digits };
    if digits == 4 && (1000..=2999).contains(&first) {
        return Some((first, start));
    }
    if (90..200).contains(&first) && reader.eat(after, "度").is_some() {
        return Some((first + date::MINGUO, start));
    }
    // A law of Taiwan may leave 民國 out; a time of that length with months is not to be expected.
    let (_, month) = part(reader, after, &["月"])?;
    let day = part(reader, month, &["日"]).is_some();
    let spelled = number.shape == Notation::Spelled || number.shape == Notation::Positional;
    let minguo = (100..200).contains(&first) || (30..100).contains(&first) && spelled && day;
    minguo.then_some((first + date::MINGUO, start))
}

/// A whole number and one of `units` behind it.
fn part(reader: Reader, pos: usize, units: &[&str]) -> Option<(u32, usize)> {
    let pos = reader.spaces(pos);
    let (c, _) = reader.at(pos)?;
    let number = hanzi::is_numeral(c).then(|| hanzi::read(reader, pos)).flatten()?;
    let end = reader.eat_any(reader.spaces(number.end), units)?;
    Some((date::whole(number.low).filter(|_| number.low == number.high)?, end))
}

/// 十四五 before 規劃: the fourteenth plan of five years.
pub(super) fn plan(reader: Reader, start: usize, number: Reading) -> Option<(Draft, Draft)> {
    let named = ["规划", "时期", "期间", "\"", "计划"];
    let low = date::whole(number.low).filter(|_| number.shape == Notation::Spelled && number.low != number.high)?;
    if !(11..=18).contains(&low) || reader.eat_any(number.end, &named).is_none() {
        return None;
    }
    let (_, split) = reader.before(number.end)?;
    let first = Draft::new(start, split, number.low, FigureKind::Ordinal);
    let second = Draft::new(split, number.end, number.high - Decimal::TEN, FigureKind::Count);
    Some((first, second))
}

/// Where the 中華民國 or 民國 whose 民國 starts at `pos` starts.
fn republic(reader: Reader, pos: usize) -> usize {
    reader.back_any(pos, &["中华"]).unwrap_or(pos)
}

/// 民國元年, the one year of the republic that is no number.
pub(super) fn minguo_first_year(reader: Reader, start: usize, next: usize) -> Option<Draft> {
    let end = reader.eat(next, "国元年")?;
    Some(Draft::new(republic(reader, start), end, Decimal::from(date::MINGUO + 1), FigureKind::Year))
}
