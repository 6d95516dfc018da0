//! Patterns and word lists as tables beside the code: tab-separated text with `#` for comments. The tables are part of the
//! program, so one that does not read is a fault of the program: reading it panics and names the file and the row.

use regex::Regex;

/// The rows of a table, each of `N` columns.
///
/// # Panics
/// If a row has another number of columns.
pub(super) fn rows<const N: usize>(file: &str, text: &'static str) -> Vec<[&'static str; N]> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let columns = |line: &'static str| -> [&'static str; N] {
        let columns: Vec<&str> = line.split('\t').collect();
        columns.try_into().unwrap_or_else(|_| panic!("{file}: not {N} columns: {line}"))
    };
    lines.map(columns).collect()
}

/// A pattern of a table.
///
/// # Panics
/// If it does not compile.
pub(super) fn pattern(file: &str, pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Patterns by name, with how each is meant: `zh` is for folded Chinese and `en` for English as it stands, `words` are
/// whole English words in any case. A name may have several rows, which are alternatives.
pub(super) struct Patterns {
    file: &'static str,
    rows: Vec<[&'static str; 3]>,
}

impl Patterns {
    /// # Panics
    /// If the table does not read.
    pub fn read(file: &'static str, text: &'static str) -> Self {
        Patterns { file, rows: rows(file, text) }
    }

    /// Takes a pattern out of the table.
    ///
    /// # Panics
    /// If it is not there or does not compile.
    pub fn take(&mut self, name: &str) -> Regex {
        let file = self.file;
        let (found, rest): (Vec<_>, Vec<_>) = self.rows.iter().partition(|row| row[0] == name);
        self.rows = rest;
        let alternatives = found.iter().map(|row| row[2]).collect::<Vec<_>>().join("|");
        match found.first().map(|row| row[1]) {
            Some("zh" | "en") => pattern(file, &alternatives),
            Some("words") => pattern(file, &format!(r"(?i-u)\b(?:{alternatives})\b")),
            Some(other) => panic!("{file}: {name}: no kind of pattern is called {other}"),
            None => panic!("{file}: no pattern is called {name}"),
        }
    }

    /// # Panics
    /// If a pattern was not taken: nothing uses it.
    pub fn finish(self) {
        assert!(self.rows.is_empty(), "{}: nothing uses {}", self.file, self.rows[0][0]);
    }
}

/// A struct of the patterns of a table, each in the field of its name, and the static that holds them.
macro_rules! patterns {
    ($seen:vis $name:ident: $type:ident = $file:literal { $($field:ident),+ $(,)? }) => {
        $seen struct $type {
            $($seen $field: regex::Regex,)+
        }

        $seen static $name: std::sync::LazyLock<$type> = std::sync::LazyLock::new(|| {
            let mut table = crate::check::tables::Patterns::read($file, include_str!($file));
            let patterns = $type { $($field: table.take(stringify!($field)),)+ };
            table.finish();
            patterns
        });
    };
}
pub(super) use patterns;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_name_are_alternatives() {
        let mut table = Patterns::read("t.tsv", "# comment\na\tzh\t不\na\tzh\t未\nb\twords\tnot|no\n");
        let (a, b) = (table.take("a"), table.take("b"));
        table.finish();
        assert!(a.is_match("未") && b.is_match("No.") && !b.is_match("north"));
    }

    #[test]
    #[should_panic(expected = "t.tsv: nothing uses b")]
    fn a_pattern_that_nothing_uses_is_refused() {
        let mut table = Patterns::read("t.tsv", "a\tzh\t不\nb\tzh\t未\n");
        table.take("a");
        table.finish();
    }

    #[test]
    #[should_panic(expected = "t.tsv: not 3 columns: a\tzh")]
    fn a_row_without_its_columns_is_refused() {
        Patterns::read("t.tsv", "a\tzh\n");
    }

    #[test]
    #[should_panic(expected = "t.tsv: regex parse error")]
    fn a_pattern_that_does_not_compile_is_refused() {
        pattern("t.tsv", "(");
    }
}
