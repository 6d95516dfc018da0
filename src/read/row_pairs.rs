//! Two tables in one language each as one document: by their keys, else by their places, else one behind the other.

use crate::model::{Block, Body, Counted, Position, Raw, Row, RowError, Side, Sides, Warning};
use crate::read::language::side_of_text;
use crate::read::row_stream;
use std::collections::{HashMap, VecDeque};

/// Joins two tables in one language each by their keys: a row for each key of either, in the order of `zh` and then
/// of what only `en` has. Without keys they are joined by their places, if they have as many rows; if not, the rows of both
/// stand behind each other. A warning says so.
///
/// # Errors
/// A row of one of them cannot be read.
pub fn pair_rows(zh: Raw, en: Raw) -> Result<Raw, RowError> {
    let rows = |body: Body| match body {
        Body::Rows(rows) => Ok(with_text(rows.collect::<Result<_, _>>()?)),
        Body::Blocks(blocks) => Ok(blocks.into_iter().map(row_of_block).collect()),
    };
    let keyed = |rows: &[Row]| !rows.is_empty() && rows.iter().all(|r| r.reference.is_some());
    let (zh_rows, en_rows): (Vec<Row>, Vec<Row>) = (rows(zh.body)?, rows(en.body)?);
    let (zh, en) = (Raw { body: Body::Blocks(Vec::new()), ..zh }, Raw { body: Body::Blocks(Vec::new()), ..en });
    if keyed(&zh_rows) && keyed(&en_rows) {
        return Ok(by_key(zh, zh_rows, en, en_rows));
    }
    let in_one = |rows: &[Row]| rows.iter().all(|row| row.zh.is_none() || row.en.is_none());
    let by_place = zh_rows.len() == en_rows.len() && in_one(&zh_rows) && in_one(&en_rows);
    let warning = if by_place {
        "the rows of the two files have no key in common and are paired by their places"
    } else {
        "the rows of the two files have no key in common and are not paired"
    };
    let zh_rows = zh_rows.into_iter().map(|row| {
        let at = Sides::new(place(&row, zh.counted), None);
        if row.zh.is_some() { Row { at, ..row } } else { Row { zh: row.en, en: None, at, ..row } }
    });
    let en_rows = en_rows.into_iter().map(|row| {
        let at = Sides::new(None, place(&row, en.counted));
        if row.en.is_some() { Row { at, ..row } } else { Row { en: row.zh, zh: None, at, ..row } }
    });
    let joined: Vec<Row> = if by_place {
        let both = |(mut zh, en): (Row, Row)| {
            zh.left_out.extend(en.left_out);
            Row { en: en.en, at: Sides::new(zh.at.zh, en.at.en), ..zh }
        };
        zh_rows.zip(en_rows).map(both).collect()
    } else {
        zh_rows.chain(en_rows).collect()
    };
    Ok(one_table(zh, en, joined, vec![Warning::new(warning)]))
}

/// Where a row of one language stands in its file.
fn place(row: &Row, counted: Sides<Counted>) -> Option<Position> {
    let at = row.positions(counted);
    at.zh.or(at.en)
}

/// A paragraph that stands where the other file has rows.
fn row_of_block(block: Block) -> Row {
    let mut row = Row { line: block.line, ..Row::default() };
    let side = block.side.or_else(|| side_of_text(&block.text)).unwrap_or(Side::Zh);
    *(if side == Side::Zh { &mut row.zh } else { &mut row.en }) = Some(block.text);
    row
}

/// The document that two tables make.
fn one_table(zh: Raw, en: Raw, rows: Vec<Row>, said: Vec<Warning>) -> Raw {
    let warnings = zh.warnings.into_iter().chain(en.warnings).chain(said).collect();
    let left_out = zh.left_out.into_iter().chain(en.left_out).collect();
    let fields = zh.fields.into_iter().chain(en.fields).collect();
    let body = row_stream::of(rows);
    Raw { format: zh.format, encoding: zh.encoding, fields, body, left_out, warnings, ..Raw::default() }
}

