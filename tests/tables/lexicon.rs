//! Turns CC-CEDICT and our own terms (`legal.tsv`, read by `legal.rs`) into the table that `src/text/lexicon/mod.rs`
//! reads; it is cut into files of the largest size.
//!
//! The table, little-endian: five u32 counts (entries, lemmas, words, our terms, headwords of lemmas); for each of the five
//! a list of u32 ends (into its pool, sorted by key); then the five pools. An entry is three bytes (length of the folded headword,
//! length of the pinyin, number of glosses), the two texts, then glosses and synonyms of three bytes each: u16 number
//! of the lemma, u8 share in 1/255. A term is a byte (length of the folded term), the text, then for each rendering a
//! byte (how many words) and the u16 numbers of their lemmas. The headwords of a lemma, which are in the order of the lemmas,
//! are the entries that it is a gloss of: four bytes each, u24 number of the entry, u8 share in 1/255.

use super::legal::Term;
use super::lemma::lemma;
use super::word_class::is_function_word;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words that glosses use to speak about the entry, not to translate it.
const LABELS: &[&str] = &["abbr", "eg", "esp", "etc", "fig", "ie", "lit", "sb", "sth", "sb's", "sth's", "cf", "aka"];

/// Glosses that describe the entry or send the reader elsewhere.
const NOT_GLOSSES: &[&str] =
    &["CL:", "old variant ", "variant of", "see ", "erhua", "also written", "also pr", "Taiwan pr", "surname "];

/// Longer glosses explain rather than translate.
const LONGEST_GLOSS: usize = 6;

/// Synonyms less likely than this are chance meetings of words with many senses.
const LEAST_SYNONYM: f64 = 0.01;

/// What a rendering of our own table weighs against a gloss of CC-CEDICT, which gives everyday senses first.
const OURS: f64 = 1.0;

#[derive(Default)]
struct Entry {
    pinyin: BTreeSet<String>,
    /// Mass by lemma: each gloss gives 1 (or what ours weigh), shared by its words.
    mass: BTreeMap<String, f64>,
    /// The entry that this one is a variant or an abbreviation of, folded.
    refers_to: Option<String>,
}

/// The table of `cedict` (the text of the dictionary) and of our own terms, with `fold` as the fold of a text. Beside
/// it what is wrong with terms: those of which CC-CEDICT has every word already, and those that say the same twice.
pub fn table(cedict: &str, ours: &[Term], fold: impl Fn(&str) -> String) -> (Vec<u8>, Vec<String>) {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut words: BTreeSet<String> = BTreeSet::new();
    for line in cedict.lines().filter(|l| !l.starts_with(['#', '%'])) {
        let Some((traditional, rest)) = line.split_once(' ') else { continue };
        let Some((simplified, rest)) = rest.split_once(" [") else { continue };
        let Some((pinyin, glosses)) = rest.split_once("] /") else { continue };
        // Both scripts fold to one headword, but for the few whose variants our fold does not know.
        let heads = BTreeSet::from([fold(traditional), fold(simplified)]);
        for head in heads {
            let entry = entries.entry(head).or_default();
            entry.pinyin.insert(toneless(pinyin));
            for gloss in glosses.split(['/', ';']) {
                add_gloss(gloss.trim(), &fold, entry, &mut words);
            }
        }
    }
    borrow(&mut entries);
    let mut faults = Vec::new();
    let mut terms = Terms::new();
    for term in ours {
        let head = fold(term.zh);
        let entry = entries.entry(head.clone()).or_default();
        let before = entry.mass.len();
        let mut renderings: Vec<Vec<String>> = Vec::new();
        for en in &term.en {
            let lemmas = add_content(&fold(en), OURS, entry, &mut words);
            if renderings.contains(&lemmas) {
                faults.push(format!("{}: says the same twice: {en}\n", term.zh));
            } else if !lemmas.is_empty() {
                renderings.push(lemmas);
            }
        }
        // CC-CEDICT gives only the words of a rendering; that they stand together is ours to say.
        if entry.mass.len() == before && renderings.iter().all(|lemmas| lemmas.len() == 1) {
            faults.push(format!("{}: CC-CEDICT has it all\n", term.zh));
        }
        terms.insert(head, renderings);
    }
    (write(&entries, &words, &terms), faults)
}

