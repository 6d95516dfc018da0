//! A file put in the place of another in one step: a reader has the old one or the new one, never half of one.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Writes `temporary`, which is in the same folder, and gives it the name of `path`. Of a try that failed nothing is
/// left: half a file is of no use, and takes room.
pub(super) fn replace(path: &Path, temporary: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let written = File::create(temporary).and_then(|mut file| fill(&mut file));
    written.and_then(|()| fs::rename(temporary, path)).inspect_err(|_| {
        let _ = fs::remove_file(temporary);
    })
}
