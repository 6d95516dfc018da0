//! From the lines of pages to paragraphs: what repeats on every page, and where a paragraph ends.

use super::lines::TextLine;
use super::regions::{PdfPage, Region, TableRow};
use crate::model::{Block, BlockKind, LeftOutReason};
use crate::read::columns::names_both;
use crate::read::flow::{CellSpan, Flow};
use crate::read::language::is_cjk;
use crate::read::line_join::join_line;
use crate::text::lexicon::Lexicon;
use crate::text::numeral::{is_low_roman, is_ordinal_sign};
use std::collections::{HashMap, HashSet};

/// How much larger than the text a heading is set at the least.
const LARGER: f64 = 1.1;

/// Characters of the longest heading.
const HEADING: usize = 120;

/// The text of a document: page furniture and tables of contents left out, wrapped lines joined, tables by rows.
pub fn flow(mut pages: Vec<PdfPage>) -> Flow {
    let mut flow = Flow::default();
    drop_furniture(&mut pages, &mut flow);
    let words: HashSet<String> =
        pages.iter().flat_map(PdfPage::lines).flat_map(|l| l.text.split_whitespace()).map(bare).collect();
    let lines: Vec<(usize, &TextLine)> = pages.iter().flat_map(|p| p.lines().map(|l| (p.number, l))).collect();
    let body = usual_size(&lines);
    let mut larger: Vec<i64> =
        lines.iter().map(|(_, l)| rounded(l.size)).filter(|s| *s > rounded(body * LARGER)).collect();
    larger.sort_unstable_by(|a, b| b.cmp(a));
    larger.dedup();
    let mut text = RunningText {
        leading: usual_leading(&lines),
        words: &words,
        larger: &larger,
        blocks: Vec::new(),
        before: None,
    };
    for PdfPage { regions, number } in pages {
        for region in regions {
            match region {
                Region::Lines(lines) => lines.into_iter().for_each(|line| text.add(number, line, &mut flow)),
                Region::Box(lines) => {
                    text.end(&mut flow);
                    lines.into_iter().for_each(|line| text.add(number, line, &mut flow));
                    text.end(&mut flow);
                }
                Region::Table(rows) => {
                    text.end(&mut flow);
                    table(rows, number, &text, &mut flow);
                }
            }
        }
    }
    text.end(&mut flow);
    flow
}

/// Adds a table, each cell with its lines joined. A label goes before the text that it numbers.
fn table(rows: Vec<TableRow>, page: usize, text: &RunningText<'_>, flow: &mut Flow) {
    flow.open_table();
    for row in rows {
        flow.open_row();
        for (columns, lines) in row {
            flow.open_cell(CellSpan { columns, rows: 1 });
            let mut inner = RunningText { blocks: Vec::new(), before: None, leading: text.leading.clone(), ..*text };
            for line in lines {
                inner.add(page, line, flow);
            }
            for block in inner.blocks {
                flow.block(Block { kind: BlockKind::Text, ..block });
            }
        }
    }
    flow.close_table();
}

/// Lines on their way to paragraphs.
struct RunningText<'w> {
    /// The distance between two lines of a paragraph, by size.
    leading: HashMap<i64, f64>,
    words: &'w HashSet<String>,
    /// Sizes larger than the text's, the largest first.
    larger: &'w [i64],
    blocks: Vec<Block>,
    /// The line before, with its page, and whether it opens a paragraph.
    before: Option<(usize, TextLine, bool)>,
}

impl RunningText<'_> {
    fn add(&mut self, page: usize, line: TextLine, flow: &mut Flow) {
        if leads(&line.text) {
            return flow.leave_out(LeftOutReason::Contents, line.text, page);
        }
        if names_both(&line.text) {
            return flow.leave_out(LeftOutReason::ColumnNames, line.text, page);
        }
        let leading = |l: &TextLine| self.leading.get(&rounded(l.size)).copied().unwrap_or(l.size * 1.3);
        let joined = self
            .before
            .as_ref()
            .is_some_and(|(p, last, opening)| continues(last, &line, *p == page, *opening, leading(&line)));
        match self.blocks.last_mut() {
            Some(block) if joined => join(&mut block.text, &line.text, self.words),
            _ => {
                let level = self
                    .larger
                    .iter()
                    .position(|s| *s == rounded(line.size))
                    .filter(|_| !bullet(&line.text) && line.text.chars().count() <= HEADING);
                let kind =
                    level.map_or(BlockKind::Text, |l| BlockKind::Heading(u8::try_from(l + 1).unwrap_or(6).min(6)));
                self.blocks.push(Block { kind, ..Block::paragraph(line.text.clone(), page) });
            }
        }
        self.before = Some((page, line, !joined));
    }

    /// Hands over the paragraphs so far.
    fn end(&mut self, flow: &mut Flow) {
        self.before = None;
        for mut block in std::mem::take(&mut self.blocks) {
            // What went on for lines, or ends as sentences do, is a paragraph in large print.
            let length = block.text.chars().count();
            let ends = block.text.ends_with(['。', '；', ';', '，']);
            if matches!(block.kind, BlockKind::Heading(_)) && (length > 2 * HEADING || length > HEADING / 3 && ends) {
                block.kind = BlockKind::Text;
            }
            flow.block(block);
        }
    }
}

