//! A query's clauses to what is looked up in an index. Recall and order are kept apart: what must match decides the set,
//! exactly; words, exact forms and neighbours only add to the score.

use super::complexity::{self, distinct};
use super::dictionary::Dictionary;
use super::executable::{AnyTerm, Executable, Ordered};
use super::index_query::{IndexQuery, Like, Value};
use super::labels;
use crate::index::{END, Field, Fields, MAX_TERM_BYTES};
use crate::model::{Bound, Clause, Kind, Place, Side};
use crate::text::canon::needle;
use crate::text::english;
use crate::text::fold::{fold, is_han};
use crate::text::lemma::lemma;
use crate::text::number;
use crate::text::pattern::{CharPattern, is_chinese, whole_word, wildcard};
use crate::{Error, Result};
use rust_decimal::Decimal;
use std::ops::Bound as End;
use std::str::FromStr;
use std::sync::Arc;

/// How much each sign counts, against a lemma or a pair of characters at 1.
mod weight {
    /// Neighbouring words of the query that are neighbours in the text.
    pub const NEIGHBOURS: f32 = 1.5;
    /// A title or heading that has the words.
    pub const HEADING: f32 = 0.2;
    /// The one English word of a query in the form that it was typed in: more than all else together, so that such passages
    /// come first.
    pub const EXACT_FORM: f32 = 100.0;
}

/// Bare English words whose neighbours are looked for; more are a pasted text.
const MAX_NEIGHBOURS: usize = 32;

/// Compiles against one view of an index, whose own dictionary tells which words there are.
pub(super) struct Compiler<'d> {
    pub fields: &'d Fields,
    pub dictionary: &'d dyn Dictionary,
}

