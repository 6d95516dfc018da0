//! The words of the other side that surely render some spans of a text: what [`LinkedPair::spot`] finds of them and is
//! sure of, without the work for what cannot become sure. Law: the same as to spot each span and to keep what reaches
//! [`MARK`].

use super::super::link::LinkGrid;
use super::super::stored::LearntView;
use super::linked_pair::LinkedPair;
use super::spotting::{MARK, MARK_STATED};
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;

/// What sums of shares may differ by when they are added up in another order.
const ROUNDING: f32 = 1e-3;

/// The spans of the other text that render those of the text of `side`, each with its confidence ([`MARK`]..=1).
pub fn marks(view: &LearntView, lexicon: Lexicon, zh: &str, en: &str, side: Side, spans: &[Span]) -> Vec<(Span, f32)> {
    let mut pair = LinkedPair::unlinked_about(view, lexicon, zh, en, side, spans);
    let terms: Vec<Vec<usize>> =
        spans.iter().map(|span| pair.weights(side, *span).into_iter().map(|(token, _)| token).collect()).collect();
    let grid = LinkGrid::new(view, lexicon, pair.links());
    if !terms.iter().any(|term| touches(&grid, side, term)) {
        return Vec::new();
    }
    let shares = grid.shares(view, side);
    let least = if grid.whole_terms().is_empty() { MARK } else { MARK_STATED } - ROUNDING;
    let hopeful: Vec<Span> = spans
        .iter()
        .zip(&terms)
        .filter(|(_, term)| most_brought(&grid, &shares, &pair, side, term) >= least)
        .map(|(span, _)| *span)
        .collect();
    if hopeful.is_empty() {
        return Vec::new();
    }
    let others = grid.shares(view, side.other());
    let (forward, backward) = if side == Side::Zh { (&shares, &others) } else { (&others, &shares) };
    pair.link(|words| grid.link(view, forward, backward, words));
    let found = hopeful.into_iter().flat_map(|span| pair.spot(side, span));
    found.filter(|(_, confidence)| *confidence >= MARK).collect()
}

/// Whether any of the term's tokens can be linked at all.
fn touches(grid: &LinkGrid, side: Side, term: &[usize]) -> bool {
    grid.cells().iter().any(|cell| term.contains(&cell.place(side)))
}

/// What no token of the other side can exceed in how far the term brought it. That is a share of one direction, and no
/// span is surer than the token of it that was brought most.
fn most_brought(grid: &LinkGrid, shares: &[f32], pair: &LinkedPair, side: Side, term: &[usize]) -> f32 {
    let tokens = pair.tokens(side);
    let mut brought = vec![0.0f32; pair.tokens(side.other()).len()];
    for token in term.iter().filter_map(|token| tokens.get(*token)) {
        // Equal words share what they bring.
        let equal: Vec<bool> = tokens.iter().map(|t| t.key == token.key).collect();
        for (cell, share) in grid.cells().iter().zip(shares).filter(|(cell, _)| equal[cell.place(side)]) {
            brought[cell.place(side.other())] += share;
        }
    }
    brought.into_iter().fold(0.0, f32::max)
}
