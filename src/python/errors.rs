//! Errors as Python has them, all of one family.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(duizhao, Error, PyException, "What duizhao could not do, and the way out.");
create_exception!(
    duizhao,
    QueryError,
    Error,
    "A query that cannot be read: `at` code points before the place, `nearest` the nearest query that can, or None."
);
create_exception!(duizhao, NotFoundError, Error, "No document, section, passage or sentence of that name.");
create_exception!(duizhao, FileError, Error, "A file or folder that could not be read or written.");
create_exception!(duizhao, UsageError, Error, "Arguments that do not go together, or a text that is no id.");

pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("Error", py.get_type::<Error>())?;
    module.add("QueryError", py.get_type::<QueryError>())?;
    module.add("NotFoundError", py.get_type::<NotFoundError>())?;
    module.add("FileError", py.get_type::<FileError>())?;
    module.add("UsageError", py.get_type::<UsageError>())
}

/// What the library says, as what is raised.
pub fn raised(error: duizhao::Error) -> PyErr {
    let message = error.to_string();
    match error {
        duizhao::Error::Query(query) => {
            let raised = QueryError::new_err(message);
            Python::attach(|py| {
                let value = raised.value(py);
                value.setattr("at", query.at).and_then(|()| value.setattr("nearest", &query.nearest))
            })
            .map_or_else(|other| other, |()| raised)
        }
        duizhao::Error::NotFound { .. } => NotFoundError::new_err(message),
        duizhao::Error::File { .. } => FileError::new_err(message),
        duizhao::Error::Usage(_) | duizhao::Error::Id(_) => UsageError::new_err(message),
        _ => Error::new_err(message),
    }
}
