//! Rows of tab-separated values.

use crate::text::fold::is_han;

/// `zh`, `en`, id: a line that `index` reads again. Tabs and line ends inside a text become blanks.
pub fn row_tsv(zh: &str, en: &str, reference: &str) -> String {
    format!("{}\t{}\t{}", flat(zh), flat(en), flat(reference))
}

/// A text on one line and in one column: a line end, with the blanks around it, is a blank, and nothing between two
/// Chinese characters.
pub(super) fn flat(text: &str) -> String {
    let mut lines = text.split(['\n', '\r']);
    let mut out = lines.next().unwrap_or_default().to_string();
    for line in lines.map(str::trim_start).filter(|line| !line.is_empty()) {
        out.truncate(out.trim_end().len());
        let chinese = out.ends_with(is_han) && line.starts_with(is_han);
        if !(chinese || out.is_empty()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out.replace('\t', " ")
}
