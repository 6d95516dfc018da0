//! Numbers in Arabic digits, grouped or not, and which of them are names rather than numbers.

use super::money;
use super::reader::Reader;
use rust_decimal::Decimal;

/// A run of digits that was read as one number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arabic {
    pub value: Decimal,
    pub end: usize,
    /// How many digits stand before the decimal point.
    pub digits: u32,
    /// Digits without grouping and decimals: only such can be a year, a day or a label.
    pub plain: bool,
}

/// The digit at `pos`, in either width, and where it ends.
pub(super) fn digit(reader: Reader, pos: usize) -> Option<(u32, usize)> {
    let (c, next) = reader.at(pos)?;
    Some((c.to_digit(10)?, next))
}

/// The number at `pos`; `None` where no digit stands or the value is beyond 28 digits.
pub(super) fn read(reader: Reader, pos: usize) -> Option<Arabic> {
    let mut mantissa: i128 = 0;
    let mut add = |digit: u32| {
        mantissa = mantissa.saturating_mul(10).saturating_add(i128::from(digit));
    };
    let mut end = pos;
    let mut digits = 0;
    while let Some((value, next)) = digit(reader, end) {
        add(value);
        digits += 1;
        end = next;
    }
    let mut plain = true;
    if (1..=3).contains(&digits) {
        while let Some((group, next)) = group(reader, end) {
            group.into_iter().for_each(&mut add);
            digits += 3;
            end = next;
            plain = false;
        }
    }
    let mut scale = 0;
    if let Some(('.', point)) = reader.at(end) {
        let mut next = if is_wide(reader, pos) { wide_behind_blank(reader, point) } else { point };
        while let Some((value, after)) = digit(reader, next) {
            add(value);
            scale += 1;
            plain = false;
            next = after;
            end = after;
        }
    }
    if digits == 0 || digits + scale > 28 {
        return None;
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).ok()?.normalize();
    Some(Arabic { value, end, digits, plain })
}

/// Whether the digit at `pos` is one of full width.
fn is_wide(reader: Reader, pos: usize) -> bool {
    reader.text.get(pos..).is_some_and(|rest| rest.starts_with(|c| ('０'..='９').contains(&c)))
}

/// Past a blank behind a point that a digit of full width follows: "１. ５".
fn wide_behind_blank(reader: Reader, point: usize) -> usize {
    reader.eat(point, " ").filter(|next| is_wide(reader, *next)).unwrap_or(point)
}

/// Whether a point alone stands before the digits: ".08%". The point behind a Chinese character ends a sentence.
pub(super) fn leads_with_point(reader: Reader, start: usize) -> bool {
    let point = start.checked_sub(1).filter(|at| reader.text.as_bytes().get(*at) == Some(&b'.'));
    let opens = |c| matches!(c, ' ' | '(' | '<' | '>' | '~' | '$' | '=' | ':' | '\n' | '\t');
    point.is_some_and(|at| reader.peek_before(at).is_none_or(opens))
}

impl Arabic {
    /// The same digits behind a decimal point that nothing stands before: the 08 of ".08" is 0.08.
    pub fn behind_point(self) -> Self {
        let scale = self.value.scale() + self.digits;
        let mantissa = self.value.mantissa();
        let value = Decimal::try_from_i128_with_scale(mantissa, scale).map_or(self.value, |v| v.normalize());
        Arabic { value, plain: false, ..self }
    }
}

impl Arabic {
    /// The same with the groups of four behind blanks, as Chinese counts in 萬: "20 0000".
    pub fn in_ten_thousands(mut self, reader: Reader) -> Self {
        if !self.plain || self.digits > 4 {
            return self;
        }
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-');
        let group = |at: usize| {
            let end = reader.eat(at, " 0000").filter(|_| reader.text.as_bytes().get(at) == Some(&b' '))?;
            (!reader.peek(end).is_some_and(goes_on)).then_some(end)
        };
        while let Some((end, value)) = group(self.end).zip(self.value.checked_mul(Decimal::from(10_000))) {
            self = Arabic { value, end, digits: self.digits + 4, plain: false };
        }
        self
    }
}

/// A separator and three digits that no fourth follows.
fn group(reader: Reader, pos: usize) -> Option<([u32; 3], usize)> {
    let (separator, first) = reader.at(pos)?;
    // An ordinary space parts two numbers; only the ones that do not break a line group digits.
    if !(separator == ',' || separator == ' ' && reader.text.as_bytes().get(pos) != Some(&b' ')) {
        return None;
    }
    let (a, next) = digit(reader, first)?;
    let (b, next) = digit(reader, next)?;
    let (c, next) = digit(reader, next)?;
    if digit(reader, next).is_some() {
        return None;
    }
    Some(([a, b, c], next))
}

/// Past everything that looks like one long number: digits and the signs between them.
pub(super) fn skip(reader: Reader, mut pos: usize) -> usize {
    while let Some((c, next)) = reader.at(pos) {
        let inside = c.is_ascii_digit() || matches!(c, '.' | ',') && digit(reader, next).is_some();
        if !inside {
            break;
        }
        pos = next;
    }
    pos
}

