//! What office formats say of a document in entries of their own: its title, when it is from, by whom, and what people
//! add themselves.

use crate::model::{Raw, Sides};
use crate::read::input::Outcome;
use crate::read::language::side_of_text;
use crate::read::package::Package;
use crate::read::xml_stream::{Markup, Token};

/// Elements by their names without prefix, each with the field that it is.
const ELEMENTS: &[(&str, &str)] = &[
    ("created", "created"),
    ("creation-date", "created"),
    ("modified", "modified"),
    ("creator", "author"),
    ("initial-creator", "author"),
    ("subject", "subject"),
    ("keywords", "keywords"),
    ("keyword", "keywords"),
    ("category", "category"),
    ("publisher", "publisher"),
    ("date", "modified"),
];

/// Where the formats of Office keep them.
pub const OFFICE: [&str; 2] = ["docProps/core.xml", "docProps/custom.xml"];

/// What a document says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Properties {
    pub title: Sides<Option<String>>,
    pub fields: Vec<(String, String)>,
}

impl Properties {
    /// A document with these properties.
    pub fn on(self, raw: Raw) -> Raw {
        Raw { title: self.title, fields: self.fields, ..raw }
    }
}

/// The properties in entries of a package; entries that are not there say nothing.
pub fn properties(archive: &mut Package, entries: &[&str]) -> Outcome<Properties> {
    let mut found = Properties::default();
    for entry in entries {
        if let Some(xml) = archive.find(entry)? {
            read(&xml, &mut found)?;
        }
    }
    Ok(found)
}

fn read(xml: &[u8], found: &mut Properties) -> Outcome<()> {
    let mut markup = Markup::new(xml);
    // The field that the open element is, and its text.
    let (mut field, mut text) = (None, String::new());
    loop {
        match markup.next()? {
            Token::Open(tag) => {
                let own = match tag.name.as_str() {
                    "title" => Some("title".to_string()),
                    // What people add: `property` of Office, `user-defined` of OpenDocument.
                    "property" | "user-defined" => tag.get("name").map(str::to_string),
                    name => {
                        ELEMENTS.iter().find(|(element, _)| *element == name).map(|(_, field)| (*field).to_string())
                    }
                };
                // The value of a property stands in an element of its own.
                if own.is_some() {
                    text.clear();
                    field = own;
                }
            }
            Token::Text(said) if field.is_some() => text.push_str(&said),
            Token::Close(_) if !text.trim().is_empty() => {
                let said = std::mem::take(&mut text).trim().to_string();
                match field.take() {
                    Some(name) if name == "title" => {
                        if let Some(side) = side_of_text(&said) {
                            *found.title.get_mut(side) = Some(said);
                        }
                    }
                    Some(name) => found.fields.push((name, said)),
                    None => {}
                }
            }
            Token::Text(_) | Token::Close(_) => {}
            Token::End => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::input::Input;
    use crate::read::testing::zip;

    #[test]
    fn what_office_and_people_say_is_read() {
        let core = "<c xmlns:dc='d' xmlns:dcterms='t'><dc:title>合同</dc:title><dc:creator>A</dc:creator>\
            <dcterms:created>2024-11-30T08:00:00Z</dcterms:created><cp:revision>3</cp:revision></c>";
        let custom = "<P><property name='court' pid='2'><lpwstr>最高法院</lpwstr></property></P>";
        let meta = "<m><dc:title>Law</dc:title><user-defined name='case'>12</user-defined><date>2024</date></m>";
        let bytes = zip(&[("core.xml", core), ("custom.xml", custom), ("meta.xml", meta)]);
        let read = |entries: &[&str]| {
            let mut package = Package::open(&Input::bytes("x.docx", bytes.as_slice())).unwrap();
            properties(&mut package, entries).unwrap()
        };
        let field = |name: &str, value: &str| (name.to_string(), value.to_string());
        let office = read(&["core.xml", "custom.xml", "missing.xml"]);
        assert_eq!(office.title.zh.as_deref(), Some("合同"));
        assert_eq!(
            office.fields,
            [field("author", "A"), field("created", "2024-11-30T08:00:00Z"), field("court", "最高法院")]
        );
        assert_eq!(read(&["meta.xml"]).fields, [field("case", "12"), field("modified", "2024")]);
    }
}
