//! How likely a figure that the other side does not state was lost there, and is not one that the translation could do
//! without: 第一項 of the article that speaks, a count of what was listed before, a figure that was said already.

use super::coverage::{self, is_content};
use super::judge::{Judge, Judges, flag};
use super::matched::Slot;
use super::pair::Pair;
use crate::model::{Side, Span};
use crate::text::number::{Figure, FigureKind};
use crate::wordalign::Class;
use rust_decimal::Decimal;

/// What the evidence of a figure weighs, in the order of [`evidence`].
pub(super) const LOST: Judges<13> = Judges {
    norms: Judge {
        sure: 0.58,
        bias: 0.55,
        weights: [-0.26, 0.73, -1.92, -0.35, -1.27, -1.50, -0.74, 0.03, 0.64, -1.15, -0.99, 0.76, 0.60],
    },
    prose: Judge {
        sure: 0.5,
        bias: 0.30,
        weights: [0.91, 0.42, -4.84, -0.85, -2.40, -0.60, 0.00, 0.55, -0.38, -0.71, 0.31, 0.94, 0.70],
    },
};

/// Tokens behind a figure among which the word that it counts is.
const BEHIND: usize = 4;

/// What speaks for an open figure of `slots` being lost among `others`, the figures of the other side.
pub(super) fn evidence(
    pair: &Pair,
    side: Side,
    slots: &[Slot],
    others: &[Slot],
    slot: &Slot,
    near: bool,
    elsewhere: bool,
) -> [f32; 13] {
    let figure = slot.figure;
    let is = |n: Decimal| figure.low == n && !figure.is_range();
    let open = |slots: &[Slot]| slots.iter().filter(|s| s.open()).count() as f32;
    let tokens = pair.linked.tokens(side);
    let explained = |i: usize| pair.explains(side, i);
    let own = tokens.iter().enumerate().filter(|(_, t)| t.span.overlaps(figure.span)).map(|(i, _)| explained(i));
    let behind = tokens.iter().enumerate().filter(|(_, t)| t.span.start >= figure.span.end).take(BEHIND);
    let counted = behind.into_iter().find(|(_, t)| is_content(side, t)).map_or(0.5, |(i, _)| explained(i));
    [
        flag(side == Side::Zh),
        flag(figure.kind == FigureKind::Ordinal),
        flag(is(Decimal::ONE)),
        flag(is(Decimal::TWO)),
        flag(slot.loose),
        flag(elsewhere),
        flag(near),
        unit_counted(pair, side, figure),
        own.fold(0.0, f32::max),
        (open(slots) - 1.0).min(3.0),
        open(others).min(3.0),
        coverage::mean(pair, side.other()),
        counted,
    ]
}

/// How surely the word that a figure counts, or that names what it numbers, is linked with one that has a figure, 0..=1.
fn unit_counted(pair: &Pair, side: Side, figure: &Figure) -> f32 {
    let tokens = pair.linked.tokens(side);
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
    let Some(there) = pair.linked.tokens(other).get(best.ends(side).1) else { return 0.0 };
    let has_figure = pair.figures.get(other).iter().any(|f| beside(f.span, there.span));
    if has_figure { best.mass() } else { 0.0 }
}

/// Whether two places overlap or have a blank and a mark between them at most.
fn beside(a: Span, b: Span) -> bool {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    second.start <= first.end + 2
}
