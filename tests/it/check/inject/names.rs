//! Names that are exchanged: a law, an authority or a place that both sides of a pair name, for another of its sort that
//! other pairs name. Which names of the two languages belong together is a table of our own (`names.tsv`), for places
//! that of `check`.

use super::{Edit, Pair, Random};
use duizhao::model::{Side, Sides, Span};

struct Name {
    sort: &'static str,
    /// All forms by side; the first is what stands in for another name.
    forms: Sides<Vec<&'static str>>,
}

/// What names the pairs have.
pub struct Names {
    table: Vec<Name>,
    /// By pair and side: name and place.
    seen: Vec<Sides<Vec<(usize, Span)>>>,
    /// The names that some pair has on that side.
    pool: Sides<Vec<usize>>,
}

impl Names {
    pub fn of(pairs: &[Pair]) -> Names {
        let table = table();
        let seen: Vec<Sides<Vec<(usize, Span)>>> = pairs
            .iter()
            .map(|pair| Sides::new(find(&table, pair.zh, Side::Zh), find(&table, pair.en, Side::En)))
            .collect();
        let met = |side: Side| {
            let mut all: Vec<usize> = seen.iter().flat_map(|s| s.get(side)).map(|(name, _)| *name).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let pool = Sides::new(met(Side::Zh), met(Side::En));
        Names { table, seen, pool }
    }

    /// For every name that both sides have, another one.
    pub fn edits(&self, n: usize, pair: Pair, random: &mut Random) -> Vec<Edit> {
        let mut edits = Vec::new();
        for side in Side::BOTH {
            let there = self.seen[n].get(side.other());
            for (name, span) in self.seen[n].get(side).iter().filter(|(name, _)| there.iter().any(|t| t.0 == *name)) {
                let was = &self.table[*name];
                let other = |now: &&usize| {
                    let now = &self.table[**now];
                    now.sort == was.sort && !self.stands(now, pair) && !are_akin(now, was)
                };
                let others: Vec<usize> = self.pool.get(side).iter().filter(other).copied().collect();
                if !others.is_empty() {
                    let now = self.table[random.pick(&others)].forms.get(side)[0];
                    edits.push(Edit::new(side, was.sort, *span, now));
                }
            }
        }
        edits
    }

    fn stands(&self, name: &Name, pair: Pair) -> bool {
        Side::BOTH.into_iter().any(|side| name.forms.get(side).iter().any(|form| pair.get(side).contains(form)))
    }
}

/// Names that may be meant by each other's: those of a country and its capital, or one within the other.
fn are_akin(one: &Name, other: &Name) -> bool {
    Side::BOTH.into_iter().any(|side| {
        let (one, other) = (one.forms.get(side), other.forms.get(side));
        one.iter().any(|a| other.iter().any(|b| a.contains(b) || b.contains(a)))
    })
}

/// Lines of sort, English and Chinese forms; the places of `check` with what they are called first, for only those are
/// names and not what comes from there.
fn table() -> Vec<Name> {
    let forms = |field: &'static str| field.split('|').collect::<Vec<_>>();
    let lines = |text: &'static str| text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let own = lines(include_str!("names.tsv")).map(|line| {
        let [sort, en, zh] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        Name { sort, forms: Sides::new(forms(zh), forms(en)) }
    });
    let places = lines(include_str!("../../../../src/check/names/places.tsv")).filter_map(|line| {
        let mut fields = line.split('\t');
        let (en, zh) = (forms(fields.next()?), forms(fields.next()?));
        // With an article in English, and so no good substitutes for those without.
        let the = ["Philippines", "United Kingdom", "United States", "Netherlands", "United Arab Emirates", "Czech"];
        (!the.contains(&en[0])).then(|| Name { sort: "place", forms: Sides::new(zh, en) })
    });
    own.chain(places).collect()
}

/// The names of a text that stand for themselves, the longest first.
fn find(table: &[Name], text: &str, side: Side) -> Vec<(usize, Span)> {
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (n, name) in table.iter().enumerate() {
        // Of a place, only what it is called first: "Chinese" and Beijing are other words.
        let forms = name.forms.get(side);
        let forms = if name.sort == "place" && side == Side::En { &forms[..1] } else { &forms[..] };
        for form in forms {
            found.extend(text.match_indices(form).map(|(at, form)| (n, Span::new(at, at + form.len()))));
        }
    }
    found.sort_by_key(|(_, span)| (std::cmp::Reverse(span.len()), span.start));
    let mut taken: Vec<(usize, Span)> = Vec::new();
    for (n, span) in found {
        if !taken.iter().any(|(_, other)| other.overlaps(span)) {
            taken.push((n, span));
        }
    }
    taken.retain(|(n, span)| {
        let (before, after) = (&text[..span.start], &text[span.end..]);
        if side == Side::Zh { is_alone_zh(table[*n].sort, before, after) } else { is_alone_en(before, after) }
    });
    taken.sort_by_key(|(_, span)| span.start);
    taken
}

/// Not a part of another word: 控股[公司法], [財政部]長, [印度]洋, [香港]政府. Before a name stands a particle.
fn is_alone_zh(sort: &str, before: &str, after: &str) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let particle = "依據照違反用由經向送報請商同及或與於在為對受至將以準按除是符合函之本前等有如但另得應並即均其犯關院";
    let led = before.chars().next_back().is_none_or(|c| !han(c) || particle.contains(c));
    match sort {
        "place" => {
            const LONGER: [&str; 14] =
                ["地區", "洋", "灣", "大學", "銀行", "省", "人民", "證券", "國際", "海峽", "語", "文", "或", "存託"];
            !LONGER.iter().any(|word| after.starts_with(word))
                && !before.ends_with(['南', '北', '東', '西', '新', '國'])
        }
        "law" => {
            led && (!after.starts_with(['律', '令', '院', '人', '官', '施', '規', '草']) || after.starts_with("規定"))
        }
        _ => led && !after.starts_with(['長', '次', '會']),
    }
}

/// Not a part of a longer name, as far as capitals tell.
fn is_alone_en(before: &str, after: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    const OPENING: [&str; 14] =
        ["The", "In", "By", "Under", "To", "For", "When", "Where", "If", "From", "Article", "As", "With", "Any"];
    let mut words = before.trim_end().rsplit(' ');
    let last = words.next().unwrap_or("");
    let open = !before.ends_with(' ') || last.ends_with(['.', ',', ';', ':', '”', '"']) || OPENING.contains(&last);
    let joined = ["and", "of", "for", "or"].contains(&last)
        && words.next().is_some_and(|w| capital(w) && w.len() > 1 && !w.ends_with(','));
    let follows = after.strip_prefix(' ').is_some_and(|a| capital(a) && !a.starts_with("Article"))
        || after.starts_with(['-', '’', '\'']);
    let word_before = before.ends_with(|c: char| c.is_alphanumeric());
    let word_behind = after.starts_with(|c: char| c.is_alphanumeric());
    !word_before && !word_behind && (open || !capital(last)) && !joined && !follows
}
