//! Counts that one side derived from the other's: 等5件 is "and 3 other cases" where two are named, 八部門 is "together
//! with 7 other departments". Said, since somebody counted, but no error.

use crate::check::evidence::candidate::Candidate;
use crate::check::figures::matching::Matching;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Span};
use crate::text::number::FigureKind;
use rust_decimal::Decimal;

/// Words beside an English count that say that some were named before.
const OTHERS: [&str; 6] = ["other", "others", "more", "further", "additional", "another"];

pub(in crate::check) fn settle(pair: &Pair, matched: &mut Matching, out: &mut Vec<Candidate>) {
    for j in 0..matched.en.len() {
        let en = matched.en[j].figure;
        if matched.en[j].partner.is_some() || en.kind != FigureKind::Count || !among_others(pair.en, en.span) {
            continue;
        }
        let sentence = matched.en[j].sentence;
        let found = matched.zh.iter().position(|slot| {
            let more = slot.figure.low > en.low && slot.figure.low <= en.low.saturating_add(Decimal::from(12));
            slot.partner.is_none()
                && !slot.settled
                && slot.sentence == sentence
                && slot.figure.kind == FigureKind::Count
                && more
        });
        let Some(i) = found else { continue };
        let zh = matched.zh[i].figure;
        (matched.zh[i].settled, matched.en[j].settled) = (true, true);
        let message = format!(
            "{} is {} others here, so {} should be named before them",
            zh.span.of(pair.zh),
            en.span.of(pair.en),
            zh.low.saturating_sub(en.low).normalize()
        );
        out.push(pair.finding(Rule::NumberDerived, Severity::Note, Some(zh.span), Some(en.span), message));
    }
}

fn among_others(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or("").split_whitespace().next_back();
    let behind = text.get(span.end..).unwrap_or("").split_whitespace().take(2);
    before.into_iter().chain(behind).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        OTHERS.contains(&word.as_str())
    })
}
