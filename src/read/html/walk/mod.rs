//! The way through the tokens of a page: which elements are open.

mod blocks;
mod element;
mod nesting;

use crate::model::{Block, LeftOutReason, Side};
use crate::read::flow::Flow;
use crate::read::line_join::collapse;
use crate::read::list_labels::Lists;
use crate::read::named_language::WholeLanguage;
use element::Element;
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
    /// The language of an element that the text begins in.
    whole: Option<WholeLanguage>,
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

    /// Notes the text that was not read.
    fn end_unread(&mut self, reason: LeftOutReason) {
        let text = collapse(&std::mem::take(&mut self.unread));
        self.flow.leave_out(reason, text, self.line);
    }
}
