//! Negations: a plain "not" of one side needs something negative on the other. What counts as negative is wide on the
//! side that answers (lack, refuse, 免, 除外), narrow on the side that asks, so that what is said by another word is
//! none.

use super::coverage::is_content;
use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::english;
use crate::text::fold::fold_char;
use crate::text::lexicon::Lexicon;
use crate::text::wordalign::Token;

/// English words that plainly negate.
const PLAIN_EN: [&str; 8] = ["not", "cannot", "never", "nor", "neither", "none", "nobody", "nothing"];

/// Behind a plain negation: "not more than" bounds a figure, which the figures' own rule is about; "not only" is none.
const BOUNDS_EN: [&str; 15] = [
    "exceed",
    "exceeding",
    "more",
    "less",
    "fewer",
    "later",
    "earlier",
    "greater",
    "lower",
    "over",
    "longer",
    "higher",
    "only",
    "limited",
    "least",
];

/// English words that are negative, and beginnings of such.
#[rustfmt::skip]
const WIDE_EN: &[&str] = &[
    "no", "without", "unless", "except", "excep-", "exclu-", "fail-", "refus-", "refrain", "lack-", "prohibit-",
    "forbid-", "forbad-", "deni-", "deny-", "absen-", "exempt-", "avoid-", "prevent-", "unable", "void-",
    "null-", "free", "irrespective", "regardless", "notwithstanding", "missing", "reject-", "declin-", "waiv-",
    "ban", "banned", "barred", "cease-", "stop-", "omit-", "omission-", "neglig-", "neglect-", "hardly",
    "barely", "rarely", "seldom", "false", "wrong-", "illegal-", "illicit-", "inappropriat-", "insuffici-",
    "incomplet-", "incorrect-", "invalid-", "inadequ-", "ineligib-", "inabilit-", "incapa-", "indirect-",
    "ineffect-", "inconsist-", "inaccura-", "involunt-", "informal-", "infeasib-", "improper-", "impossib-",
    "immov-", "inactiv-", "inadmiss-", "incompet-", "inconven-", "indefinit-", "insolv-", "intangib-",
    "invisib-", "infring-", "irreg-", "irrel-", "irrev-", "immun-", "disapprov-", "disqualif-", "dishono-",
    "disagree-", "dissatisf-", "disregard-", "disallow-", "disclaim-", "discontinu-", "disabl-", "disobey-",
    "inaccess-", "intoler-", "error", "silent", "trouble", "disconnect-", "mis-", "non", "non-", "default-",
    "breach-", "nowhere", "noone", "ir-", "off", "out", "against", "anti-",
];

/// English words that say without a negation what Chinese says with one: 未…前 is "before", 不限 is "any".
#[rustfmt::skip]
const SOFT_EN: &[&str] = &[
    "before", "prior", "until", "pending", "other", "others", "otherwise", "instead", "rather", "only", "less",
    "fewer", "below", "under", "within", "yet", "still", "remain-", "outstanding", "beyond", "exceed-", "over",
    "more", "outside", "too", "but", "however", "any", "differ-", "constant-", "continu-", "immediate-",
    "short", "lost", "loss", "violat-", "contraven-", "removed", "end-", "expir-", "minor-", "separate-",
    "attempt-", "remov-", "away", "suspend-", "limit-", "despite", "although", "hard", "difficult-", "rest",
    "new", "alone", "unlike", "poor-", "bad-", "low", "weak", "unknown", "further", "extra", "additional",
    "self", "private", "straight", "all", "every",
];

/// Folded Chinese words that plainly negate. A word that has one of them inside (不治, 未知) is rendered as a word.
#[rustfmt::skip]
const PLAIN_ZH: &[&str] = &[
    "不", "未", "没有", "没", "不得", "不能", "不会", "不可", "不应", "不应当", "不该", "不必", "不须", "不需", "不需要", "不要", "不是", "并不",
    "并未", "尚未", "从未", "从不", "不曾", "未曾", "未能", "未有", "毋须", "无须", "无需", "无法", "不予", "不再", "不许", "不准", "勿", "不能够",
    "并非", "非经",
];

