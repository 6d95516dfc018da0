//! The query language once more, by looking at every passage: slow, and without an index. What both indexes find is held
//! against it.

use duizhao::model::{Bound, Clause, DocumentInfo, Passage, Place, Query, Side, Sides, ValueKind};
use duizhao::query::parse;
use duizhao::text::canon::{canon, needle};
use duizhao::text::compound::other_spelling;
use duizhao::text::english::{letters_before_figure, words};
use duizhao::text::field_name::asked_by;
use duizhao::text::fold::{fold, is_han};
use duizhao::text::lemma::lemma;
use duizhao::text::number::{Figure, figures, parse_value};
use duizhao::text::pattern::{is_chinese, whole_word, wildcard};
use duizhao::text::signs::{cased, cased_as, signed_words};
use regex::Regex;
use std::collections::{BTreeMap, HashMap};

/// A word as it is compared and as it is written.
type Form = (String, String);

/// A passage as it is read.
pub struct Reading {
    pub passage: Passage,
    /// Canonical characters of the Chinese side.
    zh: String,
    lemmas: Vec<String>,
    forms: Sides<Vec<Form>>,
    figures: Sides<Vec<Figure>>,
    date: Option<u32>,
    /// Names and folded values of its document's fields.
    fields: Vec<(String, String)>,
}

/// All passages of an index.
pub struct Readings {
    pub all: Vec<Reading>,
    collections: BTreeMap<String, String>,
    documents: Vec<String>,
    has_dates: bool,
}

impl Readings {
    pub fn new(passages: Vec<Passage>, documents: &[DocumentInfo], collections: BTreeMap<String, String>) -> Readings {
        let of: HashMap<&str, &DocumentInfo> = documents.iter().map(|info| (info.id.as_str(), info)).collect();
        let all = passages.into_iter().map(|passage| {
            let info = of[passage.id.doc.as_str()];
            Reading::new(passage, info)
        });
        Readings {
            all: all.collect(),
            collections,
            documents: documents.iter().map(|info| info.id.clone()).collect(),
            has_dates: documents.iter().any(|info| info.date.is_some()),
        }
    }

    /// The ids of the passages that a query finds, sorted.
    pub fn found(&self, query: &Query) -> Vec<String> {
        let clause = self.read(&query.clause);
        let found = self.all.iter().filter(|reading| self.holds(&clause, reading));
        let mut ids: Vec<String> = found.map(|reading| reading.passage.id.to_string()).collect();
        ids.sort();
        ids
    }

    /// The clause with the queries of its collections, and the dates of texts where no document has one.
    fn read(&self, clause: &Clause) -> Clause {
        let collection = |name: &str| parse(&self.collections[name]).map(|query| self.read(&query.clause));
        let clause = clause.with_collections(&collection).unwrap().unwrap_or_else(|| clause.clone());
        let in_texts = clause.with_text_dates().filter(|_| !self.has_dates);
        in_texts.unwrap_or(clause)
    }

    fn holds(&self, clause: &Clause, reading: &Reading) -> bool {
        match clause {
            Clause::All(parts) => parts.iter().all(|part| self.holds(part, reading)),
            Clause::Any(parts) => parts.iter().any(|part| self.holds(part, reading)),
            Clause::Not(part) => !self.holds(part, reading),
            Clause::Set(part) => self.holds(part, reading),
            Clause::Words { text, phrase, side } => reading.has_words(text, *phrase, *side),
            Clause::Variants { texts, side } => texts.iter().any(|text| reading.has_words(text, false, *side)),
            Clause::Exact { text, side } => on(*side).any(|side| reading.has_as_written(text, side)),
            Clause::Prefix { text, side } if text.chars().any(is_han) => reading.has_words(text, false, *side),
            Clause::Prefix { text, side } => {
                let beginning: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
                reading.has_word(*side, |word| word.starts_with(&beginning))
            }
            Clause::Near { texts, between, side } => reading.has_near(texts, *between, *side),
            Clause::Wildcard { pattern, side } => reading.matches(&wildcard(pattern), *side),
            Clause::Regex { pattern, side } => reading.matches(pattern, *side),
            Clause::Fuzzy { text, edits, side } => {
                let letters = fold(text);
                reading.has_word(*side, |word| strsim::osa_distance(word, &letters) <= usize::from(*edits))
            }
            Clause::Has { side } => reading.passage.side(*side).is_some(),
            Clause::Number { bound, side } => on(*side).any(|side| reading.has_figure(bound, side)),
            Clause::Dated { bound } => reading.date.is_some_and(|date| within(bound, date.into())),
            Clause::Field { name, value } => {
                let value = fold(value.trim());
                reading.fields.iter().any(|(own, said)| own == name && (value == "*" || said.contains(&*value)))
            }
            Clause::In { place, value } => self.is_in(*place, value, reading),
        }
    }

