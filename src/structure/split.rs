//! Lines that carry both languages ("第一章 總則 Chapter I General Provisions") come apart where the language
//! changes, when the document shows that it is written so. All other lines stay whole.

use super::piece::Piece;
use super::seams::{Seam, labels, seam};
use crate::model::{BlockKind, Edit, Side};
use crate::text::detect::{self, Shares};

/// Splits bilingual lines; each part keeps the edits that belong to it.
pub(super) fn split(pieces: Vec<Piece>) -> Vec<Piece> {
    // Mixed lines, and those that come apart; headings by themselves, which are often written in both languages where the
    // text goes by paragraphs.
    let is_heading = |piece: &Piece| matches!(piece.kind, BlockKind::Heading(_));
    let (mut lines, mut headings) = ((0, 0), (0, 0));
    let seams: Vec<Vec<Seam>> = pieces
        .iter()
        .map(|piece| {
            if piece.side.is_some() || !is_mixed(&piece.text) {
                return Vec::new();
            }
            let labels = labels(&piece.text);
            let seams = if labels.is_empty() { seam(&piece.text).into_iter().collect() } else { labels };
            for count in [Some(&mut lines), Some(&mut headings).filter(|_| is_heading(piece))].into_iter().flatten() {
                *count = (count.0 + 1, count.1 + usize::from(!seams.is_empty()));
            }
            seams
        })
        .collect();
    // Chinese lines that happen to end with an English name are fewer than those that have it in the middle.
    let is_pattern = |(mixed, found): (usize, usize), least: usize| found >= least && found * 10 >= mixed * 6;
    let found = lines.1;
    let pattern = is_pattern(lines, 3) || found > 0 && found == pieces.len() || goes_to_and_fro(&pieces, lines);
    let in_headings = is_pattern(headings, 2);
    let mut out = Vec::with_capacity(pieces.len() + found);
    let tables = pieces.iter().filter_map(|piece| piece.pair).max().unwrap_or_default();
    let mut pair = tables;
    for (piece, seams) in pieces.into_iter().zip(seams) {
        if seams.iter().any(|seam| pattern || seam.proven || in_headings && is_heading(&piece)) {
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
