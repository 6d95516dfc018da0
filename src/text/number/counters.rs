//! Which words around a Chinese numeral make it a number. 一 to 十 are parts of countless words (一般, 統一,
//! 十分), so alone they count only before one of the words here. All of it is folded.

use super::hanzi;
use super::reader::{Reader, fold};
use rust_decimal::Decimal;

/// Words that a single numeral from 二 to 十 can count.
const COUNTERS: &[&str] = &[
    "年", "個", "人", "月", "項", "日", "次", "條", "款", "份", "種", "級", "倍", "類", "歲", "家", "名", "週", "點",
    "張", "組", "位", "階", "度", "聯", "目", "科", "層", "期", "元", "圓", "具", "批", "支", "部", "座", "處", "縣",
    "輛", "套", "噸", "天", "小時", "公尺", "公里", "公分", "公斤", "公克", "公噸", "公升", "公頃", "公厘", "公釐",
    "公畝", "平方", "立方", "毫", "分鐘", "分之", "親等", "星期", "季", "成", "代", "屆", "頁", "章", "節", "編", "篇",
    "卷", "冊", "樓", "號", "席", "所", "省", "市", "鎮", "校", "院", "大", "佳", "審", "讀", "地市", "中全", "中、",
    "件", "案", "隻", "棟", "間", "戶", "口", "臺", "場", "艘", "架", "枚", "顆", "粒", "根", "雙", "步", "段", "句",
    "字", "筆", "課", "堂", "學期", "學分", "學年", "英", "海浬", "浬", "輪", "吋", "碼", "以上", "以下", "角形", "米",
    "斤", "克", "刻", "時", "秒", "票", "國", "股", "職等", "工作", "營業", "會計", "以內", "等", "比", "分,", "分。",
    "分者", "分以", "分、",
];

/// Words that 一 counts where the other language says "one"; before others it is as often an article.
const COUNTERS_OF_ONE: &[&str] = &[
    "年",
    "個月",
    "個小時",
    "個星期",
    "個工作",
    "個營業",
    "個以上",
    "個鐘",
    "人",
    "日",
    "次",
    "倍",
    "小時",
    "週",
    "星期",
    "元",
    "圓",
    "級",
    "公尺",
    "公斤",
    "公里",
    "公分",
    "公噸",
    "公頃",
    "公升",
    "公克",
    "款",
    "月",
    "學期",
    "等親",
    "親等",
    "審",
    "等",
    "成",
    "以上",
    "以下",
    "天",
    "歲",
    "目",
    "平方",
    "立方",
    "分鐘",
    "等第",
];

/// What 第一 and 第二 are but part of a name before.
pub(super) const NO_ORDINALS: &[&str] = &["上市", "上櫃", "線", "手", "紀"];

/// Words that begin like a counter and count nothing.
const NO_COUNTERS: &[&str] = &[
    "人稱",
    "年四季",
    "日千里",
    "度假",
    "點半",
    "月份",
    "級棒",
    "時間",
    "週圍",
    "週邊",
    "週界",
    "週長",
    "週遭",
    "次退",
    "次一",
    "次給",
    "次發",
    "次撫",
    "次全",
    "次繳",
    "次領",
    "次請",
    "項人",
    "次性",
    "家之言",
    "部分",
    "部份",
    "點五分",
    "成立",
    "成為",
    "成果",
    "成功",
    "成員",
    "國語",
    "代表",
    "處分",
    "處理",
    "名稱",
    "字排",
    "口通商",
    "角關係",
    "大部",
    "大量",
    "大幅",
    "處以",
    "處新",
    "種姓",
    "口同",
    "度空間",
    "校規",
    "審查",
    "編號",
    "部曲",
];

/// What makes 一 behind it "the" or "a": 前一年, 最近一年, 每一次.
const BEFORE_ARTICLE: &[char] = &['前', '近', '每', '各', '次', '上', '下', '另', '某', '中', '式'];

/// What makes 一人 "a person": 互推一人, 置主任一人.
const BEFORE_PERSON: &[char] = &['推', '選', '舉', '置', '屬', '積', '理', '員', '任', '每', '各', '另', '某', '中'];

/// Words whose last part is a numeral: 統一 before 十項.
const ENDING_IN_ONE: &[char] = &['統', '唯', '同', '劃', '專', '單', '萬', '歸', '不', '惟'];

