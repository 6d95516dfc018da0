//! The English forms whose base form the rules of `text::lemma` would not find, from the word lists of WordNet 3.1
//! (`index.*` and `*.exc`). WordNet gives base forms and irregular inflections; regular ones are made here, so that
//! what looks like an inflection and is none (evening, customs, hundred) comes out.

use crate::lemma::rules;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::{fs, io};

/// Words that look like inflections of others, and in documents hardly ever are.
const APART: &str = "news goods customs means premises series species ceiling evening wedding shilling during \
    whereas notwithstanding upper outer inner utter latter former further elder other hundred physics ethics \
    statistics politics economics towards thing something anything everything nothing morning lens gas bus mass \
    interest forest honest modest request lower number under over never ever per after offer order writ wound ground omen hinder flatter";

/// Forms that go with another word than WordNet's lists would have them.
const TOGETHER: &[(&str, &str)] = &[
    ("lay", "lie"),
    ("laid", "lie"),
    ("lays", "lie"),
    ("laying", "lie"),
    ("people", "person"),
    ("peoples", "person"),
    ("persons", "person"),
    ("busses", "bus"),
    ("bussed", "bus"),
    ("bussing", "bus"),
    ("bused", "bus"),
    ("busing", "bus"),
    ("relaid", "relay"),
    ("data", "datum"),
    ("bases", "base"),
    ("gases", "gas"),
    ("lenses", "lens"),
    ("masses", "mass"),
    ("focussed", "focus"),
    ("focussing", "focus"),
    ("axes", "axis"),
];

/// How much more often a word must be one of its own than its base is met, to be kept apart from it.
const OWN: u32 = 5;

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Pos {
    Noun,
    Verb,
    Adj,
    Adv,
}

const ALL: [(Pos, &str); 4] = [(Pos::Noun, "noun"), (Pos::Verb, "verb"), (Pos::Adj, "adj"), (Pos::Adv, "adv")];

/// A word that a form may be an inflection of.
#[derive(Clone)]
struct Candidate {
    base: String,
    pos: Pos,
    irregular: bool,
}

struct WordNet {
    bases: HashMap<Pos, BTreeSet<String>>,
    /// Uses counted in WordNet's tagged texts.
    uses: HashMap<(Pos, String), u32>,
    irregular: HashMap<Pos, Vec<(String, String)>>,
}

