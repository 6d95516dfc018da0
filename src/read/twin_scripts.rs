//! Text that a document has in both Chinese scripts beside its English: of two blocks that say the same, one stands with the
//! English and the other is set aside.

use crate::model::{Block, BlockKind, LeftOut, LeftOutReason};
use crate::read::language::{is_cjk, letters};
use crate::text::detect::{Script, script};
use crate::text::fold::{fold_char, is_han};
use std::collections::HashMap;
use std::ops::Range;

/// Blocks of Chinese between two that say the same, at most: the paragraphs of a section in one script.
const BETWEEN: usize = 40;
/// Characters up to which two texts have to be the same, and from which on words may differ (信息, 資訊).
const SHORT: usize = 12;
/// What two longer texts have in common at the least, of 100 pairs of characters, and by how much their lengths differ at most.
const COMMON: usize = 65;
const LONGER: usize = 15;
/// Latin letters from which on a text has English beside its Chinese.
const WORDING: usize = 5;
/// Twins of a document at the least; one may be what the text is about.
const TWINS: usize = 2;

/// Takes the second of two Chinese texts which say the same in the two scripts out of a document that is in English too: of two
/// blocks, or of two parts of one.
pub fn set_aside(blocks: &mut Vec<Block>, left_out: &mut Vec<LeftOut>) {
    let english = blocks.iter().filter(|block| letters(&block.text).1 >= WORDING).count();
    let inner: Vec<(usize, Range<usize>)> =
        blocks.iter().enumerate().filter_map(|(at, block)| Some((at, inner_twin(&block.text)?))).collect();
    let twins = twins(blocks);
    // A document of two columns of Chinese with some English has one twin for each block.
    let count = twins.len() + inner.len();
    if count < TWINS || english * 2 < count {
        return;
    }
    for (at, range) in inner {
        if let Some(block) = blocks.get_mut(at).filter(|_| twins.binary_search(&at).is_err())
            && let Some(text) = block.text.get(range.clone())
        {
            left_out.push(LeftOut { reason: LeftOutReason::Alternative, text: text.to_string(), line: block.line });
            block.text.replace_range(range, "");
        }
    }
    let mut at = 0;
    blocks.retain(|block| {
        let twin = twins.binary_search(&at).is_ok();
        at += 1;
        if twin {
            let (text, line) = (block.text.clone(), block.line);
            left_out.push(LeftOut { reason: LeftOutReason::Alternative, text, line });
        }
        !twin
    });
}

/// Where the second half of the Chinese in a text says again what the first says in the other script, bytes: 免责声明 // 免責聲明.
fn inner_twin(text: &str) -> Option<Range<usize>> {
    let divides = |c: char| c.is_whitespace() || matches!(c, '/' | '／' | '|' | '｜');
    if script(text) == Script::Unknown {
        return None;
    }
    let han: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_han(*c)).collect();
    let (first, last) = (han.first()?.0, han.last().map(|(at, c)| at + c.len_utf8())?);
    let folded: Vec<char> = han.iter().map(|(_, c)| fold_char(*c)).collect();
    let middle = han.len() * 100 / (200 + LONGER)..=han.len() * (100 + LONGER) / (200 + LONGER);
    middle.filter(|count| *count > 0 && *count < han.len()).find_map(|count| {
        let (before, behind) = (han.get(count - 1)?, han.get(count)?.0);
        let end = before.0 + before.1.len_utf8();
        let gap = text.get(end..behind)?;
        // What ends the first half stays with it; what opens the second goes with that.
        let cut = end + gap.find(divides).or_else(|| gap.rfind('。').map(|at| at + '。'.len_utf8()))?;
        let (one, other) = (text.get(first..end)?, text.get(behind..last)?);
        let half = |text: &str, folded: &[char]| Candidate {
            at: 0,
            script: script(text),
            folded: folded.to_vec(),
            taken: false,
        };
        let (one, other) = (half(one, folded.get(..count)?), half(other, folded.get(count..)?));
        let closes = |c: char| is_cjk(c) && !is_han(c);
        let end = text.len() - text.get(last..)?.trim_start_matches(closes).len();
        (one.script != other.script && are_twins(&one, &other)).then_some(cut..end)
    })
}

/// A Chinese block that may have a twin.
struct Candidate {
    /// Its place among the blocks.
    at: usize,
    script: Script,
    /// Its Chinese characters, folded.
    folded: Vec<char>,
    taken: bool,
}

