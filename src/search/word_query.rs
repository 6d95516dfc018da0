//! Words of a query as queries of the index: Chinese wherever the text contains it, English by lemma or in the form and
//! case that is asked for, with what puts the passages in order.

use super::compile::{Compiler, any};
use super::executable::Ordered;
use super::index_query::{IndexQuery, Like};
use crate::index::{END, Field, form_of};
use crate::model::{Bound, Clause, Side, ValueKind};
use crate::text::canon::needle;
use crate::text::compound::other_spelling;
use crate::text::english::{self, Word};
use crate::text::fold::is_han;
use crate::text::lemma::lemma;
use crate::text::number::{self, FigureKind};
use crate::text::signs::{cased, signed_words};

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

/// The forms that nearly all words have, for an index that cannot list them: plain, with a capital, in capitals.
fn usual_forms(plain: &str) -> Vec<String> {
    let mut letters = plain.chars();
    let capital: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    let mut forms = vec![plain.to_string(), form_of(plain, &capital), form_of(plain, &plain.to_uppercase())];
    forms.dedup();
    forms
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
            part.order.push(typed.constant(weight::AS_TYPED));
        }
        parts
    }

    /// The exact set, ordered by the words too.
    fn contains_ranked(&self, text: &str) -> Ordered {
        let chars = needle(text.trim());
        let set = self.contains(self.fields.zh_pairs, Some(self.fields.zh_chars), &chars);
        let words = self.words_of(&chars);
        let order = words.iter().map(|word| self.term(self.fields.zh_words, word).boosted(weight::WORD)).collect();
        Ordered { set, order }
    }

    /// Passages whose canonical characters contain these. A field of pairs cannot tell a single character, for which
    /// there is `single`.
    pub fn contains(&self, pairs: Field, single: Option<Field>, chars: &[char]) -> IndexQuery {
        match chars {
            [] => IndexQuery::None,
            [one] => match single {
                // What stands behind every text is no character of it.
                Some(_) if *one == END => IndexQuery::None,
                Some(field) => self.term(field, &one.to_string()),
                None => IndexQuery::Like { field: pairs, like: Like::Has(*one) },
            },
            [_, _] => self.term(pairs, &chars.iter().collect::<String>()),
            _ => IndexQuery::Phrase { field: pairs, terms: covering_pairs(chars).collect() },
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

    /// The terms that a plain word stands as in a field of words, each by itself: in every case that it is written in.
    fn forms(&self, field: Field, plain: &str) -> Vec<IndexQuery> {
        match self.dictionary.forms(field, plain) {
            Some(forms) => forms.iter().map(|form| self.term(field, form)).collect(),
            None => vec![self.term(field, plain), IndexQuery::Cased { field, plain: plain.to_string() }],
        }
    }

    /// Passages that have the word in any case, counted once for each.
    pub fn form_frequency(&self, field: Field, plain: &str) -> u64 {
        match self.dictionary.forms(field, plain) {
            Some(forms) => forms.iter().map(|form| self.frequency(field, form)).sum(),
            None => usual_forms(plain).iter().map(|form| self.frequency(field, form)).sum(),
        }
    }

    /// Passages that have the word in any case.
    pub fn in_any_case(&self, field: Field, plain: &str) -> IndexQuery {
        IndexQuery::any(self.forms(field, plain))
    }

    /// Words with their signs in any case, each of which must occur.
    fn with_signs(&self, field: Field, text: &str) -> Vec<IndexQuery> {
        signed_words(text).map(|word| self.in_any_case(field, &word.plain())).collect()
    }

    /// Latin words inside the Chinese side, as whole words; any of the parts.
    fn latin_in_chinese(&self, text: &str, words: &[Word]) -> Vec<Ordered> {
        let field = self.fields.zh_words;
        let mut parts = self.with_signs(field, text);
        if let ([only], true) = (words, parts.is_empty()) {
            return self.forms(field, &only.plain).into_iter().map(Ordered::from).collect();
        }
        parts.extend(words.iter().map(|word| self.in_any_case(field, &word.plain)));
        if words.len() > 1 {
            let chars = needle(text.trim());
            parts.push(self.contains(self.fields.zh_pairs, Some(self.fields.zh_chars), &chars));
        }
        vec![IndexQuery::all(parts).into()]
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
        let order = forms.map(|form| form.boosted(weight::EXACT_FORM)).collect();
        let mut parts = self.with_signs(field, text);
        if parts.is_empty() {
            return Ordered { set, order };
        }
        parts.push(set);
        Ordered { set: IndexQuery::all(parts), order }
    }

    /// What has the words, or the compound that they are in its other spelling.
    fn either_spelling(&self, set: IndexQuery, words: &[Word]) -> IndexQuery {
        let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        let Some(other) = other_spelling(&plain) else { return set };
        let lemmas: Vec<String> = other.iter().map(|word| lemma(word).into_owned()).collect();
        let f = self.fields.en_lemmas;
        if lemmas.iter().any(|lemma| self.frequency(f, lemma) == 0) {
            return set;
        }
        let other = self.phrase(f, &lemmas).unwrap_or_else(|| self.term(f, &lemmas[0]));
        IndexQuery::Any(vec![set, other])
    }

    /// `=word`: the words in the form, with the case and the signs that they are typed with.
    pub fn as_written(&self, text: &str, side: Option<Side>) -> IndexQuery {
        let words: Vec<Word> = english::words(text).collect();
        let (f, mut sides) = (self.fields, Vec::new());
        for (own, field) in [(Side::Zh, f.zh_words), (Side::En, f.en_words)] {
            if side.is_some_and(|side| side != own) {
                continue;
            }
            let of_words = words.iter().map(|word| form_of(&word.plain, &cased(word, text)));
            let forms = of_words.chain(signed_words(text).map(|word| form_of(&word.plain(), &word.cased)));
            let mut parts: Vec<IndexQuery> = forms.map(|form| self.term(field, &form)).collect();
            let lemmas: Vec<String> = words.iter().map(|word| lemma(&word.plain).into_owned()).collect();
            let together = match own {
                Side::En => self.phrase(f.en_lemmas, &lemmas),
                Side::Zh if words.len() > 1 => Some(self.contains(f.zh_pairs, Some(f.zh_chars), &needle(text.trim()))),
                Side::Zh => None,
            };
            parts.extend(together);
            sides.push(IndexQuery::all(parts).into());
        }
        any(sides)
    }

    /// Passages that have the one English word of a query in the form that it was typed in; `None` where that tells no
    /// passages apart. Of several words it matters more how near they stand.
    pub fn exact_form(&self, clause: &Clause) -> Option<IndexQuery> {
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
                | Clause::Set(_)
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
