//! Where two versions of a text differ.

use super::tokens::{Token, TokenKind, tokens};
use crate::model::{Difference, Differences, Side, Span};
use crate::text::number::Figure;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Where two texts of a side differ. Law: without what is marked the two are the same, but for blanks, and, across
/// scripts, for the script.
pub(super) fn differences(old: &str, new: &str, side: Side, across_scripts: bool) -> Differences {
    if old == new {
        return Differences::default();
    }
    let ((before, old_figures), (after, new_figures)) = (tokens(old, side), tokens(new, side));
    let keys = |tokens: &[Token]| tokens.iter().map(|token| token.key(across_scripts)).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&before), &keys(&after));
    let mut found = Differences::default();
    for (old_part, new_part) in joined(&ops, &before) {
        let (here, there) = (&before[old_part.0..old_part.1], &after[new_part.0..new_part.1]);
        if here.iter().chain(there).all(|token| token.kind == TokenKind::Blank) {
            continue;
        }
        let (stated, restated) = (stated(here, &old_figures), stated(there, &new_figures));
        let figure =
            stated.len() != restated.len() || stated.iter().any(|one| !restated.iter().any(|two| one.agrees(two)));
        found.old.extend(whole(here).map(|span| Difference { span, figure }));
        found.new.extend(whole(there).map(|span| Difference { span, figure }));
    }
    found
}

/// The figures that tokens state.
fn stated<'f>(tokens: &[Token], figures: &'f [Figure]) -> Vec<&'f Figure> {
    let figure = |token: &Token| match token.kind {
        TokenKind::Figure(n) => figures.get(n),
        _ => None,
    };
    tokens.iter().filter_map(figure).collect()
}

fn whole(tokens: &[Token]) -> Option<Span> {
    Some(Span::new(tokens.first()?.start, tokens.last()?.span().end))
}

type Part = (usize, usize);

/// The parts that differ, tokens of the old text and of the new one. What stands between two of them and is no more than
/// a blank, a mark or a single hanzi belongs to them: a reader sees one change, not three.
fn joined(ops: &[DiffOp], before: &[Token]) -> Vec<(Part, Part)> {
    let mut parts: Vec<(Part, Part)> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (old, new) = (op.old_range(), op.new_range());
        match parts.last_mut() {
            Some((last, last_new)) if is_slight(&before[last.1..old.start]) => {
                (last.1, last_new.1) = (old.end, new.end);
            }
            _ => parts.push(((old.start, old.end), (new.start, new.end))),
        }
    }
    parts
}

fn is_slight(between: &[Token]) -> bool {
    let says = |token: &Token| !matches!(token.kind, TokenKind::Blank | TokenKind::Mark);
    between.len() <= 2
        && between.iter().filter(|token| says(token)).count() <= 1
        && between.iter().all(|token| !says(token) || token.kind == TokenKind::Hanzi)
}
