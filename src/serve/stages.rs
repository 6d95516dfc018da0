//! A page that takes long: where its results are there soon, it is sent whole, with the status that they make; where they
//! are not, what stands around them is sent first, with the word that they are worked on, and they follow in the same
//! answer. No script is needed for it: the word is hidden by the style sheet as soon as something stands behind it.

use super::answer::{Stages, Work, in_pieces};
use super::clients::Turn;
use super::pages;
use super::problem::Problem;
use super::refusal::refusal;
use super::site::Site;
use super::stream::pieces;
use super::work::Load;
use crate::locale::{Locale, within};
use axum::http::Uri;
use axum::response::Response;
use maud::Markup;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How long a page may let its reader wait for the first of it.
const SOON: Duration = Duration::from_millis(400);

/// Answers with a page whose results a worker makes.
pub(super) async fn staged(
    site: &Arc<Site>,
    (stages, work): (Stages, Work),
    uri: &Uri,
    turn: Turn,
    locale: Locale,
) -> Response {
    let workers = Arc::clone(site);
    let working = async move {
        let done = workers.workers.run(Load::Heavy, move || within(locale, work)).await;
        drop(turn);
        done
    };
    in_stages(stages, uri, locale, working).await
}

/// Answers with a page whose results come by themselves; they go on when nobody waits for them any more.
pub(super) async fn in_stages(
    stages: Stages,
    uri: &Uri,
    locale: Locale,
    working: impl Future<Output = Result<Markup, Problem>> + Send + 'static,
) -> Response {
    let mut working = tokio::spawn(working);
    match tokio::time::timeout(SOON, &mut working).await {
        Ok(done) => match done.unwrap_or(Err(Problem::Bug)) {
            Ok(results) => stages.whole(&results).response().0,
            Err(problem) => refusal(&problem, uri.path(), locale),
        },
        Err(_) => {
            let (sender, body) = pieces();
            tokio::spawn(async move {
                if !sender.send(stages.first()).await {
                    return;
                }
                let results = match working.await.unwrap_or(Err(Problem::Bug)) {
                    Ok(results) => results,
                    Err(problem) => within(locale, || pages::problem::notice(&problem)),
                };
                sender.send(stages.last(&results)).await;
            });
            in_pieces(body)
        }
    }
}
