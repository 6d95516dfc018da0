//! Where a rendering that was found begins and ends: the particle of an English verb and the modal of a ban belong to it,
//! the other part of a longer Chinese word does not. Law: borders are those of words or of dictionary words in them.

use super::super::dictionary::parts;
use super::super::token::{Class, Token};
use super::linked_pair::LinkedPair;
use super::roles::TokenRole;
use crate::model::{Side, Span};
use crate::text::fold::fold;
use crate::text::lexicon::Lexicon;
use crate::text::word_class::{denies_or_allows, is_function_word, is_negation};

/// A neighbour that the term brings so surely, and of which others have at most so much, belongs to the rendering.
const SURELY: f32 = 0.85;
const OF_OTHERS: f32 = 0.1;

/// Little words that a verb is not complete without, and those of them that a noun may stand behind as well: they belong to
/// the verb where none does (sign in to, cut off on Saturday).
const PARTICLES: [&str; 7] = ["out", "up", "off", "down", "away", "back", "not"];
const PARTICLES_OR_PREPOSITIONS: [&str; 3] = ["in", "on", "over"];

/// Function words that a noun stands behind.
const BEFORE_NOUN: [&str; 7] = ["the", "a", "an", "this", "that", "these", "those"];

impl LinkedPair<'_> {
    /// The `found` span of the other text with the borders that a rendering of `term` has.
    pub(super) fn fitted(&self, side: Side, term: Span, found: Span, roles: &[TokenRole]) -> Span {
        match side {
            Side::En => self.narrowed(term, found),
            Side::Zh => {
                let whole = self.with_neighbours(found, roles);
                if forbids(term.of(self.text(Side::Zh))) { self.with_modal(whole) } else { whole }
            }
        }
    }

    /// The places of the English tokens that a span has, first and last.
    fn ends(&self, span: Span) -> (usize, usize) {
        let tokens = self.tokens(Side::En);
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        (first, tokens.partition_point(|token| token.span.start < span.end).saturating_sub(1).max(first))
    }

    /// "sign" with its "in", "shortness" with its "of breath".
    fn with_neighbours(&self, found: Span, roles: &[TokenRole]) -> Span {
        let tokens = self.tokens(Side::En);
        let key = |at: usize| tokens.get(at).map(|token| token.key.as_str());
        let ends_here = |at: usize| match key(at) {
            Some(next) => (is_function_word(next) && !BEFORE_NOUN.contains(&next)) || Class::of(next) == Class::Mark,
            None => true,
        };
        let is_particle = |at: usize| {
            let is = |list: &[&str]| key(at).is_some_and(|key| list.contains(&key));
            is(&PARTICLES) || is(&PARTICLES_OR_PREPOSITIONS) && ends_here(at + 1)
        };
        let is_own = |at: usize| {
            roles.get(at).is_some_and(|role| {
                let surely = role.brought >= SURELY && role.all - role.term <= OF_OTHERS;
                surely && !role.mark && !role.bound_left && !role.bound_right
            })
        };
        let is_content = |at: usize| is_own(at) && !roles[at].stop;
        let (mut first, mut last) = self.ends(found);
        if is_own(last + 1) && is_particle(last + 1) {
            last += 1;
        } else if key(last + 1) == Some("of") && is_content(last + 2) {
            last += 2;
        }
        // The verb of a particle, and what denies.
        let verb = |at: &usize| is_own(*at) && (key(*at) == Some("not") || is_particle(first) && is_content(*at));
        first = first.checked_sub(1).filter(verb).unwrap_or(first);
        match (tokens.get(first), tokens.get(last)) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => found,
        }
    }

    /// A span that begins with "not" or ends with "nor", with the "shall", "may" … beside it.
    fn with_modal(&self, found: Span) -> Span {
        let tokens = self.tokens(Side::En);
        let is_modal =
            |token: &&Token| token.key != "not" && is_function_word(&token.key) && denies_or_allows(&token.key);
        let (first, last) = self.ends(found);
        let key = |at: usize| tokens.get(at).map(|token| token.key.as_str());
        let before = first.checked_sub(1).and_then(|at| tokens.get(at)).filter(|_| key(first) == Some("not"));
        let after = tokens.get(last + 1).filter(|_| key(last) == Some("nor"));
        Span::new(
            before.filter(is_modal).map_or(found.start, |token| token.span.start),
            after.filter(is_modal).map_or(found.end, |token| token.span.end),
        )
    }

    /// A Chinese span without what stands before and behind the words that the dictionary has for all words of the term:
    /// 深化 in 深化改革 for "deepening", 第五條 in 準用第五條 for "Article 5".
    fn narrowed(&self, term: Span, found: Span) -> Span {
        let of_term = self.tokens(Side::En).iter().filter(|token| token.span.overlaps(term));
        let content = |token: &&Token| Class::of(&token.key) != Class::Mark && !self.is_stop(Side::En, token);
        let lemmas: Vec<&str> = of_term.filter(content).map(|token| token.key.as_str()).collect();
        let says =
            |word: &str, lemma: &str| word == lemma || Lexicon::shared().glosses(word).any(|(gloss, _)| gloss == lemma);
        let says_any = |word: &str| lemmas.iter().any(|lemma| says(word, lemma));
        let mut pieces: Vec<(Span, &str)> = Vec::new();
        for token in self.tokens(Side::Zh).iter().filter(|token| token.span.overlaps(found)) {
            let parts = if says_any(&token.key) { Vec::new() } else { parts(Lexicon::shared(), &token.key) };
            let whole = parts.iter().map(|part| part.len()).sum::<usize>() == token.key.len();
            // A character alone is no word of a longer one: 站 in 站點.
            if whole && parts.iter().filter(|part| says_any(part)).all(|part| part.chars().nth(1).is_some()) {
                pieces.extend(self.placed(token, &parts));
            } else {
                pieces.push((token.span, &token.key));
            }
        }
        let all_said = lemmas.iter().all(|lemma| pieces.iter().any(|(_, word)| says(word, lemma)));
        let mut own = pieces.iter().filter(|(_, word)| says_any(word)).map(|(span, _)| *span);
        match own.next().filter(|_| all_said) {
            Some(first) => {
                let own = Span::new(first.start, own.next_back().unwrap_or(first).end);
                // A character of two, 型 of 型別, is no word.
                if own.of(self.text(Side::Zh)).chars().nth(1).is_none() { found } else { own }
            }
            None => found,
        }
    }

    /// The parts of a token, which together are its key, with their places.
    fn placed<'p>(&self, token: &Token, parts: &[&'p str]) -> Vec<(Span, &'p str)> {
        let text = token.span.of(self.text(Side::Zh));
        let mut ends = text.char_indices().map(|(at, c)| token.span.start + at + c.len_utf8());
        let mut start = token.span.start;
        let place = |part: &&'p str| {
            let end = ends.by_ref().take(part.chars().count()).last().unwrap_or(start);
            let span = Span::new(start, end);
            start = end;
            (span, *part)
        };
        parts.iter().map(place).collect()
    }
}

/// Whether a Chinese term denies what may, must or can be done: 不得, 不應, 無法.
fn forbids(term: &str) -> bool {
    let folded = fold(term);
    if folded.starts_with("无法") {
        return true;
    }
    let mut characters = folded.split("").filter(|character| !character.is_empty());
    characters.next().is_some_and(is_negation) && characters.next().is_some_and(denies_or_allows)
}
