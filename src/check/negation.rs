//! Negations: a plain "not" of one side needs something negative on the other. What counts as negative is wide on the
//! side that answers (lack, refuse, 免, 除外), narrow on the side that asks, so that what is said by another word is
//! none.

use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::english;
use crate::text::fold::fold;
use crate::text::lexicon::Lexicon;

/// English words that plainly negate.
const PLAIN_EN: [&str; 8] = ["not", "cannot", "never", "nor", "neither", "none", "nobody", "nothing"];

/// Behind a plain negation: "not more than" bounds a figure, which the figures' own rule is about; "not only" is none.
const BOUNDS_EN: [&str; 14] = [
    "exceed", "exceeding", "more", "less", "fewer", "later", "earlier", "greater", "lower", "over", "longer", "higher",
    "only", "limited",
];

/// English words that are negative, and beginnings of such.
const WIDE_EN: &[&str] = &[
    "no", "without", "unless", "except", "excep-", "exclu-", "fail-", "refus-", "refrain", "lack-", "prohibit-", "forbid-",
    "forbad-", "deni-", "deny-", "absen-", "exempt-", "avoid-", "prevent-", "unable", "void-", "null-", "free", "irrespective",
    "regardless", "notwithstanding", "missing", "reject-", "declin-", "waiv-", "ban", "banned", "barred", "cease-", "stop-",
    "omit-", "omission-", "neglig-", "neglect-", "hardly", "barely", "rarely", "seldom", "false", "wrong-", "illegal-", "illicit-",
    "inappropriat-", "insuffici-", "incomplet-", "incorrect-", "invalid-", "inadequ-", "ineligib-", "inabilit-", "incapa-", "indirect-",
    "ineffect-", "inconsist-", "inaccura-", "involunt-", "informal-", "infeasib-", "improper-", "impossib-", "immov-", "inactiv-",
    "inadmiss-", "incompet-", "inconven-", "indefinit-", "insolv-", "intangib-", "invisib-", "infring-", "irreg-", "irrel-", "irrev-", "immun-",
    "disapprov-", "disqualif-", "dishono-", "disagree-", "dissatisf-", "disregard-", "disallow-", "disclaim-", "discontinu-", "disabl-",
    "disobey-", "disconnect-", "mis-", "non", "non-", "default-", "breach-", "nowhere", "noone", "ir-", "off", "out", "against", "anti-",
];

/// English words that say without a negation what Chinese says with one: 未…前 is "before", 不限 is "any".
const SOFT_EN: &[&str] = &[
    "before", "prior", "until", "pending", "other", "others", "otherwise", "instead", "rather", "only", "less", "fewer", "below", "under", "within", "yet", "still",
    "remain-", "outstanding", "beyond", "exceed-", "over", "more", "outside", "too", "but", "however", "any", "differ-", "constant-", "continu-", "immediate-",
    "short", "lost", "loss", "violat-", "contraven-", "removed", "end-", "expir-", "minor-", "separate-", "attempt-", "remov-", "away", "suspend-", "limit-", "despite", "although",
    "hard", "difficult-", "rest", "new", "alone", "unlike", "poor-", "bad-", "low", "weak", "unknown", "further", "extra", "additional", "self", "private", "straight", "all", "every",
];

/// Folded Chinese that plainly negates.
const PLAIN_ZH: &[&str] = &["不", "未", "没有", "并非", "不是", "无须", "无需", "毋须", "勿", "绝非", "从未", "尚未"];

/// Words with 不 or 未 in them that negate nothing, or that English says without a negation.
const OTHER_ZH: &[&str] = &[
    "不同", "不断", "不斷", "不僅", "不仅", "不但", "不只", "不少", "不论", "不管", "不久", "不过", "不錯", "不错", "不容", "不如", "不得不", "不动产", "不動產", "未来",
    "未來", "未婚", "不良", "不当", "不足", "不明", "不利", "不法", "不正", "不实", "不符", "不合", "不服", "不等", "不妨", "不幸", "不安", "不满", "不解", "不禁", "不愧",
    "不远", "不料", "不像", "不住", "不由", "不约", "不定", "不时", "不外", "不再", "不变", "不便", "不准", "不锈", "不及", "不到", "未免", "未必", "未满", "未成年", "未遂", "未达", "不逾", "不超过",
    "不齐", "不俗", "不可抗", "不可或缺", "不起诉", "不受理", "不低于", "不少于", "不多", "不大", "不堪", "不乏", "不息", "不懈", "不至", "不慎", "不景气", "不宜", "不分", "不限", "不问", "未经", "不经",
    "不敢", "不已", "不小心", "不得已", "不遗余力", "不平", "不孕", "不适", "差不多", "不好意思", "对不起", "不在", "要不", "不然", "受不了", "不行", "不客气", "无不", "不怎么", "未尝", "不予", "不全", "不备", "不善", "不均", "不力",
];

