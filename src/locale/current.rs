//! The language that is spoken now: that of the process, or of the answer that is being made on this thread.

use super::Locale;
use std::cell::Cell;
use std::sync::OnceLock;

static OF_THE_PROCESS: OnceLock<Locale> = OnceLock::new();

thread_local! {
    static OF_THE_THREAD: Cell<Option<Locale>> = const { Cell::new(None) };
}

/// The language that is spoken on this thread.
pub fn current() -> Locale {
    OF_THE_THREAD.get().or_else(|| OF_THE_PROCESS.get().copied()).unwrap_or_default()
}

/// The language of the process, as a person chose it; only the first choice counts.
pub fn set_default(locale: Locale) {
    let _ = OF_THE_PROCESS.set(locale);
}

/// Works in a language, on this thread only.
pub fn within<T>(locale: Locale, work: impl FnOnce() -> T) -> T {
    /// Puts the language back, also when the work panics.
    struct Before(Option<Locale>);
    impl Drop for Before {
        fn drop(&mut self) {
            OF_THE_THREAD.set(self.0);
        }
    }
    let _before = Before(OF_THE_THREAD.replace(Some(locale)));
    work()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_lasts_as_long_as_its_work() {
        let inside = within(Locale::Hant, || (within(Locale::Hans, current), current()));
        assert_eq!(inside, (Locale::Hans, Locale::Hant));
        assert!(std::panic::catch_unwind(|| within(Locale::Hant, || panic!("on purpose"))).is_err());
        assert_eq!(current(), Locale::En);
    }
}
