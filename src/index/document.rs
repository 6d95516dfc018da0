//! What a record is to tantivy: the terms of each field, and the record itself.

use super::tokens::{self, ChineseTokens, EnglishTokens};
use super::{Fields, Labels, Record};
use crate::model::{DocumentInfo, Passage, Side};
use crate::text::number;
use tantivy::TantivyDocument;

/// A longer name of a row is shown, and no name to ask by.
const MAX_NAME_BYTES: usize = 1_000;

pub(super) fn of(record: Record, labels: &Labels, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    match &record {
        Record::Passage(passage) => fill(&mut document, fields, passage, labels),
        Record::Document(DocumentInfo { id, .. }) => document.add_text(fields.document, id),
    }
    document.add_bytes(fields.record, &record.to_bytes());
    document
}

fn fill(document: &mut TantivyDocument, f: &Fields, passage: &Passage, labels: &Labels) {
    document.add_text(f.id, passage.id.to_string());
    document.add_text(f.doc, &passage.id.doc);
    document.add_u64(f.order, u64::from(passage.order));
    document.add_text(f.kind, passage.kind.as_str());
    if passage.is_one_sentence() {
        document.add_u64(f.one_sentence, 1);
    }
    if let Some(reference) = passage.reference.as_deref().filter(|name| name.len() <= MAX_NAME_BYTES) {
        document.add_text(f.reference, reference);
    }
    if let Some(origin) = passage.origin().filter(|name| name.len() <= MAX_NAME_BYTES) {
        document.add_text(f.origin, origin);
    }
    if let Some(date) = labels.date {
        document.add_u64(f.date, u64::from(date.number()));
    }
    labels.fields.iter().for_each(|field| document.add_text(f.labels, field));
    if let Some(section) = &passage.section {
        let mut path = String::new();
        for n in &section.path {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&n.to_string());
            document.add_text(f.section, &path);
        }
        if let Some(top) = section.path.first() {
            document.add_text(f.facet, format!("{}#{top}", passage.id.doc));
        }
        if let Some(heading) = &section.zh {
            document.add_text(f.section_zh, tokens::pairs(heading).as_str());
        }
        if let Some(heading) = &section.en {
            document.add_text(f.section_en, tokens::lemmas(heading).as_str());
        }
    }
    if let Some(zh) = &passage.zh {
        let ChineseTokens { pairs, chars, words } = ChineseTokens::of(&zh.text);
        for (field, tokens) in [(f.zh_pairs, pairs), (f.zh_chars, chars), (f.zh_words, words)] {
            document.add_text(field, tokens.as_str());
        }
    }
    if let Some(en) = &passage.en {
        let EnglishTokens { lemmas, words } = EnglishTokens::of(&en.text);
        for (field, tokens) in [(f.en_lemmas, lemmas), (f.en_words, words)] {
            document.add_text(field, tokens.as_str());
        }
    }
    for (side, field) in [(Side::Zh, f.zh_figures), (Side::En, f.en_figures)] {
        for figure in number::figures(passage.text(side), side) {
            document.add_text(field, number::sort_key(figure.low));
            if let Some((kind, value)) = figure.of_kind() {
                document.add_text(field, number::kind_key(kind, Some(value)));
            }
        }
    }
}
