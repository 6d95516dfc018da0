//! The routes, as data, and the router that is made of them: each page with its twin under `/api`.

use super::adding::{self, Editing};
use super::answer::Answer;
use super::clients::{Peer, Turn};
use super::exports;
use super::guard::{guard, reading};
use super::language;
use super::metrics::Template;
use super::mounted::Mounted;
use super::openapi;
use super::original;
use super::paths;
use super::problem::Problem;
use super::refusal::refusal;
use super::requests::{FileFormat, NoRequest};
use super::route::Route;
use super::service;
use super::site::Site;
use super::stages::staged;
use super::work::Load::{Heavy, Light};
use super::{api, pages};
use crate::locale::{Locale, within};
use crate::search::Searcher;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::any;
use std::sync::{Arc, LazyLock};

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    vec![
        Route::new(&paths::SEARCH, Light, pages::search::page),
        Route::new(&paths::DOCS, Light, pages::docs::page),
        Route::new(&paths::READER, Light, pages::reader::page),
        Route::new(&paths::ORIGINAL, Light, original::original),
        Route::new(&paths::PASSAGE, Light, pages::passage::page),
        Route::new(&paths::COUNTERPART, Light, pages::counterpart::page),
        Route::new(&paths::KWIC, Light, pages::kwic::page),
        // Their results are worked on by themselves.
        Route::keeping(&paths::TERMS, Light, pages::terms::page),
        Route::keeping(&paths::CHECK, Light, pages::check::page),
        Route::new(&paths::FREQ, Heavy, pages::numbers::freq),
        Route::new(&paths::COLLOCATES, Heavy, pages::numbers::collocates),
        Route::new(&paths::KEYWORDS, Heavy, pages::numbers::keywords),
        Route::new(&paths::DISPERSION, Heavy, pages::numbers::dispersion),
        Route::new(&paths::COMPARE, Heavy, pages::compare::page),
        Route::new(&paths::SAVED, Light, pages::saved::page),
        Route::new(&paths::HELP, Light, pages::help::page),
        Route::new(&paths::SEEN, Light, exports::seen),
        Route::new(&paths::SEEN_LINES, Light, exports::lines),
        Route::new(&paths::SEEN_TERMS, Heavy, exports::terms),
        Route::new(&paths::SEEN_FINDINGS, Heavy, exports::findings),
        Route::new(&paths::SEEN_CHANGES, Heavy, exports::changes),
        Route::new(&paths::SEEN_FREQ, Heavy, exports::freq),
        Route::new(&paths::SEEN_COLLOCATES, Heavy, exports::collocates),
        Route::new(&paths::SEEN_KEYWORDS, Heavy, exports::keywords),
        Route::new(&paths::SEEN_DISPERSION, Heavy, exports::dispersion),
        Route::new(&paths::API_SEARCH, Light, api::search).described(
            "search",
            "Ranked passages with their counterparts",
            "The passages, best first.",
        ),
        Route::new(&paths::API_KWIC, Light, api::kwic).described(
            "kwic",
            "Each match on a line, in its sentence",
            "The lines.",
        ),
        Route::new(&paths::API_TERMS, Heavy, api::terms).described(
            "terms",
            "How a term is rendered on the other side, and where it is not",
            "The renderings, most frequent first.",
        ),
        Route::new(&paths::API_GLOSSARY, Heavy, api::glossary).described(
            "glossary",
            "All terms that have a rendering",
            "The terms, best first.",
        ),
        Route::new(&paths::API_FREQ, Heavy, api::freq).described(
            "freq",
            "How often words occur, or several in a row",
            "The words, most frequent first.",
        ),
        Route::new(&paths::API_COLLOCATES, Heavy, api::collocates).described(
            "collocates",
            "What stands near a term, or opposite to it on the other side",
            "The words, strongest first.",
        ),
        Route::new(&paths::API_KEYWORDS, Heavy, api::keywords).described(
            "keywords",
            "What tells one set of passages from another, or from the rest",
            "The words, least likely by chance first.",
        ),
        Route::new(&paths::API_DISPERSION, Heavy, api::dispersion).described(
            "dispersion",
            "How evenly a term is spread over documents, years or the values of a field",
            "The measures, and the parts.",
        ),
        Route::new(&paths::API_COMPARE, Heavy, api::compare).described(
            "compare",
            "What changed between two versions of one text in the same language",
            "What is not the same in both, in the order of the new version.",
        ),
        Route::new(&paths::API_CHECK, Heavy, api::check).described(
            "check",
            "Where the two versions of a document do not say the same",
            "The findings in the order of the document.",
        ),
        Route::new(&paths::API_COUNTERPART, Light, api::counterpart).described(
            "counterpart",
            "The other side of a text, which may be partial or damaged",
            "What comes closest, best first.",
        ),
        Route::new(&paths::API_DOCS, Light, api::docs).described("docs", "What is indexed", "The documents by id."),
        Route::new(&paths::API_SHOW, Light, api::show).described(
            "show",
            "A document, section, passage or sentence in both languages",
            "The passages in order.",
        ),
        Route::keeping(&paths::API_EXPORT, Light, exports::all).described_file(
            "export",
            "All passages, or all that a query finds, for other programs",
            "The passages by document and place.",
            FileFormat::ALL.map(|format| format.file().1).to_vec(),
        ),
        Route::new(&paths::API_DESCRIPTION, Light, description).described(
            "openapi",
            "This description",
            "OpenAPI 3.1.",
        ),
    ]
});

