//! TMX 1.4b, unit by unit. What is written is valid by the format's document type (`tmx14.dtd`).

use super::unit::Unit;
use super::xml::{attribute, escape};
use crate::model::Level;
use std::io::{self, Write};

pub(super) fn begin(out: &mut dyn Write, level: Level, zh_lang: &str) -> io::Result<()> {
    let segments = match level {
        Level::Paragraph => "paragraph",
        Level::Sentence => "sentence",
    };
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
         <header creationtool=\"duizhao\" creationtoolversion=\"{}\" segtype=\"{segments}\" o-tmf=\"duizhao\" \
         adminlang=\"en\" srclang=\"{}\" datatype=\"plaintext\"/>\n<body>\n",
        env!("CARGO_PKG_VERSION"),
        attribute(zh_lang)
    )
}

/// One unit; a side that is `None` is left out. `tuid` is the row's own name, and where that cannot be one (it may
/// hold no white space) the passage's id; the other of the two is a property.
pub(super) fn unit(out: &mut dyn Write, unit: &Unit<'_>, zh_lang: &str) -> io::Result<()> {
    let named = unit.reference.filter(|name| !name.is_empty() && !name.contains(char::is_whitespace));
    write!(out, "<tu tuid=\"{}\"", attribute(named.unwrap_or(&unit.id)))?;
    // A unit is in the language of the header unless it says otherwise.
    writeln!(out, "{}>", if unit.zh.is_none() { " srclang=\"en\"" } else { "" })?;
    match (named, unit.reference) {
        (Some(name), _) if name != unit.id => property(out, "x-id", &unit.id)?,
        (None, Some(name)) => property(out, "x-ref", name)?,
        _ => {}
    }
    if let Some(citation) = &unit.citation {
        property(out, "x-cite", citation)?;
    }
    for (lang, text) in [(attribute(zh_lang).as_str(), &unit.zh), ("en", &unit.en)] {
        if let Some(text) = text {
            writeln!(out, "<tuv xml:lang=\"{lang}\"><seg>{}</seg></tuv>", segment(text))?;
        }
    }
    writeln!(out, "</tu>")
}

pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</body>\n</tmx>")
}

fn property(out: &mut dyn Write, kind: &str, value: &str) -> io::Result<()> {
    writeln!(out, "<prop type=\"{kind}\">{}</prop>", escape(value))
}

/// The document type gives no way to say that white space counts, so a line end that counts is a code.
fn segment(text: &str) -> String {
    escape(text).replace('\n', "<ph type=\"lb\">&#10;</ph>")
}
