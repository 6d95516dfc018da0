//! The rules of `check`: a table of pairs with what is found in them, what holds for a document as a whole, and errors
//! put into clean pairs by a seeded hand.

#[path = "check/inject.rs"]
mod inject;
#[path = "check/templates.rs"]
mod templates;

use duizhao::check::{Baseline, Glossary, Options, check};
use duizhao::model::{Finding, Kind, Passage, PassageId, Rule, SentencePair, Severity, Side, SideText, Sides, Span};
use duizhao::text::wordalign::{LearntView, learn};
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

/// What of the injected errors was found, by kind: found as an error, found at all, injected.
fn score(pairs: &[(String, String)], seed: u64) -> (BTreeMap<&'static str, [usize; 3]>, usize, usize) {
    let injected = inject::inject(pairs, 300, seed);
    let passages: Vec<Passage> = injected.pairs.iter().enumerate().map(|(n, (zh, en))| row(n, zh, en)).collect();
    let findings = found(&passages, &Options::default());
    let mut kinds: BTreeMap<&'static str, [usize; 3]> = BTreeMap::new();
    let mut false_errors = 0;
    for (n, passage) in passages.iter().enumerate() {
        let here: Vec<&Finding> = findings.iter().filter(|f| f.id == passage.id).collect();
        let error = here.iter().any(|f| f.severity == Severity::Error);
        match injected.errors.get(&n) {
            Some(kind) => {
                let counts = kinds.entry(kind).or_default();
                counts[0] += usize::from(error);
                counts[1] += usize::from(!here.is_empty());
                counts[2] += 1;
            }
            None => false_errors += usize::from(error),
        }
    }
    let clean = passages.len() - injected.errors.len();
    for (kind, [error, any, all]) in &kinds {
        println!("{kind:12} {error}/{all} as errors, {any} with notes");
    }
    println!("false errors in {false_errors} of {clean} untouched pairs");
    (kinds, false_errors, clean)
}

fn recall(kinds: &BTreeMap<&'static str, [usize; 3]>, of: &[&str]) -> f64 {
    let chosen = || kinds.iter().filter(|(k, _)| of.is_empty() || of.contains(k)).map(|(_, c)| c);
    let (hit, all): (usize, usize) = (chosen().map(|c| c[0]).sum(), chosen().map(|c| c[2]).sum());
    hit as f64 / all.max(1) as f64
}

const FIGURES: [&str; 3] = ["digit", "unit", "dropped"];

#[test]
fn injected_errors_are_found_in_our_own_pairs() {
    let (kinds, false_errors, clean) = score(&templates::pairs(1000, 7), 11);
    assert_eq!(kinds.values().map(|c| c[2]).sum::<usize>(), 300);
    assert!(recall(&kinds, &FIGURES) >= 0.95, "figures {:.3}", recall(&kinds, &FIGURES));
    assert!(recall(&kinds, &[]) >= 0.8, "all {:.3}", recall(&kinds, &[]));
    assert!(false_errors * 50 <= clean, "{false_errors} of {clean}");
}

#[test]
fn injected_errors_are_found_in_laws() {
    let Some(data) = std::env::var_os("DUIZHAO_DATA") else {
        println!("left out: DUIZHAO_DATA is not set");
        return;
    };
    let file = std::path::Path::new(&data).join("scale/tw-laws.tsv.gz");
    let output = std::process::Command::new("gzip").arg("-dc").arg(&file).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<(String, String)> = text
        .lines()
        .filter_map(|l| {
            let mut fields = l.split('\t');
            Some((fields.next()?.to_string(), fields.next()?.to_string()))
        })
        .filter(|(zh, en)| zh.chars().count() > 8 && en.len() > 20 && zh.chars().count() < 600)
        .collect();
    // The rows from 150,000 on are those that the rules were tried on; judged is by the others. Every so-manieth, so
    // that many laws are seen.
    let rows = &rows[..rows.len().min(150_000)];
    let pairs: Vec<(String, String)> = rows.iter().step_by(rows.len() / 1000).take(1000).cloned().collect();
    let (kinds, false_errors, clean) = score(&pairs, 11);
    println!("figures {:.3}, all {:.3}", recall(&kinds, &FIGURES), recall(&kinds, &[]));
    // What was reached, a little below: the laws have errors and free renderings of their own.
    assert!(recall(&kinds, &FIGURES) >= 0.86, "figures {:.3}", recall(&kinds, &FIGURES));
    assert!(recall(&kinds, &[]) >= 0.69, "all {:.3}", recall(&kinds, &[]));
    assert!(false_errors * 50 <= clean, "{false_errors} of {clean}");
}

#[test]
fn injected_errors_are_found_in_news() {
    let Some(data) = std::env::var_os("DUIZHAO_DATA") else {
        println!("left out: DUIZHAO_DATA is not set");
        return;
    };
    let folder = std::path::Path::new(&data).join("documents/moses");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (zh, en) = (read("ntrex.1-1000.zh"), read("ntrex.1-1000.en"));
    let pairs: Vec<(String, String)> = zh.lines().zip(en.lines()).map(|(z, e)| (z.into(), e.into())).collect();
    let (kinds, false_errors, clean) = score(&pairs, 11);
    println!("figures {:.3}, all {:.3}", recall(&kinds, &FIGURES), recall(&kinds, &[]));
    assert!(false_errors * 25 <= clean, "{false_errors} of {clean}");
}
