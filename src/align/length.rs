//! Lengths of units, and how much those of linked units differ.

use crate::model::Side;
use crate::text::fold::is_han;

/// Length of a unit: English characters, or for Chinese a measure in which a Chinese character counts 1, an ASCII
/// letter or digit .35 and anything else .25 (so that the ratio between the sides hardly depends on the text).
pub(super) fn length(side: Side, text: &str) -> f64 {
    match side {
        Side::En => text.chars().count() as f64 + 1.0,
        Side::Zh => {
            let of = |c: char| match c {
                c if is_han(c) => 1.0,
                c if c.is_ascii_alphanumeric() => 0.35,
                _ => 0.25,
            };
            text.chars().map(of).sum::<f64>() + 0.5
        }
    }
}

/// Squared difference of two lengths in English characters, for each character of their mean.
pub(super) fn difference(zh: f32, en: f32) -> f32 {
    (en - zh) * (en - zh) / ((en + zh) / 2.0).max(1.0)
}
