//! Text and figures that the counterpart has in the passage before or behind: paragraphs that were cut apart otherwise. What
//! stands there and has nothing opposite is looked through before anything is said to be missing.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::explained::explained;
use crate::check::evidence::judge::judge;
use crate::check::evidence::unaligned::is_content;
use crate::check::missing::side::bigrams;
use crate::check::pair::Pair;
use crate::model::{Finding, Passage, Rule, Side, Span};
use crate::text::lexicon::Lexicon;
use crate::text::number::{Figure, FigureKind, figures};
use crate::wordalign::{LearntView, LinkedPair, Token};
use rust_decimal::Decimal;

/// How many passages before and behind are looked through.
const NEAR: usize = 3;

/// Letters of a word that is shared by chance seldom enough, and how many passages with such a word are compared.
const NAME: usize = 5;
const LOOKED_AT: usize = 20;
/// How far a section may have been moved, in passages.
const FAR: usize = 500;

/// What share of the content words of a text has to be there, and up to where a word there counts as one that nothing explains.
const SHARE: f32 = 0.5;
const OPEN: f32 = 0.4;

/// The share of all that a side says that has to be there for the other not to be too short: a part of it stands opposite.
const SHARE_OF_ALL: f32 = 0.25;

/// Whether what a candidate that would be said calls missing stands in a passage beside it. `pairs` are those of the passages that have both
/// sides, by their places.
pub(super) fn is_said(
    candidate: &Candidate,
    at: usize,
    passages: &[Passage],
    pairs: &[Option<&Pair<'_>>],
    view: &LearntView,
) -> bool {
    let finding = &candidate.finding;
    if matches!(finding.rule, Rule::NumberMissing | Rule::NumberChanged) {
        return judge(candidate.clone()).is_some() && figure_is_said(&candidate.finding, at, passages);
    }
    let looked_for =
        matches!(finding.rule, Rule::MissingSide | Rule::MissingClause | Rule::MissingSentence | Rule::MissingShort);
    if !looked_for || judge(candidate.clone()).is_none() {
        return false;
    }
    let (marked, span) = match (finding.zh, finding.en) {
        (Some(span), None) => (Side::Zh, span),
        (None, Some(span)) => (Side::En, span),
        _ => return false,
    };
    let Some(passage) = passages.get(at) else { return false };
    if finding.rule == Rule::MissingSide && is_left_over_elsewhere(at, marked, passages, view) {
        return true;
    }
    if finding.rule != Rule::MissingSide && is_said_again(passage.text(marked), span) {
        return true;
    }
    let others = near(at, passages);
    // A side that is too short is marked itself; what it lacks is somewhere in the other.
    let short = finding.rule == Rule::MissingShort;
    let side = if short { marked.other() } else { marked };
    let missing = if short { passage.text(side) } else { span.of(passage.text(side)) };
    // What is missing may have been cut up and stand in several of them.
    let mut said: Vec<f32> = Vec::new();
    for i in others {
        let there = passages[i].text(side.other());
        // What has a counterpart of its own is not what is missing here, but where one sentence runs through both.
        let pair = pairs.get(i).copied().flatten().filter(|_| !runs_on(at.min(i), at.max(i), passages));
        let open: Vec<bool> = match pair {
            Some(pair) => pair.explained.get(side.other()).iter().map(|e| *e < OPEN).collect(),
            None => Vec::new(),
        };
        let enough = pair.is_none_or(|pair| {
            let content =
                pair.tokens(side.other()).iter().zip(&open).filter(|(t, open)| **open && is_content(side.other(), t));
            content.count() >= 3
        });
        if there.is_empty() || !enough {
            continue;
        }
        let here = by_word(view, side, missing, there, &open);
        said.resize(here.len(), 0.0);
        said.iter_mut().zip(here).for_each(|(most, one)| *most = most.max(one));
    }
    let share = said.iter().sum::<f32>() / (said.len() as f32).max(1.0);
    share >= if short { SHARE_OF_ALL } else { SHARE }
}

/// What share of the pairs of characters of a Chinese text the rest of its side has where that says it once more.
const SAID_AGAIN: f32 = 0.8;
const LEAST_AGAIN: usize = 8;

/// Whether the rest of a side says what a part of it says: both scripts in one passage, a quotation and what became of it.
fn is_said_again(text: &str, part: Span) -> bool {
    let here = bigrams(part.of(text));
    let (before, behind) = (text.get(..part.start).unwrap_or(""), text.get(part.end..).unwrap_or(""));
    let (before, behind) = (bigrams(before), bigrams(behind));
    let again = here.iter().filter(|two| before.contains(two) || behind.contains(two)).count();
    here.len() >= LEAST_AGAIN && again as f32 >= SAID_AGAIN * here.len() as f32
}

/// Whether a passage of the other side alone, in the document, says what one says that has no other side, and has a
/// name in common with it: sections in another order.
fn is_left_over_elsewhere(at: usize, side: Side, passages: &[Passage], view: &LearntView) -> bool {
    let (text, other) = (passages[at].text(side), side.other());
    let names: Vec<&str> = latin_words(text).filter(|word| word.len() >= NAME).collect();
    let of_doc = |i: &usize| passages[*i].id.doc == passages[at].id.doc;
    let left_over = |i: &usize| passages[*i].side(side).is_none();
    let shares = |i: &usize| latin_words(passages[*i].text(other)).any(|word| names.contains(&word));
    let said = |i: usize| {
        let words = by_word(view, side, text, passages[i].text(other), &[]);
        !words.is_empty() && words.iter().sum::<f32>() >= SHARE * words.len() as f32
    };
    let before = (0..at).rev().take(FAR).take_while(of_doc);
    let behind = (at + 1..passages.len()).take(FAR).take_while(of_doc);
    !names.is_empty() && before.chain(behind).filter(left_over).filter(shares).take(LOOKED_AT).any(said)
}

/// The words in Latin letters of a text.
fn latin_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// The places of the passages before and behind one, of its document.
fn near(at: usize, passages: &[Passage]) -> impl Iterator<Item = usize> + '_ {
    let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(passages.len());
    near.filter(move |i| *i != at && passages[*i].id.doc == passages[at].id.doc)
}

