//! The JSON that leaves the program, checked by type: every key, every kind of value, every offset.

use super::sandbox::Sandbox;
use serde_json::Value;

/// What a value may be.
enum Is {
    Text,
    TextOrNull,
    Count,
    Number,
    /// 0..=1
    Share,
    Truth,
    Texts,
    One(&'static [&'static str]),
    List(&'static [(&'static str, Is)]),
    Object(&'static [(&'static str, Is)]),
    ObjectOrNull(&'static [(&'static str, Is)]),
    Counts,
    /// Two offsets, or nothing.
    RangeOrNull,
    /// Names to texts.
    Map,
    /// An object whose values are lists of objects.
    Lists(&'static [(&'static str, Is)]),
    /// A key that may be missing.
    Maybe(&'static Is),
    /// In place of a key: all of these.
    Keys(&'static [(&'static str, Is)]),
}
use Is::*;

const TITLE: &[(&str, Is)] = &[("zh", TextOrNull), ("en", TextOrNull)];
const DOC: &[(&str, Is)] = &[("id", Text), ("title", Object(TITLE)), ("path", TextOrNull), ("date", Maybe(&Text))];
const SECTION: &[(&str, Is)] = &[("path", Counts), ("zh", TextOrNull), ("en", TextOrNull)];
const LINK: &[(&str, Is)] = &[("type", Text), ("confidence", Share), ("given", Maybe(&Truth))];
const MARK: &[(&str, Is)] =
    &[("start", Count), ("end", Count), ("kind", One(&["match", "counterpart"])), ("confidence", Maybe(&Share))];
const PLACE: &[(&str, Is)] = &[
    ("line", Maybe(&Count)),
    ("page", Maybe(&Count)),
    ("slide", Maybe(&Count)),
    ("chapter", Maybe(&Count)),
    ("sheet", Maybe(&Text)),
    ("cell", Maybe(&Text)),
    ("time", Maybe(&Text)),
];
const SIDE: &[(&str, Is)] =
    &[("text", Text), ("source", Maybe(&Text)), ("at", Maybe(&Object(PLACE))), ("marks", List(MARK))];
const SENTENCE: &[(&str, Is)] = &[("zh", RangeOrNull), ("en", RangeOrNull), ("confidence", Share), ("hit", Truth)];
const KINDS: Is = One(&["title", "heading", "paragraph", "note", "segment"]);
const PASSAGE: &[(&str, Is)] = &[
    ("id", Text),
    ("kind", KINDS),
    ("section", ObjectOrNull(SECTION)),
    ("ref", Maybe(&Text)),
    ("at", Maybe(&Object(PLACE))),
    ("link", Object(LINK)),
    ("zh", ObjectOrNull(SIDE)),
    ("en", ObjectOrNull(SIDE)),
    ("sentences", List(SENTENCE)),
];
const FACET: &[(&str, Is)] = &[("id", Text), ("count", Count)];
const YEAR: &[(&str, Is)] = &[("year", Count), ("count", Count)];
const VALUE: &[(&str, Is)] = &[("value", Text), ("count", Count)];
const FACETS: &[(&str, Is)] = &[
    ("docs", List(FACET)),
    ("sections", List(FACET)),
    ("origins", Maybe(&List(FACET))),
    ("years", Maybe(&List(YEAR))),
    ("fields", Maybe(&Lists(VALUE))),
];
const HIT: &[(&str, Is)] = &[
    ("rank", Count),
    ("", Keys(PASSAGE)),
    ("score", Number),
    ("doc", Object(DOC)),
    ("before", Maybe(&List(PASSAGE))),
    ("after", Maybe(&List(PASSAGE))),
    ("explanation", Maybe(&Text)),
];
const SEARCH: &[(&str, Is)] = &[
    ("schema", One(&["duizhao/search/1"])),
    ("query", Text),
    ("total", Count),
    ("took_ms", Number),
    ("mode", One(&["exact", "closest"])),
    ("facets", Maybe(&Object(FACETS))),
    ("explanation", Maybe(&Text)),
    ("note", Maybe(&Text)),
    ("hits", List(HIT)),
];
const SHOW: &[(&str, Is)] = &[("schema", One(&["duizhao/show/1"])), ("doc", Object(DOC)), ("passages", List(PASSAGE))];
const PART: &[(&str, Is)] = &[("text", Text), ("start", Count), ("end", Count)];
const MATCH: &[(&str, Is)] = &[
    ("id", Text),
    ("level", One(&["paragraph", "sentence"])),
    ("similarity", Share),
    ("kind", KINDS),
    ("zh", ObjectOrNull(PART)),
    ("en", ObjectOrNull(PART)),
    ("section", ObjectOrNull(SECTION)),
    ("doc", Object(DOC)),
    ("at", Maybe(&Object(PLACE))),
    ("link", Object(LINK)),
    ("passage", Text),
];
const COUNTERPART: &[(&str, Is)] =
    &[("schema", One(&["duizhao/counterpart/1"])), ("from", One(&["zh", "en"])), ("matches", List(MATCH))];
