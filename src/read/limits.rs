//! How much a file may ask of the reader, in one place. What goes past a limit is an error that says which.

use std::time::Duration;

/// A file that has to be held whole (everything but TSV, CSV, JSONL, Moses, PO, TMX and XLIFF), bytes.
pub const DOCUMENT: u64 = 256 << 20;

/// One line, row, tag with its attributes, or run of text, bytes. Office formats hide base64 in single
/// elements, so this is far above what a person writes.
pub const PIECE: u64 = 64 << 20;

/// Elements inside elements in XML.
pub const DEPTH: usize = 1_000;

/// Tables in tables, lists in lists, language scopes in language scopes; what is deeper is read as if it
/// stood at this depth.
pub const NESTING: usize = 64;

/// Entries of an archive.
pub const ENTRIES: usize = 20_000;

/// One unpacked entry of an archive, bytes.
pub const ENTRY: u64 = 256 << 20;

/// All entries that are unpacked from one archive, bytes.
pub const UNPACKED: u64 = 512 << 20;

/// Unpacked bytes for a packed one, once an entry is larger than [`RATIO_FROM`]: deflate can do 1,000,
/// documents do 5 to 50.
pub const RATIO: u64 = 200;
pub const RATIO_FROM: u64 = 8 << 20;

/// Cells in one row of a table.
pub const CELLS: usize = 16_384;

/// Cells of a sheet up to the last one with text of each row: empty ones take memory too.
pub const SHEET: usize = 16_000_000;

/// Cells of a table, columns times rows, within which cells that reach over others are kept apart.
pub const SPANNED: usize = 1_000_000;

/// Pages of a PDF.
pub const PAGES: usize = 20_000;

/// Glyphs on one page of a PDF.
pub const GLYPHS: usize = 1_000_000;

/// How long a PDF may take.
pub const PDF_TIME: Duration = Duration::from_secs(60);

/// Text of files that pairing parsed and that is held until they are prepared, bytes.
pub const PARSED: usize = 64 << 20;

/// Stack of the thread that reads a PDF, bytes.
pub const PDF_STACK: usize = 64 << 20;

/// Bytes from the start of a file by which its format is told.
pub const HEAD: usize = 64 << 10;

/// Rows by which the columns of a table are told.
pub const SAMPLE_ROWS: usize = 200;

/// A size in bytes for people: `64 MiB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        b if b >= 1 << 20 => format!("{} MiB", b >> 20),
        b if b >= 1 << 10 => format!("{} KiB", b >> 10),
        b => format!("{b} bytes"),
    }
}
