//! Text inside XML.

/// Escapes a text; what XML 1.0 cannot hold at all is left out, and a carriage return is kept from becoming a line end.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c if is_forbidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Escapes the value of an attribute, where a reader would make blanks of tabs and line ends.
pub(super) fn attribute(text: &str) -> String {
    escape(text).replace('\t', "&#9;").replace('\n', "&#10;")
}

fn is_forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escape("a\0<\u{1b}&\u{ffff}\">\r\n"), "a&lt;&amp;&quot;&gt;&#13;\n");
        assert_eq!(attribute("a\tb\n"), "a&#9;b&#10;");
    }
}
