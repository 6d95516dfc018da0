//! Where a line in which the languages change once comes apart.

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
    // The cells of a row end where it says so.
    let has_bar = |part: &str| part.contains(" | ");
    if has_bar(text.get(..start)?) && has_bar(text.get(end..)?) && !text.get(start..end)?.contains('|') {
        return None;
    }
    let (one, two) = (Shares::of(text.get(..start)?), Shares::of(text.get(end..)?));
    let (zh, en, english) = if one.han > 0 { (one, two, text.get(end..)?) } else { (two, one, text.get(..start)?) };
    let pure = en.han == 0 && zh.latin <= zh.han;
    // An emoji or a bullet stands before either language.
    let first = english.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric() && c != '“').trim_start();
    let is_title = first.starts_with(|c: char| c.is_ascii_uppercase());
    let name = label(english);
    let is_field =
        name.len() < english.len() && is_title && (2..=LABEL).contains(&zh.han) && is_in_proportion(zh.han, name);
    let balanced = is_balanced(zh, en) || is_field;
    let opens = first.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '"' | '“' | '(' | '['));
    if !pure || !balanced || !opens || !is_wording(english) && !is_field {
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
    // What was filled in behind the name of a field is in one language: the document tells whether such a line comes apart.
    // In a table, a name in small letters stands beside what it does.
    let stroke = text.get(start..end)?.contains(['/', '／'])
        && is_title
        && name == english
        && has_known_words(english)
        && is_in_proportion(zh.han, english);
    Some(Seam { start, end, proven: twice || stroke || broken && sentence })
}

/// Whether English is as long as what it renders would be.
pub(super) fn is_balanced(zh: Shares, en: Shares) -> bool {
    zh.han > 1 && en.latin >= zh.han && en.latin <= zh.han * 14
}

/// English without what is filled in behind the colon of a field: `Address: 12 Quay Road`.
fn label(english: &str) -> &str {
    english.split([':', '：']).next().unwrap_or(english)
}

/// Chinese characters and English words that a label has at most.
pub(super) const LABEL: usize = 12;

/// How many Chinese characters one English word of a label may stand for.
const CHARACTERS: usize = 5;

/// Whether English has about as many words as so many Chinese characters come to.
fn is_in_proportion(han: usize, english: &str) -> bool {
    let words = english.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).count();
    han <= words * CHARACTERS && words <= han * 2 + 2
}

/// Whether half of the words of English are known: no name and no command.
fn has_known_words(english: &str) -> bool {
    let words = || english.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let known = words().filter(|word| Lexicon::shared().is_english_word(&word.to_lowercase())).count();
    known > 0 && known * 2 >= words().count()
}

/// Whether English is wording, which in a heading may be all capitals, and not a name or an acronym.
fn is_wording(english: &str) -> bool {
    if english.contains(|c: char| c.is_ascii_lowercase()) {
        return !english.split_whitespace().all(is_name_of_code);
    }
    let mut words = english.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).peekable();
    let known = |word: &str| Lexicon::shared().is_english_word(&word.to_lowercase());
    words.peek().is_some() && words.all(known) && first_word(english).len() > 3
}

/// Whether a word is the name of something in a program, or no word: `store.lock-table`, `maxConnections`, `|`, `db`, `TM,RM`.
fn is_name_of_code(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let inside = word.trim_matches(|c: char| !c.is_alphanumeric());
    let pairs = || inside.chars().zip(inside.chars().skip(1));
    letters.len() < 3
        || inside.contains(['.', '_', ','])
        || pairs().any(|(one, next)| one.is_ascii_lowercase() && next.is_ascii_uppercase())
}

/// Whether a bracket is open at byte `at`: what it holds belongs to what stands before it.
pub(super) fn is_in_brackets(text: &str, at: usize) -> bool {
    let depth = text.get(..at).unwrap_or_default().chars().fold(0usize, |depth, c| match c {
        '(' | '（' | '[' | '【' => depth + 1,
        ')' | '）' | ']' | '】' => depth.saturating_sub(1),
        _ => depth,
    });
    depth > 0
}

/// What stands between the seams of a text.
pub(super) fn parts<'a>(text: &'a str, seams: &[Seam]) -> Vec<&'a str> {
    let starts = [0].into_iter().chain(seams.iter().map(|seam| seam.end));
    let ends = seams.iter().map(|seam| seam.start).chain([text.len()]);
    starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect()
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
            ("⚓ Rules of mooring / 繫泊規則", "⚓ Rules of mooring", "繫泊規則"),
            ("地址/Address: Quay Road 14, 44135 Harbour Town", "地址", "Address: Quay Road 14, 44135 Harbour Town"),
            ("聯絡電話 Tel: 2345 6789", "聯絡電話", "Tel: 2345 6789"),
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
            "quay.lock-table | db模式鎖表名",
            "quay.locks | watch看守者的名字 | 預設三人",
            "lockTable | 鎖表名",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
