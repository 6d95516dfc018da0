//! The server: what it says of itself, and who does the work of a call.

use super::answers;
use super::page::Page;
use super::prompts::{PROMPTS, Prompt};
use super::refusal::Refusal;
use super::tools::{Load, TOOLS, Tool, tool_names};
use super::uri::{TEMPLATE, id, uri};
use crate::request::ShowRequest;
use crate::search::{Live, Searcher};
use crate::{Error, Result};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, GetPromptRequestParams,
    GetPromptResponse, Implementation, ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult,
    ListToolsResult, PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult,
    Resource, ResourceContents, ResourceTemplate, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, ServerInitializeError};
use rmcp::{RoleServer, ServerHandler};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Semaphore;

/// What an assistant is told before anything else.
const INSTRUCTIONS: &str = "\
Search in Chinese–English documents whose two sides are aligned. Every passage has an id, DOC#SECTION.N (rows: DOC#N; \
sentences: :S behind it). Cite by these ids, and only ids that a tool gave you. Quote from show or a search result, \
never from memory. `[ ]` in results mark what matched and what renders it; they are not part of the text. An answer \
that does not fit its budget ends with how to go on. terms says how a term was rendered; search with \
zh:TERM -en:\"RENDERING\" finds where it was not rendered so.";

/// Documents in one list of resources.
const LISTED: usize = 200;
/// Characters of a resource, which has no pages: whoever wants more asks show.
const RESOURCE: usize = 40_000;

/// Answers over a pair of byte streams, one message a line, until the first is at its end.
///
/// # Errors
/// [`Error::Usage`] when whoever asks does not begin with `initialize`.
pub async fn serve(
    index: Arc<dyn Searcher>,
    read: impl AsyncRead + Send + Unpin + 'static,
    write: impl AsyncWrite + Send + Unpin + 'static,
) -> Result<()> {
    let running = match rmcp::serve_server(Server::new(index), (read, write)).await {
        Ok(running) => running,
        Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
        Err(error) => return Err(Error::Usage(format!("the client cannot be served: {error}"))),
    };
    match running.waiting().await {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::Usage(format!("the server broke off: {error}"))),
    }
}

/// Answers over the standard streams of the process.
///
/// # Errors
/// Those of [`serve`]; [`Error::Usage`] when the system gives no threads.
pub fn serve_stdio(index: Arc<dyn Searcher>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        // Two more read and write where the streams are no pipes.
        .max_blocking_threads(threads() + 2)
        .enable_all()
        .build()
        .map_err(|e| Error::Usage(format!("cannot start the server: {e}")))?;
    let done = runtime.block_on(async {
        let (read, write) = rmcp::transport::stdio_pipes();
        serve(index, read, write).await
    });
    // What is still running ends with the program.
    runtime.shutdown_background();
    done
}

/// Processors, at least 2.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get().max(2))
}

#[derive(Clone)]
pub(super) struct Server {
    live: Arc<Live>,
    /// As much work at once as there are processors.
    turns: Arc<Semaphore>,
    /// Work that takes long goes one by one, so that a search does not wait until documents have been checked.
    heavy: Arc<Semaphore>,
}

impl Server {
    pub fn new(index: Arc<dyn Searcher>) -> Server {
        let semaphore = |n| Arc::new(Semaphore::new(n));
        Server { live: Arc::new(Live::new(index)), turns: semaphore(threads()), heavy: semaphore(1) }
    }

    /// Does the work on another thread, over the index as it is now. Work that is given up still ends by itself.
    async fn work<T: Send + 'static>(
        &self,
        load: Load,
        context: &RequestContext<RoleServer>,
        work: impl FnOnce(&dyn Searcher) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let Server { live, turns, heavy } = self.clone();
        let done = async {
            let heavy = match load {
                Load::Light => None,
                Load::Heavy => Some(heavy.acquire_owned().await.map_err(|_| Refusal::Bug)?),
            };
            let turn = turns.acquire_owned().await.map_err(|_| Refusal::Bug)?;
            let work = move || {
                live.refresh();
                let done = work(live.index().as_ref());
                drop((turn, heavy));
                done
            };
            // Work that panics is a mistake in the program; the others go on.
            tokio::task::spawn_blocking(work).await.unwrap_or(Err(Refusal::Bug))
        };
        tokio::select! {
            done = done => done,
            () = context.ct.cancelled() => Err(Refusal::Cancelled),
        }
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_resources().enable_prompts().build();
        let own = Implementation::new("duizhao", env!("CARGO_PKG_VERSION")).with_title("duizhao 對照");
        ServerConfig::new(capabilities).with_server_info(own).with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(Tool::described).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = Tool::named(&request.name) else {
            let shown: String = request.name.chars().take(40).collect();
            let names = tool_names().collect::<Vec<_>>().join(", ");
            return Err(ErrorData::invalid_params(format!("there is no tool '{shown}'; there are {names}"), None));
        };
        let arguments = request.arguments.unwrap_or_default();
        let done = self.work(tool.load, &context, move |index| tool.call(index, arguments)).await;
        let result = match done {
            Ok(text) => CallToolResult::success(vec![ContentBlock::text(text)]),
            Err(refusal) => refusal.result(),
        };
        Ok(result.into())
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let from = match request.and_then(|request| request.cursor) {
            None => 0,
            Some(cursor) => cursor.parse::<usize>().map_err(|_| {
                Refusal::Arguments("the cursor is none that a list of resources has given".into()).error()
            })?,
        };
        let documents = self.work(Load::Light, &context, |index| Ok(index.documents()?)).await;
        let documents = documents.map_err(|refusal| refusal.error())?;
        let listed = documents.iter().skip(from).take(LISTED).map(|document| {
            let titles: Vec<&str> = document.title.zh.iter().chain(&document.title.en).map(String::as_str).collect();
            let about = format!("{} passages, {}", document.passages, document.format);
            let resource = Resource::new(uri(&document.id), document.id.clone());
            resource.with_title(titles.join(" · ")).with_description(about).with_mime_type("text/plain")
        });
        let next = from.saturating_add(LISTED);
        let mut result = ListResourcesResult::with_all_items(listed.collect());
        result.next_cursor = (next < documents.len()).then(|| next.to_string());
        Ok(result)
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let template = ResourceTemplate::new(TEMPLATE, "passage")
            .with_title("A document, section, passage or sentence")
            .with_description(
                "By its id (DOC, DOC#SECTION, DOC#SECTION.N, DOC#SECTION.N:S), percent-encoded: # is %23.",
            )
            .with_mime_type("text/plain");
        Ok(ListResourceTemplatesResult::with_all_items(vec![template]))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let Some(id) = id(&request.uri) else {
            let shown: String = request.uri.chars().take(100).collect();
            let text = format!("'{shown}' is no address here; they are {TEMPLATE}, # written as %23");
            return Err(Refusal::Arguments(text).error());
        };
        let page = Page { budget: RESOURCE, offset: 0 };
        let text =
            self.work(Load::Light, &context, move |index| answers::show(index, ShowRequest::new(id).limit(1000), page));
        let text = text.await.map_err(|refusal| refusal.error())?;
        Ok(ReadResourceResult::new(vec![ResourceContents::text(text, request.uri)]).into())
    }

    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        Ok(ListPromptsResult::with_all_items(PROMPTS.iter().map(Prompt::described).collect()))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        let prompt = Prompt::named(&request.name).map_err(|refusal| refusal.error())?;
        let filled = prompt.filled(&request.arguments.unwrap_or_default());
        Ok(filled.map_err(|refusal| refusal.error())?.into())
    }
}
