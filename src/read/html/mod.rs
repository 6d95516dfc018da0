//! HTML: the main text of a page as blocks, read from a flat stream of tokens.
//!
//! There is no tree, so nesting costs nothing and tag soup needs no rules: a block ends wherever a block-level tag
//! starts or ends. Navigation, page furniture and scripts are left out; `<main>` or `<article>` is preferred where
//! it holds the text; `lang` gives the side.

mod elements;
mod inline;
mod meta;
mod walk;

use crate::model::{Counted, LeftOutReason, Raw, Side, Sides, Warning};
use crate::read::encoding::text_of;
use crate::read::flow::Flow;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_text;
use crate::read::line_join::collapse;
use crate::read::{mime, plain_text};
use walk::{Scope, walk};

pub use inline::{InlineTag, inline_tag};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let page = page(&text);
    let title = page.title();
    let warnings = encoded.warning().into_iter().collect();
    let (body, left_out) = page.flow.finish();
    let (fields, counted) = (page.fields, Sides::same(Counted::Lines));
    Ok(Raw { format: "html", encoding: encoded.name(), title, fields, counted, body, left_out, warnings })
}

/// A page that was saved with what it shows (MHTML), or a mail.
pub fn read_saved(input: &Input) -> Outcome<Raw> {
    let (head, parts) = mime::message(&input.whole()?)?;
    let (mut flow, mut warnings) = saved(&parts);
    for name in ["from", "to", "cc", "date", "subject"] {
        if let Some(value) = head.header(name) {
            flow.leave_out(LeftOutReason::Comment, value, 1);
        }
    }
    let attached: Vec<String> =
        parts.iter().filter(|part| is_attached(part)).filter_map(mime::Part::file_name).collect();
    if !attached.is_empty() {
        let files = if attached.len() == 1 { "file is" } else { "files are" };
        let names = attached.join(", ");
        warnings
            .push(Warning::new(format!("{} attached {files} not read: {names}; save and index them", attached.len())));
    }
    let mut title = Sides::default();
    if let Some(subject) = head.header("subject").filter(|subject| !subject.trim().is_empty()) {
        *title.get_mut(side_of_text(&subject).unwrap_or(Side::En)) = Some(subject.trim().to_string());
    }
    let format = if input.extension() == "eml" { "eml" } else { "mhtml" };
    let (body, left_out) = flow.finish();
    let named = [("date", "date"), ("from", "author")].into_iter();
    let fields = named.filter_map(|(name, field)| Some((field.to_string(), head.header(name)?.trim().to_string())));
    Ok(Raw { format, title, fields: fields.collect(), body, left_out, warnings, ..Raw::default() })
}

/// The pages among the parts of a message, or its plain text where it has none.
pub fn saved(parts: &[mime::Part]) -> (Flow, Vec<Warning>) {
    let (mut flow, mut warnings) = (Flow::default(), Vec::new());
    let is_page = |part: &&mime::Part| matches!(part.kind().as_str(), "text/html" | "application/xhtml+xml");
    let shown = parts.iter().filter(|part| !is_attached(part));
    let pages = shown.clone().filter(is_page).count();
    for part in shown {
        if is_page(&part) {
            let (text, said) = part.text();
            warnings.extend(said);
            flow.extend(page(&text).flow);
        } else if part.kind() == "text/plain" {
            let (text, said) = part.text();
            if pages > 0 {
                flow.leave_out(LeftOutReason::Alternative, text, 1);
            } else {
                warnings.extend(said);
                flow.extend(plain_text::flow(&text));
            }
        }
    }
    (flow, warnings)
}

/// Whether a part is a file of its own; pictures and styles of a page are no files to a reader.
fn is_attached(part: &mime::Part) -> bool {
    part.header("content-disposition")
        .is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("attachment"))
}

/// What a page holds.
pub struct HtmlPage {
    title: String,
    /// What its `<meta>` elements say.
    fields: Vec<(String, String)>,
    pub flow: Flow,
    /// The language of the whole page.
    side: Option<Side>,
}

impl HtmlPage {
    fn title(&self) -> Sides<Option<String>> {
        let mut title = Sides::default();
        // Chinese is Chinese whatever the page says of itself.
        let read = side_of_text(&self.title);
        let side = if read == Some(Side::Zh) { read } else { self.side.or(read) };
        if let Some(side) = side.filter(|_| !self.title.is_empty()) {
            *title.get_mut(side) = Some(self.title.clone());
        }
        title
    }
}

