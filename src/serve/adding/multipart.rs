//! Files as a form sends them (RFC 7578, RFC 2046).

use std::borrow::Cow;

/// The line between the parts, by the type of the whole; `None` where it is another type.
pub(super) fn boundary(kind: &str) -> Option<String> {
    let (name, parameters) = kind.split_once(';')?;
    if !name.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    (1..=70).contains(&boundary.len()).then(|| format!("--{boundary}"))
}

/// The files with their names, in order; parts that are none, and fields of files that nobody chose, are passed over. `None`
/// where the end is missing, or a part has no end of its headers.
pub(super) fn files<'b>(body: &'b [u8], boundary: &str) -> Option<Vec<(String, &'b [u8])>> {
    let mut files = Vec::new();
    let mut rest = body.strip_prefix(boundary.as_bytes())?;
    let between = format!("\r\n{boundary}");
    loop {
        if rest.starts_with(b"--") {
            return Some(files);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, between.as_bytes())?;
        let (part, behind) = (&rest[..end], &rest[end + between.len()..]);
        // A part without any headers begins with the empty line.
        let head = if part.starts_with(b"\r\n") { 0 } else { find(part, b"\r\n\r\n")? + 2 };
        let content = &part[head + 2..];
        if let Some(name) = file_name(&String::from_utf8_lossy(&part[..head])).filter(|name| !name.is_empty()) {
            files.push((name, content));
        }
        rest = behind;
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut at = 0;
    while let Some(next) = text.get(at..)?.iter().position(|byte| *byte == first) {
        at += next;
        if text[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The name that a part has as a file: as browsers write it, with a quotation mark as `%22`.
fn file_name(head: &str) -> Option<String> {
    let line = head.lines().find(|line| {
        line.split_once(':').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"))
    })?;
    let name = line.split_once("filename=\"")?.1.split('"').next()?;
    let name: Cow<'_, str> = if name.contains("%22") { name.replace("%22", "\"").into() } else { name.into() };
    Some(name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sent(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (head, content) in parts {
            body.extend(format!("--x\r\n{head}\r\n\r\n").bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        body
    }

    #[test]
    fn the_line_between_parts_is_told_by_the_type() {
        for (kind, want) in [
            ("multipart/form-data; boundary=x", Some("--x")),
            ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", Some("--a b")),
            ("multipart/form-data", None),
            ("multipart/form-data; boundary=", None),
            ("multipart/mixed; boundary=x", None),
            ("application/x-www-form-urlencoded", None),
        ] {
            assert_eq!(boundary(kind).as_deref(), want, "{kind}");
        }
        assert_eq!(boundary(&format!("multipart/form-data; boundary={}", "x".repeat(71))), None);
    }

    #[test]
    fn files_are_what_has_the_name_of_one() {
        let named = |name: &str| format!("Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"");
        let (one, two, none) = (named("報告.txt"), named("a%22b.bin"), named(""));
        let body = sent(&[
            ("Content-Disposition: form-data; name=\"token\"", b"secret"),
            (&format!("{one}\r\nContent-Type: text/plain"), "甲\r\n乙".as_bytes()),
            (&two, b"\r\n--y\r\n\x00\xff"),
            (&none, b""),
        ]);
        let found = files(&body, "--x").unwrap();
        assert_eq!(
            found,
            [("報告.txt".to_string(), "甲\r\n乙".as_bytes()), ("a\"b.bin".into(), &b"\r\n--y\r\n\x00\xff"[..])]
        );
        for cut in [0, 3, 20, body.len() - 7] {
            assert_eq!(files(&body[..cut], "--x"), None, "{cut}");
        }
        assert_eq!(files(b"--x--", "--x"), Some(Vec::new()));
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_read_or_refused(body in proptest::collection::vec(
            prop_oneof![Just(b"--x".to_vec()), Just(b"\r\n".to_vec()), Just(b"--".to_vec()), Just(b"filename=\"a\"".to_vec()),
                Just(b"Content-Disposition:".to_vec()), proptest::collection::vec(any::<u8>(), 0..4)], 0..30,
        )) {
            let body = body.concat();
            let whole: usize = files(&body, "--x").unwrap_or_default().iter().map(|(_, content)| content.len()).sum();
            prop_assert!(whole <= body.len());
        }
    }
}
