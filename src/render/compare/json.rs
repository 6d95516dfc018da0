//! A comparison as one object.

use super::super::json::{CodePoints, line};
use super::told::counted;
use crate::model::{Change, ChangeKind, Comparison, Difference, Differences, DocumentInfo, Passage, Side};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "duizhao/compare/1";

/// Two versions of one text, passage by passage.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Comparison")]
pub(in crate::render) struct WireComparison<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    old: WireVersion<'a>,
    new: WireVersion<'a>,
    /// The side by which passages were put together.
    side: Side,
    /// Whether the two are in different scripts, so that the script of a character was no difference.
    across_scripts: bool,
    /// How many passages are of each kind, for people.
    summary: String,
    counts: WireCounts,
    /// In the order of the new version, what is removed where it stood.
    changes: Vec<WireChange<'a>>,
}

/// A version: the document that it is or stands in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Version")]
struct WireVersion<'a> {
    id: &'a str,
    zh: Option<&'a str>,
    en: Option<&'a str>,
    /// When it is from: a year, month or day.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

/// How many passages are of each kind.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChangeCounts")]
struct WireCounts {
    changed: usize,
    added: usize,
    removed: usize,
    moved: usize,
    same: usize,
}

/// What became of a passage.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct WireChange<'a> {
    kind: ChangeKind,
    /// Whether the two versions state other figures.
    figures: bool,
    /// The one side that changed, where the other one did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    only: Option<Side>,
    /// Null where it is added.
    old: Option<WireText<'a>>,
    /// Null where it is removed.
    new: Option<WireText<'a>>,
}

/// A passage of a version.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "VersionPassage")]
struct WireText<'a> {
    id: String,
    /// Null where the side is missing.
    zh: Option<WireSide<'a>>,
    /// Null where the side is missing.
    en: Option<WireSide<'a>>,
}

/// A side of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "VersionText")]
struct WireSide<'a> {
    text: &'a str,
    /// What the other version does not say.
    differences: Vec<WireDifference>,
}

/// What the other version does not say. Offsets are code points of `text`, half-open.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Difference")]
struct WireDifference {
    start: usize,
    end: usize,
    /// Whether the two versions state other figures there.
    figure: bool,
}

pub(super) fn write(out: &mut dyn Write, found: &Comparison, changes: &[&Change]) -> io::Result<()> {
    let count = |kind| found.count(kind);
    let counts = WireCounts {
        changed: count(ChangeKind::Changed),
        added: count(ChangeKind::Added),
        removed: count(ChangeKind::Removed),
        moved: count(ChangeKind::Moved),
        same: count(ChangeKind::Same),
    };
    let wire = WireComparison {
        schema: SCHEMA,
        old: version(&found.old),
        new: version(&found.new),
        side: found.side,
        across_scripts: found.across_scripts,
        summary: counted(found),
        counts,
        changes: changes.iter().map(|change| wire_change(change)).collect(),
    };
    line(out, &wire)
}

fn version(document: &DocumentInfo) -> WireVersion<'_> {
    WireVersion {
        id: &document.id,
        zh: document.title.zh.as_deref(),
        en: document.title.en.as_deref(),
        date: document.date.map(|date| date.to_string()),
    }
}

fn wire_change(change: &Change) -> WireChange<'_> {
    let old = |differences: &Differences| differences.old.clone();
    let new = |differences: &Differences| differences.new.clone();
    WireChange {
        kind: change.kind,
        figures: change.figures(),
        only: change.only(),
        old: change.old.as_ref().map(|passage| wire_text(passage, change, old)),
        new: change.new.as_ref().map(|passage| wire_text(passage, change, new)),
    }
}

fn wire_text<'a>(passage: &'a Passage, change: &Change, of: impl Fn(&Differences) -> Vec<Difference>) -> WireText<'a> {
    let side = |side: Side| {
        let text = passage.side(side)?.text.as_str();
        let mut points = CodePoints::new(text);
        let difference = |difference: Difference| {
            let [start, end] = points.span(difference.span);
            WireDifference { start, end, figure: difference.figure }
        };
        Some(WireSide { text, differences: of(change.differences.get(side)).into_iter().map(difference).collect() })
    };
    WireText { id: passage.id.to_string(), zh: side(Side::Zh), en: side(Side::En) }
}
