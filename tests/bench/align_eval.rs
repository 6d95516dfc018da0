//! Aligns pairs of a folder (`NAME.zh` and `NAME.en`) in one run and writes links into another folder, for a scorer
//! to compare with a gold. Line feeds separate segments; they are taken as they are and `NAME.align` gets a bead
//! a line, 0-based, with its confidence.
//!
//! With `--paragraphs`, blank lines separate paragraphs: `NAME.align` gets the links of the paragraphs, and
//! `NAME.lines` those of the lines that the sentences stand on.
//!
//! `cargo run --release -p duizhao-bench --bin align_eval -- [--paragraphs] FOLDER OUT`

#[path = "../it/align/texts.rs"]
mod texts;

use duizhao::align::{Bead, Pair, align, align_segments};
use duizhao::model::Paragraph;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io};
use texts::{line_beads, paragraphs};

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
        for (name, (alignment, (zh, en))) in names.iter().zip(align(&pairs).iter().zip(&sides)) {
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
        for (name, beads) in names.iter().zip(align_segments(&pairs)) {
            write(name, "align", &beads)?;
        }
    }
    let segments: usize = texts.iter().map(|(zh, _)| zh.lines().count()).sum();
    println!("{} documents, {segments} Chinese lines, {:.2} s", texts.len(), start.elapsed().as_secs_f64());
    Ok(())
}
