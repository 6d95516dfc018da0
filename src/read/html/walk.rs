//! The way through the tokens of a page: which elements are open, and the blocks that their text makes.

use super::elements::{
    Tag, block, ends_paragraph, furniture, implied_end, is_note, is_note_mark, may_lack_end, side_of_class, targets,
    unfolds, unshown, value, void,
};
use super::meta;
use crate::model::{Block, BlockKind, LeftOutReason, Side, Sides};
use crate::read::flow::{CellSpan, Flow};
use crate::read::formula::MathPart;
use crate::read::halves::{halves, heading_lines, is_rendering};
use crate::read::language::{side_of_tag, side_of_text};
use crate::read::line_join::collapse;
use crate::read::list_labels::Lists;
use crate::read::raised::{subscript, superscript};
use crate::text::numeral::System;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::collections::HashSet;

/// Which parts of a page are read.
#[derive(Clone, Copy)]
pub struct Scope {
    /// Only what stands in `<main>`, `<article>` or `role="main"`.
    pub main: bool,
    /// Navigation and the like are left out.
    pub furniture: bool,
    /// The language that the page as a whole names is believed.
    pub language: bool,
}

/// Reads a page or a piece of one, which starts at `line`, 1-based.
pub fn walk(html: &str, scope: Scope, line: usize) -> Walk<'_> {
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
    /// Whether the block's text begins in it.
    opens: bool,
    /// The language that the last element inside of it named, and the bytes of the block's text when that ended.
    named_inside: Option<(Side, usize)>,
    /// Elements so far inside of it.
    children: usize,
    /// A part of a formula, or text that is raised (or lowered) from this byte of the block's text on.
    part: Option<MathPart>,
    raised: Option<(bool, usize)>,
}

/// A page while it is read, and what was gathered of it.
pub struct Walk<'h> {
    source: &'h str,
    scope: Scope,
    line: usize,
    offset: usize,

    pub flow: Flow,
    /// What the page's own links lead to, once that is asked for.
    targets: Option<HashSet<&'h str>>,
    /// Blocks that are not yet known to be navigation: a run of nothing but links.
    links: Vec<Block>,
    /// Bytes of the text that was taken, of that in `<main>`, and of that in the other language than the page names.
    pub letters: usize,
    pub letters_in_main: usize,
    pub other_letters: usize,
    pub title: String,
    in_title: bool,
    /// What `<meta>` elements say of the page.
    pub fields: Vec<(String, String)>,
    pub page_side: Option<Side>,

    text: String,
    start: usize,
    /// The language of an element that the text stands in as a whole, up to so many bytes.
    whole: Option<(Side, usize)>,
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
    /// Open elements whose end may be left out.
    unended: usize,
    /// Elements opened deeper than [`OPEN`].
    below: usize,
    /// Text that is not read, until its element ends.
    unread: String,
    pub unclosed: bool,
}

