//! The law of places: the line that a passage names is the line on which its text begins.

use super::testing::cases;
use super::*;
use crate::model::{Body, Position};
use proptest::prelude::*;

/// The lines and the texts of a file's passages.
fn placed(name: &str, text: &str) -> Vec<(u32, String)> {
    let raw = read(&Input::bytes(name, text.as_bytes()), &Hint::default()).expect("a file that is read");
    let counted = raw.counted;
    let line = |at: Option<Position>| match at {
        Some(Position::Line(line)) => line,
        other => panic!("{name}: {other:?} is no line"),
    };
    match raw.body {
        Body::Blocks(blocks) => {
            blocks.into_iter().map(|block| (line(counted.zh.position(block.line)), block.text)).collect()
        }
        Body::Rows(rows) => {
            let rows = rows.map(|row| row.expect("a row")).filter(|row| row.zh.is_some() || row.en.is_some());
            rows.map(|row| {
                let at = row.positions(counted);
                (line(at.zh.or(at.en)), row.en.unwrap_or_default())
            })
            .collect()
        }
    }
}

/// Paragraphs with empty lines before each; a paragraph goes on over lines in some.
fn paragraphs() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((1..4_usize, 1..3_usize), 3..8)
}

/// A file of paragraphs, with what stands before each text and behind it.
fn file(paragraphs: &[(usize, usize)], top: &str, before: &str, behind: &str) -> String {
    let mut text = top.to_string();
    for (n, (blank, lines)) in paragraphs.iter().enumerate() {
        text += &"\n".repeat(*blank);
        let more = "and it goes on in another line of the file\n".repeat(lines - 1);
        text += &format!("{before}Item{n} says what the port is for\n{more}{behind}");
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), ..ProptestConfig::default() })]

    #[test]
    fn text_begins_where_it_is_said_to(paragraphs in paragraphs()) {
        for (name, top, before, behind) in [
            ("x.txt", "", "", ""),
            ("x.md", "---\ntitle: x\n---\n", "", ""),
            ("x.md", "# Port\n", "<div>\n<p>", "</p></div>\n"),
            ("x.md", "", "- ", ""),
            ("x.html", "<html><head><title>\nx</title></head>\n<body>", "<p\nclass=x>", "</p>"),
            ("x.rst", "Port\n====\n", "", ""),
            ("x.adoc", "= Port\n", "", ""),
            ("x.wiki", "== Port ==\n{{a\n|b}}\n", "", ""),
            ("x.tex", "\\documentclass{article}\n\\begin{document}\n\\section{Port}\n", "", ""),
        ] {
            let text = file(&paragraphs, top, before, behind);
            let lines: Vec<&str> = text.lines().collect();
            let found = placed(name, &text);
            for n in 0..paragraphs.len() {
                let (line, _) = found
                    .iter()
                    .find(|(_, text)| text.contains(&format!("Item{n} ")))
                    .ok_or_else(|| TestCaseError::fail(format!("{name}: Item{n} is lost")))?;
                let said = lines.get(*line as usize - 1).copied().unwrap_or_default();
                prop_assert!(said.contains(&format!("Item{n} ")), "{name}: Item{n} on line {line}, {said:?}:\n{text}");
            }
        }
    }

    #[test]
    fn rows_begin_where_they_are_said_to(blank in prop::collection::vec(0..3_usize, 2..8)) {
        for (name, top, row, end) in [
            ("x.tsv", "zh\ten\n", "引航%\tPilot%\n", ""),
            ("x.csv", "zh,en\n", "\"引航\n%\",Pilot%\n", ""),
            ("x.jsonl", "", "{\"zh\":\"引航%\",\"en\":\"Pilot%\"}\n", ""),
            ("x.po", "msgid \"\"\nmsgstr \"Language: zh\\n\"\n\n", "msgid \"Pilot%\"\nmsgstr \"引航%\"\n\n", ""),
            ("x.properties", "# pilots\n", "k% = \\\n Pilot%\n", ""),
            ("x.strings", "/* pilots\n*/\n", "\"k%\" =\n\"Pilot%\";\n", ""),
            ("x.ftl", "", "k% =\n    Pilot%\n", ""),
            ("en.yml", "en:\n", "  k%: Pilot%\n", ""),
            ("strings.xml", "<resources>\n", "<string name='k%'\n>Pilot%</string>\n", "</resources>"),
            ("x.resx", "<root>\n", "<data name='k%'>\n<value>Pilot%</value></data>\n", "</root>"),
            ("x.ts", "<TS language='zh'>\n<context>", "<message>\n<source>Pilot%</source><translation>引航%</translation></message>\n", "</context></TS>"),
            ("x.tmx", "<tmx version='1.4'>\n<body>\n", "<tu>\n<tuv xml:lang='zh'><seg>引航%</seg></tuv><tuv xml:lang='en'><seg>Pilot%</seg></tuv></tu>\n", "</body></tmx>"),
            ("x.tbx", "<martif type='TBX'>\n", "<termEntry>\n<langSet xml:lang='en'><tig><term>Pilot%</term></tig></langSet></termEntry>\n", "</martif>"),
            ("x.xlf", "<xliff><file source-language='en'>\n<body>", "<trans-unit id='%'>\n<source>Pilot%</source></trans-unit>\n", "</body></file></xliff>"),
        ] {
            let mut text = top.to_string();
            let mut starts = Vec::new();
            for (n, blank) in blank.iter().enumerate() {
                text += &"\n".repeat(*blank);
                starts.push((text.matches('\n').count() as u32 + 1, format!("Pilot{n}")));
                text += &row.replace('%', &n.to_string());
            }
            text += end;
            prop_assert_eq!(placed(name, &text), starts, "{}:\n{}", name, text);
        }
    }
}

#[test]
fn a_page_break_begins_no_line() {
    assert_eq!(
        placed("x.txt", "One.\n\u{C}Two.\u{C}Three.\nFour."),
        [(1, "One.".into()), (2, "Two.".into()), (2, "Three.".into()), (3, "Four.".to_string())]
    );
}
