//! How likely a figure that the other side does not state was lost there, and is not one that the translation could do
//! without: 第一項 of the article that speaks, a count of what was listed before, a figure that was said already.

use crate::check::evidence::classifier::{Feature, flag};
use crate::check::evidence::unaligned::{self, is_content};
use crate::check::figures::open_figure::Slot;
use crate::check::figures::units;
use crate::check::pair::Pair;
use crate::model::{Side, Span};
use crate::text::number::Figure;
use crate::text::number::FigureKind::{self, Date, Money, Percent, Year};
use crate::wordalign::Class;
use rust_decimal::Decimal;

/// Tokens behind a figure among which the word that it counts is.
const BEHIND: usize = 4;

/// What speaks for an open figure of `slots` being lost among `others`, the figures of the other side.
pub(in crate::check) fn features(
    pair: &Pair,
    side: Side,
    [slots, others]: [&[Slot]; 2],
    slot: &Slot,
    near: bool,
    elsewhere: bool,
    aside: bool,
) -> [Feature; 19] {
    let figure = slot.figure;
    let is = |n: Decimal| figure.low == n && !figure.is_range();
    let open = |slots: &[Slot]| slots.iter().filter(|s| s.open()).count() as f32;
    let tokens = pair.tokens(side);
    let explained = |i: usize| pair.explains(side, i);
    let own = tokens.iter().enumerate().filter(|(_, t)| t.span.overlaps(figure.span)).map(|(i, _)| explained(i));
    let behind = tokens.iter().enumerate().filter(|(_, t)| t.span.start >= figure.span.end).take(BEHIND);
    let counted = behind.into_iter().find(|(_, t)| is_content(side, t)).map_or(0.5, |(i, _)| explained(i));
    [
        ("in_chinese", flag(side == Side::Zh)),
        ("ordinal", flag(figure.kind == FigureKind::Ordinal)),
        ("one", flag(is(Decimal::ONE))),
        ("two", flag(is(Decimal::TWO))),
        ("need_not_be_said", flag(slot.loose)),
        ("said_elsewhere", flag(elsewhere)),
        ("near_reference", flag(near)),
        ("unit_counted", unit_counted(pair, side, figure)),
        ("figure_explained", own.fold(0.0, f32::max)),
        ("more_open_here", (open(slots) - 1.0).min(3.0)),
        ("open_there", open(others).min(3.0)),
        ("mean_explained_there", unaligned::mean(pair, side.other())),
        ("counted_explained", counted),
        ("around_explained", unaligned::around(pair, side, figure.span)),
        ("aside", flag(aside)),
        ("of_unit", flag(units::of_figure(pair.text(side), side, figure).is_some())),
        ("ten_or_more", flag(figure.low >= Decimal::TEN)),
        ("in_digits", flag(figure.span.of(pair.text(side)).contains(|c: char| c.is_numeric()))),
        ("exact", flag(matches!(figure.kind, Percent | Money(_) | Date | Year))),
    ]
}

/// How surely the word that a figure counts, or that names what it numbers, is linked with one that has a figure, 0..=1.
pub(super) fn unit_counted(pair: &Pair, side: Side, figure: &Figure) -> f32 {
    let tokens = pair.tokens(side);
    // "Article 6" is named before its number, 第六條 and "six months" behind it.
    let text = figure.span.of(pair.text(side));
    let named = side == Side::En && text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.contains(' ');
    let unit = if named {
        tokens.iter().position(|t| t.span.start >= figure.span.start)
    } else {
        tokens.iter().position(|t| t.span.start >= figure.span.end && Class::of(&t.key) != Class::Mark)
    };
    let Some(unit) = unit.filter(|at| tokens.get(*at).is_some_and(|t| t.span.start <= figure.span.end + BEHIND)) else {
        return 0.0;
    };
    let other = side.other();
    let links = pair.links().links.iter().filter(|l| l.ends(side).0 == unit);
    let Some(best) = links.max_by(|a, b| a.mass().total_cmp(&b.mass())) else { return 0.0 };
    let Some(there) = pair.tokens(other).get(best.ends(side).1) else { return 0.0 };
    let has_figure = pair.figures.get(other).iter().any(|f| beside(f.span, there.span));
    if has_figure { best.mass() } else { 0.0 }
}

/// Whether two places overlap or have a blank and a mark between them at most.
fn beside(a: Span, b: Span) -> bool {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    second.start <= first.end + 2
}
