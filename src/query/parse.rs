//! The grammar: `any := all (OR all)*`, `all := near+`, `near := part (NEAR/n part)*`,
//! `part := -part | field:part | ( any ) | word | "phrase" | …`.

use super::lex::{Lexeme, lex, replaced};
use super::operators::Field;
use super::token::Token;
use super::value::{date, number};
use super::variants::variants;
use crate::model::{Clause, Place, Query, QueryError, Side};
use crate::text::field_name::asked_by;
use crate::text::fold::is_han;
use crate::text::pattern;
use crate::text::word_class::is_stop;

/// Groups inside groups; more is no query that a person writes.
const MAX_DEPTH: usize = 50;
/// Code points.
const MAX_LENGTH: usize = 5_000;
/// Code points of a malformed query that is offered as a phrase; a longer one was never meant as one.
const MAX_QUOTED: usize = 200;
/// Slips that are put right one after the other to reach a nearest form.
const MAX_REPAIRS: usize = 8;

/// Signs of the query language that stand around words.
const SIGNS: &[char] = &['"', '(', ')', '*', '/', '-', '“', '”', '「', '」', '（', '）', '＊', '!'];

/// Reads a query.
///
/// # Errors
/// Points at the place that is wrong and gives the nearest valid form.
///
/// ```
/// use duizhao::query::parse;
/// assert!(parse("zh:商業秘密 -en:\"trade secret\"").is_ok());
/// let error = parse("\"trade secret").unwrap_err();
/// assert_eq!((error.at, error.nearest.as_deref()), (0, Some("\"trade secret\"")));
/// ```
pub fn parse(text: &str) -> Result<Query, QueryError> {
    read(text).map_err(|error| {
        let short = || (text.chars().count() <= MAX_QUOTED).then(|| as_phrase(text));
        let nearest = error.nearest.or_else(short).and_then(|form| valid(text, form));
        QueryError { nearest, ..error }
    })
}

/// A nearest form that is itself valid: what is still wrong with it is put right in turn; when that leads nowhere, all
/// of the query as a phrase.
fn valid(text: &str, mut form: String) -> Option<String> {
    for _ in 0..MAX_REPAIRS {
        match read(&form) {
            Ok(_) => return Some(form),
            Err(QueryError { nearest: Some(next), .. }) if next != form => form = next,
            Err(_) => break,
        }
    }
    let phrase = as_phrase(text);
    read(&phrase).is_ok().then_some(phrase)
}

fn as_phrase(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " ").trim())
}

fn read(text: &str) -> Result<Query, QueryError> {
    let length = text.chars().count();
    if length > MAX_LENGTH {
        let message = format!("the query has {length} characters; {MAX_LENGTH} are allowed");
        return Err(QueryError { query: text.to_string(), at: MAX_LENGTH, message, nearest: None });
    }
    let tokens = lex(text)?;
    if tokens.is_empty() {
        let nearest = Some("商業秘密".to_string());
        return Err(QueryError { query: text.to_string(), at: 0, message: "the query is empty".into(), nearest });
    }
    let mut parser = Parser { text, tokens, next: 0, depth: 0 };
    let clause = parser.any(None)?;
    match parser.tokens.get(parser.next) {
        None => Ok(Query { text: text.to_string(), clause }),
        Some(lexeme) => Err(parser.error(lexeme.at, "this was not expected here", None)),
    }
}

/// Reads any text as plain words, operators and all: for questions that were never meant as queries.
pub fn parse_words(text: &str) -> Query {
    let words = text.split_whitespace().map(|word| word.trim_matches(SIGNS));
    let words = words.filter(|word| !word.is_empty());
    let parts: Vec<Clause> =
        words.map(|word| Clause::Words { text: word.to_string(), phrase: false, side: None }).collect();
    let nothing = || Clause::Words { text: text.to_string(), phrase: false, side: None };
    let clause = if parts.is_empty() { nothing() } else { one_or(parts, Clause::All) };
    Query { text: text.to_string(), clause }
}

