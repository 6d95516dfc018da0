//! The published rules of TMX 1.4 (its document type, `tmx14.dtd`, and what the specification says of the values) and of
//! XLIFF 2.1 (the core schema and the constraints beside it), for the elements that are written: which may stand in
//! which and in what order, which attributes they must and may have, which values those take.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Regex;
use std::collections::HashSet;

struct Element {
    name: &'static str,
    /// A regular expression over the names of its children, each followed by a blank.
    children: &'static str,
    /// Whether it may hold text.
    text: bool,
    /// Attributes with a regular expression for the value; those with `!` before the name must be there.
    attributes: &'static [(&'static str, &'static str)],
}

const ANY: &str = ".*";
/// White space may not stand in a name of TMX.
const NAME: &str = r"\S+";
/// `xs:NMTOKEN`
const TOKEN: &str = r"[\w.:\-]+";
const LANG: &str = "[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*";

const TMX: &[Element] = &[
    Element { name: "tmx", children: "header body ", text: false, attributes: &[("!version", "1\\.4")] },
    Element {
        name: "header",
        children: "((note|prop|ude) )*",
        text: false,
        attributes: &[
            ("!creationtool", ANY),
            ("!creationtoolversion", ANY),
            ("!segtype", "block|paragraph|sentence|phrase"),
            ("!o-tmf", ANY),
            ("!adminlang", LANG),
            ("!srclang", r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*|\*all\*"),
            ("!datatype", NAME),
        ],
    },
    Element { name: "body", children: "(tu )*", text: false, attributes: &[] },
    Element {
        name: "tu",
        children: "((note|prop) )*(tuv )+",
        text: false,
        attributes: &[("tuid", NAME), ("srclang", LANG)],
    },
    Element { name: "prop", children: "", text: true, attributes: &[("!type", NAME)] },
    Element { name: "tuv", children: "((note|prop) )*seg ", text: false, attributes: &[("!xml:lang", LANG)] },
    Element { name: "seg", children: "((bpt|ept|ph|it|hi|ut) )*", text: true, attributes: &[] },
    Element { name: "ph", children: "(sub )*", text: true, attributes: &[("x", r"\d+"), ("type", NAME)] },
];

const XLIFF: &[Element] = &[
    Element {
        name: "xliff",
        children: "(file )+",
        text: false,
        attributes: &[
            ("!xmlns", "urn:oasis:names:tc:xliff:document:2\\.0"),
            ("!version", "2\\.[01]"),
            ("!srcLang", LANG),
            // Required where there are targets.
            ("!trgLang", LANG),
        ],
    },
    Element {
        name: "file",
        children: "(skeleton )?(notes )?((unit|group) )+",
        text: false,
        attributes: &[("!id", TOKEN), ("original", ".+")],
    },
    Element { name: "group", children: "(notes )?((unit|group) )*", text: false, attributes: &[("!id", TOKEN)] },
    Element {
        name: "unit",
        children: "(notes )?(originalData )?((segment|ignorable) )*segment ((segment|ignorable) )*",
        text: false,
        attributes: &[("!id", TOKEN), ("name", "(?s).+"), ("xml:space", "default|preserve")],
    },
    Element { name: "segment", children: "source (target )?", text: false, attributes: &[("id", TOKEN)] },
    Element { name: "source", children: "", text: true, attributes: &[("xml:space", "default|preserve")] },
    Element { name: "target", children: "", text: true, attributes: &[("xml:space", "default|preserve")] },
];

/// Panics where a text is no TMX.
pub fn tmx(text: &str) {
    assert!(text.contains("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">"), "{text}");
    check(text, TMX, "tmx", &[]);
}

/// Panics where a text is no XLIFF. Ids are unique: of files in the whole, of units in their file.
pub fn xliff(text: &str) {
    check(text, XLIFF, "xliff", &[("file", "xliff"), ("unit", "file")]);
}

/// An open element: its rule, the names of its children so far, and the ids that must not come again in it.
struct Open<'r> {
    rule: &'r Element,
    children: String,
    ids: HashSet<(String, String)>,
}

fn check(text: &str, rules: &[Element], root: &str, unique: &[(&str, &str)]) {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(allowed), "a character that XML cannot hold: {text:?}");
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Open> = Vec::new();
    let mut roots = 0;
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("not well-formed: {e}\n{text}")) {
            Event::Start(start) => {
                let name = start.name().as_ref().to_string();
                let rule = rules.iter().find(|rule| rule.name == name).unwrap_or_else(|| panic!("<{name}>"));
                let id = attributes(&start, rule);
                if let Some(id) = id
                    && let Some((_, scope)) = unique.iter().find(|(element, _)| *element == name)
                {
                    let scope = open.iter_mut().rev().find(|o| o.rule.name == *scope).expect("its scope is open");
                    assert!(scope.ids.insert((name.clone(), id.clone())), "<{name} id='{id}'> comes twice");
                }
                match open.last_mut() {
                    Some(parent) => parent.children += &format!("{name} "),
                    None => {
                        assert_eq!(name, root);
                        roots += 1;
                    }
                }
                open.push(Open { rule, children: String::new(), ids: HashSet::new() });
            }
            Event::End(_) => {
                let Open { rule, children, .. } = open.pop().expect("an element is open");
                assert!(whole(rule.children, &children), "<{}> holds {children:?}", rule.name);
            }
            Event::Text(said) => {
                let blank = said.trim().is_empty();
                assert!(blank || open.last().is_some_and(|o| o.rule.text), "text where none may stand: {said:?}");
            }
            Event::GeneralRef(reference) => {
                let known = matches!(reference.as_ref(), "lt" | "gt" | "amp" | "quot" | "apos");
                assert!(known || reference.is_char_ref(), "&{};", reference.as_ref() as &str);
                assert!(open.last().is_some_and(|o| o.rule.text), "a reference where no text may stand");
            }
            Event::Decl(_) | Event::DocType(_) => assert!(open.is_empty()),
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((open.len(), roots), (0, 1));
}

/// Checks the attributes, and gives the id.
fn attributes(start: &BytesStart<'_>, rule: &Element) -> Option<String> {
    let mut id = None;
    let mut seen = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.expect("a well-formed attribute");
        let name = attribute.key.as_ref().to_string();
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned();
        let known = rule.attributes.iter().find(|(known, _)| known.trim_start_matches('!') == name);
        let (_, pattern) = known.unwrap_or_else(|| panic!("<{} {name}>", rule.name));
        assert!(whole(pattern, &value), "<{} {name}={value:?}>", rule.name);
        if name == "id" {
            id = Some(value);
        }
        seen.push(name);
    }
    for required in rule.attributes.iter().filter_map(|(name, _)| name.strip_prefix('!')) {
        assert!(seen.iter().any(|name| name == required), "<{}> without {required}", rule.name);
    }
    id
}

fn whole(pattern: &str, text: &str) -> bool {
    Regex::new(&format!("^(?:{pattern})$")).expect("a pattern").is_match(text)
}

#[test]
fn the_rules_catch_what_breaks_them() {
    let head = "<?xml version=\"1.0\"?><xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"zh\" trgLang=\"en\">";
    let unit = "<unit id=\"u1\"><segment><source>甲</source></segment></unit>";
    xliff(&format!("{head}<file id=\"f1\">{unit}</file></xliff>"));
    for wrong in [
        format!("{head}</xliff>"),
        format!("{head}<file id=\"f1\">{unit}{unit}</file></xliff>"),
        format!("{head}<file id=\"a b\">{unit}</file></xliff>"),
        format!("{head}<file id=\"f1\">text{unit}</file></xliff>"),
        format!("{head}<file id=\"f1\"><unit id=\"u1\"><segment><target>A</target></segment></unit></file></xliff>"),
        format!("{head}<file>{unit}</file></xliff>"),
    ] {
        assert!(std::panic::catch_unwind(|| xliff(&wrong)).is_err(), "{wrong}");
    }
}
