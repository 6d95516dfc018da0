//! Text that is rightly in one language on both sides: kept in its own words with the translation beside it, and works that
//! are cited.

use crate::check::evidence::lengths::RATIO;
use crate::check::tables::pattern;
use crate::model::{Passage, Side, Span};
use crate::text::fold::is_han;
use regex::Regex;
use std::sync::LazyLock;

/// How far what is kept, and its translation behind or before it, are followed, in passages.
const FAR: usize = 40;

/// A work that is cited: its place, publisher and year in brackets, volume and pages, its number.
static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        r"\([\p{Lu}][\p{L} .,&]*: [^()]*,? (1[5-9]|20)\d\d\)",
        r"\b(pp?|vol|no|ed|eds|trans)\. ?\d",
        r"\b\d+ ?\(\d+\): ?\d+",
        r"\b(doi|ISBN|ISSN|arXiv)\b",
        r"\bet al\b",
    ];
    pattern("citations", &parts.join("|"))
});

/// Whether a text is the entry of a work that is cited.
pub(super) fn is_citation(text: &str) -> bool {
    CITATION.is_match(text)
}

/// Chinese characters, and words of English, that a translation in brackets has at least.
const HAN: usize = 6;
const WORDS: usize = 2;

/// Whether a run of the other language stands beside its translation, of which one is in brackets: 帳戶名稱 (the name of the
/// account), "(as they say)" behind what says it in Chinese.
pub(super) fn is_glossed(text: &str, run: Span) -> bool {
    const OPEN: [char; 2] = ['(', '（'];
    const CLOSE: [char; 2] = [')', '）'];
    let in_chinese = run.of(text).contains(is_han);
    let translates = |text: &str| match in_chinese {
        true => text.split(' ').filter(|word| word.contains(|c: char| c.is_ascii_alphabetic())).count() >= WORDS,
        false => text.chars().filter(|c| is_han(*c)).count() >= HAN,
    };
    let is_foreign = |c: char| if in_chinese { c.is_ascii_alphabetic() } else { is_han(c) };
    let (before, behind) = (text.get(..run.start).unwrap_or(""), text.get(run.end..).unwrap_or(""));
    let opened = before.rfind(OPEN).filter(|at| !before.get(*at..).unwrap_or("").contains(CLOSE));
    if let Some(open) = opened {
        let between = before.get(open..).unwrap_or("");
        let sentence = before.get(..open).unwrap_or("").rsplit(['。', '！', '？', '\n']).find(|s| !s.trim().is_empty());
        return !between.contains(is_foreign) && sentence.is_some_and(translates);
    }
    // The rest of what was quoted may stand between.
    let next = behind.find(OPEN).filter(|at| !behind.get(..*at).unwrap_or("").contains(is_foreign));
    next.and_then(|at| behind.get(at..)?.get(1..)?.split(CLOSE).next()).is_some_and(translates)
}

/// Whether a run of passages that are English on both sides has its Chinese left over before or behind it: a licence whose
/// words count, a quotation.
pub(in crate::check) fn has_translation_beside(passages: &[Passage], at: usize) -> bool {
    let of_doc = |i: &usize| passages[*i].id.doc == passages[at].id.doc;
    let han = |i: usize| passages[i].text(Side::Zh).chars().filter(|c| is_han(*c)).count();
    let kept = |i: &usize| passages[*i].en.is_some() && han(*i) == 0;
    let left_over = |i: &usize| passages[*i].en.is_none();
    let before: Vec<usize> = (0..at).rev().take(FAR).take_while(|i| of_doc(i) && kept(i)).collect();
    let behind: Vec<usize> = (at..passages.len()).take(FAR).take_while(|i| of_doc(i) && kept(i)).collect();
    let letters: usize = before.iter().chain(&behind).map(|i| passages[*i].text(Side::En).len()).sum();
    let first = before.last().copied().unwrap_or(at);
    let last = behind.last().map_or(at, |last| last + 1);
    let above: usize = (0..first).rev().take(FAR).take_while(|i| of_doc(i) && left_over(i)).map(han).sum();
    let below: usize = (last..passages.len()).take(FAR).take_while(|i| of_doc(i) && left_over(i)).map(han).sum();
    letters > 0 && above.max(below) as f32 * RATIO * 2.0 >= letters as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassageId;

    fn passages(texts: &[(&str, &str)]) -> Vec<Passage> {
        let passage = |(n, (zh, en)): (u32, &(&str, &str))| Passage::of_texts(PassageId::row("quay", n), n, zh, en);
        (1..).zip(texts).map(passage).collect()
    }

    #[test]
    fn what_is_kept_has_its_translation_beside_it() {
        let english = "The quay is lent as it is, without a warranty of any kind.";
        let chinese = "碼頭按現狀出借，不附任何保證。";
        let same = (english, english);
        let has = |texts: &[(&str, &str)], at| has_translation_beside(&passages(texts), at);
        assert!(has(&[same, same, (chinese, ""), (chinese, "")], 0));
        assert!(has(&[(chinese, ""), same], 1));
        assert!(!has(&[same, ("船到港了。", "The ship is in."), (chinese, "")], 0));
        assert!(!has(&[same, same, same, same, (chinese, "")], 1));
    }

    #[test]
    fn a_run_is_glossed_where_its_translation_is_in_brackets() {
        for (text, run, is) in [
            ("Account: 海港學會 (Society of the Harbour)", "海港學會", true),
            ("Account: 海港學會 (SH)", "海港學會", false),
            ("Account: 海港學會, and more (see the page below)", "海港學會", false),
            ("那一天船沒有進港。（That day the ship did not come in.）", "the ship did not", true),
            ("碼頭（That day the ship did not come in.）", "the ship did not", false),
            ("A quay is a wall that ships lie at, or so. (碼頭是船隻停靠的岸壁)", "a wall that ships lie at", true),
            ("船期 that day the ship did not come in", "the ship did not", false),
        ] {
            let start = text.find(run).unwrap();
            assert_eq!(is_glossed(text, Span::new(start, start + run.len())), is, "{text}");
        }
    }

    #[test]
    fn works_are_cited_in_their_own_words() {
        for text in [
            "Jan Lee, Quays of the North (Harbour: Quay Press, 2020), 28.",
            "Lin et al, Tides and tugs, Quay Review 12(3): 45",
            "Moorings, vol. 2, pp. 30–41.",
        ] {
            assert!(is_citation(text), "{text}");
        }
        for text in ["The tug (see page 3) was moored in 2020.", "There are no. The ed is a program."] {
            assert!(!is_citation(text), "{text}");
        }
    }
}
