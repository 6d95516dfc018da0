//! gettext PO: a row for each translated message, read as a stream. Fuzzy, untranslated and obsolete ones are
//! left out. Where the identifiers are keys and not English, as some programs write them, a file holds one language and is
//! paired with that of the other one by its keys.

use crate::model::{Counted, LeftOut, LeftOutReason, Raw, Row, Side, Sides};
use crate::read::encoding::detect;
use crate::read::format::Hint;
use crate::read::input::{Input, Lines, Outcome};
use crate::read::language::{side_of_tag, side_of_text};
use crate::read::row_stream::{self, Pull};
use std::collections::VecDeque;
use std::io::Read;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let messages = Messages {
        lines: Lines::new(encoded.open(input)?),
        kept: None,
        language: None,
        keyed: None,
        ready: VecDeque::new(),
    };
    let mut raw = row_stream::raw("po", encoded.name(), messages)?;
    raw.counted = Sides::same(Counted::Lines);
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

struct Messages<R: Read> {
    lines: Lines<R>,
    /// A line that belongs to the next message.
    kept: Option<(usize, String)>,
    /// The side of the translations, as the header's `Language:` says.
    language: Option<Side>,
    /// Whether the first identifier is a key.
    keyed: Option<bool>,
    ready: VecDeque<Row>,
}

#[derive(Default)]
struct Message {
    line: usize,
    fuzzy: bool,
    /// The first `#:` comment, where the message is used.
    place: Option<String>,
    context: Option<String>,
    id: Option<String>,
    plural: Option<String>,
    /// `msgstr`, or `msgstr[0]`, `msgstr[1]` …
    said: Vec<String>,
}

#[derive(Clone, Copy)]
enum Field {
    Context,
    Id,
    Plural,
    Said,
}

impl<R: Read> Pull for Messages<R> {
    fn pull(&mut self) -> Outcome<Option<Row>> {
        while self.ready.is_empty() {
            match self.message()? {
                Some(message) => self.rows_of(message),
                None => return Ok(None),
            }
        }
        Ok(self.ready.pop_front())
    }

    fn place(&self) -> usize {
        self.lines.number()
    }
}

impl<R: Read> Messages<R> {
    fn message(&mut self) -> Outcome<Option<Message>> {
        let mut message = Message::default();
        let mut field = None;
        loop {
            let Some((number, line)) = self.kept.take().map_or_else(|| self.lines.next(), |l| Ok(Some(l)))? else {
                return Ok(message.id.is_some().then_some(message));
            };
            let text = line.trim();
            let (word, rest) = text.split_once(|c: char| c.is_whitespace() || c == '"').unwrap_or((text, ""));
            let next = match word {
                _ if text.starts_with('#') => None,
                "msgctxt" => Some(Field::Context),
                "msgid" => Some(Field::Id),
                "msgid_plural" => Some(Field::Plural),
                w if w.starts_with("msgstr") => Some(Field::Said),
                _ => None,
            };
            // Comments, contexts and identifiers open a message once the one before has its translation.
            let opens = text.starts_with('#') || matches!(next, Some(Field::Context | Field::Id));
            if opens && !message.said.is_empty() {
                self.kept = Some((number, line));
                return Ok(Some(message));
            }
            if let Some(comment) = text.strip_prefix('#') {
                match comment.chars().next() {
                    Some(',') => message.fuzzy |= comment.contains("fuzzy"),
                    Some(':') if message.place.is_none() => {
                        message.place = Some(comment.trim_start_matches(':').trim().to_string())
                    }
                    _ => {}
                }
                continue;
            }
            if let Some(next) = next {
                field = Some(next);
                match next {
                    Field::Context => message.context = Some(String::new()),
                    Field::Id => (message.id, message.line) = (Some(String::new()), number),
                    Field::Plural => message.plural = Some(String::new()),
                    Field::Said => message.said.push(String::new()),
                }
            }
            let quoted = if next.is_some() { text.get(text.len() - rest.len()..).unwrap_or("") } else { text };
            let target = match field {
                Some(Field::Context) => message.context.as_mut(),
                Some(Field::Id) => message.id.as_mut(),
                Some(Field::Plural) => message.plural.as_mut(),
                Some(Field::Said) => message.said.last_mut(),
                None => None,
            };
            if let Some(target) = target {
                unquote(quoted, target);
            }
        }
    }

    fn rows_of(&mut self, message: Message) {
        let id = message.id.clone().unwrap_or_default();
        if id.is_empty() {
            let header = message.said.concat();
            let language = header.lines().find_map(|l| l.strip_prefix("Language:"));
            self.language = self.language.or_else(|| side_of_tag(language?));
            return;
        }
        let is_other = message.said.first().is_some_and(|said| !said.trim().is_empty() && *said != id);
        if *self.keyed.get_or_insert(is_other && is_key(&id)) && is_key(&id) && !message.fuzzy {
            return self.rows_of_key(&id, message);
        }
        let reference = message.context.clone().or_else(|| message.place.clone());
        let line = message.line;
        if message.fuzzy {
            let texts = [vec![id], message.plural.into_iter().collect(), message.said].concat();
            self.ready.push_back(untranslated(texts.join(" "), line));
            return;
        }
        // One form of a language without plurals renders both forms of the other.
        let singular = (id, message.said.first());
        let plural = message.plural.map(|p| (p, message.said.last()));
        for (id, said) in [Some(singular), plural].into_iter().flatten() {
            let Some(said) = said.filter(|s| !s.trim().is_empty()) else {
                self.ready.push_back(untranslated(id, line));
                continue;
            };
            let side = self.language.or_else(|| side_of_text(said)).unwrap_or(Side::Zh);
            let mut text = Sides::default();
            *text.get_mut(side) = Some(said.trim().to_string());
            *text.get_mut(side.other()) = Some(id.trim().to_string());
            let row = Row { zh: text.zh, en: text.en, reference: reference.clone(), line, ..Row::default() };
            self.ready.push_back(row);
        }
    }
}

