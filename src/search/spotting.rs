//! Marks on the words of the other side that render a match. Law: they lie inside the other text, in order, and never
//! on what matched there by itself.

use crate::model::{Hit, KwicLine, Mark, MarkKind, Passage, Side, Sides, Span};
use crate::text::lexicon::Lexicon;
use crate::text::number::figures;
use crate::wordalign::{LearntView, marks};
use std::sync::{Mutex, PoisonError};

/// Matches of a sentence whose renderings are looked for.
const MATCHES: usize = 20;

/// Bytes of text, on both sides of all hits, for which no other thread is woken.
const ALONE: usize = 1_000;

/// Adds the counterpart marks to hits. This thread takes part: to wait for another one to wake takes as long as a hit.
pub(super) fn spot_all(words: &LearntView, hits: &mut [&mut Hit]) {
    let bytes = |hit: &Hit| hit.passage.text(Side::Zh).len() + hit.passage.text(Side::En).len();
    if hits.iter().map(|hit| bytes(hit)).sum::<usize>() < ALONE {
        hits.iter_mut().for_each(|hit| spot(words, hit));
        return;
    }
    let others = rayon::current_num_threads().min(hits.len()).saturating_sub(1);
    let queue = Mutex::new(hits.iter_mut());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(hit) = next() {
            spot(words, hit);
        }
    };
    rayon::in_place_scope(|scope| {
        (0..others).for_each(|_| scope.spawn(|_| work()));
        work();
    });
}

/// Adds the counterpart marks to a hit.
fn spot(words: &LearntView, hit: &mut Hit) {
    let passage = &hit.passage;
    if passage.zh.is_none() || passage.en.is_none() {
        return;
    }
    let matches = Sides::new(matches(passage, &hit.marks, Side::Zh), matches(passage, &hit.marks, Side::En));
    for side in Side::BOTH {
        let mut found = Vec::new();
        for unit in passage.stretches() {
            found.extend(in_unit(words, passage, side, &matches, unit));
        }
        add(hit.marks.get_mut(side.other()), found);
    }
}

/// Marks in a line's counterpart what renders its match.
pub(super) fn spot_line(words: &LearntView, line: &mut KwicLine) {
    let Some(other) = &line.counterpart else { return };
    let matched = |mark: &Mark| mark.kind == MarkKind::Match && is_figure(mark.span.of(other), line.side.other());
    if is_figure(line.matched(), line.side) && line.marks.iter().any(matched) {
        return;
    }
    let (zh, en) = match line.side {
        Side::Zh => (&line.sentence, other),
        Side::En => (other, &line.sentence),
    };
    let found = marks(words, Lexicon::shared(), zh, en, line.side, &[line.node]);
    add(&mut line.marks, found);
}

fn is_figure(text: &str, side: Side) -> bool {
    figures(text, side).first().is_some_and(|figure| figure.span.len() == text.len())
}

/// A match, and whether it is a figure.
type Match = (Span, bool);

fn matches(passage: &Passage, marks: &Sides<Vec<Mark>>, side: Side) -> Vec<Match> {
    let matched = marks.get(side).iter().filter(|mark| mark.kind == MarkKind::Match);
    matched.map(|mark| (mark.span, is_figure(mark.span.of(passage.text(side)), side))).collect()
}

/// What renders the matches of a side that lie in a unit.
fn in_unit(
    words: &LearntView,
    passage: &Passage,
    side: Side,
    matches: &Sides<Vec<Match>>,
    (zh, en): (Span, Span),
) -> Vec<(Span, f32)> {
    let (here, there) = if side == Side::Zh { (zh, en) } else { (en, zh) };
    // A figure that was looked for by its value has matched on the other side too.
    let figure_there = matches.get(side.other()).iter().any(|(span, figure)| *figure && there.contains(*span));
    let wanted = matches.get(side).iter().filter(|(span, figure)| here.contains(*span) && !(*figure && figure_there));
    let inside: Vec<Span> =
        wanted.map(|(span, _)| Span::new(span.start - here.start, span.end - here.start)).take(MATCHES).collect();
    if inside.is_empty() {
        return Vec::new();
    }
    let (zh, en) = (zh.of(passage.text(Side::Zh)), en.of(passage.text(Side::En)));
    let found = marks(words, Lexicon::shared(), zh, en, side, &inside);
    found.into_iter().map(|(span, confidence)| (span.shifted(there.start), confidence)).collect()
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
