//! The fold of every character, from OpenCC's character tables, Unicode's and a few variants of our own.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The pairs of a table of variants and marks, what OpenCC's tables leave apart: a line is a form, a tab and the form it
/// folds to.
///
/// # Panics
///
/// Where a line is something else, or says another thing of a character than a line before it.
fn variants(table: &str) -> HashMap<char, char> {
    let mut pairs = HashMap::new();
    for (number, line) in (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let chars: Vec<char> = line.chars().collect();
        match chars[..] {
            [form, '\t', folded] if form != folded && pairs.insert(form, folded).is_none_or(|old| old == folded) => {}
            _ => panic!("line {number} of the variants: '{line}' is not a form, a tab and the form it folds to"),
        }
    }
    pairs
}

/// Every character's fold.
pub struct Fold {
    map: BTreeMap<char, char>,
}

impl Fold {
    /// From the table of our own variants, and what the crates have.
    pub fn new(variants: &str) -> Self {
        let mut map: BTreeMap<char, char> = BTreeMap::new();
        let variants = self::variants(variants);
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

    pub fn text(&self, s: &str) -> String {
        s.chars().map(|c| self.map.get(&c).copied().unwrap_or(c)).collect()
    }

    /// A line for each character that folding changes, in order: the character and its fold.
    pub fn table(&self) -> String {
        self.map.iter().filter(|(c, _)| !c.is_ascii()).fold(String::new(), |mut table, (c, folded)| {
            assert!(u32::from(*c) > 0xffff || u32::from(*folded) <= 0xffff, "the BMP folds into the BMP: {c}");
            writeln!(table, "{c}{folded}").expect("a String can be written to");
            table
        })
    }
}
