//! Rows of tab-separated values.

/// `zh`, `en`, id: a line that `index` reads again. Tabs and line ends inside a text become blanks.
pub fn row_tsv(zh: &str, en: &str, reference: &str) -> String {
    format!("{}\t{}\t{}", flat(zh), flat(en), flat(reference))
}

/// A text on one line and in one column.
pub(super) fn flat(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
