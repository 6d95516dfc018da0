//! How a term is rendered: the passages that have it are found by the index, and the links that were stored for them say
//! what renders it.

use super::compile::Compiler;
use super::dictionary::settled;
use super::engine::Engine;
use super::groups::Groups;
use crate::Result;
use crate::model::{Clause, Grouping, Passage, PassageId, Place, Side, Span, TermGroup, TermRendering, Terms};
use crate::request::TermsRequest;
use crate::text::detect::side;
use crate::text::lexicon::Lexicon;
use crate::wordalign::{LearntView, TermPassage, renderings, term_spans, tokens};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Passages that are looked at; of more, every second, third … is taken.
const EXAMINED: usize = 1_500;

/// `read` gives a clause as this index reads it.
pub(super) fn terms(
    engine: &dyn Engine,
    view: &LearntView<'_>,
    read: &dyn Fn(Clause) -> Result<Clause>,
    request: &TermsRequest,
) -> Result<Terms> {
    let term = request.term.trim();
    let from = side(term).unwrap_or(Side::Zh);
    let dictionary = engine.dictionary();
    let compiler = Compiler { fields: engine.fields(), dictionary: dictionary.as_ref() };
    let within = request.collection.iter().map(|name| Clause::In { place: Place::Collection, value: name.clone() });
    let clause = read(Clause::All([phrase(term, from)].into_iter().chain(within).collect()))?;
    let set = settled(dictionary.as_ref(), || compiler.set(&clause))?;
    let (found, sample) = engine.sample(&set, EXAMINED)?;
    // The index looks for stems; a term has its own borders and only its own plural.
    let having: Vec<(&Passage, Vec<TermPassage>)> =
        sample.par_iter().filter_map(|passage| Some((passage, with_term(term, from, view, passage)?))).collect();
    let passages: Vec<&Passage> = having.iter().map(|(passage, _)| *passage).collect();
    let stretches = having.into_iter().enumerate().flat_map(|(at, (_, all))| all.into_iter().map(move |one| (at, one)));
    let (of, texts): (Vec<usize>, Vec<TermPassage>) = stretches.unzip();
    let elsewhere = |text: &str| count(engine, &compiler, text, from.other());
    let found_here = renderings(from, texts, elsewhere);
    let mut rendered = vec![false; passages.len()];
    let mut ids = |units: &[usize]| -> Vec<PassageId> {
        let mut at: Vec<usize> = units.iter().filter_map(|unit| of.get(*unit).copied()).collect();
        at.dedup();
        at.iter().for_each(|at| rendered[*at] = true);
        at.into_iter().filter_map(|at| passages.get(at)).map(|p| p.id.clone()).collect()
    };
    let renderings: Vec<TermRendering> = found_here
        .renderings
        .into_iter()
        .map(|r| TermRendering {
            ids: ids(&r.passages),
            text: r.text,
            count: r.count,
            confidence: r.confidence,
            short_for: r.short_for,
        })
        .collect();
    let missing = passages.iter().zip(&rendered).filter(|(_, rendered)| !**rendered);
    let unrendered: Vec<PassageId> = missing.map(|(passage, _)| passage.id.clone()).collect();
    let references = passages.iter().filter_map(|p| Some((p.id.clone(), p.reference.clone()?))).collect();
    let examined = passages.len();
    let total = if found > EXAMINED { found } else { examined };
    let by = request.by.clone();
    let groups = match &by {
        Some(by) => grouped(engine, by, &passages, &renderings, &unrendered)?,
        None => Vec::new(),
    };
    let term = term.to_string();
    Ok(Terms { term, from, passages: total, examined, renderings, unrendered, references, by, groups })
}

/// The passages by document, year or field, with how often each rendering is in them.
fn grouped(
    engine: &dyn Engine,
    by: &Grouping,
    passages: &[&Passage],
    renderings: &[TermRendering],
    unrendered: &[PassageId],
) -> Result<Vec<TermGroup>> {
    let groups = Groups::of_documents(&engine.documents()?, by)?;
    let of: FxHashMap<&PassageId, Option<&str>> = passages.iter().map(|p| (&p.id, groups.of(p))).collect();
    let mut found: FxHashMap<Option<&str>, TermGroup> = FxHashMap::default();
    for name in of.values() {
        let (owned, rendered) = (name.map(String::from), vec![0; renderings.len()]);
        let empty = || TermGroup { name: owned, passages: 0, rendered, unrendered: 0 };
        found.entry(*name).or_insert_with(empty).passages += 1;
    }
    let mut add = |id: &PassageId, change: &mut dyn FnMut(&mut TermGroup)| {
        if let Some(group) = of.get(id).and_then(|name| found.get_mut(name)) {
            change(group);
        }
    };
    for (n, rendering) in renderings.iter().enumerate() {
        rendering.ids.iter().for_each(|id| add(id, &mut |group| group.rendered[n] += 1));
    }
    unrendered.iter().for_each(|id| add(id, &mut |group| group.unrendered += 1));
    let mut found: Vec<TermGroup> = found.into_values().collect();
    by.sort(&mut found, |group| group.name.as_deref(), |group| group.passages as u64);
    Ok(found)
}

fn phrase(text: &str, side: Side) -> Clause {
    Clause::Words { text: text.to_string(), phrase: true, side: Some(side) }
}

/// The linked stretches of a passage that have the term; `None` where it does not stand in the passage. What stands in no
/// stretch, or across two, has none.
fn with_term<'p>(term: &str, from: Side, view: &LearntView, passage: &'p Passage) -> Option<Vec<TermPassage<'p>>> {
    let (zh, en) = (passage.text(Side::Zh), passage.text(Side::En));
    let of = |(z, e): (Span, Span)| TermPassage::of(term, from, view, Lexicon::shared(), z.of(zh), e.of(en));
    let found: Vec<TermPassage> = passage.stretches().into_iter().filter_map(of).collect();
    let text = passage.text(from);
    (!found.is_empty() || !term_spans(term, from, text, &tokens(text, view), view).is_empty()).then_some(found)
}

/// Passages of the index that have the text on a side.
fn count(engine: &dyn Engine, compiler: &Compiler, text: &str, side: Side) -> Option<usize> {
    let query = settled(compiler.dictionary, || compiler.set(&phrase(text, side))).ok()?;
    engine.counts(&[query]).ok()?.first().copied()
}
