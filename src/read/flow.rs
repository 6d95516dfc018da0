//! What formats of running text write into: blocks and tables in document order, made a body at the end.
//!
//! A table of two languages side by side becomes pairs; a table of single cells one block a row; a table that only
//! lays out the page, the blocks that stand in it.

use crate::model::{Block, BlockKind, Body, LeftOut, LeftOutReason, Row, Side, Sides};
use crate::read::columns::{Columns, Extent, columns, is_of_options};
use crate::read::halves::{halves, heading_lines, is_rendering};
use crate::read::language::side_of_text;
use crate::read::prose::is_prose;
use crate::read::{limits, row_stream, twin_scripts};
use std::collections::HashSet;

#[derive(Default)]
pub struct Flow {
    pieces: Vec<FlowPiece>,
    /// Open tables, the innermost last.
    tables: Vec<FlowTable>,
    /// Tables that were opened below [`limits::NESTING`] and are not kept apart.
    below: usize,
    left_out: Vec<LeftOut>,
}

enum FlowPiece {
    Block(Block),
    /// A row in both languages: blocks with the columns that they stand in.
    Pair {
        side: Sides<Vec<(usize, Block)>>,
        reference: Option<String>,
    },
}

/// How many columns and rows a cell of a table takes, 1 for most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSpan {
    pub columns: usize,
    pub rows: usize,
}

impl CellSpan {
    pub const ONE: CellSpan = CellSpan { columns: 1, rows: 1 };
}

struct FlowCell {
    blocks: Vec<Block>,
    span: CellSpan,
}

impl FlowCell {
    fn new(span: CellSpan) -> Self {
        FlowCell { blocks: Vec::new(), span: CellSpan { columns: span.columns.max(1), rows: span.rows.max(1) } }
    }

    /// Its paragraphs as one, on lines.
    fn joined(self) -> Option<Block> {
        self.blocks.into_iter().reduce(|first, next| Block { text: first.text + "\n" + &next.text, ..first })
    }
}

#[derive(Default)]
struct FlowTable {
    rows: Vec<Vec<FlowCell>>,
}

impl Flow {
    /// Adds a block where the document stands; one without text is left out.
    pub fn block(&mut self, mut block: Block) {
        block.text = block.text.trim().to_string();
        if block.text.is_empty() {
            return;
        }
        match self.tables.iter_mut().rev().find_map(FlowTable::cell) {
            Some(cell) => cell.blocks.push(block),
            None => self.pieces.push(FlowPiece::Block(block)),
        }
    }

    /// Adds a text that stands in both languages.
    pub fn pair(&mut self, both: Sides<Block>) {
        if self.tables.is_empty() {
            return self.pieces.push(FlowPiece::Pair { side: both.map(|block| vec![(0, block)]), reference: None });
        }
        [both.zh, both.en].into_iter().for_each(|block| self.block(block));
    }

    /// Adds a paragraph with its notes behind it. A heading that is broken over lines is one heading; other text goes by
    /// lines, as everywhere.
    pub fn paragraph(&mut self, text: &str, kind: BlockKind, notes: Vec<String>, line: usize) {
        let add = |flow: &mut Self, text: String, kind| flow.block(Block { kind, ..Block::paragraph(text, line) });
        match kind {
            BlockKind::Heading(_) if text.contains('\n') && halves(text).is_some() => {
                heading_lines(text).into_iter().for_each(|text| add(self, text, kind));
            }
            BlockKind::Heading(_) => add(self, text.replace('\n', " "), kind),
            _ => text.lines().for_each(|text| add(self, text.to_string(), kind)),
        }
        notes.into_iter().for_each(|text| add(self, text, BlockKind::Note));
    }

