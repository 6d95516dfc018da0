//! Bytes to raw blocks and rows: one file a format. Law: what a reader gives is what the file says; it undoes
//! layout (line wraps, page furniture) and never repairs text.
//!
//! Odd text gives warnings; a file that cannot be read gives one error that names it, the limit it went past and
//! the way out. Nothing outside of the given file is opened, nothing panics, and [`limits`] bounds memory and time.
//! Formats of rows (TSV, CSV, JSONL, Moses, PO, TBX, TMX, XLIFF) are read as their rows are asked for.

mod archive;
mod decode;
mod delimited;
mod docx;
mod encoding;
mod epub;
mod flow;
mod folder;
mod format;
mod html;
mod inline;
mod join;
mod jsonl;
mod kindred;
mod lang;
mod layout;
pub mod limits;
mod list;
mod markdown;
mod markup;
mod moses;
mod numbering;
mod odt;
mod page;
mod pdf;
mod po;
mod properties;
mod rows;
mod source;
mod styles;
mod table;
mod tags;
mod tbx;
mod text;
mod tmx;
mod xliff;
mod xlsx;
mod xml;

#[cfg(test)]
mod hostile;

pub use delimited::pair_rows_by_key;
pub use folder::{Files, Found, documents, documents_of, has_documents, pair_stem};
pub use format::Format;
pub use kindred::{Known, relate};
pub use lang::{side_of_tag, side_of_text};
pub use source::Input;

use crate::error::{Error, Result};
use crate::model::{Block, Body, Raw, Side, Sides};

/// What happened to a file, without its name: [`read`] puts that before it.
type Outcome<T> = Result<T, String>;

/// What the user says of a file; what is not said is found out.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// A name that the WHATWG knows: `big5`, `gb18030`, `utf-16le` …
    pub encoding: Option<String>,
    pub format: Option<Format>,
}

/// What a file would be read as.
pub fn detect(input: &Input, hint: &Hint) -> Result<Format> {
    named(input, format_of(input, hint))
}

/// Reads one file.
pub fn read(input: &Input, hint: &Hint) -> Result<Raw> {
    let read = || match format_of(input, hint)? {
        Format::Text => text::read(input, hint),
        format @ (Format::Tsv | Format::Csv | Format::Columns) => delimited::read(input, hint, format),
        Format::Markdown => markdown::read(input, hint),
        Format::Html => html::read(input, hint),
        Format::Xml => xml::read(input, hint),
        Format::Tmx => tmx::read(input, hint),
        Format::Tbx => tbx::read(input, hint),
        Format::Xliff => xliff::read(input, hint),
        Format::Po => po::read(input, hint),
        Format::Json => jsonl::read(input, hint),
        Format::Docx => docx::read(input),
        Format::Odt => odt::read(input),
        Format::Xlsx => xlsx::read(input),
        Format::Epub => epub::read(input),
        Format::Pdf => pdf::read(input),
    };
    named(input, read())
}

/// A file's text as it is, and the name of its encoding.
pub fn text_of(input: &Input, hint: &Hint) -> Result<(String, &'static str)> {
    named(input, encoding::text_of(input, hint.encoding.as_deref())).map(|(text, encoded)| (text, encoded.name()))
}

