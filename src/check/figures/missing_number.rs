//! Places that no language leaves empty: "every months", "than percent", 以次為限. Whatever the other side says, a
//! figure is missing there. (Where only the other side tells, [`crate::check::figures::missing_unit`] looks.)

use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::fold::{fold, unfold};
use regex::Regex;

patterns!(MISSING: Missing = "missing_number.tsv" { en, zh, zh_numbered, en_numbered, brackets, brackets_numbered, backwards });

fn wholes<'t>(pattern: &'t Regex, text: &'t str) -> impl Iterator<Item = Span> + 't {
    pattern.find_iter(text).map(|m| Span::new(m.start(), m.end()))
}

/// Where the group stands that matched.
fn groups<'t>(pattern: &'t Regex, text: &'t str) -> impl Iterator<Item = Span> + 't {
    let group = |found: regex::Captures| found.iter().skip(1).flatten().next().map(|m| Span::new(m.start(), m.end()));
    pattern.captures_iter(text).filter_map(group)
}

pub(in crate::check) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let folded = fold(pair.zh);
    let back = |span| unfold(pair.zh, &folded, span);
    let zh = wholes(&MISSING.zh, &folded).chain(groups(&MISSING.zh_numbered, &folded)).filter_map(back);
    let en = wholes(&MISSING.en, pair.en).chain(groups(&MISSING.en_numbered, pair.en));
    // 章程 is the Articles of Association, which have no number.
    let charter = folded.contains("章程");
    let en = en.filter(|span| !(charter && span.of(pair.en).starts_with("Articles of")));
    for (side, span) in zh.map(|s| (Side::Zh, s)).chain(en.map(|s| (Side::En, s))) {
        let message = format!("a figure is missing in \"{}\"", span.of(pair.text(side)));
        out.push(pair.sided(Rule::NumberMissing, Severity::Error, side, span, None, message));
    }
    for found in MISSING.brackets.captures_iter(pair.en).filter_map(|c| c.get(1).or(c.get(2))) {
        let before = pair.en.get(..found.start()).unwrap_or("").trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        let said = pair.figures.en.iter().any(|f| f.span.end + 1 >= before.len() && f.span.start < before.len());
        if !said && !MISSING.brackets_numbered.is_match(&word) {
            let span = Span::new(found.start(), found.end());
            let message = format!("{} says a figure again that is missing before it", found.as_str());
            out.push(pair.finding(Rule::NumberMissing, Severity::Error, None, Some(span), message));
        }
    }
    for found in MISSING.backwards.captures_iter(pair.en) {
        let number = |i| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
        let (Some((from, to)), Some(whole)) = (number(1).zip(number(2)), found.get(0)) else { continue };
        if to <= from {
            let span = Span::new(whole.start(), whole.end());
            let message = format!("\"{}\" leads nowhere", whole.as_str().trim());
            out.push(pair.finding(Rule::NumberReference, Severity::Error, None, Some(span), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert!(MISSING.en.is_match("at least every months") && MISSING.zh.is_match("以次为限"));
    }
}
