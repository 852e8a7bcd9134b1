//! What is shown while the evening goes on: one line a second, or one that is written over on a terminal.

use std::io::{self, Write};
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::shift::Shift;
use super::wall::Shown;

/// The running line.
#[derive(Debug)]
pub(super) struct Progress<W> {
    say: W,
    in_place: bool,
    /// Fixes at the last line.
    fixes: u64,
}

impl<W: Write> Progress<W> {
    /// Lines to `say`; written over each other when `in_place`.
    pub(super) const fn new(say: W, in_place: bool) -> Self {
        Self { say, in_place, fixes: 0 }
    }

    /// Writes the line of a moment, `span` of real time after the last one.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn line(&mut self, shift: &Shift, shown: &Shown, span: Duration) -> io::Result<()> {
        let fixes = shift.counts.fixes.load(Ordering::Relaxed);
        let fresh = fixes.saturating_sub(self.fixes);
        self.fixes = fixes;
        let reports = shift.ledger().reports.len();
        let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
        #[expect(clippy::cast_precision_loss, reason = "some thousands a second")]
        let rate = fresh as f64 / span.as_secs_f64().max(0.001);
        let text = format!(
            "{}  reports {reports:>5}  open {:>4}  waiting {:>3}  units on dispatch {:>4}  positions {rate:>6.0}/s",
            time_of_day(shift.now()),
            count(&shown.open),
            count(&shown.waiting),
            count(&shown.on_dispatch),
        );
        if self.in_place {
            write!(self.say, "\r\x1b[2K{text}")?;
            return self.say.flush();
        }
        writeln!(self.say, "{text}")
    }

    /// Writes the line of an hour of a soak; nothing while the hour goes on.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn hour(&mut self, line: Option<String>) -> io::Result<()> {
        line.map_or(Ok(()), |line| writeln!(self.say, "{line}"))
    }

    /// Ends the line that is written over.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn end(&mut self) -> io::Result<()> {
        if self.in_place { writeln!(self.say, "\n") } else { writeln!(self.say) }
    }
}

/// Hours, minutes and seconds of the day.
pub(super) fn time_of_day(since_midnight: Duration) -> String {
    let seconds = since_midnight.as_secs();
    format!("{:02}:{:02}:{:02}", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
}
