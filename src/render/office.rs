//! A file of Office Open XML (ECMA-376): a zip of parts, of which one has the content.

use std::io::{self, Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Writes the parts that are always the same, and behind them the one with the content, in pieces. The same content
/// makes the same bytes: parts bear no time.
pub(super) fn package(out: &mut dyn Write, parts: &[(&str, &str)], (name, pieces): (&str, &[&str])) -> io::Result<()> {
    // A zip has its list of parts at the end, and offsets in it, so that it is made before it is written.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        write!(zip, "{HEAD}{text}")?;
    }
    zip.start_file(name, SimpleFileOptions::default())?;
    zip.write_all(HEAD.as_bytes())?;
    pieces.iter().try_for_each(|piece| zip.write_all(piece.as_bytes()))?;
    out.write_all(zip.finish()?.get_ref())
}
