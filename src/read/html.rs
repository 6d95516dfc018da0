//! HTML: the main text of a page as blocks, read from a flat stream of tokens.
//!
//! There is no tree, so nesting costs nothing and tag soup needs no rules: a block ends wherever a block-level tag
//! starts or ends. Navigation, page furniture and scripts are left out; `<main>` or `<article>` is preferred where
//! it holds the text; `lang` gives the side.

use super::encoding::text_of;
use super::flow::Flow;
use super::join::{collapse, join_line};
use super::lang::{side_of_tag, side_of_text};
use super::list::Lists;
use super::source::Input;
use super::tags::{Tag, block, furniture, invisible, value, void};
use super::{Hint, Outcome, limits};
use crate::model::{Block, BlockKind, Raw, Side, Sides};
use crate::text::numeral::System;
use html5gum::{DefaultEmitter, Token, Tokenizer};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let page = page(&text);
    let mut title = Sides::default();
    if let Some(side) = page.side.or_else(|| side_of_text(&page.title))
        && !page.title.is_empty()
    {
        *title.get_mut(side) = Some(page.title);
    }
    let warnings = encoded.warning().into_iter().collect();
    Ok(Raw { format: "html", encoding: encoded.name(), title, body: page.flow.finish(), warnings })
}

/// What a page holds.
pub struct Page {
    pub title: String,
    pub flow: Flow,
    /// The language of the whole page.
    pub side: Option<Side>,
}

pub fn page(html: &str) -> Page {
    // Whether <main> holds most of the text, and whether a <nav> is ever closed, is known only at the end.
    let mut best = walk(html, Scope { main: false, furniture: true }, 1);
    if best.letters_in_main * 2 >= best.letters && best.letters_in_main > 0 {
        best = walk(html, Scope { main: true, furniture: true }, 1);
    }
    if best.letters == 0 || best.unclosed {
        best = walk(html, Scope { main: false, furniture: false }, 1);
    }
    Page { title: collapse(&best.title), side: best.page_side, flow: best.flow }
}

/// A piece of HTML inside another format, which starts at `line` there.
pub fn fragment(html: &str, line: usize) -> Flow {
    walk(html, Scope { main: false, furniture: false }, line).flow
}

/// Which parts of a page are read.
#[derive(Clone, Copy)]
struct Scope {
    /// Only what stands in `<main>`, `<article>` or `role="main"`.
    main: bool,
    /// Navigation and the like are left out.
    furniture: bool,
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
    walk.flush();
    walk.drop_link_runs();
    walk.unclosed = walk.hidden.is_some();
    walk
}

/// An element that changes how what is in it is read, until its end tag comes: `depth` counts those of the same
/// name that opened inside.
struct Region {
    name: String,
    depth: usize,
}

