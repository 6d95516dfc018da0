//! Figures that one side states and the other says in another way, or need not say: 前項 for "paragraph 1", 星期五 for
//! "Friday", each of a range, the part of a date, a count behind what it counts. Each reason is one function; a figure
//! that has none is a finding.

use super::figures::Slot;
use super::spoken;
use crate::model::{Side, Span};
use crate::text::fold::fold;
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A figure without partner, and all that stands around it.
pub(super) struct Case<'c> {
    pub side: Side,
    pub figure: &'c Figure,
    /// The text that it stands in, and the one that it is missing in.
    pub own: &'c str,
    pub other: &'c str,
    /// The figures of its own side, and of the other.
    pub mates: &'c [Slot<'c>],
    pub others: &'c [Slot<'c>],
    /// Places of the other text that state another figure.
    pub taken: &'c [Span],
    /// Whether this text says how many paragraphs "the preceding two paragraphs" are.
    pub counts_back: bool,
}

impl Case<'_> {
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
            || self.is_idiom()
    }

    /// Whether the figure is one that a translation may well leave out.
    pub fn may_go_unsaid(&self) -> bool {
        self.counts_what_was_listed()
            || self.points_back()
            || self.is_loose()
            || self.side == Side::En && self.as_reference()
    }

    pub(super) fn before(&self) -> &str {
        self.own.get(..self.figure.span.start).unwrap_or("")
    }

    pub(super) fn behind(&self) -> &str {
        self.own.get(self.figure.span.end..).unwrap_or("")
    }

    pub(super) fn word_behind(&self) -> String {
        let word = self.behind().split_whitespace().next().unwrap_or("");
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase()
    }

    pub(super) fn word_before(&self) -> String {
        let word = self.before().split_whitespace().next_back().unwrap_or("");
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase()
    }

    pub(super) fn said(&self, any: &[&str]) -> bool {
        let other = match self.side {
            Side::Zh => self.other.to_ascii_lowercase(),
            Side::En => fold(self.other).into_owned(),
        };
        any.iter().any(|word| other.contains(word))
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
                return spoken::states_first(self.other, self.taken) || lettered(self.other, value);
            }
            ordinal && lettered(self.other, value) || spoken::states(self.other, self.side.other(), value, self.taken)
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

    /// Whether a number stands anywhere on the other side, whatever it is part of.
    fn states_part(&self, n: u32) -> bool {
        let minguo = n.checked_sub(1911).filter(|n| *n > 0);
        spoken::states(self.other, self.side.other(), Decimal::from(n), &[])
            || minguo.is_some_and(|n| spoken::states(self.other, self.side.other(), Decimal::from(n), &[]))
            || self.others.iter().any(|o| {
                let (y, m, d) = parts(o.figure.low);
                o.figure.values().any(|v| v == Decimal::from(n))
                    || o.figure.kind == FigureKind::Date && [y, m, d].contains(&n)
            })
    }

    fn has_month(&self, month: u32) -> bool {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let name = month.checked_sub(1).and_then(|m| MONTHS.get(m as usize));
        match self.side {
            Side::Zh => name.is_some_and(|name| self.said(&[name])) || self.states_part(month),
            Side::En => self.states_part(month),
        }
    }

    /// 五分之一 is "one in five".
    fn as_a_share(&self) -> bool {
        let hundred = Decimal::from(100);
        // The 5,000 of "1:5,000" for 五千分之一.
        if self.figure.kind == FigureKind::Count && self.before().ends_with(['1', '/', ':', '：']) {
            let share = |o: &Slot| o.figure.kind == FigureKind::Percent && o.figure.low * self.figure.low == hundred;
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
            let exact = (hundred / of - self.figure.low).abs() < Decimal::new(1, 2);
            exact
                && (spoken::states(self.other, self.side.other(), of, &figures)
                    || self.others.iter().any(|o| o.figure.low == of && counts(o.figure)))
                || exact && of >= Decimal::from(1000) && self.said(&["thousandth"])
        })
    }

    fn as_weekday(&self) -> bool {
        let before = fold(self.before()).into_owned();
        let week = ["礼拜", "星期", "周"].iter().any(|w| before.ends_with(w));
        let next = self.behind().chars().next();
        week && self.said(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "weekend"])
            && next != Some('年')
    }

    /// 2/3 or v2.1 on both sides, whatever each takes it for.
    fn is_written_alike(&self) -> bool {
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
    fn as_time_of_day(&self) -> bool {
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
    fn as_year_tail(&self) -> bool {
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

    /// COVID-19, H1N1: no figure at all. Whether the name is there is another rule's question.
    fn is_part_of_a_name(&self) -> bool {
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
        written && glued || inside
    }

    /// "100,000 yuan" for 新臺幣十萬元: the word says 元, whoever's.
    fn is_in_yuan(&self) -> bool {
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
    fn is_in_thousands(&self) -> bool {
        let thousand = Decimal::from(1000);
        let kilo = |side: Side, f: &Figure| {
            let behind = self.text_of(side).get(f.span.end..).unwrap_or("").trim_start();
            side == Side::En && behind.starts_with("kilo")
        };
        let times = |a: &Figure, b: &Figure| a.low * thousand == b.low && a.high * thousand == b.high;
        self.others.iter().map(|o| o.figure).any(|other| match self.side {
            Side::En => kilo(Side::En, self.figure) && times(self.figure, other),
            Side::Zh => kilo(Side::En, other) && times(other, self.figure),
        })
    }

    /// "In their 50s" for 50-60歲.
    fn is_a_decade(&self) -> bool {
        let ten = Decimal::TEN;
        let decade = |low: Decimal, text: &str| low % ten == Decimal::ZERO && text.contains(&format!("{low}s"));
        match self.side {
            Side::Zh => {
                let width = self.figure.high - self.figure.low;
                (width == ten || width == ten - Decimal::ONE) && decade(self.figure.low, self.other)
            }
            Side::En => {
                let said = |o: &Slot| o.figure.is_range() && o.figure.low == self.figure.low;
                self.behind().starts_with('s') && self.others.iter().any(said)
            }
        }
    }

    fn text_of(&self, side: Side) -> &str {
        if side == self.side { self.own } else { self.other }
    }

    /// 三十千伏安（30kVA）: said twice for the reader's sake.
    fn is_restated(&self) -> bool {
        self.mates.iter().any(|mate| {
            let (a, b) = (mate.figure.span.min(self.figure.span), mate.figure.span.max(self.figure.span));
            let between = self.own.get(a.end..b.start).unwrap_or("");
            let near = !between.is_empty()
                && between.len() <= 40
                && between.contains(['(', '（'])
                && !between.contains([')', '）']);
            near && mate.partner.is_some() && mate.figure.low == self.figure.low
        })
    }

    /// Words that have a number in one language only.
    fn is_idiom(&self) -> bool {
        let text = self.figure.span.of(self.own).to_ascii_lowercase();
        match self.side {
            Side::En => {
                let behind = self.word_behind();
                let party = text == "third"
                    && ["party", "parties", "person", "persons", "country", "countries"].contains(&behind.as_str());
                let several = text == "two"
                    && self.behind().trim_start().starts_with("or more")
                    && self.said(&["数", "多", "复", "若干", "以上", "各"]);
                let twice = text == "twice" && self.said(&["倍"]);
                let half = ["30", "half"].contains(&text.as_str()) && self.said(&["半"])
                    || self.figure.low == Decimal::from(6) && behind.starts_with("month") && self.said(&["半年"]);
                let days = self.figure.low == Decimal::TWO
                    && behind.starts_with("day")
                    && self.said(&["后天", "前天", "大后"]);
                let top = self.figure.low == Decimal::ONE && self.said(&["头号", "最早"]);
                let solid = text == "three" && self.behind().starts_with("-dimension") && self.said(&["立体"]);
                let always = self.behind().starts_with("/7") || self.before().ends_with("24/");
                let both_ways = text.starts_with("minus") && self.said(&["正负", "±"]);
                let midnight = text.starts_with("00:00") && self.said(&["十二", "零时", "12", "24"]);
                let dozen = text.ends_with("dozen") && self.said(&["打"]);
                // "Article 15.2" is 第十五條第二項.
                let row = self.figure.kind == FigureKind::Ordinal && !self.figure.low.fract().is_zero();
                party
                    || several
                    || twice
                    || half
                    || midnight
                    || dozen
                    || row
                    || always
                    || both_ways
                    || days
                    || top
                    || solid
            }
            Side::Zh => {
                let several = fold(self.behind()).contains("以上")
                    && self.figure.low == Decimal::TWO
                    && self.said(&["multiple", "several", "numerous", "more than one", "many", "joint"]);
                let times = fold(self.behind()).starts_with('倍')
                    && self.said(&["double", "twice", "twofold", "triple", "fold"]);
                let months = self.figure.low == Decimal::from(6) && self.said(&["half"]);
                let dozen = fold(self.behind()).starts_with('打') && self.said(&["dozen"]);
                let month = fold(self.behind()).starts_with('月')
                    && self.figure.low.to_u32().is_some_and(|month| self.has_month(month));
                let half = self.figure.low == Decimal::from(500_000) && self.said(&["half a million"]);
                let or = self.figure.is_range() && self.figure.high == Decimal::TWO && self.said(&[" or two"]);
                // 1957-58.
                let tail = self.figure.is_range() && self.states_part(self.figure.low.to_u32().unwrap_or(0));
                let tail = tail && self.figure.low >= Decimal::from(1000) && self.figure.high < Decimal::from(2100);
                several || times || months || dozen || month || half || or || tail || self.is_set_phrase()
            }
        }
    }

    /// 四處, 成千上萬, 一成不變, "<3"; 二十年 as "two decades".
    fn is_set_phrase(&self) -> bool {
        let (before, behind) = (fold(self.before()).into_owned(), fold(self.behind()).into_owned());
        let text = fold(self.figure.span.of(self.own)).into_owned();
        let decades = self.figure.low == Decimal::from(20) && self.said(&["two decades"]);
        let phrase = text == "四" && behind.starts_with(['处', '邻', '周', '方', '面', '肢'])
            || text == "万" && before.ends_with("成千上")
            || text == "一成" && behind.starts_with("不变");
        decades || phrase || before.ends_with('<')
    }

    /// 甲、乙、丙三家: the names say it.
    fn counts_what_was_listed(&self) -> bool {
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
                let word = self.word_before();
                ["such", "these", "those", "both", "said", "into"].contains(&word.as_str()) && n <= 3
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
            && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
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

/// Year, month and day, 0 for what is not stated.
pub(super) fn parts(date: Decimal) -> (u32, u32, u32) {
    let n = date.to_u32().unwrap_or(0);
    (n / 10_000, n / 100 % 100, n % 100)
}
