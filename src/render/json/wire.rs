//! How values are written.

use crate::model::Span;
use serde::Serialize;
use std::io::{self, Write};

pub(in crate::render) fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Two or three decimals say all that a score of this kind means.
pub(super) fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

/// Code points before each of a growing row of byte offsets.
pub(in crate::render) struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    pub fn new(text: &'t str) -> Self {
        CodePoints { text, byte: 0, count: 0 }
    }

    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        self.count += Span::new(self.byte, byte.min(self.text.len())).of(self.text).chars().count();
        self.byte = byte;
        self.count
    }

    pub fn span(&mut self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}
