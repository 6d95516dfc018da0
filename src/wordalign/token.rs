//! Words as alignment sees them: each with its place in the text and a key under which both scripts, inflected forms
//! and ways to write a number meet. Law: spans are in order, do not overlap, lie on character borders, and cover
//! everything but blanks.

use crate::model::Span;
use crate::text::english::next_word;
use crate::text::fold::{fold, fold_char, is_han};
use crate::text::lemma_cache::with_lemma;
use crate::text::lexicon::Lexicon;
use crate::text::number;
use crate::text::numeral::{is_ordinal_sign, large_unit, unit};
use crate::text::segment::Segmenter;
use crate::text::word_class::is_particle;
use std::borrow::Cow;

/// A word, a number or a mark of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// Folded Chinese word, English lemma, number without separators, or folded mark.
    pub key: String,
}

/// Something that cuts a run of folded Chinese characters into words; joined they must be the run.
pub trait Cut {
    fn cut<'t>(&self, run: &'t str) -> Vec<&'t str>;
}

impl Cut for Segmenter {
    fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        self.terms(run)
    }
}

/// The tokens of a text of either side, in order.
pub fn tokens(text: &str, cutter: &impl Cut) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 4);
    let (mut at, mut next, mut plain) = (0, 0, String::new());
    while let Some(span) = next_word(text, &mut next, &mut plain) {
        between(text, Span::new(at, span.start), cutter, &mut out);
        at = span.end;
        out.push(Token { span, key: key_of(&plain) });
    }
    between(text, Span::new(at, text.len()), cutter, &mut out);
    out
}

/// Tokens of a text that somebody else has cut; `words` are joined by one blank in the text that the spans count in.
pub fn given(words: &str, cutter: &impl Cut) -> Vec<Token> {
    let mut at = 0;
    let mut out = Vec::new();
    for word in words.split(' ') {
        let span = Span::new(at, at + word.len());
        at = span.end + 1;
        let mut parts = tokens(word, cutter);
        let key = match word {
            "-LRB-" => "(".to_string(),
            "-RRB-" => ")".to_string(),
            _ if parts.len() == 1 && parts.iter().all(|p| p.span.len() == word.len()) => parts.remove(0).key,
            _ => fold(word).into_owned(),
        };
        out.push(Token { span, key });
    }
    out
}

/// The key of a word in its plain form.
fn key_of(plain: &str) -> String {
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| plain.strip_suffix(end));
        let digits = ordinal.filter(|d| d.bytes().all(|b| b.is_ascii_digit())).unwrap_or(plain);
        return digits.replace(',', "");
    }
    with_lemma(plain, str::to_string)
}

/// Chinese words and marks of the part of the text that has no Latin words.
fn between(text: &str, part: Span, cutter: &impl Cut, out: &mut Vec<Token>) {
    let mut run: Option<usize> = None;
    for (at, c) in part.of(text).char_indices().map(|(i, c)| (part.start + i, c)) {
        if is_han(c) {
            run = run.or(Some(at));
            continue;
        }
        if let Some(start) = run.take() {
            chinese(text, Span::new(start, at), cutter, out);
        }
        if !c.is_whitespace() && !c.is_control() {
            out.push(Token { span: Span::new(at, at + c.len_utf8()), key: mark(fold_char(c)).to_string() });
        }
    }
    if let Some(start) = run {
        chinese(text, Span::new(start, part.end), cutter, out);
    }
}

/// The English mark that stands where a Chinese one does.
fn mark(folded: char) -> char {
    match folded {
        '。' => '.',
        '<' | '>' => '"',
        other => other,
    }
}

fn chinese(text: &str, mut run: Span, cutter: &impl Cut, out: &mut Vec<Token>) {
    // 50億 and 3月 are one figure, as "5 billion" and "March" are; 日 and 年 are no words of their own in 3月12日 and
    // 2024年.
    let in_month = out.len().checked_sub(2).and_then(|i| out.get(i)).is_some_and(|before| before.key.ends_with('月'));
    // A blank between them says nothing: 4 月, 50 億.
    let is_glued = |number: &Token| matches!(text.get(number.span.end..run.start), Some("" | " "));
    if let Some(number) = out.last_mut().filter(|t| is_glued(t) && is_number(&t.key)) {
        let scale: &str = &fold(run.of(text));
        let first = scale.chars().next();
        let taken = if first == Some('月') {
            1
        } else {
            scale.chars().take_while(|c| unit(*c).is_some() || large_unit(*c).is_some()).count()
        };
        let is_sign = match first {
            Some('日' | '号') => in_month,
            Some('年') => is_year(&number.key),
            _ => false,
        };
        let covered = taken.max(usize::from(is_sign));
        let bytes: usize = run.of(text).chars().take(covered).map(char::len_utf8).sum();
        if covered > 0 {
            number.key.extend(scale.chars().take(taken));
            number.span.end = run.start + bytes;
            run.start += bytes;
        }
    }
    let folded = fold(run.of(text));
    let mut chars = run.of(text).chars();
    let mut start = run.start;
    for word in numerals_joined(&cutter.cut(&folded)) {
        let end = start + chars.by_ref().take(word.chars().count()).map(char::len_utf8).sum::<usize>();
        if end > start {
            let key = numeral_key(&word).unwrap_or_else(|| word.into_owned());
            out.push(Token { span: Span::new(start, end), key });
        }
        start = end;
    }
}