fn rounded(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// The size in which most of the text is set.
fn usual_size(lines: &[(usize, &TextLine)]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for (_, line) in lines {
        *letters.entry(rounded(line.size)).or_default() += line.text.chars().count();
    }
    letters.into_iter().max_by_key(|(size, n)| (*n, *size)).map_or(0.0, |(size, _)| size as f64 / 2.0)
}

/// The distance between two lines of a paragraph, for each size: the smallest that is usual.
fn usual_leading(lines: &[(usize, &TextLine)]) -> HashMap<i64, f64> {
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
fn continues(last: &TextLine, line: &TextLine, same_page: bool, opens: bool, leading: f64) -> bool {
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
    // A word that was divided goes on, however wide other lines are.
    let divided =
        last.text.ends_with(['-', '\u{2010}']) && last.text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    if divided && line.text.starts_with(|c: char| c.is_lowercase()) {
        return true;
    }
    let cjk = line.text.chars().next().is_some_and(is_cjk);
    let needed = if cjk { 2.2 * line.size } else { last.blank + line.first };
    last.right + needed > last.margin
}

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
        let (closed, hyphenated) = (bare(&format!("{head}{tail}")), bare(&format!("{head}-{tail}")));
        let known = |word: &str| Lexicon::shared().is_english_word(word);
        // "well-known" is two words of their own; "allocation" is one.
        let compound = known(&bare(head)) && known(&bare(tail)) && !known(&closed);
        if words.contains(&closed) || !words.contains(&hyphenated) && !compound {
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

/// A line without its page number, and where on the page it stands, in tens of points.
type Shape = (String, i64);

/// Takes out what stands at the top or bottom of several pages, but for its page number: headers, footers.
fn drop_furniture(pages: &mut [PdfPage], flow: &mut Flow) {
    let shape = |line: &TextLine| (without_page_number(&line.text), (line.y / 10.0).round() as i64);
    let mut seen: HashMap<Shape, usize> = HashMap::new();
    let edges: Vec<HashSet<Shape>> = pages.iter().map(|page| edge(page).into_iter().map(shape).collect()).collect();
    for shape in edges.iter().flatten() {
        *seen.entry(shape.clone()).or_default() += 1;
    }
    // Odd and even pages differ, and front matter has its own.
    let enough = (pages.len() / 3).clamp(2, 3);
    for (page, edges) in pages.iter_mut().zip(edges) {
        let number = page.number;
        let repeats: HashSet<Shape> = edges.into_iter().filter(|s| seen.get(s).is_some_and(|c| *c >= enough)).collect();
        for region in &mut page.regions {
            if let Region::Lines(lines) | Region::Box(lines) = region {
                let (kept, dropped) =
                    std::mem::take(lines).into_iter().partition(|line| !repeats.contains(&shape(line)));
                *lines = kept;
                let dropped: Vec<TextLine> = dropped;
                dropped.into_iter().for_each(|line| flow.leave_out(LeftOutReason::Furniture, line.text, number));
            }
        }
    }
}

/// The lines at the top and the bottom of a page.
fn edge(page: &PdfPage) -> Vec<&TextLine> {
    const ROWS: usize = 3;
    let mut lines: Vec<&TextLine> = page
        .regions
        .iter()
        .flat_map(|region| match region {
            Region::Lines(lines) | Region::Box(lines) => lines.as_slice(),
            Region::Table(_) => &[],
        })
        .collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    let below = lines.len().saturating_sub(ROWS);
    lines.into_iter().enumerate().filter(|(n, _)| *n < ROWS || *n >= below).map(|(_, line)| line).collect()
}

/// A line without a number at either end and without "Page 3 of 9", "第 3 頁". Figures inside of it stay: lines that
/// differ in them say different things.
fn without_page_number(text: &str) -> String {
    let number = |w: &str| w.chars().all(|c| c.is_ascii_digit() || is_low_roman(c) || "-–—/|".contains(c));
    let words: Vec<&str> = text.split_whitespace().collect();
    let from = words.iter().take_while(|w| number(w)).count();
    let to = words.len() - words.iter().rev().take_while(|w| number(w)).count();
    let rest: String = words.get(from..to.max(from)).unwrap_or_default().concat();
    let mut out = String::new();
    let mut left = rest.as_str();
    while let Some(c) = left.chars().next() {
        let lower = left.get(..left.len().min(4)).unwrap_or_default().to_ascii_lowercase();
        let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let page = if lower == "page" {
            Some(4 + left.get(4..).map_or(0, digits))
        } else if matches!(c, '第' | '共') {
            let count = left.get(c.len_utf8()..).map_or(0, digits);
            let end = c.len_utf8() + count;
            let tail = left.get(end..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '頁' | '页'));
            tail.filter(|_| count > 0).map(|tail| end + tail.len_utf8())
        } else if out.ends_with('#') && lower.starts_with("of") {
            Some(2 + left.get(2..).map_or(0, digits))
        } else {
            None
        };
        match page {
            Some(length) => {
                out.push('#');
                left = left.get(length..).unwrap_or_default();
            }
            None => {
                out.push(c);
                left = left.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
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
        assert_eq!(joined("how well-", "known ships"), "how well-known ships");
    }

    #[test]
    fn page_numbers_are_no_text() {
        for (text, want) in [
            ("Model Law 3", "ModelLaw"),
            ("Page 3 of 9", "#"),
            ("第 3 頁 共 9 頁", "##"),
            ("港口規定 第12页", "港口規定#"),
            ("Ship No. 1 pays 100 yuan", "ShipNo.1pays100yuan"),
        ] {
            assert_eq!(without_page_number(text), want, "{text}");
        }
    }
}
