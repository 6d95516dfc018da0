//! RTF: paragraphs with the headings that their styles or levels make them, tables, notes.
//!
//! Text comes in the codepage of its font (936, 950, 1252 …) or as Unicode escapes. Hidden and deleted text, comments,
//! headers and footers are left out; pictures and what programs keep for themselves are no text.

use crate::model::{BlockKind, LeftOutReason, Raw, Sides};
use crate::read::flow::{CellSpan, Flow};
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_text;
use crate::read::limits;
use crate::read::raised::{subscript, superscript};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use std::collections::HashMap;

pub fn read(input: &Input) -> Outcome<Raw> {
    let body = body_of(&input.whole()?)?;
    let mut title = Sides::default();
    if let Some(side) = side_of_text(&body.title) {
        *title.get_mut(side) = Some(body.title.trim().to_string());
    }
    let (body, left_out) = body.flow.finish();
    Ok(Raw { format: "rtf", title, body, left_out, ..Raw::default() })
}

/// RTF that stands in another document.
pub fn embedded(bytes: &[u8]) -> Outcome<Flow> {
    Ok(body_of(bytes)?.flow)
}

fn body_of(bytes: &[u8]) -> Outcome<RtfBody> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err("is not RTF: it does not open with {\\rtf".into());
    }
    let mut body = RtfBody::default();
    body.read(bytes)?;
    body.end_paragraph();
    body.end_table();
    Ok(body)
}

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Body,
    Note,
    Fonts,
    Styles,
    Title,
    /// Codes and data of programs.
    Nowhere,
    /// Left out for a reason.
    LeftOut(LeftOutReason),
}

/// What a group inherits and gives back at its end.
#[derive(Clone, Debug, Default)]
struct State {
    destination: Destination,
    font: i32,
    /// Bytes that stand for a Unicode character and are passed over behind it.
    skip: usize,
    hidden: bool,
    deleted: bool,
    /// Above the line, or below it.
    raised: Option<bool>,
    /// Where text went outside of the last text that stands twice.
    around: Destination,
    /// The group opened with `\*`: it may be passed over by whoever does not know it.
    optional: bool,
}

#[derive(Default)]
struct RtfBody {
    flow: Flow,
    state: State,
    groups: Vec<State>,
    codepage: Option<&'static Encoding>,
    fonts: HashMap<i32, &'static Encoding>,
    /// Heading levels of the styles, 0 is the highest.
    levels: HashMap<i32, u8>,
    /// The style that the stylesheet is at, with its name.
    style: (i32, String),
    title: String,
    /// Bytes not decoded yet, all in the encoding of the font at hand.
    bytes: Vec<u8>,
    /// The first half of a character that Unicode escapes write in two.
    surrogate: Option<u16>,
    /// Characters still to be passed over behind a Unicode escape.
    passed: usize,
    text: String,
    note: String,
    notes: Vec<String>,
    unread: String,
    heading: Option<u8>,
    in_table: bool,
    table_open: bool,
    row_open: bool,
    number: usize,
}

