//! What an index knows of words, opened when it is first asked for: the lexicon, and the links that were stored.

use super::engine::Engine;
use crate::Result;
use crate::index::Part;
use crate::model::Sides;
use crate::text::lookups::LookupCache;
use crate::wordalign::{LEXICON_PART, LINKS_PART, LearntView, LinkTable, NEW_LINKS_PART};

/// The lexicon and the links of an index.
#[derive(Debug)]
pub(super) struct WordParts {
    lexicon: Option<Part>,
    links: [Option<Part>; 2],
    /// Where look-ups of any thread have been; good for this lexicon only.
    cache: Sides<LookupCache>,
}

impl WordParts {
    /// The parts of the index as it is now.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when one of them is damaged.
    pub fn open(engine: &dyn Engine) -> Result<WordParts> {
        let links = [engine.part(LINKS_PART)?, engine.part(NEW_LINKS_PART)?];
        Ok(WordParts { lexicon: engine.part(LEXICON_PART)?, links, cache: Sides::default() })
    }

    /// What is learnt of words, and stored of links; what is missing leaves everything to the dictionary.
    pub fn view(&self) -> LearntView<'_> {
        let view = self.lexicon.as_ref().and_then(|part| LearntView::open(part.bytes()).ok()).unwrap_or_default();
        let view = view.remembering(&self.cache);
        let tables = self.links.each_ref().map(|part| part.as_ref().map(links_of).unwrap_or_default());
        // A large index on a cluster stores a table without any: whoever reads would have to fetch it as a whole.
        let are_left_out = self.links[0].is_some() && tables.iter().all(LinkTable::is_empty);
        if are_left_out { view.with_links_when_shown() } else { view.with_links(tables) }
    }
}

fn links_of(part: &Part) -> LinkTable<'_> {
    LinkTable::open(part.bytes()).unwrap_or_default()
}
