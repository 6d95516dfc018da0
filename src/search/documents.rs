//! The documents of the passages that are given, each fetched once.

use super::engine::Engine;
use crate::Result;
use crate::model::DocumentInfo;
use std::collections::HashMap;
use std::sync::Arc;

/// Remembers documents for as long as one answer is put together.
pub(super) struct DocumentCache<'s> {
    engine: &'s dyn Engine,
    known: HashMap<String, Arc<DocumentInfo>>,
}

impl<'s> DocumentCache<'s> {
    pub fn new(engine: &'s dyn Engine) -> Self {
        DocumentCache { engine, known: HashMap::new() }
    }

    pub fn get(&mut self, id: &str) -> Result<Arc<DocumentInfo>> {
        if let Some(known) = self.known.get(id) {
            return Ok(Arc::clone(known));
        }
        let missing = || DocumentInfo { id: id.to_string(), ..DocumentInfo::default() };
        let info = Arc::new(self.engine.document(id)?.unwrap_or_else(missing));
        self.known.insert(id.to_string(), Arc::clone(&info));
        Ok(info)
    }
}
