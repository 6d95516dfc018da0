//! Every operator of the query language, with queries that chance draws from what the passages say: both indexes find what
//! a look at every passage finds.

use super::oracle::{Reading, Readings};
use super::sets::{Orders, found, passages, same_order, sorted};
use super::{BOTH, COLLECTIONS};
use crate::random::Random;
use duizhao::model::Side;
use duizhao::query::parse;
use duizhao::text::english::words;
use duizhao::text::fold::{fold, is_han};

/// An operator and how a query with it is drawn; a draw that is of no use gives none.
type Operator = (&'static str, fn(&mut Draw) -> Option<String>);

const OPERATORS: &[Operator] = &[
    ("in any script", |d| d.chinese()),
    ("a word", |d| d.english()),
    ("words", |d| Some(format!("{} {}", d.english()?, d.english()?))),
    ("a phrase", |d| Some(format!("\"{}\"", d.phrase()?))),
    ("in this form", |d| Some(format!("\"{}\"", d.english()?))),
    ("both languages", |d| Some(format!("{} {}", d.chinese()?, d.english()?))),
    ("AND", |d| Some(format!("{} AND {}", d.chinese()?, d.chinese()?))),
    ("OR", |d| Some(format!("{} OR {}", d.chinese()?, d.english()?))),
    ("( )", |d| Some(format!("({} OR {}) {}", d.chinese()?, d.phrase_in_marks()?, d.english()?))),
    ("-", |d| Some(format!("{} -{}", d.chinese()?, d.english()?))),
    ("!", |d| Some(format!("{} !{}", d.english()?, d.chinese()?))),
    ("NOT", |d| Some(format!("{} NOT ({} OR {})", d.english()?, d.chinese()?, d.english()?))),
    ("zh: en:", |d| Some(format!("zh:{} -en:{}", d.chinese()?, d.phrase_in_marks()?))),
    ("side:*", |d| Some(format!("{} -{}:*", d.chinese()?, d.one(&["zh", "en"])))),
    ("=", |d| Some(format!("={}", d.written()?))),
    ("other writings", |d| {
        let kind = d.one(&["條", "章", "項", "款"]);
        Some(format!("第{}{kind}", d.one(&["一", "二", "三", "十", "十二", "5", "21", "30"])))
    }),
    ("prefix*", |d| Some(format!("{}*", d.part_of_word(0)?))),
    ("前綴*", |d| Some(format!("{}*", d.chinese()?))),
    ("*ending", |d| Some(format!("*{}", d.part_of_word(1)?))),
    ("w?rd", |d| d.with_gap("?")),
    ("w*d", |d| d.with_gap("*")),
    ("知*權", |d| d.chinese_with_gap(&["*", "?", "??"])),
    ("word~", |d| Some(format!("{}~{}", d.misspelt()?, 1 + d.below(2)))),
    ("/words/", |d| match d.below(2) {
        0 => Some(format!("/{}(s|ed|ing|ion)?/", d.part_of_word(0)?)),
        _ => d.with_gap("[a-m]{1,2}").map(|pattern| format!("/{pattern}/")),
    }),
    ("/漢字/", |d| d.chinese_with_gap(&[".{0,3}", "[^，。]?", "(的|之)?"]).map(|pattern| format!("/{pattern}/"))),
    ("num:", |d| Some(format!("num:{}", d.figure()?))),
    ("num:>=", |d| Some(format!("num:{}{} {}", d.one(&[">=", "<", ">", "<="]), d.figure()?, d.chinese()?))),
    ("num:..", |d| {
        let (low, more) = (d.figure()?, d.below(40));
        Some(format!("num:{low}..{}", low + more as u64))
    }),
    ("zh:num:", |d| Some(format!("{}:num:{}", d.one(&["zh", "en"]), d.figure()?))),
    ("%", |d| Some(format!("{}%", d.figure()?))),
    ("NEAR", |d| Some(format!("{} NEAR/{} {}", d.english()?, d.below(8), d.english()?))),
    ("鄰近", |d| Some(format!("{} NEAR/{} {}", d.chinese()?, d.below(30), d.chinese()?))),
    ("\"…\"~", |d| Some(format!("\"{}\"~{}", d.phrase()?, 1 + d.below(6)))),
    ("doc:", |d| {
        let id = &d.drawn().passage.id.doc;
        let id = if d.below(2) == 0 { id.clone() } else { id.chars().take(3).collect::<String>() + "*" };
        Some(format!("doc:{id} {}", d.chinese()?))
    }),
    ("rows of a document", |d| Some(format!("doc:{}", d.drawn().passage.origin()?))),
    ("ref:", |d| {
        let name = d.drawn().passage.reference.clone()?;
        Some(format!("ref:{}", if d.below(2) == 0 { name } else { name.chars().take(7).collect::<String>() + "*" }))
    }),
    ("section:", |d| {
        let section = d.drawn_with(|reading| reading.passage.section.is_some())?.passage.section.clone()?;
        match d.below(3) {
            0 => Some(format!("section:{}", section.path.iter().map(u32::to_string).collect::<Vec<_>>().join("."))),
            1 => Some(format!("section:{}", d.part_of(&section.zh?)?)),
            _ => Some(format!("section:{}", plain_words(&section.en?).first()?)),
        }
    }),
    ("kind:", |d| {
        let kind = d.one(&["title", "heading", "paragraph", "note", "segment"]);
        Some(format!("kind:{kind} {}", d.english()?))
    }),
    ("date:", |d| {
        let (year, month) = (2020 + d.below(5), 1 + d.below(12));
        Some(match d.below(3) {
            0 => format!("date:{year}"),
            1 => format!("date:{year}-{month:02}"),
            _ => format!("date:{year}-{month:02}..{}", year + d.below(3)),
        })
    }),
    ("field.", |d| {
        let court = d.one(&["海事法院", "知識產權法院", "法院", "海事", "*"]);
        Some(format!("field.court:{court} {}", d.one(&["", "-date:2022", "date:2021..2023", "ruling"])))
    }),
    ("collection:", |d| {
        let (name, _) = COLLECTIONS[d.below(COLLECTIONS.len())];
        Some(format!("{}collection:{name}", d.one(&["", "-"]))).map(|part| format!("{} {part}", d.chinese_or_words()))
    }),
];

/// Draws from what is said in the passages, near a place that is kept for one query.
struct Draw<'r> {
    readings: &'r [Reading],
    random: Random,
    at: usize,
}

