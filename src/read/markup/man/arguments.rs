//! What stands behind a request of troff.

/// What stands behind a request: words, and texts in quotation marks.
pub fn arguments(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut chars = text.chars().peekable();
    let (mut quoted, mut fresh) = (false, true);
    while let Some(c) = chars.next() {
        if c == '\\' && !quoted && chars.peek() == Some(&'"') {
            // A remark.
            if fresh {
                words.push(String::new());
            }
            words.last_mut().into_iter().for_each(|word| word.extend(['\\'].into_iter().chain(chars.by_ref())));
            break;
        }
        match c {
            ' ' | '\t' if !quoted => {
                fresh = true;
                continue;
            }
            '"' if fresh && !quoted => {
                (quoted, fresh) = (true, false);
                words.push(String::new());
                continue;
            }
            '"' if quoted && chars.peek() != Some(&'"') => {
                (quoted, fresh) = (false, true);
                continue;
            }
            '"' if quoted => {
                chars.next();
            }
            _ => {}
        }
        if std::mem::take(&mut fresh) && !quoted {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
            if c == '\\' {
                word.extend(chars.next());
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_texts_in_quotation_marks() {
        for (text, want) in [
            (" \"See also\" b\\ c", &["See also", "b\\ c"][..]),
            (" a \"say \"\"moor\"\"\"", &["a", "say \"moor\""]),
            (" \"\" x\"y \\\" rest of it", &["", "x\"y", "\\\" rest of it"]),
            ("", &[]),
        ] {
            assert_eq!(arguments(text), want, "{text}");
        }
    }
}
