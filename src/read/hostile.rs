//! Files made to hurt: each is an error that says why, or is read; none panics, hangs or fills the memory.

use super::seeds::{DOCX, seeds};
use super::testing::{cases, doc, pdf, xls, zip};
use super::*;
use crate::model::{Body, Raw};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Duration;

const FORMATS: [Format; 39] = [
    Format::Text,
    Format::Columns,
    Format::Tsv,
    Format::Csv,
    Format::Markdown,
    Format::Html,
    Format::Xml,
    Format::Tmx,
    Format::Tbx,
    Format::Xliff,
    Format::Po,
    Format::Json,
    Format::Docx,
    Format::Odt,
    Format::Xlsx,
    Format::Epub,
    Format::Pdf,
    Format::Mime,
    Format::Pptx,
    Format::Odp,
    Format::Ods,
    Format::Ofd,
    Format::Subtitles,
    Format::StringCatalogue,
    Format::Strings,
    Format::QtTs,
    Format::KeyLines,
    Format::Yaml,
    Format::Rtf,
    Format::Rst,
    Format::AsciiDoc,
    Format::MediaWiki,
    Format::Latex,
    Format::Doc,
    Format::Xls,
    Format::Man,
    Format::Debconf,
    Format::RenPy,
    Format::Svg,
];

/// How long this thread has had a processor; `None` where the system does not tell.
fn processor_time() -> Option<Duration> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(said.split_whitespace().next()?.parse().ok()?))
}

/// Reads to the end and gives the message, if the file or one of its rows is refused.
fn outcome(bytes: &[u8], format: Option<Format>) -> Option<String> {
    let start = processor_time();
    let read = read(&Input::bytes("x", bytes), &Hint { format, ..Hint::default() });
    let message = match read {
        Err(e) => Some(e.to_string()),
        Ok(raw) => match raw.body {
            Body::Rows(mut rows) => rows.find_map(|r| r.err().map(|e| e.reason)),
            Body::Blocks(_) => None,
        },
    };
    // A hundred times what any of them takes, and nothing to what one takes that grows with the square of its input. Time of
    // the processor: the machine may have other work.
    let took = processor_time().zip(start).map(|(now, start)| now - start);
    assert!(took.is_none_or(|took| took < Duration::from_secs(300)), "took {took:?} as {format:?}");
    message
}

fn refused(bytes: &[u8], format: Option<Format>, why: &str) {
    let message = outcome(bytes, format).unwrap_or_else(|| panic!("read, though: {why}"));
    assert!(message.contains(why), "{message}");
}

#[test]
fn a_million_deep() {
    for open in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<p lang=zh>",
        "<main>",
        "<svg>",
        "</div>",
        "<a><table>",
        "<div lang=en>",
    ] {
        outcome(format!("{}text", open.repeat(50_000)).as_bytes(), Some(Format::Html));
    }
    outcome("<div>".repeat(1_000_000).as_bytes(), Some(Format::Html));
    for open in ["[", "{\"a\":"] {
        outcome(open.repeat(1_000_000).as_bytes(), Some(Format::Json));
    }
    for format in [Format::Xml, Format::Tmx, Format::Xliff, Format::Svg] {
        let root = if format == Format::Tmx { "<tmx><tu><seg>" } else { "<xliff srcLang='en'><unit><source>" };
        refused(format!("{root}{}", "<a>".repeat(1_000_000)).as_bytes(), Some(format), "1000 deep");
    }
    let nested = DOCX.replace("<w:p>", &"<w:tbl><w:tr><w:tc>".repeat(100_000));
    refused(&zip(&[("word/document.xml", &nested)]), None, "1000 deep");
}

#[test]
fn markdown_that_nests() {
    for open in ["> ", "- ", "[", "*", "**_", "`", "![", "1. ", "|", "<b>", "\\", "[^a]: ", "~~", "&amp;"] {
        outcome(open.repeat(20_000).as_bytes(), Some(Format::Markdown));
    }
}

