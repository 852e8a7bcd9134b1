//! The sections of the configuration, checked. The template says what each key means and which values it may have.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::ids::CityId;
use crate::policy::section::{Section, Toml};

/// The largest span in milliseconds of most settings: ten minutes.
const TEN_MINUTES_MS: u64 = 600_000;
const HOUR_MS: u64 = 3_600_000;
const MIB: u64 = 1 << 20;

/// Where the daemon listens. Beyond loopback gRPC needs TLS and authentication; metrics never leave it.
#[derive(Clone, Debug)]
pub struct Listen {
    /// For gRPC.
    pub grpc: SocketAddr,
    /// For devices and gateways; none when they come in where desks do.
    pub devices: Option<SocketAddr>,
    /// For Prometheus.
    pub metrics: SocketAddr,
}

impl Listen {
    pub(super) fn read(section: &Section<'_>, toml: &Toml<'_>) -> Option<Self> {
        let address = |text: &str| -> Result<SocketAddr, &'static str> {
            text.parse().map_err(|_| "it must be an address and a port such as 127.0.0.1:7443")
        };
        let on_loopback = |text: &str| {
            let address = address(text)?;
            let rule = "metrics are not authenticated, so it must be a loopback address";
            address.ip().is_loopback().then_some(address).ok_or(rule)
        };
        let one_more = |text: &str| if text.is_empty() { Ok(None) } else { address(text).map(Some) };
        let (grpc, devices) = (section.text("grpc", address), section.text("devices", one_more));
        let metrics = section.text("metrics", on_loopback);
        let ((grpc, _), (devices, devices_mark), (metrics, mark)) = (grpc?, devices?, metrics?);
        if let Some(devices) = devices.filter(|devices| *devices == grpc && grpc.port() != 0) {
            toml.fault(
                &devices_mark,
                devices,
                "everybody comes in there: leave it empty, or give devices another address",
            );
        }
        if [Some(grpc), devices].contains(&Some(metrics)) && metrics.port() != 0 {
            toml.fault(&mark, metrics, "gRPC listens there");
        }
        Some(Self { grpc, devices, metrics })
    }
}

/// Which city the daemon serves.
#[derive(Clone, Debug)]
pub struct City {
    /// Its name in the record.
    pub id: CityId,
}

impl City {
    pub(super) fn read(section: &Section<'_>) -> Option<Self> {
        section.text("id", CityId::new).map(|(id, _)| Self { id })
    }
}

/// Where the policy's parts come from.
#[derive(Clone, Debug)]
pub struct PolicyFiles {
    /// The policy file; none for the built-in one.
    pub file: Option<PathBuf>,
    /// The zones.
    pub zones: ZonesFrom,
    /// The gazetteer; none when the operator has none.
    pub gazetteer_file: Option<PathBuf>,
}

/// Where the zones come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZonesFrom {
    /// The demonstration city.
    BuiltIn,
    /// There are none.
    None,
    /// A GeoJSON file.
    File(PathBuf),
}

impl PolicyFiles {
    pub(super) fn read(section: &Section<'_>, toml: &Toml<'_>, folder: &Path) -> Option<Self> {
        let file = path(section, "file", folder);
        let word = section.word("zones", &["built-in", "file", "none"], |word| word);
        let zones_file = section.text("zones_file", |text| Ok::<_, String>(text.to_owned()));
        let gazetteer_file = path(section, "gazetteer_file", folder);
        let (word, (zones_file, mark)) = (word?, zones_file?);
        let zones = match (word, zones_file.is_empty()) {
            ("file", true) => {
                toml.fault(&mark, "nothing", "zones = \"file\" needs the name of a file");
                return None;
            }
            ("file", false) => ZonesFrom::File(folder.join(zones_file)),
            (_, false) => {
                toml.fault(&mark, format!("{zones_file:?}"), format!("zones = {word:?} reads no file"));
                return None;
            }
            ("none", true) => ZonesFrom::None,
            (_, true) => ZonesFrom::BuiltIn,
        };
        let given = |path: PathBuf| (path != folder.join("")).then_some(path);
        Some(Self { file: given(file?), zones, gazetteer_file: given(gazetteer_file?) })
    }
}

