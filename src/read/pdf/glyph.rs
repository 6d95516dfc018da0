//! A glyph of a page.

#[cfg(test)]
use crate::read::language::is_cjk;

/// A glyph with its character, in points; `y` is its baseline and grows downwards.
#[derive(Clone)]
pub struct Glyph {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub advance: f64,
    pub size: f64,
}

/// The glyphs of a text set from `x` on, ten points high.
#[cfg(test)]
pub fn set(text: &str, x: f64, y: f64) -> Vec<Glyph> {
    let mut x = x;
    let glyph = |c: char| {
        let advance = if is_cjk(c) { 10.0 } else { 5.0 };
        x += advance;
        Glyph { text: c.to_string(), x: x - advance, y, advance, size: 10.0 }
    };
    text.chars().map(glyph).collect()
}
