//! Running sums over the units of a side, so that the form of any bead is looked up at once.

use super::layout::Layout;
use super::units::Units;
use crate::model::Side;
use std::ops::Range;

/// One longer than the units.
pub(super) struct Forms {
    /// Log scores of what ends behind the units before, were it inside a bead.
    inside: Vec<f64>,
    /// How many of the units before are of headings.
    headings: Vec<u32>,
    /// … and of notes.
    notes: Vec<u32>,
}

impl Forms {
    pub fn new(layout: &Layout, side: Side, units: &Units) -> Self {
        let mut forms = Forms { inside: vec![0.0], headings: vec![0], notes: vec![0] };
        for (at, form) in (0..units.len()).map(|unit| units.form(unit)).enumerate() {
            forms.inside.push(forms.inside[at] + f64::from(layout.inside(side, form.closes)));
            forms.notes.push(forms.notes[at] + u32::from(form.note));
            forms.headings.push(forms.headings[at] + u32::from(form.heading));
        }
        forms
    }

    /// Log score of what ends inside a bead of units, at least one.
    pub fn inside(&self, units: &Range<usize>) -> f32 {
        (self.inside[units.end - 1] - self.inside[units.start]) as f32
    }

    /// How many of the units are of headings.
    pub fn headings(&self, units: &Range<usize>) -> usize {
        (self.headings[units.end] - self.headings[units.start]) as usize
    }

    /// How many of the units are of notes.
    pub fn notes(&self, units: &Range<usize>) -> usize {
        (self.notes[units.end] - self.notes[units.start]) as usize
    }
}
