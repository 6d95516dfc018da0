//! Lists of ranges with values, which DOC keeps all its structures in.

use crate::read::compound::u32_at;
use std::ops::Range;

/// A list of numbers that rise, each range with a value of so many bytes (a PLC, MS-DOC 2.2.2).
pub fn plc(bytes: &[u8], width: usize) -> (Vec<Range<usize>>, Vec<&[u8]>) {
    let count = bytes.len().saturating_sub(4) / (4 + width);
    let bound = |n: usize| u32_at(bytes, n * 4).unwrap_or_default() as usize;
    let ranges = (0..count).map(|n| bound(n)..bound(n + 1).max(bound(n))).collect();
    let values = bytes.get((count + 1) * 4..).unwrap_or_default();
    let values = if width == 0 { Vec::new() } else { values.chunks_exact(width).collect() };
    (ranges, values)
}
