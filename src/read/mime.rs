//! MIME (RFC 2045 to 2047): the parts of a saved page or a mail, decoded. What is broken is taken as it stands; only too many
//! parts are refused.

use crate::model::Warning;
use crate::read::encoding::{by_name, text_of};
use crate::read::input::{Input, Outcome};
use encoding_rs::{Encoding, UTF_8};

/// Multiparts inside multiparts.
const DEPTH: usize = 16;
/// Parts of one message.
const PARTS: usize = 10_000;

/// A part that holds content, or the headers of the whole message.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Names in lower case, values unfolded.
    headers: Vec<(String, String)>,
    /// The content without its transfer encoding.
    pub content: Vec<u8>,
}

impl Part {
    /// Content without headers.
    pub fn of(content: Vec<u8>) -> Part {
        Part { headers: Vec::new(), content }
    }

    /// The value of a header; encoded words are decoded.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| decoded_words(value))
    }

    /// `text/html` …, in lower case; a part that does not say is plain text.
    pub fn kind(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind.is_empty() { "text/plain".into() } else { kind }
    }

    /// The name of an attached file.
    pub fn file_name(&self) -> Option<String> {
        self.parameter("content-disposition", "filename").or_else(|| self.parameter("content-type", "name"))
    }

    fn parameter(&self, header: &str, name: &str) -> Option<String> {
        let value = self.header(header)?;
        value.split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_string())
        })
    }

    /// The content as text, in the encoding that the part names, else as what it reads as; and what is broken of it.
    pub fn text(&self) -> (String, Option<Warning>) {
        let input = Input::bytes("part", self.content.clone());
        let named = self.parameter("content-type", "charset").filter(|label| by_name(label).is_ok());
        match text_of(&input, named.as_deref()) {
            Ok((text, encoded)) => (text, encoded.warning()),
            // What is no text to a reader of files is still what the message shows.
            Err(_) => {
                let text = String::from_utf8_lossy(&self.content).into_owned();
                let count = text.matches('\u{FFFD}').count();
                let said = format!("{count} broken sequences in a part of the message; each is shown as \u{FFFD}");
                (text, (count > 0).then(|| Warning::new(said)))
            }
        }
    }
}

/// The message's own headers, and the parts with content in the order of the file. Fails where there are too many.
pub fn message(bytes: &[u8]) -> Outcome<(Part, Vec<Part>)> {
    let (headers, _) = split_headers(bytes);
    let mut parts = Vec::new();
    gather(bytes, 0, &mut parts)?;
    Ok((Part { headers, content: Vec::new() }, parts))
}

fn gather(bytes: &[u8], depth: usize, parts: &mut Vec<Part>) -> Outcome<()> {
    let (headers, body) = split_headers(bytes);
    let mut part = Part { headers, content: Vec::new() };
    let boundary = part.parameter("content-type", "boundary").filter(|b| !b.is_empty());
    if let Some(boundary) = boundary.filter(|_| part.kind().starts_with("multipart/") && depth < DEPTH) {
        for inner in split_parts(body, boundary.as_bytes()) {
            if parts.len() >= PARTS {
                return Err(format!("is a message of more than {PARTS} parts"));
            }
            gather(inner, depth + 1, parts)?;
        }
        return Ok(());
    }
    part.content =
        match part.header("content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(body, false),
            "base64" => base64(body),
            _ => body.to_vec(),
        };
    parts.push(part);
    Ok(())
}

/// The headers, and what stands behind the empty line.
fn split_headers(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|b| *b == b'\n') {
        let (line, after) = rest.split_at(end + 1);
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\r', '\n']);
        let folded = line.starts_with([' ', '\t']);
        match (line.split_once(':'), headers.last_mut()) {
            _ if line.is_empty() => return (headers, after),
            (_, Some((_, value))) if folded => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (Some((name, value)), _) if !name.contains(' ') => {
                headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
            }
            _ => return (headers, rest),
        }
        rest = after;
    }
    (headers, rest)
}

