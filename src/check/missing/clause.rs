//! Sentences and clauses that nothing on the other side says.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::character_overlap::CharacterOverlap;
use crate::check::evidence::classifier::{Feature, flag};
use crate::check::evidence::lengths::Lengths;
use crate::check::evidence::unaligned::{self, Run, UnalignedRates};
use crate::check::pair::{Pair, language};
use crate::check::remarks::is_translators_note;
use crate::check::tables::pattern;
use crate::model::{Rule, Severity, Side, Sides, Span};
use crate::wordalign::Token;
use regex::Regex;
use std::sync::LazyLock;

/// Marks of code, templates and addresses.
const CODE: [&str; 7] = ["<", "{", "=>", "::", "();", "/>", "://"];

/// Tells a clause that was left out, for what stands in the Chinese and in the English: how freely a text was put shows in
/// other features of the one and of the other.
const LEFT_OUT: Sides<&str> = Sides { zh: "clause.left_out.zh", en: "clause.left_out.en" };

/// Content words without counterpart that a run has at least.
const WORDS: usize = 2;

/// Sentences and clauses that nothing on the other side says.
pub(in crate::check) fn check(
    pair: &Pair,
    rates: &UnalignedRates,
    overlap: &CharacterOverlap,
    lengths: &Lengths,
    out: &mut Vec<Candidate>,
) {
    let runs = Side::BOTH.map(|side| unaligned::worst(pair, rates, side, Span::new(0, pair.text(side).len())));
    for (side, run, other) in [(Side::Zh, runs[0], runs[1]), (Side::En, runs[1], runs[0])] {
        let Some(run) = run.filter(|run| run.content >= WORDS) else { continue };
        // The English of a term, in brackets behind it, is no text that English lacks.
        let latin = run.span.of(pair.text(side)).bytes().filter(u8::is_ascii_alphabetic).count();
        if side == Side::Zh && latin * 3 > run.span.len() {
            continue;
        }
        // Templates and code are no sentence.
        if CODE.iter().any(|mark| run.span.of(pair.text(side)).contains(mark))
            || is_address(run.span.of(pair.text(side)))
        {
            continue;
        }
        let own = run.span.of(pair.text(side));
        if is_formula(pair.text(side), own) || side == Side::En && (own.contains("pinyin") || is_list_of_names(own)) {
            continue;
        }
        if is_translators_note(pair.text(side), run.span) || side == Side::Zh && is_gloss(pair.zh, run.span) {
            continue;
        }
        if is_caption(pair.text(side), run.span) {
            continue;
        }
        let features = features(pair, side, run, other.map_or(0.0, |run| run.weight), overlap, lengths);
        let whole_sentence = pair.sentences().len() > 1
            && pair
                .sentences()
                .iter()
                .any(|s| s.get(side).is_some_and(|s| run.span.contains(s)) && s.get(side.other()).is_none());
        let rule = if whole_sentence { Rule::MissingSentence } else { Rule::MissingClause };
        // An abbreviation says much in little.
        let letters = pair.text(side.other()).chars().filter(|c| c.is_alphabetic()).count();
        let terse = letters < if side == Side::Zh { 20 } else { 8 };
        let more = [("telling", flag(rates.are_telling())), ("terse", flag(terse)), ("sentence", flag(whole_sentence))];
        let more = more.into_iter().chain(wording(pair, side, run, overlap));
        let message = format!("nothing in the {} says this", language(side.other()));
        let found = pair.sided(rule, Severity::Note, side, run.span, None, message);
        out.push(found.judged_by(LEFT_OUT.get(side), features.into_iter().chain(more)));
    }
}

