//! Tests of the Markdown reader.

use super::*;
use crate::model::BlockKind;
use crate::read::testing::{blocks_of, rows_of, shown};

fn raw(text: &str) -> Raw {
    read(&Input::bytes("x.md", text.as_bytes()), &Hint::default()).unwrap()
}

#[test]
fn lines_in_both_languages_are_no_wrapped_text() {
    let raw = raw(
        "name : The Tide / 潮汐\nlevel : 2\n\nThe tide turns. / 潮汐轉向。\nThe ship is in. / 船到港了。\n\nThe master\nreports. / 船長報告。\n",
    );
    let both = Sides::new(Some("潮汐".to_string()), Some("The Tide".to_string()));
    assert_eq!((&raw.title, &raw.fields[..]), (&both, &[("level".to_string(), "2".to_string())][..]));
    let want = ["The tide turns. / 潮汐轉向。", "The ship is in. / 船到港了。", "The master reports. / 船長報告。"];
    let lines: Vec<usize> = blocks_of(raw).iter().map(|block| block.line).collect();
    assert_eq!(lines, [4, 5, 7]);
    assert_eq!(shown(super::tests::raw(&format!("{}\n", want.join("\n")))), want);
    let notes = "Note: moor here.\nWarning: mind the tide.\n\nThe ship is in.\n";
    assert_eq!(blocks_of(super::tests::raw(notes)).len(), 2);
}

#[test]
fn blocks() {
    let got = shown(raw(
        "---\ntitle: \"规范\"\nlang: zh-hans\n---\n\n# Title *with* `code`\n\nOne [link](x)\nand two.[^1]\n第一行\n第二行\n\n1. first\n2. second\n   - inner\n\n     more\n\n```rust\nfn a() {\n\n}\n```\n\n    set deeper\n\n![logo](x.png)\n\n[^1]: The note.\n",
    ));
    assert_eq!(
        got,
        [
            "# Title with code",
            "One link and two.第一行第二行",
            "1. first",
            "2. second",
            "inner",
            "more",
            "` fn a() {\n\n}",
            "set deeper",
            "^ The note.",
        ]
    );
    assert_eq!(raw("---\ntitle: \"规范\"\n---\n").title.zh.as_deref(), Some("规范"));
    assert_eq!(blocks_of(raw("a\n\nb\nc\n"))[1].line, 3);
}

#[test]
fn front_matter_says_what_the_text_is_about() {
    let text = "---\ntitle: 規範\ndescription: 說明泊位。\ndate: 2024-01-02\nnested:\n  x: 1\n---\n\n正文。\n";
    let raw = raw(text);
    let left: Vec<(&str, usize)> = raw.left_out.iter().map(|piece| (piece.text.as_str(), piece.line)).collect();
    assert_eq!(left, [("x: 1", 6)]);
    assert_eq!(raw.fields, [("date".to_string(), "2024-01-02".to_string())]);
    let lines: Vec<(String, usize)> = blocks_of(raw).into_iter().map(|block| (block.text, block.line)).collect();
    assert_eq!(lines, [("說明泊位。".to_string(), 3), ("正文。".to_string(), 9)]);
}

#[test]
fn what_stands_between_rules_is_text() {
    let log = "# Tides\n\nHigh.\n\n---\n### 2024-08-16\n\nNote: low: tide.\n\n---\n### 2024-08-01\n\nEbb.\n";
    let texts = |text: &str| shown(raw(text));
    assert_eq!(texts(log), ["# Tides", "High.", "### 2024-08-16", "Note: low: tide.", "### 2024-08-01", "Ebb."]);
    assert_eq!(texts("---\n### 2024-08-16\n\nLow.\n\n---\n\nEbb.\n"), ["### 2024-08-16", "Low.", "Ebb."]);
    let matter = "---\nlang: en\n---\n\nHigh.\n\n---\nNote: low: tide.\n\n---\n";
    let lines: Vec<(String, usize)> = blocks_of(raw(matter)).into_iter().map(|b| (b.text, b.line)).collect();
    assert_eq!(lines, [("High.".to_string(), 5), ("Note: low: tide.".to_string(), 8)]);
}

