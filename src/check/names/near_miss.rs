//! Latin words of the Chinese that are off by a letter or two: GUN for "GNU", Arudino for "Arduino". What the Chinese
//! leaves in Latin letters it takes from the English, so a word that the English does not have, next to one that it has
//! and the Chinese has not, was mistyped.

use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Span};
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use crate::text::word_class::is_stop;
use rustc_hash::FxHashSet;

/// Letters that a word has at least to be compared, and from which on two edits are near.
const LEAST: usize = 3;
const LONG: usize = 7;

/// Letters from which on a word that is none is no other name, where the right form stands beside it.
const SURE: usize = 5;

/// Letters that the letters of a name are at most mistaken for a word.
const ACRONYM: usize = 4;

/// How many parts two identifiers must share of those that either has, to be one that was mistyped: 3 of 4.
const SHARED: (usize, usize) = (1, 2);

/// The feature by which a finding is known to be of a word that is off by a letter or two.
pub(super) const NEAR_MISS: &str = "near_miss";

/// A word in Latin letters.
pub(super) struct Word<'t> {
    span: Span,
    text: &'t str,
    pub lower: String,
}

pub(in crate::check) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let zh = words(pair.zh);
    if zh.is_empty() {
        return;
    }
    let en = words(pair.en);
    let known: FxHashSet<&str> = en.iter().map(|w| w.lower.as_str()).collect();
    let here: FxHashSet<&str> = zh.iter().map(|w| w.lower.as_str()).collect();
    let squeezed: String = squeeze(pair.en);
    let mut said: FxHashSet<&str> = FxHashSet::default();
    // Rows of identifiers are paired by their places, not by what they name.
    let is_row = !pair.zh.chars().any(is_han);
    for word in zh.iter().filter(|w| !known.contains(w.lower.as_str()) && w.lower.len() >= LEAST) {
        let camel =
            word.text.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
        if is_row && (camel || word.text.contains(['_', '.'])) {
            continue;
        }
        // "Blend Shape" is BlendShape, and "docs" is in "documents".
        if is_address(pair.zh, word.span) {
            continue;
        }
        let is_joined = !word.text.contains(['_', '.']) && squeezed.contains(&squeeze(word.text));
        if is_joined || is_glued(word, &en) || !said.insert(&word.lower) {
            continue;
        }
        // The "usr" of /usr/share is no slip for a word of the text.
        let in_path = is_in_path(pair.zh, word.span);
        let near = |other: &&Word| {
            is_slip(word, other) && is_in_path(pair.en, other.span) == in_path && !is_address(pair.en, other.span)
        };
        let missing = en.iter().filter(|e| !here.contains(e.lower.as_str())).find(near);
        // The right form may stand beside the wrong one; then only a word that is none is wrong. A short one or a name in
        // parts ("index.htm") may be another all the same.
        let beside = || {
            // The name "Linus" beside as many "Linux" as the English has stands for none of them.
            let often = |words: &[Word], lower: &str| words.iter().filter(|w| w.lower == lower).count();
            let is_none = word.lower.len() > LEAST && !is_english(&word.lower);
            let other = en.iter().filter(|e| is_none && e.lower.len() > LEAST).find(near)?;
            let fewer = often(&zh, &other.lower) < often(&en, &other.lower);
            let long = |word: &str, least: usize| word.len() >= least && !word.contains('.');
            let is_name = word.text.starts_with(|c: char| c.is_ascii_uppercase());
            let told = long(word.text, SURE) && (fewer || !is_name) || long(word.text, SURE - 1) && fewer;
            let sure = told && long(other.text, SURE);
            Some((other, if sure { Severity::Error } else { Severity::Note }))
        };
        let Some((other, severity)) = missing.map(|e| (e, Severity::Error)).or_else(beside) else { continue };
        let message = format!("{} is not \"{}\"", word.text, other.text);
        let found = pair.finding(Rule::TermName, severity, Some(word.span), Some(other.span), message);
        let classifier = found.classifier;
        out.push(found.judged_by(classifier, [(NEAR_MISS, 1.0)]));
    }
}

/// Letters from which on an identifier does not end another by chance.
const IDENTIFIER: usize = 10;