/// The places of the blocks that say again what one before them said in the other script.
fn twins(blocks: &[Block]) -> Vec<usize> {
    let chinese = |block: &Block| {
        let (han, latin) = letters(&block.text);
        block.pair.is_none() && block.kind != BlockKind::Code && han >= 2 && han * 2 > latin
    };
    let mut candidates: Vec<Candidate> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| chinese(block))
        .map(|(at, block)| {
            let folded = block.text.chars().filter(|c| is_han(*c)).map(fold_char).collect();
            Candidate { at, script: script(&block.text), folded, taken: false }
        })
        .collect();
    let has = |script: Script| candidates.iter().any(|candidate| candidate.script == script);
    if !has(Script::Hant) || !has(Script::Hans) {
        return Vec::new();
    }
    let mut twins = Vec::new();
    for second in 0..candidates.len() {
        let first = (second.saturating_sub(BETWEEN)..second).rev().find(|first| {
            let two = candidates.get(*first).zip(candidates.get(second));
            two.is_some_and(|(one, other)| {
                let text = |candidate: &Candidate| blocks.get(candidate.at).map(|block| block.text.as_str());
                !one.taken && are_twins(one, other) && text(one) != text(other)
            })
        });
        if let Some(first) = first {
            for taken in [first, second] {
                candidates.get_mut(taken).into_iter().for_each(|candidate| candidate.taken = true);
            }
            twins.extend(candidates.get(second).map(|candidate| candidate.at));
        }
    }
    twins
}

/// Whether two texts say the same, each in another script.
fn are_twins(one: &Candidate, other: &Candidate) -> bool {
    let apart = match (one.script, other.script) {
        (Script::Unknown, Script::Unknown) => true,
        (one, other) => one != other,
    };
    let (shorter, longer) = (one.folded.len().min(other.folded.len()), one.folded.len().max(other.folded.len()));
    if !apart || longer * 100 > shorter * (100 + LONGER) {
        return false;
    }
    if longer <= SHORT {
        return one.folded == other.folded;
    }
    let mut pairs: HashMap<(char, char), usize> = HashMap::new();
    for (a, b) in one.folded.iter().zip(one.folded.iter().skip(1)) {
        *pairs.entry((*a, *b)).or_default() += 1;
    }
    let mut common = 0;
    for (a, b) in other.folded.iter().zip(other.folded.iter().skip(1)) {
        if let Some(left) = pairs.get_mut(&(*a, *b)).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    common * 100 >= (shorter - 1) * COMMON
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(texts: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut blocks: Vec<Block> = texts.iter().map(|text| Block::paragraph(*text, 1)).collect();
        let mut left = Vec::new();
        set_aside(&mut blocks, &mut left);
        (blocks.into_iter().map(|block| block.text).collect(), left.into_iter().map(|piece| piece.text).collect())
    }

    #[test]
    fn text_in_both_scripts_stands_once_beside_its_english() {
        let texts = [
            "Rules of the harbour",
            "港口规则",
            "港口規則",
            "The master reports the draught of the ship to the office.",
            "船长应向港务处报告船舶吃水的信息。",
            "船長應向港務處報告船舶吃水的資訊。",
        ];
        let (kept, twins) = left(&texts);
        assert_eq!(twins, [texts[2], texts[5]]);
        assert_eq!(kept, [texts[0], texts[1], texts[3], texts[4]]);
        // The paragraphs of a section in one script and then in the other.
        let sections = [texts[0], texts[3], texts[1], texts[4], texts[2], texts[5]];
        assert_eq!(left(&sections).1, [texts[2], texts[5]]);
        let lines = [
            "Rules of the harbour // 港口规则 // 港口規則",
            "The master reports. 船长应向港务处报告船舶吃水的信息。 船長應向港務處報告船舶吃水的資訊。",
        ];
        let (kept, twins) = left(&lines);
        assert_eq!(twins, [" // 港口規則", " 船長應向港務處報告船舶吃水的資訊。"]);
        assert_eq!(
            kept,
            ["Rules of the harbour // 港口规则", "The master reports. 船长应向港务处报告船舶吃水的信息。"]
        );
    }

    #[test]
    fn other_text_stays() {
        for texts in [
            &["港口规则", "港口規則", "船长应报告", "船長應報告"][..],
            &["Ships", "港口规则", "Berths", "船長應報告", "Dues", "泊位費"],
            &["Ships", "发展", "The character is written in two ways.", "發展"],
            &["Ships 港口规则 船長應報告", "Dues 泊位費用 泊位費用"],
        ] {
            assert_eq!(left(texts).1, Vec::<String>::new(), "{texts:?}");
        }
    }
}
