//! Errors put into clean pairs, by a seed, so that what `check` finds of them can be counted. Seven kinds, each on either
//! side where it can be: a digit changed, a value off by its unit, a figure dropped, a negation dropped, a sentence
//! dropped, a name exchanged, text left untranslated.
//!
//! An error is one splice of one side ([`Edit`]). A kind is a function from a pair to all that it could do there; what
//! figures, negations and names are is read here, by means of our own, so that `check` is not measured by its own eyes.

mod altered;
mod dropped;
mod figures;
mod names;
mod negation;
mod sentences;

use duizhao::model::{Side, Sides, Span};
use std::collections::BTreeMap;
use std::fmt;

/// The kinds; those that few pairs can have come first.
pub const KINDS: [&str; 7] = ["name", "unit", "dropped", "negation", "digit", "sentence", "untranslated"];

/// Sorts that nearly every pair can have: they are taken in one pair of three, lest the others be hardly met.
const COMMON: [&str; 3] = ["alone", "clause", "whole"];

/// xorshift64*: the same numbers everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % n
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        (1..all.len()).rev().for_each(|n| all.swap(n, self.below(n + 1)));
    }
}

pub struct Injected {
    pub pairs: Vec<(String, String)>,
    /// The error by the pair that has it.
    pub errors: BTreeMap<usize, Seeded>,
}

/// An error that was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeded {
    pub kind: &'static str,
    pub side: Side,
    /// What stood there and what stands there now.
    pub change: String,
}

impl fmt::Display for Seeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.kind, self.side, self.change)
    }
}

/// A pair as the kinds see it.
type Pair<'t> = Sides<&'t str>;

/// One possible error: a place of one side and what stands there instead.
struct Edit {
    side: Side,
    /// What tells it from other errors of its kind; each sort has the same chance in a pair.
    sort: &'static str,
    span: Span,
    new: String,
}

impl Edit {
    fn new(side: Side, sort: &'static str, span: Span, new: impl Into<String>) -> Edit {
        Edit { side, sort, span, new: new.into() }
    }

    /// Leaves out `span`, with the white space and the capital letter that would be wrong then.
    fn without(side: Side, sort: &'static str, text: &str, span: Span) -> Edit {
        let (before, rest) = (&text[..span.start], &text[span.end..]);
        let after = rest.trim_start();
        let gap = rest.len() - after.len();
        let at_gap = before.is_empty() || before.ends_with([' ', '(']);
        let closed = after.is_empty() || after.starts_with([',', '.', ';', ':', ')']);
        match after.chars().next() {
            Some(c) if before.is_empty() && c.is_lowercase() => {
                let end = span.end + gap + c.len_utf8();
                Edit::new(side, sort, Span::new(0, end), c.to_uppercase().to_string())
            }
            _ if closed => Edit::new(side, sort, Span::new(before.trim_end_matches(' ').len(), span.end), ""),
            _ if at_gap => Edit::new(side, sort, Span::new(span.start, span.end + gap), ""),
            _ => Edit::new(side, sort, span, ""),
        }
    }

    fn applied(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.span.start], self.new, &text[self.span.end..])
    }

    /// The change with a little of what stands around it.
    fn written(&self, text: &str) -> String {
        let (before, after) = (&text[..self.span.start], &text[self.span.end..]);
        let from = before.char_indices().rev().nth(14).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(15).map_or(after.len(), |(at, _)| at);
        let short = |text: &str| match text.char_indices().nth(60) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text.to_string(),
        };
        let (old, new) = (short(self.span.of(text)), short(&self.new));
        format!("{}: {}[{old} → {new}]{}", self.sort, &before[from..], &after[..to])
    }
}

/// Whether every figure that one side states stands on the other too. Official translations err as well, and a pair that
/// differs already is no clean one.
pub fn is_clean(zh: &str, en: &str) -> bool {
    let read = Sides::new(figures::read(zh, Side::Zh), figures::read(en, Side::En));
    let has = |side: Side, value: i64| read.get(side).iter().any(|f| f.value == value);
    let stated = |side: Side| {
        // A label numbers, and one is "a" too.
        let asks = read.get(side).iter().filter(|f| f.sort != figures::Sort::Label && f.value != 1000);
        asks.map(|f| f.value).all(|value| has(side.other(), value))
    };
    Side::BOTH.into_iter().all(stated)
}

/// Puts `count` errors into as many pairs, of all kinds alike as far as there are pairs that can have them; what one kind
/// lacks, the others make up for alike.
pub fn inject(pairs: &[(String, String)], count: usize, seed: u64) -> Injected {
    let mut random = Random::new(seed);
    let mut out = Injected { pairs: pairs.to_vec(), errors: BTreeMap::new() };
    let texts: Vec<Pair> = pairs.iter().map(|(zh, en)| Sides::new(zh.as_str(), en.as_str())).collect();
    let names = names::Names::of(&texts);
    // A kind goes through all pairs once, in an order of its own.
    let mut queues = KINDS.map(|kind| (kind, (0..pairs.len()).collect::<Vec<_>>()));
    queues.iter_mut().for_each(|(_, queue)| random.shuffle(queue));
    while out.errors.len() < count && queues.iter().any(|(_, queue)| !queue.is_empty()) {
        let share = (count - out.errors.len()).div_ceil(KINDS.len());
        for (kind, queue) in &mut queues {
            let most = count.min(out.errors.len() + share);
            while out.errors.len() < most
                && let Some(at) = queue.pop()
            {
                if out.errors.contains_key(&at) {
                    continue;
                }
                let edits = match *kind {
                    "name" => names.edits(at, texts[at], &mut random),
                    "unit" => altered::units(texts[at]),
                    "dropped" => dropped::figures(texts[at]),
                    "negation" => negation::edits(texts[at]),
                    "digit" => altered::digits(texts[at], &mut random),
                    "sentence" => sentences::dropped(texts[at]),
                    _ => sentences::untranslated(texts[at]),
                };
                if let Some(edit) = chosen(edits, texts[at], &mut random) {
                    let pair = &mut out.pairs[at];
                    let text = if edit.side == Side::Zh { &mut pair.0 } else { &mut pair.1 };
                    out.errors.insert(at, Seeded { kind, side: edit.side, change: edit.written(text) });
                    *text = edit.applied(text);
                }
            }
        }
    }
    out
}

/// One of the edits that leave a text that is another: first a side, then a sort, then a place.
fn chosen(mut edits: Vec<Edit>, pair: Pair, random: &mut Random) -> Option<Edit> {
    let common = random.below(3) == 0;
    edits.retain(|edit| {
        let (old, new) = (pair.get(edit.side), edit.applied(pair.get(edit.side)));
        new != **old && new.trim().chars().count() >= 5 && (common || !COMMON.contains(&edit.sort))
    });
    if edits.is_empty() {
        return None;
    }
    let sides: Vec<Side> = Side::BOTH.into_iter().filter(|side| edits.iter().any(|e| e.side == *side)).collect();
    let side = random.pick(&sides);
    let mut sorts: Vec<&str> = edits.iter().filter(|e| e.side == side).map(|e| e.sort).collect();
    sorts.sort_unstable();
    sorts.dedup();
    let sort = random.pick(&sorts);
    edits.retain(|e| e.side == side && e.sort == sort);
    Some(edits.swap_remove(random.below(edits.len())))
}
