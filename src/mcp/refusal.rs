//! Why a tool does not answer: in words that an assistant can act on, and as `duizhao/error/1` with the status that HTTP
//! has for it.

use crate::Error;
use crate::render::{problem, status};
use rmcp::model::{CallToolResult, ContentBlock, ErrorData};

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// What the library said.
    Library(Error),
    /// Arguments that the tool does not take.
    Arguments(String),
    /// It was cancelled, or the server stops.
    Cancelled,
    /// A mistake in the program.
    Bug,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Library(error)
    }
}

impl Refusal {
    fn status(&self) -> u16 {
        match self {
            Refusal::Library(error) => status(error),
            Refusal::Arguments(_) => 400,
            // As nginx has it: the client closed the request.
            Refusal::Cancelled => 499,
            Refusal::Bug => 500,
        }
    }

    fn message(&self) -> String {
        match self {
            Refusal::Library(error) => error.to_string(),
            Refusal::Arguments(message) => message.clone(),
            Refusal::Cancelled => "cancelled".into(),
            Refusal::Bug => "a mistake in duizhao itself; other calls go on".into(),
        }
    }

    /// What a tool gives back, so that the assistant reads it and can ask better.
    pub fn result(&self) -> CallToolResult {
        let query = match self {
            Refusal::Library(Error::Query(query)) => Some(query),
            _ => None,
        };
        let message = self.message();
        let mut result = CallToolResult::error(vec![ContentBlock::text(message.clone())]);
        let mut json = Vec::new();
        if problem(&mut json, self.status(), &message, query).is_ok() {
            result.structured_content = serde_json::from_slice(&json).ok();
        }
        result
    }

    /// What everything but a tool answers with.
    pub fn error(&self) -> ErrorData {
        let data = Some(serde_json::json!({ "status": self.status() }));
        match self.status() {
            404 => ErrorData::resource_not_found(self.message(), data),
            400 => ErrorData::invalid_params(self.message(), data),
            _ => ErrorData::internal_error(self.message(), data),
        }
    }
}
