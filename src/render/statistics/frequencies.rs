//! How often words occur.

use super::super::json::line;
use super::{Number, NumberTable, Numbers, grouped, name, per_million};
use crate::model::{Frequencies, Side};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

impl Numbers for Frequencies {
    fn table(&self) -> NumberTable {
        let row = |times: u64| vec![Number::Count(times), Number::Measure(per_million(times, self.tokens), 1)];
        NumberTable {
            title: format!("The commonest of {} words ({})", grouped(self.tokens), name(self.side)),
            columns: vec!["word", "times", "per million"],
            rows: self.words.iter().map(|word| (word.word.clone(), row(word.times))).collect(),
        }
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let word = |w: &crate::model::WordCount| WireWord {
            word: w.word.clone(),
            times: w.times,
            per_million: per_million(w.times, self.tokens),
        };
        let words = self.words.iter().map(word).collect();
        let (side, tokens, distinct) = (self.side, self.tokens, self.distinct);
        line(out, &WireFrequencies { schema: SCHEMA, side, tokens, distinct, words })
    }
}

const SCHEMA: &str = "duizhao/freq/1";

/// How often words occur.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Frequencies")]
pub(in crate::render) struct WireFrequencies {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    side: Side,
    /// Words in all.
    tokens: u64,
    /// Different words in all.
    distinct: usize,
    words: Vec<WireWord>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WordFrequency")]
struct WireWord {
    word: String,
    times: u64,
    per_million: f64,
}
