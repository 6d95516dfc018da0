//! Compound files (MS-CFB), the small file system that Office wrote before 2007: which kind of document one is, and its
//! streams.

use crate::read::format::Format;
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use cfb::CompoundFile;
use std::io::{Cursor, Read};

/// How a compound file starts: old Office files, and new ones with a password.
pub const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0";

/// The stream that holds a document with a password.
const ENCRYPTED: &str = "EncryptedPackage";
const PASSWORD: &str = "has a password; open it and save it without one (File > Info > Protect Document)";

pub struct Compound {
    file: CompoundFile<Cursor<Vec<u8>>>,
}

impl Compound {
    pub fn open(input: &Input) -> Outcome<Self> {
        let file = CompoundFile::open(Cursor::new(input.whole()?)).map_err(|e| match input.whole() {
            // A damaged file may still say what it is.
            Ok(bytes) if names(&bytes, ENCRYPTED) => PASSWORD.to_string(),
            _ => format!("is not a whole Office file (cut off or damaged): {e}"),
        })?;
        Ok(Compound { file })
    }

    /// What kind of document it is, by its streams.
    pub fn format(&self) -> Outcome<Format> {
        let has = |name: &str| self.file.is_stream(name);
        let why = if has("WordDocument") {
            return Ok(Format::Doc);
        } else if has("Workbook") {
            return Ok(Format::Xls);
        } else if has(ENCRYPTED) {
            PASSWORD
        } else if has("Book") {
            "is a file of Excel 95 or older (.xls); save it as .xlsx"
        } else if has("PowerPoint Document") {
            "is an old PowerPoint file (.ppt); save it as .pptx"
        } else if self.file.is_storage("__nameid_version1.0") {
            "is an Outlook message (.msg); save it as .eml or .html"
        } else {
            "is an old Office file of a kind that is not read; save it as .docx or .xlsx"
        };
        Err(why.into())
    }

    /// A stream, whole; `None` where the file has none of this name.
    pub fn stream(&mut self, name: &str) -> Outcome<Option<Vec<u8>>> {
        if !self.file.is_stream(name) {
            return Ok(None);
        }
        let damaged = |e| format!("is damaged in its stream '{name}': {e}");
        let mut bytes = Vec::new();
        let stream = self.file.open_stream(name).map_err(damaged)?;
        stream.take(limits::ENTRY + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > limits::ENTRY {
            return Err(format!("has a stream of more than {}", limits::size(limits::ENTRY)));
        }
        Ok(Some(bytes))
    }
}

/// Whether the bytes have the name of a stream, which is written in UTF-16.
fn names(bytes: &[u8], stream: &str) -> bool {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Numbers of little-endian structures by their offsets; what lies outside is not there.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
