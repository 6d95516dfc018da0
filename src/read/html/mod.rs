//! HTML: the main text of a page as blocks, read from a flat stream of tokens.
//!
//! There is no tree, so nesting costs nothing and tag soup needs no rules: a block ends wherever a block-level tag
//! starts or ends. Navigation, page furniture and scripts are left out; `<main>` or `<article>` is preferred where
//! it holds the text; `lang` gives the side.

mod elements;

use crate::model::{Block, BlockKind, LeftOutReason, Raw, Side, Sides, Warning};
use crate::read::encoding::text_of;
use crate::read::flow::{CellSpan, Flow};
use crate::read::format::Hint;
use crate::read::formula::MathPart;
use crate::read::input::{Input, Outcome};
use crate::read::language::{letters, side_of_tag, side_of_text};
use crate::read::line_join::{collapse, join_line};
use crate::read::list_labels::Lists;
use crate::read::raised::{subscript, superscript};
use crate::read::{mime, plain_text};
use crate::text::numeral::System;
use elements::{Tag, block, ends_paragraph, furniture, implied_end, is_note, is_note_mark, unshown, value, void};
use html5gum::{DefaultEmitter, Token, Tokenizer};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let page = page(&text);
    let title = page.title();
    let warnings = encoded.warning().into_iter().collect();
    let (body, left_out) = page.flow.finish();
    Ok(Raw { format: "html", encoding: encoded.name(), title, body, left_out, warnings })
}

/// A page that was saved with what it shows (MHTML), or a mail.
pub fn read_saved(input: &Input) -> Outcome<Raw> {
    let (head, parts) = mime::message(&input.whole()?);
    let mut flow = saved(&parts);
    for name in ["from", "to", "cc", "date", "subject"] {
        if let Some(value) = head.header(name) {
            flow.leave_out(LeftOutReason::Comment, value, 1);
        }
    }
    let attached: Vec<String> =
        parts.iter().filter(|part| is_attached(part)).filter_map(mime::Part::file_name).collect();
    let mut warnings = Vec::new();
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
    Ok(Raw { format, encoding: "", title, body, left_out, warnings })
}

/// The pages among the parts of a message, or its plain text where it has none.
pub fn saved(parts: &[mime::Part]) -> Flow {
    let mut flow = Flow::default();
    let is_page = |part: &&mime::Part| matches!(part.kind().as_str(), "text/html" | "application/xhtml+xml");
    let shown = parts.iter().filter(|part| !is_attached(part));
    let pages = shown.clone().filter(is_page).count();
    for part in shown {
        if is_page(&part) {
            flow.extend(page(&part.text()).flow);
        } else if part.kind() == "text/plain" {
            if pages > 0 {
                flow.leave_out(LeftOutReason::Alternative, part.text(), 1);
            } else {
                plain_text::blocks(&part.text()).into_iter().for_each(|block| flow.block(block));
            }
        }
    }
    flow
}

/// Whether a part is a file of its own; pictures and styles of a page are no files to a reader.
fn is_attached(part: &mime::Part) -> bool {
    part.header("content-disposition")
        .is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("attachment"))
}

/// What a page holds.
pub struct HtmlPage {
    title: String,
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
    HtmlPage { title: collapse(&best.title), side: best.page_side, flow: best.flow }
}

/// A piece of HTML inside another format, which starts at `line` there.
pub fn fragment(html: &str, line: usize) -> Flow {
    walk(html, Scope { main: false, furniture: false, language: true }, line).flow
}

/// Which parts of a page are read.
#[derive(Clone, Copy)]
struct Scope {
    /// Only what stands in `<main>`, `<article>` or `role="main"`.
    main: bool,
    /// Navigation and the like are left out.
    furniture: bool,
    /// The language that the page as a whole names is believed.
    language: bool,
}

fn walk(html: &str, scope: Scope, line: usize) -> Walk<'_> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut walk = Walk::new(html, scope, line);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                walk.reach(tag.span.start);
                walk.open(&tag);
            }
            Token::EndTag(tag) => walk.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => {
                walk.reach(text.span.start);
                walk.push(&String::from_utf8_lossy(&text));
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    walk.unclosed = walk.open.iter().any(|element| element.unread == Some(LeftOutReason::Furniture));
    walk.flush();
    walk.drop_link_runs();
    walk
}

