//! The web page and the HTTP API: the same answers as the command line, for a browser and for programs on this
//! machine. Every page has its content as JSON under `/api`.
//!
//! A request goes through `guard` (host, method, size), is read into a request by the `parameters` of its
//! path, and is answered off the reactor by a bounded number of `work`ers over the index that is `live` at that moment.
//! Each of the `clients` has so many at once; `metrics` count them all, and `service` tells who runs the server.
//!
//! Architecture invariant: nothing is fetched from elsewhere, by the server or by the page; no page needs a script.

mod adding;
mod answer;
mod api;
mod clients;
mod encoding;
mod exports;
mod findings;
mod guard;
mod language;
mod metrics;
mod mounted;
mod openapi;
mod original;
mod pages;
mod parameters;
mod paths;
mod places;
mod problem;
mod readiness;
mod refusal;
mod requests;
mod route;
mod routes;
mod server;
mod service;
mod site;
mod stages;
mod stream;
mod uploads;
mod work;

pub use adding::Adding;
pub use routes::served_paths;
pub use server::{Server, ServerOptions, interrupted};
pub use uploads::{Added, Upload};
