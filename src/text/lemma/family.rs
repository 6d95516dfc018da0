//! Families of derived words: *mediate*, *mediation*, *mediator*. They are different words to a search; to a dictionary,
//! which gives one of them for a Chinese verb and its noun, the others are likely.

/// Endings that make other words of a word, those that end in others first.
const ENDINGS: &[&str] = &[
    "ization", "ational", "ability", "ibility", "ication", "ation", "ition", "ative", "itive", "atory", "ator", "ment",
    "ness", "ence", "ance", "ency", "ancy", "able", "ible", "ical", "ally", "ious", "eous", "ion", "ity", "ive", "ize",
    "ist", "ism", "ful", "ous", "ate", "ant", "ent", "ial", "ary", "al", "or", "er", "ly", "ic", "ee", "y", "e",
];

/// Letters that a family has in common, at least.
const LEAST: usize = 5;

/// What the lemmas of a family begin with; the lemma itself where it has no such ending.
///
/// ```
/// use duizhao::text::lemma::family;
/// assert_eq!(family("arbitral"), family("arbitration"));
/// assert_eq!(family("infringe"), family("infringement"));
/// assert_ne!(family("contract"), family("contain"));
/// ```
pub fn family(lemma: &str) -> &str {
    let root = ENDINGS.iter().find_map(|end| lemma.strip_suffix(end).filter(|root| root.len() >= LEAST));
    let root = root.unwrap_or(lemma);
    root.strip_suffix('e').filter(|root| root.len() >= LEAST).unwrap_or(root)
}
