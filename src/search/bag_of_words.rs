//! A query as a bag of words, for questions and for words that no passage has all of: the closest passages. Every word,
//! character and pair of characters counts by its rarity (BM25); what a query says must or must not hold still does.

use super::compile::{Compiler, boost};
use super::complexity::distinct;
use super::exclude::Excluded;
use crate::Result;
use crate::model::{Clause, Side};
use crate::text::canon::needle;
use crate::text::english;
use crate::text::fold::is_han;
use crate::text::lemma::lemma;
use crate::text::word_class;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::Field;

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

/// Canonical characters that a single Chinese text must have before less than all of it will do: a term is exact, a
/// question is not.
const QUESTION: usize = 6;

/// A word of a query, and the side that it is looked for on.
pub(super) type SidedWord<'q> = (&'q str, Option<Side>);

/// The words of a query, and the clauses that hold as they are.
pub(super) struct BagOfWords<'q> {
    pub words: Vec<SidedWord<'q>>,
    pub firm: Vec<&'q Clause>,
}

/// A piece of a text: passages that have it, and the query for them.
pub(super) type Piece = (u64, Box<dyn Query>);

/// Passages that share any of the pieces.
pub(super) fn any_of(mut pieces: Vec<Piece>) -> Box<dyn Query> {
    pieces.retain(|(passages, _)| *passages > 0);
    if pieces.len() > PIECES {
        pieces.sort_by_key(|(passages, _)| *passages);
        pieces.truncate(PIECES);
    }
    Box::new(BooleanQuery::union(pieces.into_iter().map(|(_, query)| query).collect()))
}

/// `None` when the query asks for more than words.
pub(super) fn words_of(clause: &Clause) -> Option<BagOfWords<'_>> {
    let (mut words, mut firm) = (Vec::new(), Vec::new());
    for part in distinct(parts_of(clause)) {
        match part {
            Clause::Words { text, side, .. } => words.push((text.as_str(), *side)),
            Clause::Not(_) | Clause::In { .. } => firm.push(part),
            _ => return None,
        }
    }
    (!words.is_empty()).then_some(BagOfWords { words, firm })
}

/// The same where some of the words may do; `None` when the query asks for something definite.
pub(super) fn loosened(clause: &Clause) -> Option<BagOfWords<'_>> {
    if parts_of(clause).iter().any(|part| matches!(part, Clause::Words { phrase: true, .. })) {
        return None;
    }
    let question = |text: &str| text.chars().any(is_han) && needle(text).len() >= QUESTION;
    words_of(clause).filter(|bag| bag.words.len() > 1 || bag.words.iter().any(|(text, _)| question(text)))
}

fn parts_of(clause: &Clause) -> &[Clause] {
    match clause {
        Clause::All(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

impl Compiler<'_> {
    /// Passages that share anything with the words.
    pub fn sharing(&self, words: &[SidedWord<'_>]) -> Box<dyn Query> {
        let mut shared: Vec<Piece> = Vec::new();
        for (text, side) in words {
            self.share(text, *side, &mut shared);
        }
        any_of(shared)
    }

    /// What any of the queries finds where the clauses that are not to be loosened hold, and `without` does not.
    pub fn firmly(
        &self,
        mut any: Vec<Box<dyn Query>>,
        firm: &[&Clause],
        without: Option<Box<dyn Query>>,
    ) -> Result<Box<dyn Query>> {
        let any = if any.len() == 1 { any.swap_remove(0) } else { Box::new(BooleanQuery::union(any)) };
        if firm.is_empty() && without.is_none() {
            // A union of nothing but terms, which tantivy can cut short.
            return Ok(any);
        }
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, any)];
        clauses.extend(without.map(|query| (Occur::MustNot, Box::new(Excluded(query)) as Box<dyn Query>)));
        for part in firm {
            match part {
                Clause::Not(inner) => clauses.push((Occur::MustNot, Box::new(Excluded(self.set(inner)?)))),
                other => clauses.push((Occur::Must, self.set(other)?)),
            }
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn piece(&self, field: Field, term: &str, weight: f32) -> Piece {
        (self.frequency(field, term), boost(self.term(field, term), weight))
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
        for word in words {
            if side != Some(Side::En) {
                out.push(self.piece(f.zh_words, &word, weight::LATIN));
            }
            if side != Some(Side::Zh) && !word_class::is_stop(&word) {
                out.push(self.piece(f.en_lemmas, &lemma(&word), weight::LEMMA));
                out.push(self.piece(f.en_words, &word, weight::EXACT_FORM));
            }
        }
    }
}
