//! What is said of a comparison in every form.

use crate::model::{Change, ChangeKind, Comparison, Difference, Side};

/// What the two versions are called: by their ids, or by their files where the ids are the same.
pub(super) fn names(found: &Comparison) -> (&str, &str) {
    let (old, new) = (&found.old, &found.new);
    match (old.paths.first(), new.paths.first()) {
        (Some(old_path), Some(new_path)) if old.id == new.id && old_path != new_path => (old_path, new_path),
        _ => (&old.id, &new.id),
    }
}

/// How many passages are of each kind: "2 changed, 1 added, 9 the same".
pub(crate) fn counted(found: &Comparison) -> String {
    let count = |kind: ChangeKind| match (found.count(kind), kind) {
        (0, _) => None,
        (n, ChangeKind::Same) => Some(format!("{n} the same")),
        (n, kind) => Some(format!("{n} {}", kind.as_str())),
    };
    let counts: Vec<String> = ChangeKind::ALL.into_iter().filter_map(count).collect();
    if counts.is_empty() { "no passages".into() } else { counts.join(", ") }
}

/// What is to be noticed about a change: other figures, a side that was left behind.
pub(crate) fn remarks(change: &Change) -> Vec<&'static str> {
    let figures = change.figures().then_some("other figures");
    let only = change.only().map(|side| match side {
        Side::Zh => "in Chinese only",
        Side::En => "in English only",
    });
    figures.into_iter().chain(only).collect()
}

/// A stretch of a text, and whether the other version lacks it, with a figure or without.
pub(super) fn stretches<'t>(text: &'t str, differences: &[Difference]) -> Vec<(&'t str, Option<Difference>)> {
    let mut out = Vec::with_capacity(differences.len() * 2 + 1);
    let mut at = 0;
    for difference in differences {
        out.push((text.get(at..difference.span.start).unwrap_or(""), None));
        out.push((difference.span.of(text), Some(*difference)));
        at = difference.span.end;
    }
    out.push((text.get(at..).unwrap_or(""), None));
    out.retain(|(text, _)| !text.is_empty());
    out
}
