//! Text that was not translated: the same on both sides, or in the language of the other side.

mod kept;
mod languages;
mod letters;
mod prose;
mod runs;
mod shown;
mod words;

pub(super) use kept::has_translation_beside;
pub(super) use languages::offers_languages;
pub(super) use letters::squeezed;
pub(super) use shown::is_output;

use crate::check::code::is_code;
use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::classifier::flag;
use crate::check::pair::Pair;
use crate::check::sources::is_source;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::fold::{fold, is_han};
use crate::text::word_class::is_function_word;
use kept::{is_citation, is_glossed};
use languages::{is_switch, link_each_other};
use letters::CODE;
use prose::is_prose;
use runs::{english_run, foreign, is_clause, short_run};
use shown::{introduced, is_log, is_of_program, is_shown};

/// So many Chinese characters in a row are no name.
const LONG_CHINESE: usize = 6;

pub(super) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let (zh, en) = (pair.zh.trim(), pair.en.trim());
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let latin = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
    if link_each_other(zh, en) {
        return;
    }
    let same = fold(zh) == fold(en);
    let whole = |side: Side| Some(Span::new(0, pair.text(side).len()));
    if same {
        // A name, a code or a figure may well be the same; running text may not.
        let words = zh.split_whitespace().filter(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_lowercase())).count();
        let function = zh.split_whitespace().filter(|w| is_function_word(w)).count();
        let code = CODE.iter().any(|mark| zh.contains(mark))
            || is_code(zh)
            || zh.starts_with("//")
            || is_string(zh)
            || is_log(zh)
            || is_of_program(zh);
        let ends = zh.ends_with(['.', '!', '?', '。', '！', '？', '；', ';', '：']);
        // An English sentence begins with a capital or ends with a mark; "import numpy as np" does neither.
        let first = zh.chars().find(|c| c.is_alphabetic());
        let shaped = ends || first.is_some_and(|c| c.is_uppercase() || is_han(c));
        let sentence = han(zh) >= LONG_CHINESE && ends || words >= 5 && function >= 2 && shaped;
        if !code && sentence && !is_source(zh) && !is_citation(zh) {
            let message = "both sides have the same text".to_string();
            out.push(pair.finding(Rule::UntranslatedSame, Severity::Error, whole(Side::Zh), whole(Side::En), message));
        }
        return;
    }
    if han(en) >= 4 && han(en) * 3 > latin(en) && !is_switch(en) {
        let message = "the English side is Chinese".to_string();
        let found = pair.finding(Rule::UntranslatedText, Severity::Error, None, whole(Side::En), message);
        out.push(found.judged_by("untranslated.chinese", []));
        return;
    }
    let cited = is_citation(zh) || is_citation(en);
    let left_alone = cited || CODE.iter().any(|mark| zh.contains(mark)) || is_code(zh) || is_source(zh);
    if han(zh) == 0 && latin(zh) >= 20 && is_prose(zh) && !left_alone {
        let message = "the Chinese side is English".to_string();
        let found = pair.finding(Rule::UntranslatedText, Severity::Error, whole(Side::Zh), None, message);
        out.push(found.judged_by("untranslated.whole", prose::features(zh, en)));
        return;
    }
    let code = CODE.iter().any(|mark| pair.zh.contains(mark));
    if let Some(span) = foreign(pair.en).filter(|span| !is_glossed(pair.en, *span)) {
        let long = han(span.of(pair.en)) >= LONG_CHINESE;
        let severity = if long && !code { Severity::Error } else { Severity::Note };
        let message = format!("{} stands untranslated in the English", span.of(pair.en));
        let found = pair.finding(Rule::UntranslatedText, severity, None, Some(span), message);
        out.push(found.judged_by("untranslated.run", [("colon", 0.0), ("quoted", 0.0)]));
    }
    let is_left =
        |span: &Span| !is_code(span.of(pair.zh)) && !is_shown(pair.zh, span.start) && !is_glossed(pair.zh, *span);
    if let Some(span) = english_run(pair.zh).filter(is_left) {
        // The very words of the English are what nobody translated; others may be a title or an explanation.
        let same = squeezed(pair.en).contains(&squeezed(span.of(pair.zh)));
        // Lists of values and of options have no small words.
        let prose = span.of(pair.zh).split_whitespace().filter(|word| is_function_word(word)).count() >= 2;
        let sure = same && !code && prose && is_clause(pair.zh, span);
        let severity = if sure { Severity::Error } else { Severity::Note };
        let message = "a run of English stands in the Chinese".to_string();
        let (colon, quoted) = introduced(pair.zh, span.start, span.of(pair.zh));
        let found = pair.finding(Rule::UntranslatedText, severity, Some(span), None, message);
        out.push(found.judged_by("untranslated.run", [("colon", flag(colon)), ("quoted", flag(quoted))]));
        if sure {
            return;
        }
    }
    // In the middle of a sentence a long run may be the title of something; at its end it is what was left beside its translation.
    let is_title = |span: &Span| {
        let behind = pair.zh.get(span.end..).unwrap_or("").trim_start();
        english_run(span.of(pair.zh)).is_some() && behind.starts_with(is_han)
    };
    if let Some(span) = short_run(pair).filter(|span| !is_title(span) && !is_glossed(pair.zh, *span)) {
        let message = format!("\"{}\" stands untranslated in the Chinese", span.of(pair.zh));
        let found = pair.finding(Rule::UntranslatedText, Severity::Error, Some(span), None, message);
        let (colon, quoted) = introduced(pair.zh, span.start, span.of(pair.zh));
        out.push(found.judged_by("untranslated.short", [("colon", flag(colon)), ("quoted", flag(quoted))]));
    }
}

/// Whether a text is one string of a program: "The quick brown fox" and nothing else.
fn is_string(text: &str) -> bool {
    let inside = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.is_some_and(|inside| !inside.contains('"'))
}