/// How many columns and rows a cell takes.
fn span(tag: &Tag) -> CellSpan {
    let number = |name: &str| value(tag, name).trim().parse().unwrap_or(1);
    CellSpan { columns: number("colspan"), rows: number("rowspan") }
}

/// Open elements that are kept apart; browsers keep as many.
const OPEN: usize = 512;

/// An element that is open, and how it changes what is in it.
struct Element {
    name: String,
    /// Why its content is not read.
    unread: Option<LeftOutReason>,
    main: bool,
    note: bool,
    /// The language that it names, which may be neither of the two.
    language: Option<Option<Side>>,
    /// Elements so far inside of it.
    children: usize,
    /// A part of a formula, or text that is raised (or lowered) from this byte of the block's text on.
    part: Option<MathPart>,
    raised: Option<(bool, usize)>,
}

struct Walk<'h> {
    source: &'h str,
    scope: Scope,
    line: usize,
    offset: usize,

    flow: Flow,
    /// Blocks that are not yet known to be navigation: a run of nothing but links.
    links: Vec<Block>,
    /// Bytes of the text that was taken, of that in `<main>`, and of that in the other language than the page names.
    letters: usize,
    letters_in_main: usize,
    other_letters: usize,
    title: String,
    in_title: bool,
    page_side: Option<Side>,

    text: String,
    start: usize,
    /// Bytes of `text` that stand in links.
    linked: usize,
    in_link: bool,
    preformatted: bool,
    heading: Option<u8>,
    lists: Lists,
    open: Vec<Element>,
    /// Open elements that are not read, that are main text, that are notes, and that are drawings.
    graphics: usize,
    hidden: usize,
    mains: usize,
    notes: usize,
    /// Elements opened deeper than [`OPEN`].
    below: usize,
    /// Text that is not read, until its element ends.
    unread: String,
    unclosed: bool,
}

impl<'h> Walk<'h> {
    fn new(source: &'h str, scope: Scope, line: usize) -> Self {
        Walk {
            source,
            scope,
            line,
            offset: 0,
            flow: Flow::default(),
            links: Vec::new(),
            letters: 0,
            letters_in_main: 0,
            other_letters: 0,
            title: String::new(),
            in_title: false,
            page_side: None,
            text: String::new(),
            start: line,
            linked: 0,
            in_link: false,
            preformatted: false,
            heading: None,
            lists: Lists::default(),
            open: Vec::new(),
            graphics: 0,
            hidden: 0,
            mains: 0,
            notes: 0,
            below: 0,
            unread: String::new(),
            unclosed: false,
        }
    }

    fn reach(&mut self, offset: usize) {
        if let Some(passed) = self.source.get(self.offset..offset) {
            self.line += passed.bytes().filter(|b| *b == b'\n').count();
            self.offset = offset;
        }
    }

    /// Why text at this place is not read.
    fn unread_here(&self) -> Option<LeftOutReason> {
        let inside = if self.hidden > 0 { self.open.iter().find_map(|element| element.unread) } else { None };
        inside.or_else(|| (self.scope.main && !self.in_main()).then_some(LeftOutReason::Furniture))
    }

    fn in_main(&self) -> bool {
        self.mains > 0
    }

    fn push(&mut self, text: &str) {
        if self.in_title {
            return self.title.push_str(text);
        }
        if let Some(reason) = self.unread_here() {
            // A script is no text to anybody.
            let script = self.open.last().is_some_and(|e| matches!(e.name.as_str(), "script" | "style"));
            if !script {
                self.unread.push_str(text);
                self.unread.push(' ');
                if self.hidden == 0 {
                    self.end_unread(reason);
                }
            }
            return;
        }
        if self.text.trim().is_empty() {
            self.text.clear();
            let leading = text.len() - text.trim_start().len();
            self.start = self.line + text.get(..leading).map_or(0, |t| t.matches('\n').count());
        }
        self.linked += if self.in_link { text.trim().len() } else { 0 };
        self.text.push_str(text);
    }

