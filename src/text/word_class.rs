//! Classes of words: what is grammar and not meaning, in both languages, and what only asks. The one place for lists of
//! function words. They differ because their readers ask different questions; each says which. Imports nothing of
//! ours, so that the generator of the lexicon can use it too. All words are folded.

/// Chinese words of grammar that nothing on the English side renders. For linking paragraphs and sentences: words that
/// may be rendered (以, 对, 其) are left out, since a link can stand on them.
const ZH_UNRENDERED: &[&str] = &["的", "了", "着", "过", "是", "在", "和", "也", "都", "就", "而", "及", "与"];

/// The particles that word alignment links with no article of English: fewer than [`ZH_UNRENDERED`], since 是 is "is"
/// and 和 is "and" to it.
const ZH_PARTICLES: &[&str] = &["的", "了", "在", "之"];

/// Characters that no Chinese term begins or ends with: pronouns, particles, words of measure, place and time. For
/// extracting terms, where 时 and 年 are as little part of a term as 的.
const ZH_NO_BORDER: &str =
    "的和与在对等及其了为以于着过之所是这个他也有将并说各该本或不由把被向从到由中上下内外后前时年月日第者们";

/// Characters of grammar that make a Chinese sentence of foreign words: "Controller 跟 datapath 是一樣的". Terms that stand
/// beside their English have few of them.
const ZH_SENTENCE: &str = "的了是在和与跟也都就而及把被从将这那有不很";

/// Characters of grammar and of asking that alone tell a search nothing. Questions are full of 哪 and 吗, which no text
/// is linked or cut by.
const ZH_EMPTY: &str = "的了是在有和与什幺哪谁多少几何时为怎样如请问吗呢个这那之于以及被把对从到";

/// Pairs of characters that only ask, whole words or the seams between them; folded, so that 么 stands as 幺.
const ZH_ASKING: &[&str] = &[
    "什幺", "多少", "哪些", "哪个", "哪里", "哪位", "哪种", "何时", "为何", "何地", "如何", "怎幺", "怎样", "是什",
    "的什", "谁是", "是谁", "有多", "少个", "少年", "几个", "为什", "请问", "是哪", "在哪", "了什", "了多", "用什",
];

/// Articles, prepositions, conjunctions, auxiliaries: words that no dictionary entry is about. Sorted.
#[rustfmt::skip]
const EN_FUNCTION_WORDS: &[&str] = &[
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "d",
    "did", "do", "does", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "ll", "m", "may",
    "might", "must", "of", "on", "one", "or", "out", "over", "re", "s", "shall", "should", "so", "some", "such", "t",
    "than", "that", "the", "then", "there", "these", "this", "those", "to", "up", "ve", "was", "were", "what", "when",
    "where", "which", "who", "whom", "whose", "will", "with", "would",
];

/// Words that stop a search or a term as function words do, but that a dictionary has entries for. Sorted.
#[rustfmt::skip]
const EN_PRONOUNS: &[&str] = &[
    "all", "down", "he", "her", "here", "him", "his", "i", "it", "its", "me", "my", "no", "not", "our", "she",
    "their", "them", "they", "us", "we", "you", "your",
];

/// Words of grammar that a translation has to render, since they deny or allow what is said: of both languages. Sorted.
#[rustfmt::skip]
const DENYING_OR_ALLOWING: &[&str] = &[
    "can", "cannot", "could", "may", "might", "must", "neither", "never", "no", "none", "nor", "not", "shall", "should",
    "without", "would", "不", "会", "免", "勿", "可", "应", "得", "无", "未", "没", "能", "非", "须",
];

/// English words that deny a clause. Sorted.
const EN_DENIALS: &[&str] = &["cannot", "neither", "never", "no", "nor", "not", "without"];

/// Chinese negations that stand before the word they deny.
const ZH_NEGATIONS: [&str; 6] = ["不", "未", "无", "非", "没", "免"];

