//! What each block is: title, heading, note or paragraph. A format that marks headings is believed; in plain text a
//! heading is a short line that ends no sentence and that a number or a legal division opens.

use super::line::{ends_sentence, first_word, is_heading_like};
use super::opening::Opening;
use super::outline::OutlineLine;
use super::title;
use crate::model::{BlockKind, Kind, Shape, Side};
use crate::text::numeral::is_ordinal_sign;
use std::collections::{HashMap, HashSet};

/// Headings without a number, as documents have them.
const NAMES_ZH: [&str; 24] = [
    "前言",
    "序言",
    "引言",
    "導言",
    "导言",
    "摘要",
    "概述",
    "結論",
    "结论",
    "結語",
    "结语",
    "總則",
    "总则",
    "附則",
    "附则",
    "附錄",
    "附录",
    "附件",
    "目錄",
    "目录",
    "參考文獻",
    "参考文献",
    "後記",
    "后记",
];
const NAMES_EN: [&str; 14] = [
    "preface",
    "foreword",
    "introduction",
    "preamble",
    "abstract",
    "summary",
    "overview",
    "conclusion",
    "conclusions",
    "appendix",
    "annex",
    "contents",
    "references",
    "schedule",
];

/// Sets the kind of every line of a side; `title` is what the format gives as title.
pub(super) fn mark(lines: &mut [OutlineLine], side: Side, title: Option<&str>) {
    title::mark_notes(lines);
    if lines.iter().any(|line| matches!(line.block, BlockKind::Heading(_))) {
        title::by_level(lines);
    } else {
        let headings = headings(lines, side);
        for (line, heading) in lines.iter_mut().zip(headings) {
            if heading {
                line.paragraph.kind = Kind::Heading;
            }
        }
        title::by_place(lines, side, title);
    }
}

fn is_toc(text: &str) -> bool {
    text.contains("....") || text.contains("……") || text.contains("····") || text.contains(". . .")
}

fn headings(lines: &[OutlineLine], side: Side) -> Vec<bool> {
    let statute =
        lines.iter().filter(|line| line.opening.is_some_and(|o| o.numeral.shape == Shape::Article)).count() > 1;
    let items = items(lines, side);
    let mut out: Vec<bool> = lines
        .iter()
        .zip(&items)
        .map(|(line, item)| {
            let (BlockKind::Text, Kind::Paragraph, Some(opening)) = (line.block, line.paragraph.kind, line.opening)
            else {
                return false;
            };
            if opening.numeral.shape.is_division() {
                is_division(line, side)
            } else {
                !statute && !item && is_numbered_heading(line, side)
            }
        })
        .collect();
    drop_contents(lines, &mut out);
    let numbered = out.contains(&true);
    for (i, line) in lines.iter().enumerate() {
        let bare = i
            .checked_sub(1)
            .and_then(|i| lines.get(i))
            .is_some_and(|line| line.opening.is_some() && line.rest().is_empty());
        if line.block == BlockKind::Text
            && line.paragraph.kind == Kind::Paragraph
            && !bare
            && is_name(line, side)
            && let Some(heading) = out.get_mut(i)
        {
            *heading = true;
        }
    }
    if !numbered {
        mark_plain(lines, side, &mut out);
    }
    out
}

/// "第三條", "第三條（目的）", "Chapter I General Provisions"; an article with its text is a paragraph.
fn is_division(line: &OutlineLine, side: Side) -> bool {
    let rest = line.rest();
    let stop = |text: &str| text.trim_start_matches([':', '：', '.', '-', '–', '—']).trim().is_empty();
    stop(rest) || is_heading_like(rest, side) && !is_toc(rest)
}

fn is_numbered_heading(line: &OutlineLine, side: Side) -> bool {
    let rest = line.rest();
    let opens = side == Side::Zh
        || rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '('));
    opens && is_heading_like(rest, side) && !is_toc(rest)
}

