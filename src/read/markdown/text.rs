//! The text of a Markdown document while it is read: what each event adds to the blocks.

use super::inline::InlineLanguages;
use super::lines::lines_in_both;
use super::matter::{self, Matter, MatterText};
use super::template::first_tag;
use crate::model::{Block, BlockKind, LeftOutReason, Sides};
use crate::read::flow::{CellSpan, Flow};
use crate::read::html;
use crate::read::line_join::join_gap;
use crate::read::list_labels::Lists;
use crate::read::prose::is_prose;
use crate::text::numeral::System;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

#[derive(Default)]
pub struct MarkdownText<'s> {
    source: &'s str,
    /// The line of `source` that was reached, and its offset in bytes.
    line: usize,
    offset: usize,
    flow: Flow,
    text: String,
    /// The line on which `text` starts, and where in it further ones do.
    start: usize,
    breaks: Vec<usize>,
    heading: Option<u8>,
    lists: Lists,
    /// Footnotes, pictures, front matter and code that we are inside of.
    notes: usize,
    pictures: usize,
    /// Inside of text that was struck out.
    struck: usize,
    matter: bool,
    code: bool,
    /// Inside of code between fences. What is indented may be text: a remark of some site, a list set deeper.
    fenced: bool,
    /// What was read of a template's tag that is open, and what closes it.
    tag: Option<(String, &'static str)>,
    /// The languages that elements of HTML inside a line name.
    languages: InlineLanguages,
    html: String,
    /// The line on which `html` starts.
    html_start: usize,
    title: Sides<Option<String>>,
    fields: Vec<(String, String)>,
}

impl<'s> MarkdownText<'s> {
    /// A document without front matter that was taken already.
    pub fn new(source: &'s str) -> Self {
        MarkdownText { source, line: 1, ..MarkdownText::default() }
    }

    /// What was read of the document: its text, its title and its fields.
    pub fn finish(mut self) -> (Flow, Sides<Option<String>>, Vec<(String, String)>) {
        self.flush();
        (self.flow, self.title, self.fields)
    }

    /// Leaves out a piece that stands on a line.
    pub fn leave_at(&mut self, reason: LeftOutReason, text: &str, line: usize) {
        self.flow.leave_out(reason, text, line);
    }

    pub fn reach(&mut self, offset: usize) {
        if let Some(passed) = self.source.get(self.offset..offset) {
            self.line += passed.bytes().filter(|b| *b == b'\n').count();
            self.offset = offset;
        }
    }

