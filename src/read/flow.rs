//! What formats of running text write into: blocks and tables in document order, made a body at the end.
//!
//! A table of two languages side by side becomes pairs; a table of single cells one block a row; a table that only
//! lays out the page, the blocks that stand in it.

use super::lang::side_of_text;
use super::table::columns;
use super::{limits, rows};
use crate::model::{Block, BlockKind, Body, Row, Side, Sides};

#[derive(Default)]
pub struct Flow {
    pieces: Vec<Piece>,
    /// Open tables, the innermost last.
    tables: Vec<Table>,
    /// Tables that were opened below [`limits::NESTING`] and are not kept apart.
    below: usize,
}

enum Piece {
    Block(Block),
    Pair { side: Sides<Vec<Block>>, reference: Option<String> },
}

type Cell = Vec<Block>;

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
}

impl Flow {
    /// Adds a block where the document stands; one without text is left out.
    pub fn block(&mut self, mut block: Block) {
        block.text = block.text.trim().to_string();
        if block.text.is_empty() {
            return;
        }
        match self.tables.iter_mut().rev().find_map(Table::cell) {
            Some(cell) => cell.push(block),
            None => self.pieces.push(Piece::Block(block)),
        }
    }

    /// Adds a paragraph with its notes behind it. A heading that is broken over lines is one heading; other text goes by
    /// lines, as everywhere.
    pub fn paragraph(&mut self, text: &str, kind: BlockKind, notes: Vec<String>, line: usize) {
        let add = |flow: &mut Self, text: String, kind| flow.block(Block { text, kind, side: None, line });
        match kind {
            BlockKind::Heading(_) => add(self, text.replace('\n', " "), kind),
            _ => text.lines().for_each(|text| add(self, text.to_string(), kind)),
        }
        notes.into_iter().for_each(|text| add(self, text, BlockKind::Note));
    }

    pub fn open_table(&mut self) {
        if self.tables.len() < limits::NESTING {
            self.tables.push(Table::default());
        } else {
            self.below += 1;
        }
    }

    pub fn open_row(&mut self) {
        if let (0, Some(table)) = (self.below, self.tables.last_mut()) {
            table.rows.push(Vec::new());
        }
    }

    pub fn open_cell(&mut self) {
        if let (0, Some(table)) = (self.below, self.tables.last_mut()) {
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            if let Some(row) = table.rows.last_mut().filter(|r| r.len() < limits::CELLS) {
                row.push(Cell::new());
            }
        }
    }

    pub fn close_table(&mut self) {
        if self.below > 0 {
            self.below -= 1;
            return;
        }
        let Some(table) = self.tables.pop() else { return };
        let pieces = table.pieces();
        if self.tables.is_empty() {
            self.pieces.extend(pieces);
        } else {
            blocks_of(pieces).for_each(|b| self.block(b));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.tables.is_empty()
    }

    /// Takes over what another flow gathered.
    pub fn extend(&mut self, mut other: Flow) {
        while !other.tables.is_empty() {
            other.close_table();
        }
        self.pieces.append(&mut other.pieces);
    }

    /// The document's body: rows when nearly all of it is pairs, otherwise blocks.
    pub fn finish(mut self) -> Body {
        while !self.tables.is_empty() {
            self.close_table();
        }
        let (mut paired, mut pairs, mut all) = (0, 0, 0);
        for piece in &self.pieces {
            let size = |blocks: &[Block]| blocks.iter().map(|b| b.text.len()).sum::<usize>();
            all += match piece {
                Piece::Block(block) => block.text.len(),
                Piece::Pair { side, .. } => {
                    let size = size(&side.zh) + size(&side.en);
                    (paired, pairs) = (paired + size, pairs + 1);
                    size
                }
            };
        }
        if pairs >= 2 && paired * 10 >= all * 8 {
            return rows::of(self.pieces.into_iter().filter_map(Piece::row).collect());
        }
        let mut blocks: Vec<Block> = blocks_of(self.pieces).collect();
        // A file without a single heading did not use the format's headings: then nothing says that a line is none.
        if !blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(_))) {
            for block in &mut blocks {
                if block.kind == BlockKind::Paragraph {
                    block.kind = BlockKind::Text;
                }
            }
        }
        Body::Blocks(blocks)
    }
}

impl Table {
    fn cell(&mut self) -> Option<&mut Cell> {
        self.rows.last_mut()?.last_mut()
    }

