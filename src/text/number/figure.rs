//! What a figure is: a place in a text, a value, and what kind of thing the value counts.

use crate::model::{Span, ValueKind};
use rust_decimal::Decimal;

/// A value that a text states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Bytes of the whole expression: scale, currency, percent sign and label included (`88.5億元`,
    /// `RMB 8.85 billion`, `百分之五`, `第135`, `2.3萬餘`), the thing counted and words such as
    /// "more than" or 超 left out.
    pub span: Span,
    /// The value, or the lower end of a range. In the unit that [`FigureKind`] names.
    pub low: Decimal,
    /// The upper end of a range; the same as `low` otherwise.
    pub high: Decimal,
    pub kind: FigureKind,
    pub about: Exactness,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// A number of things, or a measure in any unit but the ones below.
    Count,
    /// In whole units of the currency: 88.5億元 is 8850000000.
    Money(Currency),
    /// In hundredths: 60%, 六成 and 百分之六十 are 60, 千分之三 is 0.3. Fractions are of this kind,
    /// rounded to four places: 三分之二 and "two-thirds" are 66.6667.
    Percent,
    /// A place in an order, or a label: 第135屆, "135th", "Article 5", the `IV.` of a heading.
    Ordinal,
    /// A year of the common era; a 民國 year is converted.
    Year,
    /// `yyyymmdd` as a number, zeros where a part is not stated: "December 2024" is 20241200,
    /// "31 December" is 1231.
    Date,
}

/// A currency, as far as the text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Currency {
    Cny,
    Twd,
    Hkd,
    Mop,
    Usd,
    Eur,
    Gbp,
    Jpy,
    /// 元, "dollars" or `$` with nothing that says whose.
    Unknown,
}

/// How exact a value claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exactness {
    Exact,
    /// About, 約, 左右.
    About,
    /// That much or more: over, at least, 超, 逾, 餘, 以上.
    Over,
    /// That much or less: under, nearly, at most, 近, 不足, 以下.
    Under,
}

impl Exactness {
    /// That much at least for that much at most, and the other way round.
    pub(super) fn opposite(self) -> Self {
        match self {
            Exactness::Over => Exactness::Under,
            Exactness::Under => Exactness::Over,
            same => same,
        }
    }
}

impl Figure {
    /// Whether both state the same value of kinds that can stand for each other. How exact they
    /// are plays no part: 超 and "over" are left out in translation too often.
    ///
    /// Percentages agree with percentages and dates with dates; everything else by its value, as
    /// 元 may go unsaid and 第二 become "two"; two currencies that are both named must be one.
    pub fn agrees(&self, other: &Figure) -> bool {
        self.low == other.low && self.high == other.high && self.kind.agrees(other.kind)
    }

    /// The value, or the two ends of a range. Comparing these finds "5 to 10" equal to two
    /// separate figures, where one side wrote the range as a sentence.
    pub fn values(&self) -> impl Iterator<Item = Decimal> + use<> {
        std::iter::once(self.low).chain((self.high != self.low).then_some(self.high))
    }

    /// The lower value among those of its kind, where that is one that a query can ask for: hundredths, whole units of
    /// a currency, days as yyyymmdd.
    pub fn of_kind(&self) -> Option<(ValueKind, Decimal)> {
        match self.kind {
            FigureKind::Percent => Some((ValueKind::Percent, self.low)),
            FigureKind::Money(_) => Some((ValueKind::Money, self.low)),
            FigureKind::Date => Some((ValueKind::Date, self.low)),
            FigureKind::Year => Some((ValueKind::Date, self.low.checked_mul(Decimal::from(10_000))?)),
            FigureKind::Count | FigureKind::Ordinal => None,
        }
    }

    pub fn is_range(&self) -> bool {
        self.low != self.high
    }
}

impl FigureKind {
    /// Whether a value of one kind can be a translation of the same value of the other.
    pub fn agrees(self, other: FigureKind) -> bool {
        use FigureKind::{Date, Money, Percent};
        match (self, other) {
            (Percent, _) | (_, Percent) | (Date, _) | (_, Date) => self == other,
            (Money(a), Money(b)) => a == b || a == Currency::Unknown || b == Currency::Unknown,
            _ => true,
        }
    }
}

/// A figure on its way, with what joining it to a neighbour needs to know.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub figure: Figure,
    /// The factor that 萬, 億 or "million" at its end brought, 1 without: 3 至 5 萬 lends it to the 3.
    pub scale: Decimal,
    /// Whether words or hanzi spell it, as in the "three" of "three (3)".
    pub spelled: bool,
}

impl Draft {
    /// Makes "three" three and a half.
    pub fn add_half(&mut self) {
        for value in [&mut self.figure.low, &mut self.figure.high] {
            *value = value.checked_add(Decimal::new(5, 1)).unwrap_or(*value);
        }
    }

    pub fn new(start: usize, end: usize, value: Decimal, kind: FigureKind) -> Self {
        let span = Span::new(start, end);
        let figure = Figure { span, low: value, high: value, kind, about: Exactness::Exact };
        Draft { figure, scale: Decimal::ONE, spelled: false }
    }
}
