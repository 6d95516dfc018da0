//! XML that has its texts in attributes: `<item id="open" name="Open"/>`. Where no element has text, these are what people
//! read, by what else tells their elements.

use crate::model::{LeftOutReason, Warning};
use crate::read::keyed::KeyedTexts;
use crate::read::language::side_of_text;
use crate::read::xml_stream::Tag;

/// What is in the names of attributes that people read.
const READ: [&str; 11] =
    ["text", "title", "label", "caption", "value", "message", "msg", "desc", "tip", "content", "name"];
/// Attributes that are kept, at most.
const MOST: usize = 200_000;

/// The attributes of a file that read as texts.
#[derive(Default)]
pub struct AttributeTexts {
    found: Vec<Attribute>,
    /// All others, which would be left out.
    codes: Vec<(String, usize)>,
    /// How many come behind the most that are kept.
    beyond: usize,
}

struct Attribute {
    key: String,
    text: String,
    line: usize,
}

impl AttributeTexts {
    /// Adds an element by the names of those that it stands in.
    pub fn add<'e>(&mut self, path: impl Iterator<Item = &'e str>, tag: &'e Tag, line: usize) {
        if self.found.len() + self.codes.len() >= MOST {
            self.beyond += tag.attributes().filter(|(_, value)| !value.trim().is_empty()).count();
            return;
        }
        let is_read = |name: &str| READ.iter().any(|part| name.to_ascii_lowercase().contains(part));
        // Beside a text, a name is what programs call it.
        let named = |name: &str| name.eq_ignore_ascii_case("name");
        let more = tag.attributes().any(|(name, value)| is_read(name) && !named(name) && side_of_text(value).is_some());
        let is_text = |name: &str, value: &str| {
            is_read(name) && side_of_text(value).is_some() && !(more && named(name)) && !value.contains("://")
        };
        let (texts, codes): (Vec<_>, Vec<_>) = tag.attributes().partition(|(name, value)| is_text(name, value));
        let place: Vec<&str> = path.chain([tag.name.as_str()]).collect();
        let own: Vec<&str> = codes.iter().map(|(_, value)| *value).collect();
        for (name, text) in &texts {
            let key = format!("{}[{}].{name}", place.join("/"), own.join(" "));
            self.found.push(Attribute { key, text: text.to_string(), line });
        }
        self.codes.extend(own.iter().filter(|code| !code.trim().is_empty()).map(|code| (code.to_string(), line)));
    }

    /// Says how many are not read, where there are more than are kept.
    pub fn warning(&self) -> Option<Warning> {
        let message = format!(
            "{} attributes behind the first {} are not read; split the file to have them",
            self.beyond,
            self.found.len() + self.codes.len()
        );
        (self.beyond > 0).then(|| Warning::new(message))
    }

    /// The texts as those of a document, where there are some.
    pub fn keyed(self) -> Option<KeyedTexts> {
        let mut texts = KeyedTexts::default();
        let letters = |text: &str| text.contains(' ') || side_of_text(text) == Some(crate::model::Side::Zh);
        if self.found.iter().filter(|attribute| letters(&attribute.text)).count() < 3 {
            return None;
        }
        for Attribute { key, text, line } in self.found {
            texts.line = Some(line);
            texts.add(key, &text, None);
        }
        for (code, line) in self.codes {
            texts.line = Some(line);
            texts.leave(LeftOutReason::Code, code);
        }
        Some(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::read::format::Hint;
    use crate::read::input::Input;
    use crate::read::testing::rows_of;

    #[test]
    fn texts_in_attributes_are_paired_by_the_rest() {
        let file = |language: &str, texts: [&str; 3]| {
            let [open, moor, sail] = texts;
            let xml = format!(
                "<?xml version='1.0'?><ui language='{language}' version='{}'><menu><item id='1' name='{open}'/>\
                <item id='2' name='{moor}'/></menu><box name='b7' title='{sail}'/></ui>",
                language.len()
            );
            Input::bytes(format!("x-{language}.xml"), xml.as_bytes())
        };
        let zh = file("zh", ["開啟船閘", "繫泊", "啟航"]);
        let en = file("en", ["Open the lock", "Moor at once", "Set sail"]);
        let raw = crate::read::read_pair(&zh, &en, &Hint::default()).unwrap().0;
        let text = Option::unwrap_or_default;
        let rows: Vec<String> =
            rows_of(raw).into_iter().map(|row| format!("{}|{}", text(row.zh), text(row.en))).collect();
        assert_eq!(rows, ["開啟船閘|Open the lock", "繫泊|Moor at once", "啟航|Set sail"]);
    }

    #[test]
    fn attributes_behind_the_most_are_counted() {
        let items = "<item id='1' name='Open the lock' title='Moor at once'/>".repeat(MOST / 3 + 2);
        let xml = format!("<?xml version='1.0'?><ui>{items}</ui>");
        let raw = crate::read::read(&Input::bytes("x.xml", xml.as_bytes()), &Hint::default()).unwrap();
        let said: Vec<&str> = raw.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("3 attributes behind the first 200001 are not read"), "{said:?}");
    }
}
