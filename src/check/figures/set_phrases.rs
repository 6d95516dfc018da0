//! Numerals that count nothing: parts of names (COVID-19, 紅十字) and of set phrases that have a number in one language
//! only.

use crate::check::figures::open_figure::OpenFigure;
use crate::check::tables::{pattern, rows};
use crate::model::{Side, Sides};
use crate::text::fold::fold;
use crate::text::number::FigureKind;
use regex::Regex;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;
use std::sync::LazyLock;

impl OpenFigure<'_> {
    /// COVID-19, H1N1: no figure at all. Whether the name is there is another rule's question.
    pub(in crate::check) fn is_part_of_a_name(&self) -> bool {
        let written = self.figure.span.of(self.own).bytes().all(|b| b.is_ascii_digit());
        let before = self.before().trim_end_matches(['-', '–', '_', '/', '.', '#']);
        let glued = before.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        // 十 in 红十字, 四 in 四元数.
        let inside = self.side == Side::Zh && {
            let next: String = fold(self.behind()).chars().take(1).collect();
            fold(self.behind()).starts_with("次方")
                || ["字", "元", "进", "维", "角", "边", "面"].contains(&next.as_str())
                    && !written
                    && !matches!(self.figure.kind, FigureKind::Money(_) if self.figure.low > Decimal::TEN)
        };
        // "The worker&#39;s": an apostrophe.
        let mark = self.before().ends_with("&#");
        written && (glued || mark) || inside
    }

    /// Words that have a number in one language only.
    pub(in crate::check) fn is_idiom(&self) -> bool {
        let is_value = |n: i64| self.figure.low == Decimal::from(n);
        let other_notation = match self.side {
            // "Article 15.2" is 第十五條第二項.
            Side::En => self.figure.kind == FigureKind::Ordinal && !self.figure.low.fract().is_zero(),
            Side::Zh => {
                let month = fold(self.behind()).starts_with('月')
                    && self.figure.low.to_u32().is_some_and(|month| self.has_month(month));
                let or = self.figure.is_range() && self.figure.high == Decimal::TWO && self.said(&[" or two"]);
                // 1957-58.
                let tail = self.figure.is_range() && self.states_part(self.figure.low.to_u32().unwrap_or(0));
                let tail = tail && self.figure.low >= Decimal::from(1000) && self.figure.high < Decimal::from(2100);
                month || or || tail
            }
        };
        let text = self.figure.span.of(self.own);
        let (text, before, behind, other): (Cow<str>, Cow<str>, Cow<str>, Cow<str>) = match self.side {
            Side::En => {
                (text.to_ascii_lowercase().into(), self.before().into(), self.behind().into(), fold(self.other))
            }
            Side::Zh => (fold(text), fold(self.before()), fold(self.behind()), self.other.to_ascii_lowercase().into()),
        };
        let is = |pattern: &Option<Regex>, text: &str| pattern.as_ref().is_none_or(|p| p.is_match(text));
        other_notation
            || PHRASES.get(self.side).iter().any(|phrase| {
                phrase.value.is_none_or(is_value)
                    && is(&phrase.figure, &text)
                    && is(&phrase.before, &before)
                    && is(&phrase.behind, &behind)
                    && (phrase.next.is_none() || is(&phrase.next, &self.word_behind()))
                    && is(&phrase.other, &other)
            })
    }
}

/// A row of the table beside this file; `None` for anything.
struct Phrase {
    figure: Option<Regex>,
    value: Option<i64>,
    before: Option<Regex>,
    next: Option<Regex>,
    behind: Option<Regex>,
    other: Option<Regex>,
}

static PHRASES: LazyLock<Sides<Vec<Phrase>>> = LazyLock::new(|| {
    let file = "set_phrases.tsv";
    let any = |text: &str| (!text.is_empty()).then(|| pattern(file, text));
    let mut phrases = Sides::<Vec<Phrase>>::default();
    for [side, figure, before, next, behind, other] in rows(file, include_str!("set_phrases.tsv")) {
        let side = Side::BOTH.into_iter().find(|s| s.as_str() == side).unwrap_or_else(|| panic!("{file}: side {side}"));
        let value = figure.strip_prefix('=');
        phrases.get_mut(side).push(Phrase {
            figure: if value.is_some() { None } else { any(figure) },
            value: value.map(|n| n.parse().unwrap_or_else(|_| panic!("{file}: no value: {n}"))),
            before: any(before),
            next: any(next),
            behind: any(behind),
            other: any(other),
        });
    }
    phrases
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        let lines = include_str!("set_phrases.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert!(PHRASES.zh.len().min(PHRASES.en.len()) > 0);
        assert_eq!(PHRASES.zh.len() + PHRASES.en.len(), lines);
    }
}
