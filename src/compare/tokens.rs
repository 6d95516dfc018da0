//! What a text is compared by: figures as a whole, words of letters, single hanzi, runs of blanks, marks.

use crate::model::{Side, Span};
use crate::text::fold::{fold, is_han};
use crate::text::number::{Figure, figures};

/// Tokens beyond which a text is compared clause by clause.
const MOST: usize = 5_000;

/// A stretch of a text that is the same or is not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub text: &'t str,
    pub start: usize,
    pub kind: TokenKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A figure, by its place among the figures of the text.
    Figure(usize),
    Word,
    Hanzi,
    Blank,
    Mark,
    /// A clause of a text that is too long to be compared by words.
    Clause,
}

impl Token<'_> {
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// What has to be equal for two tokens to be the same: blanks are layout.
    pub fn key(&self, across_scripts: bool) -> String {
        match self.kind {
            TokenKind::Blank => " ".into(),
            _ if across_scripts => fold(self.text).into_owned(),
            _ => self.text.to_string(),
        }
    }
}

/// The tokens of a text, which together are the text, and its figures.
pub(super) fn tokens(text: &str, side: Side) -> (Vec<Token<'_>>, Vec<Figure>) {
    let figures = figures(text, side);
    let mut tokens = Vec::new();
    let mut at = 0;
    for (n, figure) in figures.iter().enumerate() {
        if figure.span.start < at {
            continue;
        }
        plain(text, Span::new(at, figure.span.start), &mut tokens);
        tokens.push(Token { text: figure.span.of(text), start: figure.span.start, kind: TokenKind::Figure(n) });
        at = figure.span.end;
    }
    plain(text, Span::new(at, text.len()), &mut tokens);
    if tokens.len() > MOST { (clauses(text), figures) } else { (tokens, figures) }
}

fn plain<'t>(text: &'t str, part: Span, tokens: &mut Vec<Token<'t>>) {
    let kind = |c: char| match c {
        c if c.is_whitespace() => TokenKind::Blank,
        c if is_han(c) => TokenKind::Hanzi,
        c if c.is_alphanumeric() => TokenKind::Word,
        _ => TokenKind::Mark,
    };
    let mut chars = part.of(text).char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let (own, mut end) = (kind(c), from + c.len_utf8());
        if matches!(own, TokenKind::Word | TokenKind::Blank) {
            while let Some((next, c)) = chars.next_if(|(_, c)| kind(*c) == own) {
                end = next + c.len_utf8();
            }
        }
        tokens.push(Token { text: &part.of(text)[from..end], start: part.start + from, kind: own });
    }
}

fn clauses(text: &str) -> Vec<Token<'_>> {
    let ends = |c: char| matches!(c, '。' | '；' | '，' | '.' | ';' | ',' | '\n');
    let mut start = 0;
    let clause = |part: &'_ str| {
        let token = (start, part.len());
        start += part.len();
        token
    };
    let parts: Vec<(usize, usize)> = text.split_inclusive(ends).map(clause).collect();
    let token =
        |(start, len): (usize, usize)| Token { text: &text[start..start + len], start, kind: TokenKind::Clause };
    parts.into_iter().map(token).collect()
}
