//! PDF with a text layer: glyphs and where they stand, taken page by page; [`lines`], [`page`] and
//! [`paragraphs`] make text of them.

use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_text;
use crate::read::{encoding, limits};

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Sides, Warning};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathSeg, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret_page,
};
use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

mod collection;
mod contents;
mod furniture;
mod glyph;
mod labels;
mod leaders;
mod letter_spacing;
mod lines;
mod page;
mod paragraphs;
mod properties;
mod region;
mod ruled;
mod unruled;
mod word_gaps;

use collection::Collections;
pub use glyph::Glyph;
pub use page::PdfPage;
pub use paragraphs::flow;
pub use region::Rule;

pub fn read(input: &Input) -> Outcome<Raw> {
    let bytes = input.whole()?;
    // A thread of its own: its stack is large enough for whatever nesting the PDF crate allows, a panic in that
    // crate (it decodes some twenty formats of other people's bytes) ends the thread and not the program, and a
    // file that keeps it busy for ever is given up on.
    let (sender, receiver) = channel();
    let deadline = Instant::now() + limits::PDF_TIME;
    let worker = thread::Builder::new().name("pdf".into()).stack_size(limits::PDF_STACK).spawn(move || {
        // The receiver is gone when the time is up; then nobody wants the answer.
        let _ = sender.send(extract(bytes, deadline));
    });
    let worker = worker.map_err(|e| format!("cannot be read: no thread for it ({e})"))?;
    match receiver.recv_timeout(limits::PDF_TIME + Duration::from_secs(2)) {
        Ok(outcome) => outcome,
        Err(RecvTimeoutError::Timeout) => Err(too_slow()),
        Err(RecvTimeoutError::Disconnected) => Err(match worker.join() {
            Err(payload) if payload.is::<GiveUp>() => too_slow(),
            _ => "is a damaged PDF that the PDF reader cannot cope with; print it to PDF anew".into(),
        }),
    }
}

fn too_slow() -> String {
    format!(
        "takes longer to read than {} s, the most that a PDF may take; print it to PDF anew, or save it as text",
        limits::PDF_TIME.as_secs()
    )
}

/// What the device throws to leave the interpreter, which has no other way out.
struct GiveUp;

fn extract(bytes: Vec<u8>, deadline: Instant) -> Outcome<Raw> {
    let pdf = Pdf::new(bytes).map_err(|e| match e {
        LoadPdfError::Decryption(_) => "is an encrypted PDF; save it without a password".to_string(),
        LoadPdfError::Invalid => "is not a whole PDF (cut off or damaged)".to_string(),
    })?;
    let count = pdf.pages().iter().count();
    if count > limits::PAGES {
        return Err(format!("has {count} pages; at most {} are read", limits::PAGES));
    }
    let settings = InterpreterSettings { render_content: RenderContent::all(), ..InterpreterSettings::default() };
    let cache = InterpreterCache::new();
    let (mut pages, mut bare, mut nameless, mut named, mut images) = (Vec::new(), Vec::new(), 0, 0, 0);
    let mut left_out = Vec::new();
    let mut collections = Collections::default();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let (width, height) = page.render_dimensions();
        let mut device = Glyphs {
            width: width.into(),
            glyphs: [const { Vec::new() }; 4],
            rules: Vec::new(),
            slanted: String::new(),
            nameless: 0,
            named: 0,
            images: 0,
            calls: 0,
            deadline,
            collections: &mut collections,
        };
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let mut context =
            Context::new(page.initial_transform(true).to_kurbo(), area, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut device);
        (nameless, named, images) = (nameless + device.nameless, named + device.named, images + device.images);
        if device.named == 0 {
            bare.push(number.to_string());
        }
        if !device.slanted.trim().is_empty() {
            left_out.push(LeftOut { reason: LeftOutReason::Furniture, text: device.slanted, line: number });
        }
        // Text that is turned stands behind the text of its page.
        for (turn, mut glyphs) in device.glyphs.into_iter().enumerate() {
            let signs = take_private(&mut glyphs);
            if !signs.is_empty() {
                left_out.push(LeftOut { reason: LeftOutReason::Code, text: signs, line: number });
            }
            if !glyphs.is_empty() {
                pages.push(PdfPage::new(glyphs, if turn == 0 { &device.rules } else { &[] }, number));
            }
        }
    }
    if named == 0 {
        return Err(if nameless > 0 {
            "has text, but its fonts do not say which characters they show; run OCR on it (for example ocrmypdf --force-ocr)".into()
        } else if images > 0 {
            "has no text layer, only pictures of its pages; run OCR on it first (for example ocrmypdf)".into()
        } else {
            "has no text in it".into()
        });
    }
    let mut warnings = Vec::new();
    if nameless > 0 {
        warnings.push(Warning::new(format!(
            "{nameless} of {} glyphs do not say which character they are and are left out",
            nameless + named
        )));
    }
    if !bare.is_empty() && images > 0 {
        warnings.push(Warning::new(format!("no text on {} of {count} pages: {}", bare.len(), bare.join(", "))));
    }
    let title = title(pdf.metadata().title.as_deref());
    let fields = properties::fields(pdf.metadata());
    let (body, more) = flow(pages).finish();
    left_out.extend(more);
    let counted = Sides::same(Counted::Pages);
    Ok(Raw { format: "pdf", title, fields, counted, body, left_out, warnings, ..Raw::default() })
}

