//! Structure: the small documents of tests/it/structure, and the law that every block ends in one paragraph, or two.
//! Above the line of dashes stands the document, below it what becomes of it; `BLESS=1 cargo test` writes that anew.

use duizhao::model::{BlockKind, Edit, Kind, Side, SideText, Sides};
use duizhao::structure::{Piece, structure};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

/// One block a line. `#h1 ` to `#h6 ` are marked headings, `#p ` is what the format says to be text, `#n ` a note,
/// `#zh ` and `#en ` lines whose language is told, `#title zh ` the title that the format gives.
fn read(document: &str) -> (Vec<Piece>, Sides<Option<String>>) {
    let mut title = Sides::default();
    let mut pieces = Vec::new();
    for (line, text) in (1..).zip(document.lines()) {
        let mut piece = Piece {
            text: text.replace("\\t", "\t"),
            edits: Vec::new(),
            kind: BlockKind::Text,
            side: None,
            line,
            pair: None,
        };
        if let Some((mark, rest)) = text.strip_prefix('#').and_then(|text| text.split_once(' ')) {
            match mark {
                "title" => {
                    title.zh = rest.strip_prefix("zh ").map(str::to_string).or(title.zh);
                    title.en = rest.strip_prefix("en ").map(str::to_string).or(title.en);
                    continue;
                }
                "p" => piece.kind = BlockKind::Paragraph,
                "n" => piece.kind = BlockKind::Note,
                "zh" => piece.side = Some(Side::Zh),
                "en" => piece.side = Some(Side::En),
                level => piece.kind = BlockKind::Heading(level.trim_start_matches('h').parse().expect("a level")),
            }
            piece.text = rest.to_string();
        }
        pieces.push(piece);
    }
    (pieces, title)
}

fn shown(document: &str) -> String {
    let (pieces, title) = read(document);
    let bitext = structure(pieces, title);
    let mut out = String::new();
    for side in Side::BOTH {
        writeln!(out, "{side} title: {}", bitext.title.get(side).as_deref().unwrap_or("none")).expect("a string");
        for p in bitext.side(side) {
            let level = if p.kind == Kind::Heading { p.level.to_string() } else { String::new() };
            write!(out, "{side} {} {}{level}", p.order, p.kind.as_str()).expect("a string");
            if let Some(n) = p.numeral {
                write!(out, " {:?} {}", n.shape, n.value).expect("a string");
            }
            write!(out, " | {}", p.text.replace('\t', "\\t")).expect("a string");
            if let Some(head) = p.head {
                write!(out, " | head: {}", head.of(&p.text)).expect("a string");
            }
            out.push('\n');
        }
    }
    for (name, value) in bitext.fields {
        writeln!(out, "field {name} = {value}").expect("a string");
    }
    for warning in bitext.warnings {
        writeln!(out, "warning {warning}").expect("a string");
    }
    out
}

#[test]
fn documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/structure");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("tests/it/structure") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("text");
        let (document, expected) = text.split_once("\n----\n").unwrap_or((text.trim_end(), ""));
        let shown = shown(document);
        if env::var_os("BLESS").is_some() {
            fs::write(&path, format!("{document}\n----\n{shown}")).expect("written");
        } else {
            assert_eq!(shown, expected, "{}", path.display());
        }
        count += 1;
    }
    assert!(count >= 12, "{count} documents");
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let part = prop::sample::select(vec![
        "第",
        "一",
        "章",
        "條",
        "、",
        "。",
        "知識產權",
        "（",
        "）",
        "1",
        "2.",
        "3.1",
        "Chapter",
        "Article",
        "I.",
        "Trade secret",
        "the act",
        ".",
        " ",
        "\t",
        "(a)",
        "ODR",
        "註：",
        "* ",
        "來源:",
        "Source: ",
        "2024",
        "：",
        "\n",
        "第一條",
        "總則",
        "/",
        "|",
    ]);
    let text =
        prop_oneof![prop::collection::vec(part, 0..10).prop_map(|parts| parts.concat()), "\\PC{0,40}", any::<String>()];
    let kind = prop_oneof![
        6 => Just(BlockKind::Text),
        1 => (1u8..=6).prop_map(BlockKind::Heading),
        1 => Just(BlockKind::Paragraph),
        1 => Just(BlockKind::Note),
    ];
    let side = prop_oneof![4 => Just(None), 1 => Just(Some(Side::Zh)), 1 => Just(Some(Side::En))];
    prop::collection::vec((text, kind, side, any::<bool>()), 0..14).prop_map(|pieces| {
        pieces
            .into_iter()
            .zip(1..)
            .map(|((text, kind, side, edited), line)| {
                let at = text.char_indices().map(|(at, _)| at).nth(text.chars().count() / 2).unwrap_or(0);
                let now = text[at..].chars().next().map_or(0, char::len_utf8);
                let edits = if edited { vec![Edit { at, now, was: "??".into() }] } else { Vec::new() };
                Piece { text, edits, kind, side, line, pair: None }
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn every_block_becomes_one_paragraph_or_some_in_pairs(pieces in pieces()) {
        let source = |text: &str, edits: &[Edit]| SideText { text: text.into(), edits: edits.to_vec() }.source();
        let before: Vec<(usize, String)> =
            pieces.iter().filter(|p| !p.text.trim().is_empty()).map(|p| (p.line, source(&p.text, &p.edits))).collect();
        let bitext = structure(pieces, Sides::default());
        let mut all: Vec<_> = bitext.zh.iter().chain(&bitext.en).collect();
        all.sort_by_key(|p| p.order);
        prop_assert!(all.iter().zip(0..).all(|(p, order)| p.order == order));
        let mut after: Vec<(usize, String)> = Vec::new();
        let mut parts: Vec<usize> = Vec::new();
        for p in all {
            let text = source(&p.text, &p.edits);
            match after.last_mut().filter(|(line, _)| *line == p.line) {
                Some((_, whole)) => {
                    parts.last_mut().into_iter().for_each(|parts| *parts += 1);
                    whole.push_str(&text);
                }
                None => {
                    parts.push(1);
                    after.push((p.line, text));
                }
            }
            prop_assert_eq!(p.level > 0, p.kind == Kind::Heading);
            prop_assert!(p.numeral.is_none_or(|n| p.text.get(..n.len).is_some()));
            prop_assert!(p.head.is_none_or(|head| p.text.get(head.start..head.end).is_some()));
        }
        prop_assert_eq!(after, before);
        prop_assert!(parts.iter().all(|parts| *parts == 1 || parts % 2 == 0), "{:?}", parts);
        for side in Side::BOTH {
            prop_assert!(bitext.side(side).windows(2).all(|pair| pair[0].order < pair[1].order));
        }
    }
}
