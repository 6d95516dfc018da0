//! What somebody meant who typed a word that the index does not have: the query with the nearest words that it has.

use super::compile::Compiler;
use crate::model::Clause;
use crate::text::english;
use crate::text::fold::is_han;
use crate::text::lemma::lemma;
use strsim::damerau_levenshtein;

/// Words that begin with the same letter and are looked through.
const MOST: usize = 20_000;
/// Letters of the shortest word that may be a slip, and from which on two letters may be wrong.
const SHORTEST: usize = 4;
const LONG: usize = 8;

/// Each English word of the clause that no passage has, with the word of the index that it may be a slip of: one letter away,
/// or two where it is long, and of those the most frequent.
pub(super) fn slips(compiler: &Compiler<'_>, clause: &Clause) -> Vec<(String, String)> {
    let mut words = Vec::new();
    gather(clause, &mut words);
    let mut slips: Vec<(String, String)> = Vec::new();
    for word in words {
        let is_new = slips.iter().all(|(known, _)| *known != word);
        if let Some(meant) = is_new.then(|| nearest(compiler, &word)).flatten() {
            slips.push((word, meant));
        }
    }
    slips
}

fn gather(clause: &Clause, words: &mut Vec<String>) {
    match clause {
        Clause::All(parts) | Clause::Any(parts) => parts.iter().for_each(|part| gather(part, words)),
        Clause::Words { text, .. } if !text.chars().any(is_han) => {
            words.extend(english::words(text).filter(|word| !word.is_stop()).map(|word| word.plain));
        }
        _ => {}
    }
}

fn nearest(compiler: &Compiler<'_>, word: &str) -> Option<String> {
    let field = compiler.fields.en_lemmas;
    let own = lemma(word).into_owned();
    let letters = word.chars().count();
    if letters < SHORTEST || !word.chars().all(char::is_alphabetic) || compiler.frequency(field, &own) > 0 {
        return None;
    }
    let first: String = own.chars().take(1).collect();
    let most = if letters < LONG { 1 } else { 2 };
    let near = compiler.dictionary.beginning_with(field, &first, MOST).into_iter().filter_map(|known| {
        let far = damerau_levenshtein(&own, &known);
        (far <= most && known.chars().all(char::is_alphabetic)).then_some((far, known))
    });
    let best = near.min_by_key(|(far, known)| (*far, std::cmp::Reverse(compiler.frequency(field, known))));
    best.map(|(_, known)| known)
}

/// A query's text with other words in the place of some, in any case.
pub(super) fn replaced(text: &str, slips: &[(String, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len());
        let (word, behind) = from.split_at(end);
        let meant = slips.iter().find(|(slip, _)| *slip == word.to_lowercase());
        out.push_str(before);
        out.push_str(meant.map_or(word, |(_, meant)| meant));
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn only_the_words_are_replaced() {
        let slips = [("arbitraton".to_string(), "arbitration".to_string())];
        assert_eq!(replaced("en:Arbitraton -\"x\" 仲裁", &slips), "en:arbitration -\"x\" 仲裁");
        assert_eq!(replaced("arbitratons", &slips), "arbitratons");
    }
}
