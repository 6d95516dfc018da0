//! Names and acronyms that do not correspond.

pub(super) mod codes;
pub(super) mod cooccurrence;
pub(super) mod known_words;
pub(super) mod near_miss;
pub(super) mod places;
mod spans;

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::character_overlap::CharacterOverlap;
use crate::check::evidence::classifier::{Feature, flag};
use crate::check::evidence::unaligned::{self, UnalignedRates};
use crate::check::names::cooccurrence::CoOccurrence;
use crate::check::names::spans::{key, names};
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Side, Span};
use crate::text::fold::fold;
use crate::text::lexicon::Lexicon;
use crate::wordalign::Token;

/// English names that nothing in the Chinese says, and codes (COVID-19) that only one side has.
pub(in crate::check) fn check(
    pair: &Pair,
    rates: &UnalignedRates,
    overlap: &CharacterOverlap,
    co_occurrence: &CoOccurrence,
    is_norm: bool,
    out: &mut Vec<Candidate>,
) {
    codes::check(pair, out);
    for name in names(pair.en) {
        if key(name.of(pair.en)).is_none()
            || said_before(pair, name)
            || abbreviated(pair, name)
            || is_spelling(pair, name)
            || is_own_country(pair, name)
            || is_written(pair, name)
            || is_stated(pair, name)
            || is_glossed(pair, name)
            || is_this_law(pair, name)
        {
            continue;
        }
        let Some(features) = features(pair, name, rates, overlap, co_occurrence) else { continue };
        // "Ungroup Children": a caption is written like a name.
        let caption = name.len() * 10 >= pair.en.len() * 7;
        // Of names in prose that nothing seems to render, one in ten was exchanged.
        if !is_norm || caption || !rates.are_telling() {
            continue;
        }
        let message = format!("\"{}\" is not in the Chinese", name.of(pair.en));
        let found = pair.finding(Rule::TermName, Severity::Note, None, Some(name), message);
        out.push(found.judged_by("name.exchanged", features));
    }
}

/// What speaks for a name being another one than the Chinese has; `None` where no word of it says anything.
fn features(
    pair: &Pair,
    name: Span,
    rates: &UnalignedRates,
    overlap: &CharacterOverlap,
    co_occurrence: &CoOccurrence,
) -> Option<[Feature; 10]> {
    let words = unaligned::inside(pair, Side::En, name);
    let n = words.len() as f32;
    let links = pair.links();
    let explained = |i: usize| pair.explains(Side::En, i);
    let supported = |overlap: &[f32], i: usize| overlap.get(i).copied().unwrap_or(0.0).max(explained(i));
    let all = |i: usize| supported(&overlap.all.en, i);
    let share = |is: &dyn Fn(usize) -> bool| words.iter().filter(|i| is(**i)).count() as f32 / n;
    let weight = |i: &usize| links.en.get(*i).map_or(0.0, |t| rates.name_weight(t, all(*i)));
    let frequency = |i: usize| links.frequency.en.get(i).copied().unwrap_or(0);
    // What tells the Ministry of Labor from other ministries.
    let telling = words.iter().copied().min_by_key(|i| frequency(*i))?;
    let text = name.of(pair.en);
    Some([
        ("absent", share(&|i| explained(i) < ABSENT)),
        ("mean_supported", words.iter().map(|i| all(*i)).sum::<f32>() / n),
        ("begins", flag(name.start == 0)),
        ("unaligned_weight", words.iter().map(weight).sum::<f32>().clamp(-10.0, 10.0)),
        ("open_supported", supported(&overlap.open, telling)),
        ("log_frequency", (frequency(telling) as f32 + 1.0).ln()),
        ("unsupported", share(&|i| all(i) < UNSUPPORTED)),
        ("co_occurs", flag(co_occurrence.stand(pair, text) == Some(true))),
        ("law", flag(LAWS.iter().any(|law| text.ends_with(law)))),
        ("office", flag(OFFICES.iter().any(|office| text.contains(office)))),
    ])
}

/// Below this share a word counts as not explained, and as not even hinted at.
const ABSENT: f32 = 0.3;
const UNSUPPORTED: f32 = 0.15;

