//! What whoever runs the server asks of it, rather than whoever reads: whether it lives, whether it can answer, how much
//! it does.

use super::metrics::Template;
use super::site::Site;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::middleware::Next;
use axum::routing::any;
use std::sync::Arc;

/// The paths, which answer in plain text.
pub(super) const PATHS: [&str; 3] = [HEALTH, READY, METRICS];
const HEALTH: &str = "/health";
const READY: &str = "/ready";
const METRICS: &str = "/metrics";

pub(super) fn routes(router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    router
        .route(HEALTH, any(|| async { text(HEALTH, StatusCode::OK, "lives\n".into()) }))
        .route(
            READY,
            any(|State(site): State<Arc<Site>>| async move { told(site.readiness.of(site.live.index()).await) }),
        )
        .route(
            METRICS,
            any(|State(site): State<Arc<Site>>| async move { text(METRICS, StatusCode::OK, site.metrics.text()) }),
        )
}

fn told(ready: Result<(), String>) -> Response<Body> {
    match ready {
        Ok(()) => text(READY, StatusCode::OK, "ready\n".into()),
        Err(why) => text(READY, StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {why}\n")),
    }
}

/// Counts every request.
pub(super) async fn measured(State(site): State<Arc<Site>>, request: Request, next: Next) -> axum::response::Response {
    site.metrics.measure(request, next).await
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
