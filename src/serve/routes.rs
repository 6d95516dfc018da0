//! The paths, as data: each page with its twin under `/api`.

use super::answer::{self, Answer};
use super::asked::Asked;
use super::guard::guard;
use super::problem::Problem;
use super::server::Site;
use super::work::Takes::{self, Little, Long};
use super::{api, pages};
use crate::search::Searcher;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::any;
use std::sync::Arc;

/// Answers one path.
type Handler = fn(&dyn Searcher, &Asked) -> Result<Answer, Problem>;

/// Each path, what it takes, who answers it.
const ROUTES: &[(&str, Takes, Handler)] = &[
    ("/", Little, pages::search::page),
    ("/docs", Little, pages::docs::page),
    ("/d/{id}", Little, pages::reader::page),
    ("/p/{id}", Little, pages::passage::page),
    ("/counterpart", Little, pages::counterpart::page),
    ("/kwic", Little, pages::kwic::page),
    ("/terms", Long, pages::terms::page),
    ("/check", Long, pages::check::page),
    ("/help", Little, pages::help::page),
    ("/api/search", Little, api::search),
    ("/api/docs", Little, api::docs),
    ("/api/show/{id}", Little, api::show),
    ("/api/kwic", Little, api::kwic),
    ("/api/terms", Long, api::terms),
    ("/api/check", Long, api::check),
    ("/api/counterpart", Little, api::counterpart),
    ("/api/openapi.json", Little, api::openapi),
];

/// Files that are part of the program.
const FILES: &[(&str, &str, &str)] = &[
    ("/style.css", "text/css; charset=utf-8", include_str!("assets/style.css")),
    ("/script.js", "text/javascript; charset=utf-8", include_str!("assets/script.js")),
    ("/icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
];

/// Every path that is answered.
pub fn paths() -> impl Iterator<Item = &'static str> {
    ROUTES.iter().map(|(path, ..)| *path).chain(FILES.iter().map(|(path, ..)| *path))
}

pub(super) fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for (path, takes, handler) in ROUTES {
        router = router.route(path, any(move |state, request| answered(state, request, *takes, *handler)));
    }
    for (path, kind, text) in FILES {
        let file = move || async move {
            let mut response = Response::new(axum::body::Body::from(*text));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            response
        };
        router = router.route(path, any(file));
    }
    router
        .fallback(|request: Request| async move {
            let path = request.uri().path();
            answer::problem(&Problem::NoPage(path.chars().take(200).collect()), path)
        })
        .layer(from_fn_with_state(Arc::clone(&site), guard))
        .with_state(site)
}

async fn answered(State(site): State<Arc<Site>>, request: Request, takes: Takes, handler: Handler) -> Response {
    let asked = Asked::new(request.uri());
    let index = site.live.index();
    let done = site.workers.run(takes, move || handler(index.as_ref(), &asked)).await;
    match done {
        Ok(answer) => answer.response(),
        Err(problem) => answer::problem(&problem, request.uri().path()),
    }
}