impl WordNet {
    fn read(folder: &Path) -> io::Result<WordNet> {
        let plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let (mut bases, mut uses, mut irregular) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (pos, name) in ALL {
            let index = fs::read_to_string(folder.join(format!("index.{name}")))?;
            let words = index.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(' ').next());
            bases.insert(pos, words.filter(|word| plain(word)).map(String::from).collect::<BTreeSet<_>>());
            let exceptions = fs::read_to_string(folder.join(format!("{name}.exc")))?;
            let pairs = exceptions.lines().filter_map(|line| {
                let mut words = line.split(' ');
                let form = words.next().filter(|word| plain(word))?.to_string();
                Some(
                    words
                        .filter(|word| plain(word))
                        .map(move |base| (form.clone(), base.to_string()))
                        .collect::<Vec<_>>(),
                )
            });
            irregular.insert(pos, pairs.flatten().filter(|(form, base)| form != base).collect());
        }
        for line in fs::read_to_string(folder.join("index.sense"))?.lines() {
            let mut fields = line.split(' ');
            let (Some(key), Some(count)) = (fields.next(), fields.nth(2)) else { continue };
            let Some((word, rest)) = key.split_once('%') else { continue };
            let pos = match rest.as_bytes().first() {
                Some(b'1') => Pos::Noun,
                Some(b'2') => Pos::Verb,
                Some(b'4') => Pos::Adv,
                _ => Pos::Adj,
            };
            *uses.entry((pos, word.to_string())).or_insert(0) += count.parse::<u32>().unwrap_or(0);
        }
        Ok(WordNet { bases, uses, irregular })
    }

    fn has(&self, pos: Pos, word: &str) -> bool {
        self.bases[&pos].contains(word)
    }

    fn uses(&self, pos: Pos, word: &str) -> u32 {
        self.uses.get(&(pos, word.to_string())).copied().unwrap_or(0)
    }

    /// Every form with what it may be an inflection of.
    fn forms(&self) -> BTreeMap<String, Vec<Candidate>> {
        let mut forms: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
        let mut add = |form: String, base: &str, pos: Pos, irregular: bool| {
            if form != base {
                forms.entry(form).or_default().push(Candidate { base: base.to_string(), pos, irregular });
            }
        };
        // The comparatives of adverbs are those of their adjectives, which WordNet lists too.
        for (pos, pairs) in self.irregular.iter().filter(|(pos, _)| **pos != Pos::Adv) {
            for (form, base) in pairs.iter().filter(|(_, base)| self.has(*pos, base)) {
                add(form.clone(), base, *pos, true);
            }
        }
        // Nouns that are plurals themselves have none.
        let plural = |word: &str| word.strip_suffix('s').is_some_and(|root| self.has(Pos::Noun, root));
        for word in self.bases[&Pos::Noun].iter().filter(|word| word.len() > 2 && !plural(word)) {
            add(with_s(word), word, Pos::Noun, false);
            if let Some(root) = word.strip_suffix("man") {
                add(format!("{root}men"), word, Pos::Noun, false);
            }
        }
        for word in self.bases[&Pos::Verb].iter().filter(|word| word.len() > 1) {
            add(with_s(word), word, Pos::Verb, false);
            add(suffixed(word, "ing"), word, Pos::Verb, false);
            add(suffixed(word, "ed"), word, Pos::Verb, false);
        }
        for word in self.bases[&Pos::Adj].iter().filter(|word| (3..10).contains(&word.len())) {
            if self.uses(Pos::Adj, word) < if is_short(word) { 1 } else { OWN } || !is_compared(word) {
                continue;
            }
            for ending in ["er", "est"] {
                let form = suffixed(word, ending);
                let other = [Pos::Noun, Pos::Verb].into_iter().any(|pos| self.has(pos, &form));
                if is_short(word) || !other {
                    add(form, word, Pos::Adj, false);
                }
            }
        }
        forms
    }

    /// The word whose inflection a form is most likely; the form itself where it is a word of its own.
    fn base_of(&self, form: &str, candidates: &[Candidate]) -> String {
        let irregular = candidates.iter().any(|candidate| candidate.irregular);
        let nouns = candidates.iter().any(|candidate| candidate.irregular && candidate.pos == Pos::Noun);
        let likely = candidates.iter().filter(|c| if nouns { c.pos == Pos::Noun } else { c.irregular || !irregular });
        let Some(best) = likely.max_by_key(|c| (self.uses(c.pos, &c.base), c.irregular)) else {
            return form.to_string();
        };
        let uses = self.uses(best.pos, &best.base);
        let [noun, verb] = [Pos::Noun, Pos::Verb].map(|pos| self.uses(pos, form));
        let own = match best.pos {
            Pos::Adj if best.irregular => false,
            Pos::Adj => noun + verb > 0 || self.has(Pos::Verb, form) || !is_short(&best.base),
            // "Embed" and "speed" are no pasts, "bring" is no participle.
            Pos::Verb if !best.irregular && !form.ends_with('s') && self.has(Pos::Verb, form) => true,
            _ => noun + verb > OWN * (uses + 1),
        };
        if own && [Pos::Noun, Pos::Verb].iter().any(|pos| self.has(*pos, form)) {
            return form.to_string();
        }
        best.base.clone()
    }
}

