//! What an index tells of its words before a query is run.

use crate::Result;
use crate::index::Field;

/// The dictionary of an index and its statistics, for one question. What cannot be read is not there; the search that
/// follows says what is wrong.
pub trait Dictionary {
    /// Passages and documents in the index.
    fn records(&self) -> u64;

    /// Passages that have the term.
    fn frequency(&self, field: Field, term: &str) -> u64;

    /// Tokens of a field that a record has on the average, at least 1.
    fn mean_length(&self, field: Field) -> f32;

    /// The terms that a plain word stands as: itself, and with each case that it is written in. `None` where the engine
    /// cannot list them.
    fn forms(&self, field: Field, plain: &str) -> Option<Vec<String>>;

    /// The terms of a field that begin so, in order, about `most` of them.
    fn beginning_with(&self, field: Field, beginning: &str, most: usize) -> Vec<String>;

    /// Gives the forms in a field of words to `visit`, in order, with the passages of each.
    fn each_form(&self, field: Field, visit: &mut dyn FnMut(&str, u64));

    /// Whether something was asked that had to be fetched first: it is now, and what was made of the answers is to be
    /// made again. An engine that can be asked for many terms at once does not answer one by one.
    ///
    /// # Errors
    /// It could not be fetched.
    fn settle(&self) -> Result<bool> {
        Ok(false)
    }
}

/// What `work` makes of a dictionary that knows all that it is asked for.
///
/// # Errors
/// Those of `work`, and of the index.
pub(super) fn settled<T>(dictionary: &dyn Dictionary, mut work: impl FnMut() -> Result<T>) -> Result<T> {
    loop {
        let made = work();
        if !dictionary.settle()? {
            return made;
        }
    }
}
