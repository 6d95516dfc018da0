//! Tokens of a query. Operators count only where a word would begin, so that Chinese text with marks in it
//! (局(知識產權局), 時間:2025) can be pasted as it is.

use crate::model::{Place, QueryError, Side};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Or,
    And,
    Not,
    Field(Field),
    /// Between quotation marks.
    Phrase(String),
    Word(String),
    Prefix(String),
    Regex(String),
    /// What follows `num:`.
    Number(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Field {
    Side(Side),
    Place(Place),
}

/// A token and where it begins, in code points.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub token: Token,
    pub at: usize,
}

const FIELDS: [(&str, Field); 5] = [
    ("zh", Field::Side(Side::Zh)),
    ("en", Field::Side(Side::En)),
    ("doc", Field::Place(Place::Doc)),
    ("section", Field::Place(Place::Section)),
    ("kind", Field::Place(Place::Kind)),
];

pub(super) fn lex(query: &str) -> Result<Vec<Lexeme>, QueryError> {
    let mut lexer = Lexer { query, chars: query.chars().collect(), at: 0, groups: 0, out: Vec::new() };
    lexer.run()?;
    Ok(lexer.out)
}

struct Lexer<'q> {
    query: &'q str,
    chars: Vec<char>,
    at: usize,
    /// Groups that are open.
    groups: usize,
    out: Vec<Lexeme>,
}

