//! How a term is rendered on the other side, over all passages that have it: the spans that each occurrence may be
//! rendered by are pooled by their stems; the best explains its occurrences away, then the next is looked for.

use super::renderings_pool::{Pool, Surface};
use super::spot::{LinkedPair, confidence};
use super::view::LearntView;
use crate::model::{Side, Span};
use crate::text::lexicon::Lexicon;
use rayon::prelude::*;

/// Candidates of an occurrence that are pooled.
const CANDIDATES: usize = 12;

/// How much a part of a rendering that was chosen counts, or what it is a part of.
const PART: f32 = 0.3;

/// What a rendering must be worth in all, Σ score², to be chosen: any clue for the first, more for others.
const FIRST: f32 = 0.02;
const FURTHER: f32 = 0.1;

/// Candidates of a turn that are looked up in the whole index.
const ASKED: usize = 16;

/// Renderings that are looked for.
const MOST: usize = 12;

/// An occurrence with a lower score counts as not rendered.
const RENDERED: f32 = 0.15;

/// An occurrence that is less sure of its rendering takes a common one that stands in the passage, if there is one.
const UNSURE: f32 = 0.4;

/// Renderings that are less sure and this many times rarer than the first are noise.
const NOISE: f32 = 0.35;
const NOISE_SHARE: f32 = 8.0;

/// A passage that has the term.
#[derive(Clone, Debug)]
pub struct TermPassage<'t> {
    pub zh: &'t str,
    pub en: &'t str,
    /// Where the term stands: bytes of the text of the term's side.
    pub spans: Vec<Span>,
}

/// One way to render a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendering {
    /// As it is written most often.
    pub text: String,
    /// Occurrences of the term that are rendered so.
    pub count: usize,
    /// 0..=1.
    pub confidence: f32,
    /// Which of the passages, in order.
    pub passages: Vec<usize>,
    /// The rendering that this one abbreviates, by number: GI stands for "geographical indication".
    pub short_for: Option<usize>,
}

/// How a term is rendered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Renderings {
    /// Passages that have the term.
    pub passages: usize,
    /// Most frequent first, where an occurrence counts by its confidence.
    pub renderings: Vec<Rendering>,
    /// Which of the passages have no rendering, in order.
    pub unrendered: Vec<usize>,
}

/// What may render one occurrence of the term.
struct Occurrence {
    passage: usize,
    candidates: Vec<Surface>,
}

/// A chosen key with what it renders: occurrences and their passages.
type Entry = (usize, Vec<Surface>, Vec<usize>);

/// The renderings of a term of `side`. `elsewhere` says in how many passages of the whole index a text of the other
/// side stands; without an answer, rare and common renderings count alike.
pub fn renderings<'t>(
    view: &LearntView,
    lexicon: Lexicon,
    side: Side,
    passages: &[TermPassage<'t>],
    elsewhere: impl Fn(&str) -> Option<usize>,
) -> Renderings {
    let link = |p: &TermPassage<'t>| LinkedPair::about(view, lexicon, p.zh, p.en, side, &p.spans);
    let linked: Vec<LinkedPair> = passages.par_iter().map(link).collect();
    let mut pool = Pool::new(side.other(), &linked);
    let occurrences: Vec<Occurrence> = passages
        .iter()
        .zip(&linked)
        .enumerate()
        .flat_map(|(passage, (p, linked))| p.spans.iter().map(move |span| (passage, linked, *span)))
        .map(|(passage, linked, span)| Occurrence { passage, candidates: surfaces(&mut pool, side, linked, span) })
        .collect();
    let chosen = choose(&occurrences, &pool, passages.len(), elsewhere);
    assign(&occurrences, &pool, &chosen, passages.len())
}

fn surfaces(pool: &mut Pool, side: Side, linked: &LinkedPair, span: Span) -> Vec<Surface> {
    let mut candidates = linked.candidates(side, span);
    if candidates.first().is_none_or(|best| best.score < RENDERED) {
        // Nothing renders the term: a guess, unless it turns up again, is worth little.
        candidates = linked.left_over(side, span);
    }
    candidates.truncate(CANDIDATES);
    let mut out: Vec<Surface> = Vec::new();
    let mut add = |new: Surface| match out.iter_mut().find(|s| s.key == new.key) {
        Some(old) if old.score >= new.score => {}
        Some(old) => *old = new,
        None => out.push(new),
    };
    for (rank, candidate) in candidates.iter().enumerate() {
        let (score, sure) = (candidate.score, confidence(candidate) * linked.evidence(side, span, candidate));
        let tokens = (candidate.first, candidate.last);
        add(pool.surface(linked, tokens, score, sure));
        if rank < CANDIDATES / 2 {
            let grown = pool.grow(linked, side, span, tokens);
            if grown != tokens {
                add(pool.surface(linked, grown, (1.05 * score).min(1.0), sure));
            }
        }
    }
    out
}

