//! The web page and the API, asked over a real socket: every path, status and header, hostile input, a walk over every
//! link; and in a real browser, where there is one.

mod adding;
mod browser;
pub mod client;
mod clients;
mod command;
mod crawl;
mod idle;
mod languages;
mod operations;
mod requests;
mod service;
mod site;
mod webdriver;
