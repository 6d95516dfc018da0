//! A path with who answers it.

use super::answer::Answer;
use super::parameters::Parameters;
use super::paths::Path;
use super::problem::Problem;
use super::work::Load;
use crate::render::Output;
use crate::search::Searcher;
use axum::http::Uri;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

type Handler = Box<dyn Fn(&Arc<dyn Searcher>, &Uri) -> Result<Answer, Problem> + Send + Sync>;

pub(super) struct Route {
    pub template: &'static str,
    pub load: Load,
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
    pub form: Form,
}

/// The form of an answer.
pub(super) enum Form {
    Json(&'static Output),
    /// JSON that describes itself.
    Itself,
    /// A file of one of these types.
    File(Vec<&'static str>),
}

impl Route {
    /// A path whose request is read before `handler` sees it.
    pub fn new<T: JsonSchema + Serialize + DeserializeOwned>(
        path: &'static Path<T>,
        load: Load,
        handler: fn(&dyn Searcher, T) -> Result<Answer, Problem>,
    ) -> Route {
        Route::over(path, load, move |index, uri| handler(index.as_ref(), path.read(uri)?))
    }

    /// The same, where the answer is still written when `handler` is done.
    pub fn keeping<T: JsonSchema + Serialize + DeserializeOwned>(
        path: &'static Path<T>,
        load: Load,
        handler: fn(Arc<dyn Searcher>, T) -> Result<Answer, Problem>,
    ) -> Route {
        Route::over(path, load, move |index, uri| handler(Arc::clone(index), path.read(uri)?))
    }

    fn over<T>(
        path: &'static Path<T>,
        load: Load,
        handler: impl Fn(&Arc<dyn Searcher>, &Uri) -> Result<Answer, Problem> + Send + Sync + 'static,
    ) -> Route {
        Route { template: path.template, load, parameters: &path.parameters, about: None, handler: Box::new(handler) }
    }

    /// An operation of the API; its answer is the output of the same name where there is one.
    pub fn described(self, name: &'static str, summary: &'static str, answer: &'static str) -> Route {
        let form = Output::named(name).map_or(Form::Itself, Form::Json);
        Route { about: Some(About { name, summary, answer, form }), ..self }
    }

    /// The same, whose answer is a file.
    pub fn described_file(
        self,
        name: &'static str,
        summary: &'static str,
        answer: &'static str,
        kinds: Vec<&'static str>,
    ) -> Route {
        Route { about: Some(About { name, summary, answer, form: Form::File(kinds) }), ..self }
    }

    pub fn answer(&self, index: &Arc<dyn Searcher>, uri: &Uri) -> Result<Answer, Problem> {
        (self.handler)(index, uri)
    }
}
