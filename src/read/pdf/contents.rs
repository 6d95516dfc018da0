//! Lines whose dots lead to a number: those of a table of contents or an index, and those of a form or a list of fees, which
//! are text.

use super::page::PdfPage;
use crate::text::numeral::is_low_roman;
use std::collections::HashSet;

/// Other lines that may stand between two lines of a table of contents: titles that are wrapped, the names of parts.
const BETWEEN: usize = 6;

/// Characters by which a title is known again where its chapter begins.
const KNOWN_BY: usize = 12;

/// How many lines a form has: an index has more.
const LINES: std::ops::RangeInclusive<usize> = 3..=20;

/// Lines from which on it is no chance that they go by the alphabet.
const ALPHABET: usize = 6;

/// A line whose dots lead to a number.
struct Leader {
    page: usize,
    text: String,
    /// Letters and figures of what the line says before its dots, its own number apart.
    title: String,
    /// The number that the line opens with, and the one that it leads to.
    own: Option<u32>,
    number: Option<u32>,
}

/// The lines of forms among those that lead to a number, by page and text. What is no form beyond doubt is contents.
pub fn lines_of_forms(pages: &[PdfPage]) -> HashSet<(usize, String)> {
    let mut runs: Vec<Vec<Leader>> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    let mut between = BETWEEN + 1;
    for (page, line) in pages.iter().flat_map(|page| page.lines().map(|line| (page.number, line))) {
        if !leads(&line.text) {
            between += 1;
            others.push(known_by(&line.text));
            continue;
        }
        match runs.last_mut().filter(|_| between <= BETWEEN) {
            Some(run) => run.push(Leader::of(page, &line.text)),
            None => runs.push(vec![Leader::of(page, &line.text)]),
        }
        between = 0;
    }
    others.sort_unstable();
    let last = pages.iter().map(|page| page.number).max().unwrap_or_default();
    let down: Vec<&Leader> = runs.iter().filter(|run| goes_down(run)).flatten().collect();
    let index = is_alphabetical(&down);
    let forms = runs.into_iter().filter(|run| is_form(run, &others, last, index));
    forms.flatten().map(|line| (line.page, line.text)).collect()
}

/// The titles of chapters that stand among lines which lead to a number, and end with one without dots, by page and text: a
/// number that goes up with those around it.
pub fn chapters(pages: &[PdfPage], forms: &HashSet<(usize, String)>) -> HashSet<(usize, String)> {
    const LONGEST: usize = 100;
    let texts: Vec<(usize, String)> =
        pages.iter().flat_map(|page| page.rows().map(|text| (page.number, text))).collect();
    let lines: Vec<(usize, &str)> = texts.iter().map(|(page, text)| (*page, text.as_str())).collect();
    let number = |text: &str| led_to(text).trim().parse::<u32>().ok();
    let entry = |(page, text): &&(usize, &str)| leads(text) && !forms.contains(&(*page, (*text).to_string()));
    let is_chapter = |at: usize, text: &str| {
        let own = number(text)?;
        let title = text.strip_suffix(led_to(text))?;
        let near = |lines: &[(usize, &str)]| lines.iter().find(entry).and_then(|(_, text)| number(text));
        let after = lines.get(at + 1..)?;
        let next = near(after.get(..after.len().min(BETWEEN))?)?;
        let before: Vec<(usize, &str)> = lines.get(at.saturating_sub(BETWEEN)..at)?.iter().rev().copied().collect();
        let parted = led_to(text).starts_with(char::is_whitespace) && title.chars().any(char::is_alphabetic);
        let opens =
            || text.starts_with(|c: char| c.is_ascii_digit() || c == '第') && after.first().is_some_and(|l| entry(&l));
        let goes_up = near(&before).map_or_else(opens, |last| last <= own) && own <= next;
        Some(parted && goes_up && text.chars().count() <= LONGEST)
    };
    let found = lines.iter().enumerate().filter(|(at, (_, text))| !leads(text) && is_chapter(*at, text) == Some(true));
    found.map(|(_, (page, text))| (*page, (*text).to_string())).collect()
}

/// Whether lines are those of a form in a document of so many pages, which may have an index: what they lead to goes down
/// and is more than a page can be, or is their own number, and nothing that they name comes later. A table of contents names
/// what comes; an index goes by the alphabet, and is cut into pieces by entries of several lines.
fn is_form(run: &[Leader], others: &[String], pages: usize, index: bool) -> bool {
    let comes = |line: &&Leader| {
        let at = others.partition_point(|other| *other < line.title);
        !line.title.is_empty() && others.get(at).is_some_and(|other| other.starts_with(&line.title))
    };
    let beyond = run.iter().filter_map(|line| line.number).any(|number| number as usize > pages);
    let to_itself = run.iter().filter(|line| line.own.is_some() && line.own == line.number).count();
    (goes_down(run) && beyond && !index || to_itself * 2 > run.len())
        && LINES.contains(&run.len())
        && !is_alphabetical(&run.iter().collect::<Vec<_>>())
        && run.iter().filter(comes).count() * 5 < run.len()
}

