//! The places that a query names have to be there: a search in a document that does not exist would find nothing, which
//! reads as an absence.

use super::compile::Compiler;
use super::dictionary::settled;
use super::engine::Engine;
use super::unknown::{near_of, unknown_document};
use crate::model::{Bound, Clause, Kind, Place};
use crate::{Error, Result};

/// Sections that are named where one is not known.
const NAMED: usize = 5;

/// Code points that a name has in common with those that are looked through for the nearest, and how many of them.
const LIKELY: usize = 4;
const MOST_NEAR: usize = 2_000;

/// # Errors
/// [`Error::NotFound`] for a document, row or section that is not there, with those that are.
pub(super) fn known(engine: &dyn Engine, compiler: &Compiler<'_>, clause: &Clause) -> Result<()> {
    match clause {
        Clause::All(parts) => {
            // A document first: what is said of a section depends on it.
            let of_document = |part: &&Clause| matches!(part, Clause::In { place: Place::Doc, .. });
            parts.iter().filter(of_document).try_for_each(|part| known(engine, compiler, part))?;
            together(engine, compiler, parts)?;
            parts.iter().filter(|part| !of_document(part)).try_for_each(|part| known(engine, compiler, part))
        }
        Clause::Any(parts) => parts.iter().try_for_each(|part| known(engine, compiler, part)),
        Clause::Not(part) | Clause::Set(part) => known(engine, compiler, part),
        Clause::In { place: Place::Doc, value } if !exists(engine, compiler, &[clause])? => {
            let beginning = || Ok(compiler.dictionary.beginning_with(compiler.fields.origin, "", MOST_NEAR));
            let origins = settled(compiler.dictionary, beginning)?;
            let origins: Vec<&str> = origins.iter().map(String::as_str).collect();
            Err(unknown_document(value, &engine.documents()?, &origins))
        }
        Clause::In { place: Place::Ref, value } if !exists(engine, compiler, &[clause])? => {
            let start: String = value.chars().take(LIKELY).collect();
            let beginning = || Ok(compiler.dictionary.beginning_with(compiler.fields.reference, &start, MOST_NEAR));
            let near = settled(compiler.dictionary, beginning)?;
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            Err(Error::NotFound { id: value.clone(), hint: near_of(value, &near, "no row is called so") })
        }
        Clause::In { place: Place::Section, value } if !exists(engine, compiler, &[clause])? => {
            Err(unknown_section(value, None, String::new()))
        }
        _ => Ok(()),
    }
}

/// A section has to be in the document that is named beside it.
fn together(engine: &dyn Engine, compiler: &Compiler<'_>, parts: &[Clause]) -> Result<()> {
    let of = |wanted: Place| {
        parts.iter().find_map(move |part| match part {
            Clause::In { place, value } if *place == wanted => Some((part, value)),
            _ => None,
        })
    };
    let (Some((doc, id)), Some((section, value))) = (of(Place::Doc), of(Place::Section)) else { return Ok(()) };
    if exists(engine, compiler, &[doc, section])? {
        return Ok(());
    }
    Err(unknown_section(value, Some(id), sections(engine, id)?))
}

/// Whether any document has a date.
pub(super) fn has_dates(engine: &dyn Engine, compiler: &Compiler<'_>) -> Result<bool> {
    let dated = Clause::Dated { bound: Bound { low: Some("0".into()), ..Bound::default() } };
    exists(engine, compiler, &[&dated])
}

fn exists(engine: &dyn Engine, compiler: &Compiler<'_>, places: &[&Clause]) -> Result<bool> {
    let all = Clause::All(places.iter().map(|place| (*place).clone()).collect());
    let set = settled(compiler.dictionary, || compiler.set(&all))?;
    Ok(engine.counts(&[set])?.iter().any(|found| *found > 0))
}

fn unknown_section(value: &str, doc: Option<&str>, there_are: String) -> Error {
    let id = doc.map_or_else(|| format!("section:{value}"), |doc| format!("section:{value} of {doc}"));
    Error::NotFound { id, hint: there_are }
}

/// The first sections of a document, as an error names them.
fn sections(engine: &dyn Engine, doc: &str) -> Result<String> {
    let mut named = Vec::new();
    for passage in engine.passages(doc, 0..u32::MAX)? {
        if let Some(section) =
            passage.section.filter(|section| passage.kind == Kind::Heading && section.path.len() == 1)
        {
            let heading = section.zh.or(section.en).unwrap_or_default();
            named.push(format!("{} {heading}", section.path[0]).trim_end().to_string());
        }
        if named.len() == NAMED {
            break;
        }
    }
    Ok(if named.is_empty() { "; it has no sections".into() } else { format!("; there are: {}", named.join("; ")) })
}
