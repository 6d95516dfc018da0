//! Chinese: a sentence ends at 。！？； and their half-width forms, with the closing quotes and brackets that follow.
//! Brackets and quotations that a sentence opened on its way and goes on after are passed over whole; quoted speech,
//! which stands for itself, is cut inside.

use super::bytes::{leads, skip_space};
use crate::text::numeral;

static MARKS: [bool; 256] = leads(&[b'.', b'!', b'?', b';', b'(', b')', b'[', b']', b'"', 0xe2, 0xe3, 0xef]);

/// Bytes after which a quotation or bracket is cut inside in any case: the mate of its opening may have been lost.
const ASIDE: usize = 900;

/// How many open brackets a closing one may close over; keeps the matching linear on any text.
const NESTING: usize = 8;

/// Characters looked at before a quotation; keeps the work linear on any text.
const REACH: usize = 16;

#[derive(Clone, Copy, PartialEq)]
enum Punctuation {
    /// 。 and its forms.
    FullStop,
    /// ！？
    Hard,
    Semicolon,
    Ellipsis,
    /// An opening mark, by its usual character.
    Open(char),
    /// A closing mark, by the character that opens it.
    Close(char),
}

#[derive(Clone, Copy)]
struct PlacedMark {
    /// Bytes of the line.
    at: usize,
    end: usize,
    mark: Punctuation,
    /// Index of the event that closes or opens with this one.
    mate: Option<usize>,
}

/// How a quotation hangs together with what stands before it.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// Nothing: it begins a sentence.
    Itself,
    /// A colon or comma, as after 說.
    Introduced,
    /// A word: it is part of that sentence.
    Embedded,
}

/// Adds the **byte** offsets of `line` after which a sentence ends; the end of the line goes without saying.
pub(super) fn cuts(line: &str, cuts: &mut Vec<usize>) {
    let events = events(line);
    let line = MarkedLine { text: line, events: &events };
    let (mut start, mut i, mut bracket_end) = (skip_space(line.text, 0), 0, 0);
    while let Some(event) = events.get(i) {
        match event.mark {
            Punctuation::Open(kind) => {
                let mate = event.mate.filter(|&close| events[close].end - event.at <= ASIDE);
                match mate {
                    Some(close) if line.passes_over(start, i, close) => i = close,
                    Some(close) if is_bracket(kind) => bracket_end = close,
                    _ => {}
                }
                i += 1;
            }
            Punctuation::Close(_) => i += 1,
            Punctuation::FullStop | Punctuation::Hard | Punctuation::Semicolon | Punctuation::Ellipsis => {
                let stop = line.stop(i, start);
                if line.ends_sentence(&stop, i < bracket_end) {
                    cuts.push(stop.end);
                    start = skip_space(line.text, stop.end);
                }
                i = stop.next;
            }
        }
    }
}

/// The marks of a line, with their mates.
fn events(line: &str) -> Vec<PlacedMark> {
    let bytes = line.as_bytes();
    let mut events: Vec<PlacedMark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|&byte| MARKS[usize::from(byte)]) {
        at += step;
        let end = at + line[at..].chars().next().map_or(1, char::len_utf8);
        let Some(mark) = mark(line, at, end, &open, &events) else {
            at = end;
            continue;
        };
        let mut event = PlacedMark { at, end, mark, mate: None };
        match mark {
            Punctuation::Open(_) => open.push(events.len()),
            Punctuation::Close(kind) => {
                if let Some(depth) = open_at(kind, &open, &events) {
                    let mate = open[depth];
                    open.truncate(depth);
                    event.mate = Some(mate);
                    events[mate].mate = Some(events.len());
                }
            }
            Punctuation::Ellipsis => {
                event.end += line[at..].len() - line[at..].trim_start_matches(['.', '…', '⋯']).len() - (end - at);
            }
            _ => {}
        }
        at = event.end;
        events.push(event);
    }
    events
}

/// Where among the open marks the one is that a closing mark of this kind closes.
fn open_at(kind: char, open: &[usize], events: &[PlacedMark]) -> Option<usize> {
    let from = open.len().saturating_sub(NESTING);
    (from..open.len()).rev().find(|&i| events[open[i]].mark == Punctuation::Open(kind))
}

fn mark(line: &str, at: usize, end: usize, open: &[usize], events: &[PlacedMark]) -> Option<Punctuation> {
    let c = line[at..end].chars().next()?;
    Some(match c {
        '。' | '｡' => Punctuation::FullStop,
        '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => Punctuation::Hard,
        '；' => Punctuation::Semicolon,
        '…' | '⋯' => Punctuation::Ellipsis,
        '.' if line[end..].starts_with('.') => Punctuation::Ellipsis,
        '.' | '．' if is_full_stop(line, at, end) => Punctuation::FullStop,
        '!' | '?' if in_chinese(line, at, line[end..].chars().next()) => Punctuation::Hard,
        ';' if in_chinese(line, at, line[end..].trim_start().chars().next()) => Punctuation::Semicolon,
        '"' if open_at('"', open, events).is_some() => Punctuation::Close('"'),
        '"' => Punctuation::Open('"'),
        _ => opening(c).map(Punctuation::Open).or_else(|| closed_by(c).map(Punctuation::Close))?,
    })
}