/// Reads two files that are one document: line-parallel texts, tables that share a key, or two running texts whose
/// correspondence is for us to find out.
pub fn read_pair(zh: &Input, en: &Input, hint: &Hint) -> Result<Raw> {
    // `name.zh` and `name.en` are how Moses names line-parallel files.
    if zh.extension() == "zh" && en.extension() == "en" {
        return read_parallel(zh, en, hint);
    }
    let (chinese, english) = (read(zh, hint)?, read(en, hint)?);
    match (&chinese.body, &english.body) {
        (Body::Rows(_), Body::Rows(_)) => pair_rows_by_key(chinese, english).ok_or_else(|| {
            let reason = format!("its rows have no key that those of {} share", en.path().display());
            Error::file(zh.path(), reason)
        }),
        (Body::Blocks(_), Body::Blocks(_)) => Ok(joined(chinese, english)),
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

/// Two running texts as one, each block on the side of its file.
fn joined(chinese: Raw, english: Raw) -> Raw {
    let blocks = |body: Body| match body {
        Body::Blocks(blocks) => blocks,
        Body::Rows(_) => Vec::new(),
    };
    let sided = |body: Body, side: Side| blocks(body).into_iter().map(move |block| Block { side: Some(side), ..block });
    let encodings = if chinese.encoding == english.encoding { chinese.encoding } else { "" };
    let title = |raw: &Raw| raw.title.zh.clone().or_else(|| raw.title.en.clone());
    let title = Sides::new(title(&chinese), title(&english));
    let warnings = chinese.warnings.into_iter().chain(english.warnings).collect();
    let body = sided(chinese.body, Side::Zh).chain(sided(english.body, Side::En)).collect();
    Raw { format: chinese.format, encoding: encodings, title, body: Body::Blocks(body), warnings }
}

/// Reads two line-parallel files (Moses) as one document.
pub fn read_parallel(zh: &Input, en: &Input, hint: &Hint) -> Result<Raw> {
    moses::read(zh, en, hint)
}

fn format_of(input: &Input, hint: &Hint) -> Outcome<Format> {
    hint.format.map_or_else(|| format::detect(input, hint), Ok)
}

fn named<T>(input: &Input, outcome: Outcome<T>) -> Result<T> {
    outcome.map_err(|reason| Error::file(input.path(), reason))
}

#[cfg(test)]
mod testing {
    //! What the tests of several readers share.

    use crate::model::{Block, Body, Raw, Row};
    use std::io::{Cursor, Write};

    /// An archive of these entries.
    pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
            writer.write_all(text.as_bytes()).expect("its bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    /// A PDF of one page for each content stream, its objects 1 and 2 catalog and pages, 3 the font of `font`.
    pub fn pdf(font: &str, pages: &[&[u8]]) -> Vec<u8> {
        let mut objects: Vec<Vec<u8>> = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
        let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
        objects.push(format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()).into_bytes());
        objects.push(font.as_bytes().to_vec());
        objects.push(b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4>>>>".to_vec());
        for (n, content) in pages.iter().enumerate() {
            objects.push(
                format!(
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
                    6 + 2 * n
                )
                .into_bytes(),
            );
            objects
                .push([format!("<</Length {}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat());
        }
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut offsets = Vec::new();
        for (n, object) in objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend([format!("{} 0 obj\n", n + 1).as_bytes(), object, b"\nendobj\n"].concat());
        }
        let start = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).bytes());
        for offset in &offsets {
            out.extend(format!("{offset:010} 00000 n \n").bytes());
        }
        out.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", offsets.len() + 1).bytes());
        out
    }

    pub fn rows_of(raw: Raw) -> Vec<Row> {
        match raw.body {
            Body::Rows(rows) => rows.map(|r| r.expect("a row")).collect(),
            Body::Blocks(blocks) if blocks.is_empty() => Vec::new(),
            Body::Blocks(_) => panic!("blocks where rows were expected"),
        }
    }

    pub fn blocks_of(raw: Raw) -> Vec<Block> {
        match raw.body {
            Body::Blocks(blocks) => blocks,
            Body::Rows(_) => panic!("rows where blocks were expected"),
        }
    }

    /// Blocks as lines for people: `# heading`, `^ note`, plain text; the side before it where there is one.
    pub fn shown(raw: Raw) -> Vec<String> {
        use crate::model::BlockKind::*;
        let show = |b: Block| {
            let side = b.side.map(|s| format!("{s}: ")).unwrap_or_default();
            match b.kind {
                Heading(level) => format!("{side}{} {}", "#".repeat(level.into()), b.text),
                Note => format!("{side}^ {}", b.text),
                Text | Paragraph => format!("{side}{}", b.text),
            }
        };
        blocks_of(raw).into_iter().map(show).collect()
    }
}
