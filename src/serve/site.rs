//! What every request sees.

use super::work::Workers;
use crate::search::Live;

pub(super) struct Site {
    pub live: Live,
    pub workers: Workers,
    /// The name that the server was given, where it was no address.
    pub name: Option<String>,
}
