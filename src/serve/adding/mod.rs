//! Adding documents from the page, where whoever runs the server wants that: under `/add` for people, by a form or by
//! dropping files, and under `/api/documents` for programs. What is sent is taken only with the token of this run, from a page
//! of this server or from no page, in the size that is told, one sending at a time.

mod multipart;
mod token;

use super::answer::{Answer, Stages};
use super::clients::Peer;
use super::encoding::decoded;
use super::language;
use super::metrics::Template;
use super::pages::adding as page;
use super::problem::Problem;
use super::refusal::refusal;
use super::site::Site;
use super::stages::in_stages;
use super::uploads::{Added, LONGEST, MOST, Upload};
use crate::locale::{Locale, within};
use crate::{Error, Result};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::any;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard};

const PAGE: &str = "/add";
const API: &str = "/api/documents";
/// From the end of the headers to the end of the files.
const MESSAGE_TIME: Duration = Duration::from_secs(120);

/// Takes files into the index.
pub type Adding = dyn Fn(Vec<Upload>) -> Result<Added> + Send + Sync;

/// A server that takes documents.
pub(super) struct Editing {
    pub token: String,
    add: Arc<Adding>,
    /// Held while files are taken in.
    one: Arc<Mutex<()>>,
}

impl Editing {
    pub fn new(add: Arc<Adding>) -> Editing {
        Editing { token: token::new(), add, one: Arc::default() }
    }

    /// Where documents are added, behind the address of the server.
    pub fn path(&self) -> String {
        format!("{}?token={}", PAGE.trim_start_matches('/'), self.token)
    }
}

type Known = (Arc<Site>, Arc<Editing>);

/// The routes beside those that only read.
pub(super) fn routes(site: &Arc<Site>, editing: Editing) -> Router<Arc<Site>> {
    let known: Known = (Arc::clone(site), Arc::new(editing));
    Router::new().route(PAGE, any(people)).route(API, any(programs)).with_state(known)
}

async fn people(State((site, editing)): State<Known>, request: Request) -> Response {
    let locale = language::of(request.headers());
    let (uri, asks) = (request.uri().clone(), matches!(*request.method(), Method::GET | Method::HEAD));
    let response = match granted(&editing, request.headers(), &uri) {
        Err(problem) => refusal(&problem, PAGE, locale),
        Ok(()) if asks => {
            let mut response = within(locale, || Answer::page(page::form(&editing.path()))).response().0;
            // Without a referrer the browser would not say that the form is from here.
            response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
            response
        }
        Ok(()) => match files(&site, &editing, request).await {
            Ok((files, turn)) => {
                let stages = within(locale, || page::taking(&editing.path(), files.len()));
                taken(site, editing, files, turn, stages, &uri, locale).await
            }
            Err(problem) => refusal(&problem, PAGE, locale),
        },
    };
    named(response, PAGE)
}

async fn programs(State((site, editing)): State<Known>, request: Request) -> Response {
    let uri = request.uri().clone();
    let done = match granted(&editing, request.headers(), &uri) {
        Ok(()) if *request.method() == Method::POST => match files(&site, &editing, request).await {
            Ok((files, turn)) => take(site, editing, files, turn).await,
            Err(problem) => Err(problem),
        },
        Ok(()) => Err(refused(StatusCode::METHOD_NOT_ALLOWED, "files are sent here with POST")),
        Err(problem) => Err(problem),
    };
    let response = match done.and_then(|added| page::json(&added)) {
        Ok(answer) => answer.response().0,
        Err(problem) => refusal(&problem, API, Locale::En),
    };
    named(response, API)
}

fn named(mut response: Response, path: &'static str) -> Response {
    response.extensions_mut().insert(Template(path));
    response
}

fn refused(status: StatusCode, why: impl Into<String>) -> Problem {
    Problem::NotTaken { status, why: why.into() }
}

/// Whether whoever asks may add: with the token, which only the one who started the server was told, and not by way of a
/// page from elsewhere.
fn granted(editing: &Editing, headers: &HeaderMap, uri: &Uri) -> Result<(), Problem> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let own = text(header::HOST).or_else(|| uri.authority().map(|authority| authority.as_str()));
    let foreign = headers.contains_key(header::ORIGIN) && {
        let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
        origin.is_none_or(|(_, host)| own.is_none_or(|own| !own.eq_ignore_ascii_case(host)))
    };
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let posted_from_elsewhere = matches!(site, Some("cross-site" | "same-site"));
    if foreign || posted_from_elsewhere {
        return Err(refused(StatusCode::FORBIDDEN, "documents are not added from a page of another site"));
    }
    let borne = text(header::AUTHORIZATION).and_then(|said| said.strip_prefix("Bearer ")).map(str::to_string);
    let asked = || uri.query()?.split('&').find_map(|pair| pair.strip_prefix("token=")).map(decoded);
    match borne.or_else(asked) {
        Some(given) if token::same(&given, &editing.token) => Ok(()),
        _ => {
            let why =
                "adding documents takes the token of this run; open the address that the server told when it started";
            Err(refused(StatusCode::FORBIDDEN, why))
        }
    }
}

