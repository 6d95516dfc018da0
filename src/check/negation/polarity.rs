//! Polarity that is lost though a side may still negate something: 並意味着 for 並不意味着, 這樣做 for "otherwise", a text
//! that denies where the other has no word that could.

use crate::check::negation::sentences::SentenceNegations;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::fold::{fold, unfold};

patterns!(POLARITY: Polarity = "polarity.tsv" {
    zh_slip,
    zh_negates,
    zh_denial,
    en_negates,
    en_denial,
    en_otherwise,
    zh_otherwise,
    en_nothing,
});

pub(in crate::check) fn check(pair: &Pair, sentences: &[SentenceNegations], out: &mut Vec<Finding>) {
    if !sentences.iter().all(|s| s.zh.is_text) {
        return;
    }
    let folded = fold(pair.zh);
    let zh_negates = POLARITY.zh_negates.is_match(&folded);
    let en_negates = POLARITY.en_negates.find(pair.en);
    let slip = slip(pair, &folded, en_negates.is_some());
    // One negation of a pair is enough to look at, and this one says where.
    if slip.is_some() {
        out.retain(|f| f.rule != Rule::MissingNegation);
    } else if out.iter().any(|f| f.rule == Rule::MissingNegation) {
        return;
    }
    // 並意味着 is hardly ever right; the others may deny by means that are not known here.
    let severity = if slip.is_some() { Severity::Error } else { Severity::Note };
    let found =
        slip.or_else(|| alone(pair, &folded, zh_negates, en_negates.is_some())).or_else(|| otherwise(pair, &folded));
    let Some((side, span)) = found else { return };
    let quoted = span.of(pair.text(side));
    let message = format!("\"{quoted}\" has no negation opposite");
    out.push(pair.sided(Rule::MissingNegation, severity, side, span, None, message));
}

/// 並 right behind a subject is half of 並不, 並非 or 並沒有.
fn slip(pair: &Pair, folded: &str, en_negates: bool) -> Option<(Side, Span)> {
    let found = POLARITY.zh_slip.captures(folded).filter(|_| en_negates)?.get(1)?;
    Some((Side::Zh, unfold(pair.zh, folded, Span::new(found.start(), found.end()))?))
}

/// A plain denial opposite a text without any word that could deny.
fn alone(pair: &Pair, folded: &str, zh_negates: bool, en_negates: bool) -> Option<(Side, Span)> {
    if !en_negates && let Some(found) = POLARITY.zh_denial.find(folded) {
        return Some((Side::Zh, unfold(pair.zh, folded, Span::new(found.start(), found.end()))?));
    }
    // "Is not less than" is a bound.
    let bounds = |found: &regex::Match| {
        let behind = pair.en.get(found.end()..).unwrap_or("").trim_start();
        ["less", "more", "fewer", "later", "earlier", "only", "to exceed"].iter().any(|b| behind.starts_with(b))
    };
    let denial = POLARITY.en_denial.find_iter(pair.en).find(|found| !bounds(found));
    if !zh_negates && let Some(found) = denial.or(POLARITY.en_nothing.find(pair.en)) {
        return Some((Side::En, Span::new(found.start(), found.end())));
    }
    None
}

/// "Unless there is a good reason to do otherwise" denies what it points back to.
fn otherwise(pair: &Pair, folded: &str) -> Option<(Side, Span)> {
    let found = POLARITY.en_otherwise.find(pair.en).filter(|_| !POLARITY.zh_otherwise.is_match(folded))?;
    Some((Side::En, Span::new(found.start(), found.end())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert!(POLARITY.zh_slip.is_match("这并意味着") && !POLARITY.zh_slip.is_match("这并不意味着"));
        assert!(!POLARITY.zh_slip.is_match("安装，并重启"));
    }
}
