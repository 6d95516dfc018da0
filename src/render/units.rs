//! Aligned units for other tools, written one at a time, so that an index of any size can be written out: TMX, XLIFF,
//! TSV, CSV, JSON Lines, XLSX, tables of two columns as DOCX and HTML, and the two files of Moses.

use super::html::table;
use super::json::{WirePlace, wire_place};
use super::tsv::flat;
use super::unit::Unit;
use super::{docx, tmx, xliff, xlsx};
use crate::model::{Level, Position};
use crate::text::detect::{Script, script};
use crate::{Error, Result};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

/// Units that are looked at to tell the script of the Chinese.
const SAMPLE: usize = 50;

/// How units are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFormat {
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// XLIFF 2.1.
    Xliff,
    /// `zh`, `en`, `ref` below a header row.
    Tsv,
    /// The same with commas and quotation marks (RFC 4180), and the mark that spreadsheets know UTF-8 by.
    Csv,
    /// The same as a workbook (Office Open XML).
    Xlsx,
    /// An object a line.
    Jsonl,
    /// A table of two columns as a text document (Office Open XML): the texts alone, without names.
    Docx,
    /// The same as a web page.
    Html,
}

/// Writes units in a format that `index` reads again.
pub struct Units<'w> {
    out: &'w mut dyn Write,
    format: UnitFormat,
    level: Level,
    /// Whether units say how they are cited.
    cites: bool,
    /// What the Chinese is called where the format wants to know; its script tells where nothing is said.
    zh_lang: Option<String>,
    /// Units that came before it was known what the Chinese is called; `None` when it is.
    waiting: Option<Vec<OwnedUnit>>,
    xliff: xliff::Xliff,
    workbook: xlsx::Workbook,
    document: docx::Document,
}

impl std::fmt::Debug for Units<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Units").field("format", &self.format).finish_non_exhaustive()
    }
}

/// A unit that is kept for a while.
struct OwnedUnit {
    id: String,
    reference: Option<String>,
    at: Option<Position>,
    zh: Option<String>,
    en: Option<String>,
    citation: Option<String>,
}

impl OwnedUnit {
    fn new(unit: &Unit<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(String::from);
        let (zh, en) = (owned(unit.zh.as_deref()), owned(unit.en.as_deref()));
        let citation = owned(unit.citation.as_deref());
        OwnedUnit { id: unit.id.clone(), reference: owned(unit.reference), at: unit.at.cloned(), zh, en, citation }
    }

    fn unit(&self) -> Unit<'_> {
        Unit {
            id: self.id.clone(),
            reference: self.reference.as_deref(),
            at: self.at.as_ref(),
            zh: self.zh.as_deref().map(Cow::from),
            en: self.en.as_deref().map(Cow::from),
            citation: self.citation.as_deref().map(Cow::from),
        }
    }
}

impl<'w> Units<'w> {
    /// Opens the file; `level` is what a unit is.
    ///
    /// # Errors
    /// [`Error::Output`] when the output cannot be written, here and below.
    pub fn begin(out: &'w mut dyn Write, format: UnitFormat, level: Level) -> Result<Self> {
        Ok(Units {
            out,
            format,
            level,
            cites: false,
            zh_lang: None,
            waiting: Some(Vec::new()),
            xliff: xliff::Xliff::default(),
            workbook: xlsx::Workbook::default(),
            document: docx::Document::default(),
        })
    }

    /// Calls the Chinese by a language tag (BCP 47), instead of `zh-TW` or `zh-CN` by its script.
    #[must_use]
    pub fn zh_lang(mut self, tag: Option<&str>) -> Self {
        self.zh_lang = tag.map(String::from);
        self
    }

    /// Says of each unit how it is cited: in a column `cite`, a property or a note, as the format has them.
    #[must_use]
    pub fn citing(mut self, cites: bool) -> Self {
        self.cites = cites;
        self
    }

    /// Writes a unit.
    pub fn unit(&mut self, unit: &Unit<'_>) -> Result<()> {
        let Some(waiting) = &mut self.waiting else { return self.write(unit) };
        waiting.push(OwnedUnit::new(unit));
        if waiting.len() < SAMPLE { Ok(()) } else { self.settle() }
    }

    /// Writes what the format ends with.
    pub fn end(mut self) -> Result<()> {
        self.settle()?;
        match self.format {
            UnitFormat::Tmx => tmx::end(self.out),
            UnitFormat::Xliff => self.xliff.end(self.out),
            UnitFormat::Xlsx => self.workbook.end(self.out),
            UnitFormat::Docx => self.document.end(self.out),
            UnitFormat::Html => table::end(self.out),
            UnitFormat::Tsv | UnitFormat::Csv | UnitFormat::Jsonl => Ok(()),
        }
        .map_err(Error::Output)
    }

    /// Writes what the format begins with, and the units that have waited for it.
    fn settle(&mut self) -> Result<()> {
        let Some(waiting) = self.waiting.take() else { return Ok(()) };
        let zh = self.zh_lang.get_or_insert_with(|| tag(&waiting).into()).as_str();
        let head = if self.cites { &["zh", "en", "ref", "cite"][..] } else { &["zh", "en", "ref"] };
        match self.format {
            UnitFormat::Tmx => tmx::begin(self.out, self.level, zh),
            UnitFormat::Xliff => xliff::begin(self.out, zh),
            // A header settles what the cells alone may leave open: a text in both columns, a column of figures.
            UnitFormat::Tsv => writeln!(self.out, "{}", head.join("\t")),
            UnitFormat::Csv => write!(self.out, "\u{feff}{}\r\n", head.join(",")),
            UnitFormat::Xlsx => {
                self.workbook.row(head);
                Ok(())
            }
            UnitFormat::Docx => {
                self.document.begin(zh, self.cites);
                Ok(())
            }
            UnitFormat::Html => table::begin(self.out, zh, self.cites),
            UnitFormat::Jsonl => Ok(()),
        }
        .map_err(Error::Output)?;
        waiting.iter().try_for_each(|unit| self.write(&unit.unit()))
    }

