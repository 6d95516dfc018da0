//! The tools: what each is called, what is said of it, what it takes, and who answers.

use super::answers::{self, CHECKED, DocsRequest};
use super::arguments::Arguments;
use super::page::Page;
use super::refusal::Refusal;
use crate::query;
use crate::request::{CheckRequest, CounterpartRequest, KwicRequest, SearchRequest, ShowRequest, TermsRequest};
use crate::search::Searcher;
use rmcp::model::{Tool as Described, ToolAnnotations};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::sync::{Arc, LazyLock};

/// Most passages, lines or findings that are looked at for one answer.
const MOST: u64 = 1_000;
/// The last place that can be paged to; whoever wants more wants a narrower query.
const DEEPEST: u64 = 10_000;

/// How long a call may take on a large index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Load {
    /// Milliseconds.
    Light,
    /// Seconds.
    Heavy,
}

type Run = Box<dyn Fn(&dyn Searcher, Map<String, Value>) -> Result<String, Refusal> + Send + Sync>;

pub(super) struct Tool {
    name: &'static str,
    title: &'static str,
    about: String,
    pub load: Load,
    schema: Arc<Map<String, Value>>,
    run: Run,
}

impl Tool {
    fn new<T: JsonSchema + DeserializeOwned + 'static>(
        (name, title): (&'static str, &'static str),
        about: impl Into<String>,
        load: Load,
        arguments: Arguments,
        answer: fn(&dyn Searcher, T, Page) -> Result<String, Refusal>,
    ) -> Tool {
        let schema = Arc::new(arguments.schema());
        let run = move |index: &dyn Searcher, given| {
            let (request, page) = arguments.read(given)?;
            answer(index, request, page)
        };
        Tool { name, title, about: about.into(), load, schema, run: Box::new(run) }
    }

    /// The tool of that name.
    pub fn named(name: &str) -> Option<&'static Tool> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    pub fn call(&self, index: &dyn Searcher, arguments: Map<String, Value>) -> Result<String, Refusal> {
        (self.run)(index, arguments)
    }

    /// As clients list it.
    pub fn described(&self) -> Described {
        let hints = ToolAnnotations::with_title(self.title).read_only(true).idempotent(true).open_world(false);
        Described::new(self.name, self.about.clone(), Arc::clone(&self.schema)).with_title(self.title).annotate(hints)
    }
}

/// The names of all tools.
pub fn tool_names() -> impl Iterator<Item = &'static str> {
    TOOLS.iter().map(|tool| tool.name)
}

pub(super) static TOOLS: LazyLock<Vec<Tool>> = LazyLock::new(|| {
    vec![
        Tool::new(
            ("search", "Search both languages"),
            format!(
                "Ranked passages of Chinese–English documents, each with its id and its counterpart in the other \
                 language; matches and the words that render them are in [brackets]. Ask in either language and either \
                 script. The query language, an example and its meaning a line:\n{}",
                query::help(|text| text)
            ),
            Load::Light,
            Arguments::of::<SearchRequest>()
                .needed("q")
                .without(&["explain", "facets", "counterparts", "fold"])
                .at_most("limit", 100)
                .at_most("offset", DEEPEST)
                .at_most("context", 10),
            answers::search,
        ),
        Tool::new(
            ("counterpart", "Other side of a text"),
            "The passage or sentence in the other language that corresponds to a text, which may be partial, damaged or \
             in the other script; with its id. For finding where a quotation comes from, and how it reads in the other \
             language.",
            Load::Light,
            Arguments::of::<CounterpartRequest>().needed("text").at_most("limit", 20),
            answers::counterpart,
        ),
        Tool::new(
            ("terms", "Renderings of a term"),
            "How a term is rendered in the other language over all documents: each rendering with how often, how sure \
             and in which passages, and the passages where no rendering was found. What is called a candidate is a \
             guess: look at its passages.",
            Load::Heavy,
            Arguments::of::<TermsRequest>().needed("term").paged(),
            answers::terms,
        ),
        Tool::new(
            ("show", "Read by id"),
            "A document, a section, a passage or a sentence in both languages, whole, by its id: DOC, DOC#SECTION, \
             DOC#SECTION.N or DOC#SECTION.N:S. Quote from this, not from memory.",
            Load::Light,
            Arguments::of::<ShowRequest>().needed("id").usual("limit", 100).at_most("limit", MOST),
            answers::show,
        ),
        Tool::new(
            ("kwic", "Concordance"),
            "Each match of a query in its sentence, with the sentence that renders it and the id of the passage; a line \
             each. The query language is that of search.",
            Load::Light,
            Arguments::of::<KwicRequest>()
                .needed("q")
                .usual("limit", 100)
                .at_most("limit", MOST)
                .usual("passages", 200)
                .at_most("passages", MOST)
                .at_most("sample", MOST)
                // Paged by what fits into an answer.
                .without(&["offset"])
                .paged(),
            answers::kwic,
        ),
        Tool::new(
            ("check", "Check a translation"),
            "Where the two versions of a document do not say the same: figures, missing or untranslated text, \
             negations, names and terms. An error is nearly surely wrong, a note should be looked at.",
            Load::Heavy,
            Arguments::of::<CheckRequest>()
                .needed("doc")
                .usual("limit", CHECKED)
                .at_most("limit", u64::from(CHECKED))
                .without(&["baseline"])
                .paged(),
            answers::check,
        ),
        Tool::new(
            ("docs", "List documents"),
            "The documents that are indexed, with their ids and titles.",
            Load::Light,
            Arguments::of::<DocsRequest>().paged(),
            answers::docs,
        ),
    ]
});
