//! Moses pairs: two files, line n of the one is line n of the other.

use crate::error::{Error, Result};
use crate::model::{Counted, Raw, Row, Side, Sides, Warning};
use crate::read::decode::Decoded;
use crate::read::encoding::detect;
use crate::read::format::Hint;
use crate::read::input::{Input, Lines, Outcome, Stream};
use crate::read::row_stream::{self, Pull};

/// Reads two line-parallel files as one document.
pub fn read(zh: &Input, en: &Input, hint: &Hint) -> Result<Raw> {
    let inputs = Sides::new(zh, en);
    let open = |side: Side| {
        let input: &Input = inputs.get(side);
        let open = || {
            let encoded = detect(input, hint.encoding.as_deref())?;
            Ok((encoded, Lines::new(encoded.open(input)?)))
        };
        input.named(open())
    };
    let count = |side: Side| {
        let mut lines = open(side)?.1;
        while inputs.get(side).named(lines.next())?.is_some() {}
        Ok::<_, Error>(lines.number())
    };
    let (counts, first, second) = (Sides::new(count(Side::Zh)?, count(Side::En)?), open(Side::Zh)?, open(Side::En)?);
    let encoding = first.0.name();
    let warnings = [first.0.warning(), second.0.warning()];
    let pair = LinePair { zh: first.1, en: second.1, en_path: en.path().display().to_string() };
    let mut raw = zh.named(row_stream::raw("moses", encoding, pair))?;
    raw.counted = Sides::same(Counted::Lines);
    raw.warnings.extend(warnings.into_iter().flatten());
    if counts.zh != counts.en {
        let Sides { zh, en } = counts;
        raw.warnings.push(Warning::new(format!("{zh} Chinese lines stand against {en} English ones; from the first that is missing on, the rows do not correspond")));
    }
    Ok(raw)
}

struct LinePair {
    zh: Lines<Decoded<Stream>>,
    en: Lines<Decoded<Stream>>,
    /// Errors are taken for those of the Chinese file.
    en_path: String,
}

impl Pull for LinePair {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            let zh = self.zh.next()?;
            let en = self.en.next().map_err(|why| format!("({}) {why}", self.en_path))?;
            let Some(line) = zh.as_ref().or(en.as_ref()).map(|(n, _)| *n) else { return Ok(None) };
            let text = |l: Option<(usize, String)>| l.map(|(_, t)| t.trim().to_string()).filter(|t| !t.is_empty());
            let row = Row { zh: text(zh), en: text(en), line, ..Row::default() };
            if row.zh.is_some() || row.en.is_some() {
                return Ok(Some(row));
            }
        }
    }

    fn place(&self) -> usize {
        self.zh.number().max(self.en.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    #[test]
    fn an_error_names_the_file_that_it_is_about() {
        let (here, missing) = (Input::bytes("here", &b"x\n"[..]), Input::file("missing.en"));
        for (zh, en) in [(&here, &missing), (&missing, &here)] {
            let why = read(zh, en, &Hint::default()).err().unwrap().to_string();
            assert_eq!(why, "missing.en: no such file");
        }
    }

    #[test]
    fn lines_correspond() {
        let input = |t: &str| Input::bytes("x", t.as_bytes());
        let raw = read(&input("甲\n\n丙"), &input("A\r\n\r\nC\nD\n"), &Hint::default()).unwrap();
        assert!(raw.warnings[0].message.starts_with("3 Chinese lines stand against 4"));
        let got: Vec<_> = rows_of(raw).into_iter().map(|r| (r.zh, r.en, r.line)).collect();
        let some = |t: &str| Some(t.to_string());
        assert_eq!(got, [(some("甲"), some("A"), 1), (some("丙"), some("C"), 3), (None, some("D"), 4)]);
    }
}
