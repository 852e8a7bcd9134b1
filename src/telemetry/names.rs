//! Every metric's name, unit and meaning, in one table. Labels come from closed enums only, never from ids.

use metrics::Unit;

/// How long commands waited for the sequencer.
pub const COMMAND_QUEUE: &str = "patrold_command_queue_seconds";
/// Commands that wait for the sequencer, by class.
pub const COMMANDS_WAITING: &str = "patrold_commands_waiting";
/// What was turned away for want of room, by class and reason.
pub const SHED: &str = "patrold_shed_total";
/// What is done since the disk fills up: 0 nothing, 1 the desk is warned, 2 only levels 1 and 2 are taken.
pub const DISK_STATE: &str = "patrold_disk_state";
/// How long the steps took in which commands were decided, by class.
pub const COMMAND_DECIDE: &str = "patrold_command_decide_seconds";
/// How long decided commands waited until they were durable and answered, by class.
pub const COMMAND_SYNC: &str = "patrold_command_sync_seconds";
/// How long a commit took, from its first append to the end of its sync.
pub const COMMIT: &str = "patrold_commit_seconds";
/// Commands by outcome.
pub const COMMANDS: &str = "patrold_commands_total";
/// How many entries one sync made durable.
pub const COMMIT_ENTRIES: &str = "patrold_commit_entries";
/// Entries written.
pub const JOURNAL_ENTRIES: &str = "patrold_journal_entries_total";
/// The newest durable sequence.
pub const JOURNAL_SEQUENCE: &str = "patrold_journal_sequence";
/// Bytes in the folder of the journal.
pub const JOURNAL_BYTES: &str = "patrold_journal_bytes";
/// Bytes free on the journal's disk.
pub const DISK_FREE: &str = "patrold_disk_free_bytes";
/// Units by tier and state.
pub const UNITS: &str = "patrold_units";
/// Incidents in memory by level and state.
pub const INCIDENTS: &str = "patrold_incidents";
/// Age of the oldest waiting incident by level.
pub const OLDEST_WAITING: &str = "patrold_oldest_waiting_seconds";
/// Fixes by the tracker's verdict.
pub const FIXES: &str = "patrold_fixes_total";
/// Fixes that the track log lost since its buffer was full.
pub const TRACK_FIXES_LOST: &str = "patrold_track_fixes_lost_total";
/// Open watch streams.
pub const WATCHERS: &str = "patrold_watchers";
/// Watchers that were told to list again.
pub const RESYNCS: &str = "patrold_resyncs_total";
/// Open device streams.
pub const DEVICE_STREAMS: &str = "patrold_device_streams";
/// Open connections.
pub const CONNECTIONS: &str = "patrold_connections";
/// Connections that were refused, by reason.
pub const CONNECTIONS_REFUSED: &str = "patrold_connections_refused_total";
/// Calls of whoever was not admitted, by reason.
pub const UNAUTHENTICATED: &str = "patrold_unauthenticated_total";
/// Streams and connections that ended since what they rested on was gone, by reason.
pub const WITHDRAWN: &str = "patrold_withdrawn_total";
/// Readings of the files behind the door, by outcome.
pub const ACCESS_RELOADS: &str = "patrold_access_reloads_total";
/// By how much the wall clock is ahead of engine time.
pub const CLOCK_SKEW: &str = "patrold_clock_skew_seconds";
/// Snapshots by outcome.
pub const SNAPSHOTS: &str = "patrold_snapshots_total";
/// Signed heads by outcome.
pub const HEAD_EXPORTS: &str = "patrold_head_exports_total";
/// The newest sequence that an exported signed head vouches for.
pub const HEAD_SEQUENCE: &str = "patrold_head_sequence";
/// Refusals of the rim that were counted on the record instead of written one by one.
pub const REFUSALS_LEFT_OUT: &str = "patrold_refusals_left_out_total";
/// The newest sequence that the records hold.
pub const RECORDS_SEQUENCE: &str = "patrold_records_sequence";

/// What kind of metric it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// A distribution.
    Histogram,
}

