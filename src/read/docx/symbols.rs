//! Characters of symbol fonts, which Word names by font and code (`w:sym`): what they show, in Unicode.

/// Adobe's Symbol encoding from 0x20 on, as the Unicode Consortium's mapping `SYMBOL.TXT` has it; `\u{0}` where a code
/// shows nothing or a piece of a large sign.
const SYMBOL: [(u32, &str); 3] = [
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    (0xF1, "〉∫"),
];

/// The signs of Wingdings that documents use: boxes, ticks, pointers, bullets.
const WINGDINGS: [(u32, char); 34] = [
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA2, '○'),
    (0xA4, '◉'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
    (0xA3, '☐'),
];

/// The ticks and boxes of Wingdings 2.
const WINGDINGS_2: [(u32, char); 9] = [
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x2A, '☐'),
    (0xA3, '☐'),
    (0xA4, '☐'),
];

/// What a code of a font shows; `None` where nobody can say.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    // Symbol fonts stand in the private use area, 0xF000 above their own codes.
    let inner = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let listed = |list: &[(u32, char)]| list.iter().find(|(of, _)| *of == inner).map(|(_, c)| *c);
    match font.to_ascii_lowercase().as_str() {
        "symbol" => SYMBOL.iter().find_map(|(from, signs)| signs.chars().nth(inner.checked_sub(*from)? as usize)),
        "wingdings" => listed(&WINGDINGS),
        "wingdings 2" => listed(&WINGDINGS_2),
        _ => char::from_u32(code).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_change_what_a_text_says() {
        for (font, code, want) in [
            ("Symbol", 0xF0B0, Some('°')),
            ("Symbol", 0xF0B1, Some('±')),
            ("Symbol", 0xB3, Some('≥')),
            ("Symbol", 0xF0A3, Some('≤')),
            ("Symbol", 0x6D, Some('μ')),
            ("Symbol", 0xF0B4, Some('×')),
            ("Symbol", 0xF0F2, Some('∫')),
            ("Wingdings", 0xF0FE, Some('☑')),
            ("Wingdings", 0xF0A8, Some('☐')),
            ("Other", 0xF041, None),
            ("Other", 0x41, Some('A')),
        ] {
            assert_eq!(symbol(font, code), want, "{font} {code:X}");
        }
    }
}
