//! What stands near a term: within so many words, or in the sentences that render those that have it.

use super::measures::{log_dice, log_likelihood, mutual_information};
use super::passages::{over, over_read, stretches};
use super::words::{each_index_word, each_word, size};
use crate::Result;
use crate::model::{Collocate, Collocates, Passage, Side, Span, WordForm};
use crate::request::{CollocatesRequest, Measure};
use crate::search::Searcher;
use crate::text::canon::{canon, find_all, needle};
use crate::text::english;
use crate::text::fold::is_han;
use crate::text::word_map::WordMap;
use rustc_hash::FxHashMap;

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

    /// Whether every text that a query for it finds has it: it is not a row of several, which a query finds apart too.
    fn is_one_word(&self) -> bool {
        match self {
            Node::Chinese(chars) => chars.iter().all(|c| is_han(*c)),
            Node::English(lemmas) => {
                lemmas.len() == 1 && lemmas.iter().all(|lemma| lemma.chars().all(char::is_alphabetic))
            }
        }
    }

    /// Where it occurs, bytes of the text.
    pub fn places(&self, text: &str) -> Vec<Span> {
        match self {
            Node::Chinese(chars) => find_all(&canon(text).collect::<Vec<_>>(), chars),
            Node::English(lemmas) => {
                let (mut places, mut row) = (Vec::new(), LemmaRow::of(lemmas));
                each_word(text, Side::En, WordForm::Lemma, &mut |word, span| places.extend(row.next(word, span)));
                places
            }
        }
    }

    /// How often it occurs in a text of its side, and the size of that text, in one reading where that is enough.
    pub fn times_and_size(&self, text: &str) -> (u64, u64) {
        match self {
            Node::Chinese(_) => (self.places(text).len() as u64, size(text, Side::Zh)),
            Node::English(lemmas) => {
                let (mut times, mut size, mut row) = (0, 0, LemmaRow::of(lemmas));
                each_word(text, Side::En, WordForm::Lemma, &mut |word, span| {
                    size += 1;
                    times += u64::from(row.next(word, span).is_some());
                });
                (times, size)
            }
        }
    }
}

/// Words in a row, looked for in a text that is read word by word.
struct LemmaRow<'n> {
    lemmas: &'n [String],
    /// Rows that have begun: how many words of each stand there, and where it begins.
    begun: Vec<(usize, usize)>,
}

impl<'n> LemmaRow<'n> {
    fn of(lemmas: &'n [String]) -> Self {
        LemmaRow { lemmas, begun: Vec::new() }
    }

    /// The row that ends with this word.
    fn next(&mut self, word: &str, span: Span) -> Option<Span> {
        let lemmas = self.lemmas;
        self.begun.retain_mut(|(there, _)| {
            let goes_on = lemmas.get(*there).is_some_and(|lemma| lemma == word);
            *there += 1;
            goes_on
        });
        if lemmas.first().is_some_and(|lemma| lemma == word) {
            self.begun.push((1, span.start));
        }
        // The one that began first ends first.
        let (_, start) = self.begun.first().copied().filter(|(there, _)| *there == lemmas.len())?;
        self.begun.remove(0);
        Some(Span::new(start, span.end))
    }
}

/// The words of a text with where they stand, the words in one piece of memory.
#[derive(Default)]
struct WordsOfText {
    letters: String,
    /// Where each word ends among the letters, and where it stands in the text.
    words: Vec<(usize, Span)>,
}

impl WordsOfText {
    fn push(&mut self, word: &str, span: Span) {
        self.letters.push_str(word);
        self.words.push((self.letters.len(), span));
    }

    fn word(&self, n: usize) -> &str {
        let start = n.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |(end, _)| *end);
        self.words.get(n).and_then(|(end, _)| self.letters.get(start..*end)).unwrap_or_default()
    }
}

/// The side that a term is on where nobody says.
pub(super) fn side_of(term: &str, side: Option<Side>) -> Side {
    side.unwrap_or(if term.chars().any(is_han) { Side::Zh } else { Side::En })
}

/// Words near a term, each counted once for each place of it.
#[derive(Default)]
struct Near {
    times: u64,
    /// For how many places, and which place was the last one, counted from one.
    words: WordMap<(u64, u64)>,
}

impl Near {
    fn count(&mut self, word: &str) {
        let (places, last) = self.words.value(word);
        if *last != self.times {
            (*places, *last) = (*places + 1, self.times);
        }
    }
}

