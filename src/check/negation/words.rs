//! What negates in either language, counted. Chinese folded to simplified: 不 and 未 where they negate what follows,
//! not where they are part of a word (不同, 未成年) or bound a figure (不超过).

use crate::check::tables::{pattern, patterns, rows};
use crate::model::Span;
use crate::text::fold::{fold, is_han, unfold};
use crate::wordalign::Token;
use regex::Regex;
use std::sync::LazyLock;

patterns!(WORDS: Words = "words.tsv" {
    zh_plain,
    zh_bound,
    zh_most,
    zh_least,
    zh_word,
    zh_wide,
    zh_other,
    zh_asking,
    zh_none,
    en_asking,
    zh_joined,
    zh_permits,
    zh_permits_more,
    en_any,
    en_none,
    en_bound,
    en_more,
    en_less,
    en_plain,
    en_permits,
    en_no_subject,
    en_emphatic,
    en_near,
    en_yet,
    en_may_not,
    en_taken_back,
    en_violates,
    en_fails,
    zh_needs,
    zh_only_then,
});

/// What [`English::of`] does not count where the Chinese has a word that it answers.
static ANSWERED: LazyLock<Vec<(Regex, Regex)>> = LazyLock::new(|| {
    let file = "answered.tsv";
    let rows = rows::<2>(file, include_str!("answered.tsv"));
    rows.into_iter().map(|[zh, en]| (pattern(file, zh), pattern(file, en))).collect()
});

fn places(pattern: &Regex, text: &str) -> Vec<Span> {
    pattern.find_iter(text).map(|m| Span::new(m.start(), m.end())).collect()
}

fn count(pattern: &Regex, text: &str) -> usize {
    pattern.find_iter(text).count()
}

/// Where a pattern with a group stands without what the group matches.
fn unbounded(pattern: &Regex, text: &str) -> Vec<Span> {
    let free = pattern.captures_iter(text).filter(|c| c.get(1).is_none());
    free.filter_map(|c| c.get(0)).map(|m| Span::new(m.start(), m.end())).collect()
}

/// The negations of a Chinese text.
pub(in crate::check) struct Chinese {
    /// 不, 未 and 没有 that negate what follows.
    pub plain: Vec<Span>,
    /// 不超过, 不得少于.
    pub bounds: usize,
    pub most: usize,
    pub least: usize,
    /// 非, 无 and 免 that negate what follows.
    pub other: Vec<Span>,
    /// Where any of those that can stand for a negation stands.
    pub all: Vec<Span>,
    /// 不, 未, 无 and the like, which a translation has to answer.
    pub asking: Vec<Span>,
    /// 得 that permits.
    pub permits: Vec<Span>,
    /// 得超过: what a bound is without its 不.
    pub permits_more: Vec<Span>,
    /// 未X或未Y, which one "not" denies.
    pub joined: usize,
    /// Whether it is Chinese text rather than code.
    pub is_text: bool,
    folded: String,
}

impl Chinese {
    pub fn of(text: &str) -> Self {
        let folded = fold(text).into_owned();
        let words: Vec<Span> = places(&WORDS.zh_word, &folded);
        let bounds = places(&WORDS.zh_bound, &folded);
        let free = |s: &Span| !words.iter().chain(&bounds).any(|w| w.overlaps(*s));
        let plain: Vec<Span> = places(&WORDS.zh_plain, &folded).into_iter().filter(free).collect();
        let back =
            |spans: Vec<Span>| -> Vec<Span> { spans.into_iter().filter_map(|s| unfold(text, &folded, s)).collect() };
        let plain: Vec<Span> = back(plain);
        let none = places(&WORDS.zh_none, &folded);
        let mut asking = places(&WORDS.zh_asking, &folded);
        asking.retain(|at| free(at) && !none.iter().any(|n| n.overlaps(*at)));
        let wide = places(&WORDS.zh_wide, &folded);
        Chinese {
            bounds: bounds.len(),
            most: count(&WORDS.zh_most, &folded),
            least: count(&WORDS.zh_least, &folded),
            other: back(places(&WORDS.zh_other, &folded)),
            all: back(wide),
            asking: back(asking),
            plain,
            permits: back(places(&WORDS.zh_permits, &folded)),
            permits_more: back(places(&WORDS.zh_permits_more, &folded)),
            joined: count(&WORDS.zh_joined, &folded),
            is_text: is_text(text),
            folded,
        }
    }
}

/// Whether a text has more Chinese than Latin letters, and no marks of code.
fn is_text(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    han * 2 > latin && ![">>>", "``", "\\'"].iter().any(|mark| text.contains(mark))
}

/// Whether an English text says what shall be.
pub(in crate::check) fn is_norm(text: &str) -> bool {
    has_word(text, &["shall", "must", "may"])
}

fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(' ').any(|word| words.contains(&word))
}

