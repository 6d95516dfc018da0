//! The numbers that Word shows before paragraphs, which are not in their text: lists with their levels, and how far each
//! has counted. DOCX and DOC keep them in different forms.

use crate::text::numeral::{System, write};
use std::collections::HashMap;

/// The lists of a document and how far each has counted.
#[derive(Default)]
pub struct Numbering {
    pub abstracts: HashMap<String, [ListLevel; LEVELS]>,
    pub lists: HashMap<String, NumberedList>,
    /// The numbers reached on each level, by abstract list: lists that share one count on together.
    reached: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have begun; the first paragraph of one applies its restarts.
    begun: Vec<String>,
}

/// Levels of a list.
pub const LEVELS: usize = 9;

/// How a level of a list is labelled.
#[derive(Clone, Debug)]
pub struct ListLevel {
    pub style: System,
    pub start: Option<u32>,
    /// What is shown, with `%1` to `%9` for the numbers of the levels.
    pub text: String,
    /// What stands between the label and the paragraph.
    pub suffix: &'static str,
    /// All numbers of the label are decimal, whatever their own level says (legal numbering).
    pub legal: bool,
}

impl Default for ListLevel {
    fn default() -> Self {
        ListLevel { style: System::default(), start: None, text: String::new(), suffix: " ", legal: false }
    }
}

/// A list that paragraphs belong to.
#[derive(Clone, Debug, Default)]
pub struct NumberedList {
    /// The abstract list that says how it is labelled.
    pub of: String,
    /// Levels that start anew with this list.
    pub restarts: Vec<(usize, u32)>,
}

impl Numbering {
    /// Counts a paragraph and gives the label that Word shows before it; empty for bullets.
    pub fn next(&mut self, list: &str, level: u8) -> String {
        let level = usize::from(level);
        let Some(found) = self.lists.get(list) else { return String::new() };
        let Some(levels) = self.abstracts.get(&found.of) else { return String::new() };
        let reached = self.reached.entry(found.of.clone()).or_default();
        if !self.begun.iter().any(|l| l == list) {
            self.begun.push(list.to_string());
            for (level, start) in &found.restarts {
                if let Some(number) = reached.get_mut(*level) {
                    *number = start.checked_sub(1);
                }
            }
        }
        let Some(own) = levels.get(level) else { return String::new() };
        let start = |l: &ListLevel| l.start.unwrap_or(1);
        // A level that is skipped counts as if it had its first number; deeper ones begin anew.
        for (n, number) in reached.iter_mut().enumerate() {
            match levels.get(n) {
                Some(above) if n < level => *number = Some(number.unwrap_or_else(|| start(above))),
                Some(_) if n == level => *number = Some(number.map_or_else(|| start(own), |n| n.saturating_add(1))),
                _ => *number = None,
            }
        }
        let mut label = own.text.clone();
        if own.style == System::None || !label.contains('%') {
            return if own.style == System::None || label.is_empty() { String::new() } else { label + own.suffix };
        }
        for (n, (number, shown)) in reached.iter().zip(levels).enumerate() {
            let style = if own.legal { System::Decimal } else { shown.style };
            label = label.replace(&format!("%{}", n + 1), &number.map_or(String::new(), |number| write(number, style)));
        }
        label + own.suffix
    }
}
