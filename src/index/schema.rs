//! The fields of a stored passage. A change here is a new [`FORMAT`](super::FORMAT).

use super::tokens;
pub use tantivy::schema::Field;
use tantivy::schema::{
    BytesOptions, FAST, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

/// tantivy leaves out longer terms.
pub const MAX_TERM_BYTES: usize = 60;

/// The fields by name. Passages and documents stand in one index: a document is a record with `document` set and none
/// of the text fields, so that adding or removing one is a single atomic commit.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Passage id, one term.
    pub id: Field,
    /// Document id, one term, on every passage of the document.
    pub doc: Field,
    /// Document id, one term, on the document's own record.
    pub document: Field,
    /// 0-based place in the document.
    pub order: Field,
    /// `title`, `heading`, `paragraph`, `note`, `segment`.
    pub kind: Field,
    /// The section and the ones above it, `2` and `2.13`.
    pub section: Field,
    /// The id of the outermost section, `report#2`, for counting.
    pub facet: Field,
    /// Canonical characters of the Chinese section headings, two by two; English lemmas of theirs.
    pub section_zh: Field,
    pub section_en: Field,
    /// Canonical characters of the Chinese side two by two, with positions: the exact set.
    pub zh_pairs: Field,
    /// The characters one by one, at the same positions as the pairs that they begin, and [`END`](super::END) behind the
    /// last: places and patterns of single characters, and whether there is a Chinese side.
    pub zh_chars: Field,
    /// Chinese words, and the forms of the Latin words and numbers among them: the order.
    pub zh_words: Field,
    /// English lemmas with positions: recall and phrases.
    pub en_lemmas: Field,
    /// The forms of English words ([`form_of`](super::form_of)), and [`END`](super::END) behind the last: exact forms first.
    pub en_words: Field,
    /// Values of the figures of either side as sort keys; of percentages, money and dates also by their kind.
    pub zh_figures: Field,
    pub en_figures: Field,
    /// The file's own name for a row, one term.
    pub reference: Field,
    /// The document that a row is from by its own name, one term.
    pub origin: Field,
    /// 1 where a passage is one sentence with both sides: what stands on one side of it renders all of the other.
    pub one_sentence: Field,
    /// When the document is from, as yyyymmdd with zeros for what is not stated.
    pub date: Field,
    /// Fields of the document, `name=value`.
    pub labels: Field,
    /// Everything that a hit shows ([`Record`](super::Record)).
    pub record: Field,
}

impl Fields {
    pub(super) fn build() -> (Schema, Fields) {
        let mut b = Schema::builder();
        let fields = Fields {
            id: name(&mut b, "id", false),
            doc: name(&mut b, "doc", true),
            document: name(&mut b, "document", false),
            order: b.add_u64_field("order", NumericOptions::default().set_indexed().set_fast()),
            kind: name(&mut b, "kind", false),
            section: name(&mut b, "section", false),
            facet: b.add_text_field("facet", FAST),
            section_zh: text(&mut b, "section_zh", tokens::ZH_PAIRS, IndexRecordOption::WithFreqsAndPositions),
            section_en: text(&mut b, "section_en", tokens::EN_LEMMAS, IndexRecordOption::WithFreqsAndPositions),
            zh_pairs: text(&mut b, "zh_pairs", tokens::ZH_PAIRS, IndexRecordOption::WithFreqsAndPositions),
            zh_chars: text(&mut b, "zh_chars", tokens::ZH_CHARS, IndexRecordOption::WithFreqsAndPositions),
            zh_words: text(&mut b, "zh_words", tokens::ZH_WORDS, IndexRecordOption::WithFreqs),
            en_lemmas: text(&mut b, "en_lemmas", tokens::EN_LEMMAS, IndexRecordOption::WithFreqsAndPositions),
            en_words: text(&mut b, "en_words", tokens::EN_WORDS, IndexRecordOption::WithFreqs),
            zh_figures: name(&mut b, "zh_figures", false),
            en_figures: name(&mut b, "en_figures", false),
            reference: name(&mut b, "reference", false),
            origin: name(&mut b, "origin", true),
            one_sentence: b.add_u64_field("one_sentence", NumericOptions::default().set_indexed()),
            date: b.add_u64_field("date", NumericOptions::default().set_indexed().set_fast()),
            labels: name(&mut b, "labels", true),
            record: b.add_bytes_field("record", BytesOptions::default() | STORED),
        };
        (b.build(), fields)
    }
}

/// A field whose values are one term each. How many a record has says nothing of it, so no lengths are kept.
fn name(builder: &mut SchemaBuilder, name: &str, fast: bool) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    let options = TextOptions::default().set_indexing_options(indexing);
    builder.add_text_field(name, if fast { options | FAST } else { options })
}

fn text(builder: &mut SchemaBuilder, name: &str, tokenizer: &str, record: IndexRecordOption) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}
