//! Files made to hurt: each is an error that says why, or is read; none panics, hangs or fills the memory.

use super::testing::{cases, doc, pdf, xls, zip};
use super::*;
use crate::model::{Body, Raw};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Duration;

const FORMATS: [Format; 34] = [
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
    // Far beyond what any of them takes. Time of the processor: the machine may have other work.
    let took = processor_time().zip(start).map(|(now, start)| now - start);
    assert!(took.is_none_or(|took| took < Duration::from_secs(20)), "took {took:?} as {format:?}");
    message
}

fn refused(bytes: &[u8], format: Option<Format>, why: &str) {
    let message = outcome(bytes, format).unwrap_or_else(|| panic!("read, though: {why}"));
    assert!(message.contains(why), "{message}");
}

const DOCX: &str = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>text</w:t></w:r></w:p></w:body></w:document>";

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
    for format in [Format::Xml, Format::Tmx, Format::Xliff] {
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
    ] {
        for format in [Format::Rst, Format::AsciiDoc, Format::MediaWiki, Format::Latex] {
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
    outcome(",\n".repeat(5 << 20).as_bytes(), Some(Format::Csv));
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

/// Small files of every format, to be broken by the test below.
fn seeds() -> Vec<(Format, Vec<u8>)> {
    let text = |format, text: &str| (format, text.as_bytes().to_vec());
    vec![
        text(Format::Text, "第一条 文本\n\nA line of text that is\nwrapped.\n"),
        text(Format::Tsv, "zh\ten\n甲\tA\n\"乙\"\t\"B, \"\"c\"\"\"\n"),
        text(Format::Csv, "id,zh,en\n1,甲,\"A, b\"\n"),
        text(Format::Columns, "甲 | A\n乙 | B\n"),
        text(
            Format::Markdown,
            "---\ntitle: x\n---\n# T\n\n1. a\n   - b\n\n| a | 中 |\n|--|--|\n| x | y |\n\n<p>h</p>\n[^1]: n\n",
        ),
        text(
            Format::Html,
            "<html lang=zh><title>t</title><nav><a>x</a></nav><main><h1>A<br>b</h1><ol type=a><li>x</ol><table><tr><td>中<td>b</table><pre> c\n</pre>",
        ),
        text(
            Format::Xml,
            "<?xml version='1.0'?><d xml:lang='zh'><title>t</title><p>a<b>c</b></p><![CDATA[x]]>&amp;&#x4e2d;</d>",
        ),
        text(
            Format::Tmx,
            "<tmx version='1.4'><header/><body><tu tuid='1'><tuv xml:lang='zh'><seg>甲<bpt i='1'>x<sub>y</sub></bpt></seg></tuv><tuv lang='en'><seg>A</seg></tuv></tu></body></tmx>",
        ),
        text(
            Format::Xliff,
            "<xliff><file source-language='en' target-language='zh'><body><trans-unit id='1'><source>A</source><seg-source><mrk mtype='seg' mid='1'>A</mrk><mrk mtype='seg' mid='2'>B</mrk></seg-source><target state='new'>甲</target></trans-unit></body></file></xliff>",
        ),
        text(
            Format::Po,
            "#, fuzzy\nmsgid \"\"\nmsgstr \"Language: zh\\n\"\n\n#: a\nmsgctxt \"c\"\nmsgid \"A\"\nmsgid_plural \"As\"\nmsgstr[0] \"甲\"\n",
        ),
        text(Format::Json, "{\"zh\": \"甲\", \"en\": \"A\", \"id\": 1}\n{\"zh\": \"乙\"}\n"),
        (
            Format::Docx,
            zip(&[
                ("word/document.xml", DOCX),
                (
                    "word/numbering.xml",
                    "<n><abstractNum abstractNumId='0'><lvl ilvl='0'><lvlText val='%1.'/></lvl></abstractNum></n>",
                ),
            ]),
        ),
        (
            Format::Odt,
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", "<c><body><text><list><list-item><p>x</p></list-item></list></text></body></c>"),
            ]),
        ),
        (
            Format::Xlsx,
            zip(&[
                ("xl/workbook.xml", "<w><sheet id='1'/></w>"),
                ("xl/_rels/workbook.xml.rels", "<R><Relationship Id='1' Target='s.xml'/></R>"),
                ("xl/s.xml", "<s><row r='1'><c r='A1'><v>中</v></c></row></s>"),
            ]),
        ),
        (
            Format::Epub,
            zip(&[
                ("META-INF/container.xml", "<c><rootfile full-path='p'/></c>"),
                ("p", "<p><item id='a' href='a' media-type='html'/><itemref idref='a'/></p>"),
                ("a", "<p>x"),
            ]),
        ),
        text(
            Format::Subtitles,
            "1\n00:00:01,000 --> 00:00:02,000\n<i>中</i>\na b\n\n2\n00:00:03,000 --> 00:00:04,000\nc\n",
        ),
        text(
            Format::Subtitles,
            "[Script Info]\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,{\\b1}中\\Na\n",
        ),
        text(
            Format::Strings,
            "<resources><string name='a'>x <b>y</b></string><plurals name='p'><item quantity='one'>z</item></plurals></resources>",
        ),
        text(
            Format::QtTs,
            "<TS language='zh'><context><name>c</name><message><source>a</source><translation>中</translation></message></context></TS>",
        ),
        (
            Format::Pptx,
            zip(&[
                ("ppt/presentation.xml", "<p><sldId id='1' r:id='r'/></p>"),
                ("ppt/_rels/presentation.xml.rels", "<R><Relationship Id='r' Target='s.xml' Type='x/slide'/></R>"),
                (
                    "ppt/s.xml",
                    "<sld><sp><ph type='title'/><p><r><t>中</t></r></p></sp><tbl><tr><tc gridSpan='2'><p><t>a</t></p></tc></tr></tbl></sld>",
                ),
            ]),
        ),
        (
            Format::Odp,
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.presentation"),
                (
                    "content.xml",
                    "<c><body><presentation><page><frame class='title'><text-box><p>x</p></text-box></frame></page></presentation></body></c>",
                ),
            ]),
        ),
        (
            Format::Ofd,
            zip(&[
                ("OFD.xml", "<OFD><DocRoot>D/Document.xml</DocRoot></OFD>"),
                (
                    "D/Document.xml",
                    "<Document><TemplatePage ID='1' BaseLoc='t.xml'/><Page BaseLoc='p.xml'/></Document>",
                ),
                (
                    "D/t.xml",
                    "<Page><TextObject Boundary='1 2 3 4' Size='5'><TextCode X='0' Y='5'>中</TextCode></TextObject></Page>",
                ),
                (
                    "D/p.xml",
                    "<Page><Template TemplateID='1'/><PathObject Boundary='0 0 9 9'><AbbreviatedData>M 0 0 L 9 0</AbbreviatedData></PathObject><TextObject Boundary='1 9 3 4' CTM='1 0 0 1 0 0' Size='5'><TextCode X='0' Y='5' DeltaX='g 2 5'>abc</TextCode></TextObject></Page>",
                ),
            ]),
        ),
        (
            Format::Ods,
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                (
                    "content.xml",
                    "<c><body><spreadsheet><table><table-row><table-cell number-columns-repeated='2'><p>中</p></table-cell></table-row></table></spreadsheet></body></c>",
                ),
            ]),
        ),
        text(
            Format::Rtf,
            "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 S;}}\\pard\\f0 \\'b8\\'db\\u20013? {\\v x}\\par\\trowd\\intbl a\\cell b\\cell\\row\\pard}",
        ),
        text(
            Format::Mime,
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E4=B8=AD a=\nb</p>\n--x--\n",
        ),
        text(
            Format::Rst,
            "T\n==\n\n- a *b* `c <d>`_ [1]_\n\n.. note:: x\n   y\n\n::\n\n  z\n\n=== ===\n中  a\n=== ===\n\n+--+--+\n|a |b |\n+--+--+\n\n.. [1] n\n",
        ),
        text(
            Format::AsciiDoc,
            "= T\n:a: b\n\n. x *y* http://z[w] footnote:[n]\n\n|===\n|中 |a\n|===\n\n----\nc\n----\n",
        ),
        text(
            Format::MediaWiki,
            "== T ==\n{{x|{{y}}}}\n# a '''b''' [[c|d]]<ref>n</ref>\n{| class=x\n! 中\n|-\n| a=b | c || d\n|}\n",
        ),
        text(
            Format::Latex,
            "\\documentclass{a}\n\\title{T}\n\\begin{document}\n\\section{中}\\label{x}\na \\textbf{b}\\footnote{c} $x^{2}$ % r\n\\begin{tabular}{ll}\na & b \\\\\n\\end{tabular}\n\\begin{enumerate}\n\\item x\n\\end{enumerate}\n\\end{document}\n",
        ),
        (Format::Doc, doc("甲\u{13} PAGE \u{14}1\u{15}\r乙\u{7}\u{7}\r", "頁\r", 0..1)),
        (Format::Xls, xls(&[vec!["中".into(), "a".into()], vec!["b".into()]])),
        (
            Format::Pdf,
            pdf(
                "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>",
                &[b"BT /F 10 Tf 20 300 Td <C9CCD2B5> Tj ET"],
            ),
        ),
    ]
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
    let names = [(Format::Rst, "x.rst"), (Format::AsciiDoc, "x.adoc"), (Format::MediaWiki, "x.wiki")];
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