impl RtfBody {
    fn read(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.state.skip = 1;
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            match byte {
                b'{' => {
                    self.decode();
                    if self.groups.len() >= limits::DEPTH {
                        return Err(format!("has groups nested more than {} deep", limits::DEPTH));
                    }
                    self.groups.push(self.state.clone());
                    self.state.optional = false;
                    self.passed = 0;
                }
                b'}' => {
                    self.decode();
                    self.end_group();
                    self.passed = 0;
                }
                b'\\' => rest = self.control(rest),
                b'\r' | b'\n' => {}
                _ if self.passed > 0 => self.passed -= 1,
                byte => self.bytes.push(*byte),
            }
        }
        self.decode();
        Ok(())
    }

    fn end_group(&mut self) {
        let Some(outer) = self.groups.pop() else { return };
        let inner = std::mem::replace(&mut self.state, outer);
        if inner.destination == self.state.destination {
            return;
        }
        match inner.destination {
            Destination::Note => {
                let note = std::mem::take(&mut self.note);
                self.notes.push(note);
            }
            Destination::LeftOut(reason) => {
                let text = std::mem::take(&mut self.unread);
                self.flow.leave_out(reason, text, self.number);
            }
            _ => {}
        }
    }

    /// Reads what stands behind a backslash, and gives what stands behind that.
    fn control<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let Some((first, after)) = rest.split_first() else { return rest };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let hex = after
                        .get(..2)
                        .and_then(|h| std::str::from_utf8(h).ok())
                        .and_then(|h| u8::from_str_radix(h, 16).ok());
                    match hex {
                        Some(_) if self.passed > 0 => self.passed -= 1,
                        Some(byte) => self.bytes.push(byte),
                        None => {}
                    }
                    return after.get(2..).unwrap_or_default();
                }
                b'*' => self.state.optional = true,
                b'~' => self.push("\u{A0}"),
                b'_' => self.push("\u{2011}"),
                // An optional hyphen shows nothing.
                b'-' => {}
                b'\r' | b'\n' => self.word("par", None),
                b'\\' | b'{' | b'}' => self.bytes.push(*first),
                _ => {}
            }
            return after;
        }
        let length = rest.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let (name, mut rest) = rest.split_at(length);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(sign).take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = if digits > 0 { rest.get(..sign + digits) } else { None };
        let number = number.and_then(|n| std::str::from_utf8(n).ok()).and_then(|n| n.parse::<i32>().ok());
        if digits > 0 {
            rest = rest.get(sign + digits..).unwrap_or_default();
        }
        rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if name == b"bin" {
            return rest.get(usize::try_from(number.unwrap_or(0)).unwrap_or(0)..).unwrap_or_default();
        }
        self.word(std::str::from_utf8(name).unwrap_or_default(), number);
        rest
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        if name == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.decode();
        let on = number != Some(0);
        // Only the first word behind the mark is one that may be passed over.
        let optional = std::mem::take(&mut self.state.optional);
        // What stands twice, in the codepage and in Unicode, is what it is in Unicode.
        match name {
            "upr" => {
                self.state.around = self.state.destination;
                return self.state.destination = Destination::LeftOut(LeftOutReason::Alternative);
            }
            "ud" => return self.state.destination = self.state.around,
            _ => {}
        }
        let destination = match name {
            "fonttbl" => Some(Destination::Fonts),
            "stylesheet" => Some(Destination::Styles),
            "title" => Some(Destination::Title),
            "footnote" | "endnote" => Some(Destination::Note),
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                Some(Destination::LeftOut(LeftOutReason::Furniture))
            }
            "annotation" | "atnauthor" | "atnid" | "atndate" => Some(Destination::LeftOut(LeftOutReason::Comment)),
            "fldinst" | "datafield" | "xe" | "tc" => Some(Destination::LeftOut(LeftOutReason::Code)),
            "nonshppict" => Some(Destination::LeftOut(LeftOutReason::Alternative)),
            "colortbl" | "info" | "pict" | "objdata" | "themedata" | "colorschememapping" | "datastore"
            | "latentstyles" | "listtable" | "listoverridetable" | "rsidtbl" | "generator" | "filetbl" | "revtbl"
            | "bkmkstart" | "bkmkend" | "pnseclvl" | "xmlnstbl" | "mmathPr" | "wgrffmtfilter" | "sp" | "object"
            | "do" | "private" | "passwordhash" | "userprops" | "docvar" | "pntxta" | "pntxtb" | "shpinst"
            | "ftnsep" | "ftnsepc" | "aftnsep" => Some(Destination::Nowhere),
            // Text of shapes, results of fields and objects, labels of lists.
            "shptxt" | "fldrslt" | "result" | "listtext" | "pntext" | "shppict" => None,
            _ if optional => Some(Destination::Nowhere),
            _ => None,
        };
        if matches!(name, "shptxt" | "result") {
            self.state.destination = Destination::Body;
        }
        if let Some(destination) = destination {
            // What stands inside of something that is left out is left out with it; notes can stand anywhere in text.
            let free = matches!(self.state.destination, Destination::Body | Destination::Note);
            let title = destination == Destination::Title && self.state.destination == Destination::Nowhere;
            if free || title {
                self.state.destination = destination;
            }
            return;
        }
        match name {
            "ansicpg" => self.codepage = number.and_then(of_codepage),
            "f" => self.state.font = number.unwrap_or(0),
            "fcharset" if self.state.destination == Destination::Fonts => {
                if let Some(encoding) = number.and_then(of_charset) {
                    self.fonts.insert(self.state.font, encoding);
                }
            }
            "uc" => self.state.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(64),
            "s" if self.state.destination == Destination::Styles => self.style = (number.unwrap_or(0), String::new()),
            "s" => self.heading = number.and_then(|style| self.levels.get(&style)).copied(),
            "outlinelevel" if self.state.destination == Destination::Styles => {
                if let Some(level) = number.and_then(|l| u8::try_from(l).ok()).filter(|l| *l < 9) {
                    self.levels.insert(self.style.0, level);
                }
            }
            "outlinelevel" => self.heading = number.and_then(|l| u8::try_from(l).ok()).filter(|l| *l < 9),
            "v" => self.state.hidden = on,
            "deleted" | "strike" | "striked" => self.state.deleted = on,
            "super" => self.state.raised = on.then_some(true),
            "sub" => self.state.raised = on.then_some(false),
            "nosupersub" => self.state.raised = None,
            "plain" => (self.state.hidden, self.state.deleted, self.state.raised) = (false, false, None),
            "pard" => (self.heading, self.in_table) = (None, false),
            "intbl" => self.in_table = true,
            "trowd" => self.in_table = true,
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.push("\n"),
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.row_open = false,
            "tab" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "emspace" | "enspace" | "qmspace" => self.push(" "),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.decode();
        // Numbers above 32,767 are written as negative ones.
        let unit = (number & 0xFFFF) as u16;
        self.passed = self.state.skip;
        let units = match self.surrogate.take() {
            Some(first) => vec![first, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.surrogate = Some(unit);
                return;
            }
            None => vec![unit],
        };
        self.push(&String::from_utf16_lossy(&units));
    }

    /// Adds the bytes that were gathered, in the encoding of their font.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.state.font).copied().or(self.codepage).unwrap_or(WINDOWS_1252);
        // A font for Western text shows Chinese all the same when the document is Chinese.
        let western = encoding == WINDOWS_1252;
        let encoding = if western { self.codepage.unwrap_or(encoding) } else { encoding };
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        match self.state.destination {
            Destination::Body | Destination::Note => {
                let reason = if self.state.hidden {
                    Some(LeftOutReason::Hidden)
                } else {
                    self.state.deleted.then_some(LeftOutReason::Deleted)
                };
                if let Some(reason) = reason {
                    return self.flow.leave_out(reason, text, self.number);
                }
                let raised = match self.state.raised {
                    Some(true) => superscript(text),
                    Some(false) => subscript(text),
                    None => None,
                };
                let text = raised.as_deref().unwrap_or(text);
                if self.state.destination == Destination::Note {
                    self.note.push_str(text)
                } else {
                    self.text.push_str(text)
                }
            }
            Destination::Title => self.title.push_str(text),
            Destination::Styles => {
                self.style.1.push_str(text);
                let name = self.style.1.trim_end_matches(';').trim().to_lowercase();
                let number = ["heading ", "标题 ", "標題 "].iter().find_map(|word| name.strip_prefix(word));
                if let Some(level) =
                    number.and_then(|n| n.trim().parse::<u8>().ok()).and_then(|n| n.checked_sub(1)).filter(|n| *n < 9)
                {
                    self.levels.insert(self.style.0, level);
                }
            }
            Destination::LeftOut(_) => self.unread.push_str(text),
            Destination::Fonts | Destination::Nowhere => {}
        }
    }

    fn end_paragraph(&mut self) {
        match self.state.destination {
            Destination::Body => {}
            Destination::Note => return self.note.push(' '),
            Destination::LeftOut(_) => return self.unread.push(' '),
            _ => return,
        }
        self.number += 1;
        if self.in_table {
            self.open_cell();
        } else {
            self.end_table();
        }
        let text = std::mem::take(&mut self.text);
        let notes = std::mem::take(&mut self.notes);
        let kind = self.heading.map_or(BlockKind::Paragraph, |level| BlockKind::Heading(level + 1));
        let notes = notes.into_iter().map(|note| note.trim().to_string()).collect();
        self.flow.paragraph(text.trim(), kind, notes, self.number);
    }

    fn open_cell(&mut self) {
        if !self.table_open {
            self.flow.open_table();
            self.table_open = true;
            self.row_open = false;
        }
        if !self.row_open {
            self.flow.open_row();
            self.flow.open_cell(CellSpan::ONE);
            self.row_open = true;
        }
    }

    fn end_cell(&mut self) {
        self.in_table = true;
        self.end_paragraph();
        // The next cell of the row; one too many at its end has no text.
        self.flow.open_cell(CellSpan::ONE);
    }

    fn end_table(&mut self) {
        if std::mem::take(&mut self.table_open) {
            self.flow.close_table();
        }
        self.row_open = false;
    }
}

