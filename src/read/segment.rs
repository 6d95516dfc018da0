//! Inline markup of TMX and XLIFF: the text of a segment without the codes that stand for formatting.

use crate::model::LeftOutReason;
use crate::read::input::Outcome;
use crate::read::limits;
use crate::read::xml_stream::{Markup, Tag, Token};
use std::io::Read;

/// The text of a segment, and the pieces of it that `<mrk mtype="seg" mid="…">` marks.
#[derive(Default)]
pub struct Segment {
    pub text: String,
    pub marks: Vec<(String, String)>,
    /// Codes, and text that was deleted with changes tracked.
    pub left_out: Vec<(LeftOutReason, String)>,
}

/// What an open element of a segment does with the text in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Text,
    Code,
    Deleted,
}

/// Reads to the end of the element that was just opened (`seg`, `source`, `target`).
///
/// The content of `bpt ept ph it ut` and of XLIFF's placeholders is code and is dropped; `sub` inside of them is
/// text (a footnote, an alt text) and stays, as does everything else (`hi`, `g`, `pc`, `mrk`). White space stays as it
/// is: `xml:space` is seldom written where line breaks count, so what was only layout is for the repairs to say, which
/// can be undone.
pub fn segment<R: Read>(markup: &mut Markup<R>) -> Outcome<Segment> {
    let mut segment = Segment::default();
    // Whether text is kept, for each open element; and the mark that began there.
    let mut open: Vec<(Keep, Option<(String, usize)>)> = vec![(Keep::Text, None)];
    let leave = |keep: Keep, text: String, left_out: &mut Vec<(LeftOutReason, String)>| {
        let reason = if keep == Keep::Code { LeftOutReason::Code } else { LeftOutReason::Deleted };
        if !text.trim().is_empty() {
            left_out.push((reason, text));
        }
    };
    loop {
        match markup.next()? {
            Token::Text(text) => {
                match open.last() {
                    Some((keep, _)) if *keep != Keep::Text => leave(*keep, text, &mut segment.left_out),
                    _ => segment.text.push_str(&text),
                }
                if segment.text.len() as u64 > limits::PIECE {
                    return Err(format!("has a segment of more than {}", limits::size(limits::PIECE)));
                }
            }
            Token::Open(tag) => {
                let inherited = open.last().map_or(Keep::Text, |(keep, _)| *keep);
                let keep = match tag.name.as_str() {
                    _ if inherited == Keep::Deleted || is_deletion(&tag) => Keep::Deleted,
                    "bpt" | "ept" | "ph" | "it" | "ut" | "x" | "bx" | "ex" | "sc" | "ec" => Keep::Code,
                    "sub" => Keep::Text,
                    _ => inherited,
                };
                match tag.name.as_str() {
                    "x" | "ph" if inherited == Keep::Text && line_break(&tag) => segment.text.push('\n'),
                    // A character that XML cannot hold, XLIFF 2.
                    "cp" => segment
                        .text
                        .extend(tag.get("hex").and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32)),
                    _ => {}
                }
                let mark = (tag.name == "mrk" && tag.get("mtype") == Some("seg"))
                    .then(|| (tag.get("mid").unwrap_or_default().to_string(), segment.text.len()));
                open.push((keep, mark));
            }
            Token::Close(_) => {
                if let Some((_, Some((mid, start)))) = open.pop() {
                    segment.marks.push((mid, segment.text.get(start..).unwrap_or_default().to_string()));
                }
                if open.is_empty() {
                    return Ok(segment);
                }
            }
            Token::End => return Err("ends inside a segment".into()),
        }
    }
}

/// Text that was deleted with changes tracked, as SDL marks it.
fn is_deletion(tag: &Tag) -> bool {
    tag.name == "mrk" && tag.get("mtype") == Some("x-sdl-deleted") || tag.name == "deleted"
}

/// A code that stands for a line break: `ctype` in XLIFF 1.2, `subType` in 2.x, `type` in TMX.
fn line_break(tag: &Tag) -> bool {
    tag.get("ctype") == Some("lb") || tag.get("subType") == Some("xlf:lb") || tag.get("type") == Some("lb")
}
