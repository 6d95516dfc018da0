//! Whether text that is set as code, line by line, is code or a text that somebody set so.

use crate::text::detect::Shares;
use crate::text::english::words;
use crate::text::fold::is_han;
use crate::text::lexicon::Lexicon;
use crate::text::word_class::is_function_word;

/// Of six parts of a text with letters so many have to be words.
const WORDS: usize = 5;
const OF: usize = 6;

/// Whether a text reads as one: Chinese for the most part; or English words, with some that only sentences have.
pub fn is_prose(text: &str) -> bool {
    let shares = Shares::of(text);
    if shares.han > shares.latin {
        return true;
    }
    let lexicon = Lexicon::shared();
    // Punctuation goes with the word that it stands beside; what holds any between letters is a name or a command.
    let is_word = |part: &str| {
        let bare = part.trim_matches(|c: char| c.is_ascii_punctuation() || "“”‘’—".contains(c));
        let spelled = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
        let known = || bare.split('-').all(|word| lexicon.is_english_word(&word.to_lowercase()));
        bare.contains(is_han) || !bare.is_empty() && spelled && !part.starts_with(['-', '$', '<', '/']) && known()
    };
    let parts = || text.split_whitespace().filter(|part| part.contains(char::is_alphabetic));
    let speaks = words(text).any(|word| is_function_word(&word.plain));
    let has_signs = text.contains(['{', '}', '<', '>', '=', '|', '\\']);
    speaks && !has_signs && parts().filter(|part| is_word(part)).count() * OF >= parts().count() * WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_and_code() {
        for text in [
            "The ship shall be seaworthy, and shall have\na crew that is large enough.",
            "船舶應適航，\n並配置足夠的船員。",
            "- the well-known quay\n- a berth for 12 ships",
        ] {
            assert!(is_prose(text), "{text}");
        }
        for text in [
            "tar xf harbour.tgz\ncd harbour",
            "make install\nmake check",
            "for ship in quay:\n    ship.load(the_cargo)",
            "SELECT name FROM ships WHERE draught > 12",
            "port = 80\n# 港口\nhost = quay.example",
        ] {
            assert!(!is_prose(text), "{text}");
        }
    }
}
