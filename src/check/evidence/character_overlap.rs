//! Words that the other side may say though no dictionary has the pair: Chinese abbreviates, and puts new words
//! together from old characters. 關務署 shares 關 with 海關, so it may be "Customs"; 資恐 shares 恐 with 恐怖主義, so
//! it may be "terrorism". A rare character says more than a common one.

use crate::check::evidence::transliteration;
use crate::check::evidence::unaligned::is_content;
use crate::check::pair::Pair;
use crate::model::{Side, Sides};
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What share of a headword's glosses a stem must be for the headword to stand for it, and how many characters the
/// headword has at least.
const SHARE: f32 = 0.1;
const LENGTH: usize = 2;

/// The headwords of each English stem.
static HEADWORDS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut headwords: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (headword, glosses) in Lexicon::shared().entries() {
        if headword.chars().count() >= LENGTH {
            glosses
                .filter(|(_, share)| *share >= SHARE)
                .for_each(|(stem, _)| headwords.entry(stem).or_default().push(headword));
        }
    }
    headwords
});

/// How many passages each Chinese character stands in.
#[derive(Debug, Default)]
pub(in crate::check) struct CharacterRarity {
    pairs: f32,
    characters: FxHashMap<char, f32>,
}

impl CharacterRarity {
    pub fn add(&mut self, pair: &Pair) {
        self.pairs += 1.0;
        let all: FxHashSet<char> = pair.links().zh.iter().flat_map(|t| t.key.chars()).filter(|c| is_han(*c)).collect();
        all.into_iter().for_each(|c| *self.characters.entry(c).or_default() += 1.0);
    }

    pub fn merge(mut self, other: CharacterRarity) -> CharacterRarity {
        self.pairs += other.pairs;
        other.characters.into_iter().for_each(|(c, n)| *self.characters.entry(c).or_default() += n);
        self
    }

    /// How much it says that one of these characters stands somewhere, in nats.
    fn of(&self, characters: impl Iterator<Item = char>) -> f32 {
        characters.map(|c| self.one(c)).sum()
    }

    fn one(&self, c: char) -> f32 {
        ((self.pairs + 1.0) / (self.characters.get(&c).copied().unwrap_or(0.0) + 1.0)).ln()
    }
}

/// How much of an English word's headwords stands in the Chinese, and of a Chinese word in the headwords of the English
/// words, 0..=1 for each token.
#[derive(Debug)]
pub(in crate::check) struct CharacterOverlap {
    pub all: Sides<Vec<f32>>,
    /// The same of English words in those Chinese words alone that nothing else explains.
    pub open: Vec<f32>,
}

/// Up to where a word counts as one that nothing explains.
const OPEN: f32 = 0.4;

impl CharacterOverlap {
    pub fn of(pair: &Pair, rarity: &CharacterRarity) -> CharacterOverlap {
        let links = pair.links();
        let mut overlap = CharacterOverlap {
            all: Sides::new(vec![0.0; links.zh.len()], vec![0.0; links.en.len()]),
            open: vec![0.0; links.en.len()],
        };
        let characters = Characters::of(pair, rarity);
        let unread = unexplained(pair);
        let lexicon = Lexicon::shared();
        let whole: Vec<f32> = links.zh.iter().map(|t| rarity.of(t.key.chars()).max(1.0)).collect();
        let mut shared = vec![0.0f32; links.zh.len()];
        for (j, token) in links.en.iter().enumerate().filter(|(_, t)| is_content(Side::En, t)) {
            for word in HEADWORDS.get(token.key.as_str()).into_iter().flatten() {
                let (mut all, mut open) = (0.0, 0.0);
                for character in word.chars().filter_map(|c| characters.0.get(&c)) {
                    all += character.rarity;
                    open += if character.open { character.rarity } else { 0.0 };
                    character.tokens.iter().for_each(|at| shared[*at] += character.rarity);
                }
                if all == 0.0 {
                    continue;
                }
                let word_whole = rarity.of(word.chars()).max(1.0);
                overlap.all.en[j] = overlap.all.en[j].max(all / word_whole);
                overlap.open[j] = overlap.open[j].max(open / word_whole);
                for at in word.chars().filter_map(|c| characters.0.get(&c)).flat_map(|c| &c.tokens) {
                    overlap.all.zh[*at] = overlap.all.zh[*at].max(std::mem::take(&mut shared[*at]) / whole[*at]);
                }
            }
            if !lexicon.is_english_word(&token.key) {
                let sound = transliteration::alike(lexicon, &token.key, &unread);
                overlap.all.en[j] = overlap.all.en[j].max(sound);
                overlap.open[j] = overlap.open[j].max(sound);
            }
        }
        overlap
    }
}

/// A character of the Chinese.
#[derive(Default)]
struct Character {
    rarity: f32,
    /// Whether a word that nothing explains has it.
    open: bool,
    /// The tokens that have it, each as often as it does.
    tokens: Vec<usize>,
}

/// The characters of the Chinese of a pair.
struct Characters(FxHashMap<char, Character>);

impl Characters {
    fn of(pair: &Pair, rarity: &CharacterRarity) -> Self {
        let mut found: FxHashMap<char, Character> = FxHashMap::default();
        for (at, (token, explained)) in pair.links().zh.iter().zip(&pair.explained.zh).enumerate() {
            for c in token.key.chars().filter(|c| is_han(*c)) {
                let character =
                    found.entry(c).or_insert_with(|| Character { rarity: rarity.one(c), ..Character::default() });
                character.open |= *explained < OPEN;
                character.tokens.push(at);
            }
        }
        Characters(found)
    }
}

/// The longest runs of Chinese that nothing explains.
fn unexplained(pair: &Pair) -> Vec<String> {
    let mut runs = vec![String::new()];
    for (token, explained) in pair.links().zh.iter().zip(&pair.explained.zh) {
        match runs.last_mut().filter(|_| *explained < OPEN && token.key.chars().all(is_han)) {
            Some(run) => run.push_str(&token.key),
            None => runs.push(String::new()),
        }
    }
    runs.retain(|run| run.chars().count() > 1);
    runs
}
