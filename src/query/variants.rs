//! The other ways to write what a word of a query says in figures: 第十條 is 第10條, 二〇二四年 is 2024年, 百分之五十 is 50%.
//! Only a word that says nothing else has any; between quotation marks it is found as it is written.

use crate::text::fold::fold_char;
use crate::text::number::{self, FigureKind};
use crate::text::numeral::{self, System};

/// What is numbered with 第 before the number.
const DIVISIONS: &[char] = &[
    '編', '编', '篇', '章', '節', '节', '條', '条', '款', '項', '项', '目', '號', '号', '卷', '冊', '册', '頁', '页',
    '表', '圖', '图', '期', '次', '屆', '届', '回', '版', '輪', '轮', '批',
];

/// What is numbered without it, the year by its digits.
const YEAR: char = '年';
const DATE: &[char] = &[YEAR, '月', '日', '號', '号'];

/// Numbers from here on are also written digit by digit: 第一〇一條.
const BY_DIGITS: u32 = 100;

/// A piece of a word: a number in the way that it is written, or what stands around numbers.
enum Piece {
    Number { value: u32, year: bool },
    Text(String),
}

/// A way to write all numbers of a word.
#[derive(Clone, Copy)]
enum Writing {
    Arabic,
    Chinese,
    Digits,
}

/// The other writings of the word; none where it is not all figures with what they count.
pub(super) fn variants(word: &str) -> Vec<String> {
    let mut found = percent(word);
    if let Some(pieces) = pieces(word) {
        let writings = [Writing::Arabic, Writing::Chinese, Writing::Digits];
        found.extend(writings.into_iter().map(|writing| written(&pieces, writing)));
    }
    let folded = |text: &str| text.chars().map(fold_char).collect::<String>();
    let mut seen = vec![folded(word)];
    found.retain(|text| {
        let text = folded(text);
        let is_new = !seen.contains(&text);
        seen.push(text);
        is_new
    });
    found
}

/// 百分之五十 is the value 50%.
fn percent(word: &str) -> Vec<String> {
    if !word.starts_with("百分之") {
        return Vec::new();
    }
    let figure = number::parse_value(word).filter(|f| f.kind == FigureKind::Percent && f.low == f.high);
    figure.map(|figure| format!("{}%", figure.low.normalize())).into_iter().collect()
}

/// The word taken apart: 第N條第N款, 第N條之N, or a date.
fn pieces(word: &str) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = word;
    let ordinal = word.starts_with('第');
    while !rest.is_empty() {
        if ordinal && !rest.starts_with('之') {
            rest = rest.strip_prefix('第')?;
            pieces.push(Piece::Text("第".into()));
        } else if let Some(behind) = rest.strip_prefix('之').filter(|_| ordinal && !pieces.is_empty()) {
            // 第十條之一: an article that was put in later.
            let (value, len) = number_at(behind)?;
            pieces.extend([Piece::Text("之".into()), Piece::Number { value, year: false }]);
            rest = behind.get(len..)?;
            continue;
        }
        let (value, len) = number_at(rest)?;
        rest = rest.get(len..)?;
        let unit = rest.chars().next()?;
        let counted = if ordinal { DIVISIONS } else { DATE };
        if !counted.contains(&unit) {
            return None;
        }
        let year = !ordinal && unit == YEAR;
        pieces.extend([Piece::Number { value, year }, Piece::Text(unit.into())]);
        rest = rest.get(unit.len_utf8()..)?;
    }
    // 年 alone may count years: 十年 is no date.
    let is_date = |piece: &Piece| matches!(piece, Piece::Number { value, year: true } if *value < 1000);
    let [first, ..] = &pieces[..] else { return None };
    (pieces.len() > 2 || !is_date(first)).then_some(pieces)
}

fn number_at(text: &str) -> Option<(u32, usize)> {
    numeral::arabic(text).or_else(|| numeral::chinese(text))
}

fn written(pieces: &[Piece], writing: Writing) -> String {
    let number = |value: u32, year: bool| match writing {
        Writing::Arabic => value.to_string(),
        Writing::Digits if year || value >= BY_DIGITS => by_digits(value),
        Writing::Chinese if year && value >= 1000 => by_digits(value),
        Writing::Chinese | Writing::Digits => numeral::write(value, System::Chinese),
    };
    let piece = |piece: &Piece| match piece {
        Piece::Number { value, year } => number(*value, *year),
        Piece::Text(text) => text.clone(),
    };
    pieces.iter().map(piece).collect()
}

/// 二〇二四: digit by digit, none of them is 〇.
fn by_digits(value: u32) -> String {
    let digit = |c: char| match c.to_digit(10) {
        Some(0) | None => "〇".to_string(),
        Some(digit) => numeral::write(digit, System::Chinese),
    };
    value.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_otherwise() {
        for (word, others) in [
            ("第十條", "第10條"),
            ("第10條", "第十條"),
            ("第１０条", "第十条"),
            ("第101條第2項", "第一百零一條第二項 第一〇一條第二項"),
            ("第十條之一", "第10條之1"),
            ("2024年", "二〇二四年"),
            ("二○二四年十一月", "2024年11月"),
            ("十二月二十五日", "12月25日"),
            ("百分之五十", "50%"),
            ("百分之十二點五", "12.5%"),
        ] {
            let found: Vec<String> = variants(word);
            for other in others.split(' ') {
                assert!(found.iter().any(|text| text == other), "{word}: {other} of {found:?}");
            }
            assert!(!found.iter().any(|text| text == word), "{word}: {found:?}");
        }
    }

    #[test]
    fn other_words_have_one_writing() {
        for word in [
            "商業秘密",
            "第",
            "條",
            "十條",
            "十年",
            "第十條規定",
            "依第十條",
            "百分之幾",
            "三個月",
            "第二",
            "12",
            "一月份",
            "第十",
        ] {
            assert_eq!(variants(word), [""; 0], "{word}");
        }
    }
}
