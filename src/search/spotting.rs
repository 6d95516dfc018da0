//! Marks on the words of the other side that render a match. Law: they lie inside the other text, in order, and never
//! on what matched there by itself.

use crate::model::{Hit, Mark, MarkKind, Passage, SentencePair, Side, Span};
use crate::text::lexicon::Lexicon;
use crate::text::wordalign::{LearntView, LinkedPair, MARK};

/// Matches of a sentence whose renderings are looked for.
const MATCHES: usize = 20;

/// Adds the counterpart marks to a hit.
pub(super) fn spot(words: &LearntView, hit: &mut Hit) {
    let passage = &hit.passage;
    if passage.zh.is_none() || passage.en.is_none() {
        return;
    }
    for side in Side::BOTH {
        let matches: Vec<Span> = matches(hit.marks.get(side)).collect();
        let mut found = Vec::new();
        for unit in units(passage) {
            found.extend(in_unit(words, passage, side, &matches, unit));
        }
        add(hit.marks.get_mut(side.other()), found);
    }
}

fn matches(marks: &[Mark]) -> impl Iterator<Item = Span> {
    marks.iter().filter(|mark| mark.kind == MarkKind::Match).map(|mark| mark.span)
}

/// The stretches that correspond: linked sentences, or the whole passage.
pub(super) fn units(passage: &Passage) -> Vec<(Span, Span)> {
    let linked = |pair: &SentencePair| Some((pair.zh?, pair.en?));
    match &passage.sentences[..] {
        [] => vec![(Span::new(0, passage.text(Side::Zh).len()), Span::new(0, passage.text(Side::En).len()))],
        pairs => pairs.iter().filter_map(linked).collect(),
    }
}

/// What renders the matches of a side that lie in a unit.
fn in_unit(
    words: &LearntView,
    passage: &Passage,
    side: Side,
    matches: &[Span],
    (zh, en): (Span, Span),
) -> Vec<(Span, f32)> {
    let (here, there) = if side == Side::Zh { (zh, en) } else { (en, zh) };
    let inside: Vec<Span> = matches.iter().copied().filter(|span| here.contains(*span)).take(MATCHES).collect();
    if inside.is_empty() {
        return Vec::new();
    }
    let pair = LinkedPair::new(words, Lexicon::shared(), zh.of(passage.text(Side::Zh)), en.of(passage.text(Side::En)));
    let spot = |span: Span| pair.spot(side, Span::new(span.start - here.start, span.end - here.start));
    let sure = inside.into_iter().flat_map(spot).filter(|(_, confidence)| *confidence >= MARK);
    sure.map(|(span, confidence)| (span.shifted(there.start), confidence)).collect()
}

/// The surest first; what overlaps a mark that is there is left out.
fn add(marks: &mut Vec<Mark>, mut found: Vec<(Span, f32)>) {
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    for (span, confidence) in found {
        if !span.is_empty() && !marks.iter().any(|mark| mark.span.overlaps(span)) {
            marks.push(Mark { span, kind: MarkKind::Counterpart, confidence });
        }
    }
    marks.sort_by_key(|mark| mark.span);
}
