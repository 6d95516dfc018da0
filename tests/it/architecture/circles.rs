//! Files that use each other in a circle, found from their `use` lines and paths. What a parent re-exports counts for the
//! file that defines it: `use super::Pair` in a child leads to the sibling that `Pair` comes from.

use super::{code, sources, src};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $pattern:literal) => {
        static $name: LazyLock<regex::Regex> = LazyLock::new(|| regex::Regex::new($pattern).unwrap());
    };
}

pattern!(USE, r"(?m)^\s*(pub(?:\([a-z ]+\))? )?use ([^;]+);");
pattern!(CHILD, r"(?m)^\s*(?:pub(?:\([a-z ]+\))? )?mod (\w+)");
pattern!(SEEN_IN, r"pub\(in [a-z_:]+\)");
pattern!(FROM_ROOT, r"\b(?:crate|super|self)(?:::[A-Za-z_][A-Za-z0-9_]*)+");
pattern!(FROM_CHILD, r"(?:^|[^:\w])(\w+)::(\w+)");

/// A path in the code from the root of the crate: `["align", "beads", "Bead"]`.
type Names = Vec<String>;

/// A source file as a module.
struct Module {
    /// What its `use` lines bring, by the name that they give it; a glob has the name `*`.
    imports: Vec<(String, Names)>,
    /// Every path that its code names beside re-exports.
    uses: BTreeSet<Names>,
}

/// Groups of two or more files of `src/` that use each other in a circle; each file by its path in `src/`.
pub fn circles() -> Vec<Vec<String>> {
    let files: BTreeMap<Names, String> = sources(&src())
        .iter()
        .filter(|file| !is_test(file))
        .map(|file| (module_of(file), file.strip_prefix(src()).unwrap().display().to_string()))
        .collect();
    let modules: BTreeMap<Names, Module> = files
        .iter()
        .map(|(names, file)| (names.clone(), Module::read(names, &without_tests(&src().join(file)))))
        .collect();
    let arrows: BTreeMap<&Names, BTreeSet<Names>> = modules
        .iter()
        .map(|(names, module)| {
            let to = module.uses.iter().filter_map(|path| definer(&modules, path, 0)).filter(|to| to != names);
            (names, to.collect())
        })
        .collect();
    components(&arrows).into_iter().map(|group| group.iter().map(|names| files[names].clone()).collect()).collect()
}

fn is_test(file: &Path) -> bool {
    file.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// The module that a file is: `align/mod.rs` is `align`, `lib.rs` the root.
fn module_of(file: &Path) -> Names {
    let inside = file.strip_prefix(src()).unwrap().with_extension("");
    let mut names: Names = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if matches!(names.last().map(String::as_str), Some("mod")) || names == ["lib"] {
        names.pop();
    }
    names
}

/// The code of a file up to its unit tests, which stand at its end.
fn without_tests(file: &Path) -> String {
    // Who may see an item says nothing of what it uses.
    let code = SEEN_IN.replace_all(&code(file), "pub(crate)").into_owned();
    let end = code
        .match_indices("#[cfg(test)]")
        .find(|(at, _)| code[*at..].lines().nth(1).is_some_and(|line| line.starts_with("mod ") && line.ends_with('{')));
    end.map_or(code.clone(), |(at, _)| code[..at].to_string())
}

impl Module {
    fn read(names: &Names, code: &str) -> Self {
        let children: BTreeSet<&str> = CHILD.captures_iter(code).map(|child| child.get(1).unwrap().as_str()).collect();
        let (mut imports, mut uses) = (Vec::new(), BTreeSet::new());
        for found in USE.captures_iter(code) {
            let mut leaves = Vec::new();
            spread("", &found[2].split_whitespace().collect::<Vec<_>>().join(" "), &mut leaves);
            for (path, name) in leaves {
                let Some(path) = absolute(names, &path, &children) else { continue };
                // A parent that only hands its children's items on does not use them.
                let is_childs = path.len() > names.len() + 1 && path.starts_with(names);
                if found.get(1).is_none() || !is_childs {
                    uses.insert(path.clone());
                }
                imports.push((name, path));
            }
        }
        let rest = USE.replace_all(code, "");
        uses.extend(FROM_ROOT.find_iter(&rest).filter_map(|path| absolute(names, path.as_str(), &children)));
        // `child::item` in the body of a parent.
        for found in FROM_CHILD.captures_iter(&rest).filter(|found| children.contains(&found[1])) {
            uses.insert(names.iter().cloned().chain([found[1].to_string(), found[2].to_string()]).collect());
        }
        Module { imports, uses }
    }
}

/// The leaves of a `use` tree, each with the name that it gives.
fn spread(before: &str, tree: &str, leaves: &mut Vec<(String, String)>) {
    let tree = tree.trim();
    if let Some(open) = tree.find('{') {
        let inside = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
        let before = format!("{before}{}", &tree[..open]);
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inside[start..at].trim().is_empty() {
                        spread(&before, &inside[start..at], leaves);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, name) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name)));
    let path = format!("{before}{path}");
    let path = path.trim_end_matches("::self").to_string();
    let name = name.unwrap_or_else(|| path.rsplit("::").next().unwrap_or(&path)).to_string();
    leaves.push((path, name));
}

