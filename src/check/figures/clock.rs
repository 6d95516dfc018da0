//! Times of day, weekdays and intervals: 上午十時 and "10 p.m.", 星期三 and "Tuesday", 每月 and "each quarter".

use super::matching::Matching;
use super::quantities::settle_spans;
use crate::check::evidence::candidate::Candidate;
use crate::check::pair::Pair;
use crate::check::tables::patterns;
use crate::model::{Rule, Severity, Span};
use crate::text::fold::{fold, unfold};
use crate::text::number::parse_value;
use regex::{Captures, Regex};
use rust_decimal::prelude::ToPrimitive;

patterns!(CLOCK: Clock = "clock.tsv" {
    zh_time,
    zh_noon,
    zh_midnight,
    en_time,
    en_oclock,
    en_hours,
    en_plain,
    en_noon,
    en_midnight,
    zh_weekday,
    en_weekday,
    zh_interval,
    en_interval,
    en_interval_adverb,
});

const NOON: u32 = 12 * 60;
const DAY: u32 = 24 * 60;

/// A time of day.
#[derive(Clone, Copy, Debug)]
struct Time {
    span: Span,
    minutes: u32,
    /// Whether it says which half of the day it is in.
    is_known: bool,
}

impl Time {
    fn equals(&self, other: &Time) -> bool {
        if self.is_known && other.is_known {
            self.minutes % DAY == other.minutes % DAY
        } else {
            self.minutes % NOON == other.minutes % NOON
        }
    }
}

/// Settles times of day that both sides state, and reports those that differ.
pub(super) fn check(pair: &Pair, matching: &mut Matching, out: &mut Vec<Candidate>) {
    let folded = fold(pair.zh);
    times(pair, &folded, matching, out);
    names(pair, &folded, out);
}

fn times(pair: &Pair, folded: &str, matching: &mut Matching, out: &mut Vec<Candidate>) {
    if !folded.contains(['时', '点', ':', '：', '午', '夜']) {
        return;
    }
    let en = english(pair.en);
    if en.is_empty() {
        return;
    }
    let mut zh = chinese(folded);
    zh.retain_mut(|time| unfold(pair.zh, folded, time.span).map(|span| time.span = span).is_some());
    let mut taken = vec![false; en.len()];
    let mut left = Vec::new();
    for time in zh {
        let free = |j: &usize| !taken[*j] && time.equals(&en[*j]);
        match (0..en.len()).find(free) {
            Some(j) => {
                taken[j] = true;
                settle_spans(matching, time.span, en[j].span);
            }
            None => left.push(time),
        }
    }
    let others = en.iter().zip(&taken).filter(|(time, taken)| !**taken && time.is_known).map(|(time, _)| time);
    for (zh, en) in left.iter().filter(|time| time.is_known).zip(others) {
        if stands_there(pair, zh.span, en.span) {
            continue;
        }
        // A time of another zone would differ in its hours: 20時 in Taipei, noon in London.
        let message = format!("{} is not {}", zh.span.of(pair.zh), en.span.of(pair.en));
        out.push(pair.finding(Rule::NumberChanged, Severity::Error, Some(zh.span), Some(en.span), message));
        settle_spans(matching, zh.span, en.span);
    }
}

/// Whether a time is part of one that stands on the other side as it is: 14:15:20.
fn stands_there(pair: &Pair, zh: Span, en: Span) -> bool {
    let whole = |text: &str, span: Span| {
        let part = |c: char| c.is_ascii_digit() || c == ':';
        let before = text.get(..span.start).unwrap_or("");
        let behind = text.get(span.start..).unwrap_or("").trim_start();
        let own = before.chars().rev().take_while(|c| part(*c)).collect::<Vec<_>>();
        own.into_iter().rev().chain(behind.chars().take_while(|c| part(*c))).collect::<String>()
    };
    let (zh, en) = (whole(pair.zh, zh), whole(pair.en, en));
    zh.len() > 5 && pair.en.contains(&zh) || en.len() > 5 && pair.zh.contains(&en)
}

fn span(found: &Captures) -> Span {
    found.get(0).map_or(Span::new(0, 0), |m| Span::new(m.start(), m.end()))
}

