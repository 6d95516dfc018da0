//! What format a file is in, told by its content; its name decides only where content can be two things.

use crate::read::columns::{Extent, columns};
use crate::read::compound::{self, Compound};
use crate::read::debconf::is_debconf;
use crate::read::format::{Format, Hint};
use crate::read::ini::is_ini;
use crate::read::input::{Input, Outcome};
use crate::read::markup::man::is_manual;
use crate::read::renpy::is_translation;
use crate::read::tagged::format_of_marked_up;
use crate::read::{encoding, limits, package};

/// Files that are recognised in order to say what to do with them.
const NOT_READ: [(&[u8], &str); 7] = [
    (b"SQLite format 3\0", "is a database (SQLite, as Trados keeps its .sdltm in); export the memory as TMX"),
    (b"\x1F\x8B", "is packed with gzip; unpack it first"),
    (b"7z\xBC\xAF", "is a 7-Zip archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"\x28\xB5\x2F\xFD", "is packed with zstd; unpack it first"),
    (b"\x89PNG", "is a picture; there is no text to read in it"),
    (b"\xFF\xD8\xFF", "is a picture; there is no text to read in it"),
];

pub fn format_of(input: &Input, hint: &Hint) -> Outcome<Format> {
    let head = input.head(limits::HEAD)?;
    if head.starts_with(compound::MAGIC) {
        return Compound::open(input)?.format();
    }
    if let Some((_, why)) = NOT_READ.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err((*why).to_string());
    }
    if head.starts_with(b"{\\rtf") {
        return Ok(Format::Rtf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return package::Package::open(input)?.format();
    }
    // The standard allows a kilobyte of anything before the mark.
    if head.get(..head.len().min(1024)).is_some_and(|h| h.windows(5).any(|w| w == b"%PDF-")) {
        return Ok(Format::Pdf);
    }
    let cut = head.len() == limits::HEAD;
    let encoded = encoding::detect(&Input::bytes(input.path(), head.clone()), hint.encoding.as_deref())?;
    let (text, _) = encoded.encoding.decode_with_bom_removal(&head);
    // The last line of a cut head is half a line. Marks of XML need no lines, and drawings have few.
    let text = if cut && !text.trim_start().starts_with('<') {
        text.rsplit_once('\n').map_or(&*text, |(whole, _)| whole)
    } else {
        &text
    };
    Ok(sniff(text, &input.extension()))
}

fn sniff(text: &str, extension: &str) -> Format {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let markdown = matches!(extension, "md" | "markdown" | "mdx" | "mkd");
    if start.starts_with('<')
        && let Some(format) = format_of_marked_up(start, markdown, extension)
    {
        return format;
    }
    if is_subtitles(start, extension) {
        return Format::Subtitles;
    }
    if is_message(text) {
        return Format::Mime;
    }
    let opens =
        |word: &str| text.lines().any(|l| l.strip_prefix(word).is_some_and(|r| r.trim_start().starts_with('"')));
    if opens("msgid") && opens("msgstr") {
        return Format::Po;
    }
    if is_string_catalogue(start, extension) {
        return Format::StringCatalogue;
    }
    let second = start.get(1..).map(|s| s.trim_start().chars().next());
    match (start.chars().next(), second) {
        (Some('{'), Some(Some('"'))) | (Some('['), Some(Some('{'))) => return Format::Json,
        (Some('{' | '['), _) if matches!(extension, "json" | "jsonl" | "ndjson" | "arb" | "ipynb") => {
            return Format::Json;
        }
        // Behind what somebody wrote about the file.
        (Some('/'), Some(Some('/' | '*'))) if extension == "json" => return Format::Json,
        _ => {}
    }
    match extension {
        "properties" | "strings" | "lang" | "ftl" => return Format::KeyLines,
        "ini" if is_ini(text) => return Format::KeyLines,
        "rpy" if is_translation(text) => return Format::RenPy,
        "yml" | "yaml" => return Format::Yaml,
        "rst" | "rest" => return Format::Rst,
        "adoc" | "asciidoc" => return Format::AsciiDoc,
        "asc" if !start.starts_with("-----BEGIN") => return Format::AsciiDoc,
        "wiki" | "mediawiki" => return Format::MediaWiki,
        "tex" | "latex" => return Format::Latex,
        _ => {}
    }
    if start.starts_with("\\documentclass") {
        return Format::Latex;
    }
    if is_debconf(start) {
        return Format::Debconf;
    }
    if start.starts_with(['.', '\'', '\\']) && is_manual(start) {
        return Format::Man;
    }
    if markdown {
        return Format::Markdown;
    }
    if let Some(format) = tabular(text, extension) {
        return format;
    }
    let said_to_be_text = matches!(extension, "txt" | "text");
    if !said_to_be_text && marked_down(text) { Format::Markdown } else { Format::Text }
}

/// Whether text is subtitles: their own heading, or the times of the first cue.
fn is_subtitles(start: &str, extension: &str) -> bool {
    let mut lines = start.lines();
    let (first, second) = (lines.next().unwrap_or_default().trim(), lines.next().unwrap_or_default());
    let number = !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit());
    start.starts_with("WEBVTT")
        || first == "[Script Info]"
        || number && second.contains("-->")
        || matches!(extension, "srt" | "vtt") && start.contains("-->")
}

