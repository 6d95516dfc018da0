//! What a document as a whole says: the year that it is about.

use super::pair::Pair;
use crate::text::number::FigureKind;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// What goes without saying in a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Context<'p> {
    years: FxHashMap<&'p str, Decimal>,
}

/// How often a year is stated before it goes without saying.
const OFTEN: usize = 4;

impl<'p> Context<'p> {
    pub fn of(pairs: impl Iterator<Item = &'p Pair<'p>>) -> Self {
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
        Context { years: often.map(|(doc, (_, year))| (doc, year)).collect() }
    }

    /// Whether this is the year that the document is about, which a sentence may leave out.
    pub fn goes_without_saying(&self, pair: &Pair, year: Decimal) -> bool {
        self.years.get(pair.passage.id.doc.as_str()) == Some(&year)
    }
}
