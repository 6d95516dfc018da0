//! What repeats at the top and bottom of pages: headers, footers, page numbers.

use super::lines::TextLine;
use super::page::PdfPage;
use super::region::Region;
use crate::model::LeftOutReason;
use crate::read::flow::Flow;
use crate::text::numeral::is_low_roman;
use std::collections::{HashMap, HashSet};

/// A line without its page number, and where on the page it stands, in tens of points.
type Shape = (String, i64);

/// Takes out what stands at the top or bottom of several pages, but for its page number: headers, footers.
pub fn drop_furniture(pages: &mut [PdfPage], flow: &mut Flow) {
    let shape = |line: &TextLine| (without_page_number(&line.text), tens(line.y));
    let mut seen: HashMap<Shape, usize> = HashMap::new();
    let edges: Vec<HashSet<Shape>> = pages.iter().map(|page| edge(page).into_iter().map(shape).collect()).collect();
    for shape in edges.iter().flatten() {
        *seen.entry(shape.clone()).or_default() += 1;
    }
    let codes = page_codes(pages);
    let heads = section_heads(pages);
    let middle = tens(pages.iter().flat_map(PdfPage::lines).map(|line| line.y).fold(0.0, f64::max) / 2.0);
    // Odd and even pages differ, and front matter has its own.
    let enough = (pages.len() / 3).clamp(2, 3);
    for (page, edges) in pages.iter_mut().zip(edges) {
        let number = page.number;
        let repeats: HashSet<Shape> = edges.into_iter().filter(|s| seen.get(s).is_some_and(|c| *c >= enough)).collect();
        let has_code = |line: &TextLine| codes_of(line).any(|(shape, _)| codes.contains(&shape));
        // What stands beside the code of the page and beyond says what the page is about.
        let rows = if codes.is_empty() { Vec::new() } else { outer_rows(page) };
        let coded = rows.into_iter().filter(|line| has_code(line)).map(|line| tens(line.y));
        let (above, below): (Vec<i64>, Vec<i64>) = coded.partition(|y| *y < middle);
        let (head, foot) = (above.into_iter().max(), below.into_iter().min());
        let is_beyond = |y: i64| head.is_some_and(|head| y <= head) || foot.is_some_and(|foot| y >= foot);
        let is_furniture = |line: &TextLine| {
            repeats.contains(&shape(line)) || is_beyond(tens(line.y)) || heads.contains(&(number, line.text.clone()))
        };
        let mut dropped: Vec<TextLine> = Vec::new();
        for region in &mut page.regions {
            match region {
                Region::Lines(lines) | Region::Box(lines) => dropped.extend(lines.extract_if(.., |l| is_furniture(l))),
                // The names of columns are repeated as well; they have no page number among them.
                Region::Table(rows) => rows.retain_mut(|row| {
                    if row.iter().flat_map(|(_, lines)| lines).any(|line| is_beyond(tens(line.y))) {
                        row.iter_mut().for_each(|(_, lines)| dropped.extend(lines.extract_if(.., |l| is_furniture(l))));
                    }
                    row.iter().any(|(_, lines)| !lines.is_empty())
                }),
            }
        }
        dropped.into_iter().for_each(|line| flow.leave_out(LeftOutReason::Furniture, line.text, number));
    }
}

fn tens(y: f64) -> i64 {
    (y / 10.0).round() as i64
}

/// The words of a line that are a code as gazettes number their pages, "B2404": the letters with the place of the line, and
/// the number.
fn codes_of(line: &TextLine) -> impl Iterator<Item = (Shape, usize)> {
    line.text.split_whitespace().filter_map(|word| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let letters = word.len() - digits.len();
        let number = digits.parse().ok().filter(|_| (1..=3).contains(&letters) && digits.len() >= 2)?;
        Some(((word.get(..letters)?.to_string(), tens(line.y)), number))
    })
}

/// The codes at the edges of pages that go up with the pages, by ones, or by twos where two pages are printed on one.
fn page_codes(pages: &[PdfPage]) -> HashSet<Shape> {
    const ENOUGH: usize = 3;
    let mut numbers: HashMap<Shape, Vec<(usize, usize)>> = HashMap::new();
    for page in pages {
        for (shape, number) in outer_rows(page).into_iter().flat_map(codes_of) {
            numbers.entry(shape).or_default().push((page.number, number));
        }
    }
    let goes_up = |numbers: &[(usize, usize)], step: usize| {
        let mut counts: HashMap<i64, usize> = HashMap::new();
        for (page, number) in numbers {
            *counts.entry(*number as i64 - (*page * step) as i64).or_default() += 1;
        }
        // Facing pages have a number each.
        let most = counts.values().copied().max().unwrap_or(0);
        most >= ENOUGH && counts.values().filter(|count| **count >= ENOUGH).sum::<usize>() * 10 >= numbers.len() * 8
    };
    let counting = numbers.into_iter().filter(|(_, numbers)| [1, 2].into_iter().any(|step| goes_up(numbers, step)));
    counting.map(|(shape, _)| shape).collect()
}