/// The words of a run, with those that together are one numeral joined (第, 一百, 二十 and 三), and what is counted by an
/// ordinal apart from it: 第五 and 條, which are "5" and "Article".
fn numerals_joined<'t>(words: &[&'t str]) -> Vec<Cow<'t, str>> {
    let mut out: Vec<Cow<'t, str>> = Vec::with_capacity(words.len());
    let mut open = false;
    for (at, whole) in words.iter().enumerate() {
        let mut word = *whole;
        // 及第 and 三, where 第三 was meant.
        let before_sign = word.strip_suffix('第').filter(|before| !before.is_empty());
        let numeral_follows = || words.get(at + 1).is_some_and(|next| next.starts_with(is_digit));
        if let Some(before) = before_sign.filter(|_| numeral_follows()) {
            out.push(Cow::Borrowed(before));
            word = &word[before.len()..];
            open = false;
        }
        let (ordinal, counted) = ordinal_and_counted(word, open).unwrap_or((word, ""));
        let is_numeral = is_numeral(ordinal);
        match out.last_mut() {
            Some(last) if open && is_numeral => last.to_mut().push_str(ordinal),
            _ => out.push(Cow::Borrowed(ordinal)),
        }
        open = is_numeral || ordinal == "第" || ordinal.strip_prefix('第').is_some_and(self::is_numeral);
        if !counted.is_empty() {
            out.push(Cow::Borrowed(counted));
            open = false;
        }
    }
    out
}

/// What an ordinal counts: the parts of a law, what comes in turn. (Folded.)
const COUNTED: [char; 11] = ['条', '款', '项', '目', '章', '节', '编', '号', '批', '届', '期'];

/// 第五條 as 第五 and 條; with the sign already `open` before it, 五條 as 五 and 條.
fn ordinal_and_counted(word: &str, open: bool) -> Option<(&str, &str)> {
    let digits = word.strip_prefix('第').or(open.then_some(word))?;
    let counted = digits.trim_start_matches(is_digit);
    let ordinal = word.strip_suffix(counted)?;
    (digits.len() > counted.len() && counted.starts_with(COUNTED)).then_some((ordinal, counted))
}

fn is_digit(c: char) -> bool {
    is_ordinal_sign(c) || large_unit(c).is_some() || c == '零'
}

fn is_numeral(folded: &str) -> bool {
    !folded.is_empty() && folded.chars().all(is_digit)
}

/// The value of a numeral of two characters or more, or behind 第. 一 and 三 alone are words like others.
fn numeral_key(folded: &str) -> Option<String> {
    let digits = folded.strip_prefix('第').unwrap_or(folded);
    let is_unit = |c: char| unit(c).is_some_and(|unit| unit > 10) || large_unit(c).is_some();
    if !is_numeral(digits) || folded.chars().count() < 2 || digits.starts_with(is_unit) {
        return None;
    }
    number::parse_value(digits).map(|figure| figure.low.normalize().to_string())
}

fn is_year(key: &str) -> bool {
    key.len() == 4 && (key.starts_with('1') || key.starts_with('2')) && key.bytes().all(|b| b.is_ascii_digit())
}