impl<R: Read> Messages<R> {
    /// Rows of one language, named after their key.
    fn rows_of_key(&mut self, key: &str, message: Message) {
        let line = message.line;
        if message.said.iter().all(|said| said.trim().is_empty()) {
            self.ready.push_back(untranslated(key.to_string(), line));
        }
        for (n, said) in message.said.iter().enumerate().filter(|(_, said)| !said.trim().is_empty()) {
            let side = self.language.or_else(|| side_of_text(said)).unwrap_or(Side::Zh);
            let mut text = Sides::default();
            *text.get_mut(side) = Some(said.trim().to_string());
            let reference = Some(if n == 0 { key.to_string() } else { format!("{key}.{}", n + 1) });
            self.ready.push_back(Row { zh: text.zh, en: text.en, reference, line, ..Row::default() });
        }
    }
}

/// What a message leaves out that has no translation.
fn untranslated(text: String, line: usize) -> Row {
    let left_out = vec![LeftOut { reason: LeftOutReason::Untranslated, text, line }];
    Row { line, left_out, ..Row::default() }
}

/// Whether an identifier is a key, `harbour.berth.free`, and no text.
fn is_key(id: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    id.contains('.') && id.split('.').all(is_part) && id.contains(|c: char| c.is_ascii_lowercase())
}

/// Appends what stands between the quotation marks, escapes undone.
fn unquote(text: &str, out: &mut String) {
    let text = text.trim();
    let text = text.strip_prefix('"').unwrap_or(text);
    let mut chars = text.strip_suffix('"').unwrap_or(text).chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(c @ ('a' | 'b' | 'f' | 'v' | '0'..='9' | 'x')) => {
                out.push('\\');
                out.push(c);
            }
            Some(c) => out.push(c),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    #[test]
    fn messages() {
        let po = r##"# comment
#, fuzzy
msgid ""
msgstr ""
"Language: zh_CN\n"
"Plural-Forms: nplurals=1;\n"

#: a.c:1
msgid "Open \"file\"\n"
msgstr ""
"打开"
"“文件”"

#, fuzzy, c-format
msgid "old"
msgstr "旧"

msgid "none"
msgstr ""

msgctxt "menu"
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d 个文件"

#~ msgid "gone"
#~ msgstr "没了"
"##;
        let rows = rows_of(read(&Input::bytes("x.po", po.as_bytes()), &Hint::default()).unwrap());
        let got: Vec<_> = rows
            .iter()
            .map(|r| (r.zh.as_deref().unwrap(), r.en.as_deref().unwrap(), r.reference.as_deref().unwrap()))
            .collect();
        assert_eq!(
            got,
            [
                ("打开“文件”", "Open \"file\"", "a.c:1"),
                ("%d 个文件", "%d file", "menu"),
                ("%d 个文件", "%d files", "menu"),
            ]
        );
        assert_eq!(rows[0].line, 9);
    }

    #[test]
    fn keys_are_names_of_rows_and_files_are_paired_by_them() {
        let po = |language: &str, texts: [&str; 2]| {
            format!(
                "msgid \"\"\nmsgstr \"\"\n\"Language: {language}\\n\"\n\nmsgid \"quay.open\"\nmsgstr \"{}\"\n\n\
                 msgid \"quay.berth.free\"\nmsgstr \"{}\"\n",
                texts[0], texts[1]
            )
        };
        let (zh, en) = (po("zh_Hans", ["開放碼頭", "空泊位"]), po("en", ["Open the quay", "Free berths"]));
        let input = |name: &str, text: &str| Input::bytes(name, text.as_bytes());
        let one = rows_of(read(&input("en.po", &en), &Hint::default()).unwrap());
        assert!(one.iter().all(|row| row.zh.is_none() && row.en.is_some()));
        let raw = crate::read::read_pair(&input("zh.po", &zh), &input("en.po", &en), &Hint::default()).unwrap().0;
        let got: Vec<String> = rows_of(raw)
            .into_iter()
            .map(|r| [r.reference, r.zh, r.en].map(Option::unwrap_or_default).join("|"))
            .collect();
        assert_eq!(got, ["quay.open|開放碼頭|Open the quay", "quay.berth.free|空泊位|Free berths"]);
        assert!(is_key("a.b_c") && !is_key("Open.") && !is_key("3.5") && !is_key("Mr. Li"));
    }
}
