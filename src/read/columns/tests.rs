//! Whole tables: their columns and the rows that they make.

use super::{Columns, Extent, columns};
use crate::model::{Row, Sides};

fn strings(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|r| r.iter().map(|c| c.to_string()).collect()).collect()
}

fn of(rows: &[&[&str]]) -> Option<Columns> {
    columns(&strings(rows), Extent::Memory).map(|found| Columns {
        unread: Vec::new(),
        coded: false,
        pairs: Vec::new(),
        ..found
    })
}

/// The columns of a table without those that are not read.
fn at(zh: &[usize], en: &[usize], key: Option<usize>, header: bool) -> Option<Columns> {
    Some(Columns { side: Sides::new(zh.to_vec(), en.to_vec()), key, header, ..Columns::default() })
}

#[test]
fn a_header_decides() {
    assert_eq!(of(&[&["en", "zh", "id"], &["a", "甲", "1"]]), at(&[1], &[0], Some(2), true));
    assert_eq!(
        of(&[
            &["id", "sourceLang", "sourceString", "targetString"],
            &["1", "en", "flu", "流感"],
            &["2", "en", "airway", "呼吸道"]
        ]),
        at(&[3], &[2], Some(0), true)
    );
}

#[test]
fn without_one_the_cells_do() {
    assert_eq!(of(&[&["Hi.", "嗨。"], &["Hi.", "你好。"]]), at(&[1], &[0], None, false));
    assert_eq!(
        of(&[&["元始", "In the beginning", "G 1"], &["地乃", "Now the earth", "G 2"]]),
        at(&[0], &[1], Some(2), false)
    );
}

#[test]
fn the_header_says_which_column_renders_which() {
    let table = |header: &[&str]| -> [Vec<String>; 3] {
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect();
        [
            row(header),
            row(&["Lima", "City of Lima", "Ville de Lima", "利馬市", "利馬", "a port of Peru", "Limean"]),
            row(&["Kobe", "City of Kobe", "Ville de Kobe", "神戶市", "神戶", "a port of Japan", "Kobean"]),
        ]
    };
    let names = ["name.common", "name.full", "words.fra.full", "words.zho.full", "words.zho.common", "note"];
    let found = columns(&table(&[&names[..], &["people.eng"]].concat()), Extent::Memory).unwrap();
    assert_eq!(
        (found.side, found.pairs),
        (Sides::new(vec![3, 4], vec![0, 1]), vec![Sides::new(3, 1), Sides::new(4, 0)])
    );
    let names = ["name", "full", "full_fr", "full_zh", "short_zh", "note", "short_en"];
    assert_eq!(columns(&table(&names), Extent::Memory).unwrap().side, Sides::new(vec![3, 4], vec![6]));
    let rows = strings(&[
        &["name", "note", "name_zh"],
        &["Lima", "a port of Peru", "利馬"],
        &["Kobe", "a port of Japan", "神戶"],
    ]);
    assert_eq!(columns(&rows, Extent::Memory).unwrap().side, Sides::new(vec![2], vec![0]));
}

#[test]
fn one_language_and_a_key() {
    assert_eq!(
        of(&[&["chapter_id", "req_id", "req_description"], &["V1", "V1.1", "验证安全"], &["V1", "V1.2", "验证威胁"]]),
        at(&[2], &[], Some(1), true)
    );
    let long = "黑豹队的防守只丢了三百零八分在联赛中排名第六";
    assert_eq!(of(&[&["p1", long], &["p2", long], &["p3", long]]), at(&[1], &[], Some(0), false));
    assert_eq!(of(&[&["1", "2"]]), None);
}

