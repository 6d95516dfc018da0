//! Gaps between glyphs that stand for the blanks between words.

use super::glyph::Glyph;
use crate::read::language::is_cjk;

/// What is wider than this stands between two words, in sizes of the font.
pub const WORD_GAP: f64 = 0.2;

/// The least gap between two words of this line, in sizes of the font: at most [`WORD_GAP`], and less in a line that is set
/// so tight that the gaps which stand out from those between its letters are narrower.
pub fn between_words(glyphs: &[Glyph]) -> f64 {
    // Far wider than what is between words: columns, and what no blank of any font is.
    const WIDE: f64 = 0.3;
    // What letters of one word are apart by kerning and slant.
    const KERNED: f64 = 0.1;
    const FEW: usize = 8;
    let letter = |glyph: &Glyph| glyph.text.chars().next().is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
    let is_blank = |glyph: &Glyph| glyph.text.trim().is_empty();
    let is_chinese = |glyph: &Glyph| glyph.text.chars().any(is_cjk);
    let of_word = |glyph: &Glyph| !is_blank(glyph) && !is_chinese(glyph);
    // A line with blanks between its words says itself where they are; one beside Chinese says nothing of words.
    let stretches: Vec<&[Glyph]> = glyphs.split(is_blank).filter(|glyphs| !glyphs.is_empty()).collect();
    if stretches.windows(2).any(|two| matches!(two, [[.., a], [b, ..]] if of_word(a) && of_word(b))) {
        return WORD_GAP;
    }
    let pairs = glyphs.iter().zip(glyphs.iter().skip(1));
    let pairs = pairs.filter(|(a, b)| of_word(a) && of_word(b) && (letter(a) || letter(b)));
    let mut gaps: Vec<f64> = pairs.map(|(a, b)| ((b.x - a.x - a.advance) / b.size).min(WIDE)).collect();
    gaps.sort_by(f64::total_cmp);
    let letters = gaps.partition_point(|gap| *gap <= WORD_GAP);
    let Some(median) = gaps.get(letters / 2).filter(|_| letters >= FEW) else { return WORD_GAP };
    let steps = gaps.iter().zip(gaps.iter().skip(1)).filter(|(_, wider)| **wider >= median + KERNED);
    let widest = steps.max_by(|(a, b), (c, d)| (*b - *a).total_cmp(&(*d - *c)));
    widest.map_or(WORD_GAP, |(narrow, wide)| (narrow + wide) / 2.0).min(WORD_GAP)
}