/// The table: the forms whose base form the rules do not find, one a line with it.
pub fn table(wordnet: &Path) -> io::Result<String> {
    let wordnet = WordNet::read(wordnet)?;
    let mut forms = wordnet.forms();
    for words in wordnet.bases.values() {
        for word in words {
            forms.entry(word.clone()).or_default();
        }
    }
    let apart: BTreeSet<&str> = APART.split_whitespace().collect();
    let mut bases: BTreeMap<String, String> =
        forms.iter().map(|(form, candidates)| (form.clone(), wordnet.base_of(form, candidates))).collect();
    bases.extend(apart.iter().map(|word| (word.to_string(), word.to_string())));
    bases.extend(TOGETHER.iter().map(|(form, base)| (form.to_string(), base.to_string())));
    // "Meetings" are what "meeting" is, and "thoughts" what "thought" is.
    let through = |form: &str, base: &String| {
        let plural = form.strip_suffix('s').is_some_and(|root| root == base);
        if plural { bases.get(base).unwrap_or(base).clone() } else { base.clone() }
    };
    let lines =
        bases.iter().map(|(form, base)| (form, through(form, base))).filter(|(form, base)| rules::base(form) != **base);
    // Rare adjectives and plurals that WordNet's own texts never have are left to the rules; verbs, whole words and
    // plurals that no rule could tell (swordsmen, brownies, fungi) not.
    let irregular = |form: &str, base: &str| {
        let listed = forms.get(form).is_some_and(|words| words.iter().any(|c| c.irregular && c.base == base));
        listed || form.ends_with("men") || base.ends_with("ie")
    };
    let lines = lines.filter(|(form, base)| {
        let uses = |word: &str| ALL.iter().map(|(pos, _)| wordnet.uses(*pos, word)).sum::<u32>();
        let whole = *form == base || wordnet.has(Pos::Verb, base);
        uses(base) + uses(form) > 0 || whole || apart.contains(form.as_str()) || irregular(form, base)
    });
    Ok(lines.map(|(form, base)| format!("{form}\t{base}\n")).collect())
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn with_s(word: &str) -> String {
    let bytes = word.as_bytes();
    let before = bytes.len().checked_sub(2).map_or(b' ', |i| bytes[i]);
    match word.strip_suffix('y').filter(|_| !is_vowel(before)) {
        Some(root) => format!("{root}ies"),
        None if ["s", "sh", "ch", "x", "z"].iter().any(|end| word.ends_with(end)) => format!("{word}es"),
        None if word.ends_with('o') && !is_vowel(before) => format!("{word}es"),
        None => format!("{word}s"),
    }
}

/// With -ed, -ing, -er or -est.
fn suffixed(word: &str, ending: &str) -> String {
    let bytes = word.as_bytes();
    let before = bytes.len().checked_sub(2).map_or(b' ', |i| bytes[i]);
    if let Some(root) = word.strip_suffix("ie").filter(|_| ending == "ing") {
        return format!("{root}ying");
    }
    if let Some(root) = word.strip_suffix('e').filter(|_| ending != "ing" || !matches!(before, b'e' | b'o' | b'y')) {
        return format!("{root}{ending}");
    }
    if let Some(root) = word.strip_suffix('y').filter(|_| ending != "ing" && !is_vowel(before)) {
        return format!("{root}i{ending}");
    }
    let short = bytes.len() > 2
        && bytes[..bytes.len() - 2].iter().filter(|byte| is_vowel(**byte)).count()
            == usize::from(bytes.starts_with(b"qu"))
        && is_vowel(before)
        && !is_vowel(bytes[bytes.len() - 1])
        && !word.ends_with(['w', 'x', 'y']);
    if short { doubled(word, ending) } else { format!("{word}{ending}") }
}

fn doubled(word: &str, ending: &str) -> String {
    format!("{word}{}{ending}", &word[word.len() - 1..])
}

/// Whether an adjective can have -er and -est at all: stupider and quieter, but more academic and more absorbed.
fn is_compared(word: &str) -> bool {
    const LONG_FORMS: [&str; 13] =
        ["ed", "ing", "al", "ic", "ous", "ive", "ful", "less", "ent", "ant", "ish", "ary", "ible"];
    syllables(word) <= 2 && !(syllables(word) > 1 && LONG_FORMS.iter().any(|end| word.ends_with(end)))
}

fn syllables(word: &str) -> usize {
    word.as_bytes().windows(2).filter(|pair| is_vowel(pair[0]) && !is_vowel(pair[1])).count()
}

/// Whether an adjective is one of those that have -er and -est even where a noun looks the same: longer, later.
fn is_short(word: &str) -> bool {
    syllables(word) <= 1 || ["y", "le", "ow"].iter().any(|end| word.ends_with(end))
}
