//! One writer at a time. The lock covers the whole store and its manifest: two rebuilds write folders of their own,
//! and each would take the other's away; two additions would each write a `duizhao.toml` without the other's source.
//! The system lets go of it when a process ends, however it ends. Readers never ask for it.

use crate::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

const FILE: &str = "lock";

/// The right to write the index in a folder, held as long as the value lives.
#[derive(Debug)]
pub struct Lock {
    pub(super) dir: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock, making the folders that it needs.
    ///
    /// # Errors
    /// [`Error::Locked`] when another process holds it.
    pub fn take(dir: &Path) -> Result<Lock> {
        let store = dir.join("store");
        fs::create_dir_all(&store).map_err(|e| Error::system(&store, &e))?;
        let path = store.join(FILE);
        // Nothing is ever written to it, so nothing is to be cut off.
        let file = File::options().create(true).append(true).open(&path).map_err(|e| Error::system(&path, &e))?;
        // A process that this one is starting holds all its files, locks that were just given back too, until it begins.
        for patience in [0, 20, 80, 200] {
            thread::sleep(Duration::from_millis(patience));
            match file.try_lock() {
                Ok(()) => return Ok(Lock { dir: dir.to_path_buf(), _file: file }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(e)) => return Err(Error::file(&path, e)),
            }
        }
        Err(Error::Locked { dir: dir.to_path_buf() })
    }
}