/// Whether an English sentence goes on from one passage into another, as from one subtitle into the next.
fn runs_on(from: usize, to: usize, passages: &[Passage]) -> bool {
    (from..to).all(|i| {
        let (before, behind) = (passages[i].text(Side::En).trim_end(), passages[i + 1].text(Side::En).trim_start());
        let goes_on = before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        goes_on && behind.starts_with(char::is_lowercase)
    })
}

/// Whether a figure that a finding marks stands in a passage beside it, on the other side and without one opposite: rows that
/// were paired one off, a sentence that was moved.
fn figure_is_said(finding: &Finding, at: usize, passages: &[Passage]) -> bool {
    let Some(passage) = passages.get(at) else { return false };
    let marked = [(Side::Zh, finding.zh), (Side::En, finding.en)];
    marked.into_iter().filter_map(|(side, span)| Some((side, span?))).any(|(side, span)| {
        let text = passage.text(side);
        let figure = figures(text, side).into_iter().find(|f| f.span == span);
        let telling = figure.as_ref().is_some_and(is_telling);
        let written = span.of(text);
        let is_version = written.contains('.') && written.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        near(at, passages).any(|i| {
            let stands = |side: Side| {
                let text = passages[i].text(side);
                let agrees = |figure: &Figure| figures(text, side).iter().any(|f| f.agrees(figure));
                let stands = telling || runs_on(at.min(i), at.max(i), passages);
                stands && figure.as_ref().is_some_and(agrees) || is_version && text.contains(written)
            };
            stands(side.other()) && !stands(side)
        })
    })
}

/// Whether a figure is one that does not come up by chance.
fn is_telling(figure: &Figure) -> bool {
    matches!(figure.kind, FigureKind::Date | FigureKind::Percent | FigureKind::Money(_))
        || figure.low.abs() > Decimal::TEN
        || !figure.low.is_integer()
}

/// How far each content word of a text is explained by the open words of another; all are where none is marked.
fn by_word(view: &LearntView, side: Side, missing: &str, there: &str, open: &[bool]) -> Vec<f32> {
    let (zh, en) = if side == Side::Zh { (missing, there) } else { (there, missing) };
    let linked = LinkedPair::new(view, Lexicon::shared(), zh, en);
    let links = linked.links();
    let explained = explained(links, view);
    let tokens: &[Token] = if side == Side::Zh { &links.zh } else { &links.en };
    let is_open = |at: usize| open.is_empty() || open.get(at).copied().unwrap_or(false);
    let by_open = |at: usize| {
        links.links.iter().any(|link| match side {
            Side::Zh => link.zh == at && is_open(link.en),
            Side::En => link.en == at && is_open(link.zh),
        })
    };
    let content = (0..tokens.len()).filter(|at| is_content(side, &tokens[*at]));
    let said = |at: usize| if by_open(at) { explained.get(side).get(at).copied().unwrap_or(0.0) } else { 0.0 };
    content.map(said).collect()
}
