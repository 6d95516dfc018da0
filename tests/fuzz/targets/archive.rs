//! An archive of documents: its files are found, paired by their names, and read.

#![no_main]

mod files;

use duizhao::pipeline::{self, Content, Inputs, Source};
use duizhao::read::{ParsedFiles, documents};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

static FOLDER: LazyLock<std::path::PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("duizhao-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
});

/// Of each archive.
const DOCUMENTS: usize = 20;

fuzz_target!(|bytes: &[u8]| {
    // A name of its own each time: the archive that was opened last is kept open.
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let path = FOLDER.join(format!("{}.zip", NUMBER.fetch_add(1, Ordering::Relaxed)));
    std::fs::write(&path, files::zip(bytes)).expect("the archive");
    if let Ok(walked) = documents(&path, |_| false) {
        for document in walked.found.into_iter().take(DOCUMENTS) {
            let inputs = Inputs::of(&document.files, &mut ParsedFiles::default());
            let source = Source { id: document.stem, inputs, encoding: None, fields: Vec::new() };
            match pipeline::prepare(&source).map(|prepared| prepared.content) {
                Ok(Content::Rows(rows)) => rows.for_each(drop),
                Ok(Content::Text(_)) => {}
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
    std::fs::remove_file(&path).expect("the archive");
});
