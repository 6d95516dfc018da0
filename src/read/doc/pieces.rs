//! The text of a DOC (MS-DOC 2.4.1): the file information block names the piece table, which says where each stretch of
//! characters stands and whether they take one byte or two.

use super::lists;
use super::plc::plc;
use super::properties::Properties;
use crate::read::compound::{Compound, u16_at, u32_at};
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use crate::read::numbering::Numbering;
use encoding_rs::WINDOWS_1252;
use std::ops::Range;

/// Offsets in the file information block (MS-DOC 2.5).
mod fib {
    pub const IDENTIFIER: usize = 0;
    pub const VERSION: usize = 2;
    pub const FLAGS: usize = 10;
    /// Counts of characters: the text, and what follows it in the order of [`super::Part`].
    pub const COUNTS: [usize; 8] = [76, 80, 84, 88, 92, 96, 100, 104];
    /// The table of offsets and lengths of structures in the table stream.
    pub const STRUCTURES: usize = 154;
}

/// Structures by their number in that table.
pub mod structure {
    pub const STYLES: usize = 1;
    pub const FOOTNOTE_MARKS: usize = 2;
    pub const FOOTNOTES: usize = 3;
    pub const CHARACTERS: usize = 12;
    pub const PARAGRAPHS: usize = 13;
    pub const PIECES: usize = 33;
    pub const LISTS: usize = 73;
    pub const NAMED_LISTS: usize = 74;
    pub const ENDNOTE_MARKS: usize = 46;
    pub const ENDNOTES: usize = 47;
}

/// What a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Text,
    Footnotes,
    Headers,
    Macros,
    Annotations,
    Endnotes,
    Boxes,
    HeaderBoxes,
}

const PARTS: [Part; 8] = [
    Part::Text,
    Part::Footnotes,
    Part::Headers,
    Part::Macros,
    Part::Annotations,
    Part::Endnotes,
    Part::Boxes,
    Part::HeaderBoxes,
];

/// A DOC by its characters, UTF-16 units that are counted from 0 over all parts.
pub struct Pieces {
    pub units: Vec<u16>,
    /// Where the characters stand in the file: ranges of them with the offset of the first, and how many bytes each takes.
    stretches: Vec<Stretch>,
    parts: Vec<(Part, Range<usize>)>,
    document: Vec<u8>,
    table: Vec<u8>,
}

struct Stretch {
    start: usize,
    offset: usize,
    width: usize,
}

impl Pieces {
    pub fn open(input: &Input) -> Outcome<Pieces> {
        let mut file = Compound::open(input)?;
        let document = file.stream("WordDocument")?.ok_or("is a Word file without its text")?;
        let (identifier, version) = (u16_at(&document, fib::IDENTIFIER), u16_at(&document, fib::VERSION));
        if identifier != Some(0xA5EC) || version.is_none_or(|version| version < 0xC1) {
            return Err("is a file of Word 95 or older (.doc); save it as .docx".into());
        }
        let flags = u16_at(&document, fib::FLAGS).unwrap_or_default();
        if flags & 0x0100 != 0 {
            return Err("has a password; open it and save it without one".into());
        }
        let name = if flags & 0x0200 == 0 { "0Table" } else { "1Table" };
        let table = file.stream(name)?.ok_or("is a Word file without its tables (cut off or damaged)")?;
        let mut pieces = Pieces { units: Vec::new(), stretches: Vec::new(), parts: Vec::new(), document, table };
        let (units, stretches) =
            pieces.read().ok_or("is a Word file whose text cannot be found (cut off or damaged)")?;
        (pieces.units, pieces.stretches) = (units, stretches);
        let mut start = 0_usize;
        for (part, at) in PARTS.into_iter().zip(fib::COUNTS) {
            let count = u32_at(&pieces.document, at).unwrap_or_default() as usize;
            let end = start.saturating_add(count).min(pieces.units.len());
            pieces.parts.push((part, start..end));
            start = end;
        }
        Ok(pieces)
    }

