//! The way of a document: read, clean, structure, align. The order of the four and nothing else; the only place that
//! joins reading to alignment.

use crate::align;
use crate::clean::{self, Repaired, Repairs, Survey};
use crate::model::{
    Alignment, Bitext, Block, BlockKind, Body, Counted, DocumentInfo, Kind, LeftOut, LeftOutCount, Link, Passage,
    PassageId, Position, Raw, Row, RowError, SentencePair, Side, SideText, Sides, Span, Warning, count_left_out,
    left_out_line,
};
use crate::read::{self, Files, Hint, Input, ParsedFiles};
use crate::structure::{self, Piece};
use crate::text::field_name::{self, asked_by};
use crate::text::lexicon::Lexicon;
use crate::text::other_language::OtherLanguages;
use crate::{Error, Result};
use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;

/// A document to be read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The document's id.
    pub id: String,
    pub inputs: Inputs,
    /// A name that the WHATWG knows, where the user says it.
    pub encoding: Option<String>,
    /// What the user says of the document, as name and value: it goes before what the file says.
    pub fields: Vec<(String, String)>,
}

/// The file of a document, or the two of a pair.
#[derive(Clone, Debug)]
pub enum Inputs {
    One(Input),
    Pair(Sides<Input>),
}

impl Inputs {
    /// The files of a document, each with what it was parsed to where pairing did that.
    pub fn of(files: &Files, parsed: &mut ParsedFiles) -> Inputs {
        match files {
            Files::One(path) => Inputs::One(parsed.input(path)),
            Files::Pair(pair) => Inputs::Pair(Sides::new(parsed.input(&pair.zh), parsed.input(&pair.en))),
        }
    }

    pub fn all(&self) -> Vec<&Input> {
        match self {
            Inputs::One(input) => vec![input],
            Inputs::Pair(pair) => vec![&pair.zh, &pair.en],
        }
    }
}

/// A document that has been read, before anything is aligned.
#[derive(Debug)]
pub struct Prepared {
    pub info: DocumentInfo,
    pub content: Content,
    /// Why one file of a pair could not be read; the content is the other one's.
    pub unread: Option<Error>,
}

/// Running text, both sides apart; or rows that bring their alignment.
pub enum Content {
    Text(Box<Bitext>),
    Rows(Box<Rows>),
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Content::Text(bitext) => f.debug_tuple("Text").field(bitext).finish(),
            Content::Rows(_) => f.write_str("Rows"),
        }
    }
}

/// Reads, cleans and structures a document.
///
/// # Errors
/// A file that cannot be read, named.
pub fn prepare(source: &Source) -> Result<Prepared> {
    let hint = Hint { encoding: source.encoding.clone(), ..Hint::default() };
    let (raw, unread) = match &source.inputs {
        Inputs::One(input) => (read::read(input, &hint)?, None),
        Inputs::Pair(pair) => read::read_pair(&pair.zh, &pair.en, &hint)?,
    };
    let mut info = DocumentInfo {
        id: source.id.clone(),
        title: raw.title.clone(),
        paths: source.inputs.all().iter().map(|i| i.path().display().to_string()).collect(),
        format: raw.format.to_string(),
        encoding: raw.encoding.to_string(),
        warnings: raw.warnings.iter().map(Warning::to_string).collect(),
        ..DocumentInfo::default()
    };
    info.warnings.extend(unread.as_ref().map(|error| format!("half of it is missing: {error}")));
    let Raw { title, body, left_out, fields, counted, .. } = raw;
    let said: HashSet<String> = source.fields.iter().map(|(name, _)| asked_by(name)).collect();
    let unsaid = |(name, _): &(String, String)| !said.contains(&asked_by(name));
    info.fields = source.fields.iter().cloned().chain(fields.into_iter().filter(unsaid)).collect();
    left_out.iter().for_each(|piece| count_left_out(&mut info.left_out, piece));
    let content = match body {
        Body::Blocks(blocks) => {
            let lexicon = Lexicon::shared();
            let is_word = |word: &str| lexicon.is_english_word(word);
            let is_text = |block: &&Block| block.kind != BlockKind::Code;
            let survey = Survey::of(blocks.iter().filter(is_text).map(|block| block.text.as_str()), &is_word);
            let mut repairs = Repairs::default();
            let pieces = blocks
                .into_iter()
                .map(|block| {
                    if !is_text(&&block) {
                        // Its blanks and the ends of its lines mean something.
                        let Block { text, kind, side, line, pair } = block;
                        return Piece { text, edits: Vec::new(), kind, side, line, pair };
                    }
                    let repaired = clean::repair(&block.text, &survey, &is_word);
                    repairs.add(&repaired, counted.get(block.side.unwrap_or(Side::Zh)).position(block.line));
                    let Repaired { text, edits, .. } = repaired;
                    Piece { text, edits, kind: block.kind, side: block.side, line: block.line, pair: block.pair }
                })
                .collect();
            let bitext = Bitext { counted, ..structure::structure(pieces, title) };
            info.title = bitext.title.clone();
            info.fields.extend(bitext.fields.iter().filter(|field| unsaid(field)).cloned());
            info.warnings.extend(bitext.warnings.iter().map(Warning::to_string));
            info.warnings.extend(repairs.warning().map(|w| w.to_string()));
            info.warnings.extend(left_out_line(&info.left_out, &info.id));
            Content::Text(Box::new(bitext))
        }
        Body::Rows(rows) => Content::Rows(Box::new(Rows::new(&source.id, counted, rows))),
    };
    info.date = field_name::date(&info.fields);
    Ok(Prepared { info, content, unread })
}

