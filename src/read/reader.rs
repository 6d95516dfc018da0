//! One file, or the two of a pair, read by the reader of its format.

use crate::error::{Error, Result};
use crate::model::{Block, BlockKind, Body, LeftOut, LeftOutReason, Raw, RowError, Side, Sides, Warning};
use crate::read::delimited;
use crate::read::format::{Format, Hint};
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_text;
use crate::read::row_pairs::pair_rows;
use crate::read::{
    debconf, doc, docx, encoding, epub, html, hz, json, localised, markdown, markup, moses, odt, ofd, other_xml, pdf,
    plain_text, po, pptx, renpy, rtf, string_catalogue, subtitles, svg, tbx, tmx, xliff, xls, xlsx,
};
use crate::text::field_name::is_date;

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
        Format::StringCatalogue => string_catalogue::read(input, hint),
        Format::Strings => localised::read_xml(input, hint),
        Format::QtTs => localised::read_qt(input, hint),
        Format::KeyLines => localised::read_lines(input, hint),
        Format::Yaml => localised::read_yaml(input, hint),
        Format::Man => markup::man::read(input, hint),
        Format::Debconf => debconf::read(input, hint),
        Format::RenPy => renpy::read(input, hint),
        Format::Svg => svg::read(input, hint),
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
        (Body::Blocks(_), Body::Blocks(_)) => Ok(joined(zh, chinese, en, english)),
        // One without text is no other format: a template of a translation, before anything is in it.
        (Body::Rows(_), Body::Blocks(blocks)) if blocks.is_empty() => Ok(beside(chinese, english)),
        (Body::Blocks(blocks), Body::Rows(_)) if blocks.is_empty() => Ok(beside(english, chinese)),
        _ => pair_rows(chinese, english).map_err(|RowError { line, reason }| {
            let files = format!("line {line}, of this file or of {}: {reason}", en.path().display());
            Error::file(zh.path(), files)
        }),
    }
}

/// A document with what another one, which has no text, left out.
fn beside(raw: Raw, empty: Raw) -> Raw {
    let left_out = raw.left_out.into_iter().chain(empty.left_out).collect();
    Raw { left_out, ..raw }
}

/// Two running texts as one, each block on the side of its file. Files whose names say the languages the other way round
/// change places.
fn joined(zh: &Input, chinese: Raw, en: &Input, english: Raw) -> Raw {
    let blocks = |body: Body| match body {
        Body::Blocks(blocks) => blocks,
        Body::Rows(_) => Vec::new(),
    };
    let of = |raw: &Raw, side: Side| match &raw.body {
        Body::Blocks(blocks) => Languages::of(blocks, side),
        Body::Rows(_) => Languages::default(),
    };
    let (in_zh, in_en) = (of(&chinese, Side::Zh), of(&english, Side::En));
    if in_zh.mostly_other() && in_en.mostly_other() {
        let mut raw = joined(en, english, zh, chinese);
        let names = format!("{} is in English and {} in Chinese, whatever they are called", shown(zh), shown(en));
        raw.warnings.push(Warning::new(names));
        return raw;
    }
    let said =
        [(zh, in_zh, "English"), (en, in_en, "Chinese")].into_iter().filter_map(
            |(file, texts, language)| match texts {
                Languages { texts: 0, .. } => Some(format!("{} has no text", shown(file))),
                Languages { texts, other } if other * 3 >= texts => {
                    Some(format!("{other} of the {texts} texts of {} are in {language}", shown(file)))
                }
                _ => None,
            },
        );
    let said: Vec<Warning> = said.map(Warning::new).collect();
    let counted = Sides::new(chinese.counted.zh, english.counted.en);
    let encodings = if chinese.encoding == english.encoding { chinese.encoding } else { "" };
    let title = |raw: &Raw| raw.title.zh.clone().or_else(|| raw.title.en.clone());
    let title = Sides::new(title(&chinese), title(&english));
    let warnings = chinese.warnings.into_iter().chain(english.warnings).chain(said).collect();
    let body = sided(blocks(chinese.body), Side::Zh).chain(sided(blocks(english.body), Side::En)).collect();
    let mut left_out: Vec<LeftOut> = chinese.left_out.into_iter().chain(english.left_out).collect();
    let fields = both_fields(chinese.fields, english.fields, &mut left_out);
    let body = Body::Blocks(body);
    Raw { format: chinese.format, encoding: encodings, title, fields, counted, body, left_out, warnings }
}

/// The fields that two files say of one document. What they say in two ways is both, but for days, of which the English file's
/// stands and the other is left out.
fn both_fields(
    zh: Vec<(String, String)>,
    en: Vec<(String, String)>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<(String, String)> {
    let mut fields = zh;
    for (name, value) in en {
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) if *known == value => {}
            Some((name, known)) if is_date(name) => {
                let text = std::mem::replace(known, value);
                left_out.push(LeftOut { reason: LeftOutReason::Alternative, text, line: 1 });
            }
            Some((_, known)) => *known = format!("{known}; {value}"),
            None => fields.push((name, value)),
        }
    }
    fields
}

fn shown(input: &Input) -> std::path::Display<'_> {
    input.path().display()
}

/// How many texts of a file there are, and how many are in the other language than its name says.
#[derive(Clone, Copy, Default)]
struct Languages {
    texts: usize,
    other: usize,
}

impl Languages {
    fn of(blocks: &[Block], side: Side) -> Languages {
        let text = |block: &&Block| block.kind != BlockKind::Code;
        let told = blocks.iter().filter(text).filter_map(|block| side_of_text(&block.text));
        let other = told.filter(|told| *told != side).count();
        Languages { texts: blocks.len(), other }
    }

    fn mostly_other(self) -> bool {
        self.other * 2 > self.texts
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::shown as blocks;

    #[test]
    fn what_two_files_say_of_a_document_is_both() {
        let file = |name: &str, author: &str, date: &str| {
            let text = format!("---\nauthor: {author}\ndate: {date}\nport: Kobe\n---\n\n{author}\n");
            Input::bytes(name, text.as_bytes())
        };
        let (zh, en) = (file("a.zh.md", "王船長", "2024-01-02"), file("a.en.md", "Captain Wang", "2023-05-06"));
        let raw = read_pair(&zh, &en, &Hint::default()).unwrap().0;
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        let want = [pair("author", "王船長; Captain Wang"), pair("date", "2023-05-06"), pair("port", "Kobe")];
        assert_eq!(raw.fields, want);
        assert_eq!(raw.left_out.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["2024-01-02"]);
    }

    #[test]
    fn languages_of_a_pair_are_held_against_the_names() {
        let pair = |zh: &str, en: &str| {
            let file = |name: &str, text: &str| Input::bytes(name, text.as_bytes());
            read_pair(&file("a.zh.txt", zh), &file("a.en.txt", en), &Hint::default()).unwrap().0
        };
        let (zh, en) = ("泊位已滿。\n\n拖輪費。", "The berth is full.\n\nTowage dues.");
        let right = pair(zh, en);
        assert_eq!(right.warnings, []);
        let turned = pair(en, zh);
        assert_eq!(turned.warnings.len(), 1);
        assert_eq!(blocks(turned), blocks(right));
        let said = |raw: Raw| raw.warnings.iter().map(|w| w.message.clone()).collect::<Vec<_>>();
        assert_eq!(said(pair(en, en)), ["2 of the 2 texts of a.zh.txt are in English"]);
        assert_eq!(said(pair("", en)), ["a.zh.txt has no text"]);
    }
}
