//! One text in both languages, as cells of tables and cues of subtitles have it: which part is on which side.

use crate::model::{Side, Sides};
use crate::read::language::{is_cjk, letters, side_of_text};
use crate::read::line_join::join_line;
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use crate::text::number::counting_figure;

/// Bytes of the longest text that is taken apart: what is longer is no cell.
const LONGEST: usize = 20_000;

/// The Chinese and the English part of a text that holds both; `None` where it is one text with a few foreign words.
///
/// Lines are each of one side, or a single line comes apart where the language changes. Lines without letters go with
/// the line before them.
pub fn halves(text: &str) -> Option<Sides<String>> {
    if text.is_ascii() || text.len() > LONGEST {
        return None;
    }
    if text.contains('\n') { by_lines(text) } else { by_script(text) }
}

/// Whether a line is a text in one language and, behind a stroke, the same in the other: `Berth / 泊位`.
pub fn is_divided(line: &str) -> bool {
    [" / ", "／", " | ", "｜"].iter().any(|stroke| line.contains(stroke)) && halves(line).is_some()
}

/// A heading that layout broke over lines: one, or where the lines are in both languages one for each, in the order of the
/// file.
pub fn heading_lines(text: &str) -> Vec<String> {
    let joined = |text: &str| {
        text.lines().fold(String::new(), |mut joined, line| {
            join_line(&mut joined, line);
            joined
        })
    };
    match halves(text).filter(|_| text.trim().contains('\n')) {
        Some(Sides { zh, en }) => {
            let chinese_first = side_of_text(text.trim().lines().next().unwrap_or_default()) == Some(Side::Zh);
            let both = if chinese_first { [zh, en] } else { [en, zh] };
            both.iter().map(|text| joined(text)).collect()
        }
        None => vec![joined(text)],
    }
}

fn by_lines(text: &str) -> Option<Sides<String>> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let first = lines.iter().find_map(|line| side_of_text(line))?;
    let mut parts = Sides::<Vec<&str>>::default();
    let mut side = first;
    for line in lines {
        side = side_of_text(line).unwrap_or(side);
        parts.get_mut(side).push(line);
    }
    let pure = |side: Side| parts.get(side).iter().all(|line| is_pure(line, side));
    let both = !parts.zh.is_empty() && !parts.en.is_empty() && pure(Side::Zh) && pure(Side::En);
    // A Chinese text may have lines that are a name or a code.
    let english = parts.en.join("\n");
    (both && is_wording(&english)).then(|| Sides::new(parts.zh.join("\n"), english))
}

fn by_script(text: &str) -> Option<Sides<String>> {
    let first = text.find(is_han)?;
    let (last, c) = text.char_indices().rev().find(|(_, c)| is_cjk(*c))?;
    let behind = last + c.len_utf8();
    let after = text.get(behind..)?;
    let closing = after.len() - after.trim_start_matches([')', ']', '"', '\'', ',', '.', ';']).len();
    let front = text.get(..first)?.trim_end_matches(['「', '『', '《', '〈', '（', '【', '“', '(', '[', '"']);
    let front = front.len() - counting_figure(front, text.get(front.len()..)?);
    let divides = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '/' | '／' | '–' | '—');
    for at in [behind + closing, front] {
        let (before, after) = (text.get(..at)?.trim_end_matches(divides), text.get(at..)?.trim_start_matches(divides));
        let (zh, en) = if at > first { (before, after) } else { (after, before) };
        let opens = en.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '"' | '“' | '(' | '['));
        if opens && is_pure(zh, Side::Zh) && is_pure(en, Side::En) && is_wording(en) {
            return Some(Sides::new(zh.to_string(), en.to_string()));
        }
    }
    None
}

/// Whether a text is in one language, but for a few words of the other.
fn is_pure(text: &str, side: Side) -> bool {
    let (han, latin) = letters(text);
    match side {
        Side::Zh => han >= 1 && latin <= han * 2,
        Side::En => latin >= 2 && han == 0,
    }
}

