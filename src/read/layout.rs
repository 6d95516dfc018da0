//! From the lines of pages to paragraphs: what repeats on every page, and where a paragraph ends.

use super::join::join_line;
use super::lang::is_cjk;
use super::page::{Line, Page};
use super::table::names_both;
use crate::model::{Block, BlockKind};
use crate::text::numeral::{is_low_roman, is_ordinal_sign};
use std::collections::{HashMap, HashSet};

/// How much larger than the text a heading is set at the least.
const LARGER: f64 = 1.1;

/// Characters of the longest heading.
const HEADING: usize = 120;

/// The blocks of a document: page furniture and tables of contents left out, wrapped lines joined.
pub fn blocks(mut pages: Vec<Page>) -> Vec<Block> {
    drop_furniture(&mut pages);
    let words: HashSet<String> =
        pages.iter().flat_map(|p| &p.lines).flat_map(|l| l.text.split_whitespace()).map(bare).collect();
    let mut lines: Vec<(usize, Line)> = Vec::new();
    for (n, page) in pages.into_iter().enumerate() {
        let said = page.lines.into_iter().filter(|l| !leads(&l.text) && !names_both(&l.text));
        lines.extend(said.map(|l| (n, l)));
    }
    let body = usual_size(&lines);
    let leading = usual_leading(&lines);
    let mut larger: Vec<i64> =
        lines.iter().map(|(_, l)| rounded(l.size)).filter(|s| *s > rounded(body * LARGER)).collect();
    larger.sort_unstable_by(|a, b| b.cmp(a));
    larger.dedup();

    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<(usize, Line, bool)> = None;
    for (page, line) in lines {
        let ratio = |l: &Line| leading.get(&rounded(l.size)).copied().unwrap_or(l.size * 1.3);
        let joined = before
            .as_ref()
            .is_some_and(|(p, last, opening)| continues(last, &line, *p == page, *opening, ratio(&line)));
        match blocks.last_mut() {
            Some(block) if joined => join(&mut block.text, &line.text, &words),
            _ => {
                let level = larger
                    .iter()
                    .position(|s| *s == rounded(line.size))
                    .filter(|_| !bullet(&line.text) && line.text.chars().count() <= HEADING);
                let kind =
                    level.map_or(BlockKind::Text, |l| BlockKind::Heading(u8::try_from(l + 1).unwrap_or(6).min(6)));
                blocks.push(Block { text: line.text.clone(), kind, side: None, line: page + 1 });
            }
        }
        before = Some((page, line, !joined));
    }
    // What went on for lines, or ends as sentences do, is a paragraph in large print.
    for block in blocks.iter_mut().filter(|b| matches!(b.kind, BlockKind::Heading(_))) {
        let length = block.text.chars().count();
        if length > 2 * HEADING || (length > HEADING / 3 && block.text.ends_with(['。', '；', ';', '，'])) {
            block.kind = BlockKind::Text;
        }
    }
    blocks
}