const DOCUMENT: &[(&str, Is)] = &[
    ("id", Text),
    ("title", Object(TITLE)),
    ("paths", Texts),
    ("format", Text),
    ("encoding", Text),
    ("date", Maybe(&Text)),
    ("fields", Map),
    ("passages", Count),
    ("zh", Count),
    ("en", Count),
    ("warnings", Texts),
];
const DOCS: &[(&str, Is)] = &[("schema", One(&["duizhao/docs/1"])), ("docs", List(DOCUMENT))];
const SIZE_PART: &[(&str, Is)] = &[
    ("part", One(&["postings_zh", "postings_en", "positions", "stored", "fast", "lexicon", "links", "other"])),
    ("bytes", Count),
    ("share", Share),
];
const SIZE: &[(&str, Is)] = &[
    ("schema", One(&["duizhao/size/1"])),
    ("bytes", Count),
    ("text", Object(&[("zh", Count), ("en", Count)])),
    ("parts", List(SIZE_PART)),
];
const ADDED: &[(&str, Is)] =
    &[("id", Text), ("paths", Texts), ("format", Text), ("encoding", Text), ("passages", Count), ("warnings", Texts)];
const INDEX: &[(&str, Is)] = &[
    ("schema", One(&["duizhao/index/1"])),
    ("took_ms", Number),
    ("added", List(ADDED)),
    ("removed", Texts),
    ("unchanged", Count),
    ("failed", Texts),
];

impl Is {
    fn check(&self, value: &Value, at: &str) {
        let all = |value: &Value, is: &Is| {
            let list = value.as_array().unwrap_or_else(|| panic!("{at} is no list: {value}"));
            list.iter().enumerate().for_each(|(i, item)| is.check(item, &format!("{at}[{i}]")));
        };
        let right = match self {
            Text => value.is_string(),
            TextOrNull => value.is_string() || value.is_null(),
            Count => value.is_u64(),
            Number => value.as_f64().is_some_and(|n| n >= 0.0),
            Share => value.as_f64().is_some_and(|n| (0.0..=1.0).contains(&n)),
            Truth => value.is_boolean(),
            One(known) => value.as_str().is_some_and(|text| known.contains(&text)),
            Map => value.as_object().is_some_and(|map| map.values().all(Value::is_string)),
            RangeOrNull => value.is_null() || value.as_array().is_some_and(|ends| ends.len() == 2),
            Texts => return all(value, &Text),
            Counts => return all(value, &Count),
            List(keys) => {
                let list = value.as_array().unwrap_or_else(|| panic!("{at} is no list: {value}"));
                return list.iter().enumerate().for_each(|(i, item)| object(keys, item, &format!("{at}[{i}]")));
            }
            Lists(keys) => {
                let lists = value.as_object().unwrap_or_else(|| panic!("{at} is no object: {value}"));
                return lists.iter().for_each(|(name, list)| List(keys).check(list, &format!("{at}.{name}")));
            }
            Object(keys) => return object(keys, value, at),
            ObjectOrNull(_) if value.is_null() => true,
            ObjectOrNull(keys) => return object(keys, value, at),
            Maybe(is) => return is.check(value, at),
            Keys(keys) => return object(keys, value, at),
        };
        assert!(right, "{at}: {value}");
    }
}

/// A shape's keys, with those that stand there by another name.
fn keys(of: &'static [(&'static str, Is)]) -> Vec<(&'static str, &'static Is)> {
    let own = |(key, is): &'static (&'static str, Is)| match is {
        Keys(more) => keys(more),
        is => vec![(*key, is)],
    };
    of.iter().flat_map(own).collect()
}

