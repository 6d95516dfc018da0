//! What a PDF says of itself: when it was made, by whom, about what.

use crate::read::encoding;
use crate::read::input::Input;
use hayro_interpret::hayro_syntax::metadata::Metadata;

/// The properties that say something of the document.
pub(super) fn fields(metadata: &Metadata) -> Vec<(String, String)> {
    let text = |bytes: &Option<Box<[u8]>>| {
        let (text, _) = encoding::text_of(&Input::bytes("property", bytes.as_deref()?), None).ok()?;
        Some(text.trim().to_string()).filter(|text| !text.is_empty())
    };
    let made =
        metadata.creation_date.as_ref().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    let properties = [
        ("created", made),
        ("author", text(&metadata.author)),
        ("subject", text(&metadata.subject)),
        ("keywords", text(&metadata.keywords)),
    ];
    properties.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect()
}
