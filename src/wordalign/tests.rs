//! The laws of word alignment on a few rows of our own.

use super::*;
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;
use proptest::prelude::*;
use std::sync::LazyLock;

const ROWS: &[(&str, &str)] = &[
    ("省政府加強商業秘密保護。", "The provincial government strengthened trade secret protection."),
    ("法院審理商業秘密案件12件。", "The court heard 12 trade secret cases."),
    ("地理標志條例已經公布。", "The Geographical Indication (GI) Regulations were issued."),
    ("地理標志產品增加到50個。", "The number of GI products rose to 50."),
    ("推廣地理標志，發展農業。", "Promote GI and develop agriculture."),
    ("委員會受理仲裁案件。", "The commission accepted arbitration cases."),
    ("仲裁機構提高了效率。", "Arbitration institutions became more efficient."),
    ("專利申請持續增長。", "Patent applications continued to grow."),
    ("法院審理專利案件30件。", "The court heard 30 patent cases."),
    ("開展藍天行動。", "A Blue Sky campaign was carried out."),
];

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| learn(ROWS.iter().copied(), usize::MAX).to_bytes());

fn view() -> LearntView<'static> {
    LearntView::open(&BYTES).unwrap()
}

fn spotted(row: usize, side: Side, term: &str) -> Vec<&'static str> {
    let (zh, en) = ROWS[row];
    let (from, to) = if side == Side::Zh { (zh, en) } else { (en, zh) };
    let start = from.find(term).unwrap();
    let pair = LinkedPair::new(&view(), Lexicon::shared(), zh, en);
    let spots = pair.spot(side, Span::new(start, start + term.len()));
    spots.into_iter().filter(|(_, confidence)| *confidence >= MARK).map(|(span, _)| span.of(to)).collect()
}

#[test]
fn the_words_that_render_a_word_are_found() {
    assert_eq!(spotted(0, Side::Zh, "商業秘密"), ["trade secret"]);
    assert_eq!(spotted(0, Side::Zh, "商業秘密保護"), ["trade secret protection"]);
    assert_eq!(spotted(1, Side::En, "trade secret"), ["商業秘密"]);
    assert_eq!(spotted(4, Side::Zh, "地理標志"), ["GI"]);
    assert_eq!(spotted(5, Side::Zh, "仲裁"), ["arbitration"]);
    assert_eq!(spotted(9, Side::En, "Blue Sky"), ["藍天"]);
}

fn rendered(term: &str, side: Side) -> Renderings {
    let passages =
        ROWS.iter().filter_map(|&(zh, en)| TermPassage::of(term, side, &view(), Lexicon::shared(), zh, en)).collect();
    renderings(side, passages, |_| None)
}

#[test]
fn renderings_of_both_directions_agree() {
    let zh = rendered("地理標志", Side::Zh);
    assert_eq!(zh.passages, 3);
    // Three sentences do not tell which of its two names a thing has more often.
    assert!(["GI", "Geographical Indication"].contains(&zh.renderings[0].text.as_str()), "{zh:?}");
    assert!(zh.unrendered.is_empty(), "{zh:?}");
    let en = rendered("GI", Side::En);
    assert_eq!(en.renderings[0].text, "地理標志");
    assert_eq!(rendered("trade secrets", Side::En).renderings[0].count, 2);
    assert_eq!(rendered("不在文中", Side::Zh), Renderings::default());
}

#[test]
fn other_words_of_the_same_stem_are_other_renderings() {
    const ROWS: &[(&str, &str)] = &[
        ("保護專利。", "Protect patents."),
        ("專利保護中心", "Patent Protection Center"),
        ("保護商標。", "It protects trademarks."),
        ("商標保護", "Protection of trademarks"),
    ];
    let bytes = learn(ROWS.iter().copied(), usize::MAX).to_bytes();
    let view = LearntView::open(&bytes).unwrap();
    let of =
        |&(zh, en): &(&'static str, &'static str)| TermPassage::of("保護", Side::Zh, &view, Lexicon::shared(), zh, en);
    let found = renderings(Side::Zh, ROWS.iter().filter_map(of).collect(), |_| None);
    let found: Vec<(&str, usize)> = found.renderings.iter().map(|r| (r.text.as_str(), r.count)).collect();
    assert_eq!(found, [("Protection", 2), ("Protect", 2)]);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let again = one_core.install(|| learn(ROWS.iter().chain(ROWS).copied(), usize::MAX).to_bytes());
    assert!(*BYTES == again);
}

