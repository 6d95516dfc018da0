//! Errors put into clean pairs, by a seed: a digit changed, a value off by ten thousand or by its unit, a figure dropped, a
//! negation dropped, a sentence dropped, a name exchanged, a side left untranslated.

use regex::Regex;
use std::collections::BTreeMap;

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

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

pub struct Injected {
    pub pairs: Vec<(String, String)>,
    /// The kind of error by the pair that has it.
    pub errors: BTreeMap<usize, &'static str>,
}

const KINDS: [&str; 7] = ["digit", "unit", "dropped", "negation", "sentence", "name", "untranslated"];

/// Puts `count` errors into as many pairs, all kinds in turn.
pub fn inject(pairs: &[(String, String)], count: usize, seed: u64) -> Injected {
    let mut random = Random::new(seed);
    let mut out = Injected { pairs: pairs.to_vec(), errors: BTreeMap::new() };
    let name = Regex::new(r"\b[A-Z][a-z]+(?: (?:of |and )?[A-Z][a-z]+)+").unwrap();
    let named = |text: &&str| is_name(text);
    let names: Vec<&str> =
        pairs.iter().flat_map(|(_, en)| name.find_iter(en)).map(|m| m.as_str()).filter(named).collect();
    let mut kind = 0;
    for _ in 0..count * 400 {
        if out.errors.len() == count {
            break;
        }
        let n = random.below(pairs.len());
        if out.errors.contains_key(&n) {
            continue;
        }
        if let Some(changed) = broken(KINDS[kind], &pairs[n], &names, &name, &mut random) {
            out.pairs[n] = changed;
            out.errors.insert(n, KINDS[kind]);
            kind = (kind + 1) % KINDS.len();
        }
    }
    out
}

/// Whether capitalised words are a name: two of them at least that are no words of grammar or of the text's own order.
fn is_name(text: &str) -> bool {
    const NONE: [&str; 19] = [
        "The",
        "This",
        "These",
        "Those",
        "If",
        "Where",
        "When",
        "In",
        "Any",
        "Each",
        "No",
        "For",
        "All",
        "Such",
        "Article",
        "Articles",
        "Paragraph",
        "Paragraphs",
        "Chapter",
    ];
    text.split(' ').filter(|w| w.starts_with(char::is_uppercase) && !NONE.contains(w)).count() >= 2
}

fn broken(
    kind: &str,
    (zh, en): &(String, String),
    names: &[&str],
    name: &Regex,
    random: &mut Random,
) -> Option<(String, String)> {
    let english = |en: String| Some((zh.clone(), en));
    let chinese = |zh: String| Some((zh, en.clone()));
    match kind {
        "digit" => {
            let digits: Vec<usize> =
                en.char_indices().filter(|(i, c)| *i > 4 && c.is_ascii_digit()).map(|(i, _)| i).collect();
            let at = *digits.get(random.below(digits.len().max(1)))?;
            let was = en.as_bytes()[at] - b'0';
            let now = (was + 1 + random.below(8) as u8) % 9 + 1;
            (now != was).then(|| english(format!("{}{now}{}", &en[..at], &en[at + 1..])))?
        }
        "unit" => {
            let swaps = [("萬", "億"), ("億", "萬"), ("千", "萬")];
            let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
            for (was, now) in swaps {
                if let Some(at) = zh.find(was).filter(|at| zh[..*at].ends_with(numeral)) {
                    return chinese(format!("{}{now}{}", &zh[..at], &zh[at + was.len()..]));
                }
            }
            let number = Regex::new(r" \d{2,} ").unwrap().find(en)?;
            english(format!("{}0000{}", &en[..number.end() - 1], &en[number.end() - 1..]))
        }
        "dropped" => {
            let counted =
                Regex::new(r"[二三四五六七八九十百]+(人|名|日|年|月|次|件|條|家|份|種)|\d+(萬|件|人|%)").unwrap();
            if random.below(2) == 0
                && let Some(found) = counted.find(zh).filter(|m| m.start() > 6 && !zh[..m.start()].ends_with('第'))
            {
                let end = found.end() - found.as_str().chars().next_back()?.len_utf8();
                return chinese(format!("{}{}", &zh[..found.start()], &zh[end..]));
            }
            let figure =
                Regex::new(r" (\d[\d,.]*\d|two|three|four|five|six|seven|eight|nine|ten) ").unwrap().find(en)?;
            english(format!("{}{}", &en[..figure.start()], &en[figure.end() - 1..]))
        }
        "negation" => {
            if random.below(2) == 0 && zh.contains("不得") {
                return chinese(zh.replacen("不得", "得", 1));
            }
            en.contains(" not ").then(|| english(en.replacen(" not ", " ", 1)))?
        }
        "sentence" => {
            let parts: Vec<&str> = zh.split_inclusive('。').collect();
            if parts.len() > 1 && random.below(2) == 0 {
                let at = random.below(parts.len());
                return chinese(parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, p)| *p).collect());
            }
            let parts: Vec<&str> = en.split_inclusive(". ").collect();
            let at = random.below(parts.len());
            (parts.len() > 1 && parts.iter().all(|p| p.len() > 20))
                .then(|| english(parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, p)| *p).collect()))?
        }
        "name" => {
            let found = name.find_iter(en).find(|m| is_name(m.as_str()))?;
            let other = random.pick(names);
            let words = |text: &str| text.split(' ').map(str::to_lowercase).collect::<Vec<_>>();
            let shared = words(other)
                .iter()
                .any(|w| !["of", "and", "the"].contains(&w.as_str()) && words(found.as_str()).contains(w));
            let article = if found.as_str().starts_with("The ") && !other.starts_with("The ") { "The " } else { "" };
            (!shared).then(|| english(format!("{}{article}{other}{}", &en[..found.start()], &en[found.end()..])))?
        }
        _ => {
            if random.below(2) == 0 {
                english(zh.clone())
            } else {
                chinese(en.clone())
            }
        }
    }
}
