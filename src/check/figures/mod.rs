//! Figures of the two sides against each other, by value and kind. What one side states and the other does not is
//! first looked for in another notation: words that are no figures (雙方, "both"), parts of dates, units that differ,
//! counts that were derived. Only what is left is a finding.

mod anchored;
mod bounds;
mod changed;
mod clock;
mod counted_others;
pub(super) mod dates;
mod dotted;
mod exchange;
mod field;
mod loss;
mod matching;
mod missing_number;
mod missing_unit;
mod notation;
pub(super) mod numbering;
mod open_figure;
mod order;
mod quantities;
pub(super) mod references;
mod restated;
mod row_numbers;
mod set_phrases;
mod sign;
mod small_values;
mod unit_change;
mod units;

use crate::check::code::is_code;
use crate::check::context::Context;
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::remarks::is_translators_note;
use crate::check::sources::is_list_of_sources;
use crate::model::{Rule, Severity, Side};
use crate::text::fold::fold;
use crate::text::number::{Exactness, Figure, FigureKind};
use matching::Matching;
use open_figure::{Slot, near_to};
use references::{is_counted_back, is_plural_back};
use row_numbers::{
    is_caption, is_issue, is_list_mark, is_of_thousands, is_own_article, is_row_number, is_set, is_time_mark,
};
use rust_decimal::Decimal;

pub(in crate::check) fn check(pair: &Pair, context: &Context, is_norm: bool, out: &mut Vec<Candidate>) {
    if is_list_of_sources(pair.en) {
        return;
    }
    let mut matched = Matching::new(pair, context.counts_back(pair));
    matched.settle_placeholders(pair);
    matched.settle_note_marks(pair);
    matched.settle_sources(pair);
    anchored::check(pair, &mut matched, out);
    dotted::settle_decimal_commas(pair, &mut matched);
    matched.join_back(pair);
    matched.join();
    clock::check(pair, &mut matched, out);
    dotted::check(pair, &mut matched, out);
    sign::check(pair, &mut matched, out);
    quantities::settle(pair, &mut matched);
    unit_change::check(pair, &mut matched, out);
    exchange::check(pair, &matched, out);
    counted_others::settle(pair, &mut matched, out);
    bounds::check(pair, &matched, out);
    bounds::said_again(pair, out);
    if context.dates_are_full(pair) {
        dates::check(pair, &matched, out);
    }
    order::check(pair, &matched, out);
    missing_number::check(pair, out);
    missing_unit::check(pair, &mut matched, out);
    matched.settle_by(pair, |case| case.is_said());
    matched.find_loose(pair);
    changed(pair, &mut matched, is_norm, out);
    matched.settle_by(pair, |case| case.is_meant());
    matched.find_loose(pair);
    missing(pair, &matched, context, is_norm, out);
}

/// Whether a date says when the document was published, in a line that the other side may lack: 發布時間：2025-04-24.
fn is_dateline(text: &str, figure: &Figure) -> bool {
    let before = text.get(..figure.span.start).unwrap_or("").rsplit('\n').next().unwrap_or("").trim_end();
    figure.kind == FigureKind::Date && before.chars().count() <= 12 && before.ends_with([':', '：'])
}

/// Whether a figure stands in code that follows the first line of a text: one side shows the program there, the other elsewhere.
fn is_in_code(text: &str, figure: &Figure) -> bool {
    let code = text.find('\n').filter(|end| figure.span.start > *end);
    code.and_then(|end| text.get(end..)).is_some_and(is_code)
}

