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
    let mut pair = pieces.iter().filter_map(|piece| piece.pair).max().unwrap_or_default();
    for (piece, seams) in pieces.into_iter().zip(seams) {
        if seams.iter().any(|seam| pattern || seam.proven || in_headings && is_heading(&piece)) {
            cut(piece, &seams, &mut pair, &mut out);
        } else {
            out.push(piece);
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
