//! A query carried over to the other language: each of its words becomes the words that may render it, with their
//! probabilities, from the index's own lexicon and the dictionary.
//!
//! The renderings of one word count together as one word, by their probabilities: tf = Σ p·tf(e), df = Σ p·df(e)
//! (Darwish & Oard, "Probabilistic structured query methods", 2003), so that a rare wrong rendering cannot outweigh the
//! word itself.

use super::bag_of_words::{Piece, SidedWord, any_of};
use super::compile::Compiler;
use super::index_query::IndexQuery;
use super::rerank::{norm, saturated};
use crate::model::{Mark, MarkKind, Passage, Side, Sides, Span};
use crate::text::canon::needle;
use crate::text::detect::side;
use crate::text::english;
use crate::text::fold::fold;
use crate::text::lemma::family;
use crate::text::lexicon::Lexicon;
use crate::text::segment::joined;
use crate::text::word_class::{is_empty_char, is_stop, only_asks};
use crate::wordalign::{Class, Cut, LearntView, Token, dictionary_renderings, tokens};
use rustc_hash::FxHashSet;

/// Renderings of a word that are looked for.
const RENDERINGS: usize = 10;

/// Less likely renderings are left out of the index's own lexicon, and renderings that are marked as counterparts are
/// at least so likely.
const LEAST: f32 = 0.03;
const MARKED: f32 = 0.1;

/// Of the renderings that the index has, those into English that are less likely are left out, and those into Chinese.
const LEAST_ENGLISH: f32 = 0.03;
const LEAST_CHINESE: f32 = 0.01;

/// Many Chinese words render an English one, and an index has few of them: what it has is how it says the word, unless
/// that is together less likely than this. The glosses of a Chinese word are few, and a rare one stays rare.
const ALL_CHINESE: f32 = 0.03;
const ALL_ENGLISH: f32 = 1.0;

/// How much the index's own lexicon counts against the dictionary for a word that it has seen often.
const OWN: f32 = 0.7;

/// Words that begin alike and are looked through, at most.
const MOST_OF_FAMILY: usize = 200;

/// How likely a word of the same family is, against the rendering.
const OF_FAMILY: f32 = 0.5;

/// A word that was seen so often is half known.
const HALF_KNOWN: f32 = 5.0;

/// Words of a query that are carried over.
const WORDS: usize = 60;

/// How a word may be said, in words of the index.
struct IndexRendering {
    /// A lemma (English) or a folded word (Chinese).
    word: String,
    /// 0..=1, among those that the index has.
    share: f32,
    /// 0..=1, among all that there are.
    probability: f32,
}

/// A word of the query in the other language.
struct RenderedWord {
    renderings: Vec<IndexRendering>,
    /// ln(1 + (N − df + ½) / (df + ½))
    rarity: f32,
}

/// A query in the other language.
pub(super) struct Translated {
    /// The side that it is looked for on.
    to: Side,
    words: Vec<RenderedWord>,
    /// Mean length of that side, in words or characters.
    mean: f32,
}

impl Translated {
    /// `None` when no word of the query has a rendering.
    pub fn new(compiler: &Compiler, view: &LearntView, words: &[SidedWord<'_>]) -> Option<Translated> {
        let text = words.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ");
        let from = words.iter().find_map(|(_, side)| *side).or_else(|| side(&text))?;
        let to = from.other();
        let lexicon = Lexicon::shared();
        let mut seen = FxHashSet::default();
        let mut keys: Vec<String> = tokens(&text, &QueryWords { view, lexicon })
            .into_iter()
            .filter(|token| tells(token, from, &text))
            .map(|token| token.key)
            .filter(|key| seen.insert(key.clone()))
            .collect();
        keys.truncate(WORDS);
        let learnt = if from == Side::En { LearntChinese::of(view, &keys) } else { LearntChinese::default() };
        let words: Vec<RenderedWord> = keys
            .iter()
            .filter_map(|key| {
                let possible = match from {
                    Side::Zh => with_families(compiler, english_of(view, lexicon, key)),
                    Side::En => chinese_of(view, lexicon, key, &learnt),
                };
                let (renderings, df) = of_the_index(possible, to, |word| frequency(compiler, to, word));
                let rarity = compiler.rarity_of(df);
                (!renderings.is_empty()).then_some(RenderedWord { renderings, rarity })
            })
            .collect();
        let length = if to == Side::En { compiler.fields.en_lemmas } else { compiler.fields.zh_chars };
        (!words.is_empty()).then(|| Translated { to, words, mean: compiler.dictionary.mean_length(length) })
    }

    /// Passages that have any of the renderings.
    pub fn query(&self, compiler: &Compiler) -> IndexQuery {
        let f = compiler.fields;
        let piece = |IndexRendering { word, share, .. }: &IndexRendering| -> Piece {
            let query = match self.to {
                Side::En => compiler.term(f.en_lemmas, word),
                Side::Zh => compiler.contains(f.zh_pairs, Some(f.zh_chars), &needle(word)),
            };
            (frequency(compiler, self.to, word), query.boosted(*share))
        };
        any_of(self.words.iter().flat_map(|word| word.renderings.iter().map(piece)).collect())
    }

    /// How well the other side of a passage says what the query says.
    pub fn score(&self, passage: &Passage) -> f32 {
        let text = passage.text(self.to);
        if text.is_empty() {
            return 0.0;
        }
        let counted = CountedText::of(text, self.to);
        let norm = norm(counted.length / self.mean);
        let tf = |word: &RenderedWord| {
            word.renderings.iter().map(|said| said.share * counted.count(&said.word)).sum::<f32>()
        };
        self.words.iter().map(|word| word.rarity * saturated(tf(word), norm)).sum()
    }

    /// Marks the renderings, where nothing is marked yet.
    pub fn mark(&self, passage: &Passage, marks: &mut Sides<Vec<Mark>>) {
        let counted = CountedText::of(passage.text(self.to), self.to);
        let marks = marks.get_mut(self.to);
        let likely = |said: &&IndexRendering| said.probability >= MARKED;
        for IndexRendering { word, probability, .. } in self.words.iter().flat_map(|w| &w.renderings).filter(likely) {
            for span in counted.places(word) {
                if !marks.iter().any(|mark| mark.span.overlaps(span)) {
                    marks.push(Mark { span, kind: MarkKind::Counterpart, confidence: probability.min(1.0) });
                }
            }
        }
        marks.sort_by_key(|mark| mark.span);
    }
}

/// Cuts as the index was cut, and joins what the index has only loose characters of where the dictionary has a word: an
/// index that knows 面 and 包 by themselves may well say bread.
struct QueryWords<'a, 'b> {
    view: &'a LearntView<'b>,
    lexicon: Lexicon,
}

impl Cut for QueryWords<'_, '_> {
    fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        joined(run, &self.view.cut(run), |word| self.lexicon.has(word))
    }
}