/// Figures that one side states and the other does not.
fn missing(pair: &Pair, matched: &Matching, context: &Context, is_norm: bool, out: &mut Vec<Candidate>) {
    for side in Side::BOTH {
        let (slots, others) = if side == Side::Zh { (&matched.zh, &matched.en) } else { (&matched.en, &matched.zh) };
        for (at, slot) in slots.iter().enumerate().filter(|(_, s)| s.open()) {
            let figure = slot.figure;
            let text = pair.text(side);
            if slot.label
                || is_missing_already(&slots[..at], slot)
                || is_row_number(pair, side, figure)
                || is_of_thousands(text, figure)
                || is_own_article(text, figure)
                || is_issue(text, figure)
                || is_set(text, figure)
                || is_time_mark(text, figure)
                || field::is_value(pair, side, figure.span)
                || is_translators_note(text, figure.span)
                || is_in_code(text, figure)
            {
                continue;
            }
            let rule = if figure.kind == FigureKind::Ordinal { Rule::NumberReference } else { Rule::NumberMissing };
            // What the documents that are checked do without as a rule.
            let aside = slot.listed
                || is_caption(text, figure)
                || is_list_mark(pair.text(side), figure)
                || figure.kind == FigureKind::Year && context.goes_without_saying(pair, figure.low)
                || is_dateline(pair.text(side), figure)
                || !matched.counts_back && is_counted_back(pair.zh, figure) && is_plural_back(pair.en);
            let near = is_near_reference(pair, side, figure) && figure.low <= Decimal::TWO;
            let elsewhere = is_said_elsewhere(slots, slot);
            // Prose puts small figures in words, or does without; 副召集人一人 is "a vice convener" in laws too.
            let is_article = figure.low == Decimal::ONE && figure.kind != FigureKind::Ordinal;
            if !is_norm && (figure.low == Decimal::ONE || slot.loose)
                || is_article && units::of_figure(pair.text(side), side, figure).is_none()
            {
                continue;
            }
            let features = loss::features(pair, side, [slots, others], slot, near, elsewhere, aside);
            // The other side need not say it again, or says it otherwise: another figure stands by what it counts there.
            let said = aside || slot.loose || elsewhere || loss::unit_counted(pair, side, figure) > COUNTED;
            let sure = match rule {
                Rule::NumberReference => is_norm && !said && !near && is_numbered(pair, side, figure),
                _ => !said && is_weighty(pair, side, figure, is_norm),
            };
            // Laws are written in Chinese and put into English, where a figure may explain what the Chinese leaves to be known.
            let explains = is_norm && side == Side::En && rule == Rule::NumberMissing;
            if explains && !sure {
                continue;
            }
            let severity = if sure && !explains { Severity::Error } else { Severity::Note };
            let lost = match (rule, side) {
                (Rule::NumberReference, _) => "reference.lost",
                (_, Side::Zh) if is_norm => "figure.lost.norm.zh",
                (_, Side::En) if explains => "figure.lost.norm.en",
                _ if said => "figure.said",
                _ => "figure.lost",
            };
            let other = if side == Side::Zh { "English" } else { "Chinese" };
            let message = format!("{} has no counterpart in the {other}", figure.span.of(pair.text(side)));
            out.push(pair.sided(rule, severity, side, figure.span, None, message).judged_by(lost, features));
        }
    }
}

/// Whether a figure numbers an article, a paragraph or an item by name: 第四十一條, "Article 41". At the beginning it may number
/// what it stands in.
fn is_numbered(pair: &Pair, side: Side, figure: &Figure) -> bool {
    let (text, own) = (pair.text(side), figure.span.of(pair.text(side)));
    match side {
        Side::Zh => {
            let behind = fold(text.get(figure.span.end..).unwrap_or(""));
            own.starts_with('第') && ["条", "项", "款", "目", "类"].iter().any(|unit| behind.starts_with(unit))
        }
        Side::En => {
            let inside = text.get(..figure.span.start).is_some_and(|before| before.contains(char::is_alphabetic));
            inside && own.starts_with(|c: char| c.is_ascii_uppercase()) && own.contains(' ')
        }
    }
}

/// From how surely on what a figure counts is taken to be counted on the other side.
const COUNTED: f32 = 0.5;

/// Whether a figure is one that the other side states too: of two digits or more, or a share, an amount, a date. Laws state
/// what counts a unit, too.
fn is_weighty(pair: &Pair, side: Side, figure: &Figure, is_norm: bool) -> bool {
    let text = figure.span.of(pair.text(side));
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let exact = matches!(figure.kind, FigureKind::Percent | FigureKind::Money(_) | FigureKind::Date | FigureKind::Year);
    let code = ["{", "=", "<", "`", "|"].iter().any(|mark| pair.zh.contains(mark) || pair.en.contains(mark));
    let large = digits >= 2 || exact || figure.low >= Decimal::TEN;
    let stated = is_norm && figure.low > Decimal::ONE && units::of_figure(pair.text(side), side, figure).is_some();
    !code && (digits > 0 && (large || is_norm) || stated)
}

/// Whether the value stands elsewhere on its side and has its counterpart there: said again, as the other side need not.
fn is_said_elsewhere(slots: &[Slot], slot: &Slot) -> bool {
    let value = slot.figure;
    let counts = |f: &Figure| matches!(f.kind, FigureKind::Count | FigureKind::Money(_));
    let same =
        |f: &Figure| f.low == value.low && f.high == value.high && (f.kind == value.kind || counts(f) && counts(value));
    !value.is_range() && slots.iter().any(|s| s.partner.is_some() && same(s.figure) && !s.label)
}

/// Whether the same is missing before it: what is said again is missed once.
fn is_missing_already(before: &[Slot], slot: &Slot) -> bool {
    let same = |f: &Figure| f.low == slot.figure.low && f.high == slot.figure.high && f.kind == slot.figure.kind;
    before.iter().any(|s| s.open() && !s.label && same(s.figure))
}