impl Compiler<'_> {
    /// The query for a whole clause.
    ///
    /// # Errors
    /// It asks for more than a query may.
    pub fn query(&self, clause: &Clause) -> Result<Executable> {
        complexity::check(clause)?;
        let forms = self.exact_form(clause).map(|query| query.constant(weight::EXACT_FORM));
        let order: Vec<IndexQuery> = self.heading().into_iter().chain(forms).collect();
        let (query, terms) = match clause {
            Clause::Words { text, phrase, side } => {
                let parts = self.words(text, *phrase, *side);
                let terms = AnyTerm::of(&parts, &order);
                (any(parts), terms)
            }
            other => (self.clause(other)?, None),
        };
        Ok(Executable { query: Ordered { set: query, order }.query(), terms })
    }

    /// What a whole clause matches, for callers that ask for no order.
    ///
    /// # Errors
    /// It asks for more than a query may.
    pub fn set(&self, clause: &Clause) -> Result<IndexQuery> {
        complexity::check(clause)?;
        self.clause(clause)
    }

    /// What titles and headings have ahead of others; `None` where there are none.
    fn heading(&self) -> Option<IndexQuery> {
        let kinds = [Kind::Title, Kind::Heading].into_iter();
        let met: Vec<IndexQuery> = kinds
            .filter(|kind| self.frequency(self.fields.kind, kind.as_str()) > 0)
            .map(|kind| self.kind(kind))
            .collect();
        (!met.is_empty()).then(|| IndexQuery::Any(met).constant(weight::HEADING))
    }

    fn clause(&self, clause: &Clause) -> Result<IndexQuery> {
        match clause {
            Clause::All(parts) => self.all(parts),
            Clause::Any(parts) => {
                let parts = distinct(parts).into_iter().map(|p| self.clause(p)).collect::<Result<Vec<_>>>()?;
                Ok(IndexQuery::Any(parts))
            }
            Clause::Not(_) => self.all(std::slice::from_ref(clause)),
            Clause::Set(part) => Ok(self.set(part)?.constant(0.0)),
            Clause::Words { text, phrase, side } => Ok(any(self.words(text, *phrase, *side))),
            Clause::Variants { texts, side } => Ok(any(self.variants(texts, *side))),
            Clause::Exact { text, side } => Ok(self.as_written(text, *side)),
            Clause::Prefix { text, side } => Ok(self.prefix(text, *side)),
            Clause::Near { texts, between, side } => Ok(self.near(texts, *between, *side)),
            Clause::Wildcard { pattern, side } => self.regex(&wildcard(pattern), *side),
            Clause::Fuzzy { text, edits, side } => {
                Ok(self.like(&Like::Fuzzy(fold(text).chars().collect(), usize::from(*edits)), *side))
            }
            Clause::Has { side } => Ok(self.has(*side)),
            Clause::Regex { pattern, side } => self.regex(pattern, *side),
            Clause::Number { bound, side } => Ok(self.number(bound, *side)),
            Clause::In { place, value } => Ok(self.place(*place, value)),
            Clause::Dated { bound } => Ok(labels::dated(self.fields, bound)),
            Clause::Field { name, value } => labels::with_field(self.fields, self.dictionary, name, value),
        }
    }

    fn all(&self, parts: &[Clause]) -> Result<IndexQuery> {
        let (mut must, mut not) = (Vec::with_capacity(parts.len()), Vec::new());
        for part in distinct(parts) {
            match part {
                Clause::Not(inner) => not.push(self.clause(inner)?),
                other => must.push(self.clause(other)?),
            }
        }
        if must.is_empty() {
            must.push(self.every_passage());
        }
        let lemmas = |run: Vec<String>| run.iter().map(|plain| lemma(plain).into_owned()).collect::<Vec<_>>();
        let phrases = neighbours(parts).into_iter().filter_map(|run| self.phrase(self.fields.en_lemmas, &lemmas(run)));
        let should = phrases.map(|phrase| phrase.boosted(weight::NEIGHBOURS)).collect();
        Ok(IndexQuery::All { must, should, not })
    }

    fn every_passage(&self) -> IndexQuery {
        IndexQuery::Any(Kind::ALL.map(|kind| self.kind(kind)).into()).constant(0.0)
    }

    fn kind(&self, kind: Kind) -> IndexQuery {
        self.term(self.fields.kind, kind.as_str())
    }

    /// Passages that have the term.
    pub fn frequency(&self, field: Field, term: &str) -> u64 {
        self.dictionary.frequency(field, term)
    }

    /// ln(1 + (N − n + ½) / (n + ½)), the weight of BM25 for a term that n of N passages have.
    pub fn rarity_of(&self, passages: f32) -> f32 {
        let all = self.dictionary.records() as f32;
        (1.0 + (all - passages + 0.5).max(0.0) / (passages + 0.5)).ln()
    }

    pub fn phrase(&self, field: Field, terms: &[String]) -> Option<IndexQuery> {
        let terms: Vec<(usize, String)> = terms.iter().cloned().enumerate().collect();
        (terms.len() > 1).then_some(IndexQuery::Phrase { field, terms })
    }

    fn prefix(&self, text: &str, side: Option<Side>) -> IndexQuery {
        if text.chars().any(is_han) {
            // A Chinese text is found wherever it stands, also at the start of longer words.
            return any(self.words(text, false, side));
        }
        let plain: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        if plain.is_empty() { IndexQuery::None } else { self.like(&Like::Prefix(plain), side) }
    }

    fn regex(&self, pattern: &str, side: Option<Side>) -> Result<IndexQuery> {
        let refused = |reason| Error::Usage(format!("the regular expression cannot be used: {reason}"));
        if is_chinese(pattern) {
            return match side {
                Some(Side::En) => Ok(IndexQuery::None),
                _ => {
                    let pattern = Arc::new(CharPattern::new(pattern).map_err(refused)?);
                    Ok(IndexQuery::Pattern { field: self.fields.zh_chars, pattern })
                }
            };
        }
        whole_word(pattern).map(|regex| self.like(&Like::Pattern(regex), side)).map_err(refused)
    }

    /// Passages that have such a word on the side; both sides unless one is named.
    fn like(&self, like: &Like, side: Option<Side>) -> IndexQuery {
        let Fields { zh_words, en_words, .. } = *self.fields;
        let sides = [(Side::Zh, zh_words), (Side::En, en_words)].into_iter();
        let fields = sides.filter(|(s, _)| side.is_none_or(|side| side == *s)).map(|(_, field)| field);
        IndexQuery::Any(fields.map(|field| IndexQuery::Like { field, like: like.clone() }).collect())
    }

    /// Passages that have the side at all.
    fn has(&self, side: Side) -> IndexQuery {
        let field = if side == Side::Zh { self.fields.zh_chars } else { self.fields.en_words };
        self.term(field, &END.to_string()).constant(0.0)
    }

    pub fn number(&self, bound: &Bound, side: Option<Side>) -> IndexQuery {
        let fields: &[Field] = match side {
            Some(Side::Zh) => &[self.fields.zh_figures],
            Some(Side::En) => &[self.fields.en_figures],
            None => &[self.fields.zh_figures, self.fields.en_figures],
        };
        let key = |value: Decimal| match bound.kind {
            Some(kind) => number::kind_key(kind, Some(value)),
            None => number::sort_key(value),
        };
        // Keys of the other kinds stand beside those that are wanted.
        let (first, last) = match bound.kind {
            Some(kind) => (number::kind_key(kind, None), number::kind_key(kind, None) + "~"),
            None => (String::new(), number::LAST.to_string()),
        };
        let value = |text: &Option<String>| text.as_deref().and_then(|text| Decimal::from_str(text).ok());
        let (low, high) = (value(&bound.low), value(&bound.high));
        if low.is_none() && high.is_none() {
            return IndexQuery::None;
        }
        let end = |value: Option<Decimal>, open: bool, otherwise: &str| match value {
            None => End::Excluded(Value::Text(otherwise.to_string())),
            Some(value) if open => End::Excluded(Value::Text(key(value))),
            Some(value) => End::Included(Value::Text(key(value))),
        };
        let (low, high) = (end(low, bound.open_low, &first), end(high, bound.open_high, &last));
        let range = |field: &Field| IndexQuery::Range { field: *field, low: low.clone(), high: high.clone() };
        IndexQuery::Any(fields.iter().map(range).collect())
    }

    fn place(&self, place: Place, value: &str) -> IndexQuery {
        let query = match place {
            Place::Kind => self.term(self.fields.kind, value),
            Place::Doc => self.document(value),
            Place::Ref => self.named(self.fields.reference, value),
            // Its query stands in its place by now.
            Place::Collection => IndexQuery::None,
            Place::Section => {
                let value = value.trim_end_matches('*');
                if !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || c == '.') {
                    self.term(self.fields.section, value)
                } else if value.chars().any(is_han) {
                    self.contains(self.fields.section_zh, None, &needle(value.trim()))
                } else {
                    let lemmas: Vec<String> = english::words(value).map(|w| w.lemma()).collect();
                    match (self.phrase(self.fields.section_en, &lemmas), lemmas.first()) {
                        (Some(phrase), _) => phrase,
                        (None, Some(one)) => self.term(self.fields.section_en, one),
                        (None, None) => IndexQuery::None,
                    }
                }
            }
        };
        // A place decides the set and says nothing about how good a passage is.
        query.constant(0.0)
    }

    /// Passages of a document; only where there is none of that id, rows that say that they are from it.
    fn document(&self, id: &str) -> IndexQuery {
        let own = self.named(self.fields.doc, id);
        if id.ends_with('*') {
            return IndexQuery::Any(vec![own, self.named(self.fields.origin, id)]);
        }
        let exists = self.frequency(self.fields.doc, id) > 0;
        if exists { own } else { self.named(self.fields.origin, id) }
    }

    /// The name, or what begins so where a `*` stands behind it.
    fn named(&self, field: Field, name: &str) -> IndexQuery {
        match name.strip_suffix('*') {
            None => self.term(field, name),
            Some(beginning) => IndexQuery::Like { field, like: Like::Prefix(beginning.to_string()) },
        }
    }

    pub fn term(&self, field: Field, text: &str) -> IndexQuery {
        if text.len() > MAX_TERM_BYTES * 4 {
            return IndexQuery::None;
        }
        IndexQuery::Term { field, text: text.to_string() }
    }
}

/// Passages that any of the parts finds.
pub(super) fn any(parts: Vec<Ordered>) -> IndexQuery {
    IndexQuery::any(parts.into_iter().map(Ordered::query).collect())
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
