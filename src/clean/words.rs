//! Which words there are, and where two have run together. Precision first: a word that the vocabulary has, a name
//! that the document uses again and again, and a brand are never cut.

use crate::text::word_class::is_little;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words that hardly ever end a longer word by accident.
const TAILS: [&str; 10] = ["of", "and", "the", "for", "with", "from", "which", "that", "shall", "were"];
/// Words that do ("in" in "bulletin"): believed in a damaged document only.
const SOFT_TAILS: [&str; 7] = ["in", "to", "on", "by", "is", "as", "at"];
/// Words that hardly ever open a longer word by accident.
const HEADS: [&str; 6] = ["the", "they", "their", "which", "of", "and"];
/// Prepositions of the legal compounds "therein", "hereby", "whereupon".
const COMPOUND: [&str; 22] = [
    "in", "of", "to", "by", "at", "on", "for", "with", "from", "under", "upon", "after", "unto", "about", "above",
    "before", "inafter", "tofore", "as", "fore", "into", "through",
];
/// Words that look like two, for vocabularies that lack them.
const WHOLE: [&str; 14] = [
    "therapist",
    "whichever",
    "whichsoever",
    "errand",
    "seethe",
    "andante",
    "forthwith",
    "notwithstanding",
    "breathe",
    "clothe",
    "operand",
    "proof",
    "behoof",
    "theretofore",
];
/// Names that are written as one though they look like two.
const BRANDS: [&str; 24] = [
    "JavaScript",
    "TypeScript",
    "PowerPoint",
    "SharePoint",
    "MasterCard",
    "StackOverflow",
    "OpenStreetMap",
    "PostgreSQL",
    "WordPress",
    "SourceForge",
    "BlackBerry",
    "PayPal",
    "YouTube",
    "LinkedIn",
    "GitHub",
    "GitLab",
    "WeChat",
    "TikTok",
    "FaceTime",
    "DreamWorks",
    "AstraZeneca",
    "GlaxoSmithKline",
    "PricewaterhouseCoopers",
    "HarperCollins",
];
/// Openings of names: McDonald, DeLorean, LaTeX.
const NAME_HEADS: [&str; 10] = ["Mc", "Mac", "De", "La", "Le", "Di", "Du", "Van", "Von", "Fitz"];
/// A longer run of letters is no word.
const LONGEST: usize = 40;

/// The general vocabulary together with the words that the document itself vouches for.
#[derive(Clone, Copy)]
pub(super) struct Vocabulary<'a> {
    pub is_word: &'a dyn Fn(&str) -> bool,
    /// Words that stand in the document several times, as they are written there.
    pub names: &'a FxHashSet<Box<str>>,
}

impl Vocabulary<'_> {
    /// Whether the word is one, in any form.
    pub fn knows(&self, word: &str) -> bool {
        self.names.contains(word) || self.has(word)
    }

    /// Whether the general vocabulary has the word or what it is inflected from.
    pub fn has(&self, word: &str) -> bool {
        if word.len() < 2 {
            return matches!(word, "a" | "A" | "I");
        }
        if word.len() > LONGEST {
            return false;
        }
        let lower = word.to_ascii_lowercase();
        (self.is_word)(&lower) || is_little(&lower) || self.inflected(&lower)
    }

    fn inflected(&self, lower: &str) -> bool {
        let is = |base: &str| base.len() > 2 && (self.is_word)(base);
        for (ending, more) in [
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("ed", ""),
            ("ed", "e"),
            ("ied", "y"),
            ("ing", ""),
            ("ing", "e"),
            ("ly", ""),
        ] {
            let Some(base) = lower.strip_suffix(ending) else { continue };
            if is(base) && more.is_empty() || !more.is_empty() && is(&[base, more].concat()) {
                return true;
            }
            // "planning", "referred"
            if matches!(ending, "ed" | "ing")
                && base.len() > 3
                && base.as_bytes().iter().rev().take(2).all(|b| Some(b) == base.as_bytes().last())
            {
                let single = base.get(..base.len() - 1).unwrap_or(base);
                if is(single) {
                    return true;
                }
            }
        }
        false
    }
}

