//! Where the bytes come from: a file that is opened when it is read, on disk or in an archive, or bytes in memory
//! (standard input, tests).
//! A file that was parsed on the way (to pair it) brings along what it was parsed to.

use crate::error::Error;
use crate::model::Raw;
use crate::read::archive::{self, Archive};
use crate::read::limits;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// What happened to a file, without its name, which [`Input::named`] puts before it.
pub type Outcome<T> = Result<T, String>;

/// A stream that an iterator of rows can keep.
pub type Stream = Box<dyn Read + Send>;

/// One file to be read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Input {
    path: PathBuf,
    bytes: Option<Arc<[u8]>>,
    /// Told how far the stream that was opened last has been read, bytes.
    position: Option<Arc<AtomicU64>>,
    /// What the file was parsed to already, for whoever reads it first.
    parsed: Option<Arc<Parsed>>,
}

/// What a file was parsed to, and how the file looked from outside before that.
struct Parsed {
    raw: Mutex<Option<Raw>>,
    stamp: Option<Stamp>,
}

impl fmt::Debug for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parsed").field("stamp", &self.stamp).finish_non_exhaustive()
    }
}

/// Bytes and last change of a file: one that looks otherwise has changed meanwhile.
pub type Stamp = (u64, SystemTime);

impl Input {
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Input { path: path.into(), bytes: None, position: None, parsed: None }
    }

    /// How the file looks from outside (one in an archive, how the archive does); `None` where that cannot be told.
    pub fn stamp(path: &Path) -> Option<Stamp> {
        archive::on_disk(path).metadata().and_then(|meta| Ok((meta.len(), meta.modified()?))).ok()
    }

    /// The same file, which was parsed to `raw` when it looked like `stamp`: whoever reads it next is given that.
    #[must_use]
    pub fn with_parsed(self, raw: Raw, stamp: Option<Stamp>) -> Self {
        Input { parsed: Some(Arc::new(Parsed { raw: Mutex::new(Some(raw)), stamp })), ..self }
    }

    /// What the file was parsed to, if nobody took that yet and the file did not change since.
    pub fn take_parsed(&self) -> Option<Raw> {
        let parsed = self.parsed.as_ref()?;
        let raw = parsed.raw.lock().unwrap_or_else(PoisonError::into_inner).take();
        raw.filter(|_| parsed.stamp.is_some() && parsed.stamp == Input::stamp(&self.path))
    }

    /// An outcome as one of this file.
    pub fn named<T>(&self, outcome: Outcome<T>) -> crate::Result<T> {
        outcome.map_err(|reason| Error::file(&self.path, reason))
    }

    /// Bytes in memory; `name` stands for the path in messages and as tie-break for the format.
    pub fn bytes(name: impl Into<PathBuf>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Input { path: name.into(), bytes: Some(bytes.into()), position: None, parsed: None }
    }

    /// The same file, which tells `position` how far it has been read.
    #[must_use]
    pub fn watched(self, position: Arc<AtomicU64>) -> Self {
        Input { position: Some(position), ..self }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The end of the file's name after the last dot, in lower case.
    pub fn extension(&self) -> String {
        self.path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
    }

    pub fn open(&self) -> Outcome<Stream> {
        let stream: Stream = match &self.bytes {
            Some(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            None => self.file_stream()?,
        };
        let Some(position) = &self.position else { return Ok(stream) };
        position.store(0, Ordering::Relaxed);
        Ok(Box::new(Watched { stream, position: Arc::clone(position) }))
    }

    fn file_stream(&self) -> Outcome<Stream> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) => return self.archived()?.ok_or_else(|| system(error)),
        };
        // A folder opens on Unix and fails only when read, with a message that does not help.
        if file.metadata().is_ok_and(|m| m.is_dir()) {
            return Err("is a folder, not a file".into());
        }
        Ok(Box::new(file))
    }

    /// The file where it is one of an archive.
    fn archived(&self) -> Outcome<Option<Stream>> {
        let Some((archive, name)) = archive::split(&self.path) else { return Ok(None) };
        let bytes = Archive::open(archive)?.file(&name)?;
        Ok(bytes.map(|bytes| -> Stream { Box::new(Cursor::new(bytes)) }))
    }

    /// The first bytes of the file, at most `len`.
    pub fn head(&self, len: usize) -> Outcome<Vec<u8>> {
        let mut head = Vec::new();
        self.open()?.take(len as u64).read_to_end(&mut head).map_err(system)?;
        Ok(head)
    }

    /// The whole file, for formats that cannot be read piece by piece.
    pub fn whole(&self) -> Outcome<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open()?.take(limits::DOCUMENT + 1).read_to_end(&mut bytes).map_err(system)?;
        if bytes.len() as u64 > limits::DOCUMENT {
            return Err(format!(
                "is larger than {}, the most that is read of a format that does not stream; split it, or turn it into TSV or TMX",
                limits::size(limits::DOCUMENT)
            ));
        }
        Ok(bytes)
    }
}

/// A stream that tells how far it has been read.
struct Watched {
    stream: Stream,
    position: Arc<AtomicU64>,
}

impl Read for Watched {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let got = self.stream.read(buf)?;
        self.position.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// What the system said, without the number of the error.
pub fn system(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".into(),
        io::ErrorKind::PermissionDenied => "may not be read (permission denied)".into(),
        _ => error.to_string(),
    }
}

/// A stream that gives at most [`limits::PIECE`] bytes between two calls of [`Budget::renew`], so that a parser
/// that gathers a line, a quoted field or a tag cannot be made to gather a whole file.
pub struct Budget<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Budget<R> {
    pub fn new(inner: R) -> Self {
        Budget { inner, left: limits::PIECE }
    }

    pub fn renew(&mut self) {
        self.left = limits::PIECE;
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(too_long()));
        }
        let room = buf.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let got = self.inner.read(buf.get_mut(..room).unwrap_or_default())?;
        self.left -= got as u64;
        Ok(got)
    }
}

fn too_long() -> String {
    format!("has a single line, row, tag or text of more than {}", limits::size(limits::PIECE))
}

/// Lines of decoded text, without their ends (`\n` or `\r\n`), numbered from 1.
pub struct Lines<R> {
    inner: BufReader<R>,
    number: usize,
}

impl<R: Read> Lines<R> {
    pub fn new(inner: R) -> Self {
        Lines { inner: BufReader::with_capacity(1 << 16, inner), number: 0 }
    }

    /// The next line with its number.
    pub fn next(&mut self) -> Outcome<Option<(usize, String)>> {
        let mut bytes = Vec::new();
        let got = (&mut self.inner).take(limits::PIECE).read_until(b'\n', &mut bytes).map_err(system)?;
        if got == 0 {
            return Ok(None);
        }
        self.number += 1;
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        } else if got as u64 == limits::PIECE {
            return Err(too_long());
        }
        // The decoder below writes UTF-8 only, so nothing is replaced here.
        let text = String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        Ok(Some((self.number, text)))
    }

    /// The number of the line that was given last.
    pub fn number(&self) -> usize {
        self.number
    }
}
