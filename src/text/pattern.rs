//! Regular expressions and wildcards, over whole folded words or over canonical Chinese text. Parser, search and
//! highlighter all build them here, so that they agree, and so that none can grow large enough to be slow.

use super::fold::{fold_char, is_han};
use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};
use std::ops::Range;

/// Bytes of a compiled expression: some hundred characters, or a few thousand of a class that all begin alike.
const MAX_SIZE: usize = 1 << 17;

/// Characters that a `*` of a wildcard stands for in Chinese, at most.
pub const STAR: usize = 10;

/// Whether an expression is over Chinese text rather than over words of letters.
pub fn is_chinese(pattern: &str) -> bool {
    pattern.chars().any(is_han)
}

/// Whether an expression can be used.
///
/// # Errors
/// What is wrong with it, in one line.
pub fn check(pattern: &str) -> Result<(), String> {
    if is_chinese(pattern) { CharPattern::new(pattern).map(drop) } else { whole_word(pattern).map(drop) }
}

/// The expression for whole words of the index; words are folded, so its plain letters are as well.
///
/// # Errors
/// What is wrong with it, in one line.
///
/// ```
/// use duizhao::text::pattern::whole_word;
/// assert!(whole_word("Medi(ate|ator)s?").unwrap().is_match("mediators"));
/// assert!(!whole_word("medi").unwrap().is_match("mediators"));
/// assert!(whole_word("[a-z]{1000}{1000}").unwrap_err().contains("too large"));
/// ```
pub fn whole_word(pattern: &str) -> Result<Regex, String> {
    let folded = folded(pattern);
    // Checked on its own first: a stray ) must not close the group that is put around it.
    build(&folded).and_then(|_| build(&format!("^(?:{folded})$")))
}

/// The expression that a wildcard is: `?` one letter or character, `*` any number of letters, or up to [`STAR`]
/// characters of Chinese.
///
/// ```
/// use duizhao::text::pattern::{wildcard, whole_word};
/// assert!(whole_word(&wildcard("wom?n")).unwrap().is_match("women"));
/// assert!(whole_word(&wildcard("*tion")).unwrap().is_match("mediation"));
/// ```
pub fn wildcard(text: &str) -> String {
    let many = if is_chinese(text) { format!(".{{0,{STAR}}}") } else { ".*".to_string() };
    let of = |c: char| match c {
        '?' => ".".to_string(),
        '*' => many.clone(),
        c => regex::escape(&c.to_string()),
    };
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '?' | '*')).map(of).collect()
}

fn build(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern).size_limit(MAX_SIZE).dfa_size_limit(MAX_SIZE).build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "it is too large; fewer or smaller repetitions and alternatives are allowed".to_string()
        }
        other => other.to_string().lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_string(),
    })
}

/// An expression with its letters and characters folded. Signs of width are folded too, and then stand for themselves.
fn folded(pattern: &str) -> String {
    let mut escaped = false;
    let mut out = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        let plain = !escaped;
        escaped = c == '\\' && !escaped;
        let folded = fold_char(c);
        match plain && (c.is_alphabetic() || !c.is_ascii()) {
            true if folded.is_ascii_punctuation() => out.push_str(&regex::escape(&folded.to_string())),
            true => out.push(folded),
            false => out.push(c),
        }
    }
    out
}

/// An expression over canonical Chinese text, with what a search needs to know to run it over the places of characters
/// alone: which characters it tells apart, and which a text must have.
#[derive(Clone, Debug)]
pub struct CharPattern {
    regex: Regex,
    /// What decides whether there is a match: without what may be absent at either end.
    core: Regex,
    /// Ranges of characters that the expression treats otherwise than the rest.
    told: Vec<Range<u32>>,
    needed: Vec<char>,
    /// Stands for every character that is not told apart.
    other: char,
}

impl CharPattern {
    /// # Errors
    /// What is wrong with the expression, in one line.
    ///
    /// ```
    /// use duizhao::text::pattern::CharPattern;
    /// let pattern = CharPattern::new("第[一二三]+條").unwrap();
    /// assert!(pattern.is_match("依第二条规定"));
    /// assert_eq!(pattern.needed(), ['条', '第']);
    /// assert!(pattern.tells('三') && !pattern.tells('四'));
    /// ```
    pub fn new(pattern: &str) -> Result<CharPattern, String> {
        let folded = folded(pattern);
        let regex = build(&folded)?;
        let hir = regex_syntax::parse(&folded).map_err(|e| e.to_string())?;
        Told::default().read(&hir)?;
        let core = core(hir);
        let mut told = Told::default();
        told.read(&core)?;
        let mut needed = Vec::new();
        require(&core, &mut needed);
        needed.sort_unstable();
        needed.dedup();
        let told = told.0;
        let is_told = |c: &char| told.iter().any(|range| range.contains(&(*c as u32)));
        let other = ('\u{e000}'..='\u{f8ff}').find(|c| !is_told(c)).ok_or("it tells too many characters apart")?;
        Ok(CharPattern { regex, core: build(&core.to_string())?, told, needed, other })
    }

