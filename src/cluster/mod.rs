//! An index on an OpenSearch cluster: the same passages, terms and queries as an index on this machine, kept and looked up
//! by others. The cluster stores opaque terms and intersects them; it never looks at text, and what language is about is
//! decided before anything is sent.

mod address;
mod answer;
mod bulk;
mod clear;
mod client;
mod connect;
mod credentials;
mod dictionary;
mod document;
mod encryption;
mod engine;
mod lookup;
mod mapping;
mod order;
mod parts;
mod regexp;
mod state;
mod token;
mod verify;
mod view;
mod vocabulary;
mod writer;

pub use address::{Address, is_address};
pub use engine::ClusterEngine;
pub use vocabulary::{Vocabulary, WORDS_PART};
pub use writer::{ClusterWriter, NewPart};