/// Passages that have a rendering; of a Chinese one no more than have its rarest two characters.
fn frequency(compiler: &Compiler, side: Side, word: &str) -> u64 {
    let f = compiler.fields;
    let chars = needle(word);
    match (side, &chars[..]) {
        (Side::En, _) => compiler.frequency(f.en_lemmas, word),
        (Side::Zh, [only]) => compiler.frequency(f.zh_chars, &only.to_string()),
        (Side::Zh, chars) => {
            let pairs = chars.windows(2).map(|pair| compiler.frequency(f.zh_pairs, &String::from_iter(pair)));
            pairs.min().unwrap_or(0)
        }
    }
}

/// Whether a word of the query says anything by itself.
fn tells(token: &Token, from: Side, text: &str) -> bool {
    let empty = |key: &str| key.chars().all(is_empty_char);
    Class::of(&token.key) == Class::Word
        && !only_asks(&token.key)
        && !empty(&token.key)
        && (from == Side::Zh || !is_stop(&fold(token.span.of(text))))
}

/// English lemmas for a folded Chinese word.
fn english_of(view: &LearntView, lexicon: Lexicon, zh: &str) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = dictionary_renderings(lexicon, zh);
    if let Some(word) = view.word(Side::Zh, zh) {
        let seen = view.frequency(Side::Zh, word) as f32;
        let own = OWN * seen / (seen + HALF_KNOWN);
        found.iter_mut().for_each(|(_, p)| *p *= 1.0 - own);
        let learnt = view.renderings(word).map(|(en, t, _)| (view.key(Side::En, en).to_string(), own * t));
        found.extend(learnt.filter(|(key, p)| *p >= LEAST && Class::of(key) == Class::Word && !is_stop(key)));
    }
    likeliest(found)
}

/// English renderings with the words of the index that are derived from the same: what a dictionary has as "mediate" may
/// be a mediator in a text.
fn with_families(compiler: &Compiler, renderings: Vec<(String, f32)>) -> Vec<(String, f32)> {
    let mut found = renderings.clone();
    for (rendering, p) in &renderings {
        let beginning = family(rendering);
        if beginning.len() == rendering.len() {
            continue;
        }
        let others = compiler.dictionary.beginning_with(compiler.fields.en_lemmas, beginning, MOST_OF_FAMILY);
        let others = others.into_iter().filter(|other| family(other) == beginning && other != rendering);
        found.extend(others.map(|other| (other, OF_FAMILY * p)));
    }
    likeliest(found)
}

/// The Chinese words that English words render in the index's own lexicon, looked up for a whole query at once.
#[derive(Default)]
struct LearntChinese {
    /// Numbers of the English words, in order.
    en: Vec<u32>,
    zh: Vec<Vec<(u32, f32)>>,
}

impl LearntChinese {
    fn of(view: &LearntView, keys: &[String]) -> LearntChinese {
        let mut en: Vec<u32> = keys.iter().filter_map(|key| view.word(Side::En, key)).collect();
        en.sort_unstable();
        LearntChinese { zh: view.rendered_by(&en), en }
    }

