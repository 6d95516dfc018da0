//! Apple's string catalogues (`.xcstrings`): every text of a program in all its languages. The key is the text in the
//! language of the source where nothing else is said of it there.

use crate::model::{LeftOutReason, Raw, Row, Side, Sides};
use crate::read::encoding::detect;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::json::parsed;
use crate::read::json_tree::{Json, Object};
use crate::read::keyed::KeyedTexts;
use crate::read::language::{side_of_tag, side_of_text};

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let encoded = detect(input, hint.encoding.as_deref())?;
    let (json, left_out) = parsed(input, hint)?;
    let mut texts = KeyedTexts::default();
    texts.left_out.extend(left_out);
    let fields = json.as_object().ok_or("is no string catalogue: it is no object")?;
    let source = fields.get("sourceLanguage").and_then(Json::as_text).unwrap_or("en");
    for (name, value) in &fields.0 {
        match value {
            Json::Object(entries) if name == "strings" => {
                entries.0.iter().for_each(|(key, entry)| add(&mut texts, source, key, entry));
            }
            other => texts.leave(LeftOutReason::Code, words(other)),
        }
    }
    let mut raw = texts.into_raw("xcstrings", encoded.name());
    raw.warnings.extend(encoded.warning());
    Ok(raw)
}

/// What an entry says in one language.
#[derive(Default)]
struct Version {
    /// Each text with the case that it is for, as `plural.other`, `device.mac`; none for the only one.
    cases: Vec<(String, String)>,
    /// States and formats.
    codes: Vec<String>,
    /// Whether nobody translated it yet.
    new: bool,
}

fn add(texts: &mut KeyedTexts, source: &str, key: &str, entry: &Json) {
    let Json::Object(entry) = entry else { return texts.leave(LeftOutReason::Code, words(entry)) };
    let mut versions: Vec<(&str, Version)> = Vec::new();
    for (name, value) in &entry.0 {
        match (name.as_str(), value) {
            ("localizations", Json::Object(languages)) => {
                for (tag, said) in &languages.0 {
                    let mut version = Version::default();
                    version.gather(said, &mut Vec::new());
                    texts.leave(LeftOutReason::Code, std::mem::take(&mut version.codes).join(" "));
                    versions.push((tag, version));
                }
            }
            ("comment", _) => texts.leave(LeftOutReason::Comment, words(value)),
            _ => texts.leave(LeftOutReason::Code, words(value)),
        }
    }
    if entry.get("shouldTranslate") == Some(&Json::Truth(false)) {
        let said = versions.iter().flat_map(|(_, version)| &version.cases).map(|(_, text)| text.as_str());
        return texts.leave(LeftOutReason::Code, [key].into_iter().chain(said).collect::<Vec<_>>().join(" "));
    }
    if !versions.iter().any(|(tag, version)| *tag == source && !version.cases.is_empty()) {
        versions.insert(0, (source, Version { cases: vec![(String::new(), key.to_string())], ..Version::default() }));
    }
    rows(texts, source, key, versions);
}

/// The rows of an entry: one for each case, and for each version of it in a language.
fn rows(texts: &mut KeyedTexts, source: &str, key: &str, mut versions: Vec<(&str, Version)>) {
    versions.sort_by_key(|(tag, _)| *tag != source);
    let original: Vec<String> = versions
        .iter()
        .filter(|(tag, _)| *tag == source)
        .flat_map(|(_, version)| version.cases.iter().map(|(_, text)| text.clone()))
        .collect();
    let mut sides: Sides<Vec<Version>> = Sides::default();
    let mut names: Vec<String> = Vec::new();
    for (tag, mut version) in versions {
        let Some(side) = side_of_tag(tag) else {
            let said: Vec<String> = version.cases.into_iter().map(|(_, text)| text).collect();
            texts.leave(LeftOutReason::OtherLanguage, said.join(" "));
            continue;
        };
        let said_before =
            |said: &(String, String)| sides.get(side).iter().any(|version: &Version| version.cases.contains(said));
        for said in std::mem::take(&mut version.cases) {
            let reason = match original.contains(&said.1) {
                // A dash between parts of a menu is one in all languages.
                true if side_of_text(&said.1).is_none() => Some(LeftOutReason::Code),
                true if version.new && tag != source => Some(LeftOutReason::Untranslated),
                _ => said_before(&said).then_some(LeftOutReason::Alternative),
            };
            match reason {
                Some(reason) => texts.leave(reason, said.1),
                None if said.1.trim().is_empty() => {}
                None => version.cases.push(said),
            }
        }
        names.extend(version.cases.iter().map(|(case, _)| case.clone()));
        sides.get_mut(side).push(version);
    }
    let mut seen: Vec<&String> = Vec::new();
    for case in &names {
        if seen.contains(&case) {
            continue;
        }
        seen.push(case);
        // One form of a language without plurals renders both forms of the other.
        let said = |side: Side| {
            let mut said: Vec<&String> = Vec::new();
            for version in sides.get(side) {
                let only = if let [only] = &version.cases[..] { Some(only) } else { None };
                let exact = version.cases.iter().find(|(name, _)| name == case);
                said.extend(exact.or(only).map(|(_, text)| text).filter(|text| !said.contains(text)));
            }
            said
        };
        let (zh, en) = (said(Side::Zh), said(Side::En));
        let reference = if case.is_empty() { key.to_string() } else { format!("{key}.{case}") };
        // Variants of a language are none of each other's regions: zh-Hant renders no en-GB, both render what comes first.
        let count = if zh.is_empty() && en.is_empty() { 0 } else { zh.len().max(1) + en.len().max(1) - 1 };
        for n in 0..count {
            let text = |said: &[&String], n: usize| said.get(n).or(said.first()).map(|text| text.trim().to_string());
            let (zh, en) = (text(&zh, n), text(&en, (n + 1).saturating_sub(zh.len().max(1))));
            let line = texts.rows.len() + 1;
            let reference = Some(reference.clone()).filter(|name| !name.is_empty());
            texts.rows.push(Row { zh, en, reference, line, ..Row::default() });
        }
    }
}

