//! Clean: the cases of tests/it/clean/cases.txt, and the law that undone edits give the file's text.

use duizhao::clean::{Survey, repair};
use duizhao::model::SideText;
use proptest::prelude::*;
use std::collections::HashSet;

fn words() -> HashSet<&'static str> {
    include_str!("clean/words.txt").split_whitespace().collect()
}

fn unescaped(text: &str) -> String {
    let mut out = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    while let Some(start) = out.find("\\u{") {
        let end = start + out[start..].find('}').expect("a closing brace");
        let code = u32::from_str_radix(&out[start + 3..end], 16).expect("hexadecimal");
        out.replace_range(start..=end, &char::from_u32(code).expect("a character").to_string());
    }
    out
}

/// A document for each case: `- text` and what becomes of it, `= text` that stays; `+ text` is more of the document,
/// `@damaged` a document that has lost many blanks, `@marked` one whose blanks became question marks.
#[test]
fn cases() {
    let words = words();
    let is_word = |word: &str| words.contains(word);
    let (mut changed, mut kept, mut wrong) = (0, 0, Vec::new());
    for case in include_str!("clean/cases.txt").split("\n\n") {
        let lines: Vec<&str> = case.lines().filter(|line| !line.starts_with('#')).collect();
        let mut document: Vec<String> = Vec::new();
        let mut expected = Vec::new();
        let mut lines = lines.into_iter();
        while let Some(line) = lines.next() {
            match (line.split_at(line.len().min(2)), line) {
                (_, "@damaged") => document.extend(
                    [
                        "The court sets it aside.The act ofthe court",
                        "The law ofthe court.The act is here",
                        "Planningof the act.The court",
                    ]
                    .map(String::from),
                ),
                (_, "@marked") => document.extend(
                    ["The act of?the court in the?law of the?court is from?the law", "The court of?the law, the?act"]
                        .map(String::from),
                ),
                (("+ ", text), _) => document.push(unescaped(text)),
                (("= ", text), _) => {
                    document.push(unescaped(text));
                    expected.push((unescaped(text), unescaped(text)));
                    kept += 1;
                }
                (("- ", text), _) => {
                    let want = lines
                        .next()
                        .and_then(|line| line.strip_prefix("> "))
                        .unwrap_or_else(|| panic!("no '> ' after {text}"));
                    document.push(unescaped(text));
                    expected.push((unescaped(text), unescaped(want)));
                    changed += 1;
                }
                _ => panic!("what is '{line}'?"),
            }
        }
        let survey = Survey::of(document.iter().map(String::as_str), &is_word);
        for (text, want) in expected {
            let repaired = repair(&text, &survey, &is_word);
            assert_eq!(SideText { text: repaired.text.clone(), edits: repaired.edits }.source(), text);
            if repaired.text != want {
                wrong.push(format!("{text:?}\n  got  {:?}\n  want {want:?}", repaired.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(changed >= 35 && kept >= 25, "{changed} changed, {kept} kept");
}

proptest! {
    #[test]
    fn undone_edits_give_the_files_text(blocks in prop::collection::vec(text(), 0..6)) {
        let words = words();
        let is_word = |word: &str| words.contains(word);
        let survey = Survey::of(blocks.iter().map(String::as_str), &is_word);
        for block in &blocks {
            let repaired = repair(block, &survey, &is_word);
            prop_assert!(repaired.edits.windows(2).all(|pair| pair[0].at + pair[0].now <= pair[1].at));
            prop_assert_eq!(&SideText { text: repaired.text, edits: repaired.edits }.source(), block);
        }
    }

    #[test]
    fn repaired_text_needs_few_more_repairs_and_ends(block in text()) {
        let words = words();
        let is_word = |word: &str| words.contains(word);
        let survey = Survey::of([block.as_str()].into_iter(), &is_word);
        let mut text = block;
        for _ in 0..8 {
            let next = repair(&text, &survey, &is_word).text;
            if next == text {
                return Ok(());
            }
            text = next;
        }
        prop_assert!(false, "no end: {text:?}");
    }
}

/// Anything, and text as damage makes it.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "the", "of", "court", "Planning", "IPR", "Act", "?", "\u{fffd}", " ", "  ", "\n", "-\n", "\t", ".", ",", ")",
        "(", "%", "2024", "知", "識", "，", "。", "\u{200b}", "\u{feff}", "\u{ad}", "\u{3000}", "\u{a0}", "`", "é",
        "II.", "\u{92}", "\r", "A", "\"",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()), "\\PC{0,60}", any::<String>()]
}

#[test]
fn lines_of_code_stay_and_what_is_repaired_is_placed() {
    use duizhao::pipeline::{Content, Inputs, Source, prepare};
    use duizhao::read::Input;
    let text = "# 安裝\n\n先解開。\n\n```sh\ntar xf harbour.tgz\ncd harbour\n```\n\nThe master slows\u{200b} down.\n";
    let inputs = Inputs::One(Input::bytes("a.md", text.as_bytes()));
    let prepared = prepare(&Source { id: "a".into(), inputs, encoding: None, fields: Vec::new() }).unwrap();
    let repaired = "repaired 1 invisible character; the first at line 10".to_string();
    assert!(prepared.info.warnings.contains(&repaired), "{:?}", prepared.info.warnings);
    let Content::Text(bitext) = prepared.content else { panic!("rows") };
    assert!(bitext.zh.iter().any(|paragraph| paragraph.text == "tar xf harbour.tgz\ncd harbour"), "{:?}", bitext.zh);
}
