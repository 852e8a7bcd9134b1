//! patrold: a police patrol command-and-dispatch daemon.
//!
//! It knows where every unit is, takes every report, decides who goes, and can show afterwards why. The map of the
//! house, in reading order; `ARCHITECTURE.md` draws the flow and says which room may import which.
//!
//! The words:
//! - [`domain`]: ids, time, geo, units, reports, incidents, dispatches; every command and every event.
//!
//! What supervisors decide, and what the daemon decides by it. Pure: no clock, no disk, no task.
//! - [`policy`]: taxonomy, classification, response plans, zones; from raw files to a checked, hashed policy.
//! - [`engine`]: the deterministic state machine; `decide` judges, `apply` changes.
//!
//! Where units are, how long they take, where they were:
//! - [`tracker`]: the only concurrent table; who is near.
//! - [`travel`]: travel time to a place.
//! - [`tracks`]: every accepted fix, for playback.
//!
//! What is on disk before anyone is told, and what is asked about it afterwards:
//! - [`journal`]: the record, the one promise of this program.
//! - [`vault`]: the keys of personal data, one for each kind and day.
//! - [`records`]: what supervisors ask about the past, in SQL, rebuilt from the journal at any time.
//!
//! The shell:
//! - [`telemetry`]: log lines and metrics.
//! - [`runtime`]: clock, sequencer, commit, board, feed, start and stop.
//! - [`rehearsal`]: the recorded past, decided again, by the policy of the time or a proposed one.
//! - [`access`]: who may ask; what a client presents becomes a caller.
//! - [`api`]: gRPC; the generated types end here.
//! - [`config`]: one commented file becomes the checked limits of each room.
//!
//! Around it:
//! - [`city`]: an invented city of Dongguan's size for demonstrations, load and simulation.
//! - [`cli`]: the commands; `serve`, `demo` and `replay` also start a daemon.

pub mod domain;

pub mod policy;

pub mod engine;

pub mod tracker;

pub mod travel;

pub mod tracks;

pub mod journal;

pub mod vault;

pub mod records;

pub mod telemetry;

pub mod runtime;

pub mod rehearsal;

pub mod access;

pub mod api;

pub mod config;

pub mod city;

pub mod cli;
