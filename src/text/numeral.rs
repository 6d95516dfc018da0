//! Numeral systems, read and written: Chinese (plain and financial), Arabic in either width, Roman, letters, circled
//! figures, the heavenly stems, English words up to twenty. The one place that knows their digits.
//!
//! Functions that take a character want it folded ([`super::fold::fold_char`]), so that one table serves both scripts.
//! What a number in running text is worth, with its units and signs, is `text::number`'s matter.

use super::fold::fold_char;
use std::borrow::Cow;

/// The largest number that [`chinese`] and [`roman`] read: a larger one numbers no division of a document.
const LARGEST: u32 = 9_999;

/// Chinese digits by value, plain and financial, in Traditional script as documents print them.
const PLAIN: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FINANCIAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
/// ① to ⑳ in order.
const CIRCLED: std::ops::RangeInclusive<char> = '①'..='⑳';

/// The value of a folded Chinese digit, plain or financial.
pub fn digit(folded: char) -> Option<u32> {
    Some(match folded {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// What a folded 十, 百 or 千 multiplies by.
pub fn unit(folded: char) -> Option<u32> {
    Some(match folded {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// What a folded 万, 亿 or 兆 multiplies by.
pub fn large_unit(folded: char) -> Option<u64> {
    Some(match folded {
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// The value of 廿 or 卅.
pub fn tens(folded: char) -> Option<u32> {
    match folded {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// Whether the folded character is a Chinese numeral: a digit or a unit.
pub fn is_chinese(folded: char) -> bool {
    digit(folded).is_some() || unit(folded).is_some() || large_unit(folded).is_some() || tens(folded).is_some()
}

/// Whether the character numbers a division or an item in Chinese: 〇 to 九, 十, 百, 千; none that is an everyday
/// character as well (參, 陸, 拾), and none too large.
pub fn is_ordinal_sign(c: char) -> bool {
    PLAIN.contains(&c) || matches!(fold_char(c), '〇' | '十' | '百' | '千')
}

/// Whether the character is one of 甲乙丙丁戊己庚辛壬癸, which number as letters do.
pub fn is_stem(c: char) -> bool {
    STEMS.contains(&c)
}

/// The value of ① to ⑳.
pub fn circled(c: char) -> Option<u32> {
    CIRCLED.contains(&c).then(|| c as u32 - *CIRCLED.start() as u32 + 1)
}

/// Whether the letter is one that the Roman page numbers of front matter are written with.
pub fn is_low_roman(c: char) -> bool {
    matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')
}

/// The Chinese number that a text opens with, up to 9,999, and its length in bytes: 三, 十二, 一百零五, 廿一, 二〇, 壹.
///
/// ```
/// use duizhao::text::numeral::chinese;
/// assert_eq!(chinese("十二條"), Some((12, "十二".len())));
/// ```
pub fn chinese(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut last, mut digits, mut len) = (0u32, None, 0u32, 0);
    for c in text.chars() {
        let folded = fold_char(c);
        if let Some(value) = digit(folded) {
            // Digits in a row are read by place: 二〇 is 20.
            digits += 1;
            last = Some(last.unwrap_or(0) * 10 + value);
        } else if let Some(unit) = unit(folded) {
            total += last.unwrap_or(1) * unit;
            last = None;
        } else if let Some(tens) = tens(folded) {
            total += tens;
        } else {
            break;
        }
        len += c.len_utf8();
        if digits > 8 || total > LARGEST || last > Some(LARGEST) {
            return None;
        }
    }
    let value = total + last.unwrap_or(0);
    (len > 0 && value <= LARGEST).then_some((value, len))
}

/// The Arabic number that a text opens with, of at most four digits in either width, and its length in bytes.
pub fn arabic(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len, mut count) = (0, 0, 0);
    for c in text.chars() {
        let Some(digit) = c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32))
        else {
            break;
        };
        value = value * 10 + digit;
        len += c.len_utf8();
        count += 1;
        if count > 4 {
            return None;
        }
    }
    (len > 0).then_some((value, len))
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The longest Roman numeral below 4,000, MMMDCCCLXXXVIII, in letters.
const LONGEST_ROMAN: usize = 15;

/// The Roman number that a text opens with and its length in bytes: a run of letters in one case that is written as it
/// should be (IIX is a word), or one of the characters Ⅰ to Ⅻ and ⅰ to ⅻ. Callers for whom C, D or M is rather a letter
/// take values below 90 only.
///
/// ```
/// use duizhao::text::numeral::roman;
/// assert_eq!(roman("XIV."), Some((14, 3)));
/// assert_eq!(roman("iv)"), Some((4, 2)));
/// assert_eq!(roman("IIX."), None);
/// ```
pub fn roman(text: &str) -> Option<(u32, usize)> {
    match text.chars().next()? {
        c @ 'Ⅰ'..='Ⅻ' => return Some((c as u32 - 'Ⅰ' as u32 + 1, c.len_utf8())),
        c @ 'ⅰ'..='ⅻ' => return Some((c as u32 - 'ⅰ' as u32 + 1, c.len_utf8())),
        _ => {}
    }
    let len = text.bytes().take(LONGEST_ROMAN + 1).take_while(u8::is_ascii_alphabetic).count();
    let written = text.get(..len).filter(|_| (1..=LONGEST_ROMAN).contains(&len))?;
    let small = written.bytes().all(|byte| byte.is_ascii_lowercase());
    let capitals = if small { Cow::Owned(written.to_ascii_uppercase()) } else { Cow::Borrowed(written) };
    let mut rest = &*capitals;
    let mut value = 0;
    for (step, letters) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            (value, rest) = (value + step, after);
        }
    }
    (rest.is_empty() && write_roman(value) == capitals).then_some((value, len))
}

/// English words for the figures from one to twenty, and the length of the word in bytes.
pub fn word(text: &str) -> Option<(u32, usize)> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..len)?;
    WORDS.iter().zip(1..).find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| (value, len))
}

/// A way to write numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    #[default]
    Decimal,
    /// 01, 02 …
    Zero,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    /// 一、十一、二十
    Chinese,
    /// 壹、貳、參
    Financial,
    /// 甲、乙、丙
    Stems,
    /// ①②③
    Circled,
    /// Nothing, as for bullets.
    None,
}

/// The number written in a system; in decimal where the system ends.
///
/// ```
/// use duizhao::text::numeral::{System, write};
/// assert_eq!(write(112, System::Chinese), "一百一十二");
/// assert_eq!(write(12, System::Financial), "拾貳");
/// assert_eq!(write(21, System::Circled), "21");
/// ```
pub fn write(number: u32, system: System) -> String {
    let nth = |mut signs: Box<dyn Iterator<Item = char>>| {
        let sign = number.checked_sub(1).and_then(|i| signs.nth(i as usize));
        sign.map_or_else(|| number.to_string(), String::from)
    };
    match system {
        System::Decimal => number.to_string(),
        System::Zero => format!("{number:02}"),
        System::LowerLetter => letters(number, 'a'),
        System::UpperLetter => letters(number, 'A'),
        System::LowerRoman => write_roman(number).to_lowercase(),
        System::UpperRoman => write_roman(number),
        System::Chinese => write_chinese(number, &PLAIN),
        System::Financial => write_chinese(number, &FINANCIAL).replace('十', "拾"),
        System::Stems => nth(Box::new(STEMS.into_iter())),
        System::Circled => nth(Box::new(CIRCLED)),
        System::None => String::new(),
    }
}

/// a … z, aa, bb … as Word counts on.
fn letters(number: u32, first: char) -> String {
    let Some(index) = number.checked_sub(1) else { return "0".into() };
    let letter = char::from_u32(first as u32 + index % 26).unwrap_or(first);
    // Nobody counts to 26 × 10; a file that says so gets a short label.
    std::iter::repeat_n(letter, (index / 26 + 1).min(10) as usize).collect()
}

fn write_roman(mut number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, text) in ROMAN {
        while number >= value {
            out.push_str(text);
            number -= value;
        }
    }
    out
}

fn write_chinese(number: u32, digits: &[char; 10]) -> String {
    let digit = |n: u32| digits[(n % 10) as usize];
    match number {
        0..10 => digit(number).into(),
        10 => "十".into(),
        11..20 => format!("十{}", digit(number)),
        20..100 if number.is_multiple_of(10) => format!("{}十", digit(number / 10)),
        20..100 => format!("{}十{}", digit(number / 10), digit(number)),
        100..1000 => {
            let rest = match number % 100 {
                0 => String::new(),
                r @ 1..10 => format!("{}{}", digit(0), digit(r)),
                r @ 10..20 => format!("{}{}", digit(1), write_chinese(r, digits)),
                r => write_chinese(r, digits),
            };
            format!("{}百{rest}", digit(number / 100))
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read() {
        for (text, want) in [
            ("三、", 3),
            ("十", 10),
            ("十二條", 12),
            ("二十", 20),
            ("一百零五", 105),
            ("廿一", 21),
            ("二〇", 20),
            ("二○", 20),
            ("一百一十", 110),
            ("壹", 1),
            ("貳", 2),
        ] {
            assert_eq!(chinese(text).map(|(value, _)| value), Some(want), "{text}");
        }
        assert_eq!(arabic("１２."), Some((12, 6)));
        assert_eq!(arabic("20240101"), None);
        assert_eq!(roman("Ⅳ"), Some((4, 3)));
        assert_eq!(roman("xIv"), None);
        assert_eq!(roman("MIX."), Some((1009, 3)));
        assert_eq!(word("Twelve b"), Some((12, 6)));
        assert_eq!(circled('⑫'), Some(12));
    }

    #[test]
    fn numbers_are_written() {
        for (number, system, want) in [
            (3, System::Decimal, "3"),
            (28, System::LowerLetter, "bb"),
            (44, System::UpperRoman, "XLIV"),
            (10, System::Chinese, "十"),
            (21, System::Chinese, "二十一"),
            (105, System::Chinese, "一百零五"),
            (2, System::Stems, "乙"),
            (11, System::Stems, "11"),
            (20, System::Circled, "⑳"),
            (0, System::LowerLetter, "0"),
            (0, System::Circled, "0"),
            (u32::MAX, System::UpperRoman, "4294967295"),
        ] {
            assert_eq!(write(number, system), want);
        }
    }

    #[test]
    fn no_number_is_too_long() {
        for text in ["一".repeat(1000), "九千".repeat(1000), "9".repeat(1000), "X".repeat(1000)] {
            let _ = (chinese(&text), arabic(&text), roman(&text), word(&text));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(number in 1u32..1000) {
            for system in [System::Chinese, System::Financial] {
                let written = write(number, system);
                prop_assert_eq!(chinese(&written), Some((number, written.len())));
            }
            for system in [System::UpperRoman, System::LowerRoman] {
                let written = write(number, system);
                prop_assert_eq!(roman(&written), Some((number, written.len())));
            }
        }
    }
}
