//! The web page and the HTTP API: the same answers as the command line, for a browser and for programs on this
//! machine. Every page has its content as JSON under `/api`.
//!
//! A request goes through `guard` (host, method, size), is read by `asked`, and is answered off the reactor by a
//! bounded number of `work`ers over the index that is `live` at that moment.
//!
//! Architecture invariant: nothing is fetched from elsewhere, by the server or by the page; no page needs a script.

mod answer;
mod api;
mod asked;
mod checked;
mod guard;
mod live;
mod pages;
mod places;
mod problem;
mod routes;
mod server;
mod work;

pub use routes::paths;
pub use server::{Options, Server, interrupted};
