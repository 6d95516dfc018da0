//! Figures that point to another place of the text, and the words that may stand for them: 前項, "the same article".

use crate::check::figures::open_figure::OpenFigure;
use crate::model::Side;
use crate::text::fold::fold;
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;

/// The 二 of 前二項.
pub(in crate::check) fn is_counted_back(zh: &str, figure: &Figure) -> bool {
    let before = zh.get(..figure.span.start).unwrap_or("");
    let behind = zh.get(figure.span.end..).unwrap_or("");
    before.ends_with('前')
        && fold(behind.get(..behind.floor_char_boundary(3)).unwrap_or("")).starts_with(['项', '款', '条', '目'])
}

/// Whether an English text says "the preceding paragraphs" and not how many.
pub(in crate::check) fn is_plural_back(en: &str) -> bool {
    let words: Vec<&str> = en.split(' ').collect();
    words.windows(2).any(|two| {
        let [back, what] = two else { return false };
        let what = what.trim_end_matches(|c: char| !c.is_alphabetic());
        ["preceding", "foregoing", "above", "previous", "aforementioned", "aforesaid"].contains(back)
            && what.ends_with('s')
            && what.len() > 4
    })
}

impl OpenFigure<'_> {
    /// Whether the other side means it, if it states no other figure in its place.
    pub fn is_meant(&self) -> bool {
        // "Articles 29, 31 and 33": the last of a list is named before its first.
        let listed = || {
            let list = self.before().trim_end_matches(|c: char| c.is_ascii_digit() || " ,and".contains(c));
            list.to_ascii_lowercase().ends_with("articles")
        };
        let text = self.figure.span.of(self.own).to_ascii_lowercase();
        let article = self.side == Side::Zh || text.starts_with("article") || listed();
        let back = self.side == Side::En || fold(self.before()).ends_with('前');
        article && back && self.as_reference()
    }

    /// 前條 for "Article 9", "the preceding paragraph" for 第一項.
    pub(in crate::check) fn as_reference(&self) -> bool {
        let here = match self.side {
            Side::En => self.said(&[
                "前条", "前项", "前款", "前目", "同条", "同项", "同款", "本条", "本项", "该条", "该项", "该款", "前揭",
                "前开", "次条", "前章", "本章", "本款", "上开", "各该", "前述",
            ]),
            Side::Zh => self.said(&[
                "preceding",
                "foregoing",
                "previous",
                "aforesaid",
                "aforementioned",
                "said article",
                "same article",
                "following article",
                "the above",
                "prior article",
            ]),
        };
        // 前二項 is "the preceding paragraphs" only where the text leaves their number out.
        let back = self.side == Side::Zh && fold(self.before()).ends_with('前') && !self.must_count_back();
        let ordinal = self.figure.kind == FigureKind::Ordinal;
        match self.side {
            // Whether it is 第一項 that was meant cannot be seen; the article's own number must stand.
            Side::Zh => here && (back || ordinal && !fold(self.behind()).starts_with('条')),
            Side::En => here && ordinal,
        }
    }

    /// 图20 for "the figure above", "Table 2" for 下表: the number of a picture that the other side points at.
    pub(in crate::check) fn is_pointed_at(&self) -> bool {
        let named = |names: &[&str], before: &str| names.iter().any(|name| before.trim_end().ends_with(name));
        match self.side {
            Side::Zh => {
                named(&["图", "表", "式", "例", "清单"], &fold(self.before()))
                    && self.said(&[" above", "above ", "below", "following", "this figure", "next figure", "previous"])
            }
            Side::En => {
                let text = self.own.get(..self.figure.span.end).unwrap_or("").to_ascii_lowercase();
                let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ' '));
                named(&["figure", "fig", "table", "equation", "eq", "example", "listing"], text)
                    && self.said(&[
                        "上图", "下图", "如图", "该图", "本图", "此图", "上表", "下表", "该表", "本表", "此表", "上式",
                        "下式", "此式", "上述", "下述", "右图", "左图",
                    ])
            }
        }
    }

    /// "Paragraph 2" where the Chinese says 前項: the same kind of part, by its number.
    pub(in crate::check) fn is_named_back(&self) -> bool {
        let text = self.figure.span.of(self.own).to_ascii_lowercase();
        let parts: &[&str] = match text.split(' ').next().unwrap_or("").trim_end_matches('s') {
            "article" => &["前条", "同条", "该条", "次条"],
            "paragraph" => &["前项", "同项", "该项"],
            "subparagraph" | "item" | "subsection" => &["前款", "同款", "该款", "前目"],
            _ => &[],
        };
        self.side == Side::En && self.said(parts)
    }

    /// 這兩種, 兩國: which they are was said.
    pub(in crate::check) fn points_back(&self) -> bool {
        if self.side != Side::Zh {
            return false;
        }
        let text = fold(self.figure.span.of(self.own)).into_owned();
        let before = fold(self.before()).into_owned();
        let back = ["这", "此", "该", "上述", "上开"].iter().any(|w| before.ends_with(w))
            && self.figure.low <= Decimal::TEN
            || before.ends_with(['前', '后'])
                && ["项", "款", "目", "条", "者", "段", "章"].iter().any(|w| fold(self.behind()).starts_with(w));
        let pair = text == "两"
            && ["国", "岸", "地", "者", "造", "侧", "端", "边", "人", "方", "大", "个", "种", "位", "组", "次", "家"]
                .iter()
                .any(|w| fold(self.behind()).starts_with(w));
        back && self.figure.low <= Decimal::TEN && !self.must_count_back() || pair
    }

    /// 前二項 where the text says "the preceding two paragraphs" elsewhere.
    fn must_count_back(&self) -> bool {
        self.counts_back && is_counted_back(self.own, self.figure) && is_plural_back(self.other)
    }
}
