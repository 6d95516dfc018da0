//! Text that was not translated: the same on both sides, or in the language of the other side.

use crate::check::code::is_code;
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::sources::is_source;
use crate::model::{Passage, Rule, Severity, Side, Span};
use crate::text::fold::{fold, is_han};
use crate::text::word_class::is_function_word;
use std::collections::HashSet;

pub(super) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let (zh, en) = (pair.zh.trim(), pair.en.trim());
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let latin = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
    let same = fold(zh) == fold(en);
    let whole = |side: Side| Some(Span::new(0, pair.text(side).len()));
    if same {
        // A name, a code or a figure may well be the same; running text may not.
        let words = zh.split_whitespace().filter(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_lowercase())).count();
        let function = zh.split_whitespace().filter(|w| is_function_word(w)).count();
        let code = CODE.iter().any(|mark| zh.contains(mark)) || is_code(zh) || zh.starts_with("//");
        let ends = zh.ends_with(['.', '!', '?', '。', '！', '？', '；', ';', '：']);
        // An English sentence begins with a capital or ends with a mark; "import numpy as np" does neither.
        let first = zh.chars().find(|c| c.is_alphabetic());
        let shaped = ends || first.is_some_and(|c| c.is_uppercase() || is_han(c));
        let sentence = han(zh) >= LONG_CHINESE && ends || words >= 5 && function >= 2 && shaped;
        if !code && sentence && !is_source(zh) {
            let message = "both sides have the same text".to_string();
            out.push(pair.finding(Rule::UntranslatedSame, Severity::Error, whole(Side::Zh), whole(Side::En), message));
        }
        return;
    }
    if han(en) >= 4 && han(en) * 3 > latin(en) && !is_switch(en) {
        let message = "the English side is Chinese".to_string();
        let found = pair.finding(Rule::UntranslatedText, Severity::Error, None, whole(Side::En), message);
        out.push(found.judged_by("untranslated.whole", []));
        return;
    }
    let left_alone = CODE.iter().any(|mark| zh.contains(mark)) || is_code(zh) || is_source(zh);
    if han(zh) == 0 && latin(zh) >= 20 && prose(zh) && !left_alone {
        let message = "the Chinese side is English".to_string();
        let found = pair.finding(Rule::UntranslatedText, Severity::Error, whole(Side::Zh), None, message);
        out.push(found.judged_by("untranslated.whole", []));
        return;
    }
    let code = CODE.iter().any(|mark| pair.zh.contains(mark));
    if let Some(span) = foreign(pair.en) {
        let long = han(span.of(pair.en)) >= LONG_CHINESE;
        let severity = if long && !code { Severity::Error } else { Severity::Note };
        let message = format!("{} stands untranslated in the English", span.of(pair.en));
        out.push(pair.finding(Rule::UntranslatedText, severity, None, Some(span), message));
    }
    if let Some(span) = english_run(pair.zh).filter(|span| !is_code(span.of(pair.zh)) && !is_shown(pair.zh, span.start))
    {
        // The very words of the English are what nobody translated; others may be a title or an explanation.
        let same = squeezed(pair.en).contains(&squeezed(span.of(pair.zh)));
        // Lists of values and of options have no small words.
        let prose = span.of(pair.zh).split_whitespace().filter(|word| is_function_word(word)).count() >= 2;
        let sure = same && !code && prose && is_clause(pair.zh, span);
        let severity = if sure { Severity::Error } else { Severity::Note };
        let message = "a run of English stands in the Chinese".to_string();
        out.push(pair.finding(Rule::UntranslatedText, severity, Some(span), None, message));
        if sure {
            return;
        }
    }
    // In the middle of a sentence a long run may be the title of something; at its end it is what was left beside its translation.
    let is_title = |span: &Span| {
        let behind = pair.zh.get(span.end..).unwrap_or("").trim_start();
        english_run(span.of(pair.zh)).is_some() && behind.starts_with(is_han)
    };
    if let Some(span) = short_run(pair).filter(|span| !is_title(span)) {
        let message = format!("\"{}\" stands untranslated in the Chinese", span.of(pair.zh));
        let found = pair.finding(Rule::UntranslatedText, Severity::Error, Some(span), None, message);
        out.push(found.judged_by("untranslated.short", []));
    }
}

