//! Marks on what matched, found anew in the original text with the same definitions that the index uses, so that a
//! mark is never half a word and never beside the place.

use super::complexity::distinct;
use super::index_query::within_edits;
use super::word_query::percentage;
use crate::model::{Bound, Clause, Mark, Mode, Passage, Side, Sides, Span};
use crate::text::canon::{Canon, canon, find_all, needle};
use crate::text::compound::other_spelling;
use crate::text::english::{self, Word};
use crate::text::fold::{fold, is_han};
use crate::text::lemma::lemma;
use crate::text::lemma_cache::with_lemma;
use crate::text::number::{self, Figure};
use crate::text::pattern::{CharPattern, is_chinese, whole_word, wildcard};
use crate::text::signs::{cased, signed_words};
use crate::text::word_class;
use rust_decimal::Decimal;
use std::str::FromStr;

/// Everything positive that a query looks for.
#[derive(Default)]
pub(super) struct Highlighter {
    /// Canonical characters on the Chinese side.
    needles: Vec<Vec<char>>,
    /// The same where parts of them will do: any two characters or more in a row.
    loose: Vec<Vec<char>>,
    /// Expressions over the canonical characters.
    chinese: Vec<CharPattern>,
    patterns: Vec<(Option<Side>, Pattern)>,
    numbers: Vec<(Option<Side>, Bound)>,
}

enum Pattern {
    /// Neighbouring words: plain forms and lemmas.
    Words(Vec<(String, String)>),
    Prefix(String),
    Regex(regex::Regex),
    /// A word with its signs, in small letters.
    Signed(String),
    /// Neighbouring words as they are written.
    Written(Vec<String>),
    /// A word with its signs as it is written.
    SignedWritten(String),
    Fuzzy(Vec<char>, usize),
}

impl Highlighter {
    pub fn new(clause: &Clause, mode: Mode) -> Self {
        let mut highlighter = Highlighter::default();
        highlighter.collect(clause, mode);
        highlighter
    }

    fn collect(&mut self, clause: &Clause, mode: Mode) {
        match clause {
            Clause::All(parts) | Clause::Any(parts) => distinct(parts).into_iter().for_each(|p| self.collect(p, mode)),
            Clause::Not(_)
            | Clause::Set(_)
            | Clause::In { .. }
            | Clause::Dated { .. }
            | Clause::Field { .. }
            | Clause::Has { .. } => {}
            Clause::Near { texts, side, .. } => texts.iter().for_each(|text| self.words(text, false, *side, mode)),
            Clause::Wildcard { pattern, side } => self.regex(&wildcard(pattern), *side),
            Clause::Fuzzy { text, edits, side } => {
                let letters = fold(text).chars().collect();
                self.patterns.push((*side, Pattern::Fuzzy(letters, usize::from(*edits))));
            }
            Clause::Words { text, side, phrase } => self.words(text, *phrase, *side, mode),
            Clause::Variants { texts, side } => texts.iter().for_each(|text| self.words(text, false, *side, mode)),
            Clause::Exact { text, side } if mode == Mode::Exact => self.as_written(text, *side),
            Clause::Exact { text, side } => self.words(text, false, *side, mode),
            Clause::Prefix { text, side } if text.chars().any(is_han) => self.words(text, false, *side, mode),
            Clause::Prefix { text, side } => {
                let plain = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
                self.patterns.push((*side, Pattern::Prefix(plain)));
            }
            Clause::Regex { pattern, side } => self.regex(pattern, *side),
            Clause::Number { bound, side } => self.numbers.push((*side, bound.clone())),
        }
    }

    fn regex(&mut self, pattern: &str, side: Option<Side>) {
        if is_chinese(pattern) {
            self.chinese.extend(CharPattern::new(pattern).ok().filter(|_| side != Some(Side::En)));
        } else if let Ok(regex) = whole_word(pattern) {
            self.patterns.push((side, Pattern::Regex(regex)));
        }
    }

