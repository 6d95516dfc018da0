//! The law of the readers: every letter and figure that a plain extractor of the format sees is in the document, or among
//! what is left out.

use super::testing::{cases, doc, pdf, xls, zip};
use super::*;
use crate::model::{Body, Raw};
use proptest::prelude::*;
use std::collections::HashMap;

/// How often each letter and figure comes. Raised and lowered figures count as plain ones.
fn letters(texts: impl IntoIterator<Item = String>) -> HashMap<char, usize> {
    let mut count = HashMap::new();
    for c in texts.into_iter().flat_map(|text| text.chars().collect::<Vec<_>>()) {
        let plain = |from: &str| from.chars().position(|f| f == c).and_then(|at| "0123456789".chars().nth(at));
        let c = plain("⁰¹²³⁴⁵⁶⁷⁸⁹").or_else(|| plain("₀₁₂₃₄₅₆₇₈₉")).unwrap_or(c);
        if c.is_alphanumeric() {
            *count.entry(c).or_default() += 1;
        }
    }
    count
}

/// All texts of a document, and all that is left out of it.
fn accounted(raw: Raw) -> Vec<String> {
    let mut texts: Vec<String> = raw.left_out.into_iter().map(|piece| piece.text).collect();
    texts.extend([raw.title.zh, raw.title.en].into_iter().flatten());
    match raw.body {
        Body::Blocks(blocks) => texts.extend(blocks.into_iter().map(|block| block.text)),
        Body::Rows(rows) => {
            for row in rows.map_while(Result::ok) {
                texts.extend([row.zh, row.en, row.reference].into_iter().flatten());
                texts.extend(row.left_out.into_iter().map(|piece| piece.text));
            }
        }
    }
    texts
}

/// Reads a file that says `said`, and holds that all of it is accounted for.
fn holds(name: &str, bytes: Vec<u8>, said: &[String]) -> Result<(), TestCaseError> {
    let raw = read(&Input::bytes(name, bytes), &Hint::default());
    let raw = raw.map_err(|e| TestCaseError::fail(e.to_string()))?;
    let format = raw.format;
    let got = letters(accounted(raw));
    for (c, count) in letters(said.iter().cloned()) {
        let found = got.get(&c).copied().unwrap_or_default();
        prop_assert!(
            found >= count,
            "{format}: {c:?} stands {count} times in the file, {found} are accounted for: {said:?}"
        );
    }
    Ok(())
}

/// A text of a cell, a paragraph or a message: Chinese, English, both, figures, codes.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[船港貨費引航員]{1,8}[。；]?",
        "[A-Z][a-z]{1,6}( [a-z]{2,7}){0,6}[.;]?",
        "[0-9]{1,4}([.,][0-9]{1,2})?%?",
        "[船港貨]{2,4} [A-Z][a-z]{3,7}",
        "[A-Z]{2,4}-[0-9]{2}",
        "[а-я]{3,8}",
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..5_usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(text(), width), 1..6))
}

