//! Laws and cases of comparing.

use super::*;
use crate::model::{DocumentInfo, PassageId};
use crate::text::fold::fold;
use proptest::prelude::*;

fn version(id: &str, rows: &[(&str, &str)]) -> Shown {
    let passage = |(n, (zh, en)): (usize, &(&str, &str))| {
        Passage::of_texts(PassageId::passage(id, &[1], n as u32 + 1), n as u32, zh, en)
    };
    let passages = rows.iter().enumerate().map(passage).collect();
    Shown { document: DocumentInfo { id: id.into(), ..DocumentInfo::default() }, passages }
}

fn compared(old: &[(&str, &str)], new: &[(&str, &str)], side: SideFilter) -> Comparison {
    versions(version("old", old), version("new", new), side).unwrap()
}

fn told(comparison: &Comparison) -> Vec<String> {
    let n = |passage: &Option<Passage>| passage.as_ref().map_or("-".into(), |p| p.id.path[1].to_string());
    let one = |change: &Change| format!("{} {} {}", n(&change.old), n(&change.new), change.kind.as_str());
    comparison.changes.iter().map(one).collect()
}

const OLD: &[(&str, &str)] = &[
    ("租賃合同", "Lease"),
    ("租金每月三萬元，於每月五日前支付。", "The rent is RMB 30,000 a month, payable by the fifth day."),
    ("乙方不得轉租倉庫。", "Party B shall not sublet the warehouse."),
    ("爭議由上海仲裁委員會仲裁。", "Disputes are arbitrated by the Shanghai Arbitration Commission."),
    ("本合同自簽字之日起生效。", "This contract takes effect on the day of signing."),
];

const NEW: &[(&str, &str)] = &[
    ("租賃合同", "Lease"),
    ("本合同自簽字之日起生效。", "This contract takes effect on the day of signing."),
    ("租金每月三萬五千元，於每月五日前支付。", "The rent is RMB 35,000 a month, payable by the fifth day."),
    ("乙方未經同意不得轉租倉庫。", "Party B shall not sublet the warehouse."),
    ("保證金於合同期滿時退還。", "The deposit is returned at the end of the contract."),
];

#[test]
fn each_passage_is_told_what_became_of_it() {
    let comparison = compared(OLD, NEW, SideFilter::Both);
    assert_eq!(told(&comparison), ["1 1 same", "5 2 moved", "2 3 changed", "3 4 changed", "4 - removed", "- 5 added"]);
    let rent = &comparison.changes[2];
    assert!(rent.figures() && rent.only().is_none());
    let marked = |spans: &[crate::model::Difference], text: &str| {
        spans.iter().map(|d| d.span.of(text).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(marked(&rent.differences.zh.old, OLD[1].0), ["三萬元"]);
    assert_eq!(marked(&rent.differences.zh.new, NEW[2].0), ["三萬五千元"]);
    assert_eq!(marked(&rent.differences.en.new, NEW[2].1), ["RMB 35,000"]);
    let sublet = &comparison.changes[3];
    assert_eq!((sublet.only(), sublet.figures()), (Some(Side::Zh), false));
    assert_eq!(marked(&sublet.differences.zh.new, NEW[3].0), ["未經同意"]);
}

#[test]
fn one_side_that_is_asked_for_decides_alone() {
    let english = compared(OLD, NEW, SideFilter::En);
    assert_eq!(english.side, Side::En);
    assert_eq!(told(&english)[3], "3 4 same");
    let error = versions(version("a", &[("租金", "")]), version("b", &[("", "Rent")]), SideFilter::Both).unwrap_err();
    assert!(error.to_string().contains("no Chinese or English in common"), "{error}");
}

#[test]
fn the_script_is_no_difference_between_two_scripts() {
    let comparison = compared(&[("商業秘密受保護。", "")], &[("商业秘密受保护。", "")], SideFilter::Both);
    assert!(comparison.across_scripts && told(&comparison) == ["1 1 same"]);
    let comparison = compared(&[("臺灣的商業秘密。", "")], &[("台灣的商業秘密。", "")], SideFilter::Both);
    assert_eq!(told(&comparison), ["1 1 changed"]);
}

#[test]
fn a_figure_written_otherwise_is_a_change_and_no_other_figure() {
    let found = differences("期限為三十日。", "期限為30日。", Side::Zh, false);
    assert!(!found.is_empty() && !found.figures());
    assert!(differences("within thirty days", "within sixty days", Side::En, false).figures());
    assert!(differences("a  b\nc", "a b c", Side::En, false).is_empty());
}

/// A text without what is marked, blanks left out.
fn rest(text: &str, marked: &[crate::model::Difference]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for difference in marked {
        out.push_str(&text[at..difference.span.start]);
        at = difference.span.end;
    }
    out.push_str(&text[at..]);
    out.retain(|c| !c.is_whitespace());
    out
}

proptest! {
    #[test]
    fn without_what_is_marked_both_are_the_same(old in "[甲乙商業秘密，。三十百 a-c1-3 \n]{0,40}", new in "[甲乙商業秘密，。三十百 a-c1-3 \n]{0,40}", across: bool) {
        for side in Side::BOTH {
            let found = differences(&old, &new, side, across);
            let (old, new) = (rest(&old, &found.old), rest(&new, &found.new));
            let said = |text: String| if across { fold(&text).into_owned() } else { text };
            prop_assert_eq!(said(old), said(new));
        }
    }

    #[test]
    fn every_passage_is_told_of_once(
        old in proptest::collection::vec("[甲乙丙丁戊己]{1,12}", 0..14),
        new in proptest::collection::vec("[甲乙丙丁戊己]{1,12}", 0..14),
        common in proptest::collection::vec("[庚辛壬癸]{3,12}", 1..10),
    ) {
        let rows = |own: &[String]| own.iter().zip(common.iter().cycle()).flat_map(|(a, b)| [a.clone(), b.clone()]).collect::<Vec<_>>();
        let (old, new) = (rows(&old), rows(&new));
        let of = |id: &str, rows: &[String]| version(id, &rows.iter().map(|zh| (zh.as_str(), "")).collect::<Vec<_>>());
        if old.is_empty() || new.is_empty() {
            return Ok(());
        }
        let comparison = versions(of("old", &old), of("new", &new), SideFilter::Both).unwrap();
        let mut before: Vec<u32> = comparison.changes.iter().filter_map(|c| c.old.as_ref()).map(|p| p.order).collect();
        let after: Vec<u32> = comparison.changes.iter().filter_map(|c| c.new.as_ref()).map(|p| p.order).collect();
        before.sort_unstable();
        prop_assert_eq!(before, (0..old.len() as u32).collect::<Vec<_>>());
        prop_assert_eq!(after, (0..new.len() as u32).collect::<Vec<_>>());
        for change in &comparison.changes {
            let same = change.kind == ChangeKind::Same;
            if let (Some(old), Some(new)) = (&change.old, &change.new) {
                prop_assert!(!same || old.text(Side::Zh) == new.text(Side::Zh));
            }
        }
    }

    #[test]
    fn a_version_is_the_same_as_itself(rows in proptest::collection::vec("[甲乙丙丁]{1,12}", 1..20)) {
        let rows: Vec<(&str, &str)> = rows.iter().map(|zh| (zh.as_str(), "x")).collect();
        let comparison = compared(&rows, &rows, SideFilter::Both);
        prop_assert!(comparison.differing().next().is_none());
    }
}
