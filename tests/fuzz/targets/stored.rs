//! What an index holds, damaged: it opens or is refused, and look-ups in what opens end. The first byte says which part
//! of an index it is, and whether the others are that part or what was overwritten in a whole one.

#![no_main]

use duizhao::index::{Record, Synonyms};
use duizhao::model::{DocumentInfo, Side, Span};
use duizhao::text::lexicon::Lexicon;
use duizhao::wordalign::{LearntView, LinkTable, LinkTableBuilder, LinkedPair, learn, link_texts};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

const TEXTS: [(&str, &str); 3] = [
    ("保護商業秘密2件。", "Protect two trade secrets."),
    ("商業秘密案件", "Trade secret cases"),
    ("圖書館的讀者證", "reader's card of the library"),
];

/// What was learnt of the texts, their links, and a record.
static WHOLE: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let learnt = learn(TEXTS.into_iter(), usize::MAX).to_bytes();
    let mut links = LinkTableBuilder::default();
    link_texts(&LearntView::open(&learnt).expect("what was learnt"), &TEXTS, &mut links);
    let info = DocumentInfo { id: "x".into(), paths: vec!["x.txt".into()], ..DocumentInfo::default() };
    [learnt, links.into_bytes(), Record::Document(info).to_bytes()]
});

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let part = usize::from(first % 4);
    let bytes = match WHOLE.get(part) {
        Some(whole) if first & 4 == 0 => damaged(whole, rest),
        _ => rest.to_vec(),
    };
    match part {
        0 => {
            if let Ok(view) = LearntView::open(&bytes) {
                learnt(&view);
            }
        }
        1 => {
            if let Ok(table) = LinkTable::open(&bytes) {
                linked(&LearntView::default().with_links([table, LinkTable::default()]));
            }
        }
        2 => drop(Record::from_bytes(&bytes)),
        _ => {
            if let Ok(Ok(synonyms)) = std::str::from_utf8(&bytes).map(Synonyms::of_text) {
                synonyms.of("trade secret");
            }
        }
    }
});

/// The bytes with others in their place: two bytes say where, the third what; what is left over cuts the end off.
fn damaged(whole: &[u8], damage: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let (changes, rest) = damage.as_chunks::<3>();
    for [low, high, byte] in changes {
        let at = usize::from(u16::from_le_bytes([*low, *high])) % whole.len();
        bytes[at] = *byte;
    }
    bytes.truncate(bytes.len() - rest.first().map_or(0, |cut| usize::from(*cut) % whole.len()));
    bytes
}

fn learnt(view: &LearntView) {
    const WORDS: usize = 50;
    for side in Side::BOTH {
        view.word(side, "商業");
        view.word(side, "trade");
        for word in 0..view.len(side).min(WORDS) as u32 {
            view.key(side, word);
            view.frequency(side, word);
        }
    }
    for zh in 0..view.len(Side::Zh).min(WORDS) as u32 {
        view.renderings(zh).for_each(drop);
        view.t(zh, zh);
    }
    view.rendered_by(&[0, 1, 2]);
    linked(view);
}

fn linked(view: &LearntView) {
    for (zh, en) in TEXTS {
        for (span, _) in LinkedPair::new(view, Lexicon::shared(), zh, en).spot(Side::Zh, Span::new(6, 12)) {
            assert!(en.get(span.start..span.end).is_some(), "{span:?} in {en}");
        }
    }
}