pub fn page(html: &str) -> HtmlPage {
    // Whether <main> holds most of the text, whether a <nav> is ever closed, and whether the page is in the language
    // that it names, is known only at the end.
    let mut scope = Scope { main: false, furniture: true, language: true };
    let mut best = walk(html, scope, 1);
    if best.other_letters * 6 >= best.letters && best.other_letters > 0 {
        scope.language = false;
        best = walk(html, scope, 1);
    }
    if best.letters_in_main * 2 >= best.letters && best.letters_in_main > 0 {
        best = walk(html, Scope { main: true, ..scope }, 1);
    }
    if best.letters == 0 || best.unclosed {
        best = walk(html, Scope { main: false, furniture: false, ..scope }, 1);
    }
    HtmlPage { title: collapse(&best.title), fields: best.fields, side: best.page_side, flow: best.flow }
}

/// A piece of HTML inside another format, which starts at `line` there.
pub fn fragment(html: &str, line: usize) -> Flow {
    walk(html, Scope { main: false, furniture: false, language: true }, line).flow
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{blocks_of, rows_of, shown};

    fn raw(html: &str) -> Raw {
        read(&Input::bytes("x.html", html.as_bytes()), &Hint::default()).unwrap()
    }

    #[test]
    fn blocks_entities_and_breaks() {
        let got = shown(raw(
            "<!doctype html><title>x</title><style>p{}</style><h1>第一章<br>總則</h1><p>A &amp; <b>b</b>&nbsp;c<br>next\n line</p><script>no</script>\
             <ol start=3><li>three<li><p>four</p><ul><li>inner</ul></ol><pre>a\n  b</pre>中文<div>after</div>",
        ));
        assert_eq!(
            got,
            ["# 第一章總則", "A & b\u{a0}c", "next line", "3. three", "4. four", "inner", "` a\n  b", "中文", "after"]
        );
        assert_eq!(blocks_of(raw("<p>a\n<p>\n b")).last().map(|b| b.line), Some(3));
    }

    #[test]
    fn the_main_text_only() {
        let page = "<html lang=en><title>Law &amp; Order</title><body><header>site</header><nav><ul><li>x</nav><article><header><h1>T</h1></header>\
                    <p>The text of the page, which is long enough.</p></article><div>related</div><footer>legal</footer>";
        let page = raw(page);
        assert_eq!(page.title.en.as_deref(), Some("Law & Order"));
        assert_eq!(shown(page), ["en: # T", "en: The text of the page, which is long enough."]);
        let both = "<p><i></i><span class='x lang-en'>Open 6:30 AM</span> <span class='lang-zh'>早上6:30開門</span>\
            <p>The law calls it <span lang=zh>商業秘密</span>, <span lang=en>trade secret</span>.<p>In 1958.</br>15 年前";
        let apart =
            ["en: Open 6:30 AM", "zh: 早上6:30開門", "The law calls it 商業秘密, trade secret.", "In 1958.", "15 年前"];
        assert_eq!(shown(raw(both)), apart);
        let times = raw("<p><i></i> <span class=lang-en>9:00 - 10:00</span><span class=lang-zh>9時至10時</span>");
        let sides: Vec<_> = blocks_of(times).iter().map(|block| block.side).collect();
        assert_eq!(sides, [Some(Side::En), Some(Side::Zh)]);
        let three = "<p><b class=lang-id>Kembali</b> <b class=lang-en>Back</b> <b class=lang-zh>返回</b><p><b class=zh>泊位</b> / <b class=en>Berth</b>";
        assert_eq!(shown(raw(three)), ["Kembali", "en: Back", "zh: 返回", "zh: 泊位", "en: Berth"]);
        let links = "<a href=1>one</a><br><a>two</a><br><a>three</a><br><a>four</a>";
        assert_eq!(shown(raw(&format!("{links}<p>The text.</p>{links}"))), ["The text."]);
        assert_eq!(shown(raw("<nav><p>never closed")), ["never closed"]);
    }

    #[test]
    fn languages_and_tables() {
        let page = "<html lang=zh-Hant><p>甲<p lang=en>A<p>乙<div lang=en><p>B<div>C</div></div>丙";
        assert_eq!(shown(raw(page)), ["zh: 甲", "en: A", "zh: 乙", "en: B", "en: C", "zh: 丙"]);
        let table = "<table><tr><th>中文<th>English<tr><td>甲方<td>Party A</tr><tr><td>乙方</td><td>Party B</table>";
        assert_eq!(rows_of(raw(table)).len(), 2);
    }

    #[test]
    fn ends_that_are_not_written() {
        for (html, want) in [
            ("<p>一。<p hidden>藏<p>二。", &["一。", "二。"][..]),
            ("<p>令<ruby>舵<rt>duò<rp>)</ruby>手。</p><h2>次</h2><p>三。", &["令舵手。", "## 次", "三。"]),
            (
                "<table><tr><td>甲<td style='display: none'>x<td>乙<tr><td>丙<td hidden>y<td>丁</table><p>後。",
                &["甲 | 乙", "丙 | 丁", "後。"],
            ),
            ("<ul><li>一<li hidden>藏<li>二</ul><p>三", &["一", "二", "三"]),
        ] {
            assert_eq!(shown(raw(html)), want, "{html}");
        }
        let left = raw("<p>一。<p hidden>藏<p>二。").left_out;
        assert_eq!((left.len(), left[0].reason, left[0].text.as_str()), (1, LeftOutReason::Hidden, "藏"));
    }

    #[test]
    fn the_language_of_the_page_is_weighed_against_its_text() {
        let page =
            |lang: &str| shown(raw(&format!("<html lang={lang}><p>船舶應適航。<p>The ship shall be seaworthy.")));
        assert_eq!(page("zh"), ["船舶應適航。", "The ship shall be seaworthy."]);
        assert_eq!(page("en"), ["船舶應適航。", "The ship shall be seaworthy."]);
    }

    #[test]
    fn lines_in_both_languages_weigh_against_the_language_of_the_page() {
        let page = "<html lang=zh-TW><p>Dues of the harbour 港口收費<br>For a berth and a night 泊位一晚<br>\
            The dues are paid at the harbour office before the ship leaves.<br>船舶離港前應在港務處付清費用。";
        let sides: Vec<_> = blocks_of(raw(page)).into_iter().map(|block| block.side).collect();
        assert_eq!(sides, [None; 4]);
        // Chinese with foreign words is Chinese.
        let page = "<html lang=zh><p>使用 harbour 程式<p>請安裝 berth planner<p>引航員登船前要先看潮汐表和天氣";
        assert_eq!(blocks_of(raw(page))[0].side, Some(Side::Zh));
    }

    #[test]
    fn what_a_click_opens_is_text() {
        let page = |link: &str, class: &str| {
            shown(raw(&format!(
                "<p>港務處。<button data-target='{link}'>歷史</button><div class='{class}' id=b aria-hidden=true><p>本港建於1902年。</div>"
            )))
        };
        assert_eq!(page("#b", "modal fade"), ["港務處。", "本港建於1902年。"]);
        assert_eq!(page("#c", "modal fade"), ["港務處。"]);
        assert_eq!(page("#b", "icon"), ["港務處。"]);
    }

    #[test]
    fn choices_of_a_form_are_text() {
        let list = "<select><option>貨船 Cargo ship<option>客船 Passenger ship</select>";
        let form = format!("<form><label>船種 Type</label>{list}</form><p>後。");
        assert_eq!(shown(raw(&form)), ["船種 Type", "貨船 Cargo ship", "客船 Passenger ship", "後。"]);
        assert_eq!(shown(raw(&format!("{list}<p>後。"))), ["後。"]);
    }

    #[test]
    fn a_heading_in_both_languages_is_two() {
        assert_eq!(shown(raw("<h2>第二章<br>收費</h2><p>甲")), ["## 第二章收費", "甲"]);
        let got = shown(raw("<h2>第二章 收費<br>Chapter 2 Dues</h2><p>甲"));
        assert_eq!(got, ["## 第二章 收費", "## Chapter 2 Dues", "甲"]);
    }

    #[test]
    fn formulas_and_raised_figures() {
        let html = "<p>重<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>噸<svg><title>icon</title><text>圖</text></svg>。<p>CO<sub>2</sub>, 10<sup>3</sup> kg<sup>[1]</sup>";
        assert_eq!(shown(raw(html)), ["重a/b噸圖。", "CO₂, 10³ kg[1]"]);
    }

    #[test]
    fn notes_of_a_book() {
        let html = "<p>拖輪費<aside epub:type='footnote'><p>不足一時。</p></aside><p>Towage.";
        assert_eq!(shown(raw(html)), ["拖輪費", "^ 不足一時。", "Towage."]);
    }
}
