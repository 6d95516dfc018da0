//! How evenly a term is spread.

use super::super::json::line;
use super::{NO_GROUP, Number, NumberTable, Numbers, per_million};
use crate::model::{Dispersion, DispersionPart, Grouping, Side};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

impl Numbers for Dispersion {
    fn table(&self) -> NumberTable {
        let measure = |value: Option<f64>| value.map_or_else(|| "–".to_string(), |value| format!("{value:.3}"));
        let (d, dp) = (measure(self.juilland_d), measure(self.deviation));
        let row = |part: &DispersionPart| {
            let share = per_million(part.times, part.size);
            let numbers = vec![Number::Count(part.times), Number::Count(part.size), Number::Measure(share, 1)];
            (part.name.clone().unwrap_or_else(|| NO_GROUP.into()), numbers)
        };
        let (column, one, several) = match &self.by {
            Grouping::Document => ("document", "document", "documents"),
            Grouping::Year => ("year", "year", "years"),
            Grouping::Field(_) => ("value", "value", "values"),
        };
        let shown = match self.parts.len() {
            shown if shown < self.all_parts => format!(", {shown} of them here"),
            _ => String::new(),
        };
        NumberTable {
            title: match self.all_parts {
                0 | 1 => format!("{}, in one {one}, which says nothing about its dispersion", self.term),
                n => format!("{} in {n} {several}{shown}: Juilland's D {d}, DP {dp}", self.term),
            },
            columns: vec![column, "times", "size", "per million"],
            rows: self.parts.iter().map(row).collect(),
        }
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let part = |part: &DispersionPart| WirePart {
            part: part.name.clone(),
            times: part.times,
            size: part.size,
            per_million: per_million(part.times, part.size),
        };
        let wire = WireDispersion {
            schema: SCHEMA,
            term: &self.term,
            side: self.side,
            by: &self.by,
            times: self.times,
            all_parts: self.all_parts,
            juilland_d: self.juilland_d,
            dp: self.deviation,
            parts: self.parts.iter().map(part).collect(),
        };
        line(out, &wire)
    }

    fn is_empty(&self) -> bool {
        self.times == 0
    }
}

const SCHEMA: &str = "duizhao/dispersion/1";

/// How evenly a term is spread.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Dispersion")]
pub(in crate::render) struct WireDispersion<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    term: &'a str,
    side: Side,
    /// What the parts are: `doc`, `year` or `field.NAME`.
    by: &'a Grouping,
    times: u64,
    /// Parts in all, of which `parts` may be some.
    all_parts: usize,
    /// Null for fewer than two parts.
    juilland_d: Option<f64>,
    /// The deviation of proportions; null for fewer than two parts.
    dp: Option<f64>,
    parts: Vec<WirePart>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DispersionPart")]
struct WirePart {
    /// The document, year or value; null where a document has none.
    part: Option<String>,
    times: u64,
    /// English words, or Chinese characters.
    size: u64,
    per_million: f64,
}