/// What names of laws and of offices have, which are rendered word by word.
const LAWS: [&str; 3] = ["Act", "Law", "Code"];
const OFFICES: [&str; 9] =
    ["Ministry", "Yuan", "Council", "Department", "Commission", "Bureau", "Agency", "Administration", "Court"];

/// Whether the Chinese means the law by 本法 and names no other.
fn is_this_law(pair: &Pair, name: Span) -> bool {
    const THIS: [&str; 5] = ["本法", "本条例", "本规则", "本办法", "同法"];
    const NONE: [&str; 8] = ["办法", "方法", "司法", "违法", "非法", "合法", "法律", "法令"];
    let zh = fold(pair.zh);
    let law = |text: &str| text.contains('法') || text.contains("条例");
    let others = THIS.iter().chain(&NONE).fold(zh.clone().into_owned(), |zh, word| zh.replace(word, ""));
    let named = name.of(pair.en);
    LAWS.iter().any(|law| named.ends_with(law)) && THIS.iter().any(|this| zh.contains(this)) && !law(&others)
}

/// Whether the Chinese has the very term that the table renders so: 銀行法, "Banking Act".
fn is_stated(pair: &Pair, name: Span) -> bool {
    let words = unaligned::inside(pair, Side::En, name);
    !words.is_empty() && words.iter().all(|word| pair.links().is_stated(*word))
}

/// Whether a word of the Chinese has all of the name in its entry of CC-CEDICT: 教育部, "Ministry of Education".
fn is_glossed(pair: &Pair, name: Span) -> bool {
    let words = unaligned::inside(pair, Side::En, name);
    let stems: Vec<&str> =
        words.iter().filter_map(|word| pair.tokens(Side::En).get(*word)).map(|t| t.key.as_str()).collect();
    let has_all = |zh: &Token| {
        let glosses: Vec<&str> = Lexicon::shared().glosses(&zh.key).map(|(stem, _)| stem).collect();
        stems.iter().all(|stem| glosses.contains(stem))
    };
    !stems.is_empty() && pair.tokens(Side::Zh).iter().any(has_all)
}

/// Whether the name stands in the Chinese as it is, maybe without its blanks: "Blend Shape", BlendShape.
fn is_written(pair: &Pair, name: Span) -> bool {
    let squeezed = |text: &str| text.replace(char::is_whitespace, "").to_ascii_lowercase();
    squeezed(pair.zh).contains(&squeezed(name.of(pair.en)))
}

/// 我國 for the name of the country, where its own texts speak.
fn is_own_country(pair: &Pair, name: Span) -> bool {
    const OWN: [&str; 6] = ["我国", "本国", "国内", "全国", "国家", "国籍"];
    let zh = fold(pair.zh);
    name.of(pair.en).contains("Republic of China") && OWN.iter().any(|own| zh.contains(own))
}

/// How a name before it sounds, in brackets: "The Order of Precious Tripod (Pao Ting)".
fn is_spelling(pair: &Pair, name: Span) -> bool {
    let before = pair.en.get(..name.start).unwrap_or("");
    let behind = pair.en.get(name.end..).unwrap_or("");
    before.ends_with('(') && behind.starts_with(')')
}

/// Whether the abbreviation behind a name stands in the Chinese.
fn abbreviated(pair: &Pair, name: Span) -> bool {
    let behind = pair.en.get(name.end..).unwrap_or("").trim_start();
    let short = behind.strip_prefix('(').and_then(|rest| rest.split(')').next());
    short.map(|short| short.trim_end_matches('s')).is_some_and(|short| {
        short.len() >= 2 && short.bytes().all(|b| b.is_ascii_uppercase()) && pair.zh.contains(short)
    })
}

/// Whether a name only says again what the English said before, where Chinese says nothing.
fn said_before(pair: &Pair, name: Span) -> bool {
    let words = name.of(pair.en).trim_end_matches("'s").trim_end_matches("’s");
    pair.en.get(..name.start).is_some_and(|before| before.contains(words))
}
