//! What an index knows of words, opened when it is first asked for: the lexicon, and the links that were stored.

use crate::Result;
use crate::index::{Part, Store};
use crate::model::Sides;
use crate::wordalign::{LEXICON_PART, LINKS_PART, LearntView, LinkTable, LookupCache, NEW_LINKS_PART};
use std::sync::{Arc, Mutex, PoisonError};

/// The lexicon and the links of an index. Cheap to copy; the default knows nothing.
#[derive(Clone, Debug, Default)]
pub struct WordParts {
    lexicon: Option<Part>,
    links: [Option<Part>; 2],
    /// Where look-ups of any thread have been; good for this lexicon only.
    cache: Option<Arc<Sides<LookupCache>>>,
}

impl WordParts {
    /// What is learnt of words, and stored of links; what is missing leaves everything to the dictionary.
    pub fn view(&self) -> LearntView<'_> {
        let view = self.lexicon.as_ref().and_then(|part| LearntView::open(part.bytes()).ok()).unwrap_or_default();
        let view = self.cache.as_ref().map_or(view, |cache| view.remembering(cache));
        view.with_links(self.links.each_ref().map(|part| part.as_ref().map(links_of).unwrap_or_default()))
    }
}

fn links_of(part: &Part) -> LinkTable<'_> {
    LinkTable::open(part.bytes()).unwrap_or_default()
}

/// The parts that were opened last.
#[derive(Debug, Default)]
pub(super) struct OpenedParts(Mutex<WordParts>);

impl OpenedParts {
    /// The parts of the index as it is now.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when one of them is damaged.
    pub fn of(&self, store: &Store) -> Result<WordParts> {
        let lexicon = store.part(LEXICON_PART)?;
        let links = [store.part(LINKS_PART)?, store.part(NEW_LINKS_PART)?];
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let address = |part: &Option<Part>| part.as_ref().map(|part| part.bytes().as_ptr_range());
        if opened.cache.is_none() || address(&opened.lexicon) != address(&lexicon) {
            opened.cache = Some(Arc::default());
        }
        (opened.lexicon, opened.links) = (lexicon, links);
        Ok(opened.clone())
    }
}
