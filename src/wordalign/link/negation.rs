//! Negations and modals. One that is part of a word on the other side (不 in 不適當 and the "in" of "inappropriate") goes
//! with the word that it stands before; those that are left over on both sides, equally many, go with each other.

use super::super::token::Token;
use super::word_links::{WordLink, WordLinks};
use crate::text::word_class::{is_denial, is_negation};

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
        if !is_negation(&negation.key) || negation.span.end != denied.span.start {
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
    bound.into_iter().for_each(|link| put(words, link));
}

/// A word with less mass than this has been left over.
const LEFT: f32 = 0.3;

/// How sure both directions are of what was left over.
const LEFT_OVER: f32 = 0.8;

/// More words of a kind than this that are left over do not tell which goes with which.
const FEW: usize = 3;

/// What denies, bids, allows or foretells, in both languages: keys.
const KINDS: [(&[&str], &[&str]); 3] = [
    (&["应", "应当", "应该", "须", "必须", "需", "需要", "要", "务必"], &["shall", "must", "should", "ought"]),
    (&["可", "可以", "得", "能", "能够", "可能"], &["may", "can", "could", "might"]),
    (&["会", "将", "将会"], &["will", "would", "shall"]),
];

/// Links the negations, and the modals of each kind, that are left over on both sides.
pub(super) fn pair_left_over(words: &mut WordLinks) {
    let mut mass = (vec![0.0; words.zh.len()], vec![0.0; words.en.len()]);
    for link in &words.links {
        mass.0[link.zh] += link.mass();
        mass.1[link.en] += link.mass();
    }
    let left_over =
        |tokens: &[Token], mass: &[f32]| -> Vec<usize> { (0..tokens.len()).filter(|at| mass[*at] < LEFT).collect() };
    let mut left = (left_over(&words.zh, &mass.0), left_over(&words.en, &mass.1));
    pair(words, &mut left, is_negative, |en| is_denial(en) || en == "non" || en.ends_with("n't"));
    for (zh, en) in KINDS {
        pair(words, &mut left, |word| zh.contains(&word), |word| en.contains(&word));
    }
}

fn is_negative(zh: &str) -> bool {
    let mut characters = zh.chars();
    let (first, second, third) = (characters.next(), characters.next(), characters.next());
    let denies = |c: Option<char>| c.is_some_and(|c| is_negation(c.encode_utf8(&mut [0; 4])));
    denies(first) && third.is_none() || second.is_some_and(|_| third.is_none()) && denies(second)
}

/// Links those of a kind among what is `left` over, where they are equally many, and takes them away.
fn pair(
    words: &mut WordLinks,
    left: &mut (Vec<usize>, Vec<usize>),
    is_zh: impl Fn(&str) -> bool,
    is_en: impl Fn(&str) -> bool,
) {
    let of_kind = |tokens: &[Token], left: &[usize], is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        left.iter().copied().filter(|at| is(&tokens[*at].key)).collect()
    };
    let (zh, en) = (of_kind(&words.zh, &left.0, &is_zh), of_kind(&words.en, &left.1, &is_en));
    if zh.len() == en.len() && zh.len() <= FEW {
        left.0.retain(|at| !zh.contains(at));
        left.1.retain(|at| !en.contains(at));
        zh.into_iter()
            .zip(en)
            .for_each(|(zh, en)| put(words, WordLink { zh, en, forward: LEFT_OVER, backward: LEFT_OVER }));
    }
}

fn put(words: &mut WordLinks, link: WordLink) {
    match words.links.binary_search_by_key(&(link.en, link.zh), |link| (link.en, link.zh)) {
        Ok(place) => words.links[place] = link,
        Err(place) => words.links.insert(place, link),
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
    fn what_is_left_over_on_both_sides_goes_together() {
        let left_over = |zh: &[&str], en: &[&str], links: &[(usize, usize, f32)]| {
            let mut words = words(zh, en, links);
            pair_left_over(&mut words);
            words.links.iter().map(|link| (link.zh, link.en)).collect::<Vec<_>>()
        };
        let (zh, en) = (["应", "申报", "不得", "拒绝"], ["shall", "declare", "not", "refuse"]);
        assert_eq!(left_over(&zh, &en, &[(1, 1, 0.9), (3, 3, 0.9)]), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        // Two against one, and what has a word of its own.
        assert_eq!(left_over(&["应", "须"], &["shall"], &[]), []);
        assert_eq!(left_over(&["应"], &["shall", "file"], &[(0, 1, 0.9)]), [(0, 1)]);
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
