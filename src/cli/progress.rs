//! How far the work is, on one line of the terminal that is drawn over itself.

use crate::terminal::{Terminal, plain};
use duizhao::Progress;
use duizhao::locale::say;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing.
const DELAY: Duration = Duration::from_millis(300);
/// Most drawings in a second.
const RATE: u8 = 10;

/// The line where only the work at hand is known.
const UNMEASURED: &str = "{wide_msg}";
/// The line where it is known how much there is to do.
const MEASURED: &str = "{bar:20} {percent} %, {decimal_bytes_per_sec}, {left}  {wide_msg}";

/// Shows progress where there is a terminal, and nothing elsewhere.
#[derive(Debug)]
pub struct ProgressLine {
    bar: ProgressBar,
    /// Whether the line will be drawn and is not yet.
    waiting: Cell<bool>,
    start: Instant,
    /// Which document is read.
    document: RefCell<String>,
}

impl ProgressLine {
    pub fn new(terminal: &Terminal) -> Self {
        ProgressLine {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
                .with_style(style(UNMEASURED))
                .with_finish(ProgressFinish::AndClear),
            waiting: Cell::new(terminal.shows_progress()),
            start: Instant::now(),
            document: RefCell::default(),
        }
    }

    /// How many units have been written.
    pub fn units(&self, count: u64) {
        self.tell(&format!("{count} units, {:.0} a second", self.rate(count)));
    }

    /// Takes the line away.
    pub fn clear(&self) {
        self.waiting.set(false);
        self.bar.finish_and_clear();
    }

    fn tell(&self, text: &str) {
        if self.waiting.get() && self.start.elapsed() >= DELAY {
            self.waiting.set(false);
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(RATE));
        }
        // Names of files are chosen by others.
        self.bar.set_message(plain(text));
    }

    /// How many in a second, since the work began.
    fn rate(&self, count: u64) -> f64 {
        count as f64 / self.start.elapsed().as_secs_f64().max(0.001)
    }
}

impl Progress for ProgressLine {
    fn document(&self, done: usize, total: usize, name: &str) {
        *self.document.borrow_mut() = format!("{}/{total} {name}", done + 1);
        self.tell(&format!("reading {}", self.document.borrow()));
    }

    fn passages(&self, count: u64) {
        let document = self.document.borrow();
        self.tell(&format!("{document}: {count} passages, {:.0} a second", self.rate(count)));
    }

    fn bytes(&self, done: u64, total: u64) {
        if done == 0 || total == 0 {
            return;
        }
        if self.bar.length() != Some(total) {
            self.bar.set_style(style(&MEASURED.replace("{left}", say("{eta} left"))));
            self.bar.set_length(total);
        }
        self.bar.set_position(done);
    }

    fn aligning(&self, documents: usize) {
        let what = if documents == 1 { "document" } else { "documents" };
        self.tell(&format!("aligning {documents} {what}"));
    }
}

/// A template is one of ours; the test below reads both.
fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("━─")
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::TermLike;
    use std::io;
    use std::sync::{Arc, Mutex};

    /// A terminal of 60 columns that keeps what is written to it.
    #[derive(Clone, Debug, Default)]
    struct Paper(Arc<Mutex<String>>);

    impl Paper {
        fn write(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }

        fn take(&self) -> String {
            std::mem::take(&mut self.0.lock().unwrap())
        }
    }

    impl TermLike for Paper {
        fn width(&self) -> u16 {
            60
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.write(text)
        }
        fn clear_line(&self) -> io::Result<()> {
            self.write("\n")
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn share_rate_and_time_left_are_told_in_the_columns_that_there_are() {
        let paper = Paper::default();
        let line = ProgressLine::new(&Terminal::new(crate::args::When::Never, true));
        line.bar.set_draw_target(ProgressDrawTarget::term_like(Box::new(paper.clone())));
        line.document(2, 9, "報告\u{1b}[31m.txt");
        assert!(paper.take().contains("reading 3/9 報告�[31m.txt"));
        line.bytes(250_000, 1_000_000);
        line.passages(1200);
        line.bar.force_draw();
        let said = paper.take();
        let said = said.lines().last().unwrap_or_default();
        assert!(said.contains("━━━━━───────────────") && said.contains("25 %"), "{said}");
        assert!(said.contains("/s, ") && said.contains(" left  3/9 報告"), "{said}");
        assert!(duizhao::render::display_width(said.trim_end()) <= 60, "{said}");
        line.clear();
    }

    #[test]
    fn nothing_is_drawn_where_nobody_looks() {
        let line = ProgressLine::new(&Terminal::new(crate::args::When::Never, true));
        line.document(0, 1, "a.txt");
        assert!(line.bar.is_hidden() && !line.waiting.get());
    }
}
