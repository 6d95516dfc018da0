//! Lines whose letters are set as far apart as words are elsewhere: titles and code, `T I T L E`.

use super::glyph::Glyph;
use super::word_gaps::WORD_GAP;
use crate::read::language::is_cjk;

/// The glyphs of a line that is set like that, without the blanks in it, and the least gap between two of its words, in sizes
/// of the font; `None` for any other line.
pub fn letter_spaced(glyphs: &[Glyph]) -> Option<(Vec<Glyph>, f64)> {
    /// Fewer letters are initials and labels.
    const FEW: usize = 5;
    /// By how much the gap between words is wider than that between letters, and how many of the gaps are between letters.
    const WIDER: f64 = 1.6;
    let bare: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    let is_letter = |glyph: &&&Glyph| glyph.text.chars().all(|c| c.is_alphabetic() && !is_cjk(c));
    let letters: Vec<&str> = bare.iter().filter(is_letter).map(|glyph| glyph.text.as_str()).collect();
    if letters.len() < FEW
        || letters.len() * 4 < bare.len() * 3
        || bare.iter().any(|glyph| glyph.text.chars().any(is_cjk))
    {
        return None;
    }
    let mut gaps: Vec<f64> =
        bare.iter().zip(bare.iter().skip(1)).map(|(a, b)| (b.x - a.x - a.advance) / b.size.max(a.size)).collect();
    gaps.sort_by(f64::total_cmp);
    let (narrowest, usual) = (*gaps.first()?, *gaps.get(gaps.len() / 2)?);
    let even = gaps.iter().filter(|gap| **gap <= usual * WIDER).count() * 4 >= gaps.len() * 3;
    // In words a letter follows another one that it does not follow in the alphabet.
    let next = |two: &[&str]| matches!(two, [a, b] if a.len() == 1 && b.len() == 1 && b.as_bytes().first() == a.bytes().next().map(|a| a + 1).as_ref());
    let counts = letters.windows(2).filter(|two| next(two)).count() * 2 >= letters.len();
    (narrowest > WORD_GAP && even && !counts).then(|| (bare.into_iter().cloned().collect(), usual * WIDER))
}