/// What stands before a number of 百, 千 or 萬 that has no digit: 超千件, 近百, 上萬.
const BEFORE_BARE: &[&str] = &["超", "超過", "逾", "近", "約", "上", "達", "過", "破"];

/// What a number of two units and no digit counts, 百萬元; alone such words are idioms (千萬不要).
const AFTER_BARE: &[&str] =
    &["元", "圓", "美元", "港元", "歐元", "以上", "以下", "人", "件", "噸", "名", "家", "個", "篇", "強", "佳", "股"];

/// Whether the single numeral that ends at `end` counts something.
pub(super) fn counts(reader: Reader, start: usize, end: usize, value: Decimal) -> bool {
    if reader.eat_any(end, NO_COUNTERS).is_some() {
        return false;
    }
    if value.is_zero() {
        return reader.eat_any(end, &["時", "度", "元", "歲", "分，", "分貝"]).is_some();
    }
    let one = value == Decimal::ONE;
    if one {
        // 前一個月 is a month before, 前一年 last year.
        let articles = match reader.peek(end) {
            Some('人') => BEFORE_PERSON,
            Some('個') => &['每', '各', '另', '某'],
            _ => BEFORE_ARTICLE,
        };
        if reader.peek_before(start).is_some_and(|c| articles.contains(&c)) || reader.back(start, "最後").is_some() {
            return false;
        }
    }
    // 四周 is all around; four weeks are 四週.
    if reader.text.get(start..end) == Some("四") && reader.text.get(end..).is_some_and(|rest| rest.starts_with('周'))
    {
        return false;
    }
    reader.eat_any(end, if one { COUNTERS_OF_ONE } else { COUNTERS }).is_some()
}

/// What makes a word of 一, wherever it stands.
pub(super) fn opens_word(reader: Reader, pos: usize, end: usize) -> bool {
    const WORDS: &[char] = &[
        '般', '定', '切', '致', '律', '同', '起', '併', '旦', '向', '直', '些', '經', '貫', '體', '覽', '樣', '帶',
        '面', '流', '概', '線', '應', '時', '共', '并', '體', '贯',
    ];
    reader.peek(pos) == Some('一') && reader.peek(end).is_some_and(|c| WORDS.contains(&c))
}

/// Whether units without a digit, as in 超千件 and 百餘人, are a number here.
pub(super) fn bare_counts(reader: Reader, start: usize, end: usize, units: usize) -> bool {
    // 萬一 and 百一 are words, not 10001 and 101.
    if reader.text.get(start..end).is_some_and(|word| word.chars().any(|c| hanzi::digit_of(fold(c)).is_some())) {
        return false;
    }
    if matches!(reader.peek(end), Some('餘')) {
        return true;
    }
    if let Some(before) = reader.back_any(start, BEFORE_BARE) {
        // 以上百 and 附近百 end another word.
        let inside = matches!(reader.peek_before(before), Some('以' | '附' | '最' | '接' | '條' | '合' | '契' | '之'));
        return !inside && reader.peek(end) != Some('分');
    }
    if units > 1 {
        reader.eat_any(end, AFTER_BARE).is_some()
    } else {
        reader.eat_any(end, &["篇", "強", "佳"]).is_some()
    }
}

/// Whether the 一 at `pos` ends the word before it.
pub(super) fn ends_word(reader: Reader, pos: usize) -> bool {
    reader.peek(pos) == Some('一') && reader.peek_before(pos).is_some_and(|c| ENDING_IN_ONE.contains(&c))
}

/// What a numeral behind it labels: 附件四, 如表二.
const LABELS: &[&str] = &["附件", "附表", "附錄", "附圖", "如表", "列表", "如圖", "類別", "等級", "編號"];

pub(super) fn labelled(reader: Reader, start: usize) -> bool {
    reader.back_any(start, LABELS).is_some()
}

/// Words of which 三成 or 二成 is no part.
const NO_TENTHS: &[&str] =
    &["成立", "成為", "成果", "成功", "成員", "成年", "成本", "成分", "成交", "成長", "成績", "成品"];

/// Past the 成 of 三成.
pub(super) fn tenths(reader: Reader, pos: usize) -> Option<usize> {
    if reader.eat_any(pos, NO_TENTHS).is_some() { None } else { reader.eat(pos, "成") }
}
