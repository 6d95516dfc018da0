//! Currencies before and behind a number, in both languages.

use super::figure::Currency::{self, Cny, Eur, Gbp, Hkd, Jpy, Mop, Twd, Unknown, Usd};
use super::reader::Reader;

/// Signs and words before the number; longer ones first where one ends in another.
const BEFORE: &[(&str, Currency)] = &[
    ("新台币", Twd),
    ("人民币", Cny),
    ("港币", Hkd),
    ("澳门币", Mop),
    ("美金", Usd),
    ("美元", Usd),
    ("欧元", Eur),
    ("英镑", Gbp),
    ("日圆", Jpy),
    ("nt$", Twd),
    ("hk$", Hkd),
    ("us$", Usd),
    ("mop$", Mop),
    ("cn¥", Cny),
    ("jp¥", Jpy),
    ("$", Unknown),
    ("¥", Unknown),
    ("£", Gbp),
    ("€", Eur),
];

/// Codes before or behind the number, as whole words.
const CODES: &[(&str, Currency)] = &[
    ("rmb", Cny),
    ("cny", Cny),
    ("ntd", Twd),
    ("twd", Twd),
    ("nt", Twd),
    ("hkd", Hkd),
    ("mop", Mop),
    ("usd", Usd),
    ("eur", Eur),
    ("gbp", Gbp),
    ("jpy", Jpy),
];

const BEHIND_ZH: &[(&str, Currency)] = &[
    ("美元", Usd),
    ("美金", Usd),
    ("港元", Hkd),
    ("港币", Hkd),
    ("澳门元", Mop),
    ("欧元", Eur),
    ("英镑", Gbp),
    ("日圆", Jpy),
    ("日元", Jpy),
    ("人民币", Cny),
    ("新台币", Twd),
    ("元", Unknown),
    ("圆", Unknown),
];

const BEHIND_EN: &[(&str, Currency)] = &[
    ("new taiwan dollars", Twd),
    ("new taiwan dollar", Twd),
    ("nt dollars", Twd),
    ("us dollars", Usd),
    ("u.s. dollars", Usd),
    ("hong kong dollars", Hkd),
    ("chinese yuan", Cny),
    ("yuan", Cny),
    ("renminbi", Cny),
    ("dollars", Unknown),
    ("euros", Eur),
    ("euro", Eur),
    ("pounds sterling", Gbp),
    ("yen", Jpy),
    ("patacas", Mop),
];

/// Words that begin with 元 or 圓 and are no money.
const NO_MONEY: &[&str] = &["元素", "元件", "元月", "元旦", "元年", "元组", "圆形", "圆周"];

/// The currency before `pos` and where it starts.
pub(super) fn before(reader: Reader, pos: usize) -> Option<(Currency, usize)> {
    let pos = reader.back_spaces(pos);
    let sign = BEFORE.iter().find_map(|&(word, currency)| {
        let letters = word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
        let start = if letters { reader.back_word(pos, word) } else { reader.back(pos, word) }?;
        Some((currency, start))
    });
    if let Some((currency, start)) = sign {
        // "RMB ¥5" and "NT $5" say it twice.
        return match code_before(reader, reader.back_spaces(start)) {
            Some((code, start)) if currency == Unknown => Some((code, start)),
            _ => Some((currency, start)),
        };
    }
    code_before(reader, pos)
}

fn code_before(reader: Reader, pos: usize) -> Option<(Currency, usize)> {
    CODES.iter().find_map(|&(word, currency)| Some((currency, reader.back_word(pos, word)?)))
}

/// The currency behind `pos` and where it ends.
pub(super) fn behind(reader: Reader, pos: usize) -> Option<(Currency, usize)> {
    if reader.eat_any(pos, NO_MONEY).is_some() {
        return None;
    }
    if let Some(found) = BEHIND_ZH.iter().find_map(|&(word, currency)| Some((currency, reader.eat(pos, word)?))) {
        return Some(found);
    }
    let pos = reader.spaces(pos);
    let mut words = BEHIND_EN.iter().chain(CODES);
    let found = words.find_map(|&(word, currency)| Some((currency, reader.eat_word(pos, word)?)));
    // "In 2024 RMB 5" has the code of the next number behind it.
    found.filter(|(_, end)| !reader.peek(reader.spaces(*end)).is_some_and(|c| c.is_ascii_digit()))
}