/// `Zhong1 guo2` → `zhongguo`; ü is written u, as in most names.
fn toneless(pinyin: &str) -> String {
    pinyin.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

fn add_gloss(gloss: &str, fold: impl Fn(&str) -> String, entry: &mut Entry, words: &mut BTreeSet<String>) {
    if gloss.contains("variant of") || gloss.starts_with("abbr. for") || gloss.starts_with("see ") {
        let target: String = gloss.chars().skip_while(|c| c.is_ascii()).take_while(|c| !"|[,) ".contains(*c)).collect();
        if !target.is_empty() {
            entry.refers_to = Some(fold(&target));
        }
    }
    if let Some(name) = gloss.strip_prefix("surname ") {
        // A surname is rendered by itself, and by nothing else of its gloss.
        let name = fold(name).chars().take_while(char::is_ascii_alphabetic).collect::<String>();
        *entry.mass.entry(lemma(&name).into_owned()).or_default() += 0.3;
        return;
    }
    if NOT_GLOSSES.iter().any(|start| gloss.starts_with(start)) {
        return;
    }
    add_content(&fold(&without_remarks(gloss)), 1.0, entry, words);
}

/// Shares `mass` among the words of a folded gloss that carry meaning; gives back their lemmas, in order.
fn add_content(gloss: &str, mass: f64, entry: &mut Entry, words: &mut BTreeSet<String>) -> Vec<String> {
    let all = gloss.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'')).map(|w| w.trim_matches('\''));
    let all: Vec<&str> = all.filter(|w| !w.is_empty()).collect();
    words.extend(all.iter().map(|w| w.split('\'').next().unwrap_or(w).to_string()));
    let content: Vec<&str> = all.into_iter().filter(|w| !is_function_word(w) && !LABELS.contains(w)).collect();
    if content.len() > LONGEST_GLOSS {
        return Vec::new();
    }
    let lemmas: Vec<String> = content.iter().map(|word| lemma(word).into_owned()).collect();
    for lemma in &lemmas {
        *entry.mass.entry(lemma.clone()).or_default() += mass / lemmas.len() as f64;
    }
    lemmas
}

/// The gloss without what stands in brackets: usage remarks and references.
fn without_remarks(gloss: &str) -> String {
    let mut depth = 0usize;
    gloss
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// Entries without a gloss of their own take those of the entry that they refer to.
fn borrow(entries: &mut BTreeMap<String, Entry>) {
    let borrowed: Vec<(String, BTreeMap<String, f64>)> = entries
        .iter()
        .filter(|(_, e)| e.mass.is_empty())
        .filter_map(|(head, e)| Some((head.clone(), entries.get(e.refers_to.as_ref()?)?.mass.clone())))
        .collect();
    for (head, mass) in borrowed {
        entries.entry(head).or_default().mass = mass;
    }
}

/// The lemmas of each rendering of our own terms, by folded term.
type Terms = BTreeMap<String, Vec<Vec<String>>>;

/// Share by lemma of a headword's glosses, or of the lemmas that stand beside a lemma.
type Shares<'e> = BTreeMap<&'e str, f64>;

/// Stems that the dictionary does not give for a word, but gives for other words with the same glosses: 侵權 is
/// "infringe", and "encroach" stands beside "infringe" elsewhere. The share is the chance of arriving there from the word: to a gloss, to
/// any entry that gives it, and on to a gloss of that entry.
struct Synonyms<'e> {
    beside: HashMap<&'e str, Shares<'e>>,
}

impl<'e> Synonyms<'e> {
    fn new(entries: &'e BTreeMap<String, Entry>) -> Self {
        let mut giving: HashMap<&str, Vec<(&Entry, f64)>> = HashMap::new();
        for entry in entries.values() {
            for (lemma, share) in entry.shares() {
                giving.entry(lemma).or_default().push((entry, share));
            }
        }
        let beside = giving.iter().map(|(lemma, entries)| {
            let all: f64 = entries.iter().map(|(_, share)| share).sum();
            let mut beside = Shares::new();
            for (entry, back) in entries {
                for (other, forth) in entry.shares() {
                    *beside.entry(other).or_default() += back / all * forth;
                }
            }
            beside.retain(|_, share| *share >= LEAST_SYNONYM);
            (*lemma, beside)
        });
        Synonyms { beside: beside.collect() }
    }