    pub fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) if self.matter => self.front_matter(&text),
            Event::Text(text) if self.code => self.push(&text),
            Event::Text(text) => self.without_tags(&text),
            Event::Code(text) => self.push(&text),
            Event::SoftBreak => {
                // Joined when the next text comes, in the way of its language.
                self.text.push('\n');
            }
            // In a heading a line break is layout.
            Event::HardBreak if self.heading.is_some() => self.text.push('\n'),
            Event::HardBreak => self.flush(),
            // What was meant is a break, and browsers make one of it.
            Event::InlineHtml(tag) if tag.starts_with("<br") || tag.starts_with("</br") => self.flush(),
            Event::Html(html) => {
                if self.html.is_empty() {
                    self.html_start = self.line;
                }
                self.html.push_str(&html);
            }
            Event::FootnoteReference(label) => self.leave(&label),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::TaskListMarker(_) => {}
            Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Takes a tag of HTML inside a line: where it names another language than the text right before it, the block ends.
    fn inline_html(&mut self, tag: &str) {
        // A tag of Hugo's can look like one of HTML: `{{</details>}}`.
        if self.tag.is_none() && self.text.ends_with("{{") {
            self.text.truncate(self.text.len() - "{{".len());
            self.tag = Some((format!("{{{{{tag}"), "}}"));
        } else if let Some(end) = html::inline_tag(tag).and_then(|tag| self.languages.take(tag, &self.text)) {
            self.text.truncate(end);
            self.flush();
        }
    }

    /// Takes text without the tags of a template, `{% include figure.html %}` or `{{% notice %}}`, which the page that it
    /// becomes does not have.
    fn without_tags(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            if let Some((tag, closes)) = &mut self.tag {
                let Some(end) = rest.find(*closes).map(|at| at + closes.len()) else { return tag.push_str(rest) };
                let (inside, behind) = rest.split_at(end);
                tag.push_str(inside);
                self.flow.leave_out(LeftOutReason::Code, std::mem::take(tag), self.line);
                self.tag = None;
                rest = behind;
            } else {
                let Some((at, opens, closes)) = first_tag(rest) else { return self.push(rest) };
                self.push(rest.get(..at).unwrap_or_default());
                self.tag = Some((opens.to_string(), closes));
                rest = rest.get(at + opens.len()..).unwrap_or_default();
            }
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.pictures > 0 {
            return self.leave(text);
        }
        if self.struck > 0 {
            return self.flow.leave_out(LeftOutReason::Deleted, text, self.line);
        }
        if self.text.is_empty() {
            self.start = self.line;
        }
        if !self.code && self.text.ends_with('\n') {
            join_gap(&mut self.text, text);
            self.breaks.push(self.text.len());
            return self.text.push_str(text.trim_start());
        }
        // What was struck out leaves one of the blanks around it.
        let text = if self.text.ends_with(' ') && !self.code { text.trim_start_matches(' ') } else { text };
        self.text.push_str(text);
    }

    /// Leaves out what the page that is made of the text does not show.
    fn leave(&mut self, code: &str) {
        self.flow.leave_out(LeftOutReason::Code, code, self.line);
    }

    /// Leaves out what a link or a picture says beside its text. A definition that several refer to is left out where it
    /// stands, and an address that is its own text is text.
    fn leave_target(&mut self, kind: LinkType, address: &str, title: &str, label: &str) {
        match kind {
            LinkType::Inline => [address, title].into_iter().for_each(|code| self.leave(code)),
            LinkType::Reference => self.leave(label),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag) {
        match &tag {
            Tag::Strikethrough => return self.struck += 1,
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => return,
            Tag::Link { link_type, dest_url, title, id } => return self.leave_target(*link_type, dest_url, title, id),
            Tag::Image { link_type, dest_url, title, id } => {
                self.leave_target(*link_type, dest_url, title, id);
                return self.pictures += 1;
            }
            _ => self.flush(),
        }
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                self.heading = Some(level as u8);
                let values = attrs.iter().flat_map(|(name, value)| [Some(name), value.as_ref()]).flatten();
                let codes: Vec<&str> = id.iter().chain(&classes).chain(values).map(|code| &**code).collect();
                self.leave(&codes.join(" "));
            }
            Tag::List(first) => self.lists.open(first.map(|n| (System::Decimal, u32::try_from(n).unwrap_or(1)))),
            Tag::Item => self.lists.item(None),
            Tag::CodeBlock(kind) => {
                (self.code, self.fenced) = (true, matches!(kind, CodeBlockKind::Fenced(_)));
                if let CodeBlockKind::Fenced(language) = kind {
                    self.leave(&language);
                }
            }
            Tag::FootnoteDefinition(label) => {
                self.notes += 1;
                self.leave(&label);
            }
            Tag::MetadataBlock(_) => self.matter = true,
            Tag::Table(_) => self.flow.open_table(),
            Tag::TableHead | Tag::TableRow => self.flow.open_row(),
            Tag::TableCell => self.flow.open_cell(CellSpan::ONE),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strikethrough => return self.struck = self.struck.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Image => return self.pictures = self.pictures.saturating_sub(1),
            _ => self.flush(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::List(_) => self.lists.close(),
            TagEnd::CodeBlock => (self.code, self.fenced) = (false, false),
            TagEnd::FootnoteDefinition => self.notes = self.notes.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.matter = false,
            TagEnd::Table => self.flow.close_table(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.flow.extend(html::fragment(&html, self.html_start));
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        // What nothing closes is text.
        if let Some((tag, _)) = self.tag.take() {
            self.push(&tag);
        }
        let (text, breaks) = (std::mem::take(&mut self.text), std::mem::take(&mut self.breaks));
        let side = self.languages.end_block(&text);
        let text = if self.code { text.trim_end() } else { text.trim() };
        if text.is_empty() {
            return;
        }
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.fenced || self.code && text.contains('\n') && !is_prose(text) => BlockKind::Code,
            None if self.notes > 0 => BlockKind::Note,
            None => BlockKind::Paragraph,
        };
        let text = self.lists.label() + text;
        match lines_in_both(&text, &breaks) {
            Some(lines) if kind == BlockKind::Paragraph && side.is_none() => {
                for (line, text) in (self.start..).zip(lines) {
                    self.flow.block(Block { kind, ..Block::paragraph(text, line) });
                }
            }
            _ => self.flow.block(Block { kind, side, ..Block::paragraph(text, self.start) }),
        }
    }

    /// Takes what front matter says of the document.
    pub fn front_matter(&mut self, yaml: &str) {
        let Matter { title, fields, texts, left_out } = matter::read(yaml);
        if title != Sides::default() {
            self.title = title;
        }
        self.fields.extend(fields);
        for (text, line) in texts {
            let line = self.line + line;
            match text {
                MatterText::One(side, text) => self.flow.block(Block { side, ..Block::paragraph(text, line) }),
                MatterText::Both(both) => self.flow.pair(both.map(|text| Block::paragraph(text, line))),
            }
        }
        for (reason, text, line) in left_out {
            self.flow.leave_out(reason, text, self.line + line);
        }
    }
}