/// The path from the root of the crate; `None` for what is another crate's.
fn absolute(here: &Names, path: &str, children: &BTreeSet<&str>) -> Option<Names> {
    let mut parts = path.split("::").map(str::trim).peekable();
    let mut names = match *parts.peek()? {
        "crate" => Vec::new(),
        "self" | "super" => here.clone(),
        child if children.contains(child) => here.clone(),
        _ => return None,
    };
    for part in parts {
        match part {
            "crate" | "self" => {}
            "super" => {
                names.pop()?;
            }
            part => names.push(part.to_string()),
        }
    }
    Some(names)
}

/// The module whose file defines what a path names: re-exports are followed.
fn definer(modules: &BTreeMap<Names, Module>, path: &Names, depth: usize) -> Option<Names> {
    let len = (0..=path.len()).rev().find(|len| modules.contains_key(&path[..*len]))?;
    let module = &modules[&path[..len]];
    let Some(item) = path.get(len).filter(|_| depth < 16) else { return Some(path[..len].to_vec()) };
    let direct = module.imports.iter().find(|(name, _)| name == item);
    if let Some((_, to)) = direct.filter(|(_, to)| to != path) {
        return definer(modules, to, depth + 1);
    }
    Some(path[..len].to_vec())
}

/// Groups of more than one in which each leads to each (Tarjan 1972 says how in one pass; with some hundred files,
/// what each reaches is enough).
fn components(arrows: &BTreeMap<&Names, BTreeSet<Names>>) -> Vec<Vec<Names>> {
    let reached = |from: &Names| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(at) = open.pop() {
            for to in arrows.get(&at).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    open.push(to.clone());
                }
            }
        }
        seen
    };
    let reach: BTreeMap<&Names, BTreeSet<Names>> = arrows.keys().map(|from| (*from, reached(from))).collect();
    let mut groups = BTreeSet::new();
    for (from, to) in &reach {
        if to.contains(*from) {
            groups.insert(to.iter().filter(|to| reach.get(to).is_some_and(|r| r.contains(*from))).cloned().collect());
        }
    }
    groups.into_iter().collect()
}

#[test]
fn a_tree_of_imports_is_spread() {
    let mut leaves = Vec::new();
    spread("", "super::{self, a::{B as C, d}, e::*}", &mut leaves);
    let leaves: Vec<(&str, &str)> = leaves.iter().map(|(path, name)| (path.as_str(), name.as_str())).collect();
    assert_eq!(leaves, [("super", "super"), ("super::a::B", "C"), ("super::a::d", "d"), ("super::e::*", "*")]);
}

#[test]
fn what_a_parent_hands_on_counts_for_the_file_that_defines_it() {
    let read = |names: &str, code: &str| {
        let names: Names = names.split("::").map(str::to_string).collect();
        let module = Module::read(&names, code);
        (names, module)
    };
    let modules = BTreeMap::from([
        read("room", "mod one;\nmod two;\npub use one::First;\npub struct Own;"),
        read("room::one", "pub struct First;"),
        read("room::two", "use super::{First, Own};"),
    ]);
    let two: Vec<Names> =
        modules.values().last().unwrap().uses.iter().filter_map(|p| definer(&modules, p, 0)).collect();
    assert_eq!(two, [vec!["room".to_string(), "one".into()], vec!["room".to_string()]]);
    assert!(modules.values().next().unwrap().uses.is_empty(), "to hand on is not to use");
}
