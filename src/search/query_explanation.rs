//! How a query was read, for people: what each part looks for on which side, folded and stemmed.

use super::compile::Compiler;
use crate::model::{Clause, Side};
use crate::text::canon::needle;
use crate::text::english;
use crate::text::fold::is_han;

impl Compiler<'_> {
    /// The clauses as an indented tree, a line each.
    pub fn explain(&self, clause: &Clause) -> String {
        let mut out = String::new();
        self.explain_clause(clause, 0, &mut out);
        out
    }

    fn explain_clause(&self, clause: &Clause, depth: usize, out: &mut String) {
        let line = match clause {
            Clause::All(parts) | Clause::Any(parts) => {
                let name = if matches!(clause, Clause::All(_)) { "all of" } else { "any of" };
                push(out, depth, name);
                parts.iter().for_each(|part| self.explain_clause(part, depth + 1, out));
                return;
            }
            Clause::Not(part) => {
                push(out, depth, "not");
                return self.explain_clause(part, depth + 1, out);
            }
            Clause::Set(part) => {
                push(out, depth, "in the collection of");
                return self.explain_clause(part, depth + 1, out);
            }
            Clause::Words { text, phrase, side } => self.explain_words(text, *phrase, *side),
            Clause::Variants { texts, side } => {
                push(out, depth, "any of, the first before the others");
                let line = |text: &String| push(out, depth + 1, &self.explain_words(text, false, *side));
                return texts.iter().for_each(line);
            }
            Clause::Exact { text, side } => format!("exactly {text}{}", on(*side)),
            Clause::Prefix { text, side } => format!("words that begin with {text}{}", on(*side)),
            Clause::Near { texts, between, side } => {
                format!("{} with at most {between} others between them{}", texts.join(", "), on(*side))
            }
            Clause::Wildcard { pattern, side } => format!("what matches {pattern}{}", on(*side)),
            Clause::Fuzzy { text, edits, side } => {
                format!("words that differ from {text} in {edits} letters at most{}", on(*side))
            }
            Clause::Has { side } => format!("passages that have {side}"),
            Clause::Regex { pattern, side } => format!("words that match /{pattern}/{}", on(*side)),
            Clause::Number { bound, side } => {
                let end = |value: &Option<String>| value.clone().unwrap_or_else(|| "…".into());
                let kind = bound.kind.map(|kind| format!(" ({kind:?})").to_lowercase()).unwrap_or_default();
                format!("a value from {} to {}{kind}{}", end(&bound.low), end(&bound.high), on(*side))
            }
            Clause::Dated { bound } => {
                let end = |value: &Option<String>| value.clone().unwrap_or_else(|| "…".into());
                format!("documents from {} to {}", end(&bound.low), end(&bound.high))
            }
            Clause::Field { name, value } => format!("documents whose {name} has {value}"),
            Clause::In { place, value } => format!("{place:?}: {value}").to_lowercase(),
        };
        push(out, depth, &line);
    }

    fn explain_words(&self, text: &str, phrase: bool, side: Option<Side>) -> String {
        let chars = needle(text.trim());
        let folded: String = chars.iter().collect();
        if text.chars().any(is_han) {
            let words: Vec<String> = self
                .words_of(&chars)
                .into_iter()
                .map(|word| format!("{word} ({})", self.frequency(self.fields.zh_words, &word)))
                .collect();
            let words = if words.is_empty() { "none".to_string() } else { words.join(", ") };
            return format!("zh contains {folded}; words of the index in it, with passages: {words}");
        }
        let words: Vec<String> = english::words(text)
            .map(|w| {
                let lemma = w.lemma();
                let passages = self.frequency(self.fields.en_lemmas, &lemma);
                format!("{} (lemma {lemma}, {passages})", w.plain)
            })
            .collect();
        let how = if phrase || words.len() > 1 { "neighbours " } else { "" };
        format!("{how}{}{}", words.join(", "), on(side))
    }
}

fn push(out: &mut String, depth: usize, line: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(line);
    out.push('\n');
}

fn on(side: Option<Side>) -> String {
    side.map_or_else(|| " on either side".to_string(), |side| format!(" on {side}"))
}
