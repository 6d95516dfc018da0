//! A negation that is part of a word on the other side: 不 in 不適當 and the "in" of "inappropriate". Nothing renders it
//! by itself, so it goes with the word that it stands before.

use super::super::token::Token;
use super::word_links::{WordLink, WordLinks};

/// Chinese negations that stand before the word they deny, folded.
const NEGATIONS: [&str; 6] = ["不", "未", "无", "非", "没", "免"];

/// What English words begin with that deny what is behind it.
const PREFIXES: [&str; 8] = ["in", "im", "il", "ir", "un", "non", "dis", "mis"];

/// A negation with more mass than this has a word of its own.
const RENDERED: f32 = 0.3;

/// What the link of the denied word has at the least.
const LINKED: f32 = 0.5;

/// How far the negation is as sure as the word.
const AS_SURE: f32 = 0.9;

/// Links negations that nothing renders to the English words that deny in themselves.
pub(super) fn bind(words: &mut WordLinks) {
    let mut bound = Vec::new();
    for (at, pair) in words.zh.windows(2).enumerate() {
        let [negation, denied] = pair else { continue };
        if !NEGATIONS.contains(&negation.key.as_str()) || negation.span.end != denied.span.start {
            continue;
        }
        let own: f32 = words.links.iter().filter(|link| link.zh == at).map(WordLink::mass).sum();
        let of_denied = words.links.iter().filter(|link| link.zh == at + 1 && link.mass() >= LINKED);
        let best = of_denied.max_by(|a, b| a.mass().total_cmp(&b.mass()));
        let Some(link) = best.filter(|link| own < RENDERED && words.en.get(link.en).is_some_and(denies)) else {
            continue;
        };
        bound.push(WordLink {
            zh: at,
            en: link.en,
            forward: AS_SURE * link.forward,
            backward: AS_SURE * link.backward,
        });
    }
    for link in bound {
        match words.links.binary_search_by_key(&(link.en, link.zh), |link| (link.en, link.zh)) {
            Ok(place) => words.links[place] = link,
            Err(place) => words.links.insert(place, link),
        }
    }
}

fn denies(token: &Token) -> bool {
    token.key.ends_with("less")
        || PREFIXES.iter().any(|prefix| token.key.len() > prefix.len() + 2 && token.key.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn words(zh: &[&str], en: &[&str], links: &[(usize, usize, f32)]) -> WordLinks {
        let tokens = |keys: &[&str]| {
            let place = |at: &mut usize, key: &&str| {
                let start = *at;
                *at += key.len();
                Some(Token { span: Span::new(start, *at), key: key.to_string() })
            };
            keys.iter().scan(0, place).collect::<Vec<_>>()
        };
        let links = links.iter().map(|&(zh, en, share)| WordLink { zh, en, forward: share, backward: share });
        WordLinks { links: links.collect(), ..WordLinks::unlinked(tokens(zh), tokens(en)) }
    }

    fn bound(mut words: WordLinks) -> Vec<(usize, usize)> {
        bind(&mut words);
        words.links.iter().map(|link| (link.zh, link.en)).collect()
    }

    #[test]
    fn a_negation_goes_with_the_word_that_denies() {
        let (zh, en) = (["不", "适当", "言论"], ["inappropri", "languag"]);
        assert_eq!(bound(words(&zh, &en, &[(1, 0, 0.9), (2, 1, 0.9)])), [(0, 0), (1, 0), (2, 1)]);
        // It has a word of its own, or the word denies nothing.
        let en = ["not", "appropri", "languag"];
        assert_eq!(bound(words(&zh, &en, &[(0, 0, 0.9), (1, 1, 0.9)])), [(0, 0), (1, 1)]);
        assert_eq!(bound(words(&zh, &en, &[(1, 1, 0.9)])), [(1, 1)]);
    }
}
