//! The deterministic heart: commands in, events out.
//!
//! ```text
//! Envelope ─► decide(&State, now, command, candidates) ─► Vec<Event> ─► Entry ─► apply(&mut State)
//! ```
//!
//! [`decide()`] judges and never changes anything; [`State::apply`] changes and never judges, and it cannot fail. A replay
//! folds `apply` over the record and needs neither policy nor positions. There is no clock here, no random number, no
//! I/O, no task and no hash map: the same state, time, command and candidates give the same events for ever.
//!
//! Reading order: [`state`] (what is known), [`mod@apply`] (how it changes), [`index`] (what deciding asks for), [`tape`] (what
//! folds share), [`mod@decide`] (one file per family of commands), [`choose`], [`joint`], [`hold`] and [`claim`] (who goes),
//! [`barren`] (where nobody is left), [`transition`] (dispatch state × step), [`requests`] (a retry gets the
//! same answer), [`scope`] (who may), [`sight`] (who sees), [`invariants`] (what must always hold).

pub mod alarms;
pub mod apply;
pub mod assign;
pub mod barren;
pub mod choose;
pub mod claim;
pub mod deadline;
pub mod decide;
pub mod free;
pub mod hold;
pub mod index;
pub mod invariants;
pub mod joint;
pub mod limits;
pub mod nearby;
pub mod privacy;
pub mod requests;
mod reserve;
pub mod scope;
pub mod sight;
pub mod state;
pub mod tape;
pub mod touched;
pub mod transition;

pub use decide::decide;
pub use limits::EngineLimits;
pub use state::State;
