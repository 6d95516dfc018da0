//! The passages that answer a query, in order, before they are put together for the reader: those that match, and
//! behind them those that come near.

use super::compile::Compiler;
use super::executable::Executable;
use super::plan::Plan;
use super::rerank::QuestionModel;
use super::top_k::{TopK, top_k};
use super::translate::Translated;
use crate::Result;
use crate::index::Store;
use crate::model::{Facets, Mode, Passage};
use crate::request::{SearchOptions, window};
use crate::wordalign::LearntView;
use std::ops::Range;
use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::{DocAddress, Score};

/// Passages that come near enough to be put in order by what they say.
const NEAR: usize = 60;
/// The same where the query is carried over to the other language, which is less sure.
const TRANSLATED: usize = 200;

/// A passage before it is fetched.
pub(super) struct Candidate {
    pub score: Score,
    pub at: DocAddress,
    /// Found by what the query means in the other language.
    pub translated: bool,
}

/// The wanted part of what was found, in order.
pub(super) struct Candidates {
    /// All that were found.
    pub total: usize,
    pub mode: Mode,
    pub ranking: Vec<Candidate>,
    pub facets: Option<Facets>,
    /// What found them, for the explanation of scores.
    pub query: Box<dyn Query>,
    /// What the query means in the other language, where that was asked for.
    pub translation: Option<Translated>,
}

/// Runs a plan.
pub(super) fn candidates(
    store: &Store,
    compiler: &Compiler<'_>,
    words: &LearntView<'_>,
    plan: Plan<'_>,
    options: &SearchOptions,
) -> Result<Candidates> {
    let Plan { exact, closest, translated } = plan;
    let TopK { total: matching, best, facets } = top_k(store, compiler.searcher, &exact, options)?;
    let ranking = best.into_iter().map(|(score, at)| Candidate { score, at, translated: false }).collect();
    let Executable { query, .. } = exact;
    let mut found = Candidates { total: matching, mode: Mode::Exact, ranking, facets, query, translation: None };
    let closest = closest.filter(|_| matching == 0);
    let translation = translated.as_ref().and_then(|bag| Translated::new(compiler, words, &bag.words));
    let Some(bag) = closest.as_ref().or(translated.as_ref()).filter(|_| closest.is_some() || translation.is_some())
    else {
        return Ok(found);
    };
    let mut any: Vec<Box<dyn Query>> = Vec::new();
    any.extend(closest.as_ref().map(|bag| compiler.sharing(&bag.words)));
    any.extend(translation.as_ref().map(|translation| translation.query(compiler)));
    let matched = (matching > 0).then(|| found.query.box_clone());
    let query = compiler.firmly(any, &bag.firm, matched)?;
    let model = closest.as_ref().map(|bag| QuestionModel::new(compiler, &bag.words));
    let near = Near { model, translation };
    let all = window(options.offset, options.limit, compiler.searcher.num_docs() as usize);
    let window = all.start.saturating_sub(matching)..all.end.saturating_sub(matching);
    let (more, rest) = near.best(store, compiler, query.as_ref(), window)?;
    found.total += more;
    found.ranking.extend(rest);
    found.translation = near.translation;
    if matching == 0 {
        // What merely comes close is not counted by place.
        (found.mode, found.query, found.facets) = (Mode::Closest, query, None);
    }
    Ok(found)
}

/// By what passages that do not match are put in order.
struct Near {
    model: Option<QuestionModel>,
    translation: Option<Translated>,
}

impl Near {
    /// How many come near, and the wanted part of them: candidates by the index, their order by what they say.
    fn best(
        &self,
        store: &Store,
        compiler: &Compiler<'_>,
        query: &dyn Query,
        window: Range<usize>,
    ) -> Result<(usize, Vec<Candidate>)> {
        let most = if self.translation.is_some() { TRANSLATED } else { NEAR }.max(window.end);
        let best = TopDocs::with_limit(most).order_by_score();
        let best = compiler.searcher.search(query, &best).map_err(|e| store.damaged(e))?;
        let total = best.len();
        let mut ranked = Vec::with_capacity(total);
        for (_, at) in best {
            ranked.push(self.scored(&store.passage_at(compiler.searcher, at)?, at));
        }
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok((total, ranked.into_iter().skip(window.start).take(window.len()).collect()))
    }

    fn scored(&self, passage: &Passage, at: DocAddress) -> Candidate {
        let said = self.model.as_ref().map_or(0.0, |model| model.score(passage));
        let meant = self.translation.as_ref().map_or(0.0, |translation| translation.score(passage));
        Candidate { score: said + meant, at, translated: meant > said }
    }
}
