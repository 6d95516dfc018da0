//! Translations of Ren'Py games (`.rpy`): `old "…"` with `new "…"`, and what a character says in a comment before the line that
//! renders it.

use crate::model::{LeftOutReason, Raw, Side};
use crate::read::encoding::text_of;
use crate::read::file_name::spelled_at_length;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::keyed::KeyedTexts;
use crate::read::language::{side_of_name, side_of_text};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut texts = KeyedTexts::default();
    // The block, how many texts it has, the language, and the source that no line renders yet.
    let (mut block, mut count, mut target) = (String::new(), 0_usize, Target::Unknown);
    let mut source: Option<Said> = None;
    for (number, line) in (1..).zip(text.lines()) {
        texts.line = Some(number);
        let said = line.trim().trim_start_matches('\u{FEFF}');
        if said.is_empty() {
            continue;
        }
        if let Some(names) = said.strip_prefix("translate ").map(|rest| rest.trim_end_matches(':')) {
            untranslated(&mut texts, source.take());
            let (language, name) = names.split_once(' ').unwrap_or((names, ""));
            (block, count, target) = (name.trim().to_string(), 0, Target::of(language));
            texts.leave(LeftOutReason::Code, said);
            continue;
        }
        let comment = said.strip_prefix('#').map(str::trim);
        let Some(statement) = Said::of(comment.unwrap_or(said)) else {
            let reason = if comment.is_some() { LeftOutReason::Comment } else { LeftOutReason::Code };
            texts.leave(reason, said);
            continue;
        };
        texts.leave(LeftOutReason::Code, &statement.code);
        if comment.is_some() || statement.code == "old" {
            untranslated(&mut texts, source.replace(statement));
            continue;
        }
        count += 1;
        let key = format!("{block}.{count}");
        let Some(Said { text, .. }) = source.take() else {
            // A text of the game itself, or one that was added.
            texts.add(key, &statement.text, None);
            continue;
        };
        if statement.text.trim().is_empty() {
            texts.leave(LeftOutReason::Untranslated, text);
            continue;
        }
        let (side, other) = match target {
            Target::Side(side) => (Some(side), Some(side.other())),
            Target::Unknown | Target::Other => (side_of_text(&statement.text), side_of_text(&text)),
        };
        texts.add(key.clone(), &text, other);
        match target {
            Target::Other => texts.leave(LeftOutReason::OtherLanguage, statement.text),
            _ => texts.add(key, &statement.text, side),
        }
    }
    untranslated(&mut texts, source);
    let mut raw = texts.into_raw("renpy", encoded.name());
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

/// The language that a block is in.
#[derive(Clone, Copy)]
enum Target {
    Side(Side),
    Other,
    /// None is named, or by a name of the game's own.
    Unknown,
}

impl Target {
    fn of(language: &str) -> Target {
        const OTHERS: [&str; 14] = [
            "french",
            "german",
            "spanish",
            "italian",
            "portuguese",
            "russian",
            "japanese",
            "korean",
            "polish",
            "turkish",
            "vietnamese",
            "thai",
            "ukrainian",
            "indonesian",
        ];
        let language = language.to_lowercase();
        match side_of_name(&language).or_else(|| spelled_at_length(&language)) {
            Some(side) => Target::Side(side),
            None if OTHERS.contains(&language.as_str()) => Target::Other,
            None => Target::Unknown,
        }
    }
}

/// A statement that shows a text: what stands in its last quotation marks, and the rest.
struct Said {
    text: String,
    code: String,
}

impl Said {
    fn of(statement: &str) -> Option<Said> {
        // Sounds and pictures have names in quotation marks too.
        const SILENT: [&str; 10] =
            ["voice", "play", "scene", "show", "image", "define", "default", "queue", "$", "stop"];
        let first = statement.split_whitespace().next()?;
        if SILENT.contains(&first) {
            return None;
        }
        let (mut open, mut last, mut escaped) = (None, None, false);
        for (at, c) in statement.char_indices() {
            match (c, open) {
                ('"', None) => open = Some(at),
                ('"', Some(start)) if !escaped => (last, open) = (Some((start, at)), None),
                _ => {}
            }
            escaped = !escaped && c == '\\';
        }
        let (start, end) = last?;
        let inner = statement.get(start + 1..end)?;
        let code = format!("{} {}", statement.get(..start)?.trim(), statement.get(end + 1..)?.trim());
        let text = inner.replace("\\n", "\n").replace("\\\"", "\"").replace("\\'", "'");
        Some(Said { text, code: code.trim().to_string() })
    }
}

fn untranslated(texts: &mut KeyedTexts, source: Option<Said>) {
    if let Some(Said { text, .. }) = source {
        texts.leave(LeftOutReason::Untranslated, text);
    }
}

/// Whether a script of a game is one of translations.
pub fn is_translation(text: &str) -> bool {
    text.lines().any(|line| line.trim_start_matches('\u{FEFF}').starts_with("translate "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    #[test]
    fn texts_are_beside_what_they_render() {
        let text = "# TODO\n\ntranslate schinese harbour_a1b2c3:\n\n    # game/harbour.rpy:12\n    # m happy \"The tide \\\"turns\\\".\" with fade\n    \
            voice \"a.ogg\"\n    m happy \"潮汐\\n转向。\" with fade\n    # \"Moor here.\"\n    \"\"\n\ntranslate schinese strings:\n\n    \
            # game/gui.rpy:5\n    old \"Berth\"\n    new \"泊位\"\n    old \"Quay\"\n    new \"Quay\"\n    old \"Tug\"\n";
        let raw = crate::read::read(&Input::bytes("harbour.rpy", text.as_bytes()), &Hint::default()).unwrap();
        let of = |reason: LeftOutReason| {
            raw.left_out.iter().filter(move |piece| piece.reason == reason).map(|piece| piece.text.as_str())
        };
        assert_eq!(of(LeftOutReason::Untranslated).collect::<Vec<_>>(), ["Moor here.", "Tug"]);
        assert_eq!(
            of(LeftOutReason::Comment).collect::<Vec<_>>(),
            ["# TODO", "# game/harbour.rpy:12", "# game/gui.rpy:5"]
        );
        let some = Option::unwrap_or_default;
        let rows: Vec<[String; 3]> =
            rows_of(raw).into_iter().map(|row| [row.reference, row.zh, row.en].map(some)).collect();
        let want = [
            ["harbour_a1b2c3.1", "潮汐\n转向。", "The tide \"turns\"."],
            ["strings.1", "泊位", "Berth"],
            ["strings.2", "Quay", "Quay"],
        ];
        assert_eq!(rows, want.map(|row| row.map(str::to_string)));
    }
}