    /// Notes text of the document that is not in it.
    pub fn leave_out(&mut self, reason: LeftOutReason, text: impl Into<String>, line: usize) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.left_out.push(LeftOut { reason, text, line });
        }
    }

    pub fn open_table(&mut self) {
        if self.tables.len() < limits::NESTING {
            self.tables.push(FlowTable::default());
        } else {
            self.below += 1;
        }
    }

    pub fn open_row(&mut self) {
        if let (0, Some(table)) = (self.below, self.tables.last_mut()) {
            table.rows.push(Vec::new());
        }
    }

    pub fn open_cell(&mut self, span: CellSpan) {
        if let (0, Some(table)) = (self.below, self.tables.last_mut()) {
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            if let Some(row) = table.rows.last_mut().filter(|r| r.len() < limits::CELLS) {
                row.push(FlowCell::new(span));
            }
        }
    }

    /// Lets the cell at hand take so many columns.
    pub fn widen_cell(&mut self, columns: usize) {
        if let (0, Some(cell)) = (self.below, self.tables.last_mut().and_then(FlowTable::cell)) {
            cell.span.columns = columns.max(1);
        }
    }

    pub fn close_table(&mut self) {
        if self.below > 0 {
            self.below -= 1;
            return;
        }
        let Some(table) = self.tables.pop() else { return };
        let pieces = table.pieces(&mut self.left_out);
        if self.tables.is_empty() {
            self.pieces.extend(pieces);
        } else {
            blocks_of(pieces).for_each(|b| self.block(Block { pair: None, ..b }));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.tables.is_empty()
    }

    /// Puts another flow where the document stands, which may be in a cell.
    pub fn insert(&mut self, mut other: Flow) {
        if self.tables.is_empty() {
            return self.extend(other);
        }
        while !other.tables.is_empty() {
            other.close_table();
        }
        self.left_out.append(&mut other.left_out);
        blocks_of(other.pieces).for_each(|b| self.block(Block { pair: None, ..b }));
    }

    /// Takes over what another flow gathered.
    pub fn extend(&mut self, mut other: Flow) {
        while !other.tables.is_empty() {
            other.close_table();
        }
        self.pieces.append(&mut other.pieces);
        self.left_out.append(&mut other.left_out);
    }

    /// The same with everything where `line` is: the chapter of a book, whose lines nobody can find.
    #[must_use]
    pub fn at(mut self, line: usize) -> Self {
        while !self.tables.is_empty() {
            self.close_table();
        }
        for piece in &mut self.pieces {
            match piece {
                FlowPiece::Block(block) => block.line = line,
                FlowPiece::Pair { side, .. } => {
                    side.zh.iter_mut().chain(&mut side.en).for_each(|(_, block)| block.line = line);
                }
            }
        }
        self.left_out.iter_mut().for_each(|piece| piece.line = line);
        self
    }

    /// All texts of the document with their lines, and what is left out of it.
    pub fn into_texts(mut self) -> (Vec<(String, usize)>, Vec<LeftOut>) {
        while !self.tables.is_empty() {
            self.close_table();
        }
        (blocks_of(self.pieces).map(|block| (block.text, block.line)).collect(), self.left_out)
    }

    /// The document's body: rows when nearly all of it is pairs, otherwise blocks; and what is not in it.
    pub fn finish(mut self) -> (Body, Vec<LeftOut>) {
        while !self.tables.is_empty() {
            self.close_table();
        }
        let (mut paired, mut pairs, mut all) = (0, 0, 0);
        for piece in &self.pieces {
            let size = |blocks: &[(usize, Block)]| blocks.iter().map(|(_, b)| b.text.len()).sum::<usize>();
            all += match piece {
                FlowPiece::Block(block) => block.text.len(),
                FlowPiece::Pair { side, .. } => {
                    let size = size(&side.zh) + size(&side.en);
                    (paired, pairs) = (paired + size, pairs + 1);
                    size
                }
            };
        }
        if pairs >= 2 && paired * 10 >= all * 8 {
            return (row_stream::of(self.pieces.into_iter().map(FlowPiece::row).collect()), self.left_out);
        }
        // What names a row has no place in running text.
        for piece in &self.pieces {
            if let FlowPiece::Pair { side, reference: Some(text) } = piece {
                let line = first_line(side);
                self.left_out.push(LeftOut { reason: LeftOutReason::Column, text: text.clone(), line });
            }
        }
        let mut blocks: Vec<Block> = blocks_of(self.pieces).collect();
        twin_scripts::set_aside(&mut blocks, &mut self.left_out);
        unmark_text(&mut blocks);
        // A file without a single heading did not use the format's headings: then nothing says that a line is none.
        if !blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(_))) {
            for block in &mut blocks {
                if block.kind == BlockKind::Paragraph {
                    block.kind = BlockKind::Text;
                }
            }
        }
        (Body::Blocks(blocks), self.left_out)
    }
}

/// A file that is mostly marked as code is text that somebody set line by line, where it reads as text.
fn unmark_text(blocks: &mut [Block]) {
    let size = |code: bool| -> usize {
        blocks.iter().filter(|block| (block.kind == BlockKind::Code) == code).map(|block| block.text.len()).sum()
    };
    if size(true) > size(false) {
        for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Code && is_prose(&block.text)) {
            block.kind = BlockKind::Paragraph;
        }
    }
}

impl FlowTable {
    fn cell(&mut self) -> Option<&mut FlowCell> {
        self.rows.last_mut()?.last_mut()
    }

