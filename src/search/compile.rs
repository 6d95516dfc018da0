//! A query's clauses to tantivy queries. Recall and order are kept apart: what must match decides the set, exactly;
//! words, exact forms and neighbours only add to the score.

use super::complexity::{self, distinct};
use super::exclude::Excluded;
use super::executable::{AnyTerm, Executable, Ordered, bonus};
use super::expand::{Like, like_in};
use crate::index::{Fields, MAX_TERM_BYTES};
use crate::model::{Bound, Clause, Kind, Place, Side};
use crate::text::canon::needle;
use crate::text::english;
use crate::text::fold::{fold, is_han};
use crate::text::lemma::lemma;
use crate::text::number;
use crate::text::pattern::whole_word;
use crate::{Error, Result};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::ops::Bound as End;
use std::str::FromStr;
use tantivy::Searcher;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Term};

/// How much each sign counts, against a lemma or a pair of characters at 1.
mod weight {
    /// The word as it was typed, beside its lemma.
    pub const EXACT_FORM: f32 = 0.6;
    /// Neighbouring words of the query that are neighbours in the text.
    pub const NEIGHBOURS: f32 = 1.5;
    /// A Chinese word of the query that is a word of the text.
    pub const WORD: f32 = 0.5;
    /// A title or heading that has the words.
    pub const HEADING: f32 = 0.2;
}

/// Characters of a Chinese text that are looked up as words; a longer one is a pasted sentence, whose words add nothing.
const MAX_WORDS_FROM: usize = 24;
const MAX_WORD: usize = 6;
/// Bare English words whose neighbours are looked for; more are a pasted text.
const MAX_NEIGHBOURS: usize = 32;

/// Compiles against one view of the index, whose own dictionary tells which words there are.
pub(super) struct Compiler<'s> {
    pub fields: &'s Fields,
    pub searcher: &'s Searcher,
}

