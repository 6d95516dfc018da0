//! A query as a bag of words, for questions and for words that no passage has all of: the closest passages. Every word,
//! character and pair of characters counts by its rarity (BM25); what a query says must or must not hold still does.

use super::compile::Compiler;
use super::complexity::distinct;
use super::index_query::IndexQuery;
use crate::Result;
use crate::index::Field;
use crate::model::{Clause, Side};
use crate::text::canon::needle;
use crate::text::english;
use crate::text::fold::is_han;
use crate::text::lemma::lemma;
use crate::text::word_class;

mod weight {
    /// Two characters that stand together; the others are weighed against it.
    pub const PAIR: f32 = 1.0;
    pub const CHAR: f32 = 0.3;
    pub const WORD: f32 = 0.4;
    pub const LATIN: f32 = 2.0;
    pub const LEMMA: f32 = 1.0;
    pub const EXACT_FORM: f32 = 0.3;
}

/// Pieces of a text that are looked for; of a longer one the rarest say what it is about.
const PIECES: usize = 400;

/// Pieces of a long text that find the passages to look at closely, at least; and passages that all of them may stand in,
/// together. Asked for more, 1,600 damaged copies of paragraphs among 236,000 passages led back to them no more often, and
/// the slowest took five times as long.
const TELLING: usize = 16;
const STAND_IN: u64 = 100_000;

/// Canonical characters that a single Chinese text must have before less than all of it will do: a term is exact, a
/// question is not; and how many where it says that it asks.
const QUESTION: usize = 6;
const ASKING: usize = 3;

/// Words that carry meaning which a single English text, a phrase, must have for the same.
const PHRASE: usize = 2;

/// A word of a query, and the side that it is looked for on.
pub(super) type SidedWord<'q> = (&'q str, Option<Side>);

/// The words of a query, and the clauses that hold as they are.
pub(super) struct BagOfWords<'q> {
    pub words: Vec<SidedWord<'q>>,
    pub firm: Vec<&'q Clause>,
}

/// A piece of a text: passages that have it, and the query for them.
pub(super) type Piece = (u64, IndexQuery);

/// Passages that share any of the pieces.
pub(super) fn any_of(mut pieces: Vec<Piece>) -> IndexQuery {
    pieces.retain(|(passages, _)| *passages > 0);
    if pieces.len() > PIECES {
        pieces.sort_by_key(|(passages, _)| *passages);
        pieces.truncate(PIECES);
    }
    IndexQuery::Any(pieces.into_iter().map(|(_, query)| query).collect())
}

/// The rarest pieces of a text: as many as tell where it is from.
pub(super) fn rarest(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.retain(|(passages, _)| *passages > 0);
    pieces.sort_by_key(|(passages, _)| *passages);
    let mut stand_in = 0;
    let most = |(i, (passages, _)): &(usize, &Piece)| {
        stand_in += passages;
        *i < TELLING || stand_in <= STAND_IN
    };
    let telling = pieces.iter().enumerate().take(PIECES).take_while(most).count();
    pieces.truncate(telling);
    pieces
}

/// `None` when the query asks for more than words.
pub(super) fn words_of(clause: &Clause) -> Option<BagOfWords<'_>> {
    let (mut words, mut firm) = (Vec::new(), Vec::new());
    for part in distinct(parts_of(clause)) {
        match part {
            Clause::Words { text, side, .. } => words.push((text.as_str(), *side)),
            Clause::Variants { texts, side } => words.extend(texts.first().map(|text| (text.as_str(), *side))),
            Clause::Not(_) | Clause::Set(_) | Clause::In { .. } | Clause::Dated { .. } | Clause::Field { .. } => {
                firm.push(part);
            }
            _ => return None,
        }
    }
    (!words.is_empty()).then_some(BagOfWords { words, firm })
}

/// The words of a query where some of them may do, also of one that asks for more than words: most such queries that
/// find nothing were pasted with their marks. `None` when the query asks for something definite, a term or a value.
pub(super) fn loosened(clause: &Clause) -> Option<BagOfWords<'_>> {
    let mut bag = BagOfWords { words: Vec::new(), firm: Vec::new() };
    distinct(parts_of(clause)).into_iter().for_each(|part| gather(part, &mut bag));
    let long = |text: &str| match text.chars().any(is_han) {
        true => needle(text).len() >= if asks(text) { ASKING } else { QUESTION } || is_several(text),
        false => english::words(text).filter(|word| !word.is_stop()).count() >= PHRASE,
    };
    let loose = bag.words.len() > 1 || bag.words.iter().any(|(text, _)| long(text));
    loose.then_some(bag)
}

/// Adds the words of a part of a query, whatever signs stand around them; what is no word stays firm.
fn gather<'q>(part: &'q Clause, bag: &mut BagOfWords<'q>) {
    match part {
        Clause::All(parts) | Clause::Any(parts) => parts.iter().for_each(|part| gather(part, bag)),
        Clause::Words { text, side, .. }
        | Clause::Exact { text, side }
        | Clause::Fuzzy { text, side, .. }
        | Clause::Prefix { text, side } => {
            bag.words.push((text, *side));
        }
        Clause::Variants { texts, side } => bag.words.extend(texts.first().map(|text| (text.as_str(), *side))),
        Clause::Near { texts, side, .. } => bag.words.extend(texts.iter().map(|text| (text.as_str(), *side))),
        Clause::Wildcard { pattern, side } | Clause::Regex { pattern, side } => bag.words.push((pattern, *side)),
        Clause::Not(_)
        | Clause::Set(_)
        | Clause::In { .. }
        | Clause::Dated { .. }
        | Clause::Field { .. }
        | Clause::Number { .. }
        | Clause::Has { .. } => bag.firm.push(part),
    }
}

