//! Texts of programs by their keys: RESX, Android's `strings.xml`, Qt's `.ts`, Apple's `.strings`, Java's `.properties`,
//! YAML. A file is in one language, or in two (`.ts`); two files are joined by their keys.

use crate::model::{LeftOutReason, Raw, Side};
use crate::read::encoding::{detect, text_of};
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::keyed::KeyedTexts;
use crate::read::language::{side_of_name, side_of_tag};
use crate::read::limits;
use crate::read::xml_stream::{Markup, Tag, Token};
use crate::read::{fluent, ini};
use std::io::Read;

/// RESX and Android's strings.
pub fn read_xml(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let mut markup = Markup::new(encoded.open(input)?);
    let mut texts = KeyedTexts::default();
    let mut format = "strings";
    loop {
        let token = markup.next()?;
        texts.line = Some(markup.line());
        match token {
            Token::Open(tag) => match tag.name.as_str() {
                "root" => format = "resx",
                "data" => resx(&mut markup, &tag, &mut texts)?,
                "resheader" | "metadata" | "assembly" | "schema" => texts.leave(LeftOutReason::Code, markup.skip()?),
                "string" => {
                    let text = android_text(&mut markup)?;
                    keep(&mut texts, &tag, tag.get("name").unwrap_or_default().to_string(), &text);
                }
                "string-array" | "plurals" => items(&mut markup, &tag, &mut texts)?,
                _ => {}
            },
            Token::End => break,
            Token::Text(text) => texts.leave(LeftOutReason::Code, text),
            Token::Close(_) => {}
        }
    }
    let mut raw = texts.into_raw(format, encoded.name());
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

fn keep(texts: &mut KeyedTexts, tag: &Tag, key: String, text: &str) {
    if tag.get("translatable") == Some("false") {
        texts.leave(LeftOutReason::Code, text);
    } else {
        texts.add(key, text, None);
    }
}

/// One entry of a RESX: its value, and what is said of it.
fn resx<R: Read>(markup: &mut Markup<R>, data: &Tag, texts: &mut KeyedTexts) -> Outcome<()> {
    let name = data.get("name").unwrap_or_default().to_string();
    // Pictures, numbers and places of windows have a type.
    let coded = data.get("type").is_some() || data.get("mimetype").is_some() || name.starts_with(">>");
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == "value" => {
                let text = markup.skip()?;
                if coded {
                    texts.leave(LeftOutReason::Code, text);
                } else {
                    texts.add(name.clone(), &text, None);
                }
            }
            Token::Open(_) => texts.leave(LeftOutReason::Comment, markup.skip()?),
            Token::Close(closed) if closed == "data" => return Ok(()),
            Token::End => return Err("ends inside an entry".into()),
            _ => {}
        }
    }
}

fn items<R: Read>(markup: &mut Markup<R>, list: &Tag, texts: &mut KeyedTexts) -> Outcome<()> {
    let name = list.get("name").unwrap_or_default().to_string();
    let mut count = 0;
    loop {
        match markup.next()? {
            Token::Open(tag) if tag.name == "item" => {
                count += 1;
                texts.line = Some(markup.line());
                let text = android_text(markup)?;
                let item = tag.get("quantity").map_or_else(|| count.to_string(), str::to_string);
                keep(texts, list, format!("{name}.{item}"), &text);
            }
            Token::Close(closed) if closed == list.name => return Ok(()),
            Token::End => return Err("ends inside a list of texts".into()),
            _ => {}
        }
    }
}

