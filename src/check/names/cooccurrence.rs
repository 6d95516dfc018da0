//! What stands in the Chinese wherever a name stands in the English: 法務部 where "Ministry of Justice" does. Counted
//! over all passages, it tells a name that is exchanged from one that is only put freely.

use crate::check::names::spans::{key, names};
use crate::check::pair::Pair;
use rustc_hash::{FxHashMap, FxHashSet};

/// How often a name must be seen elsewhere to have counterparts, and how many of its places are looked at.
const SEEN: usize = 3;
const LOOKED_AT: usize = 300;

/// In what share of its places one of its counterparts stands, how many it has, and how much oftener than elsewhere.
const COVERED: f32 = 0.75;
const MOST: usize = 6;
const LIFT: f32 = 5.0;

/// Names with the Chinese words that go with them.
#[derive(Debug, Default)]
pub(in crate::check) struct CoOccurrence<'p> {
    names: FxHashMap<String, FxHashSet<&'p str>>,
}

impl<'p> CoOccurrence<'p> {
    pub fn of(pairs: impl Iterator<Item = &'p Pair<'p>>) -> Self {
        let mut places: FxHashMap<String, Vec<&Pair>> = FxHashMap::default();
        let mut frequency: FxHashMap<&str, usize> = FxHashMap::default();
        let mut all = 0;
        for pair in pairs {
            all += 1;
            for word in words(pair) {
                *frequency.entry(word).or_default() += 1;
            }
            let keys: FxHashSet<String> = names(pair.en).into_iter().filter_map(|n| key(n.of(pair.en))).collect();
            for name in keys {
                places.entry(name).or_default().push(pair);
            }
        }
        let mut counterparts = CoOccurrence::default();
        for (name, places) in places.into_iter().filter(|(_, places)| places.len() > SEEN) {
            let looked_at: Vec<FxHashSet<&str>> = places.iter().take(LOOKED_AT).map(|pair| words(pair)).collect();
            let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
            looked_at.iter().flatten().for_each(|word| *counts.entry(word).or_default() += 1);
            let n = looked_at.len() as f32;
            let telling = |word: &str, count: usize| {
                let often = frequency.get(word).copied().unwrap_or(1) as f32;
                count > 1 && count as f32 / n >= LIFT * often / all as f32
            };
            counts.retain(|word, count| telling(word, *count));
            if let Some(found) = cover(&looked_at, counts) {
                counterparts.names.insert(name, found);
            }
        }
        counterparts
    }

    /// Whether the counterparts of a name stand in the Chinese; `None` where it has none.
    pub fn stand(&self, pair: &Pair, name: &str) -> Option<bool> {
        let counterparts = self.names.get(&key(name)?)?;
        Some(words(pair).iter().any(|word| counterparts.contains(word)))
    }
}

/// The few words of which one stands in nearly all the places of a name, the place in question left out.
fn cover<'p>(places: &[FxHashSet<&'p str>], counts: FxHashMap<&'p str, usize>) -> Option<FxHashSet<&'p str>> {
    let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut chosen: FxHashSet<&str> = FxHashSet::default();
    let mut open: Vec<&FxHashSet<&str>> = places.iter().collect();
    for (word, _) in words {
        let before = open.len();
        open.retain(|place| !place.contains(word));
        // What goes with many of its places is a companion even where another stands too.
        if open.len() < before && chosen.len() < MOST {
            chosen.insert(word);
        }
    }
    let covered = places.iter().filter(|place| place.iter().any(|word| chosen.contains(word))).count();
    (covered as f32 >= COVERED * (places.len() as f32 - 1.0)).then_some(chosen)
}

/// The words of the Chinese that are long enough to mean something.
fn words<'p>(pair: &'p Pair) -> FxHashSet<&'p str> {
    let tokens = &pair.links().zh;
    tokens.iter().map(|t| t.key.as_str()).filter(|key| key.chars().count() > 1).collect()
}
