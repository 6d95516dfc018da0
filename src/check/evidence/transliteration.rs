//! Foreign names as Chinese writes them down, by sound: 哈靈頓 for "Harington". Consonants are compared by classes that
//! Chinese ears do not keep apart (l and r, b and p, s and sh); vowels are left out.

use crate::text::lexicon::Lexicon;

/// A class of consonants, by one letter for all: `B` b p, `D` d t, `G` g k, `S` sibilants, `F` f, `W` v w, `H` h, `L` l
/// r, `M`, `N` n ng.
type Sounds = Vec<u8>;

/// How many classes a word has at least to be known by its sound, and how alike the two must be, 0..=1.
const LEAST: usize = 2;
const ALIKE: f32 = 0.65;

/// The classes of an English word in lower case.
fn english(word: &str) -> Sounds {
    let bytes = word.as_bytes();
    let mut out = Sounds::new();
    let mut i = 0;
    while let Some(c) = bytes.get(i) {
        let next = bytes.get(i + 1).copied().unwrap_or(b' ');
        let soft = matches!(next, b'e' | b'i' | b'y');
        let (class, length) = match (c, next) {
            (b's' | b'c', b'h') => (b'S', 2),
            (b'p', b'h') => (b'F', 2),
            (b't' | b'd', b'h') => (b'D', 2),
            (b'c', b'k') => (b'G', 2),
            (b'n', b'g') => (b'N', 2),
            (b'b' | b'p', _) => (b'B', 1),
            (b'd' | b't', _) => (b'D', 1),
            (b'c', _) if soft => (b'S', 1),
            (b'c' | b'g' | b'k' | b'q', _) => (b'G', 1),
            (b's' | b'z' | b'j' | b'x', _) => (b'S', 1),
            (b'f', _) => (b'F', 1),
            (b'v' | b'w', _) => (b'W', 1),
            (b'l' | b'r', _) => (b'L', 1),
            (b'm', _) => (b'M', 1),
            (b'n', _) => (b'N', 1),
            (b'h', _) => (b'H', 1),
            _ => (0, 1),
        };
        if class != 0 && out.last() != Some(&class) {
            out.push(class);
        }
        i += length;
    }
    out
}

/// The classes of a syllable in pinyin.
fn syllable(pinyin: &str) -> Sounds {
    if pinyin == "er" {
        return vec![b'L'];
    }
    let mut out = Sounds::new();
    let class = match pinyin.as_bytes().first() {
        Some(b'b' | b'p') => b'B',
        Some(b'd' | b't') => b'D',
        Some(b'g' | b'k') => b'G',
        Some(b'j' | b'q' | b'x' | b'z' | b'c' | b's') => b'S',
        Some(b'f') => b'F',
        Some(b'w') => b'W',
        Some(b'h') => b'H',
        Some(b'l' | b'r') => b'L',
        Some(b'm') => b'M',
        Some(b'n') => b'N',
        _ => 0,
    };
    if class != 0 {
        out.push(class);
    }
    if pinyin.len() > 1 && (pinyin.ends_with('n') || pinyin.ends_with("ng")) {
        out.push(b'N');
    }
    out
}

/// What it costs to hear one class as another, or, with 0, to leave one out.
fn cost(a: u8, b: u8) -> f32 {
    match (a.min(b), a.max(b)) {
        (x, y) if x == y => 0.0,
        // Weak sounds come and go: "Gove" is 戈夫, "Harley" 哈利.
        (0, b'H' | b'W' | b'N' | b'L') => 0.5,
        (b'F', b'W') | (b'G', b'S') | (b'D', b'S') | (b'H', b'W') | (b'G', b'H') => 0.4,
        _ => 1.0,
    }
}

fn distance(a: &[u8], b: &[u8]) -> f32 {
    let mut row: Vec<f32> = b.iter().scan(0.0, |sum, y| Some(std::mem::replace(sum, *sum + cost(0, *y)))).collect();
    row.push(b.iter().map(|y| cost(0, *y)).sum());
    for x in a {
        let mut diagonal = row.first().copied().unwrap_or(0.0);
        let mut left = diagonal + cost(0, *x);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, y) in row.iter_mut().skip(1).zip(b) {
            let best = (diagonal + cost(*x, *y)).min(*cell + cost(0, *x)).min(left + cost(0, *y));
            diagonal = std::mem::replace(cell, best);
            left = best;
        }
    }
    row.last().copied().unwrap_or(0.0)
}

/// How alike an English word sounds to the characters of one of the Chinese runs that are as long as it, 0..=1; 0 where
/// it is too short to tell or nothing is alike.
pub(in crate::check) fn alike(lexicon: Lexicon, word: &str, runs: &[String]) -> f32 {
    let sounds = english(word);
    if sounds.len() < LEAST {
        return 0.0;
    }
    let mut best: f32 = 0.0;
    for run in runs {
        let mut buffer = [0; 4];
        let heard: Vec<Sounds> = run
            .chars()
            .map(|c| lexicon.pinyin(c.encode_utf8(&mut buffer)).next().map(syllable).unwrap_or_default())
            .collect();
        for first in 0..heard.len() {
            for last in first + 1..heard.len().min(first + sounds.len() + 1) {
                let chinese: Sounds = heard.get(first..=last).unwrap_or(&[]).concat();
                let longest = sounds.len().max(chinese.len()) as f32;
                best = best.max(1.0 - distance(&sounds, &chinese) / longest);
            }
        }
    }
    if best >= ALIKE { best } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_sound() {
        let alike = |word, zh: &str| alike(Lexicon::shared(), word, &[zh.to_string()]) > 0.0;
        for (word, zh) in
            [("harington", "哈灵顿"), ("bolsonaro", "博索纳罗"), ("eduardo", "爱德华多"), ("obama", "奥巴马")]
        {
            assert!(alike(word, zh), "{word} {zh}");
        }
        for (word, zh) in
            [("harington", "博索纳罗"), ("bolsonaro", "奥巴马"), ("ophelia", "可怕的对手"), ("kit", "哈灵顿")]
        {
            assert!(!alike(word, zh), "{word} {zh}");
        }
    }
}