impl<'r> Draw<'r> {
    fn below(&mut self, n: usize) -> usize {
        self.random.below(n)
    }

    fn one<'s>(&mut self, of: &[&'s str]) -> &'s str {
        of[self.below(of.len())]
    }

    fn drawn(&self) -> &'r Reading {
        &self.readings[self.at]
    }

    /// One of those that are of a kind of which there are few.
    fn drawn_with(&mut self, is_wanted: impl Fn(&Reading) -> bool) -> Option<&'r Reading> {
        let wanted: Vec<usize> = (0..self.readings.len()).filter(|at| is_wanted(&self.readings[*at])).collect();
        self.at = *wanted.get(self.below(wanted.len()))?;
        Some(self.drawn())
    }

    /// Two to four Chinese characters that say no figure, which would have other writings.
    fn part_of(&mut self, text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        let from = self.below(chars.len());
        let part: String = chars[from..].iter().take(2 + self.below(3)).collect();
        let is_plain = |c: char| is_han(c) && !"第零〇一二三四五六七八九十百千萬億兩".contains(c);
        (part.chars().count() > 1 && part.chars().all(is_plain)).then_some(part)
    }

    fn chinese(&mut self) -> Option<String> {
        self.part_of(self.drawn().passage.text(Side::Zh))
    }

    fn english(&mut self) -> Option<String> {
        let words = plain_words(self.drawn().passage.text(Side::En));
        Some(words.get(self.below(words.len()))?.to_string())
    }

    fn chinese_or_words(&mut self) -> String {
        self.chinese().or_else(|| self.english()).unwrap_or_else(|| "法".into())
    }

    /// Neighbouring words.
    fn phrase(&mut self) -> Option<String> {
        let text = self.drawn().passage.text(Side::En);
        let all: Vec<_> = words(text).map(|word| word.plain).collect();
        let from = self.below(all.len());
        let some = &all[from..].iter().take(2 + self.below(2)).cloned().collect::<Vec<_>>();
        let is_plain = |word: &String| word.chars().all(|c| c.is_ascii_lowercase());
        (some.len() > 1 && some.iter().all(is_plain)).then(|| some.join(" "))
    }

    fn phrase_in_marks(&mut self) -> Option<String> {
        self.phrase().map(|phrase| format!("\"{phrase}\""))
    }

    /// A word as it stands there.
    fn written(&mut self) -> Option<String> {
        let text = self.drawn().passage.text(Side::En);
        let all: Vec<&str> = words(text).map(|word| word.span.of(text)).collect();
        let word = *all.get(self.below(all.len()))?;
        word.chars().all(|c| c.is_ascii_alphabetic()).then(|| word.to_string())
    }

    /// The beginning of a word, or its end.
    fn part_of_word(&mut self, end: usize) -> Option<String> {
        let word = self.english().filter(|word| word.len() > 5)?;
        let at = 3 + self.below(2);
        Some(if end == 0 { word[..at].to_string() } else { word[word.len() - at..].to_string() })
    }

    fn with_gap(&mut self, gap: &str) -> Option<String> {
        let word = self.english().filter(|word| word.len() > 4)?;
        let at = 2 + self.below(word.len() - 3);
        Some(format!("{}{gap}{}", &word[..at], &word[at + 1..]))
    }

    fn chinese_with_gap(&mut self, gaps: &[&str]) -> Option<String> {
        let (first, gap, second) = (self.chinese()?, self.one(gaps), self.chinese()?);
        let half = |text: &str| fold(text).chars().take(1).collect::<String>();
        Some(format!("{}{gap}{}", half(&first), half(&second)))
    }

    /// A word with a letter left out, doubled, swapped or as it is.
    fn misspelt(&mut self) -> Option<String> {
        let mut letters: Vec<char> = self.english().filter(|word| word.len() > 5)?.chars().collect();
        let at = 1 + self.below(letters.len() - 2);
        match self.below(4) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            2 => letters.swap(at, at + 1),
            _ => {}
        }
        Some(letters.into_iter().collect())
    }

    /// A whole number that the passage says, or a small one.
    fn figure(&mut self) -> Option<u64> {
        let text = self.drawn().passage.text(Side::En);
        let said: Vec<u64> = words(text).filter_map(|word| word.plain.parse().ok()).collect();
        Some(said.get(self.below(said.len() + 1)).copied().unwrap_or(self.below(60) as u64))
    }
}

