//! XML as a stream of tokens, for every format that is made of it.
//!
//! Nothing outside of the file is ever opened and no entity but the five predefined ones and numbers is expanded;
//! a file that declares its own is refused. Depth and the size of a single piece are bounded; nothing recurses.

use crate::read::input::{Budget, Outcome, system};
use crate::read::limits;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{BufReader, Read};

pub struct Markup<R: Read> {
    reader: Reader<BufReader<Budget<R>>>,
    /// The last token as it is written.
    buffer: Vec<u8>,
    depth: usize,
    /// Line ends before the last token.
    feeds: usize,
    /// Comments before the last token, where somebody wants them.
    comments: Option<Vec<String>>,
}

pub enum Token {
    Open(Tag),
    /// The local name of the element that ends; an empty element gives `Open` and `Close`.
    Close(String),
    Text(String),
    End,
}

/// A start tag. Names are without their prefix: `w:p` is `p`, `xml:lang` is `lang`.
pub struct Tag {
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Which of them is `xml:lang`.
    language: Option<usize>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// What `xml:lang` says, which is a language; a bare `lang` may be one of programs.
    pub fn xml_lang(&self) -> Option<&str> {
        self.attributes.get(self.language?).map(|(_, value)| value.as_str())
    }

    /// The values of all attributes of a name, which can differ in their prefix.
    pub fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        self.attributes.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// All attributes, as name and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn of(start: &BytesStart) -> Self {
        let mut attributes = start.attributes();
        let mut language = None;
        let pairs = attributes.with_checks(false).flatten().enumerate().map(|(at, a)| {
            if a.key.as_ref() == "xml:lang" {
                language = Some(at);
            }
            // A value with an entity that is not known is taken as it stands.
            let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_else(|_| a.value.clone());
            (a.key.local_name().as_ref().to_string(), value.into_owned())
        });
        let attributes = pairs.collect();
        Tag { attributes, language, name: start.local_name().as_ref().to_string() }
    }
}

impl<R: Read> Markup<R> {
    /// `inner` gives UTF-8.
    pub fn new(inner: R) -> Self {
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, Budget::new(inner)));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Markup { reader, buffer: Vec::new(), depth: 0, feeds: 0, comments: None }
    }

    /// The same, with [`Self::take_comments`] for what is remarked in the file.
    pub fn with_comments(inner: R) -> Self {
        Markup { comments: Some(Vec::new()), ..Self::new(inner) }
    }

    /// The comments between the last token and the one before.
    pub fn take_comments(&mut self) -> Vec<String> {
        self.comments.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub fn next(&mut self) -> Outcome<Token> {
        loop {
            self.feeds += self.buffer.iter().filter(|byte| **byte == b'\n').count();
            self.buffer.clear();
            self.reader.get_mut().get_mut().renew();
            let event = self.reader.read_event_into(&mut self.buffer);
            let token = match event.map_err(|e| broken(e, self.reader.error_position()))? {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > limits::DEPTH {
                        return Err(format!("has XML elements nested more than {} deep", limits::DEPTH));
                    }
                    Token::Open(Tag::of(&start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close(end.local_name().as_ref().to_string())
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Token::Text(resolve(&reference)),
                Event::DocType(doctype) if doctype.contains("<!ENTITY") => {
                    return Err("declares XML entities (<!ENTITY …>), which are never expanded here; replace them by their text and remove the DOCTYPE".into());
                }
                Event::Comment(comment) => {
                    if let Some(comments) = &mut self.comments {
                        comments.push(comment.xml10_content().into_owned());
                    }
                    continue;
                }
                Event::DocType(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => {
                    return Err(format!("ends in the middle: {} XML elements are still open", self.depth));
                }
                Event::Eof => Token::End,
            };
            return Ok(token);
        }
    }

    /// Reads on to the end of the element that was just opened, and gives the text that stands in it.
    pub fn skip(&mut self) -> Outcome<String> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Token::End => break,
                Token::Text(said) => text.push_str(&said),
                Token::Open(_) | Token::Close(_) => {
                    if !text.is_empty() && !text.ends_with(' ') {
                        text.push(' ');
                    }
                }
            }
            if text.len() as u64 > limits::PIECE {
                return Err(format!("has an element with more than {} of text", limits::size(limits::PIECE)));
            }
        }
        Ok(text)
    }

    /// The 1-based line on which the last token begins.
    pub fn line(&self) -> usize {
        self.feeds + 1
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

fn broken(error: quick_xml::Error, at: u64) -> String {
    match error {
        quick_xml::Error::Io(e) => match e.get_ref() {
            // Our own words (a limit) come back wrapped.
            Some(ours) => ours.to_string(),
            None => system(std::io::Error::from(e.kind())),
        },
        other => format!("is not well-formed XML at byte {at}: {other}"),
    }
}

fn resolve(reference: &BytesRef) -> String {
    let known = match reference.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    known.map_or_else(|| format!("&{};", reference.as_ref() as &str), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(xml: &str) -> Outcome<String> {
        let mut markup = Markup::new(xml.as_bytes());
        let mut seen = String::new();
        loop {
            match markup.next()? {
                Token::Open(tag) => {
                    seen += &format!("<{}{}>", tag.name, tag.get("lang").map_or(String::new(), |l| format!(" {l}")))
                }
                Token::Close(name) => seen += &format!("</{name}>"),
                Token::Text(text) => seen += &text,
                Token::End => return Ok(seen),
            }
        }
    }

    #[test]
    fn names_lose_their_prefix_and_references_are_resolved() {
        assert_eq!(
            run("<a:b xml:lang='zh'>&lt;&#x4E2D;<![CDATA[&x;]]>&odd;<c/></a:b>").unwrap(),
            "<b zh><中&x;&odd;<c></c></b>"
        );
    }

    #[test]
    fn tokens_know_their_line() {
        let xml = "<?xml\nversion='1.0'?>\n<!-- a\n-->\n<a\n b='x'>one\ntwo<c/>\n<d>e</d></a>";
        let mut markup = Markup::new(xml.as_bytes());
        let mut lines = Vec::new();
        loop {
            match markup.next().unwrap() {
                Token::Open(tag) => lines.push((tag.name, markup.line())),
                Token::End => break,
                _ => {}
            }
        }
        assert_eq!(lines, [("a", 5), ("c", 7), ("d", 8)].map(|(name, line)| (name.to_string(), line)));
    }

    #[test]
    fn entities_are_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert!(run(bomb).unwrap_err().contains("<!ENTITY"));
        assert!(run("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>").is_err());
        assert!(run("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx/>").is_ok());
    }

    #[test]
    fn depth_and_truncation() {
        assert!(run(&"<a>".repeat(1_000_000)).unwrap_err().contains("1000 deep"));
        assert!(run("<a><b>text").unwrap_err().contains("ends in the middle"));
    }

    #[test]
    fn a_gigantic_attribute_is_refused() {
        let endless = b"<a x='".as_slice().chain(std::io::repeat(b'x'));
        let mut markup = Markup::new(endless);
        assert!(markup.next().err().unwrap().contains("64 MiB"));
    }
}
