//! Any bytes give a document or an error, within the time and the memory that the run allows. `READER` names the reader;
//! without it the first byte of an input does. With `REPEATED=200000` what stands behind the byte 1E, or all of an input
//! without one, is repeated until there are so many bytes: what takes time by the square of a length shows.

#![no_main]

mod files;

use duizhao::model::Raw;
use duizhao::read::{Format, Hint, Input, read, read_pair, read_parallel, text_of};
use libfuzzer_sys::fuzz_target;
use std::panic;
use std::sync::LazyLock;

#[derive(Clone, Copy)]
enum Reader {
    /// A file as it is.
    File(Format),
    /// The same, all of whose letters are text.
    Plain(Format),
    Zip(Format),
    Compound(Format),
    Parallel,
    Pair,
}

const READERS: [(&str, Reader); 41] = [
    ("text", Reader::Plain(Format::Text)),
    ("columns", Reader::Plain(Format::Columns)),
    ("tsv", Reader::Plain(Format::Tsv)),
    ("csv", Reader::Plain(Format::Csv)),
    ("markdown", Reader::File(Format::Markdown)),
    ("html", Reader::File(Format::Html)),
    ("xml", Reader::File(Format::Xml)),
    ("tmx", Reader::File(Format::Tmx)),
    ("tbx", Reader::File(Format::Tbx)),
    ("xliff", Reader::File(Format::Xliff)),
    ("po", Reader::File(Format::Po)),
    ("json", Reader::File(Format::Json)),
    ("docx", Reader::Zip(Format::Docx)),
    ("odt", Reader::Zip(Format::Odt)),
    ("xlsx", Reader::Zip(Format::Xlsx)),
    ("epub", Reader::Zip(Format::Epub)),
    ("pdf", Reader::File(Format::Pdf)),
    ("mhtml", Reader::File(Format::Mime)),
    ("pptx", Reader::Zip(Format::Pptx)),
    ("odp", Reader::Zip(Format::Odp)),
    ("ods", Reader::Zip(Format::Ods)),
    ("ofd", Reader::Zip(Format::Ofd)),
    ("rtf", Reader::File(Format::Rtf)),
    ("rst", Reader::File(Format::Rst)),
    ("asciidoc", Reader::File(Format::AsciiDoc)),
    ("mediawiki", Reader::File(Format::MediaWiki)),
    ("latex", Reader::File(Format::Latex)),
    ("doc", Reader::Compound(Format::Doc)),
    ("xls", Reader::Compound(Format::Xls)),
    ("subtitles", Reader::File(Format::Subtitles)),
    ("xcstrings", Reader::File(Format::StringCatalogue)),
    ("strings", Reader::File(Format::Strings)),
    ("ts", Reader::File(Format::QtTs)),
    ("properties", Reader::File(Format::KeyLines)),
    ("yaml", Reader::File(Format::Yaml)),
    ("man", Reader::File(Format::Man)),
    ("debconf", Reader::File(Format::Debconf)),
    ("renpy", Reader::File(Format::RenPy)),
    ("svg", Reader::File(Format::Svg)),
    ("moses", Reader::Parallel),
    ("pair", Reader::Pair),
];

static NAMED: LazyLock<Option<Reader>> = LazyLock::new(|| {
    let named = std::env::var("READER").ok()?;
    let found = READERS.iter().find(|(name, _)| *name == named);
    Some(found.unwrap_or_else(|| panic!("no reader is called {named:?}: {:?}", READERS.map(|(name, _)| name))).1)
});

static REPEATED: LazyLock<Option<usize>> = LazyLock::new(|| {
    let size = std::env::var("REPEATED").ok()?;
    Some(size.parse().unwrap_or_else(|_| panic!("REPEATED={size} is no number of bytes")))
});

fuzz_target!(init: forgive_pdf(), |bytes: &[u8]| {
    let repeated = REPEATED.map(|size| repeated(bytes, size));
    let bytes = repeated.as_deref().unwrap_or(bytes);
    if let Some(reader) = *NAMED {
        reader.run(bytes);
    } else if let Some((first, rest)) = bytes.split_first() {
        READERS[usize::from(*first) % READERS.len()].1.run(rest);
    }
});

fn repeated(bytes: &[u8], size: usize) -> Vec<u8> {
    const BEHIND: u8 = 0x1E;
    let at = bytes.iter().position(|byte| *byte == BEHIND);
    let (before, pattern) = at.map_or((&[][..], bytes), |at| (&bytes[..at], &bytes[at + 1..]));
    before.iter().chain(pattern.iter().cycle()).take(size).copied().collect()
}

/// The crate that reads PDFs may panic: it runs in a thread of its own, and that is an error about the file. Ours may not.
fn forgive_pdf() {
    let abort = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let theirs = panic.location().is_some_and(|at| at.file().contains("/registry/src/"));
        if !(theirs && std::thread::current().name() == Some("pdf")) {
            abort(panic);
        }
    }));
}

impl Reader {
    fn run(self, bytes: &[u8]) {
        match self {
            Reader::File(format) => drop(read_as(format, bytes.to_vec())),
            Reader::Plain(format) => plain(format, bytes),
            Reader::Zip(format) => drop(read_as(format, files::zip(bytes))),
            Reader::Compound(format) => drop(read_as(format, files::compound(bytes))),
            Reader::Parallel => pair(bytes, |zh, en| read_parallel(zh, en, &Hint::default())),
            Reader::Pair => pair(bytes, |zh, en| read_pair(zh, en, &Hint::default())),
        }
    }
}

/// All texts of a file; `None` where it is refused.
fn read_as(format: Format, bytes: Vec<u8>) -> Option<Vec<String>> {
    let hint = Hint { format: Some(format), ..Hint::default() };
    texts(read(&Input::bytes("x", bytes), &hint))
}

fn texts(read: duizhao::Result<Raw>) -> Option<Vec<String>> {
    match read {
        Ok(raw) => files::all_texts(raw),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            None
        }
    }
}

fn plain(format: Format, bytes: &[u8]) {
    let Ok((text, _)) = text_of(&Input::bytes("x", bytes), &Hint::default()) else { return };
    if let Some(found) = read_as(format, bytes.to_vec()) {
        files::none_lost(&files::letters([text.as_str()]), &files::letters(found.iter().map(String::as_str)));
    }
}

/// The first two files of an input.
fn pair(bytes: &[u8], read: impl Fn(&Input, &Input) -> duizhao::Result<Raw>) {
    if let [(zh, first), (en, second), ..] = &files::split(bytes)[..] {
        texts(read(&Input::bytes(zh, *first), &Input::bytes(en, *second)));
    }
}
