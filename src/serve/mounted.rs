//! Services of others under a path of this server. What is posted to them is read here first, so that nobody can hold them
//! up with a message that is too long or never ends.

use super::clients::Peer;
use super::metrics::Template;
use super::problem::Problem;
use super::refusal::refusal;
use super::site::Site;
use crate::locale::Locale;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a message.
const LONGEST: usize = 1024 * 1024;
/// From the end of the headers to the end of the message.
const MESSAGE_TIME: Duration = Duration::from_secs(10);

pub(super) struct Mounted {
    pub path: &'static str,
    pub service: Router,
}

impl Mounted {
    /// Under its path, behind what is common to all of them.
    pub fn onto(self, router: Router<Arc<Site>>, site: &Arc<Site>) -> Router<Arc<Site>> {
        let state = (Arc::clone(site), self.path);
        router.nest(self.path, self.service.layer(from_fn_with_state(state, posted)).with_state(()))
    }
}

type Under = (Arc<Site>, &'static str);

async fn posted(State((site, path)): State<Under>, request: Request, next: Next) -> Response {
    let turn = site.clients.admit(request.extensions().get::<Peer>().copied(), request.headers());
    let (head, body) = request.into_parts();
    let read = match turn {
        Some(turn) => read(body).await.map(|message| (message, turn)),
        None => Err(Problem::Often),
    };
    let mut response = match read {
        Ok((message, _turn)) => next.run(Request::from_parts(head, Body::from(message))).await,
        Err(problem) => refusal(&problem, path, Locale::En),
    };
    response.extensions_mut().insert(Template(path));
    response
}

async fn read(body: Body) -> Result<Bytes, Problem> {
    match tokio::time::timeout(MESSAGE_TIME, to_bytes(body, LONGEST)).await {
        Ok(read) => read.map_err(|_| Problem::Message { most: LONGEST }),
        Err(_) => Err(Problem::Late(MESSAGE_TIME)),
    }
}