#[test]
fn code_is_code_wherever_it_stands() {
    let kinds = |text: &str| -> Vec<BlockKind> { blocks_of(raw(text)).iter().map(|block| block.kind).collect() };
    use BlockKind::{Code, Heading, Note, Paragraph};
    let shell = "tar xf harbour.tgz\n    cd harbour";
    assert_eq!(kinds(&format!("# A\n\n    {shell}\n\nThe berth.\n")), [Heading(1), Code, Paragraph]);
    assert_eq!(
        kinds("# A\n\nSee the rules of the quay.[^1]\n\n[^1]: So:\n\n    ```\n    make a\n    make b\n    ```\n")[2..],
        [Note, Code]
    );
    // A file of little else is no text for that; one that is a text, set between fences, is.
    let sheet = "# A\n\n```sh\ntar xf harbour.tgz\ncd harbour\nmake install\n```\n";
    assert_eq!(kinds(sheet), [Heading(1), Code]);
    let letter = "# A\n\n```\nThe ship shall be seaworthy, and shall have\na crew that is large enough.\n```\n";
    assert_eq!(kinds(letter), [Heading(1), Paragraph]);
    let set_deeper = "# A\n\n    The berth is for ships\n    of the line.\n";
    assert_eq!(kinds(set_deeper), [Heading(1), Paragraph]);
}

#[test]
fn what_is_struck_out_is_left_out() {
    let raw = raw("The berth costs ~~10 *dollars*~~ 12 dollars.\n");
    let left: Vec<&str> = raw.left_out.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(left, ["10 ", "dollars"]);
    assert!(raw.left_out.iter().all(|piece| piece.reason == LeftOutReason::Deleted));
    assert_eq!(shown(raw), ["The berth costs 12 dollars."]);
}

#[test]
fn tags_of_a_template_are_left_out() {
    let text = "{% include toc.html %}\n\nThe quay {% if a %}is open{% endif %} at {%- assign t=\"36:56\" -%}night.\n\nSay `{% raw %}` or 5 {% 3 and {% open\n";
    let raw = raw(text);
    let left: Vec<String> = raw.left_out.iter().map(|piece| piece.text.clone()).collect();
    assert_eq!(shown(raw), ["The quay is open at night.", "Say {% raw %} or 5 {% 3 and {% open"]);
    assert_eq!(left, ["{% include toc.html %}", "{% if a %}", "{% endif %}", "{%- assign t=\"36:56\" -%}"]);
    let raw = self::raw("{{% notice tip %}}\nMoor at once.\n{{% /notice %}}\n\nSet {{ name }} there.\n");
    let left: Vec<String> = raw.left_out.iter().map(|piece| piece.text.clone()).collect();
    assert_eq!(shown(raw), ["Moor at once.", "Set {{ name }} there."]);
    assert_eq!(left, ["{{% notice tip %}}", "{{% /notice %}}"]);
}

#[test]
fn what_links_pictures_and_fences_say_beside_the_text_is_left_out() {
    let text = "See [the quay](https://quay.example/a \"On the quay\"), [rules][1] and <https://tide.example>.\n\n![a crane](crane.png)\n\n## Dues {#dues}\n\n```toml\nberth = 1\n```\n\n[1]: rules.md \"The rules\"\n";
    let raw = raw(text);
    let left: Vec<(String, usize)> = raw.left_out.iter().map(|piece| (piece.text.clone(), piece.line)).collect();
    let want = [
        ("https://quay.example/a", 1),
        ("On the quay", 1),
        ("1", 1),
        ("crane.png", 3),
        ("a crane", 3),
        ("dues", 5),
        ("toml", 7),
        ("[1]: rules.md \"The rules\"", 11),
    ];
    assert_eq!(left, want.map(|(text, line)| (text.to_string(), line)));
    assert_eq!(shown(raw), ["See the quay, rules and https://tide.example.", "## Dues", "` berth = 1"]);
}

