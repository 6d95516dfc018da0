//! Detect: which side a text belongs to, and in which script its Chinese is written.

use super::fold::{fold_char, is_han};
use super::word_class::{is_function_word, makes_sentence};
use crate::model::Side;

/// How much of a text is written in what, in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    pub han: usize,
    pub latin: usize,
    /// Letters of other scripts.
    pub other: usize,
}

/// A Chinese character says about as much as this many Latin letters.
const LETTERS_A_HAN: usize = 4;

impl Shares {
    pub fn of(text: &str) -> Shares {
        let mut shares = Shares::default();
        for c in text.chars() {
            if c.is_ascii() {
                shares.latin += usize::from(c.is_ascii_alphabetic());
            } else if is_han(c) {
                shares.han += 1;
            } else if matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
            {
                shares.latin += usize::from(c.is_alphabetic());
            } else {
                shares.other += usize::from(c.is_alphabetic());
            }
        }
        shares
    }

    /// The side that most of the text is in; `None` for figures and punctuation, and for other scripts.
    pub fn side(self) -> Option<Side> {
        let han = self.han * LETTERS_A_HAN;
        if han.max(self.latin) == 0 || han.max(self.latin) < self.other {
            None
        } else if han >= self.latin {
            Some(Side::Zh)
        } else {
            Some(Side::En)
        }
    }
}

/// The side that a text belongs to; `None` when it has no letters of either. Chinese that is outnumbered by its foreign words
/// and addresses is Chinese all the same.
///
/// ```
/// use duizhao::{model::Side, text::detect::side};
/// assert_eq!(side("在線爭議解決機制(以下簡稱ODR)"), Some(Side::Zh));
/// assert_eq!(side("online dispute resolution (在線爭議)"), Some(Side::En));
/// assert_eq!(side("也就是 controller 跟 datapath"), Some(Side::Zh));
/// assert_eq!(side("2024–2025"), None);
/// ```
pub fn side(text: &str) -> Option<Side> {
    let shares = Shares::of(text);
    match shares.side() {
        Some(Side::En) if shares.han > 0 && is_chinese_sentence(text) => Some(Side::Zh),
        side => side,
    }
}

/// Whether a text with more Latin letters than Chinese characters is Chinese: what makes a sentence of it is Chinese and
/// nothing is English, or most of the letters are an address.
fn is_chinese_sentence(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    if words.any(|word| is_function_word(&word.to_ascii_lowercase())) {
        return false;
    }
    let is_address = |c: char| c.is_ascii_graphic();
    let pieces = text.split(|c: char| !is_address(c));
    let addresses = pieces.filter(|piece| piece.contains("://") || piece.contains('@') || piece.starts_with("www."));
    let in_addresses = addresses.map(|address| Shares::of(address).latin).sum();
    let shares = Shares::of(text);
    let bare = Shares { latin: shares.latin.saturating_sub(in_addresses), ..shares };
    // What stands in brackets only explains the sentence: "online (在線)".
    let mut depth = 0usize;
    let outside = text.chars().filter(|c| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    let says = outside.filter(|c| is_han(*c)).any(|c| makes_sentence(fold_char(c)));
    says || bare.side() == Some(Side::Zh)
}

/// How Chinese is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// Traditional.
    Hant,
    /// Simplified.
    Hans,
    /// Nothing tells: no Chinese, or only characters that both scripts share.
    Unknown,
}

impl Script {
    /// The value of a `lang` attribute.
    pub fn lang(self) -> &'static str {
        match self {
            Script::Hant => "zh-Hant",
            Script::Hans => "zh-Hans",
            Script::Unknown => "zh",
        }
    }
}

/// Frequent characters that differ, in the same order. 于 and 机 are left out: Traditional text has them too.
const TRADITIONAL: &str = "國這們個為產業務權識護條規則實現發會時動經濟關開東書車長門問間見話說語請該認讓對與來學構電點將還過進運達邊組織給統計設議論證據險際總網義營環質資費類級極樣結稱種";
const SIMPLIFIED: &str = "国这们个为产业务权识护条规则实现发会时动经济关开东书车长门问间见话说语请该认让对与来学构电点将还过进运达边组织给统计设议论证据险际总网义营环质资费类级极样结称种";
/// Characters that tell; more are not looked at.
const ENOUGH: usize = 200;

/// The script of a text's Chinese, by the characters that tell.
pub fn script(text: &str) -> Script {
    let (mut hant, mut hans) = (0, 0);
    for c in text.chars().filter(|c| is_han(*c)) {
        hant += usize::from(TRADITIONAL.contains(c));
        hans += usize::from(SIMPLIFIED.contains(c));
        if hant + hans >= ENOUGH {
            break;
        }
    }
    match (hant, hans) {
        (0, 0) => Script::Unknown,
        (hant, hans) if hant >= hans => Script::Hant,
        _ => Script::Hans,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides() {
        for (text, want) in [
            ("商業秘密", Some(Side::Zh)),
            ("Trade secrets", Some(Side::En)),
            ("ODR平臺", Some(Side::Zh)),
            ("The term 商業秘密 means a trade secret.", Some(Side::En)),
            ("使用 GitHub", Some(Side::Zh)),
            ("haadware 的 resource", Some(Side::Zh)),
            ("船期：https://example.org/harbour/timetable.html", Some(Side::Zh)),
            ("A bill of lading for the goods 提單的正本", Some(Side::En)),
            ("Harbour Office 港務處", Some(Side::En)),
            ("Write to office@example.org 港務", Some(Side::En)),
            ("3.14 %", None),
            ("", None),
            ("Права человека", None),
        ] {
            assert_eq!(side(text), want, "{text}");
        }
    }

    #[test]
    fn scripts() {
        assert_eq!(script("保護知識產權"), Script::Hant);
        assert_eq!(script("保护知识产权"), Script::Hans);
        assert_eq!(script("關于知識產權"), Script::Hant);
        assert_eq!(script("山水"), Script::Unknown);
        assert_eq!(script("trade secret"), Script::Unknown);
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
    }
}
