//! Remarks that a translator left in the Chinese: （这句没看明白什么意思）, （？？？）.

use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Rule, Severity, Span};
use crate::text::fold::{fold, unfold};

patterns!(REMARKS: Remarks = "remarks.tsv" { remark, in_english });

pub(super) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let folded = fold(pair.zh);
    let Some(found) = REMARKS.remark.find(&folded).filter(|_| !REMARKS.in_english.is_match(pair.en)) else { return };
    let Some(span) = unfold(pair.zh, &folded, Span::new(found.start(), found.end())) else { return };
    let message = format!("{} is a remark of the translator, not of the text", span.of(pair.zh));
    // What he puts in brackets that the English has not cannot be of the text.
    let before = pair.zh.get(..span.start).unwrap_or("");
    let inside = before.rfind(['(', '（']).is_some_and(|at| !before[at..].contains([')', '）']));
    let brackets = |text: &str| text.matches(['(', '（']).count();
    // Nor can question marks by themselves: （？？？）.
    let alone = before.ends_with(['(', '（']) && pair.zh.get(span.end..).is_some_and(|t| t.starts_with([')', '）']));
    let sure = inside && (alone || brackets(pair.en) < brackets(pair.zh));
    let severity = if sure { Severity::Error } else { Severity::Note };
    let found = pair.finding(Rule::UntranslatedText, severity, Some(span), None, message);
    out.push(found.judged_by("untranslated.remark", []));
}

/// What such notes are called, folded; 譯著 is a slip for 譯註 that many make.
const NOTES: [&str; 8] = ["译注", "译者注", "译著", "译着", "译按", "译者按", "校注", "编注"];

/// Whether a place is inside a note that the translator made for the reader, in brackets: （译注：…）, "(translator's note: …)".
pub(super) fn is_translators_note(text: &str, span: Span) -> bool {
    let head = text.get(..span.end).unwrap_or("");
    let sentence = fold(head.rsplit(['。', '\n']).next().unwrap_or("")).into_owned();
    let is_note =
        |text: &str| NOTES.iter().any(|name| text.strip_prefix(name).is_some_and(|t| t.starts_with([':', '：'])));
    if is_note(sentence.trim_start()) {
        return true;
    }
    let Some(opened) = head
        .rfind(['(', '（', '[', '【'])
        .filter(|at| *at + 3 >= span.start || !head[*at..span.start].contains([')', '）', ']', '】']))
    else {
        return false;
    };
    let note = fold(head.get(opened..).unwrap_or(""));
    let note = note.trim_start_matches(|c: char| "(（[【 ".contains(c));
    is_note(note) || ["译注", "译者", "编者", "编注", "注:", "注："].iter().any(|word| note.starts_with(word))
}

/// Whether a message stands for the names of the translators, which each of them fills in: "translator-credits".
pub(super) fn is_credit(en: &str) -> bool {
    let name = en.trim().split(['\n', ':']).next().unwrap_or("").trim();
    let is = |credit: &&str| name.len() == credit.len() && name.replace(['-', '_'], " ").eq_ignore_ascii_case(credit);
    ["translator credits", "translators credits", "translator credit"].iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_talk_of_translations() {
        for (text, is) in [
            ("只有相关的人才能联系。（这句没看明白什么意思）", true),
            ("花费在了变量查找上（？？？）", true),
            ("这个词不知道怎么翻译。", true),
            ("不知道翻译者是谁", false),
            ("他没看懂规则", false),
            ("什么？", false),
        ] {
            assert_eq!(REMARKS.remark.is_match(&fold(text)), is, "{text}");
        }
    }
}
