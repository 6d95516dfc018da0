//! The Model Context Protocol: the same answers as the command line, as tools for an assistant, over any pair of byte
//! streams or HTTP. Reads only.
//!
//! A call goes through `arguments` (read by the schema that is published), is asked of the index that is live at that
//! moment on a thread of its own, and is answered with text of a bounded length (`page`), in which everything has its
//! id. A passage is a resource too, at the address that `uri` gives it; `prompts` are ways to ask.
//!
//! Architecture invariant: nothing is asked that `dyn Searcher` and the requests do not have, nothing is written, and an
//! answer never names an id that the index does not have.

mod answers;
mod arguments;
mod http;
mod page;
mod prompts;
mod refusal;
mod server;
mod tools;
mod uri;

pub use http::http;
pub use server::{serve, serve_stdio};
pub use tools::tool_names;
