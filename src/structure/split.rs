//! Lines that carry both languages ("第一章 總則 Chapter I General Provisions") come apart where the language
//! changes, when the document shows that it is written so. All other lines stay whole.

use super::label_seams::labels;
use super::line::ends_sentence;
use super::piece::Piece;
use super::seams::{Seam, is_in_brackets, seam};
use super::sentence_seams::sentences;
use crate::model::{BlockKind, Edit, Side};
use crate::text::detect::{self, Shares};

/// Splits bilingual lines; each part keeps the edits that belong to it.
pub(super) fn split(pieces: Vec<Piece>) -> Vec<Piece> {
    let seams: Vec<Vec<Seam>> =
        pieces.iter().map(|piece| if is_whole(piece) { Vec::new() } else { seams(&piece.text) }).collect();
    let count = |is: &dyn Fn(&Piece) -> bool| {
        let among = || pieces.iter().zip(&seams).filter(|(piece, _)| !is_whole(piece) && is(piece));
        (among().count(), among().filter(|(_, seams)| !seams.is_empty()).count())
    };
    // Mixed lines, and those that come apart; headings and labels by themselves, which are often written in both languages
    // where the text goes by paragraphs.
    let (lines, headings, labels) = (count(&|_| true), count(&is_heading), count(&is_label));
    // Chinese lines that happen to end with an English name are fewer than those that have it in the middle.
    let is_pattern = |(mixed, found): (usize, usize), least: usize| found >= least && found * 10 >= mixed * 6;
    let found = lines.1;
    let by_paragraphs = is_by_paragraphs(&pieces);
    let pattern = is_pattern(lines, 3)
        || found > 0 && found == pieces.len()
        || by_paragraphs && found >= 3 && found * 3 >= lines.0;
    let in_headings = is_pattern(headings, if by_paragraphs { 1 } else { 2 });
    let in_labels = by_paragraphs && is_pattern(labels, 1);
    let mut out = Vec::with_capacity(pieces.len() + found);
    let tables = pieces.iter().filter_map(|piece| piece.pair).max().unwrap_or_default();
    let mut pair = tables;
    for (piece, seams) in pieces.into_iter().zip(seams) {
        let alike = pattern || in_headings && is_heading(&piece) || in_labels && is_label(&piece);
        if seams.iter().any(|seam| alike || seam.proven) {
            cut(piece, &seams, &mut pair, &mut out);
        } else {
            out.push(piece);
        }
    }
    if lies_apart(&out) {
        out.iter_mut().filter(|piece| piece.pair > Some(tables)).for_each(|piece| piece.pair = None);
    }
    out
}

/// Whether a line holds one language, or is what its format says.
fn is_whole(piece: &Piece) -> bool {
    piece.kind == BlockKind::Code || piece.side.is_some() || !is_mixed(&piece.text)
}

/// Where a line in both languages comes apart.
fn seams(text: &str) -> Vec<Seam> {
    let labels = labels(text);
    let found = if labels.is_empty() { seam(text).into_iter().collect() } else { labels };
    let found = if found.is_empty() { sentences(text) } else { found };
    if found.iter().any(|seam| is_in_brackets(text, seam.end)) { Vec::new() } else { found }
}

fn is_heading(piece: &Piece) -> bool {
    matches!(piece.kind, BlockKind::Heading(_))
}

/// Characters that a label has at most.
const LABEL: usize = 60;

/// Whether a line is as short as a heading, and no sentence.
fn is_label(piece: &Piece) -> bool {
    !ends_sentence(&piece.text) && piece.text.chars().take(LABEL + 1).count() <= LABEL
}

/// Paragraphs of one language between two pairs that tell that the other one is elsewhere.
const ALONE: usize = 3;
/// How many of them there are for one of the other language at least: a heading, or a line of the next column.
const FOR_ONE: usize = 5;

/// Whether the text between pairs is nearly all in one language at a time, and in both: its counterpart stands somewhere else,
/// which pairs would keep it from.
fn lies_apart(pieces: &[Piece]) -> bool {
    let (mut alone, mut all) = ([0, 0], 0);
    for stretch in pieces.split(|piece| piece.pair.is_some()) {
        let sides = || stretch.iter().filter_map(|piece| piece.side.or_else(|| detect::side(&piece.text)));
        let zh = sides().filter(|side| *side == Side::Zh).count();
        let en = sides().count() - zh;
        all += zh + en;
        if zh.min(en) * FOR_ONE <= zh.max(en) && zh.max(en) >= ALONE {
            alone[usize::from(en > zh)] += zh.max(en);
        }
    }
    let [zh, en] = alone;
    zh.min(en) * FOR_ONE >= zh.max(en) && (zh + en) * 2 > all
}

