//! Figures that changed places: 甲得3票，乙得5票 and "A got 5 votes and B got 3", 第2項第3款 and "paragraph 3, subparagraph 2".

use super::matching::Matching;
use super::open_figure::touched;
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::number::FigureKind;
use crate::wordalign::WordLink;
use rust_decimal::Decimal;

patterns!(EXCHANGE: Exchange = "exchange.tsv" { zh_party, en_party, clause_end, zh_division, en_division });

pub(super) fn check(pair: &Pair, matching: &Matching, out: &mut Vec<Candidate>) {
    owners(pair, matching, out);
    divisions(pair, matching, out);
}

/// How likely a link must be for its word to say whom a figure belongs to.
const LIKELY: f32 = 0.6;

/// Neighbouring figures that belong to each other's owners on the other side.
fn owners(pair: &Pair, matching: &Matching, out: &mut Vec<Candidate>) {
    for i in 0..matching.zh.len().saturating_sub(1) {
        let (a, b) = (&matching.zh[i], &matching.zh[i + 1]);
        let (Some(pa), Some(pb)) = (a.partner, b.partner) else { continue };
        let measured = |kind| matches!(kind, FigureKind::Count | FigureKind::Percent | FigureKind::Money(_));
        // On the other side the second comes first, right before the other.
        if pb + 1 != pa || !measured(a.figure.kind) || a.figure.kind != b.figure.kind || a.figure.low == b.figure.low {
            continue;
        }
        let (first, second) = (&matching.en[pb], &matching.en[pa]);
        let zh = (
            before(pair.zh, matching.zh.get(i.wrapping_sub(1)).map(|s| s.figure.span), a.figure.span),
            between(a.figure.span, b.figure.span),
        );
        let previous = pb.checked_sub(1).and_then(|p| matching.en.get(p)).map(|s| s.figure.span);
        let en = (before(pair.en, previous, first.figure.span), between(first.figure.span, second.figure.span));
        let Some(by_name) = exchanged_parties(pair, zh, en).or_else(|| exchanged_words(pair, zh, en)) else { continue };
        let zh = Span::new(a.figure.span.start, b.figure.span.end);
        let en = Span::new(first.figure.span.start, second.figure.span.end);
        let quoted = |span: Span| span.of(pair.zh);
        let message = format!("{} and {} have changed places", quoted(a.figure.span), quoted(b.figure.span));
        let severity = if by_name { Severity::Error } else { Severity::Note };
        out.push(pair.finding(Rule::NumberOrder, severity, Some(zh), Some(en), message));
    }
}

fn between(a: Span, b: Span) -> Span {
    Span::new(a.end, b.start)
}

/// What stands before a figure, back to the figure or the sentence end before it.
fn before(text: &str, previous: Option<Span>, figure: Span) -> Span {
    let start = previous.map_or(0, |p| p.end);
    let part = text.get(start..figure.start).unwrap_or("");
    let end = EXCHANGE.clause_end.find_iter(part).last().map_or(0, |m| m.end());
    Span::new(start + end, figure.start)
}

/// Whether 甲 and 乙, "A" and "B" stand before the figures in one order on both sides, so that the figures do not belong
/// to them any more. `None` where they are not named.
fn exchanged_parties(pair: &Pair, zh: (Span, Span), en: (Span, Span)) -> Option<bool> {
    let zh_party = |span: Span| {
        let found = EXCHANGE.zh_party.find_iter(span.of(pair.zh)).last()?;
        "甲乙丙丁戊己庚辛壬癸".chars().position(|c| found.as_str().starts_with(c))
    };
    let en_party = |span: Span| {
        let found = EXCHANGE.en_party.captures_iter(span.of(pair.en)).last()?;
        found.get(1)?.as_str().bytes().next().map(|b| usize::from(b.to_ascii_uppercase() - b'A'))
    };
    let (z, e) = ((zh_party(zh.0)?, zh_party(zh.1)?), (en_party(en.0)?, en_party(en.1)?));
    (z.0 != z.1 && z == e).then_some(true)
}

/// The same by the links of the words before the figures.
fn exchanged_words(pair: &Pair, zh: (Span, Span), en: (Span, Span)) -> Option<bool> {
    let (own, other) = (pair.tokens(Side::Zh), pair.tokens(Side::En));
    let mass = |from: Span, to: Span| -> f32 {
        let links = pair.links().links.iter().filter(|l| l.probability() > LIKELY);
        let inside = links.filter(|l| {
            own.get(l.zh).is_some_and(|t| from.contains(t.span)) && other.get(l.en).is_some_and(|t| to.contains(t.span))
        });
        inside.map(WordLink::mass).sum()
    };
    let straight = mass(zh.0, en.0).min(mass(zh.1, en.1));
    let crossed = mass(zh.0, en.1).max(mass(zh.1, en.0));
    (straight >= 1.0 && crossed < 0.2).then_some(false)
}

/// 第101條第2項第3款 and "Article 101, paragraph 3, subparagraph 2": the same numbers of other divisions.
fn divisions(pair: &Pair, matching: &Matching, out: &mut Vec<Candidate>) {
    let zh: Vec<(Decimal, Span, usize)> = EXCHANGE
        .zh_division
        .find_iter(pair.zh)
        .flat_map(|row| {
            let row = Span::new(row.start(), row.end());
            matching
                .zh
                .iter()
                .filter(move |s| row.contains(s.figure.span))
                .map(move |s| (s.figure.low, s.figure.span, row.start))
        })
        .collect();
    let mut at = 0;
    while at < zh.len() {
        let chain: Vec<_> = zh[at..].iter().take_while(|part| part.2 == zh[at].2).collect();
        at += chain.len();
        if chain.len() < 2 {
            continue;
        }
        let wanted: Vec<Decimal> = chain.iter().map(|part| part.0).collect();
        for row in EXCHANGE.en_division.find_iter(pair.en) {
            let row = Span::new(row.start(), row.end());
            let mut parts: Vec<(usize, Decimal, Span)> = Vec::new();
            for slot in &matching.en[touched(&matching.en, row)] {
                let head = pair.en.get(row.start..slot.figure.span.end).unwrap_or("").to_ascii_lowercase();
                parts.extend(rank(&head).map(|rank| (rank, slot.figure.low, slot.figure.span)));
            }
            parts.sort_by_key(|part| part.0);
            let ranks_differ = parts.windows(2).all(|two| two[0].0 < two[1].0);
            let found: Vec<Decimal> = parts.iter().map(|part| part.1).collect();
            let sorted = |values: &[Decimal]| {
                let mut values = values.to_vec();
                values.sort();
                values
            };
            if ranks_differ && found != wanted && sorted(&found) == sorted(&wanted) {
                let whole = Span::new(chain[0].1.start, chain[chain.len() - 1].1.end);
                let message = format!("{} is not {}", whole.of(pair.zh), row.of(pair.en));
                out.push(pair.finding(Rule::NumberReference, Severity::Error, Some(whole), Some(row), message));
            }
        }
    }
}

/// How small the division is whose name stands last in a text.
fn rank(text: &str) -> Option<usize> {
    const DIVISIONS: [(&str, usize); 9] = [
        ("article", 1),
        ("section", 1),
        ("paragraph", 2),
        ("subsection", 2),
        ("subparagraph", 3),
        ("clause", 4),
        ("item", 4),
        ("point", 4),
        ("subitem", 5),
    ];
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).rfind(|word| word.len() > 3)?;
    DIVISIONS.iter().find(|(name, _)| word.trim_end_matches('s') == *name).map(|(_, rank)| *rank)
}
