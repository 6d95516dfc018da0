//! What will be looked up to answer a query: what it says exactly, and where that may not be enough, its words for
//! themselves and what they mean in the other language.

use super::bag_of_words::{BagOfWords, loosened, words_of};
use super::compile::Compiler;
use super::executable::Executable;
use crate::Result;
use crate::model::Query;
use crate::request::SearchOptions;

pub(super) struct Plan<'q> {
    /// What the query says.
    pub exact: Executable,
    /// Its words, where passages that have some of them may stand in when none has all.
    pub closest: Option<BagOfWords<'q>>,
    /// Its words, where passages that render them in the other language are wanted too.
    pub translated: Option<BagOfWords<'q>>,
}

impl<'q> Plan<'q> {
    /// # Errors
    /// The query asks for more than a query may.
    pub fn new(compiler: &Compiler<'_>, query: &'q Query, options: &SearchOptions) -> Result<Plan<'q>> {
        Ok(Plan {
            exact: compiler.query(&query.clause)?,
            closest: options.closest.then(|| loosened(&query.clause)).flatten(),
            translated: options.translate.then(|| words_of(&query.clause)).flatten(),
        })
    }
}
