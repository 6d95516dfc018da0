//! `align`: links between two texts, without an index.

use crate::args::{AlignArgs, AlignFormat, AlignLevel};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::align::{self, Bead, Pair};
use duizhao::model::{Bitext, Level, Side, Sides, Span};
use duizhao::pipeline::{self, Content, Inputs, Source};
use duizhao::read::{Hint, Input};
use duizhao::render::{LinkFormat, WrittenLink, links};
use duizhao::text::sentence::split;
use duizhao::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// One line of the list, or what stands on the command line.
struct Task {
    inputs: Inputs,
    /// Where the links go; `None`: to stdout.
    out: Option<PathBuf>,
}

/// The units of both sides and the links between them.
struct Aligned {
    units: Sides<Vec<String>>,
    beads: Vec<Bead>,
}

pub fn run(args: &AlignArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let tasks = tasks(args)?;
    let aligned = if args.pre_split { pre_split(&tasks)? } else { whole(&tasks, args.level, terminal)? };
    let format = match args.format {
        AlignFormat::Beads => LinkFormat::Beads,
        AlignFormat::Tsv => LinkFormat::Tsv,
        AlignFormat::Tmx => LinkFormat::Tmx,
        AlignFormat::Xliff => LinkFormat::Xliff,
        AlignFormat::Json => LinkFormat::Json,
    };
    // A segment of a file that was split before is taken for a sentence.
    let level = match args.level {
        AlignLevel::Paragraph => Level::Paragraph,
        AlignLevel::Sentence => Level::Sentence,
    };
    for (task, aligned) in tasks.iter().zip(&aligned) {
        let written = written(aligned);
        match &task.out {
            None => links(out, &written, format, level)?,
            Some(path) => {
                let file = File::create(path).map_err(|e| Error::system(path, &e))?;
                let mut file = BufWriter::new(file);
                links(&mut file, &written, format, level)?;
                file.flush().map_err(|e| Error::file(path, e))?;
            }
        }
    }
    Ok(Outcome::Success)
}

fn tasks(args: &AlignArgs) -> Result<Vec<Task>> {
    if let Some(list) = &args.pairs {
        let text = std::fs::read_to_string(list).map_err(|e| Error::system(list, &e))?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        return lines
            .map(|(n, line)| match &line.split('\t').collect::<Vec<_>>()[..] {
                [zh, en] => Ok(Task { inputs: pair(zh, en)?, out: None }),
                [zh, en, out] => Ok(Task { inputs: pair(zh, en)?, out: Some(out.into()) }),
                _ => Err(Error::file(list, format!("line {}: wants zh<TAB>en[<TAB>out]", n + 1))),
            })
            .collect();
    }
    let inputs = match &args.files[..] {
        [zh, en] => pair(zh, en)?,
        [file] if !args.pre_split => Inputs::One(Input::file(file)),
        _ => return Err(Error::Usage("--pre-split wants two files, the Chinese one and the English one".into())),
    };
    Ok(vec![Task { inputs, out: None }])
}

/// Two files, both of which are there: an error about one must not name the other.
fn pair(zh: impl AsRef<Path>, en: impl AsRef<Path>) -> Result<Inputs> {
    for path in [zh.as_ref(), en.as_ref()] {
        File::open(path).map_err(|e| Error::system(path, &e))?;
    }
    Ok(Inputs::Pair(Sides::new(Input::file(zh.as_ref()), Input::file(en.as_ref()))))
}

/// Segments as the files have them, one a line.
fn pre_split(tasks: &[Task]) -> Result<Vec<Aligned>> {
    let mut all = Vec::new();
    for task in tasks {
        let Inputs::Pair(pair) = &task.inputs else { continue };
        all.push(Sides::new(lines(&pair.zh)?, lines(&pair.en)?));
    }
    let segments: Vec<(Vec<&str>, Vec<&str>)> = all
        .iter()
        .map(|sides| (sides.zh.iter().map(String::as_str).collect(), sides.en.iter().map(String::as_str).collect()))
        .collect();
    let pairs: Vec<(&[&str], &[&str])> = segments.iter().map(|(zh, en)| (&zh[..], &en[..])).collect();
    let beads = align::align_segments(&pairs);
    Ok(all.into_iter().zip(beads).map(|(units, beads)| Aligned { units, beads }).collect())
}

fn lines(input: &Input) -> Result<Vec<String>> {
    let (text, _) = duizhao::read::text_of(input, &Hint::default())?;
    let mut lines: Vec<String> = text.split('\n').map(|l| l.trim_end_matches('\r').to_string()).collect();
    // The end of the last line opens no further one.
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    Ok(lines)
}

/// Documents read, cleaned and structured as for an index.
fn whole(tasks: &[Task], level: AlignLevel, terminal: &Terminal) -> Result<Vec<Aligned>> {
    let mut bitexts: Vec<Bitext> = Vec::new();
    for (n, task) in tasks.iter().enumerate() {
        let source = Source { id: (n + 1).to_string(), inputs: task.inputs.clone(), encoding: None };
        let prepared = pipeline::prepare(&source)?;
        for warning in &prepared.info.warnings {
            terminal.warning(&format!("{}: {warning}", prepared.info.paths.join(" + ")));
        }
        match prepared.content {
            Content::Text(bitext) => bitexts.push(*bitext),
            Content::Rows(_) => {
                let path = task.inputs.all().first().map(|i| i.path().to_path_buf()).unwrap_or_default();
                return Err(Error::file(path, "has rows that bring their alignment; there is nothing to align"));
            }
        }
    }
    let pairs: Vec<Pair<'_>> = bitexts.iter().map(|b| Pair { zh: &b.zh, en: &b.en }).collect();
    let alignments = align::align(&pairs);
    let aligned = bitexts.iter().zip(&alignments).map(|(bitext, alignment)| match level {
        AlignLevel::Paragraph => Aligned {
            units: Sides::new(Side::Zh, Side::En)
                .map(|side| bitext.side(side).iter().map(|p| p.text.clone()).collect()),
            beads: align::paragraph_beads(alignment),
        },
        AlignLevel::Sentence => Aligned {
            units: Sides::new(Side::Zh, Side::En).map(|side| sentences(bitext, side)),
            beads: align::sentence_beads(bitext, alignment),
        },
    });
    Ok(aligned.collect())
}

fn sentences(bitext: &Bitext, side: Side) -> Vec<String> {
    let of =
        |text: &str| -> Vec<String> { split(text, side).iter().map(|span: &Span| span.of(text).to_string()).collect() };
    bitext.side(side).iter().flat_map(|p| of(&p.text)).collect()
}

fn written(aligned: &Aligned) -> Vec<WrittenLink> {
    aligned
        .beads
        .iter()
        .map(|bead| WrittenLink {
            zh: bead.zh.clone(),
            en: bead.en.clone(),
            confidence: bead.confidence,
            zh_text: joined(&aligned.units.zh, bead.zh.clone(), ""),
            en_text: joined(&aligned.units.en, bead.en.clone(), " "),
        })
        .collect()
}

fn joined(units: &[String], range: std::ops::Range<usize>, between: &str) -> Option<String> {
    units.get(range).filter(|units| !units.is_empty()).map(|units| units.join(between))
}
