//! A map by words: short ones, which nearly all are, stand in it as numbers, so that to count them takes no memory for each
//! and compares no texts.

use rustc_hash::FxHashMap;

/// Bytes of the longest word that is a number, five Chinese characters; the last of sixteen says how many they are.
const SHORT: usize = 15;

/// Values by word.
#[derive(Debug)]
pub struct WordMap<V> {
    short: FxHashMap<u128, V>,
    long: FxHashMap<String, V>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        WordMap { short: FxHashMap::default(), long: FxHashMap::default() }
    }
}

impl<V: Default> WordMap<V> {
    /// Words that have a value.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
    }

    pub fn get(&self, word: &str) -> Option<&V> {
        match number(word) {
            Some(number) => self.short.get(&number),
            None => self.long.get(word),
        }
    }

    /// The value of a word; what is usual where it had none.
    pub fn value(&mut self, word: &str) -> &mut V {
        match number(word) {
            Some(number) => self.short.entry(number).or_default(),
            None => self.long.entry(word.to_string()).or_default(),
        }
    }

    /// The values, in no order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.short.values().chain(self.long.values())
    }

    /// The words with their values, in no order.
    pub fn into_words(self) -> impl Iterator<Item = (String, V)> {
        let short = self.short.into_iter().map(|(number, value)| (word(number), value));
        short.chain(self.long)
    }
}

fn number(word: &str) -> Option<u128> {
    let mut bytes = [0; SHORT + 1];
    bytes[..SHORT].get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    bytes[SHORT] = word.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

fn word(number: u128) -> String {
    let bytes = number.to_le_bytes();
    let word = bytes.get(..usize::from(bytes[SHORT])).unwrap_or_default();
    String::from_utf8_lossy(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_counts_as_a_map_of_texts_does(words in prop::collection::vec("[a商\\x00é𠀀]{0,7}", 0..60)) {
            let (mut counts, mut plain) = (WordMap::<u32>::default(), BTreeMap::new());
            for word in &words {
                *counts.value(word) += 1;
                *plain.entry(word.clone()).or_insert(0) += 1;
            }
            prop_assert_eq!(counts.len(), plain.len());
            prop_assert!(plain.iter().all(|(word, n)| counts.get(word) == Some(n)));
            prop_assert_eq!(counts.into_words().collect::<BTreeMap<_, _>>(), plain);
        }
    }
}
