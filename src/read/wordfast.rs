//! Wordfast's translation memories (text with tabs): a row a unit, its languages in columns of their own.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Side, Sides};
use crate::read::decode::Decoded;
use crate::read::encoding::detect;
use crate::read::format::Hint;
use crate::read::input::{Input, Lines, Outcome, Stream};
use crate::read::language::side_of_tag;
use crate::read::row_stream::{self, Pull};

/// What the first line says.
const NAME: &str = "%Wordfast TM";
/// The columns of the language and the text of the source, and of the target.
const COLUMNS: [(usize, usize); 2] = [(3, 4), (5, 6)];

/// Whether a text opens with the heading of a memory.
pub fn is_memory(head: &str) -> bool {
    head.lines().next().is_some_and(|line| line.contains(NAME))
}

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let mut raw = row_stream::raw("wordfast", encoded.name(), Units { lines: Lines::new(encoded.open(input)?) })?;
    raw.warnings.extend(encoded.warning());
    raw.counted = Sides::same(Counted::Lines);
    Ok(raw)
}

struct Units {
    lines: Lines<Decoded<Stream>>,
}

impl Pull for Units {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        let Some((line, text)) = self.lines.next()? else { return Ok(None) };
        let mut row = Row { line, ..Row::default() };
        let mut leave = |reason: LeftOutReason, text: &str| {
            row.left_out.push(LeftOut { reason, text: text.to_string(), line });
        };
        if text.starts_with('%') {
            leave(LeftOutReason::ColumnNames, &text);
            return Ok(Some(row));
        }
        let cells: Vec<&str> = text.split('\t').collect();
        let mut sides = [None, None];
        for (n, cell) in cells.iter().enumerate() {
            let language = COLUMNS.iter().find(|(_, text)| *text == n).and_then(|(at, _)| cells.get(*at));
            match language.map(|tag| side_of_tag(tag)) {
                Some(Some(Side::Zh)) if sides[0].is_none() => sides[0] = Some((*cell).to_string()),
                Some(Some(Side::En)) if sides[1].is_none() => sides[1] = Some((*cell).to_string()),
                Some(_) => leave(LeftOutReason::OtherLanguage, cell),
                None => leave(LeftOutReason::Column, cell),
            }
        }
        let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let [zh, en] = sides.map(filled);
        (row.zh, row.en) = (zh, en);
        Ok(Some(row))
    }

    fn place(&self) -> usize {
        self.lines.number()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::format::Format;
    use crate::read::reader;
    use crate::read::testing::rows_of;

    #[test]
    fn units() {
        let memory = "%20240101~1\t%User\t%TU=2\t%EN-US\t%Wordfast TM v.546/00\t%ZH-TW\t%---\n20240102~1\tAB\t0\tEN-US\tThe pilot boards.\tZH-TW\t引航員登船。\n20240102~2\tAB\t0\tZH-TW\t船長減速。\tEN-US\tThe master slows.\tx\n";
        let input = Input::bytes("x.txt", memory.as_bytes());
        assert_eq!(reader::detect(&input, &Hint::default()).unwrap(), Format::Tsv);
        let rows = rows_of(reader::read(&input, &Hint::default()).unwrap());
        let texts: Vec<_> = rows.iter().map(|row| (row.zh.as_deref(), row.en.as_deref())).collect();
        let want = [("引航員登船。", "The pilot boards."), ("船長減速。", "The master slows.")];
        assert_eq!(texts, want.map(|(zh, en)| (Some(zh), Some(en))));
        assert_eq!(
            rows[1].left_out.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(),
            ["20240102~2", "AB", "0", "ZH-TW", "EN-US", "x"]
        );
    }
}
