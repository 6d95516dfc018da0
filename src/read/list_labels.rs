//! Nested lists and the label that each item has.

use crate::read::limits;
use crate::text::numeral::{System, write};

/// The lists that are open, the innermost last, and the label of the item that was just opened.
#[derive(Default)]
pub struct Lists {
    open: Vec<Option<Counter>>,
    /// Lists opened below [`limits::NESTING`].
    below: usize,
    label: String,
}

#[derive(Clone, Copy)]
struct Counter {
    style: System,
    next: u32,
}

impl Lists {
    /// Opens a list: numbered from a number on, or with bullets.
    pub fn open(&mut self, numbered: Option<(System, u32)>) {
        if self.open.len() < limits::NESTING {
            self.open.push(numbered.map(|(style, next)| Counter { style, next }));
        } else {
            self.below += 1;
        }
    }

    pub fn close(&mut self) {
        self.label.clear();
        if self.below > 0 {
            self.below -= 1;
        } else {
            self.open.pop();
        }
    }

    /// Opens an item, with a number of its own where it has one.
    pub fn item(&mut self, number: Option<u32>) {
        self.label.clear();
        if let (0, Some(Some(counter))) = (self.below, self.open.last_mut()) {
            let number = number.unwrap_or(counter.next);
            counter.next = number.saturating_add(1);
            self.label = format!("{}. ", write(number, counter.style));
        }
    }

    /// The label for the first block of the item; empty after that and for bullets.
    pub fn label(&mut self) -> String {
        std::mem::take(&mut self.label)
    }
}
/// What stands behind a list's number or bullet, and the mark: `1.`, `(a)`, `#.`, `*`.
pub fn numbered(line: &str) -> Option<(&str, &str)> {
    let (mark, text) = line.split_once(' ')?;
    let bare = mark.strip_prefix('(').unwrap_or(mark);
    let number = bare.strip_suffix(['.', ')'])?;
    let counts = number == "#" || number.len() <= 4 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_alphabetic());
    (counts || letter).then_some((mark, text))
}