    fn is_in(&self, place: Place, value: &str, Reading { passage, .. }: &Reading) -> bool {
        let called = |name: Option<&str>| match value.strip_suffix('*') {
            Some(beginning) => name.is_some_and(|name| name.starts_with(beginning)),
            None => name == Some(value),
        };
        match place {
            Place::Kind => passage.kind.as_str() == value,
            Place::Ref => called(passage.reference.as_deref()),
            Place::Doc if self.documents.iter().any(|id| id == value) => passage.id.doc == value,
            Place::Doc => called(Some(&passage.id.doc)) || called(passage.origin()),
            Place::Section => passage.section.as_ref().is_some_and(|section| {
                let numbers: Vec<String> = section.path.iter().map(u32::to_string).collect();
                let value = value.trim_end_matches('*');
                let lemmas = |text: &str| words(text).map(|word| word.lemma()).collect::<Vec<_>>();
                match value.chars().all(|c| c.is_ascii_digit() || c == '.') {
                    true => (1..=numbers.len()).any(|end| numbers[..end].join(".") == value),
                    false if value.chars().any(is_han) => {
                        section.zh.as_deref().is_some_and(|zh| canonical(zh).contains(&canonical(value.trim())))
                    }
                    false => section.en.as_deref().is_some_and(|en| contains(&lemmas(en), &lemmas(value))),
                }
            }),
            Place::Collection => unreachable!("its query stands in its place"),
        }
    }
}

/// The sides that a clause is about.
fn on(side: Option<Side>) -> impl Iterator<Item = Side> {
    Side::BOTH.into_iter().filter(move |own| side.is_none_or(|side| side == *own))
}

fn canonical(text: &str) -> String {
    canon(text).map(|c| c.char).collect()
}

/// Whether some stand side by side among others.
fn contains<T: PartialEq>(all: &[T], some: &[T]) -> bool {
    !some.is_empty() && all.windows(some.len()).any(|window| window == some)
}

/// Whether a value lies in the bounds, whatever its kind.
fn within(bound: &Bound, value: rust_decimal::Decimal) -> bool {
    let end = |text: &Option<String>| text.as_deref().map(|text| text.parse::<rust_decimal::Decimal>().unwrap());
    let above = end(&bound.low).is_none_or(|low| value > low || !bound.open_low && value == low);
    let below = end(&bound.high).is_none_or(|high| value < high || !bound.open_high && value == high);
    above && below && (bound.low.is_some() || bound.high.is_some())
}

impl Reading {
    fn new(passage: Passage, info: &DocumentInfo) -> Reading {
        let forms = |side| {
            let text = passage.text(side);
            let mut forms: Vec<Form> = Vec::new();
            for word in words(text) {
                let written = word.span.of(text);
                // On the Chinese side a figure may stand close behind a word.
                let letters = letters_before_figure(&word.plain).filter(|_| side == Side::Zh);
                forms.extend(letters.map(|plain| (plain.to_string(), cased_as(plain, written).into_owned())));
                forms.push((word.plain.clone(), cased_as(&word.plain, written).into_owned()));
            }
            forms.extend(signed_words(text).map(|word| (word.plain(), word.cased)));
            forms
        };
        let fields =
            info.fields.iter().map(|(name, value)| (asked_by(name), fold(value.trim()).into_owned())).collect();
        Reading {
            zh: canonical(passage.text(Side::Zh)),
            lemmas: words(passage.text(Side::En)).map(|word| word.lemma()).collect(),
            forms: Sides::new(forms(Side::Zh), forms(Side::En)),
            figures: Sides::new(figures(passage.text(Side::Zh), Side::Zh), figures(passage.text(Side::En), Side::En)),
            date: info.date.map(|date| date.number()),
            fields,
            passage,
        }
    }

    fn has_plain(&self, side: Side, plain: &str) -> bool {
        self.forms.get(side).iter().any(|(own, _)| own == plain)
    }

    fn has_word(&self, side: Option<Side>, mut holds: impl FnMut(&str) -> bool) -> bool {
        on(side).any(|side| self.forms.get(side).iter().any(|(plain, _)| holds(plain)))
    }

