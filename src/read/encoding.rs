//! Bytes to text: which encoding a file is in, and a stream that decodes it.
//!
//! In this order: what the user said; a byte order mark; UTF-16 when there are NUL bytes and it reads as text;
//! UTF-8 when the whole file is valid; what the file declares; a guess over the whole file among the encodings of
//! Chinese text. Broken sequences become U+FFFD and a warning. The file is looked through before it is decoded
//! and is never held whole.

use crate::model::Warning;
use crate::read::decode::Decoded;
use crate::read::input::{Input, Outcome, Stream, system};
use crate::read::limits;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

/// How a file is encoded.
#[derive(Clone, Copy, Debug)]
pub struct Encoded {
    pub encoding: &'static Encoding,
    /// Broken sequences and the byte at which the first one starts.
    broken: DecodeTally,
}

impl Encoded {
    /// The name that the WHATWG gives it.
    pub fn name(&self) -> &'static str {
        self.encoding.name()
    }

    /// What should be said of broken sequences, if there are any.
    pub fn warning(&self) -> Option<Warning> {
        let DecodeTally { count, first, .. } = self.broken;
        (count > 0).then(|| {
            let many = if count == 1 { "1 broken sequence".to_string() } else { format!("{count} broken sequences") };
            Warning::new(format!("{many} in {}, the first at byte {first}; each is shown as \u{FFFD}", self.name()))
        })
    }

    /// The file as a stream of UTF-8.
    pub fn open(&self, input: &Input) -> Outcome<Decoded<Stream>> {
        Ok(Decoded::new(input.open()?, self.encoding))
    }
}

/// The encoding of a user's choice, by any of the names that browsers know.
pub fn by_name(name: &str) -> Outcome<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
        .map(|e| if e == GBK { GB18030 } else { e })
        .ok_or_else(|| format!("'{name}' is not an encoding; try utf-8, gb18030, big5 or utf-16le"))
}

/// Looks through the whole file and tells its encoding; an error when it is not text.
pub fn detect(input: &Input, chosen: Option<&str>) -> Outcome<Encoded> {
    if let Some(name) = chosen {
        return counted(input, by_name(name)?);
    }
    let head = input.head(limits::HEAD)?;
    if let Some(name) = utf32(&head) {
        return Err(format!(
            "is in UTF-32, which is not read; save it as UTF-8 (for example iconv -f {name} -t UTF-8)"
        ));
    }
    let bytes = Bytes::of(input)?;
    let valid = Encoded { encoding: UTF_8, broken: DecodeTally::default() };
    match Encoding::for_bom(&head) {
        Some((encoding, _)) if encoding == UTF_8 && bytes.utf8.whole() => return Ok(valid),
        Some((encoding, _)) => return counted(input, encoding),
        None => {}
    }
    if bytes.may_be_utf16() {
        let both = [UTF_16LE, UTF_16BE].into_iter().map(|e| counted(input, e)).collect::<Outcome<Vec<_>>>()?;
        // Read the wrong way round, UTF-16 is characters from all over Unicode.
        let sane = |e: &Encoded| e.broken.count == 0 && e.broken.odd * 20 < e.broken.chars;
        // A few letters read as well the wrong way round; then the side that their NULs are on tells.
        let tie = |e: &Encoded| if e.encoding == UTF_16BE { bytes.nul - bytes.nul_first } else { bytes.nul_first };
        if let Some(encoded) = both.into_iter().filter(sane).min_by_key(|e| (e.broken.odd, tie(e))) {
            return Ok(encoded);
        }
    }
    bytes.refuse_binary()?;
    if bytes.utf8.whole() {
        return Ok(valid);
    }
    guess(input, &head)
}

/// The name of UTF-32 where the head of a file is in it: each four bytes are one character of a text.
fn utf32(head: &[u8]) -> Option<&'static str> {
    let (fours, _) = head.as_chunks::<4>();
    let all =
        |read: fn([u8; 4]) -> u32| fours.iter().all(|four| char::from_u32(read(*four)).is_some_and(|c| c >= '\t'));
    match () {
        () if fours.len() < 2 => None,
        () if all(u32::from_le_bytes) => Some("UTF-32LE"),
        () if all(u32::from_be_bytes) => Some("UTF-32BE"),
        () => None,
    }
}