#[test]
fn several_columns_of_a_language_are_one_text() {
    let rows = strings(&[
        &["條號", "條文", "問題"],
        &["1", "甲應通知。", "甲通知了嗎？"],
        &["2", "乙應付款。", "乙付款了嗎？"],
    ]);
    let row = columns(&rows, Extent::Memory).unwrap().row(&rows[1], 2).unwrap();
    assert_eq!((row.zh.as_deref(), row.reference.as_deref()), (Some("甲應通知。\t甲通知了嗎？"), Some("1")));
    let rows = strings(&[
        &["English", "繁體", "简体", "備註"],
        &["anchor", "錨", "锚", "海事"],
        &["berth", "泊位", "泊位", ""],
    ]);
    let memory = columns(&rows, Extent::Memory).unwrap();
    assert_eq!(memory.warning().unwrap().message, "1 column not read: 備註");
    let variants = |at: usize| -> Vec<(Option<String>, Option<String>, usize)> {
        let rows = memory.rows(&rows[at], at + 1).into_iter();
        rows.map(|(row, _)| (row.zh, row.en, row.left_out.len())).collect()
    };
    let row = |zh: &str, en: &str, left| (Some(zh.to_string()), Some(en.to_string()), left);
    assert_eq!(variants(1), [row("錨", "anchor", 1), row("锚", "anchor", 0)]);
    assert_eq!(variants(2), [row("泊位", "berth", 1)]);
    assert_eq!(columns(&rows, Extent::Text).unwrap().row(&rows[1], 2).unwrap().zh.as_deref(), Some("錨\t锚\t海事"));
}

#[test]
fn both_languages_in_a_cell() {
    let rows = strings(&[
        &["序号", "要求 Requirement"],
        &["1", "船舶应适航。\nThe ship shall be seaworthy."],
        &["2", "船员应培训。\nThe crew is trained."],
    ]);
    let row = columns(&rows, Extent::Memory).unwrap().row(&rows[1], 2).unwrap();
    assert_eq!((row.zh.as_deref(), row.en.as_deref()), (Some("船舶应适航。"), Some("The ship shall be seaworthy.")));
}

#[test]
fn a_table_by_a_program_is_never_taken_apart() {
    let rows = strings(&[&["id", "zh", "en"], &["1", "一aaa", ""], &["2", "第一部分 Part 1", ""]]);
    let found = columns(&rows, Extent::Memory).unwrap();
    let row = found.row(&rows[2], 3).unwrap();
    assert_eq!((row.zh.as_deref(), row.en), (Some("第一部分 Part 1"), None));
}

#[test]
fn a_row_of_data_is_no_header() {
    for rows in [
        [&["target 文件夾須為空。", "The target folder must be empty."][..], &["完成。", "Done."]],
        [&["English", "英文"], &["Chinese characters", "漢字"]],
    ] {
        assert!(!of(&rows).unwrap().header, "{rows:?}");
    }
}

fn rows_of(table: &[&[&str]]) -> Vec<String> {
    let table: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(|c| c.to_string()).collect()).collect();
    let found = columns(&table, Extent::Memory).unwrap();
    let body = table.iter().skip(usize::from(found.header));
    let shown = |(row, _): (Row, Vec<String>)| {
        let said = [row.reference, row.zh, row.en].map(Option::unwrap_or_default);
        let left = row.left_out.into_iter().map(|piece| format!(" -{}", piece.text)).collect::<String>();
        said.join("|") + &left
    };
    body.flat_map(|cells| found.rows(cells, 1)).map(shown).collect()
}