/// Files that are part of the program.
const FILES: &[(&str, &str, &str)] = &[
    ("/style.css", "text/css; charset=utf-8", include_str!("assets/style.css")),
    ("/script.js", "text/javascript; charset=utf-8", include_str!("assets/script.js")),
    ("/saved.js", "text/javascript; charset=utf-8", include_str!("assets/saved.js")),
    ("/icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
];

/// Every path that is answered, with `{id}` where an id stands in it.
pub fn served_paths() -> impl Iterator<Item = &'static str> {
    ROUTES
        .iter()
        .map(|route| route.template)
        .chain(FILES.iter().map(|(path, ..)| *path))
        .chain(service::PATHS)
        .chain([language::PATH])
}

fn description(_: &dyn Searcher, _: NoRequest) -> Result<Answer, Problem> {
    Answer::value(&openapi::description(ROUTES.iter()))
}

pub(super) fn router(site: Arc<Site>, mounted: Vec<Mounted>, editing: Option<Editing>) -> Router {
    let mut router = service::routes(Router::new());
    for route in ROUTES.iter() {
        router = router.route(route.template, any(move |state, request| answered(state, request, route)));
    }
    for (path, kind, text) in FILES {
        let file = move || async move {
            let mut response = Response::new(axum::body::Body::from(*text));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            response.extensions_mut().insert(Template(path));
            response
        };
        router = router.route(path, any(file));
    }
    let chosen = |uri: Uri| async move {
        let mut response = language::choose(&uri);
        response.extensions_mut().insert(Template(language::PATH));
        response
    };
    let router = router
        .route(language::PATH, any(chosen))
        .fallback(|request: Request| async move {
            let path = request.uri().path();
            let locale = language::of(request.headers());
            refusal(&Problem::NoPage(path.chars().take(200).collect()), path, locale)
        })
        .layer(from_fn(reading));
    let router = match editing {
        Some(editing) => router.merge(adding::routes(&site, editing)),
        None => router,
    };
    mounted
        .into_iter()
        .fold(router, |router, mounted| mounted.onto(router, &site))
        .layer(from_fn_with_state(Arc::clone(&site), guard))
        .layer(from_fn_with_state(Arc::clone(&site), service::measured))
        .with_state(site)
}

async fn answered(State(site): State<Arc<Site>>, request: Request, route: &'static Route) -> Response {
    let turn = site.clients.admit(request.extensions().get::<Peer>().copied(), request.headers());
    let uri = request.uri().clone();
    let locale = language::of(request.headers());
    let mut response = match turn {
        Some(turn) => worked(&site, uri, turn, route, locale).await,
        None => refusal(&Problem::Often, uri.path(), locale),
    };
    response.extensions_mut().insert(Template(route.template));
    response
}

async fn worked(site: &Arc<Site>, uri: Uri, turn: Turn, route: &'static Route, locale: Locale) -> Response {
    let (index, asked) = (site.live.index(), uri.clone());
    match site.workers.run(route.load, move || within(locale, || route.answer(&index, &asked))).await {
        Ok(answer) => {
            let (stages, answer) = answer.stages();
            if let Some(stages) = stages {
                return staged(site, stages, &uri, turn, locale).await;
            }
            let (response, rest) = answer.response();
            if let Some(rest) = rest {
                let site = Arc::clone(site);
                tokio::spawn(async move {
                    site.workers.finish(rest).await;
                    drop(turn);
                });
            }
            response
        }
        Err(problem) => refusal(&problem, uri.path(), locale),
    }
}
