//! What the tests of several readers share.

use crate::model::{Block, Body, Raw, Row};
use std::io::{Cursor, Write};

/// How many cases a property has: what `PROPTEST_CASES` says, or so many.
pub fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// An archive of these entries.
pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(text.as_bytes()).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// An archive whose names are in no encoding that it names, as Chinese Windows writes them.
pub fn zip_named(entries: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in entries {
        let mut fields = [20_u16, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        fields.extend(crc32fast::hash(content).to_le_bytes());
        fields.extend([content.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat());
        fields.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        directory.extend(
            [b"PK\x01\x02\x14\0", fields.as_slice(), &[0; 10], &(bytes.len() as u32).to_le_bytes(), name].concat(),
        );
        bytes.extend([b"PK\x03\x04", fields.as_slice(), name, content].concat());
    }
    let (start, count) = (bytes.len() as u32, entries.len() as u16);
    bytes.extend(&directory);
    bytes.extend([b"PK\x05\x06\0\0\0\0", [count, count].map(u16::to_le_bytes).concat().as_slice()].concat());
    bytes.extend([directory.len() as u32, start].map(u32::to_le_bytes).concat());
    bytes.extend([0, 0]);
    bytes
}

/// A compound file of these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in streams {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    file.flush().expect("a file");
    file.into_inner().into_inner()
}

/// A workbook of Excel 97 with one sheet.
pub fn xls(rows: &[Vec<String>]) -> Vec<u8> {
    let record =
        |number: u16, body: &[u8]| [&number.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat();
    let cells: Vec<&String> = rows.iter().flatten().collect();
    let mut table = [cells.len() as u32; 2].map(u32::to_le_bytes).concat();
    let mut strings = Vec::new();
    for text in &cells {
        let units: Vec<u16> = text.encode_utf16().collect();
        let body = [
            &(units.len() as u16).to_le_bytes()[..],
            &[1],
            &units.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<_>>(),
        ]
        .concat();
        if table.len() + body.len() > 8000 {
            strings.push(std::mem::take(&mut table));
        }
        table.extend(body);
    }
    strings.push(table);
    let bof = record(0x0809, &[0; 16]);
    let globals = |start: u32| {
        let mut stream =
            [bof.clone(), record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b's']].concat())].concat();
        for (n, part) in strings.iter().enumerate() {
            stream.extend(record(if n == 0 { 0x00FC } else { 0x003C }, part));
        }
        [stream, record(0x000A, &[])].concat()
    };
    let mut stream = globals(globals(0).len() as u32);
    stream.extend(bof.clone());
    let mut number = 0_u32;
    for (row, cells) in rows.iter().enumerate() {
        for column in 0..cells.len() {
            let place = [row as u16, column as u16, 0].map(u16::to_le_bytes).concat();
            stream.extend(record(0x00FD, &[place, number.to_le_bytes().to_vec()].concat()));
            number += 1;
        }
    }
    stream.extend(record(0x000A, &[]));
    compound(&[("Workbook", &stream)])
}

/// A document of Word 97: its text, what stands in its headers, and the characters that are hidden.
pub fn doc(text: &str, headers: &str, hidden: std::ops::Range<usize>) -> Vec<u8> {
    const TEXT: usize = 1024;
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let counts = [text, headers].map(|text| units(text).len() as u32);
    let all: Vec<u8> = units(&[text, headers].concat()).into_iter().flat_map(u16::to_le_bytes).collect();
    let place = |unit: usize| (TEXT + unit * 2) as u32;
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    // The characters before the hidden ones, those, and those behind.
    let bounds = [0, hidden.start, hidden.end, all.len() / 2].map(place);
    let page_at = (TEXT + all.len()).div_ceil(512) * 512;
    let mut page = numbers(&bounds);
    page.extend([0, 200, 0]);
    page.resize(512, 0);
    page.splice(400..404, [3, 0x3C, 0x08, 1]);
    page[511] = 3;
    let pieces =
        [&[2][..], &numbers(&[16]), &numbers(&[0, counts[0] + counts[1]]), &[0, 0], &numbers(&[place(0)]), &[0, 0]]
            .concat();
    let characters = numbers(&[bounds[0], bounds[3], page_at as u32 / 512]);
    let mut document = vec![0; TEXT];
    let mut put = |at: usize, bytes: &[u8]| drop(document.splice(at..at + bytes.len(), bytes.iter().copied()));
    put(0, &[0xEC, 0xA5, 0xC1, 0]);
    put(76, &numbers(&[counts[0]]));
    put(84, &numbers(&[counts[1]]));
    put(154 + 33 * 8, &numbers(&[0, pieces.len() as u32]));
    put(154 + 12 * 8, &numbers(&[pieces.len() as u32, characters.len() as u32]));
    document.extend(all);
    document.resize(page_at, 0);
    document.extend(page);
    compound(&[("WordDocument", &document), ("0Table", &[pieces, characters].concat())])
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

/// Blocks as lines for people: `# heading`, `^ note`, code behind a backtick, plain text; the side before it where there is one.
pub fn shown(raw: Raw) -> Vec<String> {
    use crate::model::BlockKind::*;
    let show = |b: Block| {
        let side = b.side.map(|s| format!("{s}: ")).unwrap_or_default();
        match b.kind {
            Heading(level) => format!("{side}{} {}", "#".repeat(level.into()), b.text),
            Note => format!("{side}^ {}", b.text),
            Code => format!("{side}` {}", b.text),
            Text | Paragraph => format!("{side}{}", b.text),
        }
    };
    blocks_of(raw).into_iter().map(show).collect()
}