/// A few words of the English in the middle of the Chinese, with a function word among them, so that they are no name:
/// "by updating it". Quoted, they may be an example.
fn short_run(pair: &Pair) -> Option<Span> {
    if CODE.iter().any(|mark| pair.zh.contains(mark)) {
        return None;
    }
    let inside = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-');
    let english = squeezed(pair.en);
    let mut at = 0;
    while let Some(start) = pair.zh.get(at..).and_then(|t| t.find(|c: char| c.is_ascii_alphabetic())).map(|i| at + i) {
        let end = pair.zh.get(start..).and_then(|t| t.find(|c| !inside(c))).map_or(pair.zh.len(), |i| start + i);
        at = end;
        let run = pair.zh.get(start..end).unwrap_or("").trim_end();
        let words: Vec<&str> = run.split(' ').filter(|w| !w.is_empty()).collect();
        // "Waiting for reply" in the middle of a sentence is a label.
        let label = words.first().is_some_and(|w| w.starts_with(|c: char| c.is_ascii_uppercase()))
            && pair.zh.get(..start).is_some_and(|t| t.trim_end().ends_with(is_han));
        // "Newport on the Levee" is a name, "by updating its Content Security Policy" has one.
        let capital = |w: &&str| w.starts_with(|c: char| c.is_ascii_uppercase());
        let small = |w: &&&str| w.bytes().all(|b| b.is_ascii_lowercase());
        let opens = words.first().is_some_and(|w| small(&w)) && words.iter().take_while(|w| !capital(w)).count() >= 3;
        let named = !opens && words.iter().skip(1).any(capital);
        let function = words.iter().skip(1).filter(small).any(|w| is_function_word(w))
            || words.first().is_some_and(|w| small(&w) && is_function_word(w));
        let before = pair.zh.get(..start).unwrap_or("").trim_end();
        let behind = pair.zh.get(end..).unwrap_or("").trim_start();
        let quoted = before
            .ends_with(['(', '（', '"', '“', '\'', '‘', '「', '『', '《', '<', '_', '*', '/', '-', '.', '[', ':', '$'])
            || behind.starts_with([')', '）', '"', '”', '」', '』', '》', '_', '*', '(', '=', '/', ':', '<', '['])
            || behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let around = before.ends_with(is_mark_or_han) && (behind.is_empty() || behind.starts_with(is_mark_or_han));
        if words.len() >= 3
            && words.iter().filter(small).count() >= 2
            && function
            && !named
            && !words.iter().all(|word| KEYWORDS.contains(word))
            && !label
            && !run.ends_with('-')
            && !quoted
            && !is_shown(pair.zh, start)
            && around
            && english.contains(&squeezed(run))
        {
            return Some(Span::new(start, start + run.len()));
        }
    }
    None
}

/// Chinese words, folded, before what a program shows, prints or returns, which stands in its own words.
const SHOWS: [&str; 15] = [
    "显示",
    "打印",
    "打印出",
    "列印",
    "印出",
    "输出",
    "提示",
    "报错",
    "返回",
    "回传",
    "传回",
    "信息是",
    "讯息是",
    "消息是",
    "原文",
];

/// Whether what stands at a place is shown by a program: "显示 Error: could not open the file". Asked is the Chinese before all
/// that is not Chinese.
fn is_shown(zh: &str, start: usize) -> bool {
    let before = zh.get(..start).unwrap_or("");
    let before = before.trim_end_matches(|c: char| !is_han(c) && !"。！？；\n".contains(c));
    let tail = before.char_indices().rev().nth(3).and_then(|(i, _)| before.get(i..)).unwrap_or(before);
    let tail = fold(tail);
    SHOWS.iter().any(|word| tail.ends_with(word))
}

/// Chinese words, folded, of a line that ends with a colon before what a program puts out.
const OUTPUT: [&str; 3] = ["错误", "警告", "输出"];

/// Whether the passage before says that this one is the output of a program: 编译器给出如下错误：.
pub(super) fn is_output(passages: &[Passage], at: usize) -> bool {
    let Some((before, own)) = at.checked_sub(1).and_then(|i| passages.get(i)).zip(passages.get(at)) else {
        return false;
    };
    let line = before.text(Side::Zh).trim_end().rsplit('\n').next().unwrap_or("");
    let line = line.strip_suffix(['：', ':']).filter(|_| before.id.doc == own.id.doc).map(fold);
    line.is_some_and(|line| OUTPUT.iter().any(|word| line.contains(word)))
}

/// A Chinese character, or a mark of Chinese or English prose. Behind ";" commands go on: "while push; do refresh; done".
fn is_mark_or_han(c: char) -> bool {
    is_han(c) || "，。；：！？、,!?.".contains(c)
}

/// Whether a run of words of the other language is a clause of its own: not in brackets, and with marks at both ends.
fn is_clause(text: &str, span: Span) -> bool {
    let run = span.of(text).trim();
    let before = text.get(..span.start).unwrap_or("").trim_end();
    let begins = before.is_empty() || run.starts_with(['，', '。', '；', '：', '、', ',', '.', ';', ':']);
    let ends = span.end == text.len() || run.ends_with(['，', '。', '；', '：', ',', '.', ';', ':', '!', '?']);
    begins && ends && !run.contains(['(', '（', '“', '「', '"'])
}

/// Marks of code and addresses, which every language writes alike.
const CODE: [&str; 10] = [">>>", "{", "=", "::", "`", "</", "://", "<", "(['", "):"];