fn number(text: &str) -> Option<u32> {
    // 两三点 is about then.
    parse_value(text).filter(|f| !f.is_range())?.low.to_u32()
}

fn chinese(folded: &str) -> Vec<Time> {
    let mut out: Vec<Time> = Vec::new();
    for found in CLOCK.zh_time.captures_iter(folded) {
        let group = |name| found.name(name).map(|m| m.as_str());
        let Some(hour) = group("hour").and_then(number).filter(|hour| *hour <= 24) else { continue };
        let minutes = match (group("minute").or(group("minute2")), group("part")) {
            (Some(minute), _) => number(minute).filter(|m| *m < 60),
            (None, Some("半")) => Some(30),
            (None, Some("一刻")) => Some(15),
            (None, Some("三刻")) => Some(45),
            _ => Some(0),
        };
        let Some(minutes) = minutes else { continue };
        let whole = span(&found);
        let follows = folded.get(whole.end..).and_then(|t| t.chars().next());
        let before = folded.get(..whole.start).and_then(|t| t.chars().next_back());
        let other_word = follows.is_some_and(|c| "候间期代段机速尚常而光事差滴".contains(c));
        if other_word || before.is_some_and(|c| c.is_ascii_alphanumeric() || ".:：第数几".contains(c)) {
            continue;
        }
        let half = group("half");
        // 三點五 is a decimal: 點 wants a half of the day, or minutes as such.
        let pointed = group("mark").is_some_and(|mark| mark == "点");
        if pointed
            && half.is_none()
            && group("part").is_none()
            && group("closing").is_none()
            && group("minute").is_none()
        {
            continue;
        }
        let afternoon =
            half.is_some_and(|h| h.contains("下午") || h.contains("晚") || h.contains("午后") || h.contains("傍晚"));
        let noon = half.is_some_and(|h| h.contains("中午"));
        let morning = half.is_some() && !afternoon && !noon && !half.is_some_and(|h| h.contains('夜'));
        let hour = match hour {
            1..12 if afternoon => hour + 12,
            1..4 if noon => hour + 12,
            12 if morning && half != Some("上午") || half.is_some_and(|h| h.contains('晚')) && hour == 12 => 0,
            _ => hour,
        };
        let is_known = afternoon || noon || morning || hour > 12 || hour == 0;
        out.push(Time { span: span(&found), minutes: hour * 60 + minutes, is_known });
    }
    words(folded, &CLOCK.zh_noon, NOON, &mut out);
    words(folded, &CLOCK.zh_midnight, 0, &mut out);
    out.sort_by_key(|time| time.span);
    out
}

fn english(text: &str) -> Vec<Time> {
    let mut out: Vec<Time> = Vec::new();
    for pattern in [&CLOCK.en_time, &CLOCK.en_oclock, &CLOCK.en_hours, &CLOCK.en_plain] {
        for found in pattern.captures_iter(text) {
            let span = span(&found);
            if out.iter().any(|time| time.span.overlaps(span)) {
                continue;
            }
            let group = |name| found.name(name).map(|m| m.as_str());
            let Some(hour) = group("hour").and_then(number).filter(|hour| *hour <= 24) else { continue };
            let minutes = group("minute").map_or(Some(0), number).filter(|m| *m < 60);
            let Some(minutes) = minutes else { continue };
            let half = group("half").map(str::to_ascii_lowercase);
            let afternoon =
                half.as_ref().is_some_and(|h| h.starts_with('p') || h.contains("noon") || h.contains("evening"));
            let morning = half.as_ref().is_some_and(|h| h.starts_with('a') && !afternoon || h.contains("morning"));
            let hour = match hour {
                1..12 if afternoon => hour + 12,
                12 if morning => 0,
                _ => hour,
            };
            let is_known = afternoon || morning || hour > 12 || hour == 0;
            out.push(Time { span, minutes: hour * 60 + minutes, is_known });
        }
    }
    words(text, &CLOCK.en_noon, NOON, &mut out);
    words(text, &CLOCK.en_midnight, 0, &mut out);
    out.sort_by_key(|time| time.span);
    out
}

