//! Moses pairs: two files, line n of the one is line n of the other.

use super::decode::Decoded;
use super::encoding::detect;
use super::rows::{self, Pull};
use super::source::{Input, Lines, Stream};
use super::{Hint, Outcome};
use crate::model::{Raw, Row, Side, Sides, Warning};

/// Reads two line-parallel files as one document.
pub fn read(zh: &Input, en: &Input, hint: &Hint) -> Outcome<Raw> {
    let inputs = Sides::new(zh, en);
    let named = |side: Side, why| format!("({}) {why}", inputs.get(side).path().display());
    let open = |side: Side| {
        let encoded = detect(inputs.get(side), hint.encoding.as_deref()).map_err(|e| named(side, e))?;
        Ok::<_, String>((encoded, Lines::new(encoded.open(inputs.get(side))?)))
    };
    let count = |side: Side| {
        let mut lines = open(side)?.1;
        while lines.next().map_err(|e| named(side, e))?.is_some() {}
        Ok::<_, String>(lines.number())
    };
    let (counts, first, second) = (Sides::new(count(Side::Zh)?, count(Side::En)?), open(Side::Zh)?, open(Side::En)?);
    let encoding = first.0.name();
    let warnings = [first.0.warning(), second.0.warning()];
    let mut raw = rows::raw("moses", encoding, Pair { zh: first.1, en: second.1 })?;
    raw.warnings.extend(warnings.into_iter().flatten());
    if counts.zh != counts.en {
        let Sides { zh, en } = counts;
        raw.warnings.push(Warning::new(format!("{zh} Chinese lines stand against {en} English ones; from the first that is missing on, the rows do not correspond")));
    }
    Ok(raw)
}

struct Pair {
    zh: Lines<Decoded<Stream>>,
    en: Lines<Decoded<Stream>>,
}

impl Pull for Pair {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        loop {
            let (zh, en) = (self.zh.next()?, self.en.next()?);
            let Some(line) = zh.as_ref().or(en.as_ref()).map(|(n, _)| *n) else { return Ok(None) };
            let text = |l: Option<(usize, String)>| l.map(|(_, t)| t.trim().to_string()).filter(|t| !t.is_empty());
            let row = Row { zh: text(zh), en: text(en), reference: None, line };
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
    fn lines_correspond() {
        let input = |t: &str| Input::bytes("x", t.as_bytes());
        let raw = read(&input("甲\n\n丙"), &input("A\r\n\r\nC\nD\n"), &Hint::default()).unwrap();
        assert!(raw.warnings[0].message.starts_with("3 Chinese lines stand against 4"));
        let got: Vec<_> = rows_of(raw).into_iter().map(|r| (r.zh, r.en, r.line)).collect();
        let some = |t: &str| Some(t.to_string());
        assert_eq!(got, [(some("甲"), some("A"), 1), (some("丙"), some("C"), 3), (None, some("D"), 4)]);
    }
}
