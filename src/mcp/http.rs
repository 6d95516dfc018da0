//! The server over HTTP (the protocol's streamable HTTP): each message is posted by itself and answered as JSON, and
//! nothing is kept between two of them.

use super::server::Server;
use crate::search::Searcher;
use axum::Router;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use std::sync::Arc;

/// Answers messages that are posted to it.
///
/// Whoever serves it checks the host name of a request first, as `serve` does. Requests of web pages, which have an
/// `Origin`, are refused.
pub fn http(index: Arc<dyn Searcher>) -> Router {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .disable_allowed_hosts()
        .enforce_origin_validation();
    let server = Server::new(index);
    let sessions = Arc::new(NeverSessionManager::default());
    Router::new().route_service("/", StreamableHttpService::new(move || Ok(server.clone()), sessions, config))
}
