//! The lexicon of an index: which word renders which, learnt from its own passages. It lies in a file of its own beside
//! the segments and is opened when it is first asked for.
//!
//! The file is a CRC-32 of the rest, the number of passages in the index when it was learnt (u64), both little-endian,
//! and the table of `wordalign`. It is statistics: a file that is older than the newest passages is no fault.

use super::folder::Folder;
use super::intact::ALWAYS;
use super::replace::replace;
use super::{Record, Store};
use crate::Result;
use crate::model::{Passage, SentencePair, Side, Sides};
use crate::wordalign::{Learner, LearntView, LookupCache};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, PoisonError};
use tantivy::directory::OwnedBytes;
use tantivy::{Directory, TantivyDocument};

/// The name of the file in the folder of the index.
pub(super) const FILE: &str = "words";

/// Bytes before the table.
const HEAD: usize = 12;

/// Pairs that are learnt from; of more, every second, third … is taken. More of the same kind of text teaches little,
/// and time and memory stay bounded (250,000 pairs of laws: about a minute and 1.4 GB on two cores).
const MOST: u64 = 250_000;

/// Pairs that are learnt from while somebody waits for an answer out of an index in memory.
const MOST_AT_ONCE: u64 = 5_000;

/// An index of so few passages learns anew at every change: it takes no longer than reading them.
const SMALL: u64 = 1_000;

/// The learnt lexicon of an index. Cheap to copy.
#[derive(Clone)]
pub struct Words {
    bytes: OwnedBytes,
    /// Where look-ups of any thread have been; none where nothing was learnt.
    places: Option<Arc<Sides<LookupCache>>>,
}

impl Default for Words {
    /// Nothing was learnt.
    fn default() -> Self {
        Words { bytes: OwnedBytes::empty(), places: None }
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.bytes.len()).finish()
    }
}

impl Words {
    fn new(bytes: OwnedBytes) -> Self {
        Words { bytes, places: Some(Arc::default()) }
    }

    /// The table; an empty one, which leaves everything to the dictionary, when nothing was learnt.
    pub fn view(&self) -> LearntView<'_> {
        let view = self.bytes.get(HEAD..).and_then(|table| LearntView::open(table).ok()).unwrap_or_default();
        self.places.as_ref().map_or(view, |places| view.remembering(places))
    }

    /// Passages in the index when it was learnt.
    fn passages(&self) -> u64 {
        let head = self.bytes.get(4..HEAD).and_then(|head| head.try_into().ok());
        head.map_or(0, u64::from_le_bytes)
    }

    fn is_intact(&self) -> bool {
        let sum = self.bytes.get(..4).and_then(|sum| sum.try_into().ok()).map(u32::from_le_bytes);
        let rest = self.bytes.get(4..).unwrap_or_default();
        sum == Some(crc32fast::hash(rest))
            && self.bytes.get(HEAD..).is_some_and(|table| LearntView::open(table).is_ok())
    }
}

/// Why the lexicon in `folder` is not what was written; `None` when it is, or when there is none.
pub(super) fn fault(folder: &Path) -> Option<String> {
    match read(folder) {
        Ok(Some(words)) if !words.is_intact() => Some(changed()),
        Ok(_) => None,
        Err(e) => Some(format!("'{FILE}': {e}")),
    }
}

fn changed() -> String {
    format!("'{FILE}' has changed since it was written")
}

/// By mmap: a search touches a few pages of it.
fn read(folder: &Path) -> io::Result<Option<Words>> {
    if !folder.join(FILE).exists() {
        return Ok(None);
    }
    let directory = Folder::open(folder).map_err(io::Error::other)?;
    let file = directory.open_read(Path::new(FILE)).map_err(io::Error::other)?;
    file.read_bytes().map(|bytes| Some(Words::new(bytes)))
}

/// Whether a file that was last written with the commit, or before it, needs no look: see `intact`.
fn untouched(folder: &Path) -> bool {
    let at = |name: &str| folder.join(name).metadata().and_then(|meta| meta.modified()).ok();
    match (at(FILE), at("meta.json")) {
        (Some(words), Some(commit)) => words <= commit,
        _ => false,
    }
}