#[test]
fn nothing_is_learnt_from_nothing() {
    let bytes = learn([("", ""), ("只有中文", "")].into_iter(), usize::MAX).to_bytes();
    let view = LearntView::open(&bytes).unwrap();
    assert_eq!(view.len(Side::Zh), 0);
    let links = align_pair(&view, Lexicon::shared(), "專利", "patent");
    assert_eq!(links.decided(), [(0, 0)], "the dictionary knows it");
}

#[test]
fn other_bytes_are_refused() {
    assert_eq!(LearntView::open(b"").unwrap_err(), OpenError::Version);
    assert_eq!(LearntView::open(b"dzwords\x01").unwrap_err(), OpenError::Version);
    for end in [8, 20, 300, BYTES.len() - 1] {
        assert_eq!(LearntView::open(&BYTES[..end]).unwrap_err(), OpenError::Damaged);
    }
}

fn use_everything(view: &LearntView, zh: &str, en: &str) {
    let pair = LinkedPair::new(view, Lexicon::shared(), zh, en);
    for link in &pair.links().links {
        assert!((0.0..=1.0).contains(&link.forward) && (0.0..=1.0).contains(&link.backward), "{link:?}");
        assert!(link.zh < pair.links().zh.len() && link.en < pair.links().en.len());
    }
    pair.links().decided();
    for (side, from, to) in [(Side::Zh, zh, en), (Side::En, en, zh)] {
        for span in [Span::new(0, from.len()), Span::new(0, from.chars().next().map_or(0, char::len_utf8))] {
            for (span, confidence) in pair.spot(side, span) {
                assert!((0.0..=1.0).contains(&confidence));
                assert!(!span.is_empty() && to.get(span.start..span.end).is_some());
            }
        }
        let spans = vec![Span::new(0, from.len())];
        let passage = TermPassage::new(view, Lexicon::shared(), zh, en, side, spans);
        renderings(side, vec![passage], |_| None);
    }
}