/// A path; a relative one starts at the folder of the configuration file.
pub(super) fn path(section: &Section<'_>, key: &'static str, folder: &Path) -> Option<PathBuf> {
    section.text(key, |text| Ok::<_, String>(folder.join(text))).map(|(path, _)| path)
}

/// The record.
#[derive(Clone, Copy, Debug)]
pub struct Journal {
    /// The size of a segment file.
    pub segment_bytes: u64,
    /// The largest commit group in bytes.
    pub group_bytes_max: u32,
    /// How many commit groups may be decided ahead of the disk.
    pub commit_groups_in_flight_max: usize,
    /// After how many events a snapshot is made.
    pub snapshot_every_events: u64,
}

impl Journal {
    pub(super) fn read(section: &Section<'_>, toml: &Toml<'_>) -> Self {
        let segment_bytes = section.integer("segment_bytes", 16 * MIB..=1_024 * MIB);
        let group_bytes_max = section.integer("group_bytes_max", 8 * MIB..=16 * MIB);
        if segment_bytes < group_bytes_max + 8 * MIB {
            toml.fault(
                &section.mark().inner("segment_bytes"),
                segment_bytes,
                format!("with this group_bytes_max it must be at least {}", group_bytes_max + 8 * MIB),
            );
        }
        Self {
            segment_bytes,
            group_bytes_max: u32::try_from(group_bytes_max).unwrap_or(u32::MAX),
            commit_groups_in_flight_max: section.count("commit_groups_in_flight_max", 1..=64),
            snapshot_every_events: section.integer("snapshot_every_events", 1_000..=100_000_000),
        }
    }
}

/// The queue of commands.
#[derive(Clone, Copy, Debug)]
pub struct Sequencer {
    /// How many commands of each class may wait.
    pub queue_max: usize,
    /// How many commands one commit group takes.
    pub commit_group_commands_max: usize,
    /// How many of them may be other than level 1.
    pub commit_group_other_commands_max: usize,
}

impl Sequencer {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            queue_max: section.count("queue_max", 16..=1_000_000),
            commit_group_commands_max: section.count("commit_group_commands_max", 1..=65_536),
            commit_group_other_commands_max: section.count("commit_group_other_commands_max", 1..=65_536),
        }
    }
}

/// What is remembered for retries.
#[derive(Clone, Copy, Debug)]
pub struct Requests {
    /// How long an answer is remembered.
    pub keep: Duration,
    /// How many answers are remembered at most.
    pub keep_max: usize,
    /// How many answers of one Submit session are remembered.
    pub submit_window: usize,
}

impl Requests {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            keep: Duration::from_secs(3_600 * section.integer("keep_h", 24..=720)),
            keep_max: section.count("keep_max", 1_000..=100_000_000),
            submit_window: section.count("submit_window", 16..=65_536),
        }
    }
}

/// The map of units.
#[derive(Clone, Copy, Debug)]
pub struct Tracker {
    /// How old a fix may be and still say where a unit is.
    pub fix_age_max: Duration,
    /// The fastest believable movement, in metres a second.
    pub fix_speed_max_mps: f64,
    /// The largest accuracy circle that is believed, in metres.
    pub fix_accuracy_max_m: f64,
    /// The edge of a search cell in metres.
    pub cell_size_m: f64,
    /// How far beyond the zones the service area reaches, in metres.
    pub service_area_margin_m: f64,
    /// The most units.
    pub units_max: usize,
}

impl Tracker {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            fix_age_max: section.millis("fix_age_max_ms", 1_000..=86_400_000),
            fix_speed_max_mps: section.number("fix_speed_max_mps", 1.0..=1_000.0),
            fix_accuracy_max_m: section.number("fix_accuracy_max_m", 1.0..=100_000.0),
            cell_size_m: section.number("cell_size_m", 10.0..=100_000.0),
            service_area_margin_m: section.number("service_area_margin_m", 0.0..=100_000.0),
            units_max: section.count("units_max", 1..=10_000_000),
        }
    }
}

