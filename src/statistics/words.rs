//! The words of a side, as the index has them: Chinese by the segmenter, with Latin words and figures between them.

use crate::model::{Side, Span, WordForm};
use crate::text::english::{letters_before_figure, next_word};
use crate::text::fold::{fold, is_han};
use crate::text::lemma_cache::with_lemma;
use crate::text::segment::Segmenter;
use std::ops::Range;

/// Calls back with each word of a text and the bytes that it takes, in order.
pub(super) fn each_word(text: &str, side: Side, form: WordForm, each: &mut impl FnMut(&str, Span)) {
    let (mut at, mut read, mut plain) = (0, 0, String::new());
    while let Some(span) = next_word(text, &mut at, &mut plain) {
        if side == Side::Zh {
            chinese(text, read..span.start, each);
        }
        read = span.end;
        match (side, form) {
            (Side::En, WordForm::Lemma) => with_lemma(&plain, |lemma| each(lemma, span)),
            _ => each(&plain, span),
        }
    }
    if side == Side::Zh {
        chinese(text, read..text.len(), each);
    }
}

/// The same with the letters before a figure (COVID of COVID19), which the index has as a word of a Chinese side too.
pub(super) fn each_index_word(text: &str, side: Side, form: WordForm, each: &mut impl FnMut(&str)) {
    each_word(text, side, form, &mut |word, _| {
        each(word);
        if side == Side::Zh {
            letters_before_figure(word).into_iter().for_each(&mut *each);
        }
    });
}

/// The Chinese words of a part of a text. Some signs are Chinese characters only when they are folded (⼀).
fn chinese(text: &str, part: Range<usize>, each: &mut impl FnMut(&str, Span)) {
    let written = text.get(part.clone()).unwrap_or("");
    if written.is_ascii() {
        return;
    }
    let folded = fold(written);
    // Folding keeps the number of characters, not of bytes.
    let mut chars = written.chars();
    let mut from = part.start;
    let mut take = |text: &str| {
        let start = from;
        from += chars.by_ref().take(text.chars().count()).map(char::len_utf8).sum::<usize>();
        Span::new(start, from)
    };
    let mut rest = &*folded;
    while let Some(start) = rest.find(is_han) {
        let (before, run) = rest.split_at(start);
        let (run, behind) = run.split_at(run.find(|c| !is_han(c)).unwrap_or(run.len()));
        take(before);
        Segmenter::shared().words(run).for_each(|word| each(word, take(word)));
        rest = behind;
    }
}

/// English words, or Chinese characters with Latin words as one each: what the size of a text is counted in.
pub(super) fn size(text: &str, side: Side) -> u64 {
    let (mut at, mut words, mut plain) = (0, 0, String::new());
    while next_word(text, &mut at, &mut plain).is_some() {
        words += 1;
    }
    match side {
        Side::En => words,
        Side::Zh => words + text.chars().filter(|c| is_han(*c)).count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, side: Side, form: WordForm) -> Vec<String> {
        let mut found = Vec::new();
        each_word(text, side, form, &mut |word, span| found.push(format!("{word}:{}", span.of(text))));
        found
    }

    #[test]
    fn words_are_those_of_the_index() {
        assert_eq!(
            words("保護商業秘密，ODR平台。", Side::Zh, WordForm::Lemma),
            ["保护:保護", "商业秘密:商業秘密", "odr:ODR", "平台:平台"]
        );
        assert_eq!(words("Trade secrets 秘密", Side::En, WordForm::Lemma), ["trade:Trade", "secret:secrets"]);
        assert_eq!(words("Trade secrets", Side::En, WordForm::Form), ["trade:Trade", "secrets:secrets"]);
        assert_eq!(words("第⼀項", Side::Zh, WordForm::Form).concat(), "第一项:第⼀項");
        assert_eq!((size("保護ODR平台。", Side::Zh), size("Trade secrets.", Side::En)), (5, 2));
    }
}
