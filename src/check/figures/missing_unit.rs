//! Places where a figure must have stood: "within months", 處年以下. A unit of time that nothing counts is no sentence in
//! either language, so a figure of the same unit that the other side has on its own was lost there.

use crate::check::evidence::candidate::Candidate;
use crate::check::figures::matching::Matching;
use crate::check::pair::Pair;
use crate::check::tables::{pattern, rows};
use crate::model::{Rule, Severity, Side, Span};
use crate::text::fold::{fold, unfold};
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

/// What may stand before a unit without counting it, beside numerals: 每年, 半年, 学年, 工作日.
const ZH_COUNTS: &str = "0-9零〇一二三四五六七八九十百千万亿两半数几多余个小学每周年青少壮成老童中当本该同逐累历届满任今去前后次隔整全业作定";
const EN_ASKS: &str = "(?:within|than|least|every|exceed(?:s|ed|ing)?|another|next|past|last|only|are|in)";

/// "At least members", "up to vehicles": a bound of whatever is counted.
fn bound() -> Unit {
    Unit {
        zh: pattern(FILE, "^[^,。、;]{1,4}(?:以[上下内]|为限)"),
        en: pattern(FILE, r"^[\s)-]*(?:\([\w ,]+\)\s*)?[a-z]+"),
        zh_hole: pattern(FILE, "至少(人|名|份|件|家)"),
        en_hole: pattern(
            FILE,
            r"\b(?:at least|at most|up to|(?:no|not) (?:more|less|fewer) than) ([a-z]{3,}[a-rt-z]s)\b",
        ),
    }
}

const FILE: &str = "missing_unit.tsv";

static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let unit = |[zh, zh_hole, en]: [&str; 3]| Unit {
        zh: pattern(FILE, &format!("^(?:{zh})")),
        en: pattern(FILE, &format!(r"(?i)^[\s)-]*(?:\([\w ,]+\)\s*)?(?:\w+ )?(?:{en})\b")),
        zh_hole: pattern(
            FILE,
            &format!(
                "{ZH_ASKS}({zh_hole})|(?:^|[,、;。(])({zh_hole})(?:以[上下内]|后|内)|[^{ZH_COUNTS}]((?:{zh})以[上下内])"
            ),
        ),
        en_hole: pattern(FILE, &format!(r"(?i)\b{EN_ASKS} ((?:\(\d+\) )?(?:{en}))\b")),
    };
    rows(FILE, include_str!("missing_unit.tsv")).into_iter().map(unit).chain([bound()]).collect()
});

pub(in crate::check) fn check(pair: &Pair, matched: &mut Matching, out: &mut Vec<Candidate>) {
    let folded = fold(pair.zh).into_owned();
    for unit in UNITS.iter() {
        for side in Side::BOTH {
            let (text, pattern) = if side == Side::Zh { (&*folded, &unit.zh_hole) } else { (pair.en, &unit.en_hole) };
            for found in pattern.captures_iter(text) {
                let Some(hole) = found.get(1).or(found.get(2)).or(found.get(3)) else { continue };
                let share = hole.as_str().starts_with("per");
                let other = pair.text(side.other());
                let counted = if side == Side::Zh { &unit.en } else { &unit.zh };
                let slots = if side == Side::Zh { &mut matched.en } else { &mut matched.zh };
                let lost = slots.iter_mut().find(|slot| {
                    let behind = fold(other.get(slot.figure.span.end..).unwrap_or(""));
                    let open = slot.partner.is_none() && !slot.settled;
                    open && (counted.is_match(&behind) || share && slot.figure.kind == FigureKind::Percent)
                });
                let Some(slot) = lost else { continue };
                slot.settled = true;
                let message = format!(
                    "{} has no counterpart: a figure is missing before \"{}\"",
                    slot.figure.span.of(other),
                    hole.as_str()
                );
                let here = unfold(pair.text(side), text, Span::new(hole.start(), hole.end()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert!(UNITS.len() == 8 && UNITS.iter().any(|unit| unit.en_hole.is_match("within months")));
    }
}
