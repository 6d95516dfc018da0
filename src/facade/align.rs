//! Alignment without an index: files to links.

use crate::align::{self, Bead, Pair};
use crate::model::{AlignedLink, AlignedText, Bitext, Level, Side, Sides};
use crate::pipeline::{self, Content, Inputs, Source};
use crate::read::{self, Hint, Input};
use crate::request::{AlignRequest, AlignSource};
use crate::text::sentence::split;
use crate::{Error, Result};
use std::fs::File;
use std::ops::Range;
use std::path::PathBuf;

/// Links the two sides of texts. All of them are learnt from together; the answer has one entry for each, in order.
///
/// # Errors
/// [`Error::File`] for a file that cannot be read or brings its alignment, [`Error::Usage`] for a single file that is
/// said to have one segment a line.
pub fn align_texts(request: &AlignRequest) -> Result<Vec<AlignedText>> {
    let texts = request.texts.iter().map(|source| inputs(source, request)).collect::<Result<Vec<_>>>()?;
    if request.pre_split { pre_split(&texts) } else { whole(&texts, request.level) }
}

/// Files that are all there: an error about one must not name the other.
fn inputs(source: &AlignSource, request: &AlignRequest) -> Result<Inputs> {
    let input = |path: &PathBuf| match request.given.iter().find(|(name, _)| name == path) {
        Some((_, bytes)) => Ok(Input::bytes(path, bytes.as_slice())),
        None => match File::open(path) {
            Ok(_) => Ok(Input::file(path)),
            Err(error) => Err(Error::system(path, &error)),
        },
    };
    Ok(match source {
        AlignSource::File(file) => Inputs::One(input(file)?),
        AlignSource::Pair(zh, en) => Inputs::Pair(Sides::new(input(zh)?, input(en)?)),
    })
}

/// Segments as the files have them, one a line.
fn pre_split(texts: &[Inputs]) -> Result<Vec<AlignedText>> {
    let mut all = Vec::new();
    for inputs in texts {
        let Inputs::Pair(pair) = inputs else {
            let text = "segments of one line each want two files, the Chinese one and the English one";
            return Err(Error::Usage(text.into()));
        };
        all.push(Sides::new(lines(&pair.zh)?, lines(&pair.en)?));
    }
    let segments: Vec<(Vec<&str>, Vec<&str>)> = all
        .iter()
        .map(|sides| (sides.zh.iter().map(String::as_str).collect(), sides.en.iter().map(String::as_str).collect()))
        .collect();
    let pairs: Vec<(&[&str], &[&str])> = segments.iter().map(|(zh, en)| (&zh[..], &en[..])).collect();
    let beads = align::align_segments(&pairs);
    Ok(all.iter().zip(beads).map(|(units, beads)| linked(units, beads, Vec::new())).collect())
}

fn lines(input: &Input) -> Result<Vec<String>> {
    let (text, _) = read::text_of(input, &Hint::default())?;
    let mut lines: Vec<String> = text.split('\n').map(|l| l.trim_end_matches('\r').to_string()).collect();
    // The end of the last line opens no further one.
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    Ok(lines)
}

/// Documents read, cleaned and structured as for an index.
fn whole(texts: &[Inputs], level: Level) -> Result<Vec<AlignedText>> {
    let (mut bitexts, mut warnings): (Vec<Bitext>, Vec<Vec<String>>) = Default::default();
    for (n, inputs) in texts.iter().enumerate() {
        let source = Source { id: (n + 1).to_string(), inputs: inputs.clone(), encoding: None, fields: Vec::new() };
        let prepared = pipeline::prepare(&source)?;
        if let Some(error) = prepared.unread {
            return Err(error);
        }
        let named = |warning: &String| format!("{}: {warning}", prepared.info.paths.join(" + "));
        warnings.push(prepared.info.warnings.iter().map(named).collect());
        match prepared.content {
            Content::Text(bitext) => bitexts.push(*bitext),
            Content::Rows(_) => {
                let path = inputs.all().first().map_or_else(PathBuf::new, |input| input.path().to_path_buf());
                return Err(Error::file(path, "has rows that bring their alignment; there is nothing to align"));
            }
        }
    }
    let pairs: Vec<Pair<'_>> = bitexts.iter().map(|b| Pair { zh: &b.zh, en: &b.en }).collect();
    let alignments = align::align(&pairs);
    let aligned = bitexts.iter().zip(&alignments).zip(warnings).map(|((bitext, alignment), warnings)| {
        let sides = Sides::new(Side::Zh, Side::En);
        match level {
            Level::Paragraph => {
                let units = sides.map(|side| bitext.side(side).iter().map(|p| p.text.clone()).collect());
                linked(&units, align::paragraph_beads(alignment), warnings)
            }
            Level::Sentence => {
                let units = sides.map(|side| sentences(bitext, side));
                linked(&units, align::sentence_beads(bitext, alignment), warnings)
            }
        }
    });
    Ok(aligned.collect())
}

fn sentences(bitext: &Bitext, side: Side) -> Vec<String> {
    let of = |text: &str| -> Vec<String> { split(text, side).iter().map(|span| span.of(text).to_string()).collect() };
    bitext.side(side).iter().flat_map(|p| of(&p.text)).collect()
}

fn linked(units: &Sides<Vec<String>>, beads: Vec<Bead>, warnings: Vec<String>) -> AlignedText {
    let links = beads.into_iter().map(|bead| AlignedLink {
        zh_text: joined(&units.zh, bead.zh.clone(), ""),
        en_text: joined(&units.en, bead.en.clone(), " "),
        zh: bead.zh,
        en: bead.en,
        confidence: bead.confidence,
    });
    AlignedText { links: links.collect(), warnings }
}

fn joined(units: &[String], range: Range<usize>, between: &str) -> Option<String> {
    units.get(range).filter(|units| !units.is_empty()).map(|units| units.join(between))
}
