//! The web page and the API, asked over a real socket: every path, status and header, hostile input, a walk over every
//! link; and in a real browser, where there is one.

#[path = "serve/browser.rs"]
mod browser;
#[path = "serve/client.rs"]
mod client;
#[path = "serve/command.rs"]
mod command;
#[path = "serve/crawl.rs"]
mod crawl;
#[path = "serve/idle.rs"]
mod idle;
#[path = "serve/requests.rs"]
mod requests;
#[path = "serve/site.rs"]
mod site;
#[path = "serve/webdriver.rs"]
mod webdriver;