/// The encoding of a Windows codepage.
fn of_codepage(number: i32) -> Option<&'static Encoding> {
    match number {
        936 | 54936 => Some(GB18030),
        950 => Some(BIG5),
        932 => Some(SHIFT_JIS),
        949 => Some(EUC_KR),
        65001 => Some(UTF_8),
        1250..=1258 => Encoding::for_label(format!("windows-{number}").as_bytes()),
        _ => None,
    }
}

/// The encoding of a font's character set (`\fcharset`).
fn of_charset(number: i32) -> Option<&'static Encoding> {
    match number {
        0 => Some(WINDOWS_1252),
        134 => Some(GB18030),
        136 => Some(BIG5),
        128 => Some(SHIFT_JIS),
        129 => Some(EUC_KR),
        238 => Encoding::for_label(b"windows-1250"),
        204 => Encoding::for_label(b"windows-1251"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::{rows_of, shown};

    fn raw(text: &[u8]) -> Raw {
        read(&Input::bytes("x.rtf", text)).unwrap()
    }

    #[test]
    fn codepages_escapes_headings_and_what_is_left_out() {
        let rtf = br"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fnil\fcharset136 Ming;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}{\info{\title Port}}
{\header Site}\pard\s1\f0 \'b8\'db\'bf\'da\par\pard\plain {\f1 \'b4\'e4\'a4f}\u28207?\u-26119? 10{\super 3}{\v gone}{\deleted old} \{x\}{\footnote A note.}\par{\pard And {\*\footnote\chftn\~\plain\pard {\pard\f0 another.\par}}so on.\par}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\par{\*\unknown data}end}";
        let raw = raw(rtf);
        assert_eq!(raw.title.en.as_deref(), Some("Port"));
        let reasons: Vec<_> = raw.left_out.iter().map(|l| (l.reason, l.text.as_str())).collect();
        assert!(
            reasons.contains(&(LeftOutReason::Furniture, "Site")) && reasons.contains(&(LeftOutReason::Hidden, "gone")),
            "{reasons:?}"
        );
        let got = shown(raw);
        assert_eq!(got[0], "# 港口");
        assert!(got[1].starts_with('港') && got[1].ends_with("10³ {x}"), "{got:?}");
        assert_eq!(got[2..], ["^ A note.", "And so on.", "^ another.", "link", "end"]);
    }

    #[test]
    fn tables() {
        let rtf = br"{\rtf1\ansi\ansicpg936 \trowd\intbl \'b2\'b4\'ce\'bb\cell berth\cell\row\trowd\intbl \'cd\'cf\'c2\'d6\cell tugboat\cell\row\pard end\par}";
        let raw = raw(rtf);
        let rows = rows_of(raw);
        assert_eq!((rows[0].zh.as_deref(), rows[0].en.as_deref()), (Some("泊位"), Some("berth")));
        assert_eq!(rows[1].en.as_deref(), Some("tugboat"));
    }

    #[test]
    fn text_in_a_codepage_and_in_unicode_is_read_once() {
        let text = b"{\\rtf1\\ansi Before {\\upr{port ?}{\\*\\ud{port \\u28207 ?}}} after {\\*\\unknown x}.\\par{\\upr{\\footnote a}{\\*\\ud{\\footnote b}}}\\par}";
        let raw = raw(text);
        let left: Vec<(LeftOutReason, String)> = raw.left_out.iter().map(|p| (p.reason, p.text.clone())).collect();
        assert_eq!(
            left,
            [(LeftOutReason::Alternative, "port ?".to_string()), (LeftOutReason::Alternative, "a".into())]
        );
        assert_eq!(shown(raw), ["Before port \u{6e2f} after .", "^ b"]);
    }
}