/// The title among the document's properties: UTF-16 with a mark, or something close to ASCII.
fn title(bytes: Option<&[u8]>) -> Sides<Option<String>> {
    let mut title = Sides::default();
    let text = bytes
        .and_then(|b| encoding::text_of(&Input::bytes("title", b), None).ok())
        .map(|(text, _)| text.trim().to_string());
    // Programs put the name of the file there that they were given.
    if let Some(text) = text.filter(|t| !t.contains(['\\', '/']) && !t.starts_with("Microsoft Word"))
        && let Some(side) = side_of_text(&text)
    {
        *title.get_mut(side) = Some(text);
    }
    title
}

/// A device that draws nothing and notes each glyph.
struct Glyphs<'c> {
    /// Of the page, in points.
    width: f64,
    /// Upright ones, and those turned by 90°, 180° and 270°.
    glyphs: [Vec<Glyph>; 4],
    rules: Vec<Rule>,
    /// Text at any other angle: stamps and watermarks.
    slanted: String,
    /// Glyphs without a character.
    nameless: usize,
    named: usize,
    images: usize,
    calls: u32,
    deadline: Instant,
    collections: &'c mut Collections,
}

impl Glyphs<'_> {
    /// Leaves the interpreter when the time is up or the page has more than a page can have.
    fn check(&mut self) {
        self.calls = self.calls.wrapping_add(1);
        if (self.calls.is_multiple_of(64) && Instant::now() > self.deadline) || self.named > limits::GLYPHS {
            // Not `panic!`: that would print.
            resume_unwind(Box::new(GiveUp));
        }
    }
}

