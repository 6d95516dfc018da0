//! XML of a program's own whose elements are texts by their keys: `<resource name="open">Open</resource>`,
//! `<entry key="open"><text>…</text></entry>`. Two of a shape are joined by the keys and not by the order.

use crate::model::Side;
use crate::read::keyed::KeyedTexts;
use crate::read::language::side_of_name;
use crate::read::xml_stream::Tag;
use std::collections::{HashMap, HashSet};

/// Attributes that name an element, the surest first.
const KEYS: [&str; 7] = ["key", "name", "resname", "stringid", "identifier", "tag", "id"];
/// Elements of running text, which may have names too: for links to lead to.
const RUNNING: [&str; 22] = [
    "p", "para", "simpara", "s", "seg", "sentence", "verse", "w", "l", "lg", "ab", "div", "section", "sect1", "sect2",
    "chapter", "topic", "page", "li", "listitem", "title", "head",
];
/// Texts that an element with a key holds on average, at the most: what holds more is a part of a document.
const TEXTS_A_KEY: usize = 3;
/// Texts without a key after which none is looked for: a book is not held twice.
const TRIED: usize = 1_000;

/// What an element is called by its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    name: String,
    /// It is an `id`, which also numbers the parts of a text.
    is_id: bool,
}

impl Key {
    pub fn of(tag: &Tag) -> Option<Key> {
        let (attribute, name) = KEYS.iter().find_map(|name| Some((*name, tag.get(name)?.trim())))?;
        (!name.is_empty()).then(|| Key { name: name.to_string(), is_id: attribute == "id" })
    }

    /// What is left of an `id` without the number at its end, `sec-` of `sec-12`, where it has one.
    fn counts(&self) -> Option<&str> {
        let bare = self.name.trim_end_matches(|c: char| c.is_ascii_digit());
        (self.is_id && bare.len() < self.name.len()).then_some(bare)
    }
}

/// The texts of a file with the elements that they stand in.
#[derive(Default)]
pub struct Entries {
    entries: Vec<Entry>,
    /// The first of many texts have no keys, and the rest is not looked at.
    given_up: bool,
}

struct Entry {
    /// The nearest element with a key.
    keyed: Option<(String, Key)>,
    /// The elements below it, or all where there is none.
    below: Vec<String>,
    text: String,
    side: Option<Side>,
    line: usize,
}

impl Entries {
    /// Adds a text; `path` goes from the root to its own element, with their keys.
    pub fn add<'e>(
        &mut self,
        path: impl DoubleEndedIterator<Item = (&'e str, Option<&'e Key>)>,
        text: &str,
        side: Option<Side>,
        line: usize,
    ) {
        if self.given_up {
            return;
        }
        let mut below = Vec::new();
        let mut keyed = None;
        for (name, key) in path.rev() {
            if let Some(key) = key {
                keyed = Some((name.to_string(), key.clone()));
                break;
            }
            below.push(name.to_string());
        }
        self.entries.push(Entry { keyed, below, text: text.to_string(), side, line });
        if self.entries.len() == TRIED && self.entries.iter().all(|entry| entry.keyed.is_none()) {
            (self.entries, self.given_up) = (Vec::new(), true);
        }
    }

    /// The texts by their keys, if they are kept by keys: nearly all stand in elements of one name, each with a key of its
    /// own.
    pub fn keyed(self) -> Option<KeyedTexts> {
        let mut names: HashMap<&str, usize> = HashMap::new();
        for (name, _) in self.entries.iter().filter_map(|entry| entry.keyed.as_ref()) {
            *names.entry(name).or_default() += 1;
        }
        let (name, texts) = names.into_iter().max_by_key(|(name, count)| (*count, *name))?;
        let keys: Vec<&Key> = self
            .entries
            .iter()
            .filter_map(|entry| entry.keyed.as_ref())
            .filter(|(own, _)| own == name)
            .map(|(_, key)| key)
            .collect();
        let distinct = keys.iter().map(|key| &key.name).collect::<HashSet<_>>().len();
        // Numbers count the parts of a text, whatever they are in another one.
        let stem = keys.iter().find_map(|key| key.counts());
        let counted = stem.is_some() && keys.iter().filter(|key| key.counts() == stem).count() * 2 > keys.len();
        let runs = RUNNING.contains(&name.to_ascii_lowercase().as_str());
        let kept = texts >= 2 && texts * 10 >= self.entries.len() * 8 && distinct * TEXTS_A_KEY >= texts;
        if runs || counted || !kept {
            return None;
        }
        let mut keyed = KeyedTexts::default();
        for Entry { keyed: name, mut below, text, side, line } in self.entries {
            let language = below.first().and_then(|name| side_of_name(name));
            if language.is_some() {
                below.remove(0);
            }
            let key =
                name.map(|(_, key)| key.name).into_iter().chain(below.into_iter().rev()).collect::<Vec<_>>().join("/");
            keyed.line = Some(line);
            keyed.add(key, &text, side.or(language));
        }
        Some(keyed)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Body;
    use crate::read::format::Hint;
    use crate::read::input::Input;
    use crate::read::testing::rows_of;
    use crate::read::{read, read_pair};

    fn input(name: &str, xml: &str) -> Input {
        Input::bytes(name, format!("<?xml version='1.0'?>\n{xml}").as_bytes())
    }

    #[test]
    fn two_files_are_joined_by_the_keys_of_their_elements() {
        let zh = "<language name='中文'><texts><text name='quay'>碼頭</text><text name='berth'>泊位</text></texts></language>";
        let en = "<language name='English'><texts><text name='berth'>\n\tBerth\n</text><text name='tide'>Tide</text>\
            <text name='quay'>Quay</text></texts></language>";
        let raw = read_pair(&input("x-zh.xml", zh), &input("x-en.xml", en), &Hint::default()).unwrap().0;
        let text = Option::unwrap_or_default;
        let rows: Vec<[String; 3]> =
            rows_of(raw).into_iter().map(|row| [row.reference, row.zh, row.en].map(text)).collect();
        let want = [["quay", "碼頭", "Quay"], ["berth", "泊位", "Berth"], ["tide", "", "Tide"]];
        assert_eq!(rows, want.map(|row| row.map(str::to_string)));
    }

    #[test]
    fn both_languages_of_a_key_are_a_row() {
        let xml = "<data><entry key='berth'><en>Berth</en><zh-TW>泊位</zh-TW></entry><entry key='quay'><en>Quay</en>\
            <zh-TW>碼頭</zh-TW></entry></data>";
        let rows = rows_of(read(&input("x.xml", xml), &Hint::default()).unwrap());
        let rows: Vec<_> = rows.into_iter().map(|row| (row.reference, row.zh, row.en)).collect();
        let row = |key: &str, zh: &str, en: &str| (Some(key.into()), Some(zh.into()), Some(en.into()));
        assert_eq!(rows, [row("berth", "泊位", "Berth"), row("quay", "碼頭", "Quay")]);
    }

    #[test]
    fn running_text_with_names_stays_a_text() {
        for xml in [
            "<doc><para id='a'>船舶應適航。</para><para id='b'>引航員登船。</para></doc>",
            "<doc><u id='u1'>船舶應適航。</u><u id='u2'>引航員登船。</u></doc>",
            "<doc><part id='a'><x>一</x><x>船舶應適航。</x><x>二</x><x>引航員登船。</x></part></doc>",
        ] {
            let raw = read(&input("x.xml", xml), &Hint::default()).unwrap();
            assert!(matches!(raw.body, Body::Blocks(_)), "{xml}");
        }
    }
}