    /// Notes the text that was not read.
    fn end_unread(&mut self, reason: LeftOutReason) {
        let text = collapse(&std::mem::take(&mut self.unread));
        self.flow.leave_out(reason, text, self.line);
    }

    /// Ends the elements that the start of another one ends.
    fn end_implied(&mut self, name: &str) {
        const CELLS: [&str; 6] = ["td", "th", "caption", "table", "button", "html"];
        if ends_paragraph(name)
            && let Some(at) = self.open.iter().rposition(|e| e.name == "p" || CELLS.contains(&e.name.as_str()))
            && self.open.get(at).is_some_and(|e| e.name == "p")
        {
            self.close_to(at);
        }
        if let Some((ended, barriers)) = implied_end(name)
            && let Some(at) =
                self.open.iter().rposition(|e| ended.contains(&e.name.as_str()) || barriers.contains(&e.name.as_str()))
            && self.open.get(at).is_some_and(|e| ended.contains(&e.name.as_str()))
        {
            self.close_to(at);
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if block(name) {
            self.flush();
        }
        if self.below == 0 {
            self.end_implied(name);
        }
        if void(name) {
            match name {
                // In a heading a line break is layout.
                "br" if self.heading.is_some() => self.text.push('\n'),
                "br" if self.unread_here().is_some() => self.unread.push(' '),
                "br" => self.flush(),
                _ => {}
            }
            return;
        }
        if self.open.len() >= OPEN {
            self.below += 1;
        } else {
            self.keep(tag, name);
        }
        match name {
            "title" if self.graphics == 0 => self.in_title = true,
            "a" => self.in_link = true,
            "pre" => self.preformatted = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = name.get(1..).and_then(|n| n.parse().ok()),
            "ol" => {
                let style = match value(tag, "type").as_ref() {
                    "a" => System::LowerLetter,
                    "A" => System::UpperLetter,
                    "i" => System::LowerRoman,
                    "I" => System::UpperRoman,
                    _ => System::Decimal,
                };
                self.lists.open(Some((style, value(tag, "start").parse().unwrap_or(1))));
            }
            "ul" | "menu" => self.lists.open(None),
            "li" => self.lists.item(value(tag, "value").parse().ok()),
            _ if self.hidden > 0 => {}
            "table" => self.flow.open_table(),
            "tr" => self.flow.open_row(),
            "td" | "th" => self.flow.open_cell(span(tag)),
            _ => {}
        }
    }

    /// Keeps an element in mind until it ends.
    fn keep(&mut self, tag: &Tag, name: &str) {
        // The header of an article is its title; that of a page is the site's.
        let own = self.in_main() && matches!(name, "header" | "footer");
        let site = self.scope.furniture && !own && furniture(tag, name);
        let graphic_title = name == "title" && self.graphics > 0;
        let unread = unshown(tag, name)
            .or_else(|| site.then_some(LeftOutReason::Furniture))
            .or_else(|| graphic_title.then_some(LeftOutReason::Hidden));
        let lang = ["lang", "xml:lang"].iter().map(|a| value(tag, a)).find(|l| !l.is_empty());
        let mut language = lang.map(|lang| side_of_tag(&lang));
        if matches!(name, "html" | "body") {
            if let Some(side) = language {
                self.page_side = side;
            }
            language = language.filter(|_| self.scope.language);
        }
        let length = self.text.len();
        let part = self.open.last_mut().and_then(|parent| {
            parent.children += 1;
            MathPart::of_child(&parent.name, parent.children - 1, length)
        });
        let main = matches!(name, "main" | "article") || value(tag, "role") == "main";
        let note = is_note(tag);
        self.hidden += usize::from(unread.is_some());
        self.mains += usize::from(main);
        self.notes += usize::from(note);
        self.graphics += usize::from(name == "svg");
        self.open.push(Element {
            name: name.to_string(),
            unread,
            main,
            note,
            language,
            children: 0,
            part,
            raised: (matches!(name, "sup" | "sub") || is_note_mark(tag)).then_some((name != "sub", length)),
        });
    }

    fn close(&mut self, name: &str) {
        if block(name) {
            self.flush();
        }
        if void(name) {
            return;
        }
        if self.below > 0 {
            self.below -= 1;
        } else if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            // What stands in a cell of a table cannot end what is around the table.
            let barrier =
                self.open.iter().rposition(|element| matches!(element.name.as_str(), "td" | "th" | "caption"));
            let structure = matches!(
                name,
                "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" | "body" | "html"
            );
            if structure || barrier.is_none_or(|barrier| barrier <= at) {
                self.close_to(at);
            }
        }
        match name {
            "title" => self.in_title = false,
            "a" => self.in_link = false,
            "pre" => self.preformatted = false,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = None,
            "ol" | "ul" | "menu" => self.lists.close(),
            "table" if self.hidden == 0 => {
                self.let_links_stand();
                self.flow.close_table();
            }
            _ => {}
        }
    }

