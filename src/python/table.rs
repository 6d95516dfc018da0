//! Rows with named columns: for pandas, and for a notebook.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

pub enum Cell {
    Text(Option<String>),
    Whole(usize),
    Real(f32),
    Flag(bool),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(Some(text.into()))
    }

    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Cell::Text(text) => text.as_deref().into_bound_py_any(py),
            Cell::Whole(number) => number.into_bound_py_any(py),
            Cell::Real(number) => number.into_bound_py_any(py),
            Cell::Flag(flag) => flag.into_bound_py_any(py),
        }
    }

    fn shown(&self) -> String {
        match self {
            Cell::Text(text) => text.clone().unwrap_or_default(),
            Cell::Whole(number) => number.to_string(),
            Cell::Real(number) => format!("{number:.2}"),
            Cell::Flag(flag) => if *flag { "yes" } else { "" }.into(),
        }
    }
}

pub struct Table {
    pub columns: &'static [&'static str],
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A `pandas.DataFrame`; an `ImportError` where there is no pandas.
    pub fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let columns = PyDict::new(py);
        for (n, name) in self.columns.iter().enumerate() {
            let column = PyList::empty(py);
            for cell in self.rows.iter().filter_map(|row| row.get(n)) {
                column.append(cell.object(py)?)?;
            }
            columns.set_item(name, column)?;
        }
        py.import("pandas")?.getattr("DataFrame")?.call1((columns,))
    }

    /// A table of HTML.
    pub fn html(&self) -> String {
        let row = |cells: Vec<String>, tag: &str| {
            let cell = |text: String| format!("<{tag} style=\"text-align:left\">{}</{tag}>", escaped(&text));
            format!("<tr>{}</tr>\n", cells.into_iter().map(cell).collect::<String>())
        };
        let head = row(self.columns.iter().map(|name| name.to_string()).collect(), "th");
        let rows: String = self.rows.iter().map(|cells| row(cells.iter().map(Cell::shown).collect(), "td")).collect();
        format!("<table>\n{head}{rows}</table>\n")
    }
}

/// A text as HTML has it.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
