//! What an index takes on disk.

use super::wire::{line, rounded};
use crate::model::StoreSize;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "duizhao/size/1";

/// What an index takes on disk.
#[derive(Serialize, JsonSchema)]
pub(in crate::render) struct Size {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// All parts together.
    bytes: u64,
    text: TextSize,
    parts: Vec<PartSize>,
}

/// Bytes of the text that went in, UTF-8.
#[derive(Serialize, JsonSchema)]
struct TextSize {
    zh: u64,
    en: u64,
}

/// A part of the index.
#[derive(Serialize, JsonSchema)]
struct PartSize {
    #[schemars(extend("enum" = part_names()))]
    part: &'static str,
    bytes: u64,
    /// Of the whole.
    #[schemars(range(min = 0.0, max = 1.0))]
    share: f64,
}

fn part_names() -> [&'static str; 8] {
    StoreSize::default().parts().map(|(name, _)| name)
}

pub(in crate::render) fn size(out: &mut dyn Write, size: &StoreSize) -> io::Result<()> {
    let total = size.total();
    let parts = size.parts().map(|(part, bytes)| PartSize { part, bytes, share: rounded(size.share(bytes) as f32) });
    let text = TextSize { zh: size.text.zh, en: size.text.en };
    line(out, &Size { schema: SCHEMA, bytes: total, text, parts: parts.into() })
}