/// The text of an Android string: marks of formatting go, escapes are undone.
fn android_text<R: Read>(markup: &mut Markup<R>) -> Outcome<String> {
    let mut text = String::new();
    let mut depth = 0_usize;
    loop {
        match markup.next()? {
            Token::Text(said) => text.push_str(&said),
            Token::Open(_) => depth += 1,
            Token::Close(_) if depth == 0 => break,
            Token::Close(_) => depth -= 1,
            Token::End => return Err("ends inside a text".into()),
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(&text);
    Ok(unescaped(text))
}

/// Undoes `\n`, `\t`, `\u4e2d`, `\'` and the like.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut chars = text.chars();
    let flush =
        |units: &mut Vec<u16>, out: &mut String| out.push_str(&String::from_utf16_lossy(&std::mem::take(units)));
    while let Some(c) = chars.next() {
        if c != '\\' {
            flush(&mut units, &mut out);
            out.push(c);
            continue;
        }
        let escape = chars.next();
        if let Some('u' | 'U') = escape {
            let code: String = chars.by_ref().take(4).collect();
            if let Ok(unit) = u16::from_str_radix(&code, 16) {
                units.push(unit);
                continue;
            }
            flush(&mut units, &mut out);
            out.push_str(&code);
            continue;
        }
        // The halves of a character stand together; whatever else follows comes behind it.
        flush(&mut units, &mut out);
        match escape {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') | None => {}
            Some(c) => out.push(c),
        }
    }
    flush(&mut units, &mut out);
    out
}

/// Qt Linguist: sources with their translations.
pub fn read_qt(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let mut markup = Markup::new(encoded.open(input)?);
    let mut texts = KeyedTexts::default();
    let (mut source_side, mut target_side) = (Some(Side::En), None);
    let (mut context, mut source, mut message) = (String::new(), String::new(), 0_usize);
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name.as_str() {
                "TS" => {
                    source_side = tag.get("sourcelanguage").map_or(Some(Side::En), side_of_tag);
                    target_side = tag.get("language").and_then(side_of_tag);
                }
                "name" => context = markup.skip()?,
                "message" => {
                    message += 1;
                    texts.line = Some(markup.line());
                    source.clear();
                }
                "source" => source = markup.skip()?,
                "translation" => {
                    let text = markup.skip()?;
                    let key = tag_key(&context, message);
                    if matches!(tag.get("type"), Some("unfinished" | "vanished" | "obsolete")) || text.trim().is_empty()
                    {
                        texts.leave(LeftOutReason::Untranslated, format!("{source} {text}"));
                    } else {
                        texts.add(key.clone(), &source, source_side);
                        texts.add(key, &text, target_side.filter(|side| Some(*side) != source_side));
                    }
                }
                "comment" | "extracomment" | "translatorcomment" | "oldsource" => {
                    texts.leave(LeftOutReason::Comment, markup.skip()?);
                }
                _ => {}
            },
            Token::End => break,
            _ => {}
        }
    }
    let mut raw = texts.into_raw("ts", encoded.name());
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

fn tag_key(context: &str, message: usize) -> String {
    if context.trim().is_empty() { message.to_string() } else { format!("{}.{message}", context.trim()) }
}

/// Lines of `key = value` (Java, Fluent) or `"key" = "value";` (Apple).
pub fn read_lines(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut texts = KeyedTexts::default();
    let format = match input.extension().as_str() {
        "strings" => {
            apple_strings(&text, &mut texts);
            "strings"
        }
        "ftl" => {
            fluent::read(&text, &mut texts);
            "fluent"
        }
        "ini" => {
            ini::read(&text, &mut texts);
            "ini"
        }
        _ => {
            properties(&text, &mut texts);
            "properties"
        }
    };
    let mut raw = texts.into_raw(format, encoded.name());
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

fn properties(text: &str, texts: &mut KeyedTexts) {
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        texts.line = Some(number);
        let mut entry = line.trim_start().to_string();
        if entry.starts_with(['#', '!']) {
            texts.leave(LeftOutReason::Comment, entry);
            continue;
        }
        // A line that ends with an odd number of backslashes goes on.
        while entry.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1 {
            entry.pop();
            let Some((_, next)) = lines.next() else { break };
            entry.push_str(next.trim_start());
        }
        let mut escaped = false;
        let end = entry.char_indices().find(|(_, c)| {
            let ends = !escaped && matches!(c, '=' | ':' | ' ' | '\t');
            escaped = !escaped && *c == '\\';
            ends
        });
        let Some((at, _)) = end else {
            texts.leave(LeftOutReason::Code, entry);
            continue;
        };
        let (key, value) = entry.split_at(at);
        let value = value.trim_start();
        let value = value.strip_prefix(['=', ':']).unwrap_or(value).trim_start();
        texts.add(unescaped(key), &unescaped(value), None);
    }
}

