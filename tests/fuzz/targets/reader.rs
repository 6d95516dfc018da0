//! Any bytes give a document or an error. A target for each reader, which is what the binary is named after: office files
//! are mutated by their main part, `any` is what a person drops in, with all that comes after reading.

#![no_main]

use duizhao::model::Body;
use duizhao::pipeline::{self, Content, Inputs, Source};
use duizhao::read::{Format, Hint, Input, read, read_pair, read_parallel};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

fuzz_target!(|bytes: &[u8]| match env!("CARGO_BIN_NAME") {
    "any" => any(bytes),
    "moses" => moses(bytes),
    "docx" =>
        office(Format::Docx, &[("word/document.xml", bytes), ("word/numbering.xml", bytes), ("word/styles.xml", bytes)]),
    "odt" => office(Format::Odt, &[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", bytes)]),
    "xlsx" => office(
        Format::Xlsx,
        &[
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", SHEETS),
            ("xl/s.xml", bytes),
            ("xl/sharedStrings.xml", bytes)
        ]
    ),
    "epub" => office(
        Format::Epub,
        &[("META-INF/container.xml", b"<c><rootfile full-path='p'/></c>"), ("p", bytes), ("a", bytes)]
    ),
    "pptx" => office(
        Format::Pptx,
        &[("ppt/presentation.xml", SLIDES), ("ppt/_rels/presentation.xml.rels", SLIDE), ("ppt/s.xml", bytes)]
    ),
    "odp" => office(
        Format::Odp,
        &[("mimetype", b"application/vnd.oasis.opendocument.presentation"), ("content.xml", bytes)]
    ),
    "ofd" => office(
        Format::Ofd,
        &[
            ("OFD.xml", b"<OFD><DocRoot>D.xml</DocRoot></OFD>"),
            ("D.xml", b"<D><TemplatePage ID='1' BaseLoc='p.xml'/><Page BaseLoc='p.xml'/></D>"),
            ("p.xml", bytes)
        ]
    ),
    "ods" => office(
        Format::Ods,
        &[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", bytes)]
    ),
    "doc" => compound(Format::Doc, &["WordDocument", "0Table"], bytes),
    "xls" => compound(Format::Xls, &["Workbook"], bytes),
    "subtitles" => subtitles(bytes),
    name => one(format(name), bytes.to_vec()),
});

const SLIDES: &[u8] = b"<p><sldId id='256' r:id='r1'/></p>";
const SLIDE: &[u8] = b"<R><Relationship Id='r1' Target='s.xml' Type='x/slide'/></R>";

const WORKBOOK: &[u8] = b"<w><sheet name='x' r:id='1'/></w>";
const SHEETS: &[u8] = b"<R><Relationship Id='1' Target='s.xml'/></R>";

fn format(name: &str) -> Format {
    match name {
        "text" => Format::Text,
        "tsv" => Format::Tsv,
        "csv" => Format::Csv,
        "columns" => Format::Columns,
        "markdown" => Format::Markdown,
        "html" => Format::Html,
        "xml" => Format::Xml,
        "tmx" => Format::Tmx,
        "xliff" => Format::Xliff,
        "po" => Format::Po,
        "json" => Format::Json,
        "pdf" => Format::Pdf,
        "rtf" => Format::Rtf,
        "mhtml" => Format::Mime,
        "strings" => Format::Strings,
        "qt_ts" => Format::QtTs,
        "key_lines" => Format::KeyLines,
        "yaml" => Format::Yaml,
        "tbx" => Format::Tbx,
        "rst" => Format::Rst,
        "asciidoc" => Format::AsciiDoc,
        "mediawiki" => Format::MediaWiki,
        "latex" => Format::Latex,
        other => panic!("no reader is called {other}"),
    }
}

fn one(format: Format, bytes: Vec<u8>) {
    exhaust(read(&Input::bytes("x", bytes), &Hint { format: Some(format), ..Hint::default() }).map(|raw| raw.body));
}

fn office(format: Format, parts: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(*name, stored).expect("an entry");
        archive.write_all(bytes).expect("its bytes");
    }
    one(format, archive.finish().expect("an archive").into_inner());
}

/// Streams of an old Office file, parted by the first mark; a mutated file would hardly ever be opened.
fn compound(format: Format, names: &[&str], bytes: &[u8]) {
    const MARK: &[u8] = b"\0STREAM\0";
    let at = bytes.windows(MARK.len()).position(|window| window == MARK);
    let (first, second) = at.map_or((bytes, &[][..]), |at| (&bytes[..at], &bytes[at + MARK.len()..]));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in names.iter().zip([first, second]) {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    file.flush().expect("a file");
    one(format, file.into_inner().into_inner());
}

/// Both files of a pair, parted by the first NUL.
fn moses(bytes: &[u8]) {
    let at = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    let (zh, en) = bytes.split_at(at);
    let pair = (Input::bytes("x.zh", zh), Input::bytes("x.en", en));
    exhaust(read_parallel(&pair.0, &pair.1, &Hint::default()).map(|raw| raw.body));
}

/// One file, and the two that it comes apart into at the first NUL.
fn subtitles(bytes: &[u8]) {
    one(Format::Subtitles, bytes.to_vec());
    let at = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    let (zh, en) = bytes.split_at(at);
    let hint = Hint { format: Some(Format::Subtitles), ..Hint::default() };
    exhaust(read_pair(&Input::bytes("x.zh.srt", zh), &Input::bytes("x.en.srt", en), &hint).map(|raw| raw.body));
}

fn exhaust(body: duizhao::Result<Body>) {
    if let Ok(Body::Rows(rows)) = body {
        rows.for_each(drop);
    }
}

fn any(bytes: &[u8]) {
    let source = Source { id: "x".into(), inputs: Inputs::One(Input::bytes("x", bytes)), encoding: None, fields: Vec::new() };
    match pipeline::prepare(&source) {
        Ok(prepared) => match prepared.content {
            Content::Rows(rows) => rows.for_each(drop),
            Content::Text(bitext) => drop(pipeline::align(vec![(prepared.info, *bitext)])),
        },
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
