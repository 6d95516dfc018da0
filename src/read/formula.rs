//! Formulas of Office (OMML, ECMA-376 22.1) and of the web (MathML) on a line: a/b for a fraction, x² or x^(n+1) for a
//! power, √(x) for a root.

use crate::read::raised::{subscript, superscript};

/// A part of a formula that is open: what it is, and where its text starts in the paragraph, bytes.
#[derive(Debug)]
pub struct MathPart {
    kind: MathKind,
    start: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MathKind {
    Numerator,
    Denominator,
    Power,
    Index,
    Degree,
    Radicand,
}

impl MathPart {
    /// The part that the child number `n` (0 is the first) of a MathML element is, at the end of a text of `length` bytes.
    pub fn of_child(parent: &str, n: usize, length: usize) -> Option<MathPart> {
        let kind = match (parent, n) {
            ("mfrac", 0) => MathKind::Numerator,
            ("mfrac", 1) => MathKind::Denominator,
            ("msup", 1) | ("msubsup", 2) => MathKind::Power,
            ("msub", 1) | ("msubsup", 1) => MathKind::Index,
            ("msqrt", 0) => MathKind::Radicand,
            _ => return None,
        };
        Some(MathPart { kind, start: length })
    }

    /// The part that an element of OMML opens inside of `parent`, at the end of a text of `length` bytes.
    pub fn open(name: &str, parent: Option<&str>, length: usize) -> Option<MathPart> {
        let kind = match (name, parent) {
            ("num", _) => MathKind::Numerator,
            ("den", _) => MathKind::Denominator,
            ("sup", _) => MathKind::Power,
            ("sub", _) => MathKind::Index,
            ("deg", _) => MathKind::Degree,
            ("e", Some("rad")) => MathKind::Radicand,
            _ => return None,
        };
        Some(MathPart { kind, start: length })
    }

    /// Writes the part, whose text stands at the end of `text`, in its way.
    pub fn close(self, text: &mut String) {
        if self.start > text.len() || !text.is_char_boundary(self.start) {
            return;
        }
        let inner = text.split_off(self.start);
        let simple = inner.chars().all(char::is_alphanumeric);
        let bracketed = || if simple { inner.clone() } else { format!("({inner})") };
        let written = match self.kind {
            _ if inner.is_empty() && self.kind != MathKind::Numerator => inner,
            MathKind::Numerator => bracketed() + "/",
            MathKind::Denominator => bracketed(),
            MathKind::Power => superscript(&inner).unwrap_or_else(|| format!("^{}", bracketed())),
            MathKind::Index => subscript(&inner).unwrap_or_else(|| format!("_{}", bracketed())),
            MathKind::Degree => superscript(&inner).unwrap_or(inner),
            MathKind::Radicand => format!("√({inner})"),
        };
        text.push_str(&written);
    }
}
