//! Archives (DOCX, ODT, XLSX, EPUB): entries by name, unpacked within limits. Nothing is ever written to disk, so
//! a path in an archive is a name and no more.

use crate::read::archive::{self, broken, unpack, within};
use crate::read::format::Format;
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use crate::read::xml_stream::{Markup, Token};
use encoding_rs::{Encoding, UTF_8};
use std::collections::HashMap;
use std::io::Cursor;
use zip::ZipArchive;

/// Another part of a package that a part names.
#[derive(Clone, Debug)]
pub struct Relation {
    /// From the root of the package.
    pub path: String,
    /// What it is, as a URI.
    pub kind: String,
}

pub struct Package {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The numbers of the entries by their names, without the folder that a package was packed in together with itself.
    /// Some programs of Windows write `\\` in them.
    names: HashMap<String, usize>,
    /// Bytes unpacked so far.
    unpacked: u64,
}

impl Package {
    pub fn open(input: &Input) -> Outcome<Self> {
        let zip = archive::open(Cursor::new(input.whole()?))?;
        let all: Vec<String> =
            zip.file_names_raw().map(|name| String::from_utf8_lossy(name).replace('\\', "/")).collect();
        let root = root_of(&all);
        let inside = |(at, name): (usize, &String)| name.strip_prefix(&root).map(|name| (name.to_string(), at));
        let names = all.iter().enumerate().filter_map(inside).collect();
        Ok(Package { zip, names, unpacked: 0 })
    }

    fn names(&self) -> impl Iterator<Item = &String> {
        self.names.keys()
    }

    /// What kind of document the archive is.
    pub fn format(&mut self) -> Outcome<Format> {
        let names = self.names.clone();
        let has = |name: &str| names.contains_key(name);
        if has("mimetype") {
            match self.text("mimetype")?.trim() {
                "application/epub+zip" => return Ok(Format::Epub),
                m if m.starts_with("application/vnd.oasis.opendocument.text") => return Ok(Format::Odt),
                m if m.starts_with("application/vnd.oasis.opendocument.presentation") => return Ok(Format::Odp),
                m if m.starts_with("application/vnd.oasis.opendocument.spreadsheet") => return Ok(Format::Ods),
                m => return Err(format!("is a document of type {m}, which is not read; save it as .odt or .docx")),
            }
        }
        if has("word/document.xml") || has("word/document2.xml") {
            return Ok(Format::Docx);
        }
        if has("xl/workbook.xml") {
            return Ok(Format::Xlsx);
        }
        if has("ppt/presentation.xml") {
            return Ok(Format::Pptx);
        }
        // The main part may have any name; its content type says what it is.
        if has("[Content_Types].xml") {
            let types = self.text("[Content_Types].xml")?;
            if types.contains("wordprocessingml.document.main") || types.contains("wordprocessingml.template.main") {
                return Ok(Format::Docx);
            }
            if types.contains("presentationml.presentation.main") || types.contains("presentationml.slideshow.main") {
                return Ok(Format::Pptx);
            }
            if types.contains("spreadsheetml.sheet.main") || types.contains("spreadsheetml.template.main") {
                return Ok(Format::Xlsx);
            }
        }
        if has("OFD.xml") {
            return Ok(Format::Ofd);
        }
        if has("META-INF/container.xml") {
            return Ok(Format::Epub);
        }
        Err("is a ZIP archive, but not DOCX, XLSX, PPTX, ODT or EPUB; unpack it first".into())
    }

    /// Whether there is an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// An entry, if the archive has it.
    pub fn find(&mut self, name: &str) -> Outcome<Option<Vec<u8>>> {
        let Some(number) = self.names.get(name) else { return Ok(None) };
        let mut entry = self.zip.by_index(*number).map_err(|e| format!("entry '{name}' {}", broken(&e)))?;
        let packed = entry.compressed_size();
        let bytes = unpack(&mut entry, packed, limits::UNPACKED - self.unpacked)
            .map_err(|why| format!("entry '{name}' {why}"))?;
        drop(entry);
        self.unpacked += bytes.len() as u64;
        Ok(Some(eight_bits(bytes)))
    }

    /// An entry that the format cannot do without.
    pub fn entry(&mut self, name: &str) -> Outcome<Vec<u8>> {
        self.find(name)?.ok_or_else(|| format!("is an archive without its '{name}'"))
    }

    /// The names of the entries that open and end like this, in order.
    pub fn entries(&self, start: &str, end: &str) -> Vec<String> {
        let mut found: Vec<String> =
            self.names().filter(|name| name.starts_with(start) && name.ends_with(end)).cloned().collect();
        // slide2 comes before slide10.
        found.sort_by_key(|name| (name.len(), name.clone()));
        found
    }

