//! Structure: from repaired blocks to the two sides of a document, with its title, headings, notes, numbers and
//! metadata. Law: every block that is not blank becomes one paragraph, or several where it holds both languages, and
//! its text stays as it is.
//!
//! Architecture invariant: the sides are never compared with each other here; that is what `align` is for.

mod fields;
mod heading;
mod label_seams;
mod level;
mod line;
mod opening;
mod outline;
mod piece;
mod run_in;
mod seams;
mod sentence_seams;
mod sides;
mod split;
mod title;

use crate::model::{Bitext, Kind, Side, Sides, Warning};
use outline::OutlineLine;
use std::collections::BTreeMap;
use std::ops::Range;

pub use piece::Piece;

/// Finds the two sides of a document and what its paragraphs are. `title` is what the format itself gives.
///
/// ```
/// use duizhao::{model::{BlockKind, Kind}, structure::{Piece, structure}};
/// let piece = |text: &str| Piece { text: text.into(), edits: vec![], kind: BlockKind::Text, side: None, line: 1, pair: None };
/// let bitext = structure(["年度報告", "一、概況", "今年很好。", "Annual report", "I. Overview", "A good year."].map(piece).into(), Default::default());
/// let kinds: Vec<Kind> = bitext.en.iter().map(|p| p.kind).collect();
/// assert_eq!(kinds, [Kind::Title, Kind::Heading, Kind::Paragraph]);
/// assert_eq!(bitext.title.zh.as_deref(), Some("年度報告"));
/// ```
pub fn structure(pieces: Vec<Piece>, title: Sides<Option<String>>) -> Bitext {
    let pieces = split::split(pieces.into_iter().filter(|piece| !piece.text.trim().is_empty()).collect());
    let assigned = sides::assign(&pieces);
    let mut lines = Sides::<Vec<OutlineLine>>::default();
    let mut pairs: BTreeMap<u32, Sides<Range<usize>>> = BTreeMap::new();
    for (order, (piece, side)) in pieces.into_iter().zip(assigned).enumerate() {
        let at = lines.get(side).len();
        if let Some(number) = piece.pair {
            let range = pairs.entry(number).or_default().get_mut(side);
            *range = if range.start == range.end { at } else { range.start }..at + 1;
        }
        lines.get_mut(side).push(OutlineLine::new(piece, order));
    }
    let mut pairs: Vec<Sides<Range<usize>>> =
        pairs.into_values().filter(|pair| !pair.zh.is_empty() && !pair.en.is_empty()).collect();
    pairs.sort_by_key(|pair| pair.zh.start);
    let mut bitext = Bitext { title, pairs, ..Bitext::default() };
    for side in Side::BOTH {
        let lines = lines.get_mut(side);
        heading::mark(lines, side, bitext.title.get(side).as_deref());
        level::set(lines);
        run_in::mark(lines, side);
        bitext.fields.extend(fields::read(lines));
        if bitext.title.get(side).is_none() {
            *bitext.title.get_mut(side) =
                lines.iter().find(|line| line.paragraph.kind == Kind::Title).map(|line| line.paragraph.text.clone());
        }
    }
    bitext.warnings = warnings(&lines);
    let paragraphs = lines.map(|lines| lines.into_iter().map(|line| line.paragraph).collect());
    Bitext { zh: paragraphs.zh, en: paragraphs.en, ..bitext }
}

fn warnings(lines: &Sides<Vec<OutlineLine>>) -> Vec<Warning> {
    let has_words = |lines: &[OutlineLine]| lines.iter().any(|line| line.text().chars().any(char::is_alphabetic));
    let message = match (lines.zh.is_empty(), lines.en.is_empty()) {
        (true, true) => "no text",
        (true, false) => "only English text: no Chinese side",
        (false, true) if !has_words(&lines.zh) => "no words, only figures and signs",
        (false, true) => "only Chinese text: no English side",
        (false, false) => return Vec::new(),
    };
    vec![Warning::new(message)]
}
