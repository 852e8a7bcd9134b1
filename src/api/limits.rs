//! The limits of the rim. The configuration builds them.

use std::fmt;
use std::time::Duration;

use super::overload::OverloadLimits;

/// How much of everything the rim takes. Every field is a limit or an interval; none is ever infinite.
#[derive(Clone, Debug)]
pub struct ApiLimits {
    /// How many connections may be open.
    pub connections_max: usize,
    /// How long a new connection may take to say that it speaks HTTP/2.
    pub first_byte_timeout: Duration,
    /// How long a TLS handshake may take.
    pub handshake_timeout: Duration,
    /// How long a connection without a certificate may take to bring somebody who is admitted.
    pub first_call_timeout: Duration,
    /// How many TLS handshakes may be under way.
    pub handshakes_in_flight_max: usize,
    /// How many calls and streams one connection may have at once.
    pub streams_per_connection_max: u32,
    /// How many long-lived streams there may be in all: `Watch`, `Submit`, `Connect`, `ReportPositions`.
    pub streams_max: usize,
    /// How many of them may be watches.
    pub watchers_max: usize,
    /// The largest page of a list, in rows.
    pub page_size_max: usize,
    /// The largest message, in bytes.
    pub message_bytes_max: usize,
    /// The largest roster or policy, in bytes: what it becomes in the record must fit one entry (8 MiB).
    pub import_bytes_max: usize,
    /// The largest headers of a call, in bytes.
    pub header_bytes_max: u32,
    /// How often an idle connection is probed.
    pub keepalive_interval: Duration,
    /// How long the answer to a probe may take.
    pub keepalive_timeout: Duration,
    /// How long a unary call may take when the client sets no deadline.
    pub deadline: Duration,
    /// How long a stream may refuse to take a message before it is cut off.
    pub send_timeout: Duration,
    /// How many messages may wait for the reader of a stream.
    pub stream_queue: usize,
    /// How many commands of one Submit or Connect stream may be in flight.
    pub submit_in_flight_max: usize,
    /// How often a watcher hears that it is up to date, when it asks for nothing else.
    pub heartbeat_interval: Duration,
    /// The shortest interval between positions of one watcher.
    pub position_interval_min: Duration,
    /// How often an order is sent again until it is acknowledged.
    pub order_resend_interval: Duration,
    /// How often a parked unit's device reports.
    pub report_interval_parked: Duration,
    /// How often a device on duty reports.
    pub report_interval_on_duty: Duration,
    /// How often a device on its way to an incident reports.
    pub report_interval_under_way: Duration,
    /// The oldest version of the app that may connect; a unit on an incident is never cut off.
    pub client_version_min: ClientVersion,
    /// How many units one gateway connection may speak for; their names must fit one message.
    pub units_per_connection_max: usize,
    /// What is turned away when too much comes in.
    pub overload: OverloadLimits,
}

impl Default for ApiLimits {
    fn default() -> Self {
        Self {
            connections_max: 16_384,
            first_byte_timeout: Duration::from_secs(5),
            handshake_timeout: Duration::from_secs(5),
            first_call_timeout: Duration::from_secs(30),
            handshakes_in_flight_max: 1_024,
            streams_per_connection_max: 256,
            streams_max: 20_000,
            watchers_max: 1_024,
            page_size_max: 1_000,
            message_bytes_max: 64 << 10,
            import_bytes_max: 4 << 20,
            header_bytes_max: 16 << 10,
            keepalive_interval: Duration::from_secs(20),
            keepalive_timeout: Duration::from_secs(10),
            deadline: Duration::from_secs(10),
            send_timeout: Duration::from_secs(10),
            stream_queue: 64,
            submit_in_flight_max: 1_024,
            heartbeat_interval: Duration::from_secs(5),
            position_interval_min: Duration::from_millis(200),
            order_resend_interval: Duration::from_secs(3),
            report_interval_parked: Duration::from_mins(1),
            report_interval_on_duty: Duration::from_secs(10),
            report_interval_under_way: Duration::from_secs(3),
            client_version_min: ClientVersion([0, 1, 0]),
            units_per_connection_max: 4_000,
            overload: OverloadLimits::default(),
        }
    }
}

/// A version of an app: major, minor, patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientVersion(pub [u32; 3]);

impl ClientVersion {
    /// Three numbers joined by dots; what follows a `-` or `+` is left aside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split(['-', '+']).next()?.split('.').map(|number| number.parse().ok());
        let version = Self([numbers.next()??, numbers.next()??, numbers.next()??]);
        numbers.next().is_none().then_some(version)
    }
}

impl fmt::Display for ClientVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(formatter, "{major}.{minor}.{patch}")
    }
}