impl Store {
    /// Which word renders which in this index. An index in memory learns it when it is first asked.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when the file is damaged.
    pub fn words(&self) -> Result<Words> {
        let mut known = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(words) = &*known {
            return Ok(words.clone());
        }
        let words = match &self.folder {
            None => self.learn(MOST_AT_ONCE)?,
            Some(folder) => {
                let words = read(folder).map_err(|e| self.damaged(format!("'{FILE}': {e}")))?;
                let trusted = |words: &Words| words.bytes.len() as u64 > ALWAYS && untouched(folder);
                match words {
                    None => Words::default(),
                    Some(words) if trusted(&words) || words.is_intact() => words,
                    Some(_) => return Err(self.damaged(changed())),
                }
            }
        };
        *known = Some(words.clone());
        Ok(words)
    }

    /// The same for who judges every passage by it: an index in memory learns from as much as one on disk.
    ///
    /// # Errors
    /// As [`Store::words`].
    pub fn words_in_full(&self) -> Result<Words> {
        if self.folder.is_some() || self.len() <= MOST_AT_ONCE {
            return self.words();
        }
        let words = self.learn(MOST)?;
        *self.words.lock().unwrap_or_else(PoisonError::into_inner) = Some(words.clone());
        Ok(words)
    }

    pub(super) fn forget_words(&self) {
        *self.words.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Learns anew and stores it, unless the index has hardly grown or shrunk since it last did.
    pub(super) fn learn_if_due(&self) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let now = self.len();
        let then = read(folder).ok().flatten().filter(Words::is_intact).map(|words| words.passages());
        let due = then.is_none_or(|then| now < SMALL || now.abs_diff(then) * 10 > then);
        if !due {
            return Ok(());
        }
        let words = self.learn(MOST)?;
        write(folder, &words.bytes).map_err(|e| crate::Error::system(folder.join(FILE), &e))?;
        self.forget_words();
        Ok(())
    }

    /// Learns from at most `most` pairs of sentences or rows.
    fn learn(&self, most: u64) -> Result<Words> {
        let passages = self.len();
        let every = passages.div_ceil(most).max(1) as usize;
        let searcher = self.searcher();
        let mut failed = None;
        let segments = searcher.segment_readers().iter().flat_map(|segment| {
            let store = segment.get_store_reader(1).map_err(|e| self.damaged(e));
            let alive = segment.alive_bitset();
            let addresses = (0..segment.max_doc()).filter(move |doc| alive.is_none_or(|alive| alive.is_alive(*doc)));
            addresses.step_by(every).map(move |doc| {
                let store = store.as_ref().map_err(|e| self.damaged(e))?;
                let document: TantivyDocument = store.get(doc).map_err(|e| self.damaged(e))?;
                self.record_of(&document)
            })
        });
        let records = segments.map_while(|record| record.map_err(|e| failed = Some(e)).ok());
        let pairs = records.flat_map(|record| match record {
            Record::Passage(passage) => pairs_of(&passage),
            Record::Document(_) => Vec::new(),
        });
        let learner = Learner::read(pairs, most as usize);
        if let Some(error) = failed {
            return Err(error);
        }
        let mut rest = passages.to_le_bytes().to_vec();
        rest.extend(learner.learn().to_bytes());
        let mut bytes = crc32fast::hash(&rest).to_le_bytes().to_vec();
        bytes.extend(rest);
        Ok(Words::new(OwnedBytes::new(bytes)))
    }
}

/// The linked sentences of a passage, or all of it where sentences are not linked.
fn pairs_of(passage: &Passage) -> Vec<(String, String)> {
    let linked = |pair: &SentencePair| {
        let text = |side: Side| Some(pair.get(side)?.of(passage.text(side)).to_string());
        Some((text(Side::Zh)?, text(Side::En)?))
    };
    if passage.sentences.is_empty() {
        let text = |side: Side| passage.side(side).map(|side| side.text.clone());
        return text(Side::Zh).zip(text(Side::En)).into_iter().collect();
    }
    passage.sentences.iter().filter_map(linked).collect()
}

fn write(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(&folder.join(FILE), &folder.join(format!("{FILE}.new")), |file| {
        file.write_all(bytes)?;
        // As old as the commit that it belongs to, so that a later touch shows.
        let commit = folder.join("meta.json").metadata().and_then(|meta| meta.modified());
        commit.and_then(|commit| file.set_modified(commit))?;
        file.sync_all()
    })
}
