//! Where the time of a command goes: what the daemon's own metrics say of a phase, beside what its clients saw.
//!
//! Only means are compared: they add up, which quantiles do not. What the daemon does not count (the network, the
//! transport, protobuf, sealing, waking up) is what is left.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::report::Fact;
use crate::cli::failure::Failure;
use crate::runtime::class::Class;
use crate::telemetry::names::{COMMAND_DECIDE, COMMAND_QUEUE, COMMAND_SYNC, COMMIT_ENTRIES};

/// How long the daemon may take to tell its metrics.
const TELLS_WITHIN: Duration = Duration::from_secs(10);

/// Classes of commands that no desk waits for.
const UNAWAITED: [Class; 2] = [Class::Own, Class::Link];

/// What a histogram has counted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sum {
    sum: f64,
    count: f64,
}

impl Sum {
    /// The histogram of a name in what Prometheus would read: all its labels together, but for the classes that no desk
    /// waits for.
    fn of(name: &str, text: &str) -> Self {
        let total = |suffix: &str| {
            let lines = text.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(suffix));
            let whole = lines.filter(|rest| rest.starts_with(['{', ' ']));
            let awaited =
                whole.filter(|rest| !UNAWAITED.iter().any(|class| rest.contains(&format!("\"{}\"", class.as_str()))));
            awaited.filter_map(|rest| rest.rsplit(' ').next()?.parse::<f64>().ok()).sum()
        };
        Self { sum: total("_sum"), count: total("_count") }
    }

    fn mean_since(self, earlier: Self) -> f64 {
        (self.sum - earlier.sum) / (self.count - earlier.count).max(1.0)
    }
}

/// What the daemon's metrics said at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stages {
    queue: Sum,
    decide: Sum,
    sync: Sum,
    entries: Sum,
}

impl Stages {
    /// Looks now.
    ///
    /// # Errors
    /// When the daemon does not tell.
    pub(super) fn look(address: SocketAddr) -> Result<Self, Failure> {
        let mut line = TcpStream::connect(address)?;
        line.set_read_timeout(Some(TELLS_WITHIN))?;
        line.write_all(b"GET /metrics HTTP/1.0\r\n\r\n")?;
        let mut text = String::new();
        line.read_to_string(&mut text)?;
        Ok(Self::read(&text))
    }

    fn read(text: &str) -> Self {
        let of = |name| Sum::of(name, text);
        let (queue, decide) = (of(COMMAND_QUEUE), of(COMMAND_DECIDE));
        Self { queue, decide, sync: of(COMMAND_SYNC), entries: of(COMMIT_ENTRIES) }
    }

    /// The split of what clients saw since an earlier look, for commands that took them so long on average.
    pub(super) fn split(self, earlier: Self, seen_ms: f64) -> Vec<Fact> {
        let ms = |now: Sum, before: Sum| now.mean_since(before) * 1_000.0;
        let queue = ms(self.queue, earlier.queue);
        let (decide, sync) = (ms(self.decide, earlier.decide), ms(self.sync, earlier.sync));
        let rest = (seen_ms - queue - decide - sync).max(0.0);
        vec![
            Fact::new("a report, as its desk sees it, on average", seen_ms, "ms"),
            Fact::new("... waits for its turn", queue, "ms"),
            Fact::new("... is decided, with those of its step", decide, "ms"),
            Fact::new("... is written and synced, after those before it", sync, "ms"),
            Fact::new("... network, transport, sealing, waking up: the rest", rest, "ms"),
            Fact::new("entries in a commit", self.entries.mean_since(earlier.entries), ""),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_phase_took_is_what_came_since_its_beginning() {
        let before = "patrold_command_queue_seconds_sum{class=\"level_1\"} 1.5\n\
            patrold_command_queue_seconds_count{class=\"level_1\"} 10\n\
            patrold_command_decide_seconds_sum 1\npatrold_command_decide_seconds_count 10\n";
        let after = "patrold_command_queue_seconds_bucket{class=\"level_1\",le=\"1\"} 12\n\
            patrold_command_queue_seconds_sum{class=\"level_1\"} 1.502\n\
            patrold_command_queue_seconds_count{class=\"level_1\"} 12\n\
            patrold_command_queue_seconds_sum{class=\"other\"} 0.002\n\
            patrold_command_queue_seconds_count{class=\"other\"} 2\n\
            patrold_command_queue_seconds_sum{class=\"link\"} 9\n\
            patrold_command_queue_seconds_count{class=\"link\"} 3\n\
            patrold_command_decide_seconds_sum 1.001\npatrold_command_decide_seconds_count 20\n";
        let facts = Stages::read(after).split(Stages::read(before), 2.0);
        let figures: Vec<_> = facts.iter().map(|fact| (fact.figure * 1_000.0).round() / 1_000.0).collect();
        assert_eq!(figures, [2.0, 1.0, 0.1, 0.0, 0.9, 0.0], "{facts:?}");
    }
}
