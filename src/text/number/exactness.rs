//! Words around a figure that say how exact it is.

use super::figure::Exactness;
use super::reader::Reader;

/// Chinese, before the number; longer ones first where one ends in another. Those of the first rows say the opposite
/// where they are denied: 不少於, 不應低於.
const ZH_BEFORE: &[(&str, Exactness)] = &[
    ("少于", Exactness::Under),
    ("低于", Exactness::Under),
    ("小于", Exactness::Under),
    ("短于", Exactness::Under),
    ("早于", Exactness::Under),
    ("超过", Exactness::Over),
    ("高于", Exactness::Over),
    ("多于", Exactness::Over),
    ("大于", Exactness::Over),
    ("长于", Exactness::Over),
    ("晚于", Exactness::Over),
    ("逾", Exactness::Over),
    ("未满", Exactness::Under),
    ("不满", Exactness::Under),
    ("不足", Exactness::Under),
    ("不到", Exactness::Under),
    ("最多", Exactness::Under),
    ("至多", Exactness::Under),
    ("最高", Exactness::Under),
    ("将近", Exactness::Under),
    ("至少", Exactness::Over),
    ("最少", Exactness::Over),
    ("最低", Exactness::Over),
    ("大约", Exactness::About),
    ("超", Exactness::Over),
    ("上", Exactness::Over),
    ("近", Exactness::Under),
    ("约", Exactness::About),
];

/// How many rows of them can be denied, what denies, and what may stand between.
const ZH_COMPARED: usize = 12;
const ZH_DENIES: &[&str] = &["不", "未", "勿", "别", "毋"];
const ZH_MODALS: &[&str] = &["得", "应", "可", "能", "宜", "会", "许", "要", "须"];

/// Characters that make 近, 約, 上 or 超 before a number part of another word.
const ZH_OTHER_WORD: &[char] =
    &['附', '最', '邻', '以', '条', '合', '契', '签', '节', '预', '违', '之', '公', '线', '网', '晚', '早', '年'];

const ZH_AFTER: &[(&str, Exactness)] = &[
    ("以上", Exactness::Over),
    ("以下", Exactness::Under),
    ("以内", Exactness::Under),
    ("之内", Exactness::Under),
    ("左右", Exactness::About),
    ("上下", Exactness::About),
];

const EN_BEFORE: &[(&str, Exactness)] = &[
    ("not more than", Exactness::Under),
    ("no more than", Exactness::Under),
    ("not exceeding", Exactness::Under),
    ("not exceed", Exactness::Under),
    ("not be more than", Exactness::Under),
    ("not be higher than", Exactness::Under),
    ("not be less than", Exactness::Over),
    ("not be fewer than", Exactness::Over),
    ("not be lower than", Exactness::Over),
    ("not lower than", Exactness::Over),
    ("not higher than", Exactness::Under),
    ("not to exceed", Exactness::Under),
    ("not be exceeding", Exactness::Under),
    ("cannot exceed", Exactness::Under),
    ("never exceed", Exactness::Under),
    ("neither exceed", Exactness::Under),
    ("not less than", Exactness::Over),
    ("no less than", Exactness::Over),
    ("no fewer than", Exactness::Over),
    ("not fewer than", Exactness::Over),
    ("more than", Exactness::Over),
    ("greater than", Exactness::Over),
    ("higher than", Exactness::Over),
    ("less than", Exactness::Under),
    ("fewer than", Exactness::Under),
    ("lower than", Exactness::Under),
    ("at least", Exactness::Over),
    ("at most", Exactness::Under),
    ("up to", Exactness::Under),
    ("exceeding", Exactness::Over),
    ("exceeded", Exactness::Over),
    ("exceeds", Exactness::Over),
    ("exceed", Exactness::Over),
    ("over", Exactness::Over),
    ("above", Exactness::Over),
    ("under", Exactness::Under),
    ("below", Exactness::Under),
    ("within", Exactness::Under),
    ("nearly", Exactness::Under),
    ("almost", Exactness::Under),
    ("about", Exactness::About),
    ("around", Exactness::About),
    ("approximately", Exactness::About),
    ("roughly", Exactness::About),
    ("approx.", Exactness::About),
];

const EN_AFTER: &[(&str, Exactness)] = &[
    ("or more", Exactness::Over),
    ("or above", Exactness::Over),
    ("or over", Exactness::Over),
    ("or higher", Exactness::Over),
    ("or less", Exactness::Under),
    ("or fewer", Exactness::Under),
    ("or below", Exactness::Under),
    ("or under", Exactness::Under),
];

pub(super) fn chinese(reader: Reader, start: usize, end: usize) -> Exactness {
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
    Exactness::Exact
}

/// Whether the comparison that begins at `pos` is denied: 不應|少於.
fn is_denied(reader: Reader, pos: usize) -> bool {
    let denies = |pos| ZH_DENIES.iter().any(|word| reader.back(pos, word).is_some());
    denies(pos) || ZH_MODALS.iter().filter_map(|word| reader.back(pos, word)).any(denies)
}

pub(super) fn english(reader: Reader, start: usize, end: usize) -> Exactness {
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
    Exactness::Exact
}

fn before<'t>(
    reader: Reader<'t>,
    pos: usize,
    table: &[(&'static str, Exactness)],
    back: impl Fn(Reader<'t>, usize, &str) -> Option<usize>,
) -> Option<(&'static str, usize, Exactness)> {
    table.iter().find_map(|&(pattern, about)| Some((pattern, back(reader, pos, pattern)?, about)))
}
