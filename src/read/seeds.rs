//! Small files of every format, to be broken by the tests of `hostile` and by the fuzz targets in `tests/fuzz`.

use super::testing::{doc, pdf, xls, zip};
use crate::read::Format;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

pub const DOCX: &str = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>text</w:t></w:r></w:p></w:body></w:document>";

/// Small files of every format.
pub fn seeds() -> Vec<(Format, Vec<u8>)> {
    let text = |format, text: &str| (format, text.as_bytes().to_vec());
    vec![
        text(Format::Text, "第一条 文本\n\nA line of text that is\nwrapped.\n"),
        text(Format::Tsv, "zh\ten\n甲\tA\n\"乙\"\t\"B, \"\"c\"\"\"\n"),
        text(Format::Csv, "id,zh,en\n1,甲,\"A, b\"\n"),
        text(Format::Columns, "甲 | A\n乙 | B\n"),
        text(
            Format::Markdown,
            "---\ntitle: x\n---\n# T\n\n1. a\n   - b\n\n| a | 中 |\n|--|--|\n| x | y |\n\n<p>h</p>\n[^1]: n\n",
        ),
        text(
            Format::Html,
            "<html lang=zh><title>t</title><nav><a>x</a></nav><main><h1>A<br>b</h1><ol type=a><li>x</ol><table><tr><td>中<td>b</table><pre> c\n</pre>",
        ),
        text(
            Format::Xml,
            "<?xml version='1.0'?><d xml:lang='zh'><title>t</title><p>a<b>c</b></p><![CDATA[x]]>&amp;&#x4e2d;</d>",
        ),
        text(
            Format::Xml,
            "<?xml version='1.0'?><d><!-- a --><!-- EN: b c --><t>甲</t><n>d</n><n xml:lang='zh_TW'>乙</n><n xml:lang='de'>e</n></d>",
        ),
        text(
            Format::Xml,
            "<?xml version='1.0'?><d><i id='1' name='a b'/><i id='2' name='甲'/><i id='3' text='c d' name='e'/></d>",
        ),
        text(
            Format::Tmx,
            "<tmx version='1.4'><header/><body><tu tuid='1'><tuv xml:lang='zh'><seg>甲<bpt i='1'>x<sub>y</sub></bpt></seg></tuv><tuv lang='en'><seg>A</seg></tuv></tu></body></tmx>",
        ),
        text(
            Format::Xliff,
            "<xliff><file source-language='en' target-language='zh'><body><trans-unit id='1'><source>A</source><seg-source><mrk mtype='seg' mid='1'>A</mrk><mrk mtype='seg' mid='2'>B</mrk></seg-source><target state='new'>甲</target></trans-unit></body></file></xliff>",
        ),
        text(
            Format::Po,
            "#, fuzzy\nmsgid \"\"\nmsgstr \"Language: zh\\n\"\n\n#: a\nmsgctxt \"c\"\nmsgid \"A\"\nmsgid_plural \"As\"\nmsgstr[0] \"甲\"\n",
        ),
        text(
            Format::Man,
            ".\\\" c\n.TH A 1\n.SH \"B C\"\n\\fBa\\fP \\(bu \\[u4E2D]\\*(lq\n.TP\n.BR b (1)\n甲\n.TS\ntab(:);\nl l.\na:T{\nb\nT}\n.TE\n.nf\nc\n.fi\n.de X\n..\n.Op Fl f Ar x\n",
        ),
        text(
            Format::Debconf,
            "Template: a/b\nType: note\nDescription: C d\n e\n .\n  f\nDescription-zh_CN.UTF-8: 甲\n 乙\n",
        ),
        text(
            Format::RenPy,
            "translate schinese a_b:\n\n    # e \"C \\\"d\\\"\"\n    e \"甲\"\n\ntranslate schinese strings:\n    old \"e\"\n    new \"乙\"\n",
        ),
        text(
            Format::Svg,
            "<svg><style>a</style><switch><text systemLanguage='zh'>甲<tspan y='1'>乙</tspan></text><text>b</text></switch><desc>c</desc></svg>",
        ),
        text(Format::Json, "{\"zh\": \"甲\", \"en\": \"A\", \"id\": 1}\n{\"zh\": \"乙\"}\n"),
        text(Format::Json, "{\"a b\": [\"甲\"], // c\n \"c\\u0004d e\": \"乙\", /* f */ \"g h\": {\"i j\": \"丙\",},}"),
        text(
            Format::Json,
            "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": [\"# a\\n\", \"甲\"]}, {\"source\": \"```b\", \"outputs\": [{\"text\": \"c\"}]}], \"nbformat\": 4}",
        ),
        (
            Format::Docx,
            zip(&[
                ("word/document.xml", DOCX),
                (
                    "word/numbering.xml",
                    "<n><abstractNum abstractNumId='0'><lvl ilvl='0'><lvlText val='%1.'/></lvl></abstractNum></n>",
                ),
            ]),
        ),
        (
            Format::Odt,
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", "<c><body><text><list><list-item><p>x</p></list-item></list></text></body></c>"),
            ]),
        ),
        (
            Format::Xlsx,
            zip(&[
                ("xl/workbook.xml", "<w><sheet id='1'/></w>"),
                ("xl/_rels/workbook.xml.rels", "<R><Relationship Id='1' Target='s.xml'/></R>"),
                ("xl/s.xml", "<s><row r='1'><c r='A1'><v>中</v></c></row></s>"),
            ]),
        ),
        (
            Format::Epub,
            zip(&[
                ("META-INF/container.xml", "<c><rootfile full-path='p'/></c>"),
                ("p", "<p><item id='a' href='a' media-type='html'/><itemref idref='a'/></p>"),
                ("a", "<p>x"),
            ]),
        ),
        text(
            Format::Subtitles,
            "1\n00:00:01,000 --> 00:00:02,000\n<i>中</i>\na b\n\n2\n00:00:03,000 --> 00:00:04,000\nc\n",
        ),
        text(
            Format::Subtitles,
            "[Script Info]\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,{\\b1}中\\Na\n",
        ),
        text(
            Format::StringCatalogue,
            "{\"sourceLanguage\": \"en\", \"strings\": {\"A\": {\"comment\": \"r\", \"localizations\": {\"zh-Hans\": {\"variations\": {\"plural\": {\"other\": {\"stringUnit\": {\"state\": \"new\", \"value\": \"甲\"}}}}}}}}}",
        ),
        text(
            Format::Strings,
            "<resources><string name='a'>x <b>y</b></string><plurals name='p'><item quantity='one'>z</item></plurals></resources>",
        ),
        text(
            Format::Tbx,
            "<martif type='TBX'><text><body><termEntry id='1'><langSet xml:lang='zh'><tig><term>甲</term></tig></langSet><langSet xml:lang='en'><tig><term>A</term></tig></langSet></termEntry></body></text></martif>",
        ),
        text(Format::KeyLines, "# r\na.b = x\\u4e2d \\\n  y\n/* r */\n\"k\" = \"v\\n\";\n"),
        text(Format::Yaml, "zh:\n  a: \"x\\ty\" # r\n  b: |\n    c\n    d\n  - e\n"),
        text(
            Format::QtTs,
            "<TS language='zh'><context><name>c</name><message><source>a</source><translation>中</translation></message></context></TS>",
        ),
        (
            Format::Pptx,
            zip(&[
                ("ppt/presentation.xml", "<p><sldId id='1' r:id='r'/></p>"),
                ("ppt/_rels/presentation.xml.rels", "<R><Relationship Id='r' Target='s.xml' Type='x/slide'/></R>"),
                (
                    "ppt/s.xml",
                    "<sld><sp><ph type='title'/><p><r><t>中</t></r></p></sp><tbl><tr><tc gridSpan='2'><p><t>a</t></p></tc></tr></tbl></sld>",
                ),
            ]),
        ),
        (
            Format::Odp,
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.presentation"),
                (
                    "content.xml",
                    "<c><body><presentation><page><frame class='title'><text-box><p>x</p></text-box></frame></page></presentation></body></c>",
                ),
            ]),
        ),
        (
            Format::Ofd,
            zip(&[
                ("OFD.xml", "<OFD><DocRoot>D/Document.xml</DocRoot></OFD>"),
                (
                    "D/Document.xml",
                    "<Document><TemplatePage ID='1' BaseLoc='t.xml'/><Page BaseLoc='p.xml'/></Document>",
                ),
                (
                    "D/t.xml",
                    "<Page><TextObject Boundary='1 2 3 4' Size='5'><TextCode X='0' Y='5'>中</TextCode></TextObject></Page>",
                ),
                (
                    "D/p.xml",
                    "<Page><Template TemplateID='1'/><PathObject Boundary='0 0 9 9'><AbbreviatedData>M 0 0 L 9 0</AbbreviatedData></PathObject><TextObject Boundary='1 9 3 4' CTM='1 0 0 1 0 0' Size='5'><TextCode X='0' Y='5' DeltaX='g 2 5'>abc</TextCode></TextObject></Page>",
                ),
            ]),
        ),
        (
            Format::Ods,
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                (
                    "content.xml",
                    "<c><body><spreadsheet><table><table-row><table-cell number-columns-repeated='2'><p>中</p></table-cell></table-row></table></spreadsheet></body></c>",
                ),
            ]),
        ),
        text(
            Format::Rtf,
            "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 S;}}\\pard\\f0 \\'b8\\'db\\u20013? {\\v x}\\par\\trowd\\intbl a\\cell b\\cell\\row\\pard}",
        ),
        text(
            Format::Mime,
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E4=B8=AD a=\nb</p>\n--x--\n",
        ),
        text(
            Format::Rst,
            "T\n==\n\n- a *b* `c <d>`_ [1]_\n\n.. note:: x\n   y\n\n::\n\n  z\n\n=== ===\n中  a\n=== ===\n\n+--+--+\n|a |b |\n+--+--+\n\n.. [1] n\n",
        ),
        text(
            Format::AsciiDoc,
            "= T\n:a: b\n\n. x *y* http://z[w] footnote:[n]\n\n|===\n|中 |a\n|===\n\n----\nc\n----\n",
        ),
        text(
            Format::MediaWiki,
            "== T ==\n{{x|{{y}}}}\n# a '''b''' [[c|d]]<ref>n</ref>\n{| class=x\n! 中\n|-\n| a=b | c || d\n|}\n",
        ),
        text(
            Format::Latex,
            "\\documentclass{a}\n\\title{T}\n\\begin{document}\n\\section{中}\\label{x}\na \\textbf{b}\\footnote{c} $x^{2}$ % r\n\\begin{tabular}{ll}\na & b \\\\\n\\end{tabular}\n\\begin{enumerate}\n\\item x\n\\end{enumerate}\n\\end{document}\n",
        ),
        (Format::Doc, doc("甲\u{13} PAGE \u{14}1\u{15}\r乙\u{7}\u{7}\r", "頁\r", 0..1)),
        (Format::Xls, xls(&[vec!["中".into(), "a".into()], vec!["b".into()]])),
        (
            Format::Pdf,
            pdf(
                "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>",
                &[b"BT /F 10 Tf 20 300 Td <C9CCD2B5> Tj ET"],
            ),
        ),
    ]
}

