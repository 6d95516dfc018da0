//! Figures as paragraphs are numbered with: Chinese, Arabic in either width, Roman, English words. Each function
//! reads a figure at the start of a text and says how many bytes it takes.

/// A larger number opens no division.
const LARGEST: u32 = 9_999;

/// Chinese figures, plain or financial: 三, 十二, 一百零五, 廿一, 二〇, 壹.
pub(super) fn chinese(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut digits, mut len) = (0u32, None, 0u32, 0);
    for c in text.chars() {
        if let Some(value) = chinese_digit(c) {
            // Digits in a row are read by place: 二〇 is 20.
            digits += 1;
            digit = Some(digit.unwrap_or(0) * 10 + value);
        } else if let Some(unit) = chinese_unit(c) {
            total += digit.unwrap_or(1) * unit;
            digit = None;
        } else if let Some(tens) = match c {
            '廿' => Some(20),
            '卅' => Some(30),
            _ => None,
        } {
            total += tens;
        } else {
            break;
        }
        len += c.len_utf8();
        if digits > 8 || total > LARGEST || digit > Some(LARGEST) {
            return None;
        }
    }
    let value = total + digit.unwrap_or(0);
    (len > 0 && value <= LARGEST).then_some((value, len))
}

fn chinese_digit(c: char) -> Option<u32> {
    let value = match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '兩' | '两' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    Some(value)
}

fn chinese_unit(c: char) -> Option<u32> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    }
}

/// Arabic figures, at most four, in either width.
pub(super) fn arabic(text: &str) -> Option<(u32, usize)> {
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

/// Roman figures up to 89, in capitals, written as they should be; also the single characters Ⅰ to Ⅻ.
pub(super) fn roman(text: &str) -> Option<(u32, usize)> {
    if let Some(c @ 'Ⅰ'..='Ⅻ') = text.chars().next() {
        return Some((c as u32 - 'Ⅰ' as u32 + 1, c.len_utf8()));
    }
    let len = text.bytes().take(9).take_while(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L')).count();
    let figure = text.get(..len)?;
    let (mut value, mut last) = (0u32, u32::MAX);
    for byte in figure.bytes() {
        let digit = match byte {
            b'I' => 1,
            b'V' => 5,
            b'X' => 10,
            _ => 50,
        };
        // A smaller digit before a larger one was to be taken away.
        value = (value + digit).saturating_sub(if last < digit { 2 * last } else { 0 });
        last = digit;
    }
    (value > 0 && value < 90 && roman_of(value) == figure).then_some((value, len))
}

fn roman_of(value: u32) -> String {
    let mut rest = value;
    let mut out = String::new();
    for (unit, figure) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while rest >= unit {
            out.push_str(figure);
            rest -= unit;
        }
    }
    out
}

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

/// English words for the figures from one to twenty.
pub(super) fn word(text: &str) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..len)?;
    WORDS.iter().zip(1..).find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| (value, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read() {
        for (text, want) in [
            ("三、", 3),
            ("十", 10),
            ("十二條", 12),
            ("二十", 20),
            ("一百零五", 105),
            ("廿一", 21),
            ("二〇", 20),
            ("一百一十", 110),
            ("壹", 1),
        ] {
            assert_eq!(chinese(text).map(|(value, _)| value), Some(want), "{text}");
        }
        assert_eq!(arabic("１２."), Some((12, 6)));
        assert_eq!(arabic("20240101"), None);
        assert_eq!(roman("XIV."), Some((14, 3)));
        assert_eq!(roman("IIX."), None);
        assert_eq!(roman("Ⅳ"), Some((4, 3)));
        assert_eq!(word("Twelve b"), Some((12, 6)));
    }

    #[test]
    fn no_figure_is_too_long() {
        for text in ["一".repeat(1000), "九千".repeat(1000), "9".repeat(1000), "X".repeat(1000)] {
            let _ = (chinese(&text), arabic(&text), roman(&text), word(&text));
        }
    }
}
