//! Polarity that is lost though a side may still negate something: 並意味着 for 並不意味着, 這樣做 for "otherwise", a text
//! that denies where the other has no word that could.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::unaligned;
use crate::check::negation::scope::is_bare;
use crate::check::negation::sentences::SentenceNegations;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Rule, Severity, Side, Sides, Span};
use crate::text::fold::{fold, unfold};

patterns!(POLARITY: Polarity = "polarity.tsv" {
    zh_slip,
    zh_negates,
    zh_denial,
    en_negates,
    en_denial,
    zh_forbids,
    en_permits,
    en_forbids,
    zh_permits,
    en_otherwise,
    zh_otherwise,
    en_nothing,
});

pub(in crate::check) fn check(pair: &Pair, sentences: &[SentenceNegations], out: &mut Vec<Candidate>) {
    if !sentences.iter().all(|s| s.zh.is_text) {
        return;
    }
    let folded = fold(pair.zh);
    let zh_negates = POLARITY.zh_negates.is_match(&folded);
    let en_negates = POLARITY.en_negates.find(pair.en);
    let slip = slip(pair, &folded, en_negates.is_some());
    // One negation of a pair is enough to look at, and this one says where.
    if slip.is_some() {
        out.retain(|c| c.finding.rule != Rule::MissingNegation);
    }
    let found = slip
        .map(|found| ("negation.slip", found))
        .or_else(|| Some("negation.alone").zip(alone(pair, &folded, zh_negates, en_negates.is_some())))
        .or_else(|| Some("negation.otherwise").zip(otherwise(pair, &folded)));
    let Some((classifier, (side, span))) = found else { return };
    let quoted = span.of(pair.text(side));
    // What is forbidden here and asked for or permitted there; 並意味着, which is hardly ever right. The others may deny by means
    // that are not known here.
    let forbids = match side {
        Side::Zh => POLARITY.zh_forbids.is_match(&fold(quoted)) && POLARITY.en_permits.is_match(pair.en),
        Side::En => POLARITY.en_forbids.is_match(quoted) && POLARITY.zh_permits.is_match(&folded),
    };
    // What is forbidden has to stand there: else the other side may put it in other words, or as a bound.
    let bare = || is_bare(pair, side, span, Sides::default(), &[]) == Some(true);
    let forbidden = classifier == "negation.alone" && forbids && is_plain(pair) && bare();
    let classifier = if forbidden { "negation.forbidden" } else { classifier };
    let sure = matches!(classifier, "negation.slip" | "negation.forbidden");
    let severity = if sure { Severity::Error } else { Severity::Note };
    // A word that does not deny is judged by this alone.
    let alone = matches!(classifier, "negation.alone" | "negation.forbidden");
    out.retain(|c| !(alone && c.finding.rule == Rule::MissingNegation));
    let message = match side {
        Side::Zh => format!("{quoted} has no negation opposite"),
        Side::En => format!("\"{quoted}\" has no negation opposite"),
    };
    out.push(pair.sided(Rule::MissingNegation, severity, side, span, None, message).judged_by(classifier, []));
}

/// Letters of an English sentence that is short, and how much of a pair is explained where it is put word by word.
const SHORT: usize = 150;
const EXPLAINED: f32 = 0.6;

/// Whether a pair is short and put word by word, so that a word that denies has no other place to be.
fn is_plain(pair: &Pair) -> bool {
    let letters = pair.en.chars().filter(|c| c.is_alphabetic()).count();
    letters < SHORT && Side::BOTH.into_iter().all(|side| unaligned::mean(pair, side) >= EXPLAINED)
}

/// 並 right behind a subject is half of 並不, 並非 or 並沒有.
fn slip(pair: &Pair, folded: &str, en_negates: bool) -> Option<(Side, Span)> {
    let found = POLARITY.zh_slip.captures(folded).filter(|_| en_negates)?.get(1)?;
    Some((Side::Zh, unfold(pair.zh, folded, Span::new(found.start(), found.end()))?))
}

/// A plain denial opposite a text without any word that could deny.
fn alone(pair: &Pair, folded: &str, zh_negates: bool, en_negates: bool) -> Option<(Side, Span)> {
    // 不得不 asks for what it says, 不得超过 is a bound, 不可分割 and 必不可少 are words.
    let denies = |found: &regex::Match| {
        let behind = folded.get(found.end()..).unwrap_or("");
        let bounds =
            ["不", "超", "少", "多", "高", "低", "逾", "大", "小", "抗", "分割"].iter().any(|b| behind.starts_with(b));
        !bounds && !folded.get(..found.start()).is_some_and(|b| b.ends_with('必'))
    };
    if !en_negates && let Some(found) = POLARITY.zh_denial.find_iter(folded).find(denies) {
        return Some((Side::Zh, unfold(pair.zh, folded, Span::new(found.start(), found.end()))?));
    }
    // "Is not less than" is a bound.
    let bounds = |found: &regex::Match| {
        // "May or may not" says nothing.
        let either = pair.en.get(..found.start()).is_some_and(|b| b.ends_with("or "));
        let behind = pair.en.get(found.end()..).unwrap_or("").trim_start();
        ["less", "more", "fewer", "later", "earlier", "only", "to exceed", "exceed"]
            .iter()
            .any(|b| behind.starts_with(b))
            || either
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
