//! The folder of an index, which whoever reads it may not be allowed to write: a medium, a share, another person's.

use super::replace::replace;
use super::write_failure::WriteFailure;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// tantivy's folder, but for the lock under which it opens the files of a commit: it makes a file for it. Where that
/// may not be, the files are opened without; should a writer merge them away in that moment, they are missing and
/// opening is an error, never half an index.
#[derive(Clone, Debug)]
pub(super) struct IndexFolder {
    inner: MmapDirectory,
    path: PathBuf,
    /// Files are read piece by piece, and not mapped as a whole.
    by_pieces: bool,
    failed: WriteFailure,
}

impl IndexFolder {
    pub fn open(path: &Path) -> Result<IndexFolder, OpenDirectoryError> {
        let inner = MmapDirectory::open(path)?;
        Ok(IndexFolder { inner, path: path.to_path_buf(), by_pieces: false, failed: WriteFailure::default() })
    }

    /// The folder as a writer reads it: to merge is to go through every file once, and with files that are mapped the
    /// process would take up as much memory as the index is large.
    pub fn for_writing(path: &Path) -> Result<IndexFolder, OpenDirectoryError> {
        Ok(IndexFolder { by_pieces: cfg!(unix), ..IndexFolder::open(path)? })
    }

    /// What could not be written to it, from now on.
    pub fn failed(&self) -> WriteFailure {
        self.failed.clone()
    }
}

/// A file that is being written and tells [`WriteFailure`] when that fails.
struct WatchedFile {
    inner: Box<dyn TerminatingWrite + Send + Sync>,
    failed: WriteFailure,
}

impl Write for WatchedFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.failed.note(self.inner.write(buf))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.failed.note(self.inner.flush())
    }
}

impl TerminatingWrite for WatchedFile {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.failed.note(self.inner.terminate_ref(token))
    }
}

/// A file that is read where it is asked for.
#[cfg(unix)]
#[derive(Debug)]
struct PiecewiseFile {
    file: File,
    len: usize,
}

#[cfg(unix)]
impl HasLen for PiecewiseFile {
    fn len(&self) -> usize {
        self.len
    }
}

#[cfg(unix)]
impl FileHandle for PiecewiseFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        std::os::unix::fs::FileExt::read_exact_at(&self.file, &mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

impl Directory for IndexFolder {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.inner.acquire_lock(lock) {
            Err(LockError::IoError(e)) if lock.filepath == META_LOCK.filepath && may_not_be_written(&e) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            other => other,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        #[cfg(unix)]
        if self.by_pieces {
            let whole = self.path.join(path);
            let open = || {
                let file = File::open(&whole)?;
                let len = file.metadata()?.len();
                Ok::<_, io::Error>((file, usize::try_from(len).map_err(io::Error::other)?))
            };
            return match open() {
                Ok((file, len)) => Ok(Arc::new(PiecewiseFile { file, len })),
                Err(e) if e.kind() == ErrorKind::NotFound => Err(OpenReadError::FileDoesNotExist(path.to_path_buf())),
                Err(e) => Err(OpenReadError::wrap_io_error(e, path.to_path_buf())),
            };
        }
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = match self.inner.open_write(path) {
            Err(OpenWriteError::IoError { io_error, filepath }) => {
                self.failed.see(io_error.kind());
                return Err(OpenWriteError::IoError { io_error, filepath });
            }
            other => other?,
        };
        let inner = file.into_inner().map_err(|e| OpenWriteError::wrap_io_error(e.into(), path.to_path_buf()))?;
        Ok(BufWriter::new(Box::new(WatchedFile { inner, failed: self.failed() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    /// tantivy's own way makes a file that only its owner may read, and so an index that nobody else can open.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.failed.note(replace(&self.path.join(path), |file| file.write_all(data)))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

fn may_not_be_written(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}
