//! How likely two figures that are left over on the two sides stand for each other, so that the one became the other, and are
//! not each another matter.

use crate::check::evidence::classifier::{Feature, flag};
use crate::check::evidence::unaligned;
use crate::check::figures::units;
use crate::check::pair::Pair;
use crate::model::{Side, Span};
use crate::text::number::{Figure, FigureKind};
use rust_decimal::prelude::ToPrimitive;

/// What speaks for 12 here having become 21 there. `near` is whether they stand in one sentence pair, `about` whether one is a
/// round number for the other, `left` how many other figures of either side are left over.
pub(super) fn features(
    pair: &Pair,
    (zh, en): (&Figure, &Figure),
    near: bool,
    about: bool,
    left: usize,
) -> [Feature; 14] {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (zh_digits, en_digits) = (digits(zh.span.of(pair.zh)), digits(en.span.of(pair.en)));
    let both = !zh_digits.is_empty() && !en_digits.is_empty();
    let value = |f: &Figure| f.low.to_f32().unwrap_or(0.0).abs() + 1.0;
    let is_measured = |side, figure: &Figure| {
        figure.kind != FigureKind::Count || units::of_figure(pair.text(side), side, figure).is_some()
    };
    let units = (is_measured(Side::Zh, zh), is_measured(Side::En, en));
    let around = |side, span: Span| unaligned::around(pair, side, span);
    [
        ("near", flag(near)),
        ("about", flag(about)),
        ("left_over", (left as f32).min(4.0)),
        ("both_in_digits", flag(both)),
        ("small_in_words", flag(is_small_in_words(pair, (zh, en)))),
        ("same_kind", flag(zh.kind == en.kind)),
        ("dated", flag(matches!(zh.kind, FigureKind::Date | FigureKind::Year))),
        ("numbered", flag(zh.kind == FigureKind::Ordinal || en.kind == FigureKind::Ordinal)),
        ("same_unit", flag(is_same_unit(pair, (zh, en)))),
        ("other_units", flag(units == (true, true) && !is_same_unit(pair, (zh, en)))),
        ("one_unit", flag(units.0 != units.1)),
        ("apart", (value(zh) / value(en)).ln().abs().min(6.0)),
        ("like_digits", flag(both && zh_digits.len().abs_diff(en_digits.len()) <= 1 && alike(&zh_digits, &en_digits))),
        ("around_explained", (around(Side::Zh, zh.span) + around(Side::En, en.span)) / 2.0),
    ]
}

/// Whether two figures are telephone numbers or the like, which every country has its own examples of, or the Chinese one goes on
/// in words that no number is read from: 一亿亿亿.
pub(super) fn is_example(pair: &Pair, (zh, en): (&Figure, &Figure)) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let (z, e) = (digits(zh.span.of(pair.zh)), digits(en.span.of(pair.en)));
    let scaled = pair.zh.get(zh.span.end..).is_some_and(|t| t.starts_with(['亿', '億', '兆', '万', '萬']));
    z >= 9 && e >= 9 && z != e || scaled
}

/// Whether both count units of one dimension: days and months, dollars and cents.
pub(super) fn is_same_unit(pair: &Pair, (zh, en): (&Figure, &Figure)) -> bool {
    let unit = |side, text, figure| units::of_figure(text, side, figure).map(|word| word.units);
    let units = (unit(Side::Zh, pair.zh, zh), unit(Side::En, pair.en, en));
    matches!(units, (Some(a), Some(b)) if a.iter().any(|a| b.iter().any(|b| a.is_comparable(*b))))
}

/// How many times a figure may be the other for it to be a slip of that.
const SLIP: f32 = 8.0;

/// Whether two figures are near enough for one to be a slip of the other: two persons and five.
pub(super) fn is_slip(zh: &Figure, en: &Figure) -> bool {
    let value = |f: &Figure| f.low.to_f32().unwrap_or(0.0).abs() + 1.0;
    (value(zh) / value(en)).ln().abs() < SLIP.ln()
}

/// Whether one of the two is a numeral up to three in words, which may count nothing: 一款, 兩者, "the second you close it".
pub(super) fn is_small_in_words(pair: &Pair, (zh, en): (&Figure, &Figure)) -> bool {
    let small = |f: &Figure, text: &str| {
        f.low.to_f32().is_some_and(|v| v <= 3.0) && !f.span.of(text).contains(|c: char| c.is_ascii_digit())
    };
    zh.kind != FigureKind::Ordinal && (small(zh, pair.zh) || small(en, pair.en))
}

/// Whether two rows of digits share all but one, in order.
fn alike(a: &str, b: &str) -> bool {
    let prefix = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let suffix = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    prefix + suffix + 1 >= a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_differ_in_one() {
        assert!(alike("4000", "40000") && alike("0755", "0775") && alike("43", "49"));
        assert!(!alike("1998", "1989") && !alike("65", "8333"));
    }
}
