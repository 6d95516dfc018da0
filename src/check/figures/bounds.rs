//! Figures that agree and are bounds of opposite kinds, and figures that one side says twice and not alike.

use crate::check::evidence::candidate::Candidate;
use crate::check::figures::matching::Matching;
use crate::check::figures::open_figure::near_to;
use crate::check::negation::words::Chinese;
use crate::check::pair::Pair;
use crate::model::{Rule, Severity, Side};
use crate::text::number::{Exactness, FigureKind};
use crate::text::word_class::is_denial;
use rust_decimal::Decimal;

/// The same figure as a least and as a most: 三年以下 and "over three years".
pub(in crate::check) fn check(pair: &Pair, matched: &Matching, out: &mut Vec<Candidate>) {
    lower_ends(pair, out);
    for slot in &matched.zh {
        let Some(other) = slot.partner.and_then(|j| matched.en.get(j)) else { continue };
        let (zh, en) = (slot.figure, other.figure);
        let opposite =
            matches!((zh.about, en.about), (Exactness::Over, Exactness::Under) | (Exactness::Under, Exactness::Over));
        let before = pair.en.get(..en.span.start).unwrap_or("").trim_end();
        // "Not … within six months" is 逾六個月未.
        let span_of_time = before.ends_with("within")
            || before.ends_with("up to")
            // "Not at least 30 days" is 不足三十天.
            || before.ends_with("not at least")
            || is_denied_before(before)
            // 未因貨物失竊補稅五十萬元以上.
            || pair.zh.get(zh.span.end..).is_some_and(|t| t.chars().take(4).collect::<String>().contains("以"))
                && zh_clause(pair.zh.get(..zh.span.start).unwrap_or("")).contains(['未', '無', '无']);
        // 早於兩百年前 is "more than two hundred years ago".
        let ago = pair.zh.get(zh.span.end..).is_some_and(|t| t.chars().take(4).any(|c| c == '前'));
        // 得超過三週 lost its 不, which is said of the negation.
        let permits = pair.zh.get(..zh.span.start).is_some_and(|b| !Chinese::of(last(b, 5)).permits_more.is_empty());
        if opposite
            && !permits
            && !ago
            && !span_of_time
            && slot.sentence == other.sentence
            && !zh.is_range()
            && !en.is_range()
        {
            let message =
                format!("{} and {}: the one is a least, the other a most", zh.span.of(pair.zh), en.span.of(pair.en));
            out.push(pair.finding(Rule::NumberChanged, Severity::Error, Some(zh.span), Some(en.span), message));
        }
    }
}

/// Words that say that what follows cannot be, as "not" does: "unable to run with less than two" is 至少兩個.
const PREVENTS: [&str; 7] = ["avoid", "unable", "impossible", "fails", "refuses", "prevents", "insufficient"];

/// Whether the clause before a bound denies it by a word that is no part of the bound: "neither shall be less than",
/// "shall not constitute less than".
fn is_denied_before(before: &str) -> bool {
    let clause = clause(before).to_ascii_lowercase();
    let words: Vec<&str> = clause.split(' ').filter(|w| !w.is_empty()).collect();
    // "Not be less than" has been read with its "not".
    let own = words.len().saturating_sub(4);
    let (earlier, bound) = words.split_at(own);
    words.iter().any(|w| PREVENTS.contains(w))
        || earlier.iter().any(|w| is_denial(w)) && !bound.iter().any(|w| is_denial(w))
        || bound.iter().any(|w| is_denial(w))
            && bound.iter().any(|w| {
                [
                    "constitute",
                    "permitted",
                    "allowed",
                    "below",
                    "exceed",
                    "exceeding",
                    "more",
                    "over",
                    "greater",
                    "larger",
                ]
                .contains(w)
            })
            && !before.ends_with("less than")
}

/// What stands behind the last mark of a Chinese text.
fn zh_clause(text: &str) -> &str {
    text.rsplit(['，', '。', '；', '：']).next().unwrap_or("")
}

/// What stands behind the last mark of an English text.
fn clause(text: &str) -> &str {
    text.rsplit([',', ';', ':', '.']).next().unwrap_or("")
}

/// The last few characters of a text.
fn last(text: &str, n: usize) -> &str {
    let at = text.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i);
    text.get(at..).unwrap_or("")
}

/// 三年以上五年以下 and "less than three years but not more than five": the lower end as a most.
fn lower_ends(pair: &Pair, out: &mut Vec<Candidate>) {
    for zh in pair.figures.zh.iter().filter(|f| f.is_range() && f.span.of(pair.zh).contains("以上")) {
        let ends: Vec<_> = pair.figures.en.iter().filter(|f| !f.is_range() && f.about == Exactness::Under).collect();
        let low = ends.iter().find(|f| f.low == zh.low);
        // A figure in brackets has no word before it: "one hundred (100)" is said once of the two.
        let high = ends.iter().any(|f| f.low == zh.high);
        if let Some(en) = low.filter(|_| high) {
            let quoted = zh.span.of(pair.zh);
            let message = format!("{quoted} and {}: the one is a least, the other a most", en.span.of(pair.en));
            out.push(pair.finding(Rule::NumberChanged, Severity::Error, Some(zh.span), Some(en.span), message));
        }
    }
}

/// "Six (3) months": the figure in brackets says again what the word before it says.
pub(in crate::check) fn said_again(pair: &Pair, out: &mut Vec<Candidate>) {
    for side in Side::BOTH {
        let text = pair.text(side);
        for two in pair.figures.get(side).windows(2) {
            let [word, digits] = two else { continue };
            let between = text.get(word.span.end..digits.span.start).unwrap_or("").trim();
            let spelled = !word.span.of(text).contains(|c: char| c.is_ascii_digit());
            let written = digits.span.of(text).contains(|c: char| c.is_ascii_digit());
            let closed = text.get(digits.span.end..).is_some_and(|rest| rest.trim_start().starts_with([')', '）']));
            let counts = |kind| matches!(kind, FigureKind::Count | FigureKind::Money(_) | FigureKind::Percent);
            let again = matches!(between, "(" | "（")
                && spelled
                && written
                && closed
                && counts(word.kind)
                && (counts(digits.kind) || digits.kind == FigureKind::Ordinal);
            // "Fifty thousand (50)" counts in thousands.
            let scaled = [1000, 1_000_000].into_iter().map(Decimal::from);
            let is_times = |a: Decimal, b: Decimal, n: Decimal| b.checked_mul(n) == Some(a);
            let in_thousands = |n| is_times(word.low, digits.low, n) || is_times(digits.low, word.low, n);
            let near = !scaled.into_iter().any(in_thousands)
                && word.low >= Decimal::ONE
                // "Almost half (47.7 %)", "about two million (1,966,080)".
                && !((word.kind == FigureKind::Percent || word.about == Exactness::About) && near_to(word, digits));
            // "Four (1 to 8)" says which they are.
            if again && near && word.low != digits.low && !word.is_range() && !digits.is_range() {
                let message = format!("{} is not {}", word.span.of(text), digits.span.of(text));
                out.push(pair.sided(Rule::NumberChanged, Severity::Error, side, digits.span, None, message));
            }
        }
    }
}
