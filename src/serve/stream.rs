//! A body that is written while it is sent: whoever writes waits until what is written has been taken, and is told when
//! nobody reads on.

use hyper::body::{Body, Bytes, Frame};
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Bytes that are sent at once.
const CHUNK: usize = 64 * 1024;
/// Chunks that wait to be sent.
const WAITING: usize = 4;

type Chunk = Result<Bytes, io::Error>;

/// The end that pieces are given to, by whoever waits on the reactor.
pub(super) struct PieceSender(mpsc::Sender<Chunk>);

impl PieceSender {
    /// Sends a piece; false where nobody reads on.
    pub async fn send(&self, piece: Bytes) -> bool {
        self.0.send(Ok(piece)).await.is_ok()
    }
}

/// A body that is sent in pieces as they come.
pub(super) fn pieces() -> (PieceSender, ChunkBody) {
    let (chunks, body) = mpsc::channel(WAITING);
    (PieceSender(chunks), ChunkBody(body))
}

/// The end that is written to. Blocks; not for the reactor.
pub(super) struct ChunkWriter {
    chunks: mpsc::Sender<Chunk>,
    buffer: Vec<u8>,
}

/// The end that is sent.
pub(super) struct ChunkBody(mpsc::Receiver<Chunk>);

pub(super) fn channel() -> (ChunkWriter, ChunkBody) {
    let (chunks, body) = mpsc::channel(WAITING);
    (ChunkWriter { chunks, buffer: Vec::with_capacity(CHUNK) }, ChunkBody(body))
}

impl ChunkWriter {
    /// Sends what is left, or breaks the body off: a file that is not whole must not look like one.
    pub fn end(mut self, written: crate::Result<()>) {
        let last = written.map_err(io::Error::other).and_then(|()| self.flush());
        if let Err(error) = last {
            let _ = self.chunks.blocking_send(Err(error));
        }
    }
}

impl Write for ChunkWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = Bytes::from(std::mem::take(&mut self.buffer));
        self.chunks.blocking_send(Ok(chunk)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Body for ChunkBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
