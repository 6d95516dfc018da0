//! Archives of documents (ZIP), which are read as folders are: `papers.zip/zh/lease.docx` is the path of a file in one.
//! Nothing is unpacked to disk, so what a name in an archive says is a name and no more.

use crate::read::limits;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use zip::ZipArchive;
use zip::result::ZipError;

/// How a ZIP starts, an empty one too.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// Endings of archives of documents; the second is memoQ's, of a document with its translation.
const ENDINGS: [&str; 2] = ["zip", "mqxlz"];

/// Names that an archive has at its root when it is one document.
pub const ONE_DOCUMENT: [&str; 3] = ["mimetype", "[Content_Types].xml", "META-INF/container.xml"];

/// The files of an archive. Cheap to clone; each clone opens the file anew when it reads.
#[derive(Clone)]
pub struct Archive {
    zip: ZipArchive<Reopened>,
    /// The names of files as paths in the archive, with the number of their entry.
    names: Arc<Vec<(String, usize)>>,
}

/// The archive that was opened last: the files of one are read one after the other, and its list can be long.
static LAST: Mutex<Option<Opened>> = Mutex::new(None);

struct Opened {
    path: PathBuf,
    /// Bytes and last change of the file when it was opened.
    stamp: Option<(u64, SystemTime)>,
    archive: Archive,
}

impl Archive {
    /// Opens an archive; the one that was opened last is at hand.
    pub fn open(path: &Path) -> Result<Archive, String> {
        let stamp = path.metadata().and_then(|meta| Ok((meta.len(), meta.modified()?))).ok();
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some(opened) if opened.path == path && opened.stamp == stamp && stamp.is_some() => {
                return Ok(opened.archive.clone());
            }
            _ => {}
        }
        let archive = Archive::of(Reopened { path: path.to_path_buf(), file: None, position: 0 })?;
        *last = Some(Opened { path: path.to_path_buf(), stamp, archive: archive.clone() });
        Ok(archive)
    }

    fn of(reader: Reopened) -> Result<Archive, String> {
        let zip = open(reader)?;
        let raw: Vec<&[u8]> = zip.file_names_raw().collect();
        let encoding = encoding_of(&raw);
        let named = raw.iter().enumerate().filter(|(_, name)| !name.ends_with(b"/")).filter_map(|(at, name)| {
            let name = std::str::from_utf8(name)
                .map_or_else(|_| encoding.decode_without_bom_handling(name).0.into_owned(), str::to_string);
            let name = within("", &name.replace('\\', "/"));
            (!name.is_empty()).then_some((name, at))
        });
        let mut names: Vec<(String, usize)> = named.collect();
        names.sort();
        Ok(Archive { zip, names: Arc::new(names) })
    }

    /// The paths of its files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// A file of the archive, whole; `None` where it has none of this name.
    pub fn file(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let found = self.names.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok();
        let Some((_, number)) = found.and_then(|at| self.names.get(at)) else { return Ok(None) };
        let mut entry = self.zip.by_index(*number).map_err(|e| broken(&e))?;
        let packed = entry.compressed_size();
        unpack(&mut entry, packed, limits::ENTRY).map(Some)
    }
}

/// Opens an archive whose entries can be unpacked within limits.
pub fn open<R: Read + Seek>(reader: R) -> Result<ZipArchive<R>, String> {
    let mut zip = ZipArchive::new(reader).map_err(|e| broken(&e))?;
    if zip.len() > limits::ENTRIES {
        return Err(format!("is an archive of {} entries; at most {} are read", zip.len(), limits::ENTRIES));
    }
    // Entries that share their bytes make a small file unpack to any size.
    if zip.has_overlapping_files().map_err(|e| broken(&e))? {
        return Err("has entries that lie over each other; it looks like a ZIP bomb".into());
    }
    Ok(zip)
}

/// Whether a path is an archive of documents, by its ending and by what is in it.
pub fn is_archive(path: &Path) -> bool {
    let zipped = || {
        let mut start = [0; 4];
        File::open(path).is_ok_and(|mut file| file.read_exact(&mut start).is_ok() && MAGIC.contains(&&start[..]))
    };
    let one = |archive: Archive| archive.names().any(|name| ONE_DOCUMENT.contains(&name));
    has_ending(path) && path.is_file() && zipped() && !Archive::open(path).is_ok_and(one)
}

/// Whether a file is named as an archive.
pub fn has_ending(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    ENDINGS.contains(&ending.as_str())
}

/// The archive that the path of a file leads into, and the name of the file there.
pub fn split(path: &Path) -> Option<(&Path, String)> {
    let archive = path.ancestors().skip(1).find(|above| has_ending(above) && above.is_file())?;
    let parts = path.strip_prefix(archive).ok()?.components().map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    Some((archive, parts.collect::<Option<Vec<_>>>()?.join("/")))
}

/// The file on disk that holds what a path names: the path itself, or the archive that it leads into.
pub fn on_disk(path: &Path) -> &Path {
    split(path).map_or(path, |(archive, _)| archive)
}

/// Whether there is a file of this path, on disk or in an archive.
pub fn exists(path: &Path) -> bool {
    let inside = || {
        let (archive, name) = split(path)?;
        Some(Archive::open(archive).ok()?.names().any(|known| known == name))
    };
    path.exists() || inside().unwrap_or_default()
}