    fn of_word(&self, en: u32) -> &[(u32, f32)] {
        self.en.binary_search(&en).ok().and_then(|at| self.zh.get(at)).map_or(&[], Vec::as_slice)
    }
}

/// Folded Chinese words for an English lemma.
fn chinese_of(view: &LearntView, lexicon: Lexicon, en: &str, learnt: &LearntChinese) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = lexicon.headwords_of(en).map(|(zh, share)| (zh.to_string(), share)).collect();
    // Where 仲裁員 stands, 仲裁 does.
    let words: FxHashSet<String> = found.iter().map(|(zh, _)| zh.clone()).filter(|zh| zh.chars().count() > 1).collect();
    found.retain(|(zh, _)| !pieces(zh).any(|piece| words.contains(piece)));
    let total: f32 = found.iter().map(|(_, p)| p).sum::<f32>().max(1.0);
    found.iter_mut().for_each(|(_, p)| *p /= total);
    if let Some(word) = view.word(Side::En, en) {
        let seen = view.frequency(Side::En, word) as f32;
        let own = OWN * seen / (seen + HALF_KNOWN);
        found.iter_mut().for_each(|(_, p)| *p *= 1.0 - own);
        let learnt = learnt.of_word(word).iter().map(|(zh, t)| (*zh, own * t));
        found.extend(learnt.filter(|(_, p)| *p >= LEAST).map(|(zh, p)| (view.key(Side::Zh, zh).to_string(), p)));
    }
    found.push((en.to_string(), 1.0));
    likeliest(found)
}

/// The pieces of a text that are shorter than it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let borders = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let from =
        move |start| borders().filter(move |end| *end > start).map(move |end| text.get(start..end).unwrap_or_default());
    borders().flat_map(from).filter(|piece| piece.len() < text.len())
}

/// The likeliest renderings that the index has, and in how many passages one of them is to be expected.
fn of_the_index(possible: Vec<(String, f32)>, to: Side, passages: impl Fn(&str) -> u64) -> (Vec<IndexRendering>, f32) {
    let (all, least) = match to {
        Side::Zh => (ALL_CHINESE, LEAST_CHINESE),
        Side::En => (ALL_ENGLISH, LEAST_ENGLISH),
    };
    let there = possible.into_iter().map(|(word, p)| (passages(&word), word, p)).filter(|(passages, ..)| *passages > 0);
    let found: Vec<(u64, String, f32)> = there.collect();
    let total = found.iter().map(|(.., p)| p).sum::<f32>().max(all);
    let (mut renderings, mut expected) = (Vec::new(), 0.0);
    for (passages, word, p) in found {
        let share = p / total;
        if share >= least && renderings.len() < RENDERINGS {
            expected += share * passages as f32;
            renderings.push(IndexRendering { word, share, probability: p });
        }
    }
    (renderings, expected)
}

/// Each rendering once, the likeliest first.
fn likeliest(mut found: Vec<(String, f32)>) -> Vec<(String, f32)> {
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let mut merged: Vec<(String, f32)> = Vec::with_capacity(found.len());
    for (word, p) in found {
        match merged.last_mut() {
            Some(last) if last.0 == word => last.1 += p,
            _ => merged.push((word, p)),
        }
    }
    merged.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    merged
}

/// The words of a text where renderings are counted.
enum CountedWords<'t> {
    /// Stems with their places.
    English(Vec<(String, Span)>),
    /// The folded text, and where each of its characters begins in the text.
    Chinese { text: &'t str, folded: String },
}

struct CountedText<'t> {
    words: CountedWords<'t>,
    length: f32,
}

impl<'t> CountedText<'t> {
    fn of(text: &'t str, side: Side) -> CountedText<'t> {
        match side {
            Side::En => {
                let words: Vec<_> = english::words(text).map(|w| (w.lemma(), w.span)).collect();
                CountedText { length: words.len() as f32, words: CountedWords::English(words) }
            }
            Side::Zh => {
                let folded = fold(text).into_owned();
                CountedText { length: folded.chars().count() as f32, words: CountedWords::Chinese { text, folded } }
            }
        }
    }

    fn count(&self, rendering: &str) -> f32 {
        match &self.words {
            CountedWords::English(words) => words.iter().filter(|(lemma, _)| lemma == rendering).count() as f32,
            CountedWords::Chinese { folded, .. } => folded.matches(rendering).count() as f32,
        }
    }

    fn places<'s>(&'s self, rendering: &'s str) -> Box<dyn Iterator<Item = Span> + 's> {
        match &self.words {
            CountedWords::English(words) => {
                Box::new(words.iter().filter(move |(lemma, _)| lemma == rendering).map(|(_, span)| *span))
            }
            CountedWords::Chinese { text, folded } => {
                // Folding keeps the number of characters, not of bytes.
                let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let length = rendering.chars().count();
                Box::new(folded.match_indices(rendering).filter_map(move |(at, _)| {
                    let first = folded.get(..at)?.chars().count();
                    Some(Span::new(*starts.get(first)?, *starts.get(first + length)?))
                }))
            }
        }
    }
}
