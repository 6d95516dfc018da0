//! Where a line in both languages comes apart: once, or between the labels of a form.

use super::line::first_word;
use super::opening::opening;
use crate::text::detect::Shares;
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use crate::text::number::counting_figure;

/// Where a line comes apart: what stands between `start` and `end` (bytes) divides the languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seam {
    pub start: usize,
    pub end: usize,
    /// Whether the line alone proves it: a tab, a line break, or the same division named twice.
    pub proven: bool,
}

/// Where a line in which the languages change once comes apart.
pub(super) fn seam(text: &str) -> Option<Seam> {
    let is_wide = |c: char| is_han(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}');
    let first = text.find(is_han)?;
    let (last, c) = text.char_indices().rev().find(|(_, c)| is_wide(*c))?;
    let behind = last + c.len_utf8();
    // Brackets and quotes that touch the Chinese part belong to it.
    let closing = text
        .get(behind..)?
        .bytes()
        .take_while(|byte| matches!(byte, b')' | b']' | b'"' | b'\'' | b',' | b'.' | b';'))
        .count();
    let front = text.get(..first)?.trim_end_matches(['「', '『', '《', '〈', '（', '【', '“', '(', '[', '"']);
    let front = front.len() - counting_figure(front, text.get(front.len()..)?);
    [behind + closing, front].into_iter().find_map(|at| seam_at(text, at))
}

/// The seam around byte `at`, if the two parts look like one text in two languages.
fn seam_at(text: &str, at: usize) -> Option<Seam> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let dividing = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '/' | '／' | '–' | '—');
    let start = before.trim_end_matches(dividing).len();
    let end = text.len() - after.trim_start_matches(dividing).len();
    let (one, two) = (Shares::of(text.get(..start)?), Shares::of(text.get(end..)?));
    let (zh, en, english) = if one.han > 0 { (one, two, text.get(end..)?) } else { (two, one, text.get(..start)?) };
    let pure = en.han == 0 && zh.latin <= zh.han;
    let balanced = zh.han > 1 && en.latin >= zh.han && en.latin <= zh.han * 14;
    let opens = english.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '"' | '“' | '(' | '['));
    if !pure || !balanced || !opens || !is_wording(english) {
        return None;
    }
    let legal = |part: &str| {
        opening(part)
            .filter(|opening| opening.numeral.shape.is_division())
            .map(|opening| (opening.numeral.shape, opening.numeral.value))
    };
    let twice = legal(text.get(..start)?).is_some_and(|one| legal(text.get(end..).unwrap_or("")) == Some(one));
    let broken = text.get(start..end)?.contains(['\t', '\n']);
    // A tab stands before the English half of a row, and also before a unit or a name in a table.
    let sentence = english.contains(' ') || first_word(english).len() > 3;
    Some(Seam { start, end, proven: twice || broken && sentence })
}

/// Whether English is wording, which in a heading may be all capitals, and not a name or an acronym.
fn is_wording(english: &str) -> bool {
    let mut words = english.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).peekable();
    let known = |word: &str| Lexicon::shared().is_english_word(&word.to_lowercase());
    english.contains(|c: char| c.is_ascii_lowercase())
        || words.peek().is_some() && words.all(known) && first_word(english).len() > 3
}

/// Chinese characters and English words that a label has at most.
const LABEL: usize = 12;

