//! From the glyphs of a page to its lines: baselines and spaces.

use crate::read::language::is_cjk;

/// A glyph with its character, in points; `y` is its baseline and grows downwards.
pub struct Glyph {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub advance: f64,
    pub size: f64,
}

#[derive(Clone)]
pub struct TextLine {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
    /// Width of a space in it.
    pub blank: f64,
    /// Width of the first word, which says whether it would have fitted on the line before.
    pub first: f64,
    /// The right edge of the column that the line stands in.
    pub margin: f64,
}

/// Glyphs that share a baseline, from left to right; rows from top to bottom.
pub fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let mut base = f64::NEG_INFINITY;
    for glyph in glyphs {
        // Raised and lowered figures stand within half a size of the line's own baseline.
        if glyph.y - base > 0.5 * glyph.size.max(rows.last().and_then(|r| r.first()).map_or(0.0, |g| g.size)) {
            base = glyph.y;
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(glyph);
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Bold is sometimes the same glyph drawn twice, a hair apart.
        row.dedup_by(|b, a| a.text == b.text && (b.x - a.x).abs() < 0.1 * a.size);
    }
    rows
}

impl TextLine {
    /// The line that glyphs on one baseline make, from left to right.
    pub fn of(glyphs: &[Glyph]) -> Option<TextLine> {
        let mut text = String::new();
        let mut end = f64::NAN;
        let (mut first, mut in_first) = (0.0, true);
        let mut sizes: Vec<f64> = Vec::new();
        let mut space = f64::MAX;
        for glyph in glyphs {
            let blank = glyph.text.trim().is_empty();
            if blank && glyph.advance > 0.0 {
                space = space.min(glyph.advance);
            }
            let gap = glyph.x - end;
            let tight = |c: Option<char>| c.is_some_and(is_cjk);
            let cjk = tight(text.chars().next_back()) || tight(glyph.text.chars().next());
            // Justified Chinese is set with gaps that are no spaces.
            let spaced = gap > glyph.size * if cjk { 0.7 } else { 0.2 };
            if glyph.text == "\u{A0}" && !text.is_empty() {
                // Binds the words on both sides into one that wraps as a whole.
                text.push('\u{A0}');
                first += if in_first { glyph.advance } else { 0.0 };
            } else if (blank || spaced) && !text.is_empty() && !text.ends_with([' ', '\u{A0}']) {
                text.push(' ');
            }
            if !blank {
                in_first &= text.is_empty() || !(text.ends_with(' ') || cjk);
                first += if in_first { glyph.advance } else { 0.0 };
                push(&mut text, &glyph.text);
                sizes.push(glyph.size);
                end = glyph.x + glyph.advance;
            }
        }
        let text = text.trim_end().to_string();
        let left = glyphs.iter().find(|g| !g.text.trim().is_empty())?;
        sizes.sort_by(f64::total_cmp);
        let size = *sizes.get(sizes.len() / 2)?;
        // Where words are set apart by moving on, there is no space to measure.
        let blank = if space <= 0.5 * size { space } else { 0.2 * size };
        Some(TextLine { text, left: left.x, right: end, y: left.y, size, blank, first, margin: end })
    }
}

/// Ligatures are layout: they are written out.
fn push(text: &mut String, glyph: &str) {
    for c in glyph.chars() {
        match c {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            '\u{AD}' => text.push('-'),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
}

/// Gives each line the right edge that full lines of its column reach.
pub fn set_margins(lines: &mut [TextLine]) {
    let edges: Vec<(f64, f64)> = lines.iter().map(|l| (l.left, l.right)).collect();
    for line in lines {
        // Lines that this one could be a continuation of overlap with it.
        let reach =
            edges.iter().filter(|(left, right)| *left < line.right && *right > line.left).map(|(_, right)| *right);
        line.margin = reach.fold(line.right, f64::max);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        rows(glyphs).iter().filter_map(|row| TextLine::of(row)).map(|line| line.text).collect()
    }

    #[test]
    fn gaps_are_spaces_in_english_only() {
        let mut glyphs = set("trade", 0.0, 0.0);
        glyphs.extend(set("secret", 28.0, 0.3));
        assert_eq!(texts(glyphs), ["trade secret"]);
        let mut glyphs = set("商業", 0.0, 0.0);
        glyphs.extend(set("秘密", 24.0, 0.0));
        glyphs.extend(set("秘密", 24.2, 0.0));
        assert_eq!(texts(glyphs), ["商業秘密"]);
    }
}
