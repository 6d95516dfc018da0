//! Quantities that both sides write differently: 一年半 and "18 months", 三元五角 and "3.5 yuan", 一刻鐘 and "15 minutes",
//! 令和5年 and "2023", 3×10⁸ and "300,000,000". A quantity is read from a figure with its unit, from several of them in a
//! row, or from words that need no figure.

mod in_words;
mod of_figures;
mod quantity;
mod special;

use super::matching::Matching;
use super::open_figure::{Slot, settle_at, touched};
use crate::check::pair::Pair;
use crate::model::{Side, Span};
use crate::text::fold::fold_char;
use crate::text::number::Figure;
use in_words::{coins, discounts, eras, flight_levels, negatives, ones, powers, spaced, without_figures};
use of_figures::of_figure;
use quantity::Quantity;
use rust_decimal::Decimal;
use special::SPECIAL;
use std::ops::Range;

/// Settles the open figures of quantities that both sides state.
pub(in crate::check::figures) fn settle(pair: &Pair, matching: &mut Matching) {
    if !matching.zh.iter().chain(&matching.en).any(Slot::open) {
        return;
    }
    let zh = read(pair.zh, Side::Zh, &pair.figures.zh);
    let en = read(pair.en, Side::En, &pair.figures.en);
    let places: Vec<Range<usize>> = en.iter().map(|e| touched(&matching.en, e.span)).collect();
    for z in &zh {
        let place = touched(&matching.zh, z.span);
        for (e, other) in en.iter().zip(&places) {
            let open = |slots: &[Slot], at: &Range<usize>| slots[at.clone()].iter().any(Slot::open);
            if z.equals(e) && (open(&matching.zh, &place) || open(&matching.en, other)) {
                settle_spans(matching, z.span, e.span);
            }
        }
    }
    settle_conversions(&zh, &mut matching.zh);
    settle_conversions(&en, &mut matching.en);
    settle_telephones(pair, matching);
    settle_split(pair, matching);
}

/// How far from a measure its conversion stands, in bytes.
const BESIDE: usize = 40;

/// Settles a measure that says again in another system what stands beside it: "400 meters, about 440 yards", 2磅（約0.9公斤）.
fn settle_conversions(all: &[Quantity], slots: &mut [Slot]) {
    let open = |slots: &[Slot], at: &Quantity| slots[touched(slots, at.span)].iter().any(Slot::open);
    for again in all.iter().filter(|q| !q.size.is_zero()) {
        let gap = |other: &Quantity| match again.span < other.span {
            true => other.span.start.saturating_sub(again.span.end),
            false => again.span.start.saturating_sub(other.span.end),
        };
        let is_said = |other: &Quantity| {
            !other.span.overlaps(again.span)
                && gap(other) <= BESIDE
                && again.is_converted(other)
                && again.equals(other)
                && !open(slots, other)
        };
        if open(slots, again) && all.iter().any(is_said) {
            settle_at(slots, again.span);
        }
    }
}

/// "Article 1 6" for 第十六條, "NT$10 000": a blank slipped into a figure.
fn settle_split(pair: &Pair, matching: &mut Matching) {
    for found in SPECIAL.split.find_iter(pair.en) {
        let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
        let Ok(value) = digits.parse::<Decimal>() else { continue };
        let span = Span::new(found.start(), found.end());
        // Of a range, the other end has to stand there too.
        let stands =
            |end: Decimal| end == value || matching.en.iter().any(|slot| slot.figure.values().any(|v| v == end));
        let same = |slot: &&Slot| {
            let (low, high) = (slot.figure.low, slot.figure.high);
            slot.open() && (low == value || high == value) && stands(low) && stands(high)
        };
        let Some(zh) = matching.zh.iter().find(same).map(|slot| slot.figure.clone()) else { continue };
        settle_spans(matching, zh.span, span);
        let end = |slot: &Slot| slot.figure.values().any(|v| v == zh.low || v == zh.high);
        matching
            .en
            .iter_mut()
            .filter(|slot| slot.open() && zh.is_range() && end(slot))
            .for_each(|slot| slot.settled = true);
    }
}

/// Settles the figures inside two places that say the same, unless one of them belongs elsewhere.
pub(in crate::check::figures) fn settle_spans(matching: &mut Matching, zh: Span, en: Span) {
    let (zs, es) = (touched(&matching.zh, zh), touched(&matching.en, en));
    let free =
        |slots: &[Slot], others: &Range<usize>| slots.iter().all(|s| s.partner.is_none_or(|p| others.contains(&p)));
    if free(&matching.zh[zs.clone()], &es) && free(&matching.en[es.clone()], &zs) {
        let inside = matching.zh[zs].iter_mut().chain(&mut matching.en[es]);
        inside.for_each(|slot| slot.settled = true);
    }
}

/// Digits of a telephone number from which on two are compared.
const TELEPHONE: usize = 7;

/// 0912-345-678 and +886-912-345-678.
fn settle_telephones(pair: &Pair, matching: &mut Matching) {
    let numbers = |text: &str| -> Vec<(Span, String)> {
        let found = SPECIAL.telephone.find_iter(text);
        let digits = |m: regex::Match| {
            let digits: String = m.as_str().chars().map(fold_char).filter(char::is_ascii_digit).collect();
            (Span::new(m.start(), m.end()), digits.trim_start_matches('0').to_string())
        };
        found.map(digits).filter(|(_, digits)| digits.len() >= TELEPHONE).collect()
    };
    let (zh, en) = (numbers(pair.zh), numbers(pair.en));
    for (z, zh_digits) in &zh {
        for (e, en_digits) in &en {
            if zh_digits.ends_with(en_digits.as_str()) || en_digits.ends_with(zh_digits.as_str()) {
                settle_spans(matching, *z, *e);
            }
        }
    }
}

fn read(text: &str, side: Side, figures: &[Figure]) -> Vec<Quantity> {
    let mut out = Vec::new();
    for at in 0..figures.len() {
        of_figure(text, side, figures, at, &mut out);
    }
    powers(text, side, &mut out);
    spaced(text, side, &mut out);
    without_figures(text, side, &mut out);
    if side == Side::En {
        flight_levels(text, &mut out);
    }
    if side == Side::Zh {
        coins(text, &mut out);
        ones(text, figures, &mut out);
        negatives(text, &mut out);
        discounts(text, &mut out);
        eras(text, figures, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::number::figures;

    fn states(text: &str, side: Side, dimension: &str, value: &str) -> bool {
        let value: Decimal = value.parse().unwrap();
        let found = read(text, side, &figures(text, side));
        found.iter().any(|q| q.dimension == dimension && q.low == value && q.high == value)
    }

    #[test]
    fn quantities_with_and_without_figures() {
        for (text, side, dimension, value) in [
            ("為期一年半。", Side::Zh, "month", "18"),
            ("三元五角", Side::Zh, "money", "3.5"),
            ("三公頃半", Side::Zh, "square metre", "35000"),
            ("一刻鐘", Side::Zh, "second", "900"),
            ("令和5年", Side::Zh, "year", "2023"),
            ("平成元年", Side::Zh, "year", "1989"),
            ("1.5×10⁶個", Side::Zh, "count", "1500000"),
            ("打八五折", Side::Zh, "percent", "15"),
            ("a fortnight", Side::En, "second", "1209600"),
            ("2 hours and 30 minutes", Side::En, "second", "9000"),
        ] {
            assert!(states(text, side, dimension, value), "{text}: {:?}", read(text, side, &figures(text, side)));
        }
    }
}