/// Whether a document is in both languages by paragraphs: an invitation or a form, whose short lines hold both.
fn is_by_paragraphs(pieces: &[Piece]) -> bool {
    let sides = pieces.iter().filter(|piece| piece.side.is_none() && !is_mixed(&piece.text));
    let (mut zh, mut en) = (0, 0);
    for side in sides.filter_map(|piece| detect::side(&piece.text)) {
        *(if side == Side::Zh { &mut zh } else { &mut en }) += 1;
    }
    zh.min(en) >= 3 && zh.min(en) * 3 >= zh.max(en)
}

fn is_mixed(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let shares = Shares::of(text);
    shares.han > 1 && shares.latin > 2
}

/// Cuts a piece at its seams; every two parts are a pair of their own, numbered behind `pair`.
fn cut(piece: Piece, seams: &[Seam], pair: &mut u32, out: &mut Vec<Piece>) {
    let crosses = |edit: &Edit, at: usize| edit.at < at && edit.at + edit.now > at;
    let crossed = |seam: &Seam| piece.edits.iter().any(|edit| crosses(edit, seam.start) || crosses(edit, seam.end));
    if seams.iter().any(crossed) {
        return out.push(piece);
    }
    let mut parts = Vec::with_capacity(seams.len() + 1);
    let mut rest = piece;
    for seam in seams.iter().rev() {
        let (before, part) = part(rest, *seam);
        parts.push(part);
        rest = before;
    }
    parts.push(rest);
    for (at, part) in parts.into_iter().rev().enumerate() {
        *pair += u32::from(at % 2 == 0);
        // One in capitals would go with its neighbours by itself.
        let side = part.side.or_else(|| detect::side(&part.text));
        out.push(Piece { pair: part.pair.or(Some(*pair)), side, ..part });
    }
}

/// What stands before a seam, and what stands behind it.
fn part(piece: Piece, seam: Seam) -> (Piece, Piece) {
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
    (Piece { text, edits: ours, kind, side, line, pair }, Piece { text: second, edits: theirs, kind, side, line, pair })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(lines: &[&str]) -> Vec<Option<u32>> {
        let piece = |text: &&str| Piece {
            text: text.to_string(),
            edits: Vec::new(),
            kind: BlockKind::Text,
            side: None,
            line: 1,
            pair: None,
        };
        split(lines.iter().map(piece).collect()).into_iter().map(|piece| piece.pair).collect()
    }

    #[test]
    fn a_line_is_not_cut_inside_of_brackets() {
        for text in ["林船長（Rev. Wing Hong LAM）", "Hotel 酒店（4- Stars/四星級）Berth 泊位"] {
            assert_eq!(seams(text), [], "{text}");
        }
    }

    #[test]
    fn the_parts_of_a_line_are_a_pair() {
        let list = ["泊位 berth", "拖輪 tugs", "碼頭 quay"];
        assert_eq!(pairs(&list), [1, 1, 2, 2, 3, 3].map(Some));
        // Where each language has a half of the document, what stands around them is not paired by them.
        let halves = ["船舶應適航。", "引航員登船。", "收費如下。", "船長減速。"];
        let english = ["The ship is seaworthy.", "The pilot boards.", "The fees are these.", "The master slows."];
        assert_eq!(pairs(&[&halves[..], &list, &english].concat()), [None; 14]);
        // Columns of a page that touch: one line of each language stands among the other's.
        let columns = [&halves[..], &halves, &english[..1], &list, &english, &english, &halves[..1]].concat();
        assert_eq!(pairs(&columns), [None; 24]);
        // What is not translated has no counterpart anywhere.
        assert_eq!(pairs(&[&list[..], &english, &english].concat()).into_iter().flatten().count(), 6);
        // By chapters, the lines in both languages are between which a text has its counterpart.
        let chapter = [&list[..1], &halves[..3], &english[..3]].concat();
        assert_eq!(pairs(&chapter.repeat(3)).into_iter().flatten().count(), 6);
    }
}