    /// The rows with an empty cell wherever a cell of another column or row reaches, so that columns stand below each
    /// other.
    fn squared(self) -> Vec<Vec<FlowCell>> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let spans = self.rows.iter().flatten().any(|cell| cell.span != CellSpan::ONE);
        if !spans || width * self.rows.len() > limits::SPANNED {
            return self.rows;
        }
        // Rows that a cell above still reaches, by column.
        let mut reached: Vec<usize> = Vec::new();
        let mut squared = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let mut out: Vec<FlowCell> = Vec::new();
            let mut cells = row.into_iter().peekable();
            let mut next = vec![0; reached.len()];
            while cells.peek().is_some() || reached.get(out.len()).is_some_and(|rows| *rows > 0) {
                let column = out.len();
                let above = reached.get(column).copied().unwrap_or_default();
                if above > 0 {
                    if let Some(rows) = next.get_mut(column) {
                        *rows = above - 1;
                    }
                    out.push(FlowCell::new(CellSpan::ONE));
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                let span = CellSpan { columns: cell.span.columns.min(width), ..cell.span };
                next.resize(next.len().max(column + span.columns), 0);
                next.iter_mut().skip(column).take(span.columns).for_each(|rows| *rows = span.rows - 1);
                out.push(cell);
                out.extend((1..span.columns).map(|_| FlowCell::new(CellSpan::ONE)));
            }
            reached = next;
            squared.push(out);
        }
        squared
    }

    fn pieces(self, left_out: &mut Vec<LeftOut>) -> Vec<FlowPiece> {
        let rows = self.squared();
        let texts: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|c| text(&c.blocks)).collect()).collect();
        if let Some(columns) = bilingual(&rows, &texts) {
            return paired(rows, texts, &columns, left_out);
        }
        // A cell of several paragraphs here and there makes no layout of a table.
        let filled = rows.iter().flatten().filter(|c| !c.blocks.is_empty()).count();
        let single = rows.iter().flatten().filter(|c| c.blocks.len() > 1).count() * LAYOUT <= filled;
        let mut pieces = Vec::new();
        for row in rows {
            if !single {
                pieces.extend(row.into_iter().flat_map(|cell| cell.blocks).map(FlowPiece::Block));
                continue;
            }
            let mut blocks = row.into_iter().filter_map(FlowCell::joined);
            if let Some(mut first) = blocks.next() {
                for block in blocks {
                    first.text.push_str(" | ");
                    first.text.push_str(&block.text);
                }
                pieces.push(FlowPiece::Block(first));
            }
        }
        pieces
    }
}

impl FlowPiece {
    fn row(self) -> Row {
        match self {
            FlowPiece::Pair { side, reference } => {
                let line = first_line(&side);
                let Sides { zh, en } = side.map(|b| Some(row_text(&b)).filter(|t| !t.is_empty()));
                Row { zh, en, reference, line, ..Row::default() }
            }
            FlowPiece::Block(block) => {
                let mut row = Row { line: block.line, ..Row::default() };
                if let Some(halves) = halves(&block.text).filter(|_| block.side.is_none()) {
                    return Row { zh: Some(halves.zh), en: Some(halves.en), ..row };
                }
                match block.side.or_else(|| side_of_text(&block.text)) {
                    Some(Side::Zh) => row.zh = Some(block.text),
                    Some(Side::En) => row.en = Some(block.text),
                    None => {
                        let reason = LeftOutReason::OtherLanguage;
                        row.left_out.push(LeftOut { reason, text: block.text, line: block.line });
                    }
                }
                row
            }
        }
    }
}

fn first_line(side: &Sides<Vec<(usize, Block)>>) -> usize {
    side.zh.iter().chain(&side.en).map(|(_, block)| block.line).min().unwrap_or_default()
}

/// The texts of a row on one side: paragraphs of a cell on lines, cells with tabs between them, which nobody takes for
/// wrapped lines.
fn row_text(blocks: &[(usize, Block)]) -> String {
    let mut text = String::new();
    let mut last = None;
    for (column, block) in blocks {
        if let Some(last) = last {
            text.push(if last == *column { '\n' } else { '\t' });
        }
        text.push_str(&block.text);
        last = Some(*column);
    }
    text
}