fn apple_strings(text: &str, texts: &mut KeyedTexts) {
    let mut rest = text;
    // A key that waits for its text, with its line.
    let mut key: Option<(String, usize)> = None;
    let (mut line, mut left) = (1, text);
    while let Some(c) = rest.chars().next() {
        let passed = left.get(..left.len() - rest.len()).unwrap_or_default();
        line += passed.matches('\n').count();
        left = rest;
        texts.line = Some(line);
        if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").unwrap_or(comment.len());
            texts.leave(LeftOutReason::Comment, comment.get(..end).unwrap_or_default());
            rest = comment.get((end + 2).min(comment.len())..).unwrap_or_default();
        } else if let Some(comment) = rest.strip_prefix("//") {
            let end = comment.find('\n').unwrap_or(comment.len());
            texts.leave(LeftOutReason::Comment, comment.get(..end).unwrap_or_default());
            rest = comment.get(end..).unwrap_or_default();
        } else if c == '"' {
            let (said, after) = quoted(rest);
            rest = after;
            match key.take() {
                Some((key, start)) => {
                    texts.line = Some(start);
                    texts.add(key, &said, None);
                }
                None => key = Some((said, line)),
            }
        } else {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    texts.leave(LeftOutReason::Code, key.map(|(key, _)| key).unwrap_or_default());
}

/// What stands in the quotation marks that a text opens with, and what stands behind them.
fn quoted(text: &str) -> (String, &str) {
    let inner = text.get(1..).unwrap_or_default();
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if c == '"' && !escaped {
            return (unescaped(inner.get(..at).unwrap_or_default()), inner.get(at + 1..).unwrap_or_default());
        }
        escaped = !escaped && c == '\\';
    }
    (unescaped(inner), "")
}

/// YAML as programs keep texts in it: keys in blocks that are set in, values on the line or in blocks behind `|` and
/// `>`. A key that is a language names the side of what is below it.
pub fn read_yaml(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut texts = KeyedTexts::default();
    // The keys that are open, each with how far it is set in.
    let mut open: Vec<(usize, String)> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut items = 0;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        texts.line = Some(at);
        let said = line.trim();
        if said.is_empty() || said == "---" || said == "..." {
            continue;
        }
        if said.starts_with('#') {
            texts.leave(LeftOutReason::Comment, said);
            continue;
        }
        let depth = indent(line);
        open.truncate(open.iter().take_while(|(of, _)| *of < depth).count());
        let (item, said) = match said.strip_prefix("- ") {
            Some(rest) => (true, rest.trim()),
            None => (false, said),
        };
        let pair = split_key(said);
        let (key, value) = match (&pair, item) {
            (Some((key, value)), _) => (key.clone(), *value),
            (None, _) => {
                items += 1;
                (items.to_string(), said)
            }
        };
        if open.len() < limits::NESTING {
            open.push((depth, key));
        }
        let value = without_comment(value);
        let block =
            value.strip_prefix(['|', '>']).is_some_and(|rest| rest.trim_matches(['-', '+', '1', '2', '4']).is_empty());
        if value.is_empty() {
            continue;
        }
        let text = if block {
            let mut inner: Vec<&str> = Vec::new();
            while let Some(next) = lines.get(at).filter(|next| next.trim().is_empty() || indent(next) > depth) {
                inner.push(next.trim());
                at += 1;
            }
            inner.join(if value.starts_with('>') { " " } else { "\n" }).trim().to_string()
        } else {
            let mut whole = value.to_string();
            // A value goes on over lines that are set in further and have no key.
            while let Some(next) = lines.get(at).filter(|next| {
                !item
                    && indent(next) > depth
                    && !next.trim().is_empty()
                    && split_key(next.trim()).is_none()
                    && !next.trim().starts_with("- ")
            }) {
                whole.push(' ');
                whole.push_str(next.trim());
                at += 1;
            }
            scalar(&whole)
        };
        // The first key that names a language says whose text it is; below it one is a name like others: a list of
        // languages has `zh-TW` too.
        let named = open.iter().enumerate().find_map(|(at, (_, key))| Some((at, side_of_name(key)?)));
        let (at, side) = named.unzip();
        let keys: Vec<&str> =
            open.iter().enumerate().filter(|(i, _)| Some(*i) != at).map(|(_, (_, key))| key.as_str()).collect();
        texts.add(keys.join("."), &text, side);
        open.pop();
    }
    let mut raw = texts.into_raw("yaml", encoded.name());
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

/// `key: value`, where the key is a word or stands in quotation marks.
fn split_key(line: &str) -> Option<(String, &str)> {
    let (key, value) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = line.get(1..)?.find(quote)? + 1;
            (line.get(1..end)?, line.get(end + 1..)?.trim_start().strip_prefix(':')?)
        }
        _ => {
            let at = line.find(": ").or_else(|| line.ends_with(':').then(|| line.len() - 1))?;
            (line.get(..at)?, line.get(at + 1..)?)
        }
    };
    let plain = !key.is_empty() && key.len() <= 200 && !key.contains(['{', '[']);
    (plain && (value.is_empty() || value.starts_with(' '))).then(|| (key.trim().to_string(), value.trim()))
}

