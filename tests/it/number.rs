//! Figures by value: a table of expressions in both languages, and what holds for any text.

use duizhao::model::Side;
use duizhao::text::number::{Currency, Exactness, Figure, FigureKind, figures, parse_value, sort_key};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// The notation of `cases.tsv`.
fn written(figure: &Figure) -> String {
    let about = match figure.about {
        Exactness::Exact => "",
        Exactness::About => "~",
        Exactness::Over => ">",
        Exactness::Under => "<",
    };
    let mut value = figure.low.to_string();
    if figure.is_range() {
        value = format!("{value}..{}", figure.high);
    }
    match figure.kind {
        FigureKind::Count => format!("{about}{value}"),
        FigureKind::Percent => format!("{about}{value}%"),
        FigureKind::Ordinal => format!("{about}#{value}"),
        FigureKind::Year => format!("{about}y{value}"),
        FigureKind::Date => format!("{about}d{value}"),
        FigureKind::Money(Currency::Unknown) => format!("{about}?:{value}"),
        FigureKind::Money(currency) => format!("{about}{}:{value}", format!("{currency:?}").to_uppercase()),
    }
}

fn read(text: &str, side: Side) -> String {
    let found: Vec<String> = figures(text, side).iter().map(written).collect();
    if found.is_empty() { "-".to_owned() } else { found.join(" ") }
}

fn cases() -> impl Iterator<Item = (Side, &'static str, &'static str)> {
    include_str!("number/cases.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut fields = line.split('\t');
        let side = if fields.next() == Some("zh") { Side::Zh } else { Side::En };
        (side, fields.next().unwrap_or_default(), fields.next().unwrap_or_default())
    })
}