    /// Whether the expression finds something else where this character stands than where one stands that it does not name.
    pub fn tells(&self, c: char) -> bool {
        self.told.iter().any(|range| range.contains(&(c as u32)))
    }

    /// Characters without which nothing matches, in order.
    pub fn needed(&self) -> &[char] {
        &self.needed
    }

    /// A character that stands for all that are not told apart.
    pub fn other(&self) -> char {
        self.other
    }

    pub fn is_match(&self, canonical: &str) -> bool {
        self.core.is_match(canonical)
    }

    /// Bytes of the canonical text that match.
    pub fn find_all<'t>(&'t self, canonical: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.regex.find_iter(canonical).map(|found| found.range()).filter(|range| !range.is_empty())
    }

    /// The expression as it is run.
    pub fn as_str(&self) -> &str {
        self.regex.as_str()
    }
}

/// Ranges of characters that are told apart from the rest.
#[derive(Default)]
struct Told(Vec<Range<u32>>);

impl Told {
    fn read(&mut self, hir: &Hir) -> Result<(), String> {
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0);
                self.0.extend(text.chars().map(|c| c as u32..c as u32 + 1));
            }
            HirKind::Class(Class::Unicode(class)) => self.class(class),
            HirKind::Class(Class::Bytes(_)) => return Err("it is about bytes, not characters".into()),
            HirKind::Look(Look::Start | Look::End) => {}
            HirKind::Look(Look::StartLF | Look::EndLF) => self.0.push(0x0a..0x0b),
            HirKind::Look(_) => return Err("Chinese text has no word borders".into()),
            HirKind::Repetition(repetition) => self.read(&repetition.sub)?,
            HirKind::Capture(capture) => self.read(&capture.sub)?,
            HirKind::Concat(parts) | HirKind::Alternation(parts) => {
                parts.iter().try_for_each(|part| self.read(part))?
            }
        }
        Ok(())
    }

    /// A class, or all but it, whichever is less.
    fn class(&mut self, class: &ClassUnicode) {
        let size = |class: &ClassUnicode| class.iter().map(|range| range.len()).sum::<usize>();
        let mut rest = class.clone();
        rest.negate();
        let less = if size(class) <= size(&rest) { class } else { &rest };
        self.0.extend(less.iter().map(|range| range.start() as u32..range.end() as u32 + 1));
    }
}

/// The expression without the repetitions at its ends that may be absent: where it matches, the rest matches too, and the
/// other way round.
fn core(hir: Hir) -> Hir {
    let optional = |part: &Hir| matches!(part.kind(), HirKind::Repetition(repetition) if repetition.min == 0);
    match hir.kind() {
        HirKind::Concat(parts) => {
            let first = parts.iter().position(|part| !optional(part)).unwrap_or(parts.len());
            let end = parts.iter().rposition(|part| !optional(part)).map_or(first, |last| last + 1);
            Hir::concat(parts.get(first..end).unwrap_or_default().to_vec())
        }
        _ => hir,
    }
}

/// Adds the characters that every match has.
fn require(hir: &Hir, needed: &mut Vec<char>) {
    match hir.kind() {
        HirKind::Literal(literal) => needed.extend(String::from_utf8_lossy(&literal.0).chars()),
        HirKind::Repetition(repetition) if repetition.min > 0 => require(&repetition.sub, needed),
        HirKind::Capture(capture) => require(&capture.sub, needed),
        HirKind::Concat(parts) => parts.iter().for_each(|part| require(part, needed)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_apart_is_all_one() {
        for (pattern, text) in
            [("第.條", "第五条"), ("知識.{0,10}權", "知识的产权"), ("[^一]百", "二百"), ("第\\d+條", "第12条")]
        {
            let pattern = CharPattern::new(pattern).unwrap();
            let shown: String = text.chars().map(|c| if pattern.tells(c) { c } else { pattern.other() }).collect();
            assert!(pattern.is_match(text) && pattern.is_match(&shown), "{text} {shown}");
        }
        assert!(CharPattern::new("\\b第").is_err());
        assert!(CharPattern::new("第(").is_err());
    }

    #[test]
    fn what_may_be_absent_at_an_end_decides_nothing() {
        for (pattern, yes, no) in
            [(".*[之的].*", "他的", "他们"), ("一*第.条?", "第五", "一第"), ("^.*条$", "第五条", "条例")]
        {
            let pattern = CharPattern::new(pattern).unwrap();
            assert!(pattern.is_match(yes) && !pattern.is_match(no), "{}", pattern.as_str());
        }
        let pattern = CharPattern::new("\n*[之的].*").unwrap();
        assert!(!pattern.tells('\n') && pattern.tells('之'));
        assert_eq!(pattern.find_all("他的书").next(), Some(3..9));
        assert!(CharPattern::new(".*的\\b.*").is_err());
    }

    #[test]
    fn signs_of_any_width_are_found() {
        let pattern = CharPattern::new("（一）").unwrap();
        assert!(pattern.is_match("(一)"));
    }
}
