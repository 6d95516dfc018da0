//! Aligns pairs of a folder (`NAME.zh` and `NAME.en`) in one run and writes links into another folder, for a scorer
//! to compare with a gold. Line feeds separate segments; they are taken as they are and `NAME.align` gets a bead
//! a line, 0-based, with its confidence.
//!
//! With `--paragraphs`, blank lines separate paragraphs: `NAME.align` gets the links of the paragraphs, and
//! `NAME.lines` those of the lines that the sentences stand on.
//!
//! `cargo run --release --example align_eval -- [--paragraphs] FOLDER OUT`

use duizhao::align::{Bead, Pair, align, align_segments};
use duizhao::model::{Kind, Link, Numeral, Paragraph, Shape, Span};
use regex::Regex;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (by_paragraphs, folders) = match arguments.split_first() {
        Some((flag, rest)) if flag == "--paragraphs" => (true, rest),
        _ => (false, &arguments[..]),
    };
    let [from, to] = folders else {
        return Err(io::Error::other("usage: align_eval [--paragraphs] FOLDER OUT"));
    };
    let mut names: Vec<PathBuf> = fs::read_dir(from)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "zh"))
        .collect();
    names.sort();
    let texts: Vec<(String, String)> = names
        .iter()
        .map(|p| Ok((fs::read_to_string(p)?, fs::read_to_string(p.with_extension("en"))?)))
        .collect::<io::Result<_>>()?;
    fs::create_dir_all(to)?;
    let write = |name: &Path, extension: &str, beads: &[Bead]| {
        let ids = |r: &Range<usize>| format!("{:?}", r.clone().collect::<Vec<_>>());
        let text: String =
            beads.iter().map(|b| format!("{}:{}:{:.4}\n", ids(&b.zh), ids(&b.en), b.confidence)).collect();
        fs::write(Path::new(to).join(name.file_stem().unwrap_or_default()).with_extension(extension), text)
    };
    let start = Instant::now();
    if by_paragraphs {
        let sides: Vec<(Vec<Paragraph>, Vec<Paragraph>)> =
            texts.iter().map(|(zh, en)| (paragraphs(zh), paragraphs(en))).collect();
        let pairs: Vec<Pair<'_>> = sides.iter().map(|(zh, en)| Pair { zh, en }).collect();
        for (name, (alignment, (zh, en))) in names.iter().zip(align(&pairs).0.iter().zip(&sides)) {
            let links = alignment.links.iter();
            let beads: Vec<Bead> =
                links.clone().map(|l| Bead { zh: l.zh.clone(), en: l.en.clone(), confidence: l.confidence }).collect();
            write(name, "align", &beads)?;
            write(name, "lines", &links.flat_map(|link| line_beads(link, zh, en)).collect::<Vec<_>>())?;
        }
    } else {
        let lines: Vec<(Vec<&str>, Vec<&str>)> =
            texts.iter().map(|(zh, en)| (zh.lines().collect(), en.lines().collect())).collect();
        let pairs: Vec<(&[&str], &[&str])> = lines.iter().map(|(zh, en)| (&zh[..], &en[..])).collect();
        for (name, beads) in names.iter().zip(align_segments(&pairs).0) {
            write(name, "align", &beads)?;
        }
    }
    let segments: usize = texts.iter().map(|(zh, _)| zh.lines().count()).sum();
    println!("{} documents, {segments} Chinese lines, {:.2} s", texts.len(), start.elapsed().as_secs_f64());
    Ok(())
}

/// Paragraphs as the structure stage would give them, for the few kinds of headings that the test texts have.
fn paragraphs(text: &str) -> Vec<Paragraph> {
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
fn line_beads(link: &Link, zh: &[Paragraph], en: &[Paragraph]) -> Vec<Bead> {
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
