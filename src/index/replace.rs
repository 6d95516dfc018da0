//! A file put in the place of another in one step: a reader has the old one or the new one, never half of one, and what
//! was written outlives a power cut.

use std::fs::File;
use std::io;
use std::path::Path;

/// Writes a new file beside `path` and gives it that name once it is on the disk. A try that failed leaves nothing
/// behind: half a file is of no use, and takes room.
///
/// # Errors
/// What the system says of writing or renaming; the old file stands.
pub(super) fn replace(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut prefix = path.file_name().unwrap_or_default().to_os_string();
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    // A temporary file is for its owner only; this one is to be like any other file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    fill(file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    // The rename itself must survive a power cut; a folder that cannot be synced is no reason to fail.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}
