//! The end of a panic. Every panic is a mistake in the program, except for those on damaged files, which the library
//! turns into errors: so nothing is said when one begins, only when it has come to the end of the program.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

/// Where the last panic began and what it said.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs the program; `None` when it panicked, which has then been said.
pub fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    panic::set_hook(Box::new(|info| *LAST.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string()));
    // Nothing of what the panic left half done is used again: the program ends.
    let done = panic::catch_unwind(AssertUnwindSafe(run)).ok();
    if done.is_none() {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        let version = env!("CARGO_PKG_VERSION");
        let text = format!(
            "error: a mistake in duizhao {version} itself; the index is as it was\n  {}\n  \
             please report it with the command that led to it\n",
            last.replace('\n', "\n  ")
        );
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
    done
}
