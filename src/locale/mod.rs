//! The language in which a person is spoken to: which one, and what is said in it. Whatever is said is written in English
//! where it arises, and is looked up in the catalogue where it is shown: the stages know nothing of languages, and what
//! programs read stays as it is.

mod catalogue;
mod current;
mod tag;
mod template;

pub use current::{current, set_default, within};
pub use tag::Locale;
pub use template::places;

use std::borrow::Cow;

/// A fixed text in the current language.
pub fn say(english: &'static str) -> &'static str {
    lookup(english).unwrap_or(english)
}

/// What the catalogue has for a text in the current language; `None` in English, and for what it does not have.
pub fn lookup(english: &str) -> Option<&'static str> {
    catalogue::text(current(), english)
}

/// A message with its arguments in the current language. It is told by its form, so that whatever made it need not know
/// that it is translated; of several lines each that has a form of its own is.
pub fn translated(message: &str) -> Cow<'_, str> {
    match current() {
        Locale::En => Cow::Borrowed(message),
        locale => Cow::Owned(template::translated(locale, message)),
    }
}

/// The lines of a message that have no form in the catalogue; for tests.
#[doc(hidden)]
pub fn unknown(message: &str) -> Vec<&str> {
    template::unknown(message)
}