/// The encoding of text that is not valid UTF-8.
fn guess(input: &Input, head: &[u8]) -> Outcome<Encoded> {
    let utf8 = counted(input, UTF_8)?;
    // Text in another encoding breaks UTF-8 at every second character; a damaged UTF-8 file does so rarely.
    // A short one may be damaged more; what is left of it is still Chinese, not letters from all over Unicode.
    let DecodeTally { count, wide, odd, .. } = utf8.broken;
    if count * 10 <= wide || (count * 3 <= wide && odd * 20 < wide) {
        return Ok(utf8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    each_chunk(input, |chunk| {
        detector.feed(chunk, false);
    })?;
    detector.feed(&[], true);
    let mut candidates = Vec::new();
    candidates.extend(declared(head));
    candidates.push(match detector.guess(None, Utf8Detection::Deny) {
        e if e == GBK || e == GB18030 => GB18030,
        e if e == BIG5 => BIG5,
        _ => WINDOWS_1252,
    });
    for encoding in candidates {
        let encoded = counted(input, encoding)?;
        if encoding != WINDOWS_1252 && encoded.broken.count * 50 <= encoded.broken.wide {
            return Ok(encoded);
        }
    }
    // The guesser gives up on an encoding at its first broken sequence. A damaged Chinese file is still told by the
    // characters that every Chinese text is full of.
    let best = [GB18030, BIG5].into_iter().map(|e| counted(input, e)).collect::<Outcome<Vec<_>>>()?;
    let best = best.into_iter().max_by_key(|e| e.broken.usual);
    Ok(match best {
        Some(e) if e.broken.usual * 20 > e.broken.wide && e.broken.count * 10 <= e.broken.wide => e,
        _ => counted(input, WINDOWS_1252)?,
    })
}

/// What the start of an XML, HTML or PO file says of its own encoding.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head.get(..head.len().min(4096))?).to_ascii_lowercase();
    let label = ["encoding=", "charset="].iter().find_map(|key| head.split_once(key))?.1;
    let label = label.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    let encoding = by_name(label.get(..end)?).ok()?;
    // UTF-16 is out: its declaration could not be read like this. UTF-8 was looked at already.
    (!matches!(encoding, e if e == UTF_8 || e == UTF_16LE || e == UTF_16BE)).then_some(encoding)
}

/// What the bytes of a file look like, before any decoding.
#[derive(Default)]
struct Bytes {
    length: u64,
    nul: u64,
    /// NULs that are the first byte of two.
    nul_first: u64,
    /// Control characters that no text has, NUL among them, and the first: its offset and the byte.
    control: u64,
    first_control: Option<(u64, u8)>,
    utf8: Utf8,
    /// No byte is above 0x7F.
    ascii: bool,
}

impl Bytes {
    fn of(input: &Input) -> Outcome<Self> {
        let mut found = Bytes { ascii: true, ..Bytes::default() };
        each_chunk(input, |chunk| {
            let control = |b: &u8| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F);
            // Nearly every chunk has none, and counting is faster than looking at each byte.
            let many = chunk.iter().filter(|b| control(b)).count() as u64;
            if many > 0 {
                found.control += many;
                for (n, _) in chunk.iter().enumerate().filter(|(_, b)| **b == 0) {
                    found.nul += 1;
                    found.nul_first += u64::from((found.length + n as u64).is_multiple_of(2));
                }
                let first = chunk.iter().enumerate().find(|(_, b)| control(b));
                found.first_control = found.first_control.or(first.map(|(n, b)| (found.length + n as u64, *b)));
            }
            found.ascii &= chunk.is_ascii();
            found.utf8.add(chunk);
            found.length += chunk.len() as u64;
        })?;
        Ok(found)
    }

    /// Every second byte of English in UTF-16 is NUL, and Chinese has bytes above 0x7F: a few NULs in ASCII are damage.
    fn may_be_utf16(&self) -> bool {
        let damage = self.ascii && self.nul == self.control && self.nul * 4 < self.length;
        self.nul > 0 && self.length.is_multiple_of(2) && !damage
    }

    fn refuse_binary(&self) -> Outcome<()> {
        match self.first_control {
            // Stray control characters happen in scraped text; many of them, or a NUL, do not.
            Some((offset, byte)) if self.nul > 0 || self.control * 100 > self.length.max(800) => Err(format!(
                "is not text: byte 0x{byte:02X} at offset {offset}; if it is text, name its encoding with --encoding"
            )),
            _ => Ok(()),
        }
    }
}

