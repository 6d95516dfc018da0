//! Markdown: headings, paragraphs, list items, table rows, notes; marks of emphasis go, and what links lead
//! to is left out.

use crate::model::{Block, BlockKind, Counted, LeftOutReason, Raw, Side, Sides};
use crate::read::encoding::text_of;
use crate::read::flow::{CellSpan, Flow};
use crate::read::format::Hint;
use crate::read::front_matter::{self, FrontMatter};
use crate::read::halves::{halves, is_divided};
use crate::read::html;
use crate::read::input::{Input, Outcome};
use crate::read::language::{side_of_tag, side_of_text};
use crate::read::line_join::join_gap;
use crate::read::list_labels::Lists;
use crate::read::prose::is_prose;
use crate::text::numeral::System;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let (body, title, fields) = parse(&text);
    let warnings = encoded.warning().into_iter().collect();
    let (body, left_out) = body.finish();
    let counted = Sides::same(Counted::Lines);
    Ok(Raw { format: "markdown", encoding: encoded.name(), title, fields, counted, body, left_out, warnings })
}

/// Front matter between lines of `---` or `+++`.
const MATTER: Options =
    Options::ENABLE_YAML_STYLE_METADATA_BLOCKS.union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

/// Where the front matter of a text ends, in bytes; 0 where it has none. It is what a file begins with: further down, what
/// stands between two such lines is text like any other, and so is what has no field.
fn matter_end(text: &str) -> usize {
    match Parser::new_ext(text, MATTER).into_offset_iter().next() {
        Some((Event::Start(Tag::MetadataBlock(_)), range)) => {
            let first = text.get(..range.start).is_some_and(|before| before.trim().is_empty());
            let has_fields = || !front_matter::read(text.get(range.clone()).unwrap_or_default()).fields.is_empty();
            if first && has_fields() { range.end } else { 0 }
        }
        _ => 0,
    }
}

/// The text of a document with its title and fields.
pub fn parse(text: &str) -> (Flow, Sides<Option<String>>, Vec<(String, String)>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = MarkdownText { source: text, line: 1, ..MarkdownText::default() };
    let (bare, text) = text.split_at(bare_matter_end(text));
    if !bare.is_empty() {
        writer.front_matter(bare);
        writer.reach(bare.len());
    }
    let (matter, text) = text.split_at(matter_end(text));
    let before = bare.len() + matter.len();
    for (event, range) in Parser::new_ext(matter, MATTER).into_offset_iter() {
        writer.reach(bare.len() + range.start);
        writer.event(event);
    }
    let parser = Parser::new_ext(text, options);
    let mut definitions: Vec<_> = parser.reference_definitions().iter().map(|(_, found)| found.span.clone()).collect();
    definitions.sort_by_key(|span| span.start);
    for (event, range) in parser.into_offset_iter() {
        writer.reach(before + range.start);
        writer.event(event);
    }
    let lines = 1 + bare.matches('\n').count() + matter.matches('\n').count();
    for span in definitions {
        let line = lines + text.get(..span.start).map_or(0, |before| before.matches('\n').count());
        writer.flow.leave_out(LeftOutReason::Code, text.get(span).unwrap_or_default(), line);
    }
    writer.flush();
    let MarkdownText { flow, title, fields, .. } = writer;
    (flow, title, fields)
}

#[derive(Default)]
struct MarkdownText<'s> {
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
    html: String,
    /// The line on which `html` starts.
    html_start: usize,
    title: Sides<Option<String>>,
    fields: Vec<(String, String)>,
}

