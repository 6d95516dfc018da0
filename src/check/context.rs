//! What a document as a whole says: the year that it is about, whether it is a law or a contract, and whether it is in
//! Classical Chinese.

use crate::check::figures::dates;
use crate::check::figures::references::{is_counted_back, is_plural_back};
use crate::check::negation::words::is_norm;
use crate::check::pair::Pair;
use crate::text::number::FigureKind;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

/// What goes without saying in a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Context<'p> {
    years: FxHashMap<&'p str, Decimal>,
    classical: FxHashSet<&'p str>,
    /// Laws, contracts and the like.
    norms: FxHashSet<&'p str>,
    /// Those that say how many paragraphs "the preceding two paragraphs" are.
    counts_back: FxHashSet<&'p str>,
    /// Those whose dates are full on both sides.
    dates_are_full: FxHashSet<&'p str>,
}

/// Characters of Classical Chinese that later prose hardly has, and the one that it can hardly do without.
const CLASSICAL: &str = "曰矣焉耶哉爾吾汝乃";
const MODERN: &str = "的";

/// The documents in Classical Chinese: what its rules of writing leave out (numerals, subjects, negations) is not what
/// these rules were made for.
fn classical<'p>(pairs: impl Iterator<Item = &'p Pair<'p>>) -> FxHashSet<&'p str> {
    let mut counts: FxHashMap<&str, [usize; 3]> = FxHashMap::default();
    for pair in pairs {
        let count = counts.entry(pair.passage.id.doc.as_str()).or_default();
        for c in pair.zh.chars() {
            count[0] += usize::from(CLASSICAL.contains(c));
            count[1] += usize::from(MODERN.contains(c));
            count[2] += 1;
        }
    }
    let is = |[old, new, all]: [usize; 3]| all >= 200 && old * 100 > all && new * 200 < all;
    counts.into_iter().filter(|(_, count)| is(*count)).map(|(doc, _)| doc).collect()
}

/// What share of the passages of a law or a contract says what shall be. Such texts render word by word.
const NORMS: f32 = 0.25;

fn norms<'p>(pairs: impl Iterator<Item = &'p Pair<'p>>) -> FxHashSet<&'p str> {
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for pair in pairs {
        let count = counts.entry(pair.passage.id.doc.as_str()).or_default();
        count.0 += 1;
        count.1 += usize::from(is_norm(pair.en));
    }
    let is = |(all, norms): (usize, usize)| norms as f32 >= NORMS * all as f32;
    counts.into_iter().filter(|(_, count)| is(*count)).map(|(doc, _)| doc).collect()
}

/// How often a year is stated before it goes without saying.
const OFTEN: usize = 4;

/// How often "the preceding two paragraphs" has to be read, and how seldom "the preceding paragraphs" for the same, for
/// the text to count them always.
const BACK: usize = 4;
const BACK_SHARE: f32 = 0.6;

fn counts_back<'p>(pairs: impl Iterator<Item = &'p Pair<'p>>) -> FxHashSet<&'p str> {
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for pair in pairs {
        for figure in pair.figures.zh.iter().filter(|f| is_counted_back(pair.zh, f)) {
            let (counted, plain) = counts.entry(pair.passage.id.doc.as_str()).or_default();
            let said = pair.figures.en.iter().any(|f| f.agrees(figure));
            *counted += usize::from(said);
            *plain += usize::from(!said && is_plural_back(pair.en));
        }
    }
    let is =
        |(counted, plain): (usize, usize)| counted >= BACK && counted as f32 >= BACK_SHARE * (counted + plain) as f32;
    counts.into_iter().filter(|(_, count)| is(*count)).map(|(doc, _)| doc).collect()
}

impl<'p> Context<'p> {
    pub fn of(pairs: impl Iterator<Item = &'p Pair<'p>> + Clone) -> Self {
        let (classical, counts_back) = (classical(pairs.clone()), counts_back(pairs.clone()));
        let norms = norms(pairs.clone());
        let dates_are_full = dates::full(pairs.clone());
        let mut counts: FxHashMap<(&str, Decimal), usize> = FxHashMap::default();
        for pair in pairs {
            let doc = pair.passage.id.doc.as_str();
            for figure in pair.figures.zh.iter().chain(&pair.figures.en).filter(|f| f.kind == FigureKind::Year) {
                *counts.entry((doc, figure.low)).or_default() += 1;
            }
        }
        let mut years: FxHashMap<&str, (usize, Decimal)> = FxHashMap::default();
        for ((doc, year), n) in counts {
            let best = years.entry(doc).or_insert((n, year));
            *best = (*best).max((n, year));
        }
        let often = years.into_iter().filter(|(_, (n, _))| *n >= OFTEN);
        let years = often.map(|(doc, (_, year))| (doc, year)).collect();
        Context { years, classical, norms, counts_back, dates_are_full }
    }

    /// Whether the document of the pair renders 前二項 with its number.
    pub fn counts_back(&self, pair: &Pair) -> bool {
        self.counts_back.contains(pair.passage.id.doc.as_str())
    }

    /// Whether a date that has its year on one side of the pair's document has it on the other.
    pub fn dates_are_full(&self, pair: &Pair) -> bool {
        self.dates_are_full.contains(pair.passage.id.doc.as_str())
    }

    /// Whether the pair is of a document in Classical Chinese.
    pub fn is_classical(&self, pair: &Pair) -> bool {
        self.classical.contains(pair.passage.id.doc.as_str())
    }

    /// Whether the pair is of a law, a contract or the like.
    pub fn is_norm(&self, pair: &Pair) -> bool {
        self.norms.contains(pair.passage.id.doc.as_str())
    }

    /// Whether this is the year that the document is about, which a sentence may leave out.
    pub fn goes_without_saying(&self, pair: &Pair, year: Decimal) -> bool {
        self.years.get(pair.passage.id.doc.as_str()) == Some(&year)
    }
}