    fn pieces(self) -> Vec<Piece> {
        let texts: Vec<Vec<String>> = self.rows.iter().map(|r| r.iter().map(|c| text(c)).collect()).collect();
        if let Some((zh, en, key, header)) = bilingual(&texts) {
            let body = self.rows.into_iter().zip(texts).skip(usize::from(header));
            return body
                .map(|(mut row, text)| Piece::Pair {
                    side: Sides::new(zh, en).map(|c| row.get_mut(c).map(std::mem::take).unwrap_or_default()),
                    reference: key.and_then(|k| text.into_iter().nth(k)).filter(|k| !k.is_empty()),
                })
                .collect();
        }
        let single = self.rows.iter().flatten().all(|c| c.len() <= 1);
        let mut pieces = Vec::new();
        for row in self.rows {
            let mut blocks = row.into_iter().flatten();
            if !single {
                pieces.extend(blocks.map(Piece::Block));
            } else if let Some(mut first) = blocks.next() {
                for block in blocks {
                    first.text.push_str(" | ");
                    first.text.push_str(&block.text);
                }
                pieces.push(Piece::Block(first));
            }
        }
        pieces
    }
}

impl Piece {
    fn row(self) -> Option<Row> {
        match self {
            Piece::Pair { side, reference } => {
                let line = side.zh.iter().chain(&side.en).map(|b| b.line).min()?;
                let Sides { zh, en } = side.map(|b| Some(text(&b)).filter(|t| !t.is_empty()));
                Some(Row { zh, en, reference, line })
            }
            Piece::Block(block) => {
                let mut sides = Sides::default();
                let side = block.side.or_else(|| side_of_text(&block.text))?;
                *sides.get_mut(side) = Some(block.text);
                Some(Row { zh: sides.zh, en: sides.en, reference: None, line: block.line })
            }
        }
    }
}

/// A cell's paragraphs as one text.
fn text(cell: &[Block]) -> String {
    cell.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn blocks_of(pieces: Vec<Piece>) -> impl Iterator<Item = Block> {
    pieces.into_iter().flat_map(|piece| match piece {
        Piece::Block(block) => vec![block],
        Piece::Pair { side, .. } => {
            let tag = |blocks: Vec<Block>, side| blocks.into_iter().map(move |b| Block { side: Some(side), ..b });
            tag(side.zh, Side::Zh).chain(tag(side.en, Side::En)).collect()
        }
    })
}

/// Whether a table holds two languages side by side and little else: its Chinese, English and key column, and
/// whether its first row is a header.
fn bilingual(rows: &[Vec<String>]) -> Option<(usize, usize, Option<usize>, bool)> {
    let columns = columns(rows)?;
    let (zh, en) = (columns.side.zh?, columns.side.en?);
    let width = rows.iter().map(Vec::len).max()?;
    if width > 2 + usize::from(columns.key.is_some()) {
        return None;
    }
    let body = rows.get(usize::from(columns.header)..)?;
    let side = |row: &Vec<String>, c: usize| row.get(c).and_then(|t| side_of_text(t));
    let right = body.iter().filter(|r| side(r, zh) == Some(Side::Zh) && side(r, en) == Some(Side::En)).count();
    let enough = right >= 2 || (columns.header && right >= 1);
    (enough && right * 10 >= body.len() * 7).then_some((zh, en, columns.key, columns.header))
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
                flow.open_cell();
                cell.lines().for_each(|l| flow.block(Block::paragraph(l, 1)));
            }
        }
        flow.close_table();
        flow
    }

    fn blocks(flow: Flow) -> Vec<(Option<Side>, String)> {
        let Body::Blocks(blocks) = flow.finish() else { panic!("rows") };
        blocks.into_iter().map(|b| (b.side, b.text)).collect()
    }

    #[test]
    fn two_languages_side_by_side_are_rows() {
        let flow = table(&[&["中文", "English"], &["甲方\n乙方", "Party A\nParty B"], &["合同", "contract"]]);
        let Body::Rows(rows) = flow.finish() else { panic!("blocks") };
        let rows: Vec<Row> = rows.map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].zh.as_deref(), rows[0].en.as_deref()), (Some("甲方\n乙方"), Some("Party A\nParty B")));
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
            flow.open_cell();
        }
        flow.block(Block::paragraph("deep", 1));
        assert_eq!(blocks(flow), [(None, "deep".to_string())]);
    }
}
