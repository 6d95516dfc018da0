//! Texts of programs in INI: `key="text"`, in sections.

use crate::model::LeftOutReason;
use crate::read::keyed::KeyedTexts;

/// Adds the texts of a file by their sections and keys. What is no such line is a text, as it stands.
pub fn read(text: &str, texts: &mut KeyedTexts) {
    let mut section = String::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim().trim_start_matches('\u{FEFF}');
        texts.line = Some(at + 1);
        if line.starts_with([';', '#']) {
            texts.leave(LeftOutReason::Comment, line.trim_start_matches([';', '#']));
        } else if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((key, value)) = line.split_once('=') {
            let value = value.trim();
            let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
            let bare = bare.replace("\\n", "\n").replace("\\t", "\t").replace("\\\"", "\"");
            texts.add(format!("{section}{}", key.trim()), &bare, None);
        } else {
            texts.add(format!("{section}{}", at + 1), line, None);
        }
    }
}

/// Whether most lines of a text are such.
pub fn is_ini(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with([';', '#']));
    let keyed = |line: &&str| line.contains('=') || line.starts_with('[') && line.ends_with(']');
    lines().next().is_some() && lines().filter(keyed).count() * 10 >= lines().count() * 9
}

#[cfg(test)]
mod tests {
    use crate::read::format::Hint;
    use crate::read::input::Input;
    use crate::read::testing::rows_of;

    #[test]
    fn texts_by_sections_and_keys() {
        let zh = "; 說明\n[dock]\nOpen=\"開啟\\n船閘\"\nTide = 潮汐\n";
        let en = "[dock]\nTide=Tide = high\nOpen=\"Open\"\n";
        let input = |name: &str, text: &str| Input::bytes(name, text.as_bytes());
        let raw = crate::read::read_pair(&input("zh-TW.ini", zh), &input("en-US.ini", en), &Hint::default()).unwrap().0;
        assert_eq!(raw.left_out.len(), 1);
        let text = Option::unwrap_or_default;
        let rows: Vec<[String; 3]> =
            rows_of(raw).into_iter().map(|row| [row.reference, row.zh, row.en].map(text)).collect();
        assert_eq!(
            rows,
            [["dock.Open", "開啟\n船閘", "Open"], ["dock.Tide", "潮汐", "Tide = high"]]
                .map(|row| row.map(str::to_string))
        );
    }
}
