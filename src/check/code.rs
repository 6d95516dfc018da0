//! Whether a text is source code, a command or a log rather than prose. Nobody translates it, and what two editions of a
//! program differ in is no fault of a translation.

use crate::text::fold::is_han;

/// Words that a text has at least to be told, and the share of words of code from which on it is code.
const WORDS: usize = 6;
const SHARE: f32 = 0.3;

/// Whether both sides of a pair are code, because the file marks it or because it looks like that. Comments and labels in
/// it may be Chinese; what is Chinese for the most part is text that was set line by line.
pub(super) fn is_code_pair(zh: &str, en: &str, marked: bool) -> bool {
    is_typed(zh) && is_typed(en) || !is_chinese(zh) && (marked || is_code(en))
}

/// Whether a text begins behind the prompt of a shell.
fn is_typed(text: &str) -> bool {
    let prompt = |line: &str| line.starts_with("$ ") || line.starts_with('(') && line.contains(")$ ");
    text.lines().next().is_some_and(prompt)
}

/// Whether a text that stands by itself is code.
pub(super) fn is_lone_code(text: &str, marked: bool) -> bool {
    marked && !is_chinese(text) || is_code(text)
}

fn is_chinese(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    han >= latin
}

/// Whether a text is mostly made of words that only code has, is typed behind a prompt, is a tree of folders, or a file of
/// settings: lines that are commented out and say what they would do.
pub(super) fn is_code(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    // Rules of a firewall are options: "-A INPUT -j ACCEPT".
    let option = |line: &str| line.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let commented =
        lines().filter(|line| line.starts_with(['#', ';']) || line.starts_with("//") || option(line)).count();
    // "├─ src │ ├─ main.rs": the folders of a program.
    let tree = text.contains(['├', '└']);
    let ended = lines().filter(|line| line.ends_with(';')).count();
    if is_typed(text)
        || tree
        || ended >= 2 && ended * 2 > lines().count()
        || commented >= 2 && commented * 2 > lines().count()
    {
        return true;
    }
    let (mut words, mut code) = (0usize, 0usize);
    for word in text.split_whitespace() {
        words += 1;
        code += usize::from(is_code_word(word));
    }
    words >= WORDS && code as f32 >= SHARE * words as f32
}

/// `plt.show()`, `x_data`, `--verbose`, `a=1`, `resourceList`; not "(hashed,", "e.g." or "3.5%".
fn is_code_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| ".,;:!?()\"'“”‘’*".contains(c));
    let inside = bare.contains(['_', '=', '{', '}', '[', ']', '$', '\\', ';', '<', '>', '`', '(', ')', '#']);
    let options = word
        .strip_prefix('-')
        .is_some_and(|t| t.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphabetic()));
    let pairs = || bare.as_bytes().windows(2);
    let camel = pairs().any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    let dotted = bare.split('.').filter(|part| part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphabetic())).count();
    inside
        || options
        || camel
        || dotted > 1
        || word.contains("()")
        || matches!(word, "=" | "==" | "=>" | "->" | "{" | "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_prose() {
        for (text, is) in [
            ("fig, ax = plt.subplots(5, figsize=(5, 12), dpi=200)", true),
            ("log_bal = np.log(bal) # Fit log_bal = a + b * infl.", true),
            ("site ├─ pages │ ├─ home.html └─ images", true),
            ("(ferry)$ git checkout main Switched to branch 'main'", true),
            ("import Ship from './ship.js';\nimport sail from '/path/to/sail.js';\n...", true),
            ("*filter\n-A INPUT -i lo -j ACCEPT\n# Ships only\n-A INPUT -j REJECT", true),
            ("kubectl exec -n test -it dolphin-worker-0 bash # with a namespace", false),
            ("The file is saved as common.properties in the folder of the program.", false),
            ("BG is 190 mg/dL (10,5 mmol/L) and target is 100 mg/dL (5,6 mmol/L).", false),
            ("Filtered data (hashed, sent to the network): a comma-separated list", false),
        ] {
            assert_eq!(is_code(text), is, "{text}");
        }
        assert!(!is_code_pair(
            "将 x_data 的值设为 y_data 的值，再重新运行程序。",
            "Set x_data = y_data; run f(x) again.",
            true
        ));
        assert!(is_code_pair("Got: hello 收到", "Got: hello received", true));
        assert!(!is_code_pair("Got: hello", "Got: hello", false));
        assert!(is_code_pair("$ save -m \"第一次在港口保存\"", "$ save -m \"First save at the port\"", false));
    }
}
