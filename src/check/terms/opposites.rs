//! Opposites: 輸出 where the English says "input". One side has a word, the other only its opposite.

use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::tables::{pattern, rows};
use crate::model::{Rule, Severity, Sides, Span};
use crate::text::fold::{fold, unfold};
use regex::{Regex, RegexSet};
use std::sync::LazyLock;

/// Words for one thing and for its opposite.
struct Opposites {
    one: Sides<Regex>,
    other: Sides<Regex>,
}

struct Table {
    rows: Vec<Opposites>,
    /// The English words of all rows, to see at once that a text has none: two patterns a row.
    english: RegexSet,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file = "opposites.tsv";
    let words = |words: &str| format!(r"(?i-u)\b(?:{words})\b");
    let all = rows::<4>(file, include_str!("opposites.tsv"));
    let english = RegexSet::new(all.iter().flat_map(|[en, _, other, _]| [words(en), words(other)]));
    let row = |[en, zh, other_en, other_zh]: &[&str; 4]| Opposites {
        one: Sides::new(pattern(file, zh), pattern(file, &words(en))),
        other: Sides::new(pattern(file, other_zh), pattern(file, &words(other_en))),
    };
    let english = english.unwrap_or_else(|error| panic!("{file}: {error}"));
    Table { rows: all.iter().map(row).collect(), english }
});

pub(in crate::check) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let named = TABLE.english.matches(pair.en);
    if !named.matched_any() {
        return;
    }
    let folded = fold(pair.zh);
    for (n, row) in TABLE.rows.iter().enumerate() {
        let (one, other) = (named.matched(2 * n), named.matched(2 * n + 1));
        let (said, opposite) = match (one, other) {
            (true, false) => (&row.one, &row.other),
            (false, true) => (&row.other, &row.one),
            // "Immutable objects … mutable objects", of which the Chinese has the one twice.
            (true, true) => {
                let missing = |own: &Sides<Regex>, opposite: &Sides<Regex>| {
                    let said = own.en.find_iter(pair.en).count() + opposite.en.find_iter(pair.en).count();
                    !own.zh.is_match(&folded) && opposite.zh.find_iter(&folded).count() >= said
                };
                if missing(&row.one, &row.other) {
                    (&row.one, &row.other)
                } else if missing(&row.other, &row.one) {
                    (&row.other, &row.one)
                } else {
                    continue;
                }
            }
            (false, false) => continue,
        };
        if said.zh.is_match(&folded) {
            continue;
        }
        let (Some(zh), Some(en)) = (opposite.zh.find(&folded), said.en.find(pair.en)) else { continue };
        // 不明确 is no opposite of 隐含, and "semi-colons" are no colons.
        let denied = folded
            .get(..zh.start())
            .is_some_and(|b| b.ends_with(['不', '非', '无', '没', '未', '半']) || b.ends_with("没有"));
        if denied || pair.en.get(..en.start()).is_some_and(|b| b.ends_with('-')) {
            continue;
        }
        let Some(zh) = unfold(pair.zh, &folded, Span::new(zh.start(), zh.end())) else { continue };
        let en = Span::new(en.start(), en.end());
        let message = format!("{} is the opposite of \"{}\"", zh.of(pair.zh), en.of(pair.en));
        out.push(pair.finding(Rule::TermOpposite, Severity::Note, Some(zh), Some(en), message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert!(TABLE.rows.len() > 20 && TABLE.rows.iter().any(|row| row.one.en.is_match("The Input")));
    }
}