/// Running heads that name the section, "3 Dues 17", by page and text: in their row is a number that goes up with the pages,
/// and what they say beside it stands in a line of its own where the section begins.
fn section_heads(pages: &[PdfPage]) -> HashSet<(usize, String)> {
    const ENOUGH: usize = 3;
    let compact = |text: &str| text.split_whitespace().collect::<String>();
    let rows: Vec<(&PdfPage, Vec<&TextLine>)> = pages.iter().map(|page| (page, outermost(page))).collect();
    let is_inner = |row: &[&TextLine], line: &TextLine| row.iter().all(|outer| tens(outer.y) != tens(line.y));
    let inner: HashSet<String> = rows
        .iter()
        .flat_map(|(page, row)| page.lines().filter(|line| is_inner(row, line)))
        .map(|line| compact(&line.text))
        .collect();
    // How far a number at an end of a line is from that of the page.
    let counted = |page: &PdfPage, line: &TextLine| {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        let ends = [words.first(), words.last()].into_iter().flatten().filter_map(|word| word.parse::<i64>().ok());
        ends.map(|number| (tens(line.y), number - page.number as i64)).collect::<HashSet<_>>()
    };
    let mut pages_of: HashMap<(i64, i64), usize> = HashMap::new();
    for (page, row) in &rows {
        let places: HashSet<_> = row.iter().flat_map(|line| counted(page, line)).collect();
        places.into_iter().for_each(|place| *pages_of.entry(place).or_default() += 1);
    }
    let counts = |place: &(i64, i64)| pages_of.get(place).is_some_and(|pages| *pages >= ENOUGH);
    let mut heads = HashSet::new();
    for (page, row) in &rows {
        let numbers: HashSet<(i64, i64)> = row.iter().flat_map(|line| counted(page, line)).filter(counts).collect();
        for line in row {
            let numbers = numbers.iter().filter(|(y, _)| *y == tens(line.y));
            let numbers: Vec<String> = numbers.map(|(_, far)| (page.number as i64 + far).to_string()).collect();
            let words: Vec<&str> = line.text.split_whitespace().collect();
            let is_number = |word: Option<&&str>| word.is_some_and(|word| numbers.iter().any(|n| n == word));
            let (from, to) =
                (usize::from(is_number(words.first())), words.len() - usize::from(is_number(words.last())));
            let said = words.get(from..to).unwrap_or_default().concat();
            if !numbers.is_empty() && said.chars().any(char::is_alphabetic) && inner.contains(&said) {
                heads.insert((page.number, line.text.clone()));
            }
        }
    }
    heads
}

/// The lines of text in the highest and in the lowest row of a page.
fn outermost(page: &PdfPage) -> Vec<&TextLine> {
    let edge = edge(page);
    let ends: Vec<i64> = [edge.first(), edge.last()].into_iter().flatten().map(|line| tens(line.y)).collect();
    edge.into_iter().filter(|line| ends.contains(&tens(line.y))).collect()
}

/// The lines of text at the top and the bottom of a page.
fn edge(page: &PdfPage) -> Vec<&TextLine> {
    const LINES: usize = 3;
    let mut lines: Vec<&TextLine> = page
        .regions
        .iter()
        .flat_map(|region| match region {
            Region::Lines(lines) | Region::Box(lines) => lines.as_slice(),
            Region::Table(_) => &[],
        })
        .collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    let below = lines.len().saturating_sub(LINES);
    lines.into_iter().enumerate().filter(|(n, _)| *n < LINES || *n >= below).map(|(_, line)| line).collect()
}

/// All lines, those of tables too, in the rows at the top and the bottom of a page where its code may stand.
fn outer_rows(page: &PdfPage) -> Vec<&TextLine> {
    const ROWS: usize = 5;
    let mut rows: Vec<i64> = page.lines().map(|line| tens(line.y)).collect();
    rows.sort_unstable();
    rows.dedup();
    let (top, bottom) = (rows.get(ROWS - 1), rows.len().checked_sub(ROWS).and_then(|at| rows.get(at)));
    let is_outer = |y: i64| top.is_none_or(|top| y <= *top) || bottom.is_none_or(|bottom| y >= *bottom);
    page.lines().filter(|line| is_outer(tens(line.y))).collect()
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
                if !out.ends_with('#') {
                    out.push('#');
                }
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
    fn page_numbers_are_no_text() {
        for (text, want) in [
            ("Model Law 3", "ModelLaw"),
            ("Page 3 of 9", "#"),
            ("第 3 頁 共 9 頁", "#"),
            ("港口規定 第12页", "港口規定#"),
            ("Ship No. 1 pays 100 yuan", "ShipNo.1pays100yuan"),
        ] {
            assert_eq!(without_page_number(text), want, "{text}");
        }
    }
}
