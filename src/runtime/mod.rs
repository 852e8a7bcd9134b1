//! The shell around the heart: clock, sequencer, commit, board, feed, start and stop. Besides `api` the only room that
//! knows threads and tasks.
//!
//! ```text
//! Handle::submit ─► inbox, by class ─► sequencer thread: decide, apply ─► journal thread: append, one sync
//!                                                                 └─► board, feed, records, answers
//! Handle::record_fixes ─► tracker, track log
//! Handle::read ─► board (committed only)
//! ```
//!
//! Invariants, as absences: nothing outside the sequencer thread touches the deciding state; nothing leaves the process
//! before what it rests on is on disk; no lock is held across an await; nobody waits for a watcher.

pub mod audit;
pub mod board;
pub mod class;
pub mod clock;
pub mod commit;
pub mod disk;
pub mod feed;
pub mod handle;
pub mod heads;
pub mod inbox;
pub mod insight;
pub mod intake;
pub mod map;
pub mod niceness;
pub mod past;
pub mod personal;
pub mod policies;
pub mod pressure;
pub mod recover;
mod refold;
pub mod refusals;
pub mod rest;
pub mod sequencer;
pub mod settings;
pub mod sights;
pub mod start;
pub mod track;
pub mod track_sink;

mod workers;
