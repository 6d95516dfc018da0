//! The title among the properties that office formats keep in an entry of their own.

use crate::model::Sides;
use crate::read::input::Outcome;
use crate::read::language::side_of_text;
use crate::read::package::Package;
use crate::read::xml_stream::{Markup, Token};

/// The `dc:title` of an entry, on the side that it reads as.
pub fn title(archive: &mut Package, entry: &str) -> Outcome<Sides<Option<String>>> {
    let mut title = Sides::default();
    let Some(xml) = archive.find(entry)? else { return Ok(title) };
    let mut markup = Markup::new(xml.as_slice());
    let (mut inside, mut text) = (false, String::new());
    loop {
        match markup.next()? {
            Token::Open(tag) => inside = tag.name == "title",
            Token::Close(_) => inside = false,
            Token::Text(said) if inside => text.push_str(&said),
            Token::Text(_) => {}
            Token::End => break,
        }
    }
    if let Some(side) = side_of_text(&text) {
        *title.get_mut(side) = Some(text.trim().to_string());
    }
    Ok(title)
}
