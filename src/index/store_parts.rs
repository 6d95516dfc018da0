//! The parts of an open index: found by name, put in place, taken away.

use super::Store;
use super::intact::ALWAYS;
use super::parts::{self, Part};
use crate::{Error, Result};
use std::fs;
use std::io::ErrorKind;
use std::sync::PoisonError;

impl Store {
    /// The part of that name; `None` where there is none.
    ///
    /// # Errors
    /// [`Error::Index`] when the file is damaged.
    pub fn part(&self, name: &str) -> Result<Option<Part>> {
        let mut known = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(part) = known.get(name) {
            return Ok(part.clone());
        }
        let part = match &self.folder {
            None => None,
            Some(folder) => {
                let file = parts::file_of(name);
                let part = parts::read(folder, &file).map_err(|e| self.damaged(format!("'{file}': {e}")))?;
                let trusted = |part: &Part| part.len() > ALWAYS && parts::untouched(folder, &file);
                match part {
                    Some(part) if !trusted(&part) && !part.is_intact() => {
                        return Err(self.damaged(parts::changed(&file)));
                    }
                    part => part,
                }
            }
        };
        known.insert(name.to_string(), part.clone());
        Ok(part)
    }

    /// Puts a part in the place of the one that has its name.
    ///
    /// # Errors
    /// The file cannot be written; the old part stands.
    pub fn put_part(&self, name: &str, stamp: u64, bytes: &[u8]) -> Result<()> {
        let part = Part::new(stamp, bytes);
        if let Some(folder) = &self.folder {
            let file = parts::file_of(name);
            parts::write(folder, &file, &part).map_err(|e| Error::system(folder.join(&file), &e))?;
            self.parts.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        } else {
            self.parts.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_string(), Some(part));
        }
        Ok(())
    }

    /// Takes a part away, if there is one.
    ///
    /// # Errors
    /// The file cannot be removed.
    pub fn remove_part(&self, name: &str) -> Result<()> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        let Some(folder) = &self.folder else { return Ok(()) };
        let path = folder.join(parts::file_of(name));
        match fs::remove_file(&path) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::system(&path, &e)),
            _ => Ok(()),
        }
    }

    /// Forgets the parts that were read; those of an index in memory stay.
    pub(super) fn forget_parts(&self) {
        if self.folder.is_some() {
            self.parts.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    /// Bytes of a part on disk.
    pub(super) fn part_size(&self, name: &str) -> u64 {
        let file = self.folder.as_ref().map(|folder| folder.join(parts::file_of(name)));
        file.and_then(|file| file.metadata().ok()).map_or(0, |meta| meta.len())
    }
}