/// What stands near a term on its own side, or in the sentences that render it.
///
/// # Errors
/// [`crate::Error::Query`] points at what cannot be read in the request.
pub fn collocates(index: &dyn Searcher, request: &CollocatesRequest) -> Result<Collocates> {
    let side = side_of(&request.term, request.filter.side.side());
    let of = if request.across { side.other() } else { side };
    let node = Node::new(&request.term, side);
    let near = near(index, request, side, &node)?;
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
    let together = near.words.into_words().map(|(word, (together, _))| (word, together));
    let mut collocates: Vec<Collocate> =
        together.filter(|(_, together)| *together >= request.least).map(collocate).collect();
    let by = |c: &Collocate| match request.measure {
        Measure::LogDice => c.log_dice,
        Measure::LogLikelihood => c.log_likelihood,
        Measure::MutualInformation => c.mutual_information,
    };
    collocates.sort_by(|a, b| by(b).total_cmp(&by(a)).then_with(|| a.word.cmp(&b.word)));
    collocates.truncate(request.limit);
    Ok(Collocates { term: request.term.clone(), side, of, times: near.times, tokens, collocates })
}

/// The words near a term; those of whole sentences are taken from the postings of the index where it may do so.
fn near(index: &dyn Searcher, request: &CollocatesRequest, side: Side, node: &Node) -> Result<Near> {
    let query = request.query(side)?;
    let add = |all: &mut Near, part: Near| {
        all.times += part.times;
        for (word, (together, _)) in part.words.into_words() {
            all.words.value(&word).0 += together;
        }
    };
    if !request.across {
        let count = |near: &mut Near, passage: &Passage| beside(near, passage.text(side), side, node, request.window);
        return over(index, &query, count, add);
    }
    let count = |near: &mut Near, passage: &Passage| across(near, passage, side, node);
    if !node.is_one_word() {
        return over(index, &query, count, add);
    }
    let mut of_postings = Near::default();
    let read = |visit: &mut dyn FnMut(Passage) -> Result<()>| {
        let mut together = |word: &str, passages| of_postings.words.value(word).0 = passages;
        of_postings.times = index.each_or_words(&query, side.other(), &mut together, visit)?;
        Ok(of_postings.times)
    };
    let mut near = over_read(read, count, add)?;
    add(&mut near, of_postings);
    Ok(near)
}

/// Words within so many words of each place, each word once a place.
fn beside(near: &mut Near, text: &str, side: Side, node: &Node, window: usize) {
    let mut words = WordsOfText::default();
    let places = match node {
        Node::Chinese(_) => {
            let places = node.places(text);
            if !places.is_empty() {
                each_word(text, side, WordForm::Lemma, &mut |word, span| words.push(word, span));
            }
            places
        }
        Node::English(lemmas) => {
            let (mut places, mut row) = (Vec::new(), LemmaRow::of(lemmas));
            each_word(text, side, WordForm::Lemma, &mut |word, span| {
                words.push(word, span);
                places.extend(row.next(word, span));
            });
            places
        }
    };
    for place in places {
        near.times += 1;
        let first = words.words.partition_point(|(_, span)| span.end <= place.start);
        let behind = words.words.partition_point(|(_, span)| span.start < place.end);
        let left = first.saturating_sub(window)..first;
        let right = behind..words.words.len().min(behind.saturating_add(window));
        left.chain(right).for_each(|n| near.count(words.word(n)));
    }
}

/// Words of the sentences that render those with the term, each once for a sentence.
fn across(near: &mut Near, passage: &Passage, side: Side, node: &Node) {
    let places = node.places(passage.text(side));
    let of = side.other();
    for (own, other) in stretches(passage, side) {
        let Some(other) = other.filter(|_| places.iter().any(|place| own.overlaps(*place))) else { continue };
        near.times += 1;
        each_index_word(other.of(passage.text(of)), of, WordForm::Lemma, &mut |word| near.count(word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_words_is_found_wherever_it_stands() {
        for (term, text, want) in [
            ("secret", "Secrets of secret secrets.", &["Secrets", "secret", "secrets"][..]),
            ("trade secret", "Trade, trade secrets; a secret trade", &["trade secrets"]),
            ("x y x", "x y x y x", &["x y x", "x y x"]),
            ("x x", "x x x y x", &["x x", "x x"]),
            ("", "nothing", &[]),
        ] {
            let node = Node::new(term, Side::En);
            let found: Vec<&str> = node.places(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, want, "{term}");
            assert_eq!(node.times_and_size(text), (want.len() as u64, size(text, Side::En)), "{term}");
        }
    }
}