impl Version {
    /// Gathers the texts of a language by their cases. serde_json bounds the depth.
    fn gather<'j>(&mut self, value: &'j Json, case: &mut Vec<&'j str>) {
        let Json::Object(fields) = value else { return self.codes.push(words(value)) };
        for (name, value) in &fields.0 {
            match (name.as_str(), value) {
                ("stringUnit" | "stringSet", Json::Object(unit)) => self.unit(unit, case),
                ("variations", Json::Object(kinds)) => {
                    for (name, value) in kinds.0.iter().flat_map(|(_, cases)| fields_of(cases)) {
                        case.push(name);
                        self.gather(value, case);
                        case.pop();
                    }
                }
                ("substitutions", Json::Object(parts)) => {
                    for (name, value) in &parts.0 {
                        case.push(name);
                        self.gather(value, case);
                        case.pop();
                    }
                }
                _ => self.codes.push(words(value)),
            }
        }
    }

    fn unit(&mut self, unit: &Object, case: &[&str]) {
        for (name, value) in &unit.0 {
            match (name.as_str(), value) {
                ("value", Json::Text(text)) => self.cases.push((case.join("."), text.clone())),
                ("values", Json::List(values)) => {
                    let numbered = values.iter().enumerate().map(|(n, value)| (n + 1, words(value)));
                    self.cases.extend(numbered.map(|(n, text)| ([case, &[&n.to_string()]].concat().join("."), text)));
                }
                ("state", Json::Text(state)) => {
                    self.new |= state == "new";
                    self.codes.push(state.clone());
                }
                _ => self.codes.push(words(value)),
            }
        }
    }
}

fn fields_of(value: &Json) -> &[(String, Json)] {
    value.as_object().map(|object| &object.0[..]).unwrap_or_default()
}

