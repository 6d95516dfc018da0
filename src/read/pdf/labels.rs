//! Numbers and marks that list items, clauses and articles open with.

use crate::text::numeral::{is_low_roman, is_ordinal_sign};

/// Whether a line starts with the number or mark of a list item, a clause or an article.
pub fn labelled(text: &str) -> bool {
    if bullet(text) {
        return true;
    }
    let number = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit() || is_ordinal_sign(c));
    let token = text.split_whitespace().next().unwrap_or("");
    if let Some(rest) = text.strip_prefix('第')
        && let Some(at) = rest.find(['條', '条', '章', '节', '節', '編', '编', '款', '項', '项'])
    {
        return rest.get(..at).is_some_and(|n| number(n.trim()));
    }
    if let Some((head, _)) = text.split_once('、') {
        return number(head) && head.chars().count() <= 4;
    }
    let inner = token.trim_start_matches(['(', '（']);
    let Some(end) = inner.find([')', '）', '.']) else { return false };
    let (label, rest) = inner.split_at(end);
    let dotted = rest.starts_with('.');
    let short = label.chars().count() <= if label.chars().all(|c| c.is_ascii_digit()) { 2 } else { 4 };
    let plain = number(label)
        || (label.chars().count() == 1 && label.chars().all(|c| c.is_ascii_alphabetic()))
        || (!dotted && label.chars().all(is_low_roman));
    // "3.", "3.1", "3.1.2" open a line; "3.5%" and "e.g." do not.
    let tail = !dotted || rest.chars().all(|c| c == '.' || c.is_ascii_digit());
    short && plain && tail && !label.is_empty()
}

/// Whether a line opens with the mark of a list item.
pub fn bullet(text: &str) -> bool {
    text.starts_with(['•', '●', '○', '■', '□', '◆', '▪', '–', '—', '·', '*', '➢', '➤', '✓', '§'])
        || text.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for text in ["• item", "1. One", "3.1 Two", "(a) three", "（二）四", "第三條 五", "一、六", "iv) seven"]
        {
            assert!(labelled(text), "{text}");
        }
        for text in ["3.5% of all", "e.g. this", "2010. The", "The end.", "第三方的", "word) and", "秘密、商标"]
        {
            assert!(!labelled(text), "{text}");
        }
    }
}
