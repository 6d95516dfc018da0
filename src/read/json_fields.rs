//! Objects of a JSON file as rows: which of their fields are Chinese and English, told by their names or by their texts,
//! and what else of them is text.

use crate::model::{Row, Side};
use crate::read::columns::{Columns, Extent, columns};
use crate::read::json_texts::gather;
use crate::read::json_tree::{Json, Object};
use crate::read::keyed::KeyedTexts;
use crate::read::language::letters;
use std::collections::HashSet;

/// The names of the fields, and what they are as columns.
pub struct Fields {
    names: Vec<String>,
    pub columns: Columns,
    /// Fields in neither of the two columns that say more than those: each is a text of its own.
    texts: Vec<usize>,
}

impl Fields {
    /// The fields of objects by those of the first ones; `None` where they are no rows.
    pub fn of(objects: &[Object]) -> Option<Self> {
        let mut names: Vec<String> = Vec::new();
        for name in objects.iter().flat_map(|object| &object.0).map(|(name, _)| name) {
            if !names.contains(name) && names.len() < 64 {
                names.push(name.clone());
            }
        }
        let mut rows = vec![names.clone()];
        rows.extend(objects.iter().map(|o| cells(&names, o)));
        let body = rows.get(1..).unwrap_or_default();
        let named = columns(&rows, Extent::Memory).filter(|c| c.header && (c.both() || c.key.is_some()));
        let mut columns = named.or_else(|| by_text(&names, body))?;
        let size = |column: usize| body.iter().filter_map(|row| row.get(column)).map(String::len).sum::<usize>();
        let read: usize = Side::BOTH.iter().flat_map(|side| columns.side.get(*side)).map(|c| size(*c)).sum();
        let texts: Vec<usize> = columns.unread.iter().map(|(c, _)| *c).filter(|c| is_prose(body, *c)).collect();
        let texts = if texts.iter().map(|c| size(*c)).sum::<usize>() > read { texts } else { Vec::new() };
        columns.unread.retain(|(column, _)| !texts.contains(column));
        Some(Fields { names, columns, texts })
    }

    /// The rows that an object makes: its own, and those of the texts that stand in it deeper down.
    pub fn rows(&self, object: &Object, line: usize) -> Vec<Row> {
        let mut cells = cells(&self.names, object);
        let key = self.columns.key.and_then(|key| cells.get(key)).filter(|key| !key.trim().is_empty());
        let key = key.cloned().unwrap_or_else(|| line.to_string());
        let mut inner = KeyedTexts::default();
        for column in &self.texts {
            if let (Some(cell), Some(name)) = (cells.get_mut(*column), self.names.get(*column)) {
                inner.add(format!("{key}.{name}"), &std::mem::take(cell), None);
            }
        }
        // Lists and objects are no cells, nor is a field that the first objects did not have, or the first of two.
        let is_cell = |name: &String, value: &Json| {
            let last = object.get(name).is_some_and(|last| std::ptr::eq(last, value));
            last && matches!(value, Json::Text(_)) && self.names.contains(name)
        };
        for (name, value) in object.0.iter().filter(|(name, value)| !is_cell(name, value)) {
            gather(&mut inner, value, &mut vec![key.clone(), name.clone()], None);
        }
        let own = self.columns.rows(&cells, line).into_iter().map(|(row, _)| row);
        let mut rows: Vec<Row> = own.chain(inner.rows.into_iter().map(|row| Row { line, ..row })).collect();
        match rows.last_mut() {
            Some(last) => last.left_out.extend(inner.left_out),
            None if inner.left_out.is_empty() => {}
            None => rows.push(Row { line, left_out: inner.left_out, ..Row::default() }),
        }
        rows
    }
}

/// The columns of fields whose names tell nothing, where their texts render each other by their lengths.
fn by_text(names: &[String], body: &[Vec<String>]) -> Option<Columns> {
    let mut found = columns(body, Extent::Memory).filter(|c| !c.header && c.both.is_empty())?;
    let (&[zh], &[en]) = (&found.side.zh[..], &found.side.en[..]) else { return None };
    let cell = |row: &[String], column: usize| row.get(column).map(|cell| letters(cell)).unwrap_or_default();
    let rendered = |row: &&Vec<String>| {
        let ((han, _), (_, latin)) = (cell(row, zh), cell(row, en));
        han > 0 && (han..han * 10).contains(&latin)
    };
    found.unread.iter_mut().for_each(|(column, name)| name.clone_from(names.get(*column).unwrap_or(&String::new())));
    (body.len() > 2 && body.iter().filter(rendered).count() * 10 >= body.len() * 8).then_some(found)
}

/// Whether the cells of a column are texts, each another one.
fn is_prose(rows: &[Vec<String>], column: usize) -> bool {
    let cells: Vec<&str> =
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let long = |cell: &&&str| letters(cell).0 >= LONG_ZH || cell.split_whitespace().count() >= LONG_EN;
    let different: HashSet<&str> = cells.iter().copied().collect();
    cells.iter().filter(long).count() * 2 > cells.len() && different.len() * 4 > cells.len() * 3
}

/// Characters or words from which on a cell is a text and no name.
const LONG_ZH: usize = 12;
const LONG_EN: usize = 8;

fn cells(names: &[String], object: &Object) -> Vec<String> {
    let cell = |name: &String| match object.get(name) {
        Some(Json::Text(text) | Json::Number(text)) => text.clone(),
        _ => String::new(),
    };
    names.iter().map(cell).collect()
}