/// Aligns documents of running text, all learnt from together, and gives their passages. What a file pairs itself
/// stays paired, and the text between is aligned.
pub fn align(documents: Vec<(DocumentInfo, Bitext)>) -> Vec<(DocumentInfo, Vec<Passage>)> {
    let stretches: Vec<Vec<Stretch>> = documents.iter().map(|(_, bitext)| stretches(bitext)).collect();
    let mut pairs: Vec<align::Pair<'_>> = Vec::new();
    for ((_, bitext), stretches) in documents.iter().zip(&stretches) {
        for Stretch { range, .. } in stretches {
            let (zh, en) = (bitext.zh.get(range.zh.clone()), bitext.en.get(range.en.clone()));
            pairs.push(align::Pair { zh: zh.unwrap_or_default(), en: en.unwrap_or_default() });
        }
    }
    let alignments = align::align(&pairs);
    let mut alignments = alignments.into_iter();
    documents
        .iter()
        .zip(&stretches)
        .map(|((info, bitext), stretches)| {
            let mut alignment = Alignment::default();
            for (stretch, found) in stretches.iter().zip(alignments.by_ref()) {
                alignment.links.extend(stretch.links(found, bitext));
            }
            ((info, bitext), alignment)
        })
        .map(|((info, bitext), alignment)| {
            let passages = align::passages(&info.id, bitext, &alignment);
            let mut info = info.clone();
            info.passages = passages.len() as u32;
            let mut other = OtherLanguages::default();
            for side in Side::BOTH {
                let texts = || passages.iter().filter_map(|passage| passage.side(side));
                *info.texts.get_mut(side) = texts().count() as u32;
                texts().for_each(|text| other.add(side, &text.text));
            }
            info.warnings.extend(other.warning());
            (info, passages)
        })
        .collect()
}

/// What the reader of a document sets aside, read from its files anew: the index holds the counts alone.
///
/// # Errors
/// A file that cannot be read any more, named.
pub fn left_out(info: &DocumentInfo) -> Result<Vec<LeftOut>> {
    let hint = Hint { encoding: Some(info.encoding.clone()).filter(|name| !name.is_empty()), ..Hint::default() };
    let raw = match &info.paths[..] {
        [zh, en] => read::read_pair(&Input::file(zh), &Input::file(en), &hint)?.0,
        [one] => read::read(&Input::file(one), &hint)?,
        _ => return Ok(Vec::new()),
    };
    let mut pieces = raw.left_out;
    if let Body::Rows(rows) = raw.body {
        for row in rows {
            pieces.extend(row.map_err(|error| row_error(info, &error))?.left_out);
        }
    }
    Ok(pieces)
}

/// A part of a document that is aligned by itself: paragraphs that the file pairs, or those between two such pairs.
struct Stretch {
    range: Sides<Range<usize>>,
    paired: bool,
}

/// The parts of a document in order; together they are all of it.
fn stretches(bitext: &Bitext) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let (mut zh, mut en) = (0, 0);
    let end = Sides::new(bitext.zh.len()..bitext.zh.len(), bitext.en.len()..bitext.en.len());
    let by_layout = if bitext.pairs.is_empty() { align::interleaved(&bitext.zh, &bitext.en) } else { Vec::new() };
    for pair in bitext.pairs.iter().chain(&by_layout).chain([&end]) {
        // A pair that does not rise on both sides is aligned as the text around it is.
        if pair.zh.start < zh || pair.en.start < en {
            continue;
        }
        let last = pair.zh.is_empty();
        let between = Sides::new(zh..pair.zh.start, en..pair.en.start);
        if !between.zh.is_empty() || !between.en.is_empty() || last && stretches.is_empty() {
            stretches.push(Stretch { range: between, paired: false });
        }
        if !last {
            stretches.push(Stretch { range: pair.clone(), paired: true });
        }
        (zh, en) = (pair.zh.end, pair.en.end);
    }
    stretches
}

