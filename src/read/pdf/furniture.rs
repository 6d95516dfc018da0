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
