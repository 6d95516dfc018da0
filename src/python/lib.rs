//! The Python module: an index and what can be asked of it, as Python has things. Sees only the public API of the
//! library. Work is done without Python's lock; texts become Python's when they are looked at.

mod align;
mod check;
mod concordance;
mod counterpart;
mod documents;
mod errors;
mod index;
mod options;
mod passages;
mod results;
mod table;
mod terms;

use pyo3::prelude::*;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    errors::add(module)?;
    module.add_class::<index::Index>()?;
    module.add_class::<results::Results>()?;
    module.add_class::<results::Hit>()?;
    module.add_class::<results::Mark>()?;
    module.add_class::<passages::Passage>()?;
    module.add_class::<passages::Passages>()?;
    module.add_class::<counterpart::Match>()?;
    module.add_class::<terms::Terms>()?;
    module.add_class::<terms::Rendering>()?;
    module.add_class::<concordance::Concordance>()?;
    module.add_class::<concordance::Line>()?;
    module.add_class::<check::Check>()?;
    module.add_class::<check::Finding>()?;
    module.add_class::<documents::Document>()?;
    module.add_class::<align::Link>()?;
    module.add_function(wrap_pyfunction!(align::align, module)?)
}