/// Whether a half-width mark at byte `at` stands for a Chinese one: after Chinese text, or before it or a gap (`next`).
fn in_chinese(line: &str, at: usize, next: Option<char>) -> bool {
    !line[..at].ends_with(|c: char| c.is_ascii())
        || next.is_none_or(|c| !c.is_ascii() || c.is_whitespace() || matches!(c, '!' | '?' | '"' | ')'))
}

/// Whether `.` stands for 。, and not in a figure (`一．五`), in Latin text or after the number of a heading (`一.`).
fn is_full_stop(line: &str, at: usize, end: usize) -> bool {
    let next = line[end..].chars().next();
    let before = line[..at].trim_end_matches(is_numeral);
    let counts = before.len() < at;
    let is_number = counts && before.chars().next_back().is_none_or(|c| c.is_whitespace() || ENDS.contains(&c));
    let is_figure = counts && next.is_some_and(is_numeral);
    next.is_none_or(|c| c.is_whitespace() || !c.is_ascii())
        && !is_number
        && !is_figure
        && line[..at].ends_with(|c: char| !c.is_ascii() && (c.is_alphabetic() || closed_by(c).is_some()))
}

/// A run of end marks with what closes after it.
struct EndMarks {
    mark: Punctuation,
    /// PlacedMark of the outermost mark that closes here.
    close: Option<usize>,
    /// Byte of the line after all of it.
    end: usize,
    /// First event after all of it.
    next: usize,
}

struct MarkedLine<'t> {
    text: &'t str,
    events: &'t [PlacedMark],
}

impl MarkedLine<'_> {
    /// Whether nothing inside this pair may end a sentence that began at byte `start`.
    fn passes_over(&self, start: usize, open: usize, close: usize) -> bool {
        let Punctuation::Open(kind) = self.events[open].mark else { return false };
        if matches!(kind, '《' | '〈') {
            return true;
        }
        if is_bracket(kind) {
            return start < self.events[open].at;
        }
        let end_mark = self.events[close - 1];
        let stopped = close - 1 > open && self.is_blank(end_mark.end, self.events[close].at);
        self.lead(open) == Lead::Embedded && (!stopped || self.goes_on(open, self.events[close].end, end_mark.mark))
    }

    /// Reads the marks from event `first` on, in a sentence that began at byte `start`.
    fn stop(&self, first: usize, start: usize) -> EndMarks {
        let mut stop =
            EndMarks { mark: self.events[first].mark, close: None, end: self.events[first].end, next: first + 1 };
        while let Some(event) = self.events.get(stop.next) {
            match event.mark {
                Punctuation::Close(_) if self.is_blank(stop.end, event.at) => stop.close = Some(stop.next),
                Punctuation::FullStop | Punctuation::Hard | Punctuation::Semicolon | Punctuation::Ellipsis
                    if event.at == stop.end && stop.close.is_none() =>
                {
                    stop.mark = stronger(stop.mark, event.mark);
                }
                _ => break,
            }
            stop.end = event.end;
            stop.next += 1;
        }
        if self.closes_emphasis(start, stop.end) {
            stop.end += "**".len();
        }
        stop
    }

    /// Whether `**` at byte `end` closes emphasis of Markdown that the sentence opened.
    fn closes_emphasis(&self, start: usize, end: usize) -> bool {
        let sentence = self.text.get(start..end).filter(|sentence| sentence.len() <= ASIDE);
        self.text[end..].starts_with("**") && sentence.is_some_and(|sentence| sentence.matches("**").count() % 2 == 1)
    }

    fn ends_sentence(&self, stop: &EndMarks, in_bracket: bool) -> bool {
        let Some(next) = self.next_char(stop.end) else { return false };
        if carries_on(next) || (stop.mark == Punctuation::Semicolon && (in_bracket || stop.close.is_some())) {
            return false;
        }
        match stop.close {
            None => stop.mark != Punctuation::Ellipsis || self.speaks(stop.next, stop.end),
            Some(close) => match (self.events[close].mark, self.events[close].mate) {
                (Punctuation::Close(kind), Some(open)) if !is_bracket(kind) => !self.goes_on(open, stop.end, stop.mark),
                _ => stop.mark != Punctuation::Ellipsis,
            },
        }
    }

    /// Whether the sentence goes on at byte `end` after a quotation that closed there with `mark`.
    fn goes_on(&self, open: usize, end: usize, mark: Punctuation) -> bool {
        let Some(next) = self.next_char(end) else { return false };
        if carries_on(next) {
            return true;
        }
        if opening(next).is_some() || next == '"' {
            return false;
        }
        match self.lead(open) {
            Lead::Introduced => matches!(next, '的' | '之' | '等' | '者'),
            Lead::Itself => links(next) || self.attributes(end),
            Lead::Embedded => mark != Punctuation::FullStop || links(next),
        }
    }

    fn lead(&self, open: usize) -> Lead {
        let before = self.text[..self.events[open].at].chars().rev().take(REACH);
        let mut before = before.skip_while(|&c| c.is_whitespace() || opening(c).is_some());
        match before.next() {
            None => Lead::Itself,
            Some(c) if ENDS.contains(&c) || matches!(c, '；' | ';') => Lead::Itself,
            Some('：' | '，' | ':' | ',' | '—' | '─' | '說' | '说' | '道' | '曰' | '云') => Lead::Introduced,
            Some(c) if closed_by(c).is_some() => match before.find(|&c| closed_by(c).is_none()) {
                Some(c) if ENDS.contains(&c) => Lead::Itself,
                _ => Lead::Embedded,
            },
            Some(_) => Lead::Embedded,
        }
    }

    /// Whether a quotation of whole sentences opens at byte `at`, where event `next` is.
    fn speaks(&self, next: usize, at: usize) -> bool {
        let Some(open) = self.events.get(next).filter(|open| self.is_blank(at, open.at)) else { return false };
        let close = open.mate.filter(|_| matches!(open.mark, Punctuation::Open(kind) if !is_bracket(kind)));
        close.is_some_and(|close| self.text[..self.events[close].at].trim_end().ends_with(ENDS))
    }

    /// Whether the clause at byte `at` tells who spoke: 老人問道。 With a colon it introduces what comes next instead.
    fn attributes(&self, at: usize) -> bool {
        let mut last = ' ';
        for c in self.text[at..].trim_start().chars().take(CLAUSE) {
            match c {
                '：' | ':' => return false,
                c if is_pause(c) => return SPEECH.contains(last),
                c => last = c,
            }
        }
        SPEECH.contains(last) && self.text[at..].chars().nth(CLAUSE).is_none()
    }

    fn next_char(&self, at: usize) -> Option<char> {
        self.text[at..].trim_start().chars().next()
    }

    fn is_blank(&self, from: usize, to: usize) -> bool {
        self.text[from..to].trim().is_empty()
    }
}

