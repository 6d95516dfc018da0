//! What was repaired in a document, and where first, for one line to a person.

use super::{Counts, Repaired};
use crate::model::{Position, Warning};
use crate::text::fold::is_han;

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
/// How much more of it shows at most, so that it begins and ends with whole words.
const WORD: usize = 30;

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
    let start = before.len() - shown(before.chars().rev());
    let end = shown(behind.chars());
    let shown = before.get(start..).unwrap_or_default().to_string() + behind.get(..end).unwrap_or_default();
    format!("in \"{}\"", shown.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How many bytes of a text show of what goes on from a place, to the end of a word.
fn shown(text: impl Iterator<Item = char>) -> usize {
    let in_word = |c: char| c.is_alphanumeric() && !is_han(c);
    let (mut bytes, mut last) = (0, None);
    for (count, c) in text.enumerate() {
        let whole = !last.is_some_and(in_word) || !in_word(c);
        if count >= SHOWN + WORD || count >= SHOWN && whole {
            break;
        }
        bytes += c.len_utf8();
        last = Some(c);
    }
    bytes
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
        assert_eq!(
            said(wrapped, None).unwrap(),
            "repaired 2 line wraps; the first in \"The master of the ship slows\""
        );
        assert_eq!(said(["The berth.", " The tug. "], None), None);
        let chinese = ["The berth.", "船長應向港務機構報告其船\n舶到港的時間與危險貨物之數量"];
        assert_eq!(
            said(chinese, None).unwrap(),
            "repaired 1 line wrap; the first in \"船長應向港務機構報告其船舶到港的時間與危險貨物之\""
        );
    }
}
