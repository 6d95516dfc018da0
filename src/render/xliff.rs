//! XLIFF 2.1, unit by unit, a `<file>` for each document. What is written is valid by the core schema
//! (`xliff_core_2.0.xsd`).

use super::unit::Unit;
use super::xml::{attribute, escape};
use std::io::{self, Write};

/// Where the writing stands.
#[derive(Default)]
pub(super) struct Xliff {
    files: usize,
    units: usize,
    /// The document whose `<file>` is open.
    document: String,
}

pub(super) fn begin(out: &mut dyn Write, zh_lang: &str) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
         version=\"2.1\" srcLang=\"{}\" trgLang=\"en\">",
        attribute(zh_lang)
    )
}

impl Xliff {
    /// One unit. An `id` is a name token by the schema and cannot hold ours, which is what `name` is for. A source is
    /// required, so that of an English text without a Chinese one is empty.
    pub fn unit(&mut self, out: &mut dyn Write, unit: &Unit<'_>) -> io::Result<()> {
        let document = unit.document();
        if self.files == 0 || self.document != document {
            self.close_file(out)?;
            self.files += 1;
            self.units = 0;
            self.document = document.to_string();
            write!(out, "<file id=\"f{}\"", self.files)?;
            if !document.is_empty() {
                write!(out, " original=\"{}\"", attribute(document))?;
            }
            writeln!(out, ">")?;
        }
        self.units += 1;
        let laid_out = [&unit.zh, &unit.en].into_iter().flatten().any(|text| is_laid_out(text));
        let space = if laid_out { " xml:space=\"preserve\"" } else { "" };
        write!(out, "<unit id=\"u{}\" name=\"{}\"{space}>", self.units, attribute(unit.name()))?;
        if let Some(citation) = &unit.citation {
            write!(out, "<notes><note category=\"cite\">{}</note></notes>", escape(citation))?;
        }
        write!(out, "<segment><source>{}</source>", escape(unit.zh.as_deref().unwrap_or_default()))?;
        if let Some(en) = &unit.en {
            write!(out, "<target>{}</target>", escape(en))?;
        }
        writeln!(out, "</segment></unit>")
    }

    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.files == 0 {
            // A file without a unit or a group is none by the schema.
            self.files = 1;
            writeln!(out, "<file id=\"f1\"><group id=\"g1\"/>")?;
        }
        self.close_file(out)?;
        writeln!(out, "</xliff>")
    }

    fn close_file(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.files > 0 { writeln!(out, "</file>") } else { Ok(()) }
    }
}

/// Whether a text has white space that a reader of XML may take for layout.
fn is_laid_out(text: &str) -> bool {
    text != text.trim() || text.contains(['\n', '\r', '\t']) || text.contains("  ")
}
