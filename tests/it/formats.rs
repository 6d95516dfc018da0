//! The same content in several formats gives the same passages: `tests/it/formats/library.*` is one text of our own, written
//! out by the programs that people use (`make.sh` says how).

use duizhao::model::{Kind, Passage, Position, Query, Side};
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{Silent, in_memory};
use std::path::{Path, PathBuf};

/// Formats of running text, the first of which the others are compared with; formats of rows.
const TEXTS: [&str; 11] = ["md", "txt", "html", "docx", "odt", "doc", "pdf", "rst", "adoc", "wiki", "tex"];
const ROWS: [&str; 5] = ["tmx", "xlf", "tsv", "xls", "xcstrings"];

fn passages(ending: &str) -> Vec<Passage> {
    let file: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/formats/library").with_extension(ending);
    let (store, report) = in_memory(&duizhao::request::UpdateRequest::adding([file]), &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    let mut passages = Vec::new();
    let mut gather = |passage| {
        passages.push(passage);
        Ok(())
    };
    LocalIndex::new(store).each(&Query::everything(), &mut gather).unwrap();
    passages
}

fn texts(passage: &Passage) -> (&str, &str) {
    (passage.text(Side::Zh), passage.text(Side::En))
}

#[test]
fn running_text_gives_the_same_passages_in_the_same_places() {
    let place = |p: &Passage| format!("{} {:?} {:?}\n", p.id, p.kind, texts(p));
    let all = |ending: &str| passages(ending).iter().map(place).collect::<String>();
    let wanted = all(TEXTS[0]);
    for ending in &TEXTS[1..] {
        assert_eq!(all(ending), wanted, "{ending}");
    }
}

#[test]
fn rows_give_the_same_texts() {
    let wanted = passages(TEXTS[0]);
    for ending in ROWS {
        let rows = passages(ending);
        assert!(rows.iter().all(|row| row.kind == Kind::Segment && row.given));
        assert_eq!(
            rows.iter().map(texts).collect::<Vec<_>>(),
            wanted.iter().map(texts).collect::<Vec<_>>(),
            "{ending}"
        );
        let names: Vec<String> = rows.iter().filter_map(|row| row.reference.clone()).collect();
        assert_eq!(names, wanted.iter().map(|p| p.id.to_string()).collect::<Vec<_>>(), "{ending}");
    }
}

/// Where passages begin in their files: the line of a text, the page of a PDF, the cell of a workbook.
#[test]
fn passages_know_their_place() {
    let places = |ending: &str| {
        passages(ending).into_iter().map(|passage| passage.at.zh.or(passage.at.en)).collect::<Vec<Option<Position>>>()
    };
    for ending in ["md", "txt", "html", "rst", "adoc", "wiki", "tex", "tsv", "tmx", "xlf"] {
        let lines: Vec<u32> = places(ending)
            .into_iter()
            .map(|place| match place {
                Some(Position::Line(line)) => line,
                place => panic!("{ending}: {place:?}"),
            })
            .collect();
        assert!(lines.len() == 16 && lines.windows(2).all(|pair| pair[0] <= pair[1]), "{ending}: {lines:?}");
    }
    let pages: Vec<u32> = places("pdf")
        .into_iter()
        .map(|place| match place {
            Some(Position::Page(page)) => page,
            place => panic!("{place:?}"),
        })
        .collect();
    assert!(pages.first() == Some(&1) && pages.windows(2).all(|pair| pair[0] <= pair[1]), "{pages:?}");
    let cell = |row: usize| Some(Position::Cell { sheet: "lib".into(), cell: format!("A{row}") });
    assert_eq!(places("xls"), (2..18).map(cell).collect::<Vec<_>>());
    assert!(places("docx").iter().all(Option::is_none));
}

#[test]
fn the_passages_are_those_of_the_text() {
    let found = passages(TEXTS[0]);
    let kinds = |kind: Kind| found.iter().filter(|p| p.kind == kind).count();
    assert_eq!((found.len(), kinds(Kind::Title), kinds(Kind::Heading)), (16, 1, 3));
    assert!(found.iter().all(|p| p.zh.is_some() && p.en.is_some()));
    assert_eq!(texts(&found[12]), ("讀者證", "reader's card"));
    assert_eq!(found[7].text(Side::En), "2. For damage found on return, fifty per cent of the price is to be paid.");
}
