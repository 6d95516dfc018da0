//! A cue: what is shown at a time, without the marks of formatting.

use crate::model::{LeftOut, LeftOutReason, Side, Sides};
use crate::read::halves::halves;
use crate::read::language::side_of_text;
use crate::read::line_join::join_line;

/// What is shown at a time; times in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cue {
    pub start: u64,
    pub end: u64,
    pub text: Sides<String>,
    /// Its parts in the two languages, where it looks like a text in both.
    pub halves: Option<Halves>,
    pub line: usize,
}

/// What a cue in both languages holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halves {
    pub text: Sides<String>,
    /// Each language has lines of its own.
    pub by_lines: bool,
}

/// A cue with its text on the sides that it is in; `None` where it has no text.
pub fn cue(start: u64, end: u64, text: &str, line: usize) -> Option<Cue> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let parts = halves(&lines.join("\n"))
        .map(|parts| Halves { text: parts.map(|text| joined(text.lines())), by_lines: lines.len() > 1 });
    let said = joined(lines.into_iter());
    let mut text = Sides::default();
    // Music and laughter are said in either language.
    let side = side_of_text(&said).unwrap_or(Side::En);
    *text.get_mut(side) = said;
    let some = !text.zh.is_empty() || !text.en.is_empty();
    some.then(|| Cue { start, end: end.max(start), text, halves: parts, line })
}

pub fn append(text: &mut String, more: &str) {
    if text.is_empty() {
        text.push_str(more);
    } else if !more.is_empty() {
        join_line(text, more);
    }
}

/// The lines of a cue as one, but for what two people say.
fn joined<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut text = String::new();
    for line in lines {
        if text.is_empty() {
            text.push_str(line);
        } else if line.starts_with(['-', '–', '—', '－']) {
            text.push('\n');
            text.push_str(line);
        } else {
            join_line(&mut text, line);
        }
    }
    text
}

/// Text without the marks of formatting: `<i>`, `{\an8}`, `&amp;`.
pub fn without_codes(text: &str, line: usize, left_out: &mut Vec<LeftOut>) -> String {
    let mut out = String::new();
    let mut codes = String::new();
    // ASS draws with what stands between `{\p1}` and `{\p0}`.
    let mut drawing = false;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, code) = rest.split_at(at);
        let close = if code.starts_with('<') { '>' } else { '}' };
        let tag = code.chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '\\'));
        let end = code.find(close).filter(|_| tag);
        (if drawing { &mut codes } else { &mut out }).push_str(before);
        drawing = end.and_then(|end| drawn(code.get(..end)?)).unwrap_or(drawing);
        match end {
            Some(end) => codes.push_str(code.get(..=end).unwrap_or_default()),
            None => out.push_str(code.get(..1).unwrap_or_default()),
        }
        rest = code.get(end.map_or(1, |end| end + 1)..).unwrap_or_default();
    }
    (if drawing { &mut codes } else { &mut out }).push_str(rest);
    if !codes.is_empty() {
        left_out.push(LeftOut { reason: LeftOutReason::Code, text: codes, line });
    }
    for (entity, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")]
    {
        out = out.replace(entity, sign);
    }
    out
}

/// Whether a code begins a drawing or ends one: `\p1`, `\p0`.
fn drawn(code: &str) -> Option<bool> {
    let scale = code.rsplit("\\p").next().filter(|rest| rest.len() < code.len())?.chars().next()?;
    scale.is_ascii_digit().then_some(scale != '0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_no_text() {
        let mut left = Vec::new();
        let text = without_codes("{\\pos(1,2)\\p1}m 0 0 l 100 0{\\p0}泊位{\\i1}已{\\i0}滿", 1, &mut left);
        assert_eq!((text.as_str(), left.len()), ("泊位已滿", 1));
        assert!(left[0].text.contains("m 0 0 l 100 0"), "{left:?}");
    }
}
