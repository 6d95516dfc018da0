//! Places in text and the two sides of a bitext.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A half-open range of **bytes** in the text that it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

impl Span {
    /// From the first byte to the one behind the last.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether no byte lies in it.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether all of another span lies in it.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text that the span covers, or `""` when the span is not one of this text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The same place in a text that has `by` more bytes before it.
    pub fn shifted(&self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }
}

/// One of the two sides of a bitext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Side {
    /// Chinese, then English.
    pub const BOTH: [Side; 2] = [Side::Zh, Side::En];

    /// The other one.
    pub fn other(self) -> Side {
        match self {
            Side::Zh => Side::En,
            Side::En => Side::Zh,
        }
    }

    /// `zh` or `en`, as everywhere in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Side::Zh => "zh",
            Side::En => "en",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The same kind of thing for both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sides<T> {
    /// Of the Chinese side.
    pub zh: T,
    /// Of the English side.
    pub en: T,
}

impl<T: Copy> Sides<T> {
    /// The same for both.
    pub(crate) fn same(both: T) -> Self {
        Sides { zh: both, en: both }
    }
}

impl<T> Sides<T> {
    /// One of each.
    pub fn new(zh: T, en: T) -> Self {
        Sides { zh, en }
    }

    /// That of a side.
    pub fn get(&self, side: Side) -> &T {
        match side {
            Side::Zh => &self.zh,
            Side::En => &self.en,
        }
    }

    /// That of a side, to be changed.
    pub fn get_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Zh => &mut self.zh,
            Side::En => &mut self.en,
        }
    }

    /// References to both.
    pub fn as_ref(&self) -> Sides<&T> {
        Sides { zh: &self.zh, en: &self.en }
    }

    /// Both through a function.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Sides<U> {
        Sides { zh: f(self.zh), en: f(self.en) }
    }
}
