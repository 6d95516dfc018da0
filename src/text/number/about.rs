//! Words around a figure that say how exact it is.

use super::figure::About;
use super::reader::Reader;

/// Chinese, before the number; longer ones first where one ends in another. Those of the first rows say the opposite
/// where they are denied: 不少於, 不應低於.
const ZH_BEFORE: &[(&str, About)] = &[
    ("少于", About::Under),
    ("低于", About::Under),
    ("小于", About::Under),
    ("短于", About::Under),
    ("早于", About::Under),
    ("超过", About::Over),
    ("高于", About::Over),
    ("多于", About::Over),
    ("大于", About::Over),
    ("长于", About::Over),
    ("晚于", About::Over),
    ("逾", About::Over),
    ("未满", About::Under),
    ("不满", About::Under),
    ("不足", About::Under),
    ("不到", About::Under),
    ("最多", About::Under),
    ("至多", About::Under),
    ("最高", About::Under),
    ("将近", About::Under),
    ("至少", About::Over),
    ("最少", About::Over),
    ("最低", About::Over),
    ("大约", About::About),
    ("超", About::Over),
    ("上", About::Over),
    ("近", About::Under),
    ("约", About::About),
];

/// How many rows of them can be denied, what denies, and what may stand between.
const ZH_COMPARED: usize = 12;
const ZH_DENIES: &[&str] = &["不", "未", "勿", "别", "毋"];
const ZH_MODALS: &[&str] = &["得", "应", "可", "能", "宜", "会", "许", "要", "须"];

/// Characters that make 近, 約, 上 or 超 before a number part of another word.
const ZH_OTHER_WORD: &[char] =
    &['附', '最', '邻', '以', '条', '合', '契', '签', '节', '预', '违', '之', '公', '线', '网', '晚', '早', '年'];

const ZH_AFTER: &[(&str, About)] = &[
    ("以上", About::Over),
    ("以下", About::Under),
    ("以内", About::Under),
    ("之内", About::Under),
    ("左右", About::About),
    ("上下", About::About),
];

const EN_BEFORE: &[(&str, About)] = &[
    ("not more than", About::Under),
    ("no more than", About::Under),
    ("not exceeding", About::Under),
    ("not exceed", About::Under),
    ("not be more than", About::Under),
    ("not be higher than", About::Under),
    ("not be less than", About::Over),
    ("not be fewer than", About::Over),
    ("not be lower than", About::Over),
    ("not lower than", About::Over),
    ("not higher than", About::Under),
    ("not to exceed", About::Under),
    ("not be exceeding", About::Under),
    ("cannot exceed", About::Under),
    ("never exceed", About::Under),
    ("neither exceed", About::Under),
    ("not less than", About::Over),
    ("no less than", About::Over),
    ("no fewer than", About::Over),
    ("not fewer than", About::Over),
    ("more than", About::Over),
    ("greater than", About::Over),
    ("higher than", About::Over),
    ("less than", About::Under),
    ("fewer than", About::Under),
    ("lower than", About::Under),
    ("at least", About::Over),
    ("at most", About::Under),
    ("up to", About::Under),
    ("exceeding", About::Over),
    ("exceeded", About::Over),
    ("exceeds", About::Over),
    ("exceed", About::Over),
    ("over", About::Over),
    ("above", About::Over),
    ("under", About::Under),
    ("below", About::Under),
    ("within", About::Under),
    ("nearly", About::Under),
    ("almost", About::Under),
    ("about", About::About),
    ("around", About::About),
    ("approximately", About::About),
    ("roughly", About::About),
    ("approx.", About::About),
];

const EN_AFTER: &[(&str, About)] = &[
    ("or more", About::Over),
    ("or above", About::Over),
    ("or over", About::Over),
    ("or higher", About::Over),
    ("or less", About::Under),
    ("or fewer", About::Under),
    ("or below", About::Under),
    ("or under", About::Under),
];

pub(super) fn chinese(reader: Reader, start: usize, end: usize) -> About {
    if let Some((pattern, at, about)) = before(reader, start, ZH_BEFORE, Reader::back) {
        let one = pattern.chars().count() == 1;
        let other = pattern == "近" && reader.eat_any(end, &["年", "个", "天", "日", "周", "月", "季"]).is_some()
            || one && reader.peek_before(at).is_some_and(|c| ZH_OTHER_WORD.contains(&c));
        if !other {
            let compared = ZH_BEFORE.iter().take(ZH_COMPARED).any(|(row, _)| *row == pattern);
            return if compared && is_denied(reader, at) { about.opposite() } else { about };
        }
    }
    // One to three characters name what is counted: 三年以下, 五公尺以上.
    let mut pos = end;
    for _ in 0..4 {
        if let Some((_, about)) = ZH_AFTER.iter().find(|(pattern, _)| reader.eat(pos, pattern).is_some()) {
            return *about;
        }
        match reader.at(pos) {
            Some((c, next)) if c.is_alphanumeric() || c == '%' => pos = next,
            _ => break,
        }
    }
    About::Exact
}

/// Whether the comparison that begins at `pos` is denied: 不應|少於.
fn is_denied(reader: Reader, pos: usize) -> bool {
    let denies = |pos| ZH_DENIES.iter().any(|word| reader.back(pos, word).is_some());
    denies(pos) || ZH_MODALS.iter().filter_map(|word| reader.back(pos, word)).any(denies)
}

pub(super) fn english(reader: Reader, start: usize, end: usize) -> About {
    if let Some((_, _, about)) = before(reader, reader.back_spaces(start), EN_BEFORE, Reader::back_word) {
        return about;
    }
    let mut pos = reader.spaces(end);
    for _ in 0..2 {
        if let Some((_, about)) = EN_AFTER.iter().find(|(pattern, _)| reader.eat_word(pos, pattern).is_some()) {
            return *about;
        }
        while let Some((_, next)) = reader.at(pos).filter(|(c, _)| c.is_ascii_alphabetic()) {
            pos = next;
        }
        pos = reader.spaces(pos);
    }
    About::Exact
}

fn before<'t>(
    reader: Reader<'t>,
    pos: usize,
    table: &[(&'static str, About)],
    back: impl Fn(Reader<'t>, usize, &str) -> Option<usize>,
) -> Option<(&'static str, usize, About)> {
    table.iter().find_map(|&(pattern, about)| Some((pattern, back(reader, pos, pattern)?, about)))
}
