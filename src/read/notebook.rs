//! Notebooks (Jupyter): what is written between the code as Markdown, the code as code; what it printed is left out.

use crate::model::{LeftOutReason, Raw};
use crate::read::json_tree::{Json, Object};
use crate::read::markdown;

/// The cells of a notebook; `None` where a file is none.
pub fn cells(json: &Json) -> Option<&[Json]> {
    let object = json.as_object()?;
    object.get("nbformat")?;
    if let Some(Json::List(cells)) = object.get("cells") { Some(cells) } else { None }
}

/// The document that cells make.
pub fn document(cells: &[Json], encoding: &'static str) -> Raw {
    let mut text = String::new();
    let mut printed = Vec::new();
    for cell in cells.iter().filter_map(Json::as_object) {
        let source = lines(cell, "source");
        match cell.get("cell_type").and_then(Json::as_text) {
            Some("markdown") => text.push_str(&source),
            _ => {
                // More marks than any in the code.
                let fence = "`".repeat(source.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
                text.push_str(&format!("{fence}\n{source}\n{fence}"));
            }
        }
        text.push_str("\n\n");
        if let Some(Json::List(outputs)) = cell.get("outputs") {
            let outputs = outputs.iter().filter_map(Json::as_object);
            printed.extend(outputs.map(|output| (said(output), text.matches('\n').count())));
        }
    }
    let (mut flow, title, fields) = markdown::parse(&text);
    printed.into_iter().for_each(|(said, line)| flow.leave_out(LeftOutReason::Code, said, line));
    let (body, left_out) = flow.finish();
    Raw { format: "notebook", encoding, title, fields, body, left_out, ..Raw::default() }
}

/// A text that stands in lines or as a whole.
fn lines(object: &Object, name: &str) -> String {
    match object.get(name) {
        Some(Json::Text(text)) => text.clone(),
        Some(Json::List(lines)) => lines.iter().filter_map(Json::as_text).collect(),
        _ => String::new(),
    }
}

/// What a cell printed, as text.
fn said(output: &Object) -> String {
    let data = output.get("data").and_then(Json::as_object);
    lines(output, "text") + &data.map(|data| lines(data, "text/plain")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::read::format::Hint;
    use crate::read::input::Input;
    use crate::read::testing::shown;

    #[test]
    fn text_between_code() {
        let json = "{\"cells\": [{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": [\"# 潮汐\\n\", \"\\n\", \"The *tide* turns.\"]}, \
            {\"cell_type\": \"code\", \"source\": [\"tide = 3\\n\", \"tide\"], \"outputs\": [{\"output_type\": \"execute_result\", \"data\": {\"text/plain\": [\"3 metres\"]}}]}], \
            \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 2}";
        let raw = crate::read::read(&Input::bytes("x.ipynb", json.as_bytes()), &Hint::default()).unwrap();
        assert_eq!(raw.left_out.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["3 metres"]);
        assert_eq!(shown(raw), ["# 潮汐", "The tide turns.", "` tide = 3\ntide"]);
    }
}
