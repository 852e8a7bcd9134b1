//! Who may ask: what a client presents becomes a [`caller::Caller`], or is turned away.
//!
//! Invariants, as absences: nothing here knows of gRPC, decides about incidents or asks a clock: time is an argument;
//! no credential is in any error, log or `Debug`.

pub mod caller;
