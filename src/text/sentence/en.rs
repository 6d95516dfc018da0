//! English: a sentence ends at `. ! ?` and at an ellipsis, with the closing quotes and brackets that follow, when what
//! comes next looks like a beginning. Semicolons end nothing. Full stops of abbreviations, initials, enumerators and
//! figures end nothing, unless a word that opens sentences follows an abbreviation that may end one.

use super::bytes::{leads, skip_space};
use super::words::{BUSINESS, LEADS_LABEL, LEADS_ON, MAY_END, OPENS, SPEECH, UNITS, WITH_A_MARK};
use crate::text::numeral;

static MARKS: [bool; 256] = leads(&[b'.', b'!', b'?', b'(', 0xe2, 0xe3, 0xef]);

/// Bytes after which a bracket is taken to have lost its other half.
const ASIDE: usize = 400;

/// Bytes of the longest word that is looked at; keeps the work linear on any text.
const WORD: usize = 64;

/// Adds the **byte** offsets of `line` after which a sentence ends; the end of the line goes without saying.
pub(super) fn cuts(line: &str, cuts: &mut Vec<usize>) {
    let bytes = line.as_bytes();
    let (mut start, mut at) = (skip_space(line, 0), 0);
    while let Some(step) = bytes[at..].iter().position(|&byte| MARKS[usize::from(byte)]) {
        at += step;
        if bytes[at] == b'(' {
            at = after_aside(line, start, at);
            continue;
        }
        let Some(stop) = Stop::read(line, start, at) else {
            at += 1;
            continue;
        };
        at = stop.end;
        if stop.ends_sentence() {
            cuts.push(stop.end);
            start = skip_space(line, stop.end);
        }
    }
}

/// Where to read on after an opening bracket: a sentence does not end inside brackets that it opened on its way.
fn after_aside(line: &str, start: usize, open: usize) -> usize {
    if open <= start {
        return open + 1;
    }
    let mut depth = 0;
    for (i, byte) in line.bytes().enumerate().skip(open).take(ASIDE) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return i + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    open + 1
}

/// A run of end marks with what closes after it.
struct Stop<'t> {
    /// The sentence up to the marks.
    head: &'t str,
    /// The line after the marks and the closing quotes and brackets.
    rest: &'t str,
    /// Byte of the line where `rest` begins.
    end: usize,
    kind: Kind,
    closes: Closes,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    FullStop,
    /// `!` or `?`, or their full-width forms and 。
    Hard,
    Ellipsis,
}

#[derive(Clone, Copy, PartialEq)]
enum Closes {
    Nothing,
    Bracket,
    Quote,
}

