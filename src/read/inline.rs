//! Inline markup of TMX and XLIFF: the text of a segment without the codes that stand for formatting.

use super::join::collapse;
use super::markup::{Markup, Tag, Token};
use super::{Outcome, limits};
use std::io::Read;

/// The text of a segment, and the pieces of it that `<mrk mtype="seg" mid="…">` marks.
#[derive(Default)]
pub struct Segment {
    pub text: String,
    pub marks: Vec<(String, String)>,
}

/// Reads to the end of the element that was just opened (`seg`, `source`, `target`).
///
/// The content of `bpt ept ph it ut` and of XLIFF's placeholders is code and is dropped; `sub` inside of them is
/// text (a footnote, an alt text) and stays, as does everything else (`hi`, `g`, `pc`, `mrk`).
pub fn segment<R: Read>(markup: &mut Markup<R>, preserve: bool) -> Outcome<Segment> {
    let mut segment = Segment::default();
    // Whether text is kept, for each open element; and the mark that began there.
    let mut open: Vec<(bool, Option<(String, usize)>)> = vec![(true, None)];
    // Where a code stands for a line break. Those that stand in the text are the XML's own layout, unless it says
    // otherwise.
    let mut breaks: Vec<usize> = Vec::new();
    let tidy = |text: &str, range: std::ops::Range<usize>, breaks: &[usize]| {
        let mut pieces = Vec::new();
        let mut start = range.start;
        for end in breaks.iter().copied().filter(|at| range.contains(at)).chain([range.end]) {
            let piece = text.get(start..end).unwrap_or_default();
            let laid_out = !preserve && piece.contains('\n');
            pieces.push(if laid_out { collapse(piece) } else { piece.to_string() });
            start = end;
        }
        pieces.join("\n").trim().to_string()
    };
    loop {
        match markup.next()? {
            Token::Text(text) => {
                if open.last().is_some_and(|(keep, _)| *keep) {
                    segment.text.push_str(&text);
                    if segment.text.len() as u64 > limits::PIECE {
                        return Err(format!("has a segment of more than {}", limits::size(limits::PIECE)));
                    }
                }
            }
            Token::Open(tag) => {
                let inherited = open.last().is_none_or(|(keep, _)| *keep);
                let keep = match tag.name.as_str() {
                    "bpt" | "ept" | "ph" | "it" | "ut" | "x" | "bx" | "ex" | "sc" | "ec" => false,
                    "sub" => true,
                    _ => inherited,
                };
                match tag.name.as_str() {
                    "x" | "ph" if inherited && line_break(&tag) => breaks.push(segment.text.len()),
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
                    segment.marks.push((mid, tidy(&segment.text, start..segment.text.len(), &breaks)));
                }
                if open.is_empty() {
                    segment.text = tidy(&segment.text, 0..segment.text.len(), &breaks);
                    return Ok(segment);
                }
            }
            Token::End => return Err("ends inside a segment".into()),
        }
    }
}

/// A code that stands for a line break: `ctype` in XLIFF 1.2, `subType` in 2.x, `type` in TMX.
fn line_break(tag: &Tag) -> bool {
    tag.get("ctype") == Some("lb") || tag.get("subType") == Some("xlf:lb") || tag.get("type") == Some("lb")
}