fn by_key(zh: Raw, zh_rows: Vec<Row>, en: Raw, en_rows: Vec<Row>) -> Raw {
    let mut others: HashMap<Option<String>, VecDeque<usize>> = HashMap::new();
    for (n, row) in en_rows.iter().enumerate() {
        others.entry(row.reference.clone()).or_default().push_back(n);
    }
    let mut en_rows: Vec<Option<Row>> = en_rows.into_iter().map(Some).collect();
    let mut lonely = 0;
    let mut joined = Vec::with_capacity(zh_rows.len());
    for mut row in zh_rows {
        let other = others.get_mut(&row.reference).and_then(VecDeque::pop_front);
        let mut other = other.and_then(|n| en_rows.get_mut(n)).and_then(Option::take);
        row.left_out.extend(other.iter_mut().flat_map(|other| std::mem::take(&mut other.left_out)));
        lonely += usize::from(other.is_none());
        // A name that the Chinese file leaves in Latin letters stands on the Chinese side all the same.
        let at = Sides::new(place(&row, zh.counted), other.as_ref().and_then(|row| place(row, en.counted)));
        let (chinese, english) = if row.zh.is_some() { (row.zh, row.en) } else { (row.en, None) };
        joined.push(Row { zh: chinese, en: other.and_then(|r| r.en.or(r.zh)).or(english), at, ..row });
    }
    let before = joined.len();
    joined.extend(en_rows.into_iter().flatten().map(|row| {
        let at = Sides::new(None, place(&row, en.counted));
        Row { zh: None, en: row.en.or(row.zh), at, ..row }
    }));
    let mut warnings = Vec::new();
    for (count, side) in [(lonely, "Chinese"), (joined.len() - before, "English")] {
        if count > 0 {
            warnings.push(Warning::new(format!("{count} rows have a key that only the {side} file has")));
        }
    }
    one_table(zh, en, joined, warnings)
}

/// The rows with text; what others leave out goes with the row before them.
fn with_text(rows: Vec<Row>) -> Vec<Row> {
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    for mut row in rows {
        match kept.last_mut() {
            Some(before) if row.zh.is_none() && row.en.is_none() => before.left_out.append(&mut row.left_out),
            _ => kept.push(row),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::format::{Format, Hint};
    use crate::read::input::Input;
    use crate::read::testing::rows_of;

    fn raw(text: &str) -> Raw {
        crate::read::read(
            &Input::bytes("x.csv", text.as_bytes()),
            &Hint { format: Some(Format::Csv), ..Hint::default() },
        )
        .unwrap()
    }

    fn shown(raw: Raw) -> Vec<String> {
        let shown = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        rows_of(raw).into_iter().map(|row| format!("{} | {}", shown(row.zh), shown(row.en))).collect()
    }

    #[test]
    fn two_files_join_by_key() {
        let en = raw("id,text\nV1,Verify this now\nV2,Verify that now\nV3,More of it\n");
        let zh = raw("id,text\nV2,验证那个\nV1,验证这个\n");
        let joined = pair_rows(zh, en).unwrap();
        assert_eq!(joined.warnings[0].message, "1 rows have a key that only the English file has");
        assert_eq!(shown(joined), ["验证那个 | Verify that now", "验证这个 | Verify this now", "- | More of it"]);
    }

    #[test]
    fn rows_without_keys_join_by_place_or_stand_behind_each_other() {
        let zh = "泊位已滿\n拖輪費\n";
        let joined = pair_rows(raw(zh), raw("The berth is full\nTowage dues\n")).unwrap();
        assert!(joined.warnings[0].message.contains("paired by their places"), "{:?}", joined.warnings);
        let Body::Rows(rows) = joined.body else { panic!("tables make a table") };
        let rows: Vec<Row> = rows.map(Result::unwrap).collect();
        let second = Sides::new(Some(Position::Line(2)), Some(Position::Line(2)));
        assert_eq!((rows.len(), &rows[1].at), (2, &second));
        assert_eq!((rows[1].zh.as_deref(), rows[1].en.as_deref()), (Some("拖輪費"), Some("Towage dues")));
        let joined = pair_rows(raw(zh), raw("The berth is full\nTowage dues\nPilotage dues\n")).unwrap();
        assert!(joined.warnings[0].message.contains("not paired"), "{:?}", joined.warnings);
        let lone = ["泊位已滿 | -", "拖輪費 | -", "- | The berth is full", "- | Towage dues", "- | Pilotage dues"];
        assert_eq!(shown(joined), lone);
        let prose =
            crate::read::read(&Input::bytes("x.txt", "The berth is full.".as_bytes()), &Hint::default()).unwrap();
        assert_eq!(shown(pair_rows(raw(zh), prose).unwrap()), ["泊位已滿 | -", "拖輪費 | -", "- | The berth is full."]);
    }
}