proptest! {
    #[test]
    fn any_text_can_be_linked(zh in "[商業秘密地理標志0-9a-zA-Z，。 \\PC]{0,40}", en in "[a-zA-Z0-9 .,()'-]{0,60}") {
        use_everything(&view(), &zh, &en);
    }

    #[test]
    fn damaged_bytes_do_no_harm(at in 0usize..BYTES.len(), bytes in proptest::collection::vec(any::<u8>(), 1..40)) {
        let mut damaged = BYTES.clone();
        for (to, from) in damaged[at..].iter_mut().zip(&bytes) {
            *to = *from;
        }
        if let Ok(view) = LearntView::open(&damaged) {
            use_everything(&view, ROWS[0].0, ROWS[0].1);
            (0..view.len(Side::Zh) as u32).for_each(|zh| view.renderings(zh).for_each(drop));
        }
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut with_magic = BYTES[..8].to_vec();
        with_magic.extend(&bytes);
        for bytes in [bytes, with_magic] {
            if let Ok(view) = LearntView::open(&bytes) {
                use_everything(&view, "專利", "patent");
            }
        }
    }
    #[test]
    fn stored_links_are_those_of_aligning(
        rows in proptest::collection::vec(0..ROWS.len(), 1..5),
        unknown in "[地理標志a-c，。 \\PC]{0,6}",
    ) {
        let (zh, en): (Vec<&str>, Vec<&str>) = rows.iter().map(|row| ROWS[*row]).unzip();
        let (zh, en) = (zh.concat() + &unknown, en.join(&format!(" {unknown} ")));
        let aligned = align_pair(&view(), Lexicon::shared(), &zh, &en);
        let bytes = stored(&[(&zh, &en)]);
        let view = view().with_links([LinkTable::open(&bytes).unwrap(), LinkTable::default()]);
        let stored = align_pair(&view, Lexicon::shared(), &zh, &en);
        prop_assert_eq!((&stored.zh, &stored.en), (&aligned.zh, &aligned.en));
        let is_mark = |token: &Token| Class::of(&token.key) == Class::Mark;
        let worth = |l: &&WordLink| l.forward.max(l.backward) >= 0.31 && !is_mark(&aligned.zh[l.zh]) && !is_mark(&aligned.en[l.en]);
        for link in aligned.links.iter().filter(worth) {
            let kept = stored.links.iter().find(|l| (l.zh, l.en) == (link.zh, link.en));
            let near = |l: &WordLink| (l.forward - link.forward).abs() < 0.04 && (l.backward - link.backward).abs() < 0.04;
            prop_assert!(kept.is_some_and(near), "{:?} {:?}", link, kept);
        }
        // Where they are left to whoever shows the texts they are the same ones.
        let made = align_pair(&self::view().with_links_when_shown(), Lexicon::shared(), &zh, &en);
        prop_assert_eq!((&made.links, &made.trust), (&stored.links, &stored.trust));
        // Another text has none of them.
        prop_assert!(view.stored_links(&en, &zh).is_none());
    }

    #[test]
    fn damaged_links_do_no_harm(at: prop::sample::Index, bytes in proptest::collection::vec(any::<u8>(), 1..40)) {
        let mut damaged = stored(ROWS);
        let at = at.index(damaged.len());
        for (to, from) in damaged[at..].iter_mut().zip(&bytes) {
            *to = *from;
        }
        if let Ok(table) = LinkTable::open(&damaged) {
            let view = view().with_links([table, LinkTable::default()]);
            ROWS.iter().for_each(|(zh, en)| use_everything(&view, zh, en));
        }
        // What is left of a table that was cut off is refused.
        prop_assert!(LinkTable::open(&stored(ROWS)[..at]).is_err());
    }
}

fn stored<S: AsRef<str> + Sync>(texts: &[(S, S)]) -> Vec<u8> {
    let mut table = LinkTableBuilder::default();
    link_texts(&view(), texts, &mut table);
    table.into_bytes()
}

#[test]
fn tables_of_links_join() {
    let (first, second) = (stored(&ROWS[..6]), stored(&ROWS[4..]));
    let mut both = LinkTableBuilder::default();
    [&first, &second].iter().for_each(|bytes| both.extend(&LinkTable::open(bytes).unwrap()));
    assert!(both.into_bytes() == stored(ROWS));
    assert!(LinkTable::open(&stored::<&str>(&[])).unwrap().is_empty());
}

#[test]
fn a_part_of_a_stored_term_has_its_own_words() {
    let rows = [
        ("當事人可以請求仲裁庭作出裁決。", "A party may request the arbitral tribunal to make an award."),
        ("仲裁庭應保守商業秘密。", "The arbitral tribunal shall keep trade secrets."),
        ("裁決由仲裁庭作出。", "The award is made by the arbitral tribunal."),
    ];
    let learnt = learn(rows.into_iter(), usize::MAX).to_bytes();
    let view = LearntView::open(&learnt).unwrap();
    let mut table = LinkTableBuilder::default();
    link_texts(&view, &rows, &mut table);
    let bytes = table.into_bytes();
    let view = view.with_links([LinkTable::open(&bytes).unwrap(), LinkTable::default()]);
    let (zh, en) = rows[0];
    let start = zh.find("仲裁").unwrap();
    for (term, words) in [("仲裁", "arbitral"), ("仲裁庭", "arbitral tribunal")] {
        let span = Span::new(start, start + term.len());
        let pair = LinkedPair::about(&view, Lexicon::shared(), zh, en, Side::Zh, &[span]);
        let found: Vec<&str> = pair.spot(Side::Zh, span).into_iter().map(|(span, _)| span.of(en)).collect();
        assert_eq!(found, [words]);
    }
}