/// The keys, all of them and no other.
fn object(of: &'static [(&'static str, Is)], value: &Value, at: &str) {
    let object = value.as_object().unwrap_or_else(|| panic!("{at} is no object: {value}"));
    let keys = keys(of);
    for (key, is) in &keys {
        match (object.get(*key), is) {
            (Some(value), is) => is.check(value, &format!("{at}.{key}")),
            (None, Maybe(_)) => {}
            (None, _) => panic!("{at} has no '{key}'"),
        }
    }
    let unknown: Vec<&String> = object.keys().filter(|key| !keys.iter().any(|(known, _)| known == key)).collect();
    assert!(unknown.is_empty(), "{at} has {unknown:?}");
}

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    let output = sandbox.run(args);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout.last(), Some(&b'\n'));
    let value = serde_json::from_slice(&output.stdout).unwrap();
    described(&value);
    value
}

/// What leaves the program is what its published schema says.
fn described(value: &Value) {
    let name = value["schema"].as_str().and_then(|schema| schema.split('/').nth(1)).unwrap();
    let output = duizhao::render::Output::named(name).unwrap_or_else(|| panic!("{name} has no schema"));
    let schema = Value::from(output.schema());
    crate::schema::check(&schema, &schema, value, name);
}

fn bytes_in(folder: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { bytes_in(&path) } else { path.metadata().unwrap().len() }).sum()
}

/// The text between two offsets in code points.
fn cut(text: &str, start: &Value, end: &Value) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize].iter().collect()
}

/// The marked parts of a side.
fn marked(side: &Value) -> Vec<String> {
    let text = side["text"].as_str().unwrap();
    side["marks"].as_array().unwrap().iter().map(|m| cut(text, &m["start"], &m["end"])).collect()
}

/// Marks lie in order inside of the text, sentences cover what they say, and nothing else is claimed.
fn check_offsets(passage: &Value) {
    for side in ["zh", "en"].map(|side| (side, &passage[side])) {
        let (name, value) = side;
        if value.is_null() {
            assert!(passage["sentences"].as_array().unwrap().iter().all(|s| s[name].is_null()), "{passage}");
            continue;
        }
        let length = value["text"].as_str().unwrap().chars().count() as u64;
        let ranges = |list: &Value, key: fn(&Value, &str) -> Option<(u64, u64)>| -> Vec<(u64, u64)> {
            list.as_array().unwrap().iter().filter_map(|item| key(item, name)).collect()
        };
        let marks = ranges(&value["marks"], |m, _| Some((m["start"].as_u64()?, m["end"].as_u64()?)));
        let sentences = ranges(&passage["sentences"], |s, name| Some((s[name][0].as_u64()?, s[name][1].as_u64()?)));
        for row in [marks, sentences] {
            assert!(row.iter().all(|(start, end)| start < end && *end <= length), "{row:?} of {length}");
            assert!(row.windows(2).all(|w| w[0].1 <= w[1].0), "{row:?}");
        }
    }
}

#[test]
fn search_has_its_shape_and_its_offsets_are_code_points() {
    let sandbox = Sandbox::indexed();
    for query in
        ["商業秘密", "trade secret", "num:12.4million", "LNG 商業", "kind:title", "麒麟", "harbour secrets dragon"]
    {
        let value = json(&sandbox, &["search", query, "--json", "-q", "-C", "1"]);
        object(SEARCH, &value, query);
        let hits = value["hits"].as_array().unwrap();
        for (i, hit) in hits.iter().enumerate() {
            assert_eq!(hit["rank"], i as u64 + 1);
            check_offsets(hit);
            let near = ["before", "after"].map(|key| hit[key].as_array().cloned().unwrap_or_default());
            near.iter().flatten().for_each(check_offsets);
        }
        let lines = sandbox.run(["search", query, "--format", "jsonl", "-q", "-C", "1"]).stdout;
        let lines: Vec<Value> =
            String::from_utf8(lines).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(&lines, hits);
    }
    let value = json(&sandbox, &["search", "商业秘密 OR 12.4", "--json", "-q", "--sort", "doc"]);
    let marked: Vec<Vec<String>> = value["hits"].as_array().unwrap().iter().map(|hit| marked(&hit["zh"])).collect();
    assert!(marked.iter().flatten().all(|text| text == "商業秘密" || text == "商业秘密"), "{marked:?}");
    assert_eq!(json(&sandbox, &["search", "麒麟", "--json", "-q"])["total"], 0);
    assert_eq!(json(&sandbox, &["search", "harbour secrets dragon", "--json", "-q"])["mode"], "closest");
    let explained = json(&sandbox, &["search", "港口 OR LNG", "--json", "-q", "--explain"]);
    object(SEARCH, &explained, "explained");
    assert!(explained["explanation"].is_string() && explained["hits"][0]["explanation"].is_string());
}

