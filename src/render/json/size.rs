//! What an index takes on disk.

use super::{line, rounded};
use crate::model::StoreSize;
use crate::render::size::share;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Size {
    schema: &'static str,
    bytes: u64,
    text: Text,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Text {
    zh: u64,
    en: u64,
}

#[derive(Serialize)]
struct Part {
    part: &'static str,
    bytes: u64,
    share: f64,
}

pub(in crate::render) fn size(out: &mut dyn Write, size: &StoreSize) -> io::Result<()> {
    let total = size.total();
    let parts = size.parts().map(|(part, bytes)| Part { part, bytes, share: rounded(share(bytes, total) as f32) });
    let text = Text { zh: size.text.zh, en: size.text.en };
    line(out, &Size { schema: "duizhao/size/1", bytes: total, text, parts: parts.into() })
}
