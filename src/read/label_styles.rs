//! Labels of numbered lists, as office formats and HTML count them for the reader.

/// How a list counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
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
    Formal,
    /// 甲、乙、丙
    Stems,
    /// ①②③
    Circled,
    /// Bullets and nothing.
    None,
}

/// The number written in a style; in decimal where the style ends.
pub fn write(number: u32, style: Style) -> String {
    let table = |glyphs: &str| {
        let index = (number as usize).checked_sub(1);
        index.and_then(|i| glyphs.chars().nth(i)).map_or_else(|| number.to_string(), String::from)
    };
    match style {
        Style::Decimal => number.to_string(),
        Style::Zero => format!("{number:02}"),
        Style::LowerLetter => letters(number, 'a'),
        Style::UpperLetter => letters(number, 'A'),
        Style::LowerRoman => roman(number).to_lowercase(),
        Style::UpperRoman => roman(number),
        Style::Chinese => chinese(number, "零一二三四五六七八九"),
        Style::Formal => chinese(number, "零壹貳參肆伍陸柒捌玖").replace('十', "拾"),
        Style::Stems => table("甲乙丙丁戊己庚辛壬癸"),
        Style::Circled => table("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        Style::None => String::new(),
    }
}

/// a … z, aa, bb … as Word counts on.
fn letters(number: u32, first: char) -> String {
    let Some(index) = number.checked_sub(1) else { return "0".into() };
    let letter = char::from_u32(first as u32 + index % 26).unwrap_or(first);
    // Nobody counts to 26 × 10; a file that says so gets a short label.
    std::iter::repeat_n(letter, (index / 26 + 1).min(10) as usize).collect()
}

fn roman(mut number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
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
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, text) in STEPS {
        while number >= value {
            out.push_str(text);
            number -= value;
        }
    }
    out
}

fn chinese(number: u32, digits: &str) -> String {
    let digit = |n: u32| digits.chars().nth(n as usize).unwrap_or('〇');
    match number {
        0..10 => digit(number).into(),
        10..20 if number == 10 => "十".into(),
        10..20 => format!("十{}", digit(number % 10)),
        20..100 if number.is_multiple_of(10) => format!("{}十", digit(number / 10)),
        20..100 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        100..1000 => {
            let rest = match number % 100 {
                0 => String::new(),
                r @ 1..10 => format!("{}{}", digit(0), digit(r)),
                r @ 10..20 => format!("{}{}", digit(1), chinese(r, digits)),
                r => chinese(r, digits),
            };
            format!("{}百{rest}", digit(number / 100))
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        for (number, style, want) in [
            (3, Style::Decimal, "3"),
            (28, Style::LowerLetter, "bb"),
            (44, Style::UpperRoman, "XLIV"),
            (10, Style::Chinese, "十"),
            (21, Style::Chinese, "二十一"),
            (105, Style::Chinese, "一百零五"),
            (112, Style::Chinese, "一百一十二"),
            (12, Style::Formal, "拾貳"),
            (2, Style::Stems, "乙"),
            (21, Style::Circled, "21"),
            (0, Style::LowerLetter, "0"),
            (u32::MAX, Style::UpperRoman, "4294967295"),
        ] {
            assert_eq!(write(number, style), want);
        }
    }
}
