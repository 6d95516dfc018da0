//! What a person drops in, with all that comes after reading: its format told by its content, repaired, structured,
//! aligned. Nothing that was read is lost on the way, and spans lie on borders of characters.

#![no_main]

mod files;

use duizhao::model::{Passage, Side, Sides};
use duizhao::pipeline::{self, Content, Inputs, Source};
use duizhao::read::{Hint, Input, read, read_pair};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let inputs: Vec<Input> = files::split(bytes).into_iter().map(|(name, bytes)| Input::bytes(name, bytes)).collect();
    let inputs = match &inputs[..] {
        [zh, en, ..] => Inputs::Pair(Sides::new(zh.clone(), en.clone())),
        [one] => Inputs::One(one.clone()),
        [] => return,
    };
    let source = Source { id: "x".into(), inputs, encoding: None, fields: Vec::new() };
    let (info, content) = match pipeline::prepare(&source) {
        Ok(prepared) => (prepared.info, prepared.content),
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    match content {
        Content::Rows(rows) => rows.flatten().for_each(|passage| sound(&passage)),
        Content::Text(bitext) => {
            let (_, passages) = pipeline::align(vec![(info, *bitext)]).remove(0);
            passages.iter().for_each(sound);
            kept(&source.inputs, &passages);
        }
    }
});

fn sound(passage: &Passage) {
    for side in Side::BOTH {
        let text = passage.text(side);
        for pair in &passage.sentences {
            assert!(pair.get(side).is_none_or(|span| text.get(span.start..span.end).is_some()), "{passage:?}");
        }
        let mut end = 0;
        for edit in passage.side(side).map(|side| &side.edits).into_iter().flatten() {
            assert!(edit.at >= end && text.get(edit.at..edit.at + edit.now).is_some(), "{passage:?}");
            end = edit.at + edit.now;
        }
    }
}

/// Each letter of running text that is read is in a passage, as the file says it.
fn kept(inputs: &Inputs, passages: &[Passage]) {
    let hint = Hint::default();
    let raw = match inputs {
        Inputs::One(input) => read(input, &hint),
        Inputs::Pair(pair) => read_pair(&pair.zh, &pair.en, &hint),
    };
    let Ok(mut raw) = raw else { return };
    raw.left_out.clear();
    raw.title = Sides::default();
    let Some(texts) = files::all_texts(raw) else { return };
    let sources: Vec<String> = passages.iter().flat_map(|p| [&p.zh, &p.en]).flatten().map(|side| side.source()).collect();
    let letters = |texts: &[String]| files::letters(texts.iter().map(String::as_str));
    files::none_lost(&letters(&texts), &letters(&sources));
}