/// The parts between the lines that are the boundary.
fn split_parts<'b>(body: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (None, 0);
    while at < body.len() {
        let line_end =
            body.get(at..).and_then(|r| r.iter().position(|b| *b == b'\n')).map_or(body.len(), |n| at + n + 1);
        let line = body.get(at..line_end).unwrap_or_default();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if let Some(tail) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) {
            if let Some(start) = start.take() {
                parts.push(body.get(start..at).unwrap_or_default());
            }
            if tail == b"--" {
                return parts;
            }
            start = Some(line_end);
        }
        at = line_end;
    }
    // A message that was cut off has its last part still.
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
}

/// Undoes quoted-printable; in a header an underscore is a space.
fn quoted_printable(bytes: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'=' => {
                let hex = after
                    .get(..2)
                    .and_then(|h| std::str::from_utf8(h).ok())
                    .and_then(|h| u8::from_str_radix(h, 16).ok());
                if let Some(byte) = hex {
                    out.push(byte);
                    rest = after.get(2..).unwrap_or_default();
                } else if let Some(after) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) {
                    rest = after;
                } else {
                    out.push(b'=');
                }
            }
            b'_' if header => out.push(b' '),
            byte => out.push(*byte),
        }
    }
    out
}

/// Undoes base64; signs that are none of its are passed over.
pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0x00FF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xFF) as u8);
        }
    }
    out
}

/// A header with its encoded words (`=?UTF-8?B?…?=`) decoded.
fn decoded_words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, word)) = rest.split_once("=?") {
        let mut fields = word.splitn(3, '?');
        let (label, coding, tail) = (fields.next(), fields.next(), fields.next());
        let (Some(label), Some(coding), Some((text, after))) = (label, coding, tail.and_then(|t| t.split_once("?=")))
        else {
            break;
        };
        let bytes = if coding.eq_ignore_ascii_case("b") {
            base64(text.as_bytes())
        } else {
            quoted_printable(text.as_bytes(), true)
        };
        // White space between two encoded words is none.
        if !before.trim().is_empty() || out.is_empty() {
            out.push_str(before);
        }
        out.push_str(&Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8).decode(&bytes).0);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_encodings_and_encoded_words() {
        let mail = "Subject: =?UTF-8?B?5rig5Y+j?= =?utf-8?Q?_port?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"x\"\r\n\r\npreamble\r\n\
            --x\r\nContent-Type: text/plain; charset=\"gb2312\"\r\nContent-Transfer-Encoding: base64\r\n\r\ntO+w7g==\r\n\
            --x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>a=3Db, long=\r\n line</p>\r\n--x--\r\n";
        let (head, parts) = message(mail.as_bytes()).unwrap();
        assert_eq!(head.header("subject").as_deref(), Some("渠口 port"));
        let got: Vec<(String, String)> = parts.iter().map(|p| (p.kind(), p.text().0.trim().to_string())).collect();
        assert_eq!(got[0].0, "text/plain");
        assert_eq!(got[0].1, "达邦");
        assert_eq!(got[1], ("text/html".into(), "<p>a=b, long line</p>".into()));
    }

    #[test]
    fn an_encoding_that_nobody_knows_is_guessed_and_what_is_broken_is_said() {
        let text = "船舶應在泊位停靠，並按規定繳費。引航員在港口登船，船長應予協助。";
        let part = |label: &str, content: &[u8]| {
            let head = format!("Content-Type: text/plain; charset={label}\r\n\r\n");
            message(&[head.as_bytes(), content].concat()).unwrap().1.remove(0).text()
        };
        let (big5, ..) = encoding_rs::BIG5.encode(text);
        assert_eq!(part("x-unheard-of", text.as_bytes()), (text.to_string(), None));
        assert_eq!(part("x-unheard-of", &big5), (text.to_string(), None));
        let (broken, said) = part("utf-8", b"quay \xFF\xFE berth");
        assert!(broken.contains('\u{FFFD}') && said.unwrap().message.starts_with("2 broken sequences"));
    }

    #[test]
    fn too_many_parts_are_refused() {
        let mail = |parts| "Content-Type: multipart/mixed; boundary=x\n\n".to_string() + &"--x\n\n渠\n".repeat(parts);
        assert_eq!(message(mail(PARTS).as_bytes()).unwrap().1.len(), PARTS);
        assert!(message(mail(PARTS + 1).as_bytes()).unwrap_err().contains("10000 parts"));
    }
}
