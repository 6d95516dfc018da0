//! The rules of `check`: a table of pairs with what is found in them, what holds for a document as a whole, and errors
//! put into clean pairs by a seeded hand.

mod inject;
mod injector;
mod long_figures;
mod measure;
mod templates;

use duizhao::check::{Baseline, Glossary, Options, check};
use duizhao::model::{Finding, Kind, Passage, PassageId, Rule, SentencePair, Severity, Side, SideText, Sides, Span};
use duizhao::wordalign::{LearntView, learn};
use measure::Measured;
use std::collections::BTreeMap;

fn row(n: usize, zh: &str, en: &str) -> Passage {
    let side = |text: &str| (!text.is_empty()).then(|| SideText::new(text));
    let whole = |text: &str| (!text.is_empty()).then(|| Span::new(0, text.len()));
    Passage {
        id: PassageId::row("rows", n as u32 + 1),
        kind: Kind::Segment,
        order: n as u32,
        section: None,
        size: Sides::new(1, 1),
        confidence: 1.0,
        given: true,
        zh: side(zh),
        en: side(en),
        sentences: vec![SentencePair { zh: whole(zh), en: whole(en), confidence: 1.0 }],
        reference: None,
        at: Sides::default(),
        code: false,
    }
}

fn found(passages: &[Passage], options: &Options) -> Vec<Finding> {
    let bytes = learn(passages.iter().map(|p| (p.text(Side::Zh), p.text(Side::En))), usize::MAX).to_bytes();
    check(passages, &LearntView::open(&bytes).unwrap(), options)
}

fn written(findings: &[Finding]) -> String {
    let one = |f: &Finding| format!("{}{}", f.rule, if f.severity == Severity::Error { "!" } else { "?" });
    let all: Vec<String> = findings.iter().map(one).collect();
    if all.is_empty() { "-".into() } else { all.join(" ") }
}

#[test]
fn every_case_is_judged() {
    let mut wrong = Vec::new();
    let cases = include_str!("check/cases.tsv").lines().filter(|l| !l.starts_with('#'));
    let mut seen = 0;
    for case in cases {
        let [zh, en, expected] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("{case}") };
        let got = written(&found(&[row(0, zh, en)], &Options::default()));
        seen += 1;
        if got != expected {
            wrong.push(format!("{zh} / {en}: expected {expected}, got {got}"));
        }
    }
    assert!(seen >= 30);
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn spans_are_places_of_both_texts() {
    let passages = [row(0, "工廠有工人1240人。", "The factory has 1,420 workers.")];
    let findings = found(&passages, &Options::default());
    let finding = findings.first().unwrap();
    assert_eq!(finding.zh.unwrap().of(passages[0].text(Side::Zh)), "1240");
    assert_eq!(finding.en.unwrap().of(passages[0].text(Side::En)), "1,420");
    assert_eq!(finding.id.to_string(), "rows#1");
}

#[test]
fn a_glossary_is_followed() {
    let glossary = Glossary::new([("商業秘密", "trade secret|know-how"), ("秘密", "secret")]);
    let passages = [
        row(0, "職員應保守商业秘密。", "Staff shall keep trade secrets."),
        row(1, "職員應保守商業秘密。", "Staff shall keep business information confidential."),
    ];
    let findings = found(&passages, &Options { glossary });
    let glossed: Vec<_> = findings.iter().filter(|f| f.rule == Rule::TermGlossary).collect();
    assert_eq!(glossed.len(), 1);
    assert_eq!((glossed[0].id.to_string().as_str(), glossed[0].severity), ("rows#2", Severity::Error));
}

#[test]
fn a_baseline_keeps_quiet_what_was_accepted() {
    let passages = [row(0, "工廠有工人1240人。", "The factory has 1,420 workers.")];
    let findings = found(&passages, &Options::default());
    let file = Baseline::write(&findings, &passages);
    assert!(Baseline::read(&file).apply(findings.clone(), &passages).is_empty());
    // Paragraphs above change the number, not the finding.
    let moved = [row(0, "前言。", "Preface."), row(1, "工廠有工人1240人。", "The factory has 1,420 workers.")];
    assert!(Baseline::read(&file).apply(found(&moved, &Options::default()), &moved).is_empty());
    // A second of the same words is new.
    let twice: Vec<Finding> = findings.iter().chain(&findings).cloned().collect();
    assert_eq!(Baseline::read(&file).apply(twice, &passages).len(), findings.len());
    assert_eq!(Baseline::read("# nothing\n\n"), Baseline::default());
}