/// A cell's paragraphs as one text.
fn text(cell: &[Block]) -> String {
    cell.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The blocks of pieces in order; those of a pair have its number.
fn blocks_of(pieces: Vec<FlowPiece>) -> impl Iterator<Item = Block> {
    let mut pairs = 0;
    pieces.into_iter().flat_map(move |piece| match piece {
        FlowPiece::Block(block) => vec![block],
        FlowPiece::Pair { side, .. } => {
            pairs += 1;
            let pair = (!side.zh.is_empty() && !side.en.is_empty()).then_some(pairs);
            let tag = |blocks: Vec<(usize, Block)>, side| {
                blocks.into_iter().map(move |(_, b)| Block { side: Some(side), pair, ..b })
            };
            tag(side.zh, Side::Zh).chain(tag(side.en, Side::En)).collect()
        }
    })
}

/// Whether a row is a single text over several columns: the title of a part of the table.
fn is_spanning(row: &[FlowCell]) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.blocks.is_empty());
    let (Some(first), None) = (filled.next(), filled.next()) else { return false };
    row.len() == 1 || first.span.columns > 1
}

/// The columns of a table that holds two languages side by side.
fn bilingual(rows: &[Vec<FlowCell>], texts: &[Vec<String>]) -> Option<Columns> {
    let inner: Vec<&[String]> =
        rows.iter().zip(texts).filter(|(row, _)| !is_spanning(row)).map(|(_, text)| text.as_slice()).collect();
    if inner.first().is_some_and(|first| is_of_options(first)) {
        return None;
    }
    let found = columns(&inner, Extent::Text).filter(Columns::both)?;
    if found.coded {
        return Some(found);
    }
    let body = inner.get(usize::from(found.header)..)?;
    let made: Vec<Row> = body.iter().filter_map(|cells| found.row(cells, 0)).collect();
    let said = |text: &Option<String>, side: Side| text.as_deref().and_then(side_of_text) == Some(side);
    let translated = |row: &&Row| {
        let sides = row.zh.as_deref().zip(row.en.as_deref());
        said(&row.zh, Side::Zh) && said(&row.en, Side::En) && sides.is_some_and(|(zh, en)| is_rendering(zh, en))
    };
    let right = made.iter().filter(translated).count();
    let text = made.iter().filter(|row| row.zh.is_some() || row.en.is_some()).count();
    let enough = right >= 2 || (found.header && right >= 1);
    (enough && right * 10 >= text * 6).then_some(found)
}

/// Of so many cells one may have several paragraphs, and the table lays out no page.
const LAYOUT: usize = 10;

/// The rows of a table in two languages as pairs, whatever else they hold: figures go with both sides.
fn paired(
    rows: Vec<Vec<FlowCell>>,
    texts: Vec<Vec<String>>,
    columns: &Columns,
    left_out: &mut Vec<LeftOut>,
) -> Vec<FlowPiece> {
    let mut pieces = Vec::new();
    let mut header = columns.header;
    for (row, text) in rows.into_iter().zip(texts) {
        let line = row.iter().flat_map(|cell| &cell.blocks).map(|block| block.line).min().unwrap_or_default();
        if is_spanning(&row) {
            for block in row.into_iter().flat_map(|cell| cell.blocks) {
                match halves(&block.text) {
                    Some(halves) => {
                        let side = halves.map(|text| vec![(0, Block { text, ..block.clone() })]);
                        pieces.push(FlowPiece::Pair { side, reference: None });
                    }
                    None => pieces.push(FlowPiece::Block(block)),
                }
            }
            continue;
        }
        if std::mem::take(&mut header) {
            left_out.extend(columns.header_left_out(&text, line));
            continue;
        }
        let mut side = Sides::<Vec<(usize, Block)>>::default();
        let mut before = Sides::<HashSet<String>>::default();
        let mut figures: Vec<(usize, Block)> = Vec::new();
        for (column, cell) in row.into_iter().enumerate().filter(|(column, _)| Some(*column) != columns.key) {
            let of = Side::BOTH.into_iter().find(|side| columns.side.get(*side).binary_search(&column).is_ok());
            for block in cell.blocks {
                match (of, halves(&block.text)) {
                    // Two scripts often write a word in the same way.
                    (Some(of), _) if !before.get_mut(of).insert(block.text.clone()) => {
                        let reason = LeftOutReason::Alternative;
                        left_out.push(LeftOut { reason, text: block.text, line: block.line });
                    }
                    (Some(of), _) => side.get_mut(of).push((column, block)),
                    (None, Some(halves)) => {
                        before.zh.insert(halves.zh.clone());
                        before.en.insert(halves.en.clone());
                        side.zh.push((column, Block { text: halves.zh, ..block.clone() }));
                        side.en.push((column, Block { text: halves.en, ..block }));
                    }
                    (None, None) => match side_of_text(&block.text) {
                        Some(of) => {
                            before.get_mut(of).insert(block.text.clone());
                            side.get_mut(of).push((column, block));
                        }
                        None => figures.push((column, block)),
                    },
                }
            }
        }
        let reference = columns.key.and_then(|k| text.into_iter().nth(k)).filter(|k| !k.is_empty());
        if side.zh.is_empty() && side.en.is_empty() {
            pieces.extend(figures.into_iter().map(|(_, block)| FlowPiece::Block(block)));
            if let Some(key) = reference {
                left_out.push(LeftOut { reason: LeftOutReason::Column, text: key, line });
            }
            continue;
        }
        for of in
            Side::BOTH.into_iter().filter(|of| !figures.is_empty() && !side.get(*of).is_empty()).collect::<Vec<_>>()
        {
            side.get_mut(of).extend(figures.iter().cloned());
        }
        pieces.extend(by_pairs(side, columns).map(|side| FlowPiece::Pair { side, reference: reference.clone() }));
    }
    pieces
}

