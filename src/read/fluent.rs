//! Fluent, the texts of programs in Mozilla's way: messages, which go on in lines that are set in, and their attributes,
//! `.label = …`.

use crate::model::LeftOutReason;
use crate::read::keyed::KeyedTexts;
use crate::read::line_join::join_line;

/// Adds the messages of a file and their attributes by their names.
pub fn read(text: &str, texts: &mut KeyedTexts) {
    let entry = |line: &str| {
        let (key, value) = line.split_once('=')?;
        let key = key.trim();
        let named = key.strip_prefix(['.', '-']).unwrap_or(key);
        let is_name = !named.is_empty() && named.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        is_name.then(|| (key.to_string(), value.trim().to_string()))
    };
    let mut message = String::new();
    // The key, the text and the line of what is open.
    let mut open: Option<(String, String, usize)> = None;
    let close = |open: &mut Option<(String, String, usize)>, texts: &mut KeyedTexts| {
        if let Some((key, text, line)) = open.take() {
            texts.line = Some(line);
            texts.add(key, &text, None);
        }
    };
    for (number, line) in (1..).zip(text.lines()) {
        texts.line = Some(number);
        let set_in = line.starts_with([' ', '\t']);
        if line.starts_with('#') {
            texts.leave(LeftOutReason::Comment, line);
            continue;
        }
        match entry(line).filter(|(key, _)| !set_in || key.starts_with('.')) {
            Some((key, value)) => {
                close(&mut open, texts);
                let key = if set_in { format!("{message}{key}") } else { key };
                if !set_in {
                    message.clone_from(&key);
                }
                open = Some((key, value, number));
            }
            None => match &mut open {
                // A line that is not set in ends the message; what it says is of no message.
                Some((_, text, _)) if set_in || line.trim().is_empty() => join_line(text, line.trim()),
                _ => texts.leave(LeftOutReason::Code, line),
            },
        }
    }
    close(&mut open, texts);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_and_attributes() {
        let text = "# What the harbour says.\n-harbour = 海港\nfee = 停泊費\n    按噸位計算\n    .title = 費用\nboard =\n    引航員登船\n\nno message\n";
        let mut texts = KeyedTexts::default();
        read(text, &mut texts);
        let rows: Vec<(String, String)> = texts
            .rows
            .iter()
            .map(|row| (row.reference.clone().unwrap_or_default(), row.zh.clone().unwrap_or_default()))
            .collect();
        let want = [("-harbour", "海港"), ("fee", "停泊費按噸位計算"), ("fee.title", "費用"), ("board", "引航員登船")];
        assert_eq!(rows, want.map(|(key, text)| (key.to_string(), text.to_string())));
        let left: Vec<&str> = texts.left_out.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(left, ["# What the harbour says.", "no message"]);
    }
}