#[test]
fn each_pair_of_columns_is_a_row() {
    let cases: [(&[&[&str]], &[&str]); 7] = [
        (
            &[
                &["English", "中文", "English", "中文"],
                &["berth", "泊位", "pilot", "引航員"],
                &["quay", "碼頭", "", ""],
                &["buoy", "浮標", "buoy", "浮標"],
            ],
            &["|泊位|berth", "|引航員|pilot", "|碼頭|quay", "|浮標|buoy", "|浮標|buoy"],
        ),
        (
            &[&["berth", "泊位", "pilot", "引航員"], &["quay", "碼頭", "buoy", "浮標"]],
            &["|泊位|berth", "|引航員|pilot", "|碼頭|quay", "|浮標|buoy"],
        ),
        (
            &[
                &["ID", "NAME_TC", "ADDRESS_TC", "NAME_EN", "ADDRESS_EN", "TEL"],
                &["7", "北碼頭", "北街一號", "North Pier", "1 North Street", "55"],
            ],
            &["7|北碼頭|North Pier -55", "7|北街一號|1 North Street"],
        ),
        // Each script renders the one English.
        (
            &[&["English", "繁體", "简体"], &["anchor", "錨", "锚"], &["berth", "泊位", "泊位"], &["tide", "", "潮"]],
            &["|錨|anchor", "|锚|anchor", "|泊位|berth -泊位", "|潮|tide"],
        ),
        (&[&["English", "中文術語", "中文 例句"], &["anchor", "錨", "下錨停泊"]], &["|錨\t下錨停泊|anchor"]),
        (
            &[&["甲板", "船殼", "deck", "hull"], &["桅杆", "錨", "mast", "anchor"]],
            &["|甲板|deck", "|船殼|hull", "|桅杆|mast", "|錨|anchor"],
        ),
        (&[&["English", "中文"], &["berth", "泊位"]], &["|泊位|berth"]),
    ];
    for (table, want) in cases {
        let got = rows_of(table);
        assert_eq!(got, want, "{table:?}");
    }
}

#[test]
fn headers_name_terms_and_their_definitions() {
    let table: &[&[&str]] = &[
        &["*詞彙ID", "*中文詞彙", "*中文定義", "*英文詞彙", "*英文定義"],
        &["T1", "泊位", "船舶停靠的地方", "berth", "the place where a ship lies"],
        &["T2", "拖輪", "拖帶船舶的船", "tug", "a ship that tows others"],
    ];
    let want = [
        "T1|泊位|berth",
        "T1|船舶停靠的地方|the place where a ship lies",
        "T2|拖輪|tug",
        "T2|拖帶船舶的船|a ship that tows others",
    ];
    assert_eq!(rows_of(table), want);
}

#[test]
fn columns_in_other_languages_are_none_of_ours() {
    let table: &[&[&str]] = &[
        &["English_word", "French_word", "Japanese_word"],
        &["berth", "poste à quai", "停泊所"],
        &["tug", "remorqueur", "曳船"],
    ];
    let found = columns(&strings(table), Extent::Memory).unwrap();
    assert_eq!(found.side, Sides::new(vec![], vec![0]));
    assert!(!of(&[&["French", "法文"], &["German", "德文"]]).unwrap().header);
}

#[test]
fn titles_of_parts_and_examples_do_not_stand_for_the_words() {
    let table: &[&[&str]] = &[
        &["單元", "單詞", "中文"],
        &["Unit 1 第一單元", "berth", "泊位"],
        &["", "tug", "拖輪"],
        &["", "quay", "碼頭"],
        &["", "buoy", "浮標"],
    ];
    assert_eq!(rows_of(table), ["|第一單元\t泊位|Unit 1\tberth", "|拖輪|tug", "|碼頭|quay", "|浮標|buoy"]);
    let table: &[&[&str]] = &[
        &["詞", "義", "例"],
        &["berth", "泊位", "the ship is bound for the second berth of the quay"],
        &["tug", "拖輪", ""],
        &["quay", "碼頭", ""],
    ];
    assert_eq!(columns(&strings(table), Extent::Memory).unwrap().side.en, [0]);
}

#[test]
fn a_word_before_its_explanation_in_both_languages_is_read() {
    let table: &[&[&str]] = &[
        &["詞", "義"],
        &["berth", "泊位 a place at the quay"],
        &["tug", "拖輪 a ship that tows"],
        &["quay", "碼頭 where ships lie"],
    ];
    assert_eq!(rows_of(table)[0], "|泊位|berth\ta place at the quay");
}