/// Whether a Chinese text is several words by its own marks: 票價/學生.
fn is_several(text: &str) -> bool {
    needle(text).split(|c| !c.is_alphanumeric()).filter(|run| !run.is_empty()).count() > 1
}

/// Whether a Chinese text asks something.
fn asks(text: &str) -> bool {
    let chars = needle(text);
    chars.last() == Some(&'?') || chars.windows(2).any(|pair| word_class::only_asks(&String::from_iter(pair)))
}

fn parts_of(clause: &Clause) -> &[Clause] {
    match clause {
        Clause::All(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

impl Compiler<'_> {
    /// Passages that share anything with the words.
    pub fn sharing(&self, words: &[SidedWord<'_>]) -> IndexQuery {
        let mut shared: Vec<Piece> = Vec::new();
        for (text, side) in words {
            self.share(text, *side, &mut shared);
        }
        any_of(shared)
    }

    /// Passages that share any of the pieces, by how rare those are alone: what is cut out of a passage is in it, however
    /// long that is.
    pub fn any_by_rarity(&self, pieces: Vec<Piece>) -> IndexQuery {
        let by_rarity = |(passages, query): Piece| {
            let rarity = self.rarity_of(passages as f32);
            match query {
                IndexQuery::Boost(query, weight) => query.constant(weight * rarity),
                query => query.constant(rarity),
            }
        };
        IndexQuery::Any(pieces.into_iter().map(by_rarity).collect())
    }

    /// What any of the queries finds where the clauses that are not to be loosened hold, and `without` does not.
    pub fn firmly(&self, any: Vec<IndexQuery>, firm: &[&Clause], without: Option<IndexQuery>) -> Result<IndexQuery> {
        let any = IndexQuery::any(any);
        if firm.is_empty() && without.is_none() {
            // A union of nothing but terms, which an engine can cut short.
            return Ok(any);
        }
        let (mut must, mut not) = (vec![any], Vec::from_iter(without));
        for part in firm {
            match part {
                Clause::Not(inner) => not.push(self.set(inner)?),
                other => must.push(self.set(other)?),
            }
        }
        Ok(IndexQuery::All { must, should: Vec::new(), not })
    }

    fn piece(&self, field: Field, term: &str, weight: f32) -> Piece {
        (self.frequency(field, term), self.term(field, term).boosted(weight))
    }

    fn form_piece(&self, field: Field, plain: &str, weight: f32) -> Piece {
        (self.form_frequency(field, plain), self.in_any_case(field, plain).boosted(weight))
    }

    /// What a text shares with passages, piece by piece.
    pub fn share(&self, text: &str, side: Option<Side>, out: &mut Vec<Piece>) {
        let f = self.fields;
        if side != Some(Side::En) {
            let chars = needle(text);
            let telling = |c: &char| is_han(*c) || c.is_alphanumeric();
            let mut singles: Vec<char> = chars.iter().copied().filter(|c| is_han(*c)).collect();
            singles.sort_unstable();
            singles.dedup();
            out.extend(singles.iter().map(|c| self.piece(f.zh_chars, &c.to_string(), weight::CHAR)));
            let mut pairs: Vec<String> = chars
                .windows(2)
                .filter(|pair| pair.iter().all(telling) && pair.iter().any(|c| is_han(*c)))
                .map(|pair| pair.iter().collect())
                .collect();
            pairs.sort_unstable();
            pairs.dedup();
            out.extend(pairs.iter().map(|pair| self.piece(f.zh_pairs, pair, weight::PAIR)));
            let words = self.words_of(&chars);
            out.extend(words.iter().map(|word| self.piece(f.zh_words, word, weight::WORD)));
        }
        let mut words: Vec<String> = english::words(text).map(|w| w.plain).collect();
        words.sort_unstable();
        words.dedup();
        let mut unknown = Vec::new();
        // Function words say nothing on either side: a Chinese text has "the" in the titles that it quotes.
        for word in words.into_iter().filter(|word| !word_class::is_stop(word)) {
            if side != Some(Side::En) {
                out.push(self.form_piece(f.zh_words, &word, weight::LATIN));
            }
            if side != Some(Side::Zh) {
                let known = self.piece(f.en_lemmas, &lemma(&word), weight::LEMMA);
                if known.0 == 0 {
                    unknown.push(word.clone());
                }
                out.push(known);
                out.push(self.form_piece(f.en_words, &word, weight::EXACT_FORM));
            }
        }
        let likely = self.likely_words(&unknown).into_iter();
        out.extend(likely.map(|(lemma, sure)| self.piece(f.en_lemmas, &lemma, weight::LEMMA * sure)));
    }
}
