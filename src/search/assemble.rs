//! From candidates to results: passages with their marks, sentences, documents and neighbours.

use super::candidates::{Candidate, Candidates};
use super::compile::Compiler;
use super::dictionary::settled;
use super::documents::DocumentCache;
use super::engine::{Engine, Found};
use super::highlight::{Highlighter, sentence_hits};
use super::spotting::spot_all;
use crate::Result;
use crate::model::{Hit, Passage, Query, Results};
use crate::request::SearchOptions;
use crate::wordalign::LearntView;
use std::time::Duration;

/// Fetches the candidates and marks what the query means in them.
pub(super) fn assemble(
    engine: &dyn Engine,
    compiler: &Compiler<'_>,
    words: &LearntView<'_>,
    found: Candidates,
    query: &Query,
    options: &SearchOptions,
) -> Result<Results> {
    let highlighter = Highlighter::new(&query.clause, found.mode);
    let mut documents = DocumentCache::new(engine);
    let mut hits = Vec::with_capacity(found.ranking.len());
    for (i, Candidate { found: Found { score, passage, explanation }, translated }) in
        found.ranking.into_iter().enumerate()
    {
        let mut marks = highlighter.marks(&passage);
        if let Some(translation) = found.translation.as_ref().filter(|_| translated) {
            translation.mark(&passage, &mut marks);
        }
        let (before, behind) = neighbours(engine, &passage, options.context)?;
        hits.push(Hit {
            rank: options.offset + i + 1,
            score,
            document: documents.get(&passage.id.doc)?,
            sentence_hits: sentence_hits(&passage, &marks),
            passage,
            marks,
            before,
            behind,
            translated,
            explanation,
            copies: Vec::new(),
        });
    }
    if options.counterparts {
        spot_all(words, &mut hits.iter_mut().filter(|hit| !hit.translated).collect::<Vec<_>>());
    }
    let explain = || -> Result<String> {
        let read = settled(compiler.dictionary, || Ok(compiler.explain(&query.clause)))?;
        Ok(format!("{read}index query: {}", engine.describe(&found.query)))
    };
    Ok(Results {
        query: query.text.clone(),
        total: found.total,
        took: Duration::ZERO,
        mode: found.mode,
        facets: found.facets,
        told: hits.len(),
        hits,
        explanation: options.explain.then(explain).transpose()?,
        note: None,
    })
}

/// At most `n` passages on each side of one.
fn neighbours(engine: &dyn Engine, passage: &Passage, n: u32) -> Result<(Vec<Passage>, Vec<Passage>)> {
    if n == 0 {
        return Ok((Vec::new(), Vec::new()));
    }
    let at = passage.order;
    let places = at.saturating_sub(n)..at.saturating_add(n).saturating_add(1);
    let mut before = engine.passages(&passage.id.doc, places)?;
    let behind = before.split_off(before.iter().position(|p| p.order > at).unwrap_or(before.len()));
    before.retain(|p| p.order < at);
    Ok((before, behind))
}
