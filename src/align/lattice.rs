//! The scores of all beads inside a band around the path. The words of a bead are scored in both directions
//! (`gains.rs`); sums over units are differences of running sums, kept inside the band.

use super::band::Band;
use super::bead::Bead;
use super::context::Context;
use super::gains::{Gains, Rendered, Scratch, WordModel};
use super::length::difference;
use super::parameters::{Level, MOST_EN, MOST_ZH, SIZES};
use super::units::{Closes, Units};
use std::ops::Range;

/// A part of a document: ranges of its units, and the band in which beads may lie.
pub(super) struct Lattice<'a> {
    context: &'a Context<'a>,
    zh: Range<usize>,
    en: Range<usize>,
    band: Band,
    grid: Grid,
    en_given_zh: Spans,
    zh_given_en: Spans,
    /// By the cell where a link starts, and its size.
    scores: Vec<[f32; SIZES.len()]>,
}

/// Where the cells of a band stand in a row.
pub(super) struct Grid {
    starts: Vec<usize>,
    lows: Vec<usize>,
}

impl Grid {
    fn new(band: &Band, n: usize) -> Self {
        let mut starts = vec![0];
        let mut lows = Vec::new();
        for i in 0..=n {
            lows.push(band.low(i));
            starts.push(starts[i] + band.high(i) + 1 - band.low(i));
        }
        Grid { starts, lows }
    }

    pub fn at(&self, i: usize, j: usize) -> usize {
        self.starts[i] + j - self.lows[i]
    }

    pub fn filled<T: Clone>(&self, value: T) -> Vec<T> {
        vec![value; self.starts.last().copied().unwrap_or(0)]
    }
}

impl<'a> Lattice<'a> {
    pub fn new(
        context: &'a Context<'a>,
        zh: Range<usize>,
        en: Range<usize>,
        band: Band,
        scratch: &mut Scratch,
    ) -> Self {
        let (zh_side, en_side) = ((context.zh, zh.clone()), (context.en, en.clone()));
        let (forward, backward) = (context.forward(), context.backward());
        let en_given_zh = Spans::new(MOST_ZH, &zh_side, &en_side, forward, &band, &mut scratch.en);
        let zh_given_en =
            Spans::new(MOST_EN, &en_side, &zh_side, backward, &band.transposed(en.len()), &mut scratch.zh);
        let grid = Grid::new(&band, zh.len());
        let mut scores = grid.filled([f32::NEG_INFINITY; SIZES.len()]);
        let mut lattice = Lattice { context, zh, en, band, grid, en_given_zh, zh_given_en, scores: Vec::new() };
        for i in 0..=lattice.zh.len() {
            for j in lattice.band.low(i)..=lattice.band.high(i) {
                let cell = &mut scores[lattice.grid.at(i, j)];
                for (size, (a, b, _)) in SIZES.iter().enumerate().filter(|(_, (a, b, _))| *a > 0 && *b > 0) {
                    if i + a <= lattice.zh.len() && lattice.band.contains(i + a, j + b) {
                        cell[size] = lattice.scored(i, j, size);
                    }
                }
            }
        }
        lattice.scores = scores;
        lattice
    }

    /// Units of the part, Chinese and English.
    pub fn size(&self) -> (usize, usize) {
        (self.zh.len(), self.en.len())
    }

    pub fn band(&self) -> &Band {
        &self.band
    }

    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// Log scores of leaving alone, after a link, the Chinese unit and the English unit that come next (to add to their
    /// own).
    pub fn to_lone(&self, i: usize, j: usize) -> (f64, f64) {
        let Context { adapted, parameters, zh, en, .. } = self.context;
        let prior = |size: (usize, usize), units: &Units, unit: usize| {
            let prior = SIZES.iter().position(|s| (s.0, s.1) == size).map_or(0.0, |s| adapted.priors[s]);
            let section = unit < units.len() && units.form(unit).heading;
            f64::from(if section { prior + parameters.lone_section } else { prior })
        };
        (prior((1, 0), zh, self.zh.start + i), prior((0, 1), en, self.en.start + j))
    }

    /// Log scores after a unit left alone: of another one, and of a link (to add to their own).
    pub fn after_lone(&self) -> (f64, f64) {
        (f64::from(self.context.adapted.after_lone.0), f64::from(self.context.adapted.after_lone.1))
    }

