//! From the lines of pages to paragraphs: what repeats on every page, and where a paragraph ends.

use super::contents::{chapters, leads, lines_of_forms};
use super::furniture::drop_furniture;
use super::labels::{bullet, labelled};
use super::lines::TextLine;
use super::page::{PdfPage, row_text};
use super::region::{Region, TableRow};
use crate::model::{Block, BlockKind, LeftOutReason};
use crate::read::columns::names_both;
use crate::read::flow::{CellSpan, Flow};
use crate::read::language::is_cjk;
use crate::read::line_join::join_line;
use crate::text::lexicon::Lexicon;
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
    let forms = lines_of_forms(&pages);
    let chapters = chapters(&pages, &forms);
    let mut text = RunningText {
        leading: usual_leading(&lines),
        words: &words,
        forms: &forms,
        chapters: &chapters,
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
        let said = row_text(&row);
        if text.chapters.contains(&(page, said.clone())) {
            flow.leave_out(LeftOutReason::Contents, said, page);
            continue;
        }
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
    /// Lines of forms, by page and text, whose dots lead to a number.
    forms: &'w HashSet<(usize, String)>,
    /// Titles in a table of contents without dots, by page and text.
    chapters: &'w HashSet<(usize, String)>,
    /// Sizes larger than the text's, the largest first.
    larger: &'w [i64],
    blocks: Vec<Block>,
    /// The line before, with its page, and whether it opens a paragraph.
    before: Option<(usize, TextLine, bool)>,
}

impl RunningText<'_> {
    fn add(&mut self, page: usize, line: TextLine, flow: &mut Flow) {
        if leads(&line.text) {
            if !self.forms.contains(&(page, line.text.clone())) {
                return flow.leave_out(LeftOutReason::Contents, line.text, page);
            }
            self.before = None;
            return self.blocks.push(Block::paragraph(line.text, page));
        }
        if self.chapters.contains(&(page, line.text.clone())) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
