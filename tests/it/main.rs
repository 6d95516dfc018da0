//! Every integration test, in one program: a change links once.

mod align;
mod architecture;
mod check;
mod clean;
mod cluster;
mod cmd;
mod damaged;
mod documents;
mod exact;
mod export;
mod formats;
mod locale;
mod mcp;
mod number;
mod queries;
mod random;
mod ranking;
mod readme;
mod reports;
mod schema;
mod sentence;
mod serve;
mod soak;
mod statistics;
mod structure;
mod updates;