/// Behind 不 and 未: with it a word, or a bound that the figures' rule is about.
const BEHIND_ZH: [&str; 26] = [
    "同", "断", "仅", "但", "只", "少", "论", "管", "久", "过", "如", "来", "足", "满", "逾", "超过", "低于", "少于",
    "高于", "及", "到", "动产", "成年", "当", "良", "遂",
];

/// Folded Chinese characters that can stand for a negation.
const WIDE_ZH: &str = "不未无没非勿莫毋别否免禁拒缺失除欠停止防避忌难另仅只才绝毫废外";

/// How far from where its neighbours point a negation may stand on the other side, in tokens.
const NEAR: usize = 7;

pub(super) fn check(pair: &Pair, out: &mut Vec<Finding>) {
    let en = english(pair.en);
    let plain_zh = plain_chinese(&pair.links().zh);
    let wide_zh: Vec<Span> = fold_spans(pair.zh);
    let some = |spans: &[Span], area: Option<Span>| spans.iter().any(|s| area.is_none_or(|a| a.overlaps(*s)));
    let fewer = en.plain.len() > wide_zh.len();
    for at in &en.plain {
        let area = opposite(pair, Side::En, *at);
        if !some(&wide_zh, area) && (fewer || area.is_some()) {
            let message = format!("\"{}\" has no negation opposite", at.of(pair.en));
            // "Not … unless" affirms: 始得, 方得.
            let behind = pair.en.get(at.end..).unwrap_or("");
            let affirms = [" unless ", " until ", " before ", " without "].iter().any(|w| behind.contains(w));
            let sure = !affirms && (fewer || wide_zh.len() <= en.plain.len());
            let severity = if sure { Severity::Error } else { Severity::Note };
            out.push(pair.finding(Rule::MissingNegation, severity, None, Some(*at), message));
            return;
        }
    }
    let said = en.plain.len() + en.bounds.len() + en.wide.len();
    for at in &plain_zh {
        let area = opposite(pair, Side::Zh, *at);
        let fewer = plain_zh.len() > said;
        let hard = some(&en.plain, area) || some(&en.bounds, area) || some(&en.wide, area);
        if (hard || area.is_none()) && !(fewer && at == plain_zh.last().unwrap_or(at)) {
            continue;
        }
        let soft = some(&en.soft, area);
        let alone = !hard && !soft && plain_zh.len() >= said || fewer && en.soft.is_empty();
        let severity = if alone && negates_linked(pair, *at) { Severity::Error } else { Severity::Note };
        if severity == Severity::Note && (hard || soft && !fewer) {
            continue;
        }
        let message = format!("{} has no negation opposite", at.of(pair.zh));
        out.push(pair.finding(Rule::MissingNegation, severity, Some(*at), None, message));
        return;
    }
}

/// Whether the word that a Chinese negation negates has a counterpart of its own: 不治 is "died" altogether.
fn negates_linked(pair: &Pair, at: Span) -> bool {
    let links = pair.links();
    let Some(i) = links.zh.iter().position(|t| t.span == at) else { return false };
    let next = links.zh.iter().enumerate().skip(i + 1).take(2).filter(|(_, t)| is_content(Side::Zh, t));
    let mut linked = next.map(|(n, _)| links.links.iter().any(|l| l.zh == n && l.probability() > 0.6));
    linked.next().unwrap_or(false)
}

/// The stretch of the other side that the words around `at` point to; `None` where they point nowhere.
fn opposite(pair: &Pair, side: Side, at: Span) -> Option<Span> {
    let links = pair.links();
    let (own, other) = if side == Side::Zh { (&links.zh, &links.en) } else { (&links.en, &links.zh) };
    let centre = own.iter().position(|t| t.span.overlaps(at))?;
    let around = centre.saturating_sub(2)..=centre + 4;
    let places: Vec<usize> = links
        .links
        .iter()
        .filter(|l| l.probability() > 0.45)
        .map(|l| if side == Side::Zh { (l.zh, l.en) } else { (l.en, l.zh) })
        .filter(|(i, _)| *i != centre && around.contains(i) && own.get(*i).is_some_and(|t| is_content(side, t)))
        .map(|(_, j)| j)
        .collect();
    let (first, last) = (places.iter().min()?.saturating_sub(NEAR), places.iter().max()? + NEAR);
    let last = last.min(other.len().checked_sub(1)?);
    Some(Span::new(other.get(first)?.span.start, other.get(last)?.span.end))
}

