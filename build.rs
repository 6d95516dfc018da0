//! Prepares the tables that the text functions look things up in: the fold of every character, the words that
//! jieba's dictionary lacks once it is folded, and the bilingual dictionary (CC-CEDICT and our own terms). The data comes from build dependencies (Cargo.toml says which
//! and under what licence); nothing is downloaded.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

#[path = "src/text/lexicon/legal.rs"]
mod legal;
#[path = "src/text/lexicon/prepare.rs"]
mod lexicon;
#[path = "src/text/stem.rs"]
#[allow(dead_code)]
mod stem;
#[path = "src/text/word_class.rs"]
#[allow(dead_code)]
mod word_class;

/// The table of variants and marks: what OpenCC's tables leave apart.
const VARIANTS: &str = "src/text/variants.tsv";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=src/text/stem.rs");
    println!("cargo::rerun-if-changed=src/text/word_class.rs");
    println!("cargo::rerun-if-changed={VARIANTS}");
    println!("cargo::rerun-if-changed=src/text/lexicon/legal.rs");
    println!("cargo::rerun-if-changed=src/text/lexicon/legal.tsv");
    println!("cargo::rerun-if-changed=src/text/lexicon/prepare.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let fold = Fold::new();
    fold.write(&out);
    let jieba = package_dir("jieba-rs").join("src/data/dict.txt");
    write_jieba_additions(&fold, &jieba, &out.join("jieba_additions.txt"));
    let cedict = package_dir("haoxue-dict").join("data/cedict-2024-06-07.txt");
    let cedict = fs::read_to_string(&cedict).unwrap_or_else(|e| panic!("{}: {e}", cedict.display()));
    let ours = fs::read_to_string("src/text/lexicon/legal.tsv").expect("our own terms lie beside the lexicon");
    let (terms, mut faults) = legal::read(&ours, |s| fold.text(s));
    let (lexicon, not_needed) = lexicon::table(&cedict, &terms, |s| fold.text(s));
    fs::write(out.join("lexicon.bin"), lexicon).expect("OUT_DIR is writable");
    // A fault is a matter for the tests, not for those who build the program with a newer CC-CEDICT.
    faults.extend(not_needed);
    fs::write(out.join("legal_faults.txt"), faults.concat()).expect("OUT_DIR is writable");
}

/// The pairs of the table; a line that is no pair of two different characters, or that says another thing of a character
/// than a line before it, ends the build.
fn variants(table: &str) -> HashMap<char, char> {
    let mut pairs = HashMap::new();
    for (number, line) in (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let chars: Vec<char> = line.chars().collect();
        match chars[..] {
            [form, '\t', folded] if form != folded && pairs.insert(form, folded).is_none_or(|old| old == folded) => {}
            _ => panic!("{VARIANTS}:{number}: '{line}' is not a form, a tab and the form it folds to"),
        }
    }
    pairs
}

/// Every character's fold, computed once and written as flat tables.
struct Fold {
    map: BTreeMap<char, char>,
}

impl Fold {
    fn new() -> Self {
        let mut map: BTreeMap<char, char> = BTreeMap::new();
        let variants = variants(&fs::read_to_string(VARIANTS).unwrap_or_else(|e| panic!("{VARIANTS}: {e}")));
        let han = Self::han(&variants);
        for c in (0..=0x2FFFFu32).filter_map(char::from_u32) {
            let mut folded = c;
            // A chain such as full width → half width → lower case ends after a few steps; the bound guards
            // against a ring in the data.
            for _ in 0..8 {
                let next = Self::step(folded, &variants, &han);
                if next == folded || (c <= '\u{ffff}' && next > '\u{ffff}') {
                    break;
                }
                folded = next;
            }
            if folded != c {
                map.insert(c, folded);
            }
        }
        Fold { map }
    }

    /// Traditional to simplified and variants to standard, OpenCC's first choice each.
    fn han(variants: &HashMap<char, char>) -> HashMap<char, char> {
        use hanconv::RawDictionary::{HKVariants, TSCharacters, TWVariants};
        let one = |s: &str| s.chars().next().filter(|c| c.len_utf8() == s.len());
        let mut han = HashMap::new();
        // Region variants lead from the standard form to the regional one; we need the way back.
        for (standard, regional) in HKVariants.iter().chain(TWVariants.iter()) {
            if let (Some(standard), Some(regional)) = (one(standard), one(regional)) {
                han.insert(regional, standard);
            }
        }
        for (traditional, simplified) in TSCharacters.iter() {
            if let (Some(t), Some(s)) = (one(traditional), one(simplified)) {
                // Characters beyond the BMP fold into it, never out of it.
                // A regional form that is also the simplified one must not lead back.
                if han.get(&s) == Some(&t) {
                    han.remove(&s);
                }
                match (t as u32 > 0xFFFF, s as u32 > 0xFFFF) {
                    (false, true) => han.insert(s, t),
                    _ if t != s => han.insert(t, s),
                    _ => han.remove(&t),
                };
            }
        }
        for (variant, standard) in variants {
            han.insert(*variant, *standard);
            if han.get(standard) == Some(variant) {
                han.remove(standard);
            }
        }
        han
    }

