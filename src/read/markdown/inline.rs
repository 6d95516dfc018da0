//! Elements of HTML inside a line of Markdown, as far as they name languages.

use crate::model::Side;
use crate::read::html::InlineTag;
use crate::read::limits;
use crate::read::named_language::{LanguagePart, WholeLanguage, believed};

/// The elements that are open in the block at hand.
#[derive(Default)]
pub struct InlineLanguages {
    /// The block itself, as far as elements stand in it.
    block: LanguagePart,
    open: Vec<(String, LanguagePart)>,
    /// The language of an element that the block's text begins in.
    whole: Option<WholeLanguage>,
}

impl InlineLanguages {
    /// Takes a tag behind `text`. Returns where the block ends before it, bytes, when it does.
    pub fn take(&mut self, tag: InlineTag, text: &str) -> Option<usize> {
        match tag {
            InlineTag::Start { element, named } => {
                let around = self.open.last().map_or(&self.block, |(_, part)| part);
                let end = named.and_then(|named| around.parts(named, text));
                if self.open.len() < limits::NESTING {
                    let text = if end.is_some() { "" } else { text };
                    self.open.push((element, LanguagePart::open(named, text)));
                }
                end
            }
            InlineTag::End { element } => {
                let at = self.open.iter().rposition(|(name, _)| *name == element)?;
                self.open.truncate(at + 1);
                let (_, part) = self.open.pop()?;
                let parent = self.open.last_mut().map_or(&mut self.block, |(_, part)| part);
                self.whole = part.close(Some(parent), text).or(self.whole);
                None
            }
        }
    }

    /// The language of a block with this text, which stands in an element that names it; the next block is looked at afresh.
    pub fn end_block(&mut self, text: &str) -> Option<Side> {
        self.block.end_block();
        self.open.iter_mut().for_each(|(_, part)| part.end_block());
        believed(self.whole.take().and_then(|whole| whole.side_of(text)), text)
    }
}
