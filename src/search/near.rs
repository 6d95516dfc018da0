//! Which texts are to stand near each other, as runs of terms.

use super::compile::Compiler;
use super::index_query::{IndexQuery, Run};
use super::word_query::covering_pairs;
use crate::model::Side;
use crate::text::canon::needle;
use crate::text::english;
use crate::text::fold::is_han;

impl Compiler<'_> {
    /// Passages in which the texts stand near each other on one side.
    pub fn near(&self, texts: &[String], between: u32, side: Option<Side>) -> IndexQuery {
        let chinese = || texts.iter().map(|text| self.chinese_run(text)).collect();
        let in_chinese = IndexQuery::Near { runs: chinese(), between };
        if side == Some(Side::Zh) || side.is_none() && texts.iter().any(|text| text.chars().any(is_han)) {
            return in_chinese;
        }
        let in_english = IndexQuery::Near { runs: texts.iter().map(|text| self.english_run(text)).collect(), between };
        match side {
            Some(_) => in_english,
            // Latin words inside Chinese text count in characters as all of it does.
            None => IndexQuery::Any(vec![in_english, in_chinese]),
        }
    }

    fn english_run(&self, text: &str) -> Run {
        let terms: Vec<(u32, String)> = (0..).zip(english::words(text).map(|word| word.lemma())).collect();
        Run { field: self.fields.en_lemmas, length: terms.len() as u32, terms }
    }

    fn chinese_run(&self, text: &str) -> Run {
        let chars = needle(text.trim());
        let length = chars.len() as u32;
        match chars[..] {
            [one] => Run { field: self.fields.zh_chars, terms: vec![(0, one.to_string())], length },
            _ => {
                let terms = covering_pairs(&chars).map(|(at, pair)| (at as u32, pair)).collect();
                Run { field: self.fields.zh_pairs, terms, length }
            }
        }
    }
}