impl<'t> Stop<'t> {
    /// Reads the marks that begin at byte `at`; `None` when there are none.
    fn read(line: &'t str, start: usize, at: usize) -> Option<Stop<'t>> {
        let mut end = at;
        let (mut dots, mut hard) = (0, false);
        loop {
            let rest = &line[end..];
            end += match rest.chars().next() {
                Some('.') => {
                    dots += 1;
                    1
                }
                Some(' ') if dots > 0 && spaced_dot(rest) => 1,
                Some(c @ ('!' | '?' | '。' | '！' | '？')) => {
                    hard = true;
                    c.len_utf8()
                }
                Some(c @ '…') => {
                    dots += 3;
                    c.len_utf8()
                }
                _ => break,
            };
        }
        let kind = match (hard, dots) {
            (false, 0) => return None,
            (true, _) => Kind::Hard,
            (false, 1) => Kind::FullStop,
            (false, _) => Kind::Ellipsis,
        };
        let (end, closes) = closing(line, start, end);
        Some(Stop { head: line.get(start..at).unwrap_or(""), rest: &line[end..], end, kind, closes })
    }

    fn ends_sentence(&self) -> bool {
        let follow = self.rest.trim_start().trim_start_matches(OPENING);
        let Some(first) = follow.chars().next() else {
            return !self.rest.trim().is_empty();
        };
        if (first.is_lowercase() && !begins_item(self.rest))
            || matches!(first, ',' | ';' | ':' | ')' | ']' | '”' | '，' | '；' | '：' | '、')
        {
            return false;
        }
        if !self.rest.starts_with(char::is_whitespace) {
            return self.ends_without_space(first, follow);
        }
        match self.kind {
            Kind::Hard if self.closes == Closes::Nothing => !names_a_business(self.head, follow),
            Kind::Hard => self.closes != Closes::Quote || !attributes(self.rest.trim_start()),
            // A stammer: `I … I forgot`.
            Kind::Ellipsis => token(self.head.trim_end()) != first_word(follow),
            Kind::FullStop if self.closes == Closes::Nothing => !self.abbreviates(follow),
            Kind::FullStop => !enumerates(self.head),
        }
    }

    /// Whether the full stop belongs to an abbreviation, an initial or an enumerator that `follow` goes on from.
    fn abbreviates(&self, follow: &str) -> bool {
        if enumerates(self.head) {
            return true;
        }
        if is_next_item(self.head, follow) {
            return false;
        }
        let token = token(self.head);
        let mut letters = token.chars();
        match (letters.next(), letters.next()) {
            (Some(c), None) if c.is_uppercase() => return !opens(follow),
            (Some(c), _) if c.is_ascii_digit() => return listed(self.head, token),
            _ => {}
        }
        if LEADS_ON.contains(&token) {
            return true;
        }
        if LEADS_LABEL.iter().any(|word| word.eq_ignore_ascii_case(token)) && leads_to_label(token, follow) {
            return true;
        }
        (MAY_END.contains(&token) || is_acronym(token)) && !opens(follow)
    }

    /// `court.The`: a lost space, unless it looks like a name of the Internet or of a program.
    fn ends_without_space(&self, first: char, follow: &str) -> bool {
        if self.kind == Kind::Ellipsis || enumerates(self.head) {
            return false;
        }
        if first.is_alphabetic() && !first.is_uppercase() {
            return self.kind == Kind::Hard || !self.abbreviates(follow);
        }
        let word = first_word(follow);
        let mut after = follow[word.len()..].chars();
        let is_word = match after.next() {
            None => true,
            Some('.' | '!' | '?') => !after.next().is_some_and(char::is_alphanumeric),
            Some(c) => c.is_whitespace() || matches!(c, ',' | '\'' | '’' | '-' | ';' | ':'),
        };
        if !first.is_uppercase() || !is_word || (word.len() == 1 && !has(OPENS, word)) {
            return false;
        }
        if self.closes != Closes::Nothing {
            return true;
        }
        let token = token(self.head);
        if token.contains(['.', '/', '@', '_', '\\', '=']) && !token.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let capital_only = !word.contains(char::is_lowercase);
        if word.len() < 4 && !capital_only && !has(OPENS, word) {
            return false;
        }
        match token.chars().next_back() {
            Some(c) if c.is_lowercase() => token.chars().nth(1).is_some() && !self.abbreviates(follow),
            Some(c) if c.is_uppercase() => token.len() > 1 && has(OPENS, word),
            Some(c) if c.is_ascii_digit() => !capital_only,
            Some(')' | ']' | '”' | '"' | '%') => true,
            _ => false,
        }
    }
}

const OPENING: &[char] = &['“', '‘', '"', '\'', '(', '[', '«', '「', '『', '（', '*', '_'];

/// The last word, with the full stops inside it; a very long one is not looked at.
fn token(head: &str) -> &str {
    let from = (head.len().saturating_sub(WORD)..).find(|&i| head.is_char_boundary(i)).unwrap_or(0);
    let head = &head[from..];
    let outside = |c: char| c.is_whitespace() || OPENING.contains(&c) || matches!(c, '—' | '–' | '/');
    head.rsplit(outside).next().unwrap_or(head)
}

fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// ` .` as in `. . .`, and not the beginning of `.5`.
fn spaced_dot(rest: &str) -> bool {
    let mut after = rest.chars().skip(1);
    after.next() == Some('.') && !after.next().is_some_and(char::is_alphanumeric)
}

/// End of the quotes, brackets, note marks and emphasis (of Markdown) that close at byte `end`, and what they are.
fn closing(line: &str, start: usize, mut end: usize) -> (usize, Closes) {
    let mut closes = Closes::Nothing;
    loop {
        let rest = &line[end..];
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        let next = chars.next();
        let straight = || !next.is_some_and(char::is_alphanumeric) || is_open(&line.as_bytes()[start.min(end)..end], c);
        closes = match c {
            '”' | '’' | '»' | '」' | '』' => Closes::Quote,
            '"' | '\'' if straight() => Closes::Quote,
            ')' | ']' | '}' | '）' => Closes::Bracket,
            '[' => match note_mark(rest) {
                Some(len) => {
                    end += len;
                    continue;
                }
                None => break,
            },
            '*' | '_' if !rest.trim_start_matches(['*', '_']).starts_with(char::is_alphanumeric) => closes,
            c if c.is_whitespace() && matches!(next, Some('”' | '）' | ')')) => closes,
            _ => break,
        };
        end += c.len_utf8();
    }
    (end, closes)
}

/// Whether the straight quote is open at the end of the sentence so far.
fn is_open(sentence: &[u8], quote: char) -> bool {
    sentence.iter().rev().take(ASIDE).filter(|&&byte| char::from(byte) == quote).count() % 2 == 1
}

/// Length in bytes of `[12]`.
fn note_mark(rest: &str) -> Option<usize> {
    let close = rest.bytes().take(6).position(|byte| byte == b']')?;
    let inside = &rest[1..close];
    (!inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit())).then_some(close + 1)
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

/// Whether the text begins with a word that opens sentences, and not with an initial such as `A.`
fn opens(text: &str) -> bool {
    let word = first_word(text);
    has(OPENS, word) && !text[word.len()..].starts_with('.')
}

/// Whether the text tells who spoke: `Mr. Lam asked`. A pronoun with a capital begins a sentence instead.
fn attributes(text: &str) -> bool {
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let name = text.split_whitespace().take(3).take_while(capital).count();
    let verb = text.split_whitespace().nth(name).unwrap_or("");
    name > 0 && !has(OPENS, first_word(text)) && has(SPEECH, verb.trim_end_matches(|c: char| !c.is_alphabetic()))
}

/// `Yahoo! Inc.`: a mark that ends the name of a business, which goes on with what kind of business it is; and
/// `Yahoo! Mail`, where the name is known to have it.
fn names_a_business(head: &str, follow: &str) -> bool {
    let name = token(head);
    name.starts_with(char::is_uppercase)
        && (has(BUSINESS, first_word(follow)) || has(WITH_A_MARK, name) && !opens(follow))
}

/// Whether a number follows, or another label. After small letters only figures count (`state of the art. A man`).
fn leads_to_label(token: &str, follow: &str) -> bool {
    if follow.starts_with(|c: char| c.is_ascii_digit() || c == '§') || follow.starts_with("No.") {
        return true;
    }
    let label = first_word(follow);
    let next = follow[label.len()..].chars().next().unwrap_or('.');
    let ends = !next.is_whitespace() && !matches!(next, '\'' | '’');
    token.starts_with(char::is_uppercase) && (is_roman(label) && (ends || label.len() > 1) || label.len() == 1 && ends)
}

/// `U.S`, `Ph.D`, `p.m`: short groups of letters with full stops between them.
fn is_acronym(token: &str) -> bool {
    token.contains('.')
        && token
            .split('.')
            .all(|group| (1..=3).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_alphabetic()))
}

