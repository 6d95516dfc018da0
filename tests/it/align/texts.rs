//! Test texts with hand-made links: line feeds separate sentences, blank lines separate paragraphs, and links are
//! between lines that are not blank, counted from 0: `[0, 1]:[0]`, an empty list where nothing corresponds.

use duizhao::align::Bead;
use duizhao::model::{Kind, Link, Numeral, Paragraph, Shape, Span};
use regex::Regex;
use std::ops::Range;

/// Paragraphs as the structure stage would give them, for the few kinds of headings that the test texts have.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let numerals = [
        (Shape::Article, r"^第\s*([0-9]+|[一二三四五六七八九十百]+)\s*條(?:之[一二三四五六七八九十0-9]+)?\s*$|^Article\s+(\d+)(?:-\d+)?\s*$"),
        (Shape::Chapter, r"^第\s*([0-9]+|[一二三四五六七八九十百]+)\s*章|^(?i:chapter)\s+(\d+|[IVXL]+)"),
        (Shape::Major, r"^([一二三四五六七八九十]+)、|^([IVX]+)\."),
    ]
    .map(|(shape, pattern)| (shape, Regex::new(pattern).expect("patterns are right")));
    let mut line = 1;
    let mut paragraphs = Vec::new();
    for (order, text) in text.split("\n\n").map(|p| p.trim_matches('\n')).filter(|p| !p.is_empty()).enumerate() {
        let found = numerals.iter().find_map(|(shape, pattern)| Some((*shape, pattern.captures(text)?)));
        let numeral = found.and_then(|(shape, found)| {
            let number = found.iter().skip(1).flatten().next()?.as_str();
            Some(Numeral { shape, value: value(number)?, len: found.get(0)?.len() })
        });
        let heading = numeral.is_some() && text.len() < 150 && !text.ends_with(['。', '.', '；', ';', '：', ':']);
        let kind = if heading { Kind::Heading } else { Kind::Paragraph };
        let level = u8::from(heading);
        paragraphs.push(Paragraph {
            text: text.into(),
            edits: Vec::new(),
            kind,
            level,
            numeral,
            head: None,
            code: false,
            line,
            order,
        });
        line += text.lines().count() + 1;
    }
    paragraphs
}

fn value(number: &str) -> Option<u32> {
    const ROMAN: [&str; 21] = [
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
        "XVII", "XVIII", "XIX", "XX",
    ];
    let roman = ROMAN.iter().position(|r| *r == number).map(|v| v as u32);
    roman.or_else(|| duizhao::text::number::parse_value(number)?.low.try_into().ok())
}

/// The sentence links of a link, as links between the lines (0-based, blank ones not counted) of the two files.
pub fn line_beads(link: &Link, zh: &[Paragraph], en: &[Paragraph]) -> Vec<Bead> {
    let lines = |span: Option<Span>, paragraphs: &[Paragraph], range: &Range<usize>| -> Range<usize> {
        let before: usize = paragraphs[..range.start].iter().map(|p| p.text.lines().count()).sum();
        let joined: Vec<&str> = paragraphs[range.clone()].iter().map(|p| p.text.as_str()).collect();
        let joined = joined.join("\n");
        let line = |at: usize| before + joined[..at].matches('\n').count();
        span.map_or(before..before, |span| line(span.start)..line(span.end) + 1)
    };
    let mut beads: Vec<Bead> = Vec::new();
    for pair in &link.sentences {
        let bead =
            Bead { zh: lines(pair.zh, zh, &link.zh), en: lines(pair.en, en, &link.en), confidence: pair.confidence };
        // Sentences may be smaller than lines: links that share a line are one.
        let shares = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        match beads.last_mut() {
            Some(last) if shares(&last.zh, &bead.zh) || shares(&last.en, &bead.en) => {
                let join = |a: &Range<usize>, b: &Range<usize>| match (a.is_empty(), b.is_empty()) {
                    (true, _) => b.clone(),
                    (_, true) => a.clone(),
                    _ => a.start..b.end.max(a.end),
                };
                (last.zh, last.en) = (join(&last.zh, &bead.zh), join(&last.en, &bead.en));
            }
            _ => beads.push(bead),
        }
    }
    beads
}
