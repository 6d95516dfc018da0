//! What whoever runs the server asks of it, rather than whoever reads: whether it lives, whether it can answer, how much
//! it does.

use super::metrics::Template;
use super::site::Site;
use crate::Result;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::any;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

/// The paths, which answer in plain text.
pub(super) const PATHS: [&str; 3] = [HEALTH, READY, METRICS];
const HEALTH: &str = "/health";
const READY: &str = "/ready";
const METRICS: &str = "/metrics";

/// For so long an answer stands: however often it is asked, the index is asked once in this time.
const STANDS: Duration = Duration::from_secs(1);
/// An index that takes longer is not ready.
const LONGEST: Duration = Duration::from_secs(5);

type Ready = std::result::Result<(), String>;

/// Whether the index could be asked when it was last tried.
#[derive(Default)]
pub(super) struct Readiness(Mutex<Tried>);

#[derive(Default)]
struct Tried {
    last: Option<(Instant, Ready)>,
    /// One that has not ended yet; another is not begun beside it.
    running: Option<JoinHandle<Result<()>>>,
}

pub(super) fn routes(router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    router
        .route(HEALTH, any(|| async { text(HEALTH, StatusCode::OK, "lives\n".into()) }))
        .route(READY, any(|State(site): State<Arc<Site>>| async move { told(ready(&site).await) }))
        .route(
            METRICS,
            any(|State(site): State<Arc<Site>>| async move { text(METRICS, StatusCode::OK, site.metrics.text()) }),
        )
}

fn told(ready: Ready) -> Response<Body> {
    match ready {
        Ok(()) => text(READY, StatusCode::OK, "ready\n".into()),
        Err(why) => text(READY, StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {why}\n")),
    }
}

async fn ready(site: &Arc<Site>) -> Ready {
    let mut tried = site.readiness.0.lock().await;
    if let Some((at, ready)) = &tried.last
        && at.elapsed() < STANDS
    {
        return ready.clone();
    }
    let index = site.live.index();
    // Not one of the workers: a server that has much to do is ready all the same.
    let mut running = tried.running.take().unwrap_or_else(|| tokio::task::spawn_blocking(move || index.ready()));
    let ready = match tokio::time::timeout(LONGEST, &mut running).await {
        Ok(Ok(ready)) => ready.map_err(|error| error.to_string()),
        Ok(Err(_)) => Err("a mistake in the program".into()),
        Err(_) => {
            tried.running = Some(running);
            Err(format!("the index did not answer within {} s", LONGEST.as_secs()))
        }
    };
    tried.last = Some((Instant::now(), ready.clone()));
    ready
}

fn text(path: &'static str, status: StatusCode, text: String) -> Response<Body> {
    // What Prometheus names its text by; a browser shows it as text too.
    let kind = if path == METRICS { "text/plain; version=0.0.4; charset=utf-8" } else { "text/plain; charset=utf-8" };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.extensions_mut().insert(Template(path));
    response
}