impl MarkdownText<'_> {
    fn reach(&mut self, offset: usize) {
        if let Some(passed) = self.source.get(self.offset..offset) {
            self.line += passed.bytes().filter(|b| *b == b'\n').count();
            self.offset = offset;
        }
    }

    fn event(&mut self, event: Event) {
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
            Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
            Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
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
            Some(lines) if kind == BlockKind::Paragraph => {
                for (line, text) in (self.start..).zip(lines) {
                    self.flow.block(Block { kind, ..Block::paragraph(text, line) });
                }
            }
            _ => self.flow.block(Block { kind, ..Block::paragraph(text, self.start) }),
        }
    }

    /// Takes the title from front matter, on the side that `lang: …` or the title itself tells, and the other fields. What
    /// tells people what the document is about is the text's first paragraph.
    fn front_matter(&mut self, yaml: &str) {
        let FrontMatter { fields, rest } = front_matter::read(yaml);
        let lang = fields.iter().find(|field| field.name == "lang").and_then(|field| side_of_tag(&field.value));
        for field in fields {
            let line = self.line + field.line;
            match field.name.as_str() {
                "title" | "name" if halves(&field.value).is_some() => {
                    let halves = halves(&field.value).unwrap_or_default();
                    self.title = halves.map(Some);
                }
                "title" => {
                    let side = lang.or_else(|| side_of_text(&field.value)).unwrap_or(Side::En);
                    *self.title.get_mut(side) = Some(field.value);
                }
                "lang" => self.flow.leave_out(LeftOutReason::Code, field.value, line),
                _ if field.is_prose() => self.flow.block(Block::paragraph(field.value, line)),
                _ => self.fields.push((field.name, field.value)),
            }
        }
        for (said, line) in rest {
            self.flow.leave_out(LeftOutReason::Code, said, self.line + line);
        }
    }
}

/// The lines of a paragraph, where nearly each is a text in both languages: they are no wrapped text.
fn lines_in_both<'t>(text: &'t str, breaks: &[usize]) -> Option<Vec<&'t str>> {
    let starts = [0].into_iter().chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([text.len()]);
    let lines: Vec<&str> =
        starts.zip(ends).map(|(start, end)| text.get(start..end).map(str::trim)).collect::<Option<_>>()?;
    let divided = lines.iter().filter(|line| is_divided(line)).count();
    (divided >= 2 && divided * 3 >= lines.len() * 2).then_some(lines)
}

/// Where the data ends that a text opens with, without lines around them: `title: …` and more such lines before an empty one.
fn bare_matter_end(text: &str) -> usize {
    let end = text.find("\n\n").map_or(0, |at| at + 1);
    let matter = text.get(..end).unwrap_or_default();
    let name = |line: &str| -> Option<String> {
        let (name, value) = line.split_once(':')?;
        let name = name.trim();
        let plain =
            name.len() <= 24 && name.split(' ').count() <= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic());
        (plain && !value.starts_with("//") && !value.trim().is_empty()).then(|| name.to_lowercase())
    };
    let names: Option<Vec<String>> = matter.lines().map(name).collect();
    let is_data = names
        .is_some_and(|names| names.len() >= 2 && names.iter().any(|name| matches!(name.as_str(), "title" | "name")));
    if is_data { end } else { 0 }
}

/// How tags of templates open and close: those of Hugo around Markdown, and those of Jekyll.
const TAGS: [(&str, &str); 2] = [("{{%", "%}}"), ("{%", "%}")];

/// The first tag of a template in a text: where it opens, and how it opens and closes. In brackets of its kind stands a name.
fn first_tag(text: &str) -> Option<(usize, &'static str, &'static str)> {
    let opens = |(at, _): &(usize, &str), mark: &str| {
        let inside = text.get(at + mark.len()..).unwrap_or_default();
        let bare = inside.trim_start_matches(['-', '+']).trim_start().trim_start_matches('/').trim_start();
        bare.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let first =
        |(mark, closes)| text.match_indices(mark).find(|found| opens(found, mark)).map(|(at, _)| (at, mark, closes));
    // Of two that open at one place the longer mark stands first.
    TAGS.into_iter().filter_map(first).min_by_key(|(at, ..)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;
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
            kinds("# A\n\nSee the rules of the quay.[^1]\n\n[^1]: So:\n\n    ```\n    make a\n    make b\n    ```\n")
                [2..],
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
}
