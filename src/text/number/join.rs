//! Neighbouring figures that are one: ranges ("5 to 10", 五至十人, 三萬元以上十五萬元以下) and figures that say
//! a value twice ("three (3)").

use super::figure::{Draft, Exactness, Figure, FigureKind};
use super::reader::Reader;
use crate::model::Side;
use rust_decimal::Decimal;

pub(super) fn join(text: &str, side: Side, drafts: Vec<Draft>) -> Vec<Figure> {
    let reader = Reader { text };
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        // What two neighbours both claim, as a currency between them, is the first one's.
        let taken = out.last().map_or(0, |last| last.figure.span.end);
        draft.figure.span.start = draft.figure.span.start.max(taken);
        let joined =
            out.last().and_then(|last| restated(reader, last, &draft).or_else(|| range(reader, side, last, &draft)));
        match joined {
            Some(joined) => {
                out.pop();
                out.push(joined);
            }
            None => out.push(draft),
        }
    }
    let normal = |figure: Figure| Figure { low: figure.low.normalize(), high: figure.high.normalize(), ..figure };
    out.into_iter().map(|draft| normal(draft.figure)).collect()
}

/// "Three (3)", 伍拾萬元（500,000元）.
fn restated(reader: Reader, a: &Draft, b: &Draft) -> Option<Draft> {
    // "Ten (10) to twenty (20)" has become a range before its last part comes.
    let same = a.figure.high == b.figure.high && (a.figure.low == b.figure.low || a.figure.high == b.figure.low);
    if !same || !(a.spelled || b.spelled) {
        return None;
    }
    let open = reader.eat(reader.spaces(a.figure.span.end), "(")?;
    let close = reader.eat(b.figure.span.end, ")")?;
    if open > b.figure.span.start || reader.text.get(open..b.figure.span.start)?.chars().count() > 3 {
        return None;
    }
    let mut joined = a.clone();
    joined.figure.span.end = close;
    Some(joined)
}

fn range(reader: Reader, side: Side, a: &Draft, b: &Draft) -> Option<Draft> {
    let (low, high) = (&a.figure, &b.figure);
    if low.is_range() || high.is_range() || low.span.end > high.span.start {
        return None;
    }
    let link = match side {
        Side::Zh => zh_link(reader, low.span.end, high.span.start, high.span.end),
        Side::En => en_link(reader, low.span.start, low.span.end, high.span.start)
            .or_else(|| is_one_scale(reader, a, b).then_some(Link::Close)),
    }?;
    let mut value = low.low;
    if link == Link::Close && b.scale > Decimal::ONE && a.scale == Decimal::ONE {
        // 3 至 5 萬 is thirty to fifty thousand; 500 至 1 萬 is not.
        value = value.checked_mul(b.scale).filter(|scaled| *scaled < high.low).unwrap_or(value);
    }
    let kind = common_kind(low.kind, high.kind)?;
    if value >= high.low {
        return None;
    }
    let mut joined = a.clone();
    joined.figure = Figure { low: value, high: high.low, kind, about: Exactness::Exact, ..low.clone() };
    joined.figure.span.end = high.span.end;
    joined.scale = b.scale;
    Some(joined)
}

/// How two figures hang together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// With nothing between but the sign or word of the range.
    Close,
    /// With the name of what is counted behind the first as well.
    Wide,
}

/// The kind of a range whose ends may leave their kind to each other.
fn common_kind(a: FigureKind, b: FigureKind) -> Option<FigureKind> {
    use FigureKind::{Count, Ordinal, Year};
    match (a, b) {
        (a, b) if a == b => Some(a),
        (Count, b) => Some(b),
        (a, Count) => Some(a),
        (Ordinal, Year) | (Year, Ordinal) => None,
        (a, b) if a.agrees(b) => Some(a),
        _ => None,
    }
}

/// What makes a verb of the 至 or 到 behind it.
const ZH_LEADS: &[char] = &['增', '减', '降', '升', '跌', '涨', '达', '升', '调', '提', '缩', '加', '改', '延'];

fn zh_link(reader: Reader, end: usize, next: usize, after: usize) -> Option<Link> {
    let mut pos = reader.spaces(end);
    for step in 0..5 {
        if let Some(sign) = reader.eat_any(pos, &["至", "到", "迄", "--", "-", "~"]) {
            // 增至, 降到 and their like lead to a figure, not from one to another.
            let verb = step > 0 && reader.peek_before(pos).is_some_and(|c| ZH_LEADS.contains(&c));
            let start = reader.spaces(sign);
            return (start == next && !verb).then_some(if step == 0 { Link::Close } else { Link::Wide });
        }
        if let Some(start) = reader.eat(pos, "以上") {
            let below = (0..4).try_fold(after, |pos, _| match reader.eat_any(pos, &["以下", "未满"]) {
                Some(_) => Err(()),
                None => reader.at(pos).map(|(_, next)| next).ok_or(()),
            });
            let open = reader.eat_any(start, &["、", ","]).unwrap_or(start);
            return (below.is_err() && (start == next || open == next) && reader.at(after).is_some())
                .then_some(Link::Wide);
        }
        pos = reader.at(pos).filter(|(c, _)| c.is_alphanumeric())?.1;
    }
    None
}

/// "20 or 30 million": of which the first is no 20.
fn is_one_scale(reader: Reader, a: &Draft, b: &Draft) -> bool {
    let between = reader.text.get(a.figure.span.end..b.figure.span.start);
    a.scale == Decimal::ONE && b.scale > Decimal::ONE && between.is_some_and(|gap| gap.trim() == "or")
}

fn en_link(reader: Reader, start: usize, end: usize, next: usize) -> Option<Link> {
    let gap = reader.text.get(end..next)?;
    if gap.len() > 24 {
        return None;
    }
    let between = || reader.back_word(reader.back_spaces(start), "between").is_some();
    match gap.trim() {
        "-" | "–" | "—" | "~" | "～" | "－" | "to" | "through" | "till" => Some(Link::Close),
        "and" if between() => Some(Link::Close),
        "to the" | "through the" => Some(Link::Wide),
        _ => None,
    }
}