fn rounded(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// The size in which most of the text is set.
fn usual_size(lines: &[(usize, Line)]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for (_, line) in lines {
        *letters.entry(rounded(line.size)).or_default() += line.text.chars().count();
    }
    letters.into_iter().max_by_key(|(size, n)| (*n, *size)).map_or(0.0, |(size, _)| size as f64 / 2.0)
}

/// The distance between two lines of a paragraph, for each size: the smallest that is usual.
fn usual_leading(lines: &[(usize, Line)]) -> HashMap<i64, f64> {
    let mut gaps: HashMap<i64, Vec<f64>> = HashMap::new();
    for pair in lines.windows(2) {
        if let [(p, a), (q, b)] = pair
            && p == q
            && rounded(a.size) == rounded(b.size)
            && b.y > a.y
        {
            gaps.entry(rounded(a.size)).or_default().push(b.y - a.y);
        }
    }
    let usual = |mut gaps: Vec<f64>| {
        gaps.sort_by(f64::total_cmp);
        gaps.get(gaps.len() / 4).copied().unwrap_or_default()
    };
    gaps.into_iter().map(|(size, gaps)| (size, usual(gaps))).collect()
}

/// Whether a line goes on with the paragraph of the line before, which `opens` it or not.
fn continues(last: &Line, line: &Line, same_page: bool, opens: bool, leading: f64) -> bool {
    let gap = line.y - last.y;
    if (last.size - line.size).abs() > 0.08 * last.size || labelled(&line.text) {
        return false;
    }
    // Upwards is the next column.
    if same_page && gap > 0.0 && gap > leading * 1.35 {
        return false;
    }
    let shift = line.left - last.left;
    let aside = same_page && gap <= 0.0;
    let hanging = opens && labelled(&last.text);
    if !aside && ((shift > 0.8 * line.size && !hanging) || (shift < -0.8 * line.size && !opens)) {
        return false;
    }
    let cjk = line.text.chars().next().is_some_and(is_cjk);
    let needed = if cjk { 2.2 * line.size } else { last.blank + line.first };
    last.right + needed > last.margin
}

/// Whether a line starts with the number or mark of a list item, a clause or an article.
fn labelled(text: &str) -> bool {
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

fn bullet(text: &str) -> bool {
    text.starts_with(['•', '●', '○', '■', '□', '◆', '▪', '–', '—', '·', '*', '➢', '➤', '✓', '§'])
        || text.starts_with("- ")
}

/// Joins a wrapped line. A hyphen at the end of a line is taken away where the word is known without it, or is not
/// known with it.
fn join(text: &mut String, line: &str, words: &HashSet<String>) {
    let head = text.rsplit(char::is_whitespace).next().unwrap_or("").strip_suffix(['-', '\u{2010}']);
    let tail = line.split_whitespace().next().unwrap_or("");
    if let Some(head) = head
        && head.chars().next_back().is_some_and(char::is_alphabetic)
        && tail.chars().next().is_some_and(char::is_lowercase)
    {
        let hyphenated = words.contains(&bare(&format!("{head}-{tail}")));
        if words.contains(&bare(&format!("{head}{tail}"))) || !hyphenated {
            text.pop();
            text.push_str(line);
            return;
        }
    }
    join_line(text, line);
}

/// A word without the punctuation around it, in lower case.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a line is one of a table of contents: dots that lead to a page number.
fn leads(text: &str) -> bool {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || is_low_roman(c));
    let dots = rest
        .chars()
        .rev()
        .take_while(|c| matches!(c, '.' | '…' | '·' | '‥' | ' ' | '。'))
        .filter(|c| *c != ' ')
        .count();
    rest.len() < text.len() && (dots >= 4 || (dots >= 1 && rest.contains('…')))
}

/// Takes out what stands at the top or bottom of several pages, but for its numbers: headers, footers, page numbers.
fn drop_furniture(pages: &mut [Page]) {
    const ROWS: usize = 3;
    // The text without a page number at either end, and where on the page it stands.
    let shape = |line: &Line| {
        let number = |w: &&str| w.chars().all(|c| c.is_ascii_digit() || is_low_roman(c) || "-–—/|".contains(c));
        let words: Vec<&str> = line.text.split_whitespace().collect();
        let from = words.iter().take_while(|w| number(w)).count();
        let to = words.len() - words.iter().rev().take_while(|w| number(w)).count();
        let text: String = words.get(from..to.max(from)).unwrap_or_default().concat();
        (text.replace(|c: char| c.is_ascii_digit(), "#"), (line.y / 10.0).round() as i64)
    };
    let edge = |page: &Page, n: usize| n < ROWS || n + ROWS >= page.lines.len();
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        let shapes: HashSet<_> =
            page.lines.iter().enumerate().filter(|(n, _)| edge(page, *n)).map(|(_, l)| shape(l)).collect();
        for shape in shapes {
            *seen.entry(shape).or_default() += 1;
        }
    }
    // Odd and even pages differ, and front matter has its own.
    let enough = (pages.len() / 3).clamp(2, 3);
    for page in pages {
        let keep: Vec<bool> = (0..page.lines.len())
            .map(|n| {
                !(edge(page, n) && page.lines.get(n).is_some_and(|l| seen.get(&shape(l)).is_some_and(|c| *c >= enough)))
            })
            .collect();
        let mut keep = keep.into_iter();
        page.lines.retain(|_| keep.next().unwrap_or(true));
    }
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

    #[test]
    fn leaders() {
        assert!(leads("1 Scope ........... 3") && leads("定義………… 12") && leads("Terms . . . . . . iv"));
        assert!(!leads("See above ... and below") && !leads("It costs 3.50 in 2020"));
    }

    #[test]
    fn hyphens() {
        let words = ["information", "non-public"].map(str::to_string).into();
        let joined = |a: &str, b: &str| {
            let mut text = a.to_string();
            join(&mut text, b, &words);
            text
        };
        assert_eq!(joined("some infor-", "mation is"), "some information is");
        assert_eq!(joined("a non-", "public fact"), "a non-public fact");
        assert_eq!(joined("an unknown obliga-", "tion"), "an unknown obligation");
        assert_eq!(joined("Anglo-", "American"), "Anglo-American");
    }
}
