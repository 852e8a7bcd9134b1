//! The track log: every fix and what became of it, for playback and rehearsal. Refused fixes are kept as evidence.
//!
//! Flow: the caller appends fixes as they are judged and syncs every second; a file holds an hour or a size, whichever
//! ends first; whole files are deleted when they are older than the retention. The reader goes over the files by name.
//!
//! Invariants:
//! - What was appended since the last sync may be lost in a crash, no more. The record of dispatches does not rest on
//!   it.
//! - A file is never appended to by a second process life, so a torn tail can only be the end of a file.
//! - A bad block costs itself only: it is reported, and reading goes on at the next good one.
//! - Nothing is ever rewritten, and nothing smaller than a file is deleted.

pub mod block;
pub mod log;
pub mod reader;