#[test]
fn every_case_is_read() {
    let wrong: Vec<String> = cases()
        .map(|(side, text, expected)| (text, expected, read(text, side)))
        .filter(|(_, expected, got)| expected != got)
        .map(|(text, expected, got)| format!("{text}: expected {expected}, got {got}"))
        .collect();
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// A figure stays what it is inside a sentence.
#[test]
fn spans_cover_the_whole_expression() {
    let span = |text: &str, side| figures(text, side).first().map(|figure| figure.span.of(text).to_owned());
    for (side, text, expected) in [
        (Side::Zh, "賠償額達88.5億元。", "88.5億元"),
        (Side::En, "totaling RMB 8.85 billion.", "RMB 8.85 billion"),
        (Side::Zh, "增長百分之五，", "百分之五"),
        (Side::En, "rose by 60%,", "60%"),
        (Side::Zh, "完成第135屆廣交會", "第135"),
        (Side::Zh, "共2.3萬餘名", "2.3萬餘"),
        (Side::En, "see Article 5 of", "Article 5"),
        (Side::En, "on 31 December 2024, the", "31 December 2024"),
        (Side::Zh, "於2024年12月31日前", "2024年12月31日"),
    ] {
        assert_eq!(span(text, side).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_query_holds_one_value() {
    for (text, expected) in [
        ("88.5億", "8850000000"),
        ("8.85 billion", "8850000000"),
        ("RMB 8.85 billion", "CNY:8850000000"),
        ("3/4", "75%"),
        ("60%", "60%"),
        ("1,000", "1000"),
        ("二十三", "23"),
        ("二", "2"),
        ("two", "2"),
        ("one", "1"),
        ("1billion", "1000000000"),
        ("100億", "10000000000"),
        ("2024-12-31", "d20241231"),
        ("31 December 2024", "d20241231"),
        ("第135屆", "#135"),
        ("135th", "#135"),
        ("三成", "30%"),
    ] {
        assert_eq!(parse_value(text).as_ref().map(written).as_deref(), Some(expected), "{text}");
    }
    for text in ["", "billion", "商業秘密", "two words and five", "1 2 3", "a", "萬一是這樣子的話"] {
        assert_eq!(parse_value(text), None, "{text}");
    }
}

#[test]
fn the_same_in_both_languages() {
    let one = |text: &str, side| figures(text, side).into_iter().next();
    for (zh, en, agree) in [
        ("88.5億元", "RMB 8.85 billion", true),
        ("第135屆", "135th", true),
        ("二〇二四年", "2024", true),
        ("三成", "30%", true),
        ("三十", "30%", false),
        ("2024年12月31日", "December 31, 2024", true),
        ("500美元", "HK$500", false),
        ("5至10人", "5 to 10", true),
        ("25支", "5 products", false),
    ] {
        let found = one(zh, Side::Zh).zip(one(en, Side::En)).map(|(zh, en)| zh.agrees(&en));
        assert_eq!(found, Some(agree), "{zh} / {en}");
    }
}

#[test]
fn numbers_beyond_any_decimal_are_left_out() {
    let digits = "9".repeat(5000);
    assert_eq!(read(&digits, Side::En), "-");
    assert_eq!(read(&digits, Side::Zh), "-");
    assert_eq!(read(&"兆".repeat(100), Side::Zh), "-");
    assert_eq!(read(&format!("{}萬億兆", "9".repeat(28)), Side::Zh), "-");
    assert_eq!(read(&"九".repeat(60), Side::Zh), "-");
}

/// The characters with which figures are written, so that random texts are full of near misses.
const ALPHABET: &str =
    "一二三十百千萬亿兆零〇兩半第條年月日元成分之至餘多點近超以上0123456789.,，%-—/·:（）()\n \u{a0}$€２５ab";

fn texts() -> impl Strategy<Value = String> {
    let symbols: Vec<char> = ALPHABET.chars().collect();
    let words = [
        "79228162514264337593543950335",
        "9999999999999999999999999999",
        "0.000000000000000000000000001",
        " and a half",
        "個半",
        "百分之",
        "民國",
        " million",
        "one",
        "hundred",
        "and",
        "million",
        "May",
        "IV",
        "first",
        "third",
        "half",
        "percent",
        "Article",
        "RMB",
    ];
    let piece = prop_oneof![
        6 => prop::sample::select(symbols).prop_map(String::from),
        2 => prop::sample::select(words.to_vec()).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Each width and script of the characters that have several.
fn other_form(text: &str) -> String {
    const PAIRS: &str = "萬万億亿兩两餘余條条點点數数屆届個个";
    let pairs: Vec<char> = PAIRS.chars().collect();
    let other = |c: char| match c {
        '0'..='9' | '%' | '.' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        _ => pairs.chunks(2).find(|pair| pair.first() == Some(&c)).and_then(|pair| pair.last()).copied().unwrap_or(c),
    };
    text.chars().map(other).collect()
}

proptest! {
    #[test]
    fn any_text_gives_figures_in_order(text in texts(), zh in any::<bool>()) {
        let mut end = 0;
        for figure in figures(&text, if zh { Side::Zh } else { Side::En }) {
            let span = figure.span;
            prop_assert!(span.start >= end, "{figure:?}");
            prop_assert!(span.end > span.start && text.get(span.start..span.end).is_some(), "{figure:?}");
            prop_assert!(figure.low <= figure.high, "{figure:?}");
            end = span.end;
        }
        parse_value(&text);
    }

    #[test]
    fn a_number_is_its_value_in_any_width_and_script(value in 0u64..100_000_000_000) {
        let decimal = Decimal::from(value);
        let grouped = value.to_string().as_bytes().rchunks(3).rev()
            .map(|group| String::from_utf8_lossy(group).into_owned()).collect::<Vec<_>>().join(",");
        for text in [value.to_string(), grouped, other_form(&value.to_string()), hanzi(value)] {
            for text in [text.clone(), other_form(&text)] {
                let found = parse_value(&text);
                prop_assert_eq!(found.map(|figure| figure.low), Some(decimal), "{}", text);
            }
        }
    }

    #[test]
    fn keys_are_in_the_order_of_values(a in decimals(), b in decimals()) {
        prop_assert_eq!(sort_key(a).cmp(&sort_key(b)), a.cmp(&b), "{} {}", a, b);
        prop_assert!(sort_key(a).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    }
}

#[test]
fn cases_hold_in_the_other_form() {
    for (side, text, expected) in cases().filter(|(side, text, _)| *side == Side::Zh && !text.contains("PM2")) {
        assert_eq!(read(&other_form(text), side), expected, "{text}");
    }
}

#[test]
fn keys_are_short() {
    assert_eq!(sort_key(Decimal::from(8_850_000_000u64)), "3w885");
    assert_eq!(sort_key(Decimal::ZERO).len(), 2);
    assert_eq!(sort_key(Decimal::new(10, 1)), sort_key(Decimal::ONE));
}

/// Near and far, small and large, with values that share their first digits.
fn decimals() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (-1000i64..1000, 0u32..4).prop_map(|(value, scale)| Decimal::new(value, scale)),
        (any::<i64>(), 0u32..28).prop_map(|(value, scale)| Decimal::new(value, scale)),
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(Decimal::ZERO),
    ]
}

/// The everyday Chinese numeral for a value below 兆.
fn hanzi(value: u64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut out = String::new();
    let mut gap = false;
    for place in (0..12).rev() {
        let digit = value / 10u64.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push('零');
            }
            gap = false;
            out.extend(DIGITS.get(digit as usize));
            out.push_str(["", "十", "百", "千"][place as usize % 4]);
        }
        let section = value / 10u64.pow(place) % 10_000;
        if place % 4 == 0 && section > 0 {
            out.push_str(["", "萬", "億"][place as usize / 4]);
        }
    }
    if out.is_empty() { "零".to_owned() } else { out }
}
