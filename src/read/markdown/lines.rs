//! Lines of a paragraph that are texts of their own.

use crate::read::halves::is_divided;

/// The lines of a paragraph, where nearly each is a text in both languages: they are no wrapped text.
pub fn lines_in_both<'t>(text: &'t str, breaks: &[usize]) -> Option<Vec<&'t str>> {
    let starts = [0].into_iter().chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([text.len()]);
    let lines: Vec<&str> =
        starts.zip(ends).map(|(start, end)| text.get(start..end).map(str::trim)).collect::<Option<_>>()?;
    let divided = lines.iter().filter(|line| is_divided(line)).count();
    (divided >= 2 && divided * 3 >= lines.len() * 2).then_some(lines)
}
