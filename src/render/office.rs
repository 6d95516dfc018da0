//! A file of Office Open XML (ECMA-376): a zip of parts, of which one has the content. What says which part is what
//! (`[Content_Types].xml`, `_rels`) follows from the parts.

use std::io::{self, Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// What the names of types and relations of Office begin with.
const TYPE: &str = "application/vnd.openxmlformats-officedocument";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A part of a file, which the part before it leads to, and the file itself to the first one.
pub(super) struct Part<'a> {
    /// With its folder, from the root of the file.
    pub name: &'a str,
    /// The type of its content: `wordprocessingml.document.main`.
    pub content: &'a str,
    /// What it is to the part before it: `worksheet`.
    pub relation: &'a str,
    /// Its text in pieces, without what every part begins with.
    pub text: &'a [&'a str],
}

/// Writes a file. The same content makes the same bytes: parts bear no time.
pub(super) fn package(out: &mut dyn Write, parts: &[Part]) -> io::Result<()> {
    // A zip has its list of parts at the end, and offsets in it, so that it is made before it is written.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &[&str]| -> io::Result<()> {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(HEAD.as_bytes())?;
        text.iter().try_for_each(|piece| zip.write_all(piece.as_bytes()))
    };
    put("[Content_Types].xml", &[&content_types(parts)])?;
    let mut from = ("", "");
    for part in parts {
        let (folder, file) = from;
        let target = part.name.strip_prefix(folder).unwrap_or(part.name);
        put(&format!("{folder}_rels/{file}.rels"), &[&relation(part.relation, target)])?;
        put(part.name, part.text)?;
        from = part.name.split_at(part.name.rfind('/').map_or(0, |slash| slash + 1));
    }
    out.write_all(zip.finish()?.get_ref())
}

fn content_types(parts: &[Part]) -> String {
    let of =
        |part: &Part| format!("<Override PartName=\"/{}\" ContentType=\"{TYPE}.{}+xml\"/>", part.name, part.content);
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{}</Types>",
        parts.iter().map(of).collect::<String>()
    )
}

fn relation(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn each_part_leads_to_the_next() {
        let part = |name, content, relation| Part { name, content, relation, text: &["<x/>"] };
        let parts = [part("a/book.xml", "book.main", "officeDocument"), part("a/pages/one.xml", "page", "page")];
        let mut out = Vec::new();
        package(&mut out, &parts).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(out)).unwrap();
        let names: Vec<String> =
            (0..zip.len()).map(|n| zip.by_index(n).unwrap().name().unwrap().into_owned()).collect();
        let want = ["[Content_Types].xml", "_rels/.rels", "a/book.xml", "a/_rels/book.xml.rels", "a/pages/one.xml"];
        assert_eq!(names, want);
        let mut text = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert!(text("_rels/.rels").contains("relationships/officeDocument\" Target=\"a/book.xml\""));
        assert!(text("a/_rels/book.xml.rels").contains("relationships/page\" Target=\"pages/one.xml\""));
        let types = text("[Content_Types].xml");
        assert!(types.contains(
            "PartName=\"/a/pages/one.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.page+xml\""
        ));
    }
}
