//! Which side each block is on. Blocks that no script tells apart (figures, "ODR") go with their neighbours, or where these
//! differ with the document.

use super::piece::Piece;
use crate::model::{BlockKind, Side};
use crate::text::detect::{self, Shares};
use crate::text::lexicon::Lexicon;

/// The side of every piece: as the format says, else as its script says, else as the neighbours are.
pub(super) fn assign(pieces: &[Piece]) -> Vec<Side> {
    let sides_told: Vec<Option<Side>> = pieces.iter().map(|piece| piece.side.or_else(|| told(piece))).collect();
    let decided = sides_told.iter().flatten().count();
    let switches =
        sides_told.iter().flatten().zip(sides_told.iter().flatten().skip(1)).filter(|(one, two)| one != two).count();
    let interleaved = switches * 2 >= decided && switches > 1;
    let first = sides_told.iter().flatten().next().copied();
    let main = main_side(pieces, &sides_told);
    let mut behind: Vec<Option<Side>> = Vec::with_capacity(pieces.len());
    let mut next = None;
    for side in sides_told.iter().rev() {
        behind.push(next);
        next = side.or(next);
    }
    behind.reverse();
    let only = || pieces.iter().find_map(|piece| detect::side(&piece.text)).unwrap_or(Side::Zh);
    let mut last = first.unwrap_or_else(only);
    let mut twin = None;
    let mut sides = Vec::with_capacity(pieces.len());
    for (i, ((piece, side), next)) in pieces.iter().zip(sides_told).zip(behind).enumerate() {
        let side = side.or_else(|| twin.take()).unwrap_or_else(|| {
            // The same figures twice in an interleaved document are one block in both languages.
            if interleaved && pieces.get(i + 1).is_some_and(|next| next.text == piece.text) {
                twin = Some(last);
                last.other()
            } else if next == Some(last) {
                last
            } else {
                main.unwrap_or(last)
            }
        });
        if twin.is_none() {
            last = side;
        }
        sides.push(side);
    }
    sides
}

/// How many times as much text as the other language the main one of a document has at least.
const MAIN: usize = 5;

/// The side that nearly all of a text is on, where one is: a thesis with an abstract in English.
fn main_side(pieces: &[Piece], told: &[Option<Side>]) -> Option<Side> {
    let size = |side: Side| -> usize {
        let texts = pieces.iter().zip(told).filter(|(_, told)| **told == Some(side));
        texts.map(|(piece, _)| piece.text.len()).sum()
    };
    let (zh, en) = (size(Side::Zh), size(Side::En));
    if en > 0 && zh >= en * MAIN {
        Some(Side::Zh)
    } else if zh > 0 && en >= zh * MAIN {
        Some(Side::En)
    } else {
        None
    }
}

/// The side that a piece tells by itself. Code is written in Latin letters in texts of either language; code that has more of
/// Chinese is text.
fn told(piece: &Piece) -> Option<Side> {
    by_script(&piece.text).filter(|side| piece.kind != BlockKind::Code || *side == Side::Zh)
}

/// The side that the script tells. An acronym, an address or a figure stands in texts of either language.
fn by_script(text: &str) -> Option<Side> {
    let side = detect::side(text)?;
    if side == Side::Zh {
        return Some(side);
    }
    let short = text.len() < 80;
    let one_word = !text.trim().contains(char::is_whitespace);
    let acronym =
        short && text.split_whitespace().count() <= 2 && text.len() < 16 && !text.contains(|c: char| c.is_lowercase());
    let address = short && one_word && (text.contains("://") || text.contains('@') || text.starts_with("www."));
    (!acronym
        && !address
        && !is_formula(text)
        && !is_statement(text)
        && !is_pinyin(text)
        && !is_reference(text)
        && !is_row_of_figures(text))
    .then_some(side)
}

/// Signs of formulas and of code.
const SIGNS: &str = "=<>≤≥≠≈±×÷·∑∏√∫∂∞∈∀∃→⇒^_{}|\\;";

/// Whether Latin letters are those of a formula or of code: signs, and few letters that make words.
fn is_formula(text: &str) -> bool {
    if !text.contains(|c| SIGNS.contains(c)) {
        return false;
    }
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let letters = |words: &mut dyn Iterator<Item = &str>| words.map(|word| word.chars().count()).sum::<usize>();
    let is_word = |word: &&str| word.len() > 2 && Lexicon::shared().is_english_word(&word.to_lowercase());
    letters(&mut words().filter(is_word)) * 2 < letters(&mut words())
}

