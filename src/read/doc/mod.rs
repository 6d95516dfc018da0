//! DOC, the documents of Word 97 to 2003 (MS-DOC): headings, paragraphs, numbers that Word shows, tables, text boxes, notes.
//! Headers, remarks, fields' codes, hidden and deleted text are left out.

mod lists;
mod pieces;
mod plc;
mod properties;

use crate::model::{BlockKind, LeftOutReason, Raw};
use crate::read::flow::{CellSpan, Flow};
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use crate::read::numbering::Numbering;
use crate::read::raised::{subscript, superscript};
use pieces::{Part, Pieces, structure};
use properties::{CharacterSet, Properties};
use std::ops::Range;

pub fn read(input: &Input) -> Outcome<Raw> {
    let pieces = Pieces::open(input)?;
    let properties = pieces.properties();
    let mut reader = DocText {
        pieces: &pieces,
        properties: &properties,
        numbering: pieces.numbering(),
        flow: Flow::default(),
        paragraphs: 0,
    };
    let mut notes = pieces.notes(structure::FOOTNOTE_MARKS, structure::FOOTNOTES, Part::Footnotes);
    notes.extend(pieces.notes(structure::ENDNOTE_MARKS, structure::ENDNOTES, Part::Endnotes));
    notes.sort_by_key(|(mark, _)| *mark);
    reader.text(pieces.part(Part::Text), &notes);
    reader.text(pieces.part(Part::Boxes), &[]);
    for (part, reason) in [
        (Part::Headers, LeftOutReason::Furniture),
        (Part::HeaderBoxes, LeftOutReason::Furniture),
        (Part::Annotations, LeftOutReason::Comment),
        (Part::Macros, LeftOutReason::Code),
    ] {
        reader.leave(pieces.part(part), reason);
    }
    // Notes that no mark leads to.
    let told: Vec<&Range<usize>> = notes.iter().map(|(_, note)| note).collect();
    for part in [Part::Footnotes, Part::Endnotes].map(|part| pieces.part(part)) {
        let end =
            told.iter().filter(|note| note.start >= part.start && note.end <= part.end).map(|note| note.end).max();
        reader.leave(end.unwrap_or(part.start)..part.end, LeftOutReason::Alternative);
    }
    let (body, left_out) = reader.flow.finish();
    Ok(Raw { format: "doc", body, left_out, ..Raw::default() })
}

/// Characters that stand for something else (MS-DOC 2.4.1, 2.8.25).
mod sign {
    pub const CELL: u16 = 0x07;
    pub const LINE: u16 = 0x0B;
    pub const PAGE: u16 = 0x0C;
    pub const PARAGRAPH: u16 = 0x0D;
    pub const COLUMN: u16 = 0x0E;
    pub const FIELD: u16 = 0x13;
    pub const RESULT: u16 = 0x14;
    pub const FIELD_END: u16 = 0x15;
    pub const HYPHEN: u16 = 0x1E;
}

/// A field that is open: its code, until what it shows begins.
#[derive(Default)]
struct Field {
    code: String,
    shows: bool,
}

impl Field {
    /// Whether it makes a table of contents or an index.
    fn is_contents(&self) -> bool {
        matches!(self.code.split_whitespace().next(), Some("TOC" | "TOA" | "INDEX"))
    }
}

struct DocText<'d> {
    pieces: &'d Pieces,
    properties: &'d Properties,
    numbering: Numbering,
    flow: Flow,
    /// Paragraphs so far; a block is named by its number.
    paragraphs: usize,
}

/// Text that is being gathered, all of one kind.
#[derive(Default)]
struct Run {
    units: Vec<u16>,
    set: CharacterSet,
    reason: Option<LeftOutReason>,
}

