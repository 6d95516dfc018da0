//! Books, papers and pages as lists of sources name them. Every language leaves them as they are, and two editions of a text
//! cite different ones.

use crate::check::tables::pattern;
use crate::model::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What a list of sources says in every language: marks of volumes and numbers, who published it where and when.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    let marks = r"(?i-u:\b(?:in:|eds?\.|\[ed\.?\]|proceedings|proc\.|pp?\. ?\d|vol\. ?\d|\d+, no\. ?\d|bd\. ?\d|\d+\(\d+\), ?(?:pp?\. ?)?\d+(?:-|–)\d|\d+\.\d+ \((?:1[5-9]|20)\d\d\): ?\d|pages? \d+(?:-|–)\d|\d+, \d+: \d+(?:-|–)\d|isbn|doi|arxiv|et al|journal of|university press))";
    // (New York: Harper Business, 2017)
    let published = r"\([A-Z][^():;]{1,40}(?:; [^():;]{1,30})?: [^():;]{2,60}, (?:[A-Z][a-z]+,? )?(?:1[5-9]|20)\d\d\)";
    // by Jacques Ellul (1964)
    let written = r"\bby [A-Z][^;()]{2,60} \((?:1[5-9]|20)\d\d\)";
    pattern("sources.rs", &format!("{marks}|{published}|{written}"))
});

/// Characters of a text up to which one mark says that it is a source and nothing else.
const ONE: usize = 250;

/// Whether a text names a book or a paper.
pub(super) fn is_source(text: &str) -> bool {
    let year = text
        .as_bytes()
        .windows(4)
        .any(|y| y.iter().all(u8::is_ascii_digit) && matches!(y, [b'1', b'5'..=b'9', ..] | [b'2', b'0', ..]));
    (year || text.contains("preparation")) && SOURCE.is_match(text)
}

/// Where a text names sources.
pub(super) fn sources(text: &str) -> impl Iterator<Item = Span> + '_ {
    SOURCE.find_iter(text).map(|m| Span::new(m.start(), m.end()))
}

/// Whether a text names sources and says little else.
pub(super) fn is_list_of_sources(text: &str) -> bool {
    is_source(text) && SOURCE.find_iter(text).count() * ONE >= text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_prose() {
        for (text, source, list) in [
            ("Ann Lee, The Harbour at Night (Boston: Quay Books, 2011).", true, true),
            ("“The Tide” by Ann Lee (2011); “The Ebb” by Bo Ma (2014)", true, true),
            ("A. Lee, “Of tides,” Annals of Harbours 13, no. 1 (May 11, 2021)", true, true),
            ("Lee, A., & Ma, B. (2009). On tides. Annals of Harbours, 35(4), 534-550.", true, true),
            ("Ann Lee. “On tides.” Annals of Harbours 35.4 (2009): 534-550", true, true),
            ("A. Lee and B. Ma. Of tides and piers. In HARB, pages 371–380. Quay, 2009.", true, true),
            ("Ann Lee and Bo Ma. 1993. Of tides and piers. Annals of Harbours 19, 8: 774–787.", true, true),
            ("The port was built in 1998 (see the map) and closed in 2010.", false, false),
            ("Three pilots (two men, one woman) were hired in 2010.", false, false),
        ] {
            assert_eq!((is_source(text), is_list_of_sources(text)), (source, list), "{text}");
        }
        let long = format!("{} (Boston: Quay Books, 2011).", "The pilots of the harbour go out at night. ".repeat(8));
        assert!(is_source(&long) && !is_list_of_sources(&long));
    }
}
