//! Questions of Debian packages (`.templates`): fields in English with those in other languages beside them,
//! `Description-zh_CN.UTF-8: …`. The first line of a field is one text, and each paragraph below it another.

use crate::model::{LeftOutReason, Raw, Side};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::keyed::KeyedTexts;
use crate::read::language::side_of_tag;
use crate::read::line_join::join_line;

/// Fields that people read.
const READ: [&str; 3] = ["description", "extended_description", "choices"];

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut texts = KeyedTexts::default();
    let mut template = String::new();
    let mut lines = (1..).zip(text.lines()).peekable();
    while let Some((number, line)) = lines.next() {
        texts.line = Some(number);
        let Some((name, value)) = line.split_once(':').filter(|_| !line.starts_with(['#', ' ', '\t'])) else {
            let reason = if line.starts_with('#') { LeftOutReason::Comment } else { LeftOutReason::Code };
            texts.leave(reason, line);
            continue;
        };
        let mut below = Vec::new();
        while let Some((number, line)) = lines.next_if(|(_, line)| line.starts_with([' ', '\t'])) {
            below.push((number, line));
        }
        // Sources have a stroke before what is to be translated.
        let (field, language) =
            name.trim_start_matches('_').split_once('-').unwrap_or((name.trim_start_matches('_'), ""));
        if field.eq_ignore_ascii_case("template") {
            template = value.trim().to_string();
        }
        let read = READ.contains(&field.to_lowercase().as_str());
        let side = if language.is_empty() { Some(Side::En) } else { side_of_tag(language) };
        let reason = match side {
            // What programs know the choices by.
            _ if !read || language == "C" => Some(LeftOutReason::Code),
            None => Some(LeftOutReason::OtherLanguage),
            Some(_) => None,
        };
        let first = (number, value.trim().to_string());
        for (n, (number, text)) in [first].into_iter().chain(paragraphs(&below)).enumerate() {
            texts.line = Some(number);
            match reason {
                Some(reason) => texts.leave(reason, text),
                None if n == 0 => texts.add(format!("{template}.{field}"), &text, side),
                None => texts.add(format!("{template}.{field}.{n}"), &text, side),
            }
        }
    }
    let mut raw = texts.into_raw("debconf", encoded.name());
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

/// The paragraphs of what stands below the first line of a field, with the lines that they begin on. A line of one point parts
/// them; one that is set in further stands by itself.
fn paragraphs(lines: &[(usize, &str)]) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for (number, line) in lines {
        let said = line.trim();
        if said == "." || said.is_empty() {
            goes_on = false;
            continue;
        }
        let alone = line.starts_with("  ");
        match paragraphs.last_mut().filter(|_| goes_on && !alone) {
            Some((_, text)) => join_line(text, said),
            None => paragraphs.push((*number, said.to_string())),
        }
        goes_on = !alone;
    }
    paragraphs
}

/// Whether a text opens with such a question.
pub fn is_debconf(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty() || line.starts_with('#'));
    lines.next().is_some_and(|line| line.starts_with("Template:"))
        && lines.take_while(|line| !line.trim().is_empty()).any(|line| line.starts_with("Type:"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    #[test]
    fn fields_are_beside_their_translations() {
        let text = "# Port\nTemplate: port/berth\nType: select\nChoices: North, South\nChoices-C: north, south\nChoices-zh_TW.UTF-8: 北, 南\n\
            Description: Which berth?\n A ship has one berth\n at a time.\n .\n   see the chart\nDescription-de.UTF-8: Welcher Liegeplatz?\n\
            Description-zh_CN.UTF-8: 哪个泊位？\n 一艘船一次\n 只有一个泊位。\n .\n   参见海图\nDescription-zh_TW.UTF-8: 哪個船席？\n";
        let raw = crate::read::read(&Input::bytes("port.templates", text.as_bytes()), &Hint::default()).unwrap();
        let left: Vec<String> =
            raw.left_out.iter().map(|piece| format!("{}: {}", piece.reason.as_str(), piece.text)).collect();
        let want = [
            "comment: # Port",
            "code: port/berth",
            "code: select",
            "code: north, south",
            "other-language: Welcher Liegeplatz?",
        ];
        assert_eq!((raw.format, left), ("debconf", want.map(str::to_string).to_vec()));
        let some = Option::unwrap_or_default;
        let rows: Vec<String> = rows_of(raw)
            .into_iter()
            .map(|row| format!("{} {}|{}", some(row.reference), some(row.zh), some(row.en)))
            .collect();
        let want = [
            "port/berth.Choices 北, 南|North, South",
            "port/berth.Description 哪个泊位？|Which berth?",
            "port/berth.Description.1 一艘船一次只有一个泊位。|A ship has one berth at a time.",
            "port/berth.Description.2 参见海图|see the chart",
            "port/berth.Description 哪個船席？|Which berth?",
        ];
        assert_eq!(rows, want);
    }
}
