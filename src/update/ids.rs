//! The ids of documents: the stem of the file, with a number behind it where several have the same. Laws: an id once
//! given stays with its files, and a file that cannot be read takes no id from one that can.

use crate::model::DocumentInfo;
use crate::pipeline::{self, Content, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Gives each document, which comes with its stem, its id unless it has one. `known` are the documents of the index.
pub(super) fn assign(documents: &mut [(String, Source)], known: &HashMap<String, DocumentInfo>) {
    let given: HashMap<&[String], &str> =
        known.values().map(|info| (info.paths.as_slice(), info.id.as_str())).collect();
    let mut taken = BTreeSet::new();
    let mut stems: BTreeMap<String, usize> = BTreeMap::new();
    for (stem, source) in documents.iter_mut() {
        *stems.entry(stem.clone()).or_default() += 1;
        if !source.id.is_empty() {
            taken.insert(source.id.clone());
        } else if let Some(id) = given.get(paths(source).as_slice()).filter(|id| is_of(id, stem)) {
            source.id = (*id).to_string();
            taken.insert(source.id.clone());
        }
    }
    let new = |source: &Source| source.id.is_empty();
    // Only where names collide is a file looked into.
    let alone = |stem: &String| stems.get(stem).is_none_or(|n| *n == 1);
    for (stem, source) in documents.iter_mut().filter(|(stem, source)| new(source) && (alone(stem) || readable(source)))
    {
        source.id = unique(stem, &mut taken);
    }
    for (stem, source) in documents.iter_mut().filter(|(_, source)| new(source)) {
        source.id = unique(stem, &mut taken);
    }
}

/// The files as an index has them.
pub(super) fn paths(source: &Source) -> Vec<String> {
    source.inputs.all().iter().map(|input| input.path().display().to_string()).collect()
}

/// Whether an id is the stem, or the stem with a number.
fn is_of(id: &str, stem: &str) -> bool {
    let number = |rest: &str| rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok());
    id.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || number(rest))
}

fn readable(source: &Source) -> bool {
    match pipeline::prepare(source).map(|prepared| prepared.content) {
        Ok(Content::Text(_)) => true,
        Ok(Content::Rows(mut rows)) => rows.next().is_none_or(|row| row.is_ok()),
        Err(_) => false,
    }
}

fn unique(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let id = (1..)
        .map(|n| if n == 1 { stem.to_string() } else { format!("{stem}-{n}") })
        .find(|id| !taken.contains(id))
        .unwrap_or_default();
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Inputs;
    use crate::read::Input;

    fn ids(files: &[(&str, &str, &[u8])], known: &[(&str, &str)]) -> Vec<String> {
        let source = |name: &str, bytes: &[u8]| Source {
            id: String::new(),
            inputs: Inputs::One(Input::bytes(name, bytes)),
            encoding: None,
            fields: Vec::new(),
        };
        let mut documents: Vec<_> =
            files.iter().map(|(stem, name, bytes)| (stem.to_string(), source(name, bytes))).collect();
        let info = |(id, path): &(&str, &str)| DocumentInfo {
            id: id.to_string(),
            paths: vec![path.to_string()],
            ..DocumentInfo::default()
        };
        let known = known.iter().map(|known| (known.0.to_string(), info(known))).collect();
        assign(&mut documents, &known);
        documents.into_iter().map(|(_, source)| source.id).collect()
    }

    #[test]
    fn a_file_that_fails_takes_no_name_and_a_name_stays() {
        let text = "甲方\nParty A\n".as_bytes();
        let broken: &[u8] = b"{\"zh\": ";
        assert_eq!(ids(&[("a", "x/a.txt", text), ("a", "y/a.txt", text)], &[]), ["a", "a-2"]);
        assert_eq!(ids(&[("a", "a.json", broken), ("a", "a.txt", text)], &[]), ["a-2", "a"]);
        assert_eq!(ids(&[("a", "x/a.txt", text), ("a", "y/a.txt", text)], &[("a", "y/a.txt")]), ["a-2", "a"]);
        assert_eq!(ids(&[("a", "x/a.txt", text)], &[("a-2", "x/a.txt")]), ["a-2"]);
        assert_eq!(ids(&[("report", "x/a.txt", text)], &[("a", "x/a.txt")]), ["report"]);
    }
}
