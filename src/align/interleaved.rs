//! Text that goes to and fro between the languages, a paragraph at a time: which paragraphs its layout pairs. The
//! neighbours render each other where most of a side has such a neighbour and the lengths agree; what stands between
//! is aligned by its words.

use crate::model::{Paragraph, Sides};
use crate::text::detect::Shares;
use std::ops::Range;

/// Pairs from which on a layout is one.
const FEWEST: usize = 5;
/// The share of the shorter side's paragraphs that have their pair as a neighbour, at least.
const SHARE: f64 = 0.6;
/// Letters of English for a character of Chinese.
const LETTERS: f64 = 3.0;
/// How far the lengths of a pair may be from that, as a log ratio; and those of all pairs, on average.
const FURTHEST: f64 = 1.4;
const AVERAGE: f64 = 0.55;
/// By how much the neighbours on the other side of a paragraph agree less.
const CLEARLY: f64 = 0.12;

/// The pairs that the layout of a document makes, in order; none where it does not pair.
pub fn interleaved(zh: &[Paragraph], en: &[Paragraph]) -> Vec<Sides<Range<usize>>> {
    let runs = runs(zh, en);
    let (even, odd) = (Reading::of(&runs, 0, zh, en), Reading::of(&runs, 1, zh, en));
    let (one, other) = if even.is_better_than(&odd) { (even, odd) } else { (odd, even) };
    let enough = one.pairs.len() >= FEWEST && one.pairs.len() as f64 >= SHARE * zh.len().min(en.len()) as f64;
    let clear =
        one.average <= AVERAGE && (one.average + CLEARLY <= other.average || one.pairs.len() > other.pairs.len() * 2);
    if enough && clear { one.pairs } else { Vec::new() }
}

/// Paragraphs of one side that follow each other in the file, by where they stand on their side.
struct Run {
    chinese: bool,
    paragraphs: Range<usize>,
}

fn runs(zh: &[Paragraph], en: &[Paragraph]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut i, mut j) = (0, 0);
    loop {
        let chinese = match (zh.get(i), en.get(j)) {
            (Some(one), Some(two)) => one.order < two.order,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => return runs,
        };
        let at = if chinese { &mut i } else { &mut j };
        *at += 1;
        match runs.last_mut().filter(|run| run.chinese == chinese) {
            Some(run) => run.paragraphs.end = *at,
            None => runs.push(Run { chinese, paragraphs: *at - 1..*at }),
        }
    }
}

/// One of the two ways to take runs two by two.
struct Reading {
    pairs: Vec<Sides<Range<usize>>>,
    /// How far the lengths of neighbours are from each other's, on average.
    average: f64,
}

impl Reading {
    fn of(runs: &[Run], first: usize, zh: &[Paragraph], en: &[Paragraph]) -> Self {
        let mut pairs = Vec::new();
        let (mut sum, mut count) = (0.0, 0);
        for two in runs.get(first..).unwrap_or_default().chunks_exact(2) {
            let [one, two] = two else { continue };
            if one.paragraphs.len() != 1 || two.paragraphs.len() != 1 {
                continue;
            }
            let (chinese, english) = if one.chinese { (one, two) } else { (two, one) };
            let texts = (zh.get(chinese.paragraphs.start), en.get(english.paragraphs.start));
            let (Some(chinese_text), Some(english_text)) = texts else { continue };
            let distance = distance(&chinese_text.text, &english_text.text);
            (sum, count) = (sum + distance.min(FURTHEST * 2.0), count + 1);
            if distance <= FURTHEST {
                pairs.push(Sides::new(chinese.paragraphs.clone(), english.paragraphs.clone()));
            }
        }
        Reading { pairs, average: if count == 0 { f64::INFINITY } else { sum / f64::from(count) } }
    }

    fn is_better_than(&self, other: &Reading) -> bool {
        (self.pairs.len() as f64 / (0.2 + self.average)) > (other.pairs.len() as f64 / (0.2 + other.average))
    }
}

/// How far the lengths of two texts are from those of renderings, as a log ratio. Short ones differ much by chance.
fn distance(zh: &str, en: &str) -> f64 {
    let (one, two) = (Shares::of(zh), Shares::of(en));
    let (zh, en) = (one.han as f64 * LETTERS + one.latin as f64, two.latin as f64 + two.han as f64 * LETTERS);
    ((zh + 12.0) / (en + 12.0)).ln().abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::tests::paragraphs;

    /// Paragraphs of so many letters, Chinese ones written with a `z`.
    fn document(lengths: &[(char, usize)]) -> (Vec<Paragraph>, Vec<Paragraph>) {
        let text = |(language, length): &(char, usize)| match language {
            'z' => "船".repeat(length / 3),
            _ => "a".repeat(*length),
        };
        let texts: Vec<String> = lengths.iter().map(text).collect();
        let all = paragraphs(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        all.into_iter().partition(|paragraph| lengths[paragraph.order].0 == 'z')
    }

    fn pairs(lengths: &[(char, usize)]) -> Vec<(usize, usize)> {
        let (zh, en) = document(lengths);
        interleaved(&zh, &en).into_iter().map(|pair| (pair.zh.start, pair.en.start)).collect()
    }

    const TO_AND_FRO: [(char, usize); 10] = [
        ('e', 60),
        ('z', 60),
        ('e', 240),
        ('z', 240),
        ('e', 90),
        ('z', 90),
        ('e', 400),
        ('z', 400),
        ('e', 60),
        ('z', 60),
    ];

    #[test]
    fn neighbours_of_like_lengths_are_pairs() {
        assert_eq!(pairs(&TO_AND_FRO), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);
        // What is not translated pairs with nothing: code among the text, and a book of which only the start is.
        let mut some = TO_AND_FRO.to_vec();
        some.extend([('e', 150), ('z', 150)]);
        some.insert(2, ('e', 80));
        some.extend([('e', 300); 40]);
        assert_eq!(pairs(&some), [(0, 0), (2, 3), (3, 4), (4, 5), (5, 6)]);
    }

    #[test]
    fn halves_and_lengths_that_do_not_agree_are_none() {
        let (zh, en): (Vec<_>, Vec<_>) = TO_AND_FRO.iter().partition(|(language, _)| *language == 'z');
        assert!(pairs(&[zh, en].concat()).is_empty());
        let lengths = [('e', 60), ('z', 900)].repeat(8);
        assert!(pairs(&lengths).is_empty());
    }
}
