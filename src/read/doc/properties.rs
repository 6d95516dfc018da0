//! How the characters and paragraphs of a DOC are set, as far as that says whether and how they are read: hidden and deleted
//! text, headings, cells and rows of tables. Read from the formatted disk pages (MS-DOC 2.9.22, 2.9.23) and the styles.

use super::plc::plc;
use crate::read::compound::{u16_at, u32_at};

/// How characters are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharacterSet {
    pub hidden: bool,
    /// Struck out, or deleted with changes tracked.
    pub deleted: bool,
    /// Above the line, or below it.
    pub raised: Option<bool>,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphSet {
    /// 1 is the highest heading.
    pub heading: Option<u8>,
    /// It sets lines of a table of contents.
    pub contents: bool,
    pub in_table: bool,
    /// It ends a row of a table.
    pub ends_row: bool,
    /// The number of the list that numbers it; 0 for none.
    list: u16,
    level: u8,
}

impl ParagraphSet {
    /// The list that numbers it, from 1, and its level, from 0.
    pub fn list(&self) -> Option<(u16, u8)> {
        (self.list > 0).then_some((self.list, self.level))
    }
}

/// Both by their ranges of bytes in the file, which rise.
pub struct Properties {
    characters: Vec<(usize, usize, CharacterSet)>,
    paragraphs: Vec<(usize, usize, ParagraphSet)>,
}

/// A page that holds properties, bytes.
const PAGE: usize = 512;
/// Styles that are based on others.
const DEPTH: usize = 12;

/// The first number that names no list (MS-DOC 2.6.2, sprmPIlfo).
const NO_LIST: u16 = 0x07FF;

/// What a property changes (MS-DOC 2.6).
mod change {
    pub const DELETED: u16 = 0x0800;
    pub const STRUCK: u16 = 0x0837;
    pub const HIDDEN: u16 = 0x083C;
    pub const STRUCK_TWICE: u16 = 0x2A53;
    pub const RAISED: u16 = 0x2A48;
    pub const IN_TABLE: u16 = 0x2416;
    pub const ENDS_ROW: u16 = 0x2417;
    pub const OUTLINE: u16 = 0x2640;
    pub const LIST_LEVEL: u16 = 0x260A;
    pub const LIST: u16 = 0x460B;
    /// Its length takes two bytes.
    pub const TABLE: u16 = 0xD608;
}

impl Properties {
    pub fn read(document: &[u8], characters: &[u8], paragraphs: &[u8], styles: &[u8]) -> Properties {
        let styles = Styles::read(styles);
        let mut properties = Properties { characters: Vec::new(), paragraphs: Vec::new() };
        for page in pages(document, characters) {
            let places = (0..entries(page, 1)).filter_map(|n| Some((n, *page.get(entries(page, 1) * 4 + 4 + n)?)));
            for (n, place) in places {
                let Some((start, end)) = bounds(page, n) else { continue };
                let mut set = CharacterSet::default();
                let changes = page.get(usize::from(place) * 2..).filter(|_| place > 0).and_then(<[u8]>::split_first);
                if let Some((length, rest)) = changes {
                    each_change(rest.get(..usize::from(*length)).unwrap_or(rest), |change, value| {
                        set.change(change, value)
                    });
                }
                properties.characters.push((start, end, set));
            }
        }
        for page in pages(document, paragraphs) {
            let places =
                (0..entries(page, 13)).filter_map(|n| Some((n, *page.get(entries(page, 13) * 4 + 4 + n * 13)?)));
            for (n, place) in places {
                let Some((start, end)) = bounds(page, n) else { continue };
                let mut set = ParagraphSet::default();
                if let Some((style, changes)) = paragraph(page, usize::from(place) * 2) {
                    set = styles.of(style);
                    each_change(changes, |change, value| set.change(change, value));
                }
                properties.paragraphs.push((start, end, set));
            }
        }
        properties.characters.sort_by_key(|(start, ..)| *start);
        properties.paragraphs.sort_by_key(|(start, ..)| *start);
        properties
    }

    pub fn character(&self, offset: usize) -> CharacterSet {
        at(&self.characters, offset)
    }

    pub fn paragraph(&self, offset: usize) -> ParagraphSet {
        at(&self.paragraphs, offset)
    }
}

fn at<S: Copy + Default>(sets: &[(usize, usize, S)], offset: usize) -> S {
    let next = sets.partition_point(|(start, ..)| *start <= offset);
    let found = next.checked_sub(1).and_then(|at| sets.get(at)).filter(|(_, end, _)| offset < *end);
    found.map(|(.., set)| *set).unwrap_or_default()
}

/// The pages that a list of ranges names by their numbers.
fn pages<'d>(document: &'d [u8], list: &'d [u8]) -> impl Iterator<Item = &'d [u8]> {
    // A page is named once.
    plc(list, 4).1.into_iter().take(document.len() / PAGE + 1).filter_map(|value| {
        let start = (u32_at(value, 0)? & 0x3F_FFFF) as usize * PAGE;
        document.get(start..start + PAGE)
    })
}

/// How many ranges a page holds, each with a value of so many bytes.
fn entries(page: &[u8], width: usize) -> usize {
    usize::from(page.last().copied().unwrap_or_default()).min((PAGE - 5) / (4 + width))
}

fn bounds(page: &[u8], n: usize) -> Option<(usize, usize)> {
    Some((u32_at(page, n * 4)? as usize, u32_at(page, n * 4 + 4)? as usize)).filter(|(start, end)| start < end)
}