/// Whether a file that comes in chunks is valid UTF-8.
#[derive(Default)]
struct Utf8 {
    /// A character that the end of a chunk cut.
    carry: Vec<u8>,
    broken: bool,
}

impl Utf8 {
    fn add(&mut self, mut chunk: &[u8]) {
        while !self.broken && !self.carry.is_empty() {
            let Some((byte, rest)) = chunk.split_first() else { return };
            self.carry.push(*byte);
            chunk = rest;
            match std::str::from_utf8(&self.carry) {
                Ok(_) => self.carry.clear(),
                Err(e) => self.broken = e.error_len().is_some(),
            }
        }
        if let (false, Err(e)) = (self.broken, std::str::from_utf8(chunk)) {
            self.broken = e.error_len().is_some();
            self.carry = chunk.get(e.valid_up_to()..).unwrap_or_default().to_vec();
        }
    }

    fn whole(&self) -> bool {
        !self.broken && self.carry.is_empty()
    }
}

/// What decoding a file in one encoding comes to.
#[derive(Clone, Copy, Debug, Default)]
struct DecodeTally {
    /// Broken sequences, and the offset of the first in bytes.
    count: u64,
    first: u64,
    chars: u64,
    /// Characters outside ASCII.
    wide: u64,
    /// Among them, those that every Chinese text is full of.
    usual: u64,
    /// Characters that Chinese and English text seldom has: other scripts, private use, control characters.
    odd: u64,
}

const USUAL: &str = "，。、：；的一是不了在人有和及或者其於于以之上中下大年月日國国為为會会應应法第條条這这";

impl DecodeTally {
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            self.chars += 1;
            self.wide += u64::from(!c.is_ascii());
            self.usual += u64::from(!c.is_ascii() && USUAL.contains(c));
            self.odd += u64::from(
                matches!(c, '\0'..='\u{8}' | '\u{0700}'..='\u{1DFF}' | '\u{2000}'..='\u{200A}' | '\u{A000}'..='\u{D7FF}' | '\u{E000}'..='\u{F8FF}'),
            );
        }
    }
}

fn counted(input: &Input, encoding: &'static Encoding) -> Outcome<Encoded> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut tally = DecodeTally::default();
    let mut text = String::with_capacity(1 << 16);
    let mut offset = 0;
    let mut decode = |mut chunk: &[u8], last: bool| {
        loop {
            let (result, read) = decoder.decode_to_string_without_replacement(chunk, &mut text, last);
            chunk = chunk.get(read..).unwrap_or_default();
            offset += read as u64;
            tally.add(&text);
            text.clear();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    if tally.count == 0 {
                        tally.first = offset.saturating_sub(u64::from(length) + u64::from(after));
                    }
                    tally.count += 1;
                }
            }
        }
    };
    each_chunk(input, |chunk| decode(chunk, false))?;
    decode(&[], true);
    Ok(Encoded { encoding, broken: tally })
}

fn each_chunk(input: &Input, mut see: impl FnMut(&[u8])) -> Outcome<()> {
    let mut stream = input.open()?;
    let mut chunk = vec![0; 1 << 16];
    loop {
        match stream.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(got) => see(chunk.get(..got).unwrap_or_default()),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(system(e)),
        }
    }
}

