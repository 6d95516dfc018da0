//! What the same thing is called in Taiwan, on the mainland and in Hong Kong (軟體, 软件, 軟件): other words, which no fold
//! makes one. A search keeps them apart unless it asks for them.

use super::fold::{fold, is_han};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The most characters that a name of the table has.
static LONGEST: LazyLock<usize> = LazyLock::new(|| NAMES.keys().map(|name| name.chars().count()).max().unwrap_or(0));

/// For each folded name what it is called in each region, folded; the first row that has it counts.
static NAMES: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut names: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for line in rows() {
        let regions: Vec<String> = line.split('\t').map(|name| fold(name).into_owned()).collect();
        for name in &regions {
            names.entry(name.clone()).or_insert_with(|| regions.clone());
        }
    }
    names
});

fn rows() -> impl Iterator<Item = &'static str> {
    include_str!("regional.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The text as the other regions say it, folded, each once; none where they say the same.
///
/// ```
/// use duizhao::text::regional::elsewhere;
/// assert_eq!(elsewhere("軟體開發"), ["软件开发"]);
/// assert!(elsewhere("法院").is_empty());
/// ```
pub fn elsewhere(text: &str) -> Vec<String> {
    if !text.chars().any(is_han) {
        return Vec::new();
    }
    let folded = fold(text);
    let regions = NAMES.values().map(Vec::len).max().unwrap_or(0);
    let mut found: Vec<String> = Vec::new();
    for region in 0..regions {
        let said = said_in(&folded, region);
        if said != folded && !found.contains(&said) {
            found.push(said);
        }
    }
    found
}

/// The folded text with the longest names, from left to right, as the region has them.
fn said_in(folded: &str, region: usize) -> String {
    let mut said = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(*LONGEST);
        let named = ends.filter_map(|end| Some((end, NAMES.get(rest.get(..end)?)?))).last();
        let (end, name) = match named {
            Some((end, names)) => (end, names.get(region).or(names.last()).map_or("", String::as_str)),
            None => (first.len_utf8(), rest.get(..first.len_utf8()).unwrap_or("")),
        };
        said.push_str(name);
        rest = rest.get(end..).unwrap_or("");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_region_has_its_word() {
        assert_eq!(elsewhere("資訊"), ["信息"]);
        assert_eq!(elsewhere("计程车"), ["出租车", "的士"]);
        assert_eq!(elsewhere("軟體與網路"), ["软件与网络"]);
        assert_eq!(elsewhere("ODR"), [""; 0]);
    }

    #[test]
    fn the_table_is_whole() {
        let mut seen = std::collections::BTreeSet::new();
        let faults: Vec<String> = rows()
            .filter_map(|line| {
                let names: Vec<String> = line.split('\t').map(|name| fold(name).into_owned()).collect();
                let fault = match &names[..] {
                    _ if !(2..=3).contains(&names.len()) => "has not two or three regions",
                    _ if names.iter().all(|name| *name == names[0]) => "says the same in all regions",
                    _ if names.iter().any(|name| name.chars().count() < 2) => {
                        "has a character that other words have too"
                    }
                    _ if !seen.insert(names[0].clone()) => "stands there twice",
                    _ => return None,
                };
                Some(format!("{line}: {fault}"))
            })
            .collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
