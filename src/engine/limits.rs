//! The engine's limits, built from the configuration.

use std::time::Duration;

/// How many events make an entry full: what is due or waits beyond is served by the next entry. A record holds 8 MiB,
/// and the largest event that the daemon makes of its own, a dispatch with its explanation, takes some kilobytes.
pub const ENTRY_FULL_EVENTS: usize = 1_024;

/// Limits on what the engine keeps and does at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineLimits {
    /// How long the answer to a request is kept.
    pub requests_keep: Duration,
    /// How many unary requests are kept at most; the oldest go first.
    pub requests_max: usize,
    /// How many answers are kept per `Submit` session.
    pub submit_window: usize,
    /// How many `Submit` sessions are kept; the least recently used of whoever has most go first.
    pub submit_sessions_max: usize,
    /// How many installations of devices are kept of those who write by one credential; the least recently used go first.
    pub device_installations_max: usize,
    /// How many units one explanation names.
    pub explanation_units_max: usize,
    /// How many waiting incidents are looked at when the queue is served.
    pub queue_served_max: usize,
    /// How many policies are kept whole, to go back to; the oldest go first.
    pub policies_kept_max: usize,
    /// How long a device may take to acknowledge an order before the desk must use its voice.
    pub order_deliver: Duration,
    /// How long an order may be acted upon.
    pub order_expiry: Duration,
    /// How often it is looked where a unit is that an incident follows.
    pub follow_interval: Duration,
    /// How far such a unit must have gone for the incident to be moved, in metres.
    pub follow_step_m: u64,
    /// How many alarms of one cause are kept by name; older ones are counted only.
    pub alarms_per_cause_max: usize,
}

impl Default for EngineLimits {
    fn default() -> Self {
        Self {
            requests_keep: Duration::from_hours(24),
            requests_max: 1_000_000,
            submit_window: 1_024,
            submit_sessions_max: 1_024,
            device_installations_max: 16_384,
            explanation_units_max: 8,
            queue_served_max: 4_096,
            policies_kept_max: 16,
            order_deliver: Duration::from_secs(15),
            order_expiry: Duration::from_mins(30),
            follow_interval: Duration::from_secs(15),
            follow_step_m: 150,
            alarms_per_cause_max: 100,
        }
    }
}
