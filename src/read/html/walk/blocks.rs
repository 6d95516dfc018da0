//! The blocks that the text of a page makes, and which of them are links that lead away from it.

use super::Walk;
use crate::model::{Block, BlockKind, LeftOutReason, Side, Sides};
use crate::read::halves::{halves, heading_lines, is_rendering};
use crate::read::language::side_of_text;
use crate::read::line_join::collapse;

impl Walk<'_> {
    /// Takes text where the page stands.
    pub(super) fn push(&mut self, text: &str) {
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

    /// Ends the block that was being gathered.
    pub(super) fn flush(&mut self) {
        let linked = std::mem::take(&mut self.linked);
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let whole = self.whole.take().and_then(|whole| whole.side_of(&text));
        // What was raised or named in the block that ends is not in the next one.
        for element in &mut self.open {
            (element.raised, element.part) = (None, None);
            element.language.end_block();
        }
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
        let around =
            || self.open.iter().rev().find_map(|element| Some((element.name.as_str(), element.language.named?)));
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
    pub(super) fn let_links_stand(&mut self) {
        let links = std::mem::take(&mut self.links);
        if links.len() < 4 || !self.flow.is_empty() {
            links.into_iter().for_each(|b| self.flow.block(b));
        } else {
            self.leave_links(links);
        }
    }

    /// Links that end the page lead away from it too.
    pub(super) fn drop_link_runs(&mut self) {
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
