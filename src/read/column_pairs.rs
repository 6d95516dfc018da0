//! Tables that hold several columns of each language in pairs, as a glossary that is set in two runs side by side:
//! English, 中文, English, 中文. Each pair of columns makes a row.

use crate::model::{Row, Side, Sides};
use crate::read::columns::{Columns, bare_name};
use std::collections::HashSet;

/// The pairs among the columns of the two languages, by their names without the language or else by where they stand: each
/// beside its counterpart, or all of a language before those of the other. Empty where there is one of a language, or they
/// are no pairs.
pub fn pairs(side: &Sides<Vec<usize>>, header: Option<&[String]>) -> Vec<Sides<usize>> {
    if side.zh.len() < 2 || side.zh.len() != side.en.len() {
        return Vec::new();
    }
    by_name(side, header.unwrap_or_default()).or_else(|| by_place(side)).unwrap_or_default()
}

fn by_name(side: &Sides<Vec<usize>>, header: &[String]) -> Option<Vec<Sides<usize>>> {
    let name = |column: &usize| header.get(*column).map(|cell| bare_name(cell)).unwrap_or_default();
    let names: Vec<String> = side.en.iter().map(name).collect();
    let different: HashSet<&String> = names.iter().collect();
    let counterpart = |zh: &usize| {
        let at = names.iter().position(|en| *en == name(zh))?;
        side.en.get(at).map(|en| Sides::new(*zh, *en))
    };
    let chinese: HashSet<String> = side.zh.iter().map(name).collect();
    let named = different.len() == names.len() && chinese.len() == names.len();
    side.zh.iter().map(|zh| counterpart(zh).filter(|_| named)).collect()
}

fn by_place(side: &Sides<Vec<usize>>) -> Option<Vec<Sides<usize>>> {
    let mut all: Vec<(usize, Side)> =
        Side::BOTH.into_iter().flat_map(|of| side.get(of).iter().map(move |column| (*column, of))).collect();
    all.sort_unstable_by_key(|(column, _)| *column);
    let first = all.first()?.1;
    let half = all.len() / 2;
    let alternate = all.iter().enumerate().all(|(at, (_, of))| (*of == first) == (at % 2 == 0));
    let in_halves = all.iter().enumerate().all(|(at, (_, of))| (*of == first) == (at < half));
    let pairs = side.zh.iter().zip(&side.en).map(|(zh, en)| Sides::new(*zh, *en));
    (alternate || in_halves).then(|| pairs.collect())
}

impl Columns {
    /// The rows that the cells of a row of a table make: one, or one for each pair of columns, each with the cells that it
    /// is made of. What stands in other columns goes with the first.
    pub fn rows(&self, cells: &[String], line: usize) -> Vec<(Row, Vec<String>)> {
        let whole = || self.row(cells, line).map(|row| (row, cells.to_vec())).into_iter().collect();
        if self.pairs.is_empty() || cells.iter().filter(|cell| !cell.trim().is_empty()).count() < 2 {
            return whole();
        }
        let pair_of = |column: usize| self.pairs.iter().position(|pair| pair.zh == column || pair.en == column);
        let row = |at: usize| {
            let of_pair = |column: usize| match pair_of(column) {
                Some(pair) => pair == at,
                None => at == 0 || self.key == Some(column),
            };
            let own = |(column, cell): (usize, &String)| if of_pair(column) { cell.clone() } else { String::new() };
            let own: Vec<String> = cells.iter().enumerate().map(own).collect();
            let filled =
                own.iter().enumerate().any(|(column, cell)| Some(column) != self.key && !cell.trim().is_empty());
            if filled { self.row(&own, line).map(|row| (row, own)) } else { None }
        };
        let rows: Vec<_> = (0..self.pairs.len()).filter_map(row).collect();
        if rows.is_empty() { whole() } else { rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::columns::{Extent, columns};

    fn rows(table: &[&[&str]]) -> Vec<String> {
        let table: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(|c| c.to_string()).collect()).collect();
        let found = columns(&table, Extent::Memory).unwrap();
        let body = table.iter().skip(usize::from(found.header));
        let shown = |(row, _): (Row, Vec<String>)| {
            let said = [row.reference, row.zh, row.en].map(Option::unwrap_or_default);
            let left = row.left_out.into_iter().map(|piece| format!(" -{}", piece.text)).collect::<String>();
            said.join("|") + &left
        };
        body.flat_map(|cells| found.rows(cells, 1)).map(shown).collect()
    }

    #[test]
    fn each_pair_of_columns_is_a_row() {
        let cases: [(&[&[&str]], &[&str]); 6] = [
            (
                &[
                    &["English", "中文", "English", "中文"],
                    &["berth", "泊位", "pilot", "引航員"],
                    &["quay", "碼頭", "", ""],
                ],
                &["|泊位|berth", "|引航員|pilot", "|碼頭|quay"],
            ),
            (
                &[&["berth", "泊位", "pilot", "引航員"], &["quay", "碼頭", "buoy", "浮標"]],
                &["|泊位|berth", "|引航員|pilot", "|碼頭|quay", "|浮標|buoy"],
            ),
            (
                &[
                    &["ID", "NAME_TC", "ADDRESS_TC", "NAME_EN", "ADDRESS_EN", "TEL"],
                    &["7", "北碼頭", "北街一號", "North Pier", "1 North Street", "55"],
                ],
                &["7|北碼頭|North Pier -55", "7|北街一號|1 North Street"],
            ),
            // Two scripts beside one English are no pairs.
            (&[&["English", "繁體", "简体"], &["anchor", "錨", "锚"]], &["|錨\t锚|anchor"]),
            (
                &[&["甲板", "船殼", "deck", "hull"], &["桅杆", "錨", "mast", "anchor"]],
                &["|甲板|deck", "|船殼|hull", "|桅杆|mast", "|錨|anchor"],
            ),
            (&[&["English", "中文"], &["berth", "泊位"]], &["|泊位|berth"]),
        ];
        for (table, want) in cases {
            let got = rows(table);
            assert_eq!(got, want, "{table:?}");
        }
    }
}
