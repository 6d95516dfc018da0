//! The bilingual terms of an index, for a glossary.

use crate::Result;
use crate::model::{GlossaryTerm, Passage, PassageId, Side, Span};
use crate::request::GlossaryRequest;
use crate::text::lexicon::Lexicon;
use crate::wordalign::{LearntView, TermPair, extract};

/// Linked stretches that are looked at; of more, every second, third … passage gives some. A term that matters in so
/// large an index is in them.
const EXAMINED: u64 = 60_000;

/// How often a pair must occur in a small index, and in a large one, where chance brings together more.
const LEAST: usize = 2;
const LEAST_OF_MANY: usize = 3;
const MANY: usize = 20_000;

/// Gives every passage of an index to a visitor.
type Visitor<'v> = &'v mut dyn FnMut(Passage) -> Result<()>;

/// `every_passage` gives the passages that count, `all` of them.
pub(super) fn glossary(
    all: u64,
    words: &LearntView<'_>,
    every_passage: impl FnOnce(Visitor<'_>) -> Result<u64>,
    request: &GlossaryRequest,
) -> Result<Vec<GlossaryTerm>> {
    let every = all.div_ceil(EXAMINED).max(1);
    let (mut texts, mut ids): (Vec<(String, String)>, Vec<PassageId>) = Default::default();
    let mut place = 0;
    every_passage(&mut |passage| {
        place += 1;
        if place % every == 0 && passage.zh.is_some() && passage.en.is_some() {
            for (zh, en) in passage.stretches() {
                let text = |span: Span, side| span.of(passage.text(side)).to_string();
                texts.push((text(zh, Side::Zh), text(en, Side::En)));
                ids.push(passage.id.clone());
            }
        }
        Ok(())
    })?;
    let least = if texts.len() < MANY { LEAST } else { LEAST_OF_MANY };
    let terms = extract(words, Lexicon::shared(), &texts, least).into_iter().take(request.limit);
    let term = |pair: TermPair| {
        let id = ids.get(pair.first)?.clone();
        Some(GlossaryTerm { zh: pair.zh, en: pair.en, count: pair.count, confidence: pair.confidence, id })
    };
    Ok(terms.filter_map(term).collect())
}