/// Files that belong together, as the fuzz targets take them: each with its name on a line before it.
fn together(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    files.iter().flat_map(|(name, bytes)| [b"\x1C\x1C", name.as_bytes(), b"\n", bytes].concat()).collect()
}

/// The parts of an archive or a compound file, the small ones; other files as they are.
fn parted(bytes: &[u8]) -> Vec<u8> {
    const SMALL: usize = 20_000;
    let mut parts = Vec::new();
    if bytes.starts_with(b"PK") {
        let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut part = Vec::new();
            let mut entry = archive.by_index(at).unwrap();
            entry.read_to_end(&mut part).unwrap();
            parts.push((entry.name().unwrap().into_owned(), part));
        }
    } else if bytes.starts_with(crate::read::compound::MAGIC) {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
        let streams: Vec<_> =
            file.walk().filter(|entry| entry.is_stream()).map(|entry| entry.path().to_path_buf()).collect();
        for path in streams {
            let mut part = Vec::new();
            file.open_stream(&path).unwrap().read_to_end(&mut part).unwrap();
            parts.push((path.display().to_string(), part));
        }
    } else {
        return bytes.to_vec();
    }
    parts.retain(|(_, part)| part.len() <= SMALL);
    together(&parts)
}

/// `cargo test --lib seeds -- --ignored` writes what the fuzz targets begin with.
#[test]
#[ignore = "writes into tests/fuzz/corpus"]
fn seeds_of_the_fuzz_targets() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = root.join("tests/fuzz/corpus");
    let put = |target: &str, name: &str, bytes: &[u8]| {
        fs::create_dir_all(corpus.join(target)).unwrap();
        fs::write(corpus.join(target).join(name), bytes).unwrap();
    };
    let mut files = Vec::new();
    for (n, (format, bytes)) in seeds().into_iter().enumerate() {
        put(format.name(), &n.to_string(), &parted(&bytes));
        put("document", &n.to_string(), &bytes);
        files.push((format!("{n}.{}", format.name()), bytes));
    }
    for file in fs::read_dir(root.join("tests/it/formats")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        let hint = crate::read::Hint::default();
        let Ok(format) = crate::read::detect(&crate::read::Input::bytes(&path, bytes.clone()), &hint) else { continue };
        put(format.name(), &name, &parted(&bytes));
        put("document", &name, &bytes);
    }
    put("archive", "all", &together(&files));
    let named = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
    for (n, (zh, en)) in [
        (named("a.zh", "甲\n乙\n"), named("a.en", "A\nB\n")),
        (named("a.zh.txt", "第一條 甲。\n\n乙。\n"), named("a.en.txt", "1. Alpha.\n\nBeta.\n")),
        (
            named("a.zh.srt", "1\n00:00:01,000 --> 00:00:02,000\n甲\n"),
            named("a.en.srt", "1\n00:00:01,100 --> 00:00:02,000\nA\n"),
        ),
        (
            named("zh.json", "{\"k\": \"甲\", \"m\": {\"n\": \"乙\"}}"),
            named("en.json", "{\"k\": \"A\", \"m\": {\"n\": \"B\"}}"),
        ),
        (named("a.zh.csv", "id,text\n1,甲\n2,乙\n"), named("a.en.csv", "id,text\n1,A\n2,B\n")),
        (named("zh.yml", "zh:\n  k: 甲\n"), named("en.yml", "en:\n  k: A\n")),
    ]
    .into_iter()
    .enumerate()
    {
        let pair = together(&[zh, en]);
        let targets =
            if n == 0 { &["moses", "pair", "archive", "document"][..] } else { &["pair", "archive", "document"] };
        targets.iter().for_each(|target| put(target, &format!("pair{n}"), &pair));
    }
    (0..8).for_each(|part| put("stored", &part.to_string(), &[part]));
    for (n, query) in [
        "zh:商業秘密 -en:\"trade secret\"",
        "讀者證 OR (card NEAR/3 reader)",
        "/[Bb]ooks?/ date:2020..2021 year>=2019",
        "section:2 kind:heading 書*",
        "書~ fifty per cent num:50%",
    ]
    .into_iter()
    .enumerate()
    {
        put("query", &n.to_string(), query.as_bytes());
        put("search", &n.to_string(), query.as_bytes());
    }
    for (n, (zh, en)) in [
        (
            "2023年3月1日共有1.2萬件，增長5.3%，不得外借。",
            "On 1 March 2023 there were 12,000 items, up 5.3 %; none may be lent.",
        ),
        ("第三條第2款：讀者證收費二十元。", "Article 3(2): a reader's card costs HK$20.00."),
        ("甲公司於民國112年將書籍出口至香港。", "In 2023 company A imported the books from Hong Kong at 10:30 p.m."),
    ]
    .into_iter()
    .enumerate()
    {
        put("check", &n.to_string(), format!("{zh}\n{en}").as_bytes());
    }
}
