//! What an index knows of words, brought up to date: the lexicon, which is learnt from its own passages, and the links
//! between the words of each two sentences that say the same.
//!
//! The lexicon is learnt anew when a tenth of the passages has come or gone since it was, and in a small index at every
//! change; then everything is linked anew, so that all links are of one lexicon. Between, what is new is linked with the
//! lexicon that is there. Links say how their texts were cut and are found by what the texts say, so a reader is never
//! given those of another text or of another cut, whatever was written when; what has none is aligned when it is shown.

use super::progress::Progress;
use crate::Result;
use crate::cluster::{ClusterEngine, NewPart, Vocabulary, WORDS_PART};
use crate::index::{Part, Store};
use crate::model::{Passage, Side};
use crate::wordalign::{
    LEXICON_PART, LINKS_PART, Learner, LearntView, LinkTable, LinkTableBuilder, NEW_LINKS_PART, link_texts,
};

/// Pairs that are learnt from; of more, every second, third … is taken. More of the same kind of text teaches little,
/// and time and memory stay bounded (an index of 235,946 rows of laws takes five to six times as long as one without lexicon and
/// links, and 1 GB).
const MOST: u64 = 250_000;

/// Pairs that an index in memory learns from, which somebody waits for.
const MOST_IN_MEMORY: u64 = 5_000;

/// An index of so few passages learns anew at every change: it takes no longer than reading them.
const SMALL: u64 = 1_000;

/// Up to so many passages the links are stored on a cluster too: whoever reads fetches them as a whole.
const LINKED_ON_CLUSTER: u64 = 20_000;

/// Pairs of texts that are linked together.
const BATCH: usize = 4096;

/// Whether the links in the index are those of all its passages.
pub(super) fn are_complete(store: &Store) -> bool {
    let part = |name: &str| store.part(name).ok().flatten();
    let newest = part(NEW_LINKS_PART).or_else(|| part(LINKS_PART));
    part(LEXICON_PART).is_none() || newest.is_some_and(|links| links.stamp() == store.stamp())
}

/// Learns from some of an index in memory; its texts are aligned when they are shown.
pub(super) fn learn_from_sample(store: &Store) -> Result<()> {
    store.put_part(LEXICON_PART, store.len(), &learn(store, MOST_IN_MEMORY)?)
}

/// The same from as much as is learnt from on disk.
pub(super) fn learn_from_all(store: &Store) -> Result<()> {
    store.put_part(LEXICON_PART, store.len(), &learn(store, MOST)?)
}

/// Brings lexicon and links up to date after a change. `added` are the documents that are new; without, every passage
/// is looked at.
pub(super) fn complete(store: &Store, added: Option<&[String]>, progress: &dyn Progress) -> Result<()> {
    // A damaged lexicon is learnt anew.
    let lexicon = store.part(LEXICON_PART).ok().flatten();
    let now = store.len();
    let new = new_links(store);
    let due = is_due(lexicon.as_ref(), now, new as u64);
    let Some(lexicon) = lexicon.filter(|_| !due) else {
        progress.learning();
        store.put_part(LEXICON_PART, now, &learn(store, MOST)?)?;
        return link_all(store, progress);
    };
    let view = LearntView::open(lexicon.bytes()).unwrap_or_default();
    let mut table = LinkTableBuilder::default();
    let linked = [LINKS_PART, NEW_LINKS_PART].map(|name| store.part(name).ok().flatten());
    let linked = linked.each_ref().map(|part| part.as_ref().and_then(|part| LinkTable::open(part.bytes()).ok()));
    if let Some(new) = &linked[1] {
        table.extend(new);
    }
    let is_new = |zh: &str, en: &str| !linked.iter().flatten().any(|table| table.has(zh, en));
    match added {
        Some(documents) => {
            for doc in documents {
                let passages = store.passages_of(doc, 0..u32::MAX)?;
                link(passages.into_iter().map(Ok), &is_new, &view, &mut table, progress)?;
            }
        }
        None => link(store.stored_passages(1), &is_new, &view, &mut table, progress)?,
    }
    store.put_part(NEW_LINKS_PART, store.stamp(), &table.into_bytes())
}

/// Whether a lexicon that was learnt from so many passages as its stamp says is to be learnt anew.
fn is_due(lexicon: Option<&Part>, now: u64, new: u64) -> bool {
    let since = |then: u64| now.abs_diff(then).max(new);
    lexicon.is_none_or(|part| now < SMALL || since(part.stamp()) * 10 > part.stamp())
}

