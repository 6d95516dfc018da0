//! The terms of a bitext: stretches of words of both sides that render each other and nothing else, counted over all
//! pairs (phrase pairs consistent with the links: Och & Ney, "The alignment template approach", 2004). A term is the
//! better the more often it stands by itself, not inside a longer one (C-value: Frantzi, Ananiadou & Mima, "Automatic
//! recognition of multi-word terms", 2000), and the more it keeps to one rendering.

use super::super::link::{WordLinks, align_pair};
use super::super::stored::LearntView;
use super::super::token::{Class, Token, is_number};
use crate::model::Span;
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use crate::text::numeral;
use crate::text::word_class::{can_border_term, is_stop};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Words and characters of a Chinese term, words of an English one.
const ZH_WORDS: usize = 4;
const ZH_CHARS: std::ops::RangeInclusive<usize> = 2..=12;
const EN_WORDS: usize = 6;

/// How much a word of two characters counts that the dictionary has.
const COMMON: f32 = 0.3;

/// A rendering's least share of its term's occurrences, and the other way round.
const SHARE: f32 = 0.3;

/// A stretch that has the same word beside it in this share of its places is a fragment of a longer term, and so many
/// places tell it.
const FRAGMENT: f32 = 0.8;
const FRAGMENT_FROM: usize = 3;

/// Two stretches that render each other.
#[derive(Clone, Debug, PartialEq)]
pub struct TermPair {
    /// As each is written most often.
    pub zh: String,
    pub en: String,
    /// How often they render each other.
    pub count: usize,
    /// 0..=1: the share of the occurrences of both that go with the other (Dice's coefficient).
    pub confidence: f32,
    /// The first pair of texts that has them.
    pub first: usize,
    /// How good a term it is; only the order means anything.
    pub score: f32,
}

/// Occurrences of a phrase pair.
#[derive(Default)]
struct PhraseCounts {
    count: usize,
    first: usize,
    zh: FxHashMap<String, usize>,
    en: FxHashMap<String, usize>,
    /// The words right before and right behind, Chinese then English.
    beside: [FxHashMap<String, usize>; 4],
}

impl PhraseCounts {
    /// Whether one word nearly always stands before it, or behind it, on a side.
    fn is_fragment(&self) -> bool {
        let most = |words: &FxHashMap<String, usize>| words.values().copied().max().unwrap_or(0);
        self.count >= FRAGMENT_FROM
            && self.beside.iter().any(|words| most(words) as f32 >= FRAGMENT * self.count as f32)
    }
}

/// The terms of the pairs of texts (Chinese, English), best first, that occur at least `least` times.
pub fn extract(view: &LearntView, lexicon: Lexicon, texts: &[(String, String)], least: usize) -> Vec<TermPair> {
    let found: Vec<Vec<Phrase>> =
        texts.par_iter().map(|(zh, en)| phrases(zh, en, &align_pair(view, lexicon, zh, en))).collect();
    let mut seen: FxHashMap<(String, String), PhraseCounts> = FxHashMap::default();
    let (mut zh_counts, mut en_counts): (FxHashMap<String, usize>, FxHashMap<String, usize>) = Default::default();
    for (i, phrases) in found.into_iter().enumerate() {
        let (zh_text, en_text) = &texts[i];
        for phrase in phrases {
            *zh_counts.entry(phrase.zh_key.clone()).or_default() += 1;
            *en_counts.entry(phrase.en_key.clone()).or_default() += 1;
            let entry = seen
                .entry((phrase.zh_key, phrase.en_key))
                .or_insert_with(|| PhraseCounts { first: i, ..PhraseCounts::default() });
            entry.count += 1;
            for (words, word) in entry.beside.iter_mut().zip(phrase.beside) {
                word.into_iter().for_each(|word| *words.entry(word).or_default() += 1);
            }
            *entry.zh.entry(phrase.zh.of(zh_text).to_string()).or_default() += 1;
            *entry.en.entry(phrase.en.of(en_text).to_string()).or_default() += 1;
        }
    }
    let alone = standing_alone(&zh_counts);
    let mut terms: Vec<TermPair> = seen
        .into_iter()
        .filter(|(_, seen)| seen.count >= least && !seen.is_fragment())
        .filter_map(|((zh, en), seen)| {
            let (zh_count, en_count) = (*zh_counts.get(&zh)? as f32, *en_counts.get(&en)? as f32);
            let count = seen.count as f32;
            let dice = 2.0 * count / (zh_count + en_count);
            let chars = zh.chars().count();
            // 保護 is in every text; what a glossary is for is longer, or in no dictionary.
            let common = if chars == 2 && lexicon.has(&zh) { COMMON } else { 1.0 };
            let length = common * (chars as f32).log2();
            let score = length * alone.get(&zh).copied().unwrap_or(0.0) * (count / zh_count) * dice;
            let kept = count / zh_count >= SHARE && count / en_count >= SHARE && score > 0.0;
            kept.then(|| TermPair {
                zh: most_frequent(seen.zh),
                en: most_frequent(seen.en),
                count: seen.count,
                confidence: dice,
                first: seen.first,
                score,
            })
        })
        .collect();
    terms.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| (&a.zh, &a.en).cmp(&(&b.zh, &b.en))));
    terms
}