/// Noon and midnight in words, unless they are part of a time that was read.
fn words(text: &str, pattern: &Regex, minutes: u32, out: &mut Vec<Time>) {
    for found in pattern.find_iter(text) {
        let span = Span::new(found.start(), found.end());
        if !out.iter().any(|time| time.span.overlaps(span)) {
            out.push(Time { span, minutes, is_known: true });
        }
    }
}

/// Weekdays and intervals: names of a small set, of which each side has one that the other has not.
fn names(pair: &Pair, folded: &str, out: &mut Vec<Candidate>) {
    let weekdays = (named(folded, &CLOCK.zh_weekday, zh_weekday), named(pair.en, &CLOCK.en_weekday, en_weekday));
    differing(pair, folded, weekdays, Severity::Error, out);
    let mut en = named(pair.en, &CLOCK.en_interval, en_interval);
    en.extend(named(pair.en, &CLOCK.en_interval_adverb, en_interval));
    let intervals = (named(folded, &CLOCK.zh_interval, zh_interval), en);
    // Where one side names several, the other may leave one to its words.
    if intervals.0.len() == 1 && intervals.1.len() == 1 {
        differing(pair, folded, intervals, Severity::Error, out);
    }
}

type Named = Vec<(u8, Span)>;

fn named(text: &str, pattern: &Regex, value: fn(&str) -> Option<u8>) -> Named {
    let found = pattern.captures_iter(text);
    found.filter_map(|c| Some((value(c.get(1)?.as_str())?, span(&c)))).collect()
}

fn differing(pair: &Pair, folded: &str, (zh, en): (Named, Named), severity: Severity, out: &mut Vec<Candidate>) {
    let lacks = |one: &(u8, Span), others: &Named| !others.iter().any(|o| o.0 == one.0);
    let zh_only = zh.iter().find(|one| lacks(one, &en)).and_then(|(_, span)| unfold(pair.zh, folded, *span));
    let en_only = en.iter().find(|one| lacks(one, &zh)).map(|(_, span)| *span);
    let Some((zh, en)) = zh_only.zip(en_only) else { return };
    let message = format!("{} is not {}", zh.of(pair.zh), en.of(pair.en));
    out.push(pair.finding(Rule::NumberChanged, severity, Some(zh), Some(en), message));
}

fn zh_weekday(day: &str) -> Option<u8> {
    let at = "一二三四五六日天".chars().position(|c| day.starts_with(c))?;
    u8::try_from(at.min(6)).ok()
}

fn en_weekday(day: &str) -> Option<u8> {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = days.iter().position(|d| day.to_ascii_lowercase().starts_with(d))?;
    u8::try_from(at).ok()
}

fn zh_interval(unit: &str) -> Option<u8> {
    let units =
        [("年", 0), ("季", 1), ("月", 2), ("周", 3), ("星期", 3), ("礼拜", 3), ("日", 4), ("天", 4), ("小时", 5)];
    units.iter().find(|(word, _)| unit.starts_with(word)).map(|(_, n)| *n)
}

fn en_interval(unit: &str) -> Option<u8> {
    let units = [("year", 0), ("annu", 0), ("quarter", 1), ("month", 2), ("week", 3), ("da", 4), ("hour", 5)];
    let unit = unit.to_ascii_lowercase();
    units.iter().find(|(word, _)| unit.starts_with(word)).map(|(_, n)| *n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (zh, en, same) in [
            ("20时30分", "8:30 p.m.", true),
            ("下午三时半", "3:30 a.m.", false),
            ("上午十时", "10 p.m.", false),
            ("14时", "2 p.m.", true),
            ("中午12时", "noon", true),
            ("午夜", "12 midnight", true),
            ("零时", "midnight", true),
            ("13时", "1300 hours", true),
            ("十时", "10 p.m.", true),
        ] {
            let (z, e) = (chinese(zh), english(en));
            assert_eq!((z.len(), e.len()), (1, 1), "{zh} {en} {z:?} {e:?}");
            assert_eq!(z[0].equals(&e[0]), same, "{zh} {en} {z:?} {e:?}");
        }
        assert!(chinese("三点五").is_empty() && chinese("三小时").is_empty());
    }
}