/// Whether a text is part of an address whose letters are written as bytes: "%E7%81%AB".
fn is_address(text: &str) -> bool {
    let hex = |part: &&str| part.get(..2).is_some_and(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
    text.split('%').skip(1).filter(hex).count() >= 3
}

/// What speaks for a run of a side being text that the other side lacks. `other` is what the other side's own worst run
/// weighs: what both sides say for themselves is a free translation, or none at all.
fn features(
    pair: &Pair,
    side: Side,
    run: Run,
    other: f32,
    overlap: &CharacterOverlap,
    lengths: &Lengths,
) -> [Feature; 15] {
    let text = pair.text(side);
    // The side that has more is longer than usual, and of usual length without what it has more.
    let longer = lengths.excess(pair) * if side == Side::Zh { -1.0 } else { 1.0 };
    let more = |zh: &[char], en: &[&str]| {
        let count = |text: &str, s: Side| match s {
            Side::Zh => text.chars().filter(|c| zh.contains(c)).count(),
            Side::En => en.iter().map(|mark| text.matches(mark).count()).sum(),
        };
        count(text, side) as f32 - count(pair.text(side.other()), side.other()) as f32
    };
    let said = |i: usize| pair.explains(side, i);
    let hinted = |i: usize| overlap.all.get(side).get(i).copied().unwrap_or(0.0).max(said(i));
    let (ends, marks) = if side == Side::Zh { ("。！？；", "。！？；，：") } else { (".!?;", ".!?;,:") };
    let sentences = parts(pair, side, ends, said);
    let clauses = parts(pair, side, marks, hinted);
    let least = |means: &[f32]| means.iter().copied().min_by(f32::total_cmp);
    // The clause of which least is said, against the others.
    let behind = least(&clauses).map_or(0.0, |least| {
        let others = clauses.len().saturating_sub(1) as f32;
        let rest = if others > 0.0 { (clauses.iter().sum::<f32>() - least) / others } else { SAID };
        rest - least
    });
    [
        ("run_weight", run.weight.min(30.0)),
        ("longer", longer.clamp(-4.0, 4.0)),
        ("excess_without", lengths.excess_without(pair, side, run.span).abs().min(4.0)),
        ("other_run_weight", other.min(10.0)),
        ("mean_explained", unaligned::mean(pair, side)),
        ("mean_explained_there", unaligned::mean(pair, side.other())),
        ("more_sentences", more(&['。', '！', '？'], &[". ", "! ", "? "]).clamp(-1.0, 1.0)),
        ("more_commas", more(&['，', '、'], &[","]).clamp(-3.0, 3.0)),
        ("whole", flag(is_whole(text, side, run.span))),
        ("least_sentence", least(&sentences).unwrap_or(1.0)),
        ("behind_other_clauses", behind),
        ("clauses", (clauses.len() as f32).min(5.0)),
        ("in_chinese", flag(side == Side::Zh)),
        ("run_letters", (letters(run.span.of(text)) + 1.0).ln()),
        ("run_share", letters(run.span.of(text)) / letters(text).max(1.0)),
    ]
}

/// Small words that a phrase begins with.
const OPENERS: [&str; 34] = [
    "about", "after", "and", "as", "at", "because", "before", "between", "but", "by", "during", "for", "from", "if",
    "in", "into", "like", "of", "on", "or", "over", "since", "so", "such", "than", "that", "through", "to", "under",
    "when", "which", "while", "who", "with",
];

/// Up to where a word counts as one that nothing explains.
const OPEN: f32 = 0.3;

/// What speaks for a run being said in other words: characters of its renderings, words there that nothing explains
/// either, an abbreviation of it; and whether it begins and ends as a phrase does.
fn wording(pair: &Pair, side: Side, run: Run, overlap: &CharacterOverlap) -> [Feature; 6] {
    let (text, there) = (pair.text(side), side.other());
    let before = text.get(..run.span.start).unwrap_or("").trim_end();
    let behind = text.get(run.span.end..).unwrap_or("").trim_start();
    let opener = |word: Option<&str>| word.is_some_and(|w| OPENERS.contains(&w.to_ascii_lowercase().as_str()));
    let begins = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
        || side == Side::En && (opener(before.rsplit(' ').next()) || opener(run.span.of(text).split(' ').next()));
    let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    // "National Institute of Standards (NIST)".
    let short = behind.strip_prefix('(').and_then(|rest| rest.split([')', ' ', '/']).next()).unwrap_or("");
    let capitals = short.bytes().filter(u8::is_ascii_uppercase).count();
    let abbreviated = capitals > 1 && pair.text(there).contains(short);
    let words = unaligned::inside(pair, side, run.span);
    let hint = |at: &usize| overlap.all.get(side).get(*at).copied().unwrap_or(0.0).min(1.0);
    let content: Vec<usize> = unaligned::inside(pair, there, Span::new(0, pair.text(there).len()));
    let open = content.iter().filter(|at| pair.explains(there, **at) < OPEN).count() as f32;
    [
        ("run_begins", flag(begins)),
        ("phrase", flag(begins && ends)),
        ("run_content", (run.content as f32 + 1.0).ln()),
        ("abbreviated", flag(abbreviated)),
        ("run_hinted", words.iter().map(hint).sum::<f32>() / (words.len() as f32).max(1.0)),
        ("open_there_share", open / (content.len() as f32).max(1.0)),
    ]
}

/// Whether a run is mathematics or an address: `$a_i$`, `\\geq 0`, `#restoring-from-a-backup`.
fn is_formula(text: &str, run: &str) -> bool {
    let dollars = text.matches('$').count() > 1 && run.contains('$');
    let one_word = run.is_ascii() && !run.trim().contains(' ');
    let figures_only = !run.contains(char::is_alphabetic);
    figures_only || dollars || run.contains('\\') || one_word || text.contains(&format!("\\{run}"))
}

/// What the caption of a figure begins with.
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern("clause.rs", r"^(?i)(?:示例|圖|图|表|範例|范例|清單|清单|listing|figure|fig\.|table) ?\d")
});