    fn has_words(&self, text: &str, phrase: bool, side: Option<Side>) -> bool {
        let percentage = text.trim().ends_with(['%', '％']).then(|| parse_value(text.trim())).flatten();
        if let Some(figure) = percentage {
            let value = |value: rust_decimal::Decimal| Some(value.to_string());
            let kind = Some(ValueKind::Percent);
            let bound = Bound { kind, low: value(figure.low), high: value(figure.high), ..Bound::of(text) };
            return on(side).any(|side| self.has_figure(&bound, side));
        }
        let typed: Vec<_> = words(text).collect();
        let signs: Vec<String> = signed_words(text).map(|word| word.plain()).collect();
        let has_signs = |side| signs.iter().all(|plain| self.has_plain(side, plain));
        on(side).any(|side| match side {
            Side::Zh if typed.is_empty() || text.chars().any(is_han) => {
                let wanted = canonical(text.trim());
                !wanted.is_empty() && self.zh.contains(&wanted)
            }
            _ if typed.is_empty() || text.chars().any(is_han) => false,
            Side::Zh => {
                let together = typed.len() == 1 || self.zh.contains(&canonical(text.trim()));
                together && has_signs(side) && typed.iter().all(|word| self.has_plain(side, &word.plain))
            }
            Side::En if phrase && typed.len() == 1 => self.has_plain(side, &typed[0].plain) && has_signs(side),
            Side::En => {
                let plain: Vec<&str> = typed.iter().map(|word| word.plain.as_str()).collect();
                let lemmas = |words: &[&str]| words.iter().map(|word| lemma(word).into_owned()).collect::<Vec<_>>();
                let other = other_spelling(&plain).unwrap_or_default();
                let other: Vec<&str> = other.iter().map(String::as_str).collect();
                has_signs(side) && [plain, other].iter().any(|words| contains(&self.lemmas, &lemmas(words)))
            }
        })
    }

    fn has_as_written(&self, text: &str, side: Side) -> bool {
        let typed: Vec<_> = words(text).collect();
        let mut wanted: Vec<Form> =
            typed.iter().map(|word| (word.plain.clone(), cased(word, text).into_owned())).collect();
        wanted.extend(signed_words(text).map(|word| (word.plain(), word.cased)));
        let together = match side {
            _ if typed.len() < 2 => true,
            Side::En => contains(&self.lemmas, &typed.iter().map(|word| word.lemma()).collect::<Vec<_>>()),
            Side::Zh => self.zh.contains(&canonical(text.trim())),
        };
        together && !wanted.is_empty() && wanted.iter().all(|form| self.forms.get(side).contains(form))
    }

    fn matches(&self, pattern: &str, side: Option<Side>) -> bool {
        match is_chinese(pattern) {
            true => {
                // The marks of the expression stay: folded, a bracket is a parenthesis.
                let folded = |c: char| if c.is_ascii() { c.to_string() } else { fold(&c.to_string()).into_owned() };
                let pattern: String = pattern.chars().map(folded).collect();
                side != Some(Side::En) && Regex::new(&pattern).unwrap().is_match(&self.zh)
            }
            false => {
                let regex = whole_word(pattern).unwrap();
                self.has_word(side, |word| regex.is_match(word))
            }
        }
    }

    fn has_figure(&self, bound: &Bound, side: Side) -> bool {
        self.figures.get(side).iter().any(|figure| match bound.kind {
            None => within(bound, figure.low),
            Some(kind) => figure.of_kind().is_some_and(|(own, value)| own == kind && within(bound, value)),
        })
    }

    /// Chinese in characters, English in words; Latin words inside Chinese are characters too.
    fn has_near(&self, texts: &[String], between: u32, side: Option<Side>) -> bool {
        let is_han = texts.iter().any(|text| text.chars().any(is_han));
        on(side.or(is_han.then_some(Side::Zh))).any(|side| match side {
            Side::Zh => near(&self.zh.chars().collect::<Vec<_>>(), texts.iter().map(|t| needle(t.trim())), between),
            Side::En => near(&self.lemmas, texts.iter().map(|t| words(t).map(|word| word.lemma()).collect()), between),
        })
    }
}

/// Whether a place of each can be chosen so that none overlap and at most so much stands between them in all.
fn near<T: PartialEq>(all: &[T], runs: impl Iterator<Item = Vec<T>>, between: u32) -> bool {
    let runs: Vec<Vec<T>> = runs.collect();
    let reach = runs.iter().map(Vec::len).sum::<usize>() + between as usize;
    let places = |run: &[T]| -> Vec<usize> {
        (0..all.len()).filter(|at| !run.is_empty() && all[*at..].starts_with(run)).collect()
    };
    let places: Vec<(usize, Vec<usize>)> = runs.iter().map(|run| (run.len(), places(run))).collect();
    chosen(&places, &mut Vec::new(), reach)
}

fn chosen(places: &[(usize, Vec<usize>)], taken: &mut Vec<(usize, usize)>, reach: usize) -> bool {
    let Some(((length, starts), rest)) = places.split_first() else {
        let first = taken.iter().map(|(start, _)| *start).min().unwrap_or_default();
        return taken.iter().map(|(_, end)| *end).max().unwrap_or_default() - first <= reach;
    };
    starts.iter().any(|start| {
        let own = (*start, start + length);
        if taken.iter().any(|(start, end)| own.0 < *end && *start < own.1) {
            return false;
        }
        taken.push(own);
        let found = chosen(rest, taken, reach);
        taken.pop();
        found
    })
}