/// The path that the system knows a file by, whatever links lead to it.
pub fn real(path: &Path) -> PathBuf {
    let inside = || {
        let (archive, name) = split(path)?;
        Some(archive.canonicalize().ok()?.join(name))
    };
    path.canonicalize().ok().or_else(inside).unwrap_or_else(|| path.to_path_buf())
}

/// Unpacks an entry of `packed` bytes to at most `room`. What its header says of the size is not to be believed, so what
/// comes is counted.
pub fn unpack(entry: &mut impl Read, packed: u64, room: u64) -> Result<Vec<u8>, String> {
    let packed = packed.max(1);
    let mut bytes = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        let got = entry.read(&mut chunk).map_err(|e| format!("cannot be unpacked: {e}"))?;
        if got == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(chunk.get(..got).unwrap_or_default());
        let size = bytes.len() as u64;
        let over = |limit: String| Err(format!("unpacks to more than {limit}; it looks like a ZIP bomb"));
        if size > limits::ENTRY {
            return over(limits::size(limits::ENTRY));
        }
        if size > limits::RATIO_FROM && size / packed > limits::RATIO {
            return over(format!("{} times its size", limits::RATIO));
        }
        if size > room {
            return over(format!("{} with the entries before it", limits::size(limits::UNPACKED)));
        }
    }
}

/// Why an archive cannot be read.
pub fn broken(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => {
            "is encrypted; save it without a password".into()
        }
        ZipError::InvalidArchive(_) | ZipError::Io(_) => {
            format!("is not a whole archive (cut off or damaged): {error}")
        }
        other => format!("cannot be unpacked: {other}"),
    }
}

/// A path in an archive, beginning at a folder there; it never leads out of the archive.
pub fn within(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.retain(|p| !p.is_empty());
    parts.join("/")
}

/// The encoding of names that do not say theirs: those of Chinese Windows are in its codepage, without a word of it.
fn encoding_of(names: &[&[u8]]) -> &'static Encoding {
    let foreign: Vec<&[u8]> = names.iter().copied().filter(|name| std::str::from_utf8(name).is_err()).collect();
    let foreign = foreign.join(&b"\n"[..]);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&foreign, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let guess = if guess == GBK { GB18030 } else { guess };
    let fits = |encoding: &&'static Encoding| !encoding.decode_without_bom_handling(&foreign).1;
    [guess, GB18030, BIG5].into_iter().find(fits).unwrap_or(GB18030)
}

/// A file that is opened when it is read first; a clone stands at the same place and opens it anew.
struct Reopened {
    path: PathBuf,
    file: Option<File>,
    position: u64,
}

impl Clone for Reopened {
    fn clone(&self) -> Self {
        Reopened { path: self.path.clone(), file: None, position: self.position }
    }
}

impl Reopened {
    fn file(&mut self) -> io::Result<&mut File> {
        if self.file.is_none() {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(self.position))?;
            self.file = Some(file);
        }
        self.file.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Read for Reopened {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let got = self.file()?.read(buf)?;
        self.position += got as u64;
        Ok(got)
    }
}

impl Seek for Reopened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = self.file()?.seek(to)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{zip, zip_named};

    fn archive(bytes: Vec<u8>) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("papers.zip");
        std::fs::write(&path, bytes).unwrap();
        (dir, path)
    }

    #[test]
    fn names_of_chinese_windows() {
        for (encoding, name) in [(GB18030, "中文版/租赁合同.txt"), (BIG5, "中文版/租賃合約.txt")] {
            let (raw, ..) = encoding.encode(name);
            let (_dir, path) = archive(zip_named(&[(&raw, b"x"), (b"english\\lease.txt", b"y")]));
            let mut archive = Archive::open(&path).unwrap();
            assert_eq!(archive.names().collect::<Vec<_>>(), ["english/lease.txt", name]);
            assert_eq!(archive.file(name).unwrap().unwrap(), b"x");
            assert!(exists(&path.join(name)) && !exists(&path.join("other.txt")));
            assert_eq!(on_disk(&path.join(name)), path);
        }
    }

    #[test]
    fn a_path_never_leads_out() {
        let (_dir, path) = archive(zip(&[("../../etc/passwd", "x"), ("/abs.txt", "y")]));
        assert_eq!(Archive::open(&path).unwrap().names().collect::<Vec<_>>(), ["abs.txt", "etc/passwd"]);
        assert_eq!(split(&path.join("../x")), None);
    }

    #[test]
    fn one_document_is_no_folder() {
        let (_dir, path) = archive(zip(&[("mimetype", "x")]));
        assert!(!is_archive(&path));
        let (_dir, path) = archive(zip(&[("a.txt", "x")]));
        assert!(is_archive(&path));
    }

    #[test]
    fn entries_that_lie_over_each_other() {
        let mut bytes = zip(&[("a.txt", "xxxxxxxxxx"), ("b.txt", "xxxxxxxxxx")]);
        // Both entries of the central directory point at the first file.
        let second = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
        bytes[second + 42..second + 46].fill(0);
        let (_dir, path) = archive(bytes);
        assert!(Archive::open(&path).err().unwrap().contains("bomb"));
    }
}