    /// Reads the pieces (MS-DOC 2.9.38, 2.9.177); `None` where there are none.
    fn read(&self) -> Option<(Vec<u16>, Vec<Stretch>)> {
        let (mut units, mut stretches) = (Vec::new(), Vec::new());
        let mut table = self.structure(structure::PIECES)?;
        // Changes of formatting stand before them.
        while let [1, rest @ ..] = table {
            table = rest.get(2 + usize::from(u16_at(rest, 0)?)..)?;
        }
        let [2, rest @ ..] = table else { return None };
        let table = rest.get(4..)?.get(..u32_at(rest, 0)? as usize).or_else(|| rest.get(4..))?;
        let (bounds, values) = plc(table, 8);
        for (range, value) in bounds.into_iter().zip(values) {
            let place = u32_at(value, 2)? as usize;
            let (width, offset) = if place & 0x4000_0000 == 0 { (2, place) } else { (1, (place & 0x3FFF_FFFF) / 2) };
            let bytes = self.document.get(offset.min(self.document.len())..)?;
            let bytes = bytes.get(..range.len().saturating_mul(width)).unwrap_or(bytes);
            // Any number of pieces can name the same bytes.
            if range.start != units.len() || (units.len() + range.len()) as u64 > limits::DOCUMENT {
                return None;
            }
            stretches.push(Stretch { start: range.start, offset, width });
            if width == 1 {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                units.extend(text.encode_utf16());
            } else {
                units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            }
            if units.len() != range.end {
                return None;
            }
        }
        (!units.is_empty()).then_some((units, stretches))
    }

    /// The characters of a part.
    pub fn part(&self, part: Part) -> Range<usize> {
        self.parts.iter().find(|(known, _)| *known == part).map_or(0..0, |(_, range)| range.clone())
    }

    /// The offset in the file of a character.
    pub fn offset(&self, unit: usize) -> usize {
        let at = self.stretches.partition_point(|stretch| stretch.start <= unit);
        let stretch = at.checked_sub(1).and_then(|at| self.stretches.get(at));
        stretch.map_or(0, |stretch| stretch.offset + (unit - stretch.start) * stretch.width)
    }

    /// A structure of the table stream.
    pub fn structure(&self, number: usize) -> Option<&[u8]> {
        let at = fib::STRUCTURES + number * 8;
        let (start, length) = (u32_at(&self.document, at)? as usize, u32_at(&self.document, at + 4)? as usize);
        self.table.get(start..start.checked_add(length)?).filter(|bytes| !bytes.is_empty())
    }

    /// How characters and paragraphs are set.
    pub fn properties(&self) -> Properties {
        let structure = |number| self.structure(number).unwrap_or_default();
        Properties::read(
            &self.document,
            structure(structure::CHARACTERS),
            structure(structure::PARAGRAPHS),
            structure(structure::STYLES),
        )
    }

    /// The lists that paragraphs are numbered by.
    pub fn numbering(&self) -> Numbering {
        // The levels stand behind the lists, which do not count them.
        let levels = || {
            let at = fib::STRUCTURES + structure::LISTS * 8;
            let (start, length) = (u32_at(&self.document, at)? as usize, u32_at(&self.document, at + 4)? as usize);
            self.table.get(start.checked_add(length)?..)
        };
        let [lists, named] =
            [structure::LISTS, structure::NAMED_LISTS].map(|number| self.structure(number).unwrap_or_default());
        lists::read(lists, levels().unwrap_or_default(), named)
    }

    /// The places in the text of notes of a kind, and the characters of each note.
    pub fn notes(&self, marks: usize, texts: usize, part: Part) -> Vec<(usize, Range<usize>)> {
        let all = self.part(part);
        let (marks, _) = plc(self.structure(marks).unwrap_or_default(), 2);
        let (texts, _) = plc(self.structure(texts).unwrap_or_default(), 0);
        let inside = |range: Range<usize>| (all.start + range.start).min(all.end)..(all.start + range.end).min(all.end);
        marks.into_iter().map(|mark| mark.start).zip(texts.into_iter().map(inside)).collect()
    }
}
