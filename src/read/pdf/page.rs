//! From the lines of a page to its regions in reading order: running text, columns of it, boxes, tables.

use super::glyph::Glyph;
use super::lines::{TextLine, rows, set_margins};
use super::region::{Region, Rule, TableRow};
use super::ruled::{RuledPart, blocks};
use super::unruled::free;

/// A page: its regions in reading order.
pub struct PdfPage {
    pub regions: Vec<Region>,
    /// 1-based.
    pub number: usize,
}

impl PdfPage {
    pub fn new(glyphs: Vec<Glyph>, rules: &[Rule], number: usize) -> Self {
        let mut regions = Vec::new();
        for block in blocks(rows(glyphs), rules) {
            match block {
                RuledPart::Free(rows) => free(rows, &mut regions),
                RuledPart::Box(rows) => {
                    let mut inside = Vec::new();
                    free(rows, &mut inside);
                    regions.extend(inside.into_iter().map(|region| match region {
                        Region::Lines(lines) => Region::Box(lines),
                        other => other,
                    }));
                }
                RuledPart::Table(table) => regions.push(Region::Table(table)),
            }
        }
        for region in &mut regions {
            match region {
                Region::Lines(lines) | Region::Box(lines) => set_margins(lines),
                Region::Table(rows) => rows.iter_mut().flatten().for_each(|(_, lines)| set_margins(lines)),
            }
        }
        PdfPage { regions, number }
    }

    pub fn lines(&self) -> impl Iterator<Item = &TextLine> {
        self.regions.iter().flat_map(|region| match region {
            Region::Lines(lines) | Region::Box(lines) => lines.iter().collect::<Vec<_>>(),
            Region::Table(rows) => rows.iter().flatten().flat_map(|(_, lines)| lines).collect(),
        })
    }

    /// The texts of lines, and of the rows of tables.
    pub fn rows(&self) -> impl Iterator<Item = String> {
        self.regions.iter().flat_map(|region| match region {
            Region::Lines(lines) | Region::Box(lines) => lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>(),
            Region::Table(rows) => rows.iter().map(row_text).collect(),
        })
    }
}

/// The text of a row of a table.
pub fn row_text(row: &TableRow) -> String {
    let lines = row.iter().flat_map(|(_, lines)| lines).map(|line| line.text.as_str());
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::glyph::set;
    use super::*;

    /// The lines of each region; the cells of a table's row with bars between them.
    fn shown(glyphs: Vec<Glyph>, rules: &[Rule]) -> Vec<String> {
        let join = |lines: &[TextLine]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("/");
        let page = PdfPage::new(glyphs, rules, 1);
        let region = |region: &Region| match region {
            Region::Lines(lines) | Region::Box(lines) => vec![join(lines)],
            Region::Table(rows) => {
                rows.iter().map(|row| row.iter().map(|(_, lines)| join(lines)).collect::<Vec<_>>().join("|")).collect()
            }
        };
        page.regions.iter().flat_map(region).collect()
    }

    #[test]
    fn columns_of_text_are_read_one_after_the_other() {
        let mut glyphs = set("A headline that goes across both of the two columns", 0.0, 0.0);
        for n in 1..5 {
            glyphs.extend(set("左邊的一行字是中文", 0.0, f64::from(n) * 14.0));
            glyphs.extend(set("the right hand is English", 130.0, f64::from(n) * 14.0));
        }
        let got = shown(glyphs, &[]);
        assert_eq!(got.len(), 3, "{got:?}");
        assert!(got[1].starts_with('左') && got[2].starts_with("the right"), "{got:?}");
    }

    #[test]
    fn tables_are_read_by_rows() {
        let mut glyphs = Vec::new();
        for (n, (number, zh, en)) in
            [("1", "泊位", "berth"), ("2", "拖輪", "tugboat"), ("3", "船長", "master of a ship")]
                .into_iter()
                .enumerate()
        {
            let y = n as f64 * 20.0;
            glyphs.extend(set(number, 0.0, y));
            glyphs.extend(set(zh, 40.0, y));
            glyphs.extend(set(en, 140.0, y));
        }
        assert_eq!(shown(glyphs, &[]), ["1|泊位|berth", "2|拖輪|tugboat", "3|船長|master of a ship"]);
    }

    #[test]
    fn cells_that_wrap_stay_together() {
        for shift in [0.0, 7.0] {
            let mut glyphs = Vec::new();
            for n in 0..3 {
                let y = f64::from(n) * 40.0;
                glyphs.extend(set("1.1", 0.0, y));
                glyphs.extend(set("核實船舶在進入港口以前", 40.0, y));
                glyphs.extend(set("已經報告。", 40.0, y + 14.0));
                glyphs.extend(set("120", 240.0, y + shift));
            }
            let row = "1.1|核實船舶在進入港口以前/已經報告。|120";
            assert_eq!(shown(glyphs, &[]), [row, row, row]);
        }
    }

    #[test]
    fn lines_at_one_distance_are_rows_where_every_column_begins_anew() {
        let rows = [
            ("5 May", "Quay", "Pilots meet"),
            ("12 June", "Harbour office", "Agents pay"),
            ("3 July", "Lock", "The crews wait"),
            ("9 August", "Pier", "Masters report"),
        ];
        let mut glyphs = Vec::new();
        for (n, (day, place, what)) in rows.into_iter().enumerate() {
            // A heading stands further from the rows than they do from each other.
            let y = n as f64 * 14.0 + if n > 0 { 8.0 } else { 0.0 };
            glyphs.extend(set(day, 0.0, y));
            glyphs.extend(set(place, 100.0, y));
            glyphs.extend(set(what, 240.0, y));
        }
        let want: Vec<String> = rows.iter().map(|(day, place, what)| format!("{day}|{place}|{what}")).collect();
        assert_eq!(shown(glyphs, &[]), want);
    }

    #[test]
    fn rules_close_cells_and_boxes() {
        let rect = |x: f64, y: f64, width: f64, height: f64| {
            let level = |y| Rule { x: (x, x + width), y: (y, y) };
            let upright = |x| Rule { x: (x, x), y: (y, y + height) };
            [level(y), level(y + height), upright(x), upright(x + width)]
        };
        let mut glyphs = Vec::new();
        for n in 0..3 {
            glyphs.extend(set("左框的字", 10.0, 20.0 + f64::from(n) * 14.0));
            glyphs.extend(set("右框的字", 110.0, 20.0 + f64::from(n) * 14.0));
        }
        let apart: Vec<Rule> = [rect(0.0, 0.0, 60.0, 60.0), rect(100.0, 0.0, 60.0, 60.0)].concat();
        assert_eq!(shown(glyphs, &apart), ["左框的字/左框的字/左框的字", "右框的字/右框的字/右框的字"]);
        let mut glyphs = set("泊位", 10.0, 15.0);
        glyphs.extend(set("berth", 70.0, 15.0));
        glyphs.extend(set("拖輪", 10.0, 35.0));
        glyphs.extend(set("tug", 70.0, 35.0));
        let cells: Vec<Rule> = [(0.0, 0.0), (60.0, 0.0), (0.0, 20.0), (60.0, 20.0)]
            .into_iter()
            .flat_map(|(x, y)| rect(x, y, 60.0, 20.0))
            .collect();
        assert_eq!(shown(glyphs, &cells), ["泊位|berth", "拖輪|tug"]);
    }
}
