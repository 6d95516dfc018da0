//! The operators of the query language: the one table from which the parser knows their names, and help, manual and web
//! page are written.

use crate::model::{Place, Side};

/// What an operator's name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    /// Marks only (`"…"`, `-`, `*`), which the lexer reads itself.
    Marks,
    /// A word in capitals between or before words.
    Word(Word),
    /// A name before a colon.
    Field(Field),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    Or,
    And,
    Not,
    Near,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Field {
    Side(Side),
    Place(Place),
    Number,
    Date,
    Named,
}

/// One operator, with what people are told about it.
pub(super) struct Operator {
    names: &'static [&'static str],
    sign: Sign,
    example: &'static str,
    help: &'static str,
}

const fn marks(example: &'static str, help: &'static str) -> Operator {
    Operator { names: &[], sign: Sign::Marks, example, help }
}

const fn word(name: &'static [&'static str], word: Word, example: &'static str, help: &'static str) -> Operator {
    Operator { names: name, sign: Sign::Word(word), example, help }
}

const fn field(name: &'static [&'static str], field: Field, example: &'static str, help: &'static str) -> Operator {
    Operator { names: name, sign: Sign::Field(field), example, help }
}

#[rustfmt::skip]
pub(super) const OPERATORS: &[Operator] = &[
    marks("商業秘密", "in any script: 商业秘密 finds the same · 繁簡皆可"),
    marks("第十條", "also 第10條; between quotation marks only as written · 數字異寫"),
    marks("trade secret", "both words, in any inflection; exact forms first"),
    marks("知識產權 ODR", "words of both languages, each on its own side"),
    marks("\"trade secret\"", "next to each other, in this order; one word: in this form · 詞組"),
    marks("=US =\"C++\"", "as written: form, case and signs · 原樣"),
    marks("\"trade secret\"~5", "at most 5 other words between them, in any order · 鄰近"),
    word(&["NEAR"], Word::Near, "違反 NEAR/20 規定", "the same; in Chinese characters are counted (also w/20)"),
    marks("patent -design", "without a word (also !design) · 排除"),
    word(&["NOT"], Word::Not, "patent NOT design", "the same"),
    word(&["OR"], Word::Or, "調解 OR 仲裁", "either; ( ) groups · 任一"),
    word(&["AND"], Word::And, "調解 AND 仲裁", "both, as without it"),
    field(&["zh"], Field::Side(Side::Zh), "zh:商業秘密 -en:\"trade secret\"", "on one side: where is it not rendered so? · 指定語言"),
    field(&["en"], Field::Side(Side::En), "zh:* -en:*", "passages that have a Chinese side and no English one · 缺譯"),
    field(&["doc"], Field::Place(Place::Doc), "doc:report", "in a document (doc:report* in all that begin so), also one\nthat the rows of a memory are from: J0080028 of J0080028#8.1"),
    field(&["ref"], Field::Place(Place::Ref), "ref:J0080028#8.1", "the row that its file calls so (ref:menu.* all that begin so)"),
    field(&["section"], Field::Place(Place::Section), "section:5 section:法院", "in a section, by number or by words of its heading"),
    field(&["kind"], Field::Place(Place::Kind), "kind:heading", "title, heading, paragraph, note or segment"),
    field(&["collection"], Field::Place(Place::Collection), "collection:contracts", "in a named set of passages, which index --collection makes"),
    field(&["num"], Field::Number, "num:88.5億 num:\"8.85 billion\" num:>=100億 num:5..10", "a value on either side, however written · 數值"),
    marks("num:2024-11 num:2024-11..2025-03", "a month or a day that the text says · 文中日期"),
    field(&["date"], Field::Date, "date:2024 date:2024-11..2025-03", "documents of that year, month or day · 文件日期"),
    field(&["field"], Field::Named, "field.court:最高法院 field.source:*", "documents with a field that has this, or with the field · 欄位"),
    marks("infring*", "words that begin so · 前綴"),
    marks("wom?n *tion 知識*權", "? is one character, * some: up to 10 of Chinese · 通配"),
    marks("guarantor~ guarantor~2", "words that differ in 1 or 2 letters · 近似拼寫"),
    marks("/medi(ate|ator)s?/", "English words that match a regular expression"),
    marks("/第[一二三]+條/", "Chinese text that matches one · 正則"),
];

/// What a word in capitals means, if it is an operator.
pub(super) fn word_named(name: &str) -> Option<Word> {
    OPERATORS.iter().find_map(|operator| match operator.sign {
        Sign::Word(word) if operator.names.contains(&name) => Some(word),
        _ => None,
    })
}

/// The field of a name in small letters.
pub(super) fn field_named(name: &str) -> Option<Field> {
    OPERATORS.iter().find_map(|operator| match operator.sign {
        Sign::Field(field) if operator.names.contains(&name) => Some(field),
        _ => None,
    })
}

/// The names of all fields, in order.
pub(super) fn fields() -> impl Iterator<Item = &'static str> {
    let fields = OPERATORS.iter().filter(|operator| matches!(operator.sign, Sign::Field(_)));
    fields.flat_map(|operator| operator.names.iter().copied())
}

/// Where what is said about an example begins, in columns.
const EXPLAINED: usize = 26;

/// Below the operators.
const BELOW: &str = "Words without a sign between them must all occur. When no passage has all of\nthem, the closest passages are shown, and stderr says so. Signs of an input\nmethod （：－“”「」＊） do as those of the keyboard.";

/// Each example with what it finds, and what is said below all of them: for who sets them otherwise.
pub fn explained() -> (impl Iterator<Item = (&'static str, &'static str)>, &'static str) {
    (OPERATORS.iter().map(|operator| (operator.example, operator.help)), BELOW)
}

/// The query language in one screen, for help texts, the manual and the web page; `said` is what an English text is in the
/// language of the reader.
pub fn help(said: impl Fn(&'static str) -> &'static str) -> String {
    use unicode_width::UnicodeWidthStr;
    let mut text = String::new();
    for Operator { example, help, .. } in OPERATORS {
        text.push_str("  ");
        text.push_str(example);
        match EXPLAINED.checked_sub(2 + example.width()).filter(|gap| *gap > 1) {
            Some(gap) => text.push_str(&" ".repeat(gap)),
            None => text.push_str(&format!("\n{}", " ".repeat(EXPLAINED))),
        }
        text.push_str(&said(help).replace('\n', &format!("\n{}", " ".repeat(EXPLAINED))));
        text.push('\n');
    }
    format!("{text}\n{}\n", said(BELOW))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn every_example_is_a_query() {
        for Operator { example, .. } in OPERATORS {
            assert!(parse(example).is_ok(), "{example}: {:?}", parse(example));
        }
    }

    #[test]
    fn help_fits_a_terminal() {
        use unicode_width::UnicodeWidthStr;
        for line in help(|text| text).lines() {
            assert!(line.width() <= 90, "{line}");
        }
    }
}