/// The keys of the renderings, best first: each explains its occurrences away before the next is chosen.
fn choose(
    occurrences: &[Occurrence],
    pool: &Pool,
    passages: usize,
    elsewhere: impl Fn(&str) -> Option<usize>,
) -> Vec<usize> {
    let mut left = vec![1.0f32; occurrences.len()];
    let mut own = vec![None; pool.len()];
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < MOST {
        let mut sums = vec![0.0f32; pool.len()];
        for (left, occurrence) in left.iter().zip(occurrences) {
            occurrence.candidates.iter().for_each(|c| sums[c.key] += left * c.score * c.score);
        }
        let mut likely: Vec<usize> = (0..pool.len()).filter(|key| sums[*key] > 0.0 && !chosen.contains(key)).collect();
        for &key in &likely {
            if chosen.iter().any(|&c| pool.overlap(c, key)) {
                sums[key] *= PART;
            }
        }
        // The index is asked about a few only.
        likely.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]));
        likely.truncate(ASKED);
        let mut value = |key: usize| {
            let share = *own[key].get_or_insert_with(|| {
                let here = pool.passages(key) as f32;
                let all = elsewhere(pool.text(key)).map_or(here, |n| (n as f32).max(here));
                let precision = (here + 0.5) / (all + 0.5);
                (0.7 * precision + 0.3 * 2.0 * here / (passages as f32 + all)).sqrt()
            });
            sums[key] * share
        };
        let best = likely
            .into_iter()
            .map(|key| (value(key), key))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(pool.text(b.1).len().cmp(&pool.text(a.1).len())));
        let Some((best_value, key)) = best else { break };
        let least = if chosen.is_empty() { FIRST } else { FURTHER };
        if best_value < least {
            break;
        }
        chosen.push(key);
        for (left, occurrence) in left.iter_mut().zip(occurrences) {
            let score = occurrence.candidates.iter().find(|c| c.key == key).map_or(0.0, |c| c.score);
            *left *= 1.0 - score;
        }
    }
    chosen
}

/// Gives each occurrence to the chosen rendering that fits it best.
fn assign(occurrences: &[Occurrence], pool: &Pool, chosen: &[usize], passages: usize) -> Renderings {
    let mut found: Vec<Entry> = chosen.iter().map(|&k| (k, Vec::new(), Vec::new())).collect();
    let stray = Surface { key: 0, score: RENDERED, confidence: RENDERED };
    for occurrence in occurrences {
        let fit = |(place, entry): (usize, &Entry)| {
            let surface = occurrence.candidates.iter().find(|c| c.key == entry.0 && c.score >= RENDERED)?;
            Some((place, surface))
        };
        let best = found.iter().enumerate().filter_map(fit).max_by(|a, b| a.1.score.total_cmp(&b.1.score));
        let common = || {
            let in_passage = |entry: &Entry| entry.1.len() > 1 && pool.stands_in(entry.0, occurrence.passage);
            Some((found.iter().position(in_passage)?, &stray))
        };
        let given = match best {
            Some((_, surface)) if surface.confidence < UNSURE => common().or(best),
            None => common(),
            sure => sure,
        };
        let place_of_whole = |place: usize| {
            let part = found.get(place)?.0;
            let mut better = found.iter().take(place);
            better.position(|e| pool.is_part(part, e.0) && pool.stands_in(e.0, occurrence.passage))
        };
        if let Some((place, surface)) = given
            // 標志 where 地理標志 stands is 地理標志.
            && let place = place_of_whole(place).unwrap_or(place)
            && let Some(entry) = found.get_mut(place)
        {
            entry.1.push(surface.clone());
            entry.2.push(occurrence.passage);
        }
    }
    found.retain(|(_, surfaces, _)| !surfaces.is_empty());
    let sure = |surfaces: &[Surface]| surfaces.iter().map(|s| s.confidence).sum::<f32>();
    // Stable: of equal ones the one that was chosen first.
    found.sort_by(|a, b| sure(&b.1).total_cmp(&sure(&a.1)));
    join_parts(&mut found, pool);
    let most = found.first().map_or(0.0, |(_, surfaces, _)| sure(surfaces));
    let mut renderings: Vec<Rendering> = found
        .into_iter()
        .map(|(key, surfaces, mut passages)| {
            passages.dedup();
            Rendering {
                text: pool.text(key).to_string(),
                count: surfaces.len(),
                confidence: sure(&surfaces) / surfaces.len() as f32,
                passages,
                short_for: None,
            }
        })
        .collect();
    renderings.retain(|r| r.confidence >= NOISE || r.confidence * r.count as f32 * NOISE_SHARE >= most);
    for i in 0..renderings.len() {
        let short = &renderings[i].text;
        let long = renderings.iter().position(|r| abbreviates(short, &r.text));
        renderings[i].short_for = long;
    }
    let unrendered = (0..passages).filter(|p| !renderings.iter().any(|r| r.passages.contains(p))).collect();
    Renderings { passages, renderings, unrendered }
}

/// A part of a more frequent rendering, wherever that stands too, is that rendering cut short.
fn join_parts(found: &mut Vec<Entry>, pool: &Pool) {
    let mut at = 1;
    while at < found.len() {
        let (better, rest) = found.split_at_mut(at);
        let Some((part, surfaces, passages)) = rest.first_mut() else { return };
        let whole = better.iter_mut().find(|(whole, ..)| {
            pool.is_part(*part, *whole) && passages.iter().all(|passage| pool.stands_in(*whole, *passage))
        });
        let Some(whole) = whole else {
            at += 1;
            continue;
        };
        whole.1.append(surfaces);
        whole.2.append(passages);
        whole.2.sort_unstable();
        found.remove(at);
    }
}

/// Whether the first is the initials of the second: GI, GIs, "geographical indication".
fn abbreviates(short: &str, long: &str) -> bool {
    let short = short.strip_suffix('s').unwrap_or(short);
    let initials = long.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_alphanumeric());
    let words = long.split([' ', '-']).count();
    let capitals = short.chars().count() > 1 && short.chars().all(|c| c.is_ascii_uppercase());
    capitals && words > 1 && initials.map(|c| c.to_ascii_uppercase()).eq(short.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations() {
        assert!(abbreviates("GIs", "geographical indication") && abbreviates("IPR", "Intellectual Property Rights"));
        assert!(!abbreviates("IP", "intellectual property rights") && !abbreviates("a", "apple"));
    }
}
