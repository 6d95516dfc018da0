//! `serve --edit`: files that were sent are put into a folder beside the list of sources, which is one of them, and the index
//! is brought up to date.

use crate::terminal::Terminal;
use duizhao::request::UpdateRequest;
use duizhao::serve::{Added, Adding, Upload};

use duizhao::{Error, Index, Result, Silent, UpdateReport};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder, in that of the index.
const FOLDER: &str = "added";

/// What takes files into the index in `dir`.
pub fn adding(dir: &Path, terminal: &Terminal) -> Result<Arc<Adding>> {
    if !dir.is_dir() {
        let text = "--edit keeps what is added beside the list of sources, and this index has no folder\n  \
                    add documents with: duizhao index FILE…";
        return Err(Error::Usage(text.into()));
    }
    let (dir, terminal) = (dir.to_path_buf(), terminal.clone());
    Ok(Arc::new(move |files: Vec<Upload>| {
        let added = add(&dir, files)?;
        added.failed.iter().for_each(|failed| terminal.warning(failed));
        Ok(added)
    }))
}

fn add(dir: &Path, files: Vec<Upload>) -> Result<Added> {
    let folder = dir.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|e| Error::file(&folder, e))?;
    let mut kept: Vec<PathBuf> = Vec::new();
    let done = files.iter().try_for_each(|file| {
        let path = folder.join(&file.name);
        keep(&path, &file.bytes)?;
        kept.push(path);
        Ok(())
    });
    let report = done.and_then(|()| Index::build(dir, &UpdateRequest::adding([&folder]), &Silent));
    let taken = |path: &PathBuf, report: &UpdateReport| {
        let is_file = |known: &String| {
            Path::new(known).file_name() == path.file_name()
                && Path::new(known).parent().is_some_and(|parent| parent.ends_with(FOLDER))
        };
        report.added.iter().any(|document| document.paths.iter().any(is_file))
    };
    match report {
        Ok(report) => {
            let (_, useless): (Vec<PathBuf>, Vec<PathBuf>) = kept.into_iter().partition(|path| taken(path, &report));
            let failed = useless.iter().map(|path| why_not(path, &report)).collect();
            take_away(&useless);
            Ok(Added { documents: report.added.into_iter().map(|document| document.id).collect(), failed })
        }
        Err(error) => {
            take_away(&kept);
            Err(error)
        }
    }
}

/// Writes a file that must not be there yet: its name is that of a document.
fn keep(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => Error::Usage(format!("'{name}' was added before; send it under another name")),
        _ => Error::file(path, e),
    })?;
    file.write_all(bytes).map_err(|e| Error::file(path, e))
}

/// Why a file is in no document.
fn why_not(path: &Path, report: &UpdateReport) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let failed = report.failed.iter().find_map(|error| match error {
        Error::File { path: failed, reason } if failed.file_name() == path.file_name() => Some(reason.clone()),
        _ => None,
    });
    format!("{name}: {}", failed.unwrap_or_else(|| "is of no kind that is read".into()))
}

/// What is of no use is not kept: nothing would say so at the next update but a warning.
fn take_away(files: &[PathBuf]) {
    for file in files {
        let _ = fs::remove_file(file);
    }
}