/// Folded Chinese characters that can stand for a negation.
const WIDE_ZH: &str = "不未无没非勿莫毋别否免禁拒缺失除欠停止防避忌难另仅只才绝毫废";

pub(super) fn check(pair: &Pair, out: &mut Vec<Finding>) {
    let zh = fold(pair.zh).into_owned();
    let en = english(pair.en);
    let plain_zh = plain_chinese(pair.zh, &zh);
    let wide_zh = zh.chars().filter(|c| WIDE_ZH.contains(*c)).count();
    if let Some(last) = en.plain.last().filter(|_| en.plain.len() > wide_zh) {
        let message = format!("\"{}\" has no negation opposite", last.of(pair.en));
        out.push(pair.finding(Rule::MissingNegation, Severity::Error, None, Some(*last), message));
        return;
    }
    let said = en.plain.len() + en.bounds + en.wide;
    if let Some(last) = plain_zh.last().filter(|_| plain_zh.len() > said) {
        let severity = if plain_zh.len() > said + en.soft { Severity::Error } else { Severity::Note };
        let message = format!("{} has no negation opposite", around(pair.zh, *last));
        out.push(pair.finding(Rule::MissingNegation, severity, Some(*last), None, message));
    }
}

/// A Chinese negation with the character behind it.
fn around(text: &str, span: Span) -> &str {
    let next = text.get(span.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(span.start, span.end + next).of(text)
}

/// The ways in which an English text negates.
#[derive(Default)]
struct English {
    plain: Vec<Span>,
    /// "Not more than" and the like.
    bounds: usize,
    /// Negative words.
    wide: usize,
    /// Words that can stand for a negation.
    soft: usize,
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
                true => found.bounds += 1,
                false => found.plain.push(word.span),
            }
        } else if is_one(&word.plain, WIDE_EN) || is_negated(&word.plain) {
            found.wide += 1;
        } else if is_one(&word.plain, SOFT_EN) {
            found.soft += 1;
        }
    }
    found
}

fn is_one(word: &str, forms: &[&str]) -> bool {
    forms.iter().any(|form| match form.strip_suffix('-') {
        Some(begins) => word.len() > begins.len() && word.starts_with(begins),
        None => word == *form,
    })
}

/// Unlawful, nonprofit, stainless: what is left is a word.
fn is_negated(word: &str) -> bool {
    let rest = word.strip_prefix("un").filter(|rest| !rest.starts_with("der") && !rest.starts_with('i'));
    let rest = rest.or_else(|| word.strip_prefix("non")).or_else(|| word.strip_suffix("less"));
    rest.is_some_and(|rest| rest.len() > 3 && Lexicon::shared().is_english_word(rest))
}

/// The plain negations of a Chinese text, once it is folded.
fn plain_chinese(text: &str, folded: &str) -> Vec<Span> {
    // Folding is one character to one character.
    let places: Vec<(usize, usize)> = text.char_indices().map(|(i, c)| (i, i + c.len_utf8())).collect();
    let mut out: Vec<Span> = Vec::new();
    for (n, (at, _)) in folded.char_indices().enumerate() {
        let rest = folded.get(at..).unwrap_or("");
        let before = folded.get(..at).unwrap_or("");
        if OTHER_ZH.iter().any(|w| rest.starts_with(w)) || before.ends_with(['不', '未', '能', '是', '无', '要', '差']) && rest.starts_with('不') {
            continue;
        }
        let Some(word) = PLAIN_ZH.iter().find(|w| rest.starts_with(**w)) else { continue };
        let last = n + word.chars().count() - 1;
        if let Some((start, end)) = places.get(n).zip(places.get(last)).map(|(a, b)| (a.0, b.1))
            && out.last().is_none_or(|o| o.end <= start)
        {
            out.push(Span::new(start, end));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_negations() {
        for (text, expected) in [("不得轉讓", 1), ("不同的人", 0), ("未經許可不得使用", 1), ("沒有人", 1), ("能不能", 0)] {
            assert_eq!(plain_chinese(text, &fold(text)).len(), expected, "{text}");
        }
        let found = english("It is not void.");
        assert_eq!((found.plain.len(), found.wide), (1, 1));
        assert_eq!(english("He shall pay.").wide, 0);
        assert_eq!(english("not more than five").plain.len(), 0);
    }
}