/// Whether a line is a statement of a program: it ends as one, and a third of its words are made as names in programs are.
fn is_statement(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()));
    let is_name = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        bare.contains(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '-' | '\'' | '’' | '/'))
            || word.ends_with("();")
            || bare.chars().skip(1).any(|c| c.is_ascii_uppercase()) && bare.contains(|c: char| c.is_ascii_lowercase())
    };
    text.trim_end().ends_with([';', '{', '}']) && words().filter(is_name).count() * 3 >= words().count().max(1)
}

/// Vowels with the marks of the first and the third tone, which no other language that is written beside Chinese has.
const TONES: &str = "āēīōūǖǎěǐǒǔǚĀĒĪŌŪǍĚǏǑǓ";

/// Whether a line says how Chinese sounds: "Chuáng qián míngyuè guāng".
fn is_pinyin(text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let toned = words().filter(|word| word.contains(|c| TONES.contains(c))).count();
    toned >= 2 && toned * 4 >= words().count()
}

/// Whether a line is an entry of a list of references, `[12] Smith J. Tides of rivers. Harbour Press, 1998.`, which a text in
/// either language has as it was published.
fn is_reference(text: &str) -> bool {
    let Some((number, entry)) = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return false;
    };
    let is_number = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut figures = entry.split(|c: char| !c.is_ascii_digit());
    let year = |figure: &str| figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"));
    is_number && figures.any(year)
}

/// Whether a line is a row of a table whose cells are figures and names: `Model A | 88.54 | 80.72`.
fn is_row_of_figures(text: &str) -> bool {
    let cells = || text.split(" | ").map(str::trim).filter(|cell| !cell.is_empty());
    let figures =
        cells().filter(|cell| cell.contains(|c: char| c.is_ascii_digit()) && Shares::of(cell).latin <= 3).count();
    let words = |cell: &str| cell.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let names = cells().all(|cell| words(cell) <= 2);
    names && figures > 0 && figures * 2 >= cells().count() && cells().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_code_are_in_no_language() {
        for text in ["f(x) = ax + by", "x_i ≤ σ(w^T h)", "printf(\"%d\", n);", "{ a_ij | i < j }"] {
            assert_eq!(by_script(text), None, "{text}");
        }
        for text in ["delay_init();", "Session session = factory.openSession();", "if (ship.isMoored) {", "}"] {
            assert_eq!(by_script(text), None, "{text}");
        }
        for text in
            ["the ship (or tug);", "A. the Master-in-charge of the ship;", "moors at once; or reports to McArthur;"]
        {
            assert!(by_script(text).is_some(), "{text}");
        }
        for text in [
            "[31] Lin A K. Moorings of tugs[J]. Quays, 1999, 3: 4",
            "GDN | 88.54 | 80.72",
            "Tug 7 | 12 m",
            "Gǎng kǒu de chuán shuǐ",
        ] {
            assert_eq!(by_script(text), None, "{text}");
        }
        for text in [
            "2024-05-02 | 12:30 | The Tide of the Harbour",
            "[2] Moor the ship at once.",
            "Berth | Draught | 12 m",
            "In 1998 [3] the quay was built.",
        ] {
            assert!(by_script(text).is_some(), "{text}");
        }
        for text in ["The draught of a ship is d = 12 m.", "Zhang Wei", "terms; conditions", "berth = 泊位"] {
            assert!(by_script(text).is_some(), "{text}");
        }
    }

    #[test]
    fn code_goes_with_the_text_around_it() {
        let piece = |(kind, text): (BlockKind, &str)| Piece {
            text: text.into(),
            edits: Vec::new(),
            kind,
            side: None,
            line: 1,
            pair: None,
        };
        let (text, code) = (BlockKind::Paragraph, BlockKind::Code);
        let pieces = [
            (text, "先安裝程式。"),
            (code, "make install"),
            (text, "再啟動它。"),
            (text, "Install the program first."),
            (code, "make install"),
            (code, "船舶應適航，並配置足夠的船員。"),
        ];
        use Side::{En, Zh};
        assert_eq!(assign(&pieces.map(piece)), [Zh, Zh, Zh, En, En, Zh]);
        assert_eq!(assign(&[(code, "make install")].map(piece)), [En]);
        // Figures below a stray line go with the document.
        let long = "船舶應適航，並配置足夠的船員，於開航前通知港務機構；其吃水不得超過碼頭之水深。";
        let table = [(text, long), (text, "Tugs and fees"), (text, "12 | 13"), (text, "14 | 15"), (text, long)];
        assert_eq!(assign(&table.map(piece)), [Zh, En, Zh, Zh, Zh]);
        let table = [(text, long), (text, "Tugs and fees"), (text, "12 | 13"), (text, "Pilots and fees"), (text, long)];
        assert_eq!(assign(&table.map(piece)), [Zh, En, En, En, Zh]);
    }
}
