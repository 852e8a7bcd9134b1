//! The hot position table: where every unit is now, and who is near.
//!
//! Flow: many tasks call [`Tracker::record`](table::Tracker::record) at once, one fix each; the sequencer alone tells the
//! tracker who is on duty and free, lets old fixes lapse ([`advance`](table::Tracker::advance)) and asks who is near
//! ([`Lookout`](search::Lookout), with [`Scan`](scan::Scan) as its baseline and oracle).
//!
//! Invariants:
//! - Nothing but positions changes concurrently; duty, tier and post change by the sequencer's hand only.
//! - No lock of this room is held across an `.await`, and none is handed out.
//! - Locks are taken in one order: unit, then the moves between cells, then cell or expiry queue, one of these at a time.
//! - A unit enters its new cell before it leaves the old one, so it may be seen twice, never lost.
//! - No iteration over a hash map reaches an answer unsorted.
//! - Nothing is expired or counted by a scan.

pub mod area;
mod counts;
mod expiry;
mod grid;
mod lattice;
pub mod limits;
pub mod positions;
pub mod presence;
pub mod scan;
pub mod search;
mod selection;
mod slot;
pub mod table;
#[cfg(test)]
mod tests;
