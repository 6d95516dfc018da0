//! One file, or the two of a pair, read by the reader of its format.

use crate::error::{Error, Result};
use crate::model::{Block, Body, Raw, Side, Sides};
use crate::read::delimited::{self, pair_rows_by_key};
use crate::read::format::{Format, Hint};
use crate::read::input::{Input, Outcome};
use crate::read::{
    doc, docx, encoding, epub, html, hz, json, localised, markdown, markup, moses, odt, ofd, other_xml, pdf,
    plain_text, po, pptx, rtf, subtitles, tbx, tmx, xliff, xls, xlsx,
};

/// What a file would be read as.
pub fn detect(input: &Input, hint: &Hint) -> Result<Format> {
    input.named(format_of(input, hint))
}

/// Reads one file; what it was parsed to before, on the way, is not parsed again.
pub fn read(input: &Input, hint: &Hint) -> Result<Raw> {
    if let Some(raw) = input.take_parsed() {
        return Ok(raw);
    }
    let seven_bits = if hint.format.is_none() { input.named(hz::decoded(input))? } else { None };
    let input = seven_bits.as_ref().unwrap_or(input);
    let read = || match format_of(input, hint)? {
        Format::Text => plain_text::read(input, hint),
        format @ (Format::Tsv | Format::Csv | Format::Columns) => delimited::read(input, hint, format),
        Format::Markdown => markdown::read(input, hint),
        Format::Html => html::read(input, hint),
        Format::Xml => other_xml::read(input, hint),
        Format::Tmx => tmx::read(input, hint),
        Format::Tbx => tbx::read(input, hint),
        Format::Xliff => xliff::read(input, hint),
        Format::Po => po::read(input, hint),
        Format::Json => json::read(input, hint),
        Format::Docx => docx::read(input),
        Format::Odt => odt::read(input),
        Format::Xlsx => xlsx::read(input),
        Format::Epub => epub::read(input),
        Format::Pdf => pdf::read(input),
        Format::Mime => html::read_saved(input),
        Format::Pptx => pptx::read(input),
        Format::Odp => odt::read_slides(input),
        Format::Ods => odt::read_sheets(input),
        Format::Ofd => ofd::read(input),
        Format::Rtf => rtf::read(input),
        Format::Rst => markup::rst::read(input, hint),
        Format::AsciiDoc => markup::asciidoc::read(input, hint),
        Format::MediaWiki => markup::mediawiki::read(input, hint),
        Format::Latex => markup::latex::read(input, hint),
        Format::Doc => doc::read(input),
        Format::Xls => xls::read(input),
        Format::Subtitles => subtitles::read(input, hint),
        Format::Strings => localised::read_xml(input, hint),
        Format::QtTs => localised::read_qt(input, hint),
        Format::KeyLines => localised::read_lines(input, hint),
        Format::Yaml => localised::read_yaml(input, hint),
    };
    input.named(read())
}

/// A file's text as it is, and the name of its encoding.
pub fn text_of(input: &Input, hint: &Hint) -> Result<(String, &'static str)> {
    input.named(encoding::text_of(input, hint.encoding.as_deref())).map(|(text, encoded)| (text, encoded.name()))
}

/// Reads two files that are one document: line-parallel texts, tables that share a key, or two running texts whose
/// correspondence is for us to find out. Where one of the two cannot be read, the other is the document, and why is told
/// beside it.
///
/// # Errors
/// Neither can be read, or they cannot be one document.
pub fn read_pair(zh: &Input, en: &Input, hint: &Hint) -> Result<(Raw, Option<Error>)> {
    // `name.zh` and `name.en` are how Moses names line-parallel files.
    if zh.extension() == "zh" && en.extension() == "en" {
        return Ok((read_parallel(zh, en, hint)?, None));
    }
    let are_cues = |input: &Input| detect(input, hint).is_ok_and(|format| format == Format::Subtitles);
    if are_cues(zh)
        && are_cues(en)
        && let Ok(raw) = subtitles::read_pair(zh, en, hint)
    {
        return Ok((raw, None));
    }
    match (read(zh, hint), read(en, hint)) {
        (Ok(chinese), Ok(english)) => Ok((one_document(zh, chinese, en, english)?, None)),
        (Ok(chinese), Err(error)) => Ok((half(chinese, Side::Zh), Some(error))),
        (Err(error), Ok(english)) => Ok((half(english, Side::En), Some(error))),
        (Err(error), Err(_)) => Err(error),
    }
}

/// One half of a document whose other half cannot be read.
fn half(raw: Raw, side: Side) -> Raw {
    let body = match raw.body {
        Body::Blocks(blocks) => Body::Blocks(sided(blocks, side).collect()),
        rows => rows,
    };
    Raw { body, ..raw }
}

fn one_document(zh: &Input, chinese: Raw, en: &Input, english: Raw) -> Result<Raw> {
    match (&chinese.body, &english.body) {
        (Body::Rows(_), Body::Rows(_)) => pair_rows_by_key(chinese, english).ok_or_else(|| {
            let reason = format!("its rows have no key that those of {} share", en.path().display());
            Error::file(zh.path(), reason)
        }),
        (Body::Blocks(_), Body::Blocks(_)) => Ok(joined(chinese, english)),
        // One without text is no other format: a template of a translation, before anything is in it.
        (Body::Rows(_), Body::Blocks(blocks)) if blocks.is_empty() => Ok(beside(chinese, english)),
        (Body::Blocks(blocks), Body::Rows(_)) if blocks.is_empty() => Ok(beside(english, chinese)),
        _ => {
            let reason = format!(
                "is {}, but {} is {}; a pair has one format",
                chinese.format,
                en.path().display(),
                english.format
            );
            Err(Error::file(zh.path(), reason))
        }
    }
}

/// A document with what another one, which has no text, left out.
fn beside(raw: Raw, empty: Raw) -> Raw {
    let left_out = raw.left_out.into_iter().chain(empty.left_out).collect();
    Raw { left_out, ..raw }
}

/// Two running texts as one, each block on the side of its file.
fn joined(chinese: Raw, english: Raw) -> Raw {
    let blocks = |body: Body| match body {
        Body::Blocks(blocks) => blocks,
        Body::Rows(_) => Vec::new(),
    };
    let counted = Sides::new(chinese.counted.zh, english.counted.en);
    let encodings = if chinese.encoding == english.encoding { chinese.encoding } else { "" };
    let title = |raw: &Raw| raw.title.zh.clone().or_else(|| raw.title.en.clone());
    let title = Sides::new(title(&chinese), title(&english));
    let warnings = chinese.warnings.into_iter().chain(english.warnings).collect();
    let body = sided(blocks(chinese.body), Side::Zh).chain(sided(blocks(english.body), Side::En)).collect();
    let left_out = chinese.left_out.into_iter().chain(english.left_out).collect();
    let fields = chinese.fields.into_iter().chain(english.fields).collect();
    let body = Body::Blocks(body);
    Raw { format: chinese.format, encoding: encodings, title, fields, counted, body, left_out, warnings }
}

fn sided(blocks: Vec<Block>, side: Side) -> impl Iterator<Item = Block> {
    blocks.into_iter().map(move |block| Block { side: Some(side), pair: None, ..block })
}

/// Reads two line-parallel files (Moses) as one document.
pub fn read_parallel(zh: &Input, en: &Input, hint: &Hint) -> Result<Raw> {
    moses::read(zh, en, hint)
}

fn format_of(input: &Input, hint: &Hint) -> Outcome<Format> {
    hint.format.map_or_else(|| crate::read::detect::format_of(input, hint), Ok)
}