/// A whole file as text, with how it was encoded.
pub fn text_of(input: &Input, chosen: Option<&str>) -> Outcome<(String, Encoded)> {
    let encoded = detect(input, chosen)?;
    let bytes = input.whole()?;
    let (decoded, _) = encoded.encoding.decode_with_bom_removal(&bytes);
    Ok((decoded.into_owned(), encoded))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZH: &str = "第一條 本法所稱之商業秘密，係指不為公眾所知悉的資訊。\n第二條 權利人應採取保密措施。\n";
    const ZH_CN: &str = "第一条 本法所称的商业秘密，是指不为公众所知悉的信息。\n第二条 权利人应当采取保密措施。\n";

    fn read(bytes: &[u8], chosen: Option<&str>) -> (String, Encoded) {
        text_of(&Input::bytes("x.txt", bytes), chosen).unwrap()
    }

    #[test]
    fn encodings_are_told() {
        for (text, encoding, name) in [(ZH, BIG5, "Big5"), (ZH_CN, GB18030, "gb18030"), (ZH_CN, UTF_8, "UTF-8")] {
            let bytes = encoding.encode(text).0;
            let (got, encoded) = read(&bytes, None);
            assert_eq!((got.as_str(), encoded.name()), (text, name));
            assert_eq!(encoded.warning(), None);
        }
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        for bom in [false, true] {
            let text = format!("{}{ZH}", if bom { "\u{FEFF}" } else { "" });
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(read(&little, None).0, ZH);
            assert_eq!(read(&big, None).0, ZH);
            assert_eq!(read(&big, None).1.name(), "UTF-16BE");
            assert_eq!(read(b"\0s\0h\0o\0r\0t", None).1.name(), "UTF-16BE");
        }
    }

    #[test]
    fn utf32_is_told_how_to_be_saved() {
        for mark in ["", "\u{FEFF}"] {
            let codes = || mark.chars().chain(ZH.chars()).map(u32::from);
            let little: Vec<u8> = codes().flat_map(u32::to_le_bytes).collect();
            let big: Vec<u8> = codes().flat_map(u32::to_be_bytes).collect();
            for (bytes, name) in [(little, "UTF-32LE"), (big, "UTF-32BE")] {
                let why = detect(&Input::bytes("x.srt", bytes), None).unwrap_err();
                assert!(why.contains("is in UTF-32") && why.contains(name), "{why}");
            }
        }
    }

    #[test]
    fn damage_is_a_warning_that_names_the_place() {
        let mut bytes = ZH.as_bytes().to_vec();
        bytes.insert(9, 0xFF);
        let (text, encoded) = read(&bytes, None);
        assert_eq!(text, ZH.replacen(" ", "\u{FFFD} ", 1));
        assert_eq!(
            encoded.warning().unwrap().message,
            "1 broken sequence in UTF-8, the first at byte 9; each is shown as \u{FFFD}"
        );

        let mut bytes = BIG5.encode(&ZH.repeat(5)).0.into_owned();
        bytes.truncate(bytes.len() - 4);
        bytes.insert(20, 0xFF);
        let (_, encoded) = read(&bytes, None);
        assert_eq!(encoded.name(), "Big5");
    }

    #[test]
    fn binary_is_refused_by_name() {
        let why = detect(&Input::bytes("x", &b"ab\0cd"[..]), None).unwrap_err();
        assert!(why.contains("byte 0x00 at offset 2"), "{why}");
        let why = detect(&Input::bytes("x", &b"ab\0cdefg\n."[..]), None).unwrap_err();
        assert!(why.contains("byte 0x00 at offset 2"), "{why}");
    }

    #[test]
    fn validity_does_not_depend_on_chunks() {
        for size in 1..5 {
            let whole = |bytes: &[u8]| {
                let mut utf8 = Utf8::default();
                bytes.chunks(size).for_each(|c| utf8.add(c));
                utf8.whole()
            };
            assert!(whole("a商業\u{20000}b".as_bytes()));
            assert!(!whole(b"a\xE5\x95") && !whole(b"\xE5a\x95\x86") && !whole(b"\xFFabc"));
        }
    }

    #[test]
    fn the_user_has_the_last_word() {
        let bytes = GB18030.encode(ZH_CN).0;
        assert_eq!(read(&bytes, Some("GBK")).0, ZH_CN);
        assert!(by_name("klingon").is_err());
    }

    #[test]
    fn western_text_is_not_taken_for_chinese() {
        let bytes = WINDOWS_1252.encode("A caf\u{e9} in the “old” town — na\u{ef}ve and fine.").0;
        assert_eq!(read(&bytes, None).1.name(), "windows-1252");
    }
}
