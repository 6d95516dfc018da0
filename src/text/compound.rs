//! Compounds that texts write as one word, with a hyphen or as two: email and e-mail, trademark and trade mark,
//! subcommittee and sub-committee. A hyphen parts words here, so the two ways are one word and two.

/// Beginnings that a hyphen may part from any word, of three letters or more.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "de", "inter", "mid", "mis", "multi", "non", "over", "post", "pre", "re",
    "semi", "socio", "sub", "super", "trans", "ultra", "under",
];

/// Letters of what stands behind such a beginning, at least: "read" is no word behind "re".
const REST: usize = 4;

/// Other compounds, where their second word begins. Sorted.
#[rustfmt::skip]
const COMPOUNDS: &[(&str, usize)] = &[
    ("airline", 3), ("airport", 3), ("bookkeeping", 4), ("buyout", 3), ("bylaw", 2), ("bypass", 2), ("byproduct", 2),
    ("checklist", 5), ("childcare", 5), ("copyright", 4), ("cyberspace", 5), ("database", 4), ("dataset", 4),
    ("daycare", 3), ("ebook", 1), ("ecommerce", 1), ("email", 1), ("framework", 5), ("fulltime", 4),
    ("goodwill", 4), ("guideline", 5), ("hardware", 4), ("healthcare", 6), ("homepage", 4), ("keyword", 3),
    ("landowner", 4), ("lawmaker", 3), ("lawsuit", 3), ("letterhead", 6), ("lifetime", 4), ("livestock", 4),
    ("longterm", 4), ("marketplace", 6), ("nationwide", 6), ("offshore", 3), ("online", 2), ("onshore", 2),
    ("parttime", 4), ("paycheck", 3), ("payroll", 3), ("policyholder", 6), ("policymaker", 6), ("printout", 5),
    ("runoff", 3), ("shareholder", 5), ("shipowner", 4), ("signup", 4), ("smartphone", 5), ("software", 4),
    ("spreadsheet", 6), ("stakeholder", 5), ("startup", 5), ("stockholder", 5), ("takeover", 4), ("taxpayer", 3),
    ("timetable", 4), ("trademark", 5), ("turnover", 4), ("warehouse", 4), ("webpage", 3), ("website", 3),
    ("wellbeing", 4), ("wildlife", 4), ("workflow", 4), ("workforce", 4), ("workplace", 4), ("worldwide", 5),
];

/// The same compound written the other way: the two words of one, or the one of two. Plain words, in any inflection.
///
/// ```
/// use duizhao::text::compound::other_spelling;
/// assert_eq!(other_spelling(&["emails"]), Some(vec!["e".to_string(), "mails".into()]));
/// assert_eq!(other_spelling(&["trade", "marks"]), Some(vec!["trademarks".to_string()]));
/// assert_eq!(other_spelling(&["trade", "secret"]), None);
/// ```
pub fn other_spelling(words: &[&str]) -> Option<Vec<String>> {
    match words {
        [one] => {
            let at = parted(one)?;
            Some(vec![one.get(..at)?.to_string(), one.get(at..)?.to_string()])
        }
        [first, second] => {
            let joined = format!("{first}{second}");
            (parted(&joined) == Some(first.len())).then(|| vec![joined])
        }
        _ => None,
    }
}

/// Where the second word of a compound begins.
fn parted(word: &str) -> Option<usize> {
    let after = COMPOUNDS.partition_point(|(compound, _)| *compound <= word);
    let listed = after.checked_sub(1).and_then(|i| COMPOUNDS.get(i)).filter(|(compound, _)| {
        // With the endings of its inflections.
        word.strip_prefix(compound).is_some_and(|ending| matches!(ending, "" | "s" | "ed" | "d" | "ing"))
    });
    let prefixed = || {
        let prefix = PREFIXES.iter().filter(|prefix| word.starts_with(**prefix)).max_by_key(|prefix| prefix.len())?;
        (word.len() >= prefix.len() + REST && word.is_ascii()).then_some(prefix.len())
    };
    listed.map(|(_, at)| *at).or_else(prefixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_sorted_and_parted_inside() {
        assert!(COMPOUNDS.is_sorted() && PREFIXES.is_sorted());
        assert!(COMPOUNDS.iter().all(|(word, at)| *at > 0 && *at < word.len()));
    }

    #[test]
    fn both_ways_lead_to_each_other() {
        for (one, two) in [
            ("email", "e mail"),
            ("websites", "web sites"),
            ("subcommittee", "sub committee"),
            ("cooperate", "co operate"),
            ("nonresident", "non resident"),
        ] {
            let parts: Vec<&str> = two.split(' ').collect();
            assert_eq!(other_spelling(&[one]).map(|words| words.join(" ")).as_deref(), Some(two));
            assert_eq!(other_spelling(&parts), Some(vec![one.to_string()]));
        }
        for words in [&["read"][..], &["patent"], &["of", "the"], &["the", "patent", "law"], &[]] {
            assert_eq!(other_spelling(words), None, "{words:?}");
        }
    }
}
