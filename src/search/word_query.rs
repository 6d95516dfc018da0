//! Words of a query as queries of the index: Chinese wherever the text contains it, English by lemma or in the form and
//! case that is asked for, with what puts the passages in order.

use super::compile::{Compiler, any, boost};
use super::executable::{Ordered, bonus};
use super::expand::{Like, like_in};
use crate::index::{CASE, END, form_of};
use crate::model::{Bound, Clause, Side, ValueKind};
use crate::text::canon::needle;
use crate::text::compound::other_spelling;
use crate::text::english::{self, Word};
use crate::text::fold::is_han;
use crate::text::lemma::lemma;
use crate::text::number::{self, FigureKind};
use crate::text::signs::{cased, signed_words};
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query};
use tantivy::schema::{Field, Term};

/// How much each sign counts, against a lemma or a pair of characters at 1.
mod weight {
    /// The word as it was typed, beside its lemma.
    pub const EXACT_FORM: f32 = 0.6;
    /// The writing that was typed, before the others: more than all else together.
    pub const AS_TYPED: f32 = 100.0;
    /// A Chinese word of the query that is a word of the text.
    pub const WORD: f32 = 0.5;
}

/// Characters of a Chinese text that are looked up as words; a longer one is a pasted sentence, whose words add nothing.
const MAX_WORDS_FROM: usize = 24;
const MAX_WORD: usize = 6;

/// Words that begin alike and are looked through, at most.
const MOST_OF_FAMILY: usize = 200;

/// The percentage that a word is: `30%` is one value however a text writes it.
pub(super) fn percentage(text: &str) -> Option<Bound> {
    let figure = text.trim().strip_suffix(['%', '％']).and_then(|_| number::parse_value(text.trim()))?;
    let value = |value: rust_decimal::Decimal| Some(value.to_string());
    let bound =
        Bound { kind: Some(ValueKind::Percent), low: value(figure.low), high: value(figure.high), ..Bound::of(text) };
    (figure.kind == FigureKind::Percent).then_some(bound)
}

/// Pairs of neighbouring characters that together are the text, with their places: every second one, and the last, which
/// ends it. None of fewer than two characters.
pub(super) fn covering_pairs(chars: &[char]) -> impl Iterator<Item = (usize, String)> + '_ {
    let last = chars.len().checked_sub(2);
    let starts = (0..last.unwrap_or(0)).step_by(2).chain(last);
    starts.map(|at| (at, String::from_iter(&chars[at..at + 2])))
}

