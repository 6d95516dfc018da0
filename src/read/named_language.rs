//! The language that an element of HTML names for its text, by `lang`, `data-lang` or a class, in a page or inside of Markdown;
//! and where what stands in one language is followed by the same in the other, as on pages that show one of them at a time.

use crate::model::Side;
use crate::read::language::{is_other_language, side_of_name, side_of_tag, side_of_text};
use std::borrow::Cow;

/// A language that is named, which may be neither of the two.
pub type Named = Option<Side>;

/// The language that an element names by its attributes, whose values `value` gives, empty where there is none.
pub fn named<'t>(element: &str, value: impl Fn(&str) -> Cow<'t, str>) -> Option<Named> {
    let said = ["lang", "xml:lang"].iter().map(|name| value(name)).find(|lang| !lang.trim().is_empty());
    said.map(|lang| side_of_tag(&lang)).or_else(|| {
        // Of code it is the language that the program is written in.
        let text = !matches!(element, "code" | "pre");
        let data = value("data-lang");
        let by_data = || side_of_mark(&data).map(Some).or_else(|| is_other_language(&data).then_some(None));
        let classes = value("class");
        text.then(|| by_data().or_else(|| classes.split_ascii_whitespace().find_map(by_class))).flatten()
    })
}

/// The language that a class names: `lang-en`, `zh`, `content-zh`, `lang-ja`.
fn by_class(class: &str) -> Option<Named> {
    let tag = class.strip_prefix("lang-").or(class.strip_prefix("lang_"));
    match tag {
        Some(tag) => side_of_tag(tag).map(Some).or_else(|| is_other_language(tag).then_some(None)),
        None => side_of_mark(class).map(Some),
    }
}

/// The side that a mark names: a language by itself, or one that stands first or last in it.
fn side_of_mark(mark: &str) -> Option<Side> {
    const SURE: [&str; 8] = ["zh", "zho", "cmn", "en", "eng", "cn", "chinese", "english"];
    let lower = mark.to_ascii_lowercase();
    let sure = |part: &str| SURE.contains(&part).then(|| side_of_tag(part)).flatten();
    let mut parts = lower.split(['-', '_']);
    let (first, last) = (parts.next()?, parts.next_back());
    match last {
        None => sure(first),
        // `shop-cn` may be a shop in China.
        Some(last) => sure(last).filter(|_| last != "cn").or_else(|| sure(first).and_then(|_| side_of_name(&lower))),
    }
}

/// The side of a text that stands as a whole in an element which names `side`: Chinese is Chinese whatever it is said to be.
pub fn believed(side: Named, text: &str) -> Named {
    side.filter(|side| *side == Side::Zh || side_of_text(text) != Some(Side::Zh))
}

/// An element that is open, as far as languages go. Places are bytes of the text of the block that is being gathered.
#[derive(Clone, Copy, Debug, Default)]
pub struct LanguagePart {
    /// The language that it names.
    pub named: Option<Named>,
    /// Whether the block's text begins in it.
    opens: bool,
    /// The last element inside of it that named a language.
    inside: Option<Ended>,
}

/// An element that named a language and has ended.
#[derive(Clone, Copy, Debug)]
struct Ended {
    named: Named,
    opens: bool,
    end: usize,
}

impl LanguagePart {
    /// An element that opens behind `text`.
    pub fn open(named: Option<Named>, text: &str) -> Self {
        LanguagePart { named, opens: text.trim().is_empty(), inside: None }
    }

    /// Where the block ends before an element inside of this one which names a language, bytes: right before it stood what says
    /// the same in another. A name in its own language inside a sentence has text around it.
    pub fn parts(&self, named: Named, text: &str) -> Option<usize> {
        let before =
            self.inside.filter(|before| before.named != named && (before.named.is_some() || named.is_some()))?;
        let between = text.get(before.end..)?;
        // A stroke between them is layout.
        let stroke = |c: char| c.is_whitespace() || matches!(c, '/' | '／' | '|' | '｜' | '·');
        let follows = if before.opens { between.trim_matches(stroke) } else { between.trim() };
        follows.is_empty().then_some(before.end)
    }

    /// Ends the element where `text` does. Returns the language of the block, where the text stands in the element as a whole, and
    /// up to which byte.
    pub fn close(self, parent: Option<&mut LanguagePart>, text: &str) -> Option<WholeLanguage> {
        let ended = self.named.map(|named| Ended { named, opens: self.opens, end: text.len() });
        if let Some(parent) = parent {
            parent.inside = ended;
        }
        let ended = ended.filter(|ended| ended.opens)?;
        ended.named.map(|side| WholeLanguage { side, end: ended.end })
    }

    /// Forgets places in a block that has ended.
    pub fn end_block(&mut self) {
        self.inside = None;
    }
}

/// The language of an element that a block's text begins in, and the byte at which it ended.
#[derive(Clone, Copy, Debug)]
pub struct WholeLanguage {
    side: Side,
    end: usize,
}

impl WholeLanguage {
    /// The side of a block, where nothing follows the element in it.
    pub fn side_of(self, text: &str) -> Option<Side> {
        text.get(self.end..).is_some_and(|rest| rest.trim().is_empty()).then_some(self.side)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(element: &str, name: &str, said: &str) -> Option<Named> {
        named(element, |asked| Cow::from(if asked == name { said.to_string() } else { String::new() }))
    }

    #[test]
    fn elements_name_languages_in_many_ways() {
        for class in ["lang-zh", "x lang_zh", "zh", "cn", "zh-Hans", "content-zh", "tabs panel--zh", "lang-chinese"] {
            assert_eq!(of("span", "class", class), Some(Some(Side::Zh)), "{class}");
        }
        for class in ["lang-en", "en", "text-en", "English", "en-US"] {
            assert_eq!(of("div", "class", class), Some(Some(Side::En)), "{class}");
        }
        for class in ["", "shop-cn", "enlarge", "zhuang", "lang-rust", "nan", "en-route-map", "gan"] {
            assert_eq!(of("div", "class", class), None, "{class}");
        }
        assert_eq!(of("span", "data-lang", "zh-TW"), Some(Some(Side::Zh)));
        assert_eq!(of("span", "data-lang", "ja"), Some(None));
        assert_eq!(of("span", "class", "lang-id"), Some(None));
        assert_eq!(of("code", "class", "lang-cs"), None);
        assert_eq!(of("code", "lang", "zh"), Some(Some(Side::Zh)));
    }
}