    fn as_written(&mut self, text: &str, side: Option<Side>) {
        let signed: Vec<Pattern> = signed_words(text).map(|word| Pattern::SignedWritten(word.cased)).collect();
        let words: Vec<String> = english::words(text).map(|word| cased(&word, text).into_owned()).collect();
        let patterns = if signed.is_empty() { vec![Pattern::Written(words)] } else { signed };
        self.patterns.extend(patterns.into_iter().map(|pattern| (side, pattern)));
    }

    fn words(&mut self, text: &str, phrase: bool, side: Option<Side>, mode: Mode) {
        if let Some(bound) = percentage(text) {
            return self.numbers.push((side, bound));
        }
        let words: Vec<Word> = english::words(text).collect();
        let han = text.chars().any(is_han);
        if let (false, Mode::Exact, 1) = (han, mode, words.len()) {
            let signed: Vec<Pattern> = signed_words(text).map(|word| Pattern::Signed(word.plain())).collect();
            if !signed.is_empty() {
                return self.patterns.extend(signed.into_iter().map(|pattern| (side, pattern)));
            }
        }
        if han || words.is_empty() {
            if side != Some(Side::En) {
                let chars = needle(text.trim());
                match mode {
                    Mode::Exact => self.needles.push(chars),
                    Mode::Closest => self.loose.push(chars),
                }
            }
            if !han || mode == Mode::Exact {
                return;
            }
        }
        let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        let one_form = phrase && plain.len() == 1;
        if let Some(other) = other_spelling(&plain).filter(|_| mode == Mode::Exact && !one_form) {
            let other = other.into_iter().map(|plain| (plain.clone(), lemma(&plain).into_owned())).collect();
            self.patterns.push((side, Pattern::Words(other)));
        }
        let forms = words.into_iter().map(|w| (w.lemma(), w.plain)).map(|(lemma, plain)| (plain, lemma));
        match mode {
            // A single word between quotation marks is found in the form that it has there.
            Mode::Exact if one_form => {
                let form = forms.map(|(plain, _)| (plain, String::new())).collect();
                self.patterns.push((side, Pattern::Words(form)));
            }
            Mode::Exact => self.patterns.push((side, Pattern::Words(forms.collect()))),
            Mode::Closest => {
                for form in forms.filter(|(plain, _)| !word_class::is_stop(plain)) {
                    self.patterns.push((side, Pattern::Words(vec![form])));
                }
            }
        }
    }

    /// Marks of both sides, sorted and not overlapping.
    pub fn marks(&self, passage: &Passage) -> Sides<Vec<Mark>> {
        Sides::new(self.side(passage.text(Side::Zh), Side::Zh), self.side(passage.text(Side::En), Side::En))
    }

    fn side(&self, text: &str, side: Side) -> Vec<Mark> {
        let mut spans = Vec::new();
        if side == Side::Zh && !(self.needles.is_empty() && self.loose.is_empty() && self.chinese.is_empty()) {
            let chars: Vec<Canon> = canon(text).collect();
            for needle in &self.needles {
                spans.extend(find_all(&chars, needle));
            }
            for needle in &self.loose {
                spans.extend(runs_of(&chars, needle));
            }
            let canonical: String = chars.iter().map(|c| c.char).collect();
            for found in self.chinese.iter().flat_map(|pattern| pattern.find_all(&canonical)) {
                let before = canonical[..found.start].chars().count();
                let matched = &chars[before..before + canonical[found].chars().count()];
                spans.extend(matched.first().zip(matched.last()).map(|(a, b)| Span::new(a.start, b.end)));
            }
        }
        let here = |wanted: &Option<Side>| wanted.is_none_or(|wanted| wanted == side);
        if self.patterns.iter().any(|(wanted, _)| here(wanted)) {
            let words: Vec<Word> = english::words(text).collect();
            for (_, pattern) in self.patterns.iter().filter(|(wanted, _)| here(wanted)) {
                pattern.find(text, side, &words, &mut spans);
            }
        }
        for (_, bound) in self.numbers.iter().filter(|(wanted, _)| here(wanted)) {
            spans.extend(number::figures(text, side).into_iter().filter(|f| within(f, bound)).map(|f| f.span));
        }
        merge(spans, text).into_iter().map(Mark::matched).collect()
    }
}