/// Where a line comes apart that is labels in both languages behind each other, each with what was filled in behind it:
/// 姓名 Name: ____ 性別 Sex: ____. None where it is no such line.
pub(super) fn labels(text: &str) -> Vec<Seam> {
    let chinese = |c: char| match c {
        c if is_han(c) => Some(true),
        c if c.is_ascii_alphabetic() => Some(false),
        _ => None,
    };
    // What opens before a letter goes with it; all else between two languages goes with the one before.
    let opens = |c: char| matches!(c, '(' | '（' | '[' | '【' | '「' | '《' | '“');
    let mut seams = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices().filter(|(_, c)| chinese(*c).is_some()) {
        if last.is_some_and(|last| last != chinese(c)) {
            let before = text.get(..at).unwrap_or_default();
            let end = before.trim_end_matches(opens).len();
            let start = before.get(..end).unwrap_or_default().trim_end().len();
            seams.push(Seam { start, end, proven: false });
        }
        last = Some(chinese(c));
    }
    let starts = [0].into_iter().chain(seams.iter().map(|seam| seam.end));
    let ends = seams.iter().map(|seam| seam.start).chain([text.len()]);
    let parts: Vec<&str> = starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect();
    let is_short = |part: &&&str| part.chars().filter(|c| is_han(*c)).count() <= LABEL;
    let words = |part: &str| part.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).count();
    let capital = |part: &&&str| {
        let first = part.chars().find(char::is_ascii_alphabetic);
        first.is_none_or(|first| first.is_ascii_uppercase()) && words(part) <= LABEL
    };
    let known = |part: &&&str| {
        part.contains(|c: char| c.is_ascii_lowercase()) && Lexicon::shared().is_english_word(&first_letters(part))
    };
    let are_labels = parts.len() >= 4
        && parts.len().is_multiple_of(2)
        && parts.iter().filter(is_short).filter(capital).count() == parts.len()
        && parts.iter().filter(known).count() * 4 >= parts.len();
    if are_labels { seams } else { Vec::new() }
}

/// The first English word of a text, in small letters.
fn first_letters(text: &str) -> String {
    let rest = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    rest.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        seam(text).map(|seam| (&text[..seam.start], &text[seam.end..]))
    }

    #[test]
    fn lines_come_apart_where_the_language_changes() {
        for (text, zh, en) in [
            ("商業秘密 Trade secret", "商業秘密", "Trade secret"),
            ("第一章 總則 Chapter I General Provisions", "第一章 總則", "Chapter I General Provisions"),
            ("試行辦法（草案）/ Trial Measures (Draft)", "試行辦法（草案）", "Trial Measures (Draft)"),
            ("Trade secret\t商業秘密", "Trade secret", "商業秘密"),
            ("1. 定義。Definitions.", "1. 定義。", "Definitions."),
            ("Moored for free 3天不收費", "Moored for free", "3天不收費"),
            ("The berth of row 3泊位表", "The berth of row 3", "泊位表"),
            ("2. 產品及供應 PRODUCTS AND SUPPLIES", "2. 產品及供應", "PRODUCTS AND SUPPLIES"),
        ] {
            assert_eq!(parts(text), Some((zh, en)), "{text}");
        }
    }

    #[test]
    fn other_lines_stay_whole() {
        for text in [
            "在線爭議解決(ODR)平臺",
            "平臺簡稱 ODR",
            "知識產權",
            "Trade secret",
            "世界知識產權組織總幹事鄧鴻森來粵出席大會 WIPO",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn labels_of_a_form_are_pairs() {
        let parts = |text: &str| -> Vec<String> {
            let ends = labels(text).into_iter().map(|seam| (seam.start, seam.end));
            let mut parts = Vec::new();
            let mut from = 0;
            for (start, end) in ends.chain([(text.len(), text.len())]) {
                parts.push(text[from..start].to_string());
                from = end;
            }
            parts
        };
        for (text, want) in [
            ("姓名 Name: ____ 性別 Sex: ____", &["姓名", "Name: ____", "性別", "Sex: ____"][..]),
            ("職務Duty: 船長Master 引航員Pilot", &["職務", "Duty:", "船長", "Master", "引航員", "Pilot"]),
            ("Berth 泊位：12　Draught 吃水：", &["Berth", "泊位：12", "Draught", "吃水："]),
            ("□ 單身 (Single) □ 已婚 (Married)", &["□ 單身", "(Single) □", "已婚", "(Married)"]),
        ] {
            assert_eq!(parts(text), want, "{text}");
        }
        for text in [
            "使用 quay crane 和 reach stacker",
            "這個 Function 會 return 一個 Value 的程式",
            "船舶應按 Annex 的規定 Report 其危險貨物的種類、數量與積載位置",
            "姓名 Name: ____",
        ] {
            assert_eq!(labels(text), [], "{text}");
        }
    }
}