/// Words of programming languages, which prose about them has as they are: "else if let".
const KEYWORDS: [&str; 20] = [
    "and", "as", "break", "case", "continue", "do", "else", "end", "for", "if", "in", "is", "let", "loop", "match",
    "not", "or", "return", "then", "while",
];

/// So many Chinese characters in a row are no name.
const LONG_CHINESE: usize = 6;

/// Small English words in a row that are no name.
const LONG_ENGLISH: usize = 4;

/// The letters and digits of a text alone, in small letters.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// Letters of the name of a language.
const LANGUAGE: usize = 12;

/// Whether a line offers a text in other languages: "English | 简体中文".
fn is_switch(en: &str) -> bool {
    let names =
        || en.split(['|', '/', '·', '•', ',', '、']).map(|name| name.trim_matches(|c: char| !c.is_alphabetic()));
    names().any(|name| name == "English") && names().all(|name| name.chars().count() <= LANGUAGE)
}

/// Letters of a line that names languages, and scripts that neither Chinese nor English is written in: Cyrillic, Kana,
/// Hangul, Arabic, Thai, Devanagari.
const LINE: usize = 200;
const SCRIPTS: [(char, char); 6] = [
    ('\u{400}', '\u{4ff}'),
    ('\u{3040}', '\u{30ff}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{600}', '\u{6ff}'),
    ('\u{e00}', '\u{e7f}'),
    ('\u{900}', '\u{97f}'),
];

/// Names of languages in themselves, in small letters.
const OWN_NAMES: [&str; 20] = [
    "english",
    "français",
    "deutsch",
    "español",
    "italiano",
    "português",
    "nederlands",
    "polski",
    "türkçe",
    "svenska",
    "čeština",
    "magyar",
    "suomi",
    "dansk",
    "norsk",
    "bahasa indonesia",
    "tiếng việt",
    "简体中文",
    "繁體中文",
    "中文",
];

/// Whether a line offers a text in many languages, each by its own name: "Read this in Français, Русский, 日本語".
pub(super) fn offers_languages(text: &str) -> bool {
    let names = || {
        text.split(['|', '/', '·', '•', ',', '、', ':', '：'])
            .map(|name| name.trim_matches(|c: char| !c.is_alphabetic()))
    };
    let named = names().filter(|name| OWN_NAMES.contains(&name.to_lowercase().as_str())).count();
    if named >= 2 && text.chars().count() < LINE && named + 1 >= names().filter(|name| !name.is_empty()).count() {
        return true;
    }
    let others = text.chars().any(|c| SCRIPTS.iter().any(|(from, to)| (*from..=*to).contains(&c)));
    others && text.chars().count() < LINE && text.matches([',', '、', '|', '·', '•']).count() >= 2
}

/// Whether a text is made of sentences rather than of names. In a row of a table a cell has to be: values that a setting
/// takes, one in each cell or behind marks, are none.
fn prose(text: &str) -> bool {
    let is_small = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
    let row = text.contains(" | ");
    text.split(" | ").any(|cell| {
        let words = || cell.split_whitespace().filter(is_small);
        words().count() >= 4 && (!row || words().any(is_function_word))
    })
}

/// Chinese in the English text, unless it is a word that is quoted or explained.
fn foreign(text: &str) -> Option<Span> {
    let mut run: Option<Span> = None;
    for (i, c) in text.char_indices() {
        let end = i + c.len_utf8();
        if is_han(c) || run.is_some_and(|r| r.end == i) && "，、；：（）".contains(c) {
            run = Some(run.filter(|r| r.end == i).map_or(Span::new(i, end), |r| Span::new(r.start, end)));
        }
        if let Some(found) = run.filter(|r| r.end < end || end == text.len()) {
            let before = text.get(..found.start).unwrap_or("").trim_end();
            // "(Chinese: 星表)".
            let named =
                before.strip_suffix([':', '：']).is_some_and(|b| b.ends_with("Chinese") || b.ends_with("Mandarin"));
            let quoted = named || before.ends_with(['(', '（', '"', '“', '\'', '‘', '「', '《', '[', '/', '<']);
            if found.of(text).chars().count() >= 2 && !quoted {
                return Some(found);
            }
            run = None;
        }
    }
    None
}

/// A stretch without Chinese characters in the Chinese text with so many small words that it is no name.
fn english_run(text: &str) -> Option<Span> {
    let mut start = 0;
    let ends = text.char_indices().filter(|(_, c)| is_han(*c)).map(|(i, c)| (i, i + c.len_utf8()));
    ends.chain([(text.len(), text.len())]).find_map(|(end, next)| {
        let run = Span::new(start, end);
        start = next;
        let words = run.of(text).split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let small = words.filter(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
        // "a1 or b2 or c3 or d4" is a list of names.
        let different: HashSet<&str> = small.collect();
        (different.len() >= LONG_ENGLISH).then_some(run)
    })
}