impl Stretch {
    /// The links of the part as links of its document. Paragraphs that the file pairs are one link, whatever the
    /// aligner found; inside of it the aligner's sentences stand where it agrees.
    fn links(&self, found: Alignment, bitext: &Bitext) -> Vec<Link> {
        let mut links = found.links;
        for link in &mut links {
            link.zh = link.zh.start + self.range.zh.start..link.zh.end + self.range.zh.start;
            link.en = link.en.start + self.range.en.start..link.en.end + self.range.en.start;
        }
        if !self.paired {
            return links;
        }
        let whole = |link: &Link| link.zh == self.range.zh && link.en == self.range.en;
        let agreed = links.into_iter().find(whole).map(|link| link.sentences).filter(|sentences| !sentences.is_empty());
        let sentences = agreed.unwrap_or_else(|| {
            // The texts of several paragraphs are joined by line feeds.
            let length = |side: Side| {
                let texts = bitext.side(side).get(self.range.get(side).clone()).unwrap_or_default();
                texts.iter().map(|p| p.text.len()).sum::<usize>() + texts.len().saturating_sub(1)
            };
            let span = |side: Side| Some(Span::new(0, length(side)));
            vec![SentencePair { zh: span(Side::Zh), en: span(Side::En), confidence: 1.0 }]
        });
        vec![Link { zh: self.range.zh.clone(), en: self.range.en.clone(), confidence: 1.0, sentences }]
    }
}

/// Rows of a translation memory as passages, one at a time.
pub struct Rows {
    doc: String,
    counted: Sides<Counted>,
    rows: Box<dyn Iterator<Item = Result<Row, RowError>> + Send>,
    /// Rows that were looked at to learn what damage there is, not given yet.
    ahead: std::vec::IntoIter<Result<Row, RowError>>,
    survey: Survey,
    next: u32,
    pub repairs: Repairs,
    /// Those of the texts so far that are in another language.
    pub other_languages: OtherLanguages,
    /// What the rows so far hold beside the passages.
    pub left_out: Vec<LeftOutCount>,
}

/// Rows that are looked at first: damage shows early, and rows must not be held in memory.
const AHEAD: usize = 2_000;

impl Rows {
    fn new(
        doc: &str,
        counted: Sides<Counted>,
        mut rows: Box<dyn Iterator<Item = Result<Row, RowError>> + Send>,
    ) -> Self {
        let ahead: Vec<Result<Row, RowError>> = rows.by_ref().take(AHEAD).collect();
        let lexicon = Lexicon::shared();
        let texts = ahead.iter().flatten().flat_map(|row| [row.zh.as_deref(), row.en.as_deref()]).flatten();
        let survey = Survey::of(texts, &|word| lexicon.is_english_word(word));
        Rows {
            doc: doc.to_string(),
            counted,
            rows,
            ahead: ahead.into_iter(),
            survey,
            next: 0,
            repairs: Repairs::default(),
            other_languages: OtherLanguages::default(),
            left_out: Vec::new(),
        }
    }

    fn side(&mut self, text: Option<String>, at: Option<&Position>) -> Option<SideText> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        let lexicon = Lexicon::shared();
        let repaired = clean::repair(&text, &self.survey, &|word| lexicon.is_english_word(word));
        self.repairs.add(&repaired, at.cloned());
        // Nothing may be left of a text that was all damage.
        Some(SideText { text: repaired.text, edits: repaired.edits }).filter(|side| !side.text.trim().is_empty())
    }
}

impl Iterator for Rows {
    type Item = Result<Passage, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (zh, en, reference, at) = loop {
            let row = match self.ahead.next().or_else(|| self.rows.next())? {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            };
            row.left_out.iter().for_each(|piece| count_left_out(&mut self.left_out, piece));
            let at = row.positions(self.counted);
            let (zh, en) = (self.side(row.zh, at.zh.as_ref()), self.side(row.en, at.en.as_ref().or(at.zh.as_ref())));
            if zh.is_some() || en.is_some() {
                break (zh, en, row.reference.and_then(|name| tidy(&name)), at);
            }
        };
        self.next += 1;
        for (side, text) in [(Side::Zh, &zh), (Side::En, &en)] {
            text.iter().for_each(|text| self.other_languages.add(side, &text.text));
        }
        let size = Sides::new(u32::from(zh.is_some()), u32::from(en.is_some()));
        let whole = |side: &Option<SideText>| side.as_ref().map(|s| Span::new(0, s.text.len()));
        let sentences = vec![SentencePair { zh: whole(&zh), en: whole(&en), confidence: 1.0 }];
        Some(Ok(Passage {
            id: PassageId::row(&self.doc, self.next),
            kind: Kind::Segment,
            order: self.next - 1,
            section: None,
            size,
            confidence: 1.0,
            given: true,
            zh,
            en,
            sentences,
            reference,
            at,
            code: false,
        }))
    }
}

/// A row's name on one line, without what nobody sees; `None` where nothing is left.
fn tidy(name: &str) -> Option<String> {
    let name: String = name
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    Some(name.trim().to_string()).filter(|name| !name.is_empty())
}

/// A row error as an error about the document's file.
pub fn row_error(info: &DocumentInfo, error: &RowError) -> Error {
    let path = info.paths.first().map(PathBuf::from).unwrap_or_default();
    Error::file(path, format!("line {}: {}; the rows before it stand", error.line, error.reason))
}
