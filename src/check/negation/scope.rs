//! What a negation negates, and whether its counterpart is negated: the words behind 不得 lead by their links to a place
//! of the English, near which a negation must stand.

use crate::check::evidence::unaligned::is_content;
use crate::check::negation::words::token_at;
use crate::check::pair::Pair;
use crate::model::{Side, Sides, Span};

/// How likely a link must be to lead anywhere.
const LIKELY: f32 = 0.6;

/// How many tokens behind a negation belong to it, and how many before and behind their counterpart a negation may
/// stand. Chinese denies right before the word; English has its objects and adverbs between.
const BEHIND: Sides<usize> = Sides { zh: 2, en: 4 };
const BEFORE: Sides<usize> = Sides { zh: 5, en: 9 };
const AFTER: Sides<usize> = Sides { zh: 3, en: 4 };

/// Whether no negation of the other side stands near the counterpart of what the one at `at` negates; `None` where that
/// has no counterpart of its own: 不治 is "died" altogether. `at` and `negations` are places behind `start`.
pub(in crate::check) fn is_bare(
    pair: &Pair,
    side: Side,
    at: Span,
    start: Sides<usize>,
    negations: &[Span],
) -> Option<bool> {
    let links = pair.links();
    let (own, others) = match side {
        Side::Zh => (&links.zh, &links.en),
        Side::En => (&links.en, &links.zh),
    };
    let (own_start, other_start) = (*start.get(side), *start.get(side.other()));
    let i = token_at(own, Span::new(at.start + own_start, at.end + own_start))?;
    let denied = own.iter().enumerate().skip(i + 1).take(*BEHIND.get(side)).filter(|(_, t)| is_content(side, t));
    for (n, _) in denied {
        let linked = links.links.iter().filter(|l| l.probability() > LIKELY).map(|l| l.ends(side));
        let mut places = linked.filter(|(from, _)| *from == n).map(|(_, to)| to).peekable();
        if places.peek().is_none() {
            continue;
        }
        return Some(places.all(|to| {
            let first = others.get(to.saturating_sub(*BEFORE.get(side.other())));
            let last = others.get((to + AFTER.get(side.other())).min(others.len().saturating_sub(1)));
            let Some((first, last)) = first.zip(last) else { return false };
            let window = Span::new(first.span.start, last.span.end);
            !negations.iter().any(|n| window.overlaps(Span::new(n.start + other_start, n.end + other_start)))
        }));
    }
    None
}
