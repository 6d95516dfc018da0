//! Polarity that is lost though a side may still negate something: 並意味着 for 並不意味着, 這樣做 for "otherwise", a text
//! that denies where the other has no word that could.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::classifier::Feature;
use crate::check::evidence::unaligned;
use crate::check::negation::answers::denied;
use crate::check::negation::scope::is_bare;
use crate::check::negation::sentences::SentenceNegations;
use crate::check::negation::words::token_at;
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
    zh_may_deny,
    en_denies,
    en_turn,
});

pub(in crate::check) fn check(pair: &Pair, sentences: &[SentenceNegations], out: &mut Vec<Candidate>) {
    if !sentences.iter().all(|s| s.zh.is_text) {
        return;
    }
    let folded = fold(pair.zh);
    let en_negates = POLARITY.en_negates.find(pair.en);
    let slip = slip(pair, &folded, en_negates.is_some());
    // One negation of a pair is enough to look at, and these say where.
    let found = slip
        .map(|found| ("negation.slip", found))
        .or_else(|| Some("negation.forbidden").zip(sentences.iter().find_map(|s| forbidden(pair, s))))
        .or_else(|| Some("negation.alone.zh").zip(alone(pair, &folded).filter(|_| en_negates.is_none())))
        .or_else(|| Some(UNANSWERED).zip(unanswered(pair, sentences)))
        .or_else(|| Some("negation.otherwise").zip(otherwise(pair, &folded)));
    let Some((classifier, (side, span))) = found else { return };
    if classifier != "negation.otherwise" {
        out.retain(|c| c.finding.rule != Rule::MissingNegation);
    }
    // The others may deny by means that are not known here.
    let sure = matches!(classifier, "negation.slip" | "negation.forbidden");
    let severity = if sure { Severity::Error } else { Severity::Note };
    let quoted = span.of(pair.text(side));
    let message = match side {
        Side::Zh => format!("{quoted} has no negation opposite"),
        Side::En => format!("\"{quoted}\" has no negation opposite"),
    };
    let found = pair.sided(Rule::MissingNegation, severity, side, span, None, message);
    let features: Vec<Feature> = if classifier == UNANSWERED { around(pair, span).into() } else { Vec::new() };
    out.push(found.judged_by(classifier, features));
}

/// Letters of an English sentence that is short, and how much of a sentence is explained where it is put word by word.
const SHORT: usize = 150;
const EXPLAINED: f32 = 0.6;

/// How far behind a ban what it bans is looked for.
const NEXT_WORDS: usize = 3;
const NEXT_CHARACTERS: usize = 4;

/// What a sentence forbids and the one opposite asks for or permits. In a long or freely put one the denial may stand in other
/// words, or as a bound.
fn forbidden(pair: &Pair, sentence: &SentenceNegations) -> Option<(Side, Span)> {
    let text = |side: Side| sentence.place.get(side).of(pair.text(side));
    let letters = text(Side::En).chars().filter(|c| c.is_alphabetic()).count();
    let explained = |side: Side| unaligned::mean_inside(pair, side, *sentence.place.get(side)) >= EXPLAINED;
    if letters >= SHORT || !Side::BOTH.into_iter().all(explained) {
        return None;
    }
    let (zh, en) = (fold(text(Side::Zh)), text(Side::En));
    let zh_forbids = |span: &Span| POLARITY.zh_forbids.is_match(span.of(&zh));
    let en_forbids = |span: &Span| POLARITY.en_forbids.is_match(span.of(en));
    let zh_forbidden = || zh_denials(&zh).find(zh_forbids).and_then(|span| unfold(text(Side::Zh), &zh, span));
    let en_forbidden = || en_denials(en).find(en_forbids);
    let (side, span) = if !POLARITY.en_negates.is_match(en) && POLARITY.en_permits.is_match(en) {
        (Side::Zh, zh_forbidden()?)
    } else if !POLARITY.zh_negates.is_match(&zh) && POLARITY.zh_permits.is_match(&zh) {
        (Side::En, en_forbidden()?)
    } else {
        return None;
    };
    // What must not be left out must be put in.
    let behind = text(side).get(span.end..).unwrap_or("");
    let turned_back = match side {
        Side::Zh => POLARITY.zh_negates.is_match(&fold(&behind.chars().take(NEXT_CHARACTERS).collect::<String>())),
        Side::En => {
            POLARITY.en_negates.is_match(&behind.split_whitespace().take(NEXT_WORDS).collect::<Vec<_>>().join(" "))
        }
    };
    if turned_back {
        return None;
    }
    let span = span.shifted(sentence.place.get(side).start);
    // What is forbidden has to stand there.
    (is_bare(pair, side, span, Sides::default(), &[]) == Some(true)).then_some((side, span))
}

