//! Numbers in Chinese numerals, alone or mixed with Arabic digits: 一百零五, 二〇二四, 3萬5千, 88.5億.

use super::arabic;
use super::reader::Reader;
use crate::text::fold::is_han;
use crate::text::numeral;
use rust_decimal::Decimal;

/// How a number is written, which says how far it can be trusted to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// With Arabic digits.
    Arabic,
    /// One numeral, or two that mean "two or three".
    Single,
    /// Digits in a row, 二〇二四.
    Positional,
    /// Units alone: 百, 千萬.
    Bare,
    /// Digits and units, 二十三.
    Spelled,
}

/// A number that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub low: Decimal,
    /// Above `low` in 兩三百 and its like.
    pub high: Decimal,
    pub end: usize,
    pub shape: Notation,
    /// The 萬, 億 or 兆 that it ends with as a factor.
    pub scale: Decimal,
    /// With 餘, 多 or 幾 inside, as in 20餘萬.
    pub over: bool,
    /// For Arabic digits and nothing else: how many, without grouping or decimals.
    pub plain_digits: u32,
}

/// Whether the folded `c` can open a number.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || numeral::is_chinese(c)
}

/// The digits that wait for their unit.
#[derive(Clone, Copy)]
struct Pending {
    low: Decimal,
    high: Decimal,
    count: u32,
    arabic: bool,
}

#[derive(Clone, Copy)]
enum Last {
    Nothing,
    Zero,
    Small(u32),
    Big(u64),
}

struct State {
    total: (Decimal, Decimal),
    section: (Decimal, Decimal),
    pending: Option<Pending>,
    last: Last,
    /// The smallest unit of the section so far; the next must be below it.
    floor: u32,
    /// The smallest of 萬, 億, 兆 so far.
    big: u64,
    digits: bool,
    arabic: bool,
    over: bool,
    /// It began with 百, 千, 萬 or above and no digit.
    headless: bool,
}

/// The number at `pos`, if it is one that a [`Decimal`] can hold.
pub(super) fn read(reader: Reader, pos: usize) -> Option<Reading> {
    let mut state = State {
        total: (Decimal::ZERO, Decimal::ZERO),
        section: (Decimal::ZERO, Decimal::ZERO),
        pending: None,
        last: Last::Nothing,
        floor: 10_000,
        big: u64::MAX,
        digits: false,
        arabic: false,
        over: false,
        headless: false,
    };
    let mut end = pos;
    let mut plain_digits = 0;
    while let Some((c, next)) = reader.at(end) {
        end = if c.is_ascii_digit() {
            if state.pending.is_some() {
                break;
            }
            let number = arabic::read(reader, end)?;
            let leads = end == pos && arabic::leads_with_point(reader, end);
            let number = if leads { number.behind_point() } else { number.in_ten_thousands(reader) };
            plain_digits = if end == pos && number.plain { number.digits } else { 0 };
            state.arabic = true;
            state.digits = true;
            state.pending = Some(Pending { low: number.value, high: number.value, count: number.digits, arabic: true });
            number.end
        } else if let Some(digit) = numeral::digit(c).filter(|_| !(c == '参' && joins_in(reader, next))) {
            if !state.digit(digit)? {
                break;
            }
            next
        } else if let Some(tens) = numeral::tens(c).filter(|_| state.is_empty()) {
            let value = Decimal::from(tens);
            state.section = (value, value);
            (state.floor, state.digits, state.last) = (10, true, Last::Small(10));
            next
        } else if let Some(unit) = numeral::unit(c) {
            if !state.small(unit)? {
                break;
            }
            next
        } else if let Some(unit) = numeral::large_unit(c).filter(|_| !is_mega(reader, c, next)) {
            if !state.large(unit)? {
                break;
            }
            next
        } else if (c == '点' || is_point(reader, end)) && !state.over {
            match decimals(reader, next, state.pending)? {
                Some((pending, after)) => {
                    state.pending = Some(pending);
                    after
                }
                None => break,
            }
        } else if matches!(c, '余' | '多' | '几') && reader.peek(next).and_then(numeral::large_unit).is_some() {
            state.over = true;
            next
        } else if c == ' ' && (state.arabic && large_follows(reader, next) || state.goes_on(reader, next)) {
            next
        } else if c == '有' && state.takes_and(reader, next) {
            // 百有五十, as the classics write it; 八百有七 is 807, as 八百零七 is.
            state.last = Last::Zero;
            next
        } else {
            break;
        };
        if plain_digits > 0 && !c.is_ascii_digit() {
            plain_digits = 0;
        }
    }
    if end == pos {
        return None;
    }
    state.finish(end, plain_digits)
}