impl Compiler<'_> {
    /// Words on the sides where they are looked for; a passage may have them on any.
    pub fn words(&self, text: &str, phrase: bool, side: Option<Side>) -> Vec<Ordered> {
        if let Some(bound) = percentage(text) {
            return vec![self.number(&bound, side).into()];
        }
        let han = text.chars().any(is_han);
        let words: Vec<Word> = english::words(text).collect();
        let mut sides = Vec::new();
        if side != Some(Side::En) {
            if han || words.is_empty() {
                sides.push(self.contains_ranked(text));
            } else {
                sides.extend(self.latin_in_chinese(text, &words));
            }
        }
        if side != Some(Side::Zh) && !han && !words.is_empty() {
            sides.push(self.english(text, &words, phrase));
        }
        sides
    }

    /// Any of the writings; what has the first comes before what has only others.
    pub fn variants(&self, texts: &[String], side: Option<Side>) -> Vec<Ordered> {
        let mut parts: Vec<Ordered> = texts.iter().flat_map(|text| self.words(text, false, side)).collect();
        let typed = texts.first().map(|text| any(self.words(text, false, side)));
        if let (Some(part), Some(typed)) = (parts.first_mut(), typed) {
            part.order.push(bonus(typed, weight::AS_TYPED));
        }
        parts
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
                // What stands behind every text is no character of it.
                Some(_) if *one == END => Box::new(EmptyQuery),
                Some(field) => self.term(field, &one.to_string()),
                None => like_in(self.searcher, &Like::Has(*one), pairs),
            },
            [_, _] => self.term(pairs, &chars.iter().collect::<String>()),
            _ => {
                let terms = covering_pairs(chars).map(|(at, pair)| (at, Term::from_field_text(pairs, &pair)));
                Box::new(PhraseQuery::new_with_offset(terms.collect()))
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

    /// The forms of a plain word in a field of words: itself, and with each case that it is written in.
    pub fn forms(&self, field: Field, plain: &str) -> Vec<String> {
        let mut forms = Vec::new();
        for reader in self.searcher.segment_readers() {
            let Ok(inverted) = reader.inverted_index(field) else { continue };
            let behind = format!("{plain}{}", char::from_u32(CASE as u32 + 1).unwrap_or(CASE));
            let range = inverted.terms().range().ge(plain.as_bytes()).lt(behind.as_bytes());
            let Ok(mut found) = range.into_stream() else { continue };
            while found.advance() {
                forms.extend(std::str::from_utf8(found.key()).ok().map(String::from));
            }
        }
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// Passages that have the word in any case, counted once for each.
    pub fn form_frequency(&self, field: Field, plain: &str) -> u64 {
        self.forms(field, plain).iter().map(|form| self.frequency(field, form)).sum()
    }

    /// Passages that have the word in any case.
    pub fn in_any_case(&self, field: Field, plain: &str) -> Box<dyn Query> {
        let mut forms = self.forms(field, plain);
        match forms.len() {
            0 => Box::new(EmptyQuery),
            1 => self.term(field, &forms.swap_remove(0)),
            _ => Box::new(BooleanQuery::union(forms.iter().map(|form| self.term(field, form)).collect())),
        }
    }

    /// Words with their signs in any case, each of which must occur.
    fn with_signs(&self, field: Field, text: &str) -> Vec<(Occur, Box<dyn Query>)> {
        signed_words(text).map(|word| (Occur::Must, self.in_any_case(field, &word.plain()))).collect()
    }

    /// Latin words inside the Chinese side, as whole words; any of the parts.
    fn latin_in_chinese(&self, text: &str, words: &[Word]) -> Vec<Ordered> {
        let field = self.fields.zh_words;
        let mut parts = self.with_signs(field, text);
        if let ([only], true) = (words, parts.is_empty()) {
            return self.forms(field, &only.plain).iter().map(|form| self.term(field, form).into()).collect();
        }
        parts.extend(words.iter().map(|word| (Occur::Must, self.in_any_case(field, &word.plain))));
        if words.len() > 1 {
            let chars = needle(text.trim());
            parts.push((Occur::Must, self.contains(self.fields.zh_pairs, Some(self.fields.zh_chars), &chars)));
        }
        let query: Box<dyn Query> = Box::new(BooleanQuery::new(parts));
        vec![query.into()]
    }

    /// By lemma, exact forms first; several words (a phrase, a hyphen) as neighbours. A single word between quotation
    /// marks is found in the form that it has there, and words with signs only with them.
    fn english(&self, text: &str, words: &[Word], phrase: bool) -> Ordered {
        let field = self.fields.en_words;
        let lemmas: Vec<String> = words.iter().map(|word| lemma(&word.plain).into_owned()).collect();
        let set = match (self.phrase(self.fields.en_lemmas, &lemmas), words) {
            (Some(query), _) => query,
            (None, [only]) if phrase => self.in_any_case(field, &only.plain),
            (None, _) => self.term(self.fields.en_lemmas, lemmas.first().map_or("", String::as_str)),
        };
        let set = if phrase && words.len() == 1 { set } else { self.either_spelling(set, words) };
        let mut plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        plain.sort_unstable();
        plain.dedup();
        let forms = plain.into_iter().flat_map(|plain| self.forms(field, plain));
        let order = forms.map(|form| boost(self.term(field, &form), weight::EXACT_FORM)).collect();
        let mut parts = self.with_signs(field, text);
        if parts.is_empty() {
            return Ordered { set, order };
        }
        parts.push((Occur::Must, set));
        Ordered { set: Box::new(BooleanQuery::new(parts)), order }
    }

    /// What has the words, or the compound that they are in its other spelling.
    fn either_spelling(&self, set: Box<dyn Query>, words: &[Word]) -> Box<dyn Query> {
        let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        let Some(other) = other_spelling(&plain) else { return set };
        let lemmas: Vec<String> = other.iter().map(|word| lemma(word).into_owned()).collect();
        let f = self.fields.en_lemmas;
        if lemmas.iter().any(|lemma| self.frequency(f, lemma) == 0) {
            return set;
        }
        let other = self.phrase(f, &lemmas).unwrap_or_else(|| self.term(f, &lemmas[0]));
        Box::new(BooleanQuery::union(vec![set, other]))
    }

    /// `=word`: the words in the form, with the case and the signs that they are typed with.
    pub fn as_written(&self, text: &str, side: Option<Side>) -> Box<dyn Query> {
        let words: Vec<Word> = english::words(text).collect();
        let (f, mut sides) = (self.fields, Vec::new());
        for (own, field) in [(Side::Zh, f.zh_words), (Side::En, f.en_words)] {
            if side.is_some_and(|side| side != own) {
                continue;
            }
            let of_words = words.iter().map(|word| form_of(&word.plain, &cased(word, text)));
            let forms = of_words.chain(signed_words(text).map(|word| form_of(&word.plain(), &word.cased)));
            let mut parts: Vec<(Occur, Box<dyn Query>)> =
                forms.map(|form| (Occur::Must, self.term(field, &form))).collect();
            let lemmas: Vec<String> = words.iter().map(|word| lemma(&word.plain).into_owned()).collect();
            let together = match own {
                Side::En => self.phrase(f.en_lemmas, &lemmas),
                Side::Zh if words.len() > 1 => Some(self.contains(f.zh_pairs, Some(f.zh_chars), &needle(text.trim()))),
                Side::Zh => None,
            };
            parts.extend(together.map(|query| (Occur::Must, query)));
            let query: Box<dyn Query> = Box::new(BooleanQuery::new(parts));
            sides.push(query.into());
        }
        any(sides)
    }

    /// The words of a field that begin so.
    pub fn beginning_with(&self, field: Field, beginning: &str) -> Vec<String> {
        let mut words = Vec::new();
        for reader in self.searcher.segment_readers() {
            let like = Like::Prefix(beginning.to_string());
            // A segment that cannot be read has none; the search over it says what is wrong.
            let _ = like.walk(reader, field, |word, _| {
                words.push(word.to_string());
                Ok(words.len() < MOST_OF_FAMILY)
            });
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Passages that have the one English word of a query in the form that it was typed in; `None` where that tells no
    /// passages apart. Of several words it matters more how near they stand.
    pub fn exact_form(&self, clause: &Clause) -> Option<Box<dyn Query>> {
        let parts = match clause {
            Clause::All(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let mut words: Vec<String> = Vec::new();
        for part in parts {
            match part {
                Clause::Words { text, side, .. } if *side != Some(Side::Zh) && !text.chars().any(is_han) => {
                    words.extend(english::words(text).map(|word| word.plain));
                }
                Clause::Words { .. }
                | Clause::Variants { .. }
                | Clause::Not(_)
                | Clause::In { .. }
                | Clause::Dated { .. }
                | Clause::Field { .. } => {}
                _ => return None,
            }
        }
        words.sort_unstable();
        words.dedup();
        let f = self.fields;
        let inflected = |word: &String| {
            let of_form = self.form_frequency(f.en_words, word);
            of_form > 0 && of_form < self.frequency(f.en_lemmas, &lemma(word))
        };
        match &words[..] {
            [only] if inflected(only) => Some(self.in_any_case(f.en_words, only)),
            _ => None,
        }
    }
}