    /// Ends the open elements from `at` on.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(element) = self.open.pop() else { return };
            self.hidden -= usize::from(element.unread.is_some());
            self.mains -= usize::from(element.main);
            self.notes -= usize::from(element.note);
            self.graphics -= usize::from(element.name == "svg");
            if let Some(reason) = element.unread {
                // Of elements inside each other the outermost says why.
                if self.hidden == 0 {
                    self.end_unread(reason);
                }
            } else if let Some(part) = element.part {
                part.close(&mut self.text);
            } else if let Some((up, start)) = element.raised
                && let Some(text) = self.text.get(start..)
                && let Some(raised) = if up { superscript(text) } else { subscript(text) }
            {
                self.text.truncate(start);
                self.text.push_str(&raised);
            }
        }
    }

    /// Ends the block that was being gathered.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        // What was raised in the block that ends is not in the next one.
        self.open.iter_mut().for_each(|element| (element.raised, element.part) = (None, None));
        let text = match (self.preformatted, self.heading) {
            (true, _) => text.trim_end().trim_start_matches('\n').to_string(),
            (_, Some(_)) => text.lines().map(collapse).fold(String::new(), |mut joined, line| {
                join_line(&mut joined, &line);
                joined
            }),
            _ => collapse(&text),
        };
        if text.is_empty() {
            return;
        }
        self.letters += text.len();
        self.letters_in_main += if self.in_main() { text.len() } else { 0 };
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.notes > 0 => BlockKind::Note,
            None => BlockKind::Paragraph,
        };
        let said = self.open.iter().rev().find_map(|element| Some((element.name.as_str(), element.language?)));
        let read = side_of_text(&text);
        let side = match said {
            // Chinese is Chinese whatever it is said to be.
            Some((name, Some(Side::En))) if read == Some(Side::Zh) => {
                self.other_letters += if matches!(name, "html" | "body") { text.len() } else { 0 };
                None
            }
            Some((name, Some(Side::Zh))) if read == Some(Side::En) && letters(&text).0 == 0 => {
                self.other_letters += if matches!(name, "html" | "body") { text.len() } else { 0 };
                Some(Side::Zh)
            }
            Some((_, side)) => side,
            None => None,
        };
        let all_link = linked > 0 && linked + 2 >= text.len() && self.heading.is_none() && text.len() < 120;
        let block = Block { kind, side, ..Block::paragraph(self.lists.label() + &text, self.start) };
        if all_link && self.scope.furniture {
            self.links.push(block);
        } else {
            self.let_links_stand();
            self.flow.block(block);
        }
    }

    /// Links that text follows are taken as they are, unless they open the page: those lead away from it.
    fn let_links_stand(&mut self) {
        let links = std::mem::take(&mut self.links);
        if links.len() < 4 || !self.flow.is_empty() {
            links.into_iter().for_each(|b| self.flow.block(b));
        } else {
            self.leave_links(links);
        }
    }

    /// Links that end the page lead away from it too.
    fn drop_link_runs(&mut self) {
        if self.links.len() < 4 || self.flow.is_empty() {
            self.let_links_stand();
        } else {
            let links = std::mem::take(&mut self.links);
            self.leave_links(links);
        }
    }

    fn leave_links(&mut self, links: Vec<Block>) {
        for link in links {
            self.flow.leave_out(LeftOutReason::Furniture, link.text, link.line);
        }
    }
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
            ["# 第一章總則", "A & b\u{a0}c", "next line", "3. three", "4. four", "inner", "a\n  b", "中文", "after"]
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
