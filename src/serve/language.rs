//! The language in which a reader is spoken to: the one chosen on a page, which a cookie keeps, or that of the browser, or
//! that of whoever started the server.

use crate::locale::{Locale, current};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};

/// Where a language is chosen, with its tag behind it.
pub(super) const PATH: &str = "/lang/{tag}";
/// The name of the cookie.
const COOKIE: &str = "lang";
/// Seconds that a choice lasts: a year.
const LASTS: u32 = 365 * 24 * 60 * 60;

/// The language of a request.
pub(super) fn of(headers: &HeaderMap) -> Locale {
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_string);
    let cookies = || headers.get_all(header::COOKIE).iter().filter_map(text);
    let chosen = cookies().find_map(|cookies| {
        cookies.split(';').find_map(|one| Locale::of(one.trim().strip_prefix(COOKIE)?.strip_prefix('=')?))
    });
    let wanted = || headers.get(header::ACCEPT_LANGUAGE).and_then(text).and_then(|wanted| Locale::preferred(&wanted));
    chosen.or_else(wanted).unwrap_or_else(current)
}

/// Keeps a choice and goes back to the first page; with a script, a page keeps it itself and stays.
pub(super) fn choose(uri: &Uri) -> Response<Body> {
    let tag = uri.path().rsplit('/').next().and_then(Locale::of);
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    let cookie = tag.map(|locale| format!("{COOKIE}={}; Path=/; Max-Age={LASTS}; SameSite=Strict", locale.tag()));
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_counts_more_than_the_browser() {
        let headers = |cookie: &str, accepted: &str| {
            let value = |text: &str| HeaderValue::from_str(text).unwrap();
            HeaderMap::from_iter([(header::COOKIE, value(cookie)), (header::ACCEPT_LANGUAGE, value(accepted))])
        };
        for (cookie, accepted, locale) in [
            ("a=b; lang=zh-Hant", "en", Locale::Hant),
            ("language=zh-Hant", "zh-CN", Locale::Hans),
            ("lang=", "zh-TW", Locale::Hant),
            ("lang=de", "de", Locale::En),
        ] {
            assert_eq!(of(&headers(cookie, accepted)), locale, "{cookie} {accepted}");
        }
    }
}
