//! JSON with what people write beside it: comments, and a comma behind the last of a list.

use crate::model::{LeftOut, LeftOutReason};

/// The text as JSON of the same length and lines, and its comments.
pub fn without_comments(text: &str) -> (String, Vec<LeftOut>) {
    let mut json = String::with_capacity(text.len());
    let mut comments = Vec::new();
    // Where the last comma stands that nothing but blanks came behind.
    let mut comma = None;
    let (mut rest, mut line) = (text, 1);
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '"' => quoted(rest),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            c => c.len_utf8(),
        };
        let (part, behind) = rest.split_at(taken);
        if c == '/' && taken > 1 {
            comments.push(LeftOut { reason: LeftOutReason::Comment, text: part.to_string(), line });
            // A comment parts what stands on both sides of it, and the lines stay where they are.
            json.extend(part.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        } else {
            if let Some(at) = comma.filter(|_| matches!(c, '}' | ']')) {
                json.replace_range(at..=at, " ");
            }
            comma = if c == ',' { Some(json.len()) } else { comma.filter(|_| c.is_whitespace()) };
            json.push_str(part);
        }
        line += part.matches('\n').count();
        rest = behind;
    }
    (json, comments)
}

/// The length of a string that a text begins with, its quotation marks included.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().enumerate().skip(1).find(|(_, byte)| {
        let closes = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        closes
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out_and_strings_stay() {
        let text = "{ // 泊位\n \"a\": \"// no, /* no \\\" */\", /* the\n tide */ \"b\": [1, 2,\n], }";
        let (json, comments) = without_comments(text);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value, serde_json::json!({"a": "// no, /* no \" */", "b": [1, 2]}));
        let comments: Vec<(&str, usize)> = comments.iter().map(|piece| (piece.text.as_str(), piece.line)).collect();
        assert_eq!(comments, [("// 泊位", 1), ("/* the\n tide */", 2)]);
        assert_eq!(without_comments("/* open").1.len(), 1);
        assert_eq!(without_comments("\"open \\").0, "\"open \\");
    }
}
