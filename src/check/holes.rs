//! Places where a figure must have stood: "within months", 處年以下. A unit of time that nothing counts is no sentence in
//! either language, so a figure of the same unit that the other side has on its own was lost there.

use super::figures::Matched;
use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::fold::fold;
use crate::text::number::FigureKind;
use regex::Regex;
use std::sync::LazyLock;

/// A unit: how Chinese (folded) and English write it behind a figure, and how it stands where its figure is missing.
struct Unit {
    zh: Regex,
    en: Regex,
    zh_hole: Regex,
    en_hole: Regex,
}

/// What comes before a unit that a figure counts: words that ask for one.
const ZH_ASKS: &str = "(?:处|科|超过|逾|满|具有|不及|不足|达|至少|最近|民国)";
const EN_ASKS: &str = "(?:within|than|least|every|exceed(?:s|ed|ing)?|another|next|past|last|only|are|in)";

static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let unit = |zh: &str, zh_hole: &str, en: &str| {
        Some(Unit {
            zh: Regex::new(&format!("^(?:{zh})")).ok()?,
            en: Regex::new(&format!(r"(?i)^[\s)-]*(?:\([\w ,]+\)\s*)?(?:\w+ )?(?:{en})\b")).ok()?,
            zh_hole: Regex::new(&format!("{ZH_ASKS}({zh_hole})|(?:^|[，、；。（])({zh_hole})(?:以[上下内]|后|内)"))
                .ok()?,
            en_hole: Regex::new(&format!(r"(?i)\b{EN_ASKS} ((?:\(\d+\) )?(?:{en}))\b")).ok()?,
        })
    };
    [
        unit("年", "年(?:以[上下内]|者|[^度代龄底初])", "years"),
        unit("个?月", "个?月(?:以[上下内]|内)", "months"),
        unit("[日天]", "日(?:内|以[上下内]|至)", "days"),
        unit("个?小?时", "小时", "hours"),
        unit("周|星期", "周(?:以[上下内]|内)", "weeks"),
        unit("%|％", "个?百分点", "percent|per cent"),
    ]
    .into_iter()
    .flatten()
    .collect()
});

/// "Within (6) months": what the brackets say again is gone.
static BRACKETS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let units = "(?:business |working |calendar )?(?:years?|months?|weeks?|days?|hours?)";
    Regex::new(&format!(r"(?i)\b(?:within|than|least|every|for|of|next|last|past) ?(\([0-9]+\)) ?{units}\b")).ok()
});

pub(super) fn check(pair: &Pair, matched: &mut Matched, out: &mut Vec<Finding>) {
    for found in BRACKETS.iter().flat_map(|p| p.captures_iter(pair.en)).filter_map(|c| c.get(1)) {
        let span = Span::new(found.start(), found.end());
        let message = format!("{} says a figure again that is missing before it", found.as_str());
        out.push(pair.finding(Rule::NumberMissing, Severity::Error, None, Some(span), message));
    }
    let folded = fold(pair.zh).into_owned();
    for unit in UNITS.iter() {
        for side in Side::BOTH {
            let (text, pattern) = if side == Side::Zh { (&*folded, &unit.zh_hole) } else { (pair.en, &unit.en_hole) };
            for found in pattern.captures_iter(text) {
                let Some(hole) = found.get(1).or(found.get(2)) else { continue };
                let share = hole.as_str().starts_with("per");
                let other = if side == Side::Zh { pair.en } else { &folded };
                let counted = if side == Side::Zh { &unit.en } else { &unit.zh };
                let slots = if side == Side::Zh { &mut matched.en } else { &mut matched.zh };
                let lost = slots.iter_mut().find(|slot| {
                    let behind = place(pair.text(side.other()), other, slot.figure.span.end);
                    let open = slot.partner.is_none() && !slot.settled;
                    open && behind
                        .and_then(|at| other.get(at..))
                        .is_some_and(|rest| counted.is_match(rest) || share && slot.figure.kind == FigureKind::Percent)
                });
                let Some(slot) = lost else { continue };
                slot.settled = true;
                let message = format!(
                    "{} has no counterpart: a figure is missing before \"{}\"",
                    slot.figure.span.of(pair.text(side.other())),
                    hole.as_str()
                );
                let here = place(text, pair.text(side), hole.start()).zip(place(text, pair.text(side), hole.end()));
                let here = here.map(|(start, end)| Span::new(start, end));
                out.push(pair.sided(
                    Rule::NumberMissing,
                    Severity::Error,
                    side.other(),
                    slot.figure.span,
                    here,
                    message,
                ));
            }
        }
    }
}

/// The place in `to` that is as many characters in as `at` is in `from`: folding keeps characters, not bytes.
fn place(from: &str, to: &str, at: usize) -> Option<usize> {
    let n = from.get(..at)?.chars().count();
    to.char_indices().map(|(i, _)| i).chain([to.len()]).nth(n)
}
