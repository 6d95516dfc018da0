//! What stands near a term.

use super::super::json::line;
use super::{Number, NumberTable, Numbers, grouped, name};
use crate::model::{Collocate, Collocates, Side};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

impl Numbers for Collocates {
    fn table(&self) -> NumberTable {
        let row = |c: &Collocate| {
            let counts = [Number::Count(c.together), Number::Count(c.times)];
            let measures = [(c.log_dice, 2), (c.log_likelihood, 1), (c.mutual_information, 2)];
            let measures = measures.into_iter().map(|(value, digits)| Number::Measure(value, digits));
            (c.word.clone(), counts.into_iter().chain(measures).collect())
        };
        NumberTable {
            title: match self.side == self.of {
                true => format!("Near {}, which occurs {} times ({})", self.term, grouped(self.times), name(self.of)),
                false => {
                    let sentences = grouped(self.times);
                    format!("Across from {}, which stands in {sentences} sentences ({})", self.term, name(self.of))
                }
            },
            columns: vec!["word", "together", "times", "logDice", "LL", "MI"],
            rows: self.collocates.iter().map(row).collect(),
        }
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let collocate = |c: &'_ Collocate| WireCollocate {
            word: c.word.clone(),
            together: c.together,
            times: c.times,
            log_dice: c.log_dice,
            log_likelihood: c.log_likelihood,
            mutual_information: c.mutual_information,
        };
        let collocates = self.collocates.iter().map(collocate).collect();
        let (side, of, times, tokens) = (self.side, self.of, self.times, self.tokens);
        line(out, &WireCollocates { schema: SCHEMA, term: &self.term, side, of, times, tokens, collocates })
    }
}

const SCHEMA: &str = "duizhao/collocates/1";

/// What stands near a term.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Collocates")]
pub(in crate::render) struct WireCollocates<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    term: &'a str,
    side: Side,
    /// The side that the collocates are on.
    of: Side,
    /// Occurrences of the term.
    times: u64,
    /// Words of the side of the collocates.
    tokens: u64,
    collocates: Vec<WireCollocate>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Collocate")]
struct WireCollocate {
    word: String,
    together: u64,
    times: u64,
    log_dice: f64,
    log_likelihood: f64,
    mutual_information: f64,
}
