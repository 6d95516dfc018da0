//! Parts of an index beside its segments: bytes that others make and read, such as the learnt lexicon and the links
//! between words. Here they are opaque: a part has a name, a stamp by which its maker knows it again, and a checksum.
//!
//! A part is a file in the folder of the index: a CRC-32 of the rest, the stamp (u64), both little-endian, then the
//! bytes. It is replaced as a whole, so a reader has the old one or the new one.

use super::folder::IndexFolder;
use super::replace::replace;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use tantivy::Directory;
use tantivy::directory::OwnedBytes;

/// What the name of a part's file ends in.
const ENDING: &str = ".part";

/// Bytes before those of the part.
const HEAD: usize = 12;

/// The bytes of a part, by mmap where the index is on disk. Cheap to copy.
#[derive(Clone)]
pub struct Part(OwnedBytes);

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Part").field(&self.0.len()).finish()
    }
}

impl Part {
    /// A part that an engine of another make keeps.
    pub fn new(stamp: u64, bytes: &[u8]) -> Part {
        let mut all = vec![0; 4];
        all.extend(stamp.to_le_bytes());
        all.extend(bytes);
        let sum = crc32fast::hash(all.get(4..).unwrap_or_default());
        all.iter_mut().zip(sum.to_le_bytes()).for_each(|(to, from)| *to = from);
        Part(OwnedBytes::new(all))
    }

    /// What was given to [`Store::put_part`](super::Store::put_part).
    pub fn bytes(&self) -> &[u8] {
        self.0.get(HEAD..).unwrap_or_default()
    }

    /// What its maker knows it by.
    pub fn stamp(&self) -> u64 {
        self.0.get(4..HEAD).and_then(|stamp| stamp.try_into().ok()).map_or(0, u64::from_le_bytes)
    }

    /// Bytes of the part with its head.
    pub(super) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    pub(super) fn is_intact(&self) -> bool {
        let sum = self.0.get(..4).and_then(|sum| sum.try_into().ok()).map(u32::from_le_bytes);
        self.0.len() >= HEAD && sum == Some(crc32fast::hash(self.0.get(4..).unwrap_or_default()))
    }
}

/// The name of a part's file.
pub(super) fn file_of(name: &str) -> String {
    format!("{name}{ENDING}")
}

/// By mmap: a search touches a few pages of it.
pub(super) fn read(folder: &Path, file: &str) -> io::Result<Option<Part>> {
    if !folder.join(file).exists() {
        return Ok(None);
    }
    let directory = IndexFolder::open(folder).map_err(io::Error::other)?;
    let slice = directory.open_read(Path::new(file)).map_err(io::Error::other)?;
    slice.read_bytes().map(|bytes| Some(Part(bytes)))
}

/// Whether a file that was last written with the commit, or before it, needs no look: see `intact`.
pub(super) fn untouched(folder: &Path, file: &str) -> bool {
    let at = |name: &str| folder.join(name).metadata().and_then(|meta| meta.modified()).ok();
    matches!((at(file), at("meta.json")), (Some(part), Some(commit)) if part <= commit)
}

/// Why the parts in `folder` are not what was written; `None` when they are.
pub(super) fn fault(folder: &Path) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.ends_with(ENDING)).find_map(|file| match read(folder, &file) {
        Ok(Some(part)) if !part.is_intact() => Some(changed(&file)),
        Ok(_) => None,
        Err(e) => Some(format!("'{file}': {e}")),
    })
}

/// Removes what a killed writer left of parts that it was writing.
pub(super) fn remove_unfinished(folder: &Path) {
    let unfinished = format!("{ENDING}.");
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().contains(&unfinished) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

pub(super) fn changed(file: &str) -> String {
    format!("'{file}' has changed since it was written")
}

/// Puts a part in the place of the one that has its name.
pub(super) fn write(folder: &Path, file: &str, part: &Part) -> io::Result<()> {
    replace(&folder.join(file), |file| {
        file.write_all(&part.0)?;
        // As old as the commit that it belongs to, so that a later touch shows.
        let commit = folder.join("meta.json").metadata().and_then(|meta| meta.modified());
        commit.and_then(|commit| file.set_modified(commit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_put_comes_back_and_damage_shows(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            stamp: u64,
            at: prop::sample::Index,
        ) {
            let part = Part::new(stamp, &bytes);
            prop_assert!(part.is_intact());
            prop_assert_eq!((part.bytes(), part.stamp()), (&bytes[..], stamp));
            let mut damaged = part.0.to_vec();
            let at = at.index(damaged.len());
            damaged[at] ^= 1;
            prop_assert!(!Part(OwnedBytes::new(damaged)).is_intact());
        }
    }
}