/// The characters of a Chinese text that can stand for a negation.
fn fold_spans(text: &str) -> Vec<Span> {
    let wide = |(i, c): (usize, char)| WIDE_ZH.contains(fold_char(c)).then(|| Span::new(i, i + c.len_utf8()));
    text.char_indices().filter_map(wide).collect()
}

/// The ways in which an English text negates.
#[derive(Default)]
struct English {
    plain: Vec<Span>,
    /// "Not more than" and the like.
    bounds: Vec<Span>,
    /// Negative words.
    wide: Vec<Span>,
    /// Words that can stand for a negation.
    soft: Vec<Span>,
}

fn english(text: &str) -> English {
    let mut found = English::default();
    let words: Vec<english::Word> = english::words(text).collect();
    for (i, word) in words.iter().enumerate() {
        let written = word.span.of(text);
        let short = written.ends_with("n't") || written.ends_with("n’t");
        let next = words.get(i + 1).map_or("", |w| w.plain.as_str());
        let next = if next == "to" || next == "be" { words.get(i + 2).map_or("", |w| w.plain.as_str()) } else { next };
        if PLAIN_EN.contains(&word.plain.as_str()) || short {
            match BOUNDS_EN.contains(&next) {
                true => found.bounds.push(word.span),
                false => found.plain.push(word.span),
            }
        } else if is_one(&word.plain, WIDE_EN) || is_negated(&word.plain) {
            found.wide.push(word.span);
        } else if is_one(&word.plain, SOFT_EN) {
            found.soft.push(word.span);
        }
    }
    found
}

fn is_one(word: &str, forms: &[&str]) -> bool {
    forms.iter().any(|form| match form.strip_suffix('-') {
        Some(begins) => word.starts_with(begins),
        None => word == *form,
    })
}

/// Unlawful, nonprofit, stainless: what is left is a word.
fn is_negated(word: &str) -> bool {
    let rest = word.strip_prefix("un").filter(|rest| !rest.starts_with("der") && !rest.starts_with('i'));
    let rest = rest.or_else(|| word.strip_prefix("non")).or_else(|| word.strip_suffix("less"));
    rest.is_some_and(|rest| rest.len() > 2 && Lexicon::shared().is_english_word(rest))
}

/// The plain negations of a Chinese text, cut into words.
fn plain_chinese(tokens: &[Token]) -> Vec<Span> {
    let mut out = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if !PLAIN_ZH.contains(&token.key.as_str()) {
            continue;
        }
        let next = tokens.get(i + 1).map_or("", |t| t.key.as_str());
        let before = i.checked_sub(1).and_then(|i| tokens.get(i)).map_or("", |t| t.key.as_str());
        // 能不能 asks, 不得不 insists.
        let doubled = ["不", "不得", "不能", "能", "是", "要", "差", "未"].contains(&before) || next == "不";
        if !doubled && !BEHIND_ZH.iter().any(|w| next.starts_with(w)) {
            out.push(token.span);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Segmenter;
    use crate::text::wordalign::tokens;

    #[test]
    fn plain_negations() {
        for (text, expected) in
            [("不得轉讓", 1), ("不同的人", 0), ("未經許可不得使用", 1), ("沒有人", 1), ("能不能", 0), ("不超過三人", 0)]
        {
            assert_eq!(plain_chinese(&tokens(text, Segmenter::shared())).len(), expected, "{text}");
        }
        let found = english("It is not void.");
        assert_eq!((found.plain.len(), found.wide.len()), (1, 1));
        assert_eq!(english("He shall pay.").wide.len(), 0);
        assert_eq!(english("not more than five").plain.len(), 0);
    }
}
