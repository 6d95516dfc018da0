//! Dots that lead to what a line ends with: they lie under text as often as beside it.

use super::glyph::Glyph;

/// Dots that follow each other as they are drawn, at the least, where they lead to what a line ends with; and where others of
/// the line do.
const LEADERS: usize = 5;

const MORE_LEADERS: usize = 2;

/// How much of a dot text may lie over that only touches it.
const TOUCHING: f64 = 0.2;

/// Takes the leaders out of the glyphs of a row, which are in the order of drawing.
pub fn take_leaders(row: &mut Vec<Glyph>) -> Vec<Glyph> {
    let is_dot = |glyph: &Glyph| matches!(glyph.text.as_str(), "." | "·" | "…" | "․" | "‥");
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    for (at, glyph) in row.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if is_dot(glyph) => run.push(at),
            Some(run) if !run.is_empty() && !glyph.text.trim().is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    let least = if runs.iter().any(|run| run.len() >= LEADERS) { MORE_LEADERS } else { LEADERS };
    let mut leads = vec![false; row.len()];
    for at in runs.into_iter().filter(|run| run.len() >= least).flatten() {
        if let Some(leads) = leads.get_mut(at) {
            *leads = true;
        }
    }
    let mut leads = leads.into_iter();
    row.extract_if(.., |_| leads.next().unwrap_or_default()).collect()
}

/// Puts leaders among the glyphs of a row, which go from left to right. Those that lie under text (a form that was filled in)
/// go to the last one that is seen, so that they stand before the text and not between its letters.
pub fn put_leaders(row: &mut Vec<Glyph>, mut leaders: Vec<Glyph>) {
    if leaders.is_empty() {
        return;
    }
    leaders.sort_by(|a, b| a.x.total_cmp(&b.x));
    let text = std::mem::take(row);
    let mut text = text.into_iter().peekable();
    // How far the text before a dot goes, and the place of the last dot that is seen.
    let (mut reach, mut seen, mut hidden): (f64, Option<usize>, String) = (f64::NEG_INFINITY, None, String::new());
    for dot in leaders {
        let edge = dot.advance * TOUCHING;
        while let Some(glyph) = text.next_if(|glyph| glyph.x < dot.x + dot.advance - edge) {
            reach = reach.max(glyph.x + glyph.advance);
            row.push(glyph);
        }
        if reach <= dot.x + edge {
            seen = Some(row.len());
            row.push(Glyph { text: std::mem::take(&mut hidden) + &dot.text, ..dot });
        } else if let Some(before) = seen.and_then(|at| row.get_mut(at)) {
            before.text.push_str(&dot.text);
        } else {
            hidden.push_str(&dot.text);
        }
    }
    row.extend(text);
    if let Some(last) = row.last_mut().filter(|_| !hidden.is_empty()) {
        last.text.push_str(&hidden);
    }
}
