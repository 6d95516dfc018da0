//! Decimals as short strings in the order of their values, for the terms of an index.

use crate::model::ValueKind;
use rust_decimal::Decimal;

const BASE36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// What zero has in the first two places: above every negative number, below every positive one.
const ZERO: i32 = 100;

/// A lower-case ASCII string whose order among its like is the order of the values: two characters
/// for sign and magnitude, then the significant digits. Equal values have equal keys (1.0 and 1).
/// 8850000000 is `3w885`.
pub fn sort_key(value: Decimal) -> String {
    let value = value.normalize();
    if value.is_zero() {
        return magnitude(ZERO);
    }
    let digits = value.mantissa().unsigned_abs().to_string();
    // The value is 0.DIGITS times ten to this power, from -27 to 29.
    let power = digits.len() as i32 - value.scale() as i32;
    let significant = digits.trim_end_matches('0');
    if value.is_sign_positive() {
        return magnitude(ZERO + 30 + power) + significant;
    }
    // Below zero the longer number is the smaller one: nines' complement, and an end mark above
    // every digit so that a key sorts after those that continue it.
    let mut key = magnitude(ZERO - 30 - power);
    key.extend(significant.bytes().map(|digit| char::from(b'0' + b'9' - digit)));
    key.push('z');
    key
}

/// The same among values of one kind; without a value, what stands before all of them. Above every key without a kind.
pub fn kind_key(kind: ValueKind, value: Option<Decimal>) -> String {
    let letter = match kind {
        ValueKind::Date => 'd',
        ValueKind::Money => 'm',
        ValueKind::Percent => 'p',
    };
    format!("{letter}{}", value.map(sort_key).unwrap_or_default())
}

/// Above every key of [`sort_key`], and below the others of [`kind_key`].
pub const LAST: &str = "a";

fn magnitude(rank: i32) -> String {
    let rank = rank.unsigned_abs() as usize;
    [BASE36[rank / 36 % 36], BASE36[rank % 36]].into_iter().map(char::from).collect()
}
