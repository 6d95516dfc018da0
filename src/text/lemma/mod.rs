//! Lemmas: the form under which the inflections of an English word are one, and derived words stay apart: *paid*, *pays*
//! and *paying* are *pay*, *author* is not *authority*. British and American spellings are one as well.
//!
//! The rules of inflection do for most words ([`rules`]); `forms.tsv` has the forms for which they would be wrong, in
//! order, and is searched where it lies. It is made by `tests/tables` from the word lists of WordNet 3.1 (its licence is
//! `LICENSE-WordNet` beside it). Index, query, marks, word alignment and lexicon all use [`lemma`].

mod family;
pub mod rules;
mod spelling;

pub use family::family;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// A form, a tab and its base form a line, in the order of the forms' bytes.
static FORMS: &str = include_str!("forms.tsv");

/// The lemma of a folded word, without what follows an apostrophe.
///
/// ```
/// use duizhao::text::lemma::lemma;
/// assert_eq!(lemma("paid"), "pay");
/// assert_eq!(lemma("children"), "child");
/// assert_eq!(lemma("organisations"), lemma("organization"));
/// assert_ne!(lemma("arbitrator"), lemma("arbitration"));
/// ```
pub fn lemma(folded: &str) -> Cow<'_, str> {
    let word = folded.split('\'').next().unwrap_or(folded);
    let base = match listed(word) {
        Some(base) => Cow::Borrowed(base),
        None => prefixed(word).or_else(|| gerunds(word)).map_or_else(|| rules::base(word), Cow::Owned),
    };
    match base {
        Cow::Borrowed(base) => spelling::american(base),
        Cow::Owned(base) => Cow::Owned(spelling::american(&base).into_owned()),
    }
}

/// Prefixes of verbs that are inflected as the verb behind them is: overhear, outswim, foresee.
const PREFIXES: [&str; 6] = ["over", "under", "out", "fore", "with", "mis"];

/// The base form of a word that is a form of the table with a prefix before it.
fn prefixed(word: &str) -> Option<String> {
    PREFIXES.iter().find_map(|prefix| {
        let form = word.strip_prefix(prefix).filter(|form| form.len() > 2)?;
        Some(format!("{prefix}{}", listed(form)?))
    })
}

/// The base form of the plural of a word in -ing, which is that of the word: saplings, filings.
fn gerunds(word: &str) -> Option<String> {
    let one = word.strip_suffix('s').filter(|one| one.ends_with("ing"))?;
    Some(listed(one).map_or_else(|| rules::base(one).into_owned(), String::from))
}

/// Where the forms begin that have the same first two bytes, in their order, and the end of the table. Each word of a
/// text is looked up when matches are marked, and this leaves a few lines to be searched.
static STARTS: LazyLock<Vec<([u8; 2], usize)>> = LazyLock::new(|| {
    let mut starts: Vec<([u8; 2], usize)> = Vec::new();
    let mut at = 0;
    for line in FORMS.split_inclusive('\n') {
        let first = prefix(line.as_bytes());
        if starts.last().is_none_or(|(known, _)| *known != first) {
            starts.push((first, at));
        }
        at += line.len();
    }
    starts.push(([u8::MAX; 2], at));
    starts
});

/// The first two bytes of a form; a tab stands behind one of a single letter.
fn prefix(form: &[u8]) -> [u8; 2] {
    let byte = |i: usize| form.get(i).copied().unwrap_or(b'\t');
    [byte(0), byte(1)]
}

/// The base form that the table has for a form.
fn listed(form: &str) -> Option<&'static str> {
    let bytes = FORMS.as_bytes();
    let place = STARTS.binary_search_by_key(&prefix(form.as_bytes()), |(known, _)| *known).ok()?;
    let (mut low, mut high) = (STARTS.get(place)?.1, STARTS.get(place + 1)?.1);
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |i| low + i + 1);
        let end = bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |i| start + i);
        let (listed, base) = FORMS[start..end].split_once('\t')?;
        match listed.cmp(form) {
            Ordering::Equal => return Some(base),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_is_in_order_and_every_form_is_found() {
        let forms: Vec<(&str, &str)> = FORMS.lines().map(|line| line.split_once('\t').unwrap()).collect();
        assert!(forms.is_sorted_by(|a, b| a.0 < b.0));
        for (form, base) in forms {
            assert_eq!(listed(form), Some(base));
            assert_ne!(rules::base(form), base, "{form}: the rules do");
        }
    }

    #[test]
    fn inflections_meet() {
        for forms in [
            "mouse mice",
            "child children",
            "person people persons",
            "criterion criteria",
            "pay pays paid paying",
            "bear bore borne",
            "hold held holding",
            "begin began begun beginning",
            "lie lay lying",
            "leaf leaves",
            "withdraw withdrew withdrawn",
            "good better best",
            "large larger largest",
            "policy policies",
            "organise organizes organised organizing",
            "infringe infringing infringes",
            "practise practicing practice",
            "travel travelled traveling",
            "spell spelt spelled",
            "agree agreed agrees agreeing",
        ] {
            let lemmas: Vec<_> = forms.split(' ').map(lemma).collect();
            assert!(lemmas.windows(2).all(|pair| pair[0] == pair[1]), "{forms}: {lemmas:?}");
        }
    }

    #[test]
    fn derived_and_other_words_stay_apart() {
        for words in [
            "author authority authorize",
            "arbitrator arbitration arbitrate",
            "mediator mediation mediate",
            "supervise supervision",
            "universe university universal",
            "organ organize organization",
            "even evening",
            "new news",
            "custom customs",
            "good goods",
            "mean means",
            "physic physics",
            "employ employer employee employment",
            "hop hope",
            "plan plane",
            "four for",
        ] {
            let lemmas: Vec<_> = words.split(' ').map(lemma).collect();
            assert!(lemmas.iter().enumerate().all(|(i, one)| lemmas[..i].iter().all(|two| one != two)), "{lemmas:?}");
        }
    }

    proptest! {
        #[test]
        fn any_word_has_a_lemma(word in "[a-zà-ÿ0-9業']{0,12}(ies|ying|ed|s|ing|'s)?") {
            let lemma = lemma(&word);
            prop_assert!(lemma.is_empty() == word.split('\'').next().unwrap_or("").is_empty());
        }
    }
}
