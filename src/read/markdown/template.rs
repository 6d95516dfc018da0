//! Tags of the templates that Markdown is set in, which the page that it becomes does not have.

/// How tags of templates open and close: those of Hugo around Markdown and around HTML, and those of Jekyll.
const TAGS: [(&str, &str); 3] = [("{{%", "%}}"), ("{{<", ">}}"), ("{%", "%}")];

/// The first tag of a template in a text: where it opens, and how it opens and closes. In brackets of its kind stands a name.
pub fn first_tag(text: &str) -> Option<(usize, &'static str, &'static str)> {
    let opens = |(at, _): &(usize, &str), mark: &str| {
        let inside = text.get(at + mark.len()..).unwrap_or_default();
        let bare = inside.trim_start_matches(['-', '+']).trim_start().trim_start_matches('/').trim_start();
        bare.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let first =
        |(mark, closes)| text.match_indices(mark).find(|found| opens(found, mark)).map(|(at, _)| (at, mark, closes));
    // Of two that open at one place the longer mark stands first.
    TAGS.into_iter().filter_map(first).min_by_key(|(at, ..)| *at)
}
