//! Tokens of a query. Operators count only where a word would begin, so that Chinese text with marks in it
//! (局(知識產權局), 時間:2025) can be pasted as it is.

use super::operators::{Field, Word, field_named, fields, word_named};
use super::token::Token;
use super::word;
use crate::model::QueryError;
use crate::text::fold::is_han;

/// What stands before the name of a document's field.
const FIELD: &str = "field.";

/// A token and where it begins, in code points.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub token: Token,
    pub at: usize,
}

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
            match self.sign(c) {
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
                    self.refuse_weight(at)?;
                    let slop = self.slop()?;
                    self.push(Token::Phrase(text, slop), at);
                }
                '=' if self.begins_exact() => {
                    self.at += 1;
                    let text = self.exact(at)?;
                    self.push(Token::Exact(text), at);
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

    /// The operator that the character at the place is: as it stands, or what an input method typed for it. A full-width
    /// one counts only where it can be nothing else, since Chinese text with such marks is pasted as it is.
    fn sign(&self, c: char) -> char {
        let next = self.chars.get(self.at + 1).copied().unwrap_or(' ');
        match c {
            '!' | '！' | '－' if !next.is_whitespace() && !matches!(next, '!' | '！' | '－' | '=') => '-',
            '“' | '”' if self.stands_alone("”“") => '"',
            '「' if self.stands_alone("」") => '"',
            '『' if self.stands_alone("』") => '"',
            '＂' => '"',
            '（' if self.stands_alone("）") => '(',
            '）' if self.groups > 0 => ')',
            other => other,
        }
    }

    /// Whether the `=` at the place says that a word or a phrase is meant as it is written.
    fn begins_exact(&self) -> bool {
        let next = self.chars.get(self.at + 1);
        next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '“' | '＂' | '.' | '$' | '€' | '£' | '#' | '@'))
    }

    /// What stands behind the `=` that began at `start`.
    fn exact(&mut self, start: usize) -> Result<String, QueryError> {
        let quoted = self.peek().is_some_and(|c| self.sign(c) == '"');
        let text = if quoted {
            self.quoted()?
        } else {
            let rest = self.chars[self.at..].iter();
            let word: String = rest.take_while(|c| !(c.is_whitespace() || **c == ')' && self.groups > 0)).collect();
            self.at += word.chars().count();
            word
        };
        if text.chars().any(is_han) {
            let nearest = self.replaced(start, start + 1, "", "");
            let message = "= is for words of letters; Chinese is found in both scripts";
            return Err(self.error(start, message, Some(nearest)));
        }
        Ok(text)
    }

    /// Whether what opens here is closed where a word ends.
    fn stands_alone(&self, closing: &str) -> bool {
        let rest = &self.chars[self.at + 1..];
        let Some(close) = rest.iter().position(|c| closing.contains(*c)) else { return false };
        rest.get(close + 1).is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '）' | '~' | '～'))
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
        let closing = match self.chars.get(open) {
            Some('“' | '”') => "”“",
            Some('「') => "」",
            Some('『') => "』",
            Some('＂') => "＂",
            _ => "\"",
        };
        let Some(len) = rest.iter().position(|c| closing.contains(*c)) else {
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

    /// `~5` behind a phrase.
    fn slop(&mut self) -> Result<Option<u32>, QueryError> {
        let at = self.at;
        if !matches!(self.peek(), Some('~' | '～')) {
            return Ok(None);
        }
        let digits = self.chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        let number: String = self.chars[at + 1..at + 1 + digits].iter().collect();
        let between = number.parse().ok().filter(|n| *n <= word::MOST_BETWEEN);
        let Some(between) = between else {
            let message =
                format!("behind ~ stands how many other words may come between, up to {}", word::MOST_BETWEEN);
            let nearest = self.replaced(at, at + 1 + digits, "~5", "");
            return Err(self.error(at, &message, Some(nearest)));
        };
        self.at += 1 + digits;
        Ok(Some(between))
    }

    /// `^2` behind what began at `start`.
    fn refuse_weight(&self, start: usize) -> Result<(), QueryError> {
        let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        if self.peek() != Some('^') || !digit(self.chars.get(self.at + 1)) {
            return Ok(());
        }
        let number = |c: &&char| c.is_ascii_digit() || **c == '.';
        let end = self.at + 1 + self.chars[self.at + 1..].iter().take_while(number).count();
        let nearest = self.replaced(self.at, end, "", "");
        Err(self.error(start, "words have no weights; a ^ is searched for between quotation marks", Some(nearest)))
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
                '(' | '（' => inner += 1,
                ')' | '）' if inner > 0 => inner -= 1,
                ')' | '）' if self.groups > 0 => break,
                ':' | '：' => {
                    let name: String = self.chars[start..self.at].iter().collect();
                    if let Some(named) = field_of(&name) {
                        return self.named_field(named.to_string(), start);
                    }
                    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
                    if named && (c == ':' || field_named(&name.to_ascii_lowercase()).is_some()) {
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
                '^' if self.at > start => self.refuse_weight(start)?,
                _ => {}
            }
            self.at += 1;
        }
        let text: String = self.chars[start..self.at].iter().collect();
        let token = match word_named(&text) {
            Some(Word::Or) => Token::Or,
            Some(Word::And) => Token::And,
            Some(Word::Not) => Token::Not,
            Some(Word::Near) => Token::Near(word::USUALLY_BETWEEN),
            None => word::token(text).map_err(|fault| {
                let nearest = self.replaced(start, self.at, &fault.instead, "");
                self.error(start, &fault.message, Some(nearest))
            })?,
        };
        self.push(token, start);
        Ok(())
    }

    /// `field.NAME:` has been read up to the colon.
    fn named_field(&mut self, name: String, start: usize) -> Result<(), QueryError> {
        self.at += 1;
        if name.is_empty() {
            let nearest = self.replaced(start, self.at, "field.source:", "");
            return Err(self.error(start, "field. wants the name of a field before the colon", Some(nearest)));
        }
        if self.peek().is_none_or(|c| c.is_whitespace() || c == ')') {
            let nearest = self.replaced(start, self.at, &format!("field.{name}:*"), "");
            return Err(self.error(start, &format!("nothing stands behind 'field.{name}:'"), Some(nearest)));
        }
        self.push(Token::Named(name), start);
        Ok(())
    }

    /// `name:` has been read up to the colon.
    fn field(&mut self, name: &str, start: usize) -> Result<(), QueryError> {
        self.at += 1;
        let lower = name.to_ascii_lowercase();
        let empty = self.peek().is_none_or(|c| c.is_whitespace() || c == ')');
        let known = field_named(&lower);
        if let Some(field @ (Field::Number | Field::Date)) = known {
            if empty {
                let (message, valid) = match field {
                    Field::Date => ("date: wants a year, month or day behind it", "date:2024-11"),
                    _ => ("num: wants a value behind it", "num:88.5億"),
                };
                let nearest = self.replaced(start, self.at, valid, "");
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
            self.push(Token::Value(field, text), start);
            return Ok(());
        }
        if known == Some(Field::Named) {
            let nearest = self.replaced(start, self.at, "field.source:", "");
            let message = "field. wants the name of a field before the colon";
            return Err(self.error(start, message, Some(if empty { format!("{nearest}*") } else { nearest })));
        }
        let Some(field) = known else {
            let known = fields().collect::<Vec<_>>().join(": ");
            let message = format!("there is no '{name}:'; known are {known}:");
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
        self.push(Token::Field(field), start);
        Ok(())
    }
}

/// The characters with something else in a place; where it is nothing, one blank is left of those on both sides.
pub(super) fn replaced(chars: &[char], from: usize, to: usize, by: &str) -> String {
    let [before, behind] = [&chars[..from], &chars[to..]].map(String::from_iter);
    let behind = if by.is_empty() && before.ends_with(' ') { behind.trim_start() } else { &behind };
    format!("{before}{by}{behind}").trim().to_string()
}

/// The name behind `field.`, empty where there is none.
fn field_of(text: &str) -> Option<&str> {
    let (field, name) = text.split_at_checked(FIELD.len())?;
    field.eq_ignore_ascii_case(FIELD).then_some(name)
}

/// A known field that the name is most likely a slip for.
fn nearest_field(name: &str) -> Option<&'static str> {
    fields().find(|k| name.len() > 1 && (name.starts_with(k) || k.starts_with(name)))
}
