//! A text under repair: changes are made in passes, and the edits always lead from the text as it is now to the
//! text as the file said it. Law: undoing the edits gives the file's text, whatever passes were made.

use crate::model::Edit;

/// One change that a pass asks for: bytes `start..end` of the text as the pass saw it become `now`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    pub start: usize,
    pub end: usize,
    pub now: &'static str,
}

impl Repair {
    pub fn new(start: usize, end: usize, now: &'static str) -> Self {
        Repair { start, end, now }
    }

    /// A blank that was lost before byte `at`.
    pub fn space(at: usize) -> Self {
        Repair { start: at, end: at, now: " " }
    }
}

/// The text as it is now and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub text: String,
    pub edits: Vec<Edit>,
}

impl Draft {
    pub fn new(text: &str) -> Self {
        Draft { text: text.to_string(), edits: Vec::new() }
    }

    /// Makes the changes (in order, not overlapping, at character boundaries) and joins them with the edits so far.
    /// Edits and changes that touch become one edit, so that what stands in between is never claimed twice.
    pub fn apply(&mut self, changes: &[Repair]) {
        if changes.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.text);
        let part = |from: usize, to: usize| old.get(from..to).unwrap_or("");
        let mut edits = std::mem::take(&mut self.edits).into_iter().peekable();
        let mut changes = changes.iter().peekable();
        let mut text = String::with_capacity(old.len() + 16);
        let mut done = 0;
        loop {
            let start = match (edits.peek(), changes.peek()) {
                (None, None) => break,
                (Some(edit), None) => edit.at,
                (None, Some(change)) => change.start,
                (Some(edit), Some(change)) => edit.at.min(change.start),
            };
            text.push_str(part(done, start));
            let at = text.len();
            let mut was = String::new();
            // `was` and `text` grow side by side; each remembers how far of the old text it has come.
            let (mut end, mut told, mut written) = (start, start, start);
            loop {
                if let Some(edit) = edits.next_if(|edit| edit.at <= end) {
                    was.push_str(part(told, edit.at));
                    was.push_str(&edit.was);
                    told = edit.at + edit.now;
                    end = end.max(told);
                } else if let Some(change) = changes.next_if(|change| change.start <= end) {
                    text.push_str(part(written, change.start));
                    text.push_str(change.now);
                    written = change.end;
                    end = end.max(written);
                } else {
                    break;
                }
            }
            was.push_str(part(told, end));
            text.push_str(part(written, end));
            let now = text.len() - at;
            if text.get(at..) != Some(was.as_str()) {
                self.edits.push(Edit { at, now, was });
            }
            done = end;
        }
        text.push_str(part(done, old.len()));
        self.text = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SideText;
    use proptest::prelude::*;

    #[test]
    fn changes_in_two_passes_become_one_edit_where_they_touch() {
        let mut draft = Draft::new("a?b  c");
        draft.apply(&[Repair::new(1, 2, " ")]);
        draft.apply(&[Repair::new(1, 2, ""), Repair::new(3, 5, " ")]);
        assert_eq!(draft.text, "ab c");
        assert_eq!(draft.edits, [Edit { at: 1, now: 0, was: "?".into() }, Edit { at: 2, now: 1, was: "  ".into() }]);
    }

    #[test]
    fn a_change_that_is_taken_back_leaves_no_edit() {
        let mut draft = Draft::new("ab");
        draft.apply(&[Repair::space(1)]);
        draft.apply(&[Repair::new(1, 2, "")]);
        assert_eq!(draft, Draft::new("ab"));
    }

    proptest! {
        #[test]
        fn undone_is_the_source(text in "[ab 國?]{0,30}", passes in prop::collection::vec(prop::collection::vec((0usize..40, 0usize..4, 0usize..4), 0..8), 0..4)) {
            let mut draft = Draft::new(&text);
            for pass in passes {
                let mut wanted: Vec<Repair> = Vec::new();
                let mut spots: Vec<_> = pass;
                spots.sort();
                for (start, len, now) in spots {
                    let bounds: Vec<usize> = draft.text.char_indices().map(|(i, _)| i).chain([draft.text.len()]).collect();
                    let (Some(&from), Some(&to)) = (bounds.get(start), bounds.get((start + len).min(bounds.len() - 1))) else { continue };
                    if wanted.last().is_some_and(|last| last.end >= from) { continue }
                    wanted.push(Repair::new(from, to, ["", " ", "xy", "國"][now]));
                }
                draft.apply(&wanted);
            }
            prop_assert!(draft.edits.windows(2).all(|pair| pair[0].at + pair[0].now <= pair[1].at));
            prop_assert_eq!(SideText { text: draft.text, edits: draft.edits }.source(), text);
        }
    }
}
