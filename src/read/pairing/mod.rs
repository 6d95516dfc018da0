//! Files of a folder whose names do not tell that they are one document, paired by what they say: figures, which both
//! languages write down, and the Latin words that Chinese text leaves as they are. Nothing is translated. What was
//! parsed to compare it is handed on, so that no file is parsed twice.

mod choice;
mod signature;

use crate::model::{Block, Body, Side, Sides, Warning};
use crate::read::file_name::without_language;
use crate::read::format::Hint;
use crate::read::input::Input;
use crate::read::limits;
use crate::read::name_pairs::{Files, Found, place};
use crate::read::reader::{detect, read};
use crate::read::unpaired_versions::unpaired_versions;
use choice::pairs;
use rayon::prelude::*;
use signature::Signature;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The largest file that is looked into, bytes.
const LARGEST: u64 = 32 << 20;

/// Pairs the documents of a folder that names left alone. What `known` holds was decided before: the files of a pair are
/// one again, and a file by itself is looked into only when there is a new one that it could belong to.
///
/// Returns what should be said of files that could belong to several, and the files that were parsed.
pub fn relate(root: &Path, found: &mut Vec<Found>, known: &Known<'_>, hint: &Hint) -> Related {
    let mut related = known.pairs(found);
    let taken: HashSet<&Path> = related.iter().flat_map(|pair| [pair.zh.as_path(), pair.en.as_path()]).collect();
    let mut places: BTreeMap<(PathBuf, String), Vec<&Path>> = BTreeMap::new();
    for path in found.iter().filter_map(Found::alone).filter(|path| !taken.contains(path)) {
        places.entry(place(root, path)).or_default().push(path);
    }
    let mut notes = Vec::new();
    let mut parsed = ParsedFiles::default();
    let mut new = Vec::new();
    let mut sides: Vec<(PathBuf, Side)> = Vec::new();
    for files in places.into_values().filter(|f| f.len() > 1 && f.iter().any(|path| !known.has(path))) {
        let room = limits::PARSED.saturating_sub(parsed.bytes);
        let held = AtomicUsize::new(0);
        let named = alike(&files);
        let parses: Vec<_> =
            files.par_iter().filter_map(|path| parse(path, hint, named.contains(path), room, &held)).collect();
        let mut signatures = Vec::new();
        for (signature, file) in parses {
            signatures.extend(signature);
            parsed.files.extend(file.map(|input| (input.path().to_path_buf(), input)));
        }
        parsed.bytes += held.into_inner();
        let (pairs, unsure) = pairs(&signatures, found);
        new.extend(pairs);
        notes.extend(unsure);
        sides.extend(signatures.iter().map(|signature| (signature.path.to_path_buf(), signature.side)));
    }
    related.extend(new);
    for pair in related {
        let stem = found.iter().find(|f| f.alone() == Some(&pair.zh)).map(|f| f.stem.clone()).unwrap_or_default();
        found.retain(|f| !f.alone().is_some_and(|path| path == pair.zh || path == pair.en));
        found.push(Found { stem, files: Files::Pair(pair) });
    }
    found.sort_by(|a, b| a.files.paths().cmp(&b.files.paths()));
    if notes.is_empty() && found.iter().all(|found| found.alone().is_some()) {
        notes.extend(unpaired_versions(root, &sides));
    }
    Related { notes, parsed }
}

/// What pairing came to, beside the pairs.
#[derive(Debug, Default)]
pub struct Related {
    /// What should be said of files that could belong to several.
    pub notes: Vec<Warning>,
    pub parsed: ParsedFiles,
}

/// The files that pairing parsed, at most [`limits::PARSED`] bytes of their text.
#[derive(Debug, Default)]
pub struct ParsedFiles {
    files: HashMap<PathBuf, Input>,
    /// Bytes of text that are held.
    bytes: usize,
}

impl ParsedFiles {
    /// A file to be read, with what it was parsed to where that is held.
    pub fn input(&mut self, path: &Path) -> Input {
        self.files.remove(path).unwrap_or_else(|| Input::file(path))
    }
}

/// The files whose names are those of others but for a sign of the language.
fn alike<'p>(files: &[&'p Path]) -> HashSet<&'p Path> {
    let mut stems: HashMap<String, Vec<&'p Path>> = HashMap::new();
    for path in files {
        stems.entry(without_language(path).0).or_default().push(path);
    }
    stems.into_values().filter(|files| files.len() > 1).flatten().collect()
}

/// Rows of a file that are looked at to tell its language.
const ROWS: usize = 400;

/// The signature of a file that is in one language, and the file with what it was parsed to; all files together hold
/// at most `room` bytes of text. `None` for a file that is too large or cannot be read, and for one that has rows unless it
/// is `named` like another.
fn parse<'p>(
    path: &'p Path,
    hint: &Hint,
    named: bool,
    room: usize,
    held: &AtomicUsize,
) -> Option<(Option<Signature<'p>>, Option<Input>)> {
    let stamp = Input::stamp(path);
    if stamp?.0 > LARGEST {
        return None;
    }
    let input = Input::file(path);
    if detect(&input, hint).ok()?.has_rows() && !named {
        return None;
    }
    let raw = read(&input, hint).ok()?;
    let blocks = match raw.body {
        Body::Blocks(ref blocks) => blocks,
        Body::Rows(rows) if named => {
            let texts = rows.take(ROWS).flatten().flat_map(|row| [row.zh, row.en]).flatten();
            let blocks: Vec<Block> = texts.map(|text| Block::paragraph(text, 1)).collect();
            let signature = Signature::of(path, &blocks).map(|signature| Signature { rows: true, ..signature });
            return Some((signature, None));
        }
        Body::Rows(_) => return None,
    };
    let signature = Signature::of(path, blocks);
    let size = blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let fits = held.fetch_add(size, Ordering::Relaxed) + size <= room;
    if !fits {
        held.fetch_sub(size, Ordering::Relaxed);
    }
    Some((signature, fits.then(|| input.with_parsed(raw, stamp))))
}

/// What was decided when files were indexed: the files of each document, as they are written down there.
#[derive(Clone, Debug, Default)]
pub struct Known<'k> {
    alone: HashSet<&'k str>,
    pairs: Vec<[&'k str; 2]>,
}

impl<'k> Known<'k> {
    pub fn add(&mut self, paths: &'k [String]) {
        match paths {
            [one] => drop(self.alone.insert(one)),
            [zh, en] => self.pairs.push([zh, en]),
            _ => {}
        }
    }

    fn has(&self, path: &Path) -> bool {
        self.alone.contains(path.display().to_string().as_str())
    }

    /// The pairs whose two files are both there by themselves.
    fn pairs(&self, found: &[Found]) -> Vec<Sides<PathBuf>> {
        if self.pairs.is_empty() {
            return Vec::new();
        }
        let files: HashMap<String, &Path> =
            found.iter().filter_map(Found::alone).map(|path| (path.display().to_string(), path)).collect();
        let file = |name: &str| files.get(name).map(|path| path.to_path_buf());
        self.pairs.iter().filter_map(|[zh, en]| Some(Sides::new(file(zh)?, file(en)?))).collect()
    }
}

#[cfg(test)]
mod tests;
