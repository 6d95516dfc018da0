//! Messages with arguments: told by their fixed parts, filled in again in another language. `{1}` is an argument, which
//! stays as it is; `{1!}` one that is a message itself; `[s]` in English may be there or not.

use super::Locale;
use super::catalogue;
use std::sync::LazyLock;

/// Messages in messages; deeper ones stay as they are.
const DEEPEST: usize = 4;
/// Bytes of a line beyond which it is no message of ours.
const LONGEST: usize = 4096;

/// The English form of a message.
struct Form {
    parts: Vec<Part>,
    /// Bytes of its fixed parts: of two forms that fit, the one that says more is meant.
    fixed: usize,
    /// The line of the catalogue.
    entry: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Fixed(String),
    Place { n: usize, is_message: bool },
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let entries = catalogue::messages().iter().enumerate();
    let mut forms: Vec<Form> = entries
        .flat_map(|(entry, message)| variants(&message.english).into_iter().map(move |english| form(&english, entry)))
        .collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.fixed));
    forms
});

fn form(english: &str, entry: usize) -> Form {
    let parts = parts(english);
    let fixed = parts.iter().map(|part| if let Part::Fixed(text) = part { text.len() } else { 0 }).sum();
    Form { parts, fixed, entry }
}

/// A text of the catalogue with its places `{1}`, `{2}` …: its fixed parts, and between them the number of an argument,
/// from 0.
pub fn places(text: &str) -> Vec<Result<&str, usize>> {
    split(text).into_iter().map(|part| part.map_err(|(n, _)| n)).collect()
}

/// A form with and without each of its pieces in brackets.
fn variants(english: &str) -> Vec<String> {
    let piece = english.find('[').and_then(|open| Some((open, open + english[open..].find(']')?)));
    match piece {
        None => vec![english.to_string()],
        Some((open, close)) => {
            let (before, inside, after) = (&english[..open], &english[open + 1..close], &english[close + 1..]);
            let both = [format!("{before}{inside}"), before.to_string()];
            variants(after).iter().flat_map(|after| both.iter().map(move |before| format!("{before}{after}"))).collect()
        }
    }
}

/// The first place in a text: what is before it, its number from 0, whether it is a message, and what is behind it.
fn place(text: &str) -> Option<(&str, (usize, bool), &str)> {
    text.match_indices('{').find_map(|(open, _)| {
        let (inside, after) = text[open + 1..].split_once('}')?;
        let number = inside.strip_suffix('!').unwrap_or(inside);
        let n: usize = number.parse().ok().filter(|n| (1..=9).contains(n))?;
        Some((&text[..open], (n - 1, inside.ends_with('!')), after))
    })
}

/// The fixed parts of a text, and between them its places.
fn split(mut text: &str) -> Vec<Result<&str, (usize, bool)>> {
    let mut parts = Vec::new();
    while let Some((before, place, after)) = place(text) {
        parts.extend((!before.is_empty()).then_some(Ok(before)));
        parts.push(Err(place));
        text = after;
    }
    parts.extend((!text.is_empty()).then_some(Ok(text)));
    parts
}

fn parts(text: &str) -> Vec<Part> {
    let part = |part| match part {
        Ok(text) => Part::Fixed(str::to_string(text)),
        Err((n, is_message)) => Part::Place { n, is_message },
    };
    split(text).into_iter().map(part).collect()
}

/// A message in another language, line by line; a line of no known form stays as it is.
pub(super) fn translated(locale: Locale, message: &str) -> String {
    message.split('\n').map(|line| line_in(locale, line, 0)).collect::<Vec<_>>().join("\n")
}

fn line_in(locale: Locale, line: &str, depth: usize) -> String {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let Some((entry, arguments)) = recognised(text) else { return line.to_string() };
    let Some(chinese) = catalogue::messages().get(entry).and_then(|entry| entry.text(locale)) else {
        return line.to_string();
    };
    let part = |part: Result<&str, usize>| match part {
        Ok(text) => text.to_string(),
        Err(n) => match arguments.get(n) {
            Some((text, true)) if depth < DEEPEST => line_in(locale, text, depth + 1),
            Some((text, _)) => (*text).to_string(),
            None => String::new(),
        },
    };
    let filled: String = places(chinese).into_iter().map(part).collect();
    format!("{indent}{filled}")
}

/// Arguments by their number, each with whether it is a message itself.
type Arguments<'t> = Vec<(&'t str, bool)>;

/// The line of the catalogue that a text has the form of, with its arguments.
fn recognised(text: &str) -> Option<(usize, Arguments<'_>)> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    FORMS.iter().find_map(|form| {
        let mut arguments = Vec::new();
        fits(&form.parts, text, &mut arguments).then_some((form.entry, arguments))
    })
}

/// Whether a text has this form; its arguments where it has.
fn fits<'t>(parts: &[Part], text: &'t str, arguments: &mut Arguments<'t>) -> bool {
    let Some((first, rest)) = parts.split_first() else { return text.is_empty() };
    match first {
        Part::Fixed(fixed) => text.strip_prefix(fixed.as_str()).is_some_and(|after| fits(rest, after, arguments)),
        Part::Place { n, is_message } => {
            let ends = match rest.first() {
                None => vec![text.len()],
                Some(Part::Fixed(next)) => text.match_indices(next.as_str()).map(|(at, _)| at).collect(),
                // Two places with nothing between them cannot be told apart; a test keeps them out of the catalogue.
                Some(Part::Place { .. }) => Vec::new(),
            };
            ends.into_iter().filter(|end| *end > 0).any(|end| {
                arguments.resize((*n + 1).max(arguments.len()), ("", false));
                arguments[*n] = (&text[..end], *is_message);
                fits(rest, &text[end..], arguments)
            })
        }
    }
}

/// The lines of a message that have no form in the catalogue, or hold a message that has none.
pub(super) fn unknown(message: &str) -> Vec<&str> {
    let lines = message.split('\n').map(str::trim).filter(|line| !line.is_empty());
    lines.filter_map(|line| unknown_part(line, 0)).collect()
}

fn unknown_part(text: &str, depth: usize) -> Option<&str> {
    let Some((_, arguments)) = recognised(text) else { return Some(text) };
    let messages = arguments.into_iter().filter(|(_, is_message)| *is_message && depth < DEEPEST);
    messages.into_iter().find_map(|(argument, _)| unknown_part(argument, depth + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stand_between_fixed_parts() {
        assert_eq!(places("{2} of {1}!"), [Err(1), Ok(" of "), Err(0), Ok("!")]);
        assert_eq!(places("{x} {"), [Ok("{x} {")]);
    }

    #[test]
    fn a_piece_in_brackets_may_be_absent() {
        assert_eq!(variants("{1} line[s] in {2} file[s]").len(), 4);
        let fits = |english: &str, text: &str| {
            variants(english).iter().any(|english| fits(&parts(english), text, &mut Arguments::new()))
        };
        assert!(fits("{1} line[s]", "1 line") && fits("{1} line[s]", "12 lines"));
        assert!(!fits("{1} line[s]", "12 lines here"));
    }
}