/// Whether English is wording and not a name, a code or an acronym.
fn is_wording(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    words.clone().any(|word| word.len() > 2 && word.contains(|c: char| c.is_ascii_lowercase()))
        && !text.contains("://")
        && !text.contains('@')
}

/// How many Chinese characters one English word may stand for, and how many more a short cell may have.
const CHARACTERS: usize = 4;
const SHORT: usize = 6;
/// How many English words one Chinese character may stand for, and how many more a short cell may have.
const WORDS: usize = 2;
const FEW: usize = 3;

/// Whether the English of a cell can be what the Chinese says: words, in proportion to it. The name of a command or of a
/// file beside what it does is a table in one language.
pub fn is_rendering(zh: &str, en: &str) -> bool {
    let is_mark = |c: char| c.is_whitespace() || "-/,;:().'\"’“”".contains(c);
    let parts: Vec<&str> = en.split(is_mark).filter(|part| part.contains(char::is_alphabetic)).collect();
    let lower = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase());
    let named = |part: &str| parts.len() > 1 && part.starts_with(|c: char| c.is_ascii_uppercase());
    let is_word = |part: &&&str| {
        let (first, rest) = part.split_at(part.ceil_char_boundary(1));
        let spelled =
            rest.len() > 1 && (lower(rest) || rest.len() > 2 && !rest.contains(|c: char| !c.is_ascii_uppercase()));
        let known = Lexicon::shared().is_english_word(&part.to_lowercase());
        lower(first) && rest.is_empty() || spelled && (known || named(part) && lower(rest))
    };
    let words = parts.iter().filter(is_word).count();
    let characters = zh.chars().filter(|c| is_han(*c)).count();
    let in_proportion = characters <= CHARACTERS * parts.len() + SHORT && parts.len() <= WORDS * characters + FEW;
    words > 0 && words * 2 >= parts.len() && in_proportion
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_both_languages_come_apart() {
        for (text, zh, en) in [
            ("船舶應適航。\nThe ship shall be seaworthy.", "船舶應適航。", "The ship shall be seaworthy."),
            ("Berth\n泊位", "泊位", "Berth"),
            ("第一部分 Part 1", "第一部分", "Part 1"),
            ("Fees / 費用", "費用", "Fees"),
            ("Free mooring 3天不收費", "3天不收費", "Free mooring"),
        ] {
            assert_eq!(halves(text), Some(Sides::new(zh.into(), en.into())), "{text}");
        }
        for text in
            ["使用 GitHub 的方法", "在線爭議解決（ODR）", "泊位", "berth", "12\n13", "編號 AB-12", "電郵 a@b.org"]
        {
            assert_eq!(halves(text), None, "{text}");
        }
    }

    #[test]
    fn a_heading_in_both_languages_is_two() {
        for (text, want) in [
            ("第一章\nChapter 1\n", &["第一章", "Chapter 1"][..]),
            ("General\nrules\n總則", &["General rules", "總則"]),
            ("第一章\n總則", &["第一章總則"]),
            ("Part 1\nDues", &["Part 1 Dues"]),
        ] {
            assert_eq!(heading_lines(text), want, "{text}");
        }
    }

    #[test]
    fn a_command_beside_what_it_does_is_no_rendering() {
        for (zh, en) in [("泊位", "berth"), ("提單", "BILL of LADING"), ("上海港", "Port of Shanghai")] {
            assert!(is_rendering(zh, en), "{zh} {en}");
        }
        for (zh, en) in [
            ("第一塊硬碟", "sda"),
            ("全螢幕的合併工具", "imediff V:0, I:0 imediff(1)"),
            ("物件原點在螢幕上的位置，由左往右計算，以公釐為單位。", "position"),
            ("最大封包長度", "maxPacket"),
            ("問：", "How does a ship get a berth of its own?"),
        ] {
            assert!(!is_rendering(zh, en), "{zh} {en}");
        }
    }
}
