//! What was repaired in a document, and where first, for one line to a person.

use super::{Counts, Repaired};
use crate::model::{Position, Warning};

/// What was repaired in a document, and where first.
#[derive(Clone, Debug, Default)]
pub struct Repairs {
    /// All of it.
    pub counts: Counts,
    /// Where the first repair stands.
    first: String,
}

/// How much of a text shows where a repair stands that has no place in its file, characters to either side.
const SHOWN: usize = 12;

impl Repairs {
    /// Adds what was repaired in a text that stands at `position`, where its format has such places.
    pub fn add(&mut self, repaired: &Repaired, position: Option<Position>) {
        if repaired.counts == Counts::default() {
            return;
        }
        if self.first.is_empty() {
            self.first = position.map_or_else(|| excerpt(repaired), |position| format!("at {position}"));
        }
        self.counts += repaired.counts;
    }

    /// The line that tells a person what was repaired; `None` when nothing was.
    pub fn warning(&self) -> Option<Warning> {
        let some = self.counts != Counts::default();
        some.then(|| Warning::new(format!("{}; the first {}", self.counts, self.first)))
    }
}

/// The text around the first repair that is not at one of its ends.
fn excerpt(repaired: &Repaired) -> String {
    let text = repaired.text.as_str();
    let inside = |at: &usize| *at > 0 && *at < text.len();
    let at = repaired.edits.iter().map(|edit| edit.at).find(inside).unwrap_or_default();
    let (before, behind) = text.split_at(text.floor_char_boundary(at));
    let start = before.char_indices().rev().nth(SHOWN - 1).map_or(0, |(start, _)| start);
    let end = behind.char_indices().nth(SHOWN).map_or(behind.len(), |(end, _)| end);
    let shown = before.get(start..).unwrap_or_default().to_string() + behind.get(..end).unwrap_or_default();
    format!("in \"{}\"", shown.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::{Survey, repair};

    #[test]
    fn the_first_place_is_named() {
        let said = |texts: [&str; 2], position: Option<Position>| {
            let survey = Survey::of(texts.into_iter(), &|_| true);
            let mut repairs = Repairs::default();
            texts.iter().for_each(|text| repairs.add(&repair(text, &survey, &|_| true), position.clone()));
            repairs.warning().map(|warning| warning.message)
        };
        let wrapped = ["The berth.", "The master of\nthe ship slows\ndown."];
        assert_eq!(said(wrapped, Some(Position::Page(3))).unwrap(), "repaired 2 line wraps; the first at p. 3");
        assert_eq!(said(wrapped, None).unwrap(), "repaired 2 line wraps; the first in \"he master of the ship sl\"");
        assert_eq!(said(["The berth.", " The tug. "], None), None);
    }
}