#[test]
fn light_marks_that_nest() {
    for open in [
        "*",
        "**",
        "`",
        "``",
        ":a:`",
        "[",
        "[[",
        "{{",
        "<<",
        "''",
        "<ref>",
        "{|\n|",
        "|===\n|",
        "+-",
        "== =\n",
        ".. a::\n ",
        "\\a{",
        "\\begin{itemize}",
        "\\begin{tabular}{l}",
        "\\footnote{",
        "\\a[",
        "$^{",
        "link:a[",
        "^a",
        "# ",
        "- ",
        "::\n\n ",
        "a_",
        "|",
        "=",
        "\\",
        ".if n ",
        ".TS\n.\nT{\n",
        ".Op Fl ",
        "\\*[",
    ] {
        for format in [Format::Rst, Format::AsciiDoc, Format::MediaWiki, Format::Latex, Format::Man] {
            outcome(open.repeat(20_000).as_bytes(), Some(format));
        }
    }
}

#[test]
fn entities() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><tmx><body><tu><tuv xml:lang='en'><seg>&b;</seg></tuv></tu></body></tmx>";
    for format in [Format::Tmx, Format::Xliff, Format::Xml] {
        refused(bomb.as_bytes(), Some(format), "<!ENTITY");
    }
    let outside = bomb.replace("'aaaaaaaaaa'", "SYSTEM 'file:///etc/passwd'");
    refused(outside.as_bytes(), None, "<!ENTITY");
    refused(&zip(&[("word/document.xml", bomb)]), None, "<!ENTITY");
}

#[test]
fn archives() {
    let zeros = "0".repeat(20 << 20);
    refused(&zip(&[("word/document.xml", &zeros)]), None, "ZIP bomb");
    refused(&zip(&[("mimetype", &zeros)]), None, "ZIP bomb");
    refused(&zip(&[("../../etc/passwd", "x"), ("readme.txt", "x")]), None, "not DOCX, XLSX, PPTX, ODT or EPUB");
    let names: Vec<String> = (0..=limits::ENTRIES).map(|n| n.to_string()).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "")).collect();
    refused(&zip(&many), None, "at most 20000");
    let whole = zip(&[("word/document.xml", DOCX)]);
    assert_eq!(outcome(&whole, None), None);
    for length in 4..whole.len() {
        refused(whole.get(..length).unwrap(), None, "");
    }
    refused(whole.get(..whole.len() / 2).unwrap(), None, "cut off or damaged");
}

#[test]
fn sheets_with_a_cell_far_to_the_right() {
    let rows: String = (1..=1_000).map(|row| format!("<row r='{row}'><c r='XFD{row}'><v>1</v></c></row>")).collect();
    let bytes = zip(&[
        ("xl/workbook.xml", "<w><sheet name='a' r:id='1'/></w>"),
        ("xl/_rels/workbook.xml.rels", "<R><Relationship Id='1' Target='s.xml'/></R>"),
        ("xl/s.xml", &format!("<s>{rows}</s>")),
    ]);
    refused(&bytes, None, "16000000 cells");
}

#[test]
fn gigantic_pieces() {
    let long = "x".repeat(30 << 20);
    outcome(format!("<p title='{long}'>text</p>").as_bytes(), Some(Format::Html));
    outcome(format!("<x a='{long}'>text</x>").as_bytes(), Some(Format::Xml));
    outcome(format!("msgid \"{long}\"\nmsgstr \"\"").as_bytes(), Some(Format::Po));
    outcome(long.as_bytes(), Some(Format::Tsv));
    outcome("\t".repeat(10 << 20).as_bytes(), Some(Format::Tsv));
    outcome(",\n".repeat(1 << 20).as_bytes(), Some(Format::Csv));
}

