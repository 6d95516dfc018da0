//! A glossary that has to be followed: where a Chinese term of it stands, one of its English terms must too.

use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::english;
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// Chinese terms with the English terms that may render them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// By folded Chinese term; the longest first is what the search below takes care of.
    terms: BTreeMap<String, Vec<String>>,
}

impl Glossary {
    /// Takes pairs of terms. A Chinese term may come more than once, and an English side may hold several terms with
    /// `;` or `|` between them: any of them will do.
    pub fn new<S: AsRef<str>>(pairs: impl IntoIterator<Item = (S, S)>) -> Self {
        let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (zh, en) in pairs {
            let zh = fold(zh.as_ref().trim()).into_owned();
            let renderings = en.as_ref().split([';', '|', '；']).map(str::trim).filter(|t| !t.is_empty());
            if !zh.is_empty() {
                terms.entry(zh).or_default().extend(renderings.map(str::to_string));
            }
        }
        terms.retain(|_, renderings| !renderings.is_empty());
        Glossary { terms }
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

pub(in crate::check) fn check(pair: &Pair, glossary: &Glossary, out: &mut Vec<Candidate>) {
    if glossary.is_empty() {
        return;
    }
    let zh = fold(pair.zh);
    let words: Vec<String> = english::words(pair.en).map(|w| w.lemma()).collect();
    let found: Vec<(Span, &Vec<String>)> =
        glossary.terms.iter().filter_map(|(term, renderings)| Some((span(pair.zh, &zh, term)?, renderings))).collect();
    for (span, renderings) in &found {
        // 商業秘密 speaks for 秘密 inside it.
        let inside = found.iter().any(|(other, _)| other.len() > span.len() && other.contains(*span));
        if inside || renderings.iter().any(|r| says(&words, r)) {
            continue;
        }
        let instead = pair.linked.spot(Side::Zh, *span).first().map(|(span, _)| *span);
        let message = format!("{} is \"{}\" in the glossary", span.of(pair.zh), renderings.join("\" or \""));
        out.push(pair.finding(Rule::TermGlossary, Severity::Error, Some(*span), instead, message));
    }
}

/// Where a folded term first stands in the text.
fn span(text: &str, folded: &str, term: &str) -> Option<Span> {
    let at = folded.find(term)?;
    // Folding is one character to one character.
    let before = folded.get(..at)?.chars().count();
    let length = term.chars().count();
    let mut places = text.char_indices().map(|(i, c)| (i, i + c.len_utf8())).skip(before);
    let first = places.next()?;
    let last = if length > 1 { places.nth(length - 2)? } else { first };
    Some(Span::new(first.0, last.1))
}

/// Whether the lemmas have the words of a term one after another.
fn says(words: &[String], term: &str) -> bool {
    let wanted: Vec<String> = english::words(term).map(|w| w.lemma()).collect();
    !wanted.is_empty() && words.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_and_their_renderings() {
        let glossary = Glossary::new([("商業秘密", "trade secret; confidential information"), ("", "x"), ("無", " ")]);
        assert_eq!(glossary.terms.len(), 1);
        let words: Vec<String> = english::words("Trade secrets are kept.").map(|w| w.lemma()).collect();
        assert!(says(&words, "trade secret") && !says(&words, "business secret"));
        let text = "保護商業秘密";
        assert_eq!(
            span(text, &fold(text), &fold("商业秘密")).map(|s| s.of(text).to_string()).as_deref(),
            Some("商業秘密")
        );
    }
}
