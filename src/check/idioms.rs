//! Figures that are none: parts of names (COVID-19, 紅十字) and of set phrases that have a number in one language only.

use super::explained::Case;
use crate::model::Side;
use crate::text::fold::fold;
use crate::text::number::FigureKind;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

impl Case<'_> {
    /// COVID-19, H1N1: no figure at all. Whether the name is there is another rule's question.
    pub(super) fn is_part_of_a_name(&self) -> bool {
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
    pub(super) fn is_idiom(&self) -> bool {
        let text = self.figure.span.of(self.own).to_ascii_lowercase();
        match self.side {
            Side::En => {
                let behind = self.word_behind();
                let party = text == "third"
                    && ["party", "parties", "person", "persons", "country", "countries"].contains(&behind.as_str());
                let rank = ["first", "second"].contains(&text.as_str()) && behind.starts_with("lieutenant");
                let below_zero = text.starts_with('-') && self.said(&["零下"]);
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
                    || rank
                    || below_zero
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

    /// 四處, 成千上萬, 一成不變, "<3"; 二十年 as "two decades", 第三人 as "another".
    fn is_set_phrase(&self) -> bool {
        let (before, behind) = (fold(self.before()).into_owned(), fold(self.behind()).into_owned());
        let text = fold(self.figure.span.of(self.own)).into_owned();
        let decades = self.figure.low == Decimal::from(20) && self.said(&["two decades"]);
        let phrase = text == "四" && behind.starts_with(['处', '邻', '周', '方', '面', '肢'])
            || text == "万" && before.ends_with("成千上")
            || text == "一成" && behind.starts_with("不变");
        let third =
            text == "第三" && behind.starts_with(['人', '者', '方']) && self.said(&["other", "any person", "anyone"]);
        let shores = text == "两" && behind.starts_with('岸') && self.said(&["cross-strait"]);
        let season = text == "三" && behind.starts_with("个月") && self.said(&["season", "quarter"]);
        decades || third || shores || season || phrase || before.ends_with('<')
    }
}
