//! Sentence splitting: a table of cases, its laws on any text, and the boundaries of a hand-made gold
//! (only where `DUIZHAO_DATA` names the folder that holds it).

use duizhao::model::{Side, Span};
use duizhao::text::sentence::split;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

static CASES: &str = include_str!("sentence/cases.txt");

fn side(name: &str) -> Side {
    if name == "zh" { Side::Zh } else { Side::En }
}

#[test]
fn cases() {
    let mut failed = String::new();
    let mut count = 0;
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, case) = line.split_once('\t').expect("a case is a side, a tab and the text");
        let case = case.replace("\\n", "\n");
        let text = case.replace('‖', "");
        let expected: Vec<&str> = case.split('‖').map(str::trim).collect();
        let got: Vec<&str> = split(&text, side(name)).iter().map(|span| span.of(&text)).collect();
        count += 1;
        if got != expected {
            failed += &format!("\n{name} want {expected:?}\n   have {got:?}");
        }
    }
    assert!(failed.is_empty(), "{failed}");
    assert!(count >= 80, "{count}");
}

/// In order, trimmed, never blank, and only white space left out.
fn check_laws(text: &str, spans: &[Span]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for span in spans {
        prop_assert!(end <= span.start && span.start < span.end && span.end <= text.len());
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        prop_assert_eq!(span.of(text), span.of(text).trim());
        prop_assert!(text[end..span.start].trim().is_empty());
        end = span.end;
    }
    prop_assert!(text[end..].trim().is_empty());
    Ok(())
}

/// Texts that are mostly marks, so that quotes, brackets and stops meet in every order.
fn marks() -> impl Strategy<Value = String> {
    let pieces = [
        "。", "！", "？", "；", "……", "…", ".", "..", " . ", "!", "?", ";", "「", "」", "“", "”", "‘", "’", "'", "\"",
        "（", "）", "(", ")", "《", "》", "[", "]", "[1]", "：", "，", ",", " ", "\u{a0}", "\u{3000}", "\n", "說",
        "他", "的", "一", "No", "Mr", "U.S", "The", "the", "I", "A", "1", "3.14", "é", "𠀀",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn laws_hold_on_any_text(text in "\\PC{0,80}|[\\s\\PC]{0,40}") {
        for side in Side::BOTH {
            check_laws(&text, &split(&text, side))?;
        }
    }

    #[test]
    fn laws_hold_among_marks(text in marks()) {
        for side in Side::BOTH {
            check_laws(&text, &split(&text, side))?;
        }
    }
}

/// Ends of the sentences, counted in characters that are not white space.
fn ends<'t>(sentences: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
    let mut end = 0;
    sentences
        .map(|sentence| {
            end += sentence.chars().filter(|c| !c.is_whitespace()).count();
            end
        })
        .collect()
}

#[test]
fn boundaries_of_the_gold() {
    let Some(data) = std::env::var_os("DUIZHAO_DATA") else {
        eprintln!("left out: DUIZHAO_DATA does not name the data folder");
        return;
    };
    let data = Path::new(&data);
    let read = |name: &str| {
        let text = std::fs::read_to_string(data.join(name)).expect("the data folder holds the report and its gold");
        text.replace('?', " ")
    };
    let report = read("guangdong-ip-2024.txt");
    let lines: Vec<&str> = report.lines().filter(|line| !line.trim().is_empty()).collect();
    for (side, first) in [(Side::Zh, 0), (Side::En, 44)] {
        let gold = read(&format!("gold/align/guangdong/{side}.txt"));
        let rows: Vec<Vec<&str>> = gold.lines().map(|line| line.splitn(3, '\t').collect()).collect();
        let (mut hit, mut have, mut want) = (0, 0, 0);
        for (i, line) in lines.iter().enumerate().skip(first) {
            let number = (i - first + 1).to_string();
            let theirs = ends(rows.iter().filter(|row| row[1] == number).map(|row| row[2]));
            if theirs.is_empty() {
                break;
            }
            let ours = ends(split(line, side).iter().map(|span| span.of(line)));
            hit += ours.intersection(&theirs).count();
            have += ours.len();
            want += theirs.len();
        }
        eprintln!("{side}: {hit} hit, {} invented, {} missed", have - hit, want - hit);
        assert!(want == rows.len() && hit * 100 >= have * 99 && hit * 100 >= want * 99);
    }
}