/// Whether an identifier is on the other side with the word before it glued to it: `JSBridgewindow.open` of a page that puts
/// no blank between a link and code.
fn is_glued(word: &Word, others: &[Word]) -> bool {
    let is_identifier = word.lower.len() >= IDENTIFIER && word.text.contains(['_', '.']);
    is_identifier && others.iter().any(|other| other.lower.ends_with(&word.lower))
}

/// Whether a word is part of an address: of a page, of mail, of a query.
pub(super) fn is_address(text: &str, word: Span) -> bool {
    let ends = |c: char| c.is_whitespace() || !c.is_ascii();
    let start = text.get(..word.start).unwrap_or("").rsplit(ends).next().map_or(word.start, |w| word.start - w.len());
    let end = text.get(word.end..).unwrap_or("").split(ends).next().map_or(word.end, |w| word.end + w.len());
    let whole = text.get(start..end).unwrap_or("");
    whole.contains("://") || whole.contains("www.") || whole.contains('@') && !whole.starts_with('@')
}

/// Whether a word is a folder of a path.
fn is_in_path(text: &str, word: Span) -> bool {
    let before = text.get(..word.start).is_some_and(|t| t.ends_with('/'));
    before && text.get(word.end..).is_some_and(|t| t.starts_with('/'))
}

fn is_english(word: &str) -> bool {
    Lexicon::shared().is_english_word(&crate::text::lemma::lemma(word))
}

fn squeeze(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The words in Latin letters with the marks of identifiers inside: `lazy_dog.txt`, "CD", "ROM".
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    // "Café" is one word.
    let inner = |c: char| c.is_ascii_alphanumeric() || ('À'..='ɏ').contains(&c) || matches!(c, '_' | '.' | '\'' | '’');
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find(inner)).map(|i| at + i) {
        let end = text.get(start..).and_then(|t| t.find(|c| !inner(c))).map_or(text.len(), |i| start + i);
        at = end;
        let marks = |c: char| matches!(c, '.' | '\'' | '’' | '_');
        let piece = text.get(start..end).unwrap_or("");
        // "M.Hoffmann" is "M. Hoffmann".
        let initials = piece
            .as_bytes()
            .chunks(2)
            .take_while(|two| two.len() == 2 && two[0].is_ascii_uppercase() && two[1] == b'.');
        let piece = piece.get(initials.count() * 2..).filter(|rest| rest.len() > 1).unwrap_or(piece);
        let from = end - piece.trim_start_matches(marks).len();
        let word = piece.trim_matches(marks);
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        if word.is_ascii() && word.bytes().any(|b| b.is_ascii_alphabetic()) {
            out.push(Word { span: Span::new(from, from + word.len()), text: word, lower: word.to_ascii_lowercase() });
        }
    }
    out
}

/// Whether a word of the Chinese is one of the English with a slip, and no other form of it.
fn is_slip(zh: &Word, en: &Word) -> bool {
    let (a, b) = (zh.lower.as_bytes(), en.lower.as_bytes());
    // "RL_E" is a mnemonic of "RLE"; "Postgres" is short for "PostgreSQL".
    let (short, long) = if a.len() < b.len() { (&zh.lower, &en.lower) } else { (&en.lower, &zh.lower) };
    let is_short = long.len() >= short.len() + 2 && long.starts_with(short.as_str());
    // "txt" is short for "text", and "Latn" for "Latin".
    let is_short = is_short || short.len() < LONG - 2 && short.len() < long.len() && lacks_vowels(short, long);
    // "M.init" is "init" by its full name.
    let is_qualified = long.strip_suffix(short.as_str()).is_some_and(|rest| rest.ends_with('.'))
        || long.strip_prefix(short.as_str()).is_some_and(|rest| rest.starts_with('.'));
    // "v4.x" is 4.x.
    let is_version = long.strip_prefix('v') == Some(short) && short.starts_with(|c: char| c.is_ascii_digit());
    if is_short || is_qualified || is_version || squeeze(&zh.lower) == squeeze(&en.lower) {
        return false;
    }
    if is_stop(&en.lower) || a.len().min(b.len()) < LEAST || is_inflection(&zh.lower, &en.lower) {
        return false;
    }
    // "EPS" is no slip of "ups".
    let is_word = |word: &Word| !is_acronym(word.text) && is_english(&word.lower);
    if a.len().max(b.len()) <= ACRONYM && (is_acronym(zh.text) && is_word(en) || is_word(zh) && is_acronym(en.text)) {
        return false;
    }
    let digits = |w: &[u8]| w.iter().filter(|b| b.is_ascii_digit()).copied().collect::<Vec<_>>();
    // Figures are compared elsewhere.
    if digits(a) != digits(b) {
        return false;
    }
    let most = if a.len().min(b.len()) >= LONG { 2 } else { 1 };
    let near = a.len().abs_diff(b.len()) <= most && edits(a, b) <= most;
    // "Form" and "from" are two words; so are "their" and "there".
    let both_english = is_english(&zh.lower) && is_english(&en.lower);
    near && !(both_english && !(is_acronym(zh.text) && is_acronym(en.text))) || shares_parts(zh.text, en.text)
}