/// The track log.
#[derive(Clone, Copy, Debug)]
pub struct Tracks {
    /// How many days tracks are kept.
    pub retention_days: u32,
    /// The size at which a new file begins.
    pub file_bytes_max: u64,
    /// The most fixes in a block.
    pub block_rows_max: u32,
}

impl Tracks {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let small = |key, range| u32::try_from(section.integer(key, range)).unwrap_or(u32::MAX);
        Self {
            retention_days: small("retention_days", 1..=3_660),
            file_bytes_max: section.integer("file_bytes_max", MIB..=1 << 40),
            block_rows_max: small("block_rows_max", 1..=262_144),
        }
    }
}

/// The feed to watchers.
#[derive(Clone, Copy, Debug)]
pub struct Feed {
    /// How many past events a watcher can resume from.
    pub ring_events: usize,
    /// How often a watcher hears that it is up to date.
    pub heartbeat: Duration,
    /// The most watchers.
    pub watchers_max: usize,
    /// The shortest interval of positions.
    pub position_interval_min: Duration,
}

impl Feed {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            ring_events: section.count("ring_events", 16..=10_000_000),
            heartbeat: section.millis("heartbeat_ms", 100..=60_000),
            watchers_max: section.count("watchers_max", 1..=100_000),
            position_interval_min: section.millis("position_interval_ms_min", 50..=60_000),
        }
    }
}

/// The gRPC server.
#[derive(Clone, Copy, Debug)]
pub struct Grpc {
    /// The largest message that is accepted.
    pub message_bytes_max: usize,
    /// The most streams on one connection.
    pub streams_per_connection_max: u32,
    /// The most connections.
    pub connections_max: usize,
    /// How often an idle connection is probed.
    pub keepalive_interval: Duration,
    /// How long the answer to a probe may take.
    pub keepalive_timeout: Duration,
    /// How long a unary call may take when the client sets no deadline.
    pub deadline: Duration,
    /// The most entries on a page of a list.
    pub page_size_max: usize,
    /// How long a new connection may stay silent.
    pub first_byte_timeout: Duration,
    /// How long a stream's message or a long answer may lie unread.
    pub unread_timeout: Duration,
}

impl Grpc {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let streams = section.integer("streams_per_connection_max", 1..=10_000);
        Self {
            message_bytes_max: section.count("message_bytes_max", 4_096..=4 << 20),
            streams_per_connection_max: u32::try_from(streams).unwrap_or(u32::MAX),
            connections_max: section.count("connections_max", 1..=1_000_000),
            keepalive_interval: section.millis("keepalive_interval_ms", 1_000..=TEN_MINUTES_MS),
            keepalive_timeout: section.millis("keepalive_timeout_ms", 1_000..=TEN_MINUTES_MS),
            deadline: section.millis("deadline_ms", 100..=TEN_MINUTES_MS),
            page_size_max: section.count("page_size_max", 1..=10_000),
            first_byte_timeout: section.millis("first_byte_timeout_ms", 100..=60_000),
            unread_timeout: section.millis("unread_timeout_ms", 1_000..=600_000),
        }
    }
}

/// What devices are told.
#[derive(Clone, Debug)]
pub struct Device {
    /// How often a parked unit's device reports.
    pub report_interval_parked: Duration,
    /// How often a device on duty reports.
    pub report_interval_on_duty: Duration,
    /// How often a device on its way to an incident reports.
    pub report_interval_under_way: Duration,
    /// The oldest client version that may start a duty.
    pub client_version_min: ClientVersion,
    /// How often an order is sent again.
    pub order_resend: Duration,
    /// When an order that was not acknowledged goes to the desk's voice.
    pub order_deliver: Duration,
    /// How long a device may act on an order.
    pub order_expiry: Duration,
}

