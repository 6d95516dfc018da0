//! The laws of links, on odd texts and on made ones.

use super::*;
use crate::model::{Kind, Paragraph, Side};
use proptest::prelude::*;

pub(super) fn paragraphs(texts: &[&str]) -> Vec<Paragraph> {
    let paragraph = |(order, text): (usize, &&str)| Paragraph {
        text: text.to_string(),
        edits: Vec::new(),
        kind: if text.starts_with('#') { Kind::Heading } else { Kind::Paragraph },
        level: 0,
        numeral: None,
        head: None,
        code: false,
        line: order + 1,
        order,
    };
    texts.iter().enumerate().map(paragraph).collect()
}

/// The links of one document as `zh-en` sizes.
fn sizes(zh: &[&str], en: &[&str]) -> String {
    let (zh, en) = (paragraphs(zh), paragraphs(en));
    let alignments = align(&[Pair { zh: &zh, en: &en }]);
    check(&alignments[0], &zh, &en);
    alignments[0].links.iter().map(|l| format!("{}-{}", l.zh.len(), l.en.len())).collect::<Vec<_>>().join(" ")
}

/// Every paragraph is in one link, links rise on the Chinese side, spans lie in the joined texts and rise.
fn check(alignment: &Alignment, zh: &[Paragraph], en: &[Paragraph]) {
    let mut at = 0;
    let mut en_paragraphs: Vec<usize> = Vec::new();
    for link in &alignment.links {
        assert_eq!(link.zh.start, at);
        en_paragraphs.extend(link.en.clone());
        assert!(!link.zh.is_empty() || !link.en.is_empty());
        assert!((0.0..=1.0).contains(&link.confidence), "{}", link.confidence);
        at = link.zh.end;
        for (side, paragraphs) in [(Side::Zh, &zh[link.zh.clone()]), (Side::En, &en[link.en.clone()])] {
            let joined = paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n");
            let mut covered = String::new();
            let mut end = 0;
            for span in link.sentences.iter().filter_map(|s| s.get(side)) {
                assert!(end <= span.start && joined.get(span.start..span.end).is_some());
                assert!(joined[end..span.start].trim().is_empty());
                covered.push_str(span.of(&joined));
                end = span.end;
            }
            assert!(joined[end..].trim().is_empty());
        }
        assert!(link.sentences.iter().all(|s| (0.0..=1.0).contains(&s.confidence)));
    }
    assert_eq!(at, zh.len());
    en_paragraphs.sort_unstable();
    assert!(en_paragraphs.into_iter().eq(0..en.len()));
}

#[test]
fn empty_and_one_sided_documents() {
    assert_eq!(sizes(&[], &[]), "");
    assert_eq!(sizes(&["專利"], &[]), "1-0");
    assert_eq!(sizes(&[], &["A patent.", "A mark."]), "0-1 0-1");
    assert_eq!(sizes(&[""], &[""]), "1-1");
    sizes(&["F\""], &["#", "", "\"\nf", "Σ{𐕰", "#1a\n1? 1", "\"\"\"\"\n\"\n\""]);
    assert!(align(&[]).is_empty());
    assert!(align_segments(&[]).is_empty());
    let beads = align_segments(&[(&[], &["a", "b"]), (&["專利"], &["A patent."])]);
    assert_eq!(beads.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn a_paragraph_without_counterpart_stays_alone() {
    let zh = ["專利權的保護期限為二十年。", "商標註冊有效期為十年。", "著作權自動產生，不必登記。"];
    let en = [
        "The term of protection of a patent is twenty years.",
        "(The English version is a free translation and has no legal force.)",
        "The registration of a trademark is valid for ten years.",
        "Copyright arises automatically; no registration is needed.",
    ];
    assert_eq!(sizes(&zh, &en), "1-1 0-1 1-1 1-1");
}

#[test]
fn both_scripts_give_the_same_links() {
    let en = ["Evidence was collected.", "The court heard the case. It ruled on 3 May.", "Damages: 500,000 yuan."];
    assert_eq!(
        sizes(&["收集了證據。", "法院審理了此案。", "五月三日作出判決。", "賠償五十萬元。"], &en),
        sizes(&["收集了证据。", "法院审理了此案。", "五月三日作出判决。", "赔偿五十万元。"], &en)
    );
}

#[test]
fn one_against_many_and_texts_without_a_dictionary_hit() {
    let many = vec!["A line."; 10_000];
    let one = ["一行。"];
    sizes(&one, &many);
    let long = "A sentence of some length that goes on. ".repeat(3_000);
    sizes(&one, &[&long]);
    let lines: Vec<String> = (0..300).map(|i| format!("zxq{i} vbk{}", i * 7)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    sizes(&lines, &lines);
    sizes(&lines, &lines[..40]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn links_keep_their_laws(
        zh in prop::collection::vec("(#?[專利权。；“”a-c 1-9\\n]{0,30}|\\PC{0,12})", 0..12),
        en in prop::collection::vec("(#?[a-f .?;\"1-9\\n]{0,40}|\\PC{0,12})", 0..12),
    ) {
        let zh: Vec<&str> = zh.iter().map(String::as_str).collect();
        let en: Vec<&str> = en.iter().map(String::as_str).collect();
        sizes(&zh, &en);
    }

    #[test]
    fn beads_cover(zh in prop::collection::vec("[專利权。a1]{0,9}", 0..40), en in prop::collection::vec("[a-f. 1]{0,9}", 0..40)) {
        let (z, e): (Vec<&str>, Vec<&str>) = (zh.iter().map(String::as_str).collect(), en.iter().map(String::as_str).collect());
        let beads = &align_segments(&[(&z, &e)])[0];
        prop_assert!(beads.iter().all(|bead| !bead.zh.is_empty() || !bead.en.is_empty()));
        prop_assert!(beads.iter().flat_map(|bead| bead.zh.clone()).eq(0..z.len()));
        let mut english: Vec<usize> = beads.iter().flat_map(|bead| bead.en.clone()).collect();
        english.sort_unstable();
        prop_assert!(english.into_iter().eq(0..e.len()));
    }
}
