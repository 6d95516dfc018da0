//! Clean: the damage of scraped and pasted text, repaired beside the original. Law: undoing the edits gives the
//! text of the file exactly, and a clean text comes back as it is.
//!
//! Architecture invariant: nothing here fails, and nothing here knows what format a text came from.

mod blanks;
mod counts;
mod damage;
mod invisible;
mod joints;
mod marks;
mod repairs;
mod rewrite;
mod scan;
mod survey;
mod words;

pub use counts::Counts;
pub use damage::Survey;
pub use repairs::Repairs;

use crate::model::Edit;
use rewrite::{Draft, Repair};
use words::Vocabulary;

/// A block's text after repair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    pub text: String,
    /// Bytes of `text`, in order, not overlapping; undone they give the text as the file said it.
    pub edits: Vec<Edit>,
    pub counts: Counts,
}

/// Repairs one block by what the survey of its document has shown. `is_word` tells whether a lower-case English word
/// is one; the document's own words are known from the survey.
///
/// ```
/// use duizhao::clean::{Survey, repair};
/// let is_word = |word: &str| ["act", "of", "the", "court", "sets", "aside", "from"].contains(&word);
/// let blocks = ["The court sets aside?the act ofthe court.", "Aside from?the act of?the court"];
/// let survey = Survey::of(blocks.into_iter(), &is_word);
/// let repaired = repair(blocks[0], &survey, &is_word);
/// assert_eq!(repaired.text, "The court sets aside the act of the court.");
/// assert_eq!(repaired.counts.to_string(), "repaired 1 '?' that stood for a space, 1 lost space");
/// ```
pub fn repair(text: &str, survey: &Survey, is_word: &dyn Fn(&str) -> bool) -> Repaired {
    let mut draft = Draft::new(text);
    let mut counts = Counts::default();
    if is_fenced(text) {
        return Repaired { text: draft.text, edits: draft.edits, counts };
    }
    let vocabulary = Vocabulary { is_word, names: &survey.names };
    let pass = |draft: &mut Draft, changes: Vec<Repair>| {
        draft.apply(&changes);
        changes.len()
    };
    let changes = invisible::invisible(&draft.text);
    counts.invisible = pass(&mut draft, changes);
    let changes = blanks::wraps(&draft.text, &|word| vocabulary.knows(word));
    counts.wraps = pass(&mut draft, changes);
    let changes = marks::marks(&draft.text, survey, &vocabulary);
    counts.marks = pass(&mut draft, changes);
    if survey.set_apart {
        let changes = blanks::set_apart(&draft.text);
        counts.blanks = pass(&mut draft, changes);
    }
    let (changes, trimmed) = blanks::blanks(&draft.text);
    counts.blanks += pass(&mut draft, changes) - trimmed;
    let changes = blanks::doubled_marks(&draft.text);
    counts.doubled = pass(&mut draft, changes);
    let changes = joints::joints(&draft.text, survey, &vocabulary);
    counts.lost = pass(&mut draft, changes);
    let changes = joined_words(&draft.text, survey);
    counts.lost += pass(&mut draft, changes);
    Repaired { text: draft.text, edits: draft.edits, counts }
}

/// A block of code as it is written in running text; its blanks and line breaks mean something.
fn is_fenced(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("```") || text.starts_with("~~~")
}

/// Words that have run together, where the survey found that they did.
fn joined_words(text: &str, survey: &Survey) -> Vec<Repair> {
    let mut changes = Vec::new();
    if survey.cuts.is_empty() {
        return changes;
    }
    for chunk in scan::chunks(text).filter(|chunk| !chunk.technical && !scan::is_dotted(chunk.text)) {
        for (start, word) in scan::words(chunk.text) {
            if let Some(cuts) = survey.cuts.get(word) {
                changes.extend(cuts.iter().map(|at| Repair::space(chunk.start + start + at)));
            }
        }
    }
    changes
}