/// What an index on a cluster knows of words after a change: the lexicon and the English words where these are to be
/// learnt anew after so many new passages, and the links of an index that is not large.
pub(super) fn learnt_on_cluster(engine: &ClusterEngine, new: u64, progress: &dyn Progress) -> Result<Vec<NewPart>> {
    let now = engine.len();
    let known = engine.stored_part(LEXICON_PART).ok().flatten();
    let is_due = is_due(known.as_ref(), now, new);
    if !is_due && now > LINKED_ON_CLUSTER {
        return Ok(Vec::new());
    }
    let (mut texts, mut words) = (Vec::new(), Vocabulary::default());
    engine.some(MOST, &mut |passage| {
        texts.extend(texts_of(&passage));
        words.add(passage.text(Side::En));
        Ok(())
    })?;
    let mut parts = vec![(WORDS_PART, now, words.to_bytes())];
    let mut lexicon = known.filter(|_| !is_due).map(|part| part.bytes().to_vec());
    if lexicon.is_none() {
        progress.learning();
        let learnt = Learner::read(texts.iter().cloned(), MOST as usize).learn().to_bytes();
        parts.push((LEXICON_PART, now, learnt.clone()));
        lexicon = Some(learnt);
    }
    // All links are of one lexicon; where there are none, texts are aligned when they are shown.
    let mut table = LinkTableBuilder::default();
    if let Some(lexicon) = lexicon.filter(|_| now <= LINKED_ON_CLUSTER) {
        let (view, caches) = (LearntView::open(&lexicon).unwrap_or_default(), Default::default());
        let view = view.remembering(&caches);
        texts.chunks(BATCH).for_each(|texts| link_texts(&view, texts, &mut table));
    }
    parts.push((LINKS_PART, now, table.into_bytes()));
    Ok(parts)
}

/// Stretches that were linked since everything was.
fn new_links(store: &Store) -> usize {
    let part = store.part(NEW_LINKS_PART).ok().flatten();
    part.and_then(|part| LinkTable::open(part.bytes()).ok().map(|table| table.len())).unwrap_or(0)
}

fn link_all(store: &Store, progress: &dyn Progress) -> Result<()> {
    let Some(lexicon) = store.part(LEXICON_PART)? else { return Ok(()) };
    let view = LearntView::open(lexicon.bytes()).unwrap_or_default();
    let mut table = LinkTableBuilder::default();
    link(store.stored_passages(1), &|_, _| true, &view, &mut table, progress)?;
    store.put_part(LINKS_PART, store.stamp(), &table.into_bytes())?;
    store.remove_part(NEW_LINKS_PART)
}

/// Links the stretches of passages that are `wanted`.
fn link(
    passages: impl Iterator<Item = Result<Passage>>,
    wanted: &dyn Fn(&str, &str) -> bool,
    view: &LearntView,
    table: &mut LinkTableBuilder,
    progress: &dyn Progress,
) -> Result<()> {
    let caches = Default::default();
    let view = view.remembering(&caches);
    let mut texts: Vec<(String, String)> = Vec::with_capacity(BATCH);
    let mut linked = 0;
    for passage in passages {
        texts.extend(texts_of(&passage?).into_iter().filter(|(zh, en)| wanted(zh, en)));
        if texts.len() >= BATCH {
            link_texts(&view, &texts, table);
            linked += texts.len() as u64;
            progress.linked(linked);
            texts.clear();
        }
    }
    link_texts(&view, &texts, table);
    Ok(())
}

/// Learns from at most `most` pairs of sentences or rows; the bytes that are stored.
fn learn(store: &Store, most: u64) -> Result<Vec<u8>> {
    let step = store.len().div_ceil(most).max(1) as usize;
    let mut failed = None;
    let passages = store.stored_passages(step).map_while(|passage| passage.map_err(|e| failed = Some(e)).ok());
    let learner = Learner::read(passages.flat_map(|passage| texts_of(&passage)), most as usize);
    match failed {
        Some(error) => Err(error),
        None => Ok(learner.learn().to_bytes()),
    }
}

/// The texts of a passage that say the same.
fn texts_of(passage: &Passage) -> Vec<(String, String)> {
    let text = |side, span: crate::model::Span| span.of(passage.text(side)).to_string();
    passage.stretches().into_iter().map(|(zh, en)| (text(Side::Zh, zh), text(Side::En, en))).collect()
}