struct Parser<'q> {
    text: &'q str,
    tokens: Vec<Lexeme>,
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|l| &l.token)
    }

    /// Where the next token begins, or the end of the query.
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or_else(|| self.text.chars().count(), |l| l.at)
    }

    fn error(&self, at: usize, message: impl Into<String>, nearest: Option<String>) -> QueryError {
        QueryError { query: self.text.to_string(), at, message: message.into(), nearest }
    }

    /// The query without an operator that stands there; the operator itself as a phrase when nothing is left.
    fn without(&self, at: usize, operator: &str) -> String {
        let chars: Vec<char> = self.text.chars().collect();
        let rest = replaced(&chars, at, at + operator.len(), "");
        if rest.is_empty() { as_phrase(operator) } else { rest }
    }

    fn any(&mut self, side: Option<Side>) -> Result<Clause, QueryError> {
        let mut parts = vec![self.all(side)?];
        while self.peek() == Some(&Token::Or) {
            let at = self.at();
            self.next += 1;
            if matches!(self.peek(), None | Some(Token::Close | Token::Or)) {
                let words: String = self.text.chars().take(at).collect();
                let nearest = close_groups(words.trim_end());
                return Err(self.error(at, "OR stands between two alternatives; the second is missing", Some(nearest)));
            }
            parts.push(self.all(side)?);
        }
        Ok(one_or(parts, Clause::Any))
    }

    fn all(&mut self, side: Option<Side>) -> Result<Clause, QueryError> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                None | Some(Token::Or | Token::Close) => break,
                Some(Token::And) => {
                    let at = self.at();
                    self.next += 1;
                    if parts.is_empty() || matches!(self.peek(), None | Some(Token::Or | Token::Close | Token::And)) {
                        return Err(self.error(
                            at,
                            "AND stands between two words; quote it to search for it",
                            Some(self.without(at, "AND")),
                        ));
                    }
                }
                Some(_) => parts.push(self.near(side)?),
            }
        }
        if parts.is_empty() {
            let at = self.at();
            let (message, nearest) = match self.peek() {
                Some(Token::Or) => {
                    ("OR stands between two alternatives; the first is missing", Some(self.without(at, "OR")))
                }
                Some(_) => ("nothing stands between these parentheses", None),
                None => ("something is missing at the end", None),
            };
            return Err(self.error(at, message, nearest));
        }
        Ok(one_or(parts, Clause::All))
    }

    fn near(&mut self, side: Option<Side>) -> Result<Clause, QueryError> {
        let start = self.at();
        if let Some(Token::Near(_)) = self.peek() {
            return Err(self.error(start, "NEAR stands between two words; the first is missing", None));
        }
        let mut clause = self.part(side)?;
        while let Some(Token::Near(between)) = self.peek().cloned() {
            let at = self.at();
            self.next += 1;
            if matches!(self.peek(), None | Some(Token::Or | Token::And | Token::Near(_) | Token::Close)) {
                return Err(self.error(at, "NEAR stands between two words; the second is missing", None));
            }
            let other = self.part(side)?;
            clause = nearby(clause, other, between).map_err(|message| self.error(at, message, None))?;
        }
        Ok(clause)
    }

    fn part(&mut self, side: Option<Side>) -> Result<Clause, QueryError> {
        let at = self.at();
        let Some(lexeme) = self.tokens.get(self.next).cloned() else {
            return Err(self.error(at, "something is missing at the end", None));
        };
        self.next += 1;
        match lexeme.token {
            Token::Word(text) if self.is_abbreviation(&text) => Ok(Clause::Exact { text, side }),
            Token::Word(text) => Ok(word(text, side)),
            Token::Exact(text) => Ok(Clause::Exact { text, side }),
            Token::Phrase(text, None) => Ok(Clause::Words { text, phrase: true, side }),
            Token::Phrase(text, Some(between)) => self.loose_phrase(&text, between, side, at),
            Token::Prefix(text) => Ok(Clause::Prefix { text, side }),
            Token::Wildcard(pattern) => Ok(Clause::Wildcard { pattern, side }),
            Token::Fuzzy(text, edits) => Ok(Clause::Fuzzy { text, edits, side }),
            Token::Regex(pattern) => match pattern::check(&pattern) {
                Ok(()) => Ok(Clause::Regex { pattern, side }),
                Err(reason) => Err(self.error(at, format!("the regular expression cannot be read: {reason}"), None)),
            },
            Token::Value(field, text) => {
                let is_date = field == Field::Date;
                let bound = if is_date { date(&text) } else { number(&text) };
                let (message, nearest) = match bound {
                    Ok(bound) if is_date => return Ok(Clause::Dated { bound }),
                    Ok(bound) => return Ok(Clause::Number { bound, side }),
                    Err(fault) => fault,
                };
                Err(self.error(at, message, Some(nearest.to_string())))
            }
            Token::Star => match side {
                Some(side) => Ok(Clause::Has { side }),
                None => Err(self.error(
                    at,
                    "a * alone stands behind zh: or en: and asks for passages that have this side",
                    Some(self.put(at, "*", "zh:*")),
                )),
            },
            Token::Not => Ok(Clause::Not(Box::new(self.nested(at, |p| p.part(side))?))),
            Token::Field(Field::Side(own)) => self.nested(at, |p| p.part(Some(own))),
            Token::Field(Field::Place(place)) => self.place(place, at),
            Token::Named(name) => self.named_field(&name, at),
            Token::Open => {
                let clause = self.nested(at, |p| p.any(side))?;
                if self.peek() == Some(&Token::Close) {
                    self.next += 1;
                    return Ok(clause);
                }
                let nearest = close_groups(self.text.trim_end());
                Err(self.error(at, "this parenthesis is not closed", Some(nearest)))
            }
            // Those that hold a value have been read above.
            Token::Field(Field::Number | Field::Date | Field::Named)
            | Token::Close
            | Token::Or
            | Token::And
            | Token::Near(_) => Err(self.error(at, "this was not expected here", None)),
        }
    }

    /// Whether a word that is a function word in small letters is meant as an abbreviation: US, IT, WHO in capitals,
    /// where not all of the query is.
    fn is_abbreviation(&self, word: &str) -> bool {
        let is_one = |word: &str| {
            let letters = word.replace('.', "");
            letters.len() > 1 && letters.bytes().all(|b| b.is_ascii_uppercase()) && is_stop(&letters.to_lowercase())
        };
        let others = self.tokens.iter().filter(|lexeme| matches!(&lexeme.token, Token::Word(text) if is_one(text)));
        is_one(word) && (self.text.chars().any(char::is_lowercase) || others.count() == 1)
    }

    fn nested(
        &mut self,
        at: usize,
        inner: impl FnOnce(&mut Self) -> Result<Clause, QueryError>,
    ) -> Result<Clause, QueryError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(at, format!("the query is nested more than {MAX_DEPTH} deep"), None));
        }
        let clause = inner(self)?;
        self.depth -= 1;
        Ok(clause)
    }

    /// `field.NAME:` and what the field has to contain.
    fn named_field(&mut self, name: &str, at: usize) -> Result<Clause, QueryError> {
        let value = match self.tokens.get(self.next).map(|l| l.token.clone()) {
            Some(Token::Word(text) | Token::Phrase(text, None) | Token::Prefix(text) | Token::Exact(text)) => text,
            Some(Token::Star) => "*".into(),
            _ => {
                let nearest = format!("field.{name}:\"…\"");
                return Err(self.error(at, "this wants a word or a phrase behind the colon", Some(nearest)));
            }
        };
        self.next += 1;
        Ok(Clause::Field { name: asked_by(name), value })
    }

    fn place(&mut self, place: Place, at: usize) -> Result<Clause, QueryError> {
        let value = match self.tokens.get(self.next).map(|l| l.token.clone()) {
            Some(Token::Word(text) | Token::Phrase(text, None)) => text,
            Some(Token::Prefix(text)) => format!("{text}*"),
            Some(Token::Star) => "*".into(),
            // The ids of documents may be what operators are called.
            Some(Token::Or) => "OR".into(),
            Some(Token::And) => "AND".into(),
            Some(Token::Not) if place == Place::Doc => match self.tokens.get(self.next + 1).map(|l| l.token.clone()) {
                Some(Token::Word(text)) => {
                    self.next += 1;
                    format!("-{text}")
                }
                _ => "NOT".into(),
            },
            _ => {
                let nearest = match place {
                    Place::Doc => "doc:report",
                    Place::Ref => "ref:J0080028#8.1",
                    Place::Section => "section:5",
                    Place::Kind => "kind:paragraph",
                    Place::Collection => "collection:contracts",
                };
                return Err(self.error(at, "this wants a name behind the colon", Some(nearest.into())));
            }
        };
        self.next += 1;
        if place == Place::Kind && !crate::model::Kind::ALL.iter().any(|k| k.as_str() == value) {
            let message = format!("'{value}' is no kind; known are title, heading, paragraph, note, segment");
            return Err(self.error(at, message, Some("kind:paragraph".into())));
        }
        Ok(Clause::In { place, value })
    }

    /// `"a b"~5`: words of one language.
    fn loose_phrase(&self, text: &str, between: u32, side: Option<Side>, at: usize) -> Result<Clause, QueryError> {
        let mut texts: Vec<String> = text.split_whitespace().map(String::from).collect();
        if texts.len() < 2 {
            let nearest = Some(format!("\"{}\"", text.trim()));
            return Err(self.error(at, "~ counts what stands between words; this is one word", nearest));
        }
        texts.dedup();
        Ok(Clause::Near { texts, between, side })
    }

    /// The query with something else in the place of an operator.
    fn put(&self, at: usize, operator: &str, by: &str) -> String {
        let chars: Vec<char> = self.text.chars().collect();
        replaced(&chars, at, at + operator.chars().count(), by)
    }
}

