//! Places that were exchanged: 上海 here and "Beijing" there. One that only one side names says nothing, for either
//! language may leave it out; one of each that the other does not name is a difference.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::classifier::flag;
use crate::check::evidence::unaligned;
use crate::check::pair::Pair;
use crate::check::tables::{pattern, rows};
use crate::model::{Rule, Severity, Side, Sides, Span};
use crate::text::fold::{fold, unfold};
use regex::Regex;
use std::sync::LazyLock;

struct Place {
    en: Vec<&'static str>,
    /// Those of more than four letters, in small letters.
    small: Vec<String>,
    /// Folded, as all Chinese here.
    zh: Vec<String>,
    short: Vec<String>,
}

const FILE: &str = "places.tsv";

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let folded = |names: &str| names.split('|').filter(|n| !n.is_empty()).map(|n| fold(n).into_owned()).collect();
    let place = |[en, zh, short]: [&'static str; 3]| Place {
        en: en.split('|').collect(),
        small: en.split('|').filter(|name| name.len() > 4).map(str::to_ascii_lowercase).collect(),
        zh: folded(zh),
        short: folded(short),
    };
    rows(FILE, include_str!("places.tsv")).into_iter().map(place).collect()
});

/// What makes the name of a place that of a script or a dialect, which English has other names for, or no name of it: 古巴比伦,
/// 朝鲜半岛.
const NO_PLACE: [&str; 6] = ["字母", "话", "方言", "比伦", "半岛", "族"];

/// Where a name stands as a word of its own.
fn words<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Span> + 't {
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let spans = text.match_indices(name).map(|(at, name)| Span::new(at, at + name.len()));
    spans.filter(move |span| {
        let (before, behind) = (text.get(..span.start).unwrap_or(""), text.get(span.end..).unwrap_or(""));
        alone(before.chars().next_back()) && alone(behind.chars().next())
    })
}

impl Place {
    /// Where the English names it, by a word of its own.
    fn in_english(&self, text: &str) -> Option<Span> {
        let mut spans = self.en.iter().flat_map(|name| words(text, name));
        // "US$" is money.
        spans.find(|span| !text.get(span.end..).is_some_and(|behind| behind.starts_with('$')))
    }

    /// Whether a text in small letters has a name of it.
    fn in_small_letters(&self, small: &str) -> bool {
        self.small.iter().any(|name| words(small, name).next().is_some())
    }

    fn in_chinese(&self, folded: &str) -> Option<Span> {
        // 叙利亚字母 is "Syriac", 广州话 "Cantonese".
        let is_place = |span: &Span| !NO_PLACE.iter().any(|word| folded[span.end..].starts_with(word));
        let places = self.zh.iter().flat_map(|name| folded.match_indices(name.as_str()));
        places.map(|(at, name)| Span::new(at, at + name.len())).find(is_place)
    }

    fn is_meant_in(&self, folded: &str) -> bool {
        self.short.iter().any(|short| folded.contains(short.as_str()))
    }
}

/// Any name of a place, in either language: most passages have none in one of them.
static NAMED: LazyLock<Sides<Regex>> = LazyLock::new(|| {
    let any = |names: Vec<String>| pattern(FILE, &names.join("|"));
    let zh = PLACES.iter().flat_map(|place| &place.zh).map(|name| regex::escape(name)).collect();
    let en = PLACES.iter().flat_map(|place| &place.en).map(|name| regex::escape(name)).collect();
    Sides::new(any(zh), any(en))
});

/// How much of the words around two places, and of both texts, is explained where one stands for the other.
const AROUND: f32 = 0.5;
const EXPLAINED: f32 = 0.45;

pub(in crate::check) fn check(pair: &Pair, out: &mut Vec<Candidate>) {
    let folded = fold(pair.zh);
    if !(NAMED.zh.is_match(&folded) && NAMED.en.is_match(pair.en)) {
        return;
    }
    // What stands there in the other language's letters is named as well: 日本語, "Kuwait".
    let places: Vec<&Place> = PLACES
        .iter()
        .filter(|place| place.in_english(pair.zh).is_none() && place.in_chinese(pair.en).is_none())
        .collect();
    let zh: Vec<Span> = places.iter().filter_map(|place| place.in_chinese(&folded)).collect();
    let en: Vec<Span> = places.iter().filter_map(|place| place.in_english(pair.en)).collect();
    // 印度 in 印度尼西亞, "Korea" in "South Korea", is no place of its own.
    let whole = |span: &Span, all: &[Span]| !all.iter().any(|o| o.overlaps(*span) && o.len() > span.len());
    // Whoever writes "taiwanese" has named it.
    let small = pair.en.to_ascii_lowercase();
    let zh_only = places.iter().filter(|place| place.in_english(pair.en).is_none() && !place.in_small_letters(&small));
    let zh_only = zh_only.filter_map(|place| place.in_chinese(&folded)).find(|span| whole(span, &zh));
    let en_only = places.iter().filter(|p| p.in_chinese(&folded).is_none() && !p.is_meant_in(&folded));
    let en_only = en_only.filter_map(|place| place.in_english(pair.en)).find(|span| whole(span, &en));
    let Some((zh, en)) = zh_only.zip(en_only) else { return };
    let Some(zh) = unfold(pair.zh, &folded, zh) else { return };
    // 庫爾德語 has no 德語 in it.
    if !pair.tokens(Side::Zh).iter().any(|token| token.span.start == zh.start) {
        return;
    }
    let message = format!("{} is not {}", zh.of(pair.zh), en.of(pair.en));
    let around = |side, span| unaligned::around(pair, side, span);
    let explained = |side| unaligned::mean(pair, side);
    let together = pair.sentences().iter().any(|s| {
        let holds = |side, span: Span| s.get(side).is_some_and(|s| s.contains(span));
        holds(Side::Zh, zh) && holds(Side::En, en)
    });
    let near = (around(Side::Zh, zh) + around(Side::En, en)) / 2.0;
    let all = (explained(Side::Zh) + explained(Side::En)) / 2.0;
    // In a text that was put freely, each side may name a place for itself.
    let severity = if near >= AROUND && all >= EXPLAINED { Severity::Error } else { Severity::Note };
    let found = pair.finding(Rule::TermName, severity, Some(zh), Some(en), message);
    out.push(found.judged_by(
        "name.place",
        [
            ("around_explained", near),
            ("mean_explained", all),
            ("together", flag(together || pair.sentences().len() <= 1)),
            ("length", (pair.en.len() as f32 + 1.0).ln()),
        ],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_names_on_both_sides() {
        assert!(PLACES.len() > 150);
        for place in PLACES.iter() {
            assert!(
                !place.zh.is_empty() && place.en.iter().all(|n| n.starts_with(char::is_uppercase)),
                "{:?}",
                place.en
            );
        }
    }
}
