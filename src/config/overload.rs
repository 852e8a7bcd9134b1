//! The sections about too much at once: of the network, and on the disk.

use crate::api::overload::OverloadLimits;
use crate::policy::section::{Section, Toml};
use crate::runtime::disk::DiskLimits;

/// The largest disk that a mark is believed for.
const TEBIBYTE: u64 = 1 << 40;

/// What is turned away when too much comes in.
#[derive(Clone, Debug)]
pub struct Overload(pub OverloadLimits);

impl Overload {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let rate = |key| u32::try_from(section.integer(key, 1..=1_000_000)).unwrap_or(u32::MAX);
        Self(OverloadLimits {
            aside_threads: section.count("aside_threads", 1..=256),
            queries_at_once: section.count("queries_at_once", 1..=256),
            queries_waiting_max: section.count("queries_waiting_max", 1..=100_000),
            query_wait_max: section.millis("query_wait_ms_max", 10..=60_000),
            position_batches_at_once: section.count("position_batches_at_once", 1..=256),
            position_wait_max: section.millis("position_wait_ms_max", 1..=60_000),
            commands_per_second_max: rate("commands_per_second_max"),
            queries_per_second_max: rate("queries_per_second_max"),
            position_batches_per_second_max: rate("position_batches_per_second_max"),
            radio_batches_per_second_max: rate("radio_batches_per_second_max"),
            principals_max: section.count("principals_max", 16..=10_000_000),
            streams_per_principal_max: section.count("streams_per_principal_max", 1..=1_000_000),
            watchers_per_principal_max: section.count("watchers_per_principal_max", 1..=100_000),
            connections_per_second_max: rate("connections_per_second_max"),
            hellos_per_second_max: rate("hellos_per_second_max"),
            hello_wait_max: section.millis("hello_wait_ms_max", 100..=600_000),
        })
    }
}

/// What is done when the disk fills up.
pub(super) fn read_disk(section: &Section<'_>, toml: &Toml<'_>, segment_bytes: u64) -> DiskLimits {
    let warn_free_bytes = section.integer("warn_free_bytes", 0..=TEBIBYTE);
    let refuse_free_bytes = section.integer("refuse_free_bytes", 0..=TEBIBYTE);
    let reserve_bytes = section.integer("reserve_bytes", 0..=TEBIBYTE);
    if warn_free_bytes < refuse_free_bytes {
        let rule = format!("it must not be below refuse_free_bytes, which is {refuse_free_bytes}");
        toml.fault(&section.mark().inner("warn_free_bytes"), warn_free_bytes, rule);
    }
    let least = segment_bytes + segment_bytes / 2;
    if reserve_bytes > 0 && reserve_bytes < least {
        let rule = format!("it must be 0, or hold one and a half segments of the journal: at least {least}");
        toml.fault(&section.mark().inner("reserve_bytes"), reserve_bytes, rule);
    }
    let check_interval = section.millis("check_interval_ms", 50..=60_000);
    DiskLimits { warn_free_bytes, refuse_free_bytes, reserve_bytes, check_interval }
}
