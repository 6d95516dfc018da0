//! The characters of an embedded font that numbers its glyphs as one of Adobe's collections does and brings no table of its
//! own: the usual way in which Hong Kong prints its laws and companies there their reports.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::{BfString, CMap, CidFamily, load_embedded};
use std::collections::HashMap;
use std::sync::Arc;

/// How far into a font its collection is looked for: it is named in the first tables.
const HEAD: usize = 16_384;

/// What the collection is called in a font, behind "Adobe".
const ORDERINGS: [&[u8]; 4] = [b"CNS1", b"GB1", b"Japan1", b"Korea1"];

/// The collections of the fonts of a file, by where each font lies in memory, and what their numbers stand for.
#[derive(Default)]
pub struct Collections {
    fonts: HashMap<usize, Option<usize>>,
    maps: [Option<Option<CMap>>; ORDERINGS.len()],
}

impl Collections {
    /// The character of a glyph that names none; `None` where its font belongs to no collection.
    pub fn character(&mut self, glyph: &Glyph) -> Option<String> {
        let Glyph::Outline(outline) = glyph else { return None };
        let font = outline.font_data()?;
        // The font outlives the file's pages, so its place is its name.
        let place = Arc::as_ptr(&font.data).cast::<()>() as usize;
        let at = (*self.fonts.entry(place).or_insert_with(|| ordering((*font.data).as_ref())))?;
        let map = self.maps.get_mut(at)?.get_or_insert_with(|| map(ORDERINGS[at])).as_ref()?;
        // Such fonts are read by the collection's own numbers; a code of another encoding is beyond them.
        let named = map.lookup_bf_string(outline.char_code());
        let named = named.or_else(|| {
            let code = map.lookup_cid_code(outline.char_code(), 2)?;
            char::from_u32(code).map(BfString::Char)
        });
        named.map(|text| match text {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        })
    }
}

/// Which collection a font names.
fn ordering(font: &[u8]) -> Option<usize> {
    let head = font.get(..HEAD).unwrap_or(font);
    let names = |ordering: &[u8]| {
        let name = [b"Adobe".as_slice(), ordering].concat();
        head.windows(name.len()).any(|window| window == name)
    };
    ORDERINGS.iter().position(|ordering| names(ordering))
}

fn map(ordering: &[u8]) -> Option<CMap> {
    let name = CidFamily::from_registry_ordering(b"Adobe", ordering).ucs2_cmap()?;
    CMap::parse(load_embedded(name)?, load_embedded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_collection_are_characters() {
        // 一 is 595 of Adobe-CNS1.
        let at = ordering(b"\x01\0\x04AdobeCNS1MSung").unwrap();
        let map = map(ORDERINGS[at]).unwrap();
        let text = map.lookup_bf_string(595).map(|c| format!("{c:?}"));
        assert_eq!(text.as_deref(), Some("Char('一')"));
        assert_eq!(ordering(b"\x01\0\x04AdobeIdentity"), None);
    }
}