#[test]
fn a_side_that_is_missing_is_null_and_a_repaired_one_keeps_its_source() {
    let sandbox = Sandbox::indexed();
    let row = json(&sandbox, &["search", "商業秘密", "--doc", "terms", "--json", "-q"]);
    let hit = &row["hits"][0];
    assert!(hit["en"].is_null() && hit["ref"] == "T4" && hit["link"]["given"] == true && hit["link"]["type"] == "1-0");
    std::fs::write(sandbox.path("soft.txt"), "公\u{ad}報。\n\nThe\u{200b} gazette.\n").unwrap();
    let value = json(&sandbox, &["search", "公報", "soft.txt", "--json", "-q"]);
    object(SEARCH, &value, "repaired");
    assert_eq!(value["hits"][0]["zh"]["text"], "公報。");
    assert_eq!(value["hits"][0]["zh"]["source"], "公\u{ad}報。");
}

#[test]
fn counterpart_has_its_shape() {
    let sandbox = Sandbox::indexed();
    for text in ["岸電設施已覆蓋全部泊位", "The monthly rent is RMB 120,000", "terms#4", "harbour#1.1:2", "麒麟"]
    {
        let value = json(&sandbox, &["counterpart", text, "--json", "-q", "-n", "3"]);
        object(COUNTERPART, &value, text);
        for found in value["matches"].as_array().unwrap() {
            let passage = json(&sandbox, &["show", found["passage"].as_str().unwrap(), "--json"]);
            for side in ["zh", "en"].into_iter().filter(|side| !found[*side].is_null()) {
                let (part, whole) = (&found[side], passage["passages"][0][side]["text"].as_str().unwrap());
                assert_eq!(part["text"], cut(whole, &part["start"], &part["end"]));
            }
        }
    }
}

#[test]
fn show_docs_and_index_have_their_shapes() {
    let sandbox = Sandbox::new();
    let built = json(&sandbox, &["index", "--json"]);
    object(INDEX, &built, "index");
    assert_eq!(built["added"].as_array().unwrap().len(), 3);
    for id in ["harbour", "harbour#2", "terms#4", "lease#2.1:1"] {
        let value = json(&sandbox, &["show", id, "--json"]);
        object(SHOW, &value, id);
        value["passages"].as_array().unwrap().iter().for_each(check_offsets);
    }
    let docs = json(&sandbox, &["docs", "--json"]);
    object(DOCS, &docs, "docs");
    assert_eq!(docs["docs"][0]["fields"]["來源"], "測試示例");
    let size = json(&sandbox, &["docs", "--size", "--json"]);
    object(SIZE, &size, "size");
    let parts: u64 = size["parts"].as_array().unwrap().iter().map(|part| part["bytes"].as_u64().unwrap()).sum();
    assert_eq!(size["bytes"], parts);
    assert_eq!(parts, bytes_in(&sandbox.path("index/store")));
    // What the papers say, repaired, is no longer than their files and not much shorter.
    let text = size["text"]["zh"].as_u64().unwrap() + size["text"]["en"].as_u64().unwrap();
    let papers = bytes_in(&sandbox.path("papers"));
    assert!(text < papers && text > papers / 2, "{text} of {papers}");
    std::fs::remove_file(sandbox.path("papers/terms.tsv")).unwrap();
    std::fs::write(sandbox.path("papers/photo.txt"), b"\x89PNG\r\n\x1a\n").unwrap();
    let output = sandbox.run(["index", "--json", "-q"]);
    let changed: Value = serde_json::from_slice(&output.stdout).unwrap();
    object(INDEX, &changed, "index again");
    assert_eq!((output.status.code(), &changed["removed"][0]), (Some(2), &Value::from("terms")));
    assert!(changed["failed"][0].as_str().unwrap().contains("photo.txt"));
}