#[test]
fn what_is_found_all_over_a_document_is_said_once() {
    let passages: Vec<Passage> = (0..6)
        .map(|n| row(n, &format!("請從 Arudino 下載第{n}版的圖。"), &format!("Get plan {n} from the Arduino site.")))
        .collect();
    let names = |passages: &[Passage]| -> Vec<Finding> {
        let found = found(passages, &Options::default());
        found.into_iter().filter(|f| f.rule == Rule::TermName).collect()
    };
    let once = names(&passages);
    assert_eq!(once.len(), 1, "{once:?}");
    assert!(once[0].message.ends_with("(and the same in 5 more places of the document)"), "{}", once[0].message);
    assert_eq!(once[0].id, passages[0].id);
    // A few are told one by one.
    assert_eq!(names(&passages[..4]).len(), 4);
}

/// What we aligned is an error only where the link is sure; what a file put together is one all the same.
#[test]
fn what_was_linked_doubtfully_is_a_note() {
    let severity = |given: bool, confidence: f32, zh: &str, en: &str| {
        let passage = Passage { given, confidence, ..row(0, zh, en) };
        written(&found(&[passage], &Options::default()))
    };
    let figures =
        |given, confidence| severity(given, confidence, "工廠有工人1240人。", "The factory has 1,420 workers.");
    let said = [(true, 0.1), (false, 0.9), (false, 0.3)].map(|(given, confidence)| figures(given, confidence));
    assert_eq!(said, ["number.changed!", "number.changed!", "number.changed?"]);
    let long = "The harbour master keeps a list of all ships that lie in the harbour. ".repeat(8);
    let short = |given: bool, confidence: f32| {
        let usual = (0..20).map(|n| row(n, "港務長保存港內所有船隻的名單。", &long[..70]));
        let mut passages: Vec<Passage> = usual.collect();
        passages.push(Passage {
            given, confidence, ..row(20, "港務長保存港內所有船隻的名單並且每天更新。", &long)
        });
        written(&found(&passages, &Options::default()))
    };
    let said = [(true, 0.1), (false, 0.9), (false, 0.7)].map(|(given, confidence)| short(given, confidence));
    assert_eq!(said, ["missing.short!", "missing.short!", "missing.short?"]);
}

/// Two words that the document has elsewhere are two words, and no slip; nor is what a program says untranslated. What a rule
/// doubts so was seldom right, so that it is not said.
#[test]
fn what_a_document_has_elsewhere_is_doubted() {
    let slip = |second: &str| {
        let passages = [row(0, "請用 kubex 停船。", "Stop the ship by kubez."), row(1, "第二段說的是港口。", second)];
        let all = found(&passages, &Options::default());
        written(&all.into_iter().filter(|f| f.rule == Rule::TermName).collect::<Vec<_>>())
    };
    let said = ["The harbour is what this is about.", "The harbour has kubex, too.", "Of kubez and kubex."].map(slip);
    assert_eq!(said, ["term.name!", "term.name!", "-"]);
    let same = |before: &str| {
        let line = "The harbour gate could not be opened by the crew.";
        let passages = [row(0, before, "This is what is said:"), row(1, line, line)];
        let all = found(&passages, &Options::default());
        written(&all.into_iter().filter(|f| f.rule == Rule::UntranslatedSame).collect::<Vec<_>>())
    };
    assert_eq!(["程式的輸出如下：", "港務長的話如下："].map(same), ["-", "untranslated.same!"]);
}

/// Rows that a program counts, where the translation has words, are one matter.
#[test]
fn rows_that_are_counted_are_said_once() {
    let words = ["搜尋", "健康", "托兒", "現金及費用", "教育", "住屋"];
    let label = |n: usize| row(n, words[n], &format!("Menu Item Label {}", 9030 + n));
    let count = |rows: usize| found(&(0..rows).map(label).collect::<Vec<_>>(), &Options::default()).len();
    assert_eq!((count(4), count(6)), (4, 1));
}

/// The numbers of facing pages are no slips, however their running heads were paired.
#[test]
fn facing_pages_have_numbers_of_their_own() {
    let page = |n: usize| row(n, &format!("第{n}條 B{}", 2400 + 2 * n), &format!("Section {n} B{}", 2401 + 2 * n));
    let names = |count: usize| {
        let passages: Vec<Passage> = (1..=count).map(page).collect();
        found(&passages, &Options::default()).iter().filter(|f| f.rule == Rule::TermName).count()
    };
    assert_eq!((names(4), names(6)), (4, 0));
}

