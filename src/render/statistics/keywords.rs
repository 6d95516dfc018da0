//! What tells one set of passages from another.

use super::super::json::line;
use super::{Number, NumberTable, Numbers, grouped, name};
use crate::model::{Keyword, Keywords, Side};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

impl Numbers for Keywords {
    fn table(&self) -> NumberTable {
        let row = |k: &Keyword| {
            let counts = [Number::Count(k.times), Number::Count(k.elsewhere)];
            let measures = [Number::Measure(k.log_likelihood, 1), Number::Measure(k.log_ratio, 2)];
            (k.word.clone(), counts.into_iter().chain(measures).collect())
        };
        NumberTable {
            title: format!("{} words against {} ({})", grouped(self.tokens), grouped(self.elsewhere), name(self.side)),
            columns: vec!["word", "times", "elsewhere", "LL", "log ratio"],
            rows: self.keywords.iter().map(row).collect(),
        }
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let keyword = |k: &Keyword| WireKeyword {
            word: k.word.clone(),
            times: k.times,
            elsewhere: k.elsewhere,
            log_likelihood: k.log_likelihood,
            log_ratio: k.log_ratio,
        };
        let keywords = self.keywords.iter().map(keyword).collect();
        let (side, tokens, elsewhere) = (self.side, self.tokens, self.elsewhere);
        line(out, &WireKeywords { schema: SCHEMA, side, tokens, elsewhere, keywords })
    }
}

const SCHEMA: &str = "duizhao/keywords/1";

/// What tells one set of passages from another.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Keywords")]
pub(in crate::render) struct WireKeywords {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    side: Side,
    /// Words of the set.
    tokens: u64,
    /// Words of what it is compared with.
    elsewhere: u64,
    keywords: Vec<WireKeyword>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Keyword")]
struct WireKeyword {
    word: String,
    times: u64,
    elsewhere: u64,
    log_likelihood: f64,
    log_ratio: f64,
}
