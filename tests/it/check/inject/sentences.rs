//! Sentences and clauses that are dropped, and text that is left in the other language: the whole side, one sentence of
//! it, or half of it.

use super::{Edit, Pair};
use duizhao::model::{Side, Sides, Span};
use duizhao::text::detect::Shares;
use duizhao::text::sentence::split;

/// Letters of a clause, and of what has to stay; and which share of the letters of its text it is: less is a member of a
/// list.
const CLAUSE: Sides<usize> = Sides { zh: 8, en: 25 };
const CLAUSE_LEAST: f64 = 0.25;
const CLAUSE_MOST: f64 = 0.65;

/// The sentences of a text, with the white space behind them.
fn sentences(text: &str, side: Side) -> Vec<Span> {
    let mut starts: Vec<usize> = match side {
        // Only the full stop: at a semicolon, English may go on.
        Side::Zh => text.match_indices(['。', '！', '？']).map(|(at, mark)| at + mark.len()).collect(),
        Side::En => split(text, side).iter().map(|s| s.start).collect(),
    };
    starts.retain(|at| *at > 0 && text[*at..].chars().any(char::is_alphanumeric));
    pieces(text, starts)
}

fn clauses(text: &str, side: Side) -> Vec<Span> {
    let ends: Vec<usize> = match side {
        Side::Zh => text.match_indices(['，', '；']).map(|(at, mark)| at + mark.len()).collect(),
        Side::En => text
            .match_indices([',', ';'])
            .filter(|(at, _)| text[at + 1..].starts_with(' '))
            .map(|(at, _)| at + 2)
            .collect(),
    };
    pieces(text, ends)
}

fn pieces(text: &str, cuts: Vec<usize>) -> Vec<Span> {
    let mut from = 0;
    let mut out: Vec<Span> = cuts.into_iter().map(|cut| Span::new(std::mem::replace(&mut from, cut), cut)).collect();
    out.push(Span::new(from, text.len()));
    out
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// One sentence of several, or a long clause of the only one.
pub fn dropped(pair: Pair) -> Vec<Edit> {
    let mut edits = Vec::new();
    for side in Side::BOTH {
        let text = *pair.get(side);
        let least = *CLAUSE.get(side);
        let sentences = sentences(text, side);
        if sentences.len() > 1 {
            let long = |s: &Span| letters(s.of(text)) >= least && letters(text) - letters(s.of(text)) >= least;
            edits.extend(sentences.into_iter().filter(long).map(|s| Edit::without(side, "sentence", text, s)));
            continue;
        }
        let clauses = clauses(text, side);
        for (n, clause) in clauses.iter().enumerate() {
            let said = clause.of(text);
            let share = letters(said) as f64 / letters(text) as f64;
            let referred = ["以下簡稱", "hereinafter", "referred to as"].iter().any(|w| said.contains(w));
            let label = n == 0 && said.contains(['、', '.']);
            if letters(said) < least
                || !(CLAUSE_LEAST..=CLAUSE_MOST).contains(&share)
                || referred
                || label
                || !is_balanced(said)
            {
                continue;
            }
            edits.push(if n + 1 < clauses.len() {
                Edit::without(side, "clause", text, *clause)
            } else {
                // The last one goes with the comma before it; the end of the sentence stays.
                let end = text.trim_end_matches(['。', '.', '：', ':', '；', ';', ' ']).len();
                let comma = text[..clause.start].trim_end_matches(['，', '；', ',', ';', ' ']).len();
                Edit::new(side, "clause", Span::new(comma, end), "")
            });
        }
    }
    edits
}

/// Whether no bracket is opened or closed in it alone.
fn is_balanced(text: &str) -> bool {
    let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
    count(&['(', '（']) == count(&[')', '）']) && count(&['「', '『', '《', '“']) == count(&['」', '』', '》', '”'])
}

/// Every way to leave text of a pair, each side of which is in its own language, in the other one.
pub fn untranslated(pair: Pair) -> Vec<Edit> {
    let (zh, en) = (Shares::of(pair.zh), Shares::of(pair.en));
    if zh.han < CLAUSE.zh || zh.latin > zh.han || en.latin < CLAUSE.en || en.han > 2 {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let whole = pair.map(|text| Span::new(0, text.len()));
    left(pair, "whole", whole, &mut edits);
    let parts = Sides::new(sentences(pair.zh, Side::Zh), sentences(pair.en, Side::En));
    if parts.zh.len() == parts.en.len() && parts.zh.len() > 1 {
        for (zh, en) in parts.zh.into_iter().zip(parts.en) {
            if letters(zh.of(pair.zh)) >= CLAUSE.zh && letters(en.of(pair.en)) >= CLAUSE.en {
                left(pair, "sentence", Sides::new(zh, en), &mut edits);
            }
        }
    } else if let Some(cut) = middle(pair)
        && letters(pair.zh) >= 2 * CLAUSE.zh
    {
        let first = Sides::new(Span::new(0, cut.zh), Span::new(0, cut.en));
        let second = Sides::new(Span::new(cut.zh, pair.zh.len()), Span::new(cut.en, pair.en.len()));
        left(pair, "half", first, &mut edits);
        left(pair, "half", second, &mut edits);
    }
    edits
}

/// Adds the part of either side as it stands on the other one.
fn left(pair: Pair, sort: &'static str, part: Sides<Span>, edits: &mut Vec<Edit>) {
    let (zh, en) = (part.zh.of(pair.zh).trim(), part.en.of(pair.en).trim());
    let gap = if part.en.end < pair.en.len() { " " } else { "" };
    edits.push(Edit::new(Side::Zh, sort, part.zh, en));
    edits.push(Edit::new(Side::En, sort, part.en, format!("{zh}{gap}")));
}

/// A comma of either side that stand about alike far from the beginning.
fn middle(pair: Pair) -> Option<Sides<usize>> {
    let cuts = |side: Side| {
        let text = *pair.get(side);
        let all = clauses(text, side).into_iter().map(|c| c.end);
        let share = move |at: usize| at as f64 / text.len() as f64;
        all.map(move |at| (at, share(at))).filter(|(_, share)| (0.25..=0.75).contains(share)).collect::<Vec<_>>()
    };
    let en = cuts(Side::En);
    let both = cuts(Side::Zh).into_iter().flat_map(|zh| en.iter().map(move |en| (zh, *en)));
    let near = both.map(|(zh, en)| ((zh.1 - en.1).abs(), Sides::new(zh.0, en.0))).filter(|(off, _)| *off < 0.15);
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, cut)| cut)
}
