//! Rehearsal: the recorded past, decided again. By the policy of the time, to see that the record explains itself; and
//! by a proposed one, to see what it would have changed.
//!
//! - [`history`] reads a span of the record. [`decision`] says what an entry decided, [`rebuild`] which command brought
//!   an entry about, [`outside`] what of it people, units and the world did.
//! - [`same`] decides every recorded decision again by the policy of its time, among the candidates that its explanation
//!   names ([`recorded`]). Nothing but the record is needed, and the outcome must be the same to the last unit.
//! - [`simulate`] lets the span happen again under a policy, far faster than time: reports come in and crews check in as
//!   recorded, the production sequencer and tracker decide over the recorded positions, and units act as [`past`] knows
//!   of them. [`outcome`] counts, [`compare`] says which incidents were decided otherwise, and [`unread`] which reports
//!   a proposed policy would have read otherwise, which nobody can tell any more.
//!
//! Invariants: nothing here changes the record, the map or the running daemon; what comes of a simulation is an
//! estimate, says so, and says on how many fresh positions it rests. Sealed texts stay sealed.

pub mod compare;
pub mod decision;
pub mod history;
pub mod outcome;
pub mod outside;
pub mod past;
pub mod rebuild;
pub mod recorded;
pub mod run;
pub mod same;
pub mod simulate;
pub mod unread;
