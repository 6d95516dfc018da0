//! How far the work is, in bytes of files: what is left of it takes as long as what is done, byte for byte.

use super::progress::Progress;
use crate::model::DocumentInfo;
use crate::pipeline::{Inputs, Source};
use crate::read::Input;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Passages after which it is said how far the work is.
const EVERY: u64 = 1000;

pub(super) struct Meter<'p> {
    progress: &'p dyn Progress,
    /// Bytes of the files of each document.
    sizes: HashMap<String, u64>,
    total: u64,
    /// Bytes of the documents that are written.
    done: u64,
    passages: u64,
    /// How far the document that was opened last has been read.
    position: Arc<AtomicU64>,
}

impl<'p> Meter<'p> {
    pub fn new<'s>(progress: &'p dyn Progress, work: impl Iterator<Item = &'s Source>) -> Self {
        let sizes: HashMap<String, u64> = work.map(|source| (source.id.clone(), size(source))).collect();
        let total = sizes.values().sum();
        Meter { progress, sizes, total, done: 0, passages: 0, position: Arc::default() }
    }

    /// The document, which from now on is the one whose reading is watched. Of a pair one file is.
    pub fn watch(&mut self, source: Source) -> Source {
        self.position = Arc::default();
        let watched = |input: Input| input.watched(Arc::clone(&self.position));
        let inputs = match source.inputs {
            Inputs::One(input) => Inputs::One(watched(input)),
            Inputs::Pair(mut pair) => {
                pair.zh = watched(pair.zh);
                Inputs::Pair(pair)
            }
        };
        Source { inputs, ..source }
    }

    pub fn aligning(&self, documents: usize) {
        if documents > 0 {
            self.progress.aligning(documents);
        }
    }

    /// A passage of the document that is watched, or of one that was read before, is written.
    pub fn passage(&mut self) {
        self.passages += 1;
        if self.passages.is_multiple_of(EVERY) {
            self.say(self.position.load(Ordering::Relaxed));
        }
    }

    /// All passages of a document are written.
    pub fn document(&mut self, info: &DocumentInfo) {
        self.done += self.sizes.get(&info.id).copied().unwrap_or_default();
        self.position.store(0, Ordering::Relaxed);
        self.say(0);
    }

    fn say(&self, further: u64) {
        self.progress.bytes((self.done + further).min(self.total), self.total);
        self.progress.passages(self.passages);
    }
}

/// What cannot be looked at has no size, and will be an error when it is read.
fn size(source: &Source) -> u64 {
    source.inputs.all().iter().filter_map(|input| std::fs::metadata(input.path()).ok()).map(|meta| meta.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::super::update;
    use super::*;
    use crate::request::UpdateRequest;
    use std::cell::RefCell;

    #[derive(Default)]
    struct Said(RefCell<Vec<(u64, u64)>>);

    impl Progress for Said {
        fn document(&self, _: usize, _: usize, _: &str) {}
        fn passages(&self, _: u64) {}
        fn bytes(&self, done: u64, total: u64) {
            self.0.borrow_mut().push((done, total));
        }
    }

    #[test]
    fn it_grows_to_the_whole() {
        let dir = tempfile::tempdir().unwrap();
        let rows: String = (0..20_000).map(|n| format!("第{n}行\tline number {n}\n")).collect();
        std::fs::write(dir.path().join("a.tsv"), &rows).unwrap();
        std::fs::write(dir.path().join("b.txt"), "甲方\nParty A\n").unwrap();
        let said = Said::default();
        let paths = vec![dir.path().join("a.tsv"), dir.path().join("b.txt")];
        update(&dir.path().join("index"), &UpdateRequest::adding(paths), &said).unwrap();
        let said = said.0.into_inner();
        let total = rows.len() as u64 + 15;
        assert!(said.windows(2).all(|w| w[0].0 <= w[1].0), "{said:?}");
        assert!(said.len() > 15 && said.iter().all(|(_, all)| *all == total), "{said:?}");
        assert!(said[5].0 < total / 2 && said.last() == Some(&(total, total)), "{said:?}");
    }
}
