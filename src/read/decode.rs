//! A stream of bytes in any encoding as a stream of UTF-8.

use encoding_rs::{CoderResult, Decoder, Encoding};
use std::io::{self, Read};

/// A stream of bytes in some encoding as a stream of valid UTF-8, without the byte order mark.
pub struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// The part of `raw` that is still to be decoded.
    rest: std::ops::Range<usize>,
    ended: bool,
    finished: bool,
    out: Vec<u8>,
    given: usize,
}

impl<R: Read> Decoded<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        let (raw, out) = (vec![0; 1 << 16], Vec::new());
        Decoded { inner, decoder, raw, rest: 0..0, ended: false, finished: false, out, given: 0 }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.rest.is_empty() && !self.ended {
            let got = self.inner.read(&mut self.raw)?;
            self.ended = got == 0;
            self.rest = 0..got;
        }
        let source = self.raw.get(self.rest.clone()).unwrap_or_default();
        self.out.resize(1 << 16, 0);
        let (result, read, written, _) = self.decoder.decode_to_utf8(source, &mut self.out, self.ended);
        self.rest.start += read;
        self.out.truncate(written);
        self.given = 0;
        self.finished = self.ended && matches!(result, CoderResult::InputEmpty);
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() && !self.finished {
            self.fill()?;
        }
        let ready = self.out.get(self.given..).unwrap_or_default();
        let count = ready.len().min(buf.len());
        if let (Some(to), Some(from)) = (buf.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}