/// 第一項 of the article that speaks, which English leaves out or calls "the preceding paragraph"; 第九條 it does not.
fn is_near_reference(pair: &Pair, side: Side, figure: &Figure) -> bool {
    let behind = fold(pair.text(side).get(figure.span.end..).unwrap_or("")).into_owned();
    let before = pair.text(side).get(..figure.span.start).unwrap_or("");
    let own = !before.ends_with(['條', '条']) || before.ends_with("前條") || before.ends_with("前条");
    side == Side::Zh && figure.kind == FigureKind::Ordinal && own && behind.starts_with(['项', '款', '目'])
}

/// One figure of each side that are left and stand for each other.
fn changed(pair: &Pair, matched: &mut Matching, is_norm: bool, out: &mut Vec<Candidate>) {
    for near in [true, false] {
        for i in 0..matched.zh.len() {
            let slot = &matched.zh[i];
            if !slot.open() || slot.label && !near {
                continue;
            }
            let alike = |other: &Slot| {
                let place = if near { slot.sentence.is_some() && slot.sentence == other.sentence } else { true };
                other.open() && place && slot.label == other.label && are_alike(slot.figure, other.figure)
            };
            let Some(j) = matched.en.iter().position(alike) else { continue };
            let (zh, en) = (slot.figure, matched.en[j].figure);
            let label = slot.label;
            let rule = match (label, zh.kind) {
                (true, _) => Rule::NumberSequence,
                (_, FigureKind::Ordinal) => Rule::NumberReference,
                _ => Rule::NumberChanged,
            };
            if changed::is_example(pair, (zh, en)) {
                (matched.zh[i].settled, matched.en[j].settled) = (true, true);
                continue;
            }
            // A round number for a near one: 十多 and "a dozen".
            let about = (is_vague(pair.zh, zh) || is_vague(pair.en, en)) && near_to(zh, en);
            // "208k" is no reference, nor is 第一 of a ranking.
            let labelled = |f: &Figure| {
                f.kind != FigureKind::Ordinal || f.span.of(pair.en).starts_with(|c: char| c.is_ascii_uppercase())
            };
            let reference = rule == Rule::NumberReference && !(en.kind == FigureKind::Ordinal && labelled(en));
            // What stands in other sentences, and 一款 or 兩者, is seldom the same matter; three days and five days are.
            let counts_alike = changed::is_same_unit(pair, (zh, en)) || is_norm && changed::is_slip(zh, en);
            let small = changed::is_small_in_words(pair, (zh, en)) && !counts_alike;
            // What is in digits counts something all the same, and was lost: 领先 2 and "one of them is ahead".
            if small && !label && is_in_digits(pair.zh, zh) {
                matched.en[j].settled = true;
                continue;
            }
            let apart = !near || small;
            let severity = if label || about || reference || apart { Severity::Note } else { Severity::Error };
            let message = format!("{} is not {}", zh.span.of(pair.zh), en.span.of(pair.en));
            let open = |slots: &[Slot]| slots.iter().filter(|s| s.open()).count();
            let left = open(&matched.zh) + open(&matched.en) - 2;
            let found = pair.finding(rule, severity, Some(zh.span), Some(en.span), message);
            let features = changed::features(pair, (zh, en), near, about, left);
            let changed = if rule == Rule::NumberReference { "reference.changed" } else { "figure.changed" };
            out.push(if label { found } else { found.judged_by(changed, features) });
            matched.zh[i].settled = true;
            matched.en[j].settled = true;
        }
    }
}

fn is_in_digits(text: &str, figure: &Figure) -> bool {
    figure.span.of(text).contains(|c: char| c.is_ascii_digit())
}

/// Whether a figure is said to be about right: 十多, "about ten", "a dozen".
fn is_vague(text: &str, figure: &Figure) -> bool {
    let behind = text.get(figure.span.end..).unwrap_or("").chars().next();
    figure.about == Exactness::About
        || behind.is_some_and(|c| "多餘余几幾".contains(c))
        || figure.span.of(text).contains(['多', '餘', '余', '幾', '几'])
        || figure.span.of(text).to_ascii_lowercase().contains("dozen")
}

/// Whether one figure can have become the other.
fn are_alike(a: &Figure, b: &Figure) -> bool {
    use FigureKind::{Count, Date, Money, Ordinal, Year};
    let names_year = |date: &Figure| open_figure::parts(date.low).0 > 0;
    match (a.kind, b.kind) {
        (Money(_), Money(_)) | (Money(_), Count) | (Count, Money(_)) => true,
        // A month and a year are two parts of a date.
        (Date, Year) => names_year(a),
        (Year, Date) => names_year(b),
        (Date, Date) | (Year, Year) => true,
        (Ordinal, Count) | (Count, Ordinal) => true,
        (a, b) => a == b,
    }
}
