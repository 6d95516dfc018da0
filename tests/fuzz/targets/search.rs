//! Any text is looked for, as a query and as a text whose counterpart is sought: marks and parts lie on borders of
//! characters.

#![no_main]

use duizhao::model::{Passage, Side, Span};
use duizhao::request::{CounterpartRequest, SearchRequest, UpdateRequest};
use duizhao::{Index, Silent};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/../it/formats/library.md");
    Index::in_memory(&UpdateRequest::adding([text]), &Silent).expect("an index").0
});

fuzz_target!(|text: &str| {
    let on_borders = |passage: &Passage, side: Side, at: Span| passage.text(side).get(at.start..at.end).is_some();
    let mut request = SearchRequest::new(text);
    request.options.explain = true;
    if let Ok(results) = INDEX.search(request) {
        for hit in &results.hits {
            for side in Side::BOTH {
                let marks = hit.marks.get(side);
                assert!(marks.iter().all(|mark| on_borders(&hit.passage, side, mark.span)), "{hit:?}");
            }
        }
    }
    if let Ok(found) = INDEX.counterpart(CounterpartRequest::new(text)) {
        for found in &found.matches {
            for side in Side::BOTH {
                let part = *found.parts.get(side);
                assert!(part.is_none_or(|at| on_borders(&found.passage, side, at)), "{found:?}");
            }
        }
    }
});
