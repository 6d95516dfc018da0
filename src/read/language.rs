//! Languages: what a tag says, and what a text's letters say.

use crate::model::Side;
use crate::text::detect::Shares;
use crate::text::fold::is_han;

/// The side that most of a text is on; `None` when it has no letter of either.
pub use crate::text::detect::side as side_of_text;

/// The side that a language tag names, in any of the ways that tools write it: `zh`, `zh-Hant-TW`, `ZH_HK`,
/// `cmn`, `yue`, `en-GB`, `eng`, `zh_CN.UTF-8`, `CHS`, `Chinese (Simplified)`.
pub fn side_of_tag(tag: &str) -> Option<Side> {
    let primary = tag.trim().split(['-', '_', '.', '@', ' ']).next()?.to_ascii_lowercase();
    match primary.as_str() {
        // The macrolanguage, its ISO 639-2 codes, and the Sinitic languages by themselves.
        "zh" | "zho" | "chi" | "cmn" | "yue" | "lzh" | "wuu" | "hak" | "nan" | "gan" | "hsn" | "cdo" | "cjy"
        | "mnp" | "cpx" | "czh" | "czo" => Some(Side::Zh),
        // What Windows calls them, the country for its language, and the name itself.
        "chs" | "cht" | "zhs" | "zht" | "zhh" | "zhi" | "zhm" | "chn" | "cn" | "chinese" | "mandarin" | "cantonese"
        | "中文" | "汉语" | "漢語" | "简体中文" | "繁體中文" | "繁体中文" | "簡體中文" => {
            Some(Side::Zh)
        }
        "en" | "eng" => Some(Side::En),
        "enu" | "ena" | "enc" | "enz" | "english" | "英文" | "英语" | "英語" => Some(Side::En),
        _ => None,
    }
}

/// The side that a key, a part of a name or a column names when it is nothing but a language: `zh-CN`, `en_US`, `中文`.
pub fn side_of_name(name: &str) -> Option<Side> {
    let mut parts = name.split(['-', '_']).skip(1);
    let subtags = parts.all(|part| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    side_of_tag(name).filter(|_| subtags && !name.contains([' ', '.', '@']))
}

/// Primary subtags of languages that texts are often translated to, beside the two that are read.
const OTHERS: &str = "af am ar ast az be bg bn br bs ca cs cy da de el eo es et eu fa fi fil fr fur ga gl gu he hi hr hu hy \
    ia id is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl nn no oc pa pl ps pt ro ru si sk sl sq sr sv sw \
    ta te tg th tl tr tt ug uk ur uz vi wa xh yi zu";

/// What a tag says where the language is not known, or there is none.
const UNDETERMINED: [&str; 4] = ["", "und", "mul", "zxx"];

/// Whether what must be the tag of a language is that of one which is neither Chinese nor English, known or not.
pub fn is_foreign(tag: &str) -> bool {
    let primary = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
    side_of_tag(tag).is_none() && !UNDETERMINED.contains(&primary.as_str())
}

/// Whether a tag, which may be something else, names a language that is neither Chinese nor English.
pub fn is_other_language(tag: &str) -> bool {
    let primary = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
    OTHERS.split(' ').any(|other| other == primary)
}

/// Chinese characters and Latin letters of a text.
pub fn letters(text: &str) -> (usize, usize) {
    let shares = Shares::of(text);
    (shares.han, shares.latin)
}

/// Characters that Chinese sets without spaces: Han, CJK punctuation, full-width forms, Bopomofo and kana.
pub fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{33FF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_as_they_come() {
        for tag in [
            "zh",
            "zh-CN",
            "zh-Hans",
            "zh-TW",
            "zh-Hant-HK",
            "ZH_HK",
            "zh_cn.UTF-8",
            "cmn",
            "yue-HK",
            "chi",
            " zho ",
            "CHS",
            "Chinese (Taiwan)",
            "CN",
        ] {
            assert_eq!(side_of_tag(tag), Some(Side::Zh), "{tag}");
        }
        for tag in ["en", "EN-GB", "en_US", "eng", "en-US-x-pirate", "English", "ENU"] {
            assert_eq!(side_of_tag(tag), Some(Side::En), "{tag}");
        }
        assert!(["ja", "de-DE", "pt_BR", "sr@latin"].into_iter().all(is_other_language));
        assert!(!["zh", "en-GB", "cpp", ""].into_iter().any(is_other_language));
        assert!(["ja", "gug", "ca@valencia", "x-test", "nso"].into_iter().all(is_foreign));
        assert!(!["zh", "en_ZA", "und", " ", "zxx"].into_iter().any(is_foreign));
        for tag in ["", "ja", "de-DE", "zhuang", "x-none", "*all*"] {
            assert_eq!(side_of_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn texts() {
        assert_eq!(side_of_text("艾滋病（AIDS）"), Some(Side::Zh));
        assert_eq!(side_of_text("The word 商業秘密 means trade secret"), Some(Side::En));
        assert_eq!(side_of_text("12.5 %"), None);
    }
}
