//! Files that are written.

use duizhao::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub fn create(path: &Path) -> Result<BufWriter<File>> {
    File::create(path).map(BufWriter::new).map_err(|e| Error::creating(path, &e))
}

/// What was written is in the file, or why it is not.
pub fn close(mut file: BufWriter<File>, path: &Path) -> Result<()> {
    file.flush().map_err(|e| Error::system(path, &e))
}
