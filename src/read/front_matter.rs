//! Front matter of Markdown: the fields of a document in the plain forms of YAML and TOML, `name: value`,
//! `name = "value"` and lists of values. What is nested deeper is no field.

/// The fields in the order of the lines, each with its values joined by semicolons.
pub fn fields(matter: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for line in matter.lines() {
        let item = line.trim_start().strip_prefix("- ");
        if let (Some(item), Some((_, values))) = (item, fields.last_mut()) {
            values.push(bare(item));
            continue;
        }
        if line.starts_with(char::is_whitespace) {
            continue;
        }
        let Some((name, value)) = line.split_once([':', '=']) else { continue };
        let (name, value) = (name.trim(), value.trim());
        let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
        let values: Vec<String> = match list {
            Some(list) => list.split(',').map(bare).collect(),
            None => vec![bare(value)],
        };
        if !name.is_empty() && !name.starts_with(['#', '[', '-']) {
            fields.push((name.trim_matches(['"', '\'']).to_string(), values));
        }
    }
    let joined = fields.into_iter().map(|(name, mut values)| {
        values.retain(|value| !value.is_empty());
        (name, values.join("; "))
    });
    joined.filter(|(_, value)| !value.is_empty()).collect()
}

/// A value without its quotation marks.
fn bare(value: &str) -> String {
    let value = value.trim();
    let bare = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q)).unwrap_or(value);
    bare.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn plain_fields_and_lists_are_read() {
        let yaml = "title: \"規範\"\ndate: 2024-11-30\ntags: [a, 'b']\nparties:\n  - 甲方\n  - 乙方\nnested:\n  x: 1\n# note: x\n";
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(
            fields(yaml),
            [pair("title", "規範"), pair("date", "2024-11-30"), pair("tags", "a; b"), pair("parties", "甲方; 乙方")]
        );
        assert_eq!(fields("date = 2024-11-30\n[extra]\n"), [pair("date", "2024-11-30")]);
    }
}