/// Whether a 參 is that of 參數 or 參加 and no financial three: 200 億參數.
fn joins_in(reader: Reader, next: usize) -> bool {
    reader.peek(next).is_some_and(|c| "数考与加照见阅观赛股展军选保谋议会差透评".contains(c))
}

/// Whether 兆 is the "mega" of the unit behind it: 兆赫, 兆瓦, 兆字节.
fn is_mega(reader: Reader, c: char, next: usize) -> bool {
    c == '兆' && reader.eat_any(next, &["赫", "瓦", "伏", "欧", "帕", "焦", "字节", "比特", "位元"]).is_some()
}

/// Whether a point between Chinese digits stands at `pos`: 一．五, 六六六‧六七.
fn is_point(reader: Reader, pos: usize) -> bool {
    reader.text.get(pos..).is_some_and(|rest| rest.starts_with(['．', '‧']))
}

/// 萬 or its like, or 多萬: digits may be set apart from them.
fn large_follows(reader: Reader, pos: usize) -> bool {
    let unit = |pos| reader.peek(pos).and_then(numeral::large_unit).is_some();
    unit(pos) || reader.eat_any(pos, &["余", "多", "几"]).is_some_and(unit)
}

/// The 三 of 三十三點三, as far as digits follow: 三點三十分 is a time.
fn decimals(reader: Reader, pos: usize, pending: Option<Pending>) -> Option<Option<(Pending, usize)>> {
    let Some(whole) = pending.filter(|pending| !pending.arabic && pending.low == pending.high) else {
        return Some(None);
    };
    let mut value = whole.low;
    let mut place = Decimal::ONE;
    let mut end = pos;
    while let Some((digit, next)) = reader.at(end).and_then(|(c, next)| Some((numeral::digit(c)?, next))) {
        place = place.checked_div(Decimal::TEN)?;
        value = value.checked_add(place.checked_mul(Decimal::from(digit))?)?;
        end = next;
    }
    let time = reader.peek(end).is_some_and(|c| numeral::unit(c).is_some() || matches!(c, '分' | '刻'));
    if end == pos || time {
        return Some(None);
    }
    Some(Some((Pending { low: value, high: value, ..whole }, end)))
}

impl State {
    fn is_empty(&self) -> bool {
        matches!(self.last, Last::Nothing) && self.pending.is_none()
    }

    /// Whether a number that has a unit goes on behind a blank: the 3 千 and the 千 of 1 萬 3 千.
    fn goes_on(&self, reader: Reader, pos: usize) -> bool {
        let unit = |pos| reader.peek(pos).and_then(numeral::unit).is_some_and(|unit| unit > 10 && unit < self.floor);
        match (self.last, self.pending) {
            (Last::Big(_) | Last::Small(_), Some(pending)) => pending.arabic && unit(pos),
            (Last::Big(_) | Last::Small(_), None) => reader
                .at(pos)
                .filter(|(c, _)| c.is_ascii_digit())
                .is_some_and(|(_, next)| unit(next) || reader.eat(next, " ").is_some_and(unit)),
            _ => false,
        }
    }

    /// Whether 有 stands between hundreds and tens here, or before the ones of an age or a time (十有二年, 七十有五);
    /// 十有八九 is a phrase.
    fn takes_and(&self, reader: Reader, pos: usize) -> bool {
        let Last::Small(unit) = self.last else { return false };
        let Some((c, next)) = reader.at(pos).filter(|_| self.pending.is_none() && !self.arabic) else { return false };
        let behind = reader.peek(next);
        let ends = behind.is_none_or(|c| !is_han(c) || matches!(c, '岁' | '年' | '月' | '日' | '载'));
        match numeral::digit(c) {
            Some(_) => ends || unit > 10 && behind.and_then(numeral::unit) == Some(10),
            None => ends && unit > 10 && numeral::unit(c) == Some(10),
        }
    }