/// Where a run of letters comes apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Bytes from the start of the run, rising.
    pub at: Vec<usize>,
    /// Whether the form alone proves it; otherwise the document must show damage elsewhere.
    pub proven: bool,
}

/// Where words have run together in a run of letters; `None` when it is a word, or nobody can tell.
pub(super) fn cut(run: &str, vocabulary: &Vocabulary, counts: &FxHashMap<&str, u32>) -> Option<Cut> {
    if run.len() < 4
        || run.len() > LONGEST
        || !run.bytes().any(|byte| byte.is_ascii_lowercase())
        || vocabulary.has(run)
        || is_whole(run)
    {
        return None;
    }
    let pieces = humps(run);
    let found = match pieces.as_slice() {
        [_] => cut_little(run, 0, vocabulary)?,
        pieces => cut_humps(run, pieces, vocabulary, counts)?,
    };
    let count = counts.get(run).copied().unwrap_or(1);
    // A form that comes back is the document's own word, unless its parts are far more common.
    let mut edges = found.at.clone();
    edges.push(run.len());
    let mut from = 0;
    let rare = edges.into_iter().all(|to| {
        let part = run.get(from..to).unwrap_or("");
        from = to;
        counts.get(part).copied().unwrap_or(0) / 20 >= count
    });
    (count <= 2 || rare).then_some(found)
}

fn is_whole(run: &str) -> bool {
    let lower = run.to_ascii_lowercase();
    let compound = ["here", "there", "where"]
        .iter()
        .any(|head| lower.strip_prefix(head).is_some_and(|rest| COMPOUND.contains(&rest)));
    compound || WHOLE.contains(&lower.as_str()) || BRANDS.contains(&run)
}

/// Words joined where the case changes: "DeepeningEngagement", "concludedtheGuangdong", "IPCooperation".
fn cut_humps(
    run: &str,
    pieces: &[(usize, usize)],
    vocabulary: &Vocabulary,
    counts: &FxHashMap<&str, u32>,
) -> Option<Cut> {
    let mut at = Vec::new();
    let mut proven = false;
    let mut content = true;
    for (i, &(start, end)) in pieces.iter().enumerate() {
        let piece = run.get(start..end)?;
        if i > 0 {
            at.push(start);
        }
        if piece.len() < 2 || NAME_HEADS.contains(&piece) {
            return None;
        }
        let little = is_little(piece) && i + 1 < pieces.len();
        // "ofArticle" is damage, "toString" an identifier.
        proven |= little && matches!(piece, "of" | "the" | "and") || i > 0 && TAILS.contains(&piece);
        if little || TAILS.contains(&piece) {
            continue;
        }
        let capitals = piece.bytes().all(|byte| byte.is_ascii_uppercase());
        if capitals && counts.get(piece).is_some_and(|count| *count > 1) {
            continue;
        }
        if let Some(inner) = (!vocabulary.knows(piece)).then(|| cut_little(piece, start, vocabulary)).flatten() {
            proven |= inner.proven;
            at.extend(inner.at);
            continue;
        }
        if capitals || !vocabulary.knows(piece) {
            return None;
        }
        content &= piece.len() >= 5;
    }
    (proven || content).then_some(Cut { at, proven })
}