/// Whether text is a catalogue of strings, whose first field says what language the source is in.
fn is_string_catalogue(start: &str, extension: &str) -> bool {
    let fields = start.strip_prefix('{').map(str::trim_start);
    fields.is_some_and(|fields| extension == "xcstrings" || fields.starts_with("\"sourceLanguage\""))
}

/// Whether text opens with the headers of a mail or a saved page.
fn is_message(text: &str) -> bool {
    let mut headers = text.lines().take_while(|line| !line.is_empty()).take(200).peekable();
    let field = |line: &str| {
        line.split_once(':')
            .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    if !headers.peek().is_some_and(|line| field(line)) {
        return false;
    }
    let (mut version, mut kind, mut from) = (false, false, false);
    for line in headers {
        if !field(line) && !line.starts_with([' ', '\t']) {
            return false;
        }
        let lower = line.get(..line.len().min(24)).unwrap_or_default().to_ascii_lowercase();
        version |= lower.starts_with("mime-version:");
        kind |= lower.starts_with("content-type:");
        from |= lower.starts_with("message-id:") || lower.starts_with("received:");
    }
    kind && (version || from)
}

/// TSV, CSV or columns, when nearly every line is a row.
fn tabular(text: &str, extension: &str) -> Option<Format> {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(limits::SAMPLE_ROWS).collect();
    // Indentation is no column, so tabs count between texts, unless the name says that this is a table: its rows may all
    // lack one of their sides.
    let named = matches!(extension, "tsv" | "tab");
    let tabs = lines.iter().filter(|l| if named { l.contains('\t') } else { l.trim().contains('\t') }).count();
    let wanted = if named { 3 } else { 8 };
    if tabs > 0 && tabs * 10 >= lines.len() * wanted {
        return Some(Format::Tsv);
    }
    if extension == "csv" {
        return Some(Format::Csv);
    }
    if lines.len() < 2 {
        return None;
    }
    let separator = |l: &&str| l.chars().all(|c| "|-: ".contains(c));
    let piped: Vec<Vec<String>> = lines.iter().map(|l| l.split('|').map(|c| c.trim().to_string()).collect()).collect();
    if !lines.iter().any(separator) && bilingual(&piped) {
        return Some(Format::Columns);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.records().map_while(Result::ok).take(limits::SAMPLE_ROWS);
    let records: Vec<Vec<String>> = records.map(|r| r.iter().map(str::to_string).collect()).collect();
    bilingual(&records).then_some(Format::Csv)
}

/// Whether rows of the same width, two cells or more, have a Chinese and an English column.
fn bilingual(rows: &[Vec<String>]) -> bool {
    let width = rows.first().map_or(0, Vec::len);
    let even = rows.len() >= 2 && (2..=limits::CELLS).contains(&width) && rows.iter().all(|r| r.len() == width);
    even && columns(rows, Extent::Memory).is_some_and(|c| c.both())
}

/// Whether text without a telling name is Markdown: front matter, or two kinds of its marks.
fn marked_down(text: &str) -> bool {
    let mut fenced = text.lines();
    if fenced.next() == Some("---") && fenced.take(40).any(|l| l == "---") {
        return true;
    }
    let heading = |l: &str| {
        let rest = l.trim_start_matches('#');
        rest.len() < l.len() && l.len() - rest.len() <= 6 && rest.starts_with(' ')
    };
    let kinds = [
        text.lines().any(heading),
        text.lines().any(|l| l.starts_with("```")),
        text.lines().any(|l| l.starts_with("- ") || l.starts_with("* ")),
        text.contains("]("),
        text.contains("**"),
        text.lines().any(|l| l.starts_with('|') && l.contains("---")),
    ];
    kinds.iter().filter(|k| **k).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(name: &str, bytes: impl AsRef<[u8]>) -> Format {
        format_of(&Input::bytes(name, bytes.as_ref()), &Hint::default()).unwrap()
    }

    #[test]
    fn content_decides() {
        for (content, want) in [
            ("<?xml version='1.0'?><!-- c --><!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'>", Format::Tmx),
            ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///x'>\n]><xliff>", Format::Xliff),
            ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;'>] ><tmx>", Format::Tmx),
            ("\u{FEFF}<xliff version='2.0' xmlns='urn:x'>", Format::Xliff),
            ("<o:document o:mimetype='application/vnd.oasis.opendocument.text'>", Format::Odt),
            ("<!doctype HTML>\n<p>x", Format::Html),
            ("<h1 id='x'>条款</h1>", Format::Html),
            ("<?xml version='1.0'?><udhr><p/></udhr>", Format::Xml),
            ("# x\n\nmsgid \"a\"\nmsgstr \"b\"\n", Format::Po),
            ("{\"zh\": \"x\"}", Format::Json),
            ("{\n\"sourceLanguage\" : \"en\", \"strings\" : {}}", Format::StringCatalogue),
            ("[ {\"zh\": \"x\"}]", Format::Json),
            ("甲\tA\n乙\tB\n", Format::Tsv),
            ("甲,A word\n乙,\"B, word\"\n", Format::Csv),
            ("甲 | A\n乙 | B\n", Format::Columns),
            ("---\ntitle: x\n---\n\ntext\n", Format::Markdown),
            ("# Title\n\n- a [link](x)\n", Format::Markdown),
            ("\t第一段，很長。\n\t第二段。\n", Format::Text),
            ("One, two.\nThree, four, five.\n", Format::Text),
            ("[1] See below.\n", Format::Text),
            ("<3 is a heart", Format::Text),
            ("MIME-Version: 1.0\nContent-Type: text/html\n\n<p>x", Format::Mime),
            ("Note: this\nand: that\n\ntext", Format::Text),
            ("\\documentclass{article}\n\\begin{document}\nx", Format::Latex),
            ("# c\nTemplate: a/b\nType: note\nDescription: x\n", Format::Debconf),
            ("Template: a\n\nType: b\n", Format::Text),
            ("\\\" c\n.TH X 1\n.SH NAME\nx\n", Format::Man),
            (".\\\" c\n.TH X 1\n.SH NAME\nx \\- y\n", Format::Man),
            ("<?xml version='1.0'?><svg xmlns='x'><text>a</text></svg>", Format::Svg),
            ("", Format::Text),
        ] {
            assert_eq!(is("x", content), want, "{content}");
        }
    }

    #[test]
    fn a_name_breaks_ties_only() {
        assert_eq!(is("README.md", "plain"), Format::Markdown);
        assert_eq!(is("README.md", "<p align=center>logo</p>\n\n# Title"), Format::Markdown);
        assert_eq!(is("notes.txt", "# Title\n\n- a [link](x)\n"), Format::Text);
        assert_eq!(is("memory.txt", "<tmx version='1.4'></tmx>"), Format::Tmx);
        assert_eq!(is("x.docx", "%PDF-1.7"), Format::Pdf);
        assert_eq!(is("x.rpy", "translate schinese strings:\n    old \"a\"\n"), Format::RenPy);
        assert_eq!(is("x.rpy", "label start:\n    \"a\"\n"), Format::Text);
        assert_eq!(is("x.rst", "Title\n=====\n\n- a\n"), Format::Rst);
        assert_eq!(is("x.rst", "<!DOCTYPE html><p>x"), Format::Html);
    }

    #[test]
    fn what_is_not_read_says_the_way_out() {
        let why = |bytes: &[u8]| format_of(&Input::bytes("x", bytes), &Hint::default()).unwrap_err();
        assert!(why(b"\xD0\xCF\x11\xE0\xA1\xB1").contains("not a whole Office file"));
        assert!(why(b"\x1F\x8B\x08").contains("unpack"));
    }
}
