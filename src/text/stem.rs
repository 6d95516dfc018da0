//! Stems of English words. Imports nothing of ours: `tests/tables` includes this file too, so that the glosses
//! of the lexicon and the words of a text are cut down by the same function.

use frostem::{Algorithm, Stemmer};
use std::borrow::Cow;

/// The Snowball (English) stem of a folded word, without what follows an apostrophe, in one spelling: 中心 is "centre"
/// in one text and "center" in another, and in the dictionary.
pub fn stem(folded: &str) -> Cow<'_, str> {
    let word = folded.split('\'').next().unwrap_or(folded);
    let stemmer = Stemmer::new(Algorithm::English);
    match with_z(word) {
        Some(word) => Cow::Owned(stemmer.stem(&word).into_owned()),
        None => one_spelling(stemmer.stem(word)),
    }
}

/// What follows the s of organise and analyse.
const AFTER_S: &[&str] = &["e", "es", "ed", "ing", "ation", "ations", "ational", "er", "ers", "able"];

/// How what stands before `-ise` ends in words that have an s in every spelling: revise, precise, enterprise, otherwise,
/// raise, noise, guise, expertise, franchise, merchandise, paradise, despise, promise, premise, surmise, treatise.
const ALWAYS_S: &[&str] =
    &["v", "c", "pr", "w", "a", "o", "u", "rt", "ch", "nd", "ad", "p", "prom", "prem", "surm", "treat"];

/// organisation as organization, analysed as analyzed; `None` for words that have but one spelling.
fn with_z(word: &str) -> Option<String> {
    let before = AFTER_S.iter().find_map(|end| word.strip_suffix(end)?.strip_suffix('s'))?;
    let ise = before.strip_suffix('i').is_some_and(|root| {
        root.len() >= 4 && (root.ends_with("ic") || !ALWAYS_S.iter().any(|end| root.ends_with(end)))
    });
    let lyse = before.len() >= 4 && before.ends_with("ly");
    (ise || lyse).then(|| format!("{before}z{}", word.get(before.len() + 1..).unwrap_or("")))
}

/// Endings that make another word of a word; those of number and tense do not.
const MAKING: &[&str] = &[
    "ion", "or", "er", "ment", "ence", "ance", "ent", "ant", "al", "ly", "ive", "ity", "able", "ible", "ness", "ist",
    "ee",
];

/// The ending by which a folded word in the singular is another word than those of the same stem: "or" of mediator, "ion" of
/// mediation; none of mediate, mediated, mediating.
pub fn making<'w>(folded: &'w str, stem: &str) -> &'w str {
    let ends = |end: &&&str| folded.ends_with(**end) && stem.len() + end.len() <= folded.len();
    MAKING.iter().find(ends).and_then(|end| folded.get(folded.len() - end.len()..)).unwrap_or("")
}

/// Stems whose spelling goes by no rule, British and American. Sorted.
#[rustfmt::skip]
const SPELLINGS: &[(&str, &str)] = &[
    ("acknowledgment", "acknowledg"), ("aluminium", "aluminum"), ("artefact", "artifact"),
    ("counsellor", "counselor"), ("defenc", "defens"), ("favourit", "favorit"), ("grey", "gray"),
    ("judgement", "judgment"), ("licenc", "licens"), ("offenc", "offens"), ("practis", "practic"),
    ("pretenc", "pretens"), ("programm", "program"), ("sceptic", "skeptic"), ("skil", "skill"),
];

/// A stem in American spelling. The rules reach words that have but one spelling too; what matters is that no two words
/// become one.
fn one_spelling(stem: Cow<'_, str>) -> Cow<'_, str> {
    if let Ok(at) = SPELLINGS.binary_search_by_key(&&*stem, |(british, _)| british) {
        return Cow::Borrowed(SPELLINGS.get(at).map_or("", |(_, american)| american));
    }
    // colour, cent(re), fib(re), dialogu(e)
    let rules = [("our", "or", 5), ("tr", "ter", 4), ("br", "ber", 4), ("logu", "log", 6)];
    let fits = |(british, american, least): (&str, &str, usize)| {
        let root = stem.strip_suffix(british).filter(|_| stem.len() >= least)?;
        Some(format!("{root}{american}"))
    };
    rules.into_iter().find_map(fits).map_or(stem, Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_stem_begins_as_its_word_does(word in "[a-zà-ÿ0-9]{1,12}(ies|ying|ed|s|ly|ing|ness|'s)?") {
            prop_assert_eq!(stem(&word).chars().next(), word.chars().next());
        }
    }

    proptest! {
        #[test]
        fn what_makes_a_word_ends_it(word in "[a-zà-ÿ]{0,9}(ion|or|ment|ence|ly|er|s|)") {
            let making = making(&word, &stem(&word));
            prop_assert!(word.ends_with(making) && (making.is_empty() || MAKING.contains(&making)));
        }
    }

    #[test]
    fn words_of_one_stem() {
        let made = |word: &str| making(word, &stem(word)).to_string();
        for (word, by) in [
            ("mediation", "ion"),
            ("mediator", "or"),
            ("mediated", ""),
            ("infringement", "ment"),
            ("infringing", ""),
            ("negligence", "ence"),
            ("negligent", "ent"),
            ("organisation", "ion"),
        ] {
            assert_eq!(made(word), by, "{word}");
        }
        for (british, american) in [("centre", "center"), ("defence", "defense"), ("labour", "labor")] {
            assert_eq!(made(british), made(american));
        }
    }

    #[test]
    fn one_spelling() {
        for (british, american) in [
            ("centres", "centers"),
            ("centred", "centered"),
            ("organisations", "organizations"),
            ("recognised", "recognized"),
            ("recognise", "recognize"),
            ("organising", "organizing"),
            ("criticises", "criticizes"),
            ("analysed", "analyzed"),
            ("labour", "labors"),
            ("neighbouring", "neighboring"),
            ("licence", "license"),
            ("defences", "defense"),
            ("programmes", "programs"),
            ("dialogue", "dialog"),
            ("judgement", "judgment"),
            ("metres", "meters"),
            ("fibre", "fiber"),
        ] {
            assert_eq!(stem(british), stem(american));
        }
        for (one, other) in [("four", "for"), ("treatise", "treat"), ("expertise", "expert"), ("hour", "hor")] {
            assert_ne!(stem(one), stem(other));
        }
        assert_eq!(stem("supervise"), stem("supervision"));
        assert_eq!(stem("advertise"), stem("advertisement"));
        assert_eq!(stem("revised"), stem("revision"));
    }

    #[test]
    fn spellings_are_sorted() {
        assert!(SPELLINGS.is_sorted());
    }
}