/// A row by the pairs of its columns, where it has several; what stands in others goes with the first.
fn by_pairs(side: Sides<Vec<(usize, Block)>>, columns: &Columns) -> impl Iterator<Item = Sides<Vec<(usize, Block)>>> {
    let pair_of = |column: usize| columns.pairs.iter().position(|pair| pair.zh == column || pair.en == column);
    let mut parted: Vec<Sides<Vec<(usize, Block)>>> = Vec::new();
    parted.resize_with(columns.pairs.len().max(1), Sides::default);
    for (of, blocks) in [(Side::Zh, side.zh), (Side::En, side.en)] {
        for (column, block) in blocks {
            if let Some(pair) = parted.get_mut(pair_of(column).unwrap_or(0)) {
                pair.get_mut(of).push((column, block));
            }
        }
    }
    parted.into_iter().filter(|pair| !pair.zh.is_empty() || !pair.en.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Flow {
        let mut flow = Flow::default();
        flow.open_table();
        for row in rows {
            flow.open_row();
            for cell in *row {
                flow.open_cell(CellSpan::ONE);
                cell.lines().for_each(|l| flow.block(Block::paragraph(l, 1)));
            }
        }
        flow.close_table();
        flow
    }

    fn blocks(flow: Flow) -> Vec<(Option<Side>, String)> {
        let Body::Blocks(blocks) = flow.finish().0 else { panic!("rows") };
        blocks.into_iter().map(|b| (b.side, b.text)).collect()
    }

    #[test]
    fn two_languages_side_by_side_are_rows() {
        let flow = table(&[&["中文", "English"], &["甲方\n乙方", "Party A\nParty B"], &["合同", "contract"]]);
        let Body::Rows(rows) = flow.finish().0 else { panic!("blocks") };
        let rows: Vec<Row> = rows.map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].zh.as_deref(), rows[0].en.as_deref()), (Some("甲方\n乙方"), Some("Party A\nParty B")));
    }

    #[test]
    fn each_pair_of_columns_is_a_row() {
        let flow =
            table(&[&["部門", "Department", "職位", "Post"], &["海事處", "Marine Department", "引航員", "Pilot"]]);
        let Body::Rows(rows) = flow.finish().0 else { panic!("blocks") };
        let rows: Vec<Row> = rows.map(Result::unwrap).collect();
        let texts: Vec<_> = rows.iter().map(|row| (row.zh.as_deref(), row.en.as_deref())).collect();
        let both = |zh, en| (Some(zh), Some(en));
        let named = [both("部門", "Department"), both("職位", "Post")];
        assert_eq!(texts, [&named[..], &[both("海事處", "Marine Department"), both("引航員", "Pilot")]].concat());
    }

    #[test]
    fn in_running_text_they_are_tagged() {
        let mut flow = table(&[&["甲方", "Party A"], &["合同", "contract"]]);
        flow.block(Block::paragraph("A long paragraph that stands outside of the table and outweighs it.", 9));
        let got = blocks(flow);
        assert_eq!(got[0], (Some(Side::Zh), "甲方".into()));
        assert_eq!(got[3], (Some(Side::En), "contract".into()));
        assert_eq!(got[4].0, None);
    }

    #[test]
    fn other_tables_are_a_block_a_row_and_layout_is_undone() {
        assert_eq!(blocks(table(&[&["Year", "2023"], &["Cases", "15"]]))[1].1, "Cases | 15");
        assert_eq!(blocks(table(&[&["One\nTwo", "Three"]])).len(), 3);
    }

    #[test]
    fn depth_is_bounded() {
        let mut flow = Flow::default();
        for _ in 0..100_000 {
            flow.open_table();
            flow.open_cell(CellSpan::ONE);
        }
        flow.block(Block::paragraph("deep", 1));
        assert_eq!(blocks(flow), [(None, "deep".to_string())]);
    }
}