/// The negations of an English text.
pub(in crate::check) struct English {
    /// "Not" and the like that bound no figure.
    pub plain: Vec<Span>,
    /// "Not more than" and the like.
    pub bounds: usize,
    /// "Not", "without", "fails to" and the like, which a translation has to answer.
    pub asking: Vec<Span>,
    /// "Shall be more than", "shall be less than".
    pub more: Vec<Span>,
    pub less: Vec<Span>,
    /// "No …" before what may or shall be.
    pub denies_subject: bool,
    /// Words that permit.
    pub permits: usize,
    /// All negations and negative words, without those that other Chinese words than a plain negation are rendered by.
    pub left: usize,
    /// All negations and negative words that bound no figure, in order.
    pub words: Vec<Span>,
    /// Every negation or word that may stand for one.
    pub all: Vec<Span>,
    /// "Does apply", "has yet become": as hardly anybody writes.
    pub emphatic: usize,
    /// Whether it says what shall be.
    pub binds: bool,
}

impl English {
    pub fn of(text: &str, zh: &Chinese) -> Self {
        let none = places(&WORDS.en_none, text);
        let mut all = places(&WORDS.en_any, text);
        all.retain(|s| !none.contains(s));
        let bound = places(&WORDS.en_bound, text);
        let bounds = bound.len();
        let free = |at: &Span| !bound.iter().any(|b| b.overlaps(*at));
        let (any, words) = (all.len(), all.iter().copied().filter(free).collect());
        all.extend(places(&WORDS.en_near, text));
        let answered = ANSWERED.iter().map(|(z, e)| z.find_iter(&zh.folded).count().min(e.find_iter(text).count()));
        let used = answered.sum::<usize>() + bounds.min(zh.bounds);
        let mut asking = places(&WORDS.en_asking, text);
        // The abbreviation of a number denies nothing.
        let is_number = |at: &Span| at.of(text) == "No" && text.get(at.end..).is_some_and(|rest| rest.starts_with('.'));
        asking.retain(|at| free(at) && !is_number(at));
        // "No term … and no failure": one 不 denies both.
        let again = |at: &Span| {
            let before = text.get(..at.start).unwrap_or("").trim_end();
            ["and", "or", "nor", ","].iter().any(|joint| before.ends_with(joint))
        };
        let first = asking.first().map_or(0, |at| at.start);
        asking.retain(|at| at.start == first || !again(at) && at.of(text) != "nor");
        for (said, by) in [("违", &WORDS.en_violates), ("怠", &WORDS.en_fails)] {
            let meant = if zh.folded.contains(said) { places(by, text) } else { Vec::new() };
            asking.retain(|at| !meant.iter().any(|m| m.overlaps(*at)));
        }
        if WORDS.zh_only_then.is_match(&zh.folded) && count(&WORDS.en_taken_back, text) > 0 {
            asking.clear();
        }
        // "May not … unless" is 須…方得: one negation takes back the other.
        let unless = |at: &Span| at.of(text).eq_ignore_ascii_case("unless");
        if let Some(taken_back) = asking.iter().skip(1).find(|at| unless(at)).map(|at| at.start) {
            let affirmed = WORDS.zh_needs.is_match(&zh.folded);
            asking.retain(|at| !(unless(at) || affirmed && at.end <= taken_back));
        }
        English {
            asking,
            words,
            plain: unbounded(&WORDS.en_plain, text),
            bounds,
            more: places(&WORDS.en_more, text),
            less: places(&WORDS.en_less, text),
            denies_subject: count(&WORDS.en_no_subject, text) > 0,
            permits: count(&WORDS.en_permits, text).saturating_sub(count(&WORDS.en_may_not, text)),
            left: any.saturating_sub(used),
            all,
            emphatic: count(&WORDS.en_emphatic, text) + count(&WORDS.en_yet, text),
            binds: has_word(text, &["shall", "must"]),
        }
    }
}

/// Which tokens a place of the text covers or stands before.
pub(in crate::check) fn token_at(tokens: &[Token], span: Span) -> Option<usize> {
    tokens.iter().rposition(|t| t.span.overlaps(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_read() {
        assert!(WORDS.zh_plain.is_match("不得") && ANSWERED.len() == 20);
    }

    #[test]
    fn negations_are_counted() {
        for (text, plain) in [
            ("不得轉讓", 1),
            ("不同的人", 0),
            ("未經許可不得使用", 2),
            ("沒有人", 1),
            ("能不能", 0),
            ("不超過三人", 0),
            ("不得不同意", 0),
        ] {
            let found = Chinese::of(text);
            assert_eq!(found.plain.len(), plain, "{text}");
        }
        let zh = Chinese::of("除外情形禁止轉讓，得出租");
        assert_eq!(zh.permits.len(), 1);
        let en = English::of("Except in such cases transfer is prohibited; it is not more than a union.", &zh);
        assert_eq!((en.plain.len(), en.bounds, en.left), (0, 1, 1));
    }
}
