//! What stands behind `num:` and `date:`: `88.5億`, `>=100億`, `5..10`; `2024`, `2024-11..2025-03`.

use crate::model::{Bound, ValueKind};
use crate::text::number::{self, Figure, FigureKind};
use rust_decimal::Decimal;

/// What is wrong, and a valid form.
pub(super) type Fault = (String, &'static str);

/// A value or a range of values of any kind; of percentages, money or dates only where the kind is written.
pub(super) fn number(text: &str) -> Result<Bound, Fault> {
    let fault = |part: &str| {
        let message = format!("'{}' is no value; 88.5億, \"8.85 billion\" and >=60% are", part.trim());
        (message, "num:88.5億")
    };
    let value = |part: &str| signed_value(part.trim()).ok_or_else(|| fault(part));
    let (sign, rest) = sign(text.trim());
    if rest.split("..").any(is_written_date) {
        return date(text).map_err(|(message, _)| (message, "num:2024-11"));
    }
    let mut bound = Bound::of(text);
    if let Some((low, high)) = rest.split_once("..") {
        for (part, end, is_low) in [(low, &mut bound.low, true), (high, &mut bound.high, false)] {
            if !part.trim().is_empty() {
                let figure = value(part)?;
                *end = Some((if is_low { figure.low } else { figure.high }).to_string());
                bound.kind = bound.kind.or(kind(&figure));
            }
        }
        return Ok(bound);
    }
    let figure = value(rest)?;
    bound.kind = kind(&figure);
    let (low, high) = (figure.low, figure.high);
    if figure.kind == FigureKind::Date && sign == "=" {
        // 2024年11月 is any day of it.
        return Ok(within(bound, low, high));
    }
    match sign {
        ">" | ">=" | "≥" => (bound.low, bound.open_low) = (Some(low.to_string()), sign == ">"),
        "<" | "<=" | "≤" => (bound.high, bound.open_high) = (Some(high.to_string()), sign == "<"),
        _ => (bound.low, bound.high) = (Some(low.to_string()), Some(high.to_string())),
    }
    Ok(bound)
}

/// 2024-11 or 2024-11-30.
fn is_written_date(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let digits = |part: &&str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    matches!(&parts[..], [year, month, day @ ..] if year.len() == 4 && digits(year, 4) && digits(month, 2)
        && !month.is_empty() && day.len() <= 1 && day.iter().all(|day| !day.is_empty() && digits(day, 2)))
}

/// A value, which a minus may stand before.
fn signed_value(text: &str) -> Option<Figure> {
    let read = |text: &str| number::parse_value(text.trim());
    read(text).or_else(|| {
        let positive = read(text.strip_prefix(['-', '−', '－'])?)?;
        Some(Figure { low: -positive.high, high: -positive.low, ..positive })
    })
}

/// A year, a month or a day, in digits or in words, or a range of them.
pub(super) fn date(text: &str) -> Result<Bound, Fault> {
    let fault =
        |part: &str| (format!("'{}' is no date; 2024, 2024-11 and 2024-11-30 are", part.trim()), "date:2024-11");
    let value = |part: &str| day(part.trim()).ok_or_else(|| fault(part));
    let (sign, rest) = sign(text.trim());
    let bound = Bound { kind: Some(ValueKind::Date), ..Bound::of(text) };
    if let Some((low, high)) = rest.split_once("..") {
        let end = |part: &str| if part.trim().is_empty() { Ok(None) } else { value(part).map(Some) };
        let (low, high) = (end(low)?, end(high)?);
        if low.is_none() && high.is_none() {
            return Err(fault(text));
        }
        return Ok(Bound { low: low.map(|d| d.to_string()), high: high.map(|d| last(d).to_string()), ..bound });
    }
    let day = value(rest)?;
    Ok(match sign {
        ">" => Bound { low: Some(last(day).to_string()), open_low: true, ..bound },
        ">=" | "≥" => Bound { low: Some(day.to_string()), ..bound },
        "<" => Bound { high: Some(day.to_string()), open_high: true, ..bound },
        "<=" | "≤" => Bound { high: Some(last(day).to_string()), ..bound },
        _ => within(bound, day, day),
    })
}

fn sign(text: &str) -> (&'static str, &str) {
    let signs = [">=", "<=", "≥", "≤", ">", "<", "="].into_iter();
    signs.filter_map(|sign| Some((sign, text.strip_prefix(sign)?))).next().unwrap_or(("=", text))
}

/// All days of what may be a month or a year.
fn within(bound: Bound, low: Decimal, high: Decimal) -> Bound {
    Bound { low: Some(low.to_string()), high: Some(last(high).to_string()), ..bound }
}

/// The last day, as yyyymmdd, of what has zeros where a part is not stated.
fn last(date: Decimal) -> Decimal {
    let hundred = Decimal::ONE_HUNDRED;
    let unstated = |unit: Decimal| date % (unit * hundred) < unit;
    match (unstated(Decimal::ONE), unstated(hundred)) {
        (true, true) if date >= Decimal::from(10_000) => date + Decimal::from(1231),
        (true, false) => date + Decimal::from(31),
        _ => date,
    }
}

/// yyyymmdd with zeros for what is not stated: 2024, 2024-11, 2024/11/30, 2024年11月, "November 2024".
fn day(text: &str) -> Option<Decimal> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    if parts.len() <= 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) {
        let number = |i: usize| parts.get(i).map_or(Some(0), |part| part.parse::<u32>().ok());
        let (year, month, day) = (number(0)?, number(1)?, number(2)?);
        let valid = (1000..=2999).contains(&year) && month <= 12 && day <= 31;
        return (valid && parts[0].len() == 4).then(|| Decimal::from(year * 10_000 + month * 100 + day));
    }
    let figure = number::parse_value(text)?;
    match figure.kind {
        FigureKind::Date => Some(figure.low),
        FigureKind::Year => Some(figure.low * Decimal::from(10_000)),
        _ => None,
    }
}

/// The kind that a written value names; a year may be any number of four digits.
fn kind(figure: &Figure) -> Option<ValueKind> {
    figure.of_kind().map(|(kind, _)| kind).filter(|_| figure.kind != FigureKind::Year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_ranges_of_days() {
        for (text, low, high) in [
            ("2024", "20240000", "20241231"),
            ("2024-11", "20241100", "20241131"),
            ("2024-11-30", "20241130", "20241130"),
            ("2024年11月", "20241100", "20241131"),
            ("2024-11..2025-03", "20241100", "20250331"),
        ] {
            let bound = date(text).unwrap();
            assert_eq!((bound.low.as_deref(), bound.high.as_deref()), (Some(low), Some(high)), "{text}");
        }
        for text in ["", "24", "2024-13", "2024-1-2-3", "soon", ".."] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_kind_counts_where_it_is_written() {
        for (text, kind) in [
            ("30%", Some(ValueKind::Percent)),
            ("30", None),
            ("百分之三十", Some(ValueKind::Percent)),
            ("2024年11月", Some(ValueKind::Date)),
            (">=100億元", Some(ValueKind::Money)),
            ("88.5億", None),
            ("-5%", Some(ValueKind::Percent)),
        ] {
            assert_eq!(number(text).unwrap().kind, kind, "{text}");
        }
    }
}