    /// The part that an Office package names as its main one, or `usual`.
    pub fn main_part(&mut self, usual: &str) -> Outcome<String> {
        if self.has(usual) {
            return Ok(usual.to_string());
        }
        let relations = self.relations("")?;
        let main = relations.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
        main.map(|main| main.path).ok_or_else(|| format!("is an archive without its '{usual}'"))
    }

    /// What a part names by id: the path of each, and its kind.
    pub fn relations(&mut self, part: &str) -> Outcome<HashMap<String, Relation>> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let entry = relative("", &format!("{folder}/_rels/{name}.rels"));
        let mut relations = HashMap::new();
        let Some(xml) = self.find(&entry)? else { return Ok(relations) };
        let mut markup = Markup::new(xml.as_slice());
        loop {
            match markup.next()? {
                Token::Open(tag) if tag.name == "Relationship" => {
                    let external = tag.get("TargetMode") == Some("External");
                    if let (Some(id), Some(target), false) = (tag.get("Id"), tag.get("Target"), external) {
                        let kind = tag.get("Type").unwrap_or_default().to_string();
                        relations.insert(id.to_string(), Relation { path: relative(part, target), kind });
                    }
                }
                Token::End => return Ok(relations),
                _ => {}
            }
        }
    }

    /// An entry as text; office formats are UTF-8.
    pub fn text(&mut self, name: &str) -> Outcome<String> {
        let bytes = self.entry(name)?;
        Ok(String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()))
    }
}

/// The folder that all of a package is in, where its first names stand one deeper than they should: who packs the
/// folder and not what is in it makes such.
fn root_of(names: &[String]) -> String {
    let Some((folder, _)) = names.first().and_then(|name| name.split_once('/')) else { return String::new() };
    let root = format!("{folder}/");
    let first = |name: &String| name.strip_prefix(&root).is_some_and(|name| archive::ONE_DOCUMENT.contains(&name));
    if names.iter().all(|name| name.starts_with(&root)) && names.iter().any(first) { root } else { String::new() }
}

/// An entry in UTF-16, as some write their XML, in UTF-8.
fn eight_bits(bytes: Vec<u8>) -> Vec<u8> {
    match Encoding::for_bom(&bytes) {
        Some((encoding, _)) if encoding != UTF_8 && bytes.iter().take(4).any(|b| *b == b'<') => {
            encoding.decode(&bytes).0.into_owned().into_bytes()
        }
        _ => bytes,
    }
}

/// Joins a path in an archive to the folder of the entry that names it: `OEBPS/content.opf` + `text/a.xhtml`.
pub fn relative(base: &str, path: &str) -> String {
    within(base.rsplit_once('/').map_or("", |(folder, _)| folder), path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::zip_named;

    #[test]
    fn a_package_in_a_folder_of_its_own() {
        let bytes = zip_named(&[(b"book/mimetype", b"application/epub+zip"), (b"book/OEBPS/a.xhtml", b"<p/>")]);
        let mut package = Package::open(&Input::bytes("x", bytes)).unwrap();
        assert_eq!(package.format(), Ok(Format::Epub));
        assert!(package.has("OEBPS/a.xhtml"));
        assert_eq!(package.entries("OEBPS/", ".xhtml"), ["OEBPS/a.xhtml"]);
        let bytes = zip_named(&[(b"book/mimetype", b"application/epub+zip"), (b"notes.txt", b"x")]);
        assert!(Package::open(&Input::bytes("x", bytes)).unwrap().format().is_err());
    }

    #[test]
    fn names_in_the_way_of_windows() {
        let bytes = zip_named(&[(b"xl\\workbook.xml", b"<w/>"), (b"xl\\worksheets\\a.xml", b"<s/>")]);
        let mut package = Package::open(&Input::bytes("x", bytes)).unwrap();
        assert_eq!(package.format(), Ok(Format::Xlsx));
        assert_eq!(package.entries("xl/worksheets/", ".xml"), ["xl/worksheets/a.xml"]);
        assert_eq!(package.text("xl/workbook.xml").unwrap(), "<w/>");
    }

    #[test]
    fn entries_in_utf16() {
        let text = "<a>中</a>";
        let little: Vec<u8> = "\u{FEFF}<a>中</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{FEFF}<a>中</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let bytes = zip_named(&[(b"a", &little), (b"b", &big), (b"c", text.as_bytes())]);
        let mut package = Package::open(&Input::bytes("x", bytes)).unwrap();
        assert_eq!(["a", "b", "c"].map(|name| package.text(name).unwrap()), [text; 3]);
    }
}
