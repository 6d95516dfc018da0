//! Which words around a Chinese numeral make it a number. 一 to 十 are parts of countless words (一般, 統一,
//! 十分), so alone they count only before one of the words here. All of it is folded.

use super::reader::{Reader, fold};
use crate::text::fold::fold_char;
use crate::text::numeral;
use rust_decimal::Decimal;

/// Words that a single numeral from 二 to 十 can count.
const COUNTERS: &[&str] = &[
    "年", "个", "人", "月", "项", "日", "次", "条", "款", "份", "种", "级", "倍", "类", "岁", "家", "名", "周", "点",
    "张", "组", "位", "阶", "度", "联", "目", "科", "层", "期", "元", "圆", "具", "批", "支", "部", "座", "处", "县",
    "辆", "套", "吨", "天", "小时", "公尺", "公里", "公分", "公斤", "公克", "公吨", "公升", "公顷", "公厘", "公亩",
    "平方", "立方", "毫", "分钟", "分之", "亲等", "星期", "季", "成", "代", "届", "页", "章", "节", "编", "篇", "卷",
    "册", "楼", "号", "席", "所", "省", "市", "镇", "校", "院", "大", "佳", "审", "读", "地市", "中全", "中、", "件",
    "案", "只", "栋", "间", "户", "口", "台", "场", "艘", "架", "枚", "颗", "粒", "根", "双", "步", "段", "句", "字",
    "笔", "课", "堂", "学期", "学分", "学年", "英", "海浬", "浬", "轮", "吋", "码", "以上", "以下", "角形", "米", "斤",
    "克", "刻", "时", "秒", "票", "国", "股", "职等", "工作", "营业", "会计", "以内", "等", "比", "分,", "分。",
    "分者", "分以", "分、",
];

/// Words that 一 counts where the other language says "one"; before others it is as often an article.
const COUNTERS_OF_ONE: &[&str] = &[
    "年",
    "个月",
    "个小时",
    "个星期",
    "个工作",
    "个营业",
    "个以上",
    "个钟",
    "人",
    "日",
    "次",
    "倍",
    "小时",
    "周",
    "星期",
    "元",
    "圆",
    "级",
    "公尺",
    "公斤",
    "公里",
    "公分",
    "公吨",
    "公顷",
    "公升",
    "公克",
    "款",
    "月",
    "学期",
    "等亲",
    "亲等",
    "审",
    "等",
    "成",
    "以上",
    "以下",
    "天",
    "岁",
    "目",
    "平方",
    "立方",
    "分钟",
    "等第",
];

/// The bytes of the figure at the end of `before` that counts what `after` begins with: the 3 of `stay 3` before 天不住宿. 0 where
/// there is none, or the figure is part of a word.
pub fn counting_figure(before: &str, after: &str) -> usize {
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let figure = before.get(rest.len()..).unwrap_or_default();
    let is_figure = figure.starts_with(|c: char| c.is_ascii_digit()) && figure.ends_with(|c: char| c.is_ascii_digit());
    let alone = !rest.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | ':'));
    let folded: String = after.chars().take(3).map(fold_char).collect();
    let counts = COUNTERS.iter().any(|counter| folded.starts_with(counter))
        && !NO_COUNTERS.iter().any(|word| folded.starts_with(word));
    if is_figure && alone && counts { figure.len() } else { 0 }
}

/// What 第一 and 第二 are but part of a name before.
pub(super) const NO_ORDINALS: &[&str] = &["上市", "上柜", "线", "手", "纪"];

/// Words that begin like a counter and count nothing.
const NO_COUNTERS: &[&str] = &[
    "人称",
    "年四季",
    "日千里",
    "度假",
    "点半",
    "月份",
    "级棒",
    "时间",
    "周围",
    "周边",
    "周界",
    "周长",
    "周遭",
    "次退",
    "次一",
    "次给",
    "次发",
    "次抚",
    "次全",
    "次缴",
    "次领",
    "次请",
    "项人",
    "次性",
    "家之言",
    "部分",
    "部份",
    "点五分",
    "成立",
    "成为",
    "成果",
    "成功",
    "成员",
    "国语",
    "代表",
    "处分",
    "处理",
    "名称",
    "字排",
    "口通商",
    "角关系",
    "大部",
    "大量",
    "大幅",
    "处以",
    "处新",
    "种姓",
    "口同",
    "度空间",
    "校规",
    "审查",
    "编号",
    "部曲",
];

