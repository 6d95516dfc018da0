//! Front matter of Markdown: the fields of a document in the plain forms of YAML and TOML, `name: value`,
//! `name = "value"`, lists of values and values that go on below. What is nested deeper is no field.

use crate::read::line_join::join_line;

/// Front matter, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// In the order of the lines, each with its values joined by semicolons.
    pub fields: Vec<Field>,
    /// Lines that say something and are of no field, with where they stand.
    pub rest: Vec<(String, usize)>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub value: String,
    /// The line of the front matter, from 0.
    pub line: usize,
}

impl Field {
    /// Whether the field tells people what the document is about, in a sentence of its own.
    pub fn is_prose(&self) -> bool {
        const PROSE: [&str; 9] =
            ["description", "summary", "subtitle", "abstract", "excerpt", "tagline", "描述", "摘要", "副標題"];
        PROSE.contains(&self.name.to_lowercase().as_str())
    }
}

/// A field that is being read: its values, and whether more of the last one may follow below.
struct Open {
    name: String,
    values: Vec<String>,
    line: usize,
    /// Its value is a text that goes on in indented lines.
    goes_on: bool,
}

pub fn read(matter: &str) -> FrontMatter {
    let mut fields: Vec<Open> = Vec::new();
    let mut rest = Vec::new();
    for (number, line) in matter.lines().enumerate() {
        let said = line.trim();
        if said.is_empty() {
            continue;
        }
        if let (Some(item), Some(field)) = (said.strip_prefix("- "), fields.last_mut())
            && !field.goes_on
        {
            field.values.push(bare(item));
            continue;
        }
        if line.starts_with(char::is_whitespace) {
            match fields.last_mut().filter(|field| field.goes_on) {
                Some(Open { values, .. }) => match values.last_mut() {
                    Some(value) => join_line(value, said),
                    None => values.push(said.to_string()),
                },
                None => rest.push((said.to_string(), number)),
            }
            continue;
        }
        let named = line.split_once([':', '=']).map(|(name, value)| (name.trim(), value.trim()));
        let Some((name, value)) = named.filter(|(name, _)| !name.is_empty() && !name.starts_with(['#', '[', '-']))
        else {
            rest.push((said.to_string(), number));
            continue;
        };
        let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
        let folded = matches!(value.trim_end_matches(['-', '+']), ">" | "|");
        let values: Vec<String> = match list {
            Some(list) => list.split(',').map(bare).collect(),
            None if folded || value.is_empty() => Vec::new(),
            None => vec![bare(value)],
        };
        let goes_on = folded || list.is_none() && !value.is_empty();
        fields.push(Open { name: name.trim_matches(['"', '\'']).to_string(), values, line: number, goes_on });
    }
    let closed = fields.into_iter().map(|Open { name, mut values, line, .. }| {
        values.retain(|value| !value.is_empty());
        Field { name, value: values.join("; "), line }
    });
    FrontMatter { fields: closed.filter(|field| !field.value.is_empty()).collect(), rest }
}

/// A value without its quotation marks.
fn bare(value: &str) -> String {
    let value = value.trim();
    let bare = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q)).unwrap_or(value);
    bare.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(matter: &str) -> Vec<(String, String)> {
        read(matter).fields.into_iter().map(|field| (field.name, field.value)).collect()
    }

    #[test]
    fn plain_fields_and_lists_are_read() {
        let yaml = "title: \"規範\"\ndate: 2024-11-30\ntags: [a, 'b']\nparties:\n  - 甲方\n  - 乙方\nnested:\n  x: 1\n# note: x\n";
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(
            fields(yaml),
            [pair("title", "規範"), pair("date", "2024-11-30"), pair("tags", "a; b"), pair("parties", "甲方; 乙方")]
        );
        assert_eq!(read(yaml).rest, [("x: 1".to_string(), 7), ("# note: x".to_string(), 8)]);
        assert_eq!(fields("date = 2024-11-30\n[extra]\n"), [pair("date", "2024-11-30")]);
    }

    #[test]
    fn values_go_on_below() {
        for yaml in [
            "summary: >-\n  Of ships\n  and berths.\nx: 1",
            "summary: Of ships\n  and berths.\nx: 1",
            "summary: |\n  Of ships\n\n  and berths.\nx: 1",
        ] {
            let read = read(yaml);
            assert_eq!((read.fields[0].value.as_str(), read.rest.len()), ("Of ships and berths.", 0), "{yaml}");
        }
    }
}