/// The files that a request brings, and the turn to take them in.
async fn files(
    site: &Site,
    editing: &Editing,
    request: Request,
) -> Result<(Vec<Upload>, OwnedMutexGuard<()>), Problem> {
    let turn = site.clients.admit(request.extensions().get::<Peer>().copied(), request.headers());
    let _turn = turn.ok_or(Problem::Often)?;
    if *request.method() != Method::POST {
        return Err(refused(StatusCode::METHOD_NOT_ALLOWED, "files are sent here with POST"));
    }
    let headers = request.headers();
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Some(boundary) = multipart::boundary(kind) else {
        return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "files are sent here as multipart/form-data"));
    };
    let length = headers.get(header::CONTENT_LENGTH).and_then(|n| n.to_str().ok()).and_then(|n| n.parse::<u64>().ok());
    if length.is_some_and(|length| length > LONGEST as u64) {
        return Err(too_long());
    }
    let one = Arc::clone(&editing.one).try_lock_owned().map_err(|_| Problem::Busy)?;
    let body: Bytes = match tokio::time::timeout(MESSAGE_TIME, to_bytes(request.into_body(), LONGEST)).await {
        Ok(read) => read.map_err(|_| too_long())?,
        Err(_) => return Err(Problem::Late(MESSAGE_TIME)),
    };
    let files = multipart::files(&body, &boundary)
        .ok_or_else(|| refused(StatusCode::BAD_REQUEST, "what was sent as multipart/form-data is cut off or broken"))?;
    match files.len() {
        0 => return Err(refused(StatusCode::BAD_REQUEST, "no file was sent")),
        n if n > MOST => {
            return Err(refused(StatusCode::PAYLOAD_TOO_LARGE, format!("up to {MOST} files are taken at once")));
        }
        _ => {}
    }
    let files = files.into_iter().map(|(name, bytes)| match plain_name(&name) {
        Some(name) => Ok(Upload { name, bytes: bytes.to_vec() }),
        None => {
            let shown: String = name.chars().take(40).collect();
            Err(refused(StatusCode::BAD_REQUEST, format!("'{shown}' is no name for a file here")))
        }
    });
    Ok((files.collect::<Result<_, _>>()?, one))
}

fn too_long() -> Problem {
    let most = LONGEST / (1024 * 1024);
    refused(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("up to {most} MiB are taken at once; larger files are added with duizhao index"),
    )
}

/// The name of a file without the folders before it; `None` where it could be something else than a document.
fn plain_name(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next()?.trim();
    let is_sane = |c: char| !c.is_control() && !matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let fits = !name.is_empty() && name.len() <= 200 && !name.starts_with(['.', '~']) && !name.ends_with('.');
    (fits && name.chars().all(is_sane) && !name.eq_ignore_ascii_case("duizhao.toml")).then(|| name.to_string())
}

/// Takes files in, however long that takes: who went away meanwhile finds them later.
async fn take(
    site: Arc<Site>,
    editing: Arc<Editing>,
    files: Vec<Upload>,
    turn: OwnedMutexGuard<()>,
) -> Result<Added, Problem> {
    let work = move || {
        let added = (editing.add)(files);
        site.live.refresh();
        drop(turn);
        added
    };
    let done = tokio::task::spawn_blocking(work).await;
    match done.unwrap_or_else(|_| Err(Error::Usage("a mistake in the program".into()))) {
        Ok(added) => Ok(added),
        Err(Error::Usage(why)) => Err(refused(StatusCode::CONFLICT, why)),
        Err(error) => Err(error.into()),
    }
}

async fn taken(
    site: Arc<Site>,
    editing: Arc<Editing>,
    files: Vec<Upload>,
    turn: OwnedMutexGuard<()>,
    stages: Stages,
    uri: &Uri,
    locale: Locale,
) -> Response {
    let working = async move {
        let added = take(site, editing, files, turn).await?;
        Ok(within(locale, || page::done(&added)))
    };
    in_stages(stages, uri, locale, working).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_of_a_file() {
        for (name, want) in [
            ("report.docx", Some("report.docx")),
            ("合同 2024.zh.txt", Some("合同 2024.zh.txt")),
            ("C:\\papers\\report.docx", Some("report.docx")),
            ("../../etc/passwd", Some("passwd")),
            ("", None),
            ("..", None),
            (".htaccess", None),
            ("~$report.docx", None),
            ("papers/", None),
            ("a\u{0}b.txt", None),
            ("a:b.txt", None),
            ("Duizhao.toml", None),
        ] {
            assert_eq!(plain_name(name).as_deref(), want, "{name:?}");
        }
        assert_eq!(plain_name(&"長".repeat(70)), None);
    }
}