/// Whether a word is another without some of its vowels.
fn lacks_vowels(short: &str, long: &str) -> bool {
    let mut rest = short.chars().peekable();
    let kept = |c: char| rest.next_if_eq(&c).is_some() || "aeiou".contains(c);
    long.chars().all(kept) && rest.peek().is_none()
}

fn is_acronym(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase())
}

/// "Traits" and "trait", "colour" and "color", "organise" and "organize", "optimizer" and "optimized".
fn is_inflection(a: &str, b: &str) -> bool {
    const ENDINGS: [&str; 14] = ["s", "es", "ed", "d", "ing", "er", "r", "ers", "rs", "ly", "n", "al", "y", "ies"];
    let lemma = |w: &str| crate::text::lemma::lemma(w).into_owned();
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|rest| ENDINGS.contains(&rest))
        || lemma(a) == lemma(b)
        || british(a) == british(b)
        || is_derived_alike(a, b)
}

/// Letters that a stem has at least.
const STEM: usize = 4;

/// Whether two words are one stem with two endings that make words: "mutation" and "mutating". One that is usually mistaken
/// for another ("-er" and "-or", "-able" and "-ible") is not among them.
fn is_derived_alike(a: &str, b: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "ion", "ions", "ing", "ings", "ed", "er", "ers", "ize", "izes", "ity", "ities", "al", "ic", "ism", "ist",
        "ive", "ous", "ment",
    ];
    let stems = |word: &str| -> Vec<String> {
        let stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
        stems.filter(|stem| stem.len() >= STEM).map(String::from).collect()
    };
    let (a, b) = (stems(a), stems(b));
    a.iter().any(|stem| b.contains(stem))
}

fn british(word: &str) -> String {
    word.replace("our", "or")
        .replace("ise", "ize")
        .replace("isa", "iza")
        .replace("tre", "ter")
        .replace("ae", "e")
        .replace("ll", "l")
}

/// Insertions, deletions, substitutions and swaps of neighbours that make one word the other (optimal string
/// alignment).
fn edits(a: &[u8], b: &[u8]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(x != y)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// `impl_macro_derive` for `impl_hello_macro`: identifiers of several parts, of which most are the same.
fn shares_parts(a: &str, b: &str) -> bool {
    let parts = |word: &str| -> Vec<String> {
        word.split(['_', '.']).filter(|p| !p.is_empty()).map(str::to_ascii_lowercase).collect()
    };
    let (a, b) = (parts(a), parts(b));
    if a.len() < 2 || a.len() != b.len() {
        return false;
    }
    let shared = a.iter().filter(|p| b.contains(p)).count();
    shared * SHARED.1 > a.len().max(b.len()) * SHARED.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_other_forms() {
        let word = |text: &'static str| words(text).into_iter().next().unwrap();
        for (zh, en, slip) in [
            ("GUN", "GNU", true),
            ("Arudino", "Arduino", true),
            ("cvs", "csv", true),
            ("lazy_dog.tx", "lazy_dog.txt", true),
            ("impl_macro_derive", "impl_hello_macro", true),
            ("trait", "traits", false),
            ("color", "colour", false),
            ("form", "from", false),
            ("API", "APIs", false),
            ("mutation", "mutating", false),
            ("Validator", "Validater", true),
            ("start_engine", "E.start_engine", false),
            ("EPS", "ups", false),
        ] {
            assert_eq!(is_slip(&word(zh), &word(en)), slip, "{zh} {en}");
        }
    }
}
