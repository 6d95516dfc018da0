//! What every request sees.

use super::clients::Clients;
use super::metrics::Metrics;
use super::readiness::Readiness;
use super::work::Workers;
use crate::search::Live;
use std::sync::Arc;

pub(super) struct Site {
    pub live: Live,
    pub workers: Workers,
    pub clients: Arc<Clients>,
    pub metrics: Metrics,
    pub readiness: Readiness,
    /// The names that it is reached under, besides addresses.
    pub names: Vec<String>,
}
