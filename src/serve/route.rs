//! A path with who answers it.

use super::answer::Answer;
use super::parameters::Parameters;
use super::paths::Path;
use super::problem::Problem;
use super::work::Takes;
use crate::render::Output;
use crate::search::Searcher;
use axum::http::Uri;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

type Handler = Box<dyn Fn(&dyn Searcher, &Uri) -> Result<Answer, Problem> + Send + Sync>;

pub(super) struct Route {
    pub template: &'static str,
    pub takes: Takes,
    pub parameters: &'static Parameters,
    /// What is said of it to programs; pages are for people.
    pub about: Option<About>,
    handler: Handler,
}

/// An operation of the API.
pub(super) struct About {
    pub name: &'static str,
    pub summary: &'static str,
    /// What the answer is.
    pub answer: &'static str,
    /// The form of the answer; `None` for one that describes itself.
    pub output: Option<&'static Output>,
}

impl Route {
    /// A path whose request is read before `handler` sees it.
    pub fn new<T: JsonSchema + Serialize + DeserializeOwned>(
        path: &'static Path<T>,
        takes: Takes,
        handler: fn(&dyn Searcher, T) -> Result<Answer, Problem>,
    ) -> Route {
        let handler = move |index: &dyn Searcher, uri: &Uri| handler(index, path.read(uri)?);
        Route { template: path.template, takes, parameters: &path.parameters, about: None, handler: Box::new(handler) }
    }

    /// An operation of the API, whose answer is the `output` of that name.
    pub fn described(
        mut self,
        name: &'static str,
        output: &'static str,
        summary: &'static str,
        answer: &'static str,
    ) -> Route {
        self.about = Some(About { name, summary, answer, output: Output::named(output) });
        self
    }

    pub fn answer(&self, index: &dyn Searcher, uri: &Uri) -> Result<Answer, Problem> {
        (self.handler)(index, uri)
    }
}