    fn write(&mut self, unit: &Unit<'_>) -> Result<()> {
        let zh_lang = self.zh_lang.as_deref().unwrap_or("zh");
        let (zh, en) = (unit.zh.as_deref().unwrap_or_default(), unit.en.as_deref().unwrap_or_default());
        let row: Vec<&str> = [zh, en, unit.name()].into_iter().chain(unit.citation.as_deref()).collect();
        match self.format {
            UnitFormat::Tmx => tmx::unit(self.out, unit, zh_lang),
            UnitFormat::Xliff => self.xliff.unit(self.out, unit),
            UnitFormat::Tsv => {
                writeln!(self.out, "{}", row.iter().map(|cell| flat(cell)).collect::<Vec<_>>().join("\t"))
            }
            UnitFormat::Csv => {
                write!(self.out, "{}\r\n", row.into_iter().map(quoted).collect::<Vec<_>>().join(","))
            }
            UnitFormat::Xlsx => {
                self.workbook.row(&row);
                Ok(())
            }
            UnitFormat::Docx => {
                self.document.unit(unit, zh_lang);
                Ok(())
            }
            UnitFormat::Html => table::unit(self.out, unit, zh_lang),
            UnitFormat::Jsonl => jsonl(self.out, unit),
        }
        .map_err(Error::Output)
    }
}

/// What CAT tools call the Chinese of these units: by region, as most of them know no scripts.
fn tag(units: &[OwnedUnit]) -> &'static str {
    let texts: String = units.iter().filter_map(|unit| unit.zh.as_deref()).collect();
    match script(&texts) {
        Script::Hant => "zh-TW",
        Script::Hans => "zh-CN",
        Script::Unknown => "zh",
    }
}

/// A cell of CSV. All of them are quoted: a text may hold anything.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Both sides of a unit as lines of two files (Moses): line n of the one is line n of the other. Line ends inside a
/// text become blanks, a side without text an empty line; there is no place for names.
///
/// # Errors
/// [`Error::Output`] when one of the two cannot be written.
pub fn moses(zh: &mut dyn Write, en: &mut dyn Write, unit: &Unit<'_>) -> Result<()> {
    let line = |out: &mut dyn Write, text: Option<&str>| writeln!(out, "{}", flat(text.unwrap_or_default()));
    line(zh, unit.zh.as_deref()).and_then(|()| line(en, unit.en.as_deref())).map_err(Error::Output)
}

/// A unit of an export, one a line.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Unit")]
pub(super) struct WireUnit<'a> {
    id: &'a str,
    /// The file's own name for a row.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    /// Where it begins in its file, as far as that is known; of a sentence, where its passage does.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<WirePlace<'a>>,
    /// Null where the side is missing.
    zh: Option<&'a str>,
    /// Null where the side is missing.
    en: Option<&'a str>,
    /// How it is cited, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    cite: Option<&'a str>,
}

fn jsonl(out: &mut dyn Write, unit: &Unit<'_>) -> io::Result<()> {
    let (zh, en) = (unit.zh.as_deref(), unit.en.as_deref());
    let line = WireUnit {
        id: &unit.id,
        reference: unit.reference,
        at: unit.at.map(wire_place),
        zh,
        en,
        cite: unit.citation.as_deref(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: UnitFormat, texts: &[(&str, &str)], zh_lang: Option<&str>) -> String {
        let mut out = Vec::new();
        let mut units = Units::begin(&mut out, format, Level::Paragraph).unwrap().zh_lang(zh_lang);
        for (n, (zh, en)) in texts.iter().enumerate() {
            let side = |text: &'static str| Some(text).filter(|text| !text.is_empty());
            let (zh, en): (&'static str, &'static str) = (zh.to_string().leak(), en.to_string().leak());
            units
                .unit(&Unit {
                    id: format!("d#{}", n + 1),
                    reference: None,
                    at: None,
                    zh: side(zh).map(Into::into),
                    en: side(en).map(Into::into),
                    citation: None,
                })
                .unwrap();
        }
        units.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_chinese_is_called_by_its_script_or_as_it_is_told() {
        for (zh, told, want) in [
            ("商業秘密", None, "zh-TW"),
            ("商业秘密", None, "zh-CN"),
            ("山水", None, "zh"),
            ("商業秘密", Some("zh-HK"), "zh-HK"),
        ] {
            let texts = [("", "Only English."), (zh, "Both.")];
            let tmx = written(UnitFormat::Tmx, &texts, told);
            assert!(
                tmx.contains(&format!("srclang=\"{want}\"")) && tmx.contains(&format!("xml:lang=\"{want}\"")),
                "{tmx}"
            );
            assert!(written(UnitFormat::Xliff, &texts, told).contains(&format!("srcLang=\"{want}\"")));
        }
        // What comes late does not change what has been said.
        let mut many = vec![("山水", "x"); SAMPLE];
        many.push(("商業秘密", "y"));
        let tmx = written(UnitFormat::Tmx, &many, None);
        assert!(tmx.contains("srclang=\"zh\"") && !tmx.contains("zh-TW"));
    }

    #[test]
    fn a_cell_of_csv_holds_anything() {
        let csv = written(UnitFormat::Csv, &[("他說“好”，\n走了", "He said \"yes\", and left")], None);
        assert_eq!(csv, "\u{feff}zh,en,ref\r\n\"他說“好”，\n走了\",\"He said \"\"yes\"\", and left\",\"d#1\"\r\n");
    }
}
