//! How much of a text stands in another, and where: the best approximate occurrence (Sellers, "The theory and
//! computation of evolutionary distances", 1980), over canonical characters without blanks or marks, so that lost
//! spaces, line wraps and punctuation do not count.

use crate::model::Span;
use crate::text::canon::canon;

/// The characters of a text that count, with their bytes.
pub(super) struct Letters {
    chars: Vec<char>,
    spans: Vec<Span>,
}

impl Letters {
    pub fn of(text: &str) -> Letters {
        let (mut chars, mut spans) = (Vec::new(), Vec::new());
        for c in canon(text).filter(|c| c.char.is_alphanumeric()) {
            chars.push(c.char);
            spans.push(Span::new(c.start, c.end));
        }
        Letters { chars, spans }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// How many of them lie in the span.
    pub fn within(&self, span: Span) -> usize {
        self.spans.iter().filter(|s| span.contains(**s)).count()
    }
}

/// Where `needle` stands in `text` with the fewest changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    /// 0..=1: one less the changes a character of the needle.
    pub similarity: f32,
    /// Bytes of the text.
    pub span: Span,
}

/// The best occurrence; `None` when either has no letters. Time and memory grow with the product of the lengths, so
/// callers bound them.
pub(super) fn best_occurrence(needle: &Letters, text: &Letters) -> Option<Occurrence> {
    let (n, m) = (needle.len(), text.len());
    if n == 0 || m == 0 {
        return None;
    }
    // Column by column: the fewest changes of needle[..i] against a stretch of text that ends here, and where it began.
    let mut costs: Vec<u32> = (0..=n as u32).collect();
    let mut begins: Vec<usize> = vec![0; n + 1];
    let (mut best, mut place) = (n as u32, (0, 0));
    for (j, c) in text.chars.iter().enumerate() {
        let (mut diagonal, mut diagonal_begin) = (0, j);
        (costs[0], begins[0]) = (0, j + 1);
        for i in 1..=n {
            let substitute = diagonal + u32::from(needle.chars[i - 1] != *c);
            let (insert, delete) = (costs[i] + 1, costs[i - 1] + 1);
            let least = substitute.min(insert).min(delete);
            let begin = if least == substitute {
                diagonal_begin
            } else if least == insert {
                begins[i]
            } else {
                begins[i - 1]
            };
            (diagonal, diagonal_begin) = (costs[i], begins[i]);
            (costs[i], begins[i]) = (least, begin);
        }
        if costs[n] < best {
            (best, place) = (costs[n], (begins[n], j + 1));
        }
    }
    let (from, to) = place;
    (to > from).then(|| Occurrence {
        similarity: 1.0 - best as f32 / n as f32,
        span: Span::new(text.spans[from.min(m - 1)].start, text.spans[to - 1].end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(needle: &str, text: &str) -> (f32, String) {
        let found = best_occurrence(&Letters::of(needle), &Letters::of(text)).unwrap();
        (found.similarity, found.span.of(text).to_string())
    }

    #[test]
    fn occurrences_are_found_whole_cut_and_damaged() {
        assert_eq!(find("商業秘密", "保護商業秘密之法"), (1.0, "商業秘密".into()));
        assert_eq!(find("trade\nsecret", "of Trade-Secret protection"), (1.0, "Trade-Secret".into()));
        assert_eq!(
            find("intellectual proporty", "the intellectual property court"),
            (0.95, "intellectual property".into())
        );
        assert!(best_occurrence(&Letters::of("全不相干"), &Letters::of("保護商業秘密")).is_none());
        assert!(best_occurrence(&Letters::of(""), &Letters::of("a")).is_none());
    }
}
