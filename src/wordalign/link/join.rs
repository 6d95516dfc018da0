//! The links of a passage put together from those of its stretches, each of which was linked by itself.

use super::super::stored::LearntView;
use super::super::token::{Token, tokens};
use super::align::stored;
use super::word_links::{WordLink, WordLinks};
use crate::model::{Side, Sides, Span};
use crate::text::lexicon::Lexicon;

/// `None` where a stretch has no stored links.
pub(in crate::wordalign) fn join_stretches(
    view: &LearntView,
    lexicon: Lexicon,
    zh: &str,
    en: &str,
    stretches: &[(Span, Span)],
) -> Option<WordLinks> {
    let parts: Vec<WordLinks> = stretches
        .iter()
        .map(|(z, e)| stored(view, lexicon, zh.get(z.start..z.end)?, en.get(e.start..e.end)?, Side::En, &[]))
        .collect::<Option<_>>()?;
    if parts.is_empty() {
        return None;
    }
    let side = |side: Side, text: &str| {
        let of = |(stretch, part): (&(Span, Span), &WordLinks)| match side {
            Side::Zh => (stretch.0, part.zh.clone()),
            Side::En => (stretch.1, part.en.clone()),
        };
        join(view, text, stretches.iter().zip(&parts).map(of).collect())
    };
    let (zh, en) = (side(Side::Zh, zh), side(Side::En, en));
    let starts = Sides::new(zh.1, en.1);
    let mut words = WordLinks { zh: zh.0, en: en.0, ..WordLinks::default() };
    let mut links: Vec<(WordLink, f32)> = Vec::new();
    for (i, part) in parts.into_iter().enumerate() {
        let (zh, en) = (*starts.zh.get(i)?, *starts.en.get(i)?);
        let shifted = part.links.into_iter().map(|link| WordLink { zh: link.zh + zh, en: link.en + en, ..link });
        links.extend(shifted.zip(part.trust));
        words.whole_terms.extend(part.whole_terms.into_iter().map(|term| term.shifted(zh, en)));
    }
    links.sort_by_key(|(link, _)| (link.en, link.zh));
    (words.links, words.trust) = links.into_iter().unzip();
    Some(words)
}

/// The tokens of a text of which stretches are cut already, and where the tokens of each stretch begin.
fn join(view: &LearntView, text: &str, stretches: Vec<(Span, Vec<Token>)>) -> (Vec<Token>, Vec<usize>) {
    let mut starts = vec![0; stretches.len()];
    let mut in_order: Vec<(usize, (Span, Vec<Token>))> = stretches.into_iter().enumerate().collect();
    in_order.sort_by_key(|(_, (span, _))| *span);
    let (mut out, mut at) = (Vec::new(), 0);
    let shifted = |token: Token, by: usize| Token { span: token.span.shifted(by), ..token };
    let gap = |out: &mut Vec<Token>, from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or_default();
        out.extend(tokens(between, view).into_iter().map(|token| shifted(token, from)));
    };
    for (i, (span, cut)) in in_order {
        gap(&mut out, at, span.start);
        if let Some(start) = starts.get_mut(i) {
            *start = out.len();
        }
        out.extend(cut.into_iter().map(|token| shifted(token, span.start)));
        at = span.end;
    }
    gap(&mut out, at, text.len());
    (out, starts)
}