impl Device {
    pub(super) fn read(section: &Section<'_>, toml: &Toml<'_>) -> Option<Self> {
        let order_resend = section.millis("order_resend_ms", 500..=TEN_MINUTES_MS);
        let order_deliver = section.millis("order_deliver_ms", 1_000..=HOUR_MS);
        let order_expiry = section.millis("order_expiry_ms", 1_000..=24 * HOUR_MS);
        let ascending = [
            ("order_deliver_ms", order_deliver, "order_resend_ms", order_resend),
            ("order_expiry_ms", order_expiry, "order_deliver_ms", order_deliver),
        ];
        for (key, longer, other, shorter) in ascending {
            if longer <= shorter {
                let rule = format!("it must be longer than {other}, which is {}", shorter.as_millis());
                toml.fault(&section.mark().inner(key), longer.as_millis(), rule);
            }
        }
        let intervals = (
            section.millis("report_interval_parked_ms", 1_000..=HOUR_MS),
            section.millis("report_interval_on_duty_ms", 1_000..=HOUR_MS),
            section.millis("report_interval_under_way_ms", 500..=HOUR_MS),
        );
        let version = section.text("client_version_min", |text| {
            ClientVersion::parse(text).ok_or("it must be three numbers such as 1.4.0")
        });
        Some(Self {
            report_interval_parked: intervals.0,
            report_interval_on_duty: intervals.1,
            report_interval_under_way: intervals.2,
            client_version_min: version?.0,
            order_resend,
            order_deliver,
            order_expiry,
        })
    }
}

/// A client's version, compared number by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientVersion {
    /// Counts incompatible changes.
    pub major: u32,
    /// Counts additions.
    pub minor: u32,
    /// Counts corrections.
    pub patch: u32,
}

impl ClientVersion {
    /// A version from three numbers joined by dots; what follows a `-` or `+` is left aside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.split(['-', '+']).next()?;
        let mut numbers = plain.split('.').map(|number| number.parse::<u32>().ok());
        let version = Self { major: numbers.next()??, minor: numbers.next()??, patch: numbers.next()?? };
        numbers.next().is_none().then_some(version)
    }
}

impl std::fmt::Display for ClientVersion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// What is recorded with a decision.
#[derive(Clone, Copy, Debug)]
pub struct ExplanationSettings {
    /// How many units it names with their reasons.
    pub units_max: usize,
}

impl ExplanationSettings {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self { units_max: section.count("units_max", 1..=100) }
    }
}

/// What a person at the desk must look at.
#[derive(Clone, Copy, Debug)]
pub struct AlarmSettings {
    /// How many of one kind and zone are kept by name.
    pub per_cause_max: usize,
}

impl AlarmSettings {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self { per_cause_max: section.count("per_cause_max", 10..=10_000) }
    }
}

/// The clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// How far it may differ from the end of the record at a start.
    pub jump_max: Duration,
}

impl Clock {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self { jump_max: Duration::from_secs(section.integer("jump_max_s", 1..=31_536_000)) }
    }
}

/// The end.
#[derive(Clone, Copy, Debug)]
pub struct Shutdown {
    /// How long streams and calls may take to end.
    pub grace: Duration,
}

impl Shutdown {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self { grace: section.millis("grace_ms", 100..=300_000) }
    }
}

/// Logs.
#[derive(Clone, Debug)]
pub struct Telemetry {
    /// How a log line is written.
    pub log_format: LogFormat,
    /// What is logged, as tracing's filter directives.
    pub log_filter: String,
}

/// How a log line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

impl LogFormat {
    const ALL: [Self; 2] = [Self::Human, Self::Json];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
        }
    }
}

impl Telemetry {
    pub(super) fn read(section: &Section<'_>) -> Option<Self> {
        let log_format = section.word("log_format", &LogFormat::ALL, LogFormat::as_str);
        let log_filter =
            section.text("log_filter", |text| tracing_subscriber::EnvFilter::try_new(text).map(|_| text.to_owned()));
        Some(Self { log_format: log_format?, log_filter: log_filter?.0 })
    }
}

/// The printable board.
#[derive(Clone, Copy, Debug)]
pub struct Board {
    /// How often it is written.
    pub print_interval: Duration,
}

impl Board {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self { print_interval: Duration::from_secs(section.integer("print_interval_s", 10..=3_600)) }
    }
}
