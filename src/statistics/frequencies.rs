//! How often words occur, or several in a row.

use super::passages::{Counts, add_counts, count_word, over, word_counts};
use super::words::each_word;
use crate::Result;
use crate::model::{Clause, Frequencies, Passage, Side, WordCount};
use crate::request::FrequencyRequest;
use crate::search::Searcher;

/// The commonest words of a side, or rows of words, of the whole index or of what a query finds.
///
/// # Errors
/// [`crate::Error::Query`] points at what cannot be read in the query.
pub fn frequencies(index: &dyn Searcher, request: &FrequencyRequest) -> Result<Frequencies> {
    let query = request.counted_in()?;
    let counts = if request.in_a_row == 1 && query.clause == Clause::All(Vec::new()) {
        // The index has counted them.
        index.vocabulary(request.side, request.form)?
    } else {
        let count = |counts: &mut Counts, passage: &Passage| rows(counts, passage.text(request.side), request);
        let counts = match request.in_a_row {
            1 => word_counts(index, &query, request.side, request.form)?,
            _ => over(index, &query, count, add_counts)?,
        };
        counts.into_words().map(|(word, times)| WordCount { word, times }).collect()
    };
    Ok(commonest(counts, request))
}

fn commonest(mut words: Vec<WordCount>, request: &FrequencyRequest) -> Frequencies {
    let (distinct, tokens) = (words.len(), words.iter().map(|word| word.times).sum());
    words.sort_unstable_by(|a, b| b.times.cmp(&a.times).then_with(|| a.word.cmp(&b.word)));
    words.truncate(request.limit);
    Frequencies { side: request.side, words, distinct, tokens }
}

/// Counts the rows of words of a text. A mark between two words parts them.
fn rows(counts: &mut Counts, text: &str, request: &FrequencyRequest) {
    let between = if request.side == Side::Zh { "" } else { " " };
    let wanted = usize::from(request.in_a_row);
    let mut row: Vec<String> = Vec::with_capacity(wanted);
    let mut read = 0;
    each_word(text, request.side, request.form, &mut |word, span| {
        if text.get(read..span.start).is_some_and(|gap| gap.contains(|c: char| !c.is_whitespace() && c != '-')) {
            row.clear();
        }
        read = span.end;
        if row.len() == wanted {
            row.remove(0);
        }
        row.push(word.to_string());
        if row.len() == wanted {
            count_word(counts, &row.join(between));
        }
    });
}