    /// Log scores of the Chinese unit and of the English unit that come next, left alone; 0 behind the last.
    pub fn lone_scores(&self, i: usize, j: usize) -> (f64, f64) {
        let of = |gains: &[f32], unit: usize| gains.get(unit).map_or(0.0, |gain| f64::from(*gain));
        let elsewhere = &self.context.elsewhere;
        (of(&elsewhere.zh, self.zh.start + i), of(&elsewhere.en, self.en.start + j))
    }

    /// Log score of the link of `SIZES[size]` that starts at a cell of the grid; both its corners must lie in the band.
    pub fn score(&self, cell: usize, size: usize) -> f64 {
        f64::from(self.scores[cell][size])
    }

    fn scored(&self, i: usize, j: usize, size: usize) -> f32 {
        let (a, b, _) = SIZES[size];
        let (zh, en) = (self.zh.start + i..self.zh.start + i + a, self.en.start + j..self.en.start + j + b);
        let words = self.context.words * self.words(i..i + a, j..j + b);
        let prior = self.context.adapted.priors[size];
        prior + words + self.length(&zh, &en) + self.edges(&zh, &en) + self.form(&zh, &en)
    }

    /// The log likelihood ratio of the words of some units, both ways, before its weight.
    fn words(&self, zh: Range<usize>, en: Range<usize>) -> f32 {
        self.en_given_zh.between(zh.start, zh.len(), en.clone()) + self.zh_given_en.between(en.start, en.len(), zh)
    }

    /// What a bead of both sides gains over unrelated text by its words and lengths; 0 for larger beads than occur.
    pub fn gain(&self, bead: &Bead) -> f32 {
        if bead.zh.len() > MOST_ZH || bead.en.len() > MOST_EN {
            return 0.0;
        }
        let zh = self.zh.start + bead.zh.start..self.zh.start + bead.zh.end;
        let en = self.en.start + bead.en.start..self.en.start + bead.en.end;
        self.weighted_words(bead.zh.clone(), bead.en.clone()) + self.length(&zh, &en)
    }

    /// What the words of a bead of both sides gain over unrelated text, as a log likelihood ratio.
    pub fn weighted_words(&self, zh: Range<usize>, en: Range<usize>) -> f32 {
        self.context.words * self.words(zh, en)
    }

    /// A normal law of the length difference, whose variance grows with the length (Gale & Church 1993).
    fn length(&self, zh: &Range<usize>, en: &Range<usize>) -> f32 {
        let context = self.context;
        let zh = context.zh_length(zh.clone());
        let en = context.en.length(en.clone());
        context.adapted.by_length(difference(zh as f32, en as f32), context.parameters)
    }

    /// Which edges meet at the bead's start and end.
    fn edges(&self, zh: &Range<usize>, en: &Range<usize>) -> f32 {
        let Context { zh: zh_units, en: en_units, .. } = self.context;
        let edges = self.context.adapted.edges.score(
            (zh_units.edge(zh.start), zh_units.edge(zh.end - 1)),
            (en_units.edge(en.start), en_units.edge(en.end - 1)),
        );
        self.context.parameters.edges * edges
    }

    /// How a bead of both sides goes with the form of the document.
    fn form(&self, zh: &Range<usize>, en: &Range<usize>) -> f32 {
        let forms = &self.context.forms;
        let headings = match self.context.level {
            Level::Sentences => self.headings(zh, en),
            Level::Clauses => 0.0,
        };
        headings + self.context.parameters.layout(self.context.level) * (forms.zh.inside(zh) + forms.en.inside(en))
    }

    /// Log score of what ends on the two sides at a border, counted from the start of the part.
    pub fn ends(&self, i: usize, j: usize) -> f64 {
        let Context { layout, level, parameters, zh, en, .. } = self.context;
        let (zh, en) = (closes(zh, self.zh.start + i), closes(en, self.en.start + j));
        f64::from(parameters.layout(*level) * layout.at(zh, en))
    }