/// All that stands in a value.
fn words(value: &Json) -> String {
    match value {
        Json::Text(text) | Json::Number(text) => text.clone(),
        Json::List(values) => values.iter().map(words).collect::<Vec<_>>().join(" "),
        Json::Object(object) => object.0.iter().map(|(_, value)| words(value)).collect::<Vec<_>>().join(" "),
        Json::Truth(_) | Json::Null => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    fn read(source: &str, strings: &str) -> (Vec<[String; 3]>, Vec<(LeftOutReason, String)>) {
        let text = format!("{{\"sourceLanguage\": \"{source}\", \"strings\": {{{strings}}}, \"version\": \"1.0\"}}");
        let raw = super::read(&Input::bytes("x.xcstrings", text.into_bytes()), &Hint::default()).unwrap();
        let left = raw.left_out.iter().map(|piece| (piece.reason, piece.text.clone())).collect();
        let some = Option::unwrap_or_default;
        (rows_of(raw).into_iter().map(|r| [some(r.reference), some(r.zh), some(r.en)]).collect(), left)
    }

    fn unit(state: &str, value: &str) -> String {
        format!("{{\"stringUnit\": {{\"state\": \"{state}\", \"value\": \"{value}\"}}}}")
    }

    #[test]
    fn texts_of_both_languages_are_rows() {
        let said = |text: &str| unit("translated", text);
        let entry = |languages: &[(&str, String)]| {
            let languages: Vec<String> = languages.iter().map(|(tag, said)| format!("\"{tag}\": {said}")).collect();
            format!("{{\"extractionState\": \"stale\", \"localizations\": {{{}}}}}", languages.join(", "))
        };
        let plural = |cases: &[(&str, &str)]| {
            let cases: Vec<String> = cases.iter().map(|(case, text)| format!("\"{case}\": {}", said(text))).collect();
            format!("{{\"variations\": {{\"plural\": {{{}}}}}}}", cases.join(", "))
        };
        let parts = format!(
            "{{\"stringUnit\": {{\"state\": \"translated\", \"value\": \"%#@ships@ wait\"}}, \"substitutions\": {{\"ships\": {{\"argNum\": 1, \"variations\": {{\"plural\": {{\"other\": {}}}}}}}}}}}",
            said("%arg ships")
        );
        let forms = plural(&[("one", "%lld ship"), ("other", "%lld ships")]);
        let cases: [(&str, String, &[[&str; 3]]); 10] = [
            (
                "Harbor",
                entry(&[("en-GB", said("Harbour")), ("zh-Hans", said("港口")), ("zh-Hant", said("港灣"))]),
                &[["Harbor", "港口", "Harbor"], ["Harbor", "港灣", "Harbor"], ["Harbor", "港口", "Harbour"]],
            ),
            (
                "Open the lock",
                entry(&[("zh-Hans", said("打开船闸"))]),
                &[["Open the lock", "打开船闸", "Open the lock"]],
            ),
            (
                "a.title",
                entry(&[("en", unit("new", "Berths")), ("zh-Hant", said("泊位"))]),
                &[["a.title", "泊位", "Berths"]],
            ),
            (
                "Dues",
                entry(&[("zh-Hans", said("费用")), ("zh-HK", said("費用")), ("zh-Hant", said("費用"))]),
                &[["Dues", "费用", "Dues"], ["Dues", "費用", "Dues"]],
            ),
            (
                "%lld ships",
                entry(&[("en", forms.clone()), ("zh-Hans", plural(&[("other", "%lld 艘船")]))]),
                &[["%lld ships.one", "%lld 艘船", "%lld ship"], ["%lld ships.other", "%lld 艘船", "%lld ships"]],
            ),
            (
                "n",
                entry(&[("en", forms), ("zh-Hans", said("%lld 艘船"))]),
                &[["n.one", "%lld 艘船", "%lld ship"], ["n.other", "%lld 艘船", "%lld ships"], ["n", "%lld 艘船", ""]],
            ),
            ("w", entry(&[("en", parts)]), &[["w", "", "%#@ships@ wait"], ["w.ships.other", "", "%arg ships"]]),
            ("Quay", entry(&[("zh-Hans", unit("new", "Quay"))]), &[["Quay", "", "Quay"]]),
            ("-", entry(&[("zh-Hans", said("-"))]), &[]),
            ("Pilot", "{}".to_string(), &[["Pilot", "", "Pilot"]]),
        ];
        for (key, entry, want) in cases {
            let (rows, _) = read("en", &format!("\"{key}\": {entry}"));
            assert_eq!(rows, want.iter().map(|row| row.map(str::to_string)).collect::<Vec<_>>(), "{key}");
        }
        let chinese = read("zh-Hans", &format!("\"泊位\": {}", entry(&[("en", said("Berth"))]))).0;
        assert_eq!(chinese, [["泊位", "泊位", "Berth"].map(str::to_string)]);
    }

    #[test]
    fn the_rest_is_left_out() {
        let (rows, left) = read(
            "en",
            &format!(
                "\"Tide\": {{\"comment\": \"on the map\", \"localizations\": {{\"de\": {}}}}}, \"X1\": {{\"shouldTranslate\": false}}, \"%@\": {{}}",
                unit("translated", "Gezeit")
            ),
        );
        assert_eq!(rows, [["Tide", "", "Tide"].map(str::to_string)]);
        let want = [
            (LeftOutReason::Code, "en"),
            (LeftOutReason::Comment, "on the map"),
            (LeftOutReason::Code, "translated"),
            (LeftOutReason::OtherLanguage, "Gezeit"),
            (LeftOutReason::Code, "X1"),
            (LeftOutReason::Code, "%@"),
            (LeftOutReason::Code, "1.0"),
        ];
        assert_eq!(left, want.map(|(reason, text)| (reason, text.to_string())));
    }
}
