//! Metadata lines near the top: 發布時間:2025-04-24 來源:…, "Published: … | Source: …". The line itself stays whole.

use super::outline::OutlineLine;
use crate::text::field_name::label;

/// Metadata stands among the first paragraphs of a side.
const NEAR: usize = 6;
/// A longer value is no value.
const LONGEST: usize = 150;

/// The fields of a side.
pub(super) fn read(lines: &[OutlineLine]) -> Vec<(String, String)> {
    lines.iter().take(NEAR).flat_map(|line| fields(line.text())).collect()
}

fn fields(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((name, len)) = label(rest) {
        let value = rest.get(len..).unwrap_or("").trim_start();
        let end = end_of_value(value, name.is_ascii());
        let (found, behind) = (value.get(..end).unwrap_or(value), value.get(end..).unwrap_or(""));
        let found = found.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, ')' | '）' | ']' | '】' | '|' | '｜' | ';' | '；' | ',')
        });
        if found.is_empty() || found.len() > LONGEST {
            break;
        }
        out.push((name.to_string(), found.to_string()));
        rest = behind
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ')' | '）' | '|' | '｜' | ';' | '；' | ','));
    }
    out
}

/// Chinese values end at a blank (a date may have a time behind it), English ones at a bar or the next label.
fn end_of_value(value: &str, english: bool) -> usize {
    let bars = |c: char| matches!(c, '|' | '｜' | '\t' | ';' | '；' | '\n' | '\u{3000}');
    let mut blanks = value.char_indices().filter(|(_, c)| c.is_whitespace() || bars(*c));
    let end = blanks.find(|(at, c)| {
        let next = value.get(at + c.len_utf8()..).unwrap_or("").trim_start();
        let time =
            next.starts_with(|c: char| c.is_ascii_digit()) && next.as_bytes().iter().take(3).any(|byte| *byte == b':');
        bars(*c) || !time && (!english || label(next).is_some())
    });
    end.map_or(value.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_text_behind_them_is_not() {
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(
            fields("發布時間:2025-04-24 10:30 來源:某某管理局 2024年,本省堅持。"),
            [pair("發布時間", "2025-04-24 10:30"), pair("來源", "某某管理局")]
        );
        assert_eq!(
            fields("Published: 24 April 2025 | Source: Office of the Example"),
            [pair("Published", "24 April 2025"), pair("Source", "Office of the Example")]
        );
        assert_eq!(
            fields("Date: 2025-04-24 Source: Example Daily"),
            [pair("Date", "2025-04-24"), pair("Source", "Example Daily")]
        );
        assert_eq!(fields("時間很緊。"), []);
        assert_eq!(fields("來源："), []);
    }
}