/// A word with a little word before or behind it: "Planningof", "Bythe", "theyfiled". `shift` is added to the place.
fn cut_little(run: &str, shift: usize, vocabulary: &Vocabulary) -> Option<Cut> {
    let lower = run.to_ascii_lowercase();
    if !run.get(1..)?.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let is_content = |part: &str, least: usize| part.len() >= least && vocabulary.knows(part);
    let cut = |at: usize, proven| Some(Cut { at: vec![shift + at], proven });
    for tail in TAILS {
        let Some(at) = lower.strip_suffix(tail).map(str::len) else { continue };
        let head = run.get(..at)?;
        // "Galland" is a name; "Guangdongand" is none where Guangdong is one.
        let name = tail == "and"
            && run.starts_with(|c: char| c.is_ascii_uppercase())
            && head.len() < 6
            && vocabulary.names.get(head).is_none();
        if is_content(head, 4) && !name || tail == "the" && is_little(&head.to_ascii_lowercase()) {
            return cut(at, true);
        }
    }
    for head in HEADS {
        let Some(rest) = lower.strip_prefix(head) else { continue };
        let accident = head == "of" && rest.starts_with('f');
        if !accident && is_content(run.get(head.len()..)?, if head == "and" { 5 } else { 4 }) {
            return cut(head.len(), true);
        }
    }
    for tail in SOFT_TAILS {
        let Some(at) = run.strip_suffix(tail).map(str::len) else { continue };
        if run.starts_with(|c: char| c.is_ascii_lowercase()) && is_content(run.get(..at)?, 5) {
            return cut(at, false);
        }
    }
    None
}

/// The pieces of a run of letters by case: lower to upper divides, and in "IPRfor" or "IPCooperation" the capitals
/// end where the small letters are a little word, or one letter earlier.
fn humps(run: &str) -> Vec<(usize, usize)> {
    let bytes = run.as_bytes();
    let mut starts = vec![0];
    let mut capitals = 0;
    for (i, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_uppercase() {
            if i > 0 && capitals == 0 {
                starts.push(i);
            }
            capitals += 1;
            continue;
        }
        if capitals >= 2 {
            let rest = run.get(i..).unwrap_or("");
            let tail = rest.find(|c: char| c.is_ascii_uppercase()).and_then(|end| rest.get(..end)).unwrap_or(rest);
            starts.push(if is_little(tail) || tail.len() < 2 { i } else { i - 1 });
        }
        capitals = 0;
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([run.len()]);
    starts.iter().copied().zip(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(run: &str) -> String {
        let words = [
            "deepening",
            "engagement",
            "planning",
            "file",
            "conclude",
            "court",
            "power",
            "point",
            "script",
            "java",
            "thai",
            "protection",
            "cooperation",
            "bullet",
        ];
        let names: FxHashSet<Box<str>> = ["IPR", "IP", "Guangdong"].into_iter().map(Box::from).collect();
        let vocabulary = Vocabulary { is_word: &|word| words.contains(&word), names: &names };
        let mut out = run.to_string();
        let counts = [("IPR", 9), ("IP", 9), ("Guangdong", 9)].into_iter().collect();
        let cut = cut(run, &vocabulary, &counts);
        for at in cut.iter().flat_map(|cut| cut.at.iter().rev()) {
            out.insert(*at, ' ');
        }
        out
    }

    #[test]
    fn joined_words_come_apart() {
        for (run, want) in [
            ("IPRfor", "IPR for"),
            ("Planningof", "Planning of"),
            ("Bythe", "By the"),
            ("theyfiled", "they filed"),
            ("concludedtheGuangdong", "concluded the Guangdong"),
            ("DeepeningEngagement", "Deepening Engagement"),
            ("IPCooperation", "IP Cooperation"),
            ("Guangdongand", "Guangdong and"),
            ("ofCourt", "of Court"),
        ] {
            assert_eq!(apart(run), want);
        }
    }

    #[test]
    fn words_names_and_brands_stay() {
        for run in [
            "therein",
            "hereby",
            "Thailand",
            "JavaScript",
            "PowerPoint",
            "LinkedIn",
            "GitHub",
            "McDonald",
            "PhD",
            "APIs",
            "iPhone",
            "toString",
            "Newton",
            "England",
            "whichever",
            "IPRs",
            "IPRS",
            "thereof",
        ] {
            assert_eq!(apart(run), run);
        }
    }
}
