//! What `export` and `align` write: it keeps the published rules of TMX and XLIFF (`export/rules.rs`), and opens again
//! with the same texts on both sides and the same names.

mod rules;

use duizhao::index::Store;
use duizhao::model::AlignedLink;
use duizhao::model::{Level, Passage, Query};
use duizhao::render::{LinkFormat, Unit, UnitFormat, Units, links};
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{Silent, in_memory};
use proptest::prelude::*;
use std::path::Path;

/// A row as it is compared: Chinese, English, what it is called.
type Row = (Option<String>, Option<String>, String);

fn index(file: &Path) -> LocalIndex {
    let (store, report): (Store, _) = in_memory(&duizhao::request::UpdateRequest::adding([file]), &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    LocalIndex::new(store)
}

fn passages(index: &LocalIndex) -> Vec<Passage> {
    let mut passages = Vec::new();
    index
        .each(&Query::everything(), &mut |passage| {
            passages.push(passage);
            Ok(())
        })
        .unwrap();
    passages
}

fn row(unit: &Unit<'_>) -> Row {
    (unit.zh.as_deref().map(str::to_string), unit.en.as_deref().map(str::to_string), unit.name().to_string())
}

/// Writes the rows of a JSON Lines file in a format, and gives what was written and what an index of it has.
fn written(rows: &[(String, String, String)], format: UnitFormat) -> (String, Vec<Row>, Vec<Row>) {
    let dir = tempfile::tempdir().unwrap();
    let first = dir.path().join("memory.jsonl");
    let line = |(zh, en, id): &(String, String, String)| {
        let side = |text: &str| if text.is_empty() { serde_json::Value::Null } else { text.into() };
        serde_json::json!({"zh": side(zh), "en": side(en), "ref": side(id)}).to_string()
    };
    std::fs::write(&first, rows.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap();
    let original = passages(&index(&first));
    let mut bytes = Vec::new();
    let mut units = Units::begin(&mut bytes, format, Level::Paragraph).unwrap();
    original.iter().for_each(|passage| units.unit(&Unit::passage(passage)).unwrap());
    units.end().unwrap();
    let second = dir.path().join(match format {
        UnitFormat::Tmx => "back.tmx",
        UnitFormat::Xliff => "back.xlf",
        UnitFormat::Tsv => "back.tsv",
        UnitFormat::Csv => "back.csv",
        UnitFormat::Xlsx => "back.xlsx",
        UnitFormat::Jsonl => "back.jsonl",
        UnitFormat::Docx => "back.docx",
        UnitFormat::Html => "back.html",
    });
    std::fs::write(&second, &bytes).unwrap();
    // A workbook is no text.
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let back = passages(&index(&second));
    // JSON has a place for both, so there a row without a name stays without one, as long as others have one.
    let optional = format == UnitFormat::Jsonl && original.iter().any(|p| p.reference.is_some());
    let row = |passage: &Passage| match (optional, row(&Unit::passage(passage))) {
        (true, (zh, en, _)) => (zh, en, passage.reference.clone().unwrap_or_default()),
        (false, row) => row,
    };
    let rows = |passages: &[Passage]| passages.iter().map(row).collect();
    (text, rows(&original), rows(&back))
}

fn opens_again(rows: &[(String, String, String)], format: UnitFormat) {
    let (text, original, back) = written(rows, format);
    match format {
        UnitFormat::Tmx => rules::tmx(&text),
        UnitFormat::Xliff => rules::xliff(&text),
        _ => {}
    }
    assert_eq!(back, original, "{format:?}\n{text}");
}

/// Rows that are hard to write down.
fn hard() -> Vec<(String, String, String)> {
    [
        ("甲方應保守秘密。", "Party A shall keep it secret.", "T1"),
        ("只有中文，沒有譯文。", "", "T2"),
        ("", "English alone, without a translation.", "T3"),
        ("  兩端有空白\u{3000}", "\tblanks at both ends ", "T4"),
        ("符號<>&\"'與]]>", "signs <b>&amp;</b> \"'\" and ]]>", "T5 <&\"'>"),
        ("控制字符\u{1}\u{b}\u{1b}[31m紅\u{1b}[0m\u{fffe}", "controls\u{0}\u{8}\u{1f} and \u{ffff}", "T6"),
        ("一、第一行\n\n二、第二行", "1. line one\n\n2. line two", "a name with blanks"),
        ("表格\t中的\t跳格", "tabs\tin\ta table", "T8"),
        ("𠮷野家與😀", "astral 𝒳 and 👩‍⚖️", "T9"),
        ("同名", "the same name", "T1"),
        ("「引號，在」", "\"Quoted, all of it\"", "T11"),
        ("2024", "2024", "T12"),
        ("OK", "OK", "T13"),
        ("<?xml 不是聲明 ?>", "<!ENTITY a 'not one'> <!DOCTYPE x>", "T14"),
    ]
    .map(|(zh, en, id)| (zh.to_string(), en.to_string(), id.to_string()))
    .to_vec()
}

#[test]
fn hard_rows_open_again() {
    for format in [UnitFormat::Tmx, UnitFormat::Xliff, UnitFormat::Jsonl, UnitFormat::Csv, UnitFormat::Xlsx] {
        let (_, original, _) = written(&hard(), format);
        assert_eq!(original.len(), hard().len());
        opens_again(&hard(), format);
    }
}

/// A table has the texts as they are read, without the blanks around them, and no names.
#[test]
fn tables_of_two_columns_open_again_with_the_same_pairs() {
    let pairs = |rows: Vec<Row>| rows.into_iter().map(|(zh, en, _)| (zh, en)).collect::<Vec<_>>();
    let mut rows = hard();
    rows.retain(|(zh, _, _)| !zh.starts_with(' ') && !zh.contains(char::is_control));
    for (zh, en) in [("第一行\n第二行\n第三行", "Line one\nLine two\nLine three"), ("二〇二四年", "The year 2024")]
    {
        rows.push((zh.into(), en.into(), String::new()));
    }
    let one = rows[..1].to_vec();
    let alone: Vec<_> = rows.iter().filter(|(zh, en, _)| zh.is_empty() || en.is_empty()).cloned().collect();
    for format in [UnitFormat::Docx, UnitFormat::Html] {
        for rows in [&rows, &one, &alone] {
            let (text, original, back) = written(rows, format);
            assert_eq!(pairs(back), pairs(original), "{format:?}");
            assert_eq!(text, written(rows, format).0, "the same rows make the same bytes");
        }
    }
}

#[test]
fn rows_without_line_ends_and_tabs_open_again_as_tsv() {
    let mut rows = hard();
    rows.retain(|(zh, _, _)| !zh.contains(['\n', '\t']));
    opens_again(&rows, UnitFormat::Tsv);
}

#[test]
fn rows_without_names_are_called_by_their_ids() {
    let rows: Vec<_> = hard().into_iter().map(|(zh, en, _)| (zh, en, String::new())).collect();
    for format in [UnitFormat::Tmx, UnitFormat::Xliff, UnitFormat::Jsonl] {
        opens_again(&rows, format);
        assert_eq!(written(&rows, format).2[0].2, "memory#1");
    }
}

#[test]
fn nothing_is_a_valid_file() {
    for format in [UnitFormat::Tmx, UnitFormat::Xliff] {
        let mut bytes = Vec::new();
        Units::begin(&mut bytes, format, Level::Sentence).unwrap().end().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        if format == UnitFormat::Tmx { rules::tmx(&text) } else { rules::xliff(&text) }
    }
}

#[test]
fn links_keep_the_rules() {
    let link = |zh: Option<&str>, en: Option<&str>| AlignedLink {
        zh: 0..usize::from(zh.is_some()),
        en: 0..usize::from(en.is_some()),
        confidence: 0.5,
        zh_text: zh.map(str::to_string),
        en_text: en.map(str::to_string),
    };
    let all = [link(Some("甲<\n"), Some("A & \u{2}B")), link(None, Some("alone")), link(Some("獨"), None)];
    for (format, rules) in [(LinkFormat::Tmx, rules::tmx as fn(&str)), (LinkFormat::Xliff, rules::xliff)] {
        let mut bytes = Vec::new();
        links(&mut bytes, &all, format, Level::Sentence).unwrap();
        rules(&String::from_utf8(bytes).unwrap());
    }
}

#[test]
fn sentences_are_units_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("report.txt");
    std::fs::write(
        &file,
        "保護商業秘密。調解糾紛六千餘件。\nTrade secrets are protected. Over 6,000 disputes were mediated.\n",
    )
    .unwrap();
    let passages = passages(&index(&file));
    let units: Vec<Row> = passages.iter().flat_map(Unit::sentences).map(|unit| row(&unit)).collect();
    let some = |text: &str| Some(text.to_string());
    assert_eq!(
        units,
        [
            (some("保護商業秘密。"), some("Trade secrets are protected."), "report#0.1:1".into()),
            (some("調解糾紛六千餘件。"), some("Over 6,000 disputes were mediated."), "report#0.1:2".into()),
        ]
    );
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,8}",
        "[\u{4e00}-\u{4e40}]{1,6}",
        "[<>&\"'\\]\\[;:/=#%@|.,，。（）]{1,3}",
        "[ \t\u{a0}\u{3000}\n\r\u{2028}]{1,2}",
        "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}\u{feff}]{1,2}",
        "&#[0-9]{1,3};",
        "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_rows_keep_the_rules_and_open_again(texts in prop::collection::vec((text(), text(), text()), 1..24)) {
        // A file of a translation memory has Chinese and English somewhere.
        let mut rows = vec![("中文".to_string(), "English".to_string(), "first".to_string())];
        rows.extend(texts);
        for format in [UnitFormat::Tmx, UnitFormat::Xliff, UnitFormat::Jsonl] {
            opens_again(&rows, format);
        }
    }
}

