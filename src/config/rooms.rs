//! From the configuration to the limits of each room.

use std::path::Path;
use std::time::Duration;

use thiserror::Error;

use super::Config;
use crate::api::limits::{ApiLimits, ClientVersion};
use crate::domain::geo::{InvalidPoint, Point};
use crate::engine::EngineLimits;
use crate::journal::segment::{InvalidLimits, Limits as JournalLimits};
use crate::policy::source::PolicySource;
use crate::policy::zones::Bounds;
use crate::policy::{Policy, faults::Faults};
use crate::runtime::heads::HeadSettings;
use crate::runtime::sequencer::SequencerLimits;
use crate::runtime::settings::RuntimeSettings;
use crate::tracker::area::{InvalidRectangle, Rectangle};
use crate::tracker::limits::{InvalidTrackerLimits, TrackerLimits, TrackerSettings};
use crate::tracks::log::{InvalidTrackLimits, TrackLimits, TrackSettings};

/// Why the rooms cannot be set up by a configuration that has no fault of its own.
#[derive(Debug, Error)]
pub enum InvalidRooms {
    /// The policy has faults.
    #[error("{0}")]
    Policy(#[from] Faults),
    /// The journal's limits.
    #[error(transparent)]
    Journal(#[from] InvalidLimits),
    /// The tracker's limits.
    #[error(transparent)]
    Tracker(#[from] InvalidTrackerLimits),
    /// The service area.
    #[error("invalid service area: {0}")]
    Area(#[from] InvalidRectangle),
    /// A corner of the service area.
    #[error("invalid service area: {0}")]
    Corner(#[from] InvalidPoint),
    /// The track log's limits.
    #[error(transparent)]
    Tracks(#[from] InvalidTrackLimits),
}

/// How often gauges of the state are refreshed.
const GAUGE_INTERVAL: Duration = Duration::from_secs(5);

/// How many fixes may wait for the track log: a busy city's second, thirty times over.
const TRACK_BUFFER_FIXES: usize = 400_000;

impl Config {
    /// What a daemon on this data folder is started with.
    ///
    /// # Errors
    /// When the policy has faults or a room refuses its limits.
    pub fn runtime(&self, data: &Path, policy: PolicySource) -> Result<RuntimeSettings, InvalidRooms> {
        let bounds = Policy::parse(&policy)?.zones().bounds();
        Ok(RuntimeSettings {
            city: self.city.id.clone(),
            data: data.to_owned(),
            policy,
            engine: self.engine(),
            sequencer: SequencerLimits::default(),
            journal: JournalLimits::new(self.journal.segment_bytes, self.journal.group_bytes_max)?,
            tracker: self.tracker(bounds)?,
            tracks: TrackLimits::new(TrackSettings {
                retention_days: self.tracks.retention_days,
                file_bytes_max: self.tracks.file_bytes_max,
                block_rows_max: self.tracks.block_rows_max,
            })?,
            retention: self.retention,
            inbox_max: self.sequencer.queue_max,
            commit_group_commands_max: self.sequencer.commit_group_commands_max,
            commit_group_other_commands_max: self.sequencer.commit_group_other_commands_max,
            disk: self.disk,
            commit_groups_in_flight_max: self.journal.commit_groups_in_flight_max,
            snapshot_every_entries: self.journal.snapshot_every_events,
            feed_ring_entries: self.feed.ring_events,
            track_buffer_fixes: TRACK_BUFFER_FIXES,
            clock_jump_max: self.clock.jump_max,
            board_print_interval: Some(self.board.print_interval),
            heads: HeadSettings {
                file: self.audit.heads_file.clone(),
                key_file: self.audit.key_file.clone(),
                interval: self.audit.head_interval,
            },
            gauge_interval: GAUGE_INTERVAL,
        })
    }

    /// The limits of the rim.
    #[must_use]
    pub fn api(&self) -> ApiLimits {
        let version = self.device.client_version_min;
        ApiLimits {
            connections_max: self.grpc.connections_max,
            first_byte_timeout: self.grpc.first_byte_timeout,
            handshake_timeout: self.tls.handshake_timeout,
            handshakes_in_flight_max: self.tls.handshakes_in_flight_max,
            send_timeout: self.grpc.unread_timeout,
            streams_per_connection_max: self.grpc.streams_per_connection_max,
            watchers_max: self.feed.watchers_max,
            page_size_max: self.grpc.page_size_max,
            message_bytes_max: self.grpc.message_bytes_max,
            keepalive_interval: self.grpc.keepalive_interval,
            keepalive_timeout: self.grpc.keepalive_timeout,
            deadline: self.grpc.deadline,
            heartbeat_interval: self.feed.heartbeat,
            position_interval_min: self.feed.position_interval_min,
            order_resend_interval: self.device.order_resend,
            report_interval_parked: self.device.report_interval_parked,
            report_interval_on_duty: self.device.report_interval_on_duty,
            report_interval_under_way: self.device.report_interval_under_way,
            overload: self.overload.0.clone(),
            client_version_min: ClientVersion([version.major, version.minor, version.patch]),
            ..ApiLimits::default()
        }
    }

    /// The limits of the engine.
    #[must_use]
    pub fn engine(&self) -> EngineLimits {
        EngineLimits {
            requests_keep: self.requests.keep,
            requests_max: self.requests.keep_max,
            submit_window: self.requests.submit_window,
            explanation_units_max: self.explanation.units_max,
            order_deliver: self.device.order_deliver,
            order_expiry: self.device.order_expiry,
            alarms_per_cause_max: self.alarms.per_cause_max,
            ..EngineLimits::default()
        }
    }

    fn tracker(&self, bounds: Option<Bounds>) -> Result<TrackerLimits, InvalidRooms> {
        let service_area = bounds.map(|bounds| widen(bounds, self.tracker.service_area_margin_m)).transpose()?;
        #[expect(clippy::cast_possible_truncation, reason = "a limit of some hundred metres")]
        let accuracy_max_m = self.tracker.fix_accuracy_max_m as f32;
        Ok(TrackerLimits::new(TrackerSettings {
            fix_age_max_ms: u64::try_from(self.tracker.fix_age_max.as_millis()).unwrap_or(u64::MAX),
            speed_max_mps: Some(self.tracker.fix_speed_max_mps),
            accuracy_max_m: Some(accuracy_max_m),
            service_area,
            cell_size_m: self.tracker.cell_size_m,
            units_max: self.tracker.units_max,
        })?)
    }
}

/// A rectangle around the zones, wider by so many metres on each side.
fn widen(bounds: Bounds, margin_m: f64) -> Result<Rectangle, InvalidRooms> {
    const METRES_PER_DEGREE: f64 = 111_195.0;
    let (south_west, north_east) = (bounds.south_west, bounds.north_east);
    let latitude_deg = margin_m / METRES_PER_DEGREE;
    let narrowest = south_west.latitude_deg().abs().max(north_east.latitude_deg().abs()).to_radians().cos();
    let longitude_deg = latitude_deg / narrowest.max(0.01);
    let corner = |at: Point, sign: f64| {
        let latitude = (at.latitude_deg() + sign * latitude_deg).clamp(-90.0, 90.0);
        Point::new(latitude, (at.longitude_deg() + sign * longitude_deg).clamp(-180.0, 180.0))
    };
    Ok(Rectangle::new(corner(south_west, -1.0)?, corner(north_east, 1.0)?)?)
}
