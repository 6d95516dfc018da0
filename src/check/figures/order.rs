//! Figures in an order that says something else: two things are named in one order on this side and in the other on
//! that side, while the figures that belong to them "respectively" keep their order on both.

use crate::check::evidence::candidate::Candidate;
use crate::check::figures::matching::Matching;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Span};
use crate::text::number::FigureKind;

/// Sentences of one side that say "respectively", checked against where their figures went.
pub(in crate::check) fn check(pair: &Pair, matched: &Matching, out: &mut Vec<Candidate>) {
    for (place, _) in pair.en.match_indices("respectively") {
        // The figures of the clause, up to the last sentence end before the word and to the next one behind it.
        let clause = clause(pair.en, place);
        let mut en: Vec<(usize, usize)> = Vec::new();
        for (j, slot) in matched.en.iter().enumerate() {
            if let Some(i) = slot.partner.filter(|_| clause.contains(slot.figure.span)) {
                en.push((j, i));
            }
        }
        // Those that belong together are of one kind: what is counted, then the shares of it.
        let of = |kinds: fn(FigureKind) -> bool| -> Vec<(usize, usize)> {
            en.iter().copied().filter(|(j, _)| matched.en.get(*j).is_some_and(|s| kinds(s.figure.kind))).collect()
        };
        let counted = of(|kind| matches!(kind, FigureKind::Count | FigureKind::Money(_)));
        let shares = of(|kind| kind == FigureKind::Percent);
        let (Some(counts), Some(rates)) = (last_two(&counted), last_two(&shares)) else { continue };
        if counts.0.1 > counts.1.1 && rates.0.1 < rates.1.1 || counts.0.1 < counts.1.1 && rates.0.1 > rates.1.1 {
            let span = |a: usize, b: usize, side: &[crate::check::figures::open_figure::Slot]| {
                let (a, b) = (side.get(a)?.figure.span, side.get(b)?.figure.span);
                Some(Span::new(a.start.min(b.start), a.end.max(b.end)))
            };
            let zh = span(counts.0.1, rates.1.1.max(rates.0.1), &matched.zh);
            let zh = zh.map(|z| Span::new(z.start.min(start(matched, counts.1.1).unwrap_or(z.start)), z.end));
            let en = span(counts.0.0, rates.1.0, &matched.en);
            let quoted = |at: usize| matched.en.get(at).map_or("", |s| s.figure.span.of(pair.en));
            let message = format!(
                "{} and {} change places but {} and {} do not, so \"respectively\" pairs them otherwise",
                quoted(counts.0.0),
                quoted(counts.1.0),
                quoted(rates.0.0),
                quoted(rates.1.0)
            );
            out.push(pair.finding(Rule::NumberOrder, Severity::Error, zh, en, message));
        }
    }
}

fn start(matched: &Matching, i: usize) -> Option<usize> {
    matched.zh.get(i).map(|s| s.figure.span.start)
}

fn last_two<T: Copy>(items: &[T]) -> Option<(T, T)> {
    match items {
        [.., a, b] => Some((*a, *b)),
        _ => None,
    }
}

/// The sentence around a place: a full stop ends it only before a blank.
fn clause(text: &str, at: usize) -> Span {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind(". ").map_or(0, |i| i + 2).max(before.rfind("; ").map_or(0, |i| i + 2));
    let behind = text.get(at..).unwrap_or("");
    let end = [". ", "; "].iter().filter_map(|stop| behind.find(stop)).min().map_or(text.len(), |i| at + i);
    Span::new(start, end)
}