impl DocText<'_> {
    /// Reads a stretch of text with the notes whose marks stand in it.
    fn text(&mut self, range: Range<usize>, notes: &[(usize, Range<usize>)]) {
        let mut fields: Vec<Field> = Vec::new();
        let (mut table, mut row, mut cell) = (false, false, false);
        let mut notes = notes.iter().peekable();
        let (mut text, mut run, mut after) = (String::new(), Run::default(), Vec::new());
        for at in range.clone() {
            let unit = self.pieces.units.get(at).copied().unwrap_or_default();
            while let Some((_, note)) = notes.next_if(|(mark, _)| *mark <= at) {
                after.push(note.clone());
            }
            match unit {
                sign::FIELD if fields.len() < limits::NESTING => fields.push(Field::default()),
                sign::RESULT => fields.last_mut().into_iter().for_each(|field| field.shows = true),
                sign::FIELD_END => {
                    if let Some(field) = fields.pop() {
                        self.flow.leave_out(LeftOutReason::Code, field.code, self.paragraphs + 1);
                    }
                }
                sign::PARAGRAPH | sign::PAGE | sign::CELL => {
                    self.end_run(&mut run, &mut text);
                    let set = self.properties.paragraph(self.pieces.offset(at));
                    let ends_row = unit == sign::CELL && set.ends_row;
                    let in_table = set.in_table || unit == sign::CELL;
                    if in_table && !table {
                        self.flow.open_table();
                        (row, cell) = (false, false);
                    } else if table && !in_table {
                        self.flow.close_table();
                    }
                    table = in_table;
                    if in_table && !ends_row {
                        if !row {
                            self.flow.open_row();
                        }
                        if !cell {
                            self.flow.open_cell(CellSpan::ONE);
                        }
                        (row, cell) = (true, unit != sign::CELL);
                    }
                    if ends_row {
                        row = false;
                    }
                    let contents = set.contents || fields.iter().any(Field::is_contents);
                    let kind = set.heading.filter(|_| !in_table).map_or(BlockKind::Paragraph, BlockKind::Heading);
                    let mut text = std::mem::take(&mut text);
                    // An empty paragraph is not counted.
                    if let Some((list, level)) = set.list().filter(|_| !contents && !text.trim().is_empty()) {
                        text = self.numbering.next(&list.to_string(), level) + text.trim();
                    }
                    self.paragraph(text, kind, std::mem::take(&mut after), contents);
                }
                _ => match fields.last_mut().filter(|field| !field.shows) {
                    Some(field) => field.code.extend(char::from_u32(unit.into())),
                    None => self.character(at, unit, &mut run, &mut text),
                },
            }
        }
        self.end_run(&mut run, &mut text);
        after.extend(notes.map(|(_, note)| note.clone()));
        self.paragraph(text, BlockKind::Paragraph, after, false);
        for field in fields {
            self.flow.leave_out(LeftOutReason::Code, field.code, self.paragraphs);
        }
        if table {
            self.flow.close_table();
        }
    }

    fn character(&mut self, at: usize, unit: u16, run: &mut Run, text: &mut String) {
        let set = self.properties.character(self.pieces.offset(at));
        if set != run.set {
            self.end_run(run, text);
            run.set = set;
            run.reason = match set {
                CharacterSet { deleted: true, .. } => Some(LeftOutReason::Deleted),
                CharacterSet { hidden: true, .. } => Some(LeftOutReason::Hidden),
                _ => None,
            };
        }
        match unit {
            sign::LINE | sign::COLUMN => run.units.push(u16::from(b'\n')),
            sign::HYPHEN => run.units.push(u16::from(b'-')),
            0x09 => run.units.push(unit),
            // Marks of notes and pictures, optional hyphens.
            0..0x20 => {}
            _ => run.units.push(unit),
        }
    }

    fn end_run(&mut self, run: &mut Run, text: &mut String) {
        let said = String::from_utf16_lossy(&std::mem::take(&mut run.units));
        if let Some(reason) = run.reason {
            return self.flow.leave_out(reason, said, self.paragraphs + 1);
        }
        let raised = match run.set.raised {
            Some(true) => superscript(&said),
            Some(false) => subscript(&said),
            None => None,
        };
        text.push_str(raised.as_deref().unwrap_or(&said));
    }

    fn paragraph(&mut self, text: String, kind: BlockKind, notes: Vec<Range<usize>>, contents: bool) {
        self.paragraphs += 1;
        if contents {
            self.flow.leave_out(LeftOutReason::Contents, text, self.paragraphs);
        } else {
            self.flow.paragraph(text.trim(), kind, Vec::new(), self.paragraphs);
        }
        for note in notes {
            let texts = self.part(note);
            self.flow.paragraph(&texts.join("\n"), BlockKind::Note, Vec::new(), self.paragraphs);
        }
    }

    /// Leaves a part of the file out by its paragraphs.
    fn leave(&mut self, range: Range<usize>, reason: LeftOutReason) {
        for text in self.part(range) {
            self.flow.leave_out(reason, text, self.paragraphs);
        }
    }

    /// The paragraphs of a part; what is left out of them is left out of the document.
    fn part(&mut self, range: Range<usize>) -> Vec<String> {
        let flow = std::mem::take(&mut self.flow);
        let mut inner = DocText {
            pieces: self.pieces,
            properties: self.properties,
            numbering: Numbering::default(),
            flow: Flow::default(),
            paragraphs: self.paragraphs,
        };
        inner.text(range, &[]);
        let (texts, left_out) = inner.flow.into_texts();
        self.flow = flow;
        left_out.into_iter().for_each(|piece| self.flow.leave_out(piece.reason, piece.text, piece.line));
        texts.into_iter().map(|(text, _)| text).collect()
    }
}