    /// Takes a digit in; false where the number ended before it, `None` where it is no value.
    fn digit(&mut self, digit: u32) -> Option<bool> {
        let value = Decimal::from(digit);
        let has_unit = !matches!(self.last, Last::Nothing);
        match self.pending {
            None if digit == 0 && has_unit => self.last = Last::Zero,
            None => {
                self.pending = Some(Pending { low: value, high: value, count: 1, arabic: false });
                self.digits = true;
            }
            Some(pending) if pending.arabic || has_unit && pending.count > 1 => return Some(false),
            Some(pending) if pending.count > 20 => return None,
            Some(pending) => {
                let pair = pending.count == 1 && pending.low > Decimal::ZERO && value == pending.low + Decimal::ONE;
                if !pair && has_unit || pending.low.scale() > 0 {
                    return Some(false);
                }
                // 兩三 is two to three until a third digit shows that it was a row of digits.
                let (low, high) = match pending.count {
                    1 if pair => (pending.low, value),
                    2 if pending.low != pending.high => {
                        let row = pending.low * Decimal::TEN + pending.high;
                        (row * Decimal::TEN + value, row * Decimal::TEN + value)
                    }
                    _ => (pending.low * Decimal::TEN + value, pending.low * Decimal::TEN + value),
                };
                self.pending = Some(Pending { low, high, count: pending.count + 1, arabic: false });
            }
        }
        Some(true)
    }

    fn small(&mut self, unit: u32) -> Option<bool> {
        let factor = Decimal::from(unit);
        let (low, high) = match self.pending {
            Some(pending) => (pending.low, pending.high),
            None if matches!(self.last, Last::Nothing) || unit == 10 => (Decimal::ONE, Decimal::ONE),
            None => return Some(false),
        };
        if unit >= self.floor {
            return Some(false);
        }
        self.headless |= self.is_empty() && unit > 10;
        self.section.0 = self.section.0.checked_add(low.checked_mul(factor)?)?;
        self.section.1 = self.section.1.checked_add(high.checked_mul(factor)?)?;
        // 十 says "ten" by itself; 百 and 千 need a digit to be a number.
        self.digits |= unit == 10 && self.pending.is_none();
        self.pending = None;
        self.floor = unit;
        self.last = Last::Small(unit);
        Some(true)
    }

    fn large(&mut self, unit: u64) -> Option<bool> {
        let factor = Decimal::from(unit);
        let (mut low, mut high) = self.section;
        if let Some(pending) = self.pending {
            low = low.checked_add(pending.low)?;
            high = high.checked_add(pending.high)?;
        }
        let empty = high.is_zero();
        if empty && self.is_empty() {
            (low, high) = (Decimal::ONE, Decimal::ONE);
            self.headless = true;
        } else if empty && !matches!(self.last, Last::Big(_)) {
            return Some(false);
        }
        if unit == self.big {
            return Some(false);
        }
        self.total = if unit > self.big && self.big != u64::MAX || empty && matches!(self.last, Last::Big(_)) {
            (self.total.0.checked_add(low)?.checked_mul(factor)?, self.total.1.checked_add(high)?.checked_mul(factor)?)
        } else {
            (self.total.0.checked_add(low.checked_mul(factor)?)?, self.total.1.checked_add(high.checked_mul(factor)?)?)
        };
        self.section = (Decimal::ZERO, Decimal::ZERO);
        self.pending = None;
        self.floor = 10_000;
        self.big = unit;
        self.last = Last::Big(unit);
        Some(true)
    }

    fn finish(self, end: usize, plain_digits: u32) -> Option<Reading> {
        let mut low = self.total.0.checked_add(self.section.0)?;
        let mut high = self.total.1.checked_add(self.section.1)?;
        if let Some(pending) = self.pending {
            // 三千五 is 3500: a last digit right behind a unit counts the next lower one.
            let step = match self.last {
                Last::Small(unit) if unit > 10 && pending.count == 1 && !pending.arabic => Decimal::from(unit / 10),
                Last::Big(unit) if pending.count == 1 && !pending.arabic => Decimal::from(unit / 10),
                _ => Decimal::ONE,
            };
            low = low.checked_add(pending.low.checked_mul(step)?)?;
            high = high.checked_add(pending.high.checked_mul(step)?)?;
        }
        let has_unit = !matches!(self.last, Last::Nothing);
        let shape = match self.pending {
            _ if self.arabic => Notation::Arabic,
            _ if !self.digits || self.headless => Notation::Bare,
            None if high == Decimal::TEN => Notation::Single,
            _ if has_unit => Notation::Spelled,
            Some(pending) if pending.count > 1 && low == high => Notation::Positional,
            Some(pending) if pending.low.scale() > 0 => Notation::Spelled,
            _ => Notation::Single,
        };
        let scale = match (self.pending, self.last) {
            (None, Last::Big(unit)) => Decimal::from(unit),
            _ => Decimal::ONE,
        };
        Some(Reading { low, high, end, shape, scale, over: self.over, plain_digits })
    }
}
