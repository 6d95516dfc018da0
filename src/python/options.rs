//! Words of options, read as every other front reads them.

use crate::errors::UsageError;
use pyo3::PyResult;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a word of an option means; an error names those that there are.
pub fn word<T: DeserializeOwned>(name: &str, word: &str) -> PyResult<T> {
    serde_json::from_value(Value::from(word)).map_err(|error| UsageError::new_err(format!("{name}: {error}")))
}
