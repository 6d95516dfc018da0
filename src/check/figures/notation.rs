//! Figures that the other side writes by other means: 4.40 for 4:40, "50s" for 50-60, "26 kilobases" for 2.6萬, the
//! tail of a year.

use crate::check::figures::open_figure::{OpenFigure, Slot, near_to};
use crate::model::{Side, Span};
use crate::text::fold::fold;
use crate::text::number::{Exactness, Figure, FigureKind};
use rust_decimal::Decimal;
use std::ops::Range;

impl OpenFigure<'_> {
    pub(in crate::check) fn as_weekday(&self) -> bool {
        let before = fold(self.before()).into_owned();
        let week = ["礼拜", "星期", "周"].iter().any(|w| before.ends_with(w));
        let next = self.behind().chars().next();
        week && self.said(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "weekend"])
            && next != Some('年')
    }

    /// 2/3 or v2.1 on both sides, whatever each takes it for.
    pub(in crate::check) fn is_written_alike(&self) -> bool {
        let text = self.figure.span.of(self.own).trim();
        let digits = text.bytes().any(|b| b.is_ascii_digit()) && text.len() > 2;
        let alone = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '.' | ',' | '/'));
        digits
            && self.other.match_indices(text).any(|(at, _)| {
                let span = Span::new(at, at + text.len());
                let before = self.other.get(..at).and_then(|t| t.chars().next_back());
                let behind = self.other.get(span.end..).and_then(|t| t.chars().next());
                alone(before) && alone(behind) && !self.taken.iter().any(|t| t.overlaps(span))
            })
    }

    /// 4.40 for 4:40.
    pub(in crate::check) fn as_time_of_day(&self) -> bool {
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '：');
        let head = self.before().len()
            - self.before().chars().rev().take_while(|c| digit(*c)).map(char::len_utf8).sum::<usize>();
        let tail = self.behind().len() - self.behind().trim_start_matches(digit).len();
        let text = self.own.get(head..self.figure.span.end + tail).unwrap_or("");
        let Some((hour, minute)) = text.split_once(['.', ':', '：']) else { return false };
        let is_time = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        let stands =
            |hour: &str| [":", "：", "."].iter().any(|mark| self.other.contains(&format!("{hour}{mark}{minute}")));
        // 下午 7:30 is 19:30.
        let halves =
            |hour: u32| [hour + 12, hour.saturating_sub(12)].iter().any(|h| h % 24 != 0 && stands(&h.to_string()));
        is_time(hour) && is_time(minute) && (stands(hour) || hour.parse().is_ok_and(halves))
    }

    /// 1957–58 for 1957-1958.
    pub(in crate::check) fn as_year_tail(&self) -> bool {
        let hundred = Decimal::from(100);
        let ends = |f: &Figure| {
            let year = f.kind == FigureKind::Year || f.low >= Decimal::from(1900) && f.high < Decimal::from(2100);
            year && f.values().any(|v| v % hundred == self.figure.low)
        };
        // 2019年春夏 is "SS19".
        let year = self.figure.low >= Decimal::from(1900) && self.figure.high < Decimal::from(2100);
        let short = format!("{:02}", (self.figure.low % hundred).trunc());
        let named = self.other.match_indices(&short).any(|(at, _)| {
            let before = self.other.get(..at).and_then(|t| t.chars().next_back());
            before.is_some_and(|c| c.is_ascii_uppercase() || matches!(c, '\'' | '’'))
        });
        if year && named {
            return true;
        }
        let tail = self.before().ends_with(['-', '–', '—', '/', '\'', '’', '至', '到', '~']);
        self.figure.low < hundred && tail && self.others.iter().any(|o| ends(o.figure))
    }

    /// "100,000 yuan" for 新臺幣十萬元: the word says 元, whoever's.
    pub(in crate::check) fn is_in_yuan(&self) -> bool {
        let yuan = |side: Side, f: &Figure| side == Side::En && f.span.of(self.text_of(side)).contains("yuan");
        let money = |f: &Figure| matches!(f.kind, FigureKind::Money(_));
        let same = |o: &Slot| {
            money(o.figure)
                && o.figure.low == self.figure.low
                && o.figure.high == self.figure.high
                && (yuan(self.side, self.figure) || yuan(self.side.other(), o.figure))
        };
        money(self.figure) && self.others.iter().any(same)
    }

    /// "26 kilobases" for 2.6萬個碱基.
    pub(in crate::check) fn is_in_thousands(&self) -> bool {
        let thousand = Decimal::from(1000);
        let kilo = |side: Side, f: &Figure| {
            let behind = self.text_of(side).get(f.span.end..).unwrap_or("").trim_start();
            side == Side::En && behind.starts_with("kilo")
        };
        let is_times = |a: Decimal, b: Decimal| a.checked_mul(thousand) == Some(b);
        let times = |a: &Figure, b: &Figure| is_times(a.low, b.low) && is_times(a.high, b.high);
        self.others.iter().map(|o| o.figure).any(|other| match self.side {
            Side::En => kilo(Side::En, self.figure) && times(self.figure, other),
            Side::Zh => kilo(Side::En, other) && times(other, self.figure),
        })
    }

    /// "In their 50s" for 50-60歲.
    pub(in crate::check) fn is_a_decade(&self) -> bool {
        let ten = Decimal::TEN;
        let decade = |low: Decimal, text: &str| low % ten == Decimal::ZERO && text.contains(&format!("{low}s"));
        match self.side {
            Side::Zh => {
                let width = self.figure.high.saturating_sub(self.figure.low);
                (width == ten || width == ten - Decimal::ONE) && decade(self.figure.low, self.other)
            }
            Side::En => {
                let said = |o: &Slot| o.figure.is_range() && o.figure.low == self.figure.low;
                self.behind().starts_with('s') && self.others.iter().any(said)
            }
        }
    }

    /// 15世紀 for "the 1400s".
    pub(in crate::check) fn is_a_century(&self) -> bool {
        let century = fold(self.behind()).trim_start().trim_start_matches("个").starts_with("世纪");
        self.side == Side::Zh
            && century
            && self
                .figure
                .values()
                .all(|n| n > Decimal::ONE && self.other.contains(&format!("{}00s", n - Decimal::ONE)))
    }

    /// 原先的90% for "-10%", and +300% for "4x": what is left of a whole, or how many times it that is.
    pub(in crate::check) fn is_what_is_left(&self) -> bool {
        let hundred = Decimal::ONE_HUNDRED;
        let signed = |side: Side, f: &Figure, sign: &[char]| {
            f.span.of(self.text_of(side)).starts_with(sign)
                || self.text_of(side).get(..f.span.start).is_some_and(|t| t.ends_with(sign))
        };
        let says = |side: Side, a: &Figure, there: Side, b: &Figure| {
            let less = a.kind == FigureKind::Percent
                && b.kind == FigureKind::Percent
                && signed(side, a, &['-', '−'])
                && a.low.abs().saturating_add(b.low) == hundred;
            let times = self.text_of(there).get(b.span.end..).is_some_and(|t| t.starts_with(['x', '×', '倍']))
                || b.span.of(self.text_of(there)).ends_with('x');
            let more = a.kind == FigureKind::Percent
                && signed(side, a, &['+'])
                && times
                && b.low.checked_mul(hundred) == Some(a.low.saturating_add(hundred));
            less || more
        };
        let (own, there) = (self.side, self.side.other());
        let mut others = self.others.iter().map(|o| o.figure);
        others.any(|o| says(own, self.figure, there, o) || says(there, o, own, self.figure))
    }

    /// 每1千克 for "per kg".
    pub(in crate::check) fn is_one_of_each(&self) -> bool {
        let each = fold(self.before()).trim_end().ends_with('每');
        let one = self.figure.span.of(self.own).trim_start_matches("每").starts_with(['1', '１', '一']);
        self.side == Side::Zh && each && one && self.said(&["per ", "each", "every", "/", " a "])
    }

    /// 2023.9 for "September 2023".
    pub(in crate::check) fn is_month_behind_a_point(&self) -> bool {
        let month = |side: Side, f: &Figure| -> Option<u32> {
            let (year, month) = f.span.of(self.text_of(side)).split_once('.').filter(|(year, _)| year.len() == 4)?;
            let (year, month) = (year.parse::<u32>().ok()?, month.parse::<u32>().ok()?);
            ((1900..2100).contains(&year) && (1..=12).contains(&month)).then_some(year * 100 + month)
        };
        let says = |side: Side, f: &Figure, date: &Figure| {
            date.kind == FigureKind::Date
                && month(side, f).map(Decimal::from) == Some((date.low / Decimal::ONE_HUNDRED).trunc())
        };
        let mut others = self.others.iter().map(|o| o.figure);
        others.any(|o| says(self.side, self.figure, o) || says(self.side.other(), o, self.figure))
    }

    /// 一百万像素 for "1 megapixel", 2000萬畫素 for "20 MP".
    pub(in crate::check) fn is_in_megapixels(&self) -> bool {
        let million = Decimal::from(1_000_000);
        let pixels = |side: Side, f: &Figure| {
            let behind = fold(self.text_of(side).get(f.span.end..).unwrap_or(""));
            let behind = behind.trim_start().trim_start_matches('-');
            match side {
                Side::Zh => behind.starts_with("像素") || behind.starts_with("画素"),
                Side::En => behind.starts_with("megapixel") || behind.starts_with("MP"),
            }
        };
        let (own, there) = (self.side, self.side.other());
        pixels(own, self.figure)
            && self.others.iter().map(|o| o.figure).any(|other| {
                let (zh, en) = if own == Side::Zh { (self.figure, other) } else { (other, self.figure) };
                pixels(there, other) && en.low.checked_mul(million) == Some(zh.low)
            })
    }

    /// 2兆 for "2 MB".
    pub(in crate::check) fn is_in_megabytes(&self) -> bool {
        let own = self.figure.span.of(self.own);
        let number = own.strip_suffix('兆').map(str::trim_end);
        number.is_some_and(|number| {
            let spaced = ["MB", "Mb", "MiB", "M", "megabyte"]
                .iter()
                .any(|unit| self.other.contains(&format!("{number} {unit}")));
            self.side == Side::Zh && (spaced || self.other.contains(&format!("{number}M")))
        })
    }

    /// "Players 145" for 玩家1、4、5: the digits of a figure one by one.
    pub(in crate::check) fn is_digit_by_digit(&self) -> bool {
        let row = |whole: &Slot, text: &str, ones: &[Slot]| -> Option<Range<usize>> {
            let digits: Vec<u32> = whole.figure.span.of(text).chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
            let same =
                |row: &[Slot]| row.iter().zip(&digits).all(|(one, digit)| one.figure.low == Decimal::from(*digit));
            let many = Some(digits.len()).filter(|n| *n > 1)?;
            ones.windows(many).position(same).map(|at| at..at + many)
        };
        let own = |slot: &Slot| slot.figure.span == self.figure.span;
        let Some(at) = self.mates.iter().position(own) else { return false };
        self.mates.get(at).is_some_and(|whole| row(whole, self.own, self.others).is_some())
            || self.others.iter().any(|whole| {
                whole.partner.is_none() && row(whole, self.other, self.mates).is_some_and(|row| row.contains(&at))
            })
    }

    /// "1.700兆赫" at the beginning of a line for "700 MHz": the mark of a list that was glued to the figure behind it.
    pub(in crate::check) fn is_behind_a_glued_mark(&self) -> bool {
        let glued = |side: Side, whole: &Figure, figure: &Figure| {
            let text = self.text_of(side);
            let begins = text.get(..whole.span.start).is_some_and(|t| t.is_empty() || t.ends_with('\n'));
            let rest = whole.span.of(text).split_once('.').filter(|(mark, _)| mark.len() <= 2).map(|(_, rest)| rest);
            let rest = rest.filter(|rest| rest.len() >= 2 && !rest.starts_with('0'));
            begins && !figure.is_range() && rest.and_then(|rest| rest.parse().ok()) == Some(figure.low)
        };
        let mut others = self.others.iter().filter(|o| o.open()).map(|o| o.figure);
        others.any(|o| glued(self.side, self.figure, o) || glued(self.side.other(), o, self.figure))
    }

    /// 七十以上未滿八十 for "70-79": what is below a bound and whole ends at one less.
    pub(in crate::check) fn is_one_below_a_bound(&self) -> bool {
        let below = |side: Side, bound: &Figure, last: &Figure| {
            let text = fold(self.text_of(side).get(..bound.span.end).unwrap_or(""));
            let tail = text.chars().count().saturating_sub(bound.span.of(self.text_of(side)).chars().count() + 3);
            let said: String = text.chars().skip(tail).collect();
            let one_less = bound.high.saturating_sub(Decimal::ONE) == last.high && bound.high.is_integer();
            side == Side::Zh && said.contains("未满") && one_less && (!bound.is_range() || bound.low == last.low)
        };
        let mut others = self.others.iter().filter(|o| o.open()).map(|o| o.figure);
        others.any(|o| below(self.side, self.figure, o) || below(self.side.other(), o, self.figure))
    }

    fn text_of(&self, side: Side) -> &str {
        if side == self.side { self.own } else { self.other }
    }

    /// 三十千伏安（30kVA）, "about two million (1,966,080)": said twice for the reader's sake.
    pub(in crate::check) fn is_restated(&self) -> bool {
        self.mates.iter().any(|mate| {
            let (a, b) = (mate.figure.span.min(self.figure.span), mate.figure.span.max(self.figure.span));
            let between = self.own.get(a.end..b.start).unwrap_or("");
            let near = !between.is_empty()
                && between.len() <= 40
                && between.contains(['(', '（'])
                && !between.contains([')', '）']);
            let same = mate.figure.low == self.figure.low
                || mate.figure.about == Exactness::About && near_to(mate.figure, self.figure);
            near && mate.partner.is_some() && same
        })
    }
}
