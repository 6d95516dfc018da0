//! What both languages ask of the bytes of a line.

/// The first byte from `at` on that is not white space.
pub(super) fn skip_space(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start().len()
}

/// Which bytes may begin one of the marks that a language looks for; all others are passed over without decoding.
pub(super) const fn leads(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}