/// Whether a run is a line of its own that is a caption, which the other side may have beside its figure.
fn is_caption(text: &str, run: Span) -> bool {
    let (before, behind) = (text.get(..run.start).unwrap_or(""), text.get(run.end..).unwrap_or(""));
    let line =
        before.rsplit('\n').next().unwrap_or("").len() + run.len() + behind.split('\n').next().unwrap_or("").len();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..start + line).unwrap_or("");
    line.len() < text.trim().len() && CAPTION.is_match(line.trim_start())
}

/// Whether a run of Chinese stands in brackets right behind foreign words: the title of a book, and what it means.
fn is_gloss(text: &str, run: Span) -> bool {
    let before = text.get(..run.start).unwrap_or("");
    let Some(opened) = before.rfind(['(', '（']).filter(|at| !before[*at..].contains([')', '）'])) else {
        return false;
    };
    let foreign = before.get(..opened).unwrap_or("").trim_end().trim_end_matches(['"', '”', '’', '\'', '*', '_']);
    let closes = text.get(run.end..).is_some_and(|rest| rest.trim_start().starts_with([')', '）']));
    closes && foreign.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Items that a list of names has at least.
const NAMES: usize = 8;

/// Whether a run is a list of names, of which no dictionary knows what renders them: "Abbas,Abbud,Abdul-Ahad".
fn is_list_of_names(run: &str) -> bool {
    let items: Vec<&str> = run.split([',', ';', '|', '/']).map(str::trim).filter(|item| !item.is_empty()).collect();
    let named = |item: &&&str| item.starts_with(char::is_uppercase) && item.split(' ').count() <= 3;
    items.len() >= NAMES && items.iter().filter(named).count() * 5 >= items.len() * 4
}

fn letters(text: &str) -> f32 {
    text.chars().filter(|c| c.is_alphanumeric()).count() as f32
}

/// How much is said of a clause on the mean, and how many content words one has at least to be looked at.
const SAID: f32 = 0.7;
const CONTENT: usize = 3;

/// How much of the parts of a side between `marks` the other side says, on the mean of their content words.
fn parts(pair: &Pair, side: Side, marks: &str, said: impl Fn(usize) -> f32) -> Vec<f32> {
    let tokens = pair.tokens(side);
    let is_end = |t: &Token| t.span.of(pair.text(side)).chars().all(|c| marks.contains(c));
    let mut at = 0;
    let mean = |part: &[Token]| {
        let content = part.iter().enumerate().filter(|(_, t)| unaligned::is_content(side, t));
        let values: Vec<f32> = content.map(|(i, _)| said(at + i)).collect();
        at += part.len() + 1;
        (values.len() >= CONTENT).then(|| values.iter().sum::<f32>() / values.len() as f32)
    };
    tokens.split(is_end).filter_map(mean).collect()
}

/// Whether a run of words is a clause or a sentence as a whole: marks stand before and behind it.
fn is_whole(text: &str, side: Side, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim_end();
    let behind = text.get(span.end..).unwrap_or("").trim_start();
    match side {
        Side::Zh => {
            (before.is_empty() || before.ends_with(['。', '；', '，', '：', '！', '？', '、', '）']))
                && (behind.is_empty() || behind.starts_with(['。', '；', '：', '！', '？']))
        }
        Side::En => {
            // Small words are no part of a run: "A", "If the".
            let small = |c: char| c.is_ascii_alphabetic() || c == ' ' || c == '’';
            let bare = before.trim_end_matches(small).trim_end();
            let begins =
                before.len() - bare.len() <= 12 && (bare.is_empty() || bare.ends_with(['.', ';', ':', ',', ')']));
            begins && (behind.is_empty() || behind.starts_with(['.', ';', ':', '!', '?']))
        }
    }
}
