//! The languages, by the tags of browsers and systems.

/// A language of help, messages and pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Chinese in traditional characters, in the words of Taiwan.
    Hant,
    /// Chinese in simplified characters, in the words of the mainland.
    Hans,
}

impl Locale {
    /// All of them.
    pub const ALL: [Locale; 3] = [Locale::En, Locale::Hant, Locale::Hans];

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Hant => "zh-Hant",
            Locale::Hans => "zh-Hans",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::Hant => "繁體中文",
            Locale::Hans => "简体中文",
        }
    }

    /// The language that a tag (`zh-TW`, `zh-Hans-SG`) or the name of a system's locale (`zh_CN.UTF-8`, `C`) stands for;
    /// of other languages none.
    pub fn of(tag: &str) -> Option<Locale> {
        let tag = tag.split(['.', '@']).next()?.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next()? {
            "en" | "c" | "posix" => Some(Locale::En),
            "zh" | "cmn" | "yue" => {
                let parts: Vec<&str> = parts.collect();
                // The script decides, whatever the region.
                let is_traditional = match () {
                    () if parts.contains(&"hant") => true,
                    () if parts.contains(&"hans") => false,
                    () => parts.iter().any(|part| matches!(*part, "tw" | "hk" | "mo")),
                };
                Some(if is_traditional { Locale::Hant } else { Locale::Hans })
            }
            _ => None,
        }
    }

    /// The language that a browser asks for, by `Accept-Language` (RFC 9110, section 12.5.4): the most wanted of ours.
    pub fn preferred(accepted: &str) -> Option<Locale> {
        let mut best: Option<(f32, Locale)> = None;
        for range in accepted.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let Some(locale) = parts.next().and_then(Locale::of) else { continue };
            let weight = parts.find_map(|part| part.strip_prefix("q=")?.trim().parse().ok()).unwrap_or(1.0);
            if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_tags_of_browsers_and_of_systems() {
        for (tag, locale) in [
            ("zh-TW", Some(Locale::Hant)),
            ("zh_HK.UTF-8", Some(Locale::Hant)),
            ("zh-Hant-CN", Some(Locale::Hant)),
            ("yue-HK", Some(Locale::Hant)),
            ("zh", Some(Locale::Hans)),
            ("zh_CN.GB18030@stroke", Some(Locale::Hans)),
            ("zh-hans-HK", Some(Locale::Hans)),
            ("en-GB", Some(Locale::En)),
            ("C.UTF-8", Some(Locale::En)),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Locale::of(tag), locale, "{tag}");
        }
    }

    #[test]
    fn a_browser_gets_what_it_wants_most_of_what_there_is() {
        for (accepted, locale) in [
            ("de, zh-TW;q=0.8, en;q=0.9", Some(Locale::En)),
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Locale::Hans)),
            ("en;q=0, zh-Hant;q=0.1", Some(Locale::Hant)),
            ("fr;q=1, *;q=0.5", None),
            ("", None),
        ] {
            assert_eq!(Locale::preferred(accepted), locale, "{accepted}");
        }
    }
}