fn is_roman(text: &str) -> bool {
    // From 400 on, D and M are more often letters.
    numeral::roman(text).is_some_and(|(value, len)| value < 400 && len == text.len())
}

/// Whether the sentence so far is only its number: `IV`, `1.2`, `(a)`, `Article 12-1`.
fn enumerates(head: &str) -> bool {
    if head.len() > WORD {
        return false;
    }
    let mut rest = head.trim_start_matches(['(', '[', '*', '#', '“', '"', ' ']);
    if let Some((unit, number)) = rest.split_once(char::is_whitespace)
        && has(UNITS, &unit.to_ascii_lowercase())
    {
        rest = number.trim_start();
    }
    let number = rest.trim_end_matches([')', ']', '*', ' ']);
    is_roman(number) || is_short_number(number) || is_short_letter(number)
}

/// `(b) The lessor` or `b. The lessor`: a small letter, or some, as the number of an item.
fn begins_item(rest: &str) -> bool {
    let text = rest.trim_start();
    let number = text.trim_start_matches('(');
    let len = number.bytes().take(5).take_while(u8::is_ascii_lowercase).count();
    let after = &number[len..];
    let item = match number.len() < text.len() {
        true => after.strip_prefix(')'),
        false => after.strip_prefix(['.', ')']),
    };
    let is_number = len == 1 || is_roman(&number[..len]);
    text.len() < rest.len()
        && is_number
        && item.is_some_and(|item| item.starts_with(' ') && item.trim_start().starts_with(char::is_uppercase))
}

/// Groups of up to three figures: a year is no enumerator.
fn is_short_number(text: &str) -> bool {
    text.split(['.', '-', '–'])
        .all(|group| !group.is_empty() && group.chars().take(4).count() < 4 && group.chars().all(char::is_numeric))
}

/// `a`, `B`, and `AA` after `Z`.
fn is_short_letter(text: &str) -> bool {
    match text.as_bytes() {
        [c] => c.is_ascii_alphabetic(),
        [a, b] => a.is_ascii_uppercase() && b.is_ascii_uppercase(),
        _ => false,
    }
}

/// `1. A. 2. B.`: the item after the one that the sentence is.
fn is_next_item(head: &str, follow: &str) -> bool {
    let number = |text: &str| -> Option<u32> {
        let len = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let after = text.get(len..)?.strip_prefix(['.', ')'])?;
        if after.starts_with(char::is_whitespace) { text.get(..len)?.parse().ok() } else { None }
    };
    number(head).zip(number(follow)).is_some_and(|(item, next)| next == item + 1)
}

/// `as follows: 1. The lessee`: a number that a colon or a semicolon introduced.
fn listed(head: &str, token: &str) -> bool {
    let before = head[..head.len() - token.len()].trim_end();
    is_short_number(token) && before.ends_with([':', ';'])
}
