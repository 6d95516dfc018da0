//! Two versions of one text in the same language: which passages correspond, what became of each, and where their texts
//! differ, on both sides: what one language changed, the other should have changed too. Never formats.

mod differences;
mod pairing;
mod tokens;

use crate::model::{Change, ChangeKind, Comparison, Differences, Passage, Shown, Side, Sides};
use crate::request::{CompareRequest, ShowRequest, SideFilter};
use crate::search::{Searcher, show};
use crate::text::detect::{Script, script};
use crate::{Error, Result};
use differences::differences;
use pairing::{Paired, pair};
use rayon::prelude::*;

/// Characters of a version that its script is told by.
const ENOUGH: usize = 20_000;

/// Compares two documents or sections: the old one of one index, the new one of another or the same.
///
/// # Errors
/// [`Error::NotFound`] when there is no such document; [`Error::Usage`] when the two have no language in common.
pub fn compare(old: &dyn Searcher, new: &dyn Searcher, request: &CompareRequest) -> Result<Comparison> {
    let shown = |index: &dyn Searcher, id: &str| show(index, &ShowRequest::new(id));
    versions(shown(old, &request.old)?, shown(new, &request.new)?, request.side)
}

fn versions(old: Shown, new: Shown, wanted: SideFilter) -> Result<Comparison> {
    let side = common_side(&old, &new, wanted)?;
    let scripts = [&old, &new].map(|version| script_of(&version.passages));
    let across_scripts = !scripts.contains(&Script::Unknown) && scripts[0] != scripts[1];
    // Where a side is asked for, the other is shown and is no change by itself.
    let counts = |changed: Side| wanted.side().is_none_or(|wanted| wanted == changed);
    let change = |paired: &Paired| {
        let (before, after) = (paired.old.map(|n| &old.passages[n]), paired.new.map(|n| &new.passages[n]));
        let differences = match (before, after) {
            (Some(before), Some(after)) => {
                let differ = |side: Side| differences(before.text(side), after.text(side), side, across_scripts);
                Sides::new(differ(Side::Zh), differ(Side::En))
            }
            _ => Sides::<Differences>::default(),
        };
        let differs = Side::BOTH.into_iter().any(|side| counts(side) && !differences.get(side).is_empty());
        let kind = match (before, after) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ if paired.moved => ChangeKind::Moved,
            _ if differs => ChangeKind::Changed,
            _ => ChangeKind::Same,
        };
        Change { kind, old: before.cloned(), new: after.cloned(), differences }
    };
    let paired = pair(&old.passages, &new.passages, side, across_scripts);
    let changes = paired.par_iter().map(change).collect();
    Ok(Comparison { old: old.document, new: new.document, side, across_scripts, changes })
}

/// The side that both versions have, the Chinese of two.
fn common_side(old: &Shown, new: &Shown, wanted: SideFilter) -> Result<Side> {
    let has = |version: &Shown, side: Side| version.passages.iter().any(|passage| passage.side(side).is_some());
    let common = |side: &Side| has(old, *side) && has(new, *side);
    let wanted: Vec<Side> = wanted.side().map_or(Side::BOTH.to_vec(), |side| vec![side]);
    wanted.iter().copied().find(common).ok_or_else(|| {
        let named = wanted.iter().map(|side| if *side == Side::Zh { "Chinese" } else { "English" });
        let text = format!(
            "'{}' and '{}' have no {} in common\n  compare takes two versions in one language; two languages: duizhao check",
            old.document.id,
            new.document.id,
            named.collect::<Vec<_>>().join(" or ")
        );
        Error::Usage(text)
    })
}

fn script_of(passages: &[Passage]) -> Script {
    let mut text = String::new();
    for passage in passages {
        text.push_str(passage.text(Side::Zh));
        if text.len() > ENOUGH {
            break;
        }
    }
    script(&text)
}

#[cfg(test)]
mod tests;