/// Units that stand right behind their digits. A letter that is none of them makes a name: 5G, 2B.
const UNITS: &[&str] = &[
    "%", "bn", "cc", "cm", "db", "dba", "dbm", "ft", "g", "ghz", "gb", "gw", "ha", "hz", "k", "kb", "kg", "khz", "km",
    "kpa", "kv", "kva", "kw", "kwh", "l", "m", "ma", "mb", "mg", "mhz", "min", "ml", "mm", "mn", "mpa", "mw", "nd",
    "nm", "ppb", "ppm", "rd", "st", "tb", "th", "tn", "trn", "v", "w", "x",
];

/// Words before digits with no space between that leave them a number.
const PREFIXES: &[&str] = &[
    "rmb",
    "cny",
    "usd",
    "hkd",
    "twd",
    "ntd",
    "eur",
    "gbp",
    "jpy",
    "mop",
    "article",
    "articles",
    "paragraph",
    "item",
    "subparagraph",
    "section",
    "chapter",
    "no",
];

/// Whether the digits from `start` to `end` belong to a name such as COVID-19, B2B, 5G or H5N1.
pub(super) fn is_name(reader: Reader, start: usize, end: usize) -> bool {
    let text = reader.text;
    let before = text.get(..start).unwrap_or("");
    let mut prefix = tail(before);
    if let Some(stem) = before.strip_suffix(['-', '_']) {
        // "mid-2024" holds a number, "PM-10" and "COVID-19" do not.
        let word = tail(stem);
        if word.bytes().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && !word.bytes().all(|b| b.is_ascii_digit())
            || before.ends_with('_')
        {
            return true;
        }
        prefix = "";
    }
    // A step of a path.
    if before.ends_with('/') && text.get(end..).is_some_and(|after| after.starts_with('/')) {
        return true;
    }
    if !prefix.is_empty() {
        let lower = prefix.to_ascii_lowercase();
        // Scraped text loses spaces: "than20,000" is two words, "sha256" is one.
        let glued = prefix.len() >= 4 && prefix.bytes().all(|b| b.is_ascii_lowercase());
        if !glued && !is_clock(text.get(end..).unwrap_or("")) && !PREFIXES.contains(&lower.as_str()) {
            return true;
        }
    }
    let after = text.get(end..).unwrap_or("");
    let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    let unit = after.get(..letters).unwrap_or("");
    // "1854suspects" has lost a space as well.
    let glued = letters >= 4 && unit.bytes().all(|b| b.is_ascii_lowercase());
    // 5G and 4K are names, "$5M" and "$2B" are not.
    if matches!(unit, "B" | "G" | "K" | "M" | "X") {
        return money::before(reader, start).is_none();
    }
    !(unit.is_empty() || glued || UNITS.iter().any(|known| known.eq_ignore_ascii_case(unit)))
        || after.starts_with('_')
        || letters > 0 && after.as_bytes().get(letters).is_some_and(u8::is_ascii_digit) && !square(unit, after)
}

/// Whether minutes follow, as no name has them: "Centre9:00am".
fn is_clock(after: &str) -> bool {
    let minutes = after.strip_prefix(':').unwrap_or("").as_bytes();
    minutes.len() >= 2
        && minutes[..2].iter().all(u8::is_ascii_digit)
        && minutes.get(2).is_none_or(|next| !matches!(next, b'0'..=b'9' | b':' | b'.'))
}

/// m2 and its like end in a power.
fn square(unit: &str, after: &str) -> bool {
    let power = after.as_bytes().get(unit.len()).is_some_and(|b| matches!(b, b'2' | b'3'));
    let ends = !after.as_bytes().get(unit.len() + 1).is_some_and(u8::is_ascii_alphanumeric);
    unit.ends_with(['m', 'M']) && power && ends
}

/// The ASCII letters and digits that `text` ends with, as far as a word can be long.
fn tail(text: &str) -> &str {
    let length = text.bytes().rev().take(24).take_while(u8::is_ascii_alphanumeric).count();
    text.get(text.len() - length..).unwrap_or("")
}

/// Finds the addresses in which digits mean nothing. Remembers the token that it saw last, so that a long
/// one is read once.
#[derive(Default)]
pub(super) struct Addresses {
    end: usize,
    address: bool,
}

impl Addresses {
    /// The end of the web or mail address around `pos`, if there is one. Asked from left to right.
    pub fn around(&mut self, text: &str, pos: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        if pos >= self.end {
            let seen = bytes.get(self.end..pos).unwrap_or(&[]);
            let start = pos - seen.iter().rev().take_while(|b| b.is_ascii_graphic()).count();
            let rest = bytes.get(pos..).unwrap_or(&[]);
            self.end = pos + rest.iter().take_while(|b| b.is_ascii_graphic()).count();
            let token = text.get(start..self.end).unwrap_or("");
            self.address = token.contains("://") || token.contains('@') || token.contains("www.");
        }
        (self.address && pos < self.end).then_some(self.end)
    }
}
