//! What goes on, on standard error: a moving line on a terminal, nothing elsewhere and nothing under `-q`.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::Duration;

/// A counter of reports, or of nothing where it is not wanted.
pub struct Progress(ProgressBar);

impl Progress {
    /// Starts one; `total` where it is known.
    pub fn new(quiet: bool, doing: &'static str, total: Option<usize>) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total as u64), "{msg} [{bar:30}] {pos}/{len} reports, {per_sec}"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg} {pos} reports, {per_sec}"),
        };
        bar.set_message(doing);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress(bar)
    }

    /// So many more are done.
    pub fn more(&self, reports: usize) {
        self.0.inc(reports as u64);
    }

    /// Takes the line away.
    pub fn end(self) {
        self.0.finish_and_clear();
    }
}

/// A message for whoever watches.
pub fn say(quiet: bool, message: &str) {
    if !quiet {
        warn(message);
    }
}

/// What must be said even under `-q`. Nobody may be there to hear it: a closed standard error is no reason to fail,
/// and `eprintln!` would panic.
pub fn warn(message: &str) {
    let _ = writeln!(std::io::stderr(), "{message}");
}