/// Items of lists: what a colon announces, and numbers that follow each other without text between them.
fn items(lines: &[OutlineLine], side: Side) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let continues = |one: Opening, two: Opening| {
        one.style == two.style
            && one.numeral.shape == two.numeral.shape
            && one.depth == two.depth
            && one.numeral.value + 1 == two.numeral.value
    };
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        while let (Some(one), Some(two)) =
            (lines.get(end - 1).and_then(|line| line.opening), lines.get(end).and_then(|line| line.opening))
        {
            if !continues(one, two) {
                break;
            }
            end += 1;
        }
        let announced =
            lines.get(start).is_some_and(|line| line.opening.is_some_and(|opening| opening.numeral.value == 1))
                && start
                    .checked_sub(1)
                    .and_then(|i| lines.get(i))
                    .is_some_and(|line| line.text().trim_end().ends_with([':', '：']));
        let sentences = lines.get(start..end).unwrap_or(&[]).iter().any(|line| !is_numbered_heading(line, side));
        if announced || end - start > 2 || end - start == 2 && sentences {
            out.iter_mut().take(end).skip(start).for_each(|item| *item = true);
        }
        start = end;
    }
    out
}

/// A run of headings that all come again later is a table of contents.
fn drop_contents(lines: &[OutlineLine], out: &mut [bool]) {
    let last: HashMap<&str, usize> = lines.iter().map(|line| line.text().trim()).zip(0..).collect();
    let mut run: Vec<usize> = Vec::new();
    let mut drop = Vec::new();
    let mut close = |run: &mut Vec<usize>, texts: &mut HashSet<&str>| {
        let again =
            run.iter().filter(|i| lines.get(**i).is_some_and(|line| last.get(line.text().trim()) > Some(i))).count();
        if run.len() > 2 && again * 5 >= run.len() * 4 {
            drop.append(run);
        }
        run.clear();
        texts.clear();
    };
    let mut texts = HashSet::new();
    for (i, line) in lines.iter().enumerate() {
        let text = line.text().trim();
        let heading = out.get(i) == Some(&true);
        // The first heading of the text itself may follow the list closely; it repeats an entry.
        if !heading || texts.contains(text) {
            close(&mut run, &mut texts);
        }
        if heading {
            run.push(i);
            texts.insert(text);
        }
    }
    close(&mut run, &mut texts);
    for i in drop {
        if let Some(heading) = out.get_mut(i) {
            *heading = false;
        }
    }
}

fn is_name(line: &OutlineLine, side: Side) -> bool {
    let text = line.text().trim();
    match side {
        Side::Zh => {
            let name: String = text.chars().take(20).filter(|c| !c.is_whitespace()).collect();
            text.chars().count() < 20
                && NAMES_ZH.iter().any(|known| {
                    name.strip_prefix(known)
                        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric() || is_ordinal_sign(c)))
                })
        }
        Side::En => {
            let word = first_word(text);
            let rest = text.get(word.len()..).unwrap_or("").trim();
            text.len() < 24
                && NAMES_EN.contains(&word.to_ascii_lowercase().as_str())
                && rest.len() < 4
                && rest.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        }
    }
}

/// Short lines before text, in a document that has no numbered headings.
fn mark_plain(lines: &[OutlineLine], side: Side, out: &mut [bool]) {
    let short = |text: &str| match side {
        Side::Zh => text.chars().take(21).count() <= 20,
        Side::En => text.split_whitespace().count() <= 10 && text.starts_with(|c: char| c.is_uppercase()),
    };
    let plain = |line: &OutlineLine| {
        line.block == BlockKind::Text && line.paragraph.kind == Kind::Paragraph && line.opening.is_none()
    };
    let found: Vec<usize> = lines
        .windows(3)
        .enumerate()
        .filter_map(|(i, three)| match three {
            [before, line, after] => {
                let text = line.text();
                let heading = plain(line)
                    && short(text)
                    && is_heading_like(text, side)
                    && !text.contains(['@', '：', ':', '\t'])
                    && !text.contains("://");
                let ground = (ends_sentence(before.text()) || i == 0)
                    && ends_sentence(after.text())
                    && after.text().len() > text.len() * 2;
                (heading && ground && !before.text().ends_with([':', '：'])).then_some(i + 1)
            }
            _ => None,
        })
        .collect();
    if found.len() > 1 && found.len() * 2 < lines.len() {
        for i in found {
            if let Some(heading) = out.get_mut(i) {
                *heading = true;
            }
        }
    }
}