    /// Penalties for a heading or a note linked to other text, and for Article 3 linked to Article 4.
    fn headings(&self, zh: &Range<usize>, en: &Range<usize>) -> f32 {
        let Context { parameters, zh: zh_units, en: en_units, .. } = self.context;
        let first = (zh_units.form(zh.start), en_units.form(en.start));
        let other_numeral = match (first.0.numeral, first.1.numeral) {
            (Some(z), Some(e)) => z.shape == e.shape && z.shape.is_division() && z.value != e.value,
            _ => false,
        };
        let forms = &self.context.forms;
        let some = |units: usize| units != 0 && units != zh.len() + en.len();
        let mixed =
            some(forms.zh.headings(zh) + forms.en.headings(en)) || some(forms.zh.notes(zh) + forms.en.notes(en));
        let only_if = |is: bool, score: f32| if is { score } else { 0.0 };
        only_if(other_numeral, parameters.other_numeral) + only_if(mixed, parameters.heading_to_text)
    }
}

/// What ends before a unit; before the first one, what ends after the last.
fn closes(units: &Units, border: usize) -> Closes {
    let unit = border.checked_sub(1).unwrap_or(units.len() - 1);
    units.form(unit).closes
}

/// For each span of up to so many units of one side: the running sum over the other side's units, inside the band.
struct Spans {
    /// Of each start: the first border of the other side in its rows, the rows' width, and where they begin.
    rows: Vec<(u32, u32, usize)>,
    /// Of the words, and of what words lose that the unit before has too.
    sums: Vec<(f32, f32)>,
}

impl Spans {
    fn new(
        most: usize,
        (this, these): &(&Units, Range<usize>),
        (other, others): &(&Units, Range<usize>),
        known: WordModel<'_>,
        band: &Band,
        gains: &mut Gains,
    ) -> Self {
        let n = these.len();
        let mut rows = Vec::with_capacity(n);
        let mut size = 0;
        for start in 0..n {
            let low = band.low(start);
            let width = band.high((start + most).min(n)) + 1 - low;
            rows.push((low as u32, width as u32, size));
            size += width * most.min(n - start);
        }
        let mut sums = vec![(0.0, 0.0); size];
        let tokens_of = |unit: usize| other.tokens(others.start + unit..others.start + unit + 1);
        let weight = |unit: usize| {
            let opens = unit.checked_sub(1).is_some_and(|before| other.form(before).closes == Closes::Paragraph);
            if opens { known.repeats.across } else { known.repeats.inside }
        };
        // A unit is in as many spans as they may be long; what it renders is looked up once, for all that they meet.
        let mut rendered = vec![Rendered::default(); most];
        let (mut near, mut next) = (0..0, 0);
        for (start, (low, width, at)) in rows.iter().enumerate() {
            let (low, width) = (*low as usize, *width as usize);
            let reached = band.high((start + 2 * most).min(n));
            (near.end..reached).for_each(|unit| gains.come_near(tokens_of(unit), known));
            (near.start..low).for_each(|unit| gains.leave(tokens_of(unit)));
            near = low..reached;
            for unit in next..(start + most).min(n) {
                let tokens = this.tokens(these.start + unit..these.start + unit + 1);
                gains.rendered(tokens, known, &mut rendered[unit % most]);
            }
            next = (start + most).min(n);
            for len in 0..most.min(n - start) {
                gains.add(&rendered[(start + len) % most], known);
                let row = &mut sums[at + len * width..at + (len + 1) * width];
                let mut sum = (0.0, 0.0);
                for (unit, cell) in (low..low + width - 1).zip(&mut row[1..]) {
                    sum.0 += gains.of(tokens_of(unit));
                    sum.1 += weight(others.start + unit) * gains.loss(other.repeated(others.start + unit));
                    *cell = sum;
                }
            }
            gains.clear();
        }
        near.for_each(|unit| gains.leave(tokens_of(unit)));
        Spans { rows, sums }
    }

    /// The sum over the other units `others`, at least one, given `len` units from `start`. Words that come again in the next
    /// unit must be rendered twice.
    fn between(&self, start: usize, len: usize, others: Range<usize>) -> f32 {
        let (low, width, at) = self.rows[start];
        let sums = |border: usize| self.sums[at + (len - 1) * width as usize + border - low as usize];
        let (start, second, end) = (sums(others.start), sums(others.start + 1), sums(others.end));
        (end.0 - start.0) - (end.1 - second.1)
    }
}