impl<'a> Device<'a> for Glyphs<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.check();
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(s)) => s,
                None => match self.collections.character(glyph) {
                    Some(text) => text,
                    None => {
                        self.nameless += 1;
                        continue;
                    }
                },
            };
            let place = props.transform * glyph.transform();
            let advance = match &**glyph {
                hayro_interpret::font::Glyph::Outline(g) => g.advance_width(),
                hayro_interpret::font::Glyph::Type3(g) => g.advance_width(),
            };
            self.named += 1;
            match placed(text, place, advance, run.writing_mode(), self.width) {
                Ok((turn, glyph)) => {
                    if let Some(glyphs) = self.glyphs.get_mut(turn) {
                        glyphs.push(glyph);
                    }
                }
                Err(text) => self.slanted.push_str(&text),
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.check();
        for segment in path.segments() {
            let PathSeg::Line(line) = segment else { continue };
            let (a, b) = (props.transform * line.p0, props.transform * line.p1);
            let rule = Rule { x: (a.x.min(b.x), a.x.max(b.x)), y: (a.y.min(b.y), a.y.max(b.y)) };
            if rule.is_straight() && self.rules.len() < MOST_RULES {
                self.rules.push(rule);
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.check();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.check();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.check();
        self.images += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// Rules of a page that are kept.
pub const MOST_RULES: usize = 20_000;

/// A glyph where it stands, and by how many right angles it is turned; the text alone where it stands at another
/// angle or nowhere.
fn placed(
    text: String,
    place: Affine,
    advance: Option<f32>,
    mode: WritingMode,
    width: f64,
) -> Result<(usize, Glyph), String> {
    // A glyph is drawn in thousandths of its font's size.
    let origin = place * Point::ZERO;
    let along = place * Point::new(1000.0, 0.0) - origin;
    let up = place * Point::new(0.0, 1000.0) - origin;
    let (em, size) = (along.hypot(), up.hypot());
    let sane = [origin.x, origin.y, em, size].iter().all(|v| v.is_finite()) && size > 0.5;
    if !sane {
        return Err(text);
    }
    // The page is turned so that the text runs from left to right.
    let (turn, x, y) = match (along.x / em, along.y / em) {
        (x, y) if y.abs() <= 0.1 && x > 0.0 => (0, origin.x, origin.y),
        (x, y) if x.abs() <= 0.1 && y < 0.0 => (1, -origin.y, origin.x),
        (_, y) if y.abs() <= 0.1 => (2, -origin.x, -origin.y),
        (x, _) if x.abs() <= 0.1 => (3, origin.y, -origin.x),
        _ => return Err(text),
    };
    let wide = text.chars().next().is_some_and(crate::read::language::is_cjk);
    let advance = advance.filter(|a| *a > 0.0).map_or(if wide { 1.0 } else { 0.5 }, |a| f64::from(a) / 1000.0) * em;
    let glyph = match mode {
        WritingMode::Horizontal => Glyph { text, x, y, advance, size },
        // Columns from right to left become lines from top to bottom.
        WritingMode::Vertical => Glyph { text, x: origin.y, y: width - origin.x, advance: size, size },
    };
    Ok((turn, glyph))
}

/// Takes out what stands for no character that others know: private signs of a font, control characters.
fn take_private(glyphs: &mut Vec<Glyph>) -> String {
    let private = |c: char| c.is_control() || ('\u{E000}'..='\u{F8FF}').contains(&c);
    let mut signs = String::new();
    glyphs.retain(|glyph| {
        let keep = !glyph.text.chars().all(private);
        signs.push_str(if keep { "" } else { &glyph.text });
        keep
    });
    signs.retain(|c| !c.is_control());
    signs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Position;
    use crate::read::testing::{pdf, shown};

    const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

    fn raw(bytes: Vec<u8>) -> Outcome<Raw> {
        read(&Input::bytes("x.pdf", bytes))
    }

    #[test]
    fn lines_furniture_and_headings() {
        let page = |n: usize, body: &str| {
            format!("BT /F 8 Tf 20 380 Td (Model Law) Tj ET BT /F 8 Tf 150 10 Td ({n}) Tj ET {body}").into_bytes()
        };
        let one = page(
            1,
            "BT /F 18 Tf 20 340 Td (Trade Secrets) Tj /F 10 Tf 0 -40 Td (A trade secret is information that is not known to infor-) Tj 0 -12 Td (med people. It has value.) Tj 0 -12 Td (A second paragraph stands here.) Tj ET",
        );
        let two = page(2, "BT /F 10 Tf 20 340 Td (Contents ......... 7) Tj 0 -30 Td (The third.) Tj ET");
        let got = shown(raw(pdf(HELVETICA, &[&one, &two])).unwrap());
        assert_eq!(
            got,
            [
                "# Trade Secrets",
                "A trade secret is information that is not known to informed people. It has value.",
                "A second paragraph stands here.",
                "The third."
            ]
        );
    }

    #[test]
    fn a_list_of_fees_is_no_table_of_contents() {
        let lines = [
            "The dues of the harbour:",
            "Berth ........ 480",
            "Pilot ........ 250",
            "Water ........ 35",
            "They are paid first.",
        ];
        let shown_lines = |lines: &[&str]| {
            let at = |(n, line): (usize, &&str)| format!("BT /F 10 Tf 20 {} Td ({line}) Tj ET ", 340 - 30 * n);
            let content: String = lines.iter().enumerate().map(at).collect();
            shown(raw(pdf(HELVETICA, &[content.as_bytes()])).unwrap())
        };
        assert_eq!(shown_lines(&lines), lines);
        let text = ["1. Berths", "(a) A master asks.", "2. Dues", "(a) An agent pays."];
        let contents = [&["Rules", "1. Berths ........ 1", "2. Dues ........ 4"], &text[..]].concat();
        assert_eq!(shown_lines(&contents), [&["Rules"], &text[..]].concat());
    }

    #[test]
    fn contents_whose_numbers_stand_at_the_margin() {
        let at = |x: usize, y: usize, text: &str| format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET ");
        let entries = ["Ships of the line", "Ships at anchor", "Dues and fees", "Pilots and crews"];
        let entry = |(n, title): (usize, &&str)| {
            let y = 320 - 14 * n;
            at(20, y, &format!("1.{} {title} {}", n + 1, ". ".repeat(20 - title.len() / 2)))
                + &at(260, y, &(n + 2).to_string())
        };
        let lines: String = entries.iter().enumerate().map(entry).collect();
        let chapter = |y: usize, n: usize, title: &str, page: usize| {
            at(20, y, &n.to_string()) + &at(40, y, title) + &at(260, y, &page.to_string())
        };
        let contents = at(20, 360, "Contents")
            + &chapter(340, 1, "Berths", 2)
            + &lines
            + &chapter(255, 2, "Tides", 5)
            + &chapter(241, 3, "Locks", 5)
            + &at(20, 227, "3.1 High water . . . . . . . . .")
            + &at(260, 227, "6");
        let text = at(20, 340, "A berth is where a ship lies, and there are 7.");
        let got = shown(raw(pdf(HELVETICA, &[contents.as_bytes(), text.as_bytes()])).unwrap());
        assert_eq!(got, ["Contents", "A berth is where a ship lies, and there are 7."]);
    }

    #[test]
    fn codes_of_pages_are_furniture_with_what_stands_beside_them() {
        let page = |head: &str, text: &str| {
            let at = |y: usize, text: &str| format!("BT /F 8 Tf 20 {y} Td ({text}) Tj ET ");
            [at(385, "Harbour Rules"), at(370, head), at(200, text)].concat().into_bytes()
        };
        let read = |pages: Vec<Vec<u8>>| {
            shown(raw(pdf(HELVETICA, &pages.iter().map(Vec::as_slice).collect::<Vec<_>>())).unwrap())
        };
        let texts = ["The master reports.", "The pilot boards.", "The crew waits.", "The agent pays."];
        let coded = |code: fn(usize) -> String| {
            read((1..).zip(texts).map(|(n, text)| page(&format!("Rule {} {}", n / 2 + 3, code(n)), text)).collect())
        };
        assert_eq!(coded(|n| format!("B{}", 40 + 2 * n)).join(" "), texts.join(" "));
        // What does not go up with the pages is no code of theirs.
        assert!(coded(|n| format!("B{}", 40 + n * n * 7)).concat().contains("Rule 3 B47"));
    }

    #[test]
    fn heads_that_name_the_section_are_furniture() {
        let at = |x: usize, y: usize, text: &str| format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET ");
        let texts = [
            ("1. Berths", "(a) Masters ask."),
            ("2. Tides", "(a) Pilots board."),
            ("3. Dues", "(a) Agents pay."),
            ("4. Locks", "(a) Crews wait."),
        ];
        let read = |heads: [&str; 4]| {
            let page = |(head, (title, text)): (&str, (&str, &str))| {
                [at(20, 385, head), at(20, 300, title), at(20, 200, text)].concat().into_bytes()
            };
            let pages: Vec<Vec<u8>> = heads.into_iter().zip(texts).map(page).collect();
            shown(raw(pdf(HELVETICA, &pages.iter().map(Vec::as_slice).collect::<Vec<_>>())).unwrap()).join(" / ")
        };
        let text = texts.map(|(title, text)| format!("{title} / {text}")).join(" / ");
        assert_eq!(read(["1. Berths 5", "6 2. Tides", "3. Dues 7", "8 4. Locks"]), text);
        // What stands nowhere else is no name of a section, and a number that does not count the pages is no page's.
        assert!(read(["Quays 5", "6 Piers", "Slips 7", "8 Docks"]).contains("Quays 5 /"));
        assert!(read(["1. Berths 5", "7 2. Tides", "3. Dues 1", "2 4. Locks"]).contains("3. Dues 1 /"));
    }

    #[test]
    fn paragraphs_begin_on_their_page() {
        let text = |text: &str| format!("BT /F 10 Tf 20 340 Td ({text}) Tj ET").into_bytes();
        let pages =
            [text("The master reports to the"), text("harbour office."), text(""), text("4. The pilot boards.")];
        let raw = raw(pdf(HELVETICA, &pages.each_ref().map(Vec::as_slice))).unwrap();
        let counted = raw.counted.zh;
        let blocks = crate::read::testing::blocks_of(raw).into_iter();
        let places: Vec<_> = blocks.map(|block| (block.text, counted.position(block.line))).collect();
        assert_eq!(
            places,
            [
                ("The master reports to the harbour office.".into(), Some(Position::Page(1))),
                ("4. The pilot boards.".to_string(), Some(Position::Page(4)))
            ]
        );
    }

    #[test]
    fn predefined_cjk_encodings() {
        let text = "商业秘密保护条例";
        let gbk = encoding_rs::GBK.encode(text).0.into_owned();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (encoding, bytes) in [("GBK-EUC-H", gbk), ("UniGB-UCS2-H", utf16.clone()), ("UniGB-UTF16-H", utf16)] {
            let font = format!(
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[4 0 R]>>"
            );
            let hex: String = bytes.iter().map(|b| format!("{b:02X}")).collect();
            let content = format!("BT /F 12 Tf 20 300 Td <{hex}> Tj ET");
            assert_eq!(shown(raw(pdf(&font, &[content.as_bytes()])).unwrap()), [text], "{encoding}");
        }
    }

    #[test]
    fn without_text_the_way_out_is_said() {
        let image = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q";
        assert!(raw(pdf(HELVETICA, &[image])).err().unwrap().contains("no text layer"));
        assert!(raw(b"%PDF-1.7\ngarbage".to_vec()).err().unwrap().contains("not a whole PDF"));
    }
}