impl Lexer<'_> {
    fn run(&mut self) -> Result<(), QueryError> {
        while let Some(c) = self.peek() {
            let at = self.at;
            match c {
                c if c.is_whitespace() => self.at += 1,
                '(' => {
                    self.groups += 1;
                    self.at += 1;
                    self.push(Token::Open, at);
                }
                ')' => {
                    if self.groups == 0 {
                        let nearest = self.without(at);
                        return Err(self.error(at, "this ) closes nothing", Some(nearest)));
                    }
                    self.groups -= 1;
                    self.at += 1;
                    self.push(Token::Close, at);
                }
                '-' => {
                    self.at += 1;
                    if self.peek().is_none_or(|c| c.is_whitespace() || c == ')') {
                        let nearest = self.without(at);
                        return Err(self.error(at, "a - stands directly before what must not occur", Some(nearest)));
                    }
                    self.push(Token::Not, at);
                }
                '"' => {
                    let text = self.quoted()?;
                    self.push(Token::Phrase(text), at);
                }
                '/' => {
                    let pattern = self.regex()?;
                    self.push(Token::Regex(pattern), at);
                }
                _ => self.word()?,
            }
        }
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn push(&mut self, token: Token, at: usize) {
        self.out.push(Lexeme { token, at });
    }

    fn error(&self, at: usize, message: &str, nearest: Option<String>) -> QueryError {
        QueryError { query: self.query.to_string(), at, message: message.to_string(), nearest }
    }

    /// The query without the character there; nothing when little else is left.
    fn without(&self, at: usize) -> String {
        self.replaced(at, at + 1, "", &format!("\"{}\"", self.query.trim()))
    }

    /// The query with something else in a place; a whole other one when nothing is left.
    fn replaced(&self, from: usize, to: usize, by: &str, otherwise: &str) -> String {
        let rest = replaced(&self.chars, from, to, by);
        if rest.is_empty() { otherwise.to_string() } else { rest }
    }

    fn quoted(&mut self) -> Result<String, QueryError> {
        let open = self.at;
        self.at += 1;
        let rest = &self.chars[self.at..];
        let Some(len) = rest.iter().position(|c| *c == '"') else {
            let text: String = rest.iter().collect();
            let before: String = self.chars[..open].iter().collect();
            let nearest = match (before.trim_end(), text.trim()) {
                ("", "") => None,
                (words, "") => Some(words.to_string()),
                (_, text) => Some(format!("{before}\"{text}\"")),
            };
            return Err(self.error(open, "this quotation mark is not closed", nearest));
        };
        let text: String = rest[..len].iter().collect();
        self.at += len + 1;
        if text.trim().is_empty() {
            let nearest = self.replaced(open, self.at, "", "商業秘密");
            return Err(self.error(open, "nothing stands between the quotation marks", Some(nearest)));
        }
        Ok(text)
    }

    fn regex(&mut self) -> Result<String, QueryError> {
        let open = self.at;
        let rest = &self.chars[open + 1..];
        let mut escaped = false;
        let end = rest.iter().position(|c| {
            let closes = *c == '/' && !escaped;
            escaped = *c == '\\' && !escaped;
            closes
        });
        match end {
            Some(0) => Err(self.error(open, "the regular expression is empty", None)),
            Some(len) => {
                let pattern = rest[..len].iter().collect::<String>().replace("\\/", "/");
                self.at = open + len + 2;
                Ok(pattern)
            }
            None => {
                let nearest = format!("\"{}\"", self.query[..].trim().replace('"', ""));
                Err(self.error(
                    open,
                    "a regular expression ends with /; to search for the sign itself, quote it",
                    Some(nearest),
                ))
            }
        }
    }

    fn word(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        // Parentheses inside a word belong to it as far as they pair up there.
        let mut inner = 0usize;
        while let Some(c) = self.peek() {
            match c {
                c if c.is_whitespace() => break,
                '(' => inner += 1,
                ')' if inner > 0 => inner -= 1,
                ')' if self.groups > 0 => break,
                ':' => {
                    let name: String = self.chars[start..self.at].iter().collect();
                    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic()) {
                        return self.field(&name, start);
                    }
                }
                '"' => {
                    let head: String = self.chars[..self.at].iter().collect();
                    let tail: String = self.chars[self.at..].iter().collect();
                    let open = (head.matches('"').count() + tail.matches('"').count()) % 2 == 1;
                    // A mark that nothing follows opens no phrase: it goes.
                    let nearest = match tail.trim() {
                        "\"" if open => head.clone(),
                        _ => format!("{head} {tail}{}", if open { "\"" } else { "" }),
                    };
                    return Err(self.error(
                        self.at,
                        "a quotation mark inside a word; leave a blank before it",
                        Some(nearest),
                    ));
                }
                _ => {}
            }
            self.at += 1;
        }
        let word: String = self.chars[start..self.at].iter().collect();
        let token = match word.as_str() {
            "OR" => Token::Or,
            "AND" => Token::And,
            "NOT" => Token::Not,
            _ => match word.strip_suffix('*') {
                Some(stem) if !stem.is_empty() => Token::Prefix(stem.to_string()),
                _ => Token::Word(word),
            },
        };
        self.push(token, start);
        Ok(())
    }

    /// `name:` has been read up to the colon.
    fn field(&mut self, name: &str, start: usize) -> Result<(), QueryError> {
        self.at += 1;
        let lower = name.to_ascii_lowercase();
        let empty = self.peek().is_none_or(|c| c.is_whitespace() || c == ')');
        if lower == "num" {
            if empty {
                let message = "num: wants a value behind it";
                let nearest = self.replaced(start, self.at, "num:88.5億", "");
                return Err(self.error(start, message, Some(nearest)));
            }
            let text = if self.peek() == Some('"') {
                self.quoted()?
            } else {
                // num:>="1 billion"
                let mut value = String::new();
                while let Some(c) = self.peek().filter(|c| !(c.is_whitespace() || *c == ')' && self.groups > 0)) {
                    match c {
                        '"' => value.push_str(&self.quoted()?),
                        _ => {
                            value.push(c);
                            self.at += 1;
                        }
                    }
                }
                value
            };
            self.push(Token::Number(text), start);
            return Ok(());
        }
        let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == lower) else {
            let message = format!("there is no '{name}:'; known are zh: en: doc: section: kind: num:");
            let rest: String = self.chars[self.at..].iter().collect();
            let nearest = match nearest_field(&lower) {
                Some(known) if !empty => {
                    let before: String = self.chars[..start].iter().collect();
                    format!("{before}{known}:{rest}")
                }
                _ => format!("\"{}\"", self.query.trim().replace('"', "")),
            };
            return Err(self.error(start, &message, Some(nearest)));
        };
        if empty {
            let nearest = self.replaced(start, self.at, &format!("{lower}:\"…\""), "");
            return Err(self.error(start, &format!("nothing stands behind '{name}:'"), Some(nearest)));
        }
        self.push(Token::Field(*field), start);
        Ok(())
    }
}

/// The characters with something else in a place; where it is nothing, one blank is left of those on both sides.
pub(super) fn replaced(chars: &[char], from: usize, to: usize, by: &str) -> String {
    let [before, behind] = [&chars[..from], &chars[to..]].map(String::from_iter);
    let behind = if by.is_empty() && before.ends_with(' ') { behind.trim_start() } else { &behind };
    format!("{before}{by}{behind}").trim().to_string()
}

/// A known field that the name is most likely a slip for.
fn nearest_field(name: &str) -> Option<&'static str> {
    let known = ["zh", "en", "doc", "section", "kind", "num"];
    known.into_iter().find(|k| name.len() > 1 && (name.starts_with(k) || k.starts_with(name)))
}
