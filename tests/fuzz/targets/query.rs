//! Any text is a query or an error that says where and how it is meant.

#![no_main]

use duizhao::query::{parse, parse_words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    parse_words(text);
    if let Err(error) = parse(text) {
        assert!(error.at <= text.chars().count() && !error.message.is_empty(), "{error:?}");
        assert!(error.nearest.as_deref().is_none_or(|nearest| parse(nearest).is_ok()), "{error:?}");
    }
});