fn without_comment(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return value;
    }
    value.find(" #").and_then(|at| value.get(..at)).unwrap_or(value).trim()
}

/// A value on its line: in double quotation marks with escapes, in single ones doubled, or as it is.
fn scalar(value: &str) -> String {
    if let Some(inner) = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        return unescaped(inner);
    }
    if let Some(inner) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    fn rows(raw: Raw) -> Vec<(String, String, String)> {
        let some = Option::unwrap_or_default;
        rows_of(raw).into_iter().map(|r| (some(r.reference), some(r.zh), some(r.en))).collect()
    }

    fn row(key: &str, zh: &str, en: &str) -> (String, String, String) {
        (key.into(), zh.into(), en.into())
    }

    fn input(name: &str, text: &str) -> Input {
        Input::bytes(name, text.as_bytes())
    }

    #[test]
    fn xml() {
        let resx = "<root><resheader name='version'><value>2.0</value></resheader><data name='Berth' xml:space='preserve'><value>泊位</value><comment>noun</comment></data><data name='Icon' type='x'><value>a.png</value></data></root>";
        let raw = read_xml(&input("x.resx", resx), &Hint::default()).unwrap();
        assert_eq!(raw.left_out.len(), 3);
        assert_eq!(rows(raw), [row("Berth", "泊位", "")]);
        let android = "<resources><string name='a'>Don\\'t <b>stop</b></string><string name='u' translatable='false'>x</string><plurals name='ships'><item quantity='one'>%d ship</item></plurals></resources>";
        assert_eq!(
            rows(read_xml(&input("strings.xml", android), &Hint::default()).unwrap()),
            [row("a", "", "Don't stop"), row("ships.one", "", "%d ship")]
        );
        let qt = "<TS language='zh_TW'><context><name>Main</name><message><source>Open</source><translation>開啟</translation></message><message><source>Old</source><translation type='unfinished'/></message></context></TS>";
        assert_eq!(rows(read_qt(&input("x.ts", qt), &Hint::default()).unwrap()), [row("Main.1", "開啟", "Open")]);
    }

    #[test]
    fn lines() {
        let java = "# comment\nberth=\\u6cca\\u4f4d\nlong = one \\\n   two\nkey\\ x : y z\n";
        assert_eq!(
            rows(read_lines(&input("x.properties", java), &Hint::default()).unwrap()),
            [row("berth", "泊位", ""), row("long", "", "one two"), row("key x", "", "y z")]
        );
        let escapes = "two=\\u7532\\u3002\\n\\u4e59\\t\\uD842\\uDFB7\n";
        let got = rows(read_lines(&input("x.properties", escapes), &Hint::default()).unwrap());
        assert_eq!(got, [row("two", "甲。\n乙\t𠮷", "")]);
        let apple = "/* menu */\n\"open\" = \"打开 \\\"%@\\\"\";\n// end\n";
        assert_eq!(
            rows(read_lines(&input("x.strings", apple), &Hint::default()).unwrap()),
            [row("open", "打开 \"%@\"", "")]
        );
    }

    #[test]
    fn yaml() {
        let text = "en:\n  menu:\n    open: Open # now\n    note: |\n      Two\n      lines\nzh-TW:\n  menu:\n    open: \"開啟\"\n  list:\n    - 甲\n    - 乙\n";
        let got = rows(read_yaml(&input("x.yml", text), &Hint::default()).unwrap());
        assert_eq!(
            got,
            [
                row("menu.open", "開啟", "Open"),
                row("menu.note", "", "Two\nlines"),
                row("list.1", "甲", ""),
                row("list.2", "乙", "")
            ]
        );
        let languages = "en:\n  languages:\n    en: English\n    zh-TW: Chinese\nzh-TW:\n  languages:\n    zh-TW: 中文\n    en: 英文\n";
        assert_eq!(
            rows(read_yaml(&input("x.yml", languages), &Hint::default()).unwrap()),
            [row("languages.en", "英文", "English"), row("languages.zh-TW", "中文", "Chinese")]
        );
    }
}