#[test]
fn tables() {
    assert_eq!(shown(raw("# t\n\n| a | b |\n|---|---|\n| 1 | *2* |\n")), ["# t", "a | b", "1 | 2"]);
    let rows = rows_of(raw("| 中文 | English |\n|---|---|\n| 甲方 | Party A |\n| 合同 | contract |\n"));
    assert_eq!((rows.len(), rows[1].en.as_deref()), (2, Some("contract")));
}

#[test]
fn html_inside() {
    assert_eq!(
        shown(raw("<p align=center>Hello <b>there</b></p>\n\nA<br>B <span>c</span>\n")),
        ["Hello there", "A", "B c"]
    );
}

#[test]
fn elements_inside_a_line_name_languages() {
    let text = "- <span class=\"lang-en\">The *tide* turns</span><span class=\"lang-zh\">潮水轉向</span>\n\n<b lang=zh>泊位</b> / <b lang=en>Berth</b>\n\n## <span data-lang=en>Dues</span> <span data-lang=zh>費用</span>\n\nThe law calls it <i lang=zh>商業秘密</i>, <i lang=en>trade secret</i>.\n\n<span class=en>2024</span><span class=zh>2024年</span>\n";
    let want = [
        "en: The tide turns",
        "zh: 潮水轉向",
        "zh: 泊位",
        "en: Berth",
        "en: ## Dues",
        "zh: ## 費用",
        "The law calls it 商業秘密, trade secret.",
        "en: 2024",
        "zh: 2024年",
    ];
    assert_eq!(shown(raw(text)), want);
    let other = "<span class=lang-ja>潮汐です</span><span class=lang-zh>潮汐</span>\n";
    assert_eq!(shown(raw(other)).last().map(String::as_str), Some("zh: 潮汐"));
}

#[test]
fn fields_of_a_text_in_both_languages_are_its_two_sides() {
    let text = "---\ntitle: Tides\ntitle_zh: 潮汐\nexcerpt: Of the tides.\nexcerpt_zh: 說潮汐。\nvenue_zh: 港務處\n---\n\nThe tide turns.\n\n潮水轉向。\n";
    let said = raw(text);
    assert_eq!(said.title, Sides::new(Some("潮汐".to_string()), Some("Tides".to_string())));
    assert_eq!(said.fields, [("venue_zh".to_string(), "港務處".to_string())]);
    let pairs: Vec<_> = blocks_of(said).into_iter().map(|block| (block.text, block.pair)).collect();
    let pair = |text: &str, number| (text.to_string(), number);
    assert_eq!(
        pairs,
        [
            pair("說潮汐。", Some(1)),
            pair("Of the tides.", Some(1)),
            pair("The tide turns.", None),
            pair("潮水轉向。", None)
        ]
    );
    let nested = raw("---\ntitle:\n  zh: 潮汐\n  en: Tides\ndescription_en: Of tides.\n---\n\n潮水。\n");
    assert_eq!(nested.title, Sides::new(Some("潮汐".to_string()), Some("Tides".to_string())));
    assert_eq!(shown(nested)[0], "en: Of tides.");
    let same = raw("---\ntitle: 潮汐\ntitle_zh: 潮汐\ntitle_en: Tides\n---\n\n潮水。\n");
    assert_eq!(same.title.en.as_deref(), Some("Tides"));
    assert_eq!(same.left_out.iter().map(|piece| piece.reason).collect::<Vec<_>>(), [LeftOutReason::Alternative]);
}

#[test]
fn short_codes_of_hugo_are_left_out_and_what_stands_between_them_is_kept() {
    let text = "{{< notice tip >}}\nMoor at once.\n{{< /notice >}}\n\nSee {{<ref \"a.md\">}} and {{</details>}} there, or {{</* tip */>}}.\n";
    let raw = raw(text);
    let left: Vec<String> = raw.left_out.iter().map(|piece| piece.text.clone()).collect();
    assert_eq!(shown(raw), ["Moor at once.", "See and there, or {{</* tip */>}}."]);
    assert_eq!(left, ["{{< notice tip >}}", "{{< /notice >}}", "{{<ref \"a.md\">}}", "{{</details>}}"]);
}
