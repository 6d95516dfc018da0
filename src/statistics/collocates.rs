//! What stands near a term: within so many words, or in the sentences that render those that have it.

use super::measures::{log_dice, log_likelihood, mutual_information};
use super::passages::{Counts, add_counts, count_word, over, stretches};
use super::words::each_word;
use crate::Result;
use crate::model::{Collocate, Collocates, Passage, Side, Span, WordForm};
use crate::request::{CollocatesRequest, Measure};
use crate::search::Searcher;
use crate::text::canon::{canon, find_all, needle};
use crate::text::english;
use crate::text::fold::is_han;
use rustc_hash::{FxHashMap, FxHashSet};

/// A term as it is found in a text.
pub(super) enum Node {
    /// Canonical characters.
    Chinese(Vec<char>),
    /// Lemmas of neighbouring words.
    English(Vec<String>),
}

impl Node {
    pub fn new(term: &str, side: Side) -> Node {
        match side {
            Side::Zh => Node::Chinese(needle(term.trim())),
            Side::En => Node::English(english::words(term).map(|word| word.lemma()).collect()),
        }
    }

    /// Where it occurs, bytes of the text.
    pub fn places(&self, text: &str) -> Vec<Span> {
        match self {
            Node::Chinese(chars) => find_all(&canon(text).collect::<Vec<_>>(), chars),
            Node::English(lemmas) => {
                let mut words: Vec<(String, Span)> = Vec::new();
                each_word(text, Side::En, WordForm::Lemma, &mut |word, span| words.push((word.to_string(), span)));
                let rows = words.windows(lemmas.len().max(1));
                let same = |row: &&[(String, Span)]| row.iter().map(|(lemma, _)| lemma).eq(lemmas);
                let span = |row: &[(String, Span)]| Span::new(row[0].1.start, row[row.len() - 1].1.end);
                rows.filter(same).map(span).collect()
            }
        }
    }
}

/// The side that a term is on where nobody says.
pub(super) fn side_of(term: &str, side: Option<Side>) -> Side {
    side.unwrap_or(if term.chars().any(is_han) { Side::Zh } else { Side::En })
}

#[derive(Default)]
struct Near {
    times: u64,
    words: Counts,
}

/// What stands near a term on its own side, or in the sentences that render it.
///
/// # Errors
/// [`crate::Error::Query`] points at what cannot be read in the request.
pub fn collocates(index: &dyn Searcher, request: &CollocatesRequest) -> Result<Collocates> {
    let side = side_of(&request.term, request.filter.side.side());
    let of = if request.across { side.other() } else { side };
    let node = Node::new(&request.term, side);
    let count = |near: &mut Near, passage: &Passage| match request.across {
        true => across(near, passage, side, &node),
        false => beside(near, passage.text(side), side, &node, request.window),
    };
    let add = |all: &mut Near, part: Near| {
        all.times += part.times;
        add_counts(&mut all.words, part.words);
    };
    let near = over(index, &request.query(side)?, count, add)?;
    let vocabulary = index.vocabulary(of, WordForm::Lemma)?;
    let tokens = vocabulary.iter().map(|word| word.times).sum();
    let known: FxHashMap<&str, u64> = vocabulary.iter().map(|word| (word.word.as_str(), word.times)).collect();
    let collocate = |(word, together): (String, u64)| {
        // A word is counted once for each term that it is near, so its own count is a bound.
        let times = known.get(word.as_str()).copied().unwrap_or(0).max(together);
        let seen = together.min(near.times);
        Collocate {
            log_dice: log_dice(seen, near.times, times),
            log_likelihood: log_likelihood(seen, near.times, times, tokens),
            mutual_information: mutual_information(together, near.times, times, tokens),
            word,
            together,
            times,
        }
    };
    let mut collocates: Vec<Collocate> =
        near.words.into_iter().filter(|(_, together)| *together >= request.least).map(collocate).collect();
    let by = |c: &Collocate| match request.measure {
        Measure::LogDice => c.log_dice,
        Measure::LogLikelihood => c.log_likelihood,
        Measure::MutualInformation => c.mutual_information,
    };
    collocates.sort_by(|a, b| by(b).total_cmp(&by(a)).then_with(|| a.word.cmp(&b.word)));
    collocates.truncate(request.limit);
    Ok(Collocates { term: request.term.clone(), side, of, times: near.times, tokens, collocates })
}

/// Words within so many words of each place, each word once a place.
fn beside(near: &mut Near, text: &str, side: Side, node: &Node, window: usize) {
    let places = node.places(text);
    if places.is_empty() {
        return;
    }
    near.times += places.len() as u64;
    let mut words: Vec<(String, Span)> = Vec::new();
    each_word(text, side, WordForm::Lemma, &mut |word, span| words.push((word.to_string(), span)));
    for place in places {
        let first = words.partition_point(|(_, span)| span.end <= place.start);
        let behind = words.partition_point(|(_, span)| span.start < place.end);
        let left = words.get(first.saturating_sub(window)..first).unwrap_or(&[]);
        let right = words.get(behind..words.len().min(behind + window)).unwrap_or(&[]);
        let distinct: FxHashSet<&str> = left.iter().chain(right).map(|(word, _)| word.as_str()).collect();
        distinct.into_iter().for_each(|word| count_word(&mut near.words, word));
    }
}

/// Words of the sentences that render those with the term, each once for a sentence.
fn across(near: &mut Near, passage: &Passage, side: Side, node: &Node) {
    let places = node.places(passage.text(side));
    for (own, other) in stretches(passage, side) {
        let Some(other) = other.filter(|_| places.iter().any(|place| own.overlaps(*place))) else { continue };
        near.times += 1;
        let mut distinct: FxHashSet<String> = FxHashSet::default();
        each_word(other.of(passage.text(side.other())), side.other(), WordForm::Lemma, &mut |word, _| {
            if !distinct.contains(word) {
                distinct.insert(word.to_string());
            }
        });
        distinct.iter().for_each(|word| count_word(&mut near.words, word));
    }
}
