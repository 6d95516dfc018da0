//! From the glyphs of a page to its lines: baselines and spaces.

use super::glyph::Glyph;
use super::leaders::{put_leaders, take_leaders};
use super::letter_spacing::letter_spaced;
use super::word_gaps::{WORD_GAP, between_words};
use crate::read::language::is_cjk;
use crate::text::fold::is_han;
use unicode_normalization::UnicodeNormalization;

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
        let leaders = take_leaders(row);
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        put_leaders(row, leaders);
        // Bold is sometimes the same glyph drawn twice, a hair apart.
        row.dedup_by(|b, a| a.text == b.text && (b.x - a.x).abs() < 0.1 * a.size);
    }
    rows
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

impl TextLine {
    /// The line that glyphs on one baseline make, from left to right.
    pub fn of(glyphs: &[Glyph]) -> Option<TextLine> {
        let lettered = letter_spaced(glyphs);
        let glyphs = lettered.as_ref().map_or(glyphs, |(glyphs, _)| glyphs.as_slice());
        let mut text = String::new();
        let mut end = f64::NAN;
        let (mut first, mut in_first) = (0.0, true);
        let mut sizes: Vec<f64> = Vec::new();
        let mut space = f64::MAX;
        let between_words = lettered.as_ref().map_or_else(|| between_words(glyphs), |(_, gap)| *gap);
        for glyph in glyphs {
            let blank = glyph.text.trim().is_empty();
            if blank && glyph.advance > 0.0 {
                space = space.min(glyph.advance);
            }
            let gap = glyph.x - end;
            let (before, after) = (text.chars().next_back(), glyph.text.chars().next());
            let either = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
            let cjk = either(is_cjk);
            let least = match () {
                // Justified Chinese is set with gaps that are no spaces.
                () if cjk => 0.7,
                () if lettered.is_some() => between_words,
                // So are figures: their thin gaps stand between thousands.
                () if either(|c| c.is_ascii_digit()) => WORD_GAP,
                () => between_words,
            };
            let spaced = gap > glyph.size * least;
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
    for c in once(glyph).chars() {
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

/// A glyph that some programs give several characters, of which one stands for the others: ⽼ for 老, ⻑ and ⾧ for 長.
fn once(glyph: &str) -> &str {
    // A radical is drawn as the character that it is of.
    let is_radical = |c: char| ('\u{2E80}'..='\u{2FDF}').contains(&c);
    let stands_for = |one: char, other: char| {
        one != other && (std::iter::once(one).nfkc().eq([other]) || is_radical(one) && is_han(other))
    };
    let meant = glyph.char_indices().find(|(at, c)| {
        let mut others = glyph.char_indices().filter(|(other, _)| other != at).peekable();
        others.peek().is_some() && others.all(|(_, other)| stands_for(other, *c))
    });
    meant.and_then(|(at, c)| glyph.get(at..at + c.len_utf8())).unwrap_or(glyph)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::glyph::set;

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        rows(glyphs).iter().filter_map(|row| TextLine::of(row)).map(|line| line.text).collect()
    }

    /// Words set with these gaps before them, and with the letters so far apart, in points.
    fn spaced(words: &[(&str, f64)], letters: f64) -> String {
        let mut glyphs: Vec<Glyph> = Vec::new();
        for (word, gap) in words {
            for (nth, c) in word.chars().enumerate() {
                let end = glyphs.last().map_or(0.0, |g: &Glyph| g.x + g.advance);
                let x = end + if nth == 0 { *gap } else { letters };
                glyphs.extend(set(&c.to_string(), x, 0.0));
            }
        }
        texts(glyphs).concat()
    }

    #[test]
    fn a_line_set_tight_has_its_words() {
        let tight = [
            ("This", 0.0),
            ("file", 1.4),
            ("lists", 1.5),
            ("all", 1.4),
            ("changes,", 1.4),
            ("in", 2.1),
            ("order", 1.5),
        ];
        assert_eq!(spaced(&tight, 0.0), "This file lists all changes, in order");
        // Wide ones leave thin gaps inside words alone.
        assert_eq!(
            spaced(&[("the", 0.0), ("su", 3.0), ("m", 1.1), ("that", 3.0), ("was", 3.0)], 0.0),
            "the sum that was"
        );
        assert_eq!(
            spaced(&[("paid", 0.0), ("out", 3.0), ("12", 3.0), ("500", 1.6), ("dollars", 3.0)], 0.0),
            "paid out 12500 dollars"
        );
    }

    #[test]
    fn a_blank_beside_chinese_says_nothing_of_english_words() {
        let mut x = 0.0;
        let mut glyphs = Vec::new();
        let tight = ["Choose", "the", "version", "which", "is", "the", "last"];
        for (text, gap) in [("見第2節", 0.0), (" ", 0.0)].into_iter().chain(tight.map(|word| (word, 1.4))) {
            let word = set(text, x + gap, 0.0);
            x = word.last().map_or(x, |glyph| glyph.x + glyph.advance);
            glyphs.extend(word);
        }
        assert_eq!(texts(glyphs), ["見第2節 Choose the version which is the last"]);
    }

    #[test]
    fn leaders_do_not_go_between_the_letters_that_lie_on_them() {
        let row = |dots: &str, x: f64| {
            let mut glyphs = set("Pilot ", 0.0, 0.0);
            glyphs.extend(set(dots, 30.0, 0.0));
            glyphs.extend(set("CAD 350", x, 0.2));
            texts(glyphs)
        };
        assert_eq!(row(&".".repeat(20), 72.5), [format!("Pilot {} CAD 350 {}", ".".repeat(16), ".".repeat(4))]);
        assert_eq!(row(&".".repeat(30), 72.5)[0].matches("CAD 350").count(), 1);
        assert_eq!(row(&".".repeat(20), 132.5), [format!("Pilot {} CAD 350", ".".repeat(20))]);
        let mut glyphs = [set("Quay", 0.0, 0.0), set("........", 20.0, 0.0), set("$90 a day", 50.0, 0.0)].concat();
        glyphs.extend(set("....", 50.0, 0.0));
        assert_eq!(texts(glyphs), ["Quay............$90 a day"]);
        // Full stops are none.
        assert_eq!(texts(set("a. b. c. d. e. f. g.", 0.0, 0.0)), ["a. b. c. d. e. f. g."]);
    }

    #[test]
    fn a_glyph_is_one_character() {
        let glyph = |text: &str, x: f64| Glyph { text: text.into(), x, y: 0.0, advance: 10.0, size: 10.0 };
        let glyphs =
            vec![glyph("⻓", 0.0), glyph("⽼老", 10.0), glyph("、︑", 20.0), glyph("ffi", 30.0), glyph("⻑⾧長", 40.0)];
        assert_eq!(texts(glyphs), ["⻓老、ffi長"]);
    }

    #[test]
    fn letters_set_apart_are_one_word() {
        assert_eq!(spaced(&[("TRADE", 0.0), ("SECRETS", 4.5)], 1.5), "TRADE SECRETS");
        assert_eq!(spaced(&[("CONFIDENTIAL", 0.0)], 1.6), "CONFIDENTIAL");
        assert_eq!(spaced(&[("CONFIDENTIAL", 0.0)], 0.0), "CONFIDENTIAL");
    }

    #[test]
    fn letters_set_further_apart_than_words_are_words_all_the_same() {
        assert_eq!(spaced(&[("TITLE", 0.0), ("OF", 9.0), ("LEASE", 9.0)], 3.0), "TITLE OF LEASE");
        assert_eq!(spaced(&[("return", 0.0), ("berth;", 7.0)], 2.6), "return berth;");
        // Set with blanks between the letters, and more of them between words.
        assert_eq!(texts(set("T I T L E   O F   L E A S E", 0.0, 0.0)), ["TITLE OF LEASE"]);
        assert_eq!(texts(set("N O T I C E", 0.0, 0.0)), ["NOTICE"]);
        // Letters that count, and figures, are set apart for what they are.
        assert_eq!(texts(set("A B C D E F", 0.0, 0.0)), ["A B C D E F"]);
        assert_eq!(texts(set("1 2 3 4 5 6", 0.0, 0.0)), ["1 2 3 4 5 6"]);
        assert_eq!(texts(set("a + b = c x d", 0.0, 0.0)), ["a + b = c x d"]);
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
