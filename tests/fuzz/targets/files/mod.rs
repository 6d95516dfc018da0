//! Inputs that are several files: the parts of an archive, which would hardly ever be unpacked if it were mutated itself,
//! or the two of a pair.

#![allow(dead_code)] // No target uses all of it.

use duizhao::model::{Body, Raw};
use std::collections::HashMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Stands before each file, and its name and a line feed behind it.
const MARK: &[u8] = b"\x1C\x1C";

/// The files of an input with their names; one without marks is a file called `x`.
pub fn split(bytes: &[u8]) -> Vec<(String, &[u8])> {
    let Some(mut rest) = bytes.strip_prefix(MARK) else { return vec![("x".into(), bytes)] };
    let mut files = Vec::new();
    loop {
        let end = rest.windows(MARK.len()).position(|window| window == MARK);
        let file = &rest[..end.unwrap_or(rest.len())];
        let named = file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len());
        let name = String::from_utf8_lossy(&file[..named]).into_owned();
        files.push((name, file.get(named + 1..).unwrap_or_default()));
        match end {
            Some(end) => rest = &rest[end + MARK.len()..],
            None => return files,
        }
    }
}

/// An archive of the files; an input without marks is one already.
pub fn zip(bytes: &[u8]) -> Vec<u8> {
    if !bytes.starts_with(MARK) {
        return bytes.to_vec();
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in split(bytes) {
        // Of two with one name the first counts.
        if archive.start_file(name, stored).is_ok() {
            archive.write_all(bytes).expect("its bytes");
        }
    }
    archive.finish().expect("an archive").into_inner()
}

/// A compound file with the files as its streams; an input without marks is one already.
pub fn compound(bytes: &[u8]) -> Vec<u8> {
    if !bytes.starts_with(MARK) {
        return bytes.to_vec();
    }
    let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    let split = split(bytes).into_iter().map(|(name, bytes)| (name.trim_matches('/').to_string(), bytes));
    // Others the crate would rather not write.
    let simple = |name: &str| name.len() < 32 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    for (name, bytes) in split.filter(|(name, _)| simple(name)) {
        if let Ok(mut stream) = compound.create_stream(name) {
            stream.write_all(bytes).expect("its bytes");
        }
    }
    compound.flush().expect("a compound file");
    compound.into_inner().into_inner()
}

/// How often each letter and figure comes in texts.
pub fn letters<'t>(texts: impl IntoIterator<Item = &'t str>) -> HashMap<char, usize> {
    let mut count = HashMap::new();
    for c in texts.into_iter().flat_map(str::chars).filter(|c| c.is_alphanumeric()) {
        *count.entry(c).or_default() += 1;
    }
    count
}

/// Panics unless the letters of `all` are in `found`, each as often at least.
pub fn none_lost(all: &HashMap<char, usize>, found: &HashMap<char, usize>) {
    for (letter, times) in all {
        let there = found.get(letter).copied().unwrap_or_default();
        assert!(there >= *times, "lost: {letter:?} comes {times} times in the file, {there} times in what was read");
    }
}

/// Everything that a reader gives, to the end: texts of the body, and what is left out. `None` where a row is refused.
pub fn all_texts(raw: Raw) -> Option<Vec<String>> {
    let mut texts: Vec<String> = raw.left_out.into_iter().map(|piece| piece.text).collect();
    texts.extend([raw.title.zh, raw.title.en].into_iter().flatten());
    match raw.body {
        Body::Blocks(blocks) => texts.extend(blocks.into_iter().map(|block| block.text)),
        Body::Rows(rows) => {
            for row in rows {
                let row = row.ok()?;
                texts.extend([row.zh, row.en, row.reference].into_iter().flatten());
                texts.extend(row.left_out.into_iter().map(|piece| piece.text));
            }
        }
    }
    Some(texts)
}
