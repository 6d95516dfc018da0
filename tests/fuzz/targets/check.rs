//! The two sides of a passage, the Chinese one on the first line: what a check finds lies on borders of characters.

#![no_main]

use duizhao::check::{Glossary, Options, check};
use duizhao::model::{Kind, Passage, PassageId, SentencePair, SideText, Sides, Span};
use duizhao::wordalign::LearntView;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (zh, en) = text.split_once('\n').unwrap_or((text, ""));
    let span = |text: &str| Some(Span::new(0, text.len()));
    let passage = Passage {
        id: PassageId::row("x", 1),
        kind: Kind::Segment,
        order: 0,
        section: None,
        size: Sides::new(1, 1),
        confidence: 1.0,
        given: true,
        zh: Some(SideText::new(zh)),
        en: Some(SideText::new(en)),
        sentences: vec![SentencePair { zh: span(zh), en: span(en), confidence: 1.0 }],
        reference: None,
        at: Sides::default(),
        code: false,
    };
    let options = Options { glossary: Glossary::new([("書", "book"), ("讀者證", "reader's card")]) };
    for finding in check(&[passage], &LearntView::default(), &options) {
        let on_borders = |text: &str, at: Option<Span>| at.is_none_or(|at| text.get(at.start..at.end).is_some());
        assert!(on_borders(zh, finding.zh) && on_borders(en, finding.en) && !finding.message.is_empty(), "{finding:?}");
    }
});