/// Words that English questions open with. Sorted.
#[rustfmt::skip]
const EN_ASKING: &[&str] = &[
    "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "how", "is", "may", "must", "shall",
    "should", "was", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "would",
];

/// Little words that lost blanks run together ("ofthe"): only those that a damaged text has at every turn, and none that
/// ends or opens longer words by accident too often. Sorted.
#[rustfmt::skip]
const EN_LITTLE: &[&str] = &[
    "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "in", "into", "is", "its",
    "may", "must", "not", "of", "on", "or", "shall", "than", "that", "the", "their", "these", "they", "this", "to",
    "under", "was", "were", "which", "will", "with",
];

/// The length of the longest word that [`is_stop`] knows, in bytes.
pub const LONGEST_STOP: usize = 6;

/// Whether nothing on the English side renders the Chinese word.
pub fn is_unrendered(zh: &str) -> bool {
    ZH_UNRENDERED.contains(&zh)
}

/// Whether the Chinese word is a particle, which renders no article and is rendered by none.
pub fn is_particle(zh: &str) -> bool {
    ZH_PARTICLES.contains(&zh)
}

/// Whether a Chinese term can begin or end with the character.
pub fn can_border_term(zh: char) -> bool {
    !ZH_NO_BORDER.contains(zh)
}

/// Whether the Chinese character makes a sentence of what stands around it.
pub fn makes_sentence(zh: char) -> bool {
    ZH_SENTENCE.contains(zh)
}

/// Whether the Chinese character alone tells a search nothing.
pub fn is_empty_char(zh: char) -> bool {
    ZH_EMPTY.contains(zh)
}

/// Whether the two Chinese characters only ask.
pub fn only_asks(pair: &str) -> bool {
    ZH_ASKING.contains(&pair)
}

/// Whether the English word carries no meaning of its own: function words, pronouns, the remains of `it's`.
pub fn is_stop(en: &str) -> bool {
    is_function_word(en) || EN_PRONOUNS.binary_search(&en).is_ok()
}

/// Whether the English word is an article, a preposition, a conjunction or an auxiliary.
pub fn is_function_word(en: &str) -> bool {
    EN_FUNCTION_WORDS.binary_search(&en).is_ok()
}

/// Whether the word (an English lemma or a folded Chinese word) denies or allows what is said.
pub fn denies_or_allows(word: &str) -> bool {
    DENYING_OR_ALLOWING.binary_search(&word).is_ok()
}

/// Whether the English word denies a clause.
pub fn is_denial(en: &str) -> bool {
    EN_DENIALS.binary_search(&en).is_ok()
}

/// Whether the folded Chinese word denies the word behind it.
pub fn is_negation(zh: &str) -> bool {
    ZH_NEGATIONS.contains(&zh)
}

/// Whether an English question can open with the word.
pub fn opens_question(en: &str) -> bool {
    EN_ASKING.binary_search(&en).is_ok()
}

/// Whether the English word is one that runs together with its neighbours where blanks are lost.
pub fn is_little(en: &str) -> bool {
    EN_LITTLE.binary_search(&en).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn lists_are_sorted_folded_and_apart() {
        for list in [EN_FUNCTION_WORDS, EN_PRONOUNS, EN_ASKING, EN_LITTLE, EN_DENIALS, DENYING_OR_ALLOWING] {
            assert!(list.is_sorted());
        }
        assert!(EN_PRONOUNS.iter().all(|word| !is_function_word(word)));
        for zh in ZH_UNRENDERED.iter().chain(ZH_PARTICLES).chain(ZH_ASKING).chain(&[ZH_NO_BORDER, ZH_EMPTY]) {
            assert_eq!(fold(zh), *zh);
        }
    }

    #[test]
    fn no_stop_word_is_longer() {
        let longest = EN_FUNCTION_WORDS.iter().chain(EN_PRONOUNS).map(|word| word.len()).max();
        assert_eq!(longest, Some(LONGEST_STOP));
    }
}