impl<'h> Walk<'h> {
    fn new(source: &'h str, scope: Scope, line: usize) -> Self {
        Walk {
            source,
            scope,
            line,
            offset: 0,
            flow: Flow::default(),
            targets: None,
            links: Vec::new(),
            letters: 0,
            letters_in_main: 0,
            other_letters: 0,
            title: String::new(),
            in_title: false,
            fields: Vec::new(),
            page_side: None,
            text: String::new(),
            start: line,
            whole: None,
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
            unended: 0,
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
        if self.below == 0 && self.unended > 0 {
            self.end_implied(name);
        }
        if void(name) {
            match name {
                "br" => self.break_line(),
                "meta" => self.fields.extend(meta::field(tag)),
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

    fn break_line(&mut self) {
        match self.heading {
            // In a heading a line break is layout.
            Some(_) => self.text.push('\n'),
            None if self.unread_here().is_some() => self.unread.push(' '),
            None => self.flush(),
        }
    }

    /// Keeps an element in mind until it ends.
    fn keep(&mut self, tag: &Tag, name: &str) {
        // The header of an article is its title; that of a page is the site's.
        let own = self.in_main() && matches!(name, "header" | "footer");
        let site = self.scope.furniture && !own && furniture(tag, name);
        let graphic_title = name == "title" && self.graphics > 0;
        // Who fills in a form looks at what there is to choose; elsewhere it leads to other pages.
        let is_choice = name == "select" && self.open.iter().any(|element| element.name == "form");
        let unread = unshown(tag, name, is_choice)
            .filter(|reason| *reason != LeftOutReason::Hidden || !self.is_opened_by_click(tag))
            .or_else(|| site.then_some(LeftOutReason::Furniture))
            .or_else(|| graphic_title.then_some(LeftOutReason::Hidden));
        let lang = ["lang", "xml:lang"].iter().map(|a| value(tag, a)).find(|l| !l.is_empty());
        let mut language = lang.map(|lang| side_of_tag(&lang)).or_else(|| side_of_class(tag).map(Some));
        if let Some(Some(side)) = language {
            self.part_from_other_language(side);
        }
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
        self.unended += usize::from(may_lack_end(name));
        self.open.push(Element {
            name: name.to_string(),
            unread,
            main,
            note,
            language,
            opens: self.text.trim().is_empty(),
            named_inside: None,
            children: 0,
            part,
            raised: (matches!(name, "sup" | "sub") || is_note_mark(tag)).then_some((name != "sub", length)),
        });
    }

    /// Ends the block where what comes says in one language what the element right before it said in the other: a page that
    /// shows one of them at a time. A name in its own language inside a sentence has text around it.
    fn part_from_other_language(&mut self, side: Side) {
        let before = self.open.last().and_then(|parent| parent.named_inside);
        let follows = |(other, end): (Side, usize)| {
            other != side && self.text.get(end..).is_some_and(|between| between.trim().is_empty())
        };
        if before.is_some_and(follows) {
            self.flush();
        }
    }

    /// Whether what is hidden is shown when somebody follows a link or a button of the page.
    fn is_opened_by_click(&mut self, tag: &Tag) -> bool {
        let id = value(tag, "id");
        let source = self.source;
        !id.is_empty() && unfolds(tag) && self.targets.get_or_insert_with(|| targets(source)).contains(id.as_ref())
    }

    fn close(&mut self, name: &str) {
        if block(name) {
            self.flush();
        }
        if void(name) {
            // `</br>` is read as what was meant.
            if name == "br" {
                self.break_line();
            }
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
            self.unended -= usize::from(may_lack_end(&element.name));
            let named = element.language.flatten().map(|side| (side, self.text.len()));
            if let Some(parent) = self.open.last_mut() {
                parent.named_inside = named;
            }
            self.whole = named.filter(|_| element.opens).or(self.whole);
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
        let linked = std::mem::take(&mut self.linked);
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let whole = self.whole.take().filter(|(_, end)| text.get(*end..).is_some_and(|rest| rest.trim().is_empty()));
        let whole = whole.map(|(side, _)| side);
        // What was raised in the block that ends is not in the next one.
        self.open.iter_mut().for_each(|element| (element.raised, element.part) = (None, None));
        let texts = match (self.preformatted, self.heading) {
            (true, _) => vec![text.trim_end().trim_start_matches('\n').to_string()],
            (_, Some(_)) => heading_lines(&text.lines().map(collapse).collect::<Vec<_>>().join("\n")),
            _ => vec![collapse(&text)],
        };
        texts.into_iter().filter(|text| !text.is_empty()).for_each(|text| self.block(text, linked, whole));
    }

    /// Adds a block with its text, of which so many bytes stand in links, and which stands as a whole in an element that names
    /// a language.
    fn block(&mut self, text: String, linked: usize, whole: Option<Side>) {
        self.letters += text.len();
        self.letters_in_main += if self.in_main() { text.len() } else { 0 };
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.preformatted => BlockKind::Code,
            None if self.notes > 0 => BlockKind::Note,
            None => BlockKind::Paragraph,
        };
        let around = || self.open.iter().rev().find_map(|element| Some((element.name.as_str(), element.language?)));
        let said = whole.map(|side| ("span", Some(side))).or_else(around);
        let read = side_of_text(&text);
        let side = match said {
            // Chinese is Chinese whatever it is said to be.
            Some((name, Some(Side::En))) if read == Some(Side::Zh) => {
                self.other_letters += if matches!(name, "html" | "body") { text.len() } else { 0 };
                None
            }
            Some((name, Some(Side::Zh))) => {
                let english = match halves(&text) {
                    _ if read == Some(Side::En) => text.len(),
                    Some(Sides { zh, en }) if is_rendering(&zh, &en) => en.len(),
                    _ => 0,
                };
                self.other_letters += if matches!(name, "html" | "body") { english } else { 0 };
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