/// A word, with its other writings where it has any.
fn word(text: String, side: Option<Side>) -> Clause {
    let others = variants(&text);
    if others.is_empty() {
        return Clause::Words { text, phrase: false, side };
    }
    Clause::Variants { texts: std::iter::once(text).chain(others).collect(), side }
}

/// What two clauses are with NEAR between them: words and phrases near each other, each alternative with each.
fn nearby(one: Clause, other: Clause, between: u32) -> Result<Clause, &'static str> {
    const MESSAGE: &str = "NEAR stands between words, phrases and groups of them with OR";
    let apart = |clause| match clause {
        Clause::Variants { texts, side } => {
            Clause::Any(texts.into_iter().map(|text| Clause::Words { text, phrase: false, side }).collect())
        }
        other => other,
    };
    match (apart(one), apart(other)) {
        (Clause::Any(parts), other) => {
            let parts = parts.into_iter().map(|part| nearby(part, other.clone(), between)).collect::<Result<_, _>>()?;
            Ok(Clause::Any(parts))
        }
        (one, Clause::Any(parts)) => {
            let parts = parts.into_iter().map(|part| nearby(one.clone(), part, between)).collect::<Result<_, _>>()?;
            Ok(Clause::Any(parts))
        }
        (one, Clause::Words { text, side: own, .. }) => {
            let (mut texts, before, side) = match one {
                Clause::Words { text, side, .. } => (vec![text], 0, side),
                Clause::Near { texts, between, side } => (texts, between, side),
                _ => return Err(MESSAGE),
            };
            if side.is_some() && own.is_some() && side != own {
                return Err("NEAR stands between words of one language; these are of two");
            }
            let han = |text: &str| text.chars().any(is_han);
            if han(&text) != han(&texts[0]) && side.or(own) != Some(Side::Zh) {
                return Err("NEAR stands between words of one language; zh: looks for both in the Chinese");
            }
            texts.push(text);
            Ok(Clause::Near { texts, between: before + between, side: side.or(own) })
        }
        _ => Err(MESSAGE),
    }
}

