//! What a unit gains that stays alone where it stands, since it may be rendered elsewhere: the best chain of beads
//! cannot cross itself, so it must know that leaving a unit out of order alone loses little.

use super::anchors::Candidate;
use super::context::Context;
use super::document::Text;
use super::gains::{Rendered, Scratch};
use super::length::difference;
use crate::model::Sides;

/// By sentence, given pairs that share rare words: half of what the best pair gains beyond the cost of moving, as a log
/// score; the other half is that of the sentence it is paired with.
pub(super) fn of_sentences(context: &Context<'_>, candidates: &[Candidate], scratch: &mut Scratch) -> Sides<Vec<f32>> {
    let mut gains = Sides::new(vec![0.0f32; context.zh.len()], vec![0.0f32; context.en.len()]);
    let unit = |i: usize| i..i + 1;
    let mut rendered = Rendered::default();
    for Candidate { zh, en, weight } in candidates {
        let (zh_tokens, en_tokens) = (context.zh.tokens(unit(*zh)), context.en.tokens(unit(*en)));
        scratch.zh.come_near(zh_tokens, context.backward());
        scratch.zh.rendered(en_tokens, context.backward(), &mut rendered);
        scratch.zh.add(&rendered, context.backward());
        let words = context.words * (weight + scratch.zh.of(zh_tokens));
        scratch.zh.clear();
        scratch.zh.leave(zh_tokens);
        let (z, e) = (context.zh_length(unit(*zh)), context.en.length(unit(*en)));
        let length = context.adapted.by_length(difference(z as f32, e as f32), context.parameters);
        let half = 0.5 * (words + length - context.parameters.moving);
        gains.zh[*zh] = gains.zh[*zh].max(half);
        gains.en[*en] = gains.en[*en].max(half);
    }
    gains
}

/// By clause, given those of the sentences: by their lengths.
pub(super) fn of_clauses(text: &Sides<Text>, sentences: &Sides<Vec<f32>>) -> Sides<Vec<f32>> {
    let of = |text: &Text, gains: &[f32]| -> Vec<f32> {
        let sentences = text.clause_starts.windows(2).zip(gains);
        let parts = sentences.flat_map(|(ends, gain)| {
            let all = text.clauses.length(ends[0]..ends[1]).max(1.0);
            (ends[0]..ends[1]).map(move |clause| gain * (text.clauses.length(clause..clause + 1) / all) as f32)
        });
        parts.collect()
    };
    Sides::new(of(&text.zh, &sentences.zh), of(&text.en, &sentences.en))
}
