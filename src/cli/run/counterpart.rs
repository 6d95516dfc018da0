//! `counterpart`: the other side of a text or of an id.

use crate::args::{CounterpartArgs, whole};
use crate::open::open;
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::model::{Counterpart, CounterpartMatch, Level, Passage, PassageId, Side, Sides, Span};
use duizhao::render::{self, Style};
use duizhao::{Error, Index, Result};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

pub fn run(dir: &Path, args: &CounterpartArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let text = if args.text == "-" { whole(Path::new("-"))? } else { args.text.clone() };
    if text.trim().is_empty() {
        return Err(Error::Usage("nothing to look for: give a text, an id, or pipe a text in".into()));
    }
    let (index, failed) = open(dir, &args.files, terminal)?;
    let found = match by_id(&index, text.trim())? {
        Some(found) => found,
        None => index.counterpart(args.request(&text))?,
    };
    if found.matches.is_empty() {
        terminal.note("nothing in the index is close to this text");
    }
    let cite = args.cite.pattern(&index)?;
    let style = Style { cite: cite.as_ref(), ..terminal.style(true) };
    render::counterpart(out, &found, args.json, &style)?;
    Ok(match (failed, found.matches.is_empty()) {
        (true, _) => Outcome::Partial,
        (_, true) => Outcome::Nothing,
        _ => Outcome::Success,
    })
}

/// The passage or sentence of an id, when the text is one that the index knows.
fn by_id(index: &Index, text: &str) -> Result<Option<Counterpart>> {
    let Ok(id) = text.parse::<PassageId>() else { return Ok(None) };
    if id.path.is_empty() {
        return Ok(None);
    }
    // What reads as an id is one: the search for it as a text would answer with whatever is least unlike it.
    if text.contains(char::is_whitespace) {
        return Ok(None);
    }
    let Some(document) = index.document(&id.doc)? else {
        // A row by the file's own name for it.
        let shown = index.show(text)?;
        let [row] = &shown.passages[..] else { return Ok(None) };
        return by_id(index, &row.id.to_string());
    };
    let missing = || Error::NotFound { id: id.to_string(), hint: format!("; see: duizhao show {}", id.doc) };
    let passage = index.passage(&id)?.ok_or_else(missing)?;
    if id.sentence.is_some_and(|n| n == 0 || n as usize > passage.sentences.len()) {
        return Err(missing());
    }
    let (level, parts) = match id.sentence.and_then(|s| passage.sentences.get((s as usize).checked_sub(1)?)) {
        Some(pair) => (Level::Sentence, Sides::new(pair.zh, pair.en)),
        None => (Level::Paragraph, Sides::new(whole_side(&passage, Side::Zh), whole_side(&passage, Side::En))),
    };
    let from = if parts.zh.is_some() { Side::Zh } else { Side::En };
    let found = CounterpartMatch { id, level, similarity: 1.0, passage, document: Arc::new(document), parts };
    Ok(Some(Counterpart { from, matches: vec![found] }))
}

fn whole_side(passage: &Passage, side: Side) -> Option<Span> {
    passage.side(side).map(|s| Span::new(0, s.text.len()))
}
