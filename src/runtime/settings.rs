//! What a daemon is started with.

use std::path::PathBuf;
use std::time::Duration;

use super::class::PerClass;
use super::disk::DiskLimits;
use super::heads::HeadSettings;
use super::inbox::InboxLimits;
use super::sequencer::SequencerLimits;
use crate::domain::erasure::Retention;
use crate::domain::ids::CityId;
use crate::domain::time::EngineTime;
use crate::engine::EngineLimits;
use crate::journal::segment::Limits as JournalLimits;
use crate::policy::source::PolicySource;
use crate::tracker::limits::TrackerLimits;
use crate::tracks::log::TrackLimits;

/// Checked settings; the configuration builds them.
#[derive(Clone, Debug)]
pub struct RuntimeSettings {
    /// Whose record it is.
    pub city: CityId,
    /// The folder that holds everything.
    pub data: PathBuf,
    /// The policy for a record that has none yet; later differences are only warned of.
    pub policy: PolicySource,
    /// The engine's limits.
    pub engine: EngineLimits,
    /// The sequencer's limits.
    pub sequencer: SequencerLimits,
    /// The journal's limits.
    pub journal: JournalLimits,
    /// The tracker's limits.
    pub tracker: TrackerLimits,
    /// The track log's limits.
    pub tracks: TrackLimits,
    /// How many commands of each class may wait for the sequencer.
    /// How long personal data is kept.
    pub retention: Retention,
    /// How many commands may wait for the sequencer.
    pub inbox_max: usize,
    /// How many commands one step takes.
    pub commit_group_commands_max: usize,
    /// How many of them may be other than level 1.
    pub commit_group_other_commands_max: usize,
    /// What is done when the disk fills up.
    pub disk: DiskLimits,
    /// By how many groups the sequencer may lead the disk.
    pub commit_groups_in_flight_max: usize,
    /// After how many entries a snapshot is made.
    pub snapshot_every_entries: u64,
    /// How many changes the feed keeps.
    pub feed_ring_entries: usize,
    /// How many fixes may wait for the track log.
    pub track_buffer_fixes: usize,
    /// How far the wall clock may stand from the last record at a start.
    pub clock_jump_max: Duration,
    /// How often the printable board is written; none for never.
    pub board_print_interval: Option<Duration>,
    /// Where signed heads of the record go.
    pub heads: HeadSettings,
    /// How often metrics of the state are refreshed.
    pub gauge_interval: Duration,
}

/// How many of the daemon's own commands may wait; they keep a place of their own.
const OWN_WAITING_MAX: usize = 256;

impl RuntimeSettings {
    /// The limits of the inbox.
    #[must_use]
    pub fn inbox(&self) -> InboxLimits {
        let max = self.inbox_max.max(1);
        InboxLimits {
            waiting_max: PerClass { level_one: max, own: OWN_WAITING_MAX, other: max, link: max },
            step_max: self.commit_group_commands_max.max(1),
            step_other_max: self.commit_group_other_commands_max.clamp(1, self.commit_group_commands_max.max(1)),
        }
    }
}

/// Which clock a daemon runs on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClockChoice {
    /// The machine's.
    System {
        /// Whether a start is allowed though the wall clock stands far from the last record.
        accept_jump: bool,
    },
    /// A running clock of its own, for demonstrations.
    Running {
        /// The time that it starts at.
        start: EngineTime,
        /// How many times as fast as the machine's.
        speed: f64,
    },
    /// A clock that stands still until it is told, for replays of recorded movement.
    Manual {
        /// The time that it starts at.
        start: EngineTime,
    },
}