/// What makes 一 behind it "the" or "a": 前一年, 最近一年, 每一次.
const BEFORE_ARTICLE: &[char] = &['前', '近', '每', '各', '次', '上', '下', '另', '某', '中', '式'];

/// What makes 一人 "a person": 互推一人, 置主任一人.
const BEFORE_PERSON: &[char] = &['推', '选', '举', '置', '属', '积', '理', '员', '任', '每', '各', '另', '某', '中'];

/// Words whose last part is a numeral: 統一 before 十項.
const ENDING_IN_ONE: &[char] = &['统', '唯', '同', '划', '专', '单', '万', '归', '不', '惟'];

/// What stands before a number of 百, 千 or 萬 that has no digit: 超千件, 近百, 上萬.
const BEFORE_BARE: &[&str] = &["超", "超过", "逾", "近", "约", "上", "达", "过", "破"];

/// What a number of two units and no digit counts, 百萬元; alone such words are idioms (千萬不要).
const AFTER_BARE: &[&str] =
    &["元", "圆", "美元", "港元", "欧元", "以上", "以下", "人", "件", "吨", "名", "家", "个", "篇", "强", "佳", "股"];

/// Whether the single numeral that ends at `end` counts something.
pub(super) fn counts(reader: Reader, start: usize, end: usize, value: Decimal) -> bool {
    if reader.eat_any(end, NO_COUNTERS).is_some() {
        return false;
    }
    if value.is_zero() {
        return reader.eat_any(end, &["时", "度", "元", "岁", "分贝"]).is_some();
    }
    let one = value == Decimal::ONE;
    if one {
        // 前一個月 is a month before, 前一年 last year.
        let articles = match reader.peek(end) {
            Some('人') => BEFORE_PERSON,
            Some('个') => &['每', '各', '另', '某'],
            _ => BEFORE_ARTICLE,
        };
        if reader.peek_before(start).is_some_and(|c| articles.contains(&c)) || reader.back(start, "最后").is_some() {
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
        '般', '定', '切', '致', '律', '同', '起', '并', '旦', '向', '直', '些', '经', '贯', '体', '览', '样', '带',
        '面', '流', '概', '线', '应', '时', '共',
    ];
    reader.peek(pos) == Some('一') && reader.peek(end).is_some_and(|c| WORDS.contains(&c))
}

/// Whether units without a digit, as in 超千件 and 百餘人, are a number here.
pub(super) fn bare_counts(reader: Reader, start: usize, end: usize, units: usize) -> bool {
    // 萬一 and 百一 are words, not 10001 and 101.
    if reader.text.get(start..end).is_some_and(|word| word.chars().any(|c| numeral::digit(fold(c)).is_some())) {
        return false;
    }
    if matches!(reader.peek(end), Some('余')) {
        return true;
    }
    if let Some(before) = reader.back_any(start, BEFORE_BARE) {
        // 以上百 and 附近百 end another word.
        let inside = matches!(reader.peek_before(before), Some('以' | '附' | '最' | '接' | '条' | '合' | '契' | '之'));
        return !inside && reader.peek(end) != Some('分');
    }
    if units > 1 {
        reader.eat_any(end, AFTER_BARE).is_some()
    } else {
        reader.eat_any(end, &["篇", "强", "佳"]).is_some()
    }
}

/// Whether the 一 at `pos` ends the word before it.
pub(super) fn ends_word(reader: Reader, pos: usize) -> bool {
    reader.peek(pos) == Some('一') && reader.peek_before(pos).is_some_and(|c| ENDING_IN_ONE.contains(&c))
}

/// What a numeral behind it labels: 附件四, 如表二.
const LABELS: &[&str] = &["附件", "附表", "附录", "附图", "如表", "列表", "如图", "类别", "等级", "编号"];

pub(super) fn labelled(reader: Reader, start: usize) -> bool {
    reader.back_any(start, LABELS).is_some()
}

/// Words of which 三成 or 二成 is no part.
const NO_TENTHS: &[&str] =
    &["成立", "成为", "成果", "成功", "成员", "成年", "成本", "成分", "成交", "成长", "成绩", "成品"];

/// Past the 成 of 三成.
pub(super) fn tenths(reader: Reader, pos: usize) -> Option<usize> {
    if reader.eat_any(pos, NO_TENTHS).is_some() { None } else { reader.eat(pos, "成") }
}
