//! Where a line comes apart that is the labels of a form in both languages.

use super::seams::{LABEL, Seam, parts};
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use crate::text::number::counting_figure;

/// Where a line comes apart that is labels in both languages behind each other, each with what was filled in behind it:
/// 姓名 Name: ____ 性別 Sex: ____. None where it is no such line.
pub(super) fn labels(text: &str) -> Vec<Seam> {
    // What opens before a letter goes with it; all else between two languages goes with the one before.
    let opens = |c: char| matches!(c, '(' | '（' | '[' | '【' | '「' | '《' | '“');
    let mut seams = Vec::new();
    let mut last = None;
    for (at, chinese) in languages(text) {
        if last.is_some_and(|last| last != chinese) {
            let before = text.get(..at).unwrap_or_default();
            let end = before.trim_end_matches(opens).len();
            let front = before.get(..end).unwrap_or_default();
            let behind = text.get(end..).unwrap_or_default();
            let end = if chinese { end - counting_figure(front, behind) } else { end };
            let start = text.get(..end).unwrap_or_default().trim_end().len();
            seams.push(Seam { start, end, proven: false });
        }
        last = Some(chinese);
    }
    let parts = parts(text, &seams);
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

/// Letters that a letter of the Latin alphabet inside a Chinese word has beside it at most: B座, IT部.
const INSIDE: usize = 3;

/// The letters of a text, each with whether it is Chinese. Capitals that touch Chinese on both sides belong to it.
fn languages(text: &str) -> Vec<(usize, bool)> {
    let mut letters = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = rest.next() {
        if is_han(c) {
            letters.push((at, true));
        } else if c.is_ascii_alphabetic() {
            let run: String =
                text.get(at..).unwrap_or_default().chars().take_while(char::is_ascii_alphabetic).collect();
            let behind = text.get(at + run.len()..).and_then(|text| text.chars().next());
            let capitals = run.len() <= INSIDE && run.chars().all(|c| c.is_ascii_uppercase());
            if !(capitals && is_han(before) && behind.is_some_and(is_han)) {
                letters.push((at, false));
            }
            while rest.next_if(|(_, c)| c.is_ascii_alphabetic()).is_some() {}
        }
        before = c;
    }
    letters
}

/// The first English word of a text, in small letters.
fn first_letters(text: &str) -> String {
    let rest = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    rest.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_a_form_are_pairs() {
        let parts =
            |text: &str| -> Vec<String> { super::parts(text, &labels(text)).into_iter().map(str::to_string).collect() };
        for (text, want) in [
            ("姓名 Name: ____ 性別 Sex: ____", &["姓名", "Name: ____", "性別", "Sex: ____"][..]),
            ("職務Duty: 船長Master 引航員Pilot", &["職務", "Duty:", "船長", "Master", "引航員", "Pilot"]),
            ("Berth 泊位：12　Draught 吃水：", &["Berth", "泊位：12", "Draught", "吃水："]),
            ("Three Days 3天: 90 One Day 1天: 40", &["Three Days", "3天: 90", "One Day", "1天: 40"]),
            ("□ 單身 (Single) □ 已婚 (Married)", &["□ 單身", "(Single) □", "已婚", "(Married)"]),
        ] {
            assert_eq!(parts(text), want, "{text}");
        }
        for text in [
            "使用 quay crane 和 reach stacker",
            "這個 Function 會 return 一個 Value 的程式",
            "船舶應按 Annex 的規定 Report 其危險貨物的種類、數量與積載位置",
            "姓名 Name: ____",
            "Tower B 2/F HARBOUR 港務醫院B座2樓",
        ] {
            assert_eq!(labels(text), [], "{text}");
        }
    }
}