    fn of(&self, entry: &'e Entry) -> Shares<'e> {
        let mut found = Shares::new();
        for (lemma, share) in entry.shares() {
            for (other, on) in self.beside.get(lemma).into_iter().flatten() {
                *found.entry(other).or_default() += share * on;
            }
        }
        found.retain(|lemma, share| *share >= LEAST_SYNONYM && !entry.mass.contains_key(*lemma));
        found
    }
}

impl Entry {
    fn shares(&self) -> impl Iterator<Item = (&str, f64)> {
        let all: f64 = self.mass.values().sum();
        self.mass.iter().map(move |(lemma, mass)| (lemma.as_str(), mass / all))
    }
}

fn write(entries: &BTreeMap<String, Entry>, words: &BTreeSet<String>, terms: &Terms) -> Vec<u8> {
    let synonyms = Synonyms::new(entries);
    let lemmas: BTreeSet<&str> = entries.values().flat_map(|e| e.mass.keys()).map(String::as_str).collect();
    let number: HashMap<&str, u16> =
        lemmas.iter().enumerate().map(|(i, s)| (*s, u16::try_from(i).expect("fewer than 65,536 lemmas"))).collect();
    let mut table: [Pool; 5] = Default::default();
    let mut headwords: Vec<Vec<u8>> = vec![Vec::new(); lemmas.len()];
    for (head, entry) in entries {
        let pinyin = entry.pinyin.iter().map(String::as_str).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
        let lengths = [head.len(), pinyin.len(), entry.mass.len()].map(u8::try_from);
        let [Ok(head_len), Ok(pinyin_len), Ok(glosses)] = lengths else { continue };
        let byte = |share: f64| (share * 255.0).round().clamp(1.0, 255.0) as u8;
        let [low, middle, high, _] = (table[0].ends.len() as u32).to_le_bytes();
        for (lemma, share) in entry.shares() {
            headwords[usize::from(number[lemma])].extend([low, middle, high, byte(share)]);
        }
        let shares = entry.shares().chain(synonyms.of(entry)).flat_map(|(lemma, share)| {
            let [low, high] = number[lemma].to_le_bytes();
            [low, high, byte(share)]
        });
        table[0]
            .push([head_len, pinyin_len, glosses].into_iter().chain(head.bytes()).chain(pinyin.bytes()).chain(shares));
    }
    lemmas.iter().for_each(|lemma| table[1].push(lemma.bytes()));
    words.iter().for_each(|word| table[2].push(word.bytes()));
    for (term, renderings) in terms {
        let Ok(term_len) = u8::try_from(term.len()) else { continue };
        let lemmas = |rendering: &Vec<String>| {
            let numbers = rendering.iter().flat_map(|lemma| number[lemma.as_str()].to_le_bytes());
            [rendering.len() as u8].into_iter().chain(numbers).collect::<Vec<u8>>()
        };
        table[3].push([term_len].into_iter().chain(term.bytes()).chain(renderings.iter().flat_map(lemmas)));
    }
    headwords.into_iter().for_each(|entries| table[4].push(entries.into_iter()));
    let counts = table.iter().map(|pool| pool.ends.len() as u32);
    let mut out: Vec<u8> = counts.flat_map(u32::to_le_bytes).collect();
    out.extend(table.iter().flat_map(|pool| &pool.ends).flat_map(|end| end.to_le_bytes()));
    out.extend(table.iter().flat_map(|pool| &pool.bytes));
    out
}

/// Byte strings one after another, and where each ends.
#[derive(Default)]
struct Pool {
    ends: Vec<u32>,
    bytes: Vec<u8>,
}

impl Pool {
    fn push(&mut self, item: impl Iterator<Item = u8>) {
        self.bytes.extend(item);
        self.ends.push(u32::try_from(self.bytes.len()).expect("less than 4 GB"));
    }
}