/// The style of a paragraph, and what it changes.
fn paragraph(page: &[u8], place: usize) -> Option<(usize, &[u8])> {
    let rest = page.get(place..).filter(|_| place > 0)?;
    let (start, length) = match rest {
        [0, words, ..] => (2, usize::from(*words) * 2),
        [words, ..] => (1, (usize::from(*words) * 2).checked_sub(1)?),
        [] => return None,
    };
    let body = rest.get(start..)?;
    let body = body.get(..length).unwrap_or(body);
    Some((usize::from(u16_at(body, 0)?), body.get(2..).unwrap_or_default()))
}

/// Tells each property that a list changes, with the bytes of its value (MS-DOC 2.2.5).
fn each_change(mut list: &[u8], mut tell: impl FnMut(u16, &[u8])) {
    while let Some(change) = u16_at(list, 0) {
        let rest = list.get(2..).unwrap_or_default();
        let (skip, length) = match change >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if change == change::TABLE => (2, usize::from(u16_at(rest, 0).unwrap_or(1)).saturating_sub(1)),
            _ => (1, usize::from(rest.first().copied().unwrap_or_default())),
        };
        let end = (skip + length).min(rest.len());
        tell(change, rest.get(skip.min(end)..end).unwrap_or_default());
        list = rest.get(end..).unwrap_or_default();
    }
}

impl CharacterSet {
    fn change(&mut self, change: u16, value: &[u8]) {
        let value = value.first().copied().unwrap_or_default();
        match change {
            change::HIDDEN => self.hidden = value == 1,
            change::DELETED | change::STRUCK | change::STRUCK_TWICE => self.deleted |= value == 1,
            change::RAISED => self.raised = (value != 0).then_some(value == 1),
            _ => {}
        }
    }
}

impl ParagraphSet {
    fn change(&mut self, change: u16, value: &[u8]) {
        self.change_list(change, value);
        let value = value.first().copied().unwrap_or_default();
        match change {
            change::IN_TABLE => self.in_table = value == 1,
            change::ENDS_ROW => self.ends_row = value == 1,
            // From 0; 9 is text.
            change::OUTLINE => self.heading = (value < 9).then_some(value + 1),
            _ => {}
        }
    }

    fn change_list(&mut self, change: u16, value: &[u8]) {
        match (change, value) {
            // What is no number of a list takes the number of the style away.
            (change::LIST, _) => self.list = u16_at(value, 0).filter(|list| *list < NO_LIST).unwrap_or_default(),
            (change::LIST_LEVEL, [level, ..]) => self.level = *level,
            _ => {}
        }
    }
}

/// The styles (MS-DOC 2.9.271).
struct Styles<'d>(Vec<Option<DocStyle<'d>>>);

/// What a style is by itself: Word's number, the style that it is based on, and what it changes of paragraphs.
#[derive(Clone, Copy)]
struct DocStyle<'d> {
    number: u16,
    base: usize,
    changes: &'d [u8],
}

impl<'d> Styles<'d> {
    fn read(bytes: &'d [u8]) -> Self {
        let mut styles = Vec::new();
        let header = usize::from(u16_at(bytes, 0).unwrap_or_default());
        // What every style begins with takes so many bytes.
        let fixed = usize::from(u16_at(bytes, 4).unwrap_or_default());
        let mut rest = bytes.get(2 + header..).unwrap_or_default();
        while let Some(length) = u16_at(rest, 0).map(usize::from) {
            let style = rest.get(2..).unwrap_or_default();
            let known = u16_at(style, 0).zip(u16_at(style, 2)).filter(|_| length >= 4);
            styles.push(known.map(|(number, base)| {
                let changes = Some(style.get(..length).unwrap_or(style)).filter(|_| base & 0xF == PARAGRAPH_STYLE);
                DocStyle {
                    number: number & 0x0FFF,
                    base: usize::from(base >> 4),
                    changes: changes.and_then(|style| style_changes(style, fixed)).unwrap_or_default(),
                }
            }));
            rest = style.get(length + length % 2..).unwrap_or_default();
        }
        Styles(styles)
    }

    /// What a style says of a paragraph: Word's own numbers are 1 to 9 for headings, 19 to 27 for tables of contents; the
    /// list that numbers it may be that of a style which it is based on.
    fn of(&self, style: usize) -> ParagraphSet {
        let style_at = |at: usize| self.0.get(at).copied().flatten();
        let chain: Vec<DocStyle> =
            std::iter::successors(style_at(style), |style| style_at(style.base)).take(DEPTH).collect();
        let mut set = ParagraphSet::default();
        for style in chain.iter().rev() {
            each_change(style.changes, |change, value| set.change_list(change, value));
        }
        match chain.iter().map(|style| style.number).find(|number| matches!(number, 1..=9 | 19..=27)) {
            Some(number @ 1..=9) => set.heading = u8::try_from(number).ok(),
            found => set.contents = found.is_some(),
        }
        set
    }
}

/// The kind of a style that sets paragraphs.
const PARAGRAPH_STYLE: u16 = 1;

/// What a style changes of paragraphs: it stands behind the style's name, with the number of the style before it.
fn style_changes(style: &[u8], fixed: usize) -> Option<&[u8]> {
    let name = usize::from(u16_at(style, fixed)?);
    let behind = fixed + 2 + name * 2 + 2;
    let length = usize::from(u16_at(style, behind)?);
    style.get(behind + 4..behind + 2 + length)
}
