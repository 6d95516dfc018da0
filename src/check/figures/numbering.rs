//! Numbered articles, chapters and sections that skip a number.

use crate::check::evidence::candidate::Candidate;
use crate::model::{Finding, Kind, Passage, Rule, Severity, Side, Span};
use crate::text::fold::fold;
use crate::text::number::{FigureKind, figures};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// Divisions whose numbers run through a document, as they are written behind 第 and before the number.
const DIVISIONS: [(&str, &str); 2] = [("条", "article"), ("章", "chapter")];

/// Documents with fewer of a division are no text of law.
const LEAST: usize = 4;

pub(in crate::check) fn check(passages: &[Passage], out: &mut Vec<Candidate>) {
    for side in Side::BOTH {
        for division in DIVISIONS {
            let mut last: FxHashMap<&str, (Decimal, usize)> = FxHashMap::default();
            for passage in passages.iter().filter(|p| p.kind != Kind::Segment) {
                let Some((number, span)) = opening(passage.text(side), side, division) else { continue };
                let (before, n) = last.get(passage.id.doc.as_str()).copied().unwrap_or((Decimal::ZERO, 0));
                last.insert(&passage.id.doc, (number, n + 1));
                if n + 1 < LEAST || number <= before.saturating_add(Decimal::ONE) {
                    continue;
                }
                let message = format!("numbering jumps from {before} to {number}");
                let (zh, en) = if side == Side::Zh { (Some(span), None) } else { (None, Some(span)) };
                let id = passage.id.clone();
                out.push(Candidate::new(Finding {
                    rule: Rule::NumberSequence,
                    severity: Severity::Note,
                    confidence: 0.0,
                    id,
                    zh,
                    en,
                    message,
                }));
            }
        }
    }
}

/// The number of the division that a paragraph opens with: 第三條, "Article 3".
fn opening(text: &str, side: Side, (zh, en): (&str, &str)) -> Option<(Decimal, Span)> {
    // Only the opening is read: long paragraphs would cost too much.
    let head = text.get(..text.floor_char_boundary(60))?;
    let figure = figures(head, side).into_iter().next()?;
    let opens = figure.kind == FigureKind::Ordinal && head.get(..figure.span.start)?.trim().is_empty();
    let named = match side {
        Side::Zh => {
            let behind = fold(head.get(figure.span.end..)?).into_owned();
            // 第三條之一 was put in later and has no number of its own.
            behind.trim_start().starts_with(zh) && !behind.contains("条之") && !behind.contains("条第")
        }
        Side::En => {
            let behind = head.get(figure.span.end..)?;
            figure.span.of(head).to_ascii_lowercase().starts_with(en) && !behind.starts_with(['-', '–', ','])
        }
    };
    (opens && named && !figure.is_range()).then_some((figure.low, figure.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings() {
        let zh = |text| opening(text, Side::Zh, DIVISIONS[0]).map(|(n, _)| n);
        assert_eq!(zh("第三條　商標"), Some(Decimal::from(3)));
        assert_eq!(zh("依第三條規定"), None);
        assert_eq!(zh("第三條之一　商標"), None);
        let en = |text| opening(text, Side::En, DIVISIONS[0]).map(|(n, _)| n);
        assert_eq!(en("Article 12 Trademarks"), Some(Decimal::from(12)));
        assert_eq!(en("Article 12-1 Trademarks"), None);
    }
}
