//! Figures of any length beside any unit: whatever is counted with them, nothing overflows.

use super::{found, row};
use duizhao::check::Options;
use proptest::prelude::*;

/// The units of a side, by the table of the program, and other words that a figure is read with.
fn units(column: usize) -> Vec<String> {
    let table = include_str!("../../../src/check/figures/units.tsv").lines().filter(|l| !l.starts_with('#'));
    let columns = table.filter_map(|l| l.split('\t').nth(column));
    let units = columns.flat_map(|words| words.split('|')).filter(|word| !word.is_empty()).map(String::from);
    let others = match column {
        2 => [
            "倍",
            "折",
            "%",
            "年",
            "年後",
            "兆赫頻段",
            "萬億元",
            "成",
            "條",
            "度",
            "分之一",
            "半",
            "人",
            "×10⁹ 米",
            "個碱基",
        ],
        _ => [
            "%",
            "/N",
            "kilobases",
            "x",
            " times",
            "-fold",
            " thousand",
            "s",
            "th",
            " × 10^9 m",
            "k",
            "M",
            "-79",
            " dollars",
            ".5 %",
        ],
    };
    units.chain(others.map(String::from)).collect()
}

/// One to thirty digits, grouped or not, with a sign or a point, or in numerals.
fn figure() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "-?[1-9][0-9]{0,29}",
        2 => "[0-9]{1,14}\\.[0-9]{1,14}",
        1 => "[1-9](,[0-9]{3}){1,9}",
        1 => "[1-9]{1,3}( [0-9]{3}){1,9}",
        1 => "[一二三四五六七八九○]{1,29}",
        1 => "[九]千?萬?億?兆?",
        1 => "(six|nine trillion|ninety-nine hundred)",
    ]
}

fn side(column: usize) -> impl Strategy<Value = String> {
    let joints: Vec<&str> = match column {
        2 => vec!["、", "至", "，", "：", "（", "）", "或", "以上", "未滿", "增加", "負", "令和", "前"],
        _ => vec![
            " to ", " or ", ", ", ": ", " (", ") ", " and ", " other ", " months ", "-", " about ", "Article ", "FL ",
        ],
    };
    let part = (prop::sample::select(joints), figure(), prop::sample::select(units(column)));
    prop::collection::vec(part, 1..4).prop_map(|parts| {
        let parts = parts.into_iter().map(|(joint, figure, unit)| format!("{joint}{figure}{unit}"));
        parts.collect()
    })
}

proptest! {
    #[test]
    fn no_figure_is_too_long(rows in prop::collection::vec((side(2), side(3), any::<bool>()), 1..4)) {
        let pair = |(n, (zh, en, same)): (usize, (String, String, bool))| {
            // The same figures on both sides are compared; others are looked for in other words.
            let digits: String = zh.chars().filter(char::is_ascii_digit).collect();
            let en = if same { format!("The port has {digits} km, {digits} % and {digits}000 m. {en}") } else { en };
            row(n, &zh, &en)
        };
        let passages: Vec<_> = rows.into_iter().enumerate().map(pair).collect();
        found(&passages, &Options::default());
    }
}