/// Ways in which formats mark text that is not read.
fn mark() -> impl Strategy<Value = usize> {
    0..4_usize
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), ..ProptestConfig::default() })]

    #[test]
    fn html(paragraphs in prop::collection::vec((text(), mark()), 1..8), table in table(), nav in text()) {
        let mut said = vec![nav.clone()];
        let mut html = format!("<html><body><nav>{nav}</nav>");
        for (text, mark) in &paragraphs {
            said.push(text.clone());
            html += &match mark {
                0 => format!("<p>{text}</p>"),
                1 => format!("<p hidden>{text}"),
                2 => format!("<p>x<sup>{text}</sup><del>{text}</del></p>"),
                _ => format!("<ul><li>{text}<li style='display:none'>{text}</ul>"),
            };
        }
        html += "<table>";
        for row in &table {
            html += "<tr>";
            for cell in row {
                said.push(cell.clone());
                html += &format!("<td>{cell}");
            }
        }
        holds("x.html", format!("{html}</table></body></html>").into_bytes(), &said)?;
    }

    #[test]
    fn ofd(texts in prop::collection::vec((text(), mark()), 1..8)) {
        let said: Vec<String> = texts.iter().map(|(text, _)| text.clone()).collect();
        let object = |n: usize, text: &str, turn: &str| {
            let y = 20 + 9 * n;
            let text = escape(text);
            format!("<TextObject Boundary='20 {y} 150 5' Size='4' {turn}><TextCode X='0' Y='4'>{text}</TextCode></TextObject>")
        };
        let drawn = |wanted: usize, turn: &str| {
            let chosen = texts.iter().enumerate().filter(|(_, (_, mark))| *mark == wanted);
            chosen.map(|(n, (text, _))| object(n, text, turn)).collect::<String>()
        };
        let page = format!("<Page><Template TemplateID='1'/>{}{}</Page>", drawn(0, ""), drawn(1, "CTM='0 1 -1 0 0 0'"));
        let (template, remarks) = (format!("<Page>{}{}</Page>", drawn(2, ""), object(9, "End.", "")), format!("<P>{}</P>", drawn(3, "")));
        let bytes = zip(&[
            ("OFD.xml", "<OFD><DocRoot>D/Document.xml</DocRoot></OFD>"),
            ("D/Document.xml", "<D><TemplatePage ID='1' BaseLoc='T.xml'/><Page BaseLoc='P.xml'/></D>"),
            ("D/T.xml", &template),
            ("D/P.xml", &page),
            ("D/Annots/P/Annotation.xml", &remarks),
        ]);
        holds("x.ofd", bytes, &said)?;
    }

    #[test]
    fn docx(paragraphs in prop::collection::vec((text(), mark()), 1..8), table in table()) {
        let mut said = Vec::new();
        let mut body = String::new();
        for (text, mark) in &paragraphs {
            said.push(text.clone());
            let text = escape(text);
            body += &match mark {
                0 => format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
                1 => format!("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r></w:p>"),
                2 => format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"),
                _ => format!("<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>{text}</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>"),
            };
        }
        body += "<w:tbl>";
        for row in &table {
            body += "<w:tr>";
            for cell in row {
                said.push(cell.clone());
                body += &format!("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", escape(cell));
            }
            body += "</w:tr>";
        }
        let document = format!("<w:document><w:body>{body}</w:tbl></w:body></w:document>");
        holds("x.docx", zip(&[("word/document.xml", &document)]), &said)?;
    }

    #[test]
    fn sheets(table in table()) {
        let said: Vec<String> = table.iter().flatten().cloned().collect();
        let quoted = |sign: &str| {
            let line = |row: &Vec<String>| row.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(sign);
            table.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        for (name, sign) in [("x.csv", ","), ("x.csv", ";")] {
            let raw = read(&Input::bytes(name, quoted(sign).into_bytes()), &Hint::default());
            // A table without Chinese and English says so as a whole.
            if raw.as_ref().is_ok_and(|raw| raw.warnings.iter().any(|w| w.message.contains("no Chinese or English"))) {
                continue;
            }
            holds(name, quoted(sign).into_bytes(), &said)?;
        }
        let mut rows = String::new();
        for (n, row) in table.iter().enumerate() {
            rows += &format!("<row r='{}'>", n + 1);
            row.iter().for_each(|c| rows += &format!("<c t='inlineStr'><is><t>{}</t></is></c>", escape(c)));
            rows += "</row>";
        }
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let bytes = zip(&[
            ("xl/workbook.xml", "<w><sheet name='a' r:id='1'/></w>"),
            ("xl/_rels/workbook.xml.rels", "<R><Relationship Id='1' Target='s.xml'/></R>"),
            ("xl/s.xml", &sheet),
        ]);
        holds("x.xlsx", bytes, &said)?;
    }

    #[test]
    fn open_sheets_and_slides(paragraphs in prop::collection::vec((text(), mark()), 1..8), table in table()) {
        let said: Vec<String> = paragraphs.iter().map(|(text, _)| text.clone()).chain(table.iter().flatten().cloned()).collect();
        let mut sheet = String::from("<table:table>");
        for (text, _) in &paragraphs {
            sheet += &format!("<table:shapes><text:p>{text}</text:p></table:shapes>");
        }
        let mut slide = String::from("<draw:page>");
        for (text, mark) in &paragraphs {
            slide += &match mark {
                0 => format!("<draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"),
                1 => format!("<draw:frame presentation:class='title'><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"),
                2 => format!("<presentation:notes><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame></presentation:notes>"),
                _ => format!("<office:annotation><text:p>{text}</text:p></office:annotation>"),
            };
        }
        slide += "<draw:frame><table:table>";
        for row in &table {
            let cells: String = row.iter().map(|cell| format!("<table:table-cell><text:p>{cell}</text:p></table:table-cell>")).collect();
            sheet += &format!("<table:table-row>{cells}</table:table-row>");
            slide += &format!("<table:table-row>{cells}</table:table-row>");
        }
        let open = |kind: &str, name: &str, inner: &str| zip(&[
            ("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
            ("content.xml", &format!("<c><office:body><office:{name}>{inner}</office:{name}></office:body></c>")),
        ]);
        holds("x.ods", open("spreadsheet", "spreadsheet", &format!("{sheet}</table:table>")), &said)?;
        holds("x.odp", open("presentation", "presentation", &format!("{slide}</table:table></draw:frame></draw:page>")), &said)?;
    }

    #[test]
    fn books_and_saved_pages(paragraphs in prop::collection::vec((text(), mark()), 1..8)) {
        let said: Vec<String> = paragraphs.iter().map(|(text, _)| text.clone()).collect();
        let body: String = paragraphs.iter().map(|(text, mark)| match mark {
            0 => format!("<p>{text}</p>"),
            1 => format!("<aside epub:type='footnote'><p>{text}</p></aside>"),
            2 => format!("<nav><ol><li>{text}</li></ol></nav>"),
            _ => format!("<div><h2>{text}</h2><ruby>字<rt>{text}</rt></ruby></div>"),
        }).collect();
        let page = format!("<html><body>{body}</body></html>");
        let entries = [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<c><rootfile full-path='p'/></c>"),
            ("p", "<p><manifest><item id='a' href='a' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></p>"),
            ("a", page.as_str()),
        ];
        holds("x.epub", zip(&entries), &said)?;
        let part = |kind: &str, text: &str| format!("--x\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{text}\r\n");
        let plain = said.join("\n");
        let message = format!(
            "MIME-Version: 1.0\r\nSubject: x\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n{}{}--x--\r\n",
            part("text/plain", &plain),
            part("text/html", &page),
        );
        let twice: Vec<String> = said.iter().chain(&said).cloned().collect();
        holds("x.eml", message.into_bytes(), &twice)?;
        let alone = format!("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nMessage-ID: x\r\n\r\n{plain}\r\n");
        holds("y.eml", alone.into_bytes(), &said)?;
    }

    #[test]
    fn lines(units in prop::collection::vec((text(), mark()), 1..8)) {
        let said: Vec<String> = units.iter().map(|(text, _)| text.clone()).collect();
        holds("x.txt", said.join("\n\n").into_bytes(), &said)?;
        let mut markdown = String::from("# T\n\n");
        let mut marked = Vec::new();
        let mut vtt = String::from("WEBVTT\n\n");
        let mut ass = String::from("[Script Info]\n\n[Events]\nFormat: Start, End, Text\n");
        let mut qt = String::new();
        let mut tbx = String::new();
        for (n, (text, mark)) in units.iter().enumerate() {
            marked.extend(std::iter::repeat_n(text.clone(), if *mark == 1 { 5 } else { 1 + mark % 3 / 2 }));
            markdown += &match mark {
                0 => format!("{text}\n\n"),
                1 => format!("- **{text}** [x](<{text}> \"{text}\") ![{text}](y) [z][r{n}]\n\n[r{n}]: <{text}>\n\n"),
                2 => format!("```{text}\n{text}\n```\n\n"),
                _ => format!("a[^{n}]\n\n[^{n}]: {text}\n\n"),
            };
            vtt += &if *mark == 2 { format!("NOTE {text}\n\n") } else { format!("00:{n:02}.000 --> 00:{n:02}.900\n<v A>{text}\n\n") };
            ass += &if *mark == 2 { format!("Comment: {text}\n") } else { format!("Dialogue: 0:00:{n:02}.00,0:00:{n:02}.90,{{\\b1}}{text}\n") };
            let kind = ["", " type='unfinished'", " type='obsolete'", ""].get(*mark).copied().unwrap_or_default();
            qt += &format!("<message><source>{text}</source><comment>{text}</comment><translation{kind}>{text}</translation></message>");
            let lang = ["zh", "en", "de", "zh-TW"].get(*mark).copied().unwrap_or("zh");
            tbx += &format!("<termEntry id='c{n}'><descrip>{text}</descrip><langSet xml:lang='{lang}'><tig><term>{text}</term></tig></langSet></termEntry>");
        }
        let many = |times: usize| -> Vec<String> { std::iter::repeat_n(&said, times).flatten().cloned().collect() };
        holds("x.md", markdown.into_bytes(), &marked)?;
        holds("x.vtt", vtt.into_bytes(), &said)?;
        holds("x.ass", ass.into_bytes(), &said)?;
        holds("x.ts", format!("<TS language='zh_TW'><context><name>n</name>{qt}</context></TS>").into_bytes(), &many(2))?;
        holds("x.tbx", format!("<martif type='TBX'><text><body>{tbx}</body></text></martif>").into_bytes(), &many(2))?;
    }

    #[test]
    fn pages(lines in prop::collection::vec("[A-Z][a-z]{1,6}( [a-z]{2,7}){0,4}|[0-9]{1,4}[.,][0-9]{2}", 1..24), pages in 1..4_usize) {
        let contents: Vec<Vec<u8>> = (0..pages)
            .map(|page| {
                let line = |(n, line): (usize, &String)| format!("BT /F 10 Tf 20 {} Td ({line}) Tj ET\n", 380 - 14 * n);
                lines.iter().skip(page).enumerate().map(line).collect::<String>().into_bytes()
            })
            .collect();
        let said: Vec<String> = (0..pages).flat_map(|page| lines.iter().skip(page).cloned()).collect();
        if said.is_empty() {
            return Ok(());
        }
        let contents: Vec<&[u8]> = contents.iter().map(Vec::as_slice).collect();
        holds("x.pdf", pdf("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", &contents), &said)?;
    }

    #[test]
    fn light_marks(paragraphs in prop::collection::vec((text(), mark()), 1..8), table in table()) {
        let mut said: Vec<String> = paragraphs.iter().map(|(text, _)| text.clone()).collect();
        let all = |each: &dyn Fn(&str, usize) -> String| paragraphs.iter().map(|(text, mark)| each(text, *mark)).collect::<String>();
        let rst = all(&|text, mark| match mark {
            0 => format!("{text}\n\n"),
            1 => format!("a *{text}*, `{text} <http://x>`_\n\n"),
            2 => format!(".. {text}\n\n- {text}\n\n"),
            _ => format!(".. code-block:: x\n\n   {text}\n\n"),
        });
        holds("x.rst", format!("T\n==\n\n{rst}").into_bytes(), &said)?;
        let latex = all(&|text, mark| match mark {
            0 => format!("{}\n\n", text.replace('%', "\\%")),
            1 => format!("a \\textbf{{{0}}}\\footnote{{{0}}}\n\n", text.replace('%', "\\%")),
            2 => format!("% {text}\n"),
            _ => format!("\\section{{{0}}}\\label{{{0}}}\n\n", text.replace('%', "\\%")),
        });
        holds("x.tex", format!("\\begin{{document}}\n{latex}\\end{{document}}").into_bytes(), &said)?;
        said.extend(table.iter().flatten().cloned());
        let rows = |open: &str, row: &str, cell: &str| {
            let line = |cells: &Vec<String>| cells.iter().map(|c| format!("{cell}{c}\n")).collect::<String>();
            open.to_string() + &table.iter().map(|cells| format!("{row}{}", line(cells))).collect::<String>()
        };
        let wiki = all(&|text, mark| match mark {
            0 => format!("{text}\n\n"),
            1 => format!("a '''{text}''' [[b|{text}]]<ref>{text}</ref>\n\n"),
            2 => format!("<!-- {text} -->{{{{x|{text}}}}}\n\n"),
            _ => format!("== {text} ==\n# {text}\n"),
        });
        holds("x.wiki", format!("{wiki}{}|}}\n", rows("{|\n", "|-\n", "| ")).into_bytes(), &said)?;
        let adoc = all(&|text, mark| match mark {
            0 => format!("{text}\n\n"),
            1 => format!("a *{text}* http://x[{text}] footnote:[{text}]\n\n"),
            2 => format!("// {text}\n\n. {text}\n\n"),
            _ => format!("----\n{text}\n----\n\n"),
        });
        holds("x.adoc", format!("== T\n\n{adoc}{}|===\n", rows("|===\n", "\n", "|")).into_bytes(), &said)?;
    }

    #[test]
    fn old_office(paragraphs in prop::collection::vec((text(), mark()), 1..8), table in table(), header in text()) {
        holds("x.xls", xls(&table), &table.concat())?;
        let mut said: Vec<String> = paragraphs.iter().map(|(text, _)| text.clone()).collect();
        let (mut body, mut hidden) = (String::new(), 0..0);
        for (text, mark) in &paragraphs {
            let start = body.encode_utf16().count();
            body += &match mark {
                0 => format!("{text}\r"),
                1 => format!("\u{13} {text} \u{14}x\u{15}\r"),
                2 => format!("\u{13} TOC \u{14}{text}\u{15}\r"),
                _ => format!("{text}\u{7}{text}\u{7}\u{7}\r"),
            };
            if *mark == 0 {
                hidden = start..start + text.encode_utf16().count();
            }
        }
        said.push(header.clone());
        holds("x.doc", doc(&body, &format!("{header}\r"), hidden), &said)?;
    }

    #[test]
    fn memories(units in prop::collection::vec((text(), text(), mark()), 1..8)) {
        let said: Vec<String> = units.iter().flat_map(|(a, b, _)| [a.clone(), b.clone()]).collect();
        let mut tmx = String::new();
        let mut xliff = String::new();
        let mut po = String::from("msgid \"\"\nmsgstr \"Language: zh\\n\"\n");
        for (a, b, mark) in &units {
            let lang = ["zh", "en", "CHS", "de"].get(*mark).unwrap_or(&"zh");
            tmx += &format!("<tu><note>{a}</note><tuv xml:lang='{lang}'><seg>{a}<bpt>{b}</bpt></seg></tuv><tuv xml:lang='en'><seg>{b}</seg></tuv></tu>");
            xliff += &format!("<trans-unit id='x'><source>{a}</source><target>{b}<mrk mtype='x-sdl-deleted'>{b}</mrk></target><note>{a}</note></trans-unit>");
            po += &format!("\n{}msgid \"{a}\"\nmsgstr \"{}\"\n", if *mark == 1 { "#, fuzzy\n" } else { "" }, if *mark == 2 { "" } else { b });
        }
        holds("x.tmx", format!("<tmx version='1.4'><header/><body>{tmx}</body></tmx>").into_bytes(), &said)?;
        holds("x.xlf", format!("<xliff><file source-language='en' target-language='zh'><body>{xliff}</body></file></xliff>").into_bytes(), &said)?;
        let translated: Vec<String> = units.iter().flat_map(|(a, b, mark)| if *mark == 2 { vec![a.clone()] } else { vec![a.clone(), b.clone()] }).collect();
        holds("x.po", po.into_bytes(), &translated)?;
    }

    #[test]
    fn texts_of_programs(units in prop::collection::vec(text(), 1..8)) {
        let numbered: Vec<(String, String)> = units.iter().enumerate().map(|(n, text)| (format!("k{n}"), text.clone())).collect();
        let all = |each: &dyn Fn(&(String, String)) -> String| numbered.iter().map(each).collect::<String>();
        holds("x.resx", format!("<root><resheader/>{}</root>", all(&|(k, v)| format!("<data name='{k}'><value>{v}</value></data>"))).into_bytes(), &units)?;
        holds("strings.xml", format!("<resources>{}</resources>", all(&|(k, v)| format!("<string name='{k}'>{v}</string>"))).into_bytes(), &units)?;
        holds("x.properties", all(&|(k, v)| format!("{k}={v}\n")).into_bytes(), &units)?;
        holds("x.strings", all(&|(k, v)| format!("\"{k}\" = \"{v}\";\n")).into_bytes(), &units)?;
        holds("x.yml", all(&|(k, v)| format!("{k}: \"{v}\"\n")).into_bytes(), &units)?;
        let json = format!("{{\n{}\n}}", numbered.iter().map(|(k, v)| format!("\"{k}\": \"{v}\"")).collect::<Vec<_>>().join(",\n"));
        if let Ok(raw) = read(&Input::bytes("x.json", json.clone().into_bytes()), &Hint::default()) {
            drop(raw);
            holds("x.json", json.into_bytes(), &units)?;
        }
        let unit = |text: &str| format!("{{\"stringUnit\": {{\"state\": \"translated\", \"value\": \"{text}\"}}}}");
        let localized = |v: &str| ["en", "zh-Hans", "de"].map(|tag| format!("\"{tag}\": {}", unit(v))).join(", ");
        let catalogue = numbered.iter().map(|(k, v)| format!("\"{k}\": {{\"localizations\": {{{}}}}}", localized(v)));
        let catalogue = format!("{{\"sourceLanguage\": \"en\", \"strings\": {{{}}}}}", catalogue.collect::<Vec<_>>().join(", "));
        let each_thrice: Vec<String> = [&units[..], &units, &units].concat();
        holds("x.xcstrings", catalogue.into_bytes(), &each_thrice)?;
        let srt = numbered.iter().enumerate().map(|(n, (_, v))| format!("{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n<i>{v}</i>\n\n")).collect::<String>();
        holds("x.srt", srt.into_bytes(), &units)?;
    }

    #[test]
    fn versions_of_texts(units in prop::collection::vec((text(), text(), mark()), 1..8)) {
        let said: Vec<String> = units.iter().flat_map(|(a, b, _)| [a.clone(), b.clone()]).collect();
        let (mut xml, mut svg, mut questions, mut game) = (String::new(), String::new(), String::new(), String::new());
        for (n, (a, b, mark)) in units.iter().enumerate() {
            let lang = ["zh_CN", "en_GB", "de", "x-test"].get(*mark).unwrap_or(&"zh");
            xml += &format!("<p>{a}</p><p xml:lang='{lang}'>{b}</p><p xml:lang='zh_TW'>{a}</p>");
            svg += &format!("<switch><text systemLanguage='{lang}'>{a}</text><text><tspan y='1'>{b}</tspan></text></switch>");
            questions += &format!("Template: q/{n}\nType: note\nDescription: {a}\n {b}\nDescription-{lang}.UTF-8: {b}\n {a}\n .\n  {b}\n\n");
            let language = ["schinese", "english", "french", "own"].get(*mark).unwrap_or(&"None");
            game += &format!("translate {language} l{n}:\n    # e \"{a}\"\n    e \"{b}\"\n\n");
        }
        holds("x.xml", format!("<?xml version='1.0'?><x>{xml}</x>").into_bytes(), &said)?;
        holds("x.svg", format!("<svg><metadata>{}</metadata>{svg}</svg>", said.join(" ")).into_bytes(), &[&said[..], &said].concat())?;
        holds("x.templates", questions.into_bytes(), &[&said[..], &said].concat())?;
        holds("x.rpy", game.into_bytes(), &said)?;
    }

    #[test]
    fn manuals(units in prop::collection::vec((text(), mark()), 1..8), table in table()) {
        let said: Vec<String> = units.iter().map(|(text, _)| text.clone()).chain(table.iter().flatten().cloned()).collect();
        let lines = units.iter().map(|(text, mark)| match mark {
            0 => format!("{text}\n"),
            1 => format!(".TP\n.B {text}\n"),
            2 => format!(".\\\" {text}\n.XX {text}\n"),
            _ => format!(".IP \"{text}\" 4\n.nf\n{text}\n.fi\n"),
        });
        let rows: String = table.iter().map(|row| row.join("\t") + "\n").collect();
        holds("x.1", format!(".TH X 1\n.SH A\n{}.TS\nl l.\n{rows}.TE\n", lines.collect::<String>()).into_bytes(), &said)?;
    }

    #[test]
    fn office(paragraphs in prop::collection::vec((text(), mark()), 1..8), table in table()) {
        let said: Vec<String> = paragraphs.iter().map(|(text, _)| text.clone()).chain(table.iter().flatten().cloned()).collect();
        // ODT
        let mut odt = String::new();
        let mut slide = String::new();
        let mut rtf = String::from("{\\rtf1\\ansi ");
        let coded = |text: &str| text.encode_utf16().map(|u| if u < 128 { char::from(u as u8).to_string() } else { format!("\\u{}?", u as i16) }).collect::<String>();
        for (text, mark) in &paragraphs {
            odt += &match mark {
                0 => format!("<text:p>{text}</text:p>"),
                1 => format!("<text:p>x<office:annotation><text:p>{text}</text:p></office:annotation></text:p>"),
                2 => format!("<text:p><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame></text:p>"),
                _ => format!("<text:table-of-content><text:p>{text}</text:p></text:table-of-content>"),
            };
            slide += &match mark {
                0 => format!("<sp><p><r><t>{text}</t></r></p></sp>"),
                1 => format!("<sp><ph type='ftr'/><p><r><t>{text}</t></r></p></sp>"),
                _ => format!("<sp><ph type='title'/><p><r><rPr strike='sngStrike'/><t>{text}</t></r></p></sp>"),
            };
            rtf += &match mark {
                0 => format!("{}\\par ", coded(text)),
                1 => format!("{{\\v {}}}\\par ", coded(text)),
                2 => format!("x{{\\footnote {}}}\\par ", coded(text)),
                _ => format!("{{\\header {}}}", coded(text)),
            };
        }
        odt += "<table:table>";
        slide += "<tbl>";
        for row in &table {
            odt += "<table:table-row>";
            slide += "<tr>";
            rtf += "\\trowd\\intbl ";
            for cell in row {
                odt += &format!("<table:table-cell><text:p>{cell}</text:p></table:table-cell>");
                slide += &format!("<tc><p><t>{cell}</t></p></tc>");
                rtf += &format!("{}\\cell ", coded(cell));
            }
            odt += "</table:table-row>";
            slide += "</tr>";
            rtf += "\\row ";
        }
        let content = format!("<c><office:body><office:text>{odt}</table:table></office:text></office:body></c>");
        holds("x.odt", zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)]), &said)?;
        let slide = format!("<sld>{slide}</tbl></sld>");
        let entries = [
            ("ppt/presentation.xml", "<p><sldId id='256' r:id='r1'/></p>"),
            ("ppt/_rels/presentation.xml.rels", "<R><Relationship Id='r1' Target='s.xml' Type='x/slide'/></R>"),
            ("ppt/s.xml", slide.as_str()),
        ];
        holds("x.pptx", zip(&entries), &said)?;
        holds("x.rtf", format!("{rtf}\\pard}}").into_bytes(), &said)?;
    }
}
