//! Terms of our own table whose whole rendering stands opposite them, word for word: 營業秘密 and "trade secret". Law:
//! what is found points at tokens that are there, and the tokens of one side put together are the term, those of the
//! other the rendering.

use super::super::cell::Cell;
use super::super::token::Token;
use crate::text::lexicon::Lexicon;
use crate::text::word_class::is_function_word;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The longest term, in characters.
const LONGEST: usize = 12;

/// Function words that may stand between two words of a rendering: "value of the subject matter".
const BETWEEN: usize = 2;

/// How far a word of a term and one of its rendering are brought towards certainty where both stand whole. (On four laws,
/// each learnt alone, .2 gives 2 marks of 100 less, .8 none more; on hand-made links all do the same.)
const STATED: f32 = 0.5;

/// Below this, both directions together, a word of the rendering is none that the term's words are known for.
const UNKNOWN: f32 = 1e-2;

/// A term and its rendering, as they stand in a pair of passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::wordalign) struct WholeTerm {
    pub zh: Range<usize>,
    /// The words of the rendering in order, without function words.
    pub en: Vec<usize>,
}

impl WholeTerm {
    /// The same where so many words stand before.
    pub(super) fn shifted(mut self, zh: usize, en: usize) -> WholeTerm {
        self.zh = self.zh.start + zh..self.zh.end + zh;
        self.en.iter_mut().for_each(|word| *word += en);
        self
    }
}

/// Raises t(e|z) and t(z|e) of the words of terms that are stated whole: each word of the rendering goes with the word of
/// the term that is best known for it (知識產權 has "intellectual" in 知識產權法院, and 法院 has not), or with all.
pub(super) fn raise(terms: &[WholeTerm], cells: &mut Vec<(Cell, (f32, f32))>) {
    if terms.is_empty() {
        return;
    }
    let mut at: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    at.extend(cells.iter().enumerate().map(|(i, (cell, _))| ((usize::from(cell.zh), usize::from(cell.en)), i)));
    for term in terms {
        for &e in &term.en {
            let known = |z: usize| {
                let cell = at.get(&(z, e)).and_then(|i| cells.get(*i));
                cell.map_or(0.0, |(_, (forward, backward))| forward + backward)
            };
            let best = term.zh.clone().max_by(|a, b| known(*a).total_cmp(&known(*b))).unwrap_or(term.zh.start);
            let all = known(best) < UNKNOWN;
            for z in term.zh.clone().filter(|z| all || *z == best) {
                let place = *at.entry((z, e)).or_insert(cells.len());
                if place == cells.len() {
                    cells.push((Cell { zh: z as u16, en: e as u16, pair: 0 }, (0.0, 0.0)));
                }
                if let Some((_, (forward, backward))) = cells.get_mut(place) {
                    *forward += STATED * (1.0 - *forward);
                    *backward += STATED * (1.0 - *backward);
                }
            }
        }
    }
}

/// All of them, in order of the Chinese; the same term may be stated in several places.
pub(super) fn whole_terms(lexicon: Lexicon, zh: &[Token], en: &[Token]) -> Vec<WholeTerm> {
    whole_terms_at(lexicon, zh, en, 0..zh.len())
}

/// Those of them that begin with one of these Chinese tokens.
pub(super) fn whole_terms_at(
    lexicon: Lexicon,
    zh: &[Token],
    en: &[Token],
    starts: impl Iterator<Item = usize>,
) -> Vec<WholeTerm> {
    let mut found = Vec::new();
    let mut term = String::new();
    for from in starts {
        let mut characters = 0;
        term.clear();
        for (to, token) in zh.iter().enumerate().skip(from) {
            characters += token.key.chars().count();
            term.push_str(&token.key);
            if characters > LONGEST || !lexicon.begins_term(&term) {
                break;
            }
            for rendering in lexicon.renderings(&term) {
                // Few passages have a term, and few terms a rendering: no need to sort the words before.
                let begins = |token: &Token| rendering.first().is_some_and(|first| token.key == *first);
                let starts = en.iter().enumerate().filter(|(_, token)| begins(token)).map(|(start, _)| start);
                let all = starts.filter_map(|start| words_from(start, &rendering, en));
                found.extend(all.map(|en| WholeTerm { zh: from..to + 1, en }));
            }
        }
    }
    found
}

/// The places of the words of a rendering that begins at `start`; function words may stand between them.
fn words_from(start: usize, rendering: &[&str], en: &[Token]) -> Option<Vec<usize>> {
    let mut words = vec![start];
    for stem in rendering.get(1..)? {
        let after = words.last()? + 1;
        let next = en.iter().enumerate().skip(after).take(BETWEEN + 1);
        let passed = next.clone().take_while(|(_, token)| token.key != *stem && is_function_word(&token.key)).count();
        let (place, _) = next.clone().nth(passed).filter(|(_, token)| token.key == *stem)?;
        words.push(place);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Segmenter;
    use crate::wordalign::token::tokens;
    use proptest::prelude::*;

    fn found(zh: &str, en: &str) -> Vec<(String, String)> {
        let (zh_tokens, en_tokens) = (tokens(zh, Segmenter::shared()), tokens(en, Segmenter::shared()));
        let all = whole_terms(Lexicon::shared(), &zh_tokens, &en_tokens);
        let text = |at: &[usize], tokens: &[Token], text: &str, between: &str| {
            at.iter().map(|i| tokens[*i].span.of(text)).collect::<Vec<_>>().join(between)
        };
        let of = |s: &WholeTerm| {
            (text(&s.zh.clone().collect::<Vec<_>>(), &zh_tokens, zh, ""), text(&s.en, &en_tokens, en, " "))
        };
        all.iter().map(of).collect()
    }

    #[test]
    fn whole_renderings_only() {
        let pair = |zh: &str, en: &str| (zh.to_string(), en.to_string());
        assert_eq!(found("營業秘密之保護", "Protection of trade secrets"), [pair("營業秘密", "trade secrets")]);
        assert_eq!(
            found("營業秘密之保護", "secret trade, trade in secrets' stead"),
            [pair("營業秘密", "trade secrets")]
        );
        assert_eq!(found("營業秘密之保護", "trade. Secrets"), []);
        assert_eq!(found("營業秘密", "trade"), []);
        assert_eq!(
            found("標的額為10億元", "the value of the subject matter").last(),
            Some(&pair("標的額", "value subject matter"))
        );
    }

    proptest! {
        #[test]
        fn places_are_there(zh in "[營業秘密標的訴調，a]{0,12}", en in "(trade |secret |of |the |subject |matter |litigation ){0,8}") {
            let (zh, en) = (tokens(&zh, Segmenter::shared()), tokens(&en, Segmenter::shared()));
            for s in whole_terms(Lexicon::shared(), &zh, &en) {
                prop_assert!(!s.zh.is_empty() && s.zh.end <= zh.len());
                prop_assert!(s.en.is_sorted() && s.en.iter().all(|j| *j < en.len()) && !s.en.is_empty());
            }
        }
    }
}