/// 並 right behind a subject is half of 並不, 並非 or 並沒有.
fn slip(pair: &Pair, folded: &str, en_negates: bool) -> Option<(Side, Span)> {
    let found = POLARITY.zh_slip.captures(folded).filter(|_| en_negates)?.iter().skip(1).flatten().next()?;
    Some((Side::Zh, unfold(pair.zh, folded, Span::new(found.start(), found.end()))?))
}

/// A plain denial of the Chinese.
fn alone(pair: &Pair, folded: &str) -> Option<(Side, Span)> {
    Some((Side::Zh, unfold(pair.zh, folded, zh_denials(folded).next()?)?))
}

/// What judges a denial of the English that nothing in the Chinese could stand for.
const UNANSWERED: &str = "negation.alone.en";

/// What is said of the words around a denial of the English: whether what it denies stands in the Chinese, where it was lost
/// by itself, or the whole clause is missing.
fn around(pair: &Pair, span: Span) -> [Feature; 2] {
    let token = token_at(pair.tokens(Side::En), span).and_then(|at| denied(pair, Side::En, at));
    [
        ("denied_explained", token.map_or(0.0, |at| pair.explains(Side::En, at))),
        ("around_explained", unaligned::around(pair, Side::En, span)),
    ]
}

/// English words in small letters from which on a Chinese sentence is not all Chinese, and what it may deny by them.
const ENGLISH: usize = 5;

/// The first denial of an English sentence that denies more often than the Chinese has words that could be meant so.
fn unanswered(pair: &Pair, sentences: &[SentenceNegations]) -> Option<(Side, Span)> {
    sentences.iter().find_map(|sentence| {
        let (zh, en) = (fold(sentence.place.zh.of(pair.zh)), sentence.place.en.of(pair.en));
        let is_small = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
        let english = zh.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_small).count();
        if english >= ENGLISH || POLARITY.en_turn.is_match(en) {
            return None;
        }
        // "404 Not Found", "Anna's Not Nearly APT": a name.
        let is_name = |m: &regex::Match| {
            let capital = m.as_str().starts_with(|c: char| c.is_ascii_uppercase()) && m.as_str() != "NOT";
            capital
                && en.get(..m.start()).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == ' '))
        };
        let denies = || {
            let all = POLARITY.en_denies.find_iter(en).chain(POLARITY.en_nothing.find_iter(en));
            all.filter(|m| !is_name(m))
        };
        let answers = POLARITY.zh_negates.find_iter(&zh).chain(POLARITY.zh_may_deny.find_iter(&zh)).count();
        let first = denies().min_by_key(regex::Match::start).filter(|_| denies().count() > answers)?;
        Some((Side::En, Span::new(first.start(), first.end()).shifted(sentence.place.en.start)))
    })
}

/// Where a Chinese text denies: 不得不 asks for what it says, 不得超过 is a bound, 不可分割 and 必不可少 are words, 能不能 is a
/// question.
fn zh_denials(folded: &str) -> impl Iterator<Item = Span> {
    let denies = |found: &regex::Match| {
        let behind = folded.get(found.end()..).unwrap_or("");
        let bounds =
            ["不", "超", "少", "多", "高", "低", "逾", "大", "小", "抗", "分割"].iter().any(|b| behind.starts_with(b));
        let before = folded.get(..found.start()).and_then(|b| b.chars().next_back());
        let denied = found.as_str().chars().nth(1).or(behind.chars().next());
        !bounds && before != Some('必') && (before.is_none() || before != denied)
    };
    POLARITY.zh_denial.find_iter(folded).filter(denies).map(|m| Span::new(m.start(), m.end()))
}

/// Where an English text denies: "is not less than" is a bound, "may or may not" says nothing.
fn en_denials(text: &str) -> impl Iterator<Item = Span> {
    const BOUNDS: [&str; 8] = ["less", "more", "fewer", "later", "earlier", "only", "to exceed", "exceed"];
    let denies = |found: &regex::Match| {
        let behind = text.get(found.end()..).unwrap_or("").trim_start();
        let either = text.get(..found.start()).is_some_and(|b| b.ends_with("or "));
        !either && !BOUNDS.iter().any(|b| behind.starts_with(b))
    };
    POLARITY.en_denial.find_iter(text).filter(denies).map(|m| Span::new(m.start(), m.end()))
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
        assert!(POLARITY.zh_slip.is_match("写过,即便当时你并了解它") && !POLARITY.zh_slip.is_match("看到它并了解它"));
    }
}
