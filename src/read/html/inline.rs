//! Single tags of HTML that stand in the text of another format.

use super::elements::{value, void};
use crate::read::named_language::{Named, named};
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// A tag by itself.
pub enum InlineTag {
    /// With the language that the element names, if any.
    Start {
        element: String,
        named: Option<Named>,
    },
    End {
        element: String,
    },
}

/// The tag that a text is; `None` for a comment and for an element without an end.
pub fn inline_tag(html: &str) -> Option<InlineTag> {
    let name = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    let tokens = Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span());
    tokens.flatten().find_map(|token| match token {
        Token::StartTag(tag) => {
            let element = name(&tag.name);
            let named = named(&element, |attribute| value(&tag, attribute));
            (!void(&element) && !tag.self_closing).then_some(InlineTag::Start { element, named })
        }
        Token::EndTag(tag) => Some(InlineTag::End { element: name(&tag.name) }),
        _ => None,
    })
}
