//! Texts by keys, as programs keep them for translation: those whose keys differ in the language only are a row, named
//! after the rest of the keys.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Side, Sides};
use crate::read::halves::halves;
use crate::read::language::side_of_text;
use crate::read::row_stream;
use std::collections::HashMap;

/// The texts of a file, by their keys without the languages.
#[derive(Default)]
pub struct KeyedTexts {
    /// In the order of the file.
    pub rows: Vec<Row>,
    places: HashMap<String, usize>,
    pub left_out: Vec<LeftOut>,
    /// The line of the file that was reached, 1-based, where the format has lines.
    pub line: Option<usize>,
}

impl KeyedTexts {
    /// Adds a text by its keys; one whose place is taken gets a row of its own.
    pub fn add(&mut self, key: String, text: &str, side: Option<Side>) {
        let text = text.trim();
        let line = self.line.unwrap_or(self.rows.len() + 1);
        let at = self.line.and_then(|line| Counted::Lines.position(line));
        let Some(side) = side.or_else(|| side_of_text(text)) else {
            if !text.is_empty() {
                self.left_out.push(LeftOut { reason: LeftOutReason::OtherLanguage, text: text.to_string(), line });
            }
            return;
        };
        if text.is_empty() {
            return;
        }
        let known = self.places.get(&key).and_then(|at| self.rows.get_mut(*at));
        let free = known.filter(|row| if side == Side::Zh { row.zh.is_none() } else { row.en.is_none() });
        let slot = match free {
            Some(row) => row,
            None => {
                self.places.insert(key.clone(), self.rows.len());
                let reference = Some(key).filter(|key| !key.is_empty());
                self.rows.push(Row { reference, line, ..Row::default() });
                let Some(row) = self.rows.last_mut() else { return };
                row
            }
        };
        let text = Some(text.to_string());
        *slot.at.get_mut(side) = at;
        match side {
            Side::Zh => slot.zh = text,
            Side::En => slot.en = text,
        }
    }

    /// Takes texts apart that are in both languages, where most of the file's are: `fee = 費用 | Fee`.
    fn part_both(&mut self) {
        let text = |row: &Row| match (&row.zh, &row.en) {
            (Some(text), None) | (None, Some(text)) => halves(text),
            _ => None,
        };
        let parted: Vec<_> = self.rows.iter().map(text).collect();
        if parted.iter().flatten().count() * 2 <= self.rows.len() {
            return;
        }
        for (row, halves) in self.rows.iter_mut().zip(parted) {
            if let Some(Sides { zh, en }) = halves {
                (row.zh, row.en) = (Some(zh), Some(en));
                let at = row.at.zh.take().or(row.at.en.take());
                row.at = Sides::new(at.clone(), at);
            }
        }
    }

    pub fn leave(&mut self, reason: LeftOutReason, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.left_out.push(LeftOut { reason, text, line: self.line.unwrap_or(self.rows.len() + 1) });
        }
    }

    /// Puts what a key says first in the other language beside the further versions of its text: Traditional Chinese behind
    /// Simplified, each beside the English.
    fn complete_versions(&mut self) {
        let mut firsts: HashMap<String, Row> = HashMap::new();
        let versions = self.rows.len() - self.places.len();
        if versions == 0 {
            return;
        }
        for row in &self.rows {
            let Some(name) = &row.reference else { continue };
            let first = firsts.entry(name.clone()).or_default();
            for (text, at, known, known_at) in [
                (&row.zh, &row.at.zh, &mut first.zh, &mut first.at.zh),
                (&row.en, &row.at.en, &mut first.en, &mut first.at.en),
            ] {
                if known.is_none() {
                    (*known, *known_at) = (text.clone(), at.clone());
                }
            }
        }
        for row in &mut self.rows {
            let Some(first) = row.reference.as_ref().and_then(|name| firsts.get(name)) else { continue };
            if row.zh.is_none() {
                (row.zh, row.at.zh) = (first.zh.clone(), first.at.zh.clone());
            }
            if row.en.is_none() {
                (row.en, row.at.en) = (first.en.clone(), first.at.en.clone());
            }
        }
    }

    /// The texts as a document.
    pub fn into_raw(mut self, format: &'static str, encoding: &'static str) -> Raw {
        self.part_both();
        self.complete_versions();
        if self.rows.is_empty() {
            return Raw { left_out: self.left_out, ..row_stream::empty(format, encoding) };
        }
        Raw { format, encoding, body: row_stream::of(self.rows), left_out: self.left_out, ..Raw::default() }
    }
}

#[cfg(test)]
mod tests {
    use crate::read::format::Hint;
    use crate::read::input::Input;
    use crate::read::testing::rows_of;

    #[test]
    fn each_version_is_beside_the_other_language() {
        let json =
            "{\"berth\": {\"zh-CN\": \"泊位\", \"zh-TW\": \"船席\", \"en\": \"Berth\"}, \"tide\": {\"en\": \"Tide\"}}";
        let xml = "<?xml version='1.0'?><x><text name='berth'><zh-CN>泊位</zh-CN><zh-TW>船席</zh-TW><en>Berth</en></text>\
            <text name='tide'><en>Tide</en></text></x>";
        for (name, file) in [("x.json", json), ("x.xml", xml)] {
            let raw = crate::read::read(&Input::bytes(name, file.as_bytes()), &Hint::default()).unwrap();
            let text = Option::unwrap_or_default;
            let rows: Vec<String> =
                rows_of(raw).into_iter().map(|row| format!("{}|{}", text(row.zh), text(row.en))).collect();
            assert_eq!(rows, ["泊位|Berth", "船席|Berth", "|Tide"], "{name}");
        }
    }
}