/// The words of a text that are letters and nothing else, in small letters.
fn plain_words(text: &str) -> Vec<String> {
    let plain = words(text).map(|word| word.plain);
    plain.filter(|word| word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase())).collect()
}

#[test]
fn every_operator_finds_what_a_look_at_every_passage_finds() {
    let Some(both) = &*BOTH else { return };
    let readings =
        Readings::new(passages(&both.local), &both.local.documents().unwrap(), both.local.collections().unwrap());
    let mut draw = Draw { readings: &readings.all, random: Random(0x9e37_79b9_7f4a_7c15), at: 0 };
    let each = crate::soak::rounds(2).min(40);
    let (mut orders, mut all_finding) = (Orders::default(), 0);
    for (name, drawn) in OPERATORS {
        let (mut tried, mut finding) = (0, 0);
        for _ in 0..10_000 {
            if tried == each {
                break;
            }
            draw.at = draw.below(draw.readings.len());
            let Some(text) = drawn(&mut draw) else { continue };
            let query = parse(&text).unwrap_or_else(|e| panic!("{name}: {text}: {e}"));
            let want = readings.found(&query);
            let (here, there) = (sorted(found(&both.local, &query)), sorted(found(&both.cluster, &query)));
            assert_eq!(here, want, "{name}: {text} in the index on this machine");
            assert_eq!(there, want, "{name}: {text} on the cluster");
            same_order(both, &text, &query, &mut orders);
            tried += 1;
            finding += usize::from(!want.is_empty());
        }
        println!("{name}: {finding} of {tried} queries find something");
        assert!(tried == each, "{name}: only {tried} queries could be drawn");
        all_finding += finding;
    }
    assert!(all_finding * 2 >= OPERATORS.len() * each, "{all_finding} queries find something");
    println!("order: {orders}");
}