#[test]
fn pdfs_with_loops() {
    const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let plain = pdf(FONT, &[b"BT /F 10 Tf 20 300 Td (text) Tj ET"]);
    let changed = |from: &str, to: &str| {
        // Same length, so that the table of offsets stays right.
        assert!(to.len() <= from.len());
        let at = plain.windows(from.len()).position(|w| w == from.as_bytes()).unwrap();
        let mut bytes = plain.clone();
        bytes.splice(at..at + from.len(), format!("{to:width$}", width = from.len()).into_bytes());
        bytes
    };
    outcome(&changed("/Kids[5 0 R]", "/Kids[2 0 R]"), None);
    outcome(&changed("/Parent 2 0 R", "/Parent 5 0 R"), None);
    outcome(&changed("/Contents 6 0 R", "/Contents 5 0 R"), None);
    outcome(&changed("/F 3 0 R", "/F 5 0 R"), None);
    for length in (0..plain.len()).step_by(7) {
        outcome(plain.get(..length).unwrap(), Some(Format::Pdf));
    }
    // A form that draws itself ten times, and so on.
    let own = b"q /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do Q".as_slice();
    let form = format!(
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 3 0 R>>>>/Length {}>>stream\n{}\nendstream",
        own.len(),
        String::from_utf8_lossy(own)
    );
    let looped = String::from_utf8(pdf(&form, &[own])).unwrap().replace("/Font<</F 3 0 R>>", "/XObject<</F 3 0 R>>");
    outcome(looped.as_bytes(), None);
}

#[test]
fn old_office_files_cut_off() {
    for bytes in [doc("甲乙\r", "", 0..0), xls(&[vec!["中".into()]])] {
        // Each cut tells something else; all of them would take long.
        for length in (4..bytes.len()).step_by(61) {
            outcome(bytes.get(..length).unwrap(), None);
        }
    }
}

static SEEDS: LazyLock<Vec<(Format, Vec<u8>)>> = LazyLock::new(seeds);

/// Signs that mean something to a reader.
const MARKS: [&str; 25] = [
    "<",
    ">",
    "&",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "\\",
    "\n",
    "\n\n",
    "|",
    "=",
    "*",
    "`",
    ":",
    "\u{13}",
    "\u{7}",
    "\0",
    "\u{FF}",
    "9999999999",
    "-1",
    "中",
    "\u{1F600}",
];

/// A place, how many bytes go there, and what comes for them: few bytes, or marks that mean something to a reader.
fn edit() -> impl Strategy<Value = (prop::sample::Index, usize, Vec<u8>)> {
    let with = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..5),
        prop::sample::select(&MARKS[..]).prop_map(|mark| mark.as_bytes().to_vec()),
        (prop::sample::select(&MARKS[..]), 2..200_usize).prop_map(|(mark, n)| mark.repeat(n).into_bytes()),
    ];
    (any::<prop::sample::Index>(), prop_oneof![4 => 0..4_usize, 1 => 0..200_usize], with)
}

#[test]
fn the_seeds_are_what_they_say() {
    let names = [
        (Format::Rst, "x.rst"),
        (Format::AsciiDoc, "x.adoc"),
        (Format::MediaWiki, "x.wiki"),
        (Format::KeyLines, "x.properties"),
        (Format::Yaml, "x.yml"),
        (Format::RenPy, "x.rpy"),
    ];
    for (format, bytes) in seeds() {
        let name = names.iter().find(|(named, _)| *named == format).map_or("x", |(_, name)| *name);
        assert_eq!(detect(&Input::bytes(name, bytes.clone()), &Hint::default()).unwrap(), format);
        assert_eq!(outcome(&bytes, None), None, "{format:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(64), ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_result_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        outcome(&bytes, None);
        for format in FORMATS {
            outcome(&bytes, Some(format));
        }
        let (zh, en) = bytes.split_at(bytes.len() / 2);
        if let Ok(Raw { body: Body::Rows(rows), .. }) = read_parallel(&Input::bytes("x", zh), &Input::bytes("y", en), &Hint::default()) {
            rows.for_each(drop);
        }
    }

    #[test]
    fn any_text_does_too(text in "(\\PC|[<>&\"'|,#\\-\\[\\]\\n\\t ]|<tu>|<seg>|msgid \"|```|\u{4e00}){0,200}") {
        for format in FORMATS {
            outcome(text.as_bytes(), Some(format));
        }
    }

    /// With `PROPTEST_CASES` in the millions this is what fuzzes the readers without a nightly compiler.
    #[test]
    fn broken_files_too(seed in any::<prop::sample::Index>(), edits in prop::collection::vec(edit(), 1..6)) {
        let (format, mut bytes) = SEEDS[seed.index(SEEDS.len())].clone();
        for (at, cut, with) in edits {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            bytes.splice(at..(at + cut).min(bytes.len()), with);
        }
        outcome(&bytes, None);
        outcome(&bytes, Some(format));
    }
}