    fn step(c: char, variants: &HashMap<char, char>, han: &HashMap<char, char>) -> char {
        if let Some(standard) = variants.get(&c) {
            return *standard;
        }
        if c.is_whitespace() || c == '\u{200b}' {
            return if c == '\n' { c } else { ' ' };
        }
        let mut lower = c.to_lowercase();
        if let (Some(l), None) = (lower.next(), lower.next())
            && l != c
        {
            return l;
        }
        // Compatibility forms (width, circled digits), and accents on Latin letters: the base letter stands for all.
        let decomposed: Vec<char> = std::iter::once(c).nfkd().collect();
        let bare: Vec<char> = decomposed.iter().copied().filter(|d| !is_combining_mark(*d)).collect();
        match (&decomposed[..], &bare[..]) {
            ([single], _) if *single != c => return *single,
            (_, [letter]) if letter.is_ascii_alphabetic() => return letter.to_ascii_lowercase(),
            _ => {}
        }
        han.get(&c).copied().unwrap_or(c)
    }

    fn text(&self, s: &str) -> String {
        s.chars().map(|c| self.map.get(&c).copied().unwrap_or(c)).collect()
    }

    /// `fold_bmp.bin`: 65,536 little-endian u16, one a BMP code point. `fold_rest.rs`: the others, sorted.
    fn write(&self, out: &Path) {
        let mut bmp = Vec::with_capacity(1 << 17);
        for c in 0..=0xFFFFu32 {
            let folded = char::from_u32(c).and_then(|c| self.map.get(&c)).map_or(c, |f| *f as u32);
            bmp.extend_from_slice(&u16::try_from(folded).expect("BMP folds into BMP").to_le_bytes());
        }
        fs::write(out.join("fold_bmp.bin"), bmp).expect("OUT_DIR is writable");
        let rest: Vec<String> =
            self.map.range('\u{10000}'..).map(|(c, f)| format!("({:#x}, {:#x})", *c as u32, *f as u32)).collect();
        fs::write(out.join("fold_rest.rs"), format!("&[{}]", rest.join(", "))).expect("OUT_DIR is writable");
    }
}

/// `word freq tag` lines: entries of jieba's dictionary that change when they are folded and are not in it already.
fn write_jieba_additions(fold: &Fold, dictionary: &Path, to: &Path) {
    println!("cargo::rerun-if-changed={}", dictionary.display());
    let text = fs::read_to_string(dictionary).unwrap_or_else(|e| panic!("{}: {e}", dictionary.display()));
    let words: HashSet<&str> = text.lines().filter_map(|l| l.split(' ').next()).collect();
    let mut additions: BTreeMap<String, (u64, &str)> = BTreeMap::new();
    for line in text.lines() {
        let mut parts = line.split(' ');
        let (Some(word), Some(freq), tag) = (parts.next(), parts.next(), parts.next().unwrap_or("")) else { continue };
        let folded = fold.text(word);
        if folded != word && !words.contains(folded.as_str()) {
            let freq = freq.parse().unwrap_or(1);
            let entry = additions.entry(folded).or_insert((0, tag));
            entry.0 += freq;
        }
    }
    let lines: Vec<String> = additions.iter().map(|(w, (f, t))| format!("{w} {f} {t}\n")).collect();
    fs::write(to, lines.concat()).expect("OUT_DIR is writable");
}

/// The source folder of a dependency: its data files are not reachable through its code.
fn package_dir(name: &str) -> PathBuf {
    // Offline is enough once everything in Cargo.lock has been fetched. A first build fetches only what it compiles,
    // and cargo wants the rest (the tests' dependencies) before it tells where anything lies.
    let mut output = cargo_metadata(&["--offline"]);
    if !output.status.success() {
        output = cargo_metadata(&[]);
    }
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("metadata lists packages");
    let manifest = packages
        .iter()
        .find(|p| p["name"] == name)
        .and_then(|p| p["manifest_path"].as_str())
        .unwrap_or_else(|| panic!("{name} is a dependency"));
    PathBuf::from(manifest).parent().expect("a manifest lies in a folder").to_path_buf()
}

fn cargo_metadata(mode: &[&str]) -> Output {
    Command::new(env::var_os("CARGO").expect("cargo sets CARGO"))
        .args(["metadata", "--format-version=1", "--filter-platform"])
        .arg(env::var_os("TARGET").expect("cargo sets TARGET"))
        .args(mode)
        .current_dir(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata starts")
}