/// The tokens of `text` cut where a span begins or ends in them: terms of our own, and longer words of which a span has a
/// part that the dictionary knows (引擎 in 搜索引擎).
pub(super) fn apart(in_text: Vec<Token>, text: &str, spans: &[Span], lexicon: Lexicon) -> Vec<Token> {
    if spans.is_empty() {
        return in_text;
    }
    let mut out = Vec::with_capacity(in_text.len());
    for token in in_text {
        let inside = |at: &usize| token.span.start < *at && *at < token.span.end;
        let mut borders: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).filter(inside).collect();
        borders.extend([token.span.start, token.span.end]);
        borders.sort_unstable();
        borders.dedup();
        let mut key = token.key.chars();
        let cut: Vec<Token> = borders
            .windows(2)
            .map(|part| {
                let span = Span::new(part[0], part[1]);
                // Folding keeps the number of characters.
                let characters = text.get(span.start..span.end).map_or(0, |part| part.chars().count());
                Token { span, key: key.by_ref().take(characters).collect() }
            })
            .collect();
        let asked = cut.iter().filter(|part| spans.iter().any(|span| span.overlaps(part.span)));
        let known = |part: &Token| part.key.chars().nth(1).is_some() && lexicon.has(&part.key);
        if cut.len() > 1 && (lexicon.is_term(&token.key) || asked.clone().all(known)) {
            out.extend(cut);
        } else {
            out.push(token);
        }
    }
    out
}

/// Whether the key is a plain number.
pub fn is_number(key: &str) -> bool {
    key.bytes().all(|b| b.is_ascii_digit() || b == b'.') && key.bytes().any(|b| b.is_ascii_digit())
}

/// What may be linked with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Word,
    /// Punctuation: links with punctuation only.
    Mark,
    /// Chinese particles and English articles, which never render each other.
    Particle,
    /// `and`, for which a Chinese list has 、 too.
    And,
}

impl Class {
    pub fn of(key: &str) -> Class {
        match key {
            "the" | "a" | "an" => Class::Particle,
            zh if is_particle(zh) => Class::Particle,
            "and" => Class::And,
            _ if key.chars().any(char::is_alphanumeric) => Class::Word,
            "%" | "$" | "&" => Class::Word,
            _ => Class::Mark,
        }
    }

    /// Whether a Chinese word of this class can be linked with an English one of the other.
    pub fn joins(self, en: Class) -> bool {
        match (self, en) {
            (Class::Mark, _) => matches!(en, Class::Mark | Class::And),
            (_, Class::Mark) => false,
            (Class::Particle, Class::Particle) => false,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(text: &str) -> Vec<String> {
        tokens(text, Segmenter::shared()).into_iter().map(|t| t.key).collect()
    }

    #[test]
    fn both_sides_meet_in_keys() {
        assert_eq!(keys("保護知識產權，2024年。"), ["保护", "知识产权", ",", "2024", "."]);
        assert_eq!(keys("50億美元，3月22日"), ["50亿", "美元", ",", "3月", "22"]);
        assert_eq!(keys("The 22nd Trade Secrets, 2,000."), ["the", "22", "trade", "secret", ",", "2000", "."]);
        assert_eq!(keys("ODR平台"), ["odr", "平台"]);
        assert_eq!(keys("4 月 12 日，50 億"), ["4月", "12", ",", "50亿"]);
        assert_eq!(keys("違反第五條及第二十三項"), ["违反", "5", "条", "及", "23", "项"]);
        assert_eq!(keys("第三者"), ["第三者"]);
    }

    #[test]
    fn given_words_stay_as_they_are() {
        let keys: Vec<String> =
            given("-LRB- 3月 's U.S. 22nd", Segmenter::shared()).into_iter().map(|t| t.key).collect();
        assert_eq!(keys, ["(", "3月", "'s", "u.s.", "22"]);
    }

    #[test]
    fn a_term_of_ours_is_taken_apart_where_a_part_is_sought() {
        let text = "各仲裁庭";
        let keys = |spans: &[Span]| {
            let whole = tokens(text, Segmenter::shared());
            apart(whole, text, spans, Lexicon::shared()).into_iter().map(|t| t.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(&[]), ["各", "仲裁庭"]);
        assert_eq!(keys(&[Span::new(3, 12)]), ["各", "仲裁庭"]);
        assert_eq!(keys(&[Span::new(3, 9)]), ["各", "仲裁", "庭"]);
        assert_eq!(keys(&[Span::new(6, 9), Span::new(3, 6)]), ["各", "仲", "裁", "庭"]);
    }

    proptest! {
        #[test]
        fn spans_cover_all_but_blanks(text in "[ a-z0-9,.'年月億知識產權，。\\PC]{0,60}") {
            let mut at = 0;
            for token in tokens(&text, Segmenter::shared()) {
                prop_assert!(token.span.start >= at && !token.span.is_empty());
                prop_assert!(text[at..token.span.start].chars().all(|c| c.is_whitespace() || c.is_control()));
                at = token.span.end;
            }
            prop_assert!(text[at..].chars().all(|c| c.is_whitespace() || c.is_control()));
        }
    }
}
