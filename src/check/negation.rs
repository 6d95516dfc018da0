//! Negations: a plain "not" of one side needs something negative on the other. What counts as negative is wide on the
//! side that answers (lack, refuse, 免, 除外), narrow on the side that asks, so that what is said by another word is
//! none.

use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::english;
use crate::text::fold::fold;

/// English words that plainly negate.
const PLAIN_EN: [&str; 8] = ["not", "cannot", "never", "nor", "neither", "none", "nobody", "nothing"];

/// English words that can stand for a negation, and beginnings of such.
const WIDE_EN: &[&str] = &[
    "no", "without", "unless", "except", "excep-", "exclu-", "fail-", "refus-", "lack-", "prohibit-", "forbid-", "forbad-",
    "deni-", "deny-", "absen-", "exempt-", "avoid-", "prevent-", "prior", "before", "until", "other", "rather", "instead",
    "hardly", "barely", "rarely", "seldom", "unable", "impossible", "ineligible", "invalid", "void", "null", "free",
    "irrespective", "regardless", "notwithstanding", "despite", "less", "fewer", "below", "under", "within", "only",
    "minus", "false", "miss-", "reject-", "declin-", "waiv-", "ban-", "bar-", "cease-", "stop-", "remov-", "omit-",
    "omission-", "neglig-", "neglect-", "default-", "breach-", "violat-", "contraven-", "infring-", "differ-", "beyond",
    "exceed-", "over", "more", "outside", "end-", "expir-", "too", "but", "yet", "still", "remain-", "outstanding", "rid",
    "away", "off", "beside-", "apart", "aside", "any", "however", "immediate-", "illegal-", "illicit-", "anti-", "immovable-", "immune-",
    "private", "constant-", "continu-", "wrong-", "inc-", "imp-", "ineff-", "insuff-", "inad-", "ind-", "inf-", "inv-", "irr-",
    "non", "un-", "dis-", "mis-", "in-", "im-", "il-", "ir-", "a-typical", "-less", "n't",
];

/// Folded Chinese that plainly negates.
const PLAIN_ZH: &[&str] = &["不", "未", "没有", "并非", "不是", "无须", "无需", "毋须", "勿", "绝非", "从未", "尚未"];

/// Words with 不 or 未 in them that negate nothing, or that English says without a negation.
const OTHER_ZH: &[&str] = &[
    "不同", "不断", "不斷", "不僅", "不仅", "不但", "不只", "不少", "不论", "不管", "不久", "不过", "不錯", "不错", "不容", "不如", "不得不", "不动产", "不動產", "未来",
    "未來", "未婚", "不良", "不当", "不足", "不明", "不利", "不法", "不正", "不实", "不符", "不合", "不服", "不等", "不妨", "不幸", "不安", "不满", "不解", "不禁", "不愧",
    "不远", "不料", "不像", "不住", "不由", "不约", "不定", "不时", "不外", "不再", "不变", "不便", "不准", "不锈", "不及", "不到", "未免", "未必", "未满", "未成年", "未遂", "未达", "不逾", "不超过",
    "不齐", "不俗", "不可抗", "不可或缺", "不起诉", "不受理", "不低于", "不少于", "不多", "不大", "不堪", "不乏", "不息", "不懈", "不至", "不慎", "不景气", "不宜", "不分", "不限", "不问", "未经", "不经",
    "不敢", "不遗余力", "不平", "不孕", "不适", "差不多", "不好意思", "对不起", "不在", "要不", "不然", "受不了", "不行", "不客气", "无不", "不怎么", "未尝", "不予", "不全", "不备", "不善", "不均", "不力",
];

/// Folded Chinese characters that can stand for a negation.
const WIDE_ZH: &str = "不未无無没沒非勿莫毋別别否免禁拒缺失除欠停止防避外忌难難另仅僅只才虽雖但却卻前少休反违違空闲絕绝毫撤废廢解戒";

pub(super) fn check(pair: &Pair, out: &mut Vec<Finding>) {
    let zh = fold(pair.zh).into_owned();
    let en = english(pair.en);
    let plain_zh = plain_chinese(pair.zh, &zh);
    if let Some(first) = en.plain.first() {
        // Every way to negate in Chinese has one of a few characters.
        let wide = zh.chars().filter(|c| WIDE_ZH.contains(*c)).count();
        if wide == 0 || wide < en.plain.len() && plain_zh.len() < en.plain.len() && wide + 1 < en.plain.len() {
            let message = format!("\"{}\" has no negation opposite", first.of(pair.en));
            out.push(pair.finding(Rule::MissingNegation, Severity::Error, None, Some(*first), message));
            return;
        }
    }
    if let Some(first) = plain_zh.first()
        && en.plain.is_empty()
        && !en.wide
    {
        let message = format!("{} has no negation opposite", around(pair.zh, *first));
        out.push(pair.finding(Rule::MissingNegation, Severity::Error, Some(*first), None, message));
    }
}

/// A Chinese negation with the character behind it.
fn around(text: &str, span: Span) -> &str {
    let next = text.get(span.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(span.start, span.end + next).of(text)
}

struct English {
    plain: Vec<Span>,
    /// Whether there is any other way to negate.
    wide: bool,
}

fn english(text: &str) -> English {
    let mut found = English { plain: Vec::new(), wide: false };
    for word in english::words(text) {
        let written = word.span.of(text);
        let short = written.ends_with("n't") || written.ends_with("n’t");
        if PLAIN_EN.contains(&word.plain.as_str()) || short {
            found.plain.push(word.span);
            continue;
        }
        found.wide |= WIDE_EN.iter().any(|form| match (form.strip_suffix('-'), form.strip_prefix('-')) {
            (Some(begins), _) => word.plain.len() > begins.len() + 2 && word.plain.starts_with(begins),
            (_, Some(ends)) => word.plain.ends_with(ends),
            _ => word.plain == **form,
        });
    }
    found
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
        assert!(found.plain.len() == 1 && found.wide);
        assert!(!english("He shall pay.").wide);
    }
}
