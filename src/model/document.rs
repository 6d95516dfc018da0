//! A document on its way: raw blocks, then paragraphs of two sides, then links between them.

use super::{Counted, Edit, Kind, LeftOut, Position, Side, Sides, Span, Warning};
use std::ops::Range;

/// What a reader makes of one file: text as the file says it, nothing repaired.
#[derive(Default)]
pub struct Raw {
    /// What the file is, for people: `text`, `tmx`, `docx` …
    pub format: &'static str,
    /// The encoding it was read with, as named by the WHATWG (`UTF-8`, `Big5`, `gb18030`, `UTF-16LE`); empty for formats that fix their own.
    pub encoding: &'static str,
    /// The title that the format itself gives (an HTML `<title>`, document properties), not one found in the text.
    pub title: Sides<Option<String>>,
    /// What the format says of the document, as name and value: its properties, front matter, `<meta>`.
    pub fields: Vec<(String, String)>,
    /// What `Block::line` and `Row::line` count, in the file of each side.
    pub counted: Sides<Counted>,
    pub body: Body,
    /// What is not in the body; rows bring theirs along.
    pub left_out: Vec<LeftOut>,
    pub warnings: Vec<Warning>,
}

/// The two shapes that documents come in.
pub enum Body {
    /// Running text in file order; who corresponds to whom is for us to find out.
    Blocks(Vec<Block>),
    /// Rows of a translation memory; they bring their alignment. Read as they are asked for, so that a file
    /// larger than memory can be indexed; an error ends the rows.
    Rows(Box<dyn Iterator<Item = Result<Row, RowError>> + Send>),
}

impl Default for Body {
    fn default() -> Self {
        Body::Blocks(Vec::new())
    }
}

/// A paragraph-like piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub text: String,
    pub kind: BlockKind,
    /// Where the format tells the language (`lang`, `xml:lang`, the file of a pair); `None` where it is to be found out.
    pub side: Option<Side>,
    /// 1-based line, page, slide or chapter, as [`Raw::counted`] says, or the number of the block where the format has none.
    pub line: usize,
    /// Blocks of both sides with the same number correspond: they stand in one row of a table.
    pub pair: Option<u32>,
}

impl Block {
    pub fn paragraph(text: impl Into<String>, line: usize) -> Self {
        Block { text: text.into(), kind: BlockKind::Text, side: None, line, pair: None }
    }
}

/// What the format says that a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text; whether it is a heading is for `structure` to find out.
    Text,
    /// Marked as a heading of this level (1 is the highest).
    Heading(u8),
    /// The format has headings and says that this is none.
    Paragraph,
    /// Marked as code, or as what a program says.
    Code,
    Note,
}

/// One row of a translation memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub zh: Option<String>,
    pub en: Option<String>,
    /// The file's own name for the row: TMX `tuid`, XLIFF unit id, a third TSV column.
    pub reference: Option<String>,
    /// 1-based line or unit in the file.
    pub line: usize,
    /// Where the sides stand, for formats whose places are no numbers.
    pub at: Sides<Option<Position>>,
    /// What the row holds beside that; a row can hold nothing else.
    pub left_out: Vec<LeftOut>,
}

impl Row {
    /// Where the sides begin: as the reader says, or else by the line. Of two that begin at the same place only the
    /// Chinese one has it.
    pub fn positions(&self, counted: Sides<Counted>) -> Sides<Option<Position>> {
        let place = |side: Side, text: &Option<String>| {
            text.as_ref()?;
            self.at.get(side).clone().or_else(|| counted.get(side).position(self.line))
        };
        Sides::new(place(Side::Zh, &self.zh), place(Side::En, &self.en)).distinct()
    }
}

/// Why the rows of a file end early; what came before stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// 1-based line or unit in the file.
    pub line: usize,
    pub reason: String,
}

/// A document after cleaning and structure: two sides, each in document order.
#[derive(Clone, Debug, Default)]
pub struct Bitext {
    pub title: Sides<Option<String>>,
    /// Metadata found in the text, as `(name, value)`: 發布時間, 來源 …
    pub fields: Vec<(String, String)>,
    /// What `Paragraph::line` counts, in the file of each side.
    pub counted: Sides<Counted>,
    pub zh: Vec<Paragraph>,
    pub en: Vec<Paragraph>,
    /// Paragraphs that the file itself says correspond, rising on both sides; ranges of their indices, not empty.
    pub pairs: Vec<Sides<Range<usize>>>,
    pub warnings: Vec<Warning>,
}

impl Bitext {
    pub fn side(&self, side: Side) -> &[Paragraph] {
        match side {
            Side::Zh => &self.zh,
            Side::En => &self.en,
        }
    }
}

/// One paragraph of one side. `text` is repaired; `edits` lead back to what the file said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub text: String,
    pub edits: Vec<Edit>,
    pub kind: Kind,
    /// Whether the file marks it as code, or as what a program says.
    pub code: bool,
    /// Depth of a heading, 1 is the highest; 0 for everything else.
    pub level: u8,
    /// The number that the paragraph opens with, read: 一、/ I. / 第三條 / Article 3 / (a).
    pub numeral: Option<Numeral>,
    /// The run-in head of a paragraph, bytes of `text`: 加強統籌謀劃。
    pub head: Option<Span>,
    /// 1-based line, page, slide or chapter, as [`Bitext::counted`] says.
    pub line: usize,
    /// The paragraph's place among all blocks of the file, both sides counted together.
    pub order: usize,
}

/// An opening number, comparable across the languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Numeral {
    pub shape: Shape,
    pub value: u32,
    /// Bytes of the paragraph's text that the number takes, from its start.
    pub len: usize,
}

/// What kind of division a number opens. Legal divisions correspond across the languages; the other shapes
/// differ between them (一、 against I.), so only their values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// 第一編 / Part One
    Part,
    /// 第一章 / Chapter 1
    Chapter,
    /// 第一節 / Section 1
    Division,
    /// 第一條 / Article 1
    Article,
    /// 一、 or I.
    Major,
    /// （一） or (1), (a)
    Bracketed,
    /// 1. or 1、
    Arabic,
    /// 1.2 or 1.2.3; `value` is the last number
    Nested,
    /// a. or A.
    Letter,
}

impl Shape {
    /// Whether the number opens a division that a law names, 第三條 or "Article 3": it is the same in both languages.
    pub fn is_division(self) -> bool {
        matches!(self, Shape::Part | Shape::Chapter | Shape::Division | Shape::Article)
    }
}

/// One link between the sides: `zh` and `en` are ranges of paragraph indices; one of them may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub zh: Range<usize>,
    pub en: Range<usize>,
    /// How likely the link is right, 0..=1, calibrated: of the links at .9, at least 98 % are.
    pub confidence: f32,
    /// Sentence links inside: byte spans of the paragraphs' texts joined by a line feed, with a confidence each.
    pub sentences: Vec<super::SentencePair>,
}

/// Links in reading order; every paragraph of both sides is in exactly one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    pub links: Vec<Link>,
}
