//! A glossary: for reading, as TSV, as JSON, and as TBX, in
//! version 3 (ISO 30042:2019, the core dialect in DCT style) and in version 2 (ISO 30042:2008), which many tools still want.

use super::columns::{display_width, pad};
use super::json;
use super::marked::{ID, QUIET, styled};
use super::style::Style;
use super::xml::escape;
use crate::model::GlossaryTerm;
use crate::{Error, Result};
use std::io::{self, Write};

/// How a glossary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlossaryFormat {
    /// For reading.
    Text,
    /// `zh`, `en`, count, confidence, id, below a header row.
    Tsv,
    /// A termbase, TBX-Core, version 3.
    Tbx,
    /// A termbase, TBX version 2 (`martif`).
    Tbx2,
    /// One object.
    Json,
}

/// Writes the terms of an index.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn glossary(out: &mut dyn Write, terms: &[GlossaryTerm], format: GlossaryFormat, style: &Style) -> Result<()> {
    let written = match format {
        GlossaryFormat::Text => text(out, terms, style),
        GlossaryFormat::Tsv => tsv(out, terms),
        GlossaryFormat::Tbx => tbx(out, terms, &VERSION_3),
        GlossaryFormat::Tbx2 => tbx(out, terms, &VERSION_2),
        GlossaryFormat::Json => json::glossary(out, terms),
    };
    written.map_err(Error::Output)
}

fn text(out: &mut dyn Write, terms: &[GlossaryTerm], style: &Style) -> io::Result<()> {
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(display_width).max().unwrap_or(0).min(40);
    let zh = widest(&mut terms.iter().map(|t| t.zh.as_str()));
    let en = widest(&mut terms.iter().map(|t| t.en.as_str()));
    for term in terms {
        let sure = styled(&format!("{:>3.0} %", term.confidence * 100.0), QUIET, style);
        let id = styled(&term.id.to_string(), ID, style);
        writeln!(out, "{:>6}  {}  {}  {sure}  {id}", term.count, pad(&term.zh, zh), pad(&term.en, en))?;
    }
    Ok(())
}

fn tsv(out: &mut dyn Write, terms: &[GlossaryTerm]) -> io::Result<()> {
    writeln!(out, "zh\ten\tcount\tconfidence\tid")?;
    for term in terms {
        let [zh, en] = [&term.zh, &term.en].map(|text| text.replace(['\t', '\n', '\r'], " "));
        writeln!(out, "{zh}\t{en}\t{}\t{:.3}\t{}", term.count, term.confidence, term.id)?;
    }
    Ok(())
}

/// How a version of TBX says what is the same in both.
struct TbxVersion {
    begin: &'static str,
    /// What follows the source in the header.
    header_end: &'static str,
    concept: &'static str,
    language: &'static str,
    term: &'static str,
    end: &'static str,
}

const VERSION_3: TbxVersion = TbxVersion {
    begin: "<tbx style=\"dct\" type=\"TBX-Core\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n<tbxHeader>",
    header_end: "</tbxHeader>",
    concept: "conceptEntry",
    language: "langSec",
    term: "termSec",
    end: "</tbx>",
};

/// The constraints are those that the standard comes with.
const VERSION_2: TbxVersion = TbxVersion {
    begin: "<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n<martif type=\"TBX\" xml:lang=\"en\">\n<martifHeader>",
    header_end: "<encodingDesc><p type=\"XCSURI\">TBXXCS.xcs</p></encodingDesc></martifHeader>",
    concept: "termEntry",
    language: "langSet",
    term: "tig",
    end: "</martif>",
};

fn tbx(out: &mut dyn Write, terms: &[GlossaryTerm], version: &TbxVersion) -> io::Result<()> {
    let TbxVersion { begin, header_end, concept, language, term: section, end } = version;
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{begin}<fileDesc><sourceDesc>\
         <p>Terms drawn by duizhao {} from an aligned index.</p></sourceDesc></fileDesc>{header_end}\n<text><body>\n",
        env!("CARGO_PKG_VERSION")
    )?;
    for (n, term) in terms.iter().enumerate() {
        writeln!(out, "<{concept} id=\"c{}\">", n + 1)?;
        for (lang, text) in [("zh", &term.zh), ("en", &term.en)] {
            let term = format!("<{section}><term>{}</term></{section}>", escape(text));
            writeln!(out, "<{language} xml:lang=\"{lang}\">{term}</{language}>")?;
        }
        writeln!(out, "</{concept}>")?;
    }
    writeln!(out, "</body></text>\n{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_xml_and_tsv_do_no_harm() {
        let id = "r#1".parse().unwrap();
        let term = GlossaryTerm { zh: "商業\t秘密".into(), en: "R&D <x>".into(), count: 2, confidence: 0.5, id };
        let style = Style::PLAIN;
        let written = |format| {
            let mut out = Vec::new();
            glossary(&mut out, std::slice::from_ref(&term), format, &style).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(GlossaryFormat::Tsv).lines().nth(1), Some("商業 秘密\tR&D <x>\t2\t0.500\tr#1"));
        for format in [GlossaryFormat::Tbx, GlossaryFormat::Tbx2] {
            assert!(written(format).contains("<term>R&amp;D &lt;x&gt;</term>"));
        }
    }
}
