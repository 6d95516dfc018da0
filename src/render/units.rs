//! Aligned units for other tools, written one at a time, so that an index of any size can be written out: TMX, XLIFF,
//! TSV, JSON Lines, and the two files of Moses.

use super::{tmx, xliff};
use crate::model::{Level, Passage, Side, Span};
use crate::{Error, Result};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// One unit: a passage, one of its sentences, or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// `DOC#SECTION.N`, `DOC#SECTION.N:S`, `DOC#N`; unique in what is written.
    pub id: String,
    /// The file's own name for a row, which need not be unique.
    pub reference: Option<&'a str>,
    /// `None` where there is no text on the side.
    pub zh: Option<&'a str>,
    pub en: Option<&'a str>,
}

impl<'a> Unit<'a> {
    /// A passage as one unit.
    pub fn passage(passage: &'a Passage) -> Unit<'a> {
        let text = |side: Side| passage.side(side).map(|s| s.text.as_str());
        let reference = passage.reference.as_deref();
        Unit { id: passage.id.to_string(), reference, zh: text(Side::Zh), en: text(Side::En) }
    }

    /// A passage as a unit for each of its sentence pairs.
    pub fn sentences(passage: &'a Passage) -> Vec<Unit<'a>> {
        if passage.sentences.len() < 2 {
            return vec![Unit::passage(passage)];
        }
        let pairs = passage.sentences.iter().zip(1..);
        pairs
            .map(|(pair, n)| {
                let text = |side: Side| pair.get(side).map(|span: Span| span.of(passage.text(side)));
                let id = passage.id.with_sentence(n).to_string();
                Unit { id, reference: None, zh: text(Side::Zh), en: text(Side::En) }
            })
            .collect()
    }

    /// What the row is called: by its file, or else by us.
    pub fn name(&self) -> &str {
        self.reference.filter(|name| !name.is_empty()).unwrap_or(&self.id)
    }

    /// The document that the id names.
    pub(super) fn document(&self) -> &str {
        self.id.rsplit_once('#').map_or("", |(document, _)| document)
    }
}

/// How units are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFormat {
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// XLIFF 2.1.
    Xliff,
    /// `zh`, `en`, `ref` below a header row.
    Tsv,
    /// An object a line.
    Jsonl,
}

/// Writes units in a format that `index` reads again.
pub struct Units<'w> {
    out: &'w mut dyn Write,
    format: UnitFormat,
    xliff: xliff::Xliff,
}

impl std::fmt::Debug for Units<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Units").field("format", &self.format).finish_non_exhaustive()
    }
}

impl<'w> Units<'w> {
    /// Opens the file; `level` is what a unit is.
    ///
    /// # Errors
    /// [`Error::Output`] when the output cannot be written, here and below.
    pub fn begin(out: &'w mut dyn Write, format: UnitFormat, level: Level) -> Result<Self> {
        match format {
            UnitFormat::Tmx => tmx::begin(out, level),
            UnitFormat::Xliff => xliff::begin(out),
            // A header settles what the cells alone may leave open: a text in both columns, a column of figures.
            UnitFormat::Tsv => writeln!(out, "zh\ten\tref"),
            UnitFormat::Jsonl => Ok(()),
        }
        .map_err(Error::Output)?;
        Ok(Units { out, format, xliff: xliff::Xliff::default() })
    }

    pub fn unit(&mut self, unit: &Unit<'_>) -> Result<()> {
        match self.format {
            UnitFormat::Tmx => tmx::unit(self.out, unit),
            UnitFormat::Xliff => self.xliff.unit(self.out, unit),
            UnitFormat::Tsv => {
                let text = |side: Option<&str>| side.unwrap_or_default().to_string();
                writeln!(self.out, "{}", row_tsv(&text(unit.zh), &text(unit.en), unit.name()))
            }
            UnitFormat::Jsonl => jsonl(self.out, unit),
        }
        .map_err(Error::Output)
    }

    pub fn end(mut self) -> Result<()> {
        match self.format {
            UnitFormat::Tmx => tmx::end(self.out),
            UnitFormat::Xliff => self.xliff.end(self.out),
            UnitFormat::Tsv | UnitFormat::Jsonl => Ok(()),
        }
        .map_err(Error::Output)
    }
}

/// `zh`, `en`, id: a line that `index` reads again. Tabs and line ends inside a text become blanks.
pub fn row_tsv(zh: &str, en: &str, reference: &str) -> String {
    format!("{}\t{}\t{}", flat(zh), flat(en), flat(reference))
}

/// Both sides of a unit as lines of two files (Moses): line n of the one is line n of the other. Line ends inside a
/// text become blanks, a side without text an empty line; there is no place for names.
///
/// # Errors
/// [`Error::Output`] when one of the two cannot be written.
pub fn moses(zh: &mut dyn Write, en: &mut dyn Write, unit: &Unit<'_>) -> Result<()> {
    let line = |out: &mut dyn Write, text: Option<&str>| writeln!(out, "{}", flat(text.unwrap_or_default()));
    line(zh, unit.zh).and_then(|()| line(en, unit.en)).map_err(Error::Output)
}

fn flat(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// A unit of an export, one a line.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Unit")]
pub(super) struct WireUnit<'a> {
    id: &'a str,
    /// The file's own name for a row.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    /// Null where the side is missing.
    zh: Option<&'a str>,
    /// Null where the side is missing.
    en: Option<&'a str>,
}

fn jsonl(out: &mut dyn Write, unit: &Unit<'_>) -> io::Result<()> {
    let line = WireUnit { id: &unit.id, reference: unit.reference, zh: unit.zh, en: unit.en };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}