/// The table: name, kind, unit, help.
pub const TABLE: [(&str, Kind, Unit, &str); 32] = [
    (COMMAND_QUEUE, Kind::Histogram, Unit::Seconds, "time that commands waited for the sequencer"),
    (COMMANDS_WAITING, Kind::Gauge, Unit::Count, "commands that wait for the sequencer"),
    (SHED, Kind::Counter, Unit::Count, "what was turned away for want of room"),
    (COMMAND_DECIDE, Kind::Histogram, Unit::Seconds, "duration of the steps that commands were decided in"),
    (COMMAND_SYNC, Kind::Histogram, Unit::Seconds, "time from a decision until it was durable and answered"),
    (COMMIT, Kind::Histogram, Unit::Seconds, "duration of a commit, from its first append to the end of its sync"),
    (COMMANDS, Kind::Counter, Unit::Count, "commands by outcome"),
    (COMMIT_ENTRIES, Kind::Histogram, Unit::Count, "entries that one sync made durable"),
    (JOURNAL_ENTRIES, Kind::Counter, Unit::Count, "entries written"),
    (JOURNAL_SEQUENCE, Kind::Gauge, Unit::Count, "newest durable sequence"),
    (JOURNAL_BYTES, Kind::Gauge, Unit::Bytes, "size of the journal's folder"),
    (DISK_FREE, Kind::Gauge, Unit::Bytes, "bytes free on the journal's disk"),
    (DISK_STATE, Kind::Gauge, Unit::Count, "0 enough room, 1 the desk is warned, 2 only levels 1 and 2 are taken"),
    (UNITS, Kind::Gauge, Unit::Count, "units by tier and state"),
    (INCIDENTS, Kind::Gauge, Unit::Count, "incidents in memory by level and state"),
    (OLDEST_WAITING, Kind::Gauge, Unit::Seconds, "age of the oldest waiting incident by level"),
    (FIXES, Kind::Counter, Unit::Count, "fixes by verdict"),
    (TRACK_FIXES_LOST, Kind::Counter, Unit::Count, "fixes that the track log lost since its buffer was full"),
    (WATCHERS, Kind::Gauge, Unit::Count, "open watch streams"),
    (RESYNCS, Kind::Counter, Unit::Count, "watchers that were told to list again"),
    (DEVICE_STREAMS, Kind::Gauge, Unit::Count, "open device streams"),
    (CONNECTIONS, Kind::Gauge, Unit::Count, "open connections"),
    (CONNECTIONS_REFUSED, Kind::Counter, Unit::Count, "refused connections by reason"),
    (UNAUTHENTICATED, Kind::Counter, Unit::Count, "calls of whoever was not admitted, by reason"),
    (WITHDRAWN, Kind::Counter, Unit::Count, "streams and connections that ended since their credential was gone"),
    (ACCESS_RELOADS, Kind::Counter, Unit::Count, "readings of the files behind the door by outcome"),
    (CLOCK_SKEW, Kind::Gauge, Unit::Seconds, "wall clock less engine time"),
    (SNAPSHOTS, Kind::Counter, Unit::Count, "snapshots by outcome"),
    (HEAD_EXPORTS, Kind::Counter, Unit::Count, "exports of signed heads by outcome"),
    (HEAD_SEQUENCE, Kind::Gauge, Unit::Count, "newest sequence that an exported signed head vouches for"),
    (REFUSALS_LEFT_OUT, Kind::Counter, Unit::Count, "refusals counted on the record instead of written one by one"),
    (RECORDS_SEQUENCE, Kind::Gauge, Unit::Count, "newest sequence that the records hold"),
];

/// Tells the recorder every name, unit and meaning.
pub fn describe() {
    for (name, kind, unit, help) in TABLE {
        match kind {
            Kind::Counter => metrics::describe_counter!(name, unit, help),
            Kind::Gauge => metrics::describe_gauge!(name, unit, help),
            Kind::Histogram => metrics::describe_histogram!(name, unit, help),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_counters_say_total() {
        let names: std::collections::BTreeSet<_> = TABLE.iter().map(|(name, ..)| name).collect();
        assert_eq!(names.len(), TABLE.len());
        for (name, kind, _, help) in TABLE {
            assert_eq!(kind == Kind::Counter, name.ends_with("_total"), "{name}");
            assert!(name.starts_with("patrold_") && !help.ends_with('.'), "{name}");
        }
    }
}