impl Compiler<'_> {
    /// The query for a whole clause.
    ///
    /// # Errors
    /// It asks for more than a query may.
    pub fn query(&self, clause: &Clause) -> Result<Executable> {
        complexity::check(clause)?;
        let heading = self.heading();
        let (query, terms) = match clause {
            Clause::Words { text, phrase, side } => {
                let parts = self.words(text, *phrase, *side);
                let terms = AnyTerm::of(&parts, heading.as_deref());
                (any(parts), terms)
            }
            other => (self.clause(other)?, None),
        };
        let order = heading.into_iter().collect();
        Ok(Executable { query: Ordered { set: query, order }.query(), terms })
    }

    /// What a whole clause matches, for callers that ask for no order.
    ///
    /// # Errors
    /// It asks for more than a query may.
    pub fn set(&self, clause: &Clause) -> Result<Box<dyn Query>> {
        complexity::check(clause)?;
        self.clause(clause)
    }

    /// What titles and headings have ahead of others; `None` where there are none.
    fn heading(&self) -> Option<Box<dyn Query>> {
        let kinds = [Kind::Title, Kind::Heading].into_iter();
        let met: Vec<Box<dyn Query>> = kinds
            .filter(|kind| self.frequency(self.fields.kind, kind.as_str()) > 0)
            .map(|kind| self.kind(kind))
            .collect();
        (!met.is_empty()).then(|| bonus(Box::new(BooleanQuery::union(met)), weight::HEADING))
    }

    fn clause(&self, clause: &Clause) -> Result<Box<dyn Query>> {
        match clause {
            Clause::All(parts) => self.all(parts),
            Clause::Any(parts) => {
                let parts = distinct(parts).into_iter().map(|p| self.clause(p)).collect::<Result<Vec<_>>>()?;
                Ok(Box::new(BooleanQuery::union(parts)))
            }
            Clause::Not(_) => self.all(std::slice::from_ref(clause)),
            Clause::Words { text, phrase, side } => Ok(any(self.words(text, *phrase, *side))),
            Clause::Prefix { text, side } => Ok(self.prefix(text, *side)),
            Clause::Regex { pattern, side } => self.regex(pattern, *side),
            Clause::Number { bound, side } => Ok(self.number(bound, *side)),
            Clause::In { place, value } => Ok(self.place(*place, value)),
        }
    }

    fn all(&self, parts: &[Clause]) -> Result<Box<dyn Query>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(parts.len() + 2);
        let mut excluded = Vec::new();
        for part in distinct(parts) {
            match part {
                Clause::Not(inner) => excluded.push(self.clause(inner)?),
                other => clauses.push((Occur::Must, self.clause(other)?)),
            }
        }
        if !excluded.is_empty() {
            clauses.push((Occur::MustNot, Box::new(Excluded(Box::new(BooleanQuery::union(excluded))))));
        }
        if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
            clauses.push((Occur::Must, self.every_passage()));
        }
        for run in neighbours(parts) {
            let lemmas = run.iter().map(|plain| lemma(plain).into_owned()).collect::<Vec<_>>();
            if let Some(phrase) = self.phrase(self.fields.en_lemmas, &lemmas) {
                clauses.push((Occur::Should, boost(phrase, weight::NEIGHBOURS)));
            }
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn every_passage(&self) -> Box<dyn Query> {
        let kinds = Kind::ALL.map(|kind| self.kind(kind)).into_iter().collect();
        Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(kinds)), 0.0))
    }

    fn kind(&self, kind: Kind) -> Box<dyn Query> {
        self.term(self.fields.kind, kind.as_str())
    }

    /// Words on the sides where they are looked for; a passage may have them on any.
    fn words(&self, text: &str, phrase: bool, side: Option<Side>) -> Vec<Ordered> {
        let han = text.chars().any(is_han);
        let words: Vec<String> = english::words(text).map(|w| w.plain).collect();
        let mut sides = Vec::new();
        if side != Some(Side::En) {
            if han || words.is_empty() {
                sides.push(self.contains_ranked(text));
            } else {
                sides.push(self.latin_in_chinese(text, &words).into());
            }
        }
        if side != Some(Side::Zh) && !han && !words.is_empty() {
            sides.push(self.english(&words, phrase));
        }
        sides
    }

    /// The exact set, ordered by the words too.
    fn contains_ranked(&self, text: &str) -> Ordered {
        let chars = needle(text.trim());
        let set = self.contains(self.fields.zh_pairs, Some(self.fields.zh_chars), &chars);
        let words = self.words_of(&chars);
        let order = words.iter().map(|word| boost(self.term(self.fields.zh_words, word), weight::WORD)).collect();
        Ordered { set, order }
    }

    /// Passages whose canonical characters contain these. A field of pairs cannot tell a single character, for which
    /// there is `single`.
    pub fn contains(&self, pairs: Field, single: Option<Field>, chars: &[char]) -> Box<dyn Query> {
        match chars {
            [] => Box::new(EmptyQuery),
            [one] => match single {
                Some(field) => self.term(field, &one.to_string()),
                None => like_in(self.searcher, &Like::Has(*one), pairs),
            },
            [_, _] => self.term(pairs, &chars.iter().collect::<String>()),
            _ => {
                // Every second pair covers the text; the last one ends it.
                let last = chars.len() - 2;
                let mut at: Vec<usize> = (0..last).step_by(2).collect();
                at.push(last);
                let terms = at
                    .into_iter()
                    .map(|i| (i, Term::from_field_text(pairs, &chars[i..i + 2].iter().collect::<String>())))
                    .collect();
                Box::new(PhraseQuery::new_with_offset(terms))
            }
        }
    }

    /// The words inside a Chinese text: its substrings that are words of the index.
    pub fn words_of(&self, chars: &[char]) -> Vec<String> {
        if chars.len() > MAX_WORDS_FROM {
            return Vec::new();
        }
        let mut words = Vec::new();
        for start in 0..chars.len() {
            for end in start + 2..=chars.len().min(start + MAX_WORD) {
                if chars[start..end].iter().all(|c| is_han(*c)) {
                    let word: String = chars[start..end].iter().collect();
                    if self.frequency(self.fields.zh_words, &word) > 0 {
                        words.push(word);
                    }
                }
            }
        }
        words.sort();
        words.dedup();
        words
    }

    /// Passages that have the term.
    pub fn frequency(&self, field: Field, term: &str) -> u64 {
        self.searcher.doc_freq(&Term::from_field_text(field, term)).unwrap_or(0)
    }

    /// Latin words inside the Chinese side, as whole words.
    fn latin_in_chinese(&self, text: &str, words: &[String]) -> Box<dyn Query> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> =
            words.iter().map(|w| (Occur::Must, self.term(self.fields.zh_words, w))).collect();
        if words.len() > 1 {
            let chars = needle(text.trim());
            parts.push((Occur::Must, self.contains(self.fields.zh_pairs, Some(self.fields.zh_chars), &chars)));
        }
        if parts.len() == 1 { parts.swap_remove(0).1 } else { Box::new(BooleanQuery::new(parts)) }
    }

    /// By lemma, exact forms first; several words (a phrase, a hyphen) as neighbours.
    fn english(&self, words: &[String], phrase: bool) -> Ordered {
        let lemmas: Vec<String> = words.iter().map(|w| lemma(w).into_owned()).collect();
        let set = match self.phrase(self.fields.en_lemmas, &lemmas) {
            Some(query) if phrase || words.len() > 1 => query,
            _ => self.term(self.fields.en_lemmas, &lemmas[0]),
        };
        let forms: BTreeSet<&String> = words.iter().collect();
        let order = forms.into_iter().map(|w| boost(self.term(self.fields.en_words, w), weight::EXACT_FORM)).collect();
        Ordered { set, order }
    }

    fn phrase(&self, field: Field, terms: &[String]) -> Option<Box<dyn Query>> {
        (terms.len() > 1).then(|| {
            Box::new(PhraseQuery::new(terms.iter().map(|t| Term::from_field_text(field, t)).collect()))
                as Box<dyn Query>
        })
    }

    fn prefix(&self, text: &str, side: Option<Side>) -> Box<dyn Query> {
        if text.chars().any(is_han) {
            // A Chinese text is found wherever it stands, also at the start of longer words.
            return any(self.words(text, false, side));
        }
        let plain: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        if plain.is_empty() { Box::new(EmptyQuery) } else { self.like(&Like::Prefix(plain), side) }
    }

    fn regex(&self, pattern: &str, side: Option<Side>) -> Result<Box<dyn Query>> {
        match whole_word(pattern) {
            Ok(regex) => Ok(self.like(&Like::Pattern(regex), side)),
            Err(reason) => Err(Error::Usage(format!("the regular expression cannot be used: {reason}"))),
        }
    }

    /// Passages that have such a word on the side; both sides unless one is named.
    fn like(&self, like: &Like, side: Option<Side>) -> Box<dyn Query> {
        let sides = [(Side::Zh, self.fields.zh_words), (Side::En, self.fields.en_words)].into_iter();
        let fields = sides.filter(|(s, _)| side.is_none_or(|side| side == *s)).map(|(_, field)| field);
        Box::new(BooleanQuery::union(fields.map(|field| like_in(self.searcher, like, field)).collect()))
    }

    fn number(&self, bound: &Bound, side: Option<Side>) -> Box<dyn Query> {
        let fields: &[Field] = match side {
            Some(Side::Zh) => &[self.fields.zh_figures],
            Some(Side::En) => &[self.fields.en_figures],
            None => &[self.fields.zh_figures, self.fields.en_figures],
        };
        let end = |field: Field, value: &Option<String>, open: bool| match value
            .as_deref()
            .and_then(|v| Decimal::from_str(v).ok())
        {
            None => End::Unbounded,
            Some(value) => {
                let term = Term::from_field_text(field, &number::sort_key(value));
                if open { End::Excluded(term) } else { End::Included(term) }
            }
        };
        let parts = fields
            .iter()
            .map(|field| {
                let (low, high) = (end(*field, &bound.low, bound.open_low), end(*field, &bound.high, bound.open_high));
                match (&low, &high) {
                    (End::Unbounded, End::Unbounded) => Box::new(EmptyQuery) as Box<dyn Query>,
                    _ => Box::new(RangeQuery::new(low, high)),
                }
            })
            .collect();
        Box::new(BooleanQuery::union(parts))
    }

    fn place(&self, place: Place, value: &str) -> Box<dyn Query> {
        let query: Box<dyn Query> = match place {
            Place::Kind => self.term(self.fields.kind, value),
            Place::Doc => match value.strip_suffix('*') {
                None => self.term(self.fields.doc, value),
                Some(beginning) => like_in(self.searcher, &Like::Prefix(beginning.to_string()), self.fields.doc),
            },
            Place::Section => {
                let value = value.trim_end_matches('*');
                if !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || c == '.') {
                    self.term(self.fields.section, value)
                } else if value.chars().any(is_han) {
                    self.contains(self.fields.section_zh, None, &needle(value.trim()))
                } else {
                    let lemmas: Vec<String> = english::words(value).map(|w| w.lemma().into_owned()).collect();
                    match (self.phrase(self.fields.section_en, &lemmas), lemmas.first()) {
                        (Some(phrase), _) => phrase,
                        (None, Some(one)) => self.term(self.fields.section_en, one),
                        (None, None) => Box::new(EmptyQuery),
                    }
                }
            }
        };
        // A place decides the set and says nothing about how good a passage is.
        Box::new(ConstScoreQuery::new(query, 0.0))
    }

    pub fn term(&self, field: Field, text: &str) -> Box<dyn Query> {
        if text.len() > MAX_TERM_BYTES * 4 {
            return Box::new(EmptyQuery);
        }
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
    }
}

pub(super) fn boost(query: Box<dyn Query>, by: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, by))
}

/// Passages that any of the parts finds.
fn any(mut parts: Vec<Ordered>) -> Box<dyn Query> {
    match parts.len() {
        0 => Box::new(EmptyQuery),
        1 => parts.swap_remove(0).query(),
        _ => Box::new(BooleanQuery::union(parts.into_iter().map(Ordered::query).collect())),
    }
}

/// Runs of bare English words beside each other in the query.
fn neighbours(parts: &[Clause]) -> Vec<Vec<String>> {
    let mut runs = vec![Vec::new()];
    for part in parts {
        match part {
            Clause::Words { text, phrase: false, side } if *side != Some(Side::Zh) && !text.chars().any(is_han) => {
                if let Some(run) = runs.last_mut() {
                    run.extend(english::words(text).map(|w| w.plain));
                }
            }
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| (2..=MAX_NEIGHBOURS).contains(&run.len()));
    runs
}