/// Whether the numbers go down here and there.
fn goes_down(run: &[Leader]) -> bool {
    let numbers: Vec<u32> = run.iter().filter_map(|line| line.number).collect();
    numbers.windows(2).filter(|pair| pair[1] < pair[0]).count() * 10 > numbers.len()
}

/// Whether many lines go by the alphabet.
fn is_alphabetical(lines: &[&Leader]) -> bool {
    let rises = lines.windows(2).filter(|pair| pair[0].title <= pair[1].title).count();
    lines.len() >= ALPHABET && rises * 10 >= (lines.len() - 1) * 7
}

impl Leader {
    fn of(page: usize, text: &str) -> Leader {
        let (said, _) = text.split_at(text.len() - led_to(text).len());
        let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
        let own = said.trim_start().split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().parse().ok();
        Leader { page, text: text.to_string(), title: known_by(said), own, number: figures(led_to(text)) }
    }
}

/// What a title is known by: its first letters and figures, in small letters, without a number before it.
fn known_by(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    text.chars().filter(|c| c.is_alphanumeric()).take(KNOWN_BY).flat_map(char::to_lowercase).collect()
}

/// The number at the end of a line, as pages are numbered: figures, Roman figures, gazettes with a letter before.
fn led_to(text: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || is_low_roman(c);
    let rest = text.trim_end_matches(is_number);
    // "......B2404".
    let lettered = rest.len() < text.trim_end().len();
    let rest = rest.strip_suffix(|c: char| lettered && c.is_ascii_uppercase()).unwrap_or(rest);
    text.get(rest.len()..).unwrap_or_default()
}

/// Whether the dots of a line lead to a page number.
pub fn leads(text: &str) -> bool {
    let number = led_to(text);
    let rest = text.get(..text.len() - number.len()).unwrap_or_default();
    let is_dot = |c: char| matches!(c, '.' | '…' | '·' | '‥' | ' ' | '。');
    let dots = rest.get(rest.trim_end_matches(is_dot).len()..).unwrap_or_default();
    let count = dots.chars().filter(|c| *c != ' ').count();
    !number.is_empty() && (count >= 4 || dots.contains('…'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders() {
        assert!(leads("1 Scope ........... 3") && leads("定義………… 12") && leads("Terms . . . . . . iv"));
        assert!(leads("Notices ......B2404") && !leads("停泊費……480.00"));
        assert!(!leads("See above ... and below") && !leads("It costs 3.50 in 2020"));
    }

    #[test]
    fn forms_are_told_from_contents() {
        let form = |lines: &[&str], others: &[&str]| {
            let run: Vec<Leader> = lines.iter().map(|text| Leader::of(1, text)).collect();
            let mut others: Vec<String> = others.iter().map(|text| known_by(text)).collect();
            others.sort_unstable();
            is_form(&run, &others, 30, false)
        };
        let dues = ["Dues for the berth .... 480", "Dues for the pilot .... 250", "Water .... 35"];
        let steps = ["2 Length of the ship .... 2", "3 Days at the berth .... 3", "4 Multiply line 2 by line 3 .... 4"];
        let chapters = ["1 Scope .... 1", "2 Berths .... 2", "3 Dues and pilots .... 3"];
        let index = ["anchor .... 44", "berth .... 7", "buoy .... 9", "crane .... 12", "dock .... 3", "hull .... 1"];
        let history = ["General: dues .... 13", "Berths by length .... 24", "Rules: pilots .... 7"];
        for (lines, others, want) in [
            (&dues[..], &["The dues are paid."][..], true),
            (&["停泊費……480", "引航費……250", "水費……35"], &["離港前繳付。"], true),
            (&steps, &["Claim"], true),
            (&chapters, &["1 Scope", "2 Berths", "3 Dues and pilots"], false),
            (&["1 Scope .... 3", "2 Berths .... 9", "3 Dues .... 12"], &[], false),
            (&index, &[], false),
            (&history, &[], false),
            (&["Dues for the berth .... 480"], &[], false),
        ] {
            assert_eq!(form(lines, others), want, "{lines:?}");
        }
        // A piece of an index is no form where the whole goes by the alphabet.
        let piece: Vec<Leader> = dues.iter().map(|text| Leader::of(1, text)).collect();
        assert!(is_form(&piece, &[], 1, false) && !is_form(&piece, &[], 1, true));
    }
}
