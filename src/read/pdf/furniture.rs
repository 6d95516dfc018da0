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
    let numbered = numbered(pages);
    // Odd and even pages differ, and front matter has its own.
    let enough = (pages.len() / 3).clamp(2, 3);
    for (page, edges) in pages.iter_mut().zip(edges) {
        let number = page.number;
        let repeats: HashSet<Shape> = edges.into_iter().filter(|s| seen.get(s).is_some_and(|c| *c >= enough)).collect();
        let is_numbered = |line: &TextLine| numbered.contains(&without_digits(line));
        let is_furniture = |line: &TextLine| repeats.contains(&shape(line)) || is_numbered(line);
        let mut dropped: Vec<TextLine> = Vec::new();
        for region in &mut page.regions {
            match region {
                Region::Lines(lines) | Region::Box(lines) => dropped.extend(lines.extract_if(.., |l| is_furniture(l))),
                // The names of columns are repeated as well; they have no page number among them.
                Region::Table(rows) => rows.retain_mut(|row| {
                    let lines = || row.iter().flat_map(|(_, lines)| lines);
                    let head = lines().any(is_numbered) && lines().all(is_furniture);
                    if head {
                        dropped.extend(row.iter_mut().flat_map(|(_, lines)| std::mem::take(lines)));
                    }
                    !head
                }),
            }
        }
        dropped.into_iter().for_each(|line| flow.leave_out(LeftOutReason::Furniture, line.text, number));
    }
}

fn tens(y: f64) -> i64 {
    (y / 10.0).round() as i64
}

/// A line with its figures taken away.
fn without_digits(line: &TextLine) -> Shape {
    (line.text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect(), tens(line.y))
}

/// The lines at the edges of pages that have the number of their page in them, whatever else they say: a figure that goes up
/// with the pages, by ones, or by twos where two pages are printed on one.
fn numbered(pages: &[PdfPage]) -> HashSet<Shape> {
    const ENOUGH: usize = 3;
    let mut figures: HashMap<Shape, Vec<(usize, Vec<usize>)>> = HashMap::new();
    for page in pages {
        for line in edge(page) {
            let runs = line.text.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect();
            figures.entry(without_digits(line)).or_default().push((page.number, runs));
        }
    }
    // A few pages may say the same in another way, or have no number.
    let goes_up = |lines: &[(usize, Vec<usize>)], at: usize, step: usize| {
        let offset = |(page, runs): &(usize, Vec<usize>)| runs.get(at).map(|run| *run as i64 - (*page * step) as i64);
        let mut counts: HashMap<i64, usize> = HashMap::new();
        lines.iter().filter_map(offset).for_each(|offset| *counts.entry(offset).or_default() += 1);
        counts.into_values().any(|count| count >= ENOUGH && count * 10 >= lines.len() * 8)
    };
    let has_number = |lines: &[(usize, Vec<usize>)]| {
        let most = lines.iter().map(|(_, runs)| runs.len()).max().unwrap_or_default();
        (0..most).any(|at| [1, 2].into_iter().any(|step| goes_up(lines, at, step)))
    };
    figures.into_iter().filter(|(_, lines)| has_number(lines)).map(|(shape, _)| shape).collect()
}

/// The lines at the top and the bottom of a page.
fn edge(page: &PdfPage) -> Vec<&TextLine> {
    const ROWS: usize = 3;
    let mut lines: Vec<&TextLine> = page.lines().collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    let heights: Vec<i64> = lines.iter().map(|line| tens(line.y)).collect();
    let mut rows = heights.clone();
    rows.dedup();
    let (top, bottom) = (rows.get(ROWS - 1), rows.len().checked_sub(ROWS).and_then(|at| rows.get(at)));
    let at_edge = |y: i64| top.is_none_or(|top| y <= *top) || bottom.is_none_or(|bottom| y >= *bottom);
    lines.into_iter().zip(heights).filter(|(_, y)| at_edge(*y)).map(|(line, _)| line).collect()
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
    fn a_running_head_has_the_number_of_its_page() {
        let line = |text: &str, y: f64| TextLine::of(&super::super::lines::set(text, 0.0, y)).unwrap();
        let page = |number: usize| {
            let head = format!("第{}條 B{} 附表3", 20 + number / 2, 2400 + 2 * number);
            let lines = vec![line(&head, 20.0), line(&format!("(a) {} items", 7 * number % 5), 40.0)];
            PdfPage { regions: vec![Region::Lines(lines)], number }
        };
        let mut pages: Vec<PdfPage> = (1..5).map(page).collect();
        drop_furniture(&mut pages, &mut Flow::default());
        let left: Vec<String> = pages.iter().flat_map(PdfPage::lines).map(|line| line.text.clone()).collect();
        assert_eq!(left, ["(a) 2 items", "(a) 4 items", "(a) 1 items", "(a) 3 items"]);
    }

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
