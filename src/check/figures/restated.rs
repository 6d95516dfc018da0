//! Figures that one side states and the other says in another way, or need not say: 前項 for "paragraph 1", 星期五 for
//! "Friday", each of a range, the part of a date, a count behind what it counts. Each reason is one function; a figure
//! that has none is a finding.

use crate::check::figures::open_figure::{OpenFigure, Slot, parts};
use crate::check::figures::small_values;
use crate::model::{Side, Span};
use crate::text::fold::fold;
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Letters that stand for a thousand, a million and so on right behind a figure.
const SCALES: [(char, u64); 4] = [('k', 1_000), ('K', 1_000), ('M', 1_000_000), ('B', 1_000_000_000)];

/// What the letter that a text begins with stands for, if it is a word of its own.
fn scale(text: &str) -> Option<u64> {
    let mut characters = text.chars();
    let letter = characters.next()?;
    let alone = !characters.next().is_some_and(|c| c.is_ascii_alphanumeric());
    SCALES.iter().find(|scale| scale.0 == letter && alone).map(|scale| scale.1)
}

impl OpenFigure<'_> {
    /// Whether the other side says it.
    pub fn is_said(&self) -> bool {
        self.in_words()
            || self.in_a_range()
            || self.in_a_date()
            || self.as_a_share()
            || self.as_weekday()
            || self.as_year_tail()
            || self.as_time_of_day()
            || self.is_written_alike()
            || self.is_part_of_a_name()
            || self.is_restated()
            || self.is_in_yuan()
            || self.is_in_thousands()
            || self.is_a_decade()
            || self.is_a_century()
            || self.is_in_megabytes()
            || self.is_what_is_left()
            || self.is_digit_by_digit()
            || self.is_idiom()
            || self.is_article_again()
            || self.is_grouped_by_dots()
            || self.is_full()
            || self.is_a_fraction_there()
            || self.is_range_below_zero_there()
            || self.is_scaled_by_a_letter()
            || self.is_behind_a_glued_mark()
            || self.is_one_below_a_bound()
            || self.is_pointed_at()
            || self.is_one_of_each()
            || self.is_month_behind_a_point()
            || self.is_in_megapixels()
    }

    /// "Between -15 and -10" for -15至-10: both ends stand there, be it with a dash that may be a minus.
    fn is_range_below_zero_there(&self) -> bool {
        let stands = |value: Decimal| {
            let digits = value.abs().normalize().to_string();
            self.other.match_indices(&digits).any(|(at, _)| {
                let before = self.other.get(..at).unwrap_or("");
                let behind = self.other.get(at + digits.len()..).unwrap_or("");
                before.ends_with(['-', '−', '–', '負', '负']) && !behind.starts_with(|c: char| c.is_ascii_digit())
            })
        };
        self.figure.is_range() && self.figure.high < Decimal::ZERO && self.figure.values().all(stands)
    }

    /// 4000 萬 is "40M", 100k "100,000": the letter behind the one or the other is no unit.
    fn is_scaled_by_a_letter(&self) -> bool {
        let (own, letter) = (self.figure.low, scale(self.behind()));
        let here = letter.and_then(|power| own.checked_mul(Decimal::from(power)));
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        let there = || {
            let ends = self.other.char_indices().filter(|(_, c)| SCALES.iter().any(|scale| scale.0 == *c));
            ends.filter_map(|(at, _)| {
                let before = self.other.get(..at)?;
                let number = before.get(before.trim_end_matches(digit).len()..)?;
                number.parse::<Decimal>().ok()?.checked_mul(Decimal::from(scale(self.other.get(at..)?)?))
            })
            .any(|value| value == own)
        };
        self.figure.kind == FigureKind::Count && (self.others.iter().any(|o| here == Some(o.figure.low)) || there())
    }

    /// 會使用70%, said again of the 0.7 that both sides have.
    fn is_a_fraction_there(&self) -> bool {
        let is = |o: &Slot| {
            o.figure.kind == FigureKind::Count
                && o.figure.low.checked_mul(Decimal::ONE_HUNDRED) == Some(self.figure.low)
        };
        self.figure.kind == FigureKind::Percent && self.others.iter().any(is)
    }

    /// Whether the figure is one that a translation may well leave out.
    pub fn may_go_unsaid(&self) -> bool {
        self.counts_what_was_listed()
            || self.points_back()
            || self.is_loose()
            || self.side == Side::En && self.as_reference()
    }

    fn in_words(&self) -> bool {
        let half = self.figure.kind == FigureKind::Percent && self.figure.low == Decimal::from(50)
            || self.figure.low == Decimal::new(5, 1);
        if half && self.said(&["半", "half", "majority"]) {
            return true;
        }
        if self.figure.kind == FigureKind::Date {
            return false;
        }
        self.figure.values().all(|value| {
            let ordinal = self.figure.kind == FigureKind::Ordinal;
            if ordinal && value == Decimal::ONE && self.side == Side::Zh && self.figure.span.len() > 3 {
                return small_values::states_first(self.other, self.taken) || lettered(self.other, value);
            }
            ordinal && lettered(self.other, value)
                || small_values::states(self.other, self.side.other(), value, self.taken)
        })
    }

    /// One of several that the other side gives as a range: 第二十一條至第二十三條, "21, 22 and 23". Both its ends are stated.
    fn in_a_range(&self) -> bool {
        let inside = |f: &Figure| f.is_range() && f.low <= self.figure.low && self.figure.high <= f.high;
        let stated = |f: &Figure| f.values().all(|end| self.mates.iter().any(|m| m.figure.values().any(|v| v == end)));
        self.others.iter().any(|o| o.partner.is_none() && inside(o.figure) && stated(o.figure))
    }

    fn in_a_date(&self) -> bool {
        let value = self.figure.low;
        if self.figure.kind == FigureKind::Date {
            let (year, month, day) = parts(value);
            // Another day of the same month is another date.
            let other_day = |o: &Slot| {
                let (_, m, d) = parts(o.figure.low);
                o.figure.kind == FigureKind::Date && o.partner.is_none() && m == month && d > 0 && d != day
            };
            if day > 0 && month > 0 && self.others.iter().any(other_day) {
                return false;
            }
            let number = |n: u32| n == 0 || self.states_part(n);
            return number(year) && number(day) && (month == 0 || self.has_month(month));
        }
        // What a date says beyond the figure that it was taken for.
        self.others.iter().filter(|o| o.figure.kind == FigureKind::Date).any(|date| {
            let partner = date.partner.and_then(|at| self.mates.get(at)).map(|mate| mate.figure);
            let said = |part: u32| match partner {
                Some(figure) if figure.kind == FigureKind::Date => {
                    let (y, m, d) = parts(figure.low);
                    [y, m, d].contains(&part)
                }
                Some(figure) => figure.low == Decimal::from(part),
                None => false,
            };
            date.figure
                .values()
                .map(parts)
                .flat_map(|(y, m, d)| [y, m, d])
                .any(|part| part > 0 && Decimal::from(part) == value && !said(part))
        })
    }

    /// 五分之一 is "one in five".
    fn as_a_share(&self) -> bool {
        let hundred = Decimal::from(100);
        // The 5,000 of "1:5,000" for 五千分之一.
        if self.figure.kind == FigureKind::Count && self.before().ends_with(['1', '/', ':', '：']) {
            let share = |o: &Slot| {
                o.figure.kind == FigureKind::Percent && o.figure.low.checked_mul(self.figure.low) == Some(hundred)
            };
            return self.others.iter().any(share);
        }
        if self.figure.kind != FigureKind::Percent || self.figure.low.is_zero() {
            return false;
        }
        let of = hundred.checked_div(self.figure.low).map(|of| of.round()).filter(|of| *of > Decimal::ONE);
        // The 十 of 百分之五十 is no ten, nor "2." before a paragraph a two; "a third" is three.
        let figures: Vec<Span> = self.others.iter().map(|o| o.figure.span).collect();
        let third = |f: &Figure| {
            let word = f.span.of(self.other);
            self.side == Side::Zh && f.kind == FigureKind::Ordinal && word.bytes().all(|b| b.is_ascii_lowercase())
        };
        let counts = |f: &Figure| f.kind == FigureKind::Count || third(f);
        of.is_some_and(|of| {
            let exact = (hundred / of).saturating_sub(self.figure.low).abs() < Decimal::new(1, 2);
            exact
                && (small_values::states(self.other, self.side.other(), of, &figures)
                    || self.others.iter().any(|o| o.figure.low == of && counts(o.figure)))
                || exact && of >= Decimal::from(1000) && self.said(&["thousandth"])
        })
    }

    /// 甲、乙、丙三家: the names say it.
    pub fn counts_what_was_listed(&self) -> bool {
        let Some(n) = self.figure.low.to_usize().filter(|n| (2..=12).contains(n)) else { return false };
        match self.side {
            Side::Zh => {
                let before: String = fold(self.before())
                    .chars()
                    .rev()
                    .take(10 * n + 4)
                    .take_while(|c| !"。;；:：,，".contains(*c))
                    .collect();
                before.chars().filter(|c| "、和及与".contains(*c)).count() + 1 >= n
            }
            Side::En => {
                let (before, behind) = (self.word_before(), self.word_behind());
                ["such", "these", "those", "both", "said", "into"].contains(&before.as_str()) && n <= 3
                    // "The following three types", which are listed.
                    || before == "following" || behind == "following"
            }
        }
    }

    /// "Within (6) months".
    fn counts_in_brackets(&self) -> bool {
        const COUNTED: [&str; 9] = ["year", "month", "week", "day", "hour", "minute", "person", "percent", "member"];
        let word = self.behind().trim_start_matches([')', '）', ' ']).split(' ').next().unwrap_or("");
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        COUNTED.contains(&word.strip_suffix('s').unwrap_or(word))
    }

    /// 42.000 for 42,000, as much of the world groups thousands.
    fn is_grouped_by_dots(&self) -> bool {
        let thousand = Decimal::from(1000);
        let dotted = |text: &str| {
            text.split_once('.').is_some_and(|(_, rest)| rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        self.others.iter().any(|o| {
            let (own, there) = (self.figure, o.figure);
            dotted(own.span.of(self.own)) && own.low.checked_mul(thousand) == Some(there.low)
                || dotted(there.span.of(self.other)) && there.low.checked_mul(thousand) == Some(own.low)
        })
    }

    /// 完全 for "100 %", 無需參數 for "0 arguments".
    fn is_full(&self) -> bool {
        let percent = self.figure.kind == FigureKind::Percent && self.figure.low == Decimal::ONE_HUNDRED;
        self.side == Side::En
            && (percent && self.said(&["完全", "百分百", "全"])
                || self.figure.low.is_zero() && self.said(&["无", "没", "不"]))
    }

    /// The second 10 of "Articles 10-1 and 10-2", for 第十條之一及之二.
    fn is_article_again(&self) -> bool {
        let inserted =
            self.behind().strip_prefix(['-', '–']).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let again = |m: &Slot| m.figure.low == self.figure.low && m.figure.span != self.figure.span && !m.open();
        self.side == Side::En && inserted && self.said(&["之"]) && self.mates.iter().any(again)
    }

    /// Ordinals in words, and list marks inside a sentence.
    fn is_loose(&self) -> bool {
        let text = self.figure.span.of(self.own);
        let before = self.before().trim_end_matches(['(', '（']);
        // "Three (3)" says it twice; "(3)" alone is a mark of a list.
        let restates = self.mates.iter().any(|m| before.trim_end().len() == m.figure.span.end);
        let enclosed = before.len() < self.before().len() && self.behind().starts_with([')', '）']) && !restates;
        let enclosed = enclosed && !self.counts_in_brackets();
        let word = self.side == Side::En
            && self.figure.kind == FigureKind::Ordinal
            && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
            && self.word_behind() != "day";
        // 第一次, 第二天: "initial", "the following morning".
        let told = self.side == Side::Zh
            && text.starts_with('第')
            && !fold(self.behind())
                .starts_with(['条', '款', '项', '目', '章', '节', '编', '类', '级', '届', '期', '批', '号', '卷']);
        // 二度, "their 50s", "June Almeida", 甲和乙都 for "the two".
        let again = self.side == Side::Zh && fold(self.behind()).starts_with('度') && self.figure.low < Decimal::TEN;
        let decade = self.side == Side::En && text.ends_with("0s");
        let person = self.side == Side::En
            && self.figure.kind == FigureKind::Date
            && text.bytes().all(|b| b.is_ascii_alphabetic())
            && self.behind().trim_start().starts_with(|c: char| c.is_ascii_uppercase());
        let both = self.side == Side::En && self.figure.low == Decimal::TWO && self.said(&["都", "均", "皆"]);
        enclosed || word || told || again || decade || person || both
    }
}

/// Whether a letter stands for the value: item (c), 附表C.
fn lettered(text: &str, value: Decimal) -> bool {
    let letter = value.to_u8().filter(|n| (1..=26).contains(n)).map(|n| b'a' + n - 1);
    let Some(letter) = letter else { return false };
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(i, b)| {
        let alone = |at: Option<&u8>| at.is_none_or(|b| !b.is_ascii_alphanumeric());
        let enclosed = i > 0 && bytes.get(i - 1) == Some(&b'(') && bytes.get(i + 1) == Some(&b')');
        let capital = b.is_ascii_uppercase() && letter != b'a' && letter != b'i';
        b.to_ascii_lowercase() == letter
            && alone(bytes.get(i + 1))
            && (i == 0 || alone(bytes.get(i - 1)))
            && (enclosed || capital)
    })
}
