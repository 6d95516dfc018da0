//! The server for assistants, asked by the SDK's own client over a real index; by 10,000 messages that are malformed; over
//! HTTP; and as the command that an assistant starts.

mod command;
#[cfg(unix)]
mod http;
mod malformed;
mod pages;
mod papers;
mod session;