fn one_or(mut parts: Vec<Clause>, many: impl FnOnce(Vec<Clause>) -> Clause) -> Clause {
    if parts.len() == 1 { parts.swap_remove(0) } else { many(parts) }
}

/// The text with as many parentheses closed as it opens.
fn close_groups(text: &str) -> String {
    let open = text.matches('(').count().saturating_sub(text.matches(')').count());
    format!("{text}{}", ")".repeat(open))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Clause {
        Clause::Words { text: text.into(), phrase: false, side: None }
    }

    #[test]
    fn queries_are_read_as_meant() {
        let read = |q: &str| parse(q).unwrap().clause;
        assert_eq!(read("商業秘密"), words("商業秘密"));
        assert_eq!(read("a b"), Clause::All(vec![words("a"), words("b")]));
        assert_eq!(read("a OR b c"), Clause::Any(vec![words("a"), Clause::All(vec![words("b"), words("c")])]));
        assert_eq!(read("-a"), Clause::Not(Box::new(words("a"))));
        assert_eq!(read("局(知識產權局)"), words("局(知識產權局)"));
        assert_eq!(read("時間:2025"), words("時間:2025"));
        assert_eq!(read("(a (b OR c))"), Clause::All(vec![words("a"), Clause::Any(vec![words("b"), words("c")])]));
        assert_eq!(
            read("zh:(a OR \"b c\")"),
            Clause::Any(vec![
                Clause::Words { text: "a".into(), phrase: false, side: Some(Side::Zh) },
                Clause::Words { text: "b c".into(), phrase: true, side: Some(Side::Zh) },
            ])
        );
        assert_eq!(read("infring*"), Clause::Prefix { text: "infring".into(), side: None });
        assert_eq!(read("and/or"), words("and/or"));
    }

    #[test]
    fn what_is_wrong_is_pointed_at_with_the_nearest_form() {
        for (query, at, nearest) in [
            ("\"abc", 0, Some("\"abc\"")),
            ("(a OR", 3, Some("(a)")),
            ("foo:bar", 0, Some("\"foo:bar\"")),
            ("sect:bar", 0, Some("section:bar")),
            ("-", 0, Some("\"-\"")),
            ("", 0, Some("商業秘密")),
            ("  ", 0, Some("商業秘密")),
            ("a )", 2, Some("a")),
            ("(a b", 0, Some("(a b)")),
            ("zh:", 0, Some("zh:\"…\"")),
            ("/ab", 0, Some("\"/ab\"")),
            ("kind:poem", 0, Some("kind:paragraph")),
            ("\"", 0, Some("商業秘密")),
            ("a \"", 2, Some("a")),
            ("x\"y", 1, Some("x \"y\"")),
            ("x\"", 1, Some("x")),
            ("a AND", 2, Some("a")),
            ("OR a", 0, Some("a")),
            ("a OR OR b", 2, Some("a")),
        ] {
            let error = parse(query).expect_err(query);
            assert_eq!((error.at, error.nearest.as_deref()), (at, nearest), "{query}: {}", error.message);
        }
    }

    #[test]
    fn the_nearest_form_is_valid() {
        for query in [
            "\"abc", "(a OR", "foo:bar", "sect:bar", "-", "a )", "(a b", "/ab", "((a", "x \"y z", "x\"y", "x\"y\"",
            "b AND",
        ] {
            let nearest = parse(query).unwrap_err().nearest.unwrap();
            assert!(parse(&nearest).is_ok(), "{query} → {nearest}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        assert!(parse(&"(".repeat(5_000)).is_err());
        assert!(parse(&"-".repeat(5_000)).is_err());
        assert!(parse(&"zh:".repeat(5_000)).is_err());
        assert!(parse(&"長".repeat(30_000)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-c商\"():/* -]{0,40}") {
            if let Err(error) = parse(&text) {
                prop_assert!(error.at <= text.chars().count());
            }
        }
    }
}