/// Blanks and line ends of a segment are a part of it, whatever `xml:space` says: read joined, given back as they came.
#[test]
fn segments_with_a_layout_of_their_own_are_given_back_as_they_came() {
    let zh = "  -quiet\n        不顯示泊位\n        的清單。\n    ";
    let en = "  -quiet\n        Shows no list\n        of the berths.\n    ";
    let files = [
        (
            "help.xlf",
            format!(
                "<xliff version='1.2'><file source-language='en' target-language='zh-TW'><body><trans-unit id='q'>\
                 <source>{en}</source><target>{zh}</target></trans-unit></body></file></xliff>"
            ),
        ),
        (
            "help.tmx",
            format!(
                "<tmx version='1.4'><header srclang='en'/><body><tu tuid='q'><tuv xml:lang='en'><seg>{en}</seg></tuv>\
                 <tuv xml:lang='zh-TW'><seg>{zh}</seg></tuv></tu></body></tmx>"
            ),
        ),
    ];
    for (name, text) in files {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(name), text).unwrap();
        let passages = passages(&index(&dir.path().join(name)));
        let [passage] = &passages[..] else { panic!("{name}: {passages:?}") };
        assert_eq!(row(&Unit::passage(passage)), (Some(zh.into()), Some(en.into()), "q".into()), "{name}");
        assert!(passage.zh.as_ref().is_some_and(|side| side.text.contains("不顯示泊位的清單")), "{name}: {passage:?}");
        assert!(passage.en.as_ref().is_some_and(|side| side.text.contains("no list of the berths")), "{name}");
    }
}