struct Walk<'h> {
    source: &'h str,
    scope: Scope,
    line: usize,
    offset: usize,

    flow: Flow,
    /// Blocks that are not yet known to be navigation: a run of nothing but links.
    links: Vec<Block>,
    /// Bytes of the text that was taken, and of that in `<main>`.
    letters: usize,
    letters_in_main: usize,
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
    note: Option<Region>,
    lists: Lists,
    hidden: Option<Region>,
    main: Option<Region>,
    languages: Vec<(Region, Option<Side>)>,
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
            title: String::new(),
            in_title: false,
            page_side: None,
            text: String::new(),
            start: line,
            linked: 0,
            in_link: false,
            preformatted: false,
            heading: None,
            note: None,
            lists: Lists::default(),
            hidden: None,
            main: None,
            languages: Vec::new(),
            unclosed: false,
        }
    }

    fn reach(&mut self, offset: usize) {
        if let Some(passed) = self.source.get(self.offset..offset) {
            self.line += passed.bytes().filter(|b| *b == b'\n').count();
            self.offset = offset;
        }
    }

    fn push(&mut self, text: &str) {
        if self.in_title {
            self.title.push_str(text);
        } else if self.hidden.is_none() && (self.main.is_some() || !self.scope.main) {
            if self.text.trim().is_empty() {
                self.text.clear();
                let leading = text.len() - text.trim_start().len();
                self.start = self.line + text.get(..leading).map_or(0, |t| t.matches('\n').count());
            }
            self.linked += if self.in_link { text.trim().len() } else { 0 };
            self.text.push_str(text);
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if block(name) {
            self.flush();
        }
        for region in self.hidden.iter_mut().chain(&mut self.main).chain(&mut self.note) {
            region.depth += usize::from(region.name == name);
        }
        if void(name) {
            match name {
                // In a heading a line break is layout.
                "br" if self.heading.is_some() => self.text.push('\n'),
                "br" => self.flush(),
                _ => {}
            }
            return;
        }
        self.language(tag, name);
        let region = || Some(Region { name: name.to_string(), depth: 1 });
        // The header of an article is its title; that of a page is the site's.
        let own = self.main.is_some() && matches!(name, "header" | "footer");
        if self.hidden.is_none() && (invisible(tag, name) || (self.scope.furniture && !own && furniture(tag, name))) {
            self.hidden = region();
        }
        let role = value(tag, "role");
        if self.main.is_none() && (matches!(name, "main" | "article") || role == "main") {
            self.main = region();
        }
        if self.note.is_none() && matches!(role.as_ref(), "doc-footnote" | "doc-endnote" | "doc-endnotes") {
            self.note = region();
        }
        match name {
            "title" => self.in_title = true,
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
            _ if self.hidden.is_some() => {}
            "table" => self.flow.open_table(),
            "tr" => self.flow.open_row(),
            "td" | "th" => self.flow.open_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if block(name) {
            self.flush();
        }
        match name {
            "title" => self.in_title = false,
            "a" => self.in_link = false,
            "pre" => self.preformatted = false,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = None,
            "ol" | "ul" | "menu" => self.lists.close(),
            "table" if self.hidden.is_none() => {
                self.let_links_stand();
                self.flow.close_table();
            }
            _ => {}
        }
        for region in [&mut self.hidden, &mut self.main, &mut self.note] {
            if let Some(inner) = region.as_mut().filter(|r| r.name == name) {
                inner.depth -= 1;
                if inner.depth == 0 {
                    *region = None;
                }
            }
        }
        if let Some(at) = self.languages.iter().rposition(|(r, _)| r.name == name)
            && let Some((region, _)) = self.languages.get_mut(at)
        {
            region.depth -= 1;
            if region.depth == 0 {
                self.languages.truncate(at);
            }
        }
    }

    /// Notes what a tag says of the language of what is in it.
    fn language(&mut self, tag: &Tag, name: &str) {
        // These end where the next of them starts, whether their end is written or not.
        if matches!(name, "p" | "td" | "th") {
            self.languages.pop_if(|(r, _)| r.name == name);
        }
        if let Some((region, _)) = self.languages.iter_mut().rev().find(|(r, _)| r.name == name) {
            region.depth += 1;
        }
        let lang = ["lang", "xml:lang"].iter().map(|a| value(tag, a)).find(|l| !l.is_empty());
        if let Some(lang) = lang
            && self.languages.len() < limits::NESTING
        {
            let side = side_of_tag(&lang);
            if name == "html" {
                self.page_side = side;
            }
            self.languages.push((Region { name: name.to_string(), depth: 1 }, side));
        }
    }

    /// Ends the block that was being gathered.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
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
        self.letters_in_main += if self.main.is_some() { text.len() } else { 0 };
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.note.is_some() => BlockKind::Note,
            None => BlockKind::Paragraph,
        };
        let side = self.languages.last().and_then(|(_, side)| *side);
        let all_link = linked + 2 >= text.len() && self.heading.is_none() && text.len() < 120;
        let block = Block { text: self.lists.label() + &text, kind, side, line: self.start };
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
        }
    }

    /// Links that end the page lead away from it too.
    fn drop_link_runs(&mut self) {
        if self.links.len() < 4 || self.flow.is_empty() {
            self.let_links_stand();
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
}
