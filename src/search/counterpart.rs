//! The other side of a text that someone has at hand: pasted, cut, damaged, in the other script. Passages that share
//! words and characters with it are candidates; how well the text fits into each decides.

use super::bag_of_words::{any_of, rarest};
use super::compile::Compiler;
use super::dictionary::settled;
use super::documents::DocumentCache;
use super::engine::{Engine, Found};
use super::similarity::{Letters, Needle, best_occurrence};
use crate::Result;
use crate::model::{Counterpart, CounterpartMatch, DocumentInfo, Level, Passage, SentencePair, Side, Sides, Span};
use crate::request::CounterpartRequest;
use crate::text::detect::side;
use std::sync::Arc;

/// Passages that are looked at closely; of a short text more, since many share a word with it.
const CANDIDATES: usize = 40;
const CANDIDATES_OF_SHORT: usize = 400;
/// Letters of a short text.
const SHORT: usize = 80;
/// Letters of the text that are compared, and words that are looked up: enough to tell any passage from another.
const MAX_LETTERS: usize = 2_000;
/// Below this similarity a passage is no counterpart but a coincidence.
const FLOOR: f32 = 0.4;
/// Share of a passage's letters from which on the whole passage is meant.
const WHOLE: f32 = 0.6;

pub(super) fn counterpart(engine: &dyn Engine, request: &CounterpartRequest) -> Result<Counterpart> {
    let text = undo_wraps(&request.text);
    let from = side(&text).unwrap_or(Side::En);
    let cut = cut_at(&text, MAX_LETTERS);
    let dictionary = engine.dictionary();
    let compiler = Compiler { fields: engine.fields(), dictionary: dictionary.as_ref() };
    let shared = settled(dictionary.as_ref(), || {
        let mut shared = Vec::new();
        compiler.share(cut, Some(from), &mut shared);
        let pieces = rarest(shared);
        Ok(match from {
            Side::En => compiler.any_by_rarity(pieces),
            // Single characters stand in every long passage.
            Side::Zh => any_of(pieces),
        })
    })?;
    let needle = Needle::of(cut);
    let candidates = if needle.len() <= SHORT { CANDIDATES_OF_SHORT } else { CANDIDATES };
    let mut documents = DocumentCache::new(engine);
    let mut matches = Vec::new();
    for Found { passage, .. } in engine.top(&shared, candidates, false)? {
        let document = documents.get(&passage.id.doc)?;
        matches.extend(fit(&needle, passage, document, from, request.level.level()));
    }
    // Of passages that have it alike, the one that is little else.
    matches
        .sort_by(|(a, whole_a), (b, whole_b)| b.similarity.total_cmp(&a.similarity).then(whole_b.total_cmp(whole_a)));
    let matches = matches.into_iter().map(|(found, _)| found).take(request.limit).collect();
    Ok(Counterpart { from, matches })
}

/// How the text fits into a passage, at the level that is wanted, and the share of the passage's letters that it takes.
fn fit(
    needle: &Needle,
    passage: Passage,
    document: Arc<DocumentInfo>,
    from: Side,
    level: Option<Level>,
) -> Option<(CounterpartMatch, f32)> {
    let text = passage.text(from);
    let letters = Letters::of(text);
    let found = best_occurrence(needle, &letters)?;
    let share = letters.within(found.span) as f32 / letters.len().max(1) as f32;
    // A passage inside a longer text fits as far as it reaches.
    let similarity = found.similarity;
    if similarity < FLOOR {
        return None;
    }
    let level = level.unwrap_or(match passage.sentences.len() {
        0 | 1 => Level::Paragraph,
        _ if share >= WHOLE => Level::Paragraph,
        _ => Level::Sentence,
    });
    let whole = |side: Side| passage.side(side).map(|s| Span::new(0, s.text.len()));
    if level == Level::Paragraph || passage.sentences.is_empty() {
        let parts = Sides::new(whole(Side::Zh), whole(Side::En));
        let id = passage.id.clone();
        return Some((CounterpartMatch { id, level: Level::Paragraph, similarity, passage, document, parts }, share));
    }
    let meant: Vec<usize> = (0..passage.sentences.len())
        .filter(|i| passage.sentences[*i].get(from).is_some_and(|s| touches(s, found.span)))
        .collect();
    let first = *meant.first()?;
    let parts = Sides::new(cover(&passage.sentences, &meant, Side::Zh), cover(&passage.sentences, &meant, Side::En));
    let id = passage.id.with_sentence(first as u32 + 1);
    Some((CounterpartMatch { id, level, similarity, passage, document, parts }, share))
}

/// Whether a sentence is meant by what was found: more than a scrap of it, or most of what was found, lies in it.
fn touches(sentence: Span, found: Span) -> bool {
    let shared = sentence.end.min(found.end).saturating_sub(sentence.start.max(found.start));
    shared * 4 >= sentence.len() || shared * 2 >= found.len()
}

/// The stretch from the first to the last of the sentences on a side.
fn cover(sentences: &[SentencePair], meant: &[usize], side: Side) -> Option<Span> {
    let spans = meant.iter().filter_map(|i| sentences[*i].get(side));
    spans.reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end)))
}

/// Lines of a paste joined: a hyphen at the end of a line is undone, English words keep a blank between them.
fn undo_wraps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let hyphen = out.ends_with('-') && line.starts_with(|c: char| c.is_ascii_lowercase());
        if hyphen {
            out.pop();
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// The text up to so many characters.
fn cut_at(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(at, _)| &text[..at])
}