fn most_frequent(forms: FxHashMap<String, usize>) -> String {
    let best = forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    best.map(|(form, _)| form).unwrap_or_default()
}

/// How often each stretch stands by itself: less the count of the most frequent longer one that it stands in. (The mean
/// of the longer ones, as C-value has it, keeps halves of words that were cut wrongly.)
fn standing_alone(counts: &FxHashMap<String, usize>) -> FxHashMap<String, f32> {
    let mut inside: FxHashMap<&str, usize> = FxHashMap::default();
    for (longer, count) in counts {
        let ends: Vec<usize> = longer.char_indices().map(|(at, _)| at).chain([longer.len()]).collect();
        for from in 0..ends.len() {
            for to in from + 2..ends.len() {
                let part = &longer[ends[from]..ends[to]];
                if part.len() < longer.len()
                    && let Some((part, _)) = counts.get_key_value(part)
                {
                    let most = inside.entry(part.as_str()).or_default();
                    *most = (*most).max(*count);
                }
            }
        }
    }
    let alone = |(part, count): (&String, &usize)| {
        let nested = inside.get(part.as_str()).copied().unwrap_or(0);
        (part.clone(), count.saturating_sub(nested) as f32)
    };
    counts.iter().map(alone).collect()
}

/// An occurrence of a phrase pair.
struct Phrase {
    zh_key: String,
    en_key: String,
    zh: Span,
    en: Span,
    /// The content words right before and right behind, Chinese then English.
    beside: [Option<String>; 4],
}

/// Stretches of both texts that are linked with each other and with nothing else.
fn phrases(zh_text: &str, en_text: &str, links: &WordLinks) -> Vec<Phrase> {
    let (zh, en) = (&links.zh, &links.en);
    let mut of_zh: Vec<Vec<usize>> = vec![Vec::new(); zh.len()];
    let mut of_en: Vec<Vec<usize>> = vec![Vec::new(); en.len()];
    for (z, e) in links.decided() {
        of_zh[z].push(e);
        of_en[e].push(z);
    }
    let mut out = Vec::new();
    for first in 0..zh.len() {
        for last in first..zh.len().min(first + ZH_WORDS) {
            if !is_word(&zh[last]) || of_zh[last].is_empty() || !touches(zh, last, first) {
                break;
            }
            let targets = (first..=last).flat_map(|z| of_zh[z].iter().copied());
            let (Some(from), Some(to)) = (targets.clone().min(), targets.max()) else { continue };
            let only_these = (from..=to).all(|e| of_en[e].iter().all(|z| (first..=last).contains(z)));
            if to - from < EN_WORDS && only_these && is_english_term(en_text, &en[from..=to]) {
                let key: String = zh[first..=last].iter().map(|t| t.key.as_str()).collect();
                if is_chinese_term(&key) {
                    let stems: Vec<&str> = en[from..=to].iter().map(|t| t.key.as_str()).collect();
                    out.push(Phrase {
                        zh_key: key,
                        en_key: stems.join(" "),
                        zh: Span::new(zh[first].span.start, zh[last].span.end),
                        en: Span::new(en[from].span.start, en[to].span.end),
                        beside: [
                            zh_beside(zh, first.checked_sub(1), first),
                            zh_beside(zh, Some(last + 1), last + 1),
                            en_beside(en_text, en, from.checked_sub(1)),
                            en_beside(en_text, en, Some(to + 1)),
                        ],
                    });
                }
            }
        }
    }
    debug_assert!(out.iter().all(|p| !p.zh.of(zh_text).is_empty() && !p.en.of(en_text).is_empty()));
    out
}

