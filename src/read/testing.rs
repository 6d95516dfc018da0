//! What the tests of several readers share.

use crate::model::{Block, Body, Raw, Row};
use std::io::{Cursor, Write};

/// An archive of these entries.
pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(text.as_bytes()).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A PDF of one page for each content stream, its objects 1 and 2 catalog and pages, 3 the font of `font`.
pub fn pdf(font: &str, pages: &[&[u8]]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
    objects.push(format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()).into_bytes());
    objects.push(font.as_bytes().to_vec());
    objects.push(b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4>>>>".to_vec());
    for (n, content) in pages.iter().enumerate() {
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
                6 + 2 * n
            )
            .into_bytes(),
        );
        objects.push([format!("<</Length {}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat());
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend([format!("{} 0 obj\n", n + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).bytes());
    for offset in &offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", offsets.len() + 1).bytes());
    out
}

pub fn rows_of(raw: Raw) -> Vec<Row> {
    match raw.body {
        Body::Rows(rows) => {
            rows.map(|r| r.expect("a row")).filter(|row| row.zh.is_some() || row.en.is_some()).collect()
        }
        Body::Blocks(blocks) if blocks.is_empty() => Vec::new(),
        Body::Blocks(_) => panic!("blocks where rows were expected"),
    }
}

pub fn blocks_of(raw: Raw) -> Vec<Block> {
    match raw.body {
        Body::Blocks(blocks) => blocks,
        Body::Rows(_) => panic!("rows where blocks were expected"),
    }
}

/// Blocks as lines for people: `# heading`, `^ note`, plain text; the side before it where there is one.
pub fn shown(raw: Raw) -> Vec<String> {
    use crate::model::BlockKind::*;
    let show = |b: Block| {
        let side = b.side.map(|s| format!("{s}: ")).unwrap_or_default();
        match b.kind {
            Heading(level) => format!("{side}{} {}", "#".repeat(level.into()), b.text),
            Note => format!("{side}^ {}", b.text),
            Text | Paragraph => format!("{side}{}", b.text),
        }
    };
    blocks_of(raw).into_iter().map(show).collect()
}