const ENDS: [char; 8] = ['。', '！', '？', '…', '⋯', '!', '?', '.'];

/// Whether the character is one that a heading is numbered with, or a digit of 一．五.
fn is_numeral(c: char) -> bool {
    numeral::is_ordinal_sign(c) || numeral::is_stem(c)
}

/// Last characters of a clause that tells who spoke.
const SPEECH: &str = "說说道問问答喊叫嚷罵骂嘆叹講讲";

/// Characters in which such a clause must end.
const CLAUSE: usize = 14;

/// Characters that tie a quotation to the rest of its sentence.
fn links(c: char) -> bool {
    "的之等者與与和及或而並并則则即為为是就便都也字一這这那".contains(c)
}

/// Marks that cannot begin a sentence.
fn carries_on(c: char) -> bool {
    is_pause(c) || closed_by(c).is_some()
}

fn is_pause(c: char) -> bool {
    matches!(
        c,
        '，' | '、'
            | '：'
            | '；'
            | '。'
            | '！'
            | '？'
            | '…'
            | '—'
            | '─'
            | '～'
            | ','
            | ';'
            | ':'
            | '.'
            | '!'
            | '?'
    )
}

fn is_bracket(open: char) -> bool {
    matches!(open, '(' | '[' | '【' | '〔')
}

fn opening(c: char) -> Option<char> {
    match c {
        '(' | '（' => Some('('),
        '[' | '［' => Some('['),
        '【' | '〔' | '《' | '〈' | '「' | '『' | '“' | '‘' | '〝' => Some(c),
        _ => None,
    }
}

fn closed_by(c: char) -> Option<char> {
    Some(match c {
        ')' | '）' => '(',
        ']' | '］' => '[',
        '】' => '【',
        '〕' => '〔',
        '》' => '《',
        '〉' => '〈',
        '」' => '「',
        '』' => '『',
        '”' => '“',
        '’' => '‘',
        '〞' | '〟' => '〝',
        _ => return None,
    })
}

fn stronger(a: Punctuation, b: Punctuation) -> Punctuation {
    let rank = |mark| match mark {
        Punctuation::Hard => 3,
        Punctuation::FullStop => 2,
        Punctuation::Semicolon => 1,
        _ => 0,
    };
    if rank(b) > rank(a) { b } else { a }
}