/// The word beside a Chinese stretch, where a term may go on with it; `later` is the one behind of the two that touch.
fn zh_beside(zh: &[Token], at: Option<usize>, later: usize) -> Option<String> {
    let token = zh.get(at?).filter(|token| is_word(token))?;
    let can_border = token.key.chars().any(can_border_term);
    (can_border && later < zh.len() && touches(zh, later, 0)).then(|| token.key.clone())
}

/// The word beside an English stretch, where a term may go on with it.
fn en_beside(text: &str, en: &[Token], at: Option<usize>) -> Option<String> {
    let token = en.get(at?)?;
    let content = Class::of(&token.key) == Class::Word && !is_stop(&token.span.of(text).to_lowercase());
    (content && !is_number(&token.key)).then(|| token.key.clone())
}

/// Whether the token goes on where the one before it ended.
fn touches(tokens: &[Token], at: usize, first: usize) -> bool {
    at == first || tokens[at - 1].span.end == tokens[at].span.start
}

fn is_word(token: &Token) -> bool {
    Class::of(&token.key) == Class::Word && token.key.chars().all(is_han)
}

fn is_chinese_term(key: &str) -> bool {
    let border = |c: Option<char>| c.is_none_or(|c| !can_border_term(c));
    let figure = key.chars().all(numeral::is_chinese);
    ZH_CHARS.contains(&key.chars().count()) && !border(key.chars().next()) && !border(key.chars().last()) && !figure
}

/// Whether the words may be a term: nothing of grammar at its ends, no marks in it but hyphens.
fn is_english_term(text: &str, tokens: &[Token]) -> bool {
    let grammar = |t: Option<&Token>| t.is_none_or(|t| is_stop(&t.span.of(text).to_lowercase()) || t.key.len() < 2);
    let joined = |t: &Token| Class::of(&t.key) != Class::Mark || t.key == "-";
    let figures = tokens.iter().any(|t| is_number(&t.key));
    tokens.iter().all(joined) && !grammar(tokens.first()) && !grammar(tokens.last()) && !figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wordalign::learn;

    #[test]
    fn terms_of_a_small_bitext() {
        let rows = [
            ("仲裁庭應保守商業秘密。", "The arbitral tribunal shall keep trade secrets."),
            ("當事人可以請求仲裁庭作出裁決。", "A party may request the arbitral tribunal to make an award."),
            ("裁決由仲裁庭作出。", "The award is made by the arbitral tribunal."),
            ("洩露商業秘密者應賠償。", "Whoever discloses trade secrets shall pay compensation."),
            ("商業秘密受法律保護。", "Trade secrets are protected by law."),
        ];
        let texts: Vec<(String, String)> = rows.iter().map(|(zh, en)| (zh.to_string(), en.to_string())).collect();
        let bytes = learn(texts.iter().map(|(zh, en)| (zh, en)), usize::MAX).to_bytes();
        let view = LearntView::open(&bytes).unwrap();
        let terms = extract(&view, Lexicon::shared(), &texts, 2);
        let found = |zh: &str, en: &str| terms.iter().any(|t| t.zh == zh && t.en.eq_ignore_ascii_case(en));
        assert!(found("商業秘密", "trade secrets"), "{terms:?}");
        assert!(terms.iter().all(|t| (0.0..=1.0).contains(&t.confidence) && t.count >= 2 && t.first < rows.len()));
        assert!(terms.is_sorted_by(|a, b| a.score >= b.score));
    }
}
