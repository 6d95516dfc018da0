//! Which version of the format an index on disk has, and which of its folders is current.
//!
//! `store/current` names the folder with the index. A rebuild writes a new folder and then replaces this file in one
//! rename, so a reader finds the old index or the new one, never half of one.

use super::replace::replace;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The version of what is stored. Raised whenever an older program could not read it, or would read it wrongly.
pub const FORMAT: u32 = 10;

const FILE: &str = "current";

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Current {
    pub format: u32,
    /// Folder inside the store.
    pub folder: String,
}

impl Current {
    /// `None` when there is no index; an error when there is one that this program cannot read.
    pub fn read(store: &Path) -> Result<Option<Current>> {
        let text = match fs::read_to_string(store.join(FILE)) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::damaged(store.parent().unwrap_or(store), format!("'current': {e}"))),
        };
        let dir = || store.parent().unwrap_or(store).to_path_buf();
        let current: Current =
            serde_json::from_str(&text).map_err(|e| Error::damaged(dir(), format!("'current' is damaged ({e})")))?;
        if current.format != FORMAT {
            let reason = format!("has format {}, this duizhao reads format {FORMAT}", current.format);
            return Err(match Error::damaged(dir(), "") {
                Error::Index { dir, way_out, .. } => Error::Index { dir, reason, way_out },
                other => other,
            });
        }
        Ok(Some(current))
    }

    /// Makes `folder` the current index.
    pub fn write(store: &Path, folder: &str) -> std::io::Result<()> {
        let current = Current { format: FORMAT, folder: folder.to_string() };
        let text = serde_json::to_string(&current)?;
        replace(&store.join(FILE), |file| file.write_all(text.as_bytes()))
    }
}
