//! The catalogue has what is said: the texts of pages, the messages that the recorded command lines print, in both scripts.
//! (The texts of the help are checked beside their definitions.)

use duizhao::locale::{self, Locale, lookup, within};
use duizhao::model::{ChangeKind, FindingKind, Kind, Rule, Severity};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// English, traditional and simplified, line by line.
fn table(name: &str) -> Vec<[String; 3]> {
    let text = std::fs::read_to_string(root().join("src/locale").join(name)).unwrap();
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let texts: Vec<String> = row.split('\t').map(str::to_string).collect();
        texts.try_into().unwrap_or_else(|texts| panic!("{name}: not three texts: {texts:?}"))
    })
    .collect()
}

/// What the pages and the results say, from their source and from the names of what they show.
fn said() -> BTreeSet<String> {
    let fixed =
        regex::Regex::new(r#"(?:\bsay|sentence|plain|heading)\(\s*(?:if \w+ \{ )?"((?:[^"\\]|\\.)*)""#).unwrap();
    let counted = regex::Regex::new(r#"count\([^"\n]*?, "((?:[^"\\]|\\.)*)"\)"#).unwrap();
    let mut found = BTreeSet::new();
    for file in [files(&root().join("src/serve"), "rs"), files(&root().join("src/render"), "rs")].concat() {
        let code = std::fs::read_to_string(file).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        found.extend(fixed.captures_iter(code).map(|m| m[1].replace("\\\"", "\"")));
        found.extend(counted.captures_iter(code).map(|m| format!("{{1}} {}[s]", &m[1])));
    }
    assert!(found.len() > 150, "{}", found.len());
    let names = [Severity::Error, Severity::Note].map(Severity::as_str).into_iter();
    let names = names.chain(FindingKind::ALL.map(FindingKind::as_str)).chain(Kind::ALL.map(Kind::as_str));
    let names = names.chain(Rule::ALL.map(Rule::about)).chain(ChangeKind::ALL.map(ChangeKind::as_str));
    found.extend(names.map(str::to_string));
    found
}

#[test]
fn every_text_of_a_page_is_there_in_each_language() {
    for locale in [Locale::Hant, Locale::Hans] {
        let missing: Vec<String> =
            said().into_iter().filter(|text| within(locale, || lookup(text)).is_none()).collect();
        assert!(missing.is_empty(), "without a translation into {}: {missing:#?}", locale.tag());
    }
}

/// The warnings and errors of the recorded command lines, with what stands under them.
fn recorded() -> Vec<String> {
    let mut messages = Vec::new();
    for file in files(&root().join("tests/it/cmd"), "trycmd") {
        let text = std::fs::read_to_string(file).unwrap();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(message) = line.strip_prefix("warning: ").or_else(|| line.strip_prefix("error: ")) else {
                continue;
            };
            messages.push(message.to_string());
            while let Some(under) = lines.next_if(|line| line.starts_with("  ")) {
                messages.push(under.trim().to_string());
            }
        }
    }
    assert!(messages.len() > 150, "{}", messages.len());
    messages
}

#[test]
fn every_recorded_message_has_a_form() {
    // A query with the place pointed at, names of arguments, kinds of files, and what a shell says.
    let argument = regex::Regex::new(r"^(--\S+ )?[<\[]\S+[>\]](\.\.\.)?$|^\d+ \.\w+$").unwrap();
    let quoted = |line: &str| {
        line.chars().all(|c| matches!(c, '^' | ' ' | '|')) || line.contains("[..]") || argument.is_match(line)
    };
    let messages = recorded();
    let mut unknown = BTreeSet::new();
    for (n, message) in messages.iter().enumerate() {
        let pointed_at = messages.get(n + 1).is_some_and(|next| next.trim() == "^");
        if !pointed_at && !quoted(message) {
            unknown.extend(locale::unknown(message).into_iter().filter(|part| !quoted(part)).map(str::to_string));
        }
    }
    assert!(unknown.is_empty(), "{} messages without a form: {unknown:#?}", unknown.len());
}

#[test]
fn a_text_says_the_same_in_each_language_and_stands_once() {
    let place = regex::Regex::new(r"\{([1-9])!?\}").unwrap();
    let places = |text: &str| place.captures_iter(text).map(|m| m[1].to_string()).collect::<BTreeSet<_>>();
    let side_by_side = regex::Regex::new(r"\}\{").unwrap();
    for name in ["help.tsv", "page.tsv", "messages.tsv"] {
        let mut seen = BTreeSet::new();
        for [english, hant, hans] in table(name) {
            assert!(seen.insert(english.clone()), "{name}: twice: {english}");
            assert!(!hant.trim().is_empty() && !hans.trim().is_empty(), "{name}: {english}");
            if !english.starts_with("{about") {
                assert_eq!(places(&english), places(&hant), "{name}: {english}: {hant}");
                assert_eq!(places(&english), places(&hans), "{name}: {english}: {hans}");
                assert!(!side_by_side.is_match(&english), "{name}: two places with nothing between them: {english}");
            }
        }
    }
}

#[test]
fn arguments_and_messages_in_messages_are_found_again() {
    let said = |locale, message| within(locale, || locale::translated(message).into_owned());
    let message = "a.txt: no such file";
    assert_eq!(said(Locale::En, message), message);
    assert_eq!(said(Locale::Hant, message), "a.txt：沒有這個檔案");
    assert_eq!(said(Locale::Hans, message), "a.txt：没有这个文件");
    // What nobody has translated stays as it is, each line for itself.
    assert_eq!(said(Locale::Hant, "zzz\n  zzz"), "zzz\n  zzz");
}
