//! Terms that are rendered in one way nearly always, and in another here. A term is a Chinese word of three characters
//! or more: shorter ones mean too many things.

use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Span};
use crate::text::fold::is_han;
use crate::text::word_class::is_stop;
use rustc_hash::FxHashMap;

/// How often a term has to be rendered for a usual way to show, and the share that the usual way has at least.
const OFTEN: usize = 6;
const USUAL: f32 = 0.75;

/// Links that are less likely say nothing about a rendering.
const LIKELY: f32 = 0.6;

/// How often each term is rendered by which stems.
#[derive(Debug, Default)]
pub(in crate::check) struct UsualRenderings<'p> {
    terms: FxHashMap<&'p str, FxHashMap<String, usize>>,
}

/// A term in a passage, with the words that render it.
struct Use<'p> {
    term: &'p str,
    stems: Vec<&'p str>,
    zh: Span,
    en: Span,
}

impl<'p> UsualRenderings<'p> {
    pub fn of(pairs: impl Iterator<Item = &'p Pair<'p>>) -> Self {
        let mut usual = UsualRenderings::default();
        for pair in pairs {
            for used in uses(pair) {
                *usual.terms.entry(used.term).or_default().entry(used.stems.join(" ")).or_default() += 1;
            }
        }
        usual.terms.retain(|_, ways| ways.len() > 1 && ways.values().sum::<usize>() >= OFTEN);
        usual
    }
}

pub(in crate::check) fn check(pair: &Pair, usual: &UsualRenderings, out: &mut Vec<Candidate>) {
    let mut said: Vec<&str> = Vec::new();
    for used in uses(pair) {
        let Some(ways) = usual.terms.get(used.term).filter(|_| !said.contains(&used.term)) else { continue };
        let all: usize = ways.values().sum();
        let best = ways.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        let Some((usual, n)) = best.filter(|(_, n)| **n as f32 >= USUAL * all as f32) else { continue };
        // An abbreviation or a part of the usual rendering is no other one.
        let shared = usual.split(' ').any(|stem| used.stems.contains(&stem));
        let elsewhere = pair.links().en.iter().any(|t| usual.split(' ').any(|stem| stem == t.key));
        if shared || elsewhere {
            continue;
        }
        said.push(used.term);
        let (zh, en) = (used.zh.of(pair.zh), used.en.of(pair.en));
        let message = format!("{zh} is \"{en}\" here, and \"{usual}\" in {n} of {all} places");
        out.push(pair.finding(Rule::TermVariant, Severity::Note, Some(used.zh), Some(used.en), message));
    }
}

fn uses<'p>(pair: &'p Pair<'_>) -> Vec<Use<'p>> {
    let links = pair.links();
    let mut out = Vec::new();
    for (i, token) in links.zh.iter().enumerate() {
        if token.key.chars().count() < 3 || !token.key.chars().all(is_han) {
            continue;
        }
        let mut places: Vec<usize> = links
            .links
            .iter()
            .filter(|l| l.zh == i && l.probability() > LIKELY)
            .map(|l| l.en)
            .filter(|j| links.en.get(*j).is_some_and(|t| !is_stop(&t.key) && t.key.chars().all(char::is_alphabetic)))
            .collect();
        places.sort_unstable();
        let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
        let (Some(first), Some(last)) = (links.en.get(*first), links.en.get(*last)) else { continue };
        let stems = places.iter().filter_map(|j| links.en.get(*j)).map(|t| t.key.as_str()).collect();
        out.push(Use { term: &token.key, stems, zh: token.span, en: Span::new(first.span.start, last.span.end) });
    }
    out
}
