//! What every request must be and every answer carries. A page of another site must not reach the documents through
//! the browser of the person who serves them: host names that the server was not given are refused (DNS rebinding),
//! nobody may frame the pages, and only our own files run on them.

use super::language;
use super::problem::Problem;
use super::refusal::refusal;
use super::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use std::net::IpAddr;
use std::sync::Arc;

/// Headers of every answer.
const HEADERS: [(HeaderName, HeaderValue); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
    // The index may change at any moment.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
];

/// Lets a request through that was sent to this server, and puts the headers on the answer.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut response = match check_host(&site, &request) {
        Ok(()) => next.run(request).await,
        Err(problem) => refusal(&problem, request.uri().path(), language::of(request.headers())),
    };
    for (name, value) in HEADERS {
        // A file that is not ours has a policy of its own.
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Lets a request through that asks for a page and does no more.
pub(super) async fn reading(request: Request, next: Next) -> Response {
    match check_reading(&request) {
        Ok(()) => next.run(request).await,
        Err(problem) => refusal(&problem, request.uri().path(), language::of(request.headers())),
    }
}

fn check_host(site: &Site, request: &Request) -> Result<(), Problem> {
    let named = request.uri().host().map(str::to_string).or_else(|| host(request.headers()));
    let host = named.ok_or_else(|| Problem::Host(String::new()))?;
    if known(&host, &site.names) { Ok(()) } else { Err(Problem::Host(host)) }
}

fn check_reading(request: &Request) -> Result<(), Problem> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::Method);
    }
    let length = request.headers().get(header::CONTENT_LENGTH);
    let body = length.is_some_and(|n| n != "0") || request.headers().contains_key(header::TRANSFER_ENCODING);
    if body { Err(Problem::Body) } else { Ok(()) }
}

/// The host that the request was sent to, without the port: a forwarded port is another one.
fn host(headers: &HeaderMap) -> Option<String> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    if hosts.next().is_some() {
        return None;
    }
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, ""),
    };
    port.chars().all(|c| c.is_ascii_digit()).then(|| name.to_ascii_lowercase())
}

/// An address cannot be made to point elsewhere, a name can: of those, this machine's and the ones that were given.
fn known(host: &str, names: &[String]) -> bool {
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    bare.parse::<IpAddr>().is_ok() || host == "localhost" || names.iter().any(|name| name.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_given_names_are_known() {
        for (host, want) in [
            ("127.0.0.1", true),
            ("localhost", true),
            ("[::1]", true),
            ("192.168.1.5", true),
            ("papers.local", true),
            ("Papers.Local", true),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("", false),
            ("[::1", false),
        ] {
            assert_eq!(known(host, &["papers.local".into()]), want, "{host}");
        }
    }

    #[test]
    fn the_port_is_no_part_of_the_host() {
        for (value, want) in [
            ("localhost:7000", Some("localhost")),
            ("LOCALHOST", Some("localhost")),
            ("[::1]:80", Some("[::1]")),
            ("[::1]", Some("[::1]")),
            ("localhost:80@evil", None),
        ] {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(value))]);
            assert_eq!(host(&headers).as_deref(), want, "{value}");
        }
    }
}
