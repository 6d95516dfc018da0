//! Markdown: headings, paragraphs, list items, table rows, notes; marks of emphasis go, and what links lead
//! to is left out.

mod inline;
mod lines;
mod matter;
mod template;
mod text;

use crate::model::{Counted, LeftOutReason, Raw, Sides};
use crate::read::encoding::text_of;
use crate::read::flow::Flow;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use matter::MATTER;
use pulldown_cmark::{Options, Parser, TextMergeWithOffset};
use text::MarkdownText;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let (body, title, fields) = parse(&text);
    let warnings = encoded.warning().into_iter().collect();
    let (body, left_out) = body.finish();
    let counted = Sides::same(Counted::Lines);
    Ok(Raw { format: "markdown", encoding: encoded.name(), title, fields, counted, body, left_out, warnings })
}

/// The text of a document with its title and fields.
pub fn parse(text: &str) -> (Flow, Sides<Option<String>>, Vec<(String, String)>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = MarkdownText::new(text);
    let (bare, text) = text.split_at(matter::bare_end(text));
    if !bare.is_empty() {
        writer.front_matter(bare);
        writer.reach(bare.len());
    }
    let (matter, text) = text.split_at(matter::end(text));
    let before = bare.len() + matter.len();
    for (event, range) in Parser::new_ext(matter, MATTER).into_offset_iter() {
        writer.reach(bare.len() + range.start);
        writer.event(event);
    }
    let parser = Parser::new_ext(text, options);
    let mut definitions: Vec<_> = parser.reference_definitions().iter().map(|(_, found)| found.span.clone()).collect();
    definitions.sort_by_key(|span| span.start);
    // A tag of a template may have marks in it that text is cut at.
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        writer.reach(before + range.start);
        writer.event(event);
    }
    let lines = 1 + bare.matches('\n').count() + matter.matches('\n').count();
    for span in definitions {
        let line = lines + text.get(..span.start).map_or(0, |before| before.matches('\n').count());
        writer.leave_at(LeftOutReason::Code, text.get(span).unwrap_or_default(), line);
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
