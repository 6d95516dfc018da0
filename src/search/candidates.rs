//! The passages that answer a query, in order, before they are put together for the reader: those that match, and
//! behind them those that come near.

use super::compile::Compiler;
use super::dictionary::settled;
use super::engine::{Best, Engine, Found, Wanted};
use super::executable::Executable;
use super::index_query::IndexQuery;
use super::plan::Plan;
use super::rerank::QuestionModel;
use super::translate::Translated;
use crate::Result;
use crate::model::{Facets, Mode, Passage};
use crate::request::{SearchOptions, window};
use crate::wordalign::LearntView;
use std::ops::Range;

/// Passages that come near enough to be put in order by what they say.
const NEAR: usize = 60;
/// The same where the query is carried over to the other language, which is less sure.
const TRANSLATED: usize = 200;

/// How much it adds that the other side says the same: little, or a passage in both languages outdoes one that has what
/// was asked for in the other language alone.
const CONFIRMED: f32 = 0.25;

/// A passage that answers.
pub(super) struct Candidate {
    pub found: Found,
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
    pub query: IndexQuery,
    /// What the query means in the other language, where that was asked for.
    pub translation: Option<Translated>,
}

/// Runs a plan.
pub(super) fn candidates(
    engine: &dyn Engine,
    compiler: &Compiler<'_>,
    words: &LearntView<'_>,
    plan: Plan<'_>,
    options: &SearchOptions,
) -> Result<Candidates> {
    let Plan { exact, closest, translated } = plan;
    let all = window(options.offset, options.limit, compiler.dictionary.records() as usize);
    let wanted =
        Wanted { window: all.clone(), sort: options.sort.clone(), facets: options.facets, explain: options.explain };
    let Best { total: matching, found: best, facets } = engine.best(&exact, &wanted)?;
    let ranking = best.into_iter().map(|found| Candidate { found, translated: false }).collect();
    let Executable { query, .. } = exact;
    let mut found = Candidates { total: matching, mode: Mode::Exact, ranking, facets, query, translation: None };
    let closest = closest.filter(|_| matching == 0);
    if closest.is_none() && translated.is_none() {
        return Ok(found);
    }
    let near = || -> Result<Option<(IndexQuery, Near)>> {
        let translation = translated.as_ref().and_then(|bag| Translated::new(compiler, words, &bag.words));
        let bag = closest.as_ref().or(translated.as_ref()).filter(|_| closest.is_some() || translation.is_some());
        let Some(bag) = bag else { return Ok(None) };
        let mut any: Vec<IndexQuery> = Vec::new();
        any.extend(closest.as_ref().map(|bag| compiler.sharing(&bag.words)));
        any.extend(translation.as_ref().map(|translation| translation.query(compiler)));
        let matched = (matching > 0).then(|| found.query.clone());
        let query = compiler.firmly(any, &bag.firm, matched)?;
        let model = closest.as_ref().map(|bag| QuestionModel::new(compiler, &bag.words));
        Ok(Some((query, Near { model, translation })))
    };
    let Some((query, near)) = settled(compiler.dictionary, near)? else { return Ok(found) };
    let window = all.start.saturating_sub(matching)..all.end.saturating_sub(matching);
    let (more, rest) = near.best(engine, &query, window, options.explain && matching == 0)?;
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
        engine: &dyn Engine,
        query: &IndexQuery,
        window: Range<usize>,
        explain: bool,
    ) -> Result<(usize, Vec<Candidate>)> {
        let most = if self.translation.is_some() { TRANSLATED } else { NEAR }.max(window.end);
        let best = engine.top(query, most, explain)?;
        let total = best.len();
        let mut ranked: Vec<Candidate> = best.into_iter().map(|found| self.scored(found)).collect();
        ranked.sort_by(|a, b| b.found.score.total_cmp(&a.found.score));
        Ok((total, ranked.into_iter().skip(window.start).take(window.len()).collect()))
    }

    fn scored(&self, found: Found) -> Candidate {
        let passage: &Passage = &found.passage;
        let said = self.model.as_ref().map_or(0.0, |model| model.score(passage));
        let meant = self.translation.as_ref().map_or(0.0, |translation| translation.score(passage));
        let score = said.max(meant) + CONFIRMED * said.min(meant);
        Candidate { found: Found { score, ..found }, translated: meant > said }
    }
}
