//! Elements that begin and end: what that does to the block at hand, and which ones an end that is not written ends.

use super::Walk;
use super::element::{Element, OPEN};
use crate::model::LeftOutReason;
use crate::read::flow::CellSpan;
use crate::read::formula::MathPart;
use crate::read::html::elements::{
    Tag, block, ends_paragraph, furniture, implied_end, is_note, is_note_mark, may_lack_end, targets, unfolds, unshown,
    value, void,
};
use crate::read::html::meta;
use crate::read::named_language::{LanguagePart, named};
use crate::read::raised::{subscript, superscript};
use crate::text::numeral::System;

/// How many columns and rows a cell takes.
fn span(tag: &Tag) -> CellSpan {
    let number = |name: &str| value(tag, name).trim().parse().unwrap_or(1);
    CellSpan { columns: number("colspan"), rows: number("rowspan") }
}

impl Walk<'_> {
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

    pub(super) fn open(&mut self, tag: &Tag) {
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
        let mut language = named(name, |attribute| value(tag, attribute));
        let parted =
            language.zip(self.open.last()).and_then(|(named, parent)| parent.language.parts(named, &self.text));
        if let Some(end) = parted {
            self.text.truncate(end);
            self.flush();
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
            language: LanguagePart::open(language, &self.text),
            children: 0,
            part,
            raised: (matches!(name, "sup" | "sub") || is_note_mark(tag)).then_some((name != "sub", length)),
        });
    }

    /// Whether what is hidden is shown when somebody follows a link or a button of the page.
    fn is_opened_by_click(&mut self, tag: &Tag) -> bool {
        let id = value(tag, "id");
        let source = self.source;
        !id.is_empty() && unfolds(tag) && self.targets.get_or_insert_with(|| targets(source)).contains(id.as_ref())
    }

    pub(super) fn close(&mut self, name: &str) {
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
            let parent = self.open.last_mut().map(|parent| &mut parent.language);
            self.whole = element.language.close(parent, &self.text).or(self.whole);
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
}
