//! JSON whose keys are the texts of a program in English and whose values are what they are in Chinese (gettext as Jed and
//! others write it).

use crate::model::{LeftOutReason, Side};
use crate::read::json_tree::Json;
use crate::read::keyed::KeyedTexts;
use crate::read::language::side_of_text;

/// Of so many keys one has several words at the least, where keys are texts.
const WORDED: usize = 4;
/// What parts a text from what it is about, in gettext.
const CONTEXT: char = '\u{4}';

/// Whether the keys of a file are texts.
pub fn keys_are_texts(json: &Json) -> bool {
    let mut counts = Counts::default();
    counts.add(json);
    let Counts { messages, worded, chinese } = counts;
    messages >= 3 && worded * WORDED >= messages && chinese * 2 >= messages
}

#[derive(Default)]
struct Counts {
    /// Keys with a text.
    messages: usize,
    /// Those that are several English words.
    worded: usize,
    /// Those whose text is Chinese.
    chinese: usize,
}

impl Counts {
    fn add(&mut self, json: &Json) {
        for (key, value) in json.as_object().iter().flat_map(|object| &object.0).filter(|(key, _)| !key.is_empty()) {
            let Some(text) = message(value) else {
                self.add(value);
                continue;
            };
            let worded = key.trim().contains(' ') && side_of_text(key) == Some(Side::En);
            self.messages += 1;
            self.worded += usize::from(worded);
            self.chinese += usize::from(side_of_text(text) == Some(Side::Zh));
        }
    }
}

/// The text of a value: a string, or the first form of a list of them.
fn message(value: &Json) -> Option<&str> {
    match value {
        Json::Text(text) => Some(text),
        Json::List(forms) => forms.first()?.as_text(),
        _ => None,
    }
}

/// Adds the texts of such a file, each with its key as the other side.
pub fn gather(texts: &mut KeyedTexts, json: &Json) {
    for (key, value) in json.as_object().iter().flat_map(|object| &object.0) {
        if key.is_empty() {
            // What the file says of itself.
            let fields = value.as_object().map(|object| object.0.as_slice()).unwrap_or_default();
            let said: Vec<&str> = fields.iter().filter_map(|(_, value)| value.as_text()).collect();
            texts.leave(LeftOutReason::Code, said.join(" "));
            continue;
        }
        if message(value).is_none() {
            gather(texts, value);
            continue;
        }
        let forms = if let Json::List(forms) = value { forms.as_slice() } else { std::slice::from_ref(value) };
        let mut translated = false;
        for (n, text) in forms.iter().filter_map(Json::as_text).filter(|text| !text.trim().is_empty()).enumerate() {
            let name = if n == 0 { key.clone() } else { format!("{key}.{}", n + 1) };
            translated |= side_of_text(text) == Some(Side::Zh);
            texts.add(name, text, None);
        }
        let (context, said) = key.split_once(CONTEXT).unwrap_or(("", key));
        texts.leave(LeftOutReason::Code, context);
        // What is not translated says the same once.
        let same = forms.iter().filter_map(Json::as_text).any(|text| text.trim() == said.trim());
        if side_of_text(said) == Some(Side::En) && (translated || !same) {
            texts.add(key.clone(), said, Some(Side::En));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read::format::Hint;
    use crate::read::input::Input;
    use crate::read::testing::rows_of;

    #[test]
    fn keys_that_are_texts_are_the_english_side() {
        let rows = |json: &str| -> Vec<String> {
            let raw = crate::read::read(&Input::bytes("x.json", json.as_bytes()), &Hint::default()).unwrap();
            let text = Option::unwrap_or_default;
            rows_of(raw).into_iter().map(|row| format!("{}|{}", text(row.zh), text(row.en))).collect()
        };
        let jed = "{\"\": {\"domain\": \"x\", \"language\": \"zh-TW\"}, \"Open the lock\": [\"開啟船閘\"], \"Tide\": [\"潮汐\"], \
            \"menu\\u0004%1 ship left\": [\"%1 艘船已離開\", \"船已離開\"], \"Radar\": [\"\"], \"GPS\": [\"GPS\"]}";
        assert_eq!(
            rows(jed),
            ["開啟船閘|Open the lock", "潮汐|Tide", "%1 艘船已離開|%1 ship left", "船已離開|", "|Radar", "|GPS"]
        );
        let plain = "{\"Open the lock\": \"開啟船閘\", \"Close the lock\": \"關閉船閘\", \"Tide\": \"潮汐\"}";
        assert_eq!(rows(plain), ["開啟船閘|Open the lock", "關閉船閘|Close the lock", "潮汐|Tide"]);
        let keyed = "{\"open\": \"開啟船閘\", \"close\": \"關閉船閘\", \"tide\": \"潮汐\"}";
        assert_eq!(rows(keyed), ["開啟船閘|", "關閉船閘|", "潮汐|"]);
    }
}