/// For each sentence pair, whether a match lies in it on either side.
pub(super) fn sentence_hits(passage: &Passage, marks: &Sides<Vec<Mark>>) -> Vec<bool> {
    let touched = |side: Side, span| marks.get(side).iter().any(|m| m.span.overlaps(span));
    passage
        .sentences
        .iter()
        .map(|pair| Side::BOTH.into_iter().any(|side| pair.get(side).is_some_and(|span| touched(side, span))))
        .collect()
}

impl Pattern {
    /// The Chinese side knows its Latin words by their plain form only.
    fn find(&self, text: &str, side: Side, words: &[Word], spans: &mut Vec<Span>) {
        match self {
            Pattern::Words(forms) => {
                let Some(last) = forms.len().checked_sub(1) else { return };
                let same = |at: usize, (plain, lemma): &(String, String)| {
                    let word = &words[at].plain;
                    word == plain
                        || match side {
                            Side::En => with_lemma(word, |own| own == lemma),
                            Side::Zh => english::letters_before_figure(word) == Some(plain.as_str()),
                        }
                };
                for start in 0..words.len().saturating_sub(last) {
                    if forms.iter().enumerate().all(|(i, form)| same(start + i, form)) {
                        spans.push(Span::new(words[start].span.start, words[start + last].span.end));
                    }
                }
            }
            Pattern::Signed(plain) => {
                spans.extend(signed_words(text).filter(|word| word.plain() == *plain).map(|word| word.span));
            }
            Pattern::SignedWritten(written) => {
                spans.extend(signed_words(text).filter(|word| word.cased == *written).map(|word| word.span));
            }
            Pattern::Written(written) => {
                for run in words.windows(written.len().max(1)) {
                    if run.iter().zip(written).all(|(word, written)| cased(word, text) == written.as_str()) {
                        spans.extend(run.first().zip(run.last()).map(|(a, b)| Span::new(a.span.start, b.span.end)));
                    }
                }
            }
            Pattern::Fuzzy(letters, edits) => {
                spans.extend(words.iter().filter(|w| within_edits(letters, &w.plain, *edits)).map(|w| w.span));
            }
            Pattern::Prefix(prefix) => {
                spans.extend(words.iter().filter(|w| w.plain.starts_with(prefix)).map(|w| w.span));
            }
            Pattern::Regex(regex) => spans.extend(words.iter().filter(|w| regex.is_match(&w.plain)).map(|w| w.span)),
        }
    }
}

/// Places where two or more characters of the needle stand in a row, as long as they reach.
fn runs_of(chars: &[Canon], needle: &[char]) -> Vec<Span> {
    let pairs: rustc_hash::FxHashSet<(char, char)> = needle
        .windows(2)
        .filter(|p| p.iter().all(|c| is_han(*c) || c.is_alphanumeric()))
        .map(|p| (p[0], p[1]))
        .collect();
    chars
        .windows(2)
        .filter(|w| pairs.contains(&(w[0].char, w[1].char)) && w.iter().any(|c| is_han(c.char)))
        .map(|w| Span::new(w[0].start, w[1].end))
        .collect()
}

fn within(figure: &Figure, bound: &Bound) -> bool {
    let value = match bound.kind {
        None => Some(figure.low),
        Some(wanted) => figure.of_kind().filter(|(kind, _)| *kind == wanted).map(|(_, value)| value),
    };
    let Some(value) = value else { return false };
    let end = |text: &Option<String>| text.as_deref().and_then(|t| Decimal::from_str(t).ok());
    let above = end(&bound.low).is_none_or(|low| if bound.open_low { value > low } else { value >= low });
    let below = end(&bound.high).is_none_or(|high| if bound.open_high { value < high } else { value <= high });
    above && below
}

/// Sorted; spans that overlap, and neighbouring words, made one.
fn merge(mut spans: Vec<Span>, text: &str) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end || joins(*last, span, text) => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// Whether nothing but a blank or a hyphen parts two words.
fn joins(left: Span, right: Span, text: &str) -> bool {
    let between = Span::new(left.end, right.start.max(left.end)).of(text);
    between.chars().count() == 1 && between.chars().all(|c| c == ' ' || c == '-' || c == '\u{a0}')
}