/// What is reached on pairs of our own, by kind, stands in `check/quality.txt`. The bars are far below what the rules could
/// reach: what is put in is plainer than what people get wrong, so severities are fitted on that alone.
#[test]
fn injected_errors_are_found_in_our_own_pairs() {
    let measured = Measured::of(&templates::pairs(1000, 7), 300, 11);
    assert_eq!(measured.injected(), 300);
    measure::golden("quality.txt", &measured.to_string());
    measured.assert("our own pairs", [0.75, 0.55], 0.02);
}

#[test]
fn injected_errors_are_found_in_laws() {
    let Some(rows) = measure::laws() else { return };
    // Every so-manieth, so that many laws are seen; judged is by the rows that the rules were not tried on.
    let rows: Vec<_> = rows.iter().skip(150_000).filter(|(zh, en)| inject::is_clean(zh, en)).collect();
    let pairs: Vec<(String, String)> = rows.iter().step_by(rows.len() / 1000).take(1000).copied().cloned().collect();
    let measured = Measured::of(&pairs, 300, 11);
    println!("{measured}");
    measured.assert("laws", [0.65, 0.4], 0.02);
}

#[test]
fn injected_errors_are_found_in_news() {
    let Some(rows) = measure::news() else { return };
    // The rules were tried on the first half.
    let measured = Measured::of(rows.get(500..).unwrap(), 150, 11);
    println!("{measured}");
    measured.assert("news", [0.45, 0.3], 0.02);
}

/// The table of findings that were read is large, of many kinds of text, and names the features that the program measures.
#[test]
fn the_labelled_table_is_of_this_program() {
    let labels = include_str!("check/labels.tsv").lines();
    let weights: BTreeMap<(&str, &str), f32> = include_str!("../../src/check/evidence/weights.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.rsplit_once('\t'))
        .map(|(named, weight)| (named.split_once('\t').unwrap(), weight.parse().unwrap()))
        .collect();
    let (mut kinds, mut read) = (BTreeMap::<&str, usize>::new(), 0);
    for label in labels.filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let fields: Vec<&str> = label.split('\t').collect();
        let [kind, _, _, rule, severity, classifier, right, _, features] = fields[..] else { panic!("{label}") };
        assert!(Rule::named(rule).count() == 1 && ["error", "note"].contains(&severity), "{label}");
        assert!(["0", "1"].contains(&right), "{label}");
        let names: Vec<&str> = features.split(' ').filter_map(|f| Some(f.split_once('=')?.0)).collect();
        for (_, feature) in weights.keys().filter(|(c, f)| *c == classifier && !["error", "note", "bias"].contains(f)) {
            assert!(names.contains(feature), "{classifier} weighs {feature}, which is not in the table: {label}");
        }
        *kinds.entry(kind).or_default() += 1;
        read += 1;
    }
    assert!(read >= 400 && kinds.len() >= 8, "{read} {kinds:?}");
    // Every feature that is weighed is one that a finding has: in tests, a classifier asks for all of its features.
    let passages = [row(
        0,
        "工廠有工人1240人，屬於三家公司。會員不得轉讓席位。",
        "The factory has 1,420 workers. Members transfer.",
    )];
    found(&passages, &Options::default());
}

/// The table of the README says what the fit says.
#[test]
fn the_readme_has_the_measured_precision() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("<!-- check_train begins -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- check_train ends -->").unwrap();
    let rows = include_str!("../../src/check/evidence/precision.tsv").lines().filter(|l| !l.starts_with('#'));
    let (mut right, mut all) = (0, 0);
    for fields in rows.map(|l| l.split('\t').collect::<Vec<_>>()) {
        let [rule, severity, r, n] = fields[..] else { panic!("{fields:?}") };
        let (r, n): (usize, usize) = (r.parse().unwrap(), n.parse().unwrap());
        let share = format!("| {n} | {:.2} |", r as f64 / n as f64);
        let line = table.lines().find(|l| l.contains(&format!("`{rule}`"))).unwrap_or_else(|| panic!("{rule}"));
        assert!(line.contains(&share), "{rule} {severity}: {share} is not in {line}");
        if severity == "error" {
            assert!(n < 10 || r as f64 >= 0.75 * n as f64, "{rule} is an error and right in {r} of {n}");
            (right, all) = (right + r, all + n);
        }
    }
    assert!(all > 0 && right as f64 >= 0.85 * all as f64, "{right} of {all} errors were right");
}
