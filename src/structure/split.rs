//! Lines that carry both languages ("第一章 總則 Chapter I General Provisions") come apart where the language
//! changes, when the document shows that it is written so. All other lines stay whole.

use super::line::first_word;
use super::opening::opening;
use super::piece::Piece;
use crate::model::{BlockKind, Edit, Side};
use crate::text::detect::{self, Shares};
use crate::text::fold::is_han;
use crate::text::number::counting_figure;

/// Where a line comes apart: what stands between `start` and `end` (bytes) divides the languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seam {
    start: usize,
    end: usize,
    /// Whether the line alone proves it: a tab, a line break, or the same division named twice.
    proven: bool,
}

/// Splits bilingual lines; each part keeps the edits that belong to it.
pub(super) fn split(pieces: Vec<Piece>) -> Vec<Piece> {
    // Mixed lines, and those that come apart; headings by themselves, which are often written in both languages where the
    // text goes by paragraphs.
    let is_heading = |piece: &Piece| matches!(piece.kind, BlockKind::Heading(_));
    let (mut lines, mut headings) = ((0, 0), (0, 0));
    let seams: Vec<Option<Seam>> = pieces
        .iter()
        .map(|piece| {
            if piece.side.is_some() || !is_mixed(&piece.text) {
                return None;
            }
            let seam = seam(&piece.text);
            for count in [Some(&mut lines), Some(&mut headings).filter(|_| is_heading(piece))].into_iter().flatten() {
                *count = (count.0 + 1, count.1 + usize::from(seam.is_some()));
            }
            seam
        })
        .collect();
    // Chinese lines that happen to end with an English name are fewer than those that have it in the middle.
    let is_pattern = |(mixed, found): (usize, usize), least: usize| found >= least && found * 10 >= mixed * 6;
    let found = lines.1;
    let pattern = is_pattern(lines, 3) || found > 0 && found == pieces.len() || goes_to_and_fro(&pieces, lines);
    let in_headings = is_pattern(headings, 2);
    let mut out = Vec::with_capacity(pieces.len() + found);
    for (piece, seam) in pieces.into_iter().zip(seams) {
        match seam.filter(|seam| pattern || seam.proven || in_headings && is_heading(&piece)) {
            Some(seam) => cut(piece, seam, &mut out),
            None => out.push(piece),
        }
    }
    out
}

/// Whether a document is in both languages by paragraphs, and some of its mixed lines come apart: an invitation or a form, whose
/// short lines hold both.
fn goes_to_and_fro(pieces: &[Piece], (mixed, found): (usize, usize)) -> bool {
    let sides = pieces.iter().filter(|piece| piece.side.is_none() && !is_mixed(&piece.text));
    let (mut zh, mut en) = (0, 0);
    for side in sides.filter_map(|piece| detect::side(&piece.text)) {
        *(if side == Side::Zh { &mut zh } else { &mut en }) += 1;
    }
    zh.min(en) >= 3 && zh.min(en) * 3 >= zh.max(en) && found >= 3 && found * 3 >= mixed
}

fn is_mixed(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let shares = Shares::of(text);
    shares.han > 1 && shares.latin > 2
}

fn seam(text: &str) -> Option<Seam> {
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
    if !pure || !balanced || !opens || !english.contains(|c: char| c.is_ascii_lowercase()) {
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

fn cut(piece: Piece, seam: Seam, out: &mut Vec<Piece>) {
    let crosses = |edit: &Edit, at: usize| edit.at < at && edit.at + edit.now > at;
    if piece.edits.iter().any(|edit| crosses(edit, seam.start) || crosses(edit, seam.end)) {
        out.push(piece);
        return;
    }
    let Piece { mut text, edits, kind, side, line, pair } = piece;
    let second = text.split_off(seam.end);
    let between = text.split_off(seam.start);
    let (mut ours, mut theirs, mut was, mut told) = (Vec::new(), Vec::new(), String::new(), seam.start);
    for edit in edits {
        if edit.at + edit.now <= seam.start {
            ours.push(edit);
        } else if edit.at < seam.end {
            was.push_str(between.get(told - seam.start..edit.at - seam.start).unwrap_or(""));
            was.push_str(&edit.was);
            told = edit.at + edit.now;
        } else {
            theirs.push(Edit { at: edit.at - seam.end, ..edit });
        }
    }
    was.push_str(between.get(told - seam.start..).unwrap_or(""));
    if !was.is_empty() {
        ours.push(Edit { at: text.len(), now: 0, was });
    }
    out.push(Piece { text, edits: ours, kind, side, line, pair });
    out.push(Piece { text: second, edits: theirs, kind, side, line, pair });
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
}
